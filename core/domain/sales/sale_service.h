#pragma once

#include "core/domain/access/terminal_repository.h"
#include "core/domain/cards/card_service.h"
#include "core/domain/coupons/coupon_service.h"
#include "core/domain/exceptions/exception_service.h"
#include "core/domain/points/points_service.h"
#include "core/domain/pricing/price_service.h"
#include "core/domain/reversals/reversal_service.h"
#include "core/domain/sales/centre_view.h"
#include "core/domain/sales/sale_json.h"
#include "core/domain/sales/sale_news.h"
#include "core/domain/sales/sale_repository.h"
#include "core/domain/stations/station.h"
#include "core/domain/tanks/tank_service.h"

namespace youka {

/// Who tells or asks: an enrolled terminal and where it stands.
struct AskingTerminal
{
    TerminalId id;
    Station station;
    QString kind{}; ///< "pos", "kiosk"
};

/// What became of a fact.
struct FactOutcome
{
    enum class Kind {
        Applied = 1,
        Exception = 2, ///< booked, and a person must look
        Rejected = 3,  ///< not booked: malformed or not ours
    } kind = Kind::Applied;
    std::optional<ErrorCode> code;
    QString detail;
};

/// The server's side of a sale: answers questions, books facts, those of tanks among them. Runs inside the
/// caller's transaction.
class SaleService
{
public:
    /// A hold outlives every retry of its capture.
    static constexpr qint64 HoldLifeMs = 24 * 60 * 60 * 1000;

    SaleService(Database &db, const CardKeys &keys, const ReversalPolicy &reversals = {}, SaleTold told = {})
        : m_db(db)
        , m_told(std::move(told))
        , m_customers(db, keys.customerWrapping)
        , m_cards(db, keys)
        , m_ledger(db)
        , m_sales(db)
        , m_prices(db)
        , m_exceptions(db)
        , m_reversals(db, keys, reversals)
        , m_coupons(db)
        , m_tanks(db)
        , m_points(db)
    {
    }

    Result<std::optional<SaleRecord>> find(SaleId sale) { return m_sales.find(sale); }

    enum class Pin { NotGiven, Right, Wrong };
    /// Answers the question and places the hold. `pin` was checked before, outside the transaction.
    /// Errors: CardUnknown, CardNotGenuine, PinWrong, PinBlocked, those of decidePurchase(),
    /// OperationReversed (its release came first), HoldNotOpen. A wrong PIN is counted although nothing else
    /// happens: see `pinNoted`.
    Result<CardGrant> authorise(const CardQuestion &question, Pin pin, const AskingTerminal &terminal,
                                Timestamp now);

    /// Books one fact. Fuel that flowed is always booked; what does not fit becomes an exception with a case.
    Result<FactOutcome> apply(const ParsedFact &fact, const AskingTerminal &terminal, Timestamp now);

    /// Reserves coupons for a sale; whoever showed a card is its member. Errors: those of the card, of
    /// CouponService::reserve().
    Result<CouponGrant> reserveCoupons(const CouponQuestion &question, const CouponKeys &keys,
                                       const AskingTerminal &terminal, Timestamp now);
    /// Coupons for the fuelling that `granted` is for, in the same transaction; nothing is wrong with one
    /// that has none. What the holder has of its own counts as well, where the question says so.
    Result<FuelOffers> reserveForFuelling(const CardQuestion &question, const CardGrant &granted,
                                          const CouponKeys &keys, const AskingTerminal &terminal,
                                          Timestamp now);
    /// The member's points that the question wants, set aside beside it: at most what the card's money would
    /// pay. Where there are none to be had, the answer says why and the fuel is granted all the same. Errors:
    /// PinRequired (points are money), those of the card.
    Result<void> reservePointsForFuelling(const CardQuestion &question, const CardGrant &granted, Pin pin,
                                          const AskingTerminal &terminal, Timestamp now, FuelOffers &offers);
    /// What the rules of coupons need to know of a card's holder.
    Result<Member> memberOf(const CardRecord &card);

    /// "May this card's points take something off this sale?" 0: none any more.
    struct PointsQuestion
    {
        SaleId sale;
        CardToken card;
        CardProof proof = CardProof::Track;
        qint64 points = 0;
    };
    /// Sets a member's points aside for a sale. They are money: the card must be good for it, and its PIN
    /// right where it has one. Errors: CardUnknown, CardNotGenuine, those of stateRefusal(), PinRequired,
    /// PinWrong, PinBlocked, those of PointsService::reserve().
    Result<PointsService::Grant> reservePoints(const PointsQuestion &question, Pin pin,
                                               const AskingTerminal &terminal, Timestamp now);

