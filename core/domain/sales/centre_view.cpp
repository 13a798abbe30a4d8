#include "core/domain/sales/centre_view.h"

#include "core/foundation/base/json.h"

#include <QJsonDocument>

namespace youka {

namespace {

QJsonObject cardJson(const CardRecord &card)
{
    return {{QStringLiteral("id"), QString::number(card.id.value)},
            {QStringLiteral("masked"), card.masked},
            {QStringLiteral("state"), int(card.state)},
            {QStringLiteral("expires"), card.expires.toString(Qt::ISODate)}};
}

QJsonObject holdJson(const Hold &hold)
{
    return {{QStringLiteral("id"), hold.id.text()},
            {QStringLiteral("state"), int(hold.state)},
            {QStringLiteral("amount"), toJson(hold.amount)},
            {QStringLiteral("at"), hold.at.toIso()},
            {QStringLiteral("expires"), hold.expires.toIso()}};
}

QJsonObject purseJson(const Account &purse)
{
    return {{QStringLiteral("balance"), toJson(purse.money())},
            {QStringLiteral("held"), toJson(purse.held)},
            {QStringLiteral("available"), toJson(purse.available())}};
}

QJsonObject saleJson(const SaleRecord &sale)
{
    QJsonObject json{{QStringLiteral("id"), sale.id.text()},
                     {QStringLiteral("terminal"), sale.terminal.value},
                     {QStringLiteral("pump"), sale.pump},
                     {QStringLiteral("product"), sale.delivery.product},
                     {QStringLiteral("volumeMl"), QString::number(sale.delivery.volume.ml)},
                     {QStringLiteral("amount"), toJson(sale.delivery.amount)},
                     {QStringLiteral("occurred"), sale.occurred.toIso()},
                     {QStringLiteral("posted"), sale.posted.toIso()}};
    if (!sale.goods.empty())
        json.insert(QStringLiteral("goods"), toJson(sale.goodsAmount()));
    return json;
}

}

QByteArray evidenceOf(const CentreView &view)
{
    QJsonObject json;
    if (view.card)
        json.insert(QStringLiteral("card"), cardJson(*view.card));
    if (view.hold)
        json.insert(QStringLiteral("hold"), holdJson(*view.hold));
    if (view.purse)
        json.insert(QStringLiteral("purse"), purseJson(*view.purse));
    if (view.journal)
        json.insert(QStringLiteral("journal"), view.journal->text());
    if (view.price)
        json.insert(QStringLiteral("price"), toJson(*view.price));
    if (view.sale)
        json.insert(QStringLiteral("sale"), saleJson(*view.sale));
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

}
