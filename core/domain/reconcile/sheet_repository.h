#pragma once

#include "core/domain/reconcile/reconcile.h"
#include "core/foundation/store/database.h"

#include <span>

namespace youka {

/// Sheets and their rows. A sheet's rows lie in runs, each in the order of (number, seq): they are appended
/// where the last ones ended, which costs a fraction of putting each in its place, and merged when read.
class SheetRepository
{
public:
    explicit SheetRepository(Database &db)
        : m_db(db)
    {
    }

    Result<std::optional<Sheet>> find(SheetId id);
    /// The one that counts: complete, and put in last.
    Result<std::optional<Sheet>> newest(MerchantId merchant, QDate day, Side side);
    /// All of that side, complete or not.
    Result<std::vector<Sheet>> all(MerchantId merchant, QDate day, Side side);
    Result<SheetId> insert(const Sheet &sheet);
    /// Errors: BreakStateConflict (it is gone).
    Result<void> update(const Sheet &sheet);
    Result<void> remove(SheetId id);

    Result<void> append(SheetId sheet, int run, std::span<const SheetRow> rows);
    /// Errors: also none when there is none.
    Result<void> removeRun(SheetId sheet, int run);
    struct Place
    {
        QByteArray number;
        int seq = -1;
    };
    /// Rows of one run behind `after`, in order.
    Result<std::vector<SheetRow>> page(SheetId sheet, int run, const Place &after, int most);
    Result<bool> has(const Sheet &sheet, const QByteArray &number);

private:
    Result<std::vector<Sheet>> read(Result<Rows> rows);
    Database &m_db;
};

}
