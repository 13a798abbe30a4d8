#include "centre.h"

#include "core/foundation/store/migrations.h"

namespace youka::world {

namespace {

/// Once a second at the real one; what many sales of one card add up to is told together all the more.
constexpr qint64 HousekeepingMs = 4'000;

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
    return request;
}

}

Centre::Centre(VirtualTime &time, quint32 seed)
    : Machine(time, QStringLiteral("centre"), seed)
    , m_store{{},
              {QByteArray(32, 'l'), QByteArray(32, 'w')},
              {QByteArray(32, 'c'), *SigningKey::fromSeed(QByteArray(32, 'q')), 1},
              *SigningKey::fromSeed(QByteArray(32, 'p'))}
{
    m_store.store.path = disk.path(QStringLiteral("youka.db"));
    m_store.store.key = QByteArray(32, 's');
}

bool Centre::start()
{
    {
        auto db = Database::open(m_store.store);
        if (!db || !migrate(**db, serverMigrations()))
            return false;
    }
    auto server = Server::startByHand(m_store, clock);
    if (!server)
        return false;
    m_server = std::move(*server);
    m_commitPlanned = false;
    keepHouse();
    return true;
}

void Centre::keepHouse()
{
    after(HousekeepingMs, [this] {
        m_server->housekeeping().round();
        m_server->live().round();
        if (isUp())
            keepHouse();
    });
}

void Centre::receive(const HttpCall &call, std::function<void(HttpAnswer)> respond)
{
    if (!step())
        return;
    m_server->serve(0, requestOf(call), [this, life = lives(), respond](const HttpReply &reply) {
        if (isUp() && lives() == life)
            respond({reply.status, reply.body, false, {}, reply.retryAfterS});
    });
    planCommit();
}

/// Commands of a few milliseconds share a commit, as they do on the real disk.
void Centre::planCommit()
{
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
