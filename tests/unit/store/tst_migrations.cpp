#include "tests/support/two_stores.h"

#include <QTest>

#include <barrier>
#include <thread>

using namespace youka;
using youka::test::TestStore;

namespace {

struct Planted
{
    int version; ///< from which version on the table is there
    const char *insert;
    const char *count;
};

constexpr Planted ServerRows[] = {
    {1, "INSERT INTO account (id, kind, owner, currency, balance) VALUES (70, 1, 5, 'CNY', 12345)",
     "SELECT COUNT(*) FROM account WHERE id = 70 AND balance = 12345"},
    {2,
     "INSERT INTO station (id, code, name, country, chain, segment, zone, cut_over) "
     "VALUES (9, 'S9', 'n', 'CHN', 'c', 's', 'Asia/Shanghai', '00:00')",
     "SELECT COUNT(*) FROM station WHERE id = 9 AND zone = 'Asia/Shanghai'"},
    {3, "INSERT INTO feed (seq, topic, subject, body, at) VALUES (1, 't', 's', 'b', 0)",
     "SELECT COUNT(*) FROM feed WHERE topic = 't'"},
    {4, "INSERT INTO audit_head (id, entries) VALUES (2, 7)",
     "SELECT COUNT(*) FROM audit_head WHERE entries = 7"},
    // Written as every version before 5 wrote it: the later columns have defaults.
    {3,
     "INSERT INTO exception_case (kind, terminal, seq, detail, state, at) VALUES ('card-state', 8, 0, 'd', "
     "1, 5)",
     "SELECT COUNT(*) FROM exception_case WHERE kind = 'card-state' AND state = 1"},
    {5,
     "INSERT INTO exception_step (exception, at, person, name, from_state, to_state, resolution, reason) "
     "VALUES (1, 0, 2, 'n', 1, 2, 0, '')",
     "SELECT COUNT(*) FROM exception_step WHERE person = 2"},
    {6, "INSERT INTO card_station (card, station, terminal, token, used, lent) VALUES (1, 2, 3, 't', 4, 500)",
     "SELECT COUNT(*) FROM card_station WHERE card = 1 AND station = 2 AND lent = 500 AND booked = 0"},
    // Written as every version before 8 wrote it.
    {3, "INSERT INTO staff (login, name, role, station, password, state) VALUES ('wu', 'Wu', 3, 1, 'h', 1)",
     "SELECT COUNT(*) FROM staff WHERE login = 'wu' AND state = 1"},
    {3,
     "INSERT INTO sale (id, terminal, station, pump, mode, product, volume, price, amount, currency, "
     "occurred, posted, day) VALUES ('s', 1, 1, 2, 3, '95', 1250, 8000, 1000, 'CNY', 5, 6, '2026-01-01')",
     "SELECT COUNT(*) FROM sale WHERE pump = 2 AND amount = 1000 AND record = 0 AND discount = 0 AND points "
     "= 0 AND goods = 0 AND lines = 0 AND pump_price IS NULL"},
    {13,
     "INSERT INTO sale_line (sale, line, product, grp, name, unit, quantity, price, amount, tax, "
     "discountable, discount) VALUES ('s', 1, '1001', '', 'n', 2, 2000, 3500, 700, 1300, 1, 0)",
     "SELECT COUNT(*) FROM sale_line WHERE sale = 's' AND amount = 700"},
    {14,
     "INSERT INTO refund (id, sale, station, day, reason, note, person, name, second, money, currency, "
     "to_cash, "
     "to_debt, discount, coupons, points_taken, points_owed, points_back, at) VALUES ('r', 's', 1, "
     "'2026-01-01', 2, 'n', 3, 'wu', '', 700, 'CNY', 1, 0, 0, 0, 0, 0, 0, 5)",
     "SELECT COUNT(*) FROM refund WHERE sale = 's' AND money = 700"},
    {16,
     "INSERT INTO stock_move (station, article, kind, quantity, balance, reason, transfer, actor, at) VALUES "
     "(1, '1001', 1, 24000, 24000, '', 0, 'wu', 5)",
     "SELECT COUNT(*) FROM stock_move WHERE article = '1001' AND balance = 24000"},
    {18, "INSERT INTO wash_use (wash_grant, station, who, at) VALUES (1, 2, 'till', 5)",
     "SELECT COUNT(*) FROM wash_use WHERE station = 2"},
    {20,
     "INSERT INTO coupon_issue (campaign, customer, cause, coupon, refused, at) VALUES (1, 4, 'sign-up', "
     "16777217, 0, 5)",
     "SELECT COUNT(*) FROM coupon_issue WHERE cause = 'sign-up'"},
    {21, "INSERT INTO coupon_claim (at, terminal, station, customer, campaign) VALUES (5, 1, 2, 3, 4)",
     "SELECT COUNT(*) FROM coupon_claim WHERE customer = 3"},
    {22,
     "INSERT INTO customer (external, segment, currency, data_key, name, at, inviter) VALUES ('v', '', "
     "'CNY', '', '', 5, 3)",
     "SELECT COUNT(*) FROM customer WHERE inviter = 3 AND at = 5"},
    {23, "INSERT INTO payment_event (payment, refund, at, source, state, code) VALUES (3, 0, 5, 1, 3, '')",
     "SELECT COUNT(*) FROM payment_event WHERE payment = 3 AND state = 3"},
    {24,
     "INSERT INTO reconcile_arrival (merchant, day, amount, reference, person, at) VALUES (3, '2026-01-05', "
     "70, 'B1', '', 5)",
     "SELECT COUNT(*) FROM reconcile_arrival WHERE merchant = 3 AND amount = 70"},
    {25,
     "INSERT INTO invoice_line (invoice, sale, line, product, name, unit, quantity, gross, discount, rate, "
     "tax) VALUES (1, 's', 0, '95', 'n', 1, 1000, 785, 0, 1300, 90)",
     "SELECT COUNT(*) FROM invoice_line WHERE invoice = 1 AND gross = 785"},
    {26,
     "INSERT INTO message_contact (customer, way, address, lookup, language, at) VALUES (4, 1, 'a', 'l', 2, "
     "5)",
     "SELECT COUNT(*) FROM message_contact WHERE customer = 4 AND language = 2"},
    {28, "INSERT INTO sign_in_link (provider, subject, customer, at) VALUES (2, 's', 4, 5)",
     "SELECT COUNT(*) FROM sign_in_link WHERE customer = 4 AND provider = 2"},
    {30, "INSERT INTO message_device (customer, token, lookup, language, at) VALUES (4, 't', 'l', 1, 5)",
     "SELECT COUNT(*) FROM message_device WHERE customer = 4 AND lookup = 'l'"},
    {27,
     "INSERT INTO bill_item (payment, biller, account, bill, period, amount, total, state, number, receipt, "
     "reason, paid_at, done_at, taken, next_ask, asks, leased_until) VALUES (3, 4, '1', 'b', '', 70, 70, 4, "
     "'B1', '', 0, 5, 5, NULL, 0, 0, 0)",
     "SELECT COUNT(*) FROM bill_item WHERE payment = 3 AND amount = 70 AND taken IS NULL"},
    {29,
     "INSERT INTO bank_row (account, serial, statement, at, amount, party_number, party, remark, state, "
     "reason, subject, person, changed) VALUES (3, 'S1', 4, 5, 70, '', '', '', 2, 0, '', '', 5)",
     "SELECT COUNT(*) FROM bank_row WHERE account = 3 AND serial = 'S1' AND amount = 70"},
    {12,
     "INSERT INTO points_move (customer, lot, kind, points, pending, owed, reason, who, at) VALUES (4, 1, 1, "
     "70, 0, 0, '', '', 5)",
     "SELECT COUNT(*) FROM points_move WHERE customer = 4 AND points = 70"},
    {10, "INSERT INTO coupon (id, campaign, state, changed) VALUES (16777217, 1, 2, 5)",
     "SELECT COUNT(*) FROM coupon WHERE id = 16777217 AND customer = 0"},
    // Written as every version before 14 wrote it.
    {10,
     "INSERT INTO coupon_use (sale, campaign, coupon, version, state, amount, currency, in_parts, customer, "
     "terminal, station, day, at, expires) VALUES ('u', 1, 16777217, 1, 3, 1000, 'CNY', 0, 4, 1, 1, "
     "'2026-01-01', 5, 6)",
     "SELECT COUNT(*) FROM coupon_use WHERE coupon = 16777217 AND channel = 0 AND back = 0"},
    {10,
     "INSERT INTO campaign (name, state, version, terms, limits, station_share, claim_code, automatic, "
     "author, changed) VALUES ('c', 3, 1, '{}', '{}', 0, '', 0, 1, 5)",
     "SELECT COUNT(*) FROM campaign WHERE name = 'c' AND hold_out = 0 AND points_price = 0 AND gives = -1"},
    {11,
     "INSERT INTO tank_book (station, product, day, terminal, record, at, volume) VALUES (1, '95', "
     "'2026-01-01', 2, 3, 4, 5000)",
     "SELECT COUNT(*) FROM tank_book WHERE product = '95' AND volume = 5000"},
};
constexpr Planted StationRows[] = {
    {1, "INSERT INTO outbox (seq, state) VALUES (1, 1)", "SELECT COUNT(*) FROM outbox WHERE state = 1"},
    {2, "INSERT INTO hose (pump, nozzle, total, at) VALUES (3, 1, 99, 0)",
     "SELECT COUNT(*) FROM hose WHERE total = 99"},
    {3, "INSERT INTO list_card_1 (token, data) VALUES ('t', 'd')", "SELECT COUNT(*) FROM list_card_1"},
    {4, "INSERT INTO outbox (seq, state) VALUES (9, 3)", "SELECT COUNT(*) FROM outbox WHERE state = 3"},
    {5, "INSERT INTO staff (id, name, role, active, pin) VALUES (7, 'Wu', 3, 1, 'h')",
     "SELECT COUNT(*) FROM staff WHERE id = 7 AND tries = 0 AND locked_until = 0"},
    {7, "INSERT INTO coupon_taken (coupon, sale, day, amount) VALUES (3, 's', 1, 1000)",
     "SELECT COUNT(*) FROM coupon_taken WHERE coupon = 3 AND amount = 1000"},
    {8, "INSERT INTO tank_delivery (tank, start, told) VALUES (1, '2601010900', 1)",
     "SELECT COUNT(*) FROM tank_delivery WHERE tank = 1 AND told = 1"},
    {9, "INSERT INTO listed_barcode (barcode, article) VALUES ('73513537', '1001')",
     "SELECT COUNT(*) FROM listed_barcode WHERE article = '1001'"},
    {11,
     "INSERT INTO sale (id, pump, mode, state, operation, currency, preset_kind, preset_amount, "
     "preset_volume, limit_amount, offline, nozzle, product, price, volume, amount, paid, returned, detail, "
     "at, changed, masked, points) VALUES ('s', 1, 3, 6, 'o', 'CNY', 0, 0, 0, 0, 0, 1, '92', 7450, 1000, "
     "745, 0, 0, '', 1, 1, '', '{}')",
     "SELECT COUNT(*) FROM sale WHERE points IS NOT NULL"},
    {12, "INSERT INTO pump_lowered (pump) VALUES (3)", "SELECT COUNT(*) FROM pump_lowered WHERE pump = 3"},
    {13, "INSERT INTO print_job (sale, page, state, at) VALUES ('s', '[]', 4, 5)",
     "SELECT COUNT(*) FROM print_job WHERE state = 4 AND at = 5"},
};

std::span<const Migration> stepsOf(bool server) { return server ? serverMigrations() : stationMigrations(); }
std::span<const Planted> rowsOf(bool server)
{
    return server ? std::span<const Planted>(ServerRows) : std::span<const Planted>(StationRows);
}

}

