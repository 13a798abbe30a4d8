#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QLocalSocket>
#include <QProcess>
#include <QTemporaryDir>

namespace youka {

/// The simulator as a program of its own, with its wires and its control socket in a directory that goes with
/// it. Ends with its owner.
class SimProcess
{
public:
    /// `settings` is the text of its settings file; empty: the defaults.
    explicit SimProcess(const QByteArray &settings = {}, quint32 seed = 1, const QStringList &more = {});
    ~SimProcess();
    SimProcess(const SimProcess &) = delete;
    SimProcess &operator=(const SimProcess &) = delete;

    bool isReady() const { return m_ready; }
    /// One command and its answer; empty when it does not answer within `timeoutMs`.
    QJsonObject ask(const QJsonObject &command, int timeoutMs = 30'000);
    /// The same from JSON text.
    QJsonObject ask(const char *json, int timeoutMs = 30'000);
    /// Sends without waiting; the answer is the next one of readAnswer().
    void send(const QJsonObject &command);
    QJsonObject readAnswer(int timeoutMs = 30'000);
    /// The path of a wire: "pumps", "reader-kiosk".
    QString port(const QString &device) const { return m_dir.filePath(device); }
    QString file(const QString &name) const { return m_dir.filePath(name); }
    /// Asks it to end; what it printed since its start.
    QByteArray quit();
    QProcess &process() { return m_process; }

private:
    QTemporaryDir m_dir;
    QProcess m_process;
    QLocalSocket m_socket;
    QByteArray m_printed;
    bool m_ready = false;
};

}
