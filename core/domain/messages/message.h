#pragma once

#include "core/domain/customers/customer.h"

#include <QMap>
#include <QTimeZone>

namespace youka {

using MessageId = Id<struct MessageTag>;

/// What customers are told. The numbers are stored.
enum class MessageKind {
    PaymentSuccess = 1,
    TopUp = 2,
    LowBalance = 3,
    Limit = 4,
    CouponExpiring = 5,
    CardFrozen = 6,
    Invoice = 7,
    OneTimeCode = 8,
};
enum class MessageWay { Sms = 1, Email = 2, Push = 3 };
enum class MessageLanguage { Chinese = 1, English = 2 };
enum class MessageState {
    Waiting = 1,
    Sent = 2, ///< the gateway took it
    Dead = 3, ///< it never will be; `dead` says why
};

/// The named fields of a template and what stands in their place.
using MessageFields = QMap<QString, QString>;

struct MessageText
{
    QString subject; ///< of an e-mail; a push's title
    QString text;
    bool operator==(const MessageText &) const = default;
};

/// Where a customer is reached.
struct MessageContact
{
    CustomerId customer;
    MessageWay way = MessageWay::Sms;
    QString address; ///< +8613800138000, an e-mail address, or an app's token on one device
    MessageLanguage language = MessageLanguage::Chinese;
};

/// What lies in the outbox, opened.
struct Message
{
    MessageId id;
    QByteArray number; ///< 16 bytes; the same at every try, so that a gateway knows a repeat
    MessageKind kind = MessageKind::TopUp;
    MessageWay way = MessageWay::Sms;
    MessageLanguage language = MessageLanguage::Chinese;
    QString address;
    MessageText text;
    MessageFields fields;
    int tries = 0; ///< with the one that it was taken out for
};

/// What a gateway said. A gateway that has only taken it answers Delivered: what becomes of it on its way to
/// the phone is not known.
enum class DeliveryWord {
    Delivered,
    Refused, ///< will be refused again: the number does not exist, the text is not approved
    Gone,    ///< refused, and so will be whatever is sent there: the app is no longer on that device
    Unknown, ///< nothing, nonsense or "later": it may have gone out
};
struct DeliveryNews
{
    DeliveryWord word = DeliveryWord::Unknown;
    QString reference = {}; ///< the gateway's own number
    QString reason = {};    ///< for the log and the list of dead letters; nothing personal
};

/// What an installation sends at all.
struct MessageTerms
{
    QList<MessageWay> ways; ///< those with a gateway; nothing is queued for the others
    QTimeZone zone = QTimeZone("Asia/Shanghai");
    Money lowBalance{5'000, {}}; ///< whoever named none is told below it; 0: nobody is
    int couponDays = 3;          ///< so long before its end a coupon is spoken of; 0: none is
};

/// What a customer wants to be told, besides what was declined.
struct MessageWish
{
    std::optional<Money> lowBalance; ///< told below it; absent: as the installation has it; 0: never
};

/// 32 bytes each, from the key ring.
struct MessageKeys
{
    QByteArray customerWrapping; ///< as CardKeys
    QByteArray lookup;           ///< finds a number without opening it; keeps one-time codes
};

}
