#pragma once

#include "core/domain/cards/card.h"

namespace youka {

/// One purchase put to the rule.
struct CardRequest
{
    QString product;           ///< product code, e.g. "95"
    Money wanted;              ///< the most the driver may take; > 0
    bool wantsExactly = false; ///< prepay: all of it or nothing; otherwise less may be granted
    QDate businessDay;
    bool pinVerified = false;
    bool goods = false; ///< shop goods are among it; `product` is empty when there is nothing else
};

/// What a card's list of products calls the shop. A card without a list buys everything; one with a list buys
/// goods only where this is in it.
inline QString shopGoods() { return QStringLiteral("goods"); }

/// May this card take this now, and how much? The one rule of both sides: the server asks it online, a
/// terminal offline, on facts of their own. Grants min(wanted, available, what the limits leave) unless
/// exactly the wanted amount is asked for. Errors, in the order they are checked: CardLost, CardFrozen,
/// CardClosed, CardNotActive, CardExpired, ProductNotAllowed, GoodsNotByCard, AmountNotPositive,
/// LimitPerSale, LimitPerDay, InsufficientFunds, PinRequired. The limits and the funds say what is left: the
/// most that would be granted.
Result<Money> decidePurchase(const CardFacts &card, const CardRequest &request);

/// Is the card as good as it was issued? A medium that was issued as a chip and comes with its number alone
/// is a copy of the number. Source: docs/decisions/026-chips-prove-themselves.md. Errors: CardNotGenuine.
Result<void> checkProof(CardProof issued, CardProof shown);

/// The state alone: nullopt when the card may be used on that day.
std::optional<ErrorCode> stateRefusal(CardState state, QDate expires, QDate day);

/// May a card go from one state to another? Lost can be lifted, closed is for good.
bool isAllowedTransition(CardState from, CardState to);

/// Luhn check digit (ISO/IEC 7812-1 annex B) of a number without it; '\0' when a character is not a digit.
char luhnDigit(QStringView digits);
/// 13 to 19 digits with a right check digit.
bool isCardNumber(QStringView number);
/// "9000 **** **** 5670": first four and last four.
QString maskedCardNumber(QStringView number);

/// Track 2 of a magnetic stripe: `;PAN=YYMM SSS discretionary?LRC`. Source: ISO/IEC 7813, card sheet
/// section 6.
struct Track2
{
    QString number;
    int expiryYear = 0; ///< four digits
    int expiryMonth = 0;
};
/// Checks sentinels, separator and LRC; the number's own check digit is isCardNumber()'s. Errors:
/// CardReadFailed.
Result<Track2> parseTrack2(QByteArrayView ascii);

}
