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

}
