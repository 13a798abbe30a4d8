#pragma once

#include <QLatin1String>
#include <QMutex>
#include <QSqlDriver>

#include <memory>

struct sqlite3;

namespace youka {

struct SqlCipherLink;

/// The name to give QSqlDatabase::addDatabase().
inline constexpr QLatin1String SqlCipherDriverName("QSQLCIPHER");

/// Makes QSQLCIPHER known to Qt SQL. May be called any number of times, from any thread.
void registerSqlCipherDriver();

/// QSqlError::nativeErrorCode() of a connection that was refused. Later errors carry SQLite's own extended
/// number
/// ("2067" for a UNIQUE constraint; number % 256 is the primary one: 5 busy, 11 corrupt, 13 full, 19
/// constraint).
namespace SqlCipherError {
/// The file does not open with this key; or its first page is rubbish, which cannot be told apart.
inline constexpr QLatin1String WrongKey("wrong-key");
/// The file is cut short, or its schema cannot be read though the key is right.
inline constexpr QLatin1String Corrupt("corrupt");
/// A plain SQLite file, or a library without encryption.
inline constexpr QLatin1String NotEncrypted("not-encrypted");
inline constexpr QLatin1String Directory("directory");
/// Missing folder, no permission to read or to write, not a regular file.
inline constexpr QLatin1String Unreadable("unreadable");
/// No key, or not 64 hexadecimal characters.
inline constexpr QLatin1String KeyInvalid("key-invalid");
/// Locked by another connection for longer than the busy timeout.
inline constexpr QLatin1String Busy("busy");
/// No room on the disk for the log's index.
inline constexpr QLatin1String Full("full");
/// An unknown connect option, or one with a value that makes no sense.
inline constexpr QLatin1String OptionInvalid("option-invalid");
}

/// Qt SQL on SQLCipher, linked directly, so there is one SQLite in the process and no way to a plain-text
/// file.
///
/// The password of the QSqlDatabase is the key itself: 64 hexadecimal characters, 256 bits, no derivation. It
/// appears in no error text. Only ":memory:" opens without one. A refused file is left byte for byte as it
/// was.
///
/// Connect options, separated by ';' (an unknown one refuses to open):
///  - QSQLCIPHER_BUSY_TIMEOUT=ms     how long to wait for a lock; 5000 unless said
///  - QSQLCIPHER_PAGE_SIZE=bytes     4096 unless said; always set, as libraries differ in their default
///  - QSQLCIPHER_OPEN_READONLY       no writing; in WAL mode the -wal and -shm files then stay behind on
///  close
///  - QSQLCIPHER_BEGIN_IMMEDIATE     transaction() takes the write lock at once instead of at the first write
///  - QSQLCIPHER_COMPATIBILITY=n     the file format of SQLCipher n: with library 4, 3 reads files library 3
///  wrote
///
/// Behaviour is that of Qt's SQLite driver: INTEGER comes back as qlonglong, bool is 0 or 1, dates are ISO
/// text, placeholders are `?` or `:name`. Where it says more: a NULL has the type its column declares;
/// INTEGER columns are qlonglong in record(); numRowsAffected() and lastInsertId() are those of this very
/// statement, and there is no id when it changed no row; a value no text can hold is an error, not ""; a page
/// that fails its authentication is error 11 even where the library would read zeros.
///
/// Idle prepared statements are kept (128, by text), so preparing the same text again is cheap. A connection
/// belongs to one thread; only cancelQuery() may be called from another.
class SqlCipherDriver : public QSqlDriver
{
    Q_OBJECT
public:
    explicit SqlCipherDriver(QObject *parent = nullptr);
    ~SqlCipherDriver() override;

    /// Errors: SqlCipherError.
    bool open(const QString &file, const QString &user, const QString &key, const QString &host, int port,
              const QString &options) override;
    /// Finalises the statements of all queries; these become inactive.
    void close() override;
    QSqlResult *createResult() const override;
    bool hasFeature(DriverFeature feature) const override;
    /// The sqlite3 *, as a QVariant of that type.
    QVariant handle() const override;

    bool beginTransaction() override;
    bool commitTransaction() override;
    bool rollbackTransaction() override;

    /// Names that begin with "sqlite_" are system tables.
    QStringList tables(QSql::TableType type) const override;
    QSqlRecord record(const QString &table) const override;
    /// The columns of the primary key, in the order of the key.
    QSqlIndex primaryIndex(const QString &table) const override;
    QString formatValue(const QSqlField &field, bool trimStrings) const override;
    QString escapeIdentifier(const QString &identifier, IdentifierType type) const override;

    /// Stops what the connection is doing; that query fails with error 9.
    bool cancelQuery() override;

    /// For statements that go straight to the engine.
    const std::shared_ptr<SqlCipherLink> &link() const { return m_link; }

private:
    bool control(const QString &sql, const QString &failure);
    QSqlIndex columnsOf(const QString &table, bool onlyKey) const;

    std::shared_ptr<SqlCipherLink> m_link;
    mutable QMutex m_handleMutex; ///< between close() and a cancelQuery() from another thread
    bool m_beginImmediate = false;
};

}

Q_DECLARE_OPAQUE_POINTER(sqlite3 *)
