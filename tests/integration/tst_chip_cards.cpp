#include "apps/server/commands.h"
#include "core/station/devices/readers/reader_card_source.h"
#include "tests/integration/counter_desk.h"
#include "tests/unit/devices/crt_desk.h"

#include <QSignalSpy>

using namespace youka;
using namespace youka::literals;
using sim::Personalisation;
using sim::SimDesfire;
using youka::test::Counter;
using youka::test::LoopLink;
using youka::test::OfflineDesk;
using youka::test::ServerAnswer;

namespace {

const QByteArray Uid = QByteArray::fromHex("04782e21801d80");
const QByteArray AsChip = R"(,"uid":"04782E21801D80","chip":true)";

/// A server with its operator, who has written the master down for the machine that makes cards.
struct Desk : OfflineDesk
{
    Personalisation personalisation()
    {
        if (!QFile::exists(masterFile()))
            ensure(runCommand(settings, {QStringLiteral("chips"), QStringLiteral("export"), masterFile()})
                       == 0,
                   "the master is exported");
        const auto read = Personalisation::load(masterFile());
        ensure(read.has_value(), "what was exported is read");
        return *read;
    }
    QString masterFile() const { return m_dir.filePath(QStringLiteral("chips.json")); }

private:
    QTemporaryDir m_dir;
};

/// What the counter's own reader makes of a card of that kind, over its wire.
std::optional<CardIdentity> readAt(const Counter &counter, const Personalisation &as, SimDesfire::Kind kind)
{
    const SystemClock clock;
    auto link = std::make_unique<LoopLink>(sim::SimCrt::Card{{}, Uid, SimDesfire(as, Uid, kind, 5)});
    ReaderCardSource source(std::make_unique<CrtReader>(std::move(link), clock, counter.self->chips),
                            CardTokeniser(counter.self->cardLookupKey));
    QSignalSpy presented(&source, &CardSource::cardPresented);
    QSignalSpy failed(&source, &CardSource::readFailed);
    [[maybe_unused]] const bool came =
        QTest::qWaitFor([&] { return presented.size() + failed.size() > 0; }, 10'000);
    if (presented.isEmpty())
        return std::nullopt;
    return presented[0][0].value<CardIdentity>();
}

QByteArray questionOf(const CardIdentity &card, const char *more = "")
{
    return "{\"operation\":\"" + OfflineDesk::newKey() + "\",\"saleId\":\"" + OfflineDesk::newKey()
        + "\",\"holdId\":\"" + OfflineDesk::newKey() + "\",\"cardToken\":\"" + card.token.bytes.toBase64()
        + "\",\"proof\":" + QByteArray::number(int(card.proof))
        + ",\"product\":\"95\",\"wanted\":{\"amount\":\"10.00\",\"currency\":\"CNY\"}" + more + '}';
}

}

class TestChipCards : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void enrolment_bringsTheMaster_andTheStoreKeepsIt();
    void earlierTerminal_goesOnWithoutOne();
    void export_isPrivate_once_andInTheAudit();
    void chip_paysWithoutTheServer_itsNumberDoesNot();
    void cardOfAnotherChain_isNotGenuine();
    void copyOfTheNumber_isRefusedOnline();
    void copyOfTheNumber_getsNoTryAtThePin();
    void chipWithoutANumber_isNotIssued();
};

void TestChipCards::enrolment_bringsTheMaster_andTheStoreKeepsIt()
{
    Desk desk;
    Counter here(desk);
    QVERIFY(here.self->chips);
    QCOMPARE(here.self->chips->master.bytes().toByteArray(), desk.server->cardKeys().chipMaster);
    const auto again = here.store->identity();
    QVERIFY(again && *again && (*again)->chips);
    QCOMPARE((*again)->chips->master.bytes(), here.self->chips->master.bytes());
    const QByteArray before = desk.server->cardKeys().chipMaster;
    desk.stop();
    desk.start();
    QCOMPARE(desk.server->cardKeys().chipMaster, before); // made once, kept in the ring
}

void TestChipCards::earlierTerminal_goesOnWithoutOne()
{
    Desk desk;
    Counter here(desk);
    QJsonObject identity = QJsonDocument::fromJson(*here.store->setting("identity")).object();
    identity.remove(QLatin1String("chipKey"));
    VERIFY_OK(here.store->setSetting("identity", QJsonDocument(identity).toJson()));
    *here.self = **here.store->identity();
    QVERIFY(!here.self->chips);
    const auto card = readAt(here, desk.personalisation(), SimDesfire::Kind::Genuine);
    QVERIFY(card);
    QVERIFY(card->proof == CardProof::Uid);
    identity.insert(QStringLiteral("chipKey"), QStringLiteral("AAAA")); // three bytes are no key
    VERIFY_OK(here.store->setSetting("identity", QJsonDocument(identity).toJson()));
    COMPARE_REFUSED(here.store->identity(), ErrorCode::InvalidInput);
}

void TestChipCards::export_isPrivate_once_andInTheAudit()
{
    Desk desk;
    const Personalisation made = desk.personalisation();
    QCOMPARE(made.master, desk.server->cardKeys().chipMaster);
    QCOMPARE(made.application.toHex(), QByteArray("014b59"));
    const auto own =
        QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ReadUser | QFileDevice::WriteUser;
    QCOMPARE(QFile::permissions(desk.masterFile()) & ~own, QFileDevice::Permissions());
    const char *Entries = "SELECT COUNT(*) FROM audit WHERE action = 'chips.export'";
    QCOMPARE(desk.figure(Entries), 1);
    const QStringList again{QStringLiteral("chips"), QStringLiteral("export"), desk.masterFile()};
    QFile file(desk.masterFile());
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray before = file.readAll();
    QCOMPARE(runCommand(desk.settings, again), 1); // what is there stays
    file.seek(0);
    QCOMPARE(file.readAll(), before);
    QCOMPARE(desk.figure(Entries), 1);
    QCOMPARE(runCommand(desk.settings, {QStringLiteral("chips"), QStringLiteral("export")}), 2);
}

