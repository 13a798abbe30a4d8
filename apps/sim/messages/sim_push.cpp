#include "apps/sim/messages/sim_push.h"

#include <algorithm>

namespace youka::sim {

SimPush::SimPush(QString account, QByteArray secret)
    : SimGateway(std::move(account), std::move(secret), "X-Push", "/push/v1/send", "push.TOO_MANY_REQUESTS")
{
}

HttpTold SimPush::take(const QJsonObject &json)
{
    PushReceived push;
    push.id = json[QLatin1String("outId")].toString();
    push.token = json[QLatin1String("deviceToken")].toString();
    push.title = json[QLatin1String("title")].toString();
    push.text = json[QLatin1String("text")].toString();
    push.kind = json[QLatin1String("kind")].toString();
    const QJsonObject data = json[QLatin1String("data")].toObject();
    for (auto it = data.begin(); it != data.end(); ++it)
        push.data[it.key()] = it->toString();
    if (push.id.isEmpty() || push.token.isEmpty() || push.title.isEmpty())
        return told(400, "push.INVALID_PARAMETERS");
    if (m_gone.contains(push.token))
        return told(410, "push.TOKEN_UNREGISTERED");
    const bool isKnown = std::any_of(m_received.begin(), m_received.end(),
                                     [&](const PushReceived &earlier) { return earlier.id == push.id; });
    if (isKnown)
        countDuplicate();
    else
        m_received.append(push);
    return told(200, "OK", QStringLiteral("P-") + push.id.left(12));
}

}
