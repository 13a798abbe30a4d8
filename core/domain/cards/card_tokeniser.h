#pragma once

#include "core/domain/cards/card.h"

namespace youka {

/// Turns what a reader read into a token, with the scheme's lookup key that every enrolled terminal holds.
class CardTokeniser
{
public:
    explicit CardTokeniser(QByteArray lookupKey)
        : m_key(std::move(lookupKey))
    {
    }
    CardToken forNumber(QStringView number) const;
    CardToken forUid(QByteArrayView uid) const;
    /// Errors: CardReadFailed, CardNumberInvalid.
    Result<CardIdentity> fromTrack2(QByteArrayView ascii) const;
    /// `proof` is Uid, or Chip after the chip proved itself; the token is the same.
    CardIdentity fromUid(QByteArrayView uid, CardProof proof = CardProof::Uid) const;

private:
    QByteArray m_key;
};

}
