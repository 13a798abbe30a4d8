#pragma once

#include "core/domain/access/access.h"
#include "core/domain/ledger/ledger.h"
#include "core/domain/points/points_repository.h"
#include "core/domain/points/points_rules.h"

namespace youka {

/// Points on the server: earned, settled, spent, expired, taken back, given by hand; and the levels they
/// lead to. Each runs inside the caller's transaction and posts what it does to the liability in a journal of
/// its own, so that a sale's journal stays as it is. Source: docs/points.md.
class PointsService
{
public:
    static constexpr qint64 ReservationMs = PointsKeptMs;

    explicit PointsService(Database &db)
        : m_db(db)
        , m_points(db)
        , m_ledger(db)
    {
    }

    /// The next version, in force from `from` (0: now). Errors: those of checkScheme(), PointsSchemeInvalid
    /// (begins before now, or before the version before it).
    Result<PointsScheme> changeScheme(PointsScheme scheme, const Principal &who, Timestamp now);
    /// The newest version. Errors: PointsNoScheme.
    Result<PointsScheme> scheme(Currency currency);

    struct Purchase
    {
        SaleId sale;
        CustomerId customer;
        std::vector<BasketLine> lines; ///< each with what was paid for it
        Currency currency;
        QDateTime local; ///< when, at the station
    };
    /// What a sale earns, pending. Gives the points; without a scheme for the currency: none.
    Result<qint64> earn(const Purchase &purchase, const BookingContext &context);

    struct Question
    {
        SaleId sale;
        CustomerId customer;
        Currency currency;
        qint64 points = 0; ///< 0: none any more
    };
    struct Grant
    {
        SaleId sale;
        qint64 points = 0; ///< the fewest that take `amount` off
        Money amount;
        Timestamp expires;
    };
    struct Place
    {
        TerminalId terminal;
        StationId station;
    };
    /// Sets points aside for a sale, in the place of what was set aside for it before.
    /// Errors: SaleStateConflict (paid already), PointsNoScheme, PointsInsufficient (says the money that is
    /// left), PointsBelowMinimum, CurrencyMismatch.
    Result<Grant> reserve(const Question &question, const Place &place, Timestamp now);
    /// Gives back what is reserved for the sale; what is spent stays.
    Result<void> release(SaleId sale, Timestamp now);

    /// What of a sale's points discount its points cover.
    struct Spent
    {
        Money covered;
        CustomerId customer; ///< who had reserved; 0: nobody
    };
    /// Spends what a paid sale took off. It has happened: what was not reserved or is not there is not
    /// covered, never refused. The sale's own journal books `covered` against the liability.
    Result<Spent> spend(SaleId sale, const PointsPaid &paid, const BookingContext &context);

    /// What a sale's points covered of what they were to take off.
    Result<Money> coveredOf(SaleId sale, Currency currency) { return m_points.coveredOf(sale, currency); }

    struct TakenBack
    {
        qint64 taken = 0;    ///< of what the sale had earned
        qint64 owed = 0;     ///< of these what the member had spent and has no others for
        qint64 returned = 0; ///< of what the sale had taken off
        Money amount;        ///< that the returned ones had taken off; it leaves the station's sales here
    };
    /// A part of a sale goes back. Asked again for the same part it does nothing more. The money that was
    /// paid otherwise is the caller's to give back. What another sale has reserved of them goes all the same:
    /// that sale finds them gone.
    Result<TakenBack> takeBack(SaleId sale, const PartBack &part, Timestamp now);

    /// A member gives points for something that has its own cost when it is used: they are gone, and the
    /// house owes nothing for them any more. `what` is for the statement. Gives what is left. Errors:
    /// PointsNoScheme, PointsInsufficient (says the money that is left).
    Result<PointsMember> exchange(CustomerId customer, Currency currency, qint64 points, const QString &what,
                                  Timestamp now);

