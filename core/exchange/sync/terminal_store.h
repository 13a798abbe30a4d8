#pragma once

#include "core/domain/cards/chip_scheme.h"
#include "core/domain/stations/station.h"
#include "core/foundation/crypto/signing.h"
#include "core/foundation/store/database.h"

#include <QJsonObject>

namespace youka {

/// Who this terminal is, as the server told it at its enrolment.
struct TerminalIdentity
{
    TerminalId id;
    QString name;
    Station station;
    SigningKey key;           ///< its own; never leaves the encrypted store
    QByteArray cardLookupKey; ///< the scheme's, for card tokens
    QByteArray listKey;       ///< what the server signs card lists with; empty: learnt from the feed
    std::optional<ChipScheme> chips = {}; ///< absent: enrolled before cards proved themselves
};

/// A terminal's own encrypted store and the few things it must remember by name.
class TerminalStore
{
public:
    /// Opens or makes `folder`/station.db; the store's key lies in the key ring beside it, wrapped by the
    /// master key. Errors: those of KeyRing::open(), Database::open() and migrate().
    static Result<std::unique_ptr<TerminalStore>> open(const QString &folder, const QString &masterKeyFile);

    /// On a store whose place and key the caller knows.
    static Result<std::unique_ptr<TerminalStore>> open(const StoreConfig &config);

    Database &db() { return *m_db; }

    Result<QByteArray> setting(const char *name);
    Result<void> setSetting(const char *name, const QByteArray &value);

    /// Absent: not enrolled yet.
    Result<std::optional<TerminalIdentity>> identity();

    /// The key and the operation id of the enrolment: made and durable before the first try, so that a lost
    /// answer is asked for again and not enrolled twice.
    struct Enrolment
    {
        OperationId operation;
        SigningKey key;
    };
    Result<Enrolment> beginEnrolment(IdSource &ids);
    /// Keeps the server's answer. Errors: InvalidInput (the answer makes no sense).
    Result<void> finishEnrolment(const QJsonObject &answer);

private:
    explicit TerminalStore(std::unique_ptr<Database> db)
        : m_db(std::move(db))
    {
    }
    std::unique_ptr<Database> m_db;
};

}
