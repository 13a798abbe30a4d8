#pragma once

#include "core/domain/invoices/invoice.h"
#include "core/foundation/store/database.h"

#include <map>

namespace youka {

/// Invoices and their lines. Writes join the caller's transaction.
class InvoiceRepository
{
public:
    explicit InvoiceRepository(Database &db)
        : m_db(db)
    {
    }

    /// Gives it its number here.
    Result<InvoiceId> insert(const Invoice &invoice, Timestamp nextAsk);
    Result<std::optional<Invoice>> find(InvoiceId id);
    /// The same, and keeps other writers off it until the transaction ends.
    Result<std::optional<Invoice>> lock(InvoiceId id);
    /// What a request became, in its order; none: not seen before.
    Result<std::vector<Invoice>> ofOperation(OperationId operation);
    /// Newest first, without lines; customer 0: all.
    Result<std::vector<Invoice>> list(CustomerId customer, InvoiceId before, int most,
                                      std::optional<InvoiceState> state = {});
    Result<std::vector<InvoiceId>> ofSale(SaleId sale);
    /// Moves it on from `from`. False: somebody else has.
    Result<bool> setState(const Invoice &invoice, InvoiceState from);

    /// What stands on invoices of a sale, by line; a red-letter one counts once it is issued.
    Result<std::map<int, Money>> invoiced(SaleId sale, Currency currency);
    /// What red-letter invoices take of each line, those on their way too.
    Result<std::map<std::pair<SaleId, int>, Money>> reversed(InvoiceId id, Currency currency);

    /// Red-letter ones of an invoice that never came to be end refused.
    Result<void> dropRed(InvoiceId original);

    /// Those the platform is to be asked about, the oldest first; a red-letter one once its original is
    /// issued.
    Result<std::vector<InvoiceId>> due(Timestamp now, int most);
    Result<void> askAgain(InvoiceId id, Timestamp next, int asks);
    struct Asked
    {
        Invoice invoice;
        std::optional<Invoice> original; ///< of a red-letter one
        int asks = 0;                    ///< before this time
    };
    /// Takes those that are due for whoever asks the platform now; nobody else has them until `until`.
    Result<std::vector<Asked>> lease(Timestamp now, Timestamp until, int most);
    /// When the next one is due; 0: none waits.
    Result<Timestamp> nextDue();
    /// What a process before us was at, it is at no more.
    Result<void> endLeases(Timestamp now);

    /// Of a customer, the one used last first.
    Result<std::vector<InvoiceTitle>> titles(CustomerId customer);
    Result<void> keepTitle(CustomerId customer, const InvoiceTitle &title, Timestamp now);

private:
    Result<std::optional<Invoice>> withLines(Result<Rows> rows);
    Result<std::vector<InvoiceLine>> linesOf(InvoiceId id, Currency currency);
    Database &m_db;
};

}
