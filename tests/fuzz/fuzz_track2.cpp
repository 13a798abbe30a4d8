#include "core/domain/cards/card_rules.h"
#include "core/domain/cards/card_tokeniser.h"
#include "tests/fuzz/fuzz.h"

using namespace youka;

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray input = inputOf(data, size);
    if (const auto track = parseTrack2(input)) {
        ensure(track->number.size() >= 1 && track->number.size() <= 19, "a number has 1 to 19 characters");
        ensure(track->expiryMonth >= 1 && track->expiryMonth <= 12, "month");
        ensure(track->expiryYear >= 2000 && track->expiryYear <= 2099, "year");
    }
    const CardTokeniser tokeniser("a key of a test");
    if (const auto card = tokeniser.fromTrack2(input)) {
        ensure(card->token.bytes.size() == 16, "a token has 16 bytes");
        const QString digits = QString(card->masked).remove(u' ').remove(u'*');
        ensure(digits.size() == 8, "a mask shows eight digits");
    }
    isCardNumber(QString::fromUtf8(input));
    maskedCardNumber(QString::fromUtf8(input));
    tokeniser.fromUid(input);
    return 0;
}
