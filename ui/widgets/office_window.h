#pragma once

#include "ui/sentences/translator.h"
#include "ui/tokens/design_tokens.h"
#include "ui/widgets/office_area.h"

#include <QMainWindow>
#include <QSettings>

class QLabel;
class QListWidget;
class QStackedWidget;

namespace youka {

class FormDialog;
class SignInPage;
class TablePage;

/// The office: sign-in, then one page per area beside a list of them. Built anew in another language or
/// theme. Objects: areas (the list), <area>Page, and one per action: action<name>, with a button of the same
/// name and "Button".
class OfficeWindow : public QMainWindow, private OfficeDesk
{
    Q_OBJECT
public:
    struct Options
    {
        ThemeKind theme = ThemeKind::Light;
        QString stateFile;    ///< remembers window, columns and the last name; empty: nothing is kept
        Currency currency;    ///< of new cards and prices
        QString hotline = {}; ///< for what help does not answer; empty: none is named
    };
    /// `link` and `translator` outlive it.
    OfficeWindow(OfficeLink &link, Translator &translator, const Options &options);
    ~OfficeWindow() override;

    void setTheme(ThemeKind kind);
    ThemeKind theme() const override { return m_theme; }
    /// The page of an area, by its name in officeAreas(); nullptr before sign-in, or where it may not be
    /// seen.
    TablePage *page(const QString &area) const { return m_pages.value(area); }

private:
    void build();
    void buildPages();
    void buildMenus();
    void showSignIn(const QString &why);
    void showWork();
    void openArea(int index);
    TablePage *currentPage() const;
    void addPage(const OfficeArea &area);
    QAction *addAction(QMenu *menu, const char *name, const QString &text, const char *icon,
                       const QKeySequence &keys);
    void addAction(QMenu *menu, const char *name, const QString &text, const char *icon,
                   const QKeySequence &keys, void (OfficeWindow::*slot)());
    void addAreaActions();
    void buildBar();
    void refreshActions();
    const OfficeArea *currentArea() const;
    void runAction(const char *name);

    // OfficeDesk
    OfficeLink &link() override { return m_link; }
    QWidget *window() override { return this; }
    Currency currency() const override { return m_currency; }
    const QStringList &fuels() const override { return m_fuels; }
    using OfficeDesk::tell;
    void tell(const QString &text, int ms) override;
    void present(QDialog *dialog) override;
    void present(FormDialog *form, const QString &done) override;
    void refresh() override;

    void copy();
    void exportCsv();
    void find();
    void showHelp();
    void signOut();
    void toggleTheme();
    void toggleLanguage();
    void save();
    void restore();

    OfficeLink &m_link;
    Translator &m_translator;
    ThemeKind m_theme;
    const Currency m_currency;
    const QString m_hotline;
    std::unique_ptr<QSettings> m_state;
    SignInPage *m_signIn = nullptr;
    QStackedWidget *m_stack = nullptr;
    QStackedWidget *m_areas = nullptr;
    QListWidget *m_navigation = nullptr;
    QLabel *m_user = nullptr;
    QLabel *m_activity = nullptr;
    QHash<QString, TablePage *> m_pages;
    QHash<QString, QAction *> m_actions;
    QList<OfficeArea> m_kinds;
    QList<const OfficeArea *> m_shown; ///< those that this person may see, as in the list
    QStringList m_fuels;
};

}
