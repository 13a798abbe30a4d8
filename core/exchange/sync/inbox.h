#pragma once

#include "core/domain/access/terminal_repository.h"
#include "core/domain/sales/sale_service.h"

#include <QJsonObject>

namespace youka {

/// A stretch of a terminal's journal on its way to the server: records `first` to `first + bodies.size() - 1`
/// in order, signed once over the last hash.
struct FactBatch
{
    qint64 first = 0;
    QList<QByteArray> bodies; ///< exactly as hashed
    QByteArray signature;
};
QJsonObject toJson(const FactBatch &batch);
Result<FactBatch> batchFromJson(const QJsonObject &json);

/// What the server says of one record.
struct RecordReply
{
    qint64 seq = 0;
    QString outcome; ///< "applied", "duplicate", "exception", "rejected"
    QString code;    ///< of an exception or rejection
};

/// The server's end of the terminals' outboxes. Checks order, chain and signature, books each fact once, and
/// moves the terminal's head, all in the caller's transaction.
class Inbox
{
public:
    static constexpr int MaxBatch = 500;
    Inbox(Database &db, const CardKeys &keys)
        : m_db(db)
        , m_terminals(db)
        , m_sales(db, keys)
    {
    }

    /// Errors: ChainGap (records are missing; the detail is the number expected), ChainFork (another record
    /// was stored under this number: the terminal is quarantined by the caller), ChainBroken,
    /// SignatureInvalid, TerminalRevoked, InvalidInput.
    Result<QList<RecordReply>> receive(const FactBatch &batch, const AskingTerminal &from, Timestamp now);

private:
    struct Linked
    {
        QByteArray body;
        QByteArray hash;
        qint64 seq;
    };
    Result<QList<Linked>> check(const FactBatch &batch, const Terminal &terminal);
    Result<RecordReply> book(const Linked &record, const AskingTerminal &from, Timestamp now);

    Database &m_db;
    TerminalRepository m_terminals;
    SaleService m_sales;
};

}
