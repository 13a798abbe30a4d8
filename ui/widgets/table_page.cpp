#include "ui/widgets/table_page.h"

#include "ui/sentences/sentences.h"
#include "ui/widgets/csv_text.h"
#include "ui/widgets/office_words.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSaveFile>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace youka {

namespace {
constexpr int TypingMs = 250; ///< a filter is asked for when the typing pauses
constexpr int RowPadding = 14;
constexpr int ColumnAir = 10;
constexpr int LeastColumn = 72;
constexpr int MostColumn = 320;
}

TablePage::TablePage(const QString &name, const QString &title, std::unique_ptr<RecordModel> model,
                     Summary summary, QWidget *parent)
    : QWidget(parent)
    , m_model(model.release())
    , m_summary(std::move(summary))
    , m_head(new QHBoxLayout)
    , m_filter(new QLineEdit)
    , m_table(new QTableView)
    , m_footer(new QLabel)
    , m_problem(new QLabel)
    , m_empty(new QLabel)
    , m_columnMenu(new QMenu(say(QT_TRANSLATE_NOOP("Office", "Columns")), this))
{
    m_model->setParent(this);
    setObjectName(name + QStringLiteral("Page"));
    auto *heading = new QLabel(title);
    heading->setProperty("role", QStringLiteral("title"));
    m_filter->setObjectName(name + QStringLiteral("Filter"));
    m_filter->setPlaceholderText(say(QT_TRANSLATE_NOOP("Office", "Filter…")));
    m_filter->setAccessibleName(say(QT_TRANSLATE_NOOP("Office", "Filter")));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMaximumWidth(360);
    auto *columns = new QToolButton;
    columns->setObjectName(name + QStringLiteral("Columns"));
    columns->setText(say(QT_TRANSLATE_NOOP("Office", "Columns")));
    columns->setToolTip(say(QT_TRANSLATE_NOOP("Office", "Columns")));
    columns->setPopupMode(QToolButton::InstantPopup);
    columns->setMenu(m_columnMenu);
    m_proxy.setSourceModel(m_model);
    m_proxy.setSortRole(RecordModel::SortRole);
    m_proxy.setFilterKeyColumn(-1);
    m_proxy.setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_table->setObjectName(name + QStringLiteral("Table"));
    m_table->setAccessibleName(title);
    m_table->setModel(&m_proxy);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(-1, Qt::AscendingOrder); // as the server sent them, until a heading is clicked
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setAlternatingRowColors(true);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + RowPadding);
    m_table->horizontalHeader()->setSectionsMovable(true);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_footer->setObjectName(name + QStringLiteral("Footer"));
    m_footer->setProperty("role", QStringLiteral("muted"));
    m_problem->setObjectName(name + QStringLiteral("Problem"));
    m_problem->setProperty("role", QStringLiteral("error"));
    m_problem->setWordWrap(true);
    m_problem->hide();
    m_empty->setObjectName(name + QStringLiteral("Empty"));
    m_empty->setProperty("role", QStringLiteral("muted"));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->hide();
    auto *inside = new QVBoxLayout(m_table->viewport());
    inside->addWidget(m_empty);
    m_head->addWidget(heading);
    m_head->addStretch();
    m_head->addWidget(m_filter, 1);
    m_head->addWidget(columns);
    auto *layout = new QVBoxLayout(this);
    const int grid = designTokens().grid;
    layout->setContentsMargins(2 * grid, 2 * grid, 2 * grid, grid);
    layout->setSpacing(grid);
    layout->addLayout(m_head);
    layout->addWidget(m_problem);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_footer);
    makeColumnMenu();
    m_typing.setSingleShot(true);
    m_typing.setInterval(TypingMs);
    connect(m_filter, &QLineEdit::textChanged, &m_typing, qOverload<>(&QTimer::start));
    connect(&m_typing, &QTimer::timeout, this, &TablePage::applyFilter);
    connect(m_model, &RecordModel::loaded, this, [this] {
        m_problem->hide();
        layOut();
        updateFooter();
        Q_EMIT currentChanged();
    });
    connect(m_model, &RecordModel::failed, this, [this](const Error &error) {
        m_problem->setText(sentence(error));
        m_problem->show();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &TablePage::currentChanged);
    connect(m_table, &QTableView::activated, this, &TablePage::opened);
}

void TablePage::makeColumnMenu()
{
    for (int i = 0; i < m_model->columnCount(); ++i) {
        const RecordColumn &column = m_model->columns()[i];
        m_table->setColumnHidden(i, !column.isShown);
        QAction *action = m_columnMenu->addAction(column.title);
        action->setCheckable(true);
        action->setChecked(column.isShown);
        connect(action, &QAction::toggled, this, [this, i](bool on) { m_table->setColumnHidden(i, !on); });
    }
}

