#pragma once

#include "core/exchange/sync/inbox.h"
#include "core/exchange/sync/outbox.h"
#include "core/foundation/crypto/chain.h"
#include "tests/unit/sales/sale_desk.h"

namespace youka::test {

inline SigningKey vectorKey()
{
    return *SigningKey::fromSeed(
        QByteArray::fromHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"));
}

/// A terminal's own store with its outbox.
struct Till
{
    explicit Till(TerminalId id, const SigningKey &with = vectorKey())
        : key(with)
        , outbox(*store.db, id, key)
    {
    }
    Result<qint64> write(const QByteArray &body)
    {
        return outbox.append({ids.make<OperationId>(), QStringLiteral("test"), body, clock.now()});
    }
    /// A sale for cash; returns its fact.
    Fact sell(Money amount = {1'000, {}})
    {
        SaleFact sale;
        sale.sale = ids.make<SaleId>();
        sale.mode = SaleMode::PostPay;
        sale.delivery = {1, QStringLiteral("95"), {8'000, {}}, {amount.minor * 10 / 8}, amount, {}, {}};
        const Fact fact = makeFact(ids.make<OperationId>(), clock.now(), sale);
        ensure(outbox.append(fact).has_value(), "a fact is written");
        return fact;
    }
    FactBatch batch() { return **outbox.nextBatch(); }

    ManualClock clock;
    IdSource ids{clock, 31};
    TestStore store{QStringLiteral("sqlcipher"), stationMigrations()};
    SigningKey key;
    Outbox outbox;
};

/// The server with one enrolled terminal.
struct Centre : SaleDesk
{
    explicit Centre(TestStore &fresh)
        : SaleDesk(fresh)
    {
        Terminal mine{{},
                      QStringLiteral("till"),
                      terminal.station.id,
                      QStringLiteral("pos"),
                      vectorKey().publicKey(),
                      Terminal::State::Active,
                      0,
                      chainStart()};
        terminal.id = *TerminalRepository(*store.db).insert(mine, now());
    }
    Result<QList<RecordReply>> receive(const FactBatch &batch)
    {
        return committed([&] { return Inbox(*store.db, keys).receive(ReadBatch(batch), terminal, now()); });
    }
    /// As the server does: what a refused batch leaves behind is written after it was taken back.
    Result<QList<RecordReply>> upload(const FactBatch &batch)
    {
        const auto replies = receive(batch);
        if (replies)
            return replies;
        const auto noted = committed([&] {
            return Inbox(*store.db, keys).refused(replies.error(), batch, terminal, now()).map([] {
                return 0;
            });
        });
        ensure(noted.has_value(), "what a refused batch leaves behind is written");
        return replies;
    }
    Terminal stored() { return **TerminalRepository(*store.db).find(terminal.id); }
};

inline QByteArray outcomes(const Result<QList<RecordReply>> &replies)
{
    QByteArray text;
    for (const RecordReply &reply : *replies)
        text += reply.outcome.at(0).toLatin1();
    return text;
}

}
