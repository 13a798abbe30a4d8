#include "audit.h"
#include "audit_rows.h"

#include "core/domain/ledger/account.h"
#include "core/domain/points/points.h"

namespace youka::world {

namespace {

constexpr qint64 PendingMs = 60 * 60'000; ///< as members were told
/// The centre settles each minute, and may be away for a while.
constexpr qint64 LateMs = 3 * 60'000;

/// By the poster on the wall: two points for each litre of 95, one for each yuan that was paid for the rest.
qint64 earnedBy(const QString &product, qint64 volumeMl, qint64 paidFen)
{
    return product == QLatin1String("95") ? volumeMl * 2 / 1'000 : paidFen / 100;
}

}

/// What one member has, by the notebook.
struct Audit::MemberPoints
{
    qint64 pending = 0;
    qint64 settled = 0;
};

/// Each member has what the poster promises for what was bought, first pending, then settled, and the house
/// owes what all of it is worth: a fen for each.
void Audit::points(Database &db)
{
    std::map<qint64, qint64> owners;
    for (const auto &row : rowsOf(db, "SELECT id, customer FROM card", 2))
        owners[number(row[0])] = number(row[1]);
    std::map<QByteArray, std::vector<QVariant>> lots;
    for (auto &row :
         rowsOf(db, "SELECT sale, customer, points, remaining, state, settles, worth FROM points_lot", 7))
        lots.emplace(row[0].toByteArray(), row);
    std::map<qint64, MemberPoints> members;
    qint64 worth = 0;
    for (const auto &row : rowsOf(
             db, "SELECT id, card, product, volume, amount - discount, posted FROM sale WHERE card > 0", 6)) {
        const qint64 owner = owners[number(row[1])];
        const qint64 points =
            earnedBy(QString::fromLatin1(row[2].toByteArray()), number(row[3]), number(row[4]));
        const auto lot = lots.find(row[0].toByteArray());
        const QString where =
            QStringLiteral("sale %1: ").arg(SaleId::fromBytes(row[0].toByteArray()).text().left(13));
        if (lot == lots.end()) {
            say(where + QStringLiteral("%1 points were not earned").arg(points));
            continue;
        }
        pointsLot(lot->second, owner, points, number(row[5]) + PendingMs, where);
        const bool isSettled = number(lot->second[4]) == int(LotState::Settled);
        (isSettled ? members[owner].settled : members[owner].pending) += points;
        worth += points;
        lots.erase(lot);
    }
    for (const auto &[sale, row] : lots)
        say(QStringLiteral("sale %1: points were earned by nobody who paid with a card")
                .arg(SaleId::fromBytes(sale).text().left(13)));
    pointsMembers(db, std::move(members));
    if (const qint64 owed = single(db, "SELECT COALESCE(SUM(balance), 0) FROM account WHERE kind = ?",
                                   {int(AccountKind::PointsLiability)});
        owed != worth)
        say(QStringLiteral("the points are worth %1, the house owes %2").arg(yuan(worth), yuan(owed)));
}

/// `is`: sale, customer, points, what is left of them, state, when they settle, worth.
void Audit::pointsLot(const std::vector<QVariant> &is, qint64 owner, qint64 points, qint64 settles,
                      const QString &where)
{
    const qint64 now = m_centre.clock.now().ms;
    if (number(is[2]) != points || number(is[3]) != points || number(is[6]) != points)
        say(where
            + QStringLiteral("%1 points are due; there are %2, %3 are left, worth %4")
                  .arg(points)
                  .arg(number(is[2]))
                  .arg(number(is[3]))
                  .arg(yuan(number(is[6]))));
    if (number(is[1]) != owner)
        say(where + QStringLiteral("its points went to customer %1").arg(number(is[1])));
    const bool isSettled = number(is[4]) == int(LotState::Settled);
    if (number(is[5]) != settles || (isSettled && settles > now) || (!isSettled && settles < now - LateMs))
        say(where
            + (isSettled ? QStringLiteral("its points are settled too early")
                         : QStringLiteral("its points still wait, or for too long")));
}

void Audit::pointsMembers(Database &db, std::map<qint64, MemberPoints> members)
{
    for (const auto &row : rowsOf(db, "SELECT customer, balance, pending FROM points_member", 3)) {
        const MemberPoints member = members[number(row[0])];
        members.erase(number(row[0]));
        if (number(row[1]) != member.settled || number(row[2]) != member.pending)
            say(QStringLiteral("customer %1 has %2 points and %3 pending, earned were %4 and %5")
                    .arg(number(row[0]))
                    .arg(number(row[1]))
                    .arg(number(row[2]))
                    .arg(member.settled)
                    .arg(member.pending));
    }
    if (!members.empty())
        say(QStringLiteral("customer %1 has earned points and is no member").arg(members.begin()->first));
}

}
