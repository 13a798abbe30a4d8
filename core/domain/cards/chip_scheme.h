#pragma once

#include "core/foundation/crypto/aes.h"

#include <QJsonObject>

namespace youka {

/// How the chips of the scheme prove themselves: the application they carry, the key in it, and what a card's
/// own key is made of. Everything but the master is the same in every installation.
/// Source: docs/protocols/desfire.md, "What a card of ours carries".
struct ChipScheme
{
    QByteArray application; ///< three bytes as they travel, the low one first
    quint8 keyNumber = 0;   ///< of the key that proves; it changes nothing on the card
    QByteArray systemName;
    AesKey master;

    /// 16 bytes. Errors: KeyMissing.
    static Result<ChipScheme> withMaster(QByteArrayView master);
    /// What the key of the card with this number is made of: number, application, system.
    QByteArray diversification(const QByteArray &uid) const { return uid + application + systemName; }
};

/// For the machine that personalises cards; all in hex. Holds the master in clear.
QJsonObject toJson(const ChipScheme &scheme);

}
