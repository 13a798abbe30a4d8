#include "tests/support/sim_process.h"
#include "tests/support/places.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QJsonDocument>

namespace youka {

namespace {
constexpr int StartMs = 20'000;
}

SimProcess::SimProcess(const QByteArray &settings, quint32 seed, const QStringList &more)
{
    const QString control = m_dir.filePath(QStringLiteral("control"));
    QStringList arguments{QStringLiteral("--headless"),
                          QStringLiteral("--ports"),
                          m_dir.path(),
                          QStringLiteral("--control"),
                          control,
                          QStringLiteral("--seed"),
                          QString::number(seed)};
    if (!settings.isEmpty()) {
        QFile file(m_dir.filePath(QStringLiteral("sim.toml")));
        if (file.open(QIODevice::WriteOnly))
            file.write(settings);
        arguments += {QStringLiteral("--settings"), file.fileName()};
    }
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(binDir() + QStringLiteral("/youka-sim"), arguments + more);
    const QDeadlineTimer deadline(StartMs);
    while (!m_printed.contains('\n') && m_process.waitForReadyRead(int(deadline.remainingTime())))
        m_printed += m_process.readAllStandardOutput();
    m_socket.connectToServer(control);
    m_ready = m_socket.waitForConnected(StartMs);
}

SimProcess::~SimProcess()
{
    m_socket.abort();
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.terminate();
    if (!m_process.waitForFinished(5'000)) {
        m_process.kill();
        m_process.waitForFinished();
    }
}

void SimProcess::send(const QJsonObject &command)
{
    m_socket.write(QJsonDocument(command).toJson(QJsonDocument::Compact) + '\n');
    m_socket.flush();
}

QJsonObject SimProcess::readAnswer(int timeoutMs)
{
    const QDeadlineTimer deadline(timeoutMs);
    while (!m_socket.canReadLine())
        if (!m_socket.waitForReadyRead(int(deadline.remainingTime())))
            return {};
    return QJsonDocument::fromJson(m_socket.readLine()).object();
}

QJsonObject SimProcess::ask(const QJsonObject &command, int timeoutMs)
{
    send(command);
    return readAnswer(timeoutMs);
}

QJsonObject SimProcess::ask(const char *json, int timeoutMs)
{
    return ask(QJsonDocument::fromJson(json).object(), timeoutMs);
}

QByteArray SimProcess::quit()
{
    Q_UNUSED(ask("{\"do\":\"quit\"}"));
    m_process.waitForFinished(5'000);
    return m_printed + m_process.readAllStandardOutput();
}

}
