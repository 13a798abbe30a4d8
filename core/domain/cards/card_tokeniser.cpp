#include "core/domain/cards/card_tokeniser.h"

#include "core/domain/cards/card_rules.h"
#include "core/foundation/crypto/digest.h"

namespace youka {

CardToken CardTokeniser::forNumber(QStringView number) const
{
    return {hmacSha256(m_key, "number:" + number.toLatin1()).first(16)};
}

CardToken CardTokeniser::forUid(QByteArrayView uid) const
{
    return {hmacSha256(m_key, "uid:" + uid.toByteArray()).first(16)};
}

Result<CardIdentity> CardTokeniser::fromTrack2(QByteArrayView ascii) const
{
    return parseTrack2(ascii).and_then([&](const Track2 &track) -> Result<CardIdentity> {
        if (!isCardNumber(track.number))
            return fail(ErrorCode::CardNumberInvalid);
        return CardIdentity{forNumber(track.number), CardProof::Track, maskedCardNumber(track.number)};
    });
}

CardIdentity CardTokeniser::fromUid(QByteArrayView uid, CardProof proof) const
{
    const QString hex = QString::fromLatin1(uid.toByteArray().toHex().toUpper());
    return {forUid(uid), proof, QStringLiteral("UID ****") + hex.right(4)};
}

}
