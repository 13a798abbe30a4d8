#include "core/domain/coupons/sealed_codes.h"

#include "core/domain/coupons/coupon_code.h"
#include "core/foundation/base/json.h"
#include "core/foundation/crypto/aead.h"
#include "core/foundation/crypto/digest.h"
#include "core/foundation/crypto/secret_hash.h"

#include <QJsonDocument>
#include <QtEndian>

namespace youka {

namespace {

const QString Format = QStringLiteral("youka-coupon-codes-1");
constexpr qsizetype LongestHeader = 1'024;
constexpr qsizetype LongestPiece = 4 * 1024 * 1024;

struct Header
{
    SealedCodes what;
    QByteArray salt;
    KeyCost cost;
    QByteArray line; ///< as it stands in the file: every piece is bound to it
};

/// However a keyboard composes its letters.
QByteArray bytesOf(const QString &passphrase)
{
    return passphrase.normalized(QString::NormalizationForm_C).toUtf8();
}

Result<void> write(QIODevice &to, const QByteArray &bytes)
{
    if (to.write(bytes) == bytes.size())
        return {};
    return fail(ErrorCode::StoreFailed, to.errorString());
}

Result<Header> readHeader(QIODevice &from)
{
    Header header;
    header.line = from.readLine(LongestHeader);
    const auto json = parseJsonObject(header.line);
    if (!json || !header.line.endsWith('\n'))
        return fail(ErrorCode::InvalidInput, QStringLiteral("no file of sealed codes"));
    JsonReader in(*json);
    if (in.text("format", 40) != Format)
        in.refuse("format", QStringLiteral("not known"));
    header.what.batch = quint16(in.integer("batch", 1, std::numeric_limits<quint16>::max()));
    header.what.count = quint32(in.integer("count", 1, CouponId::SerialEnd));
    header.salt = in.base64("salt", KeySaltSize);
    header.cost.passes = int(in.integer("passes", 1, 1'000));
    header.cost.memoryKib = int(in.integer("memoryKib", 1, std::numeric_limits<int>::max()));
    if (in.error())
        return fail(*in.error());
    return header;
}

QByteArray linesOf(quint16 batch, quint32 from, quint32 until, QByteArrayView key)
{
    QByteArray lines;
    for (quint32 serial = from; serial < until; ++serial) {
        lines += couponCode({batch, serial}, key).toLatin1();
        lines += '\n';
    }
    return lines;
}

Result<QByteArray> readPiece(QIODevice &from)
{
    const QByteArray size = from.read(4);
    const qsizetype wanted = size.size() == 4 ? qsizetype(qFromBigEndian<quint32>(size.constData())) : 0;
    if (wanted == 0 || wanted > LongestPiece)
        return fail(ErrorCode::DecryptFailed, QStringLiteral("cut short or changed"));
    QByteArray piece = from.read(wanted);
    if (piece.size() != wanted)
        return fail(ErrorCode::DecryptFailed, QStringLiteral("cut short"));
    return piece;
}

}

Result<void> sealCodes(QIODevice &to, const SealedCodes &what, const CouponKeys &keys,
                       const QString &passphrase)
{
    if (passphrase.size() < SealedCodes::ShortestPassphrase)
        return fail(ErrorCode::InvalidInput,
                    QStringLiteral("a passphrase has at least %1 characters").arg(what.ShortestPassphrase));
    const KeyCost cost;
    const QByteArray salt = randomBytes(KeySaltSize);
    const auto key = keyFromPassphrase(bytesOf(passphrase), salt, cost);
    if (!key)
        return fail(key.error());
    const QByteArray line =
        QJsonDocument(QJsonObject{{QStringLiteral("format"), Format},
                                  {QStringLiteral("batch"), what.batch},
                                  {QStringLiteral("count"), qint64(what.count)},
                                  {QStringLiteral("salt"), QString::fromLatin1(salt.toBase64())},
                                  {QStringLiteral("passes"), cost.passes},
                                  {QStringLiteral("memoryKib"), cost.memoryKib}})
            .toJson(QJsonDocument::Compact)
        + '\n';
    if (const auto written = write(to, line); !written)
        return written;
    const QByteArray batchKey = couponBatchKey(keys.master, what.batch);
    quint32 number = 0;
    for (quint32 begin = 0; begin < what.count; begin += SealedCodes::CodesInPiece) {
        const quint32 end = std::min(what.count, begin + SealedCodes::CodesInPiece);
        const QByteArray sealed =
            aeadSeal(*key, linesOf(what.batch, begin, end, batchKey), line + be32(number++));
        if (const auto written = write(to, be32(quint32(sealed.size())) + sealed); !written)
            return written;
    }
    return {};
}

Result<SealedCodes> openCodes(QIODevice &from, const QString &passphrase,
                              const std::function<Result<void>(const QByteArray &lines)> &take)
{
    const auto header = readHeader(from);
    if (!header)
        return fail(header.error());
    const auto key = keyFromPassphrase(bytesOf(passphrase), header->salt, header->cost);
    if (!key)
        return fail(key.error());
    const quint32 pieces = (header->what.count + SealedCodes::CodesInPiece - 1) / SealedCodes::CodesInPiece;
    for (quint32 number = 0; number < pieces; ++number) {
        const auto lines = readPiece(from).and_then(
            [&](const QByteArray &piece) { return aeadOpen(*key, piece, header->line + be32(number)); });
        const auto taken = lines ? take(*lines) : fail(lines.error());
        if (!taken)
            return fail(taken.error());
    }
    if (!from.read(1).isEmpty())
        return fail(ErrorCode::DecryptFailed, QStringLiteral("longer than it was"));
    return header->what;
}

}
