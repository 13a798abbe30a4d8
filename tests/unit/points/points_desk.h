#pragma once

#include "core/domain/points/points_check.h"
#include "tests/unit/sales/sale_desk.h"

namespace youka::test {

/// A sale desk whose house gives points: one a yuan, a hundred of them are worth one.
struct PointsDesk : SaleDesk
{
    static constexpr qint64 HourMs = 3'600'000;
    static constexpr qint64 DayMs = 24 * HourMs;

    explicit PointsDesk(TestStore &fresh, const std::function<void(PointsScheme &)> &change = {},
                        bool withScheme = true)
        : SaleDesk(fresh, {}, {100'000'000, {}})
    {
        customer = card().customer;
        if (withScheme)
            ensure(newScheme(change).has_value(), "a scheme is entered");
    }
    static PointsScheme plainScheme()
    {
        PointsScheme scheme;
        scheme.zone = QTimeZone("Asia/Shanghai");
        scheme.rules = {{EarnRule::Basis::Amount, 1'000, {}}};
        scheme.value = {{100, {}}, 100};
        scheme.levels = {{QStringLiteral("member"), QStringLiteral("Member"), {}, {}, {}, 12, {10'000}},
                         {QStringLiteral("silver"), QStringLiteral("Silver"), 1'000, {}, {}, 12, {11'000}},
                         {QStringLiteral("gold"), QStringLiteral("Gold"), 5'000, {}, {}, 6, {15'000}}};
        return scheme;
    }
    PointsService points() { return PointsService(*store.db); }
    Principal manager(int n) const { return {Role::Manager, n, QStringLiteral("manager %1").arg(n), {}}; }
    Result<PointsScheme> newScheme(const std::function<void(PointsScheme &)> &change = {})
    {
        PointsScheme scheme = plainScheme();
        if (change)
            change(scheme);
        return committed([&] { return points().changeScheme(scheme, manager(1), now()); });
    }

    /// Bought with the card for that much; gives the sale.
    SaleId buy(Money amount, const std::optional<PointsPaid> &paid = {}, SaleId sale = {})
    {
        CardQuestion q = question(amount);
        if (!sale.isNull())
            q.sale = sale;
        ensure(ask(q).has_value(), "the card pays");
        SaleFact fact = captureOf(q, amount);
        fact.points = paid;
        const auto told = tell(fact);
        ensure(told.has_value(), "a sale is booked");
        outcome = *told;
        return q.sale;
    }
    /// The same, and its points can be spent.
    SaleId buySettled(Money amount)
    {
        const SaleId sale = buy(amount);
        settleAll();
        return sale;
    }
    void settleAll()
    {
        clock.advanceMs(DayMs);
        ensure(committed([&] { return points().settle(now()); }).has_value(), "points settle");
    }
    int expireAll()
    {
        const auto done = committed([&] { return points().expire(now()); });
        ensure(done.has_value(), "points expire");
        return *done;
    }
    Result<PointsService::Grant> reserve(SaleId sale, qint64 count)
    {
        return committed([&] {
            return points().reserve({sale, customer, {}, count}, {terminal.id, terminal.station.id}, now());
        });
    }
    Result<PointsService::TakenBack> takeBack(SaleId sale, qint64 of, qint64 inAll)
    {
        return committed([&] { return points().takeBack(sale, {of, inAll}, now()); });
    }
    SaleId newSale() { return ids.make<SaleId>(); }
    /// A sale in cash, with points.
    SaleFact cashSale(SaleId sale, Money amount, const std::optional<PointsPaid> &paid = {}) const
    {
        SaleFact fact;
        fact.sale = sale;
        fact.mode = SaleMode::PostPay;
        fact.pump = 3;
        fact.delivery = {1, QStringLiteral("95"), {8'000, {}}, {amount.minor * 10 / 8}, amount, {}, {}};
        fact.points = paid;
        return fact;
    }
    Result<PointsService::Adjusted> adjust(OperationId id, qint64 count, int by,
                                           const QString &why = QStringLiteral("kindness"))
    {
        return committed([&] { return points().adjust({id, customer, {}, count, why}, manager(by), now()); });
    }

    PointsService::Statement statement(int most = 100)
    {
        return *points().statement(customer, {}, now(), most);
    }
    PointsMember member() { return statement().member; }
    PointsLot lotOf(SaleId sale) { return **points().repository().lotOfSale(sale); }
    Money balance(AccountKind kind, qint64 owner = 0)
    {
        const auto id = Ledger(*store.db).houseAccount(kind, owner, {});
        return Ledger(*store.db).account(*id)->balance;
    }
    Money liability() { return balance(AccountKind::PointsLiability); }
    /// Of the ledger and of points together.
    QString allFaults()
    {
        const auto proof = checkPoints(*store.db);
        return faults() + (proof ? proof->faults.join(u'\n') : toString(proof.error()));
    }

    CustomerId customer;
    FactOutcome outcome;
};

}
