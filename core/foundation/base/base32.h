#pragma once

#include "core/foundation/base/result.h"

#include <QByteArray>

namespace youka {

/// Five bits a character, most significant first, no padding; what is left of the last character is zero.
/// The alphabets: RFC 4648 section 6, and Crockford's, which has no letters that look like digits.
enum class Base32 { Rfc4648, Crockford };

QString toBase32(QByteArrayView bytes, Base32 alphabet);
/// Upper-case characters of the alphabet only, as many as whole bytes need. Errors: InvalidInput.
Result<QByteArray> fromBase32(QStringView text, Base32 alphabet);

/// The alphabet's 32 characters by their value.
QLatin1String base32Alphabet(Base32 alphabet);

}
