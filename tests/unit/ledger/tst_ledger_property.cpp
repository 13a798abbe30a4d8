#include "tests/unit/ledger/ledger_desk.h"

#include <QRandomGenerator>
#include <QTest>

#include <map>

using namespace youka;
using youka::test::LedgerDesk;

namespace {

/// What the ledger ought to say, as plainly as it can be put: a few numbers and no books.
struct Naive
{
    struct Purse
    {
        qint64 balance = 0, held = 0, debt = 0;
    };
    struct Reserved
    {
        size_t purse;
        qint64 amount;
        char state; ///< 'o'pen, 'c'aptured, 'r'eleased, 'e'xpired
        qint64 expires;
    };
    std::vector<Purse> purses;
    std::map<HoldId, Reserved> holds;
    qint64 cash = 0, sales = 0;

    bool hold(HoldId id, size_t p, qint64 amount, bool anyway, qint64 expires)
    {
        if (holds.contains(id) || (!anyway && amount > purses[p].balance - purses[p].held))
            return false;
        purses[p].held += amount;
        holds[id] = {p, amount, 'o', expires};
        return true;
    }
    bool capture(HoldId id, qint64 amount)
    {
        const auto it = holds.find(id);
        if (it == holds.end() || it->second.state == 'c')
            return false;
        Purse &purse = purses[it->second.purse];
        if (it->second.state == 'o')
            purse.held -= it->second.amount;
        it->second.state = 'c';
        const qint64 paid = std::clamp(purse.balance - purse.held, qint64(0), amount);
        purse.balance -= paid;
        purse.debt += amount - paid;
        sales += amount;
        return true;
    }
    bool release(HoldId id)
    {
        const auto it = holds.find(id);
        if (it == holds.end() || it->second.state == 'c')
            return false;
        if (it->second.state == 'o') {
            purses[it->second.purse].held -= it->second.amount;
            it->second.state = 'r';
        }
        return true;
    }
    void expire(qint64 now)
    {
        for (auto &[id, hold] : holds)
            if (hold.state == 'o' && hold.expires < now) {
                purses[hold.purse].held -= hold.amount;
                hold.state = 'e';
            }
    }
    void topUp(size_t p, qint64 amount)
    {
        const qint64 toDebt = std::min(purses[p].debt, amount);
        purses[p].debt -= toDebt;
        purses[p].balance += amount - toDebt;
        cash += amount;
    }
};

}

class TestLedgerProperty : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void randomCommands_agreeWithTheNaiveModel_data();
    void randomCommands_agreeWithTheNaiveModel();

private:
    static QString step(LedgerDesk &desk, Naive &naive, const std::vector<AccountId> &purses,
                        std::vector<HoldId> &known, QRandomGenerator &random);
    static QString compare(LedgerDesk &desk, const Naive &naive, const std::vector<AccountId> &purses);
};

void TestLedgerProperty::randomCommands_agreeWithTheNaiveModel_data()
{
    QTest::addColumn<QString>("engine");
    QTest::addColumn<quint32>("seed");
    QTest::addColumn<int>("batches");
    const quint32 given = qEnvironmentVariable("YOUKA_SEED").toUInt();
    for (const quint32 seed : {given ? given : 1u, 2u, 3u})
        QTest::addRow("sqlcipher seed %u", seed) << QStringLiteral("sqlcipher") << seed << 25;
    QTest::addRow("postgresql seed %u", given ? given : 4u)
        << QStringLiteral("postgresql") << (given ? given : 4u) << 6;
}

