#include "core/exchange/sync/payment_view.h"

#include "core/domain/billing/bill_rules.h"
#include "core/domain/payments/payment_rules.h"
#include "core/foundation/base/json.h"

#include <QJsonArray>

namespace youka {

namespace {

BillFate fateOf(const QJsonObject &json, JsonReader &outer)
{
    JsonReader in(json);
    BillFate fate;
    fate.nameEn = in.text("nameEn", 80);
    fate.nameZh = in.text("nameZh", 80);
    fate.account = in.textOr("account", {}, 60);
    fate.period = in.textOr("period", {}, 60);
    fate.amount = in.money("amount");
    const auto state = billStateFromName(in.text("state", 20));
    if (in.has("reason"))
        fate.why = errorCodeFromName(in.text("reason", 60));
    fate.state = state.value_or(BillState::Pending);
    if (in.error() || !state)
        outer.refuse("bills", QStringLiteral("what became of each is expected"));
    return fate;
}

}

Result<TopUpView> paymentViewOf(const QJsonObject &json)
{
    JsonReader in(json);
    TopUpView view;
    view.orderNo = in.text("order", 40);
    view.channel = in.textOr("channel", {}, 20);
    const auto state = paymentStateFromName(in.text("state", 20));
    view.amount = in.money("amount");
    view.bonus = in.has("bonus") ? in.money("bonus") : Money{0, view.amount.currency};
    view.qr = in.textOr("qr", {}, 1'000);
    view.expires = in.time("expiresAt");
    if (in.has("available"))
        view.available = in.money("available");
    if (in.has("reason"))
        view.why = errorCodeFromName(in.text("reason", 60));
    if (in.has("bills")) {
        view.purpose = PaymentPurpose::Bill;
        for (const QJsonValue value : in.array("bills", 50))
            view.bills.push_back(fateOf(value.toObject(), in));
    }
    if (!in.error() && !state)
        in.refuse("state", QStringLiteral("a payment's state is expected"));
    if (in.error())
        return fail(*in.error());
    view.state = *state;
    return view;
}

}
