#pragma once

#include "network.h"

#include "core/exchange/api/api_client.h"

namespace youka::world {

/// Writes down what is worth telling.
using Tell = std::function<void(const QString &who, const QString &what)>;

/// Somebody at a desk of the office, over a network that loses answers: asks for the same until it is known
/// what became of it.
class Clerk
{
public:
    Clerk(VirtualTime &time, HttpServerSide &centre, NetworkCounters &counters, quint32 seed);
    void signIn(const QString &login, const QString &password);
    bool isIdle() const { return m_open == 0; }

    using Done = std::function<void(const Result<QJsonObject> &)>;
    /// The same operation again until somebody says what became of it.
    void repeat(const QString &path, const QJsonObject &body, OperationId operation, Done done);
    /// The same for a new operation.
    void write(const QString &path, const QJsonObject &body, Done done);
    void read(const QString &path, Done done);

    Weather weather;

protected:
    VirtualTime &m_time;
    Chance m_chance;

private:
    /// The machine itself never fails: what a person saw confirmed must be true.
    class Desk final : public Machine
    {
    public:
        using Machine::Machine;

    protected:
        bool start() override { return true; }
        void stop() override { }
    };
    /// Whether the answer says nothing yet; then `again` is done a little later.
    bool isToRepeat(const Result<QJsonObject> &answer, std::function<void()> again);
    Desk m_desk;

protected:
    IdSource m_ids;

private:
    ApiClient m_api;
    QString m_login;
    QString m_password;
    bool m_isSigningIn = false;
    int m_open = 0;
};

}
