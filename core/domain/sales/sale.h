#pragma once

#include "core/domain/cards/card.h"
#include "core/domain/coupons/fuel_offer.h"

namespace youka {

/// How a fuelling is paid.
enum class SaleMode {
    None = 0,
    CardAuthorised = 1, ///< card in, hold, pump released up to it, real amount captured
    Prepaid = 2,        ///< fixed amount paid first, rest returned
    PostPay = 3,        ///< released by the cashier, paid at the counter afterwards
};

/// A sale's life. The numbers are stored. Each state has one owner and one way on; see docs/architecture.md.
enum class SaleState {
    Intent = 1,       ///< on disk, nobody asked yet
    Authorised = 2,   ///< money is reserved (or taken: prepay; or not needed: post-pay); pump not yet told
    PumpReleased = 3, ///< the pump was told, or may have been: after a crash its own state decides
    Fuelling = 4,     ///< the pump reported volume
    Delivered = 5,    ///< final totals are known; not settled
    Payable = 6,      ///< post-pay: waits for the counter
    Settled = 7,      ///< captured or paid; the fact is on its way
    Released = 8,     ///< nothing was delivered; the reservation was given back
    Refused = 9,      ///< the question was answered with no
    NeedsPerson = 10, ///< the pump cannot tell what happened; evidence is kept
};

/// One fuel delivery as the pump reported it at its end.
struct Delivery
{
    int nozzle = 0;
    QString product;
    UnitPrice price;
    Volume volume;
    Money amount;                       ///< the pump's own amount: the legal truth
    std::optional<qint64> totalStartMl; ///< the hose's totaliser before and after, where the pump gives them
    std::optional<qint64> totalEndMl;
    /// What the pump itself showed where its price was lowered for the customer. Price and amount are then
    /// those of the list, and the difference is among the sale's discounts.
    struct Shown
    {
        UnitPrice price;
        Money amount;
    };
    std::optional<Shown> pump{};

    Money shown() const { return pump ? pump->amount : amount; }
    /// Nothing of it: goods alone.
    bool isEmpty() const { return product.isEmpty() && volume.ml == 0 && amount.isZero(); }
};

/// In one sale; with the fuel it is a basket.
constexpr qsizetype MostGoods = 100;

/// What is sold: the fuel, if any, is the first line.
inline Basket basketOf(const Delivery &d, const std::vector<BasketLine> &goods)
{
    Basket basket{d.amount.currency, {}};
    if (!d.isEmpty())
        basket.lines.push_back({d.product, {}, Product::Unit::Litre, d.volume.ml, d.price, d.amount});
    basket.lines.insert(basket.lines.end(), goods.begin(), goods.end());
    return basket;
}
inline Money grossOf(const Delivery &d, const std::vector<BasketLine> &goods)
{
    Money sum = d.amount;
    for (const BasketLine &line : goods)
        sum += line.amount;
    return sum;
}

/// "May this card take up to `wanted` of this here?" Made durable by its id before it is asked.
struct CardQuestion
{
    OperationId operation;
    SaleId sale;
    HoldId hold;
    CardIdentity card;
    QString pin; ///< as typed; never stored, never logged
    int pump = 0;
    QString product;
    UnitPrice price;
    Money wanted;
    bool wantsExactly = false;
    bool goods = false;                  ///< shop goods are among it; without fuel there is no product
    std::optional<CouponWish> coupons{}; ///< to be reserved with it; absent: none are asked for
};

/// The answer: a reservation of `limit` until `expires`.
struct CardGrant
{
    HoldId hold;
    Money limit;
    Timestamp expires;
    Money availableAfter;
    bool offline = false; ///< answered by the terminal itself; the hold travels as a fact
    FuelOffers offers{};  ///< reserved with it
};

/// What happened, told to the centre: one kind, one JSON body, in order, exactly once. The kinds and their
/// bodies are listed in sale_json.h.
struct Fact
{
    OperationId operation; ///< same id, same effect, once
    QString kind;
    QByteArray body; ///< canonical JSON bytes as signed
    Timestamp at;
};

}
