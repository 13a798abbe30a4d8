#pragma once

#include "core/domain/coupons/campaign.h"

namespace youka {

/// What is known of a customer when a rule is asked. What an event does not need may be missing.
struct IssueFacts
{
    Money amount;  ///< of a top-up; or spent since the last coupon, within the rule's days
    Volume volume; ///< the same, of fuel
    QDate today;
    QDate birthday; ///< invalid: not known
    Timestamp last; ///< purchase, or when they became a customer
    Timestamp now;
    Timestamp levelSince;
    Timestamp from; ///< of the campaign
    QString level;
    CustomerId invited;   ///< whose first purchase it is
    QByteArray operation; ///< the sale or top-up that it happened in
};

/// The cause for which a customer is given a coupon now; nothing where the rule does not say so. A coupon is
/// given once for one cause (unique key of coupon_issue), so that the same cause is always of the same name
/// and another one never is:
///   sale and top-up by their number, a birthday by its year, dormancy by the purchase it began with, a level
///   by its code, an invitation by who was invited, sign-up once for all.
std::optional<QString> causeOf(const IssueRule &rule, const IssueFacts &facts);

/// The next birthday from `today` on; who was born on the 29th of February has it on the 28th of other years.
QDate nextBirthday(QDate born, QDate today);

/// Stamps on a card after one more, or one less: how many there are then, and whether a coupon is due.
struct StampStep
{
    qint64 stamps = 0;
    bool due = false;
};
StampStep stamped(qint64 stamps, int buy);

}
