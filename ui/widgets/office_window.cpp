#include "ui/widgets/office_window.h"

#include "ui/sentences/sentences.h"
#include "ui/tokens/widget_style.h"
#include "ui/widgets/office_icons.h"
#include "ui/widgets/office_words.h"
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

/// Headings are as wide as their language makes them.
QString columnsKey(const QString &area, const QLocale &locale)
{
    return QStringLiteral("columns-%1/%2").arg(locale.name(), area);
}

}

OfficeWindow::OfficeWindow(OfficeLink &link, Translator &translator, const Options &options)
    : m_link(link)
    , m_translator(translator)
    , m_theme(options.theme)
    , m_currency(options.currency)
    , m_hotline(options.hotline)
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
    m_shown.clear();
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
    m_kinds = officeAreas(m_link, locale());
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
    for (const OfficeArea &area : std::as_const(m_kinds))
        if (m_link.may(area.needs))
            addPage(area);
}

void OfficeWindow::addPage(const OfficeArea &area)
{
    const QString name = QLatin1String(area.name);
    auto *page = new TablePage(name, area.title,
                               std::make_unique<RecordModel>(m_link, area.source, area.columns), area.sums);
    if (!area.views.isEmpty())
        page->offerViews(area.views);
    m_areas->addWidget(page);
    m_pages.insert(name, page);
    m_shown.append(&area);
    page->applyTheme(m_theme);
    connect(page, &TablePage::currentChanged, this, &OfficeWindow::refreshActions);
    connect(page, &TablePage::opened, this, [this, opens = area.opens] {
        if (opens && m_actions[QLatin1String(opens)]->isEnabled())
            runAction(opens);
    });
    auto *item = new QListWidgetItem(officeIcon(area.icon, m_theme), area.title, m_navigation);
    item->setData(Qt::UserRole, QLatin1String(area.icon));
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
    m_shown.clear();
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
        self->m_fuels.clear();
        for (const QJsonValueConstRef product : (*reply)[QLatin1String("products")].toArray())
            if (product[QLatin1String("unit")] == QLatin1String("litre"))
                self->m_fuels.append(product[QLatin1String("code")].toString());
        self->refreshActions();
    });
    refreshActions();
}

void OfficeWindow::openArea(int index)
{
    if (index < 0 || index >= m_shown.size())
        return;
    m_areas->setCurrentIndex(index);
    m_pages.value(QLatin1String(m_shown[index]->name))->reload();
    refreshActions();
}

TablePage *OfficeWindow::currentPage() const
{
    return m_areas && m_link.isSignedIn() ? qobject_cast<TablePage *>(m_areas->currentWidget()) : nullptr;
}

const OfficeArea *OfficeWindow::currentArea() const
{
    return currentPage() ? m_shown.value(m_areas->currentIndex()) : nullptr;
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
