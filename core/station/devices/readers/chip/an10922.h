#pragma once

#include "core/foundation/crypto/aes.h"

namespace youka::desfire {

/// The key of one card, made of the scheme's and of what is the card's own: AES-128 of NXP AN10922. `input`
/// is the card's number, the application and the system's name, 1 to 31 bytes. It is CMAC over 01 || input
/// with the padding forced to two blocks. Source: docs/protocols/desfire.md, "Keys".
AesKey diversified(const AesKey &master, QByteArrayView input);

inline constexpr qsizetype MaxDiversification = 31;

}
