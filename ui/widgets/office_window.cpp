#include "ui/widgets/office_window.h"

#include "core/domain/cards/card_rules.h"
#include "ui/sentences/sentences.h"
#include "ui/tokens/widget_style.h"
#include "ui/widgets/goods_forms.h"
#include "ui/widgets/invoice_columns.h"
#include "ui/widgets/office_forms.h"
#include "ui/widgets/office_icons.h"
#include "ui/widgets/office_words.h"
#include "ui/widgets/record_columns.h"
#include "ui/widgets/refund_columns.h"
#include "ui/widgets/sign_in_page.h"
#include "ui/widgets/table_page.h"

#include <QApplication>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QLabel>
#include <QListWidget>
#include <QPointer>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTableView>

namespace youka {

namespace {

constexpr int NavigationWidth = 184;

/// One that describes itself (officeAreas()) has only its name here.
struct Area
{
    const char *name;
    const char *icon = nullptr;
    Permission needs{};
};
/// Headings are as wide as their language makes them.
QString columnsKey(const QString &area, const QLocale &locale)
{
    return QStringLiteral("columns-%1/%2").arg(locale.name(), area);
}

constexpr Area Areas[] = {{"cards", "card", Permission::ReadCards},
                          {"customers", "people", Permission::ReadCards},
                          {"sales", "receipt", Permission::ReadSales},
                          {"refunds", "cash", Permission::ReadSales},
                          {"payments"},
                          {"invoices"},
                          {"reconcile"},
                          {"campaigns", "ticket", Permission::ReadCampaigns},
                          {"tanks", "tank", Permission::ReadTanks},
                          {"exceptions", "warning", Permission::HandleExceptions},
                          {"prices", "nozzle", Permission::ReadPrices},
                          {"articles", "cart", Permission::ReadGoods},
                          {"stock", "balance", Permission::ReadGoods},
                          {"staff", "badge", Permission::ManageStaff},
                          {"bank"},
                          {"transfers"}};

}

OfficeWindow::OfficeWindow(OfficeLink &link, Translator &translator, const Options &options)
    : m_link(link)
    , m_translator(translator)
    , m_theme(options.theme)
    , m_currency(options.currency)
{
    setObjectName(QStringLiteral("office"));
    resize(1440, 900);
    if (!options.stateFile.isEmpty()) {
        m_state = std::make_unique<QSettings>(options.stateFile, QSettings::IniFormat);
        restoreGeometry(m_state->value(QStringLiteral("window")).toByteArray());
    }
    connect(&m_link, &OfficeLink::signedIn, this, &OfficeWindow::showWork);
    connect(&m_link, &OfficeLink::signedOut, this, [this](bool expired) {
        showSignIn(expired ? say(
                       QT_TRANSLATE_NOOP("Office", "The session has ended. Sign in again; nothing was lost."))
                           : QString());
    });
    connect(&m_link, &OfficeLink::busyChanged, this, [this](bool busy) {
        if (m_activity)
            m_activity->setText(busy ? say(QT_TRANSLATE_NOOP("Office", "Loading…"))
                                     : say(QT_TRANSLATE_NOOP("Office", "Ready")));
    });
    // Not at once: the button that asked for it goes away too.
    connect(
        &m_translator, &Translator::languageChanged, this,
        [this] {
            save();
            build();
        },
        Qt::QueuedConnection);
    build();
}

OfficeWindow::~OfficeWindow() { save(); }

/// Everything that has words in it is made anew, which is simpler than saying every word again.
void OfficeWindow::build()
{
    const int area = m_navigation ? m_navigation->currentRow() : 0;
    const QString login = m_signIn ? m_signIn->login() : QString();
    setWindowTitle(say(QT_TRANSLATE_NOOP("Office", "Youka office")));
    setLocale(m_translator.locale());
    m_link.setLanguage(m_translator.language());
    m_pages.clear();
    m_order.clear();
    m_stack = new QStackedWidget;
    m_signIn = new SignInPage(m_link);
    m_signIn->setLogin(!login.isEmpty() || !m_state ? login
                                                    : m_state->value(QStringLiteral("login")).toString());
    m_navigation = new QListWidget;
    m_navigation->setObjectName(QStringLiteral("areas"));
    m_navigation->setAccessibleName(say(QT_TRANSLATE_NOOP("Office", "Areas")));
    m_navigation->setFixedWidth(NavigationWidth);
    m_areas = new QStackedWidget;
    auto *work = new QWidget;
    auto *layout = new QHBoxLayout(work);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_navigation);
    layout->addWidget(m_areas, 1);
    m_stack->addWidget(m_signIn);
    m_stack->addWidget(work);
    delete takeCentralWidget();
    setCentralWidget(m_stack);
    delete m_user;
    delete m_activity;
    m_activity = new QLabel(say(QT_TRANSLATE_NOOP("Office", "Ready")));
    m_activity->setObjectName(QStringLiteral("activity"));
    m_user = new QLabel;
    m_user->setObjectName(QStringLiteral("user"));
    statusBar()->addPermanentWidget(m_activity);
    statusBar()->addPermanentWidget(m_user);
    m_kinds = officeAreas(locale());
    buildMenus();
    connect(m_navigation, &QListWidget::currentRowChanged, this, &OfficeWindow::openArea);
    setTheme(m_theme);
    if (!m_link.isSignedIn())
        return showSignIn({});
    showWork();
    m_navigation->setCurrentRow(area);
}

