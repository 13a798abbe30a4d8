#include "core/foundation/store/sqlcipher_driver.h"

#include "core/foundation/store/sqlcipher_link.h"
#include "core/foundation/store/sqlcipher_open.h"
#include "core/foundation/store/sqlcipher_result.h"

#include <QtSql/private/qsqldriver_p.h>
#include <sqlcipher/sqlite3.h>

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlField>
#include <QSqlIndex>
#include <QSqlQuery>

#include <algorithm>
#include <mutex>
#include <utility>
#include <vector>

namespace youka {

namespace {

/// A default value as the schema spells it, without the quotes of a text.
QVariant unquoted(const QVariant &spelled)
{
    const QString text = spelled.toString();
    if (text.size() < 2 || !text.startsWith(u'\'') || !text.endsWith(u'\''))
        return spelled;
    return text.sliced(1, text.size() - 2).replace(QLatin1String("''"), QLatin1String("'"));
}

}

void registerSqlCipherDriver()
{
    static std::once_flag once;
    std::call_once(once, [] {
        // Nobody reads the library's count of its memory, which takes a lock at each allocation. Refused, and
        // no harm, when the library is in use already.
        sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
        QSqlDatabase::registerSqlDriver(SqlCipherDriverName, new QSqlDriverCreator<SqlCipherDriver>);
    });
}

SqlCipherDriver::SqlCipherDriver(QObject *parent)
    : QSqlDriver(*new QSqlDriverPrivate(QSqlDriver::SQLite), parent)
    , m_link(std::make_shared<SqlCipherLink>())
{
}

SqlCipherDriver::~SqlCipherDriver() { close(); }

bool SqlCipherDriver::open(const QString &file, const QString &, const QString &key, const QString &, int,
                           const QString &options)
{
    close();
    SqlCipherOptions parsed;
    QString wrong;
    OpenedSqlCipher opened;
    if (SqlCipherOptions::parse(options, &parsed, &wrong))
        opened = openSqlCipher(file, key, parsed);
    else
        opened.error = QSqlError(QStringLiteral("Wrong connect option ") + wrong, QString(),
                                 QSqlError::ConnectionError, SqlCipherError::OptionInvalid);
    if (!opened.db) {
        setLastError(opened.error);
        setOpenError(true);
        return false;
    }
    {
        const QMutexLocker lock(&m_handleMutex);
        m_link->db = opened.db;
    }
    m_link->watchPages();
    m_beginImmediate = parsed.beginImmediate;
    setOpen(true);
    setOpenError(false);
    return true;
}

void SqlCipherDriver::close()
{
    if (!m_link->db)
        return;
    const QSet<SqlCipherResult *> results = m_link->results;
    for (SqlCipherResult *result : results)
        result->abandon();
    m_link->statements.clear();
    int code = SQLITE_OK;
    {
        const QMutexLocker lock(&m_handleMutex);
        // A statement someone made through handle() keeps the connection; it then closes with that statement.
        code = sqlite3_close_v2(std::exchange(m_link->db, nullptr));
    }
    if (code != SQLITE_OK)
        setLastError(
            m_link->error(QStringLiteral("Error closing database"), QSqlError::ConnectionError, code));
    setOpen(false);
    setOpenError(false);
}

QSqlResult *SqlCipherDriver::createResult() const { return new SqlCipherResult(this, m_link); }

bool SqlCipherDriver::hasFeature(DriverFeature feature) const
{
    switch (feature) {
    case BLOB:
    case Transactions:
    case Unicode:
    case LastInsertId:
    case PreparedQueries:
    case PositionalPlaceholders:
    case SimpleLocking:
    case FinishQuery:
    case LowPrecisionNumbers:
    case CancelQuery:
        return true;
    case NamedPlaceholders: // QSqlResult turns them into positional ones, which bind faster
    case QuerySize:
    case BatchOperations:
    case MultipleResultSets:
    case EventNotifications:
        return false;
    }
    return false;
}

QVariant SqlCipherDriver::handle() const { return QVariant::fromValue(m_link->db); }

bool SqlCipherDriver::control(const QString &sql, const QString &failure)
{
    if (!isOpen() || isOpenError())
        return false;
    QSqlError error;
    sqlite3_stmt *statement = m_link->prepare(sql, &error);
    if (statement) {
        const int code = m_link->step(statement);
        if (code != SQLITE_DONE)
            error = m_link->error(failure, QSqlError::TransactionError, code);
        m_link->giveBack(sql, statement);
    }
    if (!error.isValid())
        return true;
    setLastError(error);
    return false;
}

bool SqlCipherDriver::beginTransaction()
{
    return control(m_beginImmediate ? QStringLiteral("BEGIN IMMEDIATE") : QStringLiteral("BEGIN"),
                   QStringLiteral("Unable to begin transaction"));
}

bool SqlCipherDriver::commitTransaction()
{
    return control(QStringLiteral("COMMIT"), QStringLiteral("Unable to commit transaction"));
}

bool SqlCipherDriver::rollbackTransaction()
{
    return control(QStringLiteral("ROLLBACK"), QStringLiteral("Unable to rollback transaction"));
}

QStringList SqlCipherDriver::tables(QSql::TableType type) const
{
    QStringList names;
    if (!isOpen())
        return names;
    QSqlQuery query(createResult());
    query.setForwardOnly(true);
    if (!query.exec(
            QStringLiteral("SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view')"
                           " UNION ALL "
                           "SELECT name, type FROM sqlite_temp_master WHERE type IN ('table', 'view')")))
        return names;
    while (query.next()) {
        const QString name = query.value(0).toString();
        QSql::TableType kind = QSql::Tables;
        if (query.value(1).toString() == QLatin1String("view"))
            kind = QSql::Views;
        else if (name.startsWith(QLatin1String("sqlite_")))
            kind = QSql::SystemTables;
        if ((type & kind) != 0)
            names.append(name);
    }
    if ((type & QSql::SystemTables) != 0)
        names.append(QStringLiteral("sqlite_master"));
    return names;
}

QSqlIndex SqlCipherDriver::columnsOf(const QString &tableName, bool onlyKey) const
{
    if (!isOpen())
        return QSqlIndex();
    QString table = tableName;
    if (isIdentifierEscaped(table, TableName))
        table = stripDelimiters(table, TableName);
    QString schema;
    if (const qsizetype dot = table.indexOf(u'.'); dot > 0) {
        schema = escapeIdentifier(table.first(dot), TableName) + u'.';
        table = table.sliced(dot + 1);
    }
    QSqlQuery query(createResult());
    query.setForwardOnly(true);
    if (!query.exec(QLatin1String("PRAGMA ") + schema + QLatin1String("table_info(")
                    + escapeIdentifier(table, TableName) + u')'))
        return QSqlIndex();
    struct Column
    {
        int keyPosition;
        QSqlField field;
    };
    std::vector<Column> columns;
    while (query.next()) {
        const int keyPosition = query.value(5).toInt();
        if (onlyKey && keyPosition == 0)
            continue;
        const QString declared = query.value(2).toString();
        QSqlField field(query.value(1).toString(), typeOfDeclared(declared), tableName);
        // The one spelling that makes SQLite number the rows itself; a key of two columns is cleared below.
        field.setAutoValue(keyPosition > 0
                           && declared.compare(QLatin1String("integer"), Qt::CaseInsensitive) == 0);
        field.setRequired(query.value(3).toInt() != 0);
        field.setDefaultValue(unquoted(query.value(4)));
        columns.push_back({keyPosition, field});
    }
    const auto inKey =
        std::count_if(columns.begin(), columns.end(), [](const Column &c) { return c.keyPosition > 0; });
    if (onlyKey)
        std::stable_sort(columns.begin(), columns.end(),
                         [](const Column &a, const Column &b) { return a.keyPosition < b.keyPosition; });
    QSqlIndex index(tableName);
    for (Column &column : columns) {
        if (inKey > 1)
            column.field.setAutoValue(false);
        index.append(column.field);
    }
    return index;
}

QSqlRecord SqlCipherDriver::record(const QString &table) const { return columnsOf(table, false); }

QSqlIndex SqlCipherDriver::primaryIndex(const QString &table) const { return columnsOf(table, true); }

QString SqlCipherDriver::formatValue(const QSqlField &field, bool trimStrings) const
{
    if (field.value().typeId() != QMetaType::QByteArray || field.isNull())
        return QSqlDriver::formatValue(field, trimStrings);
    return QLatin1String("x'") + QLatin1String(field.value().toByteArray().toHex()) + u'\'';
}

QString SqlCipherDriver::escapeIdentifier(const QString &identifier, IdentifierType type) const
{
    if (identifier.isEmpty() || isIdentifierEscaped(identifier, type))
        return identifier;
    QString escaped = identifier;
    escaped.replace(u'"', QLatin1String("\"\""));
    if (type == TableName)
        escaped.replace(u'.', QLatin1String("\".\""));
    return u'"' + escaped + u'"';
}

bool SqlCipherDriver::cancelQuery()
{
    const QMutexLocker lock(&m_handleMutex);
    if (!m_link->db)
        return false;
    sqlite3_interrupt(m_link->db);
    return true;
}

}
