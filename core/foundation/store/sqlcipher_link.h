#pragma once

#include <QMetaType>
#include <QSet>
#include <QSqlError>
#include <QString>

#include <list>
#include <unordered_map>

struct sqlite3;
struct sqlite3_stmt;

namespace youka {

class SqlCipherResult;

/// Prepared statements nobody uses at the moment, by their text; the one unused longest goes first. A
/// statement in use is not in here, so two users of one text never share a cursor.
class StatementCache
{
public:
    StatementCache() = default;
    ~StatementCache() { clear(); }
    StatementCache(const StatementCache &) = delete;
    StatementCache &operator=(const StatementCache &) = delete;

    /// nullptr when none is idle; the caller owns what it gets.
    sqlite3_stmt *take(const QString &sql);
    /// Takes ownership; resets the statement and forgets its bound values.
    void giveBack(const QString &sql, sqlite3_stmt *statement);
    void clear();
    size_t size() const { return m_byAge.size(); }

    static constexpr size_t Capacity = 128;

private:
    struct Idle
    {
        QString sql;
        sqlite3_stmt *statement;
    };
    struct Hash
    {
        size_t operator()(const QString &text) const { return qHash(text); }
    };
    void forget(std::list<Idle>::iterator entry);

    std::list<Idle> m_byAge; ///< newest in front
    std::unordered_multimap<QString, std::list<Idle>::iterator, Hash> m_byText;
};

/// What a connection and its results share. The driver and every result own it together, so a result that
/// outlives its connection finds `db` null instead of a dangling pointer.
struct SqlCipherLink
{
    sqlite3 *db = nullptr;
    StatementCache statements;
    QSet<SqlCipherResult *> results; ///< those that hold a statement
    bool pageDamaged = false;        ///< a page failed its authentication during the present step

    /// The statement for `sql`, idle or newly prepared; the caller gives it back. On failure nullptr, and
    /// `error` says why: a syntax error, an empty text, or more than one statement.
    sqlite3_stmt *prepare(const QString &sql, QSqlError *error);
    void giveBack(const QString &sql, sqlite3_stmt *statement);

    /// sqlite3_step(), except that a page which failed its authentication is SQLITE_CORRUPT even where the
    /// library would go on with zeros in its place.
    int step(sqlite3_stmt *statement);

    /// The error the last call left, with the engine's own text and number.
    QSqlError error(const QString &what, QSqlError::ErrorType type, int code) const;

    /// Starts watching for damaged pages; once, after opening.
    void watchPages();
};

/// The disk is full. A write that finds no room is SQLITE_FULL; a sync, a truncation or the log's index that
/// finds none is only an I/O error to the library.
bool wantsRoom(sqlite3 *db, int code);

/// The Qt type a column declared as `declared` gives back, by SQLite's rules of affinity; invalid for "".
QMetaType typeOfDeclared(const QString &declared);

}
