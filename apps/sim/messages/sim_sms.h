#pragma once

#include "apps/sim/messages/sim_gateway.h"

#include <QMap>
#include <QSet>

namespace youka::sim {

struct SmsReceived
{
    QString id; ///< outId
    QString phone;
    QString sign;
    QString templateCode;
    QMap<QString, QString> fields;
    QString text;
};

/// An SMS gateway: takes what is signed rightly, once for each id.
class SimSms final : public SimGateway
{
public:
    SimSms(QString account, QByteArray secret);
    /// Numbers that do not exist.
    void refuse(const QString &phone) { m_refused.insert(phone); }
    /// From now on they do.
    void accept(const QString &phone) { m_refused.remove(phone); }
    const QList<SmsReceived> &received() const { return m_received; }

private:
    HttpTold take(const QJsonObject &json) override;

    QSet<QString> m_refused;
    QList<SmsReceived> m_received;
};

}
