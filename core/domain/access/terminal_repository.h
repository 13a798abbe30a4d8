#pragma once

#include "core/domain/access/access.h"
#include "core/foundation/store/database.h"

namespace youka {

/// An enrolled till, kiosk or office. Its journal's head is what the server has of its hash chain.
struct Terminal
{
    TerminalId id;
    QString name;
    StationId station;
    QString kind; ///< "pos", "kiosk"
    QByteArray publicKey;
    enum class State { Active = 1, Revoked = 2, Quarantined = 3 } state = State::Active;
    qint64 headSeq = 0;
    QByteArray headHash;
};

struct EnrolmentCode
{
    QString name;
    StationId station;
    QString kind;
    Timestamp expires;
    bool used = false;
};

/// One journal record of a terminal as received.
struct TerminalRecord
{
    qint64 seq = 0;
    OperationId operation;
    QString kind;
    Timestamp at;
    QByteArray body;
    QByteArray hash;
    int outcome = 0;
    QString problem;
};

class TerminalRepository
{
public:
    explicit TerminalRepository(Database &db)
        : m_db(db)
    {
    }
    Result<void> insertCode(const QByteArray &codeHash, const EnrolmentCode &code);
    Result<std::optional<EnrolmentCode>> findCode(const QByteArray &codeHash);
    Result<void> useCode(const QByteArray &codeHash, Timestamp now);

    Result<TerminalId> insert(const Terminal &terminal, Timestamp now);
    Result<std::optional<Terminal>> find(TerminalId id);
    Result<std::optional<Terminal>> lock(TerminalId id);
    Result<std::vector<Terminal>> list();
    Result<std::vector<Terminal>> ofStation(StationId station);
    Result<void> setHead(TerminalId id, qint64 seq, const QByteArray &hash);
    Result<void> setState(TerminalId id, Terminal::State state);

    Result<void> insertRecord(TerminalId terminal, const TerminalRecord &record, Timestamp received);
    Result<std::optional<TerminalRecord>> findRecord(TerminalId terminal, qint64 seq);
    /// Empty when there is no such record.
    Result<QByteArray> recordHash(TerminalId terminal, qint64 seq);
    Result<std::vector<TerminalRecord>> records(TerminalId terminal, qint64 after, int most);

private:
    Database &m_db;
};

}
