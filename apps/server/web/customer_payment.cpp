#include "apps/server/web/coupon_page.h"
#include "apps/server/web/customer_pages.h"
#include "core/domain/payments/payment_service.h"
#include "core/domain/topups/top_up_service.h"
#include "core/exchange/payments/payment_desk.h"
#include "core/foundation/base/format.h"
#include "core/foundation/qr/qr_code.h"
#include "ui/sentences/sentences.h"

namespace youka {

namespace {

QByteArray topUpPath(CardId card) { return "/me/cards/" + QByteArray::number(card.value) + "/top-up"; }

/// One of the customer's own; another's is not told from one that never was. Errors: PaymentUnknown.
Result<PaymentOrder> ownOrder(const Visit &visit, Database &db)
{
    const QString orderNo = visit->call->captures.value(0).left(40);
    return PaymentRepository(db).find(orderNo).and_then([&](const auto &order) -> Result<PaymentOrder> {
        if (!order || order->customer != visit->customer().value || order->purpose != PaymentPurpose::TopUp)
            return fail(ErrorCode::PaymentUnknown);
        return *order;
    });
}

PageData tileOf(const Visit &visit, const CardRecord &card, qint64 units, bool first)
{
    const Money amount{units * 100, card.currency};
    PageData tile;
    tile.values["value"] = plainAmount(amount);
    tile.values["amount"] = visit->money(amount);
    tile.values["first"] = first ? QStringLiteral("1") : QString();
    const BookingContext context{{}, visit->now(), visit->now(), visit->now().toDateTime().date(), {}, {}};
    const auto bonus =
        TopUpService(visit->reader(), visit->server().cardKeys())
            .bonusNow(card.id, amount, {{AccountKind::Clearing, 0}, Channel::App, PayingBy::Wallet}, context);
    if (bonus && bonus->isPositive())
        tile.values["bonus"] = visit->word("w.bonus").arg(visit->money(*bonus));
    return tile;
}

void showChoice(const std::shared_ptr<Call> &call)
{
    withCustomer(call, [](const Visit &visit) {
        const auto card = ownCard(visit, visit->reader());
        const auto channels = card ? MerchantRepository(visit->reader()).channelsOf({}) : fail(card.error());
        if (!channels)
            return visit->refuse(channels.error());
        const PaymentSettings &settings = visit->server().settings().payments;
        const PaymentLimits limits = settings.limitsOf({});
        PageData form;
        visit->addForm(form, topUpPath(card->id));
        for (const qint64 units : settings.amounts)
            if (units * 100 >= limits.least.minor && units * 100 <= limits.most.minor)
                form.lists["tiles"].append(tileOf(visit, *card, units, form.lists.value("tiles").isEmpty()));
        for (const QString &channel : *channels) {
            PageData one;
            one.values["channel"] = channel;
            one.values["name"] = customerChannel(channel, visit->language);
            one.values["first"] = channel == channels->front() ? QStringLiteral("1") : QString();
            form.lists["channels"].append(one);
        }
        PageValues &values = visit->page.values;
        form.values["limits"] = visit->word("w.payLimits")
                                    .arg(visit->money({limits.least.minor, card->currency}),
                                         visit->money({limits.most.minor, card->currency}));
        values["masked"] = maskedShort(card->masked);
        values["back"] = QStringLiteral("/me");
        values["title"] = visit->word("w.topUpCard");
        if (channels->isEmpty() || card->state == CardState::Closed)
            values["gone"] = QStringLiteral("1");
        else
            visit->page.lists["form"] = {form};
        visit->show("top_up");
    });
}

Result<QJsonObject> createOrder(const Visit &visit, Database &db, const QString &channel, Money amount,
                                OperationId operation, Timestamp now)
{
    const PaymentSettings &settings = visit->server().settings().payments;
    const auto card = ownCard(visit, db);
    if (!card)
        return fail(card.error());
    if (card->state == CardState::Closed)
        return fail(ErrorCode::CardClosed);
    const auto merchant = MerchantRepository(db).ofStation(channel, {});
    if (!merchant)
        return fail(merchant.error());
    PaymentService::Wish wish;
    wish.operation = operation;
    wish.merchant = merchant->id;
    wish.subject = card->id.value;
    wish.customer = card->customer.value;
    wish.amount = {amount.minor, card->currency};
    wish.title = settings.title;
    wish.lifeMs = 1'000LL * settings.qrSeconds;
    return PaymentService(db, visit->server().cardKeys())
        .create(wish, settings.limitsOf({}), now)
        .map([](const PaymentOrder &order) {
            return QJsonObject{{QStringLiteral("order"), order.orderNo}};
        });
}

void begin(const std::shared_ptr<Call> &call)
{
    withCustomerForm(call, [](const Visit &visit, const SentForm &form) {
        const auto card = ownCard(visit, visit->reader());
        if (!card)
            return visit->refuse(card.error());
        const QByteArray back = topUpPath(card->id);
        const QString other = form.fields.text("other", 12).trimmed();
        const auto amount =
            parseAmount(other.isEmpty() ? form.fields.text("amount", 12) : other, card->currency);
        if (!amount)
            return visit->refuse(amount.error(), back);
        writeOnce(
            visit, form.operation,
            [visit, channel = form.fields.text("channel", 20), amount = *amount,
             operation = form.operation](Database &db, Timestamp now) {
                return createOrder(visit, db, channel, amount, operation, now);
            },
            [visit](const QJsonObject &made) {
                visit->server().payments().wake();
                visit->goTo("/me/payments/" + made[QLatin1String("order")].toString().toLatin1());
            },
            back);
    });
}

QString textOf(const Visit &visit, const PaymentOrder &order)
{
    switch (order.state) {
    case PaymentState::Created:
        return visit->word("w.payPreparing");
    case PaymentState::Pending:
        return {};
    case PaymentState::Paid:
        return visit->word("w.payDone").arg(visit->money(order.amount));
    case PaymentState::Closed:
        return visit->word("w.payEnded");
    case PaymentState::Failed:
        return visit->word("w.payFailed");
    case PaymentState::Unknown:
    case PaymentState::Reversing:
        return visit->word("w.payUnknown");
    case PaymentState::Reversed:
    case PaymentState::Refunded:
        return visit->word("w.payBackDone");
    case PaymentState::Refunding:
        return visit->word("w.payBack");
    case PaymentState::ForPerson:
        break;
    }
    return visit->word("w.payPerson");
}

/// Only what opens a wallet: an address of anything else is not made a link.
bool isWalletLink(const QString &text)
{
    return text.startsWith(QLatin1String("https://")) || text.startsWith(QLatin1String("weixin://"));
}

void addQr(const Visit &visit, const PaymentOrder &order, const QString &channel)
{
    const bool canPay =
        order.state == PaymentState::Pending && !order.qr.isEmpty() && visit->now() < order.expiresAt;
    if (canPay) {
        const QString name = customerChannel(channel, visit->language);
        PageValues &values = visit->page.values;
        values["qr"] = QStringLiteral("/me/payments/%1/qr.svg").arg(order.orderNo);
        values["scan"] = visit->word("w.payScan").arg(name);
        values["open"] = isWalletLink(order.qr) ? order.qr : QString();
        values["openText"] = visit->word("w.payOpen").arg(name);
    }
    if (order.state == PaymentState::Created || order.state == PaymentState::Pending) {
        PageData cancel;
        visit->addForm(cancel, "/me/payments/" + order.orderNo.toLatin1() + "/cancel");
        visit->page.lists["cancel"] = {cancel};
    }
}

void showPayment(const std::shared_ptr<Call> &call)
{
    withCustomer(call, [](const Visit &visit) {
        Database &db = visit->reader();
        const auto order = ownOrder(visit, db);
        if (!order)
            return visit->refuse(order.error());
        const auto merchant = MerchantRepository(db).find(order->merchant);
        if (!merchant)
            return visit->refuse(merchant.error());
        PageValues &values = visit->page.values;
        values["amount"] = visit->money(order->amount);
        values["text"] = textOf(visit, *order);
        values["back"] = QStringLiteral("/me");
        values["title"] = visit->word("w.topUpCard");
        addQr(visit, *order, *merchant ? (*merchant)->channel : QString());
        if (order->state == PaymentState::Created)
            values["refresh"] = QStringLiteral("1");
        else if (isOpen(order->state))
            values["refresh"] = QStringLiteral("3");
        if (order->state == PaymentState::Closed || order->state == PaymentState::Failed)
            values["again"] = QString::fromLatin1(topUpPath({order->subject}));
        const auto card = CardService(db, visit->server().cardKeys()).byId({order->subject});
        const auto purse = card ? Ledger(db).account(card->account) : fail(card.error());
        if (order->state == PaymentState::Paid && purse)
            values["booked"] = visit->money(purse->available());
        visit->show("payment");
    });
}

void showQr(const std::shared_ptr<Call> &call)
{
    withCustomer(call, [](const Visit &visit) {
        const auto order = ownOrder(visit, visit->reader());
        const auto code = order && !order->qr.isEmpty() ? qrCode(order->qr) : fail(ErrorCode::PaymentUnknown);
        if (!code)
            return visit->refuse({ErrorCode::PaymentUnknown, {}});
        HttpReply reply{200, qrSvg(*code), "image/svg+xml"};
        reply.headers = pageHeaders();
        visit->call->respond(std::move(reply));
    });
}

void cancel(const std::shared_ptr<Call> &call)
{
    withCustomerForm(call, [](const Visit &visit, const SentForm &form) {
        const QString orderNo = visit->call->captures.value(0).left(40);
        const QByteArray back = "/me/payments/" + orderNo.toLatin1().toPercentEncoding();
        writeOnce(
            visit, form.operation,
            [visit](Database &db, Timestamp now) -> Result<QJsonObject> {
                return ownOrder(visit, db)
                    .and_then([&](const PaymentOrder &order) {
                        return PaymentService(db, visit->server().cardKeys()).giveUp(order.orderNo, now);
                    })
                    .map([](const PaymentOrder &) { return QJsonObject(); });
            },
            [visit, orderNo, back](const QJsonObject &) {
                visit->server().payments().wake(orderNo);
                visit->goTo(back);
            },
            "/me");
    });
}

}

void addCustomerPaymentRoutes(RouteTable &table)
{
    addPage(table, "GET", "/me/cards/{id}/top-up", "What a card can be topped up with", showChoice);
    addPage(table, "POST", "/me/cards/{id}/top-up", "A payment by phone begins", begin);
    addPage(table, "GET", "/me/payments/{order}", "What becomes of it", showPayment);
    addPage(table, "GET", "/me/payments/{order}/qr.svg", "Its QR code", showQr);
    addPage(table, "POST", "/me/payments/{order}/cancel", "The customer gives it up", cancel);
}

}
