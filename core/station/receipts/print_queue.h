#pragma once

#include "core/domain/sales/receipt_desk.h"
#include "core/foundation/base/clock.h"
#include "core/foundation/store/database.h"

namespace youka {

struct PrintJob
{
    qint64 id = 0;
    SaleId sale;
    ReceiptPage page;
    ReceiptState state = ReceiptState::Waiting;
    Timestamp at;
};

/// The table print_job of a station's own store. Errors: those of Database.
class PrintQueue
{
public:
    explicit PrintQueue(Database &db)
        : m_db(db)
    {
    }
    Result<void> insert(const PrintJob &job);
    Result<void> setState(qint64 id, ReceiptState state);
    /// The oldest that waits.
    Result<std::optional<PrintJob>> next();
    Result<std::optional<ReceiptState>> lastOf(SaleId sale);
    /// One of the sale's was printed, or may have been.
    Result<bool> isCopy(SaleId sale);
    /// What was being printed when the program ended may have been.
    Result<void> doubtUnended();
    /// What has waited since before `since` is not printed any more.
    Result<bool> dropLate(Timestamp since);
    /// What has ended before `since` is forgotten.
    Result<void> forget(Timestamp since);

private:
    Database &m_db;
};

}
