#include "centre.h"

#include "core/foundation/store/migrations.h"

namespace youka::world {

namespace {

/// So long after somebody asked the channels may have news any moment.
constexpr qint64 BusyMs = 3 * 60'000;

ServerSettings settings()
{
    ServerSettings settings;
    settings.feedCalmMs = 30'000; // half a minute, within [feed] calm_seconds
    return settings;
}

HttpRequest requestOf(const HttpCall &call)
{
    HttpRequest request;
    request.method = call.method;
    request.path = call.pathAndQuery.section(u'?', 0, 0).toLatin1();
    request.query = call.pathAndQuery.section(u'?', 1).toLatin1();
    request.body = call.body;
    const std::pair<const char *, QByteArray *> known[] = {
        {"Content-Type", &request.contentType},     {"Content-Encoding", &request.contentEncoding},
        {"Authorization", &request.authorization},  {"Idempotency-Key", &request.idempotencyKey},
        {"Content-Digest", &request.contentDigest}, {"Signature-Input", &request.signatureInput},
        {"Signature", &request.signature},          {"Accept-Language", &request.acceptLanguage}};
    for (const auto &[name, value] : call.headers)
        for (const auto &[header, field] : known)
            if (name == header)
                *field = value;
    for (const auto &[name, value] : call.headers)
        if (name.startsWith("Wechatpay-"))
            request.channelHeaders.emplaceBack(name, value);
    return request;
}

}

Centre::Centre(VirtualTime &time, quint32 seed, const Pace &pace)
    : Machine(time, QStringLiteral("centre"), seed)
    , m_pace(pace)
    , m_store{{},
              {QByteArray(32, 'l'), QByteArray(32, 'w')},
              {QByteArray(32, 'c'), *SigningKey::fromSeed(QByteArray(32, 'q')), 1},
              *SigningKey::fromSeed(QByteArray(32, 'p'))}
{
    m_store.store.path = disk.path(QStringLiteral("youka.db"));
    m_store.store.key = QByteArray(32, 's');
    m_store.store.checkpointPages = CheckpointPages;
}

void Centre::useChannels(MerchantChannels::ConfigOf configOf, std::shared_ptr<ChannelSender> sender,
                         BillDownload bills)
{
    m_store.channelConfig = std::move(configOf);
    m_store.channelSender = std::move(sender);
    m_store.billDownload = std::move(bills);
}

bool Centre::start()
{
    {
        auto db = Database::open(m_store.store);
        if (!db || !migrate(**db, serverMigrations()))
            return false;
    }
    auto server = Server::startByHand(m_store, clock, settings());
    if (!server)
        return false;
    m_server = std::move(*server);
    m_commitPlanned = false;
    m_lastHousekeeping = m_time.now();
    keepHouse();
    if (m_pace.channelsMs > 0)
        keepChannels();
    return true;
}

void Centre::keepHouse()
{
    after(m_pace.liveMs, [this] {
        if (m_time.now() - m_lastHousekeeping >= m_pace.housekeepingMs) {
            m_lastHousekeeping = m_time.now();
            m_server->housekeeping().round();
        }
        m_server->live().round();
        if (isUp())
            keepHouse();
    });
}

void Centre::keepChannels()
{
    const bool isBusy = m_time.now() - m_lastAsked < BusyMs;
    after(isBusy ? m_pace.channelsMs : m_pace.channelsQuietMs, [this] {
        m_server->payments().round();
        if (isUp() && m_time.now() - m_lastReconciled >= m_pace.reconcileMs)
            reconcile();
        if (isUp())
            keepChannels();
    });
}

void Centre::reconcile()
{
    m_lastReconciled = m_time.now();
    m_isFetching = true;
    m_server->reconciler().round();
    m_isFetching = false;
}

void Centre::receive(const HttpCall &call, std::function<void(HttpAnswer)> respond)
{
    if (!step())
        return;
    m_lastAsked = m_time.now();
    m_server->serve(0, requestOf(call), [this, life = lives(), respond](const HttpReply &reply) {
        if (isUp() && lives() == life)
            respond({reply.status, reply.body, false, {}, reply.retryAfterS});
    });
    planCommit();
}

/// Commands of a few milliseconds share a commit, as they do on the real disk.
void Centre::planCommit()
{
    m_lastAsked = m_time.now();
    if (!m_server || m_server->pipeline().counters().queued == 0 || std::exchange(m_commitPlanned, true))
        return;
    after(m_chance.between(2, 9), [this] {
        m_commitPlanned = false;
        m_server->pipeline().drain();
        if (isUp())
            m_server->live().round();
        if (isUp())
            planCommit();
    });
}

Result<QByteArray> Centre::command(const WritePipeline::Command &command)
{
    return m_server->pipeline().run(command);
}

}
