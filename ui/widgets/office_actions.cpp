#include "ui/sentences/sentences.h"
#include "ui/widgets/form_dialog.h"
#include "ui/widgets/office_help.h"
#include "ui/widgets/office_window.h"
#include "ui/widgets/office_words.h"
#include "ui/widgets/table_page.h"

#include <QFileDialog>
#include <QMenu>
#include <QMenuBar>
#include <QStatusBar>
#include <QToolBar>

namespace youka {

QAction *OfficeWindow::addAction(QMenu *menu, const char *name, const QString &text, const char *icon,
                                 const QKeySequence &keys)
{
    auto *action = new QAction(text, menu);
    action->setObjectName(QLatin1String("action") + QLatin1String(name));
    action->setData(QLatin1String(icon));
    action->setShortcut(keys);
    action->setToolTip(
        keys.isEmpty() ? text : QStringLiteral("%1 (%2)").arg(text, keys.toString(QKeySequence::NativeText)));
    menu->addAction(action);
    m_actions.insert(QLatin1String(name), action);
    return action;
}

void OfficeWindow::addAction(QMenu *menu, const char *name, const QString &text, const char *icon,
                             const QKeySequence &keys, void (OfficeWindow::*slot)())
{
    connect(addAction(menu, name, text, icon, keys), &QAction::triggered, this, slot);
}

void OfficeWindow::buildMenus()
{
    m_actions.clear();
    menuBar()->clear();
    qDeleteAll(menuBar()->findChildren<QMenu *>(Qt::FindDirectChildrenOnly)); // and their actions
    const auto bars = findChildren<QToolBar *>();
    qDeleteAll(bars);
    QMenu *file = menuBar()->addMenu(say(QT_TRANSLATE_NOOP("Office", "&File")));
    QMenu *edit = menuBar()->addMenu(say(QT_TRANSLATE_NOOP("Office", "&Edit")));
    const auto key = [](int k) { return QKeySequence(k); };
    addAction(file, "Export", say(QT_TRANSLATE_NOOP("Office", "Export as CSV…")), "export",
              QKeySequence(Qt::CTRL | Qt::Key_E), &OfficeWindow::exportCsv);
    file->addSeparator();
    addAction(file, "SignOut", say(QT_TRANSLATE_NOOP("Office", "Sign out")), "lock", {},
              &OfficeWindow::signOut);
    QAction *quit =
        file->addAction(say(QT_TRANSLATE_NOOP("Office", "Quit")), QKeySequence::Quit, this, &QWidget::close);
    quit->setObjectName(QStringLiteral("actionQuit"));
    addAction(edit, "Copy", say(QT_TRANSLATE_NOOP("Office", "Copy rows")), "", QKeySequence::Copy,
              &OfficeWindow::copy);
    addAction(edit, "Find", say(QT_TRANSLATE_NOOP("Office", "Filter")), "", QKeySequence::Find,
              &OfficeWindow::find);
    addAreaActions();
    QMenu *view = menuBar()->addMenu(say(QT_TRANSLATE_NOOP("Office", "&View")));
    addAction(view, "Refresh", say(QT_TRANSLATE_NOOP("Office", "Refresh")), "refresh", key(Qt::Key_F5),
              &OfficeWindow::refresh);
    addAction(view, "Theme", say(QT_TRANSLATE_NOOP("Office", "Light or dark")), "moon", key(Qt::Key_F8),
              &OfficeWindow::toggleTheme);
    // Named in the other language, for those who cannot read this one.
    const bool chinese = m_translator.language() == Language::Chinese;
    addAction(view, "Language", chinese ? QStringLiteral("English") : QStringLiteral("中文"), "language",
              key(Qt::Key_F9), &OfficeWindow::toggleLanguage);
    QMenu *help = menuBar()->addMenu(say(QT_TRANSLATE_NOOP("Office", "&Help")));
    addAction(help, "Help", say(QT_TRANSLATE_NOOP("Office", "Help")), "info", key(Qt::Key_F1),
              &OfficeWindow::showHelp);
    buildBar();
}

void OfficeWindow::addAreaActions()
{
    QHash<QString, QMenu *> menus;
    for (const OfficeArea &area : std::as_const(m_kinds)) {
        QMenu *&menu = menus[area.menu];
        if (!menu)
            menu = area.menu.isEmpty() ? new QMenu(menuBar()) : menuBar()->addMenu(area.menu);
        else
            menu->addSeparator();
        for (const AreaAction &one : area.actions) {
            if (m_actions.contains(QLatin1String(one.name)))
                continue; // another area has it too
            if (one.opensGroup)
                menu->addSeparator();
            connect(addAction(menu, one.name, one.text, one.icon, one.keys), &QAction::triggered, this,
                    [this, name = one.name] { runAction(name); });
        }
    }
}

void OfficeWindow::buildBar()
{
    auto *bar = new QToolBar(say(QT_TRANSLATE_NOOP("Office", "Tools")), this);
    bar->setObjectName(QStringLiteral("tools"));
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar->setMovable(false);
    addToolBar(bar);
    const auto show = [&](const char *name) {
        QAction *action = m_actions.value(QLatin1String(name));
        if (bar->actions().contains(action))
            return;
        bar->addAction(action);
        bar->widgetForAction(action)->setObjectName(action->objectName() + QStringLiteral("Button"));
    };
    show("Refresh");
    bar->addSeparator();
    for (const OfficeArea &area : std::as_const(m_kinds))
        for (const AreaAction &one : area.actions)
            if (one.isInBar)
                show(one.name);
    bar->addSeparator();
    for (const char *name : {"Export", "Language", "Theme"})
        show(name);
}

namespace {

/// A line stands only between two actions that can be seen.
void separateGroups(QToolBar &bar)
{
    QAction *line = nullptr;
    bool before = false;
    for (QAction *action : bar.actions()) {
        if (action->isSeparator()) {
            action->setVisible(false);
            line = before ? action : nullptr;
        } else if (action->isVisible()) {
            if (line)
                line->setVisible(true);
            line = nullptr;
            before = true;
        }
    }
}

}

void OfficeWindow::refreshActions()
{
    const TablePage *page = currentPage();
    const OfficeArea *here = currentArea();
    for (const char *name : {"Refresh", "Copy", "Find", "Export"})
        m_actions[QLatin1String(name)]->setEnabled(page);
    m_actions[QStringLiteral("SignOut")]->setEnabled(m_link.isSignedIn());
    // What belongs to another area is not in the way; before sign-in the menus have it all.
    const QJsonObject record = page ? page->current() : QJsonObject();
    QSet<QLatin1String> ours;
    for (const AreaAction &one : here ? here->actions : QList<AreaAction>()) {
        ours.insert(QLatin1String(one.name));
        QAction *action = m_actions[QLatin1String(one.name)];
        const bool fits = one.fits(m_link, record);
        action->setEnabled(fits);
        action->setVisible(!one.seen || one.seen(m_link, record));
        if (one.whyNot)
            action->setToolTip(fits ? QString() : one.whyNot(record));
    }
    for (const OfficeArea &area : std::as_const(m_kinds))
        for (const AreaAction &one : area.actions)
            if (!ours.contains(QLatin1String(one.name))) {
                m_actions[QLatin1String(one.name)]->setEnabled(false);
                m_actions[QLatin1String(one.name)]->setVisible(!page);
            }
    if (auto *bar = findChild<QToolBar *>(QStringLiteral("tools"))) {
        bar->setVisible(page);
        separateGroups(*bar);
    }
}

void OfficeWindow::runAction(const char *name)
{
    const OfficeArea *here = currentArea();
    if (!here)
        return;
    for (const AreaAction &one : here->actions)
        if (QLatin1String(one.name) == QLatin1String(name)) {
            const auto run = one.run; // it may have everything built anew
            return run(*this, currentPage()->current());
        }
}

void OfficeWindow::tell(const QString &text, int ms) { statusBar()->showMessage(text, ms); }

void OfficeWindow::present(QDialog *dialog)
{
    dialog->setWindowModality(Qt::WindowModal);
    dialog->show();
}

void OfficeWindow::present(FormDialog *form, const QString &done)
{
    connect(form, &FormDialog::succeeded, this, [this, done] {
        tell(done);
        refresh();
    });
    present(form);
}

void OfficeWindow::refresh()
{
    if (TablePage *page = currentPage())
        page->reload();
}

void OfficeWindow::copy()
{
    if (TablePage *page = currentPage())
        page->copy();
    tell(say(QT_TRANSLATE_NOOP("Office", "Copied.")));
}

void OfficeWindow::exportCsv()
{
    TablePage *page = currentPage();
    auto *dialog = new QFileDialog(this, say(QT_TRANSLATE_NOOP("Office", "Export as CSV…")), QString(),
                                   say(QT_TRANSLATE_NOOP("Office", "CSV files (*.csv)")));
    dialog->setObjectName(QStringLiteral("exportDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    connect(dialog, &QFileDialog::fileSelected, this, [this, page](const QString &file) {
        const auto rows = page->exportCsv(file);
        tell(rows ? QCoreApplication::translate("Office", "%n row(s) written.", nullptr, *rows)
                  : sentence(rows.error()));
    });
    dialog->open();
}

void OfficeWindow::showHelp()
{
    if (auto *open = findChild<OfficeHelp *>())
        return open->activateWindow();
    (new OfficeHelp(m_translator.language(), m_hotline, this))->show();
}

void OfficeWindow::find()
{
    if (TablePage *page = currentPage())
        page->focusFilter();
}

void OfficeWindow::signOut() { m_link.signOut(); }

void OfficeWindow::toggleTheme()
{
    setTheme(m_theme == ThemeKind::Light ? ThemeKind::Dark : ThemeKind::Light);
}

void OfficeWindow::toggleLanguage()
{
    m_translator.setLanguage(m_translator.language() == Language::Chinese ? Language::English
                                                                          : Language::Chinese);
}

}
