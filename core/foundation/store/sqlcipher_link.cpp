#include "core/foundation/store/sqlcipher_link.h"

#include <sqlcipher/sqlite3.h>

#include <array>
#include <cerrno>
#include <utility>

namespace youka {

namespace {

/// Pragmas may act while they are prepared, and schema statements run once: neither is worth keeping.
bool isWorthKeeping(QStringView sql)
{
    static constexpr std::array Words{
        QLatin1String("SELECT"),    QLatin1String("INSERT"),  QLatin1String("UPDATE"),
        QLatin1String("DELETE"),    QLatin1String("REPLACE"), QLatin1String("WITH"),
        QLatin1String("BEGIN"),     QLatin1String("COMMIT"),  QLatin1String("ROLLBACK"),
        QLatin1String("SAVEPOINT"), QLatin1String("RELEASE")};
    while (!sql.isEmpty() && sql.front().isSpace())
        sql = sql.sliced(1);
    for (const QLatin1String word : Words) {
        if (sql.startsWith(word, Qt::CaseInsensitive))
            return true;
    }
    return false;
}

/// The library reports a page that fails its authentication by setting the connection's error code and going
/// on with a page of zeros. On most pages that ends in SQLITE_CORRUPT; on a page that continues a long value
/// the zeros would be handed out as data. Asking for the code at every row and at the end of a statement
/// catches it.
int lookForDamage(unsigned, void *context, void *, void *)
{
    auto *link = static_cast<SqlCipherLink *>(context);
    if (sqlite3_errcode(link->db) == SQLITE_ERROR)
        link->pageDamaged = true;
    return 0;
}

QSqlError refusal(const QString &text)
{
    return QSqlError(text, QString(), QSqlError::StatementError, QString::number(SQLITE_MISUSE));
}

}

sqlite3_stmt *StatementCache::take(const QString &sql)
{
    const auto found = m_byText.find(sql);
    if (found == m_byText.end())
        return nullptr;
    sqlite3_stmt *statement = found->second->statement;
    m_byAge.erase(found->second);
    m_byText.erase(found);
    return statement;
}

void StatementCache::giveBack(const QString &sql, sqlite3_stmt *statement)
{
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    m_byAge.push_front({sql, statement});
    m_byText.emplace(sql, m_byAge.begin());
    if (m_byAge.size() > Capacity)
        forget(std::prev(m_byAge.end()));
}

void StatementCache::forget(std::list<Idle>::iterator entry)
{
    const auto [first, last] = m_byText.equal_range(entry->sql);
    for (auto it = first; it != last; ++it) {
        if (it->second == entry) {
            m_byText.erase(it);
            break;
        }
    }
    sqlite3_finalize(entry->statement);
    m_byAge.erase(entry);
}

void StatementCache::clear()
{
    for (const Idle &idle : std::as_const(m_byAge))
        sqlite3_finalize(idle.statement);
    m_byAge.clear();
    m_byText.clear();
}

sqlite3_stmt *SqlCipherLink::prepare(const QString &sql, QSqlError *whyNot)
{
    if (sqlite3_stmt *idle = statements.take(sql))
        return idle;
    const QByteArray text = sql.toUtf8();
    sqlite3_stmt *statement = nullptr;
    const char *tail = nullptr;
    const int code = sqlite3_prepare_v2(db, text.constData(), int(text.size()), &statement, &tail);
    if (code != SQLITE_OK) {
        *whyNot = error(QStringLiteral("Unable to execute statement"), QSqlError::StatementError, code);
        return nullptr;
    }
    if (!statement) {
        *whyNot = refusal(QStringLiteral("No query"));
        return nullptr;
    }
    const QByteArray rest(tail, text.constData() + text.size() - tail);
    if (!rest.trimmed().isEmpty()) {
        sqlite3_finalize(statement);
        *whyNot = refusal(QStringLiteral("Unable to execute multiple statements at a time"));
        return nullptr;
    }
    return statement;
}

void SqlCipherLink::giveBack(const QString &sql, sqlite3_stmt *statement)
{
    if (isWorthKeeping(sql))
        statements.giveBack(sql, statement);
    else
        sqlite3_finalize(statement);
}

bool wantsRoom(sqlite3 *db, int code)
{
    return (code & 0xff) == SQLITE_FULL
        || ((code & 0xff) == SQLITE_IOERR && db
            && (code == SQLITE_IOERR_SHMSIZE || sqlite3_system_errno(db) == ENOSPC));
}

int SqlCipherLink::step(sqlite3_stmt *statement)
{
    pageDamaged = false;
    if (sqlite3_errcode(db) == SQLITE_ERROR) {
        // An earlier failure must not look like damage: preparing nothing clears the connection's code.
        sqlite3_stmt *none = nullptr;
        sqlite3_prepare_v2(db, "", 0, &none, nullptr);
    }
    const int code = sqlite3_step(statement);
    // After a disk that could not be read the page is rubbish, too; that is the disk and not the database.
    return pageDamaged && (code & 0xff) != SQLITE_IOERR ? SQLITE_CORRUPT : code;
}

QSqlError SqlCipherLink::error(const QString &what, QSqlError::ErrorType type, int code) const
{
    if (wantsRoom(db, code))
        code = SQLITE_FULL;
    const bool own = pageDamaged && code == SQLITE_CORRUPT;
    const char *text = own || !db ? sqlite3_errstr(code) : sqlite3_errmsg(db);
    return QSqlError(what, QString::fromUtf8(text), type, QString::number(code));
}

void SqlCipherLink::watchPages()
{
    sqlite3_trace_v2(db, SQLITE_TRACE_ROW | SQLITE_TRACE_PROFILE, lookForDamage, this);
}

QMetaType typeOfDeclared(const QString &declared)
{
    const auto has = [&](QLatin1String part) { return declared.contains(part, Qt::CaseInsensitive); };
    if (declared.isEmpty())
        return QMetaType();
    if (has(QLatin1String("INT")))
        return QMetaType::fromType<qlonglong>();
    if (has(QLatin1String("BLOB")) || has(QLatin1String("BYTEA")))
        return QMetaType::fromType<QByteArray>();
    if (has(QLatin1String("BOOL")))
        return QMetaType::fromType<bool>();
    if (has(QLatin1String("REAL")) || has(QLatin1String("FLOA")) || has(QLatin1String("DOUB"))
        || has(QLatin1String("NUMERIC")))
        return QMetaType::fromType<double>();
    return QMetaType::fromType<QString>();
}

}
