#include "core/exchange/sync/points_client.h"

#include "core/exchange/api/problem.h"
#include "core/foundation/base/json.h"

namespace youka {

namespace {

Result<PointsPaid> paidOf(const QJsonObject &json)
{
    JsonReader in(json);
    const PointsPaid paid{in.integer("points", 0, std::numeric_limits<qint64>::max()), in.money("amount")};
    return in.error() ? Result<PointsPaid>(fail(*in.error())) : paid;
}

}

void PointsClient::ask(const PointsRequest &request, std::function<void(Result<PointsPaid>)> answer)
{
    QJsonObject body{{QStringLiteral("saleId"), request.sale.text()},
                     {QStringLiteral("cardToken"), QString::fromLatin1(request.card.token.bytes.toBase64())},
                     {QStringLiteral("proof"), int(request.card.proof)},
                     {QStringLiteral("points"), request.points}};
    if (!request.pin.isEmpty())
        body.insert(QStringLiteral("pin"), request.pin);
    m_api.post(QStringLiteral("/api/v1/points-reservations"), body, request.operation,
               [answer = std::move(answer)](const Result<QJsonObject> &reply) {
                   if (!reply && isNoAnswer(reply.error()))
                       return answer(fail(ErrorCode::PointsOnlineOnly, reply.error().detail));
                   answer(reply.and_then(paidOf));
               });
}

}
