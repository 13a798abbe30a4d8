#pragma once

#include "core/domain/coupons/campaign.h"
#include "core/domain/coupons/coupon_keys.h"

#include <QIODevice>

#include <functional>

namespace youka {

/// All codes of a printed batch, on their way to whoever prints or sends them: worth nothing without the
/// passphrase. One line of JSON with batch, count, salt and cost; then pieces of so many lines, one a code,
/// each as its length (four bytes, most significant first) and its sealed bytes (aead.h), bound to that line
/// and to its number. Source: docs/coupons.md, "Codes for the printer".
struct SealedCodes
{
    static constexpr qsizetype ShortestPassphrase = 12; ///< characters
    static constexpr quint32 CodesInPiece = 65'536;

    quint16 batch = 0;
    quint32 count = 0;
};

/// Writes such a file line by line, for who gets the codes page by page.
class CodeSealer
{
public:
    /// `to` outlives it. Errors: InvalidInput (a short passphrase), StoreFailed (the device did not take it).
    static Result<CodeSealer> begin(QIODevice &to, const SealedCodes &what, const QString &passphrase);
    /// What there is of one code, without the line's end. Errors: InvalidInput (more than were said),
    /// StoreFailed.
    Result<void> add(const QByteArray &line);
    /// Errors: InvalidInput (fewer than were said), StoreFailed.
    Result<void> finish();

private:
    CodeSealer(QIODevice &to, quint32 count, QByteArray key, QByteArray header)
        : m_to(&to)
        , m_count(count)
        , m_key(std::move(key))
        , m_header(std::move(header))
    {
    }
    Result<void> flush();
    QIODevice *m_to;
    quint32 m_count;
    QByteArray m_key;
    QByteArray m_header;
    QByteArray m_lines; ///< of the piece that is not full yet
    quint32 m_added = 0;
    quint32 m_pieces = 0;
};

/// Writes them, one code a line. Errors: InvalidInput (a short passphrase), StoreFailed (the device did not
/// take it).
Result<void> sealCodes(QIODevice &to, const SealedCodes &what, const CouponKeys &keys,
                       const QString &passphrase);

/// Gives the codes piece by piece, in order, each as lines; what it was given is genuine, but only when all
/// of it succeeds it is complete. Errors: InvalidInput (no such file), DecryptFailed (wrong passphrase,
/// changed, cut short or longer), what `take` said.
Result<SealedCodes> openCodes(QIODevice &from, const QString &passphrase,
                              const std::function<Result<void>(const QByteArray &lines)> &take);

}