class TestMigrations : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void earlierVersion_isBroughtUp_andKeepsItsRows_data();
    void earlierVersion_isBroughtUp_andKeepsItsRows();
    void listedCards_giveTheirCountersOn();
    void staff_isAskedFor_cardsAreNot_data();
    void staff_isAskedFor_cardsAreNot();
    void numbers_areInOrder();
    void newerStore_isRefusedUntouched_data() { test::addEngineRows(); }
    void newerStore_isRefusedUntouched();
    void failingStep_leavesNoTrace_data() { test::addEngineRows(); }
    void failingStep_leavesNoTrace();
    void appendOnlyTables_refuseChanges_data();
    void appendOnlyTables_refuseChanges();
    void programsStartingTogether_migrateOnce_data() { test::addEngineRows(); }
    void programsStartingTogether_migrateOnce();
};

void TestMigrations::earlierVersion_isBroughtUp_andKeepsItsRows_data()
{
    QTest::addColumn<QString>("engine");
    QTest::addColumn<bool>("server");
    QTest::addColumn<int>("from");
    for (const bool server : {true, false})
        for (const char *engine : {"sqlcipher", "postgresql"})
            for (const Migration &step : stepsOf(server))
                if (server || qstrcmp(engine, "sqlcipher") == 0)
                    QTest::addRow("%s, %s, from %d", engine, server ? "server" : "station", step.number)
                        << QString::fromLatin1(engine) << server << step.number;
}

