#include "core/foundation/store/sqlcipher_result.h"

#include "core/foundation/store/sqlcipher_bind.h"
#include "core/foundation/store/sqlcipher_link.h"

#include <sqlcipher/sqlite3.h>

#include <QSqlDriver>
#include <QSqlError>
#include <QSqlField>

#include <algorithm>

Q_DECLARE_OPAQUE_POINTER(sqlite3_stmt *)

namespace youka {

SqlCipherResult::SqlCipherResult(const QSqlDriver *driver, std::shared_ptr<SqlCipherLink> link)
    : QSqlResult(driver)
    , m_link(std::move(link))
{
}

SqlCipherResult::~SqlCipherResult() { giveBack(); }

QVariant SqlCipherResult::handle() const { return QVariant::fromValue(m_statement); }

void SqlCipherResult::giveBack()
{
    if (m_statement) {
        m_link->giveBack(m_sql, m_statement);
        m_link->results.remove(this);
        m_statement = nullptr;
    }
    rewind();
}

void SqlCipherResult::abandon()
{
    sqlite3_finalize(m_statement);
    m_statement = nullptr;
    m_link->results.remove(this);
    rewind();
    setActive(false);
}

/// Forgets the rows, keeps the statement.
void SqlCipherResult::rewind()
{
    m_columns = 0;
    m_row = -1;
    m_onRow = false;
    m_firstKept = 0;
    m_affected = 0;
    m_lastId.reset();
    m_kept.clear();
    m_record.reset();
    setAt(QSql::BeforeFirstRow);
}

bool SqlCipherResult::failed(const QString &what, int code)
{
    setLastError(m_link->error(what, QSqlError::StatementError, code));
    return false;
}

void SqlCipherResult::bindValue(int position, const QVariant &value, QSql::ParamType type)
{
    if (type != QSql::In) {
        QSqlResult::bindValue(position, value, type);
        return;
    }
    // The base class also notes a name for each position, which costs more than the binding and is never
    // read.
    QList<QVariant> &values = boundValues();
    if (position < 0)
        return;
    if (values.size() <= position)
        values.resize(position + 1);
    values[position] = value;
}

bool SqlCipherResult::prepare(const QString &sql)
{
    giveBack();
    setSelect(false);
    setActive(false);
    if (!driver() || !driver()->isOpen() || driver()->isOpenError())
        return false;
    QSqlError error;
    m_statement = m_link->prepare(sql, &error);
    if (!m_statement) {
        setLastError(error);
        return false;
    }
    m_sql = sql;
    m_link->results.insert(this);
    return true;
}

bool SqlCipherResult::reset(const QString &sql) { return prepare(sql) && exec(); }

bool SqlCipherResult::exec()
{
    setActive(false);
    setSelect(false);
    if (!m_statement) {
        if (!lastError().isValid())
            setLastError(QSqlError(QStringLiteral("Unable to execute statement"), QStringLiteral("No query"),
                                   QSqlError::StatementError, QString::number(SQLITE_MISUSE)));
        return false;
    }
    rewind();
    sqlite3_reset(m_statement);
    if (!bindAll())
        return false;
    m_direct = isForwardOnly();
    const bool row = step();
    if (!row && lastError().isValid())
        return false;
    // Asked only now: a changed schema may have given the statement other columns on its first step.
    m_columns = sqlite3_column_count(m_statement);
    if (row) {
        m_row = 0;
        if (!m_direct)
            keepRow();
    }
    setSelect(m_columns > 0);
    setActive(true);
    return true;
}

bool SqlCipherResult::execBatch(bool)
{
    const QList<QVariant> lists = boundValues();
    if (lists.isEmpty())
        return false;
    const qsizetype rows = lists.first().toList().size();
    const auto sameLength = [&](const QVariant &list) { return list.toList().size() == rows; };
    if (!std::all_of(lists.begin(), lists.end(), sameLength)) {
        setLastError(
            QSqlError(QStringLiteral("Parameter count mismatch"), QString(), QSqlError::StatementError));
        return false;
    }
    bool ok = true;
    for (qsizetype row = 0; ok && row < rows; ++row) {
        for (qsizetype i = 0; i < lists.size(); ++i)
            boundValues()[i] = lists.at(i).toList().at(row);
        ok = exec();
    }
    boundValues() = lists;
    return ok;
}

bool SqlCipherResult::bindAll()
{
    const QList<QVariant> &values = boundValues();
    const int wanted = sqlite3_bind_parameter_count(m_statement);
    if (values.size() != wanted) {
        setLastError(
            QSqlError(QStringLiteral("Parameter count mismatch"), QString(), QSqlError::StatementError));
        return false;
    }
    for (int i = 0; i < wanted; ++i) {
        const int code = youka::bindValue(m_statement, i + 1, values.at(i));
        if (code != SQLITE_OK)
            return failed(QStringLiteral("Unable to bind parameters"), code);
    }
    return true;
}

/// True when the statement stands on its next row. Otherwise it is reset, which lets go of its locks.
bool SqlCipherResult::step()
{
    const int changesBefore = sqlite3_total_changes(m_link->db);
    const int code = m_link->step(m_statement);
    m_onRow = code == SQLITE_ROW;
    if (m_onRow)
        return true;
    if (code != SQLITE_DONE) {
        failed(QStringLiteral("Unable to fetch row"), code);
    } else if (sqlite3_total_changes(m_link->db) != changesBefore) {
        // The connection's counters keep what an earlier statement left there; this one did change rows.
        m_affected = sqlite3_changes(m_link->db);
        m_lastId = sqlite3_last_insert_rowid(m_link->db);
    }
    sqlite3_reset(m_statement);
    return false;
}

/// Moves the statement one row on, keeping a copy unless columns are read directly.
bool SqlCipherResult::advance()
{
    if (!m_onRow || !step())
        return false;
    ++m_row;
    if (!m_direct)
        keepRow();
    return true;
}

void SqlCipherResult::keepRow()
{
    for (int i = 0; i < m_columns; ++i)
        m_kept.push_back(column(i));
}

int SqlCipherResult::keptRows() const { return m_columns == 0 ? 0 : int(m_kept.size()) / m_columns; }

QVariant SqlCipherResult::column(int index) const
{
    switch (sqlite3_column_type(m_statement, index)) {
    case SQLITE_INTEGER:
        return QVariant(qlonglong(sqlite3_column_int64(m_statement, index)));
    case SQLITE_FLOAT:
        switch (numericalPrecisionPolicy()) {
        case QSql::LowPrecisionInt32:
            return QVariant(sqlite3_column_int(m_statement, index));
        case QSql::LowPrecisionInt64:
            return QVariant(qlonglong(sqlite3_column_int64(m_statement, index)));
        case QSql::LowPrecisionDouble:
        case QSql::HighPrecision:
            break;
        }
        return QVariant(sqlite3_column_double(m_statement, index));
    case SQLITE_BLOB: {
        const auto *bytes = static_cast<const char *>(sqlite3_column_blob(m_statement, index));
        const int length = sqlite3_column_bytes(m_statement, index);
        // The engine gives a null pointer for an empty blob; QByteArray would take that for NULL.
        return QVariant(bytes ? QByteArray(bytes, length) : QByteArray(""));
    }
    case SQLITE_NULL: {
        const QMetaType type = typeOfDeclared(QString::fromUtf8(sqlite3_column_decltype(m_statement, index)));
        return QVariant(type.isValid() ? type : QMetaType::fromType<QString>());
    }
    default: {
        const auto *text = reinterpret_cast<const char *>(sqlite3_column_text(m_statement, index));
        return QVariant(textOf(QByteArrayView(text, sqlite3_column_bytes(m_statement, index))));
    }
    }
}

QVariant SqlCipherResult::kept(int column) const
{
    const int row = at() - m_firstKept;
    if (row < 0 || row >= keptRows())
        return {};
    return m_kept[size_t(row) * size_t(m_columns) + size_t(column)];
}

QVariant SqlCipherResult::data(int index)
{
    if (index < 0 || index >= m_columns)
        return {};
    return m_direct && m_onRow ? column(index) : kept(index);
}

bool SqlCipherResult::isNull(int index)
{
    if (index < 0 || index >= m_columns)
        return true;
    if (m_direct && m_onRow)
        return sqlite3_column_type(m_statement, index) == SQLITE_NULL;
    return kept(index).isNull();
}

bool SqlCipherResult::fetch(int row)
{
    if (row < 0 || !isActive())
        return false;
    if (row == at())
        return true;
    while (m_row < row) {
        if (!advance()) {
            setAt(QSql::AfterLastRow);
            return false;
        }
    }
    if (m_direct && (m_row != row || !m_onRow))
        return false; // passed already
    setAt(row);
    return true;
}

bool SqlCipherResult::fetchNext() { return fetch(at() + 1); }

bool SqlCipherResult::fetchFirst() { return fetch(0); }

bool SqlCipherResult::fetchLast()
{
    if (!isActive())
        return false;
    if (m_direct) {
        if (!m_onRow)
            return m_row >= 0 && at() == m_row;
        // The only way to know the last row is to pass it, so each is copied in turn.
        do {
            m_kept.clear();
            keepRow();
        } while (advance());
        m_firstKept = m_row;
    } else {
        while (advance()) { }
    }
    const bool good = m_row >= 0 && !lastError().isValid();
    setAt(good ? m_row : int(QSql::AfterLastRow));
    return good;
}

int SqlCipherResult::size() { return -1; }

int SqlCipherResult::numRowsAffected() { return m_affected; }

QVariant SqlCipherResult::lastInsertId() const
{
    return isActive() && m_lastId && *m_lastId != 0 ? QVariant(*m_lastId) : QVariant();
}

/// What a column holds: as declared, else as the row at hand shows.
QMetaType SqlCipherResult::typeOf(int index) const
{
    const QMetaType declared = typeOfDeclared(QString::fromUtf8(sqlite3_column_decltype(m_statement, index)));
    if (declared.isValid())
        return declared;
    const QVariant shown = m_onRow ? column(index) : at() >= 0 ? kept(index) : QVariant();
    return shown.isNull() ? QMetaType() : shown.metaType();
}

QSqlRecord SqlCipherResult::record() const
{
    if (!isActive() || !isSelect() || !m_statement)
        return {};
    if (!m_record) {
        m_record.emplace();
        for (int i = 0; i < m_columns; ++i)
            m_record->append(QSqlField(QString::fromUtf8(sqlite3_column_name(m_statement, i)), typeOf(i),
                                       QString::fromUtf8(sqlite3_column_table_name(m_statement, i))));
    }
    return *m_record;
}

void SqlCipherResult::detachFromResultSet()
{
    if (m_statement)
        sqlite3_reset(m_statement);
    m_onRow = false;
}

}