QString TestLedgerProperty::step(LedgerDesk &desk, Naive &naive, const std::vector<AccountId> &purses,
                                 std::vector<HoldId> &known, QRandomGenerator &random)
{
    const size_t p = size_t(random.bounded(int(purses.size())));
    const Money amount{1 + random.bounded(20'000), {}};
    // Mostly a hold there is, sometimes one nobody knows.
    const HoldId id = known.empty() || random.bounded(20) == 0
        ? desk.ids.make<HoldId>()
        : known[size_t(random.bounded(int(known.size())))];
    const auto differs = [](const char *what, bool real, bool model) {
        return real == model ? QString()
                             : QStringLiteral("%1: the ledger says %2, the model %3")
                                   .arg(QLatin1String(what))
                                   .arg(real)
                                   .arg(model);
    };
    desk.clock.advanceMs(random.bounded(120));
    switch (random.bounded(10)) {
    case 0:
    case 1:
    case 2:
    case 3: {
        const bool anyway = random.bounded(5) == 0;
        Hold hold = desk.hold(purses[p], amount);
        if (random.bounded(15) == 0)
            hold.id = id;
        known.push_back(hold.id);
        return differs("hold",
                       desk.ledger.placeHold(hold, *desk.ledger.lock(hold.account), anyway).has_value(),
                       naive.hold(hold.id, p, amount.minor, anyway, hold.expires.ms));
    }
    case 4:
    case 5:
    case 6:
        return differs("capture", desk.ledger.capture(id, amount, desk.context()).has_value(),
                       naive.capture(id, amount.minor));
    case 7:
        return differs("release", desk.ledger.release(id).has_value(), naive.release(id));
    case 8:
        naive.topUp(p, amount.minor);
        return differs("top-up", desk.ledger.topUpCash(purses[p], amount, desk.context()).has_value(), true);
    default:
        naive.expire(desk.clock.now().ms);
        return differs("expiry", desk.ledger.expireHolds(desk.clock.now()).has_value(), true);
    }
}

QString TestLedgerProperty::compare(LedgerDesk &desk, const Naive &naive,
                                    const std::vector<AccountId> &purses)
{
    QStringList faults{desk.faults()};
    const auto same = [&](const QString &what, qint64 real, qint64 model) {
        if (real != model)
            faults += QStringLiteral("%1: the ledger says %2, the model %3").arg(what).arg(real).arg(model);
    };
    for (size_t p = 0; p < purses.size(); ++p) {
        const Account account = *desk.ledger.account(purses[p]);
        same(QStringLiteral("balance %1").arg(p), account.balance.minor, naive.purses[p].balance);
        same(QStringLiteral("held %1").arg(p), account.held.minor, naive.purses[p].held);
        same(QStringLiteral("debt %1").arg(p), desk.debt(purses[p]).minor, naive.purses[p].debt);
    }
    same(QStringLiteral("cash"), -desk.house(AccountKind::Cash, LedgerDesk::Station).minor, naive.cash);
    same(QStringLiteral("sales"), desk.house(AccountKind::Sales, LedgerDesk::Station).minor, naive.sales);
    faults.removeAll(QString());
    return faults.join(u'\n');
}

void TestLedgerProperty::randomCommands_agreeWithTheNaiveModel()
{
    QFETCH(quint32, seed);
    QFETCH(int, batches);
    OPEN_STORE(store);
    LedgerDesk desk(store);
    QRandomGenerator random(seed);
    std::vector<AccountId> purses;
    for (qint64 owner = 1; owner <= 5; ++owner)
        purses.push_back(desk.purse(owner));
    Naive naive;
    naive.purses.resize(purses.size());
    std::vector<HoldId> known;
    for (int batch = 0; batch < batches; ++batch) {
        const Naive before = naive;
        const bool abandoned = random.bounded(6) == 0; // as a crash would
        QString fault;
        const auto done = store.db->transaction([&]() -> Result<void> {
            for (int i = 0; i < 60 && fault.isEmpty(); ++i)
                fault = step(desk, naive, purses, known, random);
            return abandoned ? Result<void>(fail(ErrorCode::Cancelled)) : Result<void>();
        });
        QCOMPARE(done.has_value(), !abandoned);
        if (abandoned)
            naive = before;
        if (fault.isEmpty())
            fault = compare(desk, naive, purses);
        QVERIFY2(fault.isEmpty(),
                 qPrintable(QStringLiteral("YOUKA_SEED=%1, batch %2: %3").arg(seed).arg(batch).arg(fault)));
    }
}

QTEST_GUILESS_MAIN(TestLedgerProperty)
#include "tst_ledger_property.moc"