void TestMigrations::earlierVersion_isBroughtUp_andKeepsItsRows()
{
    QFETCH(bool, server);
    QFETCH(int, from);
    const auto steps = stepsOf(server);
    OPEN_STORE(store, steps, from);
    QCOMPARE(*schemaVersion(*store.db), from);
    for (const Planted &row : rowsOf(server))
        if (row.version <= from)
            VERIFY_OK(store.db->run(row.insert));

    store.db = store.connect(); // the next program opens it
    QVERIFY(store.db);
    VERIFY_OK(migrate(*store.db, steps));
    QCOMPARE(*schemaVersion(*store.db), steps.back().number);
    for (const Planted &row : rowsOf(server))
        QCOMPARE(store.figure(row.count), row.version <= from ? 1 : 0);
    for (const Planted &row : rowsOf(server)) // and the new tables work
        if (row.version > from)
            VERIFY_OK(store.db->run(row.insert));
    VERIFY_OK(migrate(*store.db, steps));
    QCOMPARE(store.figure("SELECT COUNT(*) FROM schema_version"), qint64(steps.size()));
}

/// A terminal that sold offline today is brought up: its counters stand, its list is asked for from the
/// start.
void TestMigrations::listedCards_giveTheirCountersOn()
{
    TestStore store(QStringLiteral("sqlcipher"), stationMigrations(), 2);
    const QDate day(2026, 3, 5);
    VERIFY_OK(store.db->run(
        "INSERT INTO listed_card (token, state, expires, products, pin_set, available, currency, "
        "offline_day, "
        "offline_amount, offline_count) VALUES (?, 2, '2030-12-31', '', 0, 500, 'CNY', ?, 1234, 2)",
        {QByteArray(16, 't'), day.toString(Qt::ISODate)}));
    const auto set = [&](const char *name, qint64 value) {
        return store.db->run("INSERT INTO setting (name, value) VALUES (?, ?)",
                             {QString::fromLatin1(name), QByteArray::number(value)});
    };
    VERIFY_OK(set("offline.day", day.toJulianDay()));
    VERIFY_OK(set("offline.total", 1234));
    VERIFY_OK(set("feed.cursor", 77));
    VERIFY_OK(set("feed.fresh", 88));
    VERIFY_OK(migrate(*store.db, stationMigrations()));
    auto use = store.db->exec("SELECT day, amount, sales, counted FROM offline_use WHERE token = ?",
                              {QByteArray(16, 't')});
    QVERIFY(use && use->next());
    QCOMPARE(use->integer(0), day.toJulianDay());
    QCOMPARE(use->integer(1), 1234);
    QCOMPARE(use->integer(2), 2);
    QCOMPARE(use->integer(3), 1);
    auto total = store.db->exec("SELECT day, amount FROM offline_total");
    QVERIFY(total && total->next());
    QCOMPARE(total->integer(0), day.toJulianDay());
    QCOMPARE(total->integer(1), 1234);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM setting"), 1); // the list's age is what it was
}

