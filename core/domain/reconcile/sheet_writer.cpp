#include "core/domain/reconcile/sheet_writer.h"

#include "core/domain/reconcile/reconcile_repository.h"
#include "core/domain/reconcile/reconcile_rules.h"

#include <algorithm>

namespace youka {

Write writeInto(Database &db)
{
    return [&db](const std::function<Result<void>(Database &)> &work, int) {
        return db.transaction([&] { return work(db); });
    };
}

Result<void> dropSheet(const Write &write, const Sheet &sheet)
{
    for (int run = 0; run < sheet.runs; ++run)
        if (const auto done =
                write([&](Database &db) { return SheetRepository(db).removeRun(sheet.id, run); },
                      SheetWriter::CommitRows);
            !done)
            return done;
    return write([&](Database &db) { return SheetRepository(db).remove(sheet.id); }, 1);
}

Result<bool> SheetWriter::begin()
{
    std::vector<Sheet> earlier;
    const auto looked = m_write(
        [&](Database &db) {
            return ReconcileRepository(db)
                .checkOpen(m_sheet.merchant, m_sheet.day)
                .and_then(
                    [&] { return SheetRepository(db).all(m_sheet.merchant, m_sheet.day, m_sheet.side); })
                .map([&](std::vector<Sheet> found) { earlier = std::move(found); });
        },
        1);
    if (!looked)
        return fail(looked.error());
    for (const Sheet &sheet : earlier)
        if (sheet.isReady && sheet.hash == m_sheet.hash)
            return false;
    for (const Sheet &sheet : earlier)
        if (!sheet.isReady) // broken off
            if (const auto gone = dropSheet(m_write, sheet); !gone)
                return fail(gone.error());
    return m_write(
               [&](Database &db) {
                   return SheetRepository(db).insert(m_sheet).map([&](SheetId id) { m_sheet.id = id; });
               },
               1)
        .map([] { return true; });
}

Result<void> SheetWriter::add(SheetRow row)
{
    row.seq = int(m_sheet.rows++);
    (row.kind == RowKind::Payment ? m_sheet.paid : m_sheet.refunded) += row.amount;
    m_sheet.settled += net(row, row.settled);
    m_sheet.feeMilli += row.feeMilli;
    m_part.push_back(std::move(row));
    return m_part.size() < size_t(m_runRows) ? Result<void>() : flush();
}

Result<void> SheetWriter::flush()
{
    std::sort(m_part.begin(), m_part.end(), [](const SheetRow &a, const SheetRow &b) {
        return a.number != b.number ? a.number < b.number : a.seq < b.seq;
    });
    const int run = m_sheet.runs++;
    for (size_t from = 0; from < m_part.size(); from += CommitRows) {
        const size_t count = std::min(size_t(CommitRows), m_part.size() - from);
        const auto put = m_write(
            [&](Database &db) {
                SheetRepository sheets(db);
                return sheets.append(m_sheet.id, run, std::span(m_part).subspan(from, count)).and_then([&] {
                    return sheets.update(m_sheet); // so that what is broken off can be taken away
                });
            },
            int(count));
        if (!put)
            return put;
    }
    m_part.clear();
    return {};
}

Result<Sheet> SheetWriter::finish()
{
    if (!m_part.empty())
        if (const auto done = flush(); !done)
            return fail(done.error());
    m_sheet.isReady = true;
    return m_write(
               [&](Database &db) {
                   return ReconcileRepository(db).checkOpen(m_sheet.merchant, m_sheet.day).and_then([&] {
                       return SheetRepository(db).update(m_sheet);
                   });
               },
               1)
        .map([&] { return m_sheet; });
}

}
