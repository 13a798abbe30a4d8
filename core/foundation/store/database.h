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
    Rows(const Rows &) = delete;
    Rows &operator=(const Rows &) = delete;
    Rows &operator=(Rows &&) = delete;
    ~Rows();

    bool next() { return m_query->next(); }
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
    Rows(Database *db, QByteArray sql, std::unique_ptr<QSqlQuery> query)
        : m_db(db)
        , m_sql(std::move(sql))
        , m_query(std::move(query))
    {
    }
    Database *m_db;
    QByteArray m_sql;
    std::unique_ptr<QSqlQuery> m_query;
};

/// Where a store lives and how to open it.
struct StoreConfig
{
    Dialect::Engine engine = Dialect::Engine::SqlCipher;
    QString path;    ///< SqlCipher: the file
    QByteArray key;  ///< SqlCipher: 32 raw bytes
    QString connect; ///< PostgreSql: "host=/run/x dbname=youka user=youka"
    bool readOnly = false;
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

    /// Runs one statement with positional `?` binds. `sql` must outlive the database: a literal.
    /// Errors: StoreBusy, StoreFull, StoreConstraint, StoreCorrupt, StoreFailed, Unavailable.
    Result<Rows> exec(const char *sql, std::initializer_list<QVariant> binds = {});
    /// For a statement whose result does not matter beyond success.
    Result<void> run(const char *sql, std::initializer_list<QVariant> binds = {});
    /// For migrations and maintenance: any text, not cached, no binds.
    Result<void> script(const QString &sql);

    /// Runs `work` in one durable transaction: commits when it succeeds, rolls back when it fails. Inside
    /// another transaction it joins it.
    Result<void> transaction(const std::function<Result<void>()> &work);
    bool inTransaction() const { return m_inTransaction; }
    /// Rows changed on this connection since it was opened; SqlCipher only, 0 on PostgreSql.
    qint64 changes() const;

    const Dialect &dialect() const { return m_dialect; }

    /// Test hook: asked before each statement, begin and commit; true makes it fail with StoreFailed.
    std::function<bool()> failNext;

    /// For the write pipeline; everyone else uses transaction().
    Result<void> begin();
    Result<void> commit();
    void rollback();
    Result<void> savepoint();
    Result<void> releaseSavepoint();
    Result<void> rollbackToSavepoint();

private:
    friend class Rows;
    explicit Database(Dialect dialect)
        : m_dialect(dialect)
    {
    }
    Result<void> control(const char *sql);
    Result<void> configure();
    void giveBack(const QByteArray &sql, std::unique_ptr<QSqlQuery> query);

    struct Hash
    {
        size_t operator()(const QByteArray &b) const { return qHash(b); }
    };
    Dialect m_dialect;
    QString m_name;
    QSqlDatabase m_db;
    bool m_inTransaction = false;
    std::unordered_map<QByteArray, std::vector<std::unique_ptr<QSqlQuery>>, Hash> m_idle;
};

}
