#include "apps/sim/messages/sim_sms.h"

#include <algorithm>

namespace youka::sim {

SimSms::SimSms(QString account, QByteArray secret)
    : SimGateway(std::move(account), std::move(secret), "X-Sms", "/sms/v1/send", "isv.BUSINESS_LIMIT_CONTROL")
{
}

HttpTold SimSms::take(const QJsonObject &json)
{
    SmsReceived sms;
    sms.id = json[QLatin1String("outId")].toString();
    sms.phone = json[QLatin1String("phoneNumber")].toString();
    sms.sign = json[QLatin1String("signName")].toString();
    sms.templateCode = json[QLatin1String("templateCode")].toString();
    sms.text = json[QLatin1String("text")].toString();
    const QJsonObject fields = json[QLatin1String("templateParam")].toObject();
    for (auto it = fields.begin(); it != fields.end(); ++it)
        sms.fields[it.key()] = it->toString();
    if (sms.id.isEmpty() || sms.templateCode.isEmpty())
        return told(400, "isv.INVALID_PARAMETERS");
    if (m_refused.contains(sms.phone) || !sms.phone.startsWith(u'+'))
        return told(200, "isv.MOBILE_NUMBER_ILLEGAL");
    const bool isKnown = std::any_of(m_received.begin(), m_received.end(),
                                     [&](const SmsReceived &earlier) { return earlier.id == sms.id; });
    if (isKnown)
        countDuplicate();
    else
        m_received.append(sms);
    return told(200, "OK", QStringLiteral("B-") + sms.id.left(12));
}

}
