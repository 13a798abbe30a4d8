#pragma once

#include <QString>

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

    /// Schema text is written with the words @BLOB, @ID (a 64-bit key that numbers itself) and
    /// @WITHOUT_ROWID; this puts in the engine's own.
    QString schema(const QString &text) const;
    /// Appended to a SELECT that is about to change the row: " FOR UPDATE" where rows are locked one by one.
    const char *forUpdate() const { return isPostgreSql() ? " FOR UPDATE" : ""; }

private:
    Engine m_engine;
};

}
