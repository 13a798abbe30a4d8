#pragma once

#include "core/foundation/base/result.h"
#include "core/foundation/store/dialect.h"

#include <QByteArray>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariant>

#include <functional>
#include <memory>
#include <unordered_map>
#include <vector>

namespace youka {

class Database;

/// The rows of one statement, or what it changed. Move-only; gives the prepared statement back when it goes.
class Rows
{
public:
    Rows(Rows &&other) noexcept = default;
    Rows &operator=(Rows &&) = delete;
    ~Rows();

    bool next();
    bool isNull(int column) const { return m_query->isNull(column); }
    qint64 integer(int column) const { return m_query->value(column).toLongLong(); }
    QString text(int column) const { return m_query->value(column).toString(); }
    QByteArray blob(int column) const { return m_query->value(column).toByteArray(); }
    /// Rows an INSERT, UPDATE or DELETE touched.
    qint64 affected() const { return m_query->numRowsAffected(); }
    /// The id an INSERT gave its row.
    qint64 lastId() const { return m_query->lastInsertId().toLongLong(); }

private:
    friend class Database;
    Rows(Database *db, QByteArray sql, std::unique_ptr<QSqlQuery> query);
    Database *m_db;
    QByteArray m_sql;
    std::unique_ptr<QSqlQuery> m_query;
};

struct StoreConfig
{
    enum class Engine { SqlCipher, PostgreSql } engine = Engine::SqlCipher;
    QString path;           ///< SqlCipher: the file
    QByteArray key;         ///< SqlCipher: 32 raw bytes
    QString connectOptions; ///< PostgreSql: host (or socket folder), dbname, user as "host=... dbname=...
                            ///< user=..."
};

/// One connection of one thread. exec() is the one door: it prepares (once), binds, runs and maps errors.
class Database
{
public:
    /// Errors: StoreWrongKey, StoreNotEncrypted, StoreCorrupt, StoreUnreadable.
    static Result<std::unique_ptr<Database>> open(const StoreConfig &config);
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    /// Runs one statement with positional `?` binds. Text kept by the caller's translation unit (a literal).
    /// Errors: StoreBusy, StoreFull, StoreConstraint, StoreCorrupt, StoreFailed.
    Result<Rows> exec(const char *sql, std::initializer_list<QVariant> binds = {});
    /// For a statement whose result does not matter beyond success.
    Result<void> run(const char *sql, std::initializer_list<QVariant> binds = {});

    /// Runs `work` in one transaction (BEGIN IMMEDIATE): commits when it succeeds, rolls back when it fails.
    Result<void> transaction(const std::function<Result<void>()> &work);
    bool inTransaction() const { return m_inTransaction; }

    const Dialect &dialect() const { return m_dialect; }

    /// Test hook: asked before each statement, begin and commit; true makes it fail with StoreFailed.
    std::function<bool()> failNext;

    /// Begin, commit and savepoints for the write pipeline; everyone else uses transaction().
    Result<void> begin();
    Result<void> commit();
    void rollback();

private:
    friend class Rows;
    explicit Database(Dialect dialect)
        : m_dialect(dialect)
    {
    }
    Result<void> control(const char *sql);
    void giveBack(QByteArray sql, std::unique_ptr<QSqlQuery> query);

    Dialect m_dialect;
    QSqlDatabase m_db;
    QString m_name;
    bool m_inTransaction = false;
    struct Hash
    {
        size_t operator()(const QByteArray &b) const { return qHash(b); }
    };
    std::unordered_map<QByteArray, std::vector<std::unique_ptr<QSqlQuery>>, Hash> m_idle;
};

}
