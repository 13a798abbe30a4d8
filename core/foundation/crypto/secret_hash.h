#pragma once

#include "core/foundation/base/result.h"

#include <QByteArray>

namespace youka {

/// What one guess costs. Interactive: a sign-in or a PIN at a pump (about 20 ms); Test: as little as there
/// is.
enum class HashCost { Interactive, Test };

/// Argon2id (RFC 9106), in the usual text form with its salt and parameters.
QByteArray hashSecret(QByteArrayView secret, HashCost cost = HashCost::Interactive);
bool verifySecret(const QByteArray &encoded, QByteArrayView secret);

/// What making a key of a passphrase costs; goes beside the salt, in the open.
struct KeyCost
{
    int passes = 3;
    int memoryKib = 64 * 1024; ///< RFC 9106 section 4, the second choice
};
constexpr qsizetype KeySaltSize = 16;

/// 32 bytes by Argon2id: the same of the same passphrase, salt and cost. The cost may come from a file, so it
/// is bounded. Errors: NumberOutOfRange (cost), InvalidInput (a salt of another size),
/// Unavailable (not so much memory).
Result<QByteArray> keyFromPassphrase(QByteArrayView passphrase, QByteArrayView salt, KeyCost cost = {});

}
