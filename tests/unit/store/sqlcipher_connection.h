#pragma once

#include "core/foundation/store/sqlcipher_driver.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QUuid>

/// A connection of its own name, gone with its scope. In memory unless a file is named.
class SqlCipherConnection
{
public:
    static QString key() { return QString(64, u'7'); }

    explicit SqlCipherConnection(const QString &file = QStringLiteral(":memory:"), const QString &key = {},
                                 const QString &options = {})
        : m_name(QUuid::createUuid().toString())
    {
        youka::registerSqlCipherDriver();
        m_db = QSqlDatabase::addDatabase(youka::SqlCipherDriverName, m_name);
        m_db.setDatabaseName(file);
        m_db.setPassword(key);
        m_db.setConnectOptions(options);
        m_db.open();
    }
    ~SqlCipherConnection()
    {
        m_db = QSqlDatabase();
        QSqlDatabase::removeDatabase(m_name);
    }
    SqlCipherConnection(const SqlCipherConnection &) = delete;
    SqlCipherConnection &operator=(const SqlCipherConnection &) = delete;

    QSqlDatabase &db() { return m_db; }
    QString openError() const { return m_db.lastError().nativeErrorCode(); }
    QSqlQuery query() { return QSqlQuery(m_db); }

    /// Runs one statement; "" or the native code of its error.
    QString run(const QString &sql)
    {
        QSqlQuery query(m_db);
        return query.exec(sql) ? QString() : query.lastError().nativeErrorCode();
    }
    /// Makes table t with the numbers 0 .. count-1 as its key n.
    void fillNumbers(int count)
    {
        run(QStringLiteral("CREATE TABLE t (n INTEGER PRIMARY KEY)"));
        run(QStringLiteral("WITH RECURSIVE i(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM i LIMIT %1) "
                           "INSERT INTO t SELECT n FROM i")
                .arg(count));
    }

    /// The first column of the first row.
    QVariant value(const QString &sql)
    {
        QSqlQuery query(m_db);
        return query.exec(sql) && query.next() ? query.value(0) : QVariant();
    }

private:
    QString m_name;
    QSqlDatabase m_db;
};
