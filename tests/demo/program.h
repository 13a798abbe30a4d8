#pragma once

#include "tests/demo/line_client.h"

#include <QProcess>
#include <QProcessEnvironment>

namespace youka::demo {

/// One of the suite's programs running beside us. It dies with its owner.
class Program
{
public:
    Program(QString name, QString binDir, QString logDir);
    ~Program();
    Program(const Program &) = delete;
    Program &operator=(const Program &) = delete;

    /// Extra environment, e.g. for the pilot. Call before start().
    void setEnvironment(const QString &name, const QString &value);
    /// With real windows driven through the pilot; `socket` is where it listens.
    void usePilot(const QString &socket, const QString &pluginDir);

    bool start(const QStringList &arguments);
    /// Runs to its end and gives what it printed; `input` is its standard input.
    struct Ended
    {
        int code = -1;
        QString out;
    };
    Ended run(const QStringList &arguments, const QByteArray &input = {}, int timeoutMs = 120'000);
    /// A printed line that contains `text`; empty when it did not come in time or the program ended.
    QString waitForLine(const QString &text, int timeoutMs = 30'000);
    void kill();      ///< as a power cut does
    void halt();      ///< stands still (SIGSTOP), with everything it holds
    void resume();    ///< goes on; nothing when it was not halted
    bool terminate(); ///< politely; true when it left with 0
    bool isRunning() const { return m_process.state() == QProcess::Running; }
    qint64 processId() const { return m_process.processId(); }
    const QString &name() const { return m_name; }

private:
    void keepOutput();
    const QString m_name;
    const QString m_binary;
    const QString m_log;
    QProcessEnvironment m_environment = QProcessEnvironment::systemEnvironment();
    QProcess m_process;
    QByteArray m_out;
    qsizetype m_read = 0;
};

}
