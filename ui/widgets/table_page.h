#pragma once

#include "ui/tokens/design_tokens.h"
#include "ui/widgets/record_model.h"

#include <QSortFilterProxyModel>
#include <QTimer>
#include <QWidget>

class QHBoxLayout;
class QLabel;
class QLineEdit;
class QMenu;
class QTableView;

namespace youka {

/// One area: a title, a filter that works as you type, a table and its footer. Objects are named
/// <name>Filter, <name>Table, <name>Footer, <name>Columns, <name>Problem.
class TablePage : public QWidget
{
    Q_OBJECT
public:
    /// `model` becomes this page's. `shows` sums the loaded records up for the footer; may be empty.
    using Summary = std::function<QString(const QList<QJsonObject> &)>;
    TablePage(const QString &name, const QString &title, std::unique_ptr<RecordModel> model, Summary summary,
              QWidget *parent = nullptr);

    RecordModel &model() { return *m_model; }
    QTableView &table() { return *m_table; }
    /// Empty when nothing is selected.
    QJsonObject current() const;
    /// Several lists of the same records, in a box beside the filter named <name>View; the first is shown.
    struct View
    {
        QString title;
        QString path;
    };
    void offerViews(const QList<View> &views);
    void focusFilter();
    void reload();
    /// The selected rows, or all loaded ones, in the order and columns shown; tab separated.
    void copy() const;
    /// UTF-8 with a byte order mark, so that spreadsheets know. Errors: StoreFailed.
    Result<int> exportCsv(const QString &file) const;
    void applyTheme(ThemeKind kind);
    QMenu *columnMenu() { return m_columnMenu; }
    QByteArray saveLayout() const;
    void restoreLayout(const QByteArray &layout);

Q_SIGNALS:
    void currentChanged();
    /// Enter or double click on a record.
    void opened();

private:
    void makeColumnMenu();
    void layOut();
    void updateFooter();
    void applyFilter();
    QStringList shownTexts(int row) const;
    QStringList shownTitles() const;

    RecordModel *m_model;
    QSortFilterProxyModel m_proxy;
    Summary m_summary;
    QHBoxLayout *m_head;
    QLineEdit *m_filter;
    QTableView *m_table;
    QLabel *m_footer;
    QLabel *m_problem;
    QLabel *m_empty;
    QMenu *m_columnMenu;
    QTimer m_typing;
    bool m_isLaidOut = false; ///< widths were chosen, by somebody or by the first rows
};

}
