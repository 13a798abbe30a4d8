#pragma once

#include "core/domain/access/access.h"
#include "core/exchange/api/api_client.h"
#include "ui/sentences/translator.h"

#include <memory>

namespace youka {

/// The office's one way to the server: who is signed in, and requests in that session. Lives on the GUI
/// thread. Answers arrive once, never from inside the call, and never after sign-out or destruction.
class OfficeLink : public QObject
{
    Q_OBJECT
public:
    /// `clock` outlives it.
    OfficeLink(ApiClient::Settings settings, const Clock &clock, QObject *parent = nullptr);

    using Answer = ApiClient::Answer;
    using Done = std::function<void(Result<void>)>;

    QUrl server() const { return m_settings.server; }
    /// Ends a session with another server.
    void setServer(const QUrl &server);
    void setLanguage(Language language);

    /// Errors: NotSignedIn (name or password), TooManyAttempts, Timeout, Unavailable.
    void signIn(const QString &login, const QString &password, Done done);
    void signOut();
    bool isSignedIn() const { return !m_who.name.isEmpty(); }
    const Principal &who() const { return m_who; }
    /// What buttons ask before they show themselves enabled; the server asks again.
    bool may(Permission permission) const { return isSignedIn() && isPermitted(m_who.role, permission); }

    /// `timeoutMs`: for what has to be counted; 0: the usual.
    void get(const QString &path, const Answer &answer, int timeoutMs = 0);
    /// The same operation id may be sent again after Timeout or Unavailable; it has its effect once.
    void post(const QString &path, const QJsonObject &body, OperationId operation, const Answer &answer);
    OperationId newOperation() { return m_ids.make<OperationId>(); }
    const Clock &clock() const { return m_clock; }

Q_SIGNALS:
    void signedIn();
    /// By the user, or because the server does not know the session any more.
    void signedOut(bool expired);
    void busyChanged(bool busy);

private:
    Answer guarded(const Answer &answer);
    void connectClient();

    ApiClient::Settings m_settings;
    const Clock &m_clock;
    IdSource m_ids;
    std::unique_ptr<ApiClient> m_client;
    Language m_language = Language::Chinese;
    Principal m_who;
    int m_session = 0; ///< answers of an earlier one are dropped
    int m_open = 0;
};

}
