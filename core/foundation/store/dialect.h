#pragma once

#include <QString>
#include <QStringList>

namespace youka {

/// What SQLite 3.15 and PostgreSQL do not share. Everything else in the repositories is common SQL.
class Dialect
{
public:
    enum class Engine { SqlCipher, PostgreSql };
    explicit constexpr Dialect(Engine engine)
        : m_engine(engine)
    {
    }

    Engine engine() const { return m_engine; }
    bool isPostgreSql() const { return m_engine == Engine::PostgreSql; }

    /// One statement of a migration in the engine's own words. Schema text is written with
    ///   @BLOB            bytes
    ///   @ID              a 64-bit primary key that numbers itself
    ///   @CLUSTERED       after a table's closing bracket: rows lie in primary-key order where the engine can
    ///   @APPEND_ONLY(t)  a whole statement: updates and deletes of table t are refused from now on
    QStringList schema(const QString &statement) const;

    /// `select` as it must read when the row is about to be changed: rows are locked where writers run side
    /// by side, nothing is needed where there is one writer.
    const char *locking(const char *plain, const char *forUpdate) const
    {
        return isPostgreSql() ? forUpdate : plain;
    }

    /// Makes programs that start together on one store migrate it one after the other; nullptr where a step's
    /// own transaction does. The lock is the connection's until it is given back or the connection ends.
    const char *lockMigrations() const
    {
        return isPostgreSql() ? "SELECT pg_advisory_lock(7025001)" : nullptr;
    }
    const char *unlockMigrations() const
    {
        return isPostgreSql() ? "SELECT pg_advisory_unlock(7025001)" : nullptr;
    }

    /// First in a transaction that reads much: all of it sees one state of the store. nullptr where every
    /// transaction does.
    const char *snapshot() const
    {
        return isPostgreSql() ? "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ" : nullptr;
    }

    /// The update of one row by its key. SQLite keeps a copy of each page that a statement might have to take
    /// back by itself, which SQLCipher encrypts; one row cannot be half done, so none is kept.
    const char *oneRow(const char *orFail, const char *plain) const
    {
        return isPostgreSql() ? plain : orFail;
    }

private:
    Engine m_engine;
};

/// Declares one SELECT in both forms, as the argument pair of Dialect::locking().
#define YOUKA_LOCKING(sql) (sql), (sql " FOR UPDATE")
/// Declares one UPDATE ("account SET ... WHERE id = ?") in both forms, as the argument pair of
/// Dialect::oneRow().
#define YOUKA_ONE_ROW(sql) ("UPDATE OR FAIL " sql), ("UPDATE " sql)

}
