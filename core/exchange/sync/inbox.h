#pragma once

#include "core/domain/access/terminal_repository.h"
#include "core/domain/sales/sale_service.h"
#include "core/exchange/sync/chain_ends.h"
#include "core/exchange/sync/fact_batch.h"

namespace youka {

/// A batch whose facts are read: that needs no store, so it is done before the one who writes is kept busy.
struct ReadBatch
{
    explicit ReadBatch(FactBatch received);
    FactBatch batch;
    std::vector<Result<ParsedFact>> facts; ///< one for each body

    /// Checks the signature of a batch that goes on where `end` is. What does not fit here is not refused:
    /// the one who writes looks again, and has the last word on key and chain.
    void checkSignature(TerminalId from, const ChainEnd &end);
    QByteArray checkedKey; ///< the signature is this key's; empty: not known yet
    QByteArray checkedEnd; ///< over a chain that ends with this hash
};

/// The server's end of the terminals' outboxes. Checks order, chain and signature, books each fact once, and
/// moves the terminal's head, all in the caller's transaction.
class Inbox
{
public:
    Inbox(Database &db, const CardKeys &keys, const ReversalPolicy &reversals = {}, SaleTold told = {})
        : m_db(db)
        , m_terminals(db)
        , m_sales(db, keys, reversals, std::move(told))
        , m_exceptions(db)
    {
    }

    /// Errors: ChainGap (records are missing; the detail is the number expected), ChainFork (another record
    /// was stored under this number: the terminal is quarantined by the caller), ChainBroken,
    /// SignatureInvalid, TerminalRevoked, InvalidInput.
    Result<QList<RecordReply>> receive(const ReadBatch &read, const AskingTerminal &from, Timestamp now);
    /// Where the journal ends after what was received, once that is committed.
    const ChainEnd &end() const { return m_end; }

    /// What a refused batch leaves behind, in a transaction of its own: a case for a gap or a fork; a fork
    /// also shuts the terminal out until a person has looked.
    Result<void> refused(const Error &error, const FactBatch &batch, const AskingTerminal &from,
                         Timestamp now);

private:
    struct Linked
    {
        QByteArray body;
        QByteArray hash;
        qint64 seq;
        const Result<ParsedFact> &fact;
    };
    using Chain = std::vector<Linked>;
    Result<Chain> check(const ReadBatch &read, const Terminal &terminal);
    Result<qint64> firstDifferent(const Chain &linked, const Terminal &terminal);
    Result<RecordReply> book(const Linked &record, const AskingTerminal &from, Timestamp now);
    /// Looks at a record's time and remembers it for the next one.
    Result<bool> isClockFound(const ParsedFact &fact, const AskingTerminal &from, Timestamp now);

    Database &m_db;
    TerminalRepository m_terminals;
    SaleService m_sales;
    ExceptionService m_exceptions;
    std::optional<Timestamp> m_recordBefore;
    ChainEnd m_end;
};

}
