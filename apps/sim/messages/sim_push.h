#pragma once

#include "apps/sim/messages/sim_gateway.h"

#include <QMap>
#include <QSet>

namespace youka::sim {

struct PushReceived
{
    QString id; ///< outId
    QString token;
    QString title;
    QString text;
    QString kind;
    QMap<QString, QString> data;
};

/// A push gateway: takes what is signed rightly, once for each id.
class SimPush final : public SimGateway
{
public:
    SimPush(QString account, QByteArray secret);
    /// The app was taken off that device.
    void unregister(const QString &token) { m_gone.insert(token); }
    const QList<PushReceived> &received() const { return m_received; }

private:
    HttpTold take(const QJsonObject &json) override;

    QSet<QString> m_gone;
    QList<PushReceived> m_received;
};

}
