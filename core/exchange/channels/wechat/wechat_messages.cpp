#include "core/exchange/channels/wechat/wechat_messages.h"

#include "core/foundation/base/json.h"
#include "core/foundation/base/names.h"
#include "core/foundation/crypto/aes_gcm.h"

#include <QDateTime>

#include <algorithm>

namespace youka::wechat {

namespace {

struct Meaning
{
    Verb verb;
    const char *code;
    Verdict verdict;
};

/// Nothing was even tried.
constexpr const char *NeverTried[] = {"PARAM_ERROR", "NO_AUTH", "APPID_MCHID_NOT_MATCH", "MCH_NOT_EXISTS"};

// The codes of codepay for a bad code and no balance are inferred from its older sibling: the table is where
// they are put right.
constexpr Meaning Meanings[] = {
    {Verb::Precreate, "RULE_LIMIT", Verdict::Refused},
    {Verb::Precreate, "ACCOUNT_ERROR", Verdict::Refused},
    {Verb::PayByCode, "USERPAYING", Verdict::Typing},
    {Verb::PayByCode, "USER_PAYING", Verdict::Typing},
    {Verb::PayByCode, "AUTH_CODE_ERROR", Verdict::Refused},
    {Verb::PayByCode, "AUTH_CODE_EXPIRED", Verdict::Refused},
    {Verb::PayByCode, "AUTH_CODE_INVALID", Verdict::Refused},
    {Verb::PayByCode, "NOT_ENOUGH", Verdict::Refused},
    {Verb::PayByCode, "NOTENOUGH", Verdict::Refused},
    {Verb::PayByCode, "BUYER_MISMATCH", Verdict::Refused},
    {Verb::PayByCode, "RULE_LIMIT", Verdict::Refused},
    {Verb::PayByCode, "ACCOUNT_ERROR", Verdict::Refused},
    {Verb::Query, "ORDER_NOT_EXIST", Verdict::Absent},
    {Verb::Query, "ORDER_NOT_EXISTS", Verdict::Absent},
    {Verb::Query, "RESOURCE_NOT_EXISTS", Verdict::Absent},
    {Verb::Close, "ORDER_CLOSED", Verdict::Done},
    {Verb::Close, "ORDERCLOSED", Verdict::Done},
    {Verb::Close, "ORDERPAID", Verdict::Refused},
    {Verb::Close, "ORDER_PAID", Verdict::Refused},
    {Verb::Close, "ORDER_NOT_EXIST", Verdict::Refused},
    {Verb::Reverse, "ORDER_REVERSED", Verdict::Done},
    {Verb::Reverse, "REVERSE_EXPIRE", Verdict::Refused},
    {Verb::Reverse, "ORDER_NOT_EXIST", Verdict::Refused},
    {Verb::Refund, "NOT_ENOUGH", Verdict::Refused},
    {Verb::Refund, "USER_ACCOUNT_ABNORMAL", Verdict::Refused},
    {Verb::Refund, "RESOURCE_NOT_EXISTS", Verdict::Refused},
    {Verb::QueryRefund, "RESOURCE_NOT_EXISTS", Verdict::Absent},
    {Verb::QueryRefund, "REFUND_NOT_EXISTS", Verdict::Absent},
    {Verb::Bill, "NO_STATEMENT_EXIST", Verdict::Absent},
    {Verb::Bill, "STATEMENT_CREATING", Verdict::NotReady},
};

constexpr std::pair<ChannelState, const char *> States[] = {
    {ChannelState::Paid, "SUCCESS"},     {ChannelState::Refunded, "REFUND"},
    {ChannelState::Waiting, "NOTPAY"},   {ChannelState::Closed, "CLOSED"},
    {ChannelState::Reversed, "REVOKED"}, {ChannelState::Typing, "USERPAYING"},
    {ChannelState::Failed, "PAYERROR"},
};
constexpr std::pair<ChannelRefundState, const char *> RefundStates[] = {
    {ChannelRefundState::Done, "SUCCESS"},
    {ChannelRefundState::Working, "PROCESSING"},
    {ChannelRefundState::Closed, "CLOSED"},
    {ChannelRefundState::Abnormal, "ABNORMAL"},
};

constexpr qint64 MostFen = 1'000'000'000'000;

auto unreadable(const QString &why) { return fail(ErrorCode::ChannelUnreadable, why); }

/// A member of `amount` in fen with its currency.
Money fenIn(JsonReader &amount, const char *name, const char *currencyName)
{
    const qint64 fen = amount.integer(name, 0, MostFen);
    const auto currency = Currency::parse(amount.textOr(currencyName, QStringLiteral("CNY"), 3));
    if (!currency)
        amount.refuse(currencyName, currency.error().detail);
    return {fen, currency ? *currency : Currency{}};
}

Result<std::optional<Timestamp>> timeIn(const QString &text)
{
    if (text.isEmpty())
        return std::optional<Timestamp>{};
    const QDateTime when = QDateTime::fromString(text, Qt::ISODate);
    if (!when.isValid() || when.timeSpec() == Qt::LocalTime) // one without its zone could be anybody's
        return unreadable(QStringLiteral("a time: ") + text);
    return std::optional<Timestamp>{Timestamp{when.toMSecsSinceEpoch()}};
}

Result<void> checkOurs(const QString &mchId, const QString &appId, const Identity &we)
{
    if (mchId != we.mchId)
        return fail(ErrorCode::ChannelNotOurs, QStringLiteral("another merchant"));
    if (!appId.isNull() && appId != we.appId)
        return fail(ErrorCode::ChannelNotOurs, QStringLiteral("another app"));
    return {};
}

Result<ChannelRefund> readRefundMembers(const QJsonObject &object, const char *stateName)
{
    JsonReader in(object);
    ChannelRefund refund;
    refund.orderNo = in.text("out_trade_no", 64);
    refund.refundNo = in.text("out_refund_no", 64);
    refund.channelRefundNo = in.textOr("refund_id", {}, 64);
    const auto state = valueIn(RefundStates, in.text(stateName, 32));
    JsonReader amount(in.object("amount"));
    refund.amount = fenIn(amount, "refund", "currency");
    if (const auto error = in.error() ? in.error() : amount.error())
        return unreadable(error->detail);
    if (!state)
        return unreadable(QStringLiteral("a refund's state"));
    refund.state = *state;
    return refund;
}

}

Verdict verdictOf(Verb verb, const QString &code)
{
    const auto known = std::find_if(std::begin(Meanings), std::end(Meanings), [&](const Meaning &meaning) {
        return meaning.verb == verb && code == QLatin1String(meaning.code);
    });
    if (known != std::end(Meanings))
        return known->verdict;
    const bool isQuestion =
        verb == Verb::Query || verb == Verb::QueryRefund; // a no says nothing of the order
    const bool neverTried = std::any_of(std::begin(NeverTried), std::end(NeverTried),
                                        [&](const char *never) { return code == QLatin1String(never); });
    return neverTried && !isQuestion ? Verdict::Refused : Verdict::Doubt;
}

Result<ChannelPayment> readTransaction(const QJsonObject &object, const Identity &we)
{
    JsonReader in(object);
    ChannelPayment payment;
    payment.merchant = in.text("mchid", 32);
    payment.orderNo = in.text("out_trade_no", 64);
    payment.channelNo = in.textOr("transaction_id", {}, 64);
    const QString word = in.text("trade_state", 32);
    const auto when = timeIn(in.textOr("success_time", {}, 64));
    const QString appId = in.text("appid", 32);
    if (in.error())
        return unreadable(in.error()->detail);
    if (const auto ours = checkOurs(payment.merchant, appId, we); !ours)
        return fail(ours.error());
    const auto state = valueIn(States, word);
    if (!state)
        return unreadable(QStringLiteral("a state: ") + word);
    if (!when)
        return fail(when.error());
    payment.state = *state;
    payment.paidAt = *when;
    if (!in.has("amount")) {
        if (*state == ChannelState::Paid || *state == ChannelState::Refunded)
            return unreadable(QStringLiteral("paid, but not how much"));
        return payment;
    }
    JsonReader amount(in.object("amount"));
    payment.amount = fenIn(amount, "total", "currency");
    if (amount.has("payer_total"))
        payment.byPayer = fenIn(amount, "payer_total", "payer_currency");
    if (const auto error = in.error() ? in.error() : amount.error())
        return unreadable(error->detail);
    return payment;
}

Result<ChannelRefund> readRefund(const QJsonObject &object) { return readRefundMembers(object, "status"); }

Result<ChannelRefund> readRefundNotice(const QJsonObject &object, const Identity &we)
{
    if (const auto ours = checkOurs(object.value(QLatin1String("mchid")).toString(), {}, we); !ours)
        return fail(ours.error());
    return readRefundMembers(object, "refund_status");
}

Result<ChannelNotice> readNotice(const QByteArray &body, QByteArrayView apiV3Key, const Identity &we)
{
    const auto outside = parseJsonObject(body);
    if (!outside)
        return unreadable(outside.error().detail);
    JsonReader in(*outside);
    ChannelNotice notice;
    notice.id = in.text("id", 64);
    const QString event = in.text("event_type", 64);
    JsonReader resource(in.object("resource"));
    const QString algorithm = resource.text("algorithm", 64);
    const QByteArray nonce = resource.text("nonce", 32).toUtf8();
    const QByteArray context = resource.textOr("associated_data", {}, 64).toUtf8();
    const QByteArray sealed = resource.base64("ciphertext", 1 << 20);
    if (const auto error = in.error() ? in.error() : resource.error())
        return unreadable(error->detail);
    if (algorithm != QLatin1String("AEAD_AES_256_GCM"))
        return unreadable(QStringLiteral("sealed by ") + algorithm);
    const auto plain = aesGcmOpened(apiV3Key, nonce, sealed, context);
    if (!plain)
        return fail(ErrorCode::ChannelForged, QStringLiteral("the inside does not open"));
    const auto inside = parseJsonObject(*plain);
    if (!inside)
        return unreadable(inside.error().detail);
    const auto with = [&](auto what) {
        notice.what = std::move(what);
        return notice;
    };
    if (event.startsWith(QLatin1String("TRANSACTION.")))
        return readTransaction(*inside, we).map(with);
    if (event.startsWith(QLatin1String("REFUND.")))
        return readRefundNotice(*inside, we).map(with);
    return unreadable(QStringLiteral("an event: ") + event);
}

}