void OfficeWindow::buildPages()
{
    const QLocale here = locale();
    const auto make = [this](const char *name, const QString &title, const RecordSource &source,
                             const QList<RecordColumn> &columns, const TablePage::Summary &summary = {}) {
        return addPage(QLatin1String(name),
                       new TablePage(QLatin1String(name), title,
                                     std::make_unique<RecordModel>(m_link, source, columns), summary));
    };
    const QHash<QString, QString> titles{
        {QStringLiteral("cards"), say(QT_TRANSLATE_NOOP("Office", "Cards"))},
        {QStringLiteral("customers"), say(QT_TRANSLATE_NOOP("Office", "Customers"))},
        {QStringLiteral("sales"), say(QT_TRANSLATE_NOOP("Office", "Transactions"))},
        {QStringLiteral("refunds"), say(QT_TRANSLATE_NOOP("Office", "Refunds"))},
        {QStringLiteral("campaigns"), say(QT_TRANSLATE_NOOP("Office", "Campaigns"))},
        {QStringLiteral("tanks"), say(QT_TRANSLATE_NOOP("Office", "Tanks"))},
        {QStringLiteral("exceptions"), say(QT_TRANSLATE_NOOP("Office", "Exceptions"))},
        {QStringLiteral("prices"), say(QT_TRANSLATE_NOOP("Office", "Prices"))},
        {QStringLiteral("articles"), say(QT_TRANSLATE_NOOP("Office", "Shop: articles"))},
        {QStringLiteral("stock"), say(QT_TRANSLATE_NOOP("Office", "Shop: stock"))},
        {QStringLiteral("staff"), say(QT_TRANSLATE_NOOP("Office", "Staff"))}};
    const auto list = [this](const char *icon, const QString &title) {
        auto *item = new QListWidgetItem(officeIcon(icon, m_theme), title, m_navigation);
        item->setData(Qt::UserRole, QLatin1String(icon));
    };
    for (const Area &area : Areas) {
        const QString name = QLatin1String(area.name);
        const auto kind = std::find_if(m_kinds.cbegin(), m_kinds.cend(), [&](const OfficeArea &one) {
            return name == QLatin1String(one.name);
        });
        if (!m_link.may(kind == m_kinds.cend() ? area.needs : kind->needs))
            continue;
        if (kind != m_kinds.cend()) {
            TablePage *page = make(kind->name, kind->title, kind->source, kind->columns, kind->sums);
            if (!kind->views.isEmpty())
                page->offerViews(kind->views);
            connect(page, &TablePage::opened, this, [this, opens = kind->opens] {
                if (QAction *action = m_actions.value(QLatin1String(opens)); action && action->isEnabled())
                    action->trigger();
            });
            list(kind->icon, kind->title);
            continue;
        }
        if (name == QLatin1String("cards"))
            connect(make(area.name, titles[name], cardSource(), cardColumns(here),
                         [here](const QList<QJsonObject> &cards) { return cardSums(cards, here); }),
                    &TablePage::opened, this, &OfficeWindow::showStatement);
        else if (name == QLatin1String("customers"))
            make(area.name, titles[name], customerSource(), customerColumns(here));
        else if (name == QLatin1String("sales"))
            make(area.name, titles[name], saleSource(), saleColumns(here),
                 [here](const QList<QJsonObject> &sales) { return saleSums(sales, here); });
        else if (name == QLatin1String("refunds"))
            connect(make(area.name, titles[name], refundSource(), refundColumns(here)), &TablePage::opened,
                    this, &OfficeWindow::showRefund);
        else if (name == QLatin1String("exceptions")) {
            TablePage *page = make(area.name, titles[name], exceptionSource(),
                                   exceptionColumns(here, m_link.clock()), exceptionSums);
            page->offerViews(exceptionViews());
            connect(page, &TablePage::opened, this, &OfficeWindow::showException);
        } else if (name == QLatin1String("campaigns")) {
            TablePage *page = make(area.name, titles[name], campaignSource(), campaignColumns(here));
            page->offerViews(campaignViews());
            connect(page, &TablePage::opened, this, &OfficeWindow::editCampaign);
        } else if (name == QLatin1String("tanks"))
            connect(make(area.name, titles[name], tankSource(), tankColumns(here)), &TablePage::opened, this,
                    &OfficeWindow::showTank);
        else if (name == QLatin1String("articles"))
            connect(make(area.name, titles[name], articleSource(), articleColumns(here)), &TablePage::opened,
                    this, &OfficeWindow::editArticle);
        else if (name == QLatin1String("stock"))
            connect(make(area.name, titles[name], stockSource(), stockColumns(here), stockSums),
                    &TablePage::opened, this, &OfficeWindow::showMoves);
        else if (name == QLatin1String("staff"))
            make(area.name, titles[name], staffSource(), staffColumns());
        else
            connect(make(area.name, titles[name], priceSource(), priceColumns(here)), &TablePage::opened,
                    this, &OfficeWindow::setPrice);
        list(area.icon, titles[name]);
    }
}

