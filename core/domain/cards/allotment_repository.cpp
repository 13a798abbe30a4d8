#include "core/domain/cards/allotment_repository.h"

#include <set>

namespace youka {

Result<void> AllotmentRepository::touch(const Touch &touch)
{
    return m_db.run(
        "INSERT INTO card_touched (card, station, terminal, token, at, renew) VALUES (?, ?, ?, ?, ?, ?)",
        {touch.card.value, touch.station.value, touch.terminal,
         touch.token.isNull() ? QByteArray("") : touch.token.bytes, touch.at.ms, touch.renew ? 1 : 0});
}

#define YOUKA_TOUCHED                                                                                        \
    "SELECT t.id, t.card, t.station, t.terminal, t.token, t.at, t.renew, c.account FROM card_touched t "     \
    "JOIN card c ON c.id = t.card ORDER BY t.id LIMIT ?"

Result<std::map<AccountId, std::vector<AllotmentRepository::Touch>>>
AllotmentRepository::takeTouched(int mostCards, int mostNotes)
{
    std::map<AccountId, std::vector<Touch>> taken;
    std::vector<qint64> ids;
    {
        auto rows = m_db.exec(
            m_db.dialect().locking(YOUKA_TOUCHED, YOUKA_TOUCHED " FOR UPDATE OF t SKIP LOCKED"), {mostNotes});
        if (!rows)
            return fail(rows.error());
        std::set<qint64> cards;
        while (rows->next()) {
            const qint64 card = rows->integer(1);
            if (!cards.contains(card) && int(cards.size()) == mostCards)
                continue;
            cards.insert(card);
            ids.push_back(rows->integer(0));
            taken[{rows->integer(7)}].push_back({{card},
                                                 {rows->integer(2)},
                                                 rows->integer(3),
                                                 {rows->blob(4)},
                                                 {rows->integer(5)},
                                                 rows->integer(6) != 0});
        }
    }
    for (const qint64 id : ids)
        if (const auto gone = m_db.run("DELETE FROM card_touched WHERE id = ?", {id}); !gone)
            return fail(gone.error());
    return taken;
}

Result<std::vector<AllotmentRepository::PurseUse>> AllotmentRepository::usesOf(AccountId purse,
                                                                               Currency currency)
{
    return m_db
        .exec("SELECT s.card, s.station, s.terminal, s.token, s.used, s.lent, s.booked, c.state FROM card c "
              "JOIN card_station s ON s.card = c.id WHERE c.account = ? "
              "ORDER BY s.used DESC, s.card, s.station",
              {purse.value})
        .map([&](Rows rows) {
            std::vector<PurseUse> uses;
            while (rows.next())
                uses.push_back({{{rows.integer(0)},
                                 {rows.integer(1)},
                                 rows.integer(2),
                                 {rows.blob(3)},
                                 {rows.integer(4)},
                                 {rows.integer(5), currency},
                                 rows.integer(6)},
                                CardState(rows.integer(7))});
            return uses;
        });
}

Result<void> AllotmentRepository::put(const StationUse &use)
{
    const auto updated = m_db.exec(
        m_db.dialect().oneRow(YOUKA_ONE_ROW("card_station SET terminal = ?, token = ?, used = ?, lent = ?, "
                                            "booked = ? WHERE card = ? AND station = ?")),
        {use.terminal, use.token.bytes, use.used.ms, use.lent.minor, use.booked, use.card.value,
         use.station.value});
    if (!updated)
        return fail(updated.error());
    if (updated->affected() > 0)
        return {};
    return m_db.run("INSERT INTO card_station (card, station, terminal, token, used, lent, booked) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?)",
                    {use.card.value, use.station.value, use.terminal, use.token.bytes, use.used.ms,
                     use.lent.minor, use.booked});
}

Result<void> AllotmentRepository::remove(const StationUse &use)
{
    return m_db.run("DELETE FROM card_station WHERE card = ? AND station = ?",
                    {use.card.value, use.station.value});
}

Result<std::vector<AllotmentRepository::Lent>> AllotmentRepository::lentTo(StationId station, qint64 terminal,
                                                                           const QByteArray &after,
                                                                           const QByteArray &upTo)
{
    return m_db
        .exec("SELECT token, lent, booked FROM card_station WHERE station = ? AND lent > 0 AND token > ? "
              "AND token <= ? AND terminal = ? ORDER BY token",
              {station.value, after, upTo, terminal})
        .map([](Rows rows) {
            std::vector<Lent> lent;
            while (rows.next())
                lent.push_back({{rows.blob(0)}, rows.integer(1), rows.integer(2)});
            return lent;
        });
}

Result<std::vector<Exposure>> AllotmentRepository::exposure()
{
    return m_db
        .exec("SELECT p.currency, SUM(p.lent), SUM(CASE WHEN p.lent > p.available THEN p.lent - p.available "
              "ELSE 0 END) FROM (SELECT a.currency AS currency, SUM(s.lent) AS lent, "
              "MAX(CASE WHEN a.balance + a.bonus > a.held THEN a.balance + a.bonus - a.held ELSE 0 END) AS "
              "available "
              "FROM card_station s JOIN card c ON c.id = s.card JOIN account a ON a.id = c.account "
              "WHERE s.lent > 0 GROUP BY a.id, a.currency) p GROUP BY p.currency ORDER BY p.currency")
        .map([](Rows rows) {
            std::vector<Exposure> all;
            while (rows.next()) {
                const auto currency = Currency::parse(rows.text(0));
                ensure(currency.has_value(), "a stored currency is a currency");
                all.push_back({*currency, {rows.integer(1), *currency}, {rows.integer(2), *currency}});
            }
            return all;
        });
}

}
