#pragma once

#include "core/domain/access/access.h"
#include "core/domain/coupons/campaign.h"
#include "core/domain/points/points.h"
#include "core/domain/sales/sale.h"
#include "core/domain/tanks/tank.h"

#include <QObject>

#include <functional>
#include <map>

namespace youka {

/// The fuelling-point states of the trade (the nine IFSF names and numbers). Source: pump sheet, section 2.1.
enum class PumpState {
    Inoperative = 1,
    Closed = 2,
    Idle = 3,
    Calling = 4,
    Authorised = 5,
    Started = 6,
    SuspendedStarted = 7,
    Fuelling = 8,
    SuspendedFuelling = 9,
};

struct NozzleView
{
    int nozzle = 0; ///< logical number, 1..15
    QString product;
    UnitPrice price;
};

/// One pump as a tile shows it. `pump` is the number painted on it.
struct PumpView
{
    int pump = 0;
    PumpState state = PumpState::Inoperative;
    int nozzle = 0; ///< lifted or in use; 0: none
    QString product;
    UnitPrice price;
    Volume volume; ///< running, or of the last delivery
    Money amount;
    SaleMode mode = SaleMode::None;
    SaleId sale;     ///< the open sale, null when none
    Money limit;     ///< what was reserved or preset for it; zero: none
    Timestamp since; ///< when the state began
    QList<NozzleView> nozzles;
    std::optional<ErrorCode> alarm;
};

/// A sale as a till or kiosk shows it.
struct SaleView
{
    SaleId id;
    int pump = 0;
    SaleMode mode = SaleMode::None;
    SaleState state = SaleState::Intent;
    QString maskedCard;
    Money limit;
    Delivery delivery;
    Money paid;                               ///< what was taken for it
    Money returned;                           ///< what went back: rest of a hold or of a prepayment
    std::optional<Money> availableAfter;      ///< the card's money after it, where the answer told
    bool offline = false;                     ///< answered without the centre
    bool uploaded = false;                    ///< the centre has the record
    StaffId cashier;                          ///< who took the money, or released it; 0: nobody who signed in
    std::vector<Redemption> discounts;        ///< taken off by coupons and campaigns
    QStringList coupons{};                    ///< that will take something off at its end
    std::optional<ErrorCode> codeRefused{};   ///< why the code that was shown will not
    std::optional<PointsPaid> pointsAhead{};  ///< that will be taken off at its end, at most
    std::optional<ErrorCode> pointsRefused{}; ///< why none will, although they were wanted
    std::optional<PointsPaid> points{};       ///< taken off with points, after the discounts
    std::vector<BasketLine> goods{};          ///< of the shop
    Timestamp at;
    std::optional<Error> problem;

    Money gross() const { return grossOf(delivery, goods); }
    /// What coupons leave of it: points can take off so much.
    Money afterCoupons() const { return gross() - totalOf(discounts, delivery.amount.currency); }
    Money due() const { return points ? afterCoupons() - points->amount : afterCoupons(); }
};

struct Preset
{
    enum class Kind { None, Amount, Volume } kind = Kind::None;
    Money amount;
    Volume volume;
};

/// The station as a till or a kiosk uses it: implemented by the forecourt where the pumps are, and by the
/// station link where they are not. Every command carries an id made by the caller, so a repeat does nothing
/// twice; answers arrive on the calling thread, exactly once, never from inside the call. `by` is the member
/// of staff who answers for it: nobody at a kiosk, and where nobody signs in.
class StationControl : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    using Done = std::function<void(Result<void>)>;

    virtual QList<PumpView> pumps() const = 0;
    virtual std::optional<SaleView> sale(SaleId id) const = 0;
    /// Delivered and waiting for the counter, oldest first.
    virtual QList<SaleView> payable() const = 0;
    /// The latest finished sales, newest first.
    virtual QList<SaleView> recent(int most) const = 0;

