#include "tests/demo/line_client.h"

#include <QDeadlineTimer>
#include <QJsonDocument>
#include <QThread>

namespace youka::demo {

bool LineClient::connectTo(const QString &path, int timeoutMs)
{
    const QDeadlineTimer deadline(timeoutMs);
    while (!deadline.hasExpired()) {
        m_socket.connectToServer(path);
        if (m_socket.waitForConnected(200))
            return true;
        QThread::msleep(20); // another process has to come up; there is nothing to be notified of
    }
    return false;
}

QJsonObject LineClient::ask(const QJsonObject &command, int timeoutMs)
{
    m_socket.write(QJsonDocument(command).toJson(QJsonDocument::Compact) + '\n');
    const QDeadlineTimer deadline(timeoutMs);
    while (!m_socket.canReadLine() && !deadline.hasExpired())
        if (!m_socket.waitForReadyRead(int(deadline.remainingTime())))
            break;
    return m_socket.canReadLine() ? QJsonDocument::fromJson(m_socket.readLine()).object() : QJsonObject();
}

}
