#include "core/foundation/store/database.h"

#include "core/foundation/store/sqlcipher_driver.h"

#include <QSqlDriver>
#include <QSqlError>
#include <QSqlQuery>

#include <sqlcipher/sqlite3.h>

#include <atomic>

namespace youka {

namespace {

Error openError(const QSqlError &error, const QString &where)
{
    static const QHash<QString, ErrorCode> Codes{
        {QStringLiteral("wrong-key"), ErrorCode::StoreWrongKey},
        {QStringLiteral("not-encrypted"), ErrorCode::StoreNotEncrypted},
        {QStringLiteral("corrupt"), ErrorCode::StoreCorrupt},
        {QStringLiteral("full"), ErrorCode::StoreFull}};
    return {Codes.value(error.nativeErrorCode(), ErrorCode::StoreUnreadable),
            where + QStringLiteral(": ") + error.text()};
}

ErrorCode sqliteCode(int native)
{
    switch (native & 0xff) { // extended codes keep the primary one in the low byte
    case 5:
    case 6:
        return ErrorCode::StoreBusy;
    case 11:
    case 26:
        return ErrorCode::StoreCorrupt;
    case 13:
        return ErrorCode::StoreFull;
    case 19:
        return ErrorCode::StoreConstraint;
    default:
        return ErrorCode::StoreFailed;
    }
}

ErrorCode postgresCode(const QString &state)
{
    if (state.startsWith(QLatin1String("23")))
        return ErrorCode::StoreConstraint;
    if (state == QLatin1String("40001") || state == QLatin1String("40P01") || state == QLatin1String("55P03"))
        return ErrorCode::StoreBusy;
    if (state.startsWith(QLatin1String("53")))
        return ErrorCode::StoreFull;
    if (state.startsWith(QLatin1String("08")) || state.startsWith(QLatin1String("57P")))
        return ErrorCode::Unavailable;
    return ErrorCode::StoreFailed;
}

Error statementError(const Dialect &dialect, const QSqlError &error, const QString &sql)
{
    const ErrorCode code = dialect.isPostgreSql() ? postgresCode(error.nativeErrorCode())
                                                  : sqliteCode(error.nativeErrorCode().toInt());
    return {code, error.text() + QStringLiteral(" in: ") + sql.left(120)};
}

}

Rows::~Rows()
{
    if (!m_statement)
        return;
    if (m_statement->brokeOff())
        m_db->m_brokeOff = statementError(m_db->m_dialect, m_statement->error(), QStringLiteral("(rows)"));
    m_statement->finish();
    m_home->push_back(std::move(m_statement));
}

Result<std::unique_ptr<Database>> Database::open(const StoreConfig &config)
{
    static std::atomic<int> counter{0};
    std::unique_ptr<Database> db(new Database(Dialect(config.engine)));
    db->m_name = QStringLiteral("youka-%1").arg(++counter);
    QString where;
    if (config.engine == Dialect::Engine::SqlCipher) {
        registerSqlCipherDriver();
        db->m_db = QSqlDatabase::addDatabase(QStringLiteral("QSQLCIPHER"), db->m_name);
        db->m_db.setDatabaseName(config.path);
        db->m_db.setPassword(QString::fromLatin1(config.key.toHex()));
        QString options = QStringLiteral("QSQLCIPHER_BUSY_TIMEOUT=10000;QSQLCIPHER_PAGE_SIZE=4096");
        if (config.readOnly)
            options += QStringLiteral(";QSQLCIPHER_OPEN_READONLY");
        db->m_db.setConnectOptions(options);
        where = config.path;
    } else {
        db->m_db = QSqlDatabase::addDatabase(QStringLiteral("QPSQL"), db->m_name);
        for (const QString &part : config.connect.split(u' ', Qt::SkipEmptyParts)) {
            const QString value = part.section(u'=', 1);
            if (part.startsWith(QLatin1String("host=")))
                db->m_db.setHostName(value);
            else if (part.startsWith(QLatin1String("dbname=")))
                db->m_db.setDatabaseName(value);
            else if (part.startsWith(QLatin1String("user=")))
                db->m_db.setUserName(value);
            else if (part.startsWith(QLatin1String("port=")))
                db->m_db.setPort(value.toInt());
            else if (part.startsWith(QLatin1String("password=")))
                db->m_db.setPassword(value);
        }
        where = QStringLiteral("PostgreSQL");
    }
    if (!db->m_db.open())
        return fail(openError(db->m_db.lastError(), where));
    if (const auto done = db->configure(config.checkpointPages); !done)
        return fail(done.error());
    return db;
}

Result<void> Database::configure(int checkpointPages)
{
    if (m_dialect.isPostgreSql())
        return script(QStringLiteral("SET client_min_messages = warning"));
    // FULL: an answer is only given once it is on disk.
    for (const char *pragma : {"PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL",
                               "PRAGMA foreign_keys = ON", "PRAGMA cache_size = -65536"})
        if (const auto done = script(QLatin1String(pragma)); !done)
            return done;
    return script(QStringLiteral("PRAGMA wal_autocheckpoint = %1").arg(checkpointPages));
}

Database::~Database()
{
    if (m_inTransaction)
        rollback();
    m_idle.clear();
    if (m_db.isOpen())
        m_db.close();
    m_db = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_name);
}

