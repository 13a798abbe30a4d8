#include "apps/server/server.h"
#include "core/domain/access/audit_log.h"
#include "core/domain/access/staff_service.h"
#include "core/domain/cards/card_rules.h"
#include "core/domain/cards/card_service.h"
#include "core/domain/customers/customer_service.h"
#include "core/domain/exceptions/exception_service.h"
#include "core/domain/pricing/price_repository.h"
#include "core/domain/sales/sale_service.h"
#include "core/domain/stations/station_repository.h"
#include "core/foundation/crypto/secret_hash.h"
#include "ui/sentences/sentences.h"
#include "ui/widgets/csv_text.h"
#include "ui/widgets/form_dialog.h"
#include "ui/widgets/office_window.h"
#include "ui/widgets/table_page.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QGroupBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QTableView>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QToolBar>

using namespace youka;

namespace {

/// 16 digits with a right check digit.
QString cardNumber(int n)
{
    const QString body = QStringLiteral("9000%1").arg(n, 11, 10, QLatin1Char('0'));
    return body + QLatin1Char(luhnDigit(body));
}

}

/// The office's real window, offscreen, against the real server in this process.
class TestOffice : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void csv_quotesAndDefusesFormulas();
    void signIn_wrongPassword_saysSo_rightOneOpensTheWork();
    void issue_fieldsSayWhatIsWrong_thenTheCardIsThere();
    void topUp_freeze_statement_throughTheForms();
    void cards_filterSortColumnsCopyExport();
    void cards_pagesAreFetchedAsTheyComeIntoView();
    void prices_newPrice_isInTheBook();
    void exceptions_takeResolveAndConfirmBySomebodyElse();
    void statement_topUpIsTakenBack();
    void staff_addSetPinMoveLeaveAndBack();
    void transactions_nameTheCashier();
    void manager_ofOneStation_seesAndMovesNobodyElse();
    void cashier_seesOnlyWhatTheRoleMay();
    void language_andTheme_switchInPlace();
    void tanks_listAndDetail();
    void shop_articleIsMadePricedReceivedAndCounted();
    void everyPage_bothLanguagesAndThemes();

private:
    template <class T>
    T *find(const char *name)
    {
        const QWidgetList all = QApplication::allWidgets();
        for (QWidget *widget : all)
            if (widget->objectName() == QLatin1String(name))
                if (auto *typed = qobject_cast<T *>(widget))
                    return typed;
        return nullptr;
    }
    QString text(const char *label)
    {
        const auto *found = find<QLabel>(label);
        return found ? found->text() : QString();
    }
    void fill(const char *edit, const QString &text)
    {
        auto *field = find<QLineEdit>(edit);
        QVERIFY2(field, edit);
        field->setFocus();
        field->clear();
        QTest::keyClicks(field, text);
    }
    void click(const char *button) { QTest::mouseClick(find<QPushButton>(button), Qt::LeftButton); }
    void trigger(const char *action)
    {
        auto *found = m_window->findChild<QAction *>(QLatin1String(action));
        QVERIFY2(found && found->isEnabled(), action);
        found->trigger();
    }
    void signIn(const QString &login = QStringLiteral("manager"));
    void issueCard(const QString &number, const QString &customer);
    void openArea(const QString &area);
    bool isWellSeparated();
    void plantTanks();
    void plantCases();
    QTableView *table(const char *name) { return find<QTableView>(name); }
    QString cell(QTableView *view, int row, const QString &title);
    void grab(const QString &name, QWidget *what = nullptr);

    QTemporaryDir m_dir;
    const SystemClock m_clock;
    ServerSettings m_settings;
    std::unique_ptr<Server> m_server;
    std::unique_ptr<Translator> m_translator;
    std::unique_ptr<OfficeLink> m_link;
    std::unique_ptr<OfficeWindow> m_window;
};

void TestOffice::initTestCase()
{
    m_settings.dataDir = m_dir.filePath(QStringLiteral("server"));
    m_settings.masterKeyFile = m_dir.filePath(QStringLiteral("master.key"));
    m_settings.port = 0;
    {
        const auto books = openServerStore(m_settings);
        QVERIFY2(books, books ? "" : qPrintable(toString(books.error())));
        const auto db = Database::open(books->store);
        QVERIFY(db);
        StaffService staff(**db);
        QVERIFY(staff.add(QStringLiteral("manager"), QStringLiteral("Lin Manager"), Role::Manager, {},
                          hashSecret("secret-1")));
        QVERIFY(staff.add(QStringLiteral("second"), QStringLiteral("Zhao Manager"), Role::Manager, {},
                          hashSecret("secret-1")));
        QVERIFY(staff.add(QStringLiteral("cashier"), QStringLiteral("Wu Cashier"), Role::Cashier, {},
                          hashSecret("secret-1")));
        PriceRepository prices(**db);
        for (const char *code : {"92", "95", "98", "0"})
            QVERIFY(prices.ensureProduct({QLatin1String(code), QLatin1String(code), Product::Unit::Litre}));
    }
    auto server = Server::start(m_settings, m_clock);
    QVERIFY2(server, server ? "" : qPrintable(toString(server.error())));
    m_server = std::move(*server);
}

void TestOffice::init()
{
    QFile certificate(m_server->certificateFile());
    QVERIFY(certificate.open(QIODevice::ReadOnly));
    ApiClient::Settings api;
    api.server = QUrl(QStringLiteral("https://localhost:%1").arg(m_server->port()));
    api.certificate = certificate.readAll();
    m_translator = std::make_unique<Translator>(Language::English);
    m_link = std::make_unique<OfficeLink>(api, m_clock);
    m_window = std::make_unique<OfficeWindow>(
        *m_link, *m_translator,
        OfficeWindow::Options{ThemeKind::Light, m_dir.filePath(QStringLiteral("office.ini")), Currency()});
    m_window->show();
}

void TestOffice::cleanup()
{
    m_window.reset();
    m_link.reset();
    m_translator.reset();
}

