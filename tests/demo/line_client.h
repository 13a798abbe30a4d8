#pragma once

#include <QJsonObject>
#include <QLocalSocket>
#include <QString>

namespace youka::demo {

/// One JSON object a line to a program's local socket, one line back.
class LineClient
{
public:
    /// Waits for the socket to appear.
    bool connectTo(const QString &path, int timeoutMs = 15'000);
    /// Empty when there was no answer in time.
    QJsonObject ask(const QJsonObject &command, int timeoutMs = 60'000);

private:
    QLocalSocket m_socket;
};

}
