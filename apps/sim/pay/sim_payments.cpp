#include "apps/sim/pay/sim_payments.h"

namespace youka::sim {

SimPayments::SimPayments(const Clock &clock, quint32 seed)
    : m_people(clock, seed)
    , m_notices(clock)
    , m_world{clock, m_people, m_notices, seed, {}}
    , m_wechat(m_world)
    , m_alipay(m_world)
    , m_unionpay(m_world)
    , m_http(std::make_unique<SimHttp>([this](const HttpAsk &ask) { return answer(ask); }))
{
}

SimPayments::~SimPayments() = default;

Result<void> SimPayments::listen(quint16 port)
{
    return m_http->listen(port).map([this] { m_world.base = m_http->base(); });
}

QUrl SimPayments::gateway(const QString &channel) const
{
    return channel == QLatin1String("alipay") ? m_world.base.resolved(QUrl(QStringLiteral("/gateway.do")))
                                              : m_world.base;
}

QList<SimChannel *> SimPayments::channels() { return {&m_wechat, &m_alipay, &m_unionpay}; }

SimChannel *SimPayments::channel(const QString &name)
{
    for (SimChannel *channel : channels())
        if (channel->name() == name)
            return channel;
    return nullptr;
}

Result<void> SimPayments::addMerchant(const PayMerchant &merchant)
{
    SimChannel *at = channel(merchant.channel);
    if (!at)
        return fail(ErrorCode::InvalidInput, QStringLiteral("no channel ") + merchant.channel);
    at->addMerchant(merchant);
    return {};
}

SimChannel *SimPayments::channelOfQr(const QString &qr)
{
    for (SimChannel *channel : channels())
        for (PayBook *book : channel->books())
            if (book->findQr(qr))
                return channel;
    return nullptr;
}

HttpTold SimPayments::answer(const HttpAsk &ask)
{
    for (SimChannel *channel : channels())
        if (channel->isOurs(ask))
            return channel->answer(ask);
    return {404, {{"Content-Type", "text/html"}}, "<html><body>404</body></html>"};
}

}
