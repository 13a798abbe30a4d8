#pragma once

#include "core/domain/cards/card_rules.h"
#include "core/domain/ledger/ledger_check.h"
#include "core/domain/sales/sale_service.h"
#include "core/domain/stations/station_repository.h"
#include "tests/support/two_stores.h"

namespace youka::test {

/// The server's side of sales on a fresh store: a station, a terminal, a customer with one card.
struct SaleDesk
{
    explicit SaleDesk(TestStore &fresh, CardService::Issue card = {}, Money money = {50'000, {}})
        : store(fresh)
    {
        Station station{{},
                        QStringLiteral("S1"),
                        QStringLiteral("North"),
                        QStringLiteral("CHN"),
                        {},
                        {},
                        QTimeZone("Asia/Shanghai"),
                        QTime(0, 0)};
        const auto made = store.db->transaction([&]() -> Result<void> {
            const auto stored = StationRepository(*store.db).ensureStation(station);
            if (!stored)
                return fail(stored.error());
            terminal = {{7}, *stored};
            PriceService prices(*store.db);
            const auto priced =
                prices.ensureProduct({QStringLiteral("95"), QStringLiteral("95"), Product::Unit::Litre})
                    .and_then([&] {
                        return prices.change({0, {}, QStringLiteral("95"), {8'000, {}}, now(), {}}, now());
                    });
            if (!priced)
                return fail(priced.error());
            const auto customer =
                CustomerService(*store.db, keys.customerWrapping)
                    .ensureCustomer(QStringLiteral("C1"), QStringLiteral("Test"), {}, {}, now());
            if (!customer)
                return fail(customer.error());
            card.customer = customer->id;
            card.number = number(1);
            if (!card.expires.isValid())
                card.expires = QDate(2030, 12, 31);
            return cards().issue(card, now()).and_then([&](const CardRecord &issued) -> Result<void> {
                cardId = issued.id;
                purse = issued.account;
                if (!money.isPositive())
                    return {};
                return cards()
                    .topUpCash(issued.id, money,
                               {ids.make<JournalId>(), now(), now(), day(), terminal.station.id, {}})
                    .map([](const Ledger::ToppedUp &) {});
            });
        });
        ensure(made.has_value(), "a desk is set up");
    }

    static QString number(int n)
    {
        const QString body = QStringLiteral("900000000%1").arg(n, 6, 10, QLatin1Char('0'));
        return body + QLatin1Char(luhnDigit(body));
    }
    Timestamp now() const { return clock.now(); }
    QDate day() const { return terminal.station.businessDay(now()); }
    CardService cards() { return {*store.db, keys}; }
    SaleService sales() { return {*store.db, keys}; }
    CardToken token(int n = 1) const { return CardTokeniser(keys.lookup).forNumber(number(n)); }

    CardQuestion question(Money wanted)
    {
        CardQuestion q;
        q.operation = ids.make<OperationId>();
        q.sale = ids.make<SaleId>();
        q.hold = ids.make<HoldId>();
        q.card.token = token();
        q.pump = 3;
        q.product = QStringLiteral("95");
        q.price = {8'000, {}};
        q.wanted = wanted;
        return q;
    }
    /// The capture of a question's hold: 8.00 a litre, so the amount is plausible.
    static SaleFact captureOf(const CardQuestion &q, Money amount)
    {
        SaleFact fact;
        fact.sale = q.sale;
        fact.hold = q.hold;
        fact.pump = q.pump;
        fact.delivery = {1, q.product, q.price, {amount.minor * 10 / 8}, amount, {}, {}};
        return fact;
    }
    HoldPlaced placedOf(const CardQuestion &q) const
    {
        return {q.sale, q.hold, q.card.token, q.card.proof, q.product, q.wanted, q.pump};
    }

    Result<CardGrant> ask(const CardQuestion &q, SaleService::Pin pin = SaleService::Pin::NotGiven)
    {
        return committed([&] { return sales().authorise(q, pin, terminal, now()); });
    }
    Result<FactOutcome> tell(const FactBody &body)
    {
        return committed([&] {
            const ParsedFact fact{ids.make<OperationId>(), {}, now(), body};
            return sales().apply(fact, terminal, now());
        });
    }
    template <class F>
    auto committed(F &&work) -> decltype(work())
    {
        decltype(work()) result = fail(ErrorCode::Internal);
        const auto done = store.db->transaction([&]() -> Result<void> {
            result = work();
            return result ? Result<void>() : Result<void>(fail(result.error()));
        });
        if (result && !done)
            return fail(done.error());
        return result;
    }

    Account account() { return *Ledger(*store.db).account(purse); }
    CardRecord card() { return *cards().byId(cardId); }
    qint64 cases(const char *kind)
    {
        const auto found =
            store.db->exec("SELECT COUNT(*) FROM exception_case WHERE kind = ?", {QString::fromLatin1(kind)})
                .map([](Rows rows) { return rows.next() ? rows.integer(0) : -1; });
        return found ? *found : -1;
    }
    QString faults()
    {
        const auto proof = checkLedger(*store.db);
        return proof ? proof->faults.join(u'\n') : toString(proof.error());
    }

    ManualClock clock;
    IdSource ids{clock, 21};
    CardKeys keys{QByteArray(32, 'l'), QByteArray(32, 'w')};
    TestStore &store;
    AskingTerminal terminal;
    CardId cardId;
    AccountId purse;
};

}
