#include "core/foundation/store/sqlcipher_bind.h"

#include <sqlcipher/sqlite3.h>

#include <QDateTime>
#include <QStringDecoder>
#include <QStringEncoder>
#include <QUuid>
#include <QVarLengthArray>

#include <limits>

namespace youka {

namespace {

/// Text in the encoding of the file; the engine copies it, so nothing has to outlive the call.
int bindText(sqlite3_stmt *statement, int index, QStringView text)
{
    QStringEncoder encoder(QStringEncoder::Utf8, QStringEncoder::Flag::Stateless);
    QVarLengthArray<char, 768> utf8(encoder.requiredSpace(text.size()) + 1);
    const char *end = encoder.appendToBuffer(utf8.data(), text);
    return sqlite3_bind_text64(statement, index, utf8.data(), sqlite3_uint64(end - utf8.data()),
                               SQLITE_TRANSIENT, SQLITE_UTF8);
}

int bindBlob(sqlite3_stmt *statement, int index, const QByteArray &bytes)
{
    // Not null even when empty: a null pointer would store NULL.
    return sqlite3_bind_blob64(statement, index, bytes.constData(), sqlite3_uint64(bytes.size()),
                               SQLITE_TRANSIENT);
}

/// True also for a variant that holds a null QString, QByteArray, date or id.
bool isNullValue(const QVariant &value)
{
    if (!value.isValid() || value.isNull())
        return true;
    switch (value.typeId()) {
    case QMetaType::QString:
        return static_cast<const QString *>(value.constData())->isNull();
    case QMetaType::QByteArray:
        return static_cast<const QByteArray *>(value.constData())->isNull();
    case QMetaType::QDateTime:
        return static_cast<const QDateTime *>(value.constData())->isNull();
    case QMetaType::QDate:
        return static_cast<const QDate *>(value.constData())->isNull();
    case QMetaType::QTime:
        return static_cast<const QTime *>(value.constData())->isNull();
    case QMetaType::QUuid:
        return static_cast<const QUuid *>(value.constData())->isNull();
    default:
        return false;
    }
}

}

QString textOf(QByteArrayView utf8)
{
    if (utf8.startsWith("\xEF\xBB\xBF")) // U+FEFF is part of the text here, which fromUtf8() would drop
        return QStringDecoder(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom)(utf8);
    return QString::fromUtf8(utf8);
}

int bindValue(sqlite3_stmt *statement, int index, const QVariant &value)
{
    if (isNullValue(value))
        return sqlite3_bind_null(statement, index);
    switch (value.typeId()) {
    case QMetaType::LongLong:
        return sqlite3_bind_int64(statement, index, *static_cast<const qlonglong *>(value.constData()));
    case QMetaType::Bool:
    case QMetaType::Int:
    case QMetaType::UInt:
    case QMetaType::Long:
    case QMetaType::Short:
    case QMetaType::UShort:
    case QMetaType::SChar:
    case QMetaType::UChar:
        return sqlite3_bind_int64(statement, index, value.toLongLong());
    case QMetaType::ULong:
    case QMetaType::ULongLong:
        if (const qulonglong number = value.toULongLong();
            number <= qulonglong(std::numeric_limits<qint64>::max()))
            return sqlite3_bind_int64(statement, index, qint64(number));
        break; // as text, which is exact
    case QMetaType::Float:
    case QMetaType::Double:
        return sqlite3_bind_double(statement, index, value.toDouble());
    case QMetaType::QByteArray:
        return bindBlob(statement, index, *static_cast<const QByteArray *>(value.constData()));
    case QMetaType::QString:
        return bindText(statement, index, *static_cast<const QString *>(value.constData()));
    case QMetaType::QDateTime:
        return bindText(statement, index, value.toDateTime().toString(Qt::ISODateWithMs));
    case QMetaType::QTime:
        return bindText(statement, index, value.toTime().toString(u"hh:mm:ss.zzz"));
    default:
        break;
    }
    if (!value.canConvert<QString>())
        return SQLITE_MISMATCH;
    return bindText(statement, index, value.toString());
}

int bindStored(sqlite3_stmt *statement, int index, const QVariant &value)
{
    if (value.isNull())
        return sqlite3_bind_null(statement, index);
    switch (value.typeId()) {
    case QMetaType::LongLong:
        return sqlite3_bind_int64(statement, index, *static_cast<const qlonglong *>(value.constData()));
    case QMetaType::Int:
        return sqlite3_bind_int(statement, index, *static_cast<const int *>(value.constData()));
    case QMetaType::QByteArray:
        return bindBlob(statement, index, *static_cast<const QByteArray *>(value.constData()));
    case QMetaType::QString:
        return bindText(statement, index, *static_cast<const QString *>(value.constData()));
    default:
        return bindValue(statement, index, value);
    }
}

}
