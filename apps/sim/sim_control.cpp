#include "apps/sim/sim_control.h"

#include <QFile>
#include <QJsonDocument>
#include <QLocalSocket>
#include <QPointer>

namespace youka::sim {

namespace {

constexpr qint64 MaxLine = 65'536;

QByteArray toLine(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

/// One connection: the next command is taken when the one before was answered.
class Connection final : public QObject
{
public:
    Connection(QLocalSocket *socket, Commands &commands)
        : QObject(socket)
        , m_socket(socket)
        , m_commands(commands)
    {
        connect(socket, &QLocalSocket::readyRead, this, &Connection::take);
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
    }

private:
    void take()
    {
        while (!m_busy && m_socket->canReadLine()) {
            const QByteArray line = m_socket->readLine(MaxLine).trimmed();
            if (line.isEmpty())
                continue;
            m_busy = true;
            m_commands.runLine(line, [guard = QPointer(this)](const QJsonObject &answer) {
                if (guard)
                    guard->reply(answer);
            });
        }
    }
    void reply(const QJsonObject &answer)
    {
        m_busy = false;
        m_socket->write(toLine(answer));
        m_socket->flush();
        QMetaObject::invokeMethod(
            this, [this] { take(); }, Qt::QueuedConnection);
    }

    QLocalSocket *m_socket;
    Commands &m_commands;
    bool m_busy = false;
};

}

ControlServer::ControlServer(Commands &commands, QObject *parent)
    : QObject(parent)
    , m_commands(commands)
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &ControlServer::accept);
}

Result<void> ControlServer::listen(const QString &path)
{
    QLocalServer::removeServer(path);
    if (!m_server.listen(path))
        return fail(ErrorCode::Unavailable, QStringLiteral("%1: %2").arg(path, m_server.errorString()));
    return {};
}

void ControlServer::accept()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection())
        new Connection(socket, m_commands);
}

ScriptRunner::ScriptRunner(Commands &commands, QObject *parent)
    : QObject(parent)
    , m_commands(commands)
{
}

Result<void> ScriptRunner::start(const QString &file)
{
    QFile in(file);
    if (!in.open(QIODevice::ReadOnly))
        return fail(ErrorCode::NotFound, QStringLiteral("%1: %2").arg(file, in.errorString()));
    const auto lines = in.readAll().split('\n');
    for (const QByteArray &line : lines)
        if (const QByteArray text = line.trimmed(); !text.isEmpty() && text.front() != '#')
            m_lines.append(text);
    QMetaObject::invokeMethod(
        this, [this] { next(); }, Qt::QueuedConnection);
    return {};
}

void ScriptRunner::next()
{
    if (m_lines.isEmpty()) {
        Q_EMIT finished(m_failures);
        return;
    }
    m_commands.runLine(m_lines.takeFirst(), [guard = QPointer(this)](const QJsonObject &answer) {
        if (!guard)
            return;
        guard->m_failures += answer[QLatin1String("ok")].toBool() ? 0 : 1;
        Q_EMIT guard->answered(toLine(answer));
        QMetaObject::invokeMethod(
            guard, [guard] { guard->next(); }, Qt::QueuedConnection);
    });
}

}
