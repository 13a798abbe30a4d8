#pragma once

#include <QSqlRecord>
#include <QSqlResult>
#include <QVariant>

#include <memory>
#include <optional>
#include <vector>

struct sqlite3_stmt;

namespace youka {

struct SqlCipherLink;

/// One statement and its rows. A forward-only result reads each column straight from the statement when
/// asked; a scrollable one keeps copies of the rows it has passed.
class SqlCipherResult final : public QSqlResult
{
public:
    SqlCipherResult(const QSqlDriver *driver, std::shared_ptr<SqlCipherLink> link);
    ~SqlCipherResult() override;

    /// The sqlite3_stmt *, as a QVariant of that type.
    QVariant handle() const override;
    /// The connection closes: finalises the statement and becomes inactive.
    void abandon();

protected:
    using QSqlResult::bindValue;
    void bindValue(int position, const QVariant &value, QSql::ParamType type) override;
    bool prepare(const QString &sql) override;
    bool exec() override;
    bool execBatch(bool arrayBind) override;
    bool reset(const QString &sql) override;
    QVariant data(int column) override;
    bool isNull(int column) override;
    bool fetch(int row) override;
    bool fetchNext() override;
    bool fetchFirst() override;
    bool fetchLast() override;
    int size() override;
    int numRowsAffected() override;
    QVariant lastInsertId() const override;
    QSqlRecord record() const override;
    void detachFromResultSet() override;

private:
    void giveBack();
    void rewind();
    bool failed(const QString &what, int code);
    bool bindAll();
    bool step();
    bool advance();
    void keepRow();
    QVariant column(int index) const;
    QVariant kept(int column) const;
    int keptRows() const;
    QMetaType typeOf(int column) const;

    std::shared_ptr<SqlCipherLink> m_link;
    QString m_sql;
    sqlite3_stmt *m_statement = nullptr;
    int m_columns = 0;
    int m_row = -1;        ///< the row the statement reached
    bool m_onRow = false;  ///< the statement stands on m_row
    bool m_direct = false; ///< forward-only: columns are read from the statement
    int m_firstKept = 0;   ///< the number of the first row in m_kept
    int m_affected = 0;
    std::optional<qint64> m_lastId;
    std::vector<QVariant> m_kept; ///< m_columns values a row
    mutable std::optional<QSqlRecord> m_record;
};

}
