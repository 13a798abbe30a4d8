#include "core/domain/cards/card_rules.h"

namespace youka {

Result<void> checkProof(CardProof issued, CardProof shown)
{
    if (issued == CardProof::Chip && shown != CardProof::Chip)
        return fail(ErrorCode::CardNotGenuine);
    return {};
}

std::optional<ErrorCode> stateRefusal(CardState state, QDate expires, QDate day)
{
    switch (state) {
    case CardState::Lost:
        return ErrorCode::CardLost;
    case CardState::Frozen:
        return ErrorCode::CardFrozen;
    case CardState::Closed:
        return ErrorCode::CardClosed;
    case CardState::Issued:
        return ErrorCode::CardNotActive;
    case CardState::Active:
        break;
    }
    if (expires.isValid() && day > expires)
        return ErrorCode::CardExpired;
    return std::nullopt;
}

namespace {

/// What money and limits leave, whoever asks.
Money lowestCeiling(const CardFacts &card)
{
    Money lowest = card.available;
    if (card.limitPerSale)
        lowest = min(lowest, *card.limitPerSale);
    if (card.limitPerDay)
        lowest = min(lowest, *card.limitPerDay - card.spentToday);
    return lowest;
}

}

Result<Money> decidePurchase(const CardFacts &card, const CardRequest &request)
{
    if (const auto refusal = stateRefusal(card.state, card.expires, request.businessDay))
        return fail(*refusal);
    const bool fuel = !request.goods || !request.product.isEmpty();
    if (fuel && !card.products.isEmpty() && !card.products.contains(request.product))
        return fail(ErrorCode::ProductNotAllowed, request.product);
    if (request.goods && !card.products.isEmpty() && !card.products.contains(shopGoods()))
        return fail(ErrorCode::GoodsNotByCard);
    if (request.wanted.currency != card.available.currency)
        return fail(ErrorCode::CurrencyMismatch);
    if (!request.wanted.isPositive())
        return fail(ErrorCode::AmountNotPositive);

    const Money nothing{0, card.available.currency};
    Money granted = request.wanted;
    const auto apply = [&](Money ceiling, ErrorCode code) -> std::optional<Error> {
        if (ceiling <= nothing || (request.wantsExactly && ceiling < granted))
            return Error{code, {}, max(nothing, lowestCeiling(card))};
        granted = min(granted, ceiling);
        return std::nullopt;
    };
    if (card.limitPerSale)
        if (const auto refusal = apply(*card.limitPerSale, ErrorCode::LimitPerSale))
            return fail(*refusal);
    if (card.limitPerDay)
        if (const auto refusal = apply(*card.limitPerDay - card.spentToday, ErrorCode::LimitPerDay))
            return fail(*refusal);
    if (const auto refusal = apply(card.available, ErrorCode::InsufficientFunds))
        return fail(*refusal);
    if (card.pinSet && card.pinAbove && granted > *card.pinAbove && !request.pinVerified)
        return fail(ErrorCode::PinRequired);
    return granted;
}

bool isAllowedTransition(CardState from, CardState to)
{
    switch (from) {
    case CardState::Issued:
        return to == CardState::Active || to == CardState::Closed;
    case CardState::Active:
        return to == CardState::Frozen || to == CardState::Lost || to == CardState::Closed;
    case CardState::Frozen:
        return to == CardState::Active || to == CardState::Lost || to == CardState::Closed;
    case CardState::Lost:
        return to == CardState::Active || to == CardState::Closed;
    case CardState::Closed:
        return false;
    }
    return false;
}

char luhnDigit(QStringView digits)
{
    int sum = 0;
    bool twice = true; // the digit next to the check digit counts double
    for (qsizetype i = digits.size() - 1; i >= 0; --i, twice = !twice) {
        const int value = digits[i].unicode() - u'0';
        if (value < 0 || value > 9)
            return '\0';
        const int weighted = twice ? value * 2 : value;
        sum += weighted > 9 ? weighted - 9 : weighted;
    }
    return char('0' + (10 - sum % 10) % 10);
}

bool isCardNumber(QStringView number)
{
    if (number.size() < 13 || number.size() > 19)
        return false;
    const char check = luhnDigit(number.chopped(1));
    return check != '\0' && number.back() == QLatin1Char(check);
}

QString maskedCardNumber(QStringView number)
{
    if (number.size() < 9)
        return QStringLiteral("****");
    return number.first(4).toString() + QStringLiteral(" **** **** ") + number.last(4).toString();
}

Result<Track2> parseTrack2(QByteArrayView ascii)
{
    const qsizetype end = ascii.indexOf('?');
    if (ascii.size() > 40 || ascii.isEmpty() || ascii.front() != ';' || end < 0 || end + 2 != ascii.size())
        return fail(ErrorCode::CardReadFailed, QStringLiteral("track 2 without its sentinels"));
    int lrc = 0;
    for (const char c : ascii.first(end + 1)) {
        if (c < '0' || c > '?')
            return fail(ErrorCode::CardReadFailed, QStringLiteral("a character that track 2 does not have"));
        lrc ^= c & 0x0f;
    }
    if ((ascii.back() & 0x0f) != lrc || ascii.back() < '0' || ascii.back() > '?')
        return fail(ErrorCode::CardReadFailed, QStringLiteral("track 2 check character"));
    const QString text = QString::fromLatin1(ascii.sliced(1, end - 1));
    const qsizetype separator = text.indexOf(u'=');
    const QString number = text.left(separator);
    const QString rest = text.mid(separator + 1);
    if (separator < 1 || separator > 19)
        return fail(ErrorCode::CardReadFailed, QStringLiteral("track 2 without a separator"));
    bool yearOk = false;
    bool monthOk = false;
    const int year = rest.left(2).toInt(&yearOk);
    const int month = rest.mid(2, 2).toInt(&monthOk);
    if (rest.size() < 7 || !yearOk || !monthOk || month < 1 || month > 12)
        return fail(ErrorCode::CardReadFailed, QStringLiteral("track 2 expiry"));
    return Track2{number, 2000 + year, month};
}

}
