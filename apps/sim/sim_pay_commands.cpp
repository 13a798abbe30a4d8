#include "apps/sim/sim_pay_commands.h"

#include "core/foundation/base/json.h"

#include <QHash>
#include <QJsonArray>

namespace youka::sim {

namespace {

constexpr qint64 MostFen = 1'000'000'000'00;

PayManner mannerIn(JsonReader &in)
{
    const auto manner = payMannerFromName(in.textOr("manner", QStringLiteral("pay")));
    if (!manner)
        in.refuse("manner", QStringLiteral("pay, later, fail or away"));
    return manner.value_or(PayManner::Pays);
}

QJsonObject objectOf(const PayOrder &order)
{
    QJsonArray refunds;
    for (const PayRefund &refund : order.refunds)
        refunds.append(QJsonObject{{QStringLiteral("refund"), refund.refundNo},
                                   {QStringLiteral("fen"), refund.fen},
                                   {QStringLiteral("done"), refund.state == PayRefund::State::Done},
                                   {QStringLiteral("reversal"), refund.isReversal}});
    return {{QStringLiteral("order"), order.orderNo},  {QStringLiteral("channel_no"), order.channelNo},
            {QStringLiteral("qr"), order.qr},          {QStringLiteral("state"), payStateName(order.state)},
            {QStringLiteral("fen"), order.fen},        {QStringLiteral("by_payer_fen"), order.payerFen},
            {QStringLiteral("fee_fen"), order.feeFen}, {QStringLiteral("customer"), order.customer},
            {QStringLiteral("refunds"), refunds}};
}

QJsonArray ordersOf(const PayBook &book)
{
    QJsonArray orders;
    for (const PayOrder &order : book.orders())
        orders.append(objectOf(order));
    return orders;
}

}

Result<QJsonObject> PayCommands::run(const QJsonObject &command)
{
    static const QHash<QString, Handler> handlers{
        {QStringLiteral("pay-scan"), &PayCommands::scan},
        {QStringLiteral("pay-decide"), &PayCommands::decide},
        {QStringLiteral("pay-code"), &PayCommands::showCode},
        {QStringLiteral("pay-customer"), &PayCommands::customer},
        {QStringLiteral("pay-merchants"), &PayCommands::merchants},
        {QStringLiteral("pay-orders"), &PayCommands::orders},
        {QStringLiteral("pay-fault"), &PayCommands::fault},
        {QStringLiteral("pay-clear"), &PayCommands::clear},
        {QStringLiteral("pay-release"), &PayCommands::release},
        {QStringLiteral("pay-bill"), &PayCommands::bill},
    };
    const QString name = command[QLatin1String("do")].toString();
    if (const Handler handler = handlers.value(name))
        return (this->*handler)(command);
    return fail(ErrorCode::InvalidInput, QStringLiteral("unknown command: %1").arg(name));
}

Result<SimChannel *> PayCommands::channelOf(const QString &name) const
{
    if (SimChannel *channel = m_payments.channel(name))
        return channel;
    return fail(ErrorCode::NotFound, QStringLiteral("no channel %1").arg(name));
}

Result<QJsonObject> PayCommands::scan(const QJsonObject &command)
{
    JsonReader in(command);
    const QString qr = in.text("qr", 512);
    const QString customer = in.text("customer");
    const qint64 discount = in.integerOr("discount_fen", 0, 0, MostFen);
    const PayManner manner = mannerIn(in);
    if (const auto &error = in.error())
        return fail(*error);
    SimChannel *channel = m_payments.channelOfQr(qr);
    if (!channel)
        return fail(ErrorCode::NotFound, QStringLiteral("no order has this QR"));
    return channel->scan(qr, customer, manner, discount).map([](PayOrder *order) {
        return objectOf(*order);
    });
}

Result<QJsonObject> PayCommands::decide(const QJsonObject &command)
{
    JsonReader in(command);
    const QString order = in.text("order");
    const PayManner manner = mannerIn(in);
    if (const auto &error = in.error())
        return fail(*error);
    for (SimChannel *channel : m_payments.channels())
        for (PayBook *book : channel->books())
            if (book->find(order))
                return channel->decide(order, manner).map([](PayOrder *done) { return objectOf(*done); });
    return fail(ErrorCode::NotFound, QStringLiteral("no such order"));
}

Result<QJsonObject> PayCommands::showCode(const QJsonObject &command)
{
    JsonReader in(command);
    const QString customer = in.text("customer");
    const PayManner manner = mannerIn(in);
    if (const auto &error = in.error())
        return fail(*error);
    const QString code = m_payments.people().showCode(customer, manner);
    if (code.isEmpty())
        return fail(ErrorCode::NotFound, QStringLiteral("no customer %1").arg(customer));
    return QJsonObject{{QStringLiteral("code"), code}};
}

Result<QJsonObject> PayCommands::customer(const QJsonObject &command)
{
    JsonReader in(command);
    PayCustomer customer;
    customer.name = in.text("name");
    customer.channel = in.text("channel");
    customer.fen = in.integerOr("fen", customer.fen, 0, MostFen);
    customer.pinAboveFen = in.integerOr("pin_above_fen", customer.pinAboveFen, 0, MostFen);
    if (const auto &error = in.error())
        return fail(*error);
    return channelOf(customer.channel).map([&](SimChannel *) {
        const PayCustomer &known = m_payments.people().add(customer);
        return QJsonObject{{QStringLiteral("wallet"), known.walletId}, {QStringLiteral("fen"), known.fen}};
    });
}

Result<QJsonObject> PayCommands::merchants(const QJsonObject &)
{
    QJsonArray all;
    for (SimChannel *channel : m_payments.channels())
        for (PayBook *book : channel->books())
            all.append(
                QJsonObject{{QStringLiteral("channel"), channel->name()},
                            {QStringLiteral("number"), book->merchant().number},
                            {QStringLiteral("app"), book->merchant().app},
                            {QStringLiteral("gateway"), m_payments.gateway(channel->name()).toString()}});
    return QJsonObject{{QStringLiteral("merchants"), all}};
}

Result<QJsonObject> PayCommands::orders(const QJsonObject &command)
{
    const QString wanted = command[QLatin1String("channel")].toString();
    QJsonArray all;
    for (SimChannel *channel : m_payments.channels())
        for (PayBook *book : channel->books())
            if (wanted.isEmpty() || wanted == channel->name())
                for (const QJsonValue order : ordersOf(*book))
                    all.append(order);
    return QJsonObject{{QStringLiteral("orders"), all}};
}

QJsonObject PayCommands::books() const
{
    QJsonArray merchants;
    for (SimChannel *channel : m_payments.channels())
        for (PayBook *book : channel->books())
            merchants.append(QJsonObject{{QStringLiteral("channel"), channel->name()},
                                         {QStringLiteral("number"), book->merchant().number},
                                         {QStringLiteral("orders"), ordersOf(*book)}});
    const PayNotices &notices = m_payments.notices();
    return {{QStringLiteral("merchants"), merchants},
            {QStringLiteral("notices"),
             QJsonObject{{QStringLiteral("sent"), notices.sent()},
                         {QStringLiteral("taken"), notices.taken()},
                         {QStringLiteral("waiting"), notices.waiting()},
                         {QStringLiteral("held"), notices.held()}}}};
}

Result<QJsonObject> PayCommands::fault(const QJsonObject &command)
{
    JsonReader in(command);
    const auto channel = channelOf(in.text("channel"));
    const QString name = in.text("fault");
    const QString verb = in.textOr("verb", {});
    const auto times = int(in.integerOr("times", 1, 1, 1'000'000));
    const qint64 value = in.integerOr("value", 0, 0, 3'600'000);
    if (const auto &error = in.error())
        return fail(*error);
    if (!channel)
        return fail(channel.error());
    return (*channel)->faults().strike(name, times, verb, value).map([] { return QJsonObject{}; });
}

Result<QJsonObject> PayCommands::clear(const QJsonObject &command)
{
    const QString wanted = command[QLatin1String("channel")].toString();
    for (SimChannel *channel : m_payments.channels())
        if (wanted.isEmpty() || wanted == channel->name())
            channel->faults().clear();
    return QJsonObject{};
}

Result<QJsonObject> PayCommands::release(const QJsonObject &)
{
    const int held = m_payments.notices().held();
    m_payments.notices().release();
    return QJsonObject{{QStringLiteral("released"), held}};
}

Result<QJsonObject> PayCommands::bill(const QJsonObject &command)
{
    JsonReader in(command);
    const auto channel = channelOf(in.text("channel"));
    const auto what = payBillPlantFromName(in.text("what"));
    PayBillPlant plant;
    plant.day = QDate::fromString(in.text("day"), Qt::ISODate);
    plant.number = in.textOr("number", {});
    plant.fen = in.integerOr("fen", plant.fen, 1, MostFen);
    if (!what)
        in.refuse("what", QStringLiteral("missing, extra, amount, state, fee or duplicate"));
    if (!plant.day.isValid())
        in.refuse("day", QStringLiteral("like 2024-01-15"));
    if (const auto &error = in.error())
        return fail(*error);
    if (!channel)
        return fail(channel.error());
    plant.what = *what;
    (*channel)->plant(plant);
    return QJsonObject{};
}

}