void TestMigrations::staff_isAskedFor_cardsAreNot_data()
{
    QTest::addColumn<int>("feed");
    QTest::addColumn<int>("listed");
    QTest::addColumn<int>("after");
    QTest::newRow("never asked") << 0 << 0 << 0;
    QTest::newRow("no snapshot yet") << 77 << 0 << 77;
    QTest::newRow("went on after a snapshot") << 177 << 50 << 177;
    QTest::newRow("a snapshot came last") << 50 << 177 << 177;
    QTest::newRow("a snapshot alone") << 0 << 177 << 177;
}

/// A terminal of an earlier version has passed what it was told of staff: it asks for that from the start,
/// and for cards from where it was, so that none of them goes back to what it was before.
void TestMigrations::staff_isAskedFor_cardsAreNot()
{
    QFETCH(int, feed);
    QFETCH(int, listed);
    QFETCH(int, after);
    TestStore store(QStringLiteral("sqlcipher"), stationMigrations(), 4);
    for (const auto &[name, value] : {std::pair{"feed.cursor", feed}, {"list.cursor", listed}})
        if (value != 0)
            VERIFY_OK(store.db->run("INSERT INTO setting (name, value) VALUES (?, ?)",
                                    {QString::fromLatin1(name), QByteArray::number(value)}));
    VERIFY_OK(migrate(*store.db, stationMigrations()));
    const auto number = [&](const char *name) {
        auto row = store.db->exec("SELECT value FROM setting WHERE name = ?", {QString::fromLatin1(name)});
        return row && row->next() ? row->blob(0).toInt() : 0;
    };
    QCOMPARE(number("feed.cursor"), 0);
    QCOMPARE(number("list.cursor"), after);
}

