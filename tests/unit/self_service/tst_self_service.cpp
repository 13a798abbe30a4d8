#include "core/domain/ledger/ledger.h"
#include "core/domain/self_service/receipt_token.h"
#include "core/domain/self_service/self_service_repository.h"
#include "core/domain/stations/station_places.h"
#include "tests/support/two_stores.h"

#include <QTest>

using namespace youka;

namespace {

/// Journals of a purse and its bonus money, at moments of 2026.
struct Books
{
    explicit Books(test::TestStore &fresh)
        : store(fresh)
        , ledger(*fresh.db)
    {
        purse = *ledger.openPurse(AccountKind::Principal, 7, Currency{});
    }
    JournalId topUp(const char *day, qint64 occurred, qint64 fen, qint64 bonusFen = 0)
    {
        const JournalId id{QUuid::createUuid()};
        const BookingContext context{
            id, {occurred}, {occurred}, QDate::fromString(QLatin1String(day), Qt::ISODate), {1}, {}};
        const Discount bonus{AccountKind::Promotion, 0, {bonusFen, {}}};
        const auto done = ledger.topUp(purse, {fen, {}}, {AccountKind::Cash, 1}, context,
                                       std::span(&bonus, bonusFen > 0 ? 1 : 0));
        ensure(done.has_value(), "money is booked");
        return id;
    }
    SelfServiceRepository::Month month(int number) const
    {
        return {purse, Currency{}, QDate(2026, number, 1)};
    }

    test::TestStore &store;
    Ledger ledger;
    AccountId purse;
};

}

/// What customers look at themselves.
class TestSelfService : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void movements_ofOneMonth_newestFirst_data() { test::addEngineRows(); }
    void movements_ofOneMonth_newestFirst();
    void pages_missNothing_andRepeatNothing_data() { test::addEngineRows(); }
    void pages_missNothing_andRepeatNothing();
    void places_data() { test::addEngineRows(); }
    void places();
    void distances_data();
    void distances();
    void tokens_areOfOneSaleAndKey();
    void tokens_everyBitCounts();
};

void TestSelfService::movements_ofOneMonth_newestFirst()
{
    OPEN_STORE(store);
    Books books(store);
    books.topUp("2025-12-31", 1'000, 100);
    const JournalId first = books.topUp("2026-01-01", 2'000, 200, 50);
    const JournalId last = books.topUp("2026-01-31", 3'000, 300);
    books.topUp("2026-02-01", 4'000, 400);
    SelfServiceRepository view(*store.db);
    const auto january = view.movements(books.month(1), {}, 10);
    VERIFY_OK(january);
    QCOMPARE(january->size(), 2U);
    QCOMPARE((*january)[0].journal, last);
    QCOMPARE((*january)[1].journal, first);
    QCOMPARE((*january)[1].amount.minor, 250); // with its bonus money, in one line
    const auto sums = view.sums(books.month(1));
    QCOMPARE(sums->in.minor, 550);
    QCOMPARE(sums->out.minor, 0);
    QVERIFY(view.movements(books.month(3), {}, 10)->empty());
    QCOMPARE(view.sums(books.month(3))->in.minor, 0);
}

void TestSelfService::pages_missNothing_andRepeatNothing()
{
    OPEN_STORE(store);
    Books books(store);
    QList<QByteArray> all;
    for (int n = 0; n < 25; ++n)
        all.append(books.topUp("2026-01-05", 1'000 + n / 4, 1).bytes()); // four in the same millisecond
    SelfServiceRepository view(*store.db);
    QList<QByteArray> seen;
    SelfServiceRepository::Mark mark;
    for (;;) {
        const auto page = view.movements(books.month(1), mark, 7);
        VERIFY_OK(page);
        if (page->empty())
            break;
        for (const auto &one : *page)
            seen.append(one.journal.bytes());
        mark = {page->back().occurred, page->back().journal.bytes()};
        QVERIFY(seen.size() <= all.size());
    }
    std::sort(all.begin(), all.end());
    std::sort(seen.begin(), seen.end());
    QCOMPARE(seen, all);
}

void TestSelfService::places()
{
    OPEN_STORE(store);
    StationPlaces known(*store.db);
    VERIFY_OK(known.set({4}, {31'230'400, 121'473'700}));
    VERIFY_OK(known.set({4}, {-33'868'800, 151'209'300})); // moved
    VERIFY_OK(known.set({5}, {0, 0}));
    const auto all = known.all();
    VERIFY_OK(all);
    QCOMPARE(all->size(), 2U);
    QCOMPARE(all->at({4}), (Place{-33'868'800, 151'209'300}));
}

void TestSelfService::distances_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<qint64>("metres");
    QTest::addColumn<qint64>("off");
    QTest::newRow("the same") << "31.2,121.4"
                              << "31.2,121.4" << qint64(0) << qint64(0);
    QTest::newRow("a degree north") << "0,0"
                                    << "1,0" << qint64(111'195) << qint64(20);
    QTest::newRow("Shanghai to Beijing") << "31.2304,121.4737"
                                         << "39.9042,116.4074" << qint64(1'067'300) << qint64(2'000);
    QTest::newRow("over the date line") << "0,179.9"
                                        << "0,-179.9" << qint64(22'239) << qint64(20);
    QTest::newRow("the other end") << "90,0"
                                   << "-90,0" << qint64(20'015'100) << qint64(200);
}

void TestSelfService::distances()
{
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(qint64, metres);
    QFETCH(qint64, off);
    const auto a = placeFromText(from);
    const auto b = placeFromText(to);
    QVERIFY(a && b);
    const qint64 found = metresBetween(*a, *b);
    QVERIFY2(std::abs(found - metres) <= off, qPrintable(QString::number(found)));
    QCOMPARE(metresBetween(*b, *a), found);
}

void TestSelfService::tokens_areOfOneSaleAndKey()
{
    const SigningKey till = SigningKey::generate();
    const SaleId sale{QUuid::createUuid()};
    const QString text = receiptTokenText(sale, till);
    QCOMPARE(text.size(), 108);
    QCOMPARE(text, receiptTokenText(sale, till)); // printed again it is the same
    const auto token = readReceiptToken(text);
    VERIFY_OK(token);
    QCOMPARE(token->sale, sale);
    QVERIFY(isGenuine(*token, till.publicKey()));
    QVERIFY(!isGenuine(*token, SigningKey::generate().publicKey()));
    QVERIFY(!isGenuine(*token, "not a key"));
    QVERIFY(!isGenuine({SaleId{QUuid::createUuid()}, token->signature}, till.publicKey()));
}

void TestSelfService::tokens_everyBitCounts()
{
    const SigningKey till = SigningKey::generate();
    const QString text = receiptTokenText(SaleId{QUuid::createUuid()}, till);
    for (qsizetype at = 0; at < text.size(); ++at) {
        for (const QChar other : {u'A', u'b', u'7', u'-', u'=', u'%'}) {
            QString changed = text;
            changed[at] = other;
            if (changed == text)
                continue;
            const auto token = readReceiptToken(changed);
            QVERIFY2(!token || !isGenuine(*token, till.publicKey()), qPrintable(changed));
        }
    }
    COMPARE_REFUSED(readReceiptToken(text.chopped(1)), ErrorCode::InvalidInput);
    COMPARE_REFUSED(readReceiptToken(text + u'A'), ErrorCode::InvalidInput);
    COMPARE_REFUSED(readReceiptToken({}), ErrorCode::InvalidInput);
}

QTEST_GUILESS_MAIN(TestSelfService)
#include "tst_self_service.moc"
