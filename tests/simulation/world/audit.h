#pragma once

#include "books.h"
#include "centre.h"
#include "station_machine.h"

#include <QVariant>

namespace youka::world {

/// Compares the centre's and the stations' books with the notebook, when everything is at rest.
class Audit
{
public:
    Audit(const Books &books, Centre &centre, const std::vector<std::unique_ptr<StationMachine>> &stations,
          const std::vector<CardId> &cards)
        : m_books(books)
        , m_centre(centre)
        , m_stations(stations)
        , m_cards(cards)
    {
    }

    /// One sentence for each thing that is not true; empty: all is well.
    QStringList run();

private:
    void proof(Database &db);
    void chains(Database &db);
    void sales(Database &db);
    void litres(Database &db);
    void money(Database &db);
    void cash(Database &db);
    void topUps(Database &db);
    void exceptions(Database &db);
    void offline(Database &db);
    void lists(Database &db);
    // coupon_audit.cpp
    struct CouponLine;
    void coupons(Database &db);
    std::vector<CouponLine> couponLines(Database &db);
    void receipt(Database &db, SaleId sale, const std::vector<Redemption> &printed);
    void couponLine(const CouponLine &line);
    void couponUses(Database &db, const std::vector<CouponLine> &lines);
    void couponBudgets(Database &db);
    void couponBounds(const std::vector<CouponLine> &lines);
    void couponsAlone(const std::vector<CouponLine> &lines);
    void promotion(Database &db, const std::vector<CouponLine> &lines);
    void campaignLists(Database &db);
    // issue_audit.cpp
    void issues(Database &db);
    void stamps(Database &db);
    void thanks(Database &db);
    void bonuses(Database &db);
    // points_audit.cpp
    struct MemberPoints;
    void points(Database &db);
    void pointsLot(const std::vector<QVariant> &is, qint64 owner, qint64 points, qint64 settles,
                   const QString &where);
    void pointsMembers(Database &db, std::map<qint64, MemberPoints> members);
    // tank_audit.cpp
    void tanks(Database &db);
    void tankLevel(Database &db, StationMachine &station, const sim::SimTank &tank, const QString &where);
    void tankDeliveries(Database &db, StationMachine &station, const sim::SimTank &tank,
                        const QString &where);
    void tankBooks(Database &db, StationMachine &station, const sim::SimTank &tank, const QString &where);
    void say(const QString &fault)
    {
        if (m_faults.size() < 20)
            m_faults.append(fault);
    }
    const Books &m_books;
    Centre &m_centre;
    const std::vector<std::unique_ptr<StationMachine>> &m_stations;
    const std::vector<CardId> &m_cards;
    QStringList m_faults;
};

}
