#include "core/domain/goods/stock_repository.h"

namespace youka {

namespace {

#define YOUKA_MOVE_COLUMNS "id, station, article, kind, quantity, balance, reason, transfer, sale, actor, at"
#define YOUKA_TRANSFER_COLUMNS                                                                               \
    "id, article, from_station, to_station, sent, received, at, received_at, sender, receiver"

StockMove readMove(const Rows &row)
{
    StockMove move;
    move.id = row.integer(0);
    move.station = {row.integer(1)};
    move.article = row.text(2);
    move.kind = StockMoveKind(row.integer(3));
    move.quantity = row.integer(4);
    move.balance = row.integer(5);
    move.reason = row.text(6);
    move.transfer = row.integer(7);
    if (!row.isNull(8))
        move.sale = SaleId::fromBytes(row.blob(8));
    move.actor = row.text(9);
    move.at = {row.integer(10)};
    return move;
}

StockTransfer readTransfer(const Rows &row)
{
    return {row.integer(0),   row.text(1),      {row.integer(2)},
            {row.integer(3)}, row.integer(4),   row.isNull(5) ? std::nullopt : std::optional(row.integer(5)),
            {row.integer(6)}, {row.integer(7)}, row.text(8),
            row.text(9)};
}

}

Result<std::optional<qint64>> StockRepository::balance(StationId station, const QString &article)
{
    return m_db
        .exec(m_db.dialect().locking(
                  YOUKA_LOCKING("SELECT quantity FROM stock WHERE station = ? AND article = ?")),
              {station.value, article})
        .map([](Rows row) { return row.next() ? std::optional(row.integer(0)) : std::nullopt; });
}

Result<qint64> StockRepository::lock(StationId station, const QString &article)
{
    const auto known = balance(station, article);
    if (!known)
        return fail(known.error());
    if (*known)
        return **known;
    // Another server may be selling the first of it at this very moment.
    return m_db
        .run(m_db.dialect().locking(
                 "INSERT OR IGNORE INTO stock (station, article, quantity) VALUES (?, ?, 0)",
                 "INSERT INTO stock (station, article, quantity) VALUES (?, ?, 0) ON "
                 "CONFLICT DO NOTHING"),
             {station.value, article})
        .and_then([&] { return balance(station, article); })
        .map([](std::optional<qint64> made) { return made.value_or(0); });
}

Result<StockMove> StockRepository::append(StockMove move)
{
    const auto before = lock(move.station, move.article);
    if (!before)
        return fail(before.error());
    move.balance = *before + move.quantity;
    const auto updated = m_db.run(
        m_db.dialect().oneRow(YOUKA_ONE_ROW("stock SET quantity = ? WHERE station = ? AND article = ?")),
        {move.balance, move.station.value, move.article});
    if (!updated)
        return fail(updated.error());
    return m_db
        .exec("INSERT INTO stock_move (station, article, kind, quantity, balance, reason, transfer, sale, "
              "actor, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
              {move.station.value, move.article, int(move.kind), move.quantity, move.balance, move.reason,
               move.transfer,
               move.sale.isNull() ? QVariant(QMetaType(QMetaType::QByteArray)) : QVariant(move.sale.bytes()),
               move.actor, move.at.ms})
        .map([&](Rows rows) {
            move.id = rows.lastId();
            return move;
        });
}

Result<std::vector<StockMove>> StockRepository::moves(StationId station, const QString &article,
                                                      qint64 before, int most)
{
    const qint64 from = before > 0 ? before : std::numeric_limits<qint64>::max();
    return m_db
        .exec("SELECT " YOUKA_MOVE_COLUMNS " FROM stock_move WHERE id < ? AND (? = 0 OR station = ?) AND (? "
              "= '' OR article = ?) ORDER BY id DESC LIMIT ?",
              {from, station.value, station.value, article, article, most})
        .map([](Rows row) {
            std::vector<StockMove> moves;
            while (row.next())
                moves.push_back(readMove(row));
            return moves;
        });
}

Result<std::vector<StockLevel>> StockRepository::levels(StationId station)
{
    return m_db
        .exec(
            "SELECT s.station, s.article, s.quantity, COALESCE((SELECT SUM(t.sent) FROM stock_transfer t "
            "WHERE t.to_station = s.station AND t.article = s.article AND t.received IS NULL), 0), p.code, "
            "p.name, COALESCE(a.name_zh, ''), COALESCE(a.name_en, '') FROM stock s JOIN station p ON p.id = "
            "s.station LEFT JOIN article a ON a.code = s.article WHERE (? = 0 OR s.station = ?) ORDER BY "
            "p.code, s.article",
            {station.value, station.value})
        .map([](Rows row) {
            std::vector<StockLevel> levels;
            while (row.next())
                levels.push_back({{row.integer(0)},
                                  row.text(1),
                                  row.integer(2),
                                  row.integer(3),
                                  row.text(4),
                                  row.text(5),
                                  row.text(6),
                                  row.text(7)});
            return levels;
        });
}

Result<qint64> StockRepository::soldWith(SaleId sale, const QString &article)
{
    return m_db
        .exec("SELECT COALESCE(SUM(quantity), 0) FROM stock_move WHERE sale = ? AND article = ?",
              {sale.bytes(), article})
        .map([](Rows row) { return row.next() ? -row.integer(0) : 0; });
}

Result<qint64> StockRepository::insertTransfer(const StockTransfer &transfer)
{
    return m_db
        .exec("INSERT INTO stock_transfer (article, from_station, to_station, sent, at, received_at, sender, "
              "receiver) VALUES (?, ?, ?, ?, ?, 0, ?, '')",
              {transfer.article, transfer.from.value, transfer.to.value, transfer.sent, transfer.at.ms,
               transfer.sender})
        .map([](Rows rows) { return rows.lastId(); });
}

Result<std::optional<StockTransfer>> StockRepository::lockTransfer(qint64 id)
{
    return m_db
        .exec(m_db.dialect().locking(
                  YOUKA_LOCKING("SELECT " YOUKA_TRANSFER_COLUMNS " FROM stock_transfer WHERE id = ?")),
              {id})
        .map([](Rows row) { return row.next() ? std::optional(readTransfer(row)) : std::nullopt; });
}

Result<void> StockRepository::received(const StockTransfer &transfer)
{
    return m_db.run("UPDATE stock_transfer SET received = ?, received_at = ?, receiver = ? WHERE id = ?",
                    {transfer.received.value_or(0), transfer.receivedAt.ms, transfer.receiver, transfer.id});
}

Result<std::vector<StockTransfer>> StockRepository::underWay(StationId station, int most)
{
    return m_db
        .exec("SELECT " YOUKA_TRANSFER_COLUMNS " FROM stock_transfer WHERE received IS NULL AND (? = 0 OR "
              "from_station = ? OR to_station = ?) ORDER BY id LIMIT ?",
              {station.value, station.value, station.value, most})
        .map([](Rows row) {
            std::vector<StockTransfer> transfers;
            while (row.next())
                transfers.push_back(readTransfer(row));
            return transfers;
        });
}

Result<QStringList> StockRepository::faults()
{
    return m_db
        .exec("SELECT s.station, s.article, s.quantity, COALESCE((SELECT SUM(m.quantity) FROM stock_move m "
              "WHERE m.station = s.station AND m.article = s.article), 0) FROM stock s WHERE s.quantity <> "
              "COALESCE((SELECT SUM(m.quantity) FROM stock_move m WHERE m.station = s.station AND m.article "
              "= s.article), 0) ORDER BY s.station, s.article LIMIT 100",
              {})
        .map([](Rows row) {
            QStringList faults;
            while (row.next())
                faults << QStringLiteral("stock of station %1, %2: %3, by its lines %4")
                              .arg(row.integer(0))
                              .arg(row.text(1))
                              .arg(row.integer(2))
                              .arg(row.integer(3));
            return faults;
        });
}

Result<qint64> StockRepository::count()
{
    return m_db.exec("SELECT COUNT(*) FROM stock_move", {}).map([](Rows row) {
        return row.next() ? row.integer(0) : 0;
    });
}

}
