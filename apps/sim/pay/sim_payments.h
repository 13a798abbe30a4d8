#pragma once

#include "apps/sim/pay/sim_alipay.h"
#include "apps/sim/pay/sim_unionpay.h"
#include "apps/sim/pay/sim_wechat.h"

namespace youka::sim {

/// The payment channels' side of the wire on one port of the loopback interface: their gateways, the people
/// who pay, and their notices. Time is the clock's; nothing happens by itself but notices that are due.
class SimPayments final
{
public:
    explicit SimPayments(const Clock &clock, quint32 seed = 1);
    ~SimPayments();

    /// 0: any free port. Errors: Unavailable.
    Result<void> listen(quint16 port = 0);
    SimHttp &http() { return *m_http; }
    /// Instead of listening: whoever calls answer() is reached at that address.
    void reachAt(const QUrl &base) { m_world.base = base; }
    HttpTold answer(const HttpAsk &ask);
    /// What a merchant's configuration calls its gateway.
    QUrl gateway(const QString &channel) const;

    SimWechat &wechat() { return m_wechat; }
    SimAlipay &alipay() { return m_alipay; }
    SimUnionpay &unionpay() { return m_unionpay; }
    /// By name; none: there is no such channel.
    SimChannel *channel(const QString &name);
    QList<SimChannel *> channels();
    PayPeople &people() { return m_people; }
    PayNotices &notices() { return m_notices; }

    /// Errors: InvalidInput (no such channel).
    Result<void> addMerchant(const PayMerchant &merchant);
    /// A QR of any channel, told from the others by its text.
    SimChannel *channelOfQr(const QString &qr);

private:
    PayPeople m_people;
    PayNotices m_notices;
    PayWorld m_world;
    SimWechat m_wechat;
    SimAlipay m_alipay;
    SimUnionpay m_unionpay;
    std::unique_ptr<SimHttp> m_http;
};

}