void TestMigrations::numbers_areInOrder()
{
    for (const bool server : {true, false}) {
        int expected = 0;
        for (const Migration &step : stepsOf(server))
            QCOMPARE(step.number, ++expected);
    }
}

void TestMigrations::newerStore_isRefusedUntouched()
{
    OPEN_STORE(store);
    VERIFY_OK(store.db->run("INSERT INTO schema_version (version) VALUES (?)", {999}));
    VERIFY_OK(store.db->run(ServerRows[0].insert));
    COMPARE_REFUSED(migrate(*store.db, serverMigrations()), ErrorCode::StoreNewer);
    QCOMPARE(*schemaVersion(*store.db), 999);
    QCOMPARE(store.figure(ServerRows[0].count), 1);
    QVERIFY(!store.db->inTransaction());
}

void TestMigrations::failingStep_leavesNoTrace()
{
    const std::vector<Migration> broken{{1, "first", {"CREATE TABLE kept (x INTEGER)"}},
                                        {2,
                                         "second",
                                         {"CREATE TABLE gone (x INTEGER)", "INSERT INTO kept (x) VALUES (1)",
                                          "INSERT INTO nowhere VALUES (1)"}},
                                        {3, "third", {"CREATE TABLE never (x INTEGER)"}}};
    OPEN_STORE(store, broken, -1);
    QVERIFY(!migrate(*store.db, broken));
    QVERIFY(!store.db->inTransaction());
    QCOMPARE(*schemaVersion(*store.db), 1);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM kept"), 0);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM gone"), -1);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM never"), -1);

    std::vector<Migration> mended = broken;
    mended[1].statements.pop_back();
    VERIFY_OK(migrate(*store.db, mended));
    QCOMPARE(*schemaVersion(*store.db), 3);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM kept"), 1);
}

void TestMigrations::appendOnlyTables_refuseChanges_data()
{
    QTest::addColumn<QString>("engine");
    QTest::addColumn<QByteArray>("update");
    QTest::addColumn<QByteArray>("erase");
    for (const char *engine : {"sqlcipher", "postgresql"})
        for (const char *table : {"operation", "audit"}) {
            const QByteArray name(table);
            QTest::addRow("%s %s", engine, table)
                << QString::fromLatin1(engine) << "UPDATE " + name + " SET at = 1"
                << "DELETE FROM " + name;
        }
}

void TestMigrations::appendOnlyTables_refuseChanges()
{
    QFETCH(QByteArray, update);
    QFETCH(QByteArray, erase);
    OPEN_STORE(store);
    VERIFY_OK(
        store.db->run("INSERT INTO operation (id, request, status, answer, at) VALUES (?, ?, 200, ?, 0)",
                      {QByteArray("id"), QByteArray("r"), QByteArray("a")}));
    VERIFY_OK(store.db->run("INSERT INTO audit (at, actor, action, subject, detail, hash) "
                            "VALUES (0, 'a', 'b', 'c', 'd', ?)",
                            {QByteArray("h")}));
    QVERIFY(!store.db->run(update.constData()));
    QVERIFY(!store.db->run(erase.constData()));
    QCOMPARE(store.figure("SELECT COUNT(*) FROM operation WHERE at = 0"), 1);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM audit WHERE at = 0"), 1);
}

/// Four connections find the same fresh store at once.
void TestMigrations::programsStartingTogether_migrateOnce()
{
    const auto steps = serverMigrations();
    OPEN_STORE(store, steps, -1);
    constexpr int Programs = 4;
    std::barrier together(Programs);
    std::array<QString, Programs> faults;
    std::vector<std::thread> programs;
    for (QString &fault : faults)
        programs.emplace_back([&] {
            const auto db = store.connect();
            together.arrive_and_wait();
            if (const auto done = migrate(*db, steps); !done)
                fault = toString(done.error());
        });
    for (std::thread &program : programs)
        program.join();
    for (const QString &fault : faults)
        QCOMPARE(fault, QString());
    QCOMPARE(store.figure("SELECT COUNT(*) FROM schema_version"), qint64(steps.size()));
    QCOMPARE(store.figure("SELECT COUNT(*) FROM feed_head"), 1);
    for (const Planted &row : ServerRows)
        VERIFY_OK(store.db->run(row.insert));
    if (store.isPostgreSql()) // nobody keeps the lock
        QCOMPARE(store.figure("SELECT COUNT(*) FROM pg_locks WHERE locktype = 'advisory'"), 0);
}

QTEST_GUILESS_MAIN(TestMigrations)
#include "tst_migrations.moc"
