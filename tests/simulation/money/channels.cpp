#include "channels.h"

#include "tests/support/sim_pay_desk.h"

#include <QFileDevice>

namespace youka::world {

namespace {

const QUrl Base(QStringLiteral("http://127.0.0.1:8100"));

sim::PayMerchant merchantAt(const QString &channel)
{
    if (channel == QLatin1String("alipay"))
        return {channel, QStringLiteral("2088123412341234"), QStringLiteral("2021000000000001")};
    if (channel == QLatin1String("unionpay"))
        return {channel, QStringLiteral("777290058110048"), QString()};
    return {channel, QStringLiteral("1900000001"), QStringLiteral("wx0123456789abcdef")};
}

sim::HttpAsk askOf(const ChannelCall &call)
{
    QByteArray target = call.url.path(QUrl::FullyEncoded).toLatin1();
    if (call.url.hasQuery())
        target += '?' + call.url.query(QUrl::FullyEncoded).toLatin1();
    return {call.method, target, call.headers, call.body};
}

}

/// How the centre asks: answers come later, or never, and to the life that asked.
class Channels::Line final : public ChannelSender
{
public:
    explicit Line(Channels &channels)
        : m_channels(channels)
    {
    }
    void send(const ChannelCall &call, std::function<void(const ChannelReply &)> answer) override;

private:
    Channels &m_channels;
};

void Channels::Line::send(const ChannelCall &call, std::function<void(const ChannelReply &)> answer)
{
    Channels &far = m_channels;
    const bool isHere = far.m_centre.step();
    ++far.m_counters.calls;
    const bool isLost = far.calls.cut || far.m_chance.perMille(far.calls.lossPerMille);
    far.m_counters.lostRequests += isLost ? 1 : 0;
    if (far.m_centre.isFetching()) // who fetches a bill waits for the answer
        return answer(isHere && !isLost ? far.exchange(call) : ChannelReply());
    if (!isHere)
        return;
    const auto finish = [&far, life = far.m_centre.lives(), done = std::make_shared<bool>(false),
                         answer = std::move(answer)](const ChannelReply &heard) {
        if (far.m_centre.lives() != life || std::exchange(*done, true))
            return;
        answer(heard);
        far.m_centre.planCommit();
    };
    far.m_centre.after(call.timeoutMs, [finish] { finish({}); });
    if (isLost)
        return;
    far.m_time.after(far.m_chance.between(far.calls.delayMs, far.calls.delayMs * 4), [&far, call, finish] {
        int delayMs = 0;
        const ChannelReply reply = far.exchange(call, &delayMs);
        const bool isHeard = reply.status != 0 && !far.calls.cut && !far.calls.halfOpen
            && !far.m_chance.perMille(far.calls.lossPerMille);
        far.m_counters.lostAnswers += isHeard ? 0 : 1;
        if (isHeard)
            far.m_centre.after(far.m_chance.between(far.calls.delayMs, far.calls.delayMs * 4) + delayMs,
                               [finish, reply] { finish(reply); });
    });
}

Channels::Channels(VirtualTime &time, Centre &centre, quint32 seed)
    : m_time(time)
    , m_centre(centre)
    , m_chance(seed)
    , m_clock(time)
    , m_desk(time, QStringLiteral("channels"), seed + 1)
    , m_post(time, m_desk, notices, centre, m_chance, m_counters)
    , m_far(m_clock, seed % 1'000)
{
    m_desk.boot();
    m_far.reachAt(Base);
    m_far.notices().carryBy(
        [this](const QUrl &url, const sim::NoticeBytes &bytes, const sim::PayNotices::Answer &answer) {
            m_post.send({"POST", url.path(), bytes.headers, bytes.body, 10'000},
                        [answer](const HttpAnswer &said) { answer(said.status, said.body); });
        });
}

Channels::~Channels() = default;

QStringList Channels::names()
{
    return {QStringLiteral("wechat"), QStringLiteral("alipay"), QStringLiteral("unionpay")};
}

Result<void> Channels::open()
{
    for (const QString &name : names())
        if (const auto added = m_far.addMerchant(merchantAt(name)); !added)
            return added;
    m_centre.useChannels([this](const Merchant &merchant) { return configOf(merchant); },
                         std::make_shared<Line>(*this),
                         [this](const ChannelCall &call, QFileDevice &file) { return download(call, file); });
    return {};
}

Result<void> Channels::enter(Database &db)
{
    MerchantRepository merchants(db);
    for (const QString &name : names()) {
        const sim::PayMerchant account = merchantAt(name);
        const QString gateway = m_far.gateway(name).toString();
        const auto id = merchants.insert(
            {{}, name, account.number, account.app, name, {}, gateway, gateway, {}, FeePpm, true});
        if (!id)
            return fail(id.error());
        m_merchants.insert(name, *id);
        if (const auto assigned = merchants.assign(name, {}, *id); !assigned)
            return assigned;
    }
    return {};
}

Result<ChannelConfig> Channels::configOf(const Merchant &merchant)
{
    return channelConfigOf(
        merchantAt(merchant.channel), m_far, m_clock.now(),
        QStringLiteral("https://youka.example/api/v1/payments/notify/%1").arg(merchant.id.value));
}

/// What the other side says to these bytes; without a status nothing that can be read.
ChannelReply Channels::exchange(const ChannelCall &call, int *delayMs)
{
    const sim::HttpTold told = m_far.answer(askOf(call));
    if (delayMs)
        *delayMs = told.delayMs;
    if (told.isLost || told.isCut)
        return {};
    return {told.status, told.headers, told.body};
}

Result<void> Channels::download(const ChannelCall &call, QFileDevice &file)
{
    const ChannelReply reply = m_centre.step() && !calls.cut ? exchange(call) : ChannelReply();
    if (reply.status != 200)
        return fail(ErrorCode::ChannelSilent, QStringLiteral("the bill: %1").arg(reply.status));
    if (file.write(reply.body) != reply.body.size() || !file.flush())
        return fail(ErrorCode::StoreFull, file.errorString());
    return {};
}

}
