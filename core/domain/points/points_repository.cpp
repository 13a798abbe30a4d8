#include "core/domain/points/points_repository.h"

#include "core/domain/points/points_json.h"

#include <QJsonDocument>

#include <algorithm>

namespace youka {

namespace {

#define YOUKA_MEMBER_COLUMNS "customer, currency, balance, pending, reserved, owed, level, since, until"
#define YOUKA_LOT_COLUMNS                                                                                    \
    "id, customer, kind, state, sale, points, remaining, spent, lapsed, taken, value_amount, value_points, " \
    "currency, worth, volume, volume_back, paid, paid_back, earned, settles, settled, expires"
#define YOUKA_POINTS_USE_COLUMNS                                                                             \
    "sale, customer, state, points, amount, currency, returned, amount_back, terminal, station, at, expires"

Currency currencyIn(const QString &text)
{
    const auto currency = Currency::parse(text);
    ensure(currency.has_value(), "a stored currency is a currency");
    return *currency;
}

QVariant saleOrNull(SaleId sale)
{
    return sale.isNull() ? QVariant(QMetaType(QMetaType::QByteArray)) : QVariant(sale.bytes());
}
/// A null QString would be bound as NULL.
QString textOf(const QString &text) { return text.isNull() ? QStringLiteral("") : text; }
SaleId saleIn(const Rows &in, int column)
{
    return in.isNull(column) ? SaleId() : SaleId::fromBytes(in.blob(column));
}

Result<std::optional<PointsScheme>> readScheme(Result<Rows> rows)
{
    return std::move(rows).and_then([](Rows in) -> Result<std::optional<PointsScheme>> {
        if (!in.next())
            return std::nullopt;
        auto scheme = schemeFromJson(QJsonDocument::fromJson(in.blob(1)).object());
        if (!scheme)
            return fail(scheme.error());
        scheme->version = in.integer(0);
        return std::optional(std::move(*scheme));
    });
}

Result<std::optional<PointsMember>> readMember(Result<Rows> rows)
{
    return std::move(rows).map([](Rows in) -> std::optional<PointsMember> {
        if (!in.next())
            return std::nullopt;
        return PointsMember{{in.integer(0)}, currencyIn(in.text(1)), in.integer(2),
                            in.integer(3),   in.integer(4),          in.integer(5),
                            in.text(6),      {in.integer(7)},        {in.integer(8)}};
    });
}

PointsLot readLot(const Rows &in)
{
    const Currency currency = currencyIn(in.text(12));
    return {{in.integer(0)},
            {in.integer(1)},
            LotKind(in.integer(2)),
            saleIn(in, 4),
            LotState(in.integer(3)),
            in.integer(5),
            in.integer(6),
            in.integer(7),
            in.integer(8),
            in.integer(9),
            {{in.integer(10), currency}, in.integer(11)},
            {in.integer(13), currency},
            {in.integer(14)},
            {in.integer(15)},
            {in.integer(16), currency},
            {in.integer(17), currency},
            {in.integer(18)},
            {in.integer(19)},
            {in.integer(20)},
            {in.integer(21)}};
}

Result<std::optional<PointsLot>> readOneLot(Result<Rows> rows)
{
    return std::move(rows).map([](Rows in) { return in.next() ? std::optional(readLot(in)) : std::nullopt; });
}

Result<std::vector<PointsLot>> readLots(Result<Rows> rows)
{
    return std::move(rows).map([](Rows in) {
        std::vector<PointsLot> all;
        while (in.next())
            all.push_back(readLot(in));
        return all;
    });
}

Result<std::vector<PointsRepository::Due>> readDue(Result<Rows> rows)
{
    return std::move(rows).map([](Rows in) {
        std::vector<PointsRepository::Due> all;
        while (in.next())
            all.push_back({{in.integer(0)}, {in.integer(1)}, in.integer(2)});
        // Several servers take members in one order, so that none waits for another that waits for it.
        std::sort(all.begin(), all.end(), [](const auto &a, const auto &b) {
            return std::pair(a.customer, a.lot) < std::pair(b.customer, b.lot);
        });
        return all;
    });
}

}

Result<qint64> PointsRepository::insertScheme(const PointsScheme &scheme, qint64 author, Timestamp at)
{
    return m_db
        .exec("INSERT INTO points_scheme (currency, valid_from, body, author, at) VALUES (?, ?, ?, ?, ?)",
              {scheme.currency.code(), scheme.from.ms,
               QJsonDocument(toJson(scheme)).toJson(QJsonDocument::Compact), author, at.ms})
        .map([](Rows rows) { return rows.lastId(); });
}

Result<std::optional<PointsScheme>> PointsRepository::schemeAt(Currency currency, Timestamp at)
{
    return readScheme(m_db.exec("SELECT version, body FROM points_scheme WHERE currency = ? AND valid_from "
                                "<= ? ORDER BY version DESC LIMIT 1",
                                {currency.code(), at.ms}));
}

Result<std::optional<PointsScheme>> PointsRepository::newestScheme(Currency currency)
{
    return readScheme(
        m_db.exec("SELECT version, body FROM points_scheme WHERE currency = ? ORDER BY version DESC LIMIT 1",
                  {currency.code()}));
}

Result<std::optional<PointsMember>> PointsRepository::findMember(CustomerId customer)
{
    return readMember(
        m_db.exec("SELECT " YOUKA_MEMBER_COLUMNS " FROM points_member WHERE customer = ?", {customer.value}));
}

Result<std::optional<PointsMember>> PointsRepository::lockMember(CustomerId customer)
{
    return readMember(m_db.exec(m_db.dialect().locking(YOUKA_LOCKING(
                                    "SELECT " YOUKA_MEMBER_COLUMNS " FROM points_member WHERE customer = ?")),
                                {customer.value}));
}

Result<void> PointsRepository::insertMember(const PointsMember &m)
{
    return m_db.run("INSERT INTO points_member (" YOUKA_MEMBER_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    {m.customer.value, m.currency.code(), m.balance, m.pending, m.reserved, m.owed,
                     textOf(m.level), m.since.ms, m.until.ms});
}

Result<void> PointsRepository::updateMember(const PointsMember &m)
{
    return m_db.run(
        m_db.dialect().oneRow(YOUKA_ONE_ROW("points_member SET balance = ?, pending = ?, reserved = ?, owed "
                                            "= ?, level = ?, since = ?, until = ? WHERE customer = ?")),
        {m.balance, m.pending, m.reserved, m.owed, textOf(m.level), m.since.ms, m.until.ms,
         m.customer.value});
}

Result<std::vector<CustomerId>> PointsRepository::membersUntil(Timestamp now, int most)
{
    return m_db
        .exec("SELECT customer FROM points_member WHERE until > 0 AND until <= ? ORDER BY until LIMIT ?",
              {now.ms, most})
        .map([](Rows in) {
            std::vector<CustomerId> all;
            while (in.next())
                all.push_back({in.integer(0)});
            std::sort(all.begin(), all.end());
            return all;
        });
}

Result<PointsLotId> PointsRepository::insertLot(const PointsLot &l)
{
    return m_db
        .exec("INSERT INTO points_lot (customer, kind, state, sale, points, remaining, spent, lapsed, taken, "
              "value_amount, value_points, currency, worth, volume, volume_back, paid, paid_back, earned, "
              "settles, settled, expires) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
              "?, ?)",
              {l.customer.value, int(l.kind),
               int(l.state),     saleOrNull(l.sale),
               l.points,         l.left,
               l.spent,          l.lapsed,
               l.taken,          l.value.amount.minor,
               l.value.points,   l.value.amount.currency.code(),
               l.worth.minor,    l.volume.ml,
               l.volumeBack.ml,  l.paid.minor,
               l.paidBack.minor, l.earned.ms,
               l.settles.ms,     l.settled.ms,
               l.expires.ms})
        .map([](Rows rows) { return PointsLotId{rows.lastId()}; });
}

Result<void> PointsRepository::updateLot(const PointsLot &l)
{
    return m_db.run(
        m_db.dialect().oneRow(YOUKA_ONE_ROW(
            "points_lot SET state = ?, remaining = ?, spent = ?, lapsed = ?, taken = ?, worth = ?, "
            "volume_back = ?, paid_back = ?, settled = ? WHERE id = ?")),
        {int(l.state), l.left, l.spent, l.lapsed, l.taken, l.worth.minor, l.volumeBack.ml, l.paidBack.minor,
         l.settled.ms, l.id.value});
}

Result<std::optional<PointsLot>> PointsRepository::findLot(PointsLotId id)
{
    return readOneLot(m_db.exec("SELECT " YOUKA_LOT_COLUMNS " FROM points_lot WHERE id = ?", {id.value}));
}

Result<std::optional<PointsLot>> PointsRepository::lotOfSale(SaleId sale)
{
    return readOneLot(
        m_db.exec("SELECT " YOUKA_LOT_COLUMNS " FROM points_lot WHERE sale = ?", {sale.bytes()}));
}

Result<std::vector<PointsLot>> PointsRepository::spendable(CustomerId customer)
{
    return readLots(m_db.exec("SELECT " YOUKA_LOT_COLUMNS " FROM points_lot WHERE customer = ? AND state = 2 "
                              "AND remaining > 0 ORDER BY expires, id",
                              {customer.value}));
}

Result<std::vector<PointsLot>> PointsRepository::spent(CustomerId customer)
{
    return readLots(m_db.exec("SELECT " YOUKA_LOT_COLUMNS " FROM points_lot WHERE customer = ? AND spent > 0 "
                              "ORDER BY expires, id",
                              {customer.value}));
}

Result<std::vector<PointsRepository::Due>> PointsRepository::toSettle(Timestamp now, int most)
{
    return readDue(
        m_db.exec("SELECT customer, id, remaining FROM points_lot WHERE state = 1 AND settles <= ? ORDER BY "
                  "settles LIMIT ?",
                  {now.ms, most}));
}

Result<std::vector<PointsRepository::Due>> PointsRepository::toExpire(Timestamp now, int most)
{
    // What is reserved waits for its sale.
    return readDue(
        m_db.exec("SELECT customer, id, remaining FROM points_lot l WHERE remaining > 0 AND expires <= ? AND "
                  "NOT EXISTS (SELECT 1 FROM points_member m WHERE m.customer = l.customer AND "
                  "m.reserved > 0 AND m.reserved >= m.balance) ORDER BY expires LIMIT ?",
                  {now.ms, most}));
}

Result<std::vector<PointsRepository::Due>> PointsRepository::toExpire(CustomerId customer, Timestamp now)
{
    return readDue(m_db.exec("SELECT customer, id, remaining FROM points_lot WHERE customer = ? AND state = "
                             "2 AND remaining > 0 AND "
                             "expires <= ? ORDER BY expires",
                             {customer.value, now.ms}));
}

Result<LevelFigures> PointsRepository::figures(CustomerId customer, Currency currency, Timestamp from,
                                               Timestamp until)
{
    return m_db
        .exec("SELECT COALESCE(SUM(points - taken), 0), COALESCE(SUM(volume - volume_back), 0), "
              "COALESCE(SUM(paid - paid_back), 0) FROM points_lot WHERE customer = ? AND kind = 1 AND state "
              "= 2 AND settled > ? AND settled <= ?",
              {customer.value, from.ms, until.ms})
        .map([&](Rows in) {
            if (!in.next())
                return LevelFigures{0, {}, {0, currency}};
            return LevelFigures{in.integer(0), {in.integer(1)}, {in.integer(2), currency}};
        });
}

Result<std::optional<PointsRepository::Expiring>> PointsRepository::expiringNext(CustomerId customer)
{
    return m_db
        .exec("SELECT expires, SUM(remaining) FROM points_lot WHERE customer = ? AND remaining > 0 GROUP BY "
              "expires ORDER BY expires LIMIT 1",
              {customer.value})
        .map([](Rows in) {
            return in.next() ? std::optional(Expiring{{in.integer(0)}, in.integer(1)}) : std::nullopt;
        });
}

Result<qint64> PointsRepository::insertMove(const PointsMove &line)
{
    return m_db
        .exec("INSERT INTO points_move (customer, lot, kind, points, pending, owed, sale, reason, who, at) "
              "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
              {line.customer.value, line.lot.value, int(line.kind), line.points, line.pending, line.owed,
               saleOrNull(line.sale), textOf(line.reason), textOf(line.who), line.at.ms})
        .map([](Rows rows) { return rows.lastId(); });
}

Result<std::vector<PointsMove>> PointsRepository::statement(CustomerId customer, int most)
{
    return m_db
        .exec("SELECT kind, SUM(points), SUM(pending), SUM(owed), sale, reason, who, at FROM points_move "
              "WHERE customer = ? GROUP BY kind, sale, reason, who, at ORDER BY MAX(id) DESC LIMIT ?",
              {customer.value, most})
        .map([&](Rows in) {
            std::vector<PointsMove> lines;
            while (in.next())
                lines.push_back({customer,
                                 {},
                                 MoveKind(in.integer(0)),
                                 in.integer(1),
                                 in.integer(2),
                                 in.integer(3),
                                 saleIn(in, 4),
                                 in.text(5),
                                 in.text(6),
                                 {in.integer(7)}});
            return lines;
        });
}

Result<std::vector<PointsRepository::FromLot>> PointsRepository::spentBy(SaleId sale)
{
    return m_db
        .exec("SELECT lot, -SUM(points) FROM points_move WHERE sale = ? AND kind IN (3, 6) GROUP BY lot "
              "ORDER BY lot",
              {sale.bytes()})
        .map([](Rows in) {
            std::vector<FromLot> all;
            while (in.next())
                all.push_back({{in.integer(0)}, in.integer(1)});
            return all;
        });
}

Result<Money> PointsRepository::coveredOf(SaleId sale, Currency currency)
{
    return m_db.exec("SELECT amount FROM points_use WHERE sale = ? AND state = 2", {sale.bytes()})
        .map([&](Rows in) {
            return Money{in.next() ? in.integer(0) : 0, currency};
        });
}

Result<std::optional<PointsUse>> PointsRepository::lockUse(SaleId sale)
{
    return m_db
        .exec(m_db.dialect().locking(
                  YOUKA_LOCKING("SELECT " YOUKA_POINTS_USE_COLUMNS " FROM points_use WHERE sale = ?")),
              {sale.bytes()})
        .map([](Rows in) -> std::optional<PointsUse> {
            if (!in.next())
                return std::nullopt;
            const Currency currency = currencyIn(in.text(5));
            return PointsUse{SaleId::fromBytes(in.blob(0)),
                             {in.integer(1)},
                             PointsUseState(in.integer(2)),
                             in.integer(3),
                             {in.integer(4), currency},
                             in.integer(6),
                             {in.integer(7), currency},
                             {in.integer(8)},
                             {in.integer(9)},
                             {in.integer(10)},
                             {in.integer(11)}};
        });
}

Result<void> PointsRepository::putUse(const PointsUse &use)
{
    const auto updated =
        m_db.exec(m_db.dialect().oneRow(YOUKA_ONE_ROW(
                      "points_use SET customer = ?, state = ?, points = ?, amount = ?, currency = ?, "
                      "returned = ?, amount_back = ?, terminal = ?, station = ?, at = ?, expires = ? "
                      "WHERE sale = ?")),
                  {use.customer.value, int(use.state), use.points, use.amount.minor,
                   use.amount.currency.code(), use.returned, use.amountBack.minor, use.terminal.value,
                   use.station.value, use.at.ms, use.expires.ms, use.sale.bytes()});
    if (!updated)
        return fail(updated.error());
    if (updated->affected() > 0)
        return {};
    return m_db.run("INSERT INTO points_use (" YOUKA_POINTS_USE_COLUMNS
                    ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    {use.sale.bytes(), use.customer.value, int(use.state), use.points, use.amount.minor,
                     use.amount.currency.code(), use.returned, use.amountBack.minor, use.terminal.value,
                     use.station.value, use.at.ms, use.expires.ms});
}

Result<std::vector<SaleId>> PointsRepository::overdueUses(Timestamp now, int most)
{
    return m_db
        .exec("SELECT sale FROM points_use WHERE state = 1 AND expires < ? ORDER BY expires LIMIT ?",
              {now.ms, most})
        .map([](Rows in) {
            std::vector<SaleId> all;
            while (in.next())
                all.push_back(SaleId::fromBytes(in.blob(0)));
            return all;
        });
}

Result<std::optional<StoredAdjustment>> PointsRepository::lockAdjustment(OperationId id)
{
    return m_db
        .exec(m_db.dialect().locking(YOUKA_LOCKING("SELECT customer, points, reason, person, name, state "
                                                   "FROM points_adjustment WHERE id = ?")),
              {id.bytes()})
        .map([](Rows in) -> std::optional<StoredAdjustment> {
            if (!in.next())
                return std::nullopt;
            return StoredAdjustment{{in.integer(0)}, in.integer(1), in.text(2),
                                    in.integer(3),   in.text(4),    in.integer(5) == 1};
        });
}

Result<void> PointsRepository::insertAdjustment(OperationId id, const StoredAdjustment &a, Timestamp at)
{
    return m_db.run("INSERT INTO points_adjustment (id, customer, points, reason, person, name, state, "
                    "second_name, at) VALUES (?, ?, ?, ?, ?, ?, ?, '', ?)",
                    {id.bytes(), a.customer.value, a.points, textOf(a.reason), a.person, textOf(a.name),
                     a.waiting ? 1 : 2, at.ms});
}

Result<void> PointsRepository::confirmAdjustment(OperationId id, const QString &second)
{
    return m_db.run("UPDATE points_adjustment SET state = 2, second_name = ? WHERE id = ?",
                    {textOf(second), id.bytes()});
}

}
