#include "ui/widgets/exception_words.h"

#include "ui/widgets/office_words.h"

namespace youka {

QString exceptionKindText(ExceptionKind kind)
{
    switch (kind) {
    case ExceptionKind::Overdrawn:
        return say(QT_TRANSLATE_NOOP("Office", "Overdrawn"));
    case ExceptionKind::CardFrozen:
        return say(QT_TRANSLATE_NOOP("Office", "Card not usable"));
    case ExceptionKind::CardClosed:
        return say(QT_TRANSLATE_NOOP("Office", "Card closed"));
    case ExceptionKind::CardUnknown:
        return say(QT_TRANSLATE_NOOP("Office", "Unknown card"));
    case ExceptionKind::PriceUnknown:
        return say(QT_TRANSLATE_NOOP("Office", "Price not published"));
    case ExceptionKind::ChainGap:
        return say(QT_TRANSLATE_NOOP("Office", "Records missing"));
    case ExceptionKind::ChainFork:
        return say(QT_TRANSLATE_NOOP("Office", "Two journals"));
    case ExceptionKind::Clock:
        return say(QT_TRANSLATE_NOOP("Office", "Wrong clock"));
    case ExceptionKind::Duplicate:
        return say(QT_TRANSLATE_NOOP("Office", "Second record"));
    case ExceptionKind::LateCapture:
        return say(QT_TRANSLATE_NOOP("Office", "Late capture"));
    case ExceptionKind::HoldUnknown:
        return say(QT_TRANSLATE_NOOP("Office", "Unknown reservation"));
    case ExceptionKind::HoldUnfit:
        return say(QT_TRANSLATE_NOOP("Office", "Unfit reservation"));
    case ExceptionKind::Implausible:
        return say(QT_TRANSLATE_NOOP("Office", "Implausible amount"));
    case ExceptionKind::ReversalRefused:
        return say(QT_TRANSLATE_NOOP("Office", "Reversal refused"));
    case ExceptionKind::CardNotGenuine:
        return say(QT_TRANSLATE_NOOP("Office", "Copied chip"));
    case ExceptionKind::CouponTwice:
        return say(QT_TRANSLATE_NOOP("Office", "Coupon used twice"));
    case ExceptionKind::CouponUnfit:
        return say(QT_TRANSLATE_NOOP("Office", "Unfit coupon"));
    case ExceptionKind::TankVariance:
        return say(QT_TRANSLATE_NOOP("Office", "Books and tank differ"));
    case ExceptionKind::TankLoss:
        return say(QT_TRANSLATE_NOOP("Office", "Possible loss from a tank"));
    case ExceptionKind::TankWater:
        return say(QT_TRANSLATE_NOOP("Office", "Water in a tank"));
    case ExceptionKind::TankLow:
        return say(QT_TRANSLATE_NOOP("Office", "Tank nearly empty"));
    case ExceptionKind::PointsUnfit:
        return say(QT_TRANSLATE_NOOP("Office", "Points not reserved"));
    case ExceptionKind::CouponTerminal:
        return say(QT_TRANSLATE_NOOP("Office", "Coupons of many accounts"));
    case ExceptionKind::CouponVelocity:
        return say(QT_TRANSLATE_NOOP("Office", "Coupons used too fast"));
    case ExceptionKind::CouponCashier:
        return say(QT_TRANSLATE_NOOP("Office", "A cashier's coupons"));
    case ExceptionKind::CouponInviter:
        return say(QT_TRANSLATE_NOOP("Office", "Many invited accounts"));
    case ExceptionKind::PaymentShort:
        return say(QT_TRANSLATE_NOOP("Office", "Payment service has less"));
    case ExceptionKind::PaymentLong:
        return say(QT_TRANSLATE_NOOP("Office", "Payment service has more"));
    }
    return {};
}

QString exceptionMeaning(ExceptionKind kind)
{
    switch (kind) {
    case ExceptionKind::Overdrawn:
        return say(
            QT_TRANSLATE_NOOP("Office", "The card's money did not cover the sale; the rest is a debt."));
    case ExceptionKind::CardFrozen:
        return say(QT_TRANSLATE_NOOP(
            "Office", "The station sold offline on a card that was frozen, lost or expired meanwhile."));
    case ExceptionKind::CardClosed:
        return say(
            QT_TRANSLATE_NOOP("Office", "The station sold offline on a card that was closed meanwhile."));
    case ExceptionKind::CardUnknown:
        return say(
            QT_TRANSLATE_NOOP("Office", "The station reserved offline for a card that is not one of ours."));
    case ExceptionKind::PriceUnknown:
        return say(QT_TRANSLATE_NOOP(
            "Office", "The sale's price was not published for this station at that time or the day before."));
    case ExceptionKind::ChainGap:
        return say(QT_TRANSLATE_NOOP(
            "Office", "Records of this terminal are missing. The case closes by itself when they come."));
    case ExceptionKind::ChainFork:
        return say(QT_TRANSLATE_NOOP(
            "Office", "The terminal sent two different records under one number and is shut out."));
    case ExceptionKind::Clock:
        return say(QT_TRANSLATE_NOOP("Office", "The terminal's clock is ahead of the centre or went back."));
    case ExceptionKind::Duplicate:
        return say(
            QT_TRANSLATE_NOOP("Office", "A sale was recorded twice; the second record was not booked."));
    case ExceptionKind::LateCapture:
        return say(
            QT_TRANSLATE_NOOP("Office", "The sale came after its reservation had ended; it is booked."));
    case ExceptionKind::HoldUnknown:
        return say(QT_TRANSLATE_NOOP(
            "Office", "Fuel was delivered against a reservation that is not known; the money waits here."));
    case ExceptionKind::HoldUnfit:
        return say(QT_TRANSLATE_NOOP(
            "Office",
            "Fuel was delivered against a reservation that cannot pay for it; the money waits here."));
    case ExceptionKind::Implausible:
        return say(QT_TRANSLATE_NOOP("Office", "Litres times price do not explain the amount at the pump."));
    case ExceptionKind::ReversalRefused:
        return say(QT_TRANSLATE_NOOP(
            "Office", "A terminal took a top-up back that can no longer be taken back. See to the money."));
    case ExceptionKind::CardNotGenuine:
        return say(QT_TRANSLATE_NOOP(
            "Office",
            "The station sold offline to the number of a chip card without its chip. It may be a copy."));
    case ExceptionKind::CouponTwice:
        return say(QT_TRANSLATE_NOOP(
            "Office",
            "Two stations took one coupon while the centre was away. What the second took off waits here."));
    case ExceptionKind::CouponUnfit:
        return say(QT_TRANSLATE_NOOP(
            "Office",
            "A sale took off more than its coupon was worth, or the coupon was void; the money waits here."));
    case ExceptionKind::TankVariance:
        return say(QT_TRANSLATE_NOOP(
            "Office", "What was there, came and was sold that day does not add up to what the gauge says."));
    case ExceptionKind::TankLoss:
        return say(QT_TRANSLATE_NOOP(
            "Office", "The level of a tank fell although no hose was open, or its gauge found a leak."));
    case ExceptionKind::TankWater:
        return say(QT_TRANSLATE_NOOP("Office", "There is much water at the bottom of a tank."));
    case ExceptionKind::TankLow:
        return say(QT_TRANSLATE_NOOP(
            "Office", "A tank is nearly empty. The case closes by itself when it has been filled."));
    case ExceptionKind::PointsUnfit:
        return say(QT_TRANSLATE_NOOP(
            "Office",
            "A sale took off more with points than was reserved or there for it; the money waits here."));
    case ExceptionKind::CouponTerminal:
        return say(QT_TRANSLATE_NOOP(
            "Office",
            "One terminal claimed or redeemed coupons for more accounts than customers can come to it in "
            "that time. Ask who stood there."));
    case ExceptionKind::CouponVelocity:
        return say(QT_TRANSLATE_NOOP(
            "Office",
            "One customer's coupons were redeemed faster than one person can buy, or at two stations almost "
            "at once. Somebody may have the card's copy."));
    case ExceptionKind::CouponCashier:
        return say(QT_TRANSLATE_NOOP(
            "Office",
            "One cashier's cash sales have coupons, or the coupons are of one account, far more often than "
            "with the others of the station. Compare the receipts before you ask; it may have a good "
            "reason."));
    case ExceptionKind::CouponInviter:
        return say(QT_TRANSLATE_NOOP(
            "Office",
            "One customer invited more new accounts in a day than one person brings along. Look whether they "
            "are different people; a club or a company may have a good reason."));
    case ExceptionKind::PaymentShort:
        return say(QT_TRANSLATE_NOOP(
            "Office",
            "The books say that money came which the payment service's bill or the bank does not show. Ask "
            "the service about the order before you write it off."));
    case ExceptionKind::PaymentLong:
        return say(QT_TRANSLATE_NOOP("Office",
                                     "The payment service's bill or the bank shows money that the books do "
                                     "not know. Find out whose it "
                                     "is, and give it back or book it before you explain it."));
    }
    return {};
}

QString exceptionStateText(ExceptionState state)
{
    switch (state) {
    case ExceptionState::Open:
        return say(QT_TRANSLATE_NOOP("Office", "Open"));
    case ExceptionState::Taken:
        return say(QT_TRANSLATE_NOOP("Office", "In work"));
    case ExceptionState::Proposed:
        return say(QT_TRANSLATE_NOOP("Office", "Waits for a second person"));
    case ExceptionState::Resolved:
        return say(QT_TRANSLATE_NOOP("Office", "Resolved"));
    }
    return {};
}

QString resolutionText(Resolution resolution)
{
    switch (resolution) {
    case Resolution::None:
        break;
    case Resolution::Explained:
        return say(QT_TRANSLATE_NOOP("Office", "Explained, no money moves"));
    case Resolution::ChargeCustomer:
        return say(QT_TRANSLATE_NOOP("Office", "The customer owes it"));
    case Resolution::WriteOff:
        return say(QT_TRANSLATE_NOOP("Office", "Write off"));
    }
    return {};
}

}
