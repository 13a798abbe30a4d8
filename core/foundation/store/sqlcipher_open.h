#pragma once

#include <QSqlError>
#include <QString>

struct sqlite3;

namespace youka {

/// What QSqlDatabase::setConnectOptions() may say, separated by ';'. See SqlCipherDriver.
struct SqlCipherOptions
{
    int busyTimeoutMs = 5000;
    int pageSize = 4096;
    int compatibility = 0; ///< 0: the library's own format
    bool readOnly = false;
    bool beginImmediate = false;

    /// False when an option is unknown or its value makes no sense; `wrong` then names it.
    static bool parse(const QString &text, SqlCipherOptions *options, QString *wrong);
};

/// An open connection whose key is proven, or nullptr and the reason (a SqlCipherError code).
struct OpenedSqlCipher
{
    sqlite3 *db = nullptr;
    QSqlError error;
};

/// Opens `file` with `key` (64 hexadecimal characters). Nothing is written to a file that is refused.
OpenedSqlCipher openSqlCipher(const QString &file, const QString &key, const SqlCipherOptions &options);

}