/// Columns as wide as the first rows need, unless their widths are remembered.
void TablePage::layOut()
{
    if (m_isLaidOut)
        return;
    m_isLaidOut = m_proxy.rowCount() > 0; // headings alone are not what it will need
    QHeaderView *header = m_table->horizontalHeader();
    header->setStretchLastSection(false);
    m_table->resizeColumnsToContents();
    for (int column = 0; column < header->count(); ++column)
        if (!header->isSectionHidden(column))
            header->resizeSection(
                column, std::clamp(header->sectionSize(column) + ColumnAir, LeastColumn, MostColumn));
    header->setStretchLastSection(true);
}

void TablePage::applyFilter()
{
    const QString text = m_filter->text().trimmed();
    if (m_model->source().canFilter)
        m_model->setFilter(text);
    else
        m_proxy.setFilterFixedString(text);
    updateFooter();
}

void TablePage::updateFooter()
{
    QStringList parts;
    const auto count = m_proxy.rowCount();
    m_empty->setText(m_filter->text().isEmpty()
                         ? say(QT_TRANSLATE_NOOP("Office", "Nothing here yet."))
                         : say(QT_TRANSLATE_NOOP("Office", "Nothing matches the filter.")));
    m_empty->setVisible(count == 0);
    parts.append(m_model->isComplete() ? QCoreApplication::translate("Office", "%n record(s)", nullptr, count)
                                       : QCoreApplication::translate(
                                           "Office", "%n record(s) loaded, more below", nullptr, count));
    if (m_summary) {
        QList<QJsonObject> shown;
        for (int row = 0; row < count; ++row)
            shown.append(m_proxy.index(row, 0).data(RecordModel::RecordRole).toJsonObject());
        if (const QString sums = m_summary(shown); !sums.isEmpty())
            parts.append(sums);
    }
    m_footer->setText(parts.join(QStringLiteral("    ")));
}

QJsonObject TablePage::current() const
{
    const auto rows = m_table->selectionModel()->selectedRows();
    return rows.isEmpty() ? QJsonObject() : rows.first().data(RecordModel::RecordRole).toJsonObject();
}

void TablePage::offerViews(const QList<View> &views)
{
    auto *box = new QComboBox;
    box->setObjectName(objectName().replace(QStringLiteral("Page"), QStringLiteral("View")));
    box->setAccessibleName(say(QT_TRANSLATE_NOOP("Office", "Which ones")));
    for (const View &view : views)
        box->addItem(view.title, view.path);
    m_head->insertWidget(m_head->indexOf(m_filter), box);
    connect(box, &QComboBox::activated, this,
            [this, box](int index) { m_model->setPath(box->itemData(index).toString()); });
}

void TablePage::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void TablePage::reload() { m_model->reload(); }

QStringList TablePage::shownTitles() const
{
    QStringList titles;
    const QHeaderView *header = m_table->horizontalHeader();
    for (int visual = 0; visual < header->count(); ++visual)
        if (const int column = header->logicalIndex(visual); !m_table->isColumnHidden(column))
            titles.append(m_model->columns()[column].title);
    return titles;
}

QStringList TablePage::shownTexts(int row) const
{
    QStringList texts;
    const QHeaderView *header = m_table->horizontalHeader();
    for (int visual = 0; visual < header->count(); ++visual)
        if (const int column = header->logicalIndex(visual); !m_table->isColumnHidden(column))
            texts.append(m_proxy.index(row, column).data().toString());
    return texts;
}

void TablePage::copy() const
{
    QList<int> rows;
    const auto selected = m_table->selectionModel()->selectedRows();
    for (const QModelIndex &index : selected)
        rows.append(index.row());
    std::sort(rows.begin(), rows.end());
    QStringList lines{shownTitles().join(u'\t')};
    for (const int row : std::as_const(rows))
        lines.append(shownTexts(row).join(u'\t'));
    QApplication::clipboard()->setText(lines.join(u'\n') + u'\n');
}

Result<int> TablePage::exportCsv(const QString &file) const
{
    QSaveFile out(file);
    if (!out.open(QIODevice::WriteOnly))
        return fail(ErrorCode::StoreFailed, out.errorString());
    out.write("\xEF\xBB\xBF");
    out.write(csvLine(shownTitles()).toUtf8());
    for (int row = 0; row < m_proxy.rowCount(); ++row)
        out.write(csvLine(shownTexts(row)).toUtf8());
    if (!out.commit())
        return fail(ErrorCode::StoreFailed, out.errorString());
    return m_proxy.rowCount();
}

void TablePage::applyTheme(ThemeKind kind)
{
    const auto colour = [&](const char *name) { return designTokens().colour(kind, QLatin1String(name)); };
    m_model->setToneColours(colour("good"), colour("warn"), colour("danger"));
    m_table->viewport()->update();
}

QByteArray TablePage::saveLayout() const
{
    return m_isLaidOut ? m_table->horizontalHeader()->saveState() : QByteArray();
}

void TablePage::restoreLayout(const QByteArray &layout)
{
    if (layout.isEmpty() || !m_table->horizontalHeader()->restoreState(layout))
        return;
    m_isLaidOut = true;
    const auto actions = m_columnMenu->actions();
    for (int i = 0; i < actions.size(); ++i)
        actions[i]->setChecked(!m_table->isColumnHidden(i));
}

}
