#include "core/foundation/store/statement.h"

#include "core/foundation/store/sqlcipher_bind.h"
#include "core/foundation/store/sqlcipher_driver.h"
#include "core/foundation/store/sqlcipher_link.h"

#include <QSqlQuery>

#include <sqlcipher/sqlite3.h>

#include <utility>

namespace youka {

namespace {

/// Straight to the engine: between it and Qt SQL's classes lay a fifth of a command's time
/// (docs/performance.md).
class SqlCipherStatement final : public Statement
{
public:
    SqlCipherStatement(std::shared_ptr<SqlCipherLink> link, QString sql, sqlite3_stmt *statement)
        : m_link(std::move(link))
        , m_sql(std::move(sql))
        , m_statement(statement)
    {
    }
    ~SqlCipherStatement() override { m_link->giveBack(m_sql, m_statement); }

    bool run(std::span<const QVariant> binds) override
    {
        m_ready = m_onRow = m_brokeOff = false;
        m_affected = m_lastId = 0;
        if (sqlite3_bind_parameter_count(m_statement) != int(binds.size()))
            return failed(QStringLiteral("Parameter count mismatch"), SQLITE_RANGE);
        int index = 0;
        for (const QVariant &value : binds)
            if (const int code = bindStored(m_statement, ++index, value); code != SQLITE_OK)
                return failed(QStringLiteral("Unable to bind parameters"), code);
        return step();
    }
    QSqlError error() const override { return m_error; }

    bool next() override
    {
        if (m_ready) { // run() went to the first row already
            m_ready = false;
            return true;
        }
        if (!m_onRow)
            return false;
        m_brokeOff = !step();
        return std::exchange(m_ready, false);
    }
    bool brokeOff() const override { return m_brokeOff; }
    bool isNull(int column) const override { return sqlite3_column_type(m_statement, column) == SQLITE_NULL; }
    qint64 integer(int column) const override { return sqlite3_column_int64(m_statement, column); }
    QString text(int column) const override
    {
        const auto *text = reinterpret_cast<const char *>(sqlite3_column_text(m_statement, column));
        return text ? textOf({text, sqlite3_column_bytes(m_statement, column)}) : QString();
    }
    QByteArray blob(int column) const override
    {
        if (isNull(column))
            return {};
        const auto *bytes = static_cast<const char *>(sqlite3_column_blob(m_statement, column));
        return bytes ? QByteArray(bytes, sqlite3_column_bytes(m_statement, column)) : QByteArray("");
    }
    qint64 affected() const override { return m_affected; }
    qint64 lastId() const override { return m_lastId; }
    void finish() override
    {
        if (std::exchange(m_onRow, false))
            sqlite3_reset(m_statement);
        m_ready = false;
    }

private:
    bool failed(const QString &what, int code)
    {
        m_error = m_link->error(what, QSqlError::StatementError, code);
        return false;
    }
    /// To the next row, or to the end, where its locks are let go.
    bool step()
    {
        const int before = sqlite3_total_changes(m_link->db);
        const int code = m_link->step(m_statement);
        m_ready = m_onRow = code == SQLITE_ROW;
        if (m_onRow)
            return true;
        const bool done = code == SQLITE_DONE || failed(QStringLiteral("Unable to fetch row"), code);
        if (done && sqlite3_total_changes(m_link->db) != before) {
            m_affected = sqlite3_changes(m_link->db);
            m_lastId = sqlite3_last_insert_rowid(m_link->db);
        }
        sqlite3_reset(m_statement);
        return done;
    }

    const std::shared_ptr<SqlCipherLink> m_link;
    const QString m_sql;
    sqlite3_stmt *const m_statement;
    bool m_onRow = false; ///< it stands on a row
    bool m_ready = false; ///< which next() has not yet been asked for
    bool m_brokeOff = false;
    qint64 m_affected = 0;
    qint64 m_lastId = 0;
    QSqlError m_error;
};

class QueryStatement final : public Statement
{
public:
    explicit QueryStatement(const QSqlDatabase &db)
        : m_query(db)
    {
        m_query.setForwardOnly(true);
    }
    bool prepare(const char *sql) { return m_query.prepare(QString::fromUtf8(sql)); }

    bool run(std::span<const QVariant> binds) override
    {
        int position = 0;
        for (const QVariant &value : binds)
            m_query.bindValue(position++, asStored(value));
        m_brokeOff = false;
        return m_query.exec();
    }
    QSqlError error() const override { return m_query.lastError(); }
    bool next() override
    {
        const bool row = m_query.next();
        m_brokeOff = !row && m_query.lastError().isValid();
        return row;
    }
    bool brokeOff() const override { return m_brokeOff; }
    bool isNull(int column) const override { return m_query.isNull(column); }
    qint64 integer(int column) const override { return m_query.value(column).toLongLong(); }
    QString text(int column) const override { return m_query.value(column).toString(); }
    QByteArray blob(int column) const override { return m_query.value(column).toByteArray(); }
    qint64 affected() const override { return m_query.numRowsAffected(); }
    qint64 lastId() const override { return m_query.lastInsertId().toLongLong(); }
    void finish() override { m_query.finish(); }

private:
    static QVariant asStored(const QVariant &value)
    {
        if (value.isNull())
            return value;
        if (value.typeId() == QMetaType::QString && value.toString().isNull())
            return QString(QLatin1String(""));
        if (value.typeId() == QMetaType::QByteArray && value.toByteArray().isNull())
            return QByteArray("");
        return value;
    }
    QSqlQuery m_query;
    bool m_brokeOff = false;
};

}

std::unique_ptr<Statement> prepareStatement(const QSqlDatabase &db, const char *sql, QSqlError *whyNot)
{
    if (const auto *driver = qobject_cast<const SqlCipherDriver *>(db.driver())) {
        const QString text = QString::fromUtf8(sql);
        sqlite3_stmt *statement = driver->link()->prepare(text, whyNot);
        return statement ? std::make_unique<SqlCipherStatement>(driver->link(), text, statement) : nullptr;
    }
    auto query = std::make_unique<QueryStatement>(db);
    if (query->prepare(sql))
        return query;
    *whyNot = query->error();
    return nullptr;
}

}
