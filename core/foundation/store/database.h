#pragma once

#include "core/foundation/base/result.h"
#include "core/foundation/store/dialect.h"
#include "core/foundation/store/statement.h"

#include <QByteArray>

#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace youka {

class Database;

/// The rows of one statement, or what it changed. Move-only; gives the prepared statement back when it goes.
/// Should a row be unreadable (a damaged page, a lost connection), the rows end there and what follows on the
/// connection fails: the next statement, or all of the transaction.
class Rows
{
public:
    Rows(Rows &&other) noexcept = default;
    Rows(const Rows &) = delete;
    Rows &operator=(const Rows &) = delete;
    Rows &operator=(Rows &&) = delete;
    ~Rows();

    bool next() { return m_statement->next(); }
    bool isNull(int column) const { return m_statement->isNull(column); }
    qint64 integer(int column) const { return m_statement->integer(column); }
    QString text(int column) const { return m_statement->text(column); }
    QByteArray blob(int column) const { return m_statement->blob(column); }
    /// Rows an INSERT, UPDATE or DELETE touched.
    qint64 affected() const { return m_statement->affected(); }
    /// The id an INSERT gave its row.
    qint64 lastId() const { return m_statement->lastId(); }

private:
    friend class Database;
    using Idle = std::vector<std::unique_ptr<Statement>>;
    Rows(Database &db, Idle &home, std::unique_ptr<Statement> statement)
        : m_db(&db)
        , m_home(&home)
        , m_statement(std::move(statement))
    {
    }
    Database *m_db;
    Idle *m_home; ///< where others of the same text wait
    std::unique_ptr<Statement> m_statement;
};

/// Where a store lives and how to open it.
struct StoreConfig
{
    Dialect::Engine engine = Dialect::Engine::SqlCipher;
    QString path;    ///< SqlCipher: the file
    QByteArray key;  ///< SqlCipher: 32 raw bytes
    QString connect; ///< PostgreSql: "host=/run/x dbname=youka user=youka"
    bool readOnly = false;
    /// SqlCipher: the log goes into the file when it has so many pages. Many make few writes of a busy store;
    /// all that is in the log is read again after a crash, by each who opens the store.
    int checkpointPages = 8'000;
};

/// One connection of one thread. exec() is the one door: it prepares (once), binds, runs and maps errors.
class Database
{
public:
    /// Errors: StoreWrongKey, StoreNotEncrypted, StoreCorrupt, StoreFull, StoreUnreadable.
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

    /// Ids that never change once they are written, so that they need not be read again and again. What is
    /// taken back takes them along.
    std::optional<qint64> remembered(const QByteArray &what) const;
    void remember(const QByteArray &what, qint64 id);

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
    Result<void> configure(int checkpointPages);

    Dialect m_dialect;
    QString m_name;
    QSqlDatabase m_db;
    bool m_inTransaction = false;
    std::optional<Error> m_brokeOff; ///< somebody saw fewer rows than there are
    struct Hash
    {
        size_t operator()(const QByteArray &b) const { return qHash(b); }
    };
    std::unordered_map<QByteArray, qint64, Hash> m_remembered;
    std::unordered_map<const char *, Rows::Idle> m_idle; ///< prepared and not in use, by their literal
};

}
