#pragma once

#include "core/domain/customers/customer.h"
#include "core/domain/pricing/basket.h"
#include "core/domain/pricing/part_back.h"

#include <QDate>
#include <QStringList>
#include <QTime>
#include <QTimeZone>

#include <optional>
#include <vector>

namespace youka {

using PointsLotId = Id<struct PointsLotTag>;

/// What is bought. Empty: everything.
struct PointsScope
{
    QStringList products;
    QStringList groups; ///< with `products`: one of either

    bool operator==(const PointsScope &) const = default;
};

/// So many points for each litre (or piece), or for each whole currency unit paid. Of the rules that a line
/// is in the scope of the first one counts.
struct EarnRule
{
    enum class Basis { Quantity = 1, Amount = 2 } basis = Basis::Amount;
    qint64 milliPoints = 1'000; ///< 1/1000 points for each
    PointsScope scope;

    bool operator==(const EarnRule &) const = default;
};

/// Times as many points. Of one kind the largest counts; those of different kinds, and the level's own, are
/// multiplied.
struct Multiplier
{
    enum class Kind { Product = 1, Day = 2, Campaign = 3 } kind = Kind::Product;
    QString name;           ///< as members read it
    Percent factor{20'000}; ///< 20000 is twice as many
    PointsScope scope;
    QDate from; ///< first and last day, at the station; invalid: no bound
    QDate until;
    int weekdays = 0; ///< bit 0 is Monday; 0: every day
    QTime hourFrom;   ///< with hourUntil, which is not in it; may go over midnight
    QTime hourUntil;

    bool operator==(const Multiplier &) const = default;
};

/// As long as a coupon's: then what is set aside for a sale is free again.
constexpr qint64 PointsKeptMs = 10 * 60 * 1000;

/// What points are worth: `points` of them, `amount`. For the liability, and as money off a sale.
struct PointValue
{
    Money amount{1, {}};
    qint64 points = 1;

    bool operator==(const PointValue &) const = default;
};

/// A level and how it is reached: by any one of its thresholds within the scheme's months. Without any it is
/// everybody's.
struct MemberLevel
{
    QString code; ///< as coupons name it
    QString name;
    std::optional<qint64> points;
    std::optional<Volume> litres;
    std::optional<Money> spend;
    int keepsMonths = 12;   ///< after it was reached, to the end of that month
    Percent factor{10'000}; ///< times as many points

    bool operator==(const MemberLevel &) const = default;
};

/// The house's rules for points in one currency. Never changed: another version follows it.
struct PointsScheme
{
    qint64 version = 0;
    Currency currency;
    Timestamp from;
    QTimeZone zone{"UTC"}; ///< whose months count
    std::vector<EarnRule> rules;
    std::vector<Multiplier> multipliers;
    Percent mostFactor{100'000}; ///< all multipliers together are no more than this
    PointValue value;
    int expiryMonths = 24;             ///< after the purchase, to the end of that month
    int pendingHours = 24;             ///< after the booking
    int levelMonths = 12;              ///< how far back purchases count for a level
    qint64 secondPersonAbove = 10'000; ///< points that one person may give or take by hand
    std::vector<MemberLevel> levels;   ///< lowest first

    bool operator==(const PointsScheme &) const = default;
};

/// What a member bought within the months that count, less what went back.
struct LevelFigures
{
    qint64 points = 0;
    Volume volume;
    Money spend;
};

/// How points came. Stored.
enum class LotKind { Sale = 1, Grant = 2 };
/// Stored.
enum class LotState { Pending = 1, Settled = 2 };

/// Points that came together and expire together. What is left of them and what became of the others always
/// adds up to `points`.
struct PointsLot
{
    PointsLotId id;
    CustomerId customer;
    LotKind kind = LotKind::Sale;
    SaleId sale;
    LotState state = LotState::Pending;
    qint64 points = 0;
    qint64 left = 0;
    qint64 spent = 0;
    qint64 lapsed = 0; ///< expired, or taken away by hand
    qint64 taken = 0;  ///< taken back with the purchase
    PointValue value;
    Money worth; ///< of what is left, as it stands in the books
    Volume volume;
    Volume volumeBack;
    Money paid;
    Money paidBack;
    Timestamp earned;
    Timestamp settles;
    Timestamp settled;
    Timestamp expires; ///< not in it
};

/// Why points moved. Stored.
enum class MoveKind {
    Earn = 1,
    Settle = 2,
    Spend = 3,
    Expire = 4,
    Refund = 5,   ///< taken back with a purchase
    Return = 6,   ///< given back: what had been spent in a purchase that went back
    Adjust = 7,   ///< by hand
    Owed = 8,     ///< settled points met what was owed
    Exchange = 9, ///< for a coupon
};

/// One line of a member's statement. The lines add up: `points` to the balance, `pending` to what waits,
/// `owed` to what the member owes. Append-only.
struct PointsMove
{
    CustomerId customer;
    PointsLotId lot;
    MoveKind kind = MoveKind::Earn;
    qint64 points = 0;
    qint64 pending = 0;
    qint64 owed = 0;
    SaleId sale;
    QString reason;
    QString who;
    Timestamp at;
};

/// Where a member stands. The sums are those of lots and moves.
struct PointsMember
{
    CustomerId customer;
    Currency currency;
    qint64 balance = 0; ///< settled and left
    qint64 pending = 0;
    qint64 reserved = 0; ///< of the balance, for sales that are not paid yet
    qint64 owed = 0;     ///< taken back after they were spent
    QString level;
    Timestamp since;
    Timestamp until; ///< looked at anew then; 0: never

    qint64 available() const { return balance - reserved; }
};

/// What a sale took off with points.
struct PointsPaid
{
    qint64 spent = 0;
    Money amount;

    bool operator==(const PointsPaid &) const = default;
};

/// What is set aside for a fuelling that is yet to begin, and what a point is worth then: how many of them it
/// takes is known when the fuel is.
struct FuelPoints
{
    PointsPaid most;
    PointValue value;
};

}
