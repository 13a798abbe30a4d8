#include "core/exchange/sync/top_up_client.h"

#include "core/exchange/sync/payment_view.h"
#include "core/foundation/base/json.h"

#include <QJsonArray>

namespace youka {

namespace {

constexpr const char *OpenOrder = "top-up.order";

QStringList namesIn(const QJsonObject &json)
{
    QStringList names;
    for (const QJsonValue value : json[QLatin1String("channels")].toArray())
        names += value.toString();
    return names;
}

Result<TopUpOffers> offersOf(const QJsonObject &json)
{
    JsonReader in(json);
    TopUpOffers offers;
    offers.least = in.money("least");
    offers.most = in.money("most");
    if (in.error())
        return fail(*in.error());
    offers.channels = namesIn(json);
    for (const QJsonValue value : json[QLatin1String("tiles")].toArray()) {
        JsonReader tile(value.toObject());
        offers.tiles.push_back({tile.money("amount"), tile.money("bonus")});
        if (tile.error())
            return fail(*tile.error());
    }
    return offers;
}

auto viewAnswer(std::function<void(Result<TopUpView>)> answer)
{
    return [answer = std::move(answer)](const Result<QJsonObject> &reply) {
        answer(reply.and_then(paymentViewOf));
    };
}

QJsonObject shown(const CardIdentity &card)
{
    return {{QStringLiteral("cardToken"), QString::fromLatin1(card.token.bytes.toBase64())}};
}

QString pathOf(const QString &orderNo) { return QStringLiteral("/api/v1/payments/") + orderNo; }

}

void TopUpClient::channels(std::function<void(Result<QStringList>)> answer)
{
    m_api.get(QStringLiteral("/api/v1/payments/channels"),
              [answer = std::move(answer)](const Result<QJsonObject> &reply) { answer(reply.map(namesIn)); });
}

void TopUpClient::offers(const CardIdentity &card, std::function<void(Result<TopUpOffers>)> answer)
{
    m_api.post(
        QStringLiteral("/api/v1/payments/offers"), shown(card), {},
        [answer = std::move(answer)](const Result<QJsonObject> &reply) { answer(reply.and_then(offersOf)); });
}

void TopUpClient::begin(OperationId operation, const CardIdentity &card, Money amount, const QString &channel,
                        std::function<void(Result<TopUpView>)> answer)
{
    QJsonObject body = shown(card);
    body.insert(QStringLiteral("amount"), toJson(amount));
    body.insert(QStringLiteral("channel"), channel);
    m_api.post(QStringLiteral("/api/v1/payments/create"), body, operation, viewAnswer(std::move(answer)));
}

void TopUpClient::look(const QString &orderNo, std::function<void(Result<TopUpView>)> answer)
{
    m_api.get(pathOf(orderNo), viewAnswer(std::move(answer)));
}

void TopUpClient::giveUp(const QString &orderNo, std::function<void(Result<TopUpView>)> answer)
{
    // A number of its own each time: the answer is how it stands now, not how it stood at the first asking.
    m_api.post(pathOf(orderNo) + QStringLiteral("/close"), {}, m_ids.make<OperationId>(),
               viewAnswer(std::move(answer)));
}

void StoredTopUp::keep(const QString &orderNo)
{
    // A store that cannot write it keeps the older one, which the next start asks about; nothing is lost.
    if (const auto set = m_store.setSetting(OpenOrder, orderNo.toLatin1()); !set)
        qWarning("top-up: %s", qPrintable(toString(set.error())));
}

QString StoredTopUp::kept() const
{
    return QString::fromLatin1(m_store.setting(OpenOrder).value_or(QByteArray()));
}

}
