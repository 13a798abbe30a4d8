#pragma once

#include "core/domain/invoices/invoice_repository.h"
#include "core/domain/invoices/invoice_rules.h"
#include "core/domain/refunds/refund_service.h"

namespace youka {

/// What the tax platform said of a request.
struct InvoiceNews
{
    InvoiceState state = InvoiceState::Requested; ///< Requested: it has it and works on it
    QString number;
    QString platformId;
    int reason = 0;
    Timestamp issuedAt;
};

/// Invoices of sales: each fen that was paid stands on at most one that is not reversed. Runs inside the
/// caller's transaction. Source: docs/invoices.md.
class InvoiceService
{
public:
    InvoiceService(Database &db, const CardKeys &keys, const InvoiceTerms &terms = {})
        : m_db(db)
        , m_keys(keys)
        , m_terms(terms)
        , m_invoices(db)
        , m_sales(db, keys)
        , m_refunds(db, keys)
    {
    }

    /// What can be invoiced of a sale. Errors: SaleNotFound.
    Result<std::vector<OpenLine>> open(SaleId sale);

    /// Writes what the request becomes; the platform is asked afterwards. The same operation again gives what
    /// it became. Errors: those of checkedTitle() and partOf(), SaleNotFound, InvalidInput (no sale, one
    /// line twice, sales of two currencies or two customers, too old).
    Result<std::vector<Invoice>> request(const InvoiceOrder &order, Timestamp now);
    /// All sales of a customer's month (of stations' business days) that are on no invoice, on as few as may
    /// be. Errors: as request(); InvoiceNothingLeft.
    Result<std::vector<Invoice>> requestMonth(InvoiceOrder order, CustomerId customer, QDate month,
                                              Timestamp now);

    /// The red-letter invoice of all that is left of one. Errors: NotFound, InvoiceStateConflict (not issued,
    /// or itself red), InvoiceNothingLeft.
    Result<Invoice> reverse(InvoiceId id, OperationId operation, const QString &remark, const Principal &who,
                            Timestamp now);
    /// Gives a sale or parts of it back, and what is to follow at the tax platform with it. Errors: those of
    /// RefundService::refund().
    Result<RefundDone> giveBack(const RefundOrder &order, const RefundPolicy &policy, Timestamp now);
    /// After something of a sale went back: red-letter invoices for what stands above what was kept.
    Result<std::vector<Invoice>> followRefund(SaleId sale, OperationId refund, const Principal &who,
                                              Timestamp now);

    /// What the platform said, once: a number never changes. Errors: NotFound, InvoiceStateConflict (it says
    /// otherwise than before).
    Result<Invoice> learn(InvoiceId id, const InvoiceNews &news, Timestamp now);

    InvoiceRepository &repository() { return m_invoices; }

private:
    Result<SaleToInvoice> saleToInvoice(const SaleRecord &sale);
    Result<std::vector<InvoiceLine>> wantedOf(const InvoicePart &part, bool first, Invoice &to,
                                              Timestamp now);
    Result<std::vector<Invoice>> insertAll(const Invoice &base, const std::vector<InvoiceLine> &lines);
    Result<Invoice> insert(Invoice invoice);
    Result<Invoice> insertRed(const Invoice &of, std::vector<InvoiceLine> lines, OperationId operation,
                              int part, const QString &remark, const Principal &who, Timestamp now);
    struct Standing
    {
        Invoice invoice;
        std::vector<Money> reversed; ///< line by line
    };
    Result<std::vector<Standing>> standing(SaleId sale);
    Result<void> closeIfReversed(InvoiceId original);
    Result<std::vector<Money>> reversedOf(const Invoice &invoice);

    Database &m_db;
    const CardKeys m_keys;
    const InvoiceTerms m_terms;
    InvoiceRepository m_invoices;
    SaleService m_sales;
    RefundService m_refunds;
};

}
