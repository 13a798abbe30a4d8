#pragma once

#include "core/domain/coupons/coupon_question.h"
#include "core/domain/sales/points_desk.h"
#include "core/domain/sales/station_control.h"

#include <variant>

namespace youka {

/// One fuelling as the station's own store keeps it. All amounts are of `currency`.
struct SaleRow
{
    SaleId id;
    int pump = 0;
    SaleMode mode = SaleMode::None;
    SaleState state = SaleState::Intent;
    CardIdentity card; ///< null token: no card
    HoldId hold;       ///< null: nothing was asked
    OperationId operation;
    StaffId cashier; ///< who takes the money, until then who released it; 0: nobody who signed in
    Currency currency;
    Preset preset;                       ///< as wished at the start
    Money limit;                         ///< reserved or prepaid; zero: none
    std::optional<Money> availableAfter; ///< the card's money with what is reserved taken off
    bool offline = false;
    Delivery delivery;                 ///< before its end: what was asked for, and the last that was seen
    std::vector<BasketLine> goods{};   ///< of the shop, added while it is payable
    std::vector<Redemption> discounts; ///< of coupons; reserved until it is paid
    std::optional<PointsOff> points{}; ///< off what the coupons left; set aside until it is paid
    PayingBys payings;                 ///< the ways of paying they hold for; none: all
    FuelOffers offers{};               ///< reserved with the card's money, applied at the end
    Money paid;
    Money returned;
    std::optional<ErrorCode> problem;
    QString detail; ///< English, for the log
    std::optional<Money>
        left; ///< with a refusal: what would still be allowed; known until the next start only
    std::optional<qint64> record;
    Timestamp at;
    Timestamp changed;

    Money gross() const { return grossOf(delivery, goods); }
    /// What coupons leave of it; points come after them.
    Money afterCoupons() const { return gross() - totalOf(discounts, currency); }
    /// What is to be paid for the delivery and the goods.
    Money due() const { return points ? afterCoupons() - points->paid.amount : afterCoupons(); }
};

/// The decisions of a fuelling: no store, no clock, no pump. docs/fuelling.md has the same as a table.
namespace fuelling {

// What can happen to a sale.
struct Opened
{
}; ///< its intent is on disk
struct Granted
{
    CardGrant grant;
};
struct NotGranted
{
    Error error;
};
struct TellingPump
{
    std::optional<UnitPrice> lowered{}; ///< it has this price now
};                                      ///< the pump is free and about to be told
struct PumpSaidYes
{
};
struct PumpSaidNo
{
    Error error;
};
struct Flowing
{
    int nozzle = 0;
    Volume volume;
    Money amount;
};
/// The pump told the end.
struct Ended
{
    Delivery delivery;
    bool uncertain = false;   ///< the pump contradicted itself: its totaliser must be asked
    bool implausible = false; ///< amount is not volume x price
    bool judged = false;      ///< by the totaliser: the last word
};
struct NothingTaken
{
}; ///< proven by the pump's state and its totaliser
struct CannotTell
{
    Delivery evidence;
    QString why;
};
struct CancelAsked
{
};
struct LiftTimedOut
{
}; ///< the nozzle that would have named the product was not lifted
struct Restarted
{
};
/// What coupons take off; none: they were put away again.
struct CouponsGranted
{
    CouponGrant grant;
};
/// What points take off; other coupons or goods put them away again.
struct PointsGranted
{
    PointsOff points;
};
struct PointsPutAway
{
};
/// Other goods than before; what coupons took off is gone with them.
struct GoodsPut
{
    std::vector<BasketLine> goods;
    StaffId by = {};
};
struct CashHanded
{
    Money cash;
    StaffId by = {};
};
struct CardOffered
{
    CardIdentity card;
    HoldId hold;
    OperationId operation;
    StaffId by = {};
};
using Event = std::variant<Opened, Granted, NotGranted, TellingPump, PumpSaidYes, PumpSaidNo, Flowing, Ended,
                           NothingTaken, CannotTell, CancelAsked, LiftTimedOut, Restarted, CouponsGranted,
                           PointsGranted, PointsPutAway, GoodsPut, CashHanded, CardOffered>;

/// What is to be done. The facts are written in the transaction that writes the row, the rest comes after it.
enum Act : unsigned {
    AskCard = 1,
    TellPump = 2,      ///< when it is free: TellingPump, else PumpSaidNo
    AuthorisePump = 4, ///< send the command
    StopPump = 8,
    AskPump = 16, ///< its own state and totaliser decide: see judge()
    FactReleased = 32,
    FactCaptured = 64,
    FactCash = 128,
};

struct Decision
{
    SaleRow row;
    unsigned acts = 0;
    HoldId hold;                           ///< the one that FactReleased or FactCaptured is about
    std::optional<Result<void>> answer;    ///< to whoever waits for the command that led here
    bool changes = true;                   ///< false: the row is as it was
    std::optional<PointsOff> pointsBack{}; ///< that the sale does not take any more
};

/// Errors: SaleStateConflict (the event has no place in that state; nothing changes), TenderShort, Busy (a
/// card is being asked for it), CurrencyMismatch, CouponWrongPayment, those of checkGoodsOf().
Result<Decision> decide(const SaleRow &row, const Event &event);

/// May these be the goods of a sale in that currency? Errors: BasketFull, QuantityInvalid, CurrencyMismatch,
/// GoodsAmountImplausible (not quantity x price).
Result<void> checkGoodsOf(const std::vector<BasketLine> &goods, Currency currency);

/// Open sales keep a pump from the next customer.
bool occupiesPump(SaleState state);
/// The pump was told, and its end is not known yet.
bool awaitsEnd(SaleState state);
/// Waits for nobody any more.
bool isFinal(SaleState state);
/// The pump has surely not acted on a command that was answered so.
bool isDefiniteNo(ErrorCode code);
/// What a repeated start command is answered.
Result<void> firstAnswer(const SaleRow &row);

/// What the pump is to be set to: the customer's wish, never above what was reserved. `price` milli 0: not
/// known, then a reserved amount counts alone.
Preset pumpPreset(const SaleRow &row, UnitPrice price);
/// What a card is asked for. `most` is the station's limit of one fuelling.
Money wantedOf(const SaleRow &row, UnitPrice price, Money most);

/// One hose of the pump, read when it was at rest. Totals in millilitres.
struct HoseReading
{
    int nozzle = 0;
    QString product;
    UnitPrice price;
    std::optional<qint64> before; ///< as written down after the delivery before this one
    std::optional<qint64> after;
};
/// What the display of a pump at rest still shows of its last delivery.
struct Shown
{
    Volume volume;
    Money amount;
};
/// What a pump that is at rest and holds no delivery can tell of a sale by its totalisers alone:
/// NothingTaken, Ended (volume x price, when exactly one hose moved and the reservation covers it) or
/// CannotTell. Where the pump still shows an amount for that very volume, `shown` is taken: it is the legal
/// truth. `lastDigitMl` is the pump's last shown digit. Source: pump sheet, section 2.4 rule 1.
Event judge(const SaleRow &row, const QList<HoseReading> &hoses, qint64 lastDigitMl,
            const std::optional<Shown> &shown = {});

}
}