    /// Card in, hold, pump released. The answer comes when the pump was released or the question refused.
    /// With `coupons` the best of them and of the campaigns is reserved together with the money: the pump's
    /// own price falls where one takes so much off each litre, else it comes off at the end.
    /// Errors: any of the card rules, PumpBusy, PumpReservedElsewhere, PumpOffline, PumpUnknown.
    virtual void fuelByCard(SaleId id, int pump, const CardIdentity &card, const QString &pin, Preset preset,
                            Done done, StaffId by = {}, const std::optional<CouponWish> &coupons = {}) = 0;
    /// Cash was taken; the pump is preset to it and what is not delivered goes back.
    virtual void prepay(SaleId id, int pump, int nozzle, Money cash, Done done, StaffId by = {}) = 0;
    /// Release for payment at the counter afterwards.
    virtual void release(SaleId id, int pump, Preset preset, Done done, StaffId by = {}) = 0;
    /// Stops a running delivery; what flowed is settled.
    virtual void stop(int pump, Done done) = 0;
    /// Takes back a release before fuel flowed and gives the reservation back.
    virtual void cancel(SaleId id, Done done) = 0;
    /// Settles a payable sale. `cash` is what was handed over; the change is computed.
    virtual void payCash(SaleId id, Money cash, Done done, StaffId by = {}) = 0;
    virtual void payCard(SaleId id, const CardIdentity &card, const QString &pin, Done done,
                         StaffId by = {}) = 0;
    /// What coupons take off a payable sale: all codes at once, so that fewer take a coupon back. `card` says
    /// whose they are, and that it will pay. The best of them and of automatic campaigns is kept; the answer
    /// says why the last code takes nothing off. Errors: SaleStateConflict, Busy, those of coupons.
    virtual void useCoupons(SaleId id, const QStringList &codes, const CardIdentity &card, Done done) = 0;

    /// Why codes of the last question about a payable sale take nothing off it; of the others, nothing.
    using CouponRefusals = std::map<QString, Error>;
    virtual CouponRefusals couponRefusals(SaleId id) const
    {
        Q_UNUSED(id)
        return {};
    }

    /// The goods of a payable sale, all of them: in the place of those before, whose coupons are put away. A
    /// new id opens a sale without a pump, payable at once; without goods such a sale is over. Only where the
    /// till is. Errors: SaleStateConflict, Busy, BasketFull, QuantityInvalid, GoodsAmountImplausible,
    /// CurrencyMismatch, NotPermitted (not here).
    virtual void setGoods(SaleId id, const std::vector<BasketLine> &goods, Done done, StaffId by = {})
    {
        Q_UNUSED(id)
        Q_UNUSED(goods)
        Q_UNUSED(by)
        QMetaObject::invokeMethod(
            this, [done = std::move(done)] { done(fail(ErrorCode::NotPermitted)); }, Qt::QueuedConnection);
    }

    /// Takes so many of the points of the member whose card that is off a payable sale, in the place of those
    /// before; 0 gives them back. Other goods or coupons give them back too, and so does time. Only where the
    /// till is, and while the centre answers. Errors: SaleStateConflict, Busy, PointsOnlineOnly, PinRequired,
    /// PinWrong, PointsInsufficient, PointsBelowMinimum, PointsNoScheme, NotPermitted (not here).
    virtual void usePoints(SaleId id, qint64 points, const CardIdentity &card, const QString &pin, Done done)
    {
        Q_UNUSED(id)
        Q_UNUSED(points)
        Q_UNUSED(card)
        Q_UNUSED(pin)
        QMetaObject::invokeMethod(
            this, [done = std::move(done)] { done(fail(ErrorCode::NotPermitted)); }, Qt::QueuedConnection);
    }

    /// Facts waiting to be sent and the age of the oldest, for the alarm strip.
    struct Link
    {
        bool online = false;
        int waiting = 0;
        Timestamp oldest;
        bool reachable = true; ///< the station itself; false: only its centre may be
    };
    virtual Link link() const = 0;
    /// What the gauge says of the station's tanks; empty where there is none.
    virtual QList<TankView> tanks() const { return {}; }

Q_SIGNALS:
    void pumpChanged(int pump);
    void saleChanged(const youka::SaleView &sale);
    void linkChanged();
    void tanksChanged();
};

}
