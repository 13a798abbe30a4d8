#pragma once

#include "core/domain/reconcile/sheet_repository.h"

#include <functional>

namespace youka {

/// Runs `work` in a durable transaction and waits for it; the writer of whoever calls. `rows` is about how
/// many it writes.
using Write = std::function<Result<void>(const std::function<Result<void>(Database &)> &work, int rows)>;
/// The transactions of one connection.
Write writeInto(Database &db);

/// Puts a sheet's rows into the store, sorted in parts, with memory for one part. Broken off at any point it
/// is begun again; only finish() makes it count.
class SheetWriter
{
public:
    static constexpr int RunRows = 50'000;
    static constexpr int CommitRows = 5'000; ///< so long others who write wait at most

    SheetWriter(Write write, Sheet sheet, int runRows = RunRows)
        : m_write(std::move(write))
        , m_sheet(std::move(sheet))
        , m_runRows(runRows)
    {
    }
    /// false: this file is there already, nothing is to be done. Errors: DayClosed.
    Result<bool> begin();
    Result<void> add(SheetRow row);
    Result<Sheet> finish();

private:
    Result<void> flush();

    Write m_write;
    Sheet m_sheet;
    const int m_runRows;
    std::vector<SheetRow> m_part;
};

/// Takes a sheet and its rows away, a part at a time.
Result<void> dropSheet(const Write &write, const Sheet &sheet);

}
