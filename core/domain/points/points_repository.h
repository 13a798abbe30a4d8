#pragma once

#include "core/domain/ledger/account.h"
#include "core/domain/points/points.h"
#include "core/foundation/store/database.h"

namespace youka {

/// What one sale does with points. Stored.
enum class PointsUseState { Reserved = 1, Spent = 2, GivenBack = 3 };

struct PointsUse
{
    SaleId sale;
    CustomerId customer;
    PointsUseState state = PointsUseState::Reserved;
    qint64 points = 0;
    Money amount;
    qint64 returned = 0; ///< of the points, with parts of the sale that went back
    Money amountBack;
    TerminalId terminal;
    StationId station;
    Timestamp at;
    Timestamp expires; ///< of a reservation
};

/// Points given or taken by hand, as the first person asked for it.
struct StoredAdjustment
{
    CustomerId customer;
    qint64 points = 0;
    QString reason;
    qint64 person = 0;
    QString name;
    bool waiting = true;
};

/// Points on the server. Writes join the caller's transaction.
class PointsRepository
{
public:
    explicit PointsRepository(Database &db)
        : m_db(db)
    {
    }

    Result<qint64> insertScheme(const PointsScheme &scheme, qint64 author, Timestamp at);
    /// The one in force then.
    Result<std::optional<PointsScheme>> schemeAt(Currency currency, Timestamp at);
    Result<std::optional<PointsScheme>> newestScheme(Currency currency);

    Result<std::optional<PointsMember>> findMember(CustomerId customer);
    /// The same, and keeps other writers off this member's points until the transaction ends.
    Result<std::optional<PointsMember>> lockMember(CustomerId customer);
    Result<void> insertMember(const PointsMember &member);
    Result<void> updateMember(const PointsMember &member);
    /// Whose level is to be looked at.
    Result<std::vector<CustomerId>> membersUntil(Timestamp now, int most);

    Result<PointsLotId> insertLot(const PointsLot &lot);
    Result<void> updateLot(const PointsLot &lot);
    Result<std::optional<PointsLot>> findLot(PointsLotId id);
    Result<std::optional<PointsLot>> lotOfSale(SaleId sale);
    /// Settled ones with something left.
    Result<std::vector<PointsLot>> spendable(CustomerId customer);
    /// Those of which something was spent.
    Result<std::vector<PointsLot>> spent(CustomerId customer);
    struct Due
    {
        CustomerId customer;
        PointsLotId lot;
        qint64 left = 0;
    };
    /// In the order of customers.
    Result<std::vector<Due>> toSettle(Timestamp now, int most);
    Result<std::vector<Due>> toExpire(Timestamp now, int most);
    /// A customer's settled ones.
    Result<std::vector<Due>> toExpire(CustomerId customer, Timestamp now);
    /// Of what settled after `from`, up to `until`.
    Result<LevelFigures> figures(CustomerId customer, Currency currency, Timestamp from, Timestamp until);
    struct Expiring
    {
        Timestamp at;
        qint64 points = 0;
    };
    Result<std::optional<Expiring>> expiringNext(CustomerId customer);

    /// Gives the line's number.
    Result<qint64> insertMove(const PointsMove &line);
    /// Newest first; what one thing did to several lots is one line.
    Result<std::vector<PointsMove>> statement(CustomerId customer, int most);
    struct FromLot
    {
        PointsLotId lot;
        qint64 points = 0; ///< spent there, less what came back
    };
    Result<std::vector<FromLot>> spentBy(SaleId sale);

    Result<std::optional<PointsUse>> lockUse(SaleId sale);
    /// What its points took off a paid sale.
    Result<Money> coveredOf(SaleId sale, Currency currency);
    /// Writes it anew or over the earlier one of the same sale.
    Result<void> putUse(const PointsUse &use);
    Result<std::vector<SaleId>> overdueUses(Timestamp now, int most);

    Result<std::optional<StoredAdjustment>> lockAdjustment(OperationId id);
    Result<void> insertAdjustment(OperationId id, const StoredAdjustment &adjustment, Timestamp at);
    Result<void> confirmAdjustment(OperationId id, const QString &second);

private:
    Database &m_db;
};

}
