#pragma once

#include "core/domain/cards/card_json.h"
#include "core/exchange/api/tls_identity.h"
#include "core/exchange/station_link/station_link_client.h"
#include "core/exchange/station_link/station_link_server.h"
#include "core/exchange/sync/station_authoriser.h"
#include "tests/support/fakes_station.h"
#include "tests/support/two_stores.h"

#include <QTest>

namespace youka::test {

using namespace youka::literals;

/// A terminal that knows its station, its cards and nobody who would answer for the server.
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
    /// `between`: whoever stands on the way from the kiosk's port to the counter's gives the port to go to.
    explicit Place(const std::function<quint16(quint16)> &between = [](quint16 port) { return port; })
    {
        cards.add(Token.bytes, QStringLiteral("9000 **** **** 0019")).available = 77_yuan;
        counter.know(counter.self, kiosk.self, Token, 50_yuan);
        kiosk.know(counter.self, kiosk.self, Token, 40_yuan);
        openLink(0);
        link = std::make_unique<StationLinkClient>(
            QUrl(QStringLiteral("wss://127.0.0.1:%1").arg(between(server->port()))), kiosk.list, kiosk.self);
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