void TestChipCards::chip_paysWithoutTheServer_itsNumberDoesNot()
{
    Desk desk;
    desk.publishPrice();
    desk.issueWith("1000.00", AsChip);
    Counter here(desk);
    const auto chip = readAt(here, desk.personalisation(), SimDesfire::Kind::Genuine);
    QVERIFY(chip);
    QVERIFY(chip->proof == CardProof::Chip);
    here.node->agent.start();
    const auto lent = [&] {
        const auto entry = *here.node->list.find(chip->token, here.day());
        return entry ? entry->allotment : 0_yuan;
    };
    QTRY_VERIFY(*here.node->list.find(chip->token, here.day()));
    const auto online = here.ask(100_yuan, *chip);
    VERIFY_OK(online);
    QVERIFY(!online->offline);
    here.deliver(*online);
    QTRY_VERIFY(here.allUploaded());
    desk.settle();
    QTRY_VERIFY(lent() == 500_yuan);

    desk.stop(); // with the default settings from here on
    const auto offline = here.ask(200_yuan, *chip);
    VERIFY_OK(offline);
    QVERIFY(offline->offline && offline->limit == 200_yuan);
    here.deliver(*offline);
    CardIdentity number = *chip;
    number.proof = CardProof::Uid;
    COMPARE_REFUSED(here.ask(10_yuan, number), ErrorCode::OfflineNotAllowed);

    desk.start();
    QTRY_VERIFY_WITH_TIMEOUT(here.allUploaded(), 15'000);
    QCOMPARE(desk.figure("SELECT COUNT(*) FROM sale"), 2);
    QCOMPARE(desk.figure("SELECT COUNT(*) FROM exception_case"), 0);
    QVERIFY(
        desk.as(Role::Operator, {"GET", "/api/v1/proof", {}, {}, {}}).json()[QLatin1String("ok")].toBool());
}

void TestChipCards::cardOfAnotherChain_isNotGenuine()
{
    Desk desk;
    Counter here(desk);
    Personalisation foreign = desk.personalisation();
    QVERIFY(readAt(here, foreign, SimDesfire::Kind::Ev1)->proof == CardProof::Chip);
    foreign.master = QByteArray(16, 'f');
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("not genuine was refused")));
    QVERIFY(!readAt(here, foreign, SimDesfire::Kind::Genuine));
    QVERIFY(readAt(here, foreign, SimDesfire::Kind::NoApplication)->proof == CardProof::Uid);
}

void TestChipCards::copyOfTheNumber_isRefusedOnline()
{
    Desk desk;
    desk.issueWith("100.00", AsChip);
    const CardTokeniser tokeniser(desk.server->cardKeys().lookup);
    const CardIdentity chip = tokeniser.fromUid(Uid, CardProof::Chip);
    const CardIdentity copy = tokeniser.fromUid(Uid);
    const ServerAnswer refused = desk.post(Role::Terminal, "/api/v1/authorisations", questionOf(copy));
    QCOMPARE(refused.status, 422);
    QCOMPARE(refused.code(), QStringLiteral("card.not-genuine"));
    QCOMPARE(desk.post(Role::Terminal, "/api/v1/authorisations", questionOf(chip)).status, 200);
    // Nor is a copy told what is on the card; a terminal of an earlier version does not say what it saw.
    const QByteArray of = "{\"cardToken\":\"" + chip.token.bytes.toBase64() + '"';
    QCOMPARE(desk.post(Role::Terminal, "/api/v1/card-balances", of + ",\"proof\":2}").code(),
             QStringLiteral("card.not-genuine"));
    QCOMPARE(desk.post(Role::Terminal, "/api/v1/card-balances", of + ",\"proof\":3}").status, 200);
    QCOMPARE(desk.post(Role::Terminal, "/api/v1/card-balances", of + '}').status, 200);
}

void TestChipCards::copyOfTheNumber_getsNoTryAtThePin()
{
    Desk desk;
    desk.issueWith("100.00", AsChip + R"(,"pin":"4711","pinAbove":{"amount":"0.00","currency":"CNY"})");
    const CardTokeniser tokeniser(desk.server->cardKeys().lookup);
    for (int i = 0; i < 4; ++i)
        QCOMPARE(desk.post(Role::Terminal, "/api/v1/authorisations",
                           questionOf(tokeniser.fromUid(Uid), ",\"pin\":\"0000\""))
                     .code(),
                 QStringLiteral("card.not-genuine"));
    QCOMPARE(desk.figure("SELECT pin_tries FROM card"), 0);
    QCOMPARE(desk.post(Role::Terminal, "/api/v1/authorisations",
                       questionOf(tokeniser.fromUid(Uid, CardProof::Chip), ",\"pin\":\"4711\""))
                 .status,
             200);
}

void TestChipCards::chipWithoutANumber_isNotIssued()
{
    Desk desk;
    const ServerAnswer refused = desk.issue("9000000000000019", R"(,"chip":true)");
    QCOMPARE(refused.status, 400);
    QCOMPARE(refused.code(), QStringLiteral("input.invalid"));
    QCOMPARE(desk.figure("SELECT COUNT(*) FROM card"), 0);
}

QTEST_GUILESS_MAIN(TestChipCards)
#include "tst_chip_cards.moc"
