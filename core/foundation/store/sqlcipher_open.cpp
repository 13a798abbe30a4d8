#include "core/foundation/store/sqlcipher_open.h"

#include "core/foundation/store/sqlcipher_driver.h"
#include "core/foundation/store/sqlcipher_link.h"

#include <sqlcipher/sqlite3.h>

#include <QFileInfo>

#include <algorithm>
#include <array>
#include <optional>

namespace youka {

namespace {

constexpr int KeyCharacters = 64;

OpenedSqlCipher refuse(QLatin1String code, const QString &text, const QString &engineText = {})
{
    return {nullptr, QSqlError(text, engineText, QSqlError::ConnectionError, code)};
}

bool isRawKey(const QString &key)
{
    return key.size() == KeyCharacters && std::all_of(key.begin(), key.end(), [](QChar c) {
               return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f') || (c >= u'A' && c <= u'F');
           });
}

/// Gives the key as a blob literal, which the library takes as the key itself instead of deriving one.
int setKey(sqlite3 *db, const QString &key)
{
    QByteArray literal;
    literal.reserve(KeyCharacters + 3);
    literal.append("x'").append(key.toLatin1()).append('\'');
    const int code = sqlite3_key(db, literal.constData(), int(literal.size()));
    std::fill_n(static_cast<volatile char *>(literal.data()), literal.size(), '\0');
    return code;
}

/// The first column of the first row `sql` gives; the code is SQLITE_ROW, SQLITE_DONE or an error.
int ask(sqlite3 *db, const QByteArray &sql, QByteArray *answer = nullptr)
{
    sqlite3_stmt *statement = nullptr;
    int code = sqlite3_prepare_v2(db, sql.constData(), int(sql.size()), &statement, nullptr);
    if (code == SQLITE_OK)
        code = sqlite3_step(statement);
    if (code == SQLITE_ROW && answer)
        *answer = reinterpret_cast<const char *>(sqlite3_column_text(statement, 0));
    sqlite3_finalize(statement);
    return code;
}

/// The file of the open connection. Never opened a second time: closing another descriptor of the same file
/// would drop the locks that other connections of this process hold on it.
sqlite3_file *fileOf(sqlite3 *db)
{
    sqlite3_file *file = nullptr;
    sqlite3_file_control(db, "main", SQLITE_FCNTL_FILE_POINTER, &file);
    return file && file->pMethods ? file : nullptr;
}

bool isPlainSqlite(sqlite3 *db)
{
    static constexpr char Magic[] = "SQLite format 3"; // with its final NUL, 16 bytes
    std::array<char, sizeof Magic> head{};
    sqlite3_file *file = fileOf(db);
    return file && file->pMethods->xRead(file, head.data(), int(head.size()), 0) == SQLITE_OK
        && std::equal(head.begin(), head.end(), Magic);
}

bool isCutShort(sqlite3 *db, int pageSize)
{
    sqlite3_file *file = fileOf(db);
    sqlite3_int64 size = 0;
    return file && file->pMethods->xFileSize(file, &size) == SQLITE_OK && size % pageSize != 0;
}

/// A wrong key and rubbish look alike (the first page fails its authentication either way), except that a
/// file that was cut is no whole number of pages.
OpenedSqlCipher unproven(sqlite3 *db, int code, const SqlCipherOptions &options)
{
    const QString engineText = QString::fromUtf8(sqlite3_errmsg(db));
    if (wantsRoom(db, code))
        return refuse(SqlCipherError::Full, QStringLiteral("The disk is full"), engineText);
    switch (code & 0xff) {
    case SQLITE_NOTADB:
        if (!isCutShort(db, options.pageSize))
            return refuse(SqlCipherError::WrongKey,
                          QStringLiteral("The key does not open this file, or it is no database"),
                          engineText);
        [[fallthrough]];
    case SQLITE_CORRUPT:
    case SQLITE_ERROR:
        return refuse(SqlCipherError::Corrupt, QStringLiteral("The database file is damaged"), engineText);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return refuse(SqlCipherError::Busy, QStringLiteral("Another connection keeps the database locked"),
                      engineText);
    default:
        return refuse(SqlCipherError::Unreadable, QStringLiteral("The database file cannot be read"),
                      engineText);
    }
}

/// Opens, gives the key and reads the schema, which is the proof of the key.
OpenedSqlCipher openAndProve(const QByteArray &file, const QString &key, const SqlCipherOptions &options)
{
    const int access = options.readOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    sqlite3 *db = nullptr;
    const int opened = sqlite3_open_v2(file.constData(), &db, access | SQLITE_OPEN_NOMUTEX, nullptr);
    const auto giveUp = [&](OpenedSqlCipher refusal) {
        sqlite3_close(db);
        return refusal;
    };
    if (opened != SQLITE_OK)
        return giveUp(unproven(db, SQLITE_CANTOPEN, options));
    sqlite3_extended_result_codes(db, 1);
    sqlite3_busy_timeout(db, options.busyTimeoutMs);
    if (!options.readOnly && sqlite3_db_readonly(db, "main") == 1)
        return giveUp(
            refuse(SqlCipherError::Unreadable, QStringLiteral("The database file cannot be written")));
    if (!key.isEmpty()) {
        if (isPlainSqlite(db))
            return giveUp(
                refuse(SqlCipherError::NotEncrypted, QStringLiteral("The database file is not encrypted")));
        if (setKey(db, key) != SQLITE_OK)
            return giveUp(refuse(SqlCipherError::KeyInvalid, QStringLiteral("The key was not accepted")));
        if (options.compatibility > 0)
            ask(db, "PRAGMA cipher_compatibility = " + QByteArray::number(options.compatibility));
        ask(db, "PRAGMA cipher_page_size = " + QByteArray::number(options.pageSize));
    }
    QByteArray version;
    if (ask(db, "PRAGMA cipher_version", &version) != SQLITE_ROW || version.isEmpty())
        return giveUp(
            refuse(SqlCipherError::NotEncrypted, QStringLiteral("The database library does not encrypt")));
    const int proof = ask(db, "SELECT count(*) FROM sqlite_master");
    if (proof != SQLITE_ROW)
        return giveUp(unproven(db, proof, options));
    return {db, {}};
}

/// What can be said about the path without opening it.
std::optional<OpenedSqlCipher> refusePath(const QString &file)
{
    const QFileInfo info(file);
    if (file.isEmpty())
        return refuse(SqlCipherError::Unreadable, QStringLiteral("No database file is named"));
    if (info.isDir())
        return refuse(SqlCipherError::Directory, QStringLiteral("The database path is a directory"));
    if (info.exists() && !info.isFile())
        return refuse(SqlCipherError::Unreadable, QStringLiteral("The database path is not a regular file"));
    return std::nullopt;
}

std::optional<OpenedSqlCipher> refuseKey(const QString &file, const QString &key)
{
    if (key.isEmpty() && file != QLatin1String(":memory:"))
        return refuse(SqlCipherError::KeyInvalid, QStringLiteral("A database file needs a key"));
    if (!key.isEmpty() && !isRawKey(key))
        return refuse(SqlCipherError::KeyInvalid,
                      QStringLiteral("The key must be 64 hexadecimal characters"));
    return std::nullopt;
}

bool parseNumber(const QString &value, int least, int most, int *number)
{
    bool ok = false;
    const int parsed = value.toInt(&ok);
    if (!ok || parsed < least || parsed > most)
        return false;
    *number = parsed;
    return true;
}

}

bool SqlCipherOptions::parse(const QString &text, SqlCipherOptions *options, QString *wrong)
{
    const QStringList parts = text.split(u';', Qt::SkipEmptyParts);
    for (const QString &part : parts) {
        const QString name = part.section(u'=', 0, 0).trimmed();
        const QString value = part.section(u'=', 1).trimmed();
        bool good = false;
        if (name == QLatin1String("QSQLCIPHER_BUSY_TIMEOUT")) {
            good = parseNumber(value, 0, 3'600'000, &options->busyTimeoutMs);
        } else if (name == QLatin1String("QSQLCIPHER_PAGE_SIZE")) {
            good = parseNumber(value, 512, 65536, &options->pageSize)
                && (options->pageSize & (options->pageSize - 1)) == 0;
        } else if (name == QLatin1String("QSQLCIPHER_COMPATIBILITY")) {
            good = parseNumber(value, 1, 9, &options->compatibility);
        } else if (name == QLatin1String("QSQLCIPHER_OPEN_READONLY")) {
            good = options->readOnly = value.isEmpty();
        } else if (name == QLatin1String("QSQLCIPHER_BEGIN_IMMEDIATE")) {
            good = options->beginImmediate = value.isEmpty();
        } else {
            good = name.isEmpty();
        }
        if (!good) {
            *wrong = name;
            return false;
        }
    }
    return true;
}

OpenedSqlCipher openSqlCipher(const QString &file, const QString &key, const SqlCipherOptions &options)
{
    if (const auto refused = refuseKey(file, key))
        return *refused;
    if (file == QLatin1String(":memory:"))
        return openAndProve(":memory:", key, options);
    if (const auto refused = refusePath(file))
        return *refused;
    const QByteArray path = file.toUtf8();
    if (!options.readOnly && QFileInfo(file + QLatin1String("-wal")).size() > 0) {
        // A crash left a log. Closing the last connection moves it into the file, whatever its key, so the
        // key is proven first by a connection that cannot write.
        SqlCipherOptions look = options;
        look.readOnly = true;
        const OpenedSqlCipher looked = openAndProve(path, key, look);
        sqlite3_close(looked.db);
        const QString code = looked.error.nativeErrorCode();
        if (code == SqlCipherError::WrongKey || code == SqlCipherError::Corrupt
            || code == SqlCipherError::NotEncrypted)
            return looked;
    }
    return openAndProve(path, key, options);
}

}
