#include "tests/pilot/pilot.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocalSocket>

#include <memory>

namespace youka::pilot {

namespace {
constexpr int LookEveryMs = 20;
constexpr int DefaultTimeoutMs = 10'000;
}

Pilot::Pilot(const QString &socketName, QObject *parent)
    : QObject(parent)
{
    connect(&m_server, &QLocalServer::newConnection, this, &Pilot::serve);
    QLocalServer::removeServer(socketName);
    if (!m_server.listen(socketName))
        qWarning("pilot: %s", qPrintable(m_server.errorString()));
}

void Pilot::serve()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] {
            while (socket->canReadLine()) {
                const QJsonObject command = QJsonDocument::fromJson(socket->readLine()).object();
                obey(command, [socket = QPointer(socket)](const QJsonObject &reply) {
                    if (!socket)
                        return;
                    socket->write(QJsonDocument(reply).toJson(QJsonDocument::Compact) + '\n');
                    socket->flush();
                });
            }
        });
    }
}

void Pilot::until(const QJsonObject &command, const Reply &reply, const std::function<bool()> &reached)
{
    const int timeoutMs = command[QLatin1String("timeoutMs")].toInt(DefaultTimeoutMs);
    auto *timer = new QTimer(this);
    QElapsedTimer since;
    since.start();
    connect(timer, &QTimer::timeout, this, [=] {
        const bool done = reached();
        if (!done && since.elapsed() < timeoutMs)
            return;
        timer->stop();
        timer->deleteLater();
        const auto control = findControl(command[QLatin1String("name")].toString());
        reply({{QStringLiteral("ok"), done},
               {QStringLiteral("found"), control.has_value()},
               {QStringLiteral("visible"), control && control->visible},
               {QStringLiteral("enabled"), control && control->enabled},
               {QStringLiteral("text"), control ? control->text : QString()}});
    });
    timer->start(LookEveryMs);
}

void Pilot::obey(const QJsonObject &command, const Reply &reply)
{
    const QString what = command[QLatin1String("do")].toString();
    const QString name = command[QLatin1String("name")].toString();
    if (what == QLatin1String("tap"))
        return until(command, reply, [name, row = command[QLatin1String("row")].toInt(-1)] {
            const auto control = findControl(name);
            return control && control->visible && control->enabled && tap(*control, row);
        });
    if (what == QLatin1String("wait"))
        return until(command, reply,
                     [name, text = command[QLatin1String("text")].toString(),
                      enabled = command[QLatin1String("enabled")].toBool()] {
                         const auto control = findControl(name);
                         return control && control->visible && control->text.contains(text)
                             && (control->enabled || !enabled);
                     });
    if (what == QLatin1String("see"))
        return until(command, reply, [] { return true; });
    bool ok = true;
    if (what == QLatin1String("type"))
        type(command[QLatin1String("text")].toString());
    else if (what == QLatin1String("key"))
        pressKey(command[QLatin1String("key")].toString());
    else if (what == QLatin1String("shot"))
        ok = shot(command[QLatin1String("file")].toString());
    else if (what == QLatin1String("names"))
        return reply({{QStringLiteral("ok"), true},
                      {QStringLiteral("names"), QJsonArray::fromStringList(controlNames())}});
    else
        ok = false;
    reply({{QStringLiteral("ok"), ok}});
}

}
