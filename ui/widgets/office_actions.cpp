#include "core/domain/cards/card_rules.h"
#include "ui/sentences/sentences.h"
#include "ui/widgets/exception_forms.h"
#include "ui/widgets/office_forms.h"
#include "ui/widgets/office_help.h"
#include "ui/widgets/office_icons.h"
#include "ui/widgets/office_window.h"
#include "ui/widgets/office_words.h"
#include "ui/widgets/table_page.h"
#include "ui/widgets/tank_detail.h"

#include <QApplication>
#include <QFileDialog>
#include <QJsonArray>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>
#include <QPointer>
#include <QStackedWidget>
#include <QStatusBar>
#include <QToolBar>
#include <QToolButton>

namespace youka {

namespace {
constexpr int MessageMs = 8'000;
}

QAction *OfficeWindow::addAction(QMenu *menu, const char *name, const QString &text, const char *icon,
                                 const QKeySequence &keys, void (OfficeWindow::*slot)())
{
    QAction *action = menu->addAction(text);
    action->setObjectName(QLatin1String("action") + QLatin1String(name));
    action->setData(QLatin1String(icon));
    action->setShortcut(keys);
    action->setToolTip(
        keys.isEmpty() ? text : QStringLiteral("%1 (%2)").arg(text, keys.toString(QKeySequence::NativeText)));
    if (slot)
        connect(action, &QAction::triggered, this, slot);
    m_actions.insert(QLatin1String(name), action);
    return action;
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
    QMenu *card = menuBar()->addMenu(say(QT_TRANSLATE_NOOP("Office", "&Card")));
    QMenu *sales = menuBar()->addMenu(say(QT_TRANSLATE_NOOP("Office", "Sa&les")));
    QMenu *price = menuBar()->addMenu(say(QT_TRANSLATE_NOOP("Office", "&Prices")));
    QMenu *cases = menuBar()->addMenu(say(QT_TRANSLATE_NOOP("Office", "E&xceptions")));
    QMenu *campaigns = menuBar()->addMenu(say(QT_TRANSLATE_NOOP("Office", "Ca&mpaigns")));
    QMenu *shop = menuBar()->addMenu(say(QT_TRANSLATE_NOOP("Office", "S&hop")));
    QMenu *staff = menuBar()->addMenu(say(QT_TRANSLATE_NOOP("Office", "&Staff")));
    QMenu *view = menuBar()->addMenu(say(QT_TRANSLATE_NOOP("Office", "&View")));
    QMenu *help = menuBar()->addMenu(say(QT_TRANSLATE_NOOP("Office", "&Help")));
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
    addAction(card, "Issue", say(QT_TRANSLATE_NOOP("Office", "Issue a card…")), "card", QKeySequence::New,
              &OfficeWindow::issueCard);
    addAction(card, "TopUp", say(QT_TRANSLATE_NOOP("Office", "Top up…")), "cash",
              QKeySequence(Qt::CTRL | Qt::Key_T), &OfficeWindow::topUp);
    addAction(card, "Statement", say(QT_TRANSLATE_NOOP("Office", "Statement")), "receipt",
              QKeySequence(Qt::CTRL | Qt::Key_D), &OfficeWindow::showStatement);
    addAction(card, "Limits", say(QT_TRANSLATE_NOOP("Office", "Limits…")), "hand",
              QKeySequence(Qt::CTRL | Qt::Key_L), &OfficeWindow::editLimits);
    card->addSeparator();
    addAction(card, "Freeze", say(QT_TRANSLATE_NOOP("Office", "Freeze…")), "pause", {},
              &OfficeWindow::freeze);
    addAction(card, "Unfreeze", say(QT_TRANSLATE_NOOP("Office", "Unfreeze…")), "play", {},
              &OfficeWindow::unfreeze);
    addAction(card, "Lost", say(QT_TRANSLATE_NOOP("Office", "Report lost…")), "warning", {},
              &OfficeWindow::reportLost);
    addSaleActions(sales);
    addAreaActions(sales);
    addAction(price, "Price", say(QT_TRANSLATE_NOOP("Office", "Set price…")), "nozzle",
              QKeySequence(Qt::CTRL | Qt::Key_P), &OfficeWindow::setPrice);
    addAction(cases, "Exception", say(QT_TRANSLATE_NOOP("Office", "Look at it")), "receipt",
              QKeySequence(Qt::CTRL | Qt::Key_I), &OfficeWindow::showException);
    addAction(cases, "Take", say(QT_TRANSLATE_NOOP("Office", "Take")), "hand",
              QKeySequence(Qt::CTRL | Qt::Key_K), &OfficeWindow::takeException);
    addAction(cases, "Resolve", say(QT_TRANSLATE_NOOP("Office", "Resolve…")), "check",
              QKeySequence(Qt::CTRL | Qt::Key_R), &OfficeWindow::resolveException);
    addAction(cases, "Confirm", say(QT_TRANSLATE_NOOP("Office", "Confirm…")), "people", {},
              &OfficeWindow::confirmException);
    addAction(cases, "Reject", say(QT_TRANSLATE_NOOP("Office", "Send back…")), "cross", {},
              &OfficeWindow::rejectException);
    addCampaignActions(campaigns);
    addGoodsActions(shop);
    addStaffActions(staff);
    addAction(view, "Refresh", say(QT_TRANSLATE_NOOP("Office", "Refresh")), "refresh", key(Qt::Key_F5),
              &OfficeWindow::refresh);
    addAction(view, "Theme", say(QT_TRANSLATE_NOOP("Office", "Light or dark")), "moon", key(Qt::Key_F8),
              &OfficeWindow::toggleTheme);
    // Named in the other language, for those who cannot read this one.
    const bool chinese = m_translator.language() == Language::Chinese;
    addAction(view, "Language", chinese ? QStringLiteral("English") : QStringLiteral("中文"), "language",
              key(Qt::Key_F9), &OfficeWindow::toggleLanguage);
    addAction(help, "Help", say(QT_TRANSLATE_NOOP("Office", "Help")), "info", key(Qt::Key_F1),
              &OfficeWindow::showHelp);
    auto *bar = new QToolBar(say(QT_TRANSLATE_NOOP("Office", "Tools")), this);
    bar->setObjectName(QStringLiteral("tools"));
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar->setMovable(false);
    addToolBar(bar);
    const auto show = [&](const char *name) {
        QAction *action = m_actions.value(QLatin1String(name));
        bar->addAction(action);
        bar->widgetForAction(action)->setObjectName(action->objectName() + QStringLiteral("Button"));
    };
    for (const char *name : {"Refresh",        "",
                             "Issue",          "TopUp",
                             "Statement",      "Limits",
                             "Freeze",         "Unfreeze",
                             "Lost",           "Refund",
                             "Invoice",        "*",
                             "Exception",      "Take",
                             "Resolve",        "Confirm",
                             "Reject",         "Price",
                             "ArticleNew",     "ArticleEdit",
                             "ArticlePrice",   "ArticlePicture",
                             "ArticleGroup",   "StockReceive",
                             "StockCount",     "StockWaste",
                             "StockSend",      "StockTransfers",
                             "StockMoves",     "CampaignNew",
                             "CampaignCopy",   "CampaignEdit",
                             "Calendar",       "CampaignReport",
                             "CampaignPoster", "CampaignCoupons",
                             "SegmentGive",    "CouponFind",
                             "CampaignSubmit", "CampaignApprove",
                             "CampaignBack",   "CampaignPause",
                             "CampaignResume",

                             "Hire",           "StaffPin",
                             "StaffMove",      "StaffLeft",
                             "StaffBack",      "",
                             "Export",         "Language",
                             "Theme"}) {
        if (*name == '\0')
            bar->addSeparator();
        else if (*name != '*')
            show(name);
        else
            for (const OfficeArea &area : std::as_const(m_kinds))
                for (const AreaAction &one : area.actions)
                    show(one.name);
    }
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
    TablePage *page = m_link.isSignedIn() ? currentPage() : nullptr;
    const bool onCards = page && page == m_pages.value(QStringLiteral("cards"));
    const bool onPrices = page && page == m_pages.value(QStringLiteral("prices"));
    const bool onCases = page && page == m_pages.value(QStringLiteral("exceptions"));
    const QJsonObject record = onCards ? page->current() : QJsonObject();
    const auto state = CardState(record[QLatin1String("state")].toInt());
    const bool chosen = !record.isEmpty();
    const auto enable = [this](const char *name, bool on) { m_actions[QLatin1String(name)]->setEnabled(on); };
    const bool change = chosen && m_link.may(Permission::ChangeCards);
    for (const char *name : {"Refresh", "Copy", "Find", "Export"})
        enable(name, page);
    enable("SignOut", m_link.isSignedIn());
    enable("Issue", page && m_link.may(Permission::IssueCards));
    enable("TopUp", chosen && state != CardState::Closed && m_link.may(Permission::TopUpCards));
    enable("Statement", chosen);
    enable("Limits", change && state != CardState::Closed);
    enable("Freeze", change && isAllowedTransition(state, CardState::Frozen));
    enable("Unfreeze", change && state != CardState::Active && isAllowedTransition(state, CardState::Active));
    enable("Lost", change && isAllowedTransition(state, CardState::Lost));
    enable("Price", page && !m_products.isEmpty() && m_link.may(Permission::ChangePrices));
    const QJsonObject exception = onCases ? page->current() : QJsonObject();
    const QString step = exception[QLatin1String("state")].toString();
    const auto mine = [&](const char *who) {
        return exception[QLatin1String(who)].toString() == m_link.who().name;
    };
    const bool taken = step == QLatin1String("taken");
    const bool proposed = step == QLatin1String("proposed");
    enable("Exception", !exception.isEmpty());
    enable("Take", step == QLatin1String("open") || (taken && !mine("worker")));
    enable("Resolve", taken && mine("worker"));
    enable("Confirm", proposed && !mine("maker"));
    enable("Reject", proposed);
    for (const char *name : {"Exception", "Take", "Resolve", "Confirm", "Reject"})
        m_actions[QLatin1String(name)]->setVisible(onCases || !page);
    // What belongs to another area is not in the way.
    for (const char *name : {"TopUp", "Statement", "Limits", "Freeze", "Unfreeze", "Lost", "Issue"})
        m_actions[QLatin1String(name)]->setVisible(onCards || !page);
    m_actions[QStringLiteral("Price")]->setVisible(onPrices || !page);
    refreshGoodsActions(page);
    refreshStaffActions(page);
    refreshSaleActions(page);
    refreshAreaActions(page);
    refreshCampaignActions(page);
    if (auto *bar = findChild<QToolBar *>(QStringLiteral("tools"))) {
        bar->setVisible(page);
        separateGroups(*bar);
    }
}

void OfficeWindow::addAreaActions(QMenu *menu)
{
    for (const OfficeArea &area : std::as_const(m_kinds)) {
        menu->addSeparator();
        for (const AreaAction &one : area.actions) {
            addAction(menu, one.name, one.text, one.icon, {}, nullptr);
            connect(m_actions[QLatin1String(one.name)], &QAction::triggered, this, [this, run = one.run] {
                if (TablePage *page = currentPage())
                    run(*this, page->current());
            });
        }
    }
}

void OfficeWindow::refreshAreaActions(const TablePage *page)
{
    for (const OfficeArea &area : std::as_const(m_kinds)) {
        const bool isHere = page && page == m_pages.value(QLatin1String(area.name));
        for (const AreaAction &one : area.actions) {
            QAction *action = m_actions[QLatin1String(one.name)];
            action->setEnabled(isHere && one.fits(m_link, page->current()));
            action->setVisible(isHere || !page);
        }
    }
}

void OfficeWindow::tell(const QString &text) { statusBar()->showMessage(text, MessageMs); }

void OfficeWindow::present(FormDialog *form, const QString &done)
{
    connect(form, &FormDialog::succeeded, this, [this, done] {
        tell(done);
        refresh();
    });
    form->setWindowModality(Qt::WindowModal);
    form->show();
}

void OfficeWindow::refresh()
{
    if (TablePage *page = currentPage())
        page->reload();
}

void OfficeWindow::issueCard()
{
    present(makeIssueForm(m_link, m_currency, this), say(QT_TRANSLATE_NOOP("Office", "The card is issued.")));
}

void OfficeWindow::topUp()
{
    present(makeTopUpForm(m_link, currentPage()->current(), this),
            say(QT_TRANSLATE_NOOP("Office", "The money is on the card.")));
}

void OfficeWindow::changeCardState(CardState to)
{
    present(makeStateForm(m_link, currentPage()->current(), to, this),
            say(QT_TRANSLATE_NOOP("Office", "The card's state is changed.")));
}

void OfficeWindow::freeze() { changeCardState(CardState::Frozen); }

void OfficeWindow::unfreeze() { changeCardState(CardState::Active); }

void OfficeWindow::reportLost() { changeCardState(CardState::Lost); }

void OfficeWindow::editLimits()
{
    present(makeLimitsForm(m_link, currentPage()->current(), this),
            say(QT_TRANSLATE_NOOP("Office", "The limits are set.")));
}

void OfficeWindow::showStatement()
{
    const QString id = currentPage()->current()[QLatin1String("id")].toString();
    if (id.isEmpty())
        return;
    m_link.get(QStringLiteral("/api/v1/cards/") + id,
               [self = QPointer(this)](const Result<QJsonObject> &card) {
                   if (!self)
                       return;
                   if (card)
                       makeStatement(
                           self->m_link, *card,
                           [self](const QJsonObject &answer) {
                               if (!self)
                                   return;
                               self->statusBar()->showMessage(reversalText(answer), MessageMs);
                               self->refresh();
                           },
                           self)
                           ->show();
                   else
                       self->statusBar()->showMessage(sentence(card.error()), MessageMs);
               });
}

void OfficeWindow::setPrice()
{
    if (m_products.isEmpty() || !m_link.may(Permission::ChangePrices))
        return;
    const QString product = currentPage()->current()[QLatin1String("product")].toString();
    present(makePriceForm(m_link, m_products, product, m_currency, this),
            say(QT_TRANSLATE_NOOP("Office", "The price is entered.")));
}

void OfficeWindow::showException()
{
    const QJsonObject exception = currentPage()->current();
    if (exception.isEmpty())
        return;
    m_link.get(exceptionPath(exception), [self = QPointer(this)](const Result<QJsonObject> &detail) {
        if (!self)
            return;
        if (detail)
            makeExceptionDetail(*detail, self)->show();
        else
            self->statusBar()->showMessage(sentence(detail.error()), MessageMs);
    });
}

void OfficeWindow::showTank()
{
    const QJsonObject tank = currentPage()->current();
    if (tank.isEmpty())
        return;
    const QString path = QStringLiteral("/api/v1/tanks/%1/%2")
                             .arg(tank[QLatin1String("stationId")].toInteger())
                             .arg(tank[QLatin1String("tank")].toInt());
    m_link.get(path, [self = QPointer(this)](const Result<QJsonObject> &detail) {
        if (!self)
            return;
        if (detail)
            makeTankDetail(*detail, self)->show();
        else
            self->statusBar()->showMessage(sentence(detail.error()), MessageMs);
    });
}

void OfficeWindow::takeException()
{
    m_link.post(exceptionPath(currentPage()->current(), "take"), {}, m_link.newOperation(),
                [self = QPointer(this)](const Result<QJsonObject> &taken) {
                    if (self)
                        self->reloadExceptions(taken ? say(QT_TRANSLATE_NOOP("Office", "The case is yours."))
                                                     : sentence(taken.error()));
                });
}

void OfficeWindow::reloadExceptions(const QString &done)
{
    statusBar()->showMessage(done, MessageMs);
    if (TablePage *page = m_pages.value(QStringLiteral("exceptions")))
        page->reload();
}

void OfficeWindow::resolveException()
{
    FormDialog *form = makeResolveForm(m_link, currentPage()->current(), this);
    connect(form, &FormDialog::succeeded, this, [this](const QJsonObject &answer) {
        const bool waits = answer[QLatin1String("state")] == QLatin1String("proposed");
        reloadExceptions(waits ? say(QT_TRANSLATE_NOOP("Office", "The case waits for a second person."))
                               : say(QT_TRANSLATE_NOOP("Office", "The case is resolved.")));
    });
    form->setWindowModality(Qt::WindowModal);
    form->show();
}

void OfficeWindow::confirmException()
{
    present(makeConfirmForm(m_link, currentPage()->current(), this),
            say(QT_TRANSLATE_NOOP("Office", "The case is resolved.")));
}

void OfficeWindow::rejectException()
{
    present(makeRejectForm(m_link, currentPage()->current(), this),
            say(QT_TRANSLATE_NOOP("Office", "The case was sent back.")));
}

void OfficeWindow::copy()
{
    if (TablePage *page = currentPage())
        page->copy();
    statusBar()->showMessage(say(QT_TRANSLATE_NOOP("Office", "Copied.")), MessageMs);
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
        statusBar()->showMessage(
            rows ? QCoreApplication::translate("Office", "%n row(s) written.", nullptr, *rows)
                 : sentence(rows.error()),
            MessageMs);
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