    /// "A coupon of that campaign for points."
    struct ExchangeQuestion
    {
        CardToken card;
        CardProof proof = CardProof::Track;
        CampaignId campaign;
    };
    struct Exchanged
    {
        Coupon coupon;
        PointsMember member; ///< with what is left
    };
    /// Errors: as reservePoints() of the card; CampaignUnknown (or not for points), those of
    /// CouponService::give() and PointsService::exchange().
    Result<Exchanged> exchangePoints(const ExchangeQuestion &question, Pin pin, const CouponKeys &keys,
                                     const AskingTerminal &terminal, Timestamp now);

    /// "Give that coupon of mine to the customer of this number."
    struct GiftQuestion
    {
        CardToken card;
        CardProof proof = CardProof::Track;
        CouponId coupon;
        QString to; ///< a customer's number, or a card's
    };
    /// Said whether it is given. "No" says nothing of whose number it is, or whether it is anybody's; who
    /// hears it often is paused. Errors: as reservePoints() of the card, TooManyAttempts, those of
    /// CouponService::giveAway() about the coupon itself.
    Result<bool> giveCoupon(const GiftQuestion &question, Pin pin, const CardKeys &cardKeys,
                            const CouponKeys &keys, const AskingTerminal &terminal, Timestamp now);

    /// Frees overdue holds, corrects the cards' daily sums, and frees overdue coupons and points.
    Result<int> expireHolds(Timestamp now);

private:
    /// The card of somebody who gives points away: locked, good for it, and its PIN right.
    Result<CardRecord> cardForPoints(const CardToken &token, CardProof proof, Pin pin, bool spends,
                                     const AskingTerminal &terminal, Timestamp now);
    /// One fact on its way into the books: who told it, and what was found and seen of it so far.
    struct Booking
    {
        const ParsedFact &fact;
        const AskingTerminal &terminal;
        Timestamp now;
        QByteArray reference;
        CentreView view;
        Money taken{}; ///< out of the purse
        struct Found
        {
            ExceptionKind kind;
            ErrorCode code;
            Money amount;
            const char *detail;
            AccountId account;
        };
        std::vector<Found> found;
    };
    Result<FactOutcome> holdPlaced(const HoldPlaced &fact, Booking &booking);
    Result<FactOutcome> holdReleased(const HoldReleased &fact, Booking &booking);
    Result<FactOutcome> saleFact(const SaleFact &fact, Booking &booking);
    Result<FactOutcome> operationReversed(const OperationReversed &fact, Booking &booking);
    Result<std::vector<Discount>> redeemed(const SaleFact &fact, Booking &booking);
    /// nullopt: it is not of a tank.
    std::optional<Result<void>> tankFact(const Booking &booking);
    Result<CustomerId> pointsSpent(const SaleFact &fact, const BookingContext &context,
                                   std::vector<Discount> &discounts, Booking &booking);
    Result<CustomerId> receiverOf(const QString &number, const CardTokeniser &tokeniser);
    Result<CustomerId> whoShowed(const SaleFact &fact);
    Result<void> gave(const SaleFact &fact, const SaleRecord &record, const Booking &booking);
    Result<void> earned(const SaleFact &fact, const SaleRecord &record, const BookingContext &context,
                        const Booking &booking);
    Result<void> captured(const SaleFact &fact, const BookingContext &context,
                          const std::vector<Discount> &discounts, Booking &booking, SaleRecord &record);
    Result<void> tell(const SaleFact &fact, const SaleRecord &record, const Booking &booking);
    Result<void> checkLines(const SaleFact &fact, Booking &booking);
    Result<void> checkPrice(const SaleFact &fact, Booking &booking);
    ReversalOrder orderOf(OperationId original, ReversalKind kind, ReversalReason reason,
                          const Booking &booking) const;
    /// The card's figures changed; the terminals are told soon.
    Result<void> touch(CardId card, const CardToken &token, const AskingTerminal &terminal, Timestamp now,
                       bool renew = false);
    /// Each finding becomes a case of its own; the first names the outcome.
    Result<FactOutcome> conclude(const Booking &booking);

    Database &m_db;
    SaleTold m_told;
    CustomerService m_customers;
    CardService m_cards;
    Ledger m_ledger;
    SaleRepository m_sales;
    PriceService m_prices;
    ExceptionService m_exceptions;
    ReversalService m_reversals;
    CouponService m_coupons; ///< redeems only, which takes no key
    TankService m_tanks;
    PointsService m_points;
};

}
