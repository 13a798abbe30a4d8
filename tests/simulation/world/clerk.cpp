#include "clerk.h"

namespace youka::world {

Clerk::Clerk(VirtualTime &time, HttpServerSide &centre, NetworkCounters &counters, quint32 seed)
    : m_time(time)
    , m_chance(seed)
    , m_desk(time, QStringLiteral("office"), seed + 1)
    , m_ids(m_desk.clock, seed + 2)
    , m_api(std::make_unique<VirtualTransport>(time, m_desk, weather, centre, m_chance, counters),
            m_desk.clock, 5'000)
{
    m_desk.boot();
}

void Clerk::signIn(const QString &login, const QString &password)
{
    m_login = login;
    m_password = password;
    if (std::exchange(m_isSigningIn, true))
        return;
    ++m_open;
    m_api.useSession({}); // one that has ended is refused everywhere
    m_api.post(QStringLiteral("/api/v1/sessions"),
               {{QStringLiteral("login"), login}, {QStringLiteral("password"), password}}, {},
               [this](const Result<QJsonObject> &answer) {
                   --m_open;
                   m_isSigningIn = false;
                   if (answer && (*answer)[QLatin1String("signedIn")].toBool())
                       return m_api.useSession((*answer)[QLatin1String("token")].toString().toLatin1());
                   m_time.after(3'000, [this] { signIn(m_login, m_password); });
               });
}

bool Clerk::isToRepeat(const Result<QJsonObject> &answer, std::function<void()> again)
{
    if (answer)
        return false;
    const bool isSignedOut = answer.error().code == ErrorCode::NotSignedIn;
    if (!isTransient(answer.error().code) && !isSignedOut)
        return false;
    if (isSignedOut)
        signIn(m_login, m_password); // a session ends; the work does not
    ++m_open;
    m_time.after(m_chance.between(1'000, 8'000), [this, again = std::move(again)] {
        --m_open;
        again();
    });
    return true;
}

void Clerk::repeat(const QString &path, const QJsonObject &body, OperationId operation, Done done)
{
    ++m_open;
    m_api.post(path, body, operation, [=, this](const Result<QJsonObject> &answer) {
        --m_open;
        if (!isToRepeat(answer, [=, this] { repeat(path, body, operation, done); }))
            done(answer);
    });
}

void Clerk::write(const QString &path, const QJsonObject &body, Done done)
{
    repeat(path, body, m_ids.make<OperationId>(), std::move(done));
}

void Clerk::read(const QString &path, Done done)
{
    ++m_open;
    m_api.get(path, [=, this](const Result<QJsonObject> &answer) {
        --m_open;
        if (!isToRepeat(answer, [=, this] { read(path, done); }))
            done(answer);
    });
}

}
