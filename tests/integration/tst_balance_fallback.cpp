#include "core/domain/cards/card_json.h"
#include "core/exchange/api/tls_identity.h"
#include "core/exchange/station_link/station_link_client.h"
#include "core/exchange/station_link/station_link_server.h"
#include "core/exchange/sync/station_authoriser.h"
#include "tests/support/fakes_station.h"
#include "tests/support/two_stores.h"

#include <QTest>

using namespace youka;
using namespace youka::literals;
using youka::test::TestStore;

namespace {

/// The server as a kiosk meets it: gone, or answering with a balance.
struct Till
{
    explicit Till(TerminalId number)
        : self{number, QStringLiteral("t"), station, SigningKey::generate(), {}, {}}
        , list(*store.db, station.id, number)
    {
    }
    static QJsonObject peer(const TerminalIdentity &who, const char *kind)
    {
        return {{QStringLiteral("terminal"), who.id.value},
                {QStringLiteral("station"), who.station.id.value},
                {QStringLiteral("name"), who.name},
                {QStringLiteral("kind"), QString::fromLatin1(kind)},
                {QStringLiteral("publicKey"), QString::fromLatin1(who.key.publicKey().toBase64())},
                {QStringLiteral("active"), true}};
    }
    void know(const TerminalIdentity &counter, const TerminalIdentity &kiosk, const CardToken &card,
              Money money)
    {
        CardFacts facts;
        facts.state = CardState::Active;
        facts.expires = QDate(2030, 12, 31);
        facts.available = money;
        const auto applied = list.apply({{QStringLiteral("terminal"), peer(counter, "pos")},
                                         {QStringLiteral("terminal"), peer(kiosk, "kiosk")},
                                         {QStringLiteral("card"), toJson(ListedCard{card, facts, {}})}},
                                        1, clock.now());
        ensure(applied.has_value(), "a list is known");
    }

    ManualClock clock;
    Station station{{3}, QStringLiteral("S1"), {}, {}, {}, {}, QTimeZone::utc(), QTime(0, 0)};
    TestStore store{QStringLiteral("sqlcipher"), stationMigrations()};
    TerminalIdentity self;
    TerminalList list;
    ApiClient nobody{{QUrl(QStringLiteral("https://127.0.0.1:1")), {}, 300}, clock};
};

/// A kiosk beside its counter, both without the server; the counter's desk is told what to know.
struct Place
{
    Place()
    {
        cards.add(Token.bytes, QStringLiteral("9000 **** **** 0019")).available = 77_yuan;
        counter.know(counter.self, kiosk.self, Token, 50_yuan);
        kiosk.know(counter.self, kiosk.self, Token, 40_yuan);
        openLink(0);
        link = std::make_unique<StationLinkClient>(
            QUrl(QStringLiteral("wss://127.0.0.1:%1").arg(server->port())), kiosk.list, kiosk.self);
        desk.askBeside(link.get());
        link->start();
    }
    void openLink(quint16 port)
    {
        const auto tls =
            tlsIdentity(dir.filePath(QStringLiteral("link.pem")), dir.filePath(QStringLiteral("link.key")));
        ensure(tls.has_value(), "the counter has an identity");
        server = std::make_unique<StationLinkServer>(
            forecourt, counterDesk, counter.list, counter.self,
            StationLinkServer::Tls{tls->localCertificate(), tls->privateKey()});
        ensure(server->listen(QHostAddress::LocalHost, port).has_value(), "the link listens");
    }
    Result<CardBalance> ask(const QString &pin = {})
    {
        std::optional<Result<CardBalance>> answer;
        int answers = 0;
        desk.balance({Token, CardProof::Track, QStringLiteral("9000 **** **** 0019")}, pin,
                     [&](const Result<CardBalance> &told) {
                         answer = told;
                         ++answers;
                     });
        [[maybe_unused]] const bool came = QTest::qWaitFor([&] { return answer.has_value(); }, 15'000);
        ensure(answers == 1, "a question is answered once");
        return *answer;
    }

    const CardToken Token{QByteArray(16, 't')};
    QTemporaryDir dir;
    Till counter{{7}};
    Till kiosk{{8}};
    FakeCards cards;
    FakeStation forecourt{cards, counter.clock};
    FakeDesk counterDesk{cards, counter.clock};
    std::unique_ptr<StationLinkServer> server;
    StationCardDesk desk{kiosk.nobody, kiosk.list, kiosk.clock, kiosk.station};
    std::unique_ptr<StationLinkClient> link;
};

}

class TestBalanceFallback : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void counterAnswers_whenTheServerDoesNot();
    void ownList_whenTheCounterIsGone_andBack();
    void refusalOfTheCounter_stands();
    void counterThatDoesNotKnowTheQuestion_isPassedOver();
    void linkLostWhileAsking_isAnsweredOnce();
};