    struct Adjustment
    {
        OperationId id; ///< names it for the second person
        CustomerId customer;
        Currency currency;
        qint64 points = 0; ///< below zero: taken away
        QString reason;
    };
    struct Adjusted
    {
        bool waiting = false;
        QString maker; ///< who asked first
        PointsMember member;
    };
    /// By hand. More than the scheme's bound waits until another person asks for the same under its id.
    /// Errors: InvalidInput (no reason, no points), PointsNoScheme, PointsInsufficient, OperationConflict
    /// (the id is of another adjustment), FourEyesNeeded (the same person again).
    Result<Adjusted> adjust(const Adjustment &adjustment, const Principal &who, Timestamp now);

    /// What is due; each gives how many it took, `most` when there may be more.
    Result<int> settle(Timestamp now, int most = 200);
    Result<int> expire(Timestamp now, int most = 200);
    Result<int> reviewLevels(Timestamp now, int most = 200);
    Result<int> freeOverdue(Timestamp now, int most = 500);

    struct Statement
    {
        PointsMember member;
        QString levelName;
        LevelFigures figures; ///< that count for a level now
        std::optional<PointsRepository::Expiring> next;
        PointsMove before; ///< the sums of all older lines: with `lines` they are the member's figures
        std::vector<PointsMove> lines; ///< newest first
    };
    /// Nobody's for who has never earned any.
    Result<Statement> statement(CustomerId customer, Currency currency, Timestamp now, int most);
    /// The code of a member's level, as coupons name it; empty: none.
    Result<QString> levelOf(CustomerId customer);
    PointsRepository &repository() { return m_points; }

private:
    /// One thing that happens to a member's points, on its way into the books.
    struct Change
    {
        PointsMember member;
        MoveKind kind = MoveKind::Earn;
        BookingContext context; ///< its journal is made in book()
        SaleId sale{};
        QString reason{};
        QString who{};
        Money liability{}; ///< what goes to it
        Money fromSales{}; ///< of this out of the station's sales; the rest is promotion
        qint64 lastMove = 0;
    };
    Result<BookingContext> houseContext(Timestamp now);
    Result<PointsMember> ensureMember(CustomerId customer, const PointsScheme &scheme, Timestamp now);
    Result<Change> begin(CustomerId customer, MoveKind kind, Timestamp now);
    /// Puts a new lot into the change's member.
    Result<PointsLot> add(Change &change, PointsLot lot);
    /// `points` of what is left of a lot become something else (below zero: the other way round).
    Result<void> shift(Change &change, PointsLot &lot, qint64 PointsLot::*to, qint64 points, qint64 owed = 0);
    Result<void> note(Change &change, PointsLotId lot, qint64 points, qint64 pending, qint64 owed);
    /// Takes from what expires first; gives how many there were.
    Result<qint64> takeOldest(Change &change, qint64 points, qint64 PointsLot::*to);
    Result<void> payOwed(Change &change, PointsLot &lot);
    Result<void> takeSpent(Change &change, qint64 points, TakenBack &done);
    Result<void> takeEarned(PointsLot lot, const PartBack &part, Timestamp now, TakenBack &done);
    Result<void> giveBackSpent(PointsUse use, const PartBack &part, Timestamp now, TakenBack &done);
    Result<void> giveToLots(Change &change, SaleId sale, qint64 points);
    Result<void> book(Change &change);
    Result<bool> settleOne(const PointsRepository::Due &due, Timestamp now);
    Result<bool> expireOne(const PointsRepository::Due &due, Timestamp now);
    Result<Grant> setAside(const Question &question, const PointValue &value, const Place &place,
                           Timestamp now);
    Result<void> give(const Adjustment &adjustment, const PointsScheme &scheme, Change &change,
                      Timestamp now);
    Result<Adjusted> carryOut(const Adjustment &adjustment, const PointsScheme &scheme, const QString &maker,
                              const Principal &who, Timestamp now);

    enum class Review { Rise, PeriodEnd, Refund };
    Result<void> review(PointsMember &member, Review why, Timestamp now);
    Result<LevelFigures> figures(const PointsMember &member, const PointsScheme &scheme, Timestamp until);

    Database &m_db;
    PointsRepository m_points;
    Ledger m_ledger;
};

}