Result<Rows> Database::exec(const char *sql, std::initializer_list<QVariant> binds)
{
    if (failNext && failNext())
        return fail(ErrorCode::StoreFailed, QStringLiteral("planted failure"));
    if (m_brokeOff) {
        const Error error = *m_brokeOff;
        if (!m_inTransaction)
            m_brokeOff.reset();
        return fail(error);
    }
    Rows::Idle &idle = m_idle[sql];
    std::unique_ptr<Statement> statement;
    if (idle.empty()) {
        QSqlError whyNot;
        statement = prepareStatement(m_db, sql, &whyNot);
        if (!statement)
            return fail(statementError(m_dialect, whyNot, QString::fromUtf8(sql)));
    } else {
        statement = std::move(idle.back());
        idle.pop_back();
    }
    if (statement->run(binds))
        return Rows(*this, idle, std::move(statement));
    const Error error = statementError(m_dialect, statement->error(), QString::fromUtf8(sql));
    // Kept for the next time: in a transaction that has failed PostgreSQL frees no statement.
    statement->finish();
    idle.push_back(std::move(statement));
    return fail(error);
}

qint64 Database::changes() const
{
    if (m_dialect.isPostgreSql())
        return 0;
    return sqlite3_total_changes(m_db.driver()->handle().value<sqlite3 *>());
}

std::optional<qint64> Database::remembered(const QByteArray &what) const
{
    const auto it = m_remembered.find(what);
    return it == m_remembered.end() ? std::nullopt : std::optional(it->second);
}

void Database::remember(const QByteArray &what, qint64 id)
{
    constexpr size_t Most = 10'000;
    if (m_remembered.size() >= Most)
        m_remembered.clear();
    m_remembered[what] = id;
}

Result<void> Database::run(const char *sql, std::initializer_list<QVariant> binds)
{
    return exec(sql, binds).map([](Rows &&) {});
}

Result<void> Database::script(const QString &sql)
{
    QSqlQuery query(m_db);
    query.setForwardOnly(true);
    if (!query.exec(sql))
        return fail(statementError(m_dialect, query.lastError(), sql));
    return {};
}

Result<void> Database::control(const char *sql)
{
    // PostgreSQL does not prepare these; our own driver keeps them prepared.
    if (!m_dialect.isPostgreSql())
        return run(sql);
    if (failNext && failNext())
        return fail(ErrorCode::StoreFailed, QStringLiteral("planted failure"));
    return script(QLatin1String(sql));
}

Result<void> Database::begin()
{
    return control(m_dialect.isPostgreSql() ? "BEGIN" : "BEGIN IMMEDIATE").map([this] {
        m_inTransaction = true;
    });
}

Result<void> Database::commit()
{
    const auto done = control("COMMIT");
    if (!done) {
        rollback();
        return done;
    }
    m_inTransaction = false;
    return done;
}

void Database::rollback()
{
    m_inTransaction = false;
    m_brokeOff.reset();
    m_remembered.clear();
    // Fails harmlessly when the engine has rolled back by itself (full disk, lost connection).
    std::ignore = script(QStringLiteral("ROLLBACK"));
}

Result<void> Database::savepoint() { return control("SAVEPOINT command"); }
Result<void> Database::releaseSavepoint() { return control("RELEASE SAVEPOINT command"); }

Result<void> Database::rollbackToSavepoint()
{
    m_remembered.clear();
    if (const auto done = script(QStringLiteral("ROLLBACK TO SAVEPOINT command")); !done)
        return done;
    return script(QStringLiteral("RELEASE SAVEPOINT command"));
}

Result<void> Database::transaction(const std::function<Result<void>()> &work)
{
    if (m_inTransaction)
        return work();
    if (const auto begun = begin(); !begun)
        return begun;
    if (const auto done = work(); !done) {
        rollback();
        return done;
    }
    return commit();
}

}
