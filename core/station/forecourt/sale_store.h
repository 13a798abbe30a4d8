#pragma once

#include "core/foundation/store/database.h"
#include "core/station/forecourt/fuelling_rules.h"

#include <map>
#include <vector>

namespace youka {

/// The fuellings and totalisers of one station on its own store: all SQL of the tables sale and hose. Writes
/// join the caller's transaction. Errors: those of Database.
class SaleStore
{
public:
    explicit SaleStore(Database &db)
        : m_db(db)
    {
    }

    Result<void> insert(const SaleRow &row);
    /// Errors: SaleStateConflict when the row is not in state `from` any more.
    Result<void> update(const SaleRow &row, SaleState from);
    Result<std::optional<SaleRow>> find(SaleId id);
    /// Everything that waits for something, oldest first.
    Result<std::vector<SaleRow>> open();
    /// Finished ones, newest first.
    Result<std::vector<SaleRow>> recent(int most);
    /// The last that ended with fuel at this pump.
    Result<std::optional<SaleRow>> lastWithFuel(int pump);
    /// Those whose record number is in (after, upTo].
    Result<std::vector<SaleRow>> recorded(qint64 after, qint64 upTo);

    /// The hose's totaliser as of the last delivery that is on disk, in millilitres.
    Result<std::optional<qint64>> hoseTotal(int pump, int nozzle);
    Result<void> setHoseTotal(int pump, int nozzle, qint64 totalMl, Timestamp at);

    /// The pumps whose price was lowered for a customer and not seen back at the list's.
    Result<std::vector<int>> loweredPumps();
    Result<void> setLowered(int pump, bool lowered);

private:
    Database &m_db;
    /// As on disk; asked for with every level of a tank.
    std::map<std::pair<int, int>, std::optional<qint64>> m_totals;
};

}
