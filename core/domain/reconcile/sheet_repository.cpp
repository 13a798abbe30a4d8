#include "core/domain/reconcile/sheet_repository.h"

namespace youka {

namespace {

#define YOUKA_SHEET_COLUMNS                                                                                  \
    "id, merchant, day, side, hash, state, rows, runs, paid, refunded, settled, fee_milli, at"

QString textOf(QDate day) { return day.toString(Qt::ISODate); }

std::optional<Sheet> firstOf(std::vector<Sheet> sheets)
{
    return sheets.empty() ? std::nullopt : std::optional(std::move(sheets.front()));
}

}

Result<std::vector<Sheet>> SheetRepository::read(Result<Rows> rows)
{
    if (!rows)
        return fail(rows.error());
    std::vector<Sheet> sheets;
    while (rows->next()) {
        Sheet sheet;
        sheet.id = {rows->integer(0)};
        sheet.merchant = {rows->integer(1)};
        sheet.day = QDate::fromString(rows->text(2), Qt::ISODate);
        sheet.side = Side(rows->integer(3));
        sheet.hash = rows->blob(4);
        sheet.isReady = rows->integer(5) != 0;
        sheet.rows = rows->integer(6);
        sheet.runs = int(rows->integer(7));
        sheet.paid = rows->integer(8);
        sheet.refunded = rows->integer(9);
        sheet.settled = rows->integer(10);
        sheet.feeMilli = rows->integer(11);
        sheet.at = {rows->integer(12)};
        sheets.push_back(std::move(sheet));
    }
    return sheets;
}

Result<std::optional<Sheet>> SheetRepository::find(SheetId id)
{
    return read(m_db.exec("SELECT " YOUKA_SHEET_COLUMNS " FROM reconcile_sheet WHERE id = ?", {id.value}))
        .map(firstOf);
}

Result<std::optional<Sheet>> SheetRepository::newest(MerchantId merchant, QDate day, Side side)
{
    return read(m_db.exec("SELECT " YOUKA_SHEET_COLUMNS
                          " FROM reconcile_sheet WHERE merchant = ? AND day = ? AND side = ? AND state = 1 "
                          "ORDER BY id DESC LIMIT 1",
                          {merchant.value, textOf(day), int(side)}))
        .map(firstOf);
}

Result<std::vector<Sheet>> SheetRepository::all(MerchantId merchant, QDate day, Side side)
{
    return read(m_db.exec("SELECT " YOUKA_SHEET_COLUMNS
                          " FROM reconcile_sheet WHERE merchant = ? AND day = ? AND side = ? ORDER BY id",
                          {merchant.value, textOf(day), int(side)}));
}

Result<SheetId> SheetRepository::insert(const Sheet &sheet)
{
    return m_db
        .exec("INSERT INTO reconcile_sheet (merchant, day, side, hash, state, rows, runs, paid, refunded, "
              "settled, fee_milli, at) VALUES (?, ?, ?, ?, 0, 0, 0, 0, 0, 0, 0, ?)",
              {sheet.merchant.value, textOf(sheet.day), int(sheet.side), sheet.hash, sheet.at.ms})
        .map([](const Rows &rows) { return SheetId{rows.lastId()}; });
}

Result<void> SheetRepository::update(const Sheet &sheet)
{
    return m_db
        .exec("UPDATE reconcile_sheet SET state = ?, rows = ?, runs = ?, paid = ?, refunded = ?, "
              "settled = ?, fee_milli = ? WHERE id = ?",
              {sheet.isReady ? 1 : 0, sheet.rows, sheet.runs, sheet.paid, sheet.refunded, sheet.settled,
               sheet.feeMilli, sheet.id.value})
        .and_then([](const Rows &changed) -> Result<void> {
            if (changed.affected() == 0) // somebody else began it again
                return fail(ErrorCode::BreakStateConflict, QStringLiteral("the sheet is gone"));
            return {};
        });
}

Result<void> SheetRepository::remove(SheetId id)
{
    return m_db.run("DELETE FROM reconcile_sheet WHERE id = ?", {id.value});
}

Result<void> SheetRepository::append(SheetId sheet, int run, std::span<const SheetRow> rows)
{
    for (const SheetRow &row : rows)
        if (const auto put =
                m_db.run("INSERT INTO reconcile_row (sheet, run, number, seq, kind, amount, settled, "
                         "fee_milli, at, channel_no) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                         {sheet.value, run, row.number, row.seq, int(row.kind), row.amount, row.settled,
                          row.feeMilli, row.at.ms, row.channelNo});
            !put)
            return put;
    return {};
}

Result<void> SheetRepository::removeRun(SheetId sheet, int run)
{
    return m_db.run("DELETE FROM reconcile_row WHERE sheet = ? AND run = ?", {sheet.value, run});
}

Result<std::vector<SheetRow>> SheetRepository::page(SheetId sheet, int run, const Place &after, int most)
{
    // a bound on the first column alone: SQLite looks for the place by it and not by the pair
    auto rows = m_db.exec("SELECT number, seq, kind, amount, settled, fee_milli, at, channel_no FROM "
                          "reconcile_row WHERE sheet = ? AND run = ? AND number >= ? AND (number > ? OR seq "
                          "> ?) ORDER BY number, seq LIMIT ?",
                          {sheet.value, run, after.number, after.number, after.seq, most});
    if (!rows)
        return fail(rows.error());
    std::vector<SheetRow> page;
    page.reserve(size_t(most));
    while (rows->next()) {
        SheetRow row;
        row.number = rows->blob(0);
        row.seq = int(rows->integer(1));
        row.kind = RowKind(rows->integer(2));
        row.amount = rows->integer(3);
        row.settled = rows->integer(4);
        row.feeMilli = rows->integer(5);
        row.at = {rows->integer(6)};
        row.channelNo = rows->text(7);
        page.push_back(std::move(row));
    }
    return page;
}

Result<bool> SheetRepository::has(const Sheet &sheet, const QByteArray &number)
{
    for (int run = 0; run < sheet.runs; ++run) {
        const auto found = page(sheet.id, run, {number, -1}, 1);
        if (!found)
            return fail(found.error());
        if (!found->empty() && found->front().number == number)
            return true;
    }
    return false;
}

}
