#include "core/domain/access/audit_log.h"
#include "core/domain/sales/sale_service.h"

namespace youka {

/// By the number that people know a customer by, or by a card's. Both are looked up whatever the first says,
/// so that how long an answer takes tells nothing.
Result<CustomerId> SaleService::receiverOf(const QString &number, const CardTokeniser &tokeniser)
{
    const auto customer = m_customers.idOf(number);
    const auto card = customer ? m_cards.byToken(tokeniser.forNumber(number)) : fail(customer.error());
    if (!card && card.error().code != ErrorCode::CardUnknown)
        return fail(card.error());
    if (*customer)
        return *customer;
    return card && card->state == CardState::Active ? card->customer : CustomerId();
}

Result<bool> SaleService::giveCoupon(const GiftQuestion &question, Pin pin, const CardKeys &cardKeys,
                                     const CouponKeys &keys, const AskingTerminal &terminal, Timestamp now)
{
    const auto card = cardForPoints(question.card, question.proof, pin, true, terminal, now);
    CouponService coupons(m_db, keys);
    const auto may = card ? coupons.checkGiver(card->customer, now) : fail(card.error());
    const auto receiver = may ? receiverOf(question.to, CardTokeniser(cardKeys.lookup)) : fail(may.error());
    if (!receiver)
        return fail(receiver.error());
    if (pin == Pin::Right)
        if (const auto noted = m_cards.notePin(*card, true); !noted)
            return fail(noted.error());
    const auto given = coupons.giveAway(question.coupon, card->customer, *receiver, now);
    if (given) {
        const CouponId id = question.coupon;
        const AuditLog::Entry entry{
            QStringLiteral("terminal %1").arg(terminal.id.value), QStringLiteral("coupon.gift"),
            QStringLiteral("coupon %1-%2").arg(id.batch).arg(id.serial),
            QStringLiteral("customer %1 to customer %2").arg(card->customer.value).arg(receiver->value)};
        return AuditLog(m_db).add(entry, now).map([] { return true; });
    }
    switch (given.error().code) {
    case ErrorCode::CouponNotGiftable: // about the giver's own coupon, which its owner may know
    case ErrorCode::CouponUsed:
    case ErrorCode::CouponVoid:
    case ErrorCode::CouponReserved:
    case ErrorCode::CouponExpired:
    case ErrorCode::CouponPaused:
    case ErrorCode::CouponUnknown:
        return fail(given.error());
    default:
        break;
    }
    if (isStoreFailure(given.error().code))
        return fail(given.error());
    // Unknown, held out, or has one already: all the same to who asks, and counted.
    return coupons.countWrongReceiver(card->customer, now).map([] { return false; });
}

}
