#pragma once

#include "core/domain/pricing/price_service.h"
#include "core/exchange/api/network_transport.h"
#include "core/exchange/sync/terminal_node.h"
#include "tests/integration/server_desk.h"

#include <QFile>
#include <QTest>

namespace youka::test {

inline const QByteArray Number = "9000000000000019";

/// A counter of its own store, enrolled at the real server.
struct Counter
{
    explicit Counter(ServerDesk &at, const QByteArray &station = "S1")
        : desk(at)
        , store(*TerminalStore::open(dir.path(), dir.filePath(QStringLiteral("master.key"))))
    {
        const ServerAnswer code =
            desk.post(Role::Operator, "/api/v1/terminals/invitations",
                      "{\"name\":\"counter\",\"kind\":\"pos\",\"station\":\"" + station + "\"}");
        const auto enrolled =
            enrolTerminal(*store, access(), code.json()[QLatin1String("code")].toString(), desk.clock);
        ensure(enrolled.has_value(), "a counter enrols");
        self = std::make_unique<TerminalIdentity>(*enrolled);
        open();
    }
    void open()
    {
        node.reset();
        const ApiClient::Settings server = access();
        node = std::make_unique<TerminalNode>(
            *store, *self, std::make_unique<NetworkTransport>(server.server, server.certificate),
            TerminalNode::Options{{}, {}, server.timeoutMs}, desk.clock);
    }
    ApiClient::Settings access()
    {
        QFile pem(desk.server ? desk.server->certificateFile() : certificate);
        ensure(pem.open(QIODevice::ReadOnly), "the server has a certificate");
        certificate = pem.fileName();
        return {QUrl(QStringLiteral("https://localhost:%1").arg(desk.settings.port)), pem.readAll(), 5'000};
    }
    CardToken token() const
    {
        return CardTokeniser(self->cardLookupKey).forNumber(QString::fromLatin1(Number));
    }
    QDate day() const { return self->station.businessDay(desk.clock.now()); }
    std::optional<TerminalList::Entry> card() { return *node->list.find(token(), day()); }
    Money allotment() { return card() ? card()->allotment : Money{-1, {}}; }

    /// Asks for the card to be charged and waits for the answer.
    Result<CardGrant> ask(Money wanted) { return ask(wanted, {token(), CardProof::Chip, {}}); }
    Result<CardGrant> ask(Money wanted, const CardIdentity &card)
    {
        question = {};
        question.operation = ids.make<OperationId>();
        question.sale = ids.make<SaleId>();
        question.hold = ids.make<HoldId>();
        question.card = card;
        question.pump = 1;
        question.product = QStringLiteral("95");
        question.price = {8'000, {}};
        question.wanted = wanted;
        question.coupons = wish;
        std::optional<Result<CardGrant>> answer;
        node->authoriser.ask(question, [&](const Result<CardGrant> &grant) { answer = grant; });
        [[maybe_unused]] const bool came = QTest::qWaitFor([&] { return answer.has_value(); }, 10'000);
        return answer ? *answer : Result<CardGrant>(fail(ErrorCode::Timeout));
    }
    void deliver(const CardGrant &grant)
    {
        SaleFact sale;
        sale.sale = question.sale;
        sale.hold = grant.hold;
        sale.pump = 1;
        sale.offline = grant.offline;
        sale.delivery = {1, question.product, question.price, {grant.limit.minor * 10 / 8}, grant.limit, {},
                         {}};
        const auto written = node->outbox.append(makeFact({question.sale.uuid}, desk.clock.now(), sale));
        ensure(written.has_value(), "a delivery is written down");
        node->outbox.kick();
    }
    bool allUploaded() { return node->outbox.state()->waiting == 0; }

    ServerDesk &desk;
    QTemporaryDir dir;
    std::unique_ptr<TerminalStore> store;
    std::unique_ptr<TerminalIdentity> self;
    QString certificate;
    IdSource ids{desk.clock};
    CardQuestion question;
    std::optional<CouponWish> wish; ///< asked for with every card
    std::unique_ptr<TerminalNode> node;
};

/// The server keeps its port over restarts.
struct OfflineDesk : ServerDesk
{
    OfflineDesk()
    {
        settings.port = server->port();
        const auto made = server->pipeline().run([](Database &db) -> Result<QByteArray> {
            return StationRepository(db)
                .ensureStation({{},
                                QStringLiteral("S2"),
                                QStringLiteral("South"),
                                QStringLiteral("CHN"),
                                {},
                                {},
                                QTimeZone("Asia/Shanghai"),
                                QTime(0, 0)})
                .map([](const Station &) { return QByteArray(); });
        });
        ensure(made.has_value(), "there is a second station");
    }
    /// `more` as for issue().
    QByteArray issueWith(const QByteArray &money, const QByteArray &more = {})
    {
        const ServerAnswer issued = issue(Number, more);
        ensure(issued.status == 201, "a card is issued");
        const QByteArray id = issued.json()[QLatin1String("id")].toString().toLatin1();
        post(Role::Cashier, "/api/v1/cards/" + id + "/top-ups",
             "{\"amount\":{\"amount\":\"" + money + "\",\"currency\":\"CNY\"}}");
        return id;
    }
    void publishPrice()
    {
        const auto published = server->pipeline().run([this](Database &db) -> Result<QByteArray> {
            PriceService prices(db);
            return prices.ensureProduct({QStringLiteral("95"), QStringLiteral("95"), Product::Unit::Litre})
                .and_then([&] {
                    return prices.change({0, {}, QStringLiteral("95"), {8'000, {}}, {}, QStringLiteral("t")},
                                         clock.now());
                })
                .map([](const Price &) { return QByteArray(); });
        });
        ensure(published.has_value(), "a price is published");
    }
    void settle() { ensure(server->housekeeping().settleAll().has_value(), "notes are taken"); }
    void issueMany(int cards)
    {
        const auto issued = server->pipeline().run([&](Database &db) -> Result<QByteArray> {
            const auto owner =
                CustomerService(db, server->cardKeys().customerWrapping)
                    .ensureCustomer(QStringLiteral("many"), QStringLiteral("Many"), {}, {}, clock.now());
            if (!owner)
                return fail(owner.error());
            CardService service(db, server->cardKeys());
            for (int i = 0; i < cards; ++i) {
                const QString body = QStringLiteral("800000000%1").arg(i, 6, 10, QLatin1Char('0'));
                CardService::Issue card;
                card.customer = owner->id;
                card.number = body + QLatin1Char(luhnDigit(body));
                card.expires = QDate(2030, 12, 31);
                if (const auto done = service.issue(card, clock.now()); !done)
                    return fail(done.error());
            }
            return QByteArray();
        });
        ensure(issued.has_value(), "cards are issued");
    }
};

}
