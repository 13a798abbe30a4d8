#include "ui/widgets/office_link.h"

#include "core/foundation/base/json.h"

#include <QPointer>

namespace youka {

namespace {
constexpr int PasswordCheckMs = 15'000; ///< it takes long on purpose
}

OfficeLink::OfficeLink(ApiClient::Settings settings, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_settings(std::move(settings))
    , m_clock(clock)
    , m_ids(clock)
{
    connectClient();
}

void OfficeLink::connectClient()
{
    m_client = std::make_unique<ApiClient>(m_settings, m_clock);
    m_client->setLanguage(languageCode(m_language));
}

void OfficeLink::setServer(const QUrl &server)
{
    if (server == m_settings.server)
        return;
    if (isSignedIn())
        signOut();
    m_settings.server = server;
    connectClient();
}

void OfficeLink::setLanguage(Language language)
{
    m_language = language;
    m_client->setLanguage(languageCode(language));
}

OfficeLink::Answer OfficeLink::guarded(const Answer &answer)
{
    if (m_open++ == 0)
        Q_EMIT busyChanged(true);
    return [self = QPointer(this), answer, session = m_session](const Result<QJsonObject> &reply) {
        if (!self)
            return;
        if (--self->m_open == 0)
            Q_EMIT self->busyChanged(false);
        if (session != self->m_session)
            return;
        const bool expired = !reply && reply.error().code == ErrorCode::NotSignedIn && self->isSignedIn();
        answer(reply);
        if (expired && self) {
            self->m_who = {};
            ++self->m_session;
            Q_EMIT self->signedOut(true);
        }
    };
}

void OfficeLink::signIn(const QString &login, const QString &password, Done done)
{
    const QJsonObject body{{QStringLiteral("login"), login}, {QStringLiteral("password"), password}};
    m_client->useSession({});
    m_client->post(QStringLiteral("/api/v1/sessions"), body, {},
                   guarded([this, done = std::move(done)](const Result<QJsonObject> &reply) {
                       if (!reply)
                           return done(fail(reply.error()));
                       JsonReader in(*reply);
                       if (!in.booleanOr("signedIn", false))
                           return done(fail(ErrorCode::NotSignedIn));
                       m_client->useSession(in.text("token").toLatin1());
                       m_who.name = in.text("name", 100);
                       m_who.role = roleFromName(in.text("role", 20)).value_or(Role::Nobody);
                       m_who.station = {in.integerOr("station", 0, 0, std::numeric_limits<qint64>::max())};
                       if (in.error())
                           return done(fail(*in.error()));
                       done({});
                       Q_EMIT signedIn();
                   }),
                   PasswordCheckMs);
}

void OfficeLink::signOut()
{
    m_who = {};
    ++m_session;
    // The token would live on for hours; when the server is away it ends by itself.
    m_client->remove(QStringLiteral("/api/v1/sessions/current"), [](const Result<QJsonObject> &) {});
    m_client->useSession({});
    Q_EMIT signedOut(false);
}

void OfficeLink::get(const QString &path, const Answer &answer, int timeoutMs)
{
    m_client->get(path, guarded(answer), timeoutMs);
}

void OfficeLink::post(const QString &path, const QJsonObject &body, OperationId operation,
                      const Answer &answer)
{
    m_client->post(path, body, operation, guarded(answer));
}

}