void TestOffice::signIn(const QString &login)
{
    fill("signInLogin", login);
    fill("signInPassword", QStringLiteral("secret-1"));
    click("signInSubmit");
    QTRY_VERIFY_WITH_TIMEOUT(m_link->isSignedIn(), 20'000);
    QTRY_VERIFY(m_window->page(QStringLiteral("cards")));
    QTRY_VERIFY(!m_window->page(QStringLiteral("cards"))->model().isLoading());
}

/// No line at an end of the tool bar, no two side by side.
bool TestOffice::isWellSeparated()
{
    bool line = true;
    for (const QAction *action : find<QToolBar>("tools")->actions()) {
        if (!action->isVisible())
            continue;
        if (line && action->isSeparator())
            return false;
        line = action->isSeparator();
    }
    return !line;
}

void TestOffice::openArea(const QString &area)
{
    auto *areas = find<QListWidget>("areas");
    for (int row = 0; row < areas->count(); ++row)
        if (areas->item(row)->text() == area)
            areas->setCurrentRow(row);
    QCOMPARE(areas->currentItem()->text(), area);
}

QString TestOffice::cell(QTableView *view, int row, const QString &title)
{
    for (int column = 0; column < view->model()->columnCount(); ++column)
        if (view->model()->headerData(column, Qt::Horizontal).toString() == title)
            return view->model()->index(row, column).data().toString();
    return {};
}

void TestOffice::issueCard(const QString &number, const QString &customer)
{
    trigger("actionIssue");
    QTRY_VERIFY(find<QLineEdit>("issueNumber"));
    fill("issueNumber", number);
    fill("issueCustomer", customer);
    click("issueSubmit");
    QTRY_VERIFY_WITH_TIMEOUT(!find<QLineEdit>("issueNumber"), 20'000);
}

void TestOffice::grab(const QString &name, QWidget *what)
{
    const QPixmap shot = (what ? what : m_window.get())->grab();
    QVERIFY(!shot.isNull());
    const QString folder = qEnvironmentVariable("YOUKA_SHOTS");
    if (!folder.isEmpty())
        QVERIFY(shot.save(folder + u'/' + name + QStringLiteral(".png")));
}

void TestOffice::csv_quotesAndDefusesFormulas()
{
    QCOMPARE(csvLine({QStringLiteral("a"), QStringLiteral("b,c"), QStringLiteral("say \"x\"")}),
             QStringLiteral("a,\"b,c\",\"say \"\"x\"\"\"\r\n"));
    QCOMPARE(csvLine({QStringLiteral("=1+1"), QStringLiteral("-5.20"), QStringLiteral("-x"), QString()}),
             QStringLiteral("'=1+1,-5.20,'-x,\r\n"));
}

void TestOffice::signIn_wrongPassword_saysSo_rightOneOpensTheWork()
{
    QVERIFY(!find<QPushButton>("signInSubmit")->isEnabled());
    fill("signInLogin", QStringLiteral("manager"));
    fill("signInPassword", QStringLiteral("wrong"));
    click("signInSubmit");
    QTRY_VERIFY_WITH_TIMEOUT(text("signInProblem").contains(u"password is wrong"), 20'000);
    QVERIFY(!m_link->isSignedIn());
    QVERIFY(find<QLineEdit>("signInPassword")->text().isEmpty());
    fill("signInServer", QStringLiteral("http://x"));
    QVERIFY(text("signInProblem").contains(u"https"));
    QVERIFY(!find<QPushButton>("signInSubmit")->isEnabled());
    fill("signInServer", m_link->server().toString());
    signIn();
    QCOMPARE(text("user"), QStringLiteral("Lin Manager"));
    QCOMPARE(find<QListWidget>("areas")->count(), 17);
    const auto sessions = [this] {
        const auto books = openServerStore(m_settings);
        const auto db = Database::open(books->store);
        auto rows = (*db)->exec("SELECT COUNT(*) FROM session");
        return rows && rows->next() ? rows->integer(0) : -1;
    };
    QCOMPARE(sessions(), 1);
    trigger("actionSignOut");
    QVERIFY(!m_link->isSignedIn());
    QTRY_COMPARE(sessions(), 0); // at the server too
    QVERIFY(find<QPushButton>("signInSubmit")->isVisible());
}

void TestOffice::issue_fieldsSayWhatIsWrong_thenTheCardIsThere()
{
    signIn();
    trigger("actionIssue");
    QTRY_VERIFY(find<QLineEdit>("issueNumber"));
    QVERIFY(!find<QPushButton>("issueSubmit")->isEnabled());
    fill("issueNumber", QStringLiteral("9000000000000010"));
    QVERIFY(text("issueNumberError").contains(u"check digit"));
    fill("issueNumber", QStringLiteral("90"));
    QVERIFY(text("issueNumberError").contains(u"13 to 19"));
    fill("issuePin", QStringLiteral("12"));
    QVERIFY(text("issuePinError").contains(u"4 to 6"));
    fill("issueLimitPerSale", QStringLiteral("x"));
    QVERIFY(text("issueLimitPerSaleError").contains(u"1,234.50"));
    fill("issueUid", QStringLiteral("04:78:2E"));
    QVERIFY(!text("issueUidError").isEmpty());
    fill("issueNumber", cardNumber(1));
    fill("issueUid", QStringLiteral("04:78:2E:21:80:1D:80"));
    fill("issuePin", QStringLiteral("4711"));
    fill("issueLimitPerSale", QStringLiteral("300"));
    QVERIFY(!find<QPushButton>("issueSubmit")->isEnabled()); // a customer is needed
    fill("issueCustomer", QStringLiteral("K-0001"));
    fill("issueCustomerName", QStringLiteral("Harbour Logistics"));
    QVERIFY(find<QPushButton>("issueSubmit")->isEnabled()); // without a birthday, too
    fill("issueBirthday", QStringLiteral("31.5.1990"));
    QVERIFY(text("issueBirthdayError").contains(u"1990-05-31"));
    QVERIFY(!find<QPushButton>("issueSubmit")->isEnabled());
    fill("issueBirthday", QStringLiteral("1990-05-31"));
    fill("issueInviter", QStringLiteral("K-9999")); // there is nobody of that number
    click("issueSubmit");
    QTRY_VERIFY_WITH_TIMEOUT(!text("issueProblem").isEmpty(), 20'000);
    fill("issueInviter", QString());
    click("issueSubmit");
    auto *view = table("cardsTable");
    QTRY_COMPARE_WITH_TIMEOUT(view->model()->rowCount(), 1, 20'000);
    QCOMPARE(cell(view, 0, QStringLiteral("Customer")), QStringLiteral("Harbour Logistics"));
    QCOMPARE(cell(view, 0, QStringLiteral("Card")), maskedCardNumber(cardNumber(1)));
    QVERIFY(cell(view, 0, QStringLiteral("Sale limit")).contains(u"300.00"));
    {
        const auto books = openServerStore(m_settings);
        const auto db = Database::open(books->store);
        const auto birthdays = CustomerService(**db, m_server->cardKeys().customerWrapping).birthdays({}, 10);
        QVERIFY(birthdays && birthdays->size() == 1);
        QCOMPARE(birthdays->front().date, QDate(1990, 5, 31));
    }
    trigger("actionIssue"); // the same number again is refused, in words, and the form stays
    QTRY_VERIFY(find<QLineEdit>("issueNumber"));
    fill("issueNumber", cardNumber(1));
    fill("issueCustomer", QStringLiteral("K-0001"));
    click("issueSubmit");
    QTRY_VERIFY_WITH_TIMEOUT(!text("issueProblem").isEmpty(), 20'000);
    QVERIFY(!text("issueProblem").contains(u"card.state"));
    click("issueCancel");
}

void TestOffice::topUp_freeze_statement_throughTheForms()
{
    signIn();
    auto *view = table("cardsTable");
    QTRY_VERIFY(view->model()->rowCount() >= 1);
    QVERIFY(!m_window->findChild<QAction *>(QStringLiteral("actionTopUp"))->isEnabled());
    view->selectRow(0);
    trigger("actionTopUp");
    QTRY_VERIFY(find<QLineEdit>("topUpAmount"));
    fill("topUpAmount", QStringLiteral("0"));
    QVERIFY(text("topUpAmountError").contains(u"above zero"));
    fill("topUpAmount", QStringLiteral("1,234.50"));
    click("topUpSubmit");
    QTRY_VERIFY_WITH_TIMEOUT(cell(view, 0, QStringLiteral("Balance")).contains(u"1,234.50"), 20'000);
    view->selectRow(0);
    trigger("actionFreeze");
    QTRY_VERIFY(find<QLineEdit>("stateReason"));
    QVERIFY(!find<QPushButton>("stateSubmit")->isEnabled()); // no reason, no freeze
    fill("stateReason", QStringLiteral("asked for by the holder"));
    click("stateSubmit");
    QTRY_COMPARE_WITH_TIMEOUT(cell(view, 0, QStringLiteral("State")), QStringLiteral("Frozen"), 20'000);
    view->selectRow(0);
    QVERIFY(!m_window->findChild<QAction *>(QStringLiteral("actionFreeze"))->isEnabled());
    trigger("actionUnfreeze");
    QTRY_VERIFY(find<QLineEdit>("stateReason"));
    fill("stateReason", QStringLiteral("cleared up"));
    click("stateSubmit");
    QTRY_COMPARE_WITH_TIMEOUT(cell(view, 0, QStringLiteral("State")), QStringLiteral("Active"), 20'000);
    view->selectRow(0);
    trigger("actionStatement");
    QTRY_VERIFY(find<QTableWidget>("statementTable"));
    auto *lines = find<QTableWidget>("statementTable");
    QCOMPARE(lines->rowCount(), 1);
    QVERIFY(lines->item(0, 2)->text().contains(u"1,234.50"));
    click("statementClose");
    const auto books = openServerStore(m_settings);
    QVERIFY(books);
    const auto db = Database::open(books->store);
    QVERIFY(db);
    const auto audit = AuditLog(**db).verify();
    QVERIFY(audit);
    QCOMPARE(audit->entries, 2); // both with their reasons, chained
    QCOMPARE(audit->faults, QStringList());
}

void TestOffice::cards_filterSortColumnsCopyExport()
{
    signIn();
    issueCard(cardNumber(2), QStringLiteral("K-0002"));
    issueCard(cardNumber(3), QStringLiteral("K-0003"));
    auto *view = table("cardsTable");
    QTRY_COMPARE(view->model()->rowCount(), 3);
    fill("cardsFilter", QStringLiteral("0003"));
    QTRY_COMPARE(view->model()->rowCount(), 1);
    QCOMPARE(cell(view, 0, QStringLiteral("Customer no.")), QStringLiteral("K-0003"));
    find<QLineEdit>("cardsFilter")->clear();
    QTRY_COMPARE(view->model()->rowCount(), 3);
    view->sortByColumn(2, Qt::DescendingOrder);
    QCOMPARE(cell(view, 0, QStringLiteral("Customer no.")), QStringLiteral("K-0003"));
    view->sortByColumn(2, Qt::AscendingOrder);
    QCOMPARE(cell(view, 0, QStringLiteral("Customer no.")), QStringLiteral("K-0001"));
    QVERIFY(text("cardsFooter").contains(u"3 record"));
    QVERIFY(text("cardsFooter").contains(u"1,234.50"));
    TablePage *page = m_window->page(QStringLiteral("cards"));
    page->columnMenu()->actions().at(4)->setChecked(false); // state
    QVERIFY(view->isColumnHidden(4));
    view->selectRow(1);
    page->copy();
    const QStringList copied = QApplication::clipboard()->text().split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(copied.size(), 2);
    QVERIFY(!copied[0].contains(u"State"));
    QVERIFY(copied[1].contains(u"K-0002"));
    const QString file = m_dir.filePath(QStringLiteral("cards.csv"));
    QCOMPARE(*page->exportCsv(file), 3);
    QFile csv(file);
    QVERIFY(csv.open(QIODevice::ReadOnly));
    const QByteArray bytes = csv.readAll();
    QVERIFY(bytes.startsWith("\xEF\xBB\xBF"));
    QCOMPARE(bytes.count("\r\n"), 4);
    cleanup(); // the columns are as they were left
    init();
    signIn();
    QVERIFY(table("cardsTable")->isColumnHidden(4));
    m_window->page(QStringLiteral("cards"))->columnMenu()->actions().at(4)->setChecked(true);
}

void TestOffice::cards_pagesAreFetchedAsTheyComeIntoView()
{
    {
        const auto books = openServerStore(m_settings);
        const auto db = Database::open(books->store);
        CardService cards(**db, m_server->cardKeys());
        CustomerService customers(**db, m_server->cardKeys().customerWrapping);
        QVERIFY((*db)->transaction([&]() -> Result<void> {
            const auto customer =
                customers.ensureCustomer(QStringLiteral("K-9000"), QStringLiteral("Many cards"),
                                         QStringLiteral("fleet"), {}, m_clock.now());
            for (int n = 100; n < 560; ++n) {
                CardService::Issue issue;
                issue.number = cardNumber(n);
                issue.customer = customer->id;
                issue.expires = QDate(2099, 12, 31);
                if (const auto card = cards.issue(issue, m_clock.now()); !card)
                    return fail(card.error());
            }
            return {};
        }));
    }
    signIn();
    auto *view = table("cardsTable");
    QTRY_COMPARE(view->model()->rowCount(), 200);
    QVERIFY(text("cardsFooter").contains(u"more below"));
    view->scrollToBottom();
    QTRY_COMPARE(view->model()->rowCount(), 400);
    view->scrollToBottom();
    QTRY_COMPARE(view->model()->rowCount(), 463);
    QVERIFY(!text("cardsFooter").contains(u"more below"));
}

void TestOffice::prices_newPrice_isInTheBook()
{
    signIn();
    openArea(QStringLiteral("Prices"));
    QTRY_VERIFY(m_window->findChild<QAction *>(QStringLiteral("actionPrice"))->isEnabled());
    trigger("actionPrice");
    QTRY_VERIFY(find<QLineEdit>("pricePrice"));
    find<QComboBox>("priceProduct")->setCurrentIndex(1);
    fill("pricePrice", QStringLiteral("7,8"));
    QVERIFY(!text("pricePriceError").isEmpty());
    fill("pricePrice", QStringLiteral("7.85"));
    click("priceSubmit");
    auto *view = table("pricesTable");
    QTRY_COMPARE_WITH_TIMEOUT(view->model()->rowCount(), 1, 20'000);
    QCOMPARE(cell(view, 0, QStringLiteral("Price")), QStringLiteral("7.85"));
    QCOMPARE(cell(view, 0, QStringLiteral("Entered by")), QStringLiteral("Lin Manager"));
}

void TestOffice::plantCases()
{
    const auto books = openServerStore(m_settings);
    QVERIFY(books);
    const auto db = Database::open(books->store);
    QVERIFY(db);
    ExceptionService exceptions(**db);
    TerminalRepository terminals(**db);
    const auto station = StationRepository(**db).ensureStation({{},
                                                                QStringLiteral("S1"),
                                                                QStringLiteral("North"),
                                                                QStringLiteral("CHN"),
                                                                {},
                                                                {},
                                                                QTimeZone::utc(),
                                                                QTime(0, 0)});
    QVERIFY(station);
    const Timestamp now = m_clock.now();
    qint64 seq = 0;
    // As the inbox books a record of the terminal and keeps it.
    const auto tell = [&](const FactBody &body, Timestamp at) {
        return (*db)->transaction([&]() -> Result<void> {
            const Fact written = makeFact({QUuid::createUuid()}, at, body);
            auto fact = parseFact(written.body);
            fact->seq = ++seq;
            return SaleService(**db, m_server->cardKeys())
                .apply(*fact, {{3}, *station}, at)
                .and_then([&](const FactOutcome &outcome) {
                    return terminals.insertRecord(
                        {3}, {seq, fact->operation, fact->kind, at, written.body, "h", int(outcome.kind), {}},
                        at);
                });
        });
    };
    SaleFact sale;
    sale.hold = {QUuid::createUuid()};
    sale.sale = {QUuid::createUuid()};
    sale.pump = 2;
    sale.delivery = {1, QStringLiteral("95"), {8'000, {}}, {80'000}, {64'000, {}}, {}, {}};
    QVERIFY(tell(sale, now.plusMs(-30LL * 3'600'000))); // above the limit of one person, and overdue
    sale.sale = {QUuid::createUuid()};
    sale.hold = {QUuid::createUuid()};
    sale.delivery.volume = {2'500};
    sale.delivery.amount = {2'000, {}};
    QVERIFY(tell(sale, now));
    QVERIFY((*db)->transaction([&]() -> Result<void> {
        Finding gap;
        gap.kind = ExceptionKind::ChainGap;
        gap.terminal = {3};
        gap.station = station->id;
        gap.record = 7;
        return exceptions.raise(gap, now).map([](ExceptionId) {});
    }));
    // A card that promised more offline than it has.
    QVERIFY((*db)->transaction([&]() -> Result<void> {
        CardService::Issue issue;
        issue.number = cardNumber(900);
        issue.expires = QDate(2099, 12, 31);
        return CustomerService(**db, m_server->cardKeys().customerWrapping)
            .ensureCustomer(QStringLiteral("K-0900"), QStringLiteral("Late payer"), {}, {}, now)
            .and_then([&](const Customer &customer) {
                issue.customer = customer.id;
                return CardService(**db, m_server->cardKeys()).issue(issue, now);
            })
            .map([](const CardRecord &) {});
    }));
    const CardToken token = CardTokeniser(m_server->cardKeys().lookup).forNumber(cardNumber(900));
    sale.sale = {QUuid::createUuid()};
    sale.hold = {QUuid::createUuid()};
    sale.offline = true;
    sale.delivery = {1, QStringLiteral("95"), {7'850, {}}, {3'820}, {2'999, {}}, {}, {}};
    QVERIFY(tell(
        HoldPlaced{sale.sale, sale.hold, token, CardProof::Chip, QStringLiteral("95"), {5'000, {}}, 2}, now));
    QVERIFY(tell(sale, now));
}

/// Two tanks of a station: one with a day that does not add up and a delivery, one nearly empty.
void TestOffice::plantTanks()
{
    const auto books = openServerStore(m_settings);
    QVERIFY(books);
    const auto db = Database::open(books->store);
    QVERIFY(db);
    const auto station = StationRepository(**db).ensureStation({{},
                                                                QStringLiteral("S1"),
                                                                QStringLiteral("North"),
                                                                QStringLiteral("CHN"),
                                                                {},
                                                                {},
                                                                QTimeZone::utc(),
                                                                QTime(0, 0)});
    QVERIFY(station);
    const Timestamp now = m_clock.now();
    const auto level = [](int number, const char *product, qint64 litres) {
        TankRead told;
        told.tank = {number,
                     QString::fromLatin1(product),
                     {30'000'000},
                     {300'000},
                     {{3'000'000}, 50'000, {50'000}, {100'000}, 5}};
        told.reading = {
            number, {litres * 1'000}, {litres * 1'000}, {(30'000 - litres) * 1'000}, {}, 0, 12'000, 18'500,
            0};
        return told;
    };
    QVERIFY((*db)->transaction([&]() -> Result<void> {
        TankService tanks(**db);
        const auto at = [&](qint64 record, qint64 hoursAgo) {
            return TankService::Told{{3}, *station, record, now.plusMs(-hoursAgo * 3'600'000)};
        };
        TankDelivered lorry;
        lorry.product = QStringLiteral("95");
        lorry.delivery = {1,
                          QStringLiteral("2601010900"),
                          QStringLiteral("2601010930"),
                          {10'000'000},
                          {17'950'000},
                          {},
                          {},
                          0,
                          0};
        lorry.drawn = {50'000};
        return tanks.read(level(1, "95", 10'000), at(101, 30), now)
            .and_then([&] { return tanks.delivered(lorry, at(102, 29)); })
            .and_then([&] { return tanks.read(level(1, "95", 17'500), at(103, 0), now); })
            .and_then([&] { return tanks.read(level(2, "0", 2'400), at(104, 0), now); })
            .and_then([&] {
                return tanks.alarmed(
                    {2, QStringLiteral("0"), TankAlarm::LowProduct, true, {2'400'000}, 0, {}}, at(105, 0),
                    now);
            });
    }));
}

void TestOffice::shop_articleIsMadePricedReceivedAndCounted()
{
    signIn();
    openArea(QStringLiteral("Shop: articles"));
    trigger("actionArticleGroup");
    fill("goodsGroupCode", QStringLiteral("drinks"));
    fill("goodsGroupNameZh", QStringLiteral("yinliao"));
    click("goodsGroupSubmit");
    QTRY_VERIFY(!find<QDialog>("goodsGroup"));
    trigger("actionArticleNew");
    fill("articleCode", QStringLiteral("1001"));
    fill("articleNameZh", QStringLiteral("shui"));
    fill("articleNameEn", QStringLiteral("Water"));
    fill("articleGroup", QStringLiteral("drinks"));
    fill("articleBarcodes", QStringLiteral("6901234567893"));
    QVERIFY(text("articleBarcodesError").contains(QLatin1String("check digit")));
    QVERIFY(!find<QPushButton>("articleSubmit")->isEnabled());
    fill("articleBarcodes", QStringLiteral("6901234567892, 73513537"));
    click("articleSubmit");
    auto *articles = table("articlesTable");
    QTRY_COMPARE(articles->model()->rowCount(), 1);
    QCOMPARE(cell(articles, 0, QStringLiteral("Article")), QStringLiteral("Water"));
    QCOMPARE(cell(articles, 0, QStringLiteral("Tax")), QStringLiteral("13%"));
    QCOMPARE(cell(articles, 0, QStringLiteral("Price")), QStringLiteral("–"));
    articles->selectRow(0);
    trigger("actionArticlePrice");
    fill("articlePricePrice", QStringLiteral("3.50"));
    click("articlePriceSubmit");
    QTRY_VERIFY(cell(articles, 0, QStringLiteral("Price")).contains(QLatin1String("3.50")));
    articles->selectRow(0);
    trigger("actionArticleEdit");
    QCOMPARE(find<QLineEdit>("articleBarcodes")->text(), QStringLiteral("6901234567892 73513537"));
    fill("articleNameEn", QStringLiteral("Spring water"));
    click("articleSubmit");
    QTRY_COMPARE(cell(articles, 0, QStringLiteral("Article")), QStringLiteral("Spring water"));

    articles->selectRow(0);
    trigger("actionStockReceive");
    QCOMPARE(find<QLineEdit>("stockReceiveArticle")->text(), QStringLiteral("1001"));
    fill("stockReceiveStationCode", QStringLiteral("S1"));
    fill("stockReceiveQuantity", QStringLiteral("24"));
    click("stockReceiveSubmit");
    QTRY_VERIFY(!find<QDialog>("stockReceive"));
    openArea(QStringLiteral("Shop: stock"));
    auto *stock = table("stockTable");
    QTRY_COMPARE(stock->model()->rowCount(), 1);
    QCOMPARE(cell(stock, 0, QStringLiteral("In stock")), QStringLiteral("24"));
    stock->selectRow(0);
    trigger("actionStockCount");
    QCOMPARE(find<QLineEdit>("stockCountStationCode")->text(), QStringLiteral("S1"));
    fill("stockCountQuantity", QStringLiteral("22"));
    click("stockCountSubmit");
    QTRY_COMPARE(cell(stock, 0, QStringLiteral("In stock")), QStringLiteral("22"));
    stock->selectRow(0);
    trigger("actionStockWaste");
    fill("stockWasteQuantity", QStringLiteral("30"));
    QVERIFY(!find<QPushButton>("stockWasteSubmit")->isEnabled()); // why?
    fill("stockWasteReason", QStringLiteral("broken"));
    click("stockWasteSubmit");
    QTRY_VERIFY(text("stockWasteProblem").contains(QLatin1String("Count it first")));
    click("stockWasteCancel");
    stock->selectRow(0);
    trigger("actionStockMoves");
    QTRY_VERIFY(find<QTableWidget>("stockMoves"));
    auto *moves = find<QTableWidget>("stockMoves");
    QCOMPARE(moves->rowCount(), 2);
    QCOMPARE(moves->item(0, 1)->text(), QStringLiteral("Counted"));
    QCOMPARE(moves->item(0, 2)->text(), QStringLiteral("-2"));
    click("movesClose");
    trigger("actionStockTransfers");
    QTRY_VERIFY(find<QTableWidget>("transferTable"));
    QVERIFY(!find<QPushButton>("transfersReceive")->isEnabled());
    click("transfersClose");
}

void TestOffice::tanks_listAndDetail()
{
    plantTanks();
    signIn();
    openArea(QStringLiteral("Tanks"));
    auto *view = table("tanksTable");
    QTRY_COMPARE(view->model()->rowCount(), 2);
    QCOMPARE(cell(view, 0, QStringLiteral("Station")), QStringLiteral("S1"));
    QCOMPARE(cell(view, 0, QStringLiteral("Product")), QStringLiteral("95#"));
    QCOMPARE(cell(view, 0, QStringLiteral("Litres")), QStringLiteral("17,500"));
    QCOMPARE(cell(view, 0, QStringLiteral("Full")), QStringLiteral("58%"));
    QCOMPARE(cell(view, 0, QStringLiteral("Water, mm")), QStringLiteral("12"));
    QCOMPARE(cell(view, 1, QStringLiteral("Full")), QStringLiteral("8%"));
    for (int column = 0; column < view->model()->columnCount(); ++column)
        if (view->model()->headerData(column, Qt::Horizontal).toString() == QStringLiteral("Full")) {
            QVERIFY(view->model()->index(0, column).data(Qt::DecorationRole).isNull());
            QVERIFY(!view->model()->index(1, column).data(Qt::DecorationRole).isNull()); // it is low
        }
    view->selectRow(0);
    Q_EMIT view->activated(view->currentIndex());
    QTRY_VERIFY(find<QTableWidget>("tankDays"));
    auto *days = find<QTableWidget>("tankDays");
    QCOMPARE(days->rowCount(), 1);
    QCOMPARE(days->item(0, 2)->text(), QStringLiteral("8,000"));
    QCOMPARE(days->item(0, 5)->text(), QStringLiteral("500"));
    QCOMPARE(days->item(0, 7)->text(), QStringLiteral("Beyond the limit"));
    QCOMPARE(find<QTableWidget>("tankDeliveries")->rowCount(), 1);
    QCOMPARE(find<QTableWidget>("tankLevels")->rowCount(), 2);
    click("tankClose");
    openArea(QStringLiteral("Exceptions"));
    auto *cases = table("exceptionsTable");
    const auto rowOf = [&](const QString &title) {
        for (int row = 0; row < cases->model()->rowCount(); ++row)
            if (cell(cases, row, QStringLiteral("Case")) == title)
                return row;
        return -1;
    };
    QTRY_VERIFY(rowOf(QStringLiteral("Tank nearly empty")) >= 0);
    cases->selectRow(rowOf(QStringLiteral("Books and tank differ")));
    trigger("actionException");
    QTRY_VERIFY(find<QGroupBox>("exceptionCentre"));
    const auto labels = find<QGroupBox>("exceptionCentre")->findChildren<QLabel *>();
    QVERIFY(std::any_of(labels.begin(), labels.end(),
                        [](const QLabel *label) { return label->text() == QStringLiteral("500.00"); }));
    click("exceptionClose");
}

void TestOffice::exceptions_takeResolveAndConfirmBySomebodyElse()
{
    plantCases();
    signIn();
    openArea(QStringLiteral("Exceptions"));
    auto *view = table("exceptionsTable");
    QTRY_COMPARE(view->model()->rowCount(), 6); // two findings in each sale, a gap, a debt
    QCOMPARE(cell(view, 0, QStringLiteral("Case")), QStringLiteral("Overdrawn"));
    QCOMPARE(cell(view, 1, QStringLiteral("Case")), QStringLiteral("Records missing"));
    QCOMPARE(cell(view, 1, QStringLiteral("Owner")), QStringLiteral("System operator"));
    QCOMPARE(cell(view, 1, QStringLiteral("Amount")), QString());
    const auto rowOf = [&](const QString &title, const QString &amount) {
        for (int row = 0; row < view->model()->rowCount(); ++row)
            if (cell(view, row, QStringLiteral("Case")) == title
                && cell(view, row, QStringLiteral("Amount")).contains(amount))
                return row;
        return -1;
    };
    const QString unknown = QStringLiteral("Unknown reservation");
    const int large = rowOf(unknown, QStringLiteral("640.00"));
    QVERIFY(large >= 0);
    QCOMPARE(cell(view, large, QStringLiteral("Age")), QStringLiteral("Overdue, 1 d 6 h"));
    for (int column = 0; column < view->model()->columnCount(); ++column)
        if (view->model()->headerData(column, Qt::Horizontal).toString() == QStringLiteral("Age")) {
            QVERIFY(!view->model()->index(large, column).data(Qt::DecorationRole).isNull());
            QVERIFY(view->model()->index(0, column).data(Qt::DecorationRole).isNull());
        }
    QVERIFY(text("exceptionsFooter").contains(u"2 overdue"));
    view->selectRow(large);
    trigger("actionException");
    QTRY_VERIFY(find<QTableWidget>("exceptionSteps"));
    QVERIFY(text("exceptionHeading").contains(u"640.00"));
    QCOMPARE(find<QTableWidget>("exceptionSteps")->rowCount(), 1);
    click("exceptionClose");

    QVERIFY(!m_window->findChild<QAction *>(QStringLiteral("actionResolve"))->isEnabled());
    trigger("actionTake");
    QTRY_COMPARE(cell(view, large, QStringLiteral("In work by")), QStringLiteral("Lin Manager"));
    view->selectRow(large);
    trigger("actionResolve");
    QTRY_VERIFY(find<QLineEdit>("resolveReason"));
    QVERIFY(!find<QPushButton>("resolveSubmit")->isEnabled()); // no reason, no end
    auto *choices = find<QComboBox>("resolveResolution");
    QCOMPARE(choices->count(), 2);
    choices->setCurrentIndex(1);
    fill("resolveReason", QStringLiteral("not to be found"));
    click("resolveSubmit");
    QTRY_COMPARE(cell(view, large, QStringLiteral("State")), QStringLiteral("Waits for a second person"));
    view->selectRow(large);
    QVERIFY(!m_window->findChild<QAction *>(QStringLiteral("actionConfirm"))->isEnabled());

    const int small = rowOf(unknown, QStringLiteral("20.00")); // within what one person may decide
    view->selectRow(small);
    trigger("actionTake");
    QTRY_COMPARE(cell(view, small, QStringLiteral("State")), QStringLiteral("In work"));
    view->selectRow(small);
    trigger("actionResolve");
    QTRY_VERIFY(find<QLineEdit>("resolveReason"));
    fill("resolveReason", QStringLiteral("paid at the counter"));
    click("resolveSubmit");
    QTRY_COMPARE(view->model()->rowCount(), 5);

    m_link->signOut();
    signIn(QStringLiteral("second"));
    openArea(QStringLiteral("Exceptions"));
    view = table("exceptionsTable");
    QTRY_COMPARE(view->model()->rowCount(), 5);
    const int waiting = rowOf(unknown, QStringLiteral("640.00"));
    view->selectRow(waiting);
    trigger("actionReject");
    QTRY_VERIFY(find<QLineEdit>("rejectReason"));
    fill("rejectReason", QStringLiteral("ask the station first"));
    click("rejectSubmit");
    QTRY_COMPARE(cell(view, waiting, QStringLiteral("State")), QStringLiteral("In work"));
    view->selectRow(waiting);
    trigger("actionTake");
    QTRY_COMPARE(cell(view, waiting, QStringLiteral("In work by")), QStringLiteral("Zhao Manager"));
    view->selectRow(waiting);
    trigger("actionResolve");
    QTRY_VERIFY(find<QLineEdit>("resolveReason"));
    find<QComboBox>("resolveResolution")->setCurrentIndex(1);
    fill("resolveReason", QStringLiteral("the station does not know either"));
    click("resolveSubmit");
    QTRY_COMPARE(cell(view, waiting, QStringLiteral("State")), QStringLiteral("Waits for a second person"));
    m_link->signOut();
    signIn();
    openArea(QStringLiteral("Exceptions"));
    view = table("exceptionsTable");
    QTRY_COMPARE(view->model()->rowCount(), 5);
    view->selectRow(rowOf(unknown, QStringLiteral("640.00")));
    trigger("actionConfirm");
    QTRY_VERIFY(find<QPushButton>("confirmSubmit"));
    click("confirmSubmit");
    QTRY_VERIFY2(!find<QPushButton>("confirmSubmit"), qPrintable(text("confirmProblem")));
    QTRY_COMPARE(view->model()->rowCount(), 4);
    auto *which = find<QComboBox>("exceptionsView");
    QTest::keyClick(which, Qt::Key_Down);
    QTRY_COMPARE(view->model()->rowCount(), 2); // those that are done
    QTRY_COMPARE(cell(view, 0, QStringLiteral("State")), QStringLiteral("Resolved"));
    QTest::keyClick(which, Qt::Key_Down);
    QTRY_COMPARE(view->model()->rowCount(), 6);
    const auto books = openServerStore(m_settings);
    const auto db = Database::open(books->store);
    const auto lost = (*db)->exec("SELECT -balance FROM account WHERE kind = 15").map([](Rows rows) {
        return rows.next() ? rows.integer(0) : -1;
    });
    QCOMPARE(*lost, 64'000);
}

void TestOffice::statement_topUpIsTakenBack()
{
    signIn();
    auto *view = table("cardsTable");
    QTRY_VERIFY(view->model()->rowCount() >= 1);
    view->selectRow(0);
    const QString before = cell(view, 0, QStringLiteral("Balance"));
    trigger("actionTopUp");
    QTRY_VERIFY(find<QLineEdit>("topUpAmount"));
    fill("topUpAmount", QStringLiteral("25"));
    click("topUpSubmit");
    QTRY_VERIFY(cell(view, 0, QStringLiteral("Balance")) != before);
    view->selectRow(0);
    trigger("actionStatement");
    QTRY_VERIFY(find<QTableWidget>("statementTable"));
    QVERIFY(!find<QPushButton>("statementReverse")->isEnabled());
    find<QTableWidget>("statementTable")->selectRow(0);
    QVERIFY(find<QPushButton>("statementReverse")->isEnabled());
    click("statementReverse");
    QTRY_VERIFY(find<QPushButton>("reversalSubmit"));
    click("reversalSubmit");
    QTRY_COMPARE(cell(view, 0, QStringLiteral("Balance")), before);
    view->selectRow(0);
    QTRY_VERIFY(!find<QTableWidget>("statementTable"));
    trigger("actionStatement");
    QTRY_VERIFY(find<QTableWidget>("statementTable"));
    QCOMPARE(find<QTableWidget>("statementTable")->item(0, 1)->text(), QStringLiteral("Reversal"));
    find<QTableWidget>("statementTable")->selectRow(0);
    QVERIFY(!find<QPushButton>("statementReverse")->isEnabled());
    click("statementClose");
}

void TestOffice::staff_addSetPinMoveLeaveAndBack()
{
    signIn();
    openArea(QStringLiteral("Staff"));
    auto *view = table("staffTable");
    QTRY_COMPARE(view->model()->rowCount(), 3);
    trigger("actionHire");
    QTRY_VERIFY(find<QLineEdit>("hireName"));
    QVERIFY(!find<QPushButton>("hireSubmit")->isEnabled());
    QCOMPARE(find<QComboBox>("hireRole")->count(), 2); // none above the own
    fill("hireName", QStringLiteral("Chen Yu"));
    fill("hireLogin", QStringLiteral("cashier"));
    fill("hirePassword", QStringLiteral("short"));
    QVERIFY(text("hirePasswordError").contains(u"8 characters"));
    find<QLineEdit>("hirePassword")->clear();
    fill("hireStation", QStringLiteral("S9"));
    click("hireSubmit");
    QTRY_COMPARE_WITH_TIMEOUT(text("hireProblem"), sentence(ErrorCode::StationUnknown), 20'000);
    fill("hireStation", QStringLiteral("S1"));
    click("hireSubmit");
    QTRY_COMPARE_WITH_TIMEOUT(text("hireProblem"), sentence(ErrorCode::LoginTaken), 20'000);
    QVERIFY(find<QLineEdit>("hireLogin")->property("invalid").toBool());
    fill("hireLogin", QStringLiteral("chen"));
    click("hireSubmit");
    QTRY_COMPARE_WITH_TIMEOUT(view->model()->rowCount(), 4, 20'000);
    QCOMPARE(cell(view, 3, QStringLiteral("Full name")), QStringLiteral("Chen Yu"));
    QCOMPARE(cell(view, 3, QStringLiteral("Station")), QStringLiteral("S1"));
    QCOMPARE(cell(view, 3, QStringLiteral("Till PIN")), QStringLiteral("None"));
    QCOMPARE(cell(view, 0, QStringLiteral("Station")), QStringLiteral("All stations"));

    view->selectRow(3);
    trigger("actionStaffPin");
    QTRY_VERIFY(find<QLineEdit>("staffPinPin"));
    fill("staffPinPin", QStringLiteral("1234"));
    QVERIFY(text("staffPinPinError").contains(u"not a run"));
    fill("staffPinPin", QStringLiteral("2468"));
    QVERIFY(!find<QPushButton>("staffPinSubmit")->isEnabled());
    fill("staffPinAgain", QStringLiteral("2469"));
    QVERIFY(!text("staffPinAgainError").isEmpty());
    QCOMPARE(find<QLineEdit>("staffPinAgain")->echoMode(), QLineEdit::Password);
    fill("staffPinAgain", QStringLiteral("2468"));
    click("staffPinSubmit");
    QTRY_COMPARE_WITH_TIMEOUT(cell(view, 3, QStringLiteral("Till PIN")), QStringLiteral("Set"), 20'000);

    view->selectRow(3);
    trigger("actionStaffMove");
    QTRY_VERIFY(find<QLineEdit>("staffMoveStation"));
    QCOMPARE(find<QLineEdit>("staffMoveStation")->text(), QStringLiteral("S1"));
    find<QLineEdit>("staffMoveStation")->clear();
    click("staffMoveSubmit");
    QTRY_COMPARE_WITH_TIMEOUT(cell(view, 3, QStringLiteral("Station")), QStringLiteral("All stations"),
                              20'000);
    view->selectRow(3);
    QVERIFY(!m_window->findChild<QAction *>(QStringLiteral("actionStaffBack"))->isEnabled());
    trigger("actionStaffLeft");
    QTRY_VERIFY(find<QPushButton>("staffStateSubmit"));
    click("staffStateSubmit");
    QTRY_COMPARE_WITH_TIMEOUT(cell(view, 3, QStringLiteral("State")), QStringLiteral("Has left"), 20'000);
    view->selectRow(3);
    for (const char *action : {"actionStaffLeft", "actionStaffPin"})
        QVERIFY2(!m_window->findChild<QAction *>(QLatin1String(action))->isEnabled(), action);
    trigger("actionStaffBack");
    QTRY_VERIFY(find<QPushButton>("staffStateSubmit"));
    click("staffStateSubmit");
    QTRY_COMPARE_WITH_TIMEOUT(cell(view, 3, QStringLiteral("State")), QStringLiteral("Works here"), 20'000);
    fill("staffFilter", QStringLiteral("CHEN"));
    QTRY_COMPARE(view->model()->rowCount(), 1);
    find<QLineEdit>("staffFilter")->clear();
    QTRY_COMPARE(view->model()->rowCount(), 4);
    view->selectRow(0);
    QCOMPARE(cell(view, 0, QStringLiteral("Full name")), QStringLiteral("Lin Manager"));
    QVERIFY(!m_window->findChild<QAction *>(QStringLiteral("actionStaffLeft"))->isEnabled()); // oneself
}

void TestOffice::transactions_nameTheCashier()
{
    const auto books = openServerStore(m_settings);
    const auto db = Database::open(books->store);
    const auto wu = StaffService(**db).byLogin(QStringLiteral("cashier"));
    const auto station = StationRepository(**db).findCode(QStringLiteral("S1"));
    SaleFact sale;
    sale.mode = SaleMode::PostPay;
    sale.cashier = (*wu)->id;
    sale.sale = {QUuid::createUuid()};
    sale.delivery = {1, QStringLiteral("95"), {8'000, {}}, {1'250}, {1'000, {}}, {}, {}};
    const ParsedFact fact{{QUuid::createUuid()}, {}, m_clock.now(), sale, 900};
    QVERIFY((*db)->transaction([&] {
        return SaleService(**db, m_server->cardKeys())
            .apply(fact, {{3}, **station}, m_clock.now())
            .map([](const FactOutcome &) {});
    }));
    signIn();
    openArea(QStringLiteral("Transactions"));
    auto *view = table("salesTable");
    QTRY_VERIFY(view->model()->rowCount() >= 2);
    QStringList cashiers;
    for (int row = 0; row < view->model()->rowCount(); ++row)
        cashiers.append(cell(view, row, QStringLiteral("Cashier")));
    QCOMPARE(cashiers.count(QStringLiteral("Wu Cashier")), 1);
    QVERIFY(cashiers.contains(QString())); // earlier records name nobody
}

void TestOffice::manager_ofOneStation_seesAndMovesNobodyElse()
{
    {
        const auto books = openServerStore(m_settings);
        const auto db = Database::open(books->store);
        const auto station = StationRepository(**db).findCode(QStringLiteral("S1"));
        QVERIFY(StaffService(**db).add(QStringLiteral("north"), QStringLiteral("Sun Manager"), Role::Manager,
                                       (*station)->id, hashSecret("secret-1")));
    }
    signIn(QStringLiteral("north"));
    openArea(QStringLiteral("Staff"));
    auto *view = table("staffTable");
    QTRY_COMPARE(view->model()->rowCount(), 1);
    trigger("actionHire");
    QTRY_VERIFY(find<QLineEdit>("hireName"));
    QVERIFY(!find<QLineEdit>("hireStation")); // the own, without asking
    fill("hireName", QStringLiteral("Ma Li"));
    fill("hireLogin", QStringLiteral("ma"));
    click("hireSubmit");
    QTRY_COMPARE_WITH_TIMEOUT(view->model()->rowCount(), 2, 20'000);
    QCOMPARE(cell(view, 1, QStringLiteral("Station")), QStringLiteral("S1"));
    view->selectRow(1);
    QVERIFY(!m_window->findChild<QAction *>(QStringLiteral("actionStaffMove"))->isEnabled());
}

void TestOffice::cashier_seesOnlyWhatTheRoleMay()
{
    signIn(QStringLiteral("cashier"));
    table("cardsTable")->selectRow(0);
    QVERIFY(m_window->findChild<QAction *>(QStringLiteral("actionTopUp"))->isEnabled());
    QVERIFY(!m_window->page(QStringLiteral("exceptions")));
    QVERIFY(!m_window->page(QStringLiteral("staff")));
    for (const char *action : {"actionIssue", "actionFreeze", "actionLimits", "actionTake", "actionHire"})
        QVERIFY2(!m_window->findChild<QAction *>(QLatin1String(action))->isEnabled(), action);
}

void TestOffice::language_andTheme_switchInPlace()
{
    signIn();
    openArea(QStringLiteral("Transactions"));
    m_translator->setLanguage(Language::Chinese);
    QVERIFY(m_link->isSignedIn());
    const auto area = [this] { return find<QListWidget>("areas")->currentItem(); };
    QTRY_VERIFY(area() && area()->text() == QStringLiteral("交易")); // still the same one
    m_window->setTheme(ThemeKind::Dark);
    QVERIFY(qApp->palette().color(QPalette::Window).lightness() < 80);
    m_window->setTheme(ThemeKind::Light);
}

/// With YOUKA_SHOTS=DIR, every page in both languages and themes is written there.
void TestOffice::everyPage_bothLanguagesAndThemes()
{
    m_window->resize(1440, 900);
    for (const Language language : {Language::Chinese, Language::English})
        for (const ThemeKind theme : {ThemeKind::Light, ThemeKind::Dark}) {
            if (m_link->isSignedIn())
                m_link->signOut();
            m_translator->setLanguage(language);
            QCoreApplication::processEvents();
            m_window->setTheme(theme);
            const QString tail = languageCode(language)
                + (theme == ThemeKind::Dark ? QStringLiteral("-dark") : QStringLiteral("-light"));
            QCoreApplication::processEvents();
            grab(QStringLiteral("signin-") + tail);
            signIn();
            auto *areas = find<QListWidget>("areas");
            const QStringList names{
                QStringLiteral("cards"),      QStringLiteral("customers"), QStringLiteral("sales"),
                QStringLiteral("refunds"),    QStringLiteral("payments"),  QStringLiteral("invoices"),
                QStringLiteral("reconcile"),  QStringLiteral("campaigns"), QStringLiteral("tanks"),
                QStringLiteral("exceptions"), QStringLiteral("prices"),    QStringLiteral("articles"),
                QStringLiteral("stock"),      QStringLiteral("staff"),     QStringLiteral("messages"),
                QStringLiteral("bank"),       QStringLiteral("transfers")};
            for (int row = 0; row < areas->count(); ++row) {
                areas->setCurrentRow(row);
                QTRY_VERIFY(!m_window->page(names[row])->model().isLoading());
                if (row == 0)
                    table("cardsTable")->selectRow(0);
                if (names[row] == QLatin1String("exceptions"))
                    table("exceptionsTable")->selectRow(0);
                QCoreApplication::processEvents();
                QVERIFY(isWellSeparated());
                grab(names[row] + u'-' + tail);
                if (names[row] == QLatin1String("exceptions")) {
                    trigger("actionException");
                    QTRY_VERIFY(find<QTableWidget>("exceptionSteps"));
                    QCoreApplication::processEvents();
                    grab(QStringLiteral("exception-") + tail, find<QDialog>("exception"));
                    click("exceptionClose");
                    QTRY_VERIFY(!find<QTableWidget>("exceptionSteps"));
                }
                if (names[row] == QLatin1String("tanks")) {
                    table("tanksTable")->selectRow(0);
                    Q_EMIT table("tanksTable")->activated(table("tanksTable")->currentIndex());
                    QTRY_VERIFY(find<QTableWidget>("tankDays"));
                    QCoreApplication::processEvents();
                    grab(QStringLiteral("tank-") + tail, find<QDialog>("tank"));
                    click("tankClose");
                    QTRY_VERIFY(!find<QTableWidget>("tankDays"));
                }
                if (names[row] == QLatin1String("staff")) {
                    table("staffTable")->selectRow(0);
                    trigger("actionStaffPin");
                    QTRY_VERIFY(find<QLineEdit>("staffPinPin"));
                    fill("staffPinPin", QStringLiteral("1234"));
                    QCoreApplication::processEvents();
                    grab(QStringLiteral("staff-pin-") + tail, find<FormDialog>("staffPin"));
                    click("staffPinCancel");
                    QTRY_VERIFY(!find<QLineEdit>("staffPinPin"));
                    trigger("actionHire");
                    QTRY_VERIFY(find<QLineEdit>("hireName"));
                    QCoreApplication::processEvents();
                    grab(QStringLiteral("staff-add-") + tail, find<FormDialog>("hire"));
                    click("hireCancel");
                    QTRY_VERIFY(!find<QLineEdit>("hireName"));
                }
            }
            areas->setCurrentRow(0);
            QTRY_VERIFY(!m_window->page(names[0])->model().isLoading());
            trigger("actionIssue");
            QTRY_VERIFY(find<QLineEdit>("issueNumber"));
            fill("issueNumber", QStringLiteral("9000000000000010"));
            fill("issuePin", QStringLiteral("12"));
            QCoreApplication::processEvents();
            grab(QStringLiteral("issue-") + tail, find<FormDialog>("issue"));
            click("issueCancel");
        }
}

QTEST_MAIN(TestOffice)
#include "tst_office.moc"
