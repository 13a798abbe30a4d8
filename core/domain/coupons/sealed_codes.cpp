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
constexpr qsizetype LongestPiece = 24 * 1024 * 1024; // each code may have its QR text beside it

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

Result<CodeSealer> CodeSealer::begin(QIODevice &to, const SealedCodes &what, const QString &passphrase)
{
    if (passphrase.size() < SealedCodes::ShortestPassphrase)
        return fail(ErrorCode::InvalidInput,
                    QStringLiteral("a passphrase has at least %1 characters").arg(what.ShortestPassphrase));
    const KeyCost cost;
    const QByteArray salt = randomBytes(KeySaltSize);
    const auto key = keyFromPassphrase(bytesOf(passphrase), salt, cost);
    if (!key)
        return fail(key.error());
    const QByteArray header =
        QJsonDocument(QJsonObject{{QStringLiteral("format"), Format},
                                  {QStringLiteral("batch"), what.batch},
                                  {QStringLiteral("count"), qint64(what.count)},
                                  {QStringLiteral("salt"), QString::fromLatin1(salt.toBase64())},
                                  {QStringLiteral("passes"), cost.passes},
                                  {QStringLiteral("memoryKib"), cost.memoryKib}})
            .toJson(QJsonDocument::Compact)
        + '\n';
    return write(to, header).map([&] { return CodeSealer(to, what.count, *key, header); });
}

Result<void> CodeSealer::flush()
{
    const QByteArray sealed = aeadSeal(m_key, m_lines, m_header + be32(m_pieces++));
    m_lines.clear();
    return write(*m_to, be32(quint32(sealed.size())) + sealed);
}

Result<void> CodeSealer::add(const QByteArray &line)
{
    if (m_added == m_count)
        return fail(ErrorCode::InvalidInput, QStringLiteral("more codes than the batch has"));
    m_lines += line;
    m_lines += '\n';
    ++m_added;
    return m_added % SealedCodes::CodesInPiece == 0 || m_added == m_count ? flush() : Result<void>();
}

Result<void> CodeSealer::finish()
{
    if (m_added != m_count)
        return fail(ErrorCode::InvalidInput, QStringLiteral("fewer codes than the batch has"));
    return {};
}

Result<void> sealCodes(QIODevice &to, const SealedCodes &what, const CouponKeys &keys,
                       const QString &passphrase)
{
    auto sealer = CodeSealer::begin(to, what, passphrase);
    if (!sealer)
        return fail(sealer.error());
    const QByteArray batchKey = couponBatchKey(keys.master, what.batch);
    for (quint32 serial = 0; serial < what.count; ++serial)
        if (const auto added = sealer->add(couponCode({what.batch, serial}, batchKey).toLatin1()); !added)
            return added;
    return sealer->finish();
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