TablePage *OfficeWindow::addPage(const QString &area, TablePage *page)
{
    m_areas->addWidget(page);
    m_pages.insert(area, page);
    m_order.append(area);
    page->applyTheme(m_theme);
    connect(page, &TablePage::currentChanged, this, &OfficeWindow::refreshActions);
    return page;
}

void OfficeWindow::showSignIn(const QString &why)
{
    save();
    m_stack->setCurrentIndex(0);
    m_signIn->explain(why);
    m_user->clear();
    refreshActions();
}

void OfficeWindow::showWork()
{
    // Pages of an earlier session showed what another person may see.
    m_navigation->clear();
    while (QWidget *old = m_areas->widget(0)) {
        m_areas->removeWidget(old);
        delete old;
    }
    m_pages.clear();
    m_order.clear();
    buildPages();
    m_stack->setCurrentIndex(1);
    m_user->setText(m_link.who().name);
    restore();
    if (m_state)
        m_state->setValue(QStringLiteral("login"), m_signIn->login());
    m_navigation->setCurrentRow(0);
    m_link.get(QStringLiteral("/api/v1/products"), [self = QPointer(this)](const Result<QJsonObject> &reply) {
        if (!self || !reply)
            return;
        self->m_products.clear();
        for (const QJsonValueConstRef product : (*reply)[QLatin1String("products")].toArray())
            if (product[QLatin1String("unit")] == QLatin1String("litre"))
                self->m_products.append(product[QLatin1String("code")].toString());
        self->refreshActions();
    });
    refreshActions();
}

void OfficeWindow::openArea(int index)
{
    if (index < 0 || index >= m_order.size())
        return;
    m_areas->setCurrentIndex(index);
    m_pages.value(m_order[index])->reload();
    refreshActions();
}

TablePage *OfficeWindow::currentPage() const
{
    return m_areas ? qobject_cast<TablePage *>(m_areas->currentWidget()) : nullptr;
}

void OfficeWindow::setTheme(ThemeKind kind)
{
    m_theme = kind;
    qApp->setPalette(themePalette(kind));
    qApp->setFont(themeFont(Density::Desk));
    qApp->setStyleSheet(themeStyleSheet(kind) + officeStyleSheet(kind));
    for (TablePage *page : std::as_const(m_pages))
        page->applyTheme(kind);
    for (QAction *action : std::as_const(m_actions))
        if (const QString icon = action->data().toString(); !icon.isEmpty())
            action->setIcon(officeIcon(icon, kind));
    for (int row = 0; m_navigation && row < m_navigation->count(); ++row)
        m_navigation->item(row)->setIcon(
            officeIcon(m_navigation->item(row)->data(Qt::UserRole).toString(), kind));
}

void OfficeWindow::save()
{
    if (!m_state)
        return;
    m_state->setValue(QStringLiteral("window"), saveGeometry());
    for (auto it = m_pages.cbegin(); it != m_pages.cend(); ++it)
        if (const QByteArray layout = it.value()->saveLayout(); !layout.isEmpty())
            m_state->setValue(columnsKey(it.key(), locale()), layout);
}

void OfficeWindow::restore()
{
    if (!m_state)
        return;
    for (auto it = m_pages.cbegin(); it != m_pages.cend(); ++it)
        it.value()->restoreLayout(m_state->value(columnsKey(it.key(), locale())).toByteArray());
}

}