void TestBalanceFallback::counterAnswers_whenTheServerDoesNot()
{
    Place place;
    QTRY_VERIFY(place.link->isConnected());
    QVERIFY(place.link->link().reachable);
    const auto told = place.ask(); // the counter reached the server
    VERIFY_OK(told);
    QVERIFY(told->source == CardBalance::Source::Centre);
    QVERIFY(told->available == 77_yuan);
    place.counterDesk.source = CardBalance::Source::Here; // it did not
    QVERIFY(place.ask()->source == CardBalance::Source::Station);
    QCOMPARE(place.counterDesk.asked, 2);
}

void TestBalanceFallback::ownList_whenTheCounterIsGone_andBack()
{
    Place place;
    QTRY_VERIFY(place.link->isConnected());
    const quint16 port = place.server->port();
    place.server.reset();
    QTRY_VERIFY(!place.link->isConnected());
    QVERIFY(!place.link->link().reachable);
    const auto own = place.ask();
    VERIFY_OK(own);
    QVERIFY(own->source == CardBalance::Source::Here);
    QVERIFY(own->available == 40_yuan);
    place.openLink(port);
    QTRY_VERIFY_WITH_TIMEOUT(place.link->isConnected(), 10'000);
    QVERIFY(place.ask()->available == 77_yuan); // by itself
}

void TestBalanceFallback::refusalOfTheCounter_stands()
{
    Place place;
    QTRY_VERIFY(place.link->isConnected());
    place.cards.find({place.Token, CardProof::Track, {}})->pin = QStringLiteral("2468");
    COMPARE_REFUSED(place.ask(), ErrorCode::PinRequired);
    COMPARE_REFUSED(place.ask(QStringLiteral("1111")), ErrorCode::PinWrong);
    VERIFY_OK(place.ask(QStringLiteral("2468")));
    place.counterDesk.failNext = ErrorCode::Unavailable; // neither server nor list there
    QVERIFY(place.ask(QStringLiteral("2468"))->source == CardBalance::Source::Here);
}

void TestBalanceFallback::counterThatDoesNotKnowTheQuestion_isPassedOver()
{
    Place place;
    QTRY_VERIFY(place.link->isConnected());
    for (const ErrorCode code : {ErrorCode::InvalidInput, ErrorCode::NotPermitted}) {
        place.counterDesk.failNext = code;
        QVERIFY(place.ask()->source == CardBalance::Source::Here);
    }
}

void TestBalanceFallback::linkLostWhileAsking_isAnsweredOnce()
{
    Place place;
    QTRY_VERIFY(place.link->isConnected());
    place.counterDesk.silent = true;
    int answers = 0;
    std::optional<Result<CardBalance>> answer;
    place.link->balance({place.Token, CardProof::Track, {}}, {}, [&](const Result<CardBalance> &told) {
        ++answers;
        answer = told;
    });
    QTRY_COMPARE(place.counterDesk.asked, 1);
    place.server.reset();
    QTRY_COMPARE(answers, 1);
    COMPARE_REFUSED(*answer, ErrorCode::LinkLost);
    place.counterDesk.answerAll(); // to a socket that is gone
    QTest::qWait(50);
    QCOMPARE(answers, 1);
}

QTEST_GUILESS_MAIN(TestBalanceFallback)
#include "tst_balance_fallback.moc"
