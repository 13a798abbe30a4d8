#include "core/exchange/channels/alipay/alipay_messages.h"
#include "core/exchange/channels/unionpay/unionpay_messages.h"
#include "core/exchange/channels/wechat/wechat_messages.h"
#include "core/foundation/base/json.h"
#include "tests/fuzz/fuzz.h"

using namespace youka;

namespace {

void checkNotice(const Result<ChannelNotice> &notice)
{
    if (!notice)
        return;
    if (const auto *payment = std::get_if<ChannelPayment>(&notice->what))
        ensure(!payment->orderNo.isEmpty(), "a payment is of an order");
}

/// What stands behind the signatures, as if the channel itself had signed nonsense.
void behindTheSignature(const QByteArray &input)
{
    const wechat::Identity we{QStringLiteral("1900000001"), QStringLiteral("wx8888888888888888")};
    if (const auto object = parseJsonObject(input)) {
        if (const auto payment = wechat::readTransaction(*object, we))
            ensure(payment->merchant == we.mchId && !payment->amount.isNegative(), "ours, and an amount");
        Q_UNUSED(wechat::readRefund(*object));
        Q_UNUSED(wechat::readRefundNotice(*object, we));
        Q_UNUSED(alipay::readTrade(*object, alipay::Verb::Query, QStringLiteral("2088")));
    }
    checkNotice(wechat::readNotice(input, QByteArray(32, 'k'), we));
    if (const auto fields = alipay::decodedForm(input))
        checkNotice(alipay::readNotice(*fields, QStringLiteral("2021000000000001"),
                                       QStringLiteral("2088123412341234")));
    for (const auto &fields : {unionpay::rawForm(input), unionpay::decodedForm(input)})
        if (fields)
            checkNotice(unionpay::readNotice(*fields, QStringLiteral("777290058110048")));
}

}

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray input = inputOf(data, size);
    const auto member = alipay::memberBytes(input, "alipay_trade_query_response");
    if (member && !member->isEmpty())
        ensure(member->data() >= input.constData()
                   && member->data() + member->size() <= input.constData() + input.size(),
               "a member lies in its object");
    behindTheSignature(input);
    if (const auto fields = unionpay::rawForm(input)) {
        const auto again = unionpay::decodedForm(unionpay::encodedForm(*fields));
        if (again) // a name is not encoded, so an odd one may not come back
            ensure(again->size() <= fields->size(), "no field is made up");
    }
    return 0;
}
