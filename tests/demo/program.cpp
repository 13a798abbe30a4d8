#include "tests/demo/program.h"

#include <QDeadlineTimer>
#include <QDir>

#include <csignal>
#include <sys/prctl.h>

namespace youka::demo {

Program::Program(QString name, QString binDir, QString logDir)
    : m_name(std::move(name))
    , m_binary(QDir(binDir).filePath(QStringLiteral("youka-") + m_name))
    , m_log(QDir(logDir).filePath(m_name + QStringLiteral(".log")))
{
    m_process.setStandardErrorFile(m_log, QIODevice::Append);
    // Nothing is left running, whatever becomes of us.
    m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
}

Program::~Program() { terminate(); }

void Program::setEnvironment(const QString &name, const QString &value) { m_environment.insert(name, value); }

void Program::usePilot(const QString &socket, const QString &pluginDir)
{
    setEnvironment(QStringLiteral("QT_QPA_GENERIC_PLUGINS"), QStringLiteral("youkapilot"));
    setEnvironment(QStringLiteral("QT_PLUGIN_PATH"), pluginDir);
    setEnvironment(QStringLiteral("YOUKA_PILOT"), socket);
}

bool Program::start(const QStringList &arguments)
{
    m_out.clear();
    m_read = 0;
    m_process.setProcessEnvironment(m_environment);
    m_process.start(m_binary, arguments);
    return m_process.waitForStarted();
}

Program::Ended Program::run(const QStringList &arguments, const QByteArray &input, int timeoutMs)
{
    if (!start(arguments))
        return {};
    m_process.write(input);
    m_process.closeWriteChannel();
    if (!m_process.waitForFinished(timeoutMs))
        kill();
    return {m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1,
            QString::fromUtf8(m_process.readAllStandardOutput())};
}

void Program::keepOutput() { m_out += m_process.readAllStandardOutput(); }

QString Program::waitForLine(const QString &text, int timeoutMs)
{
    const QDeadlineTimer deadline(timeoutMs);
    const QByteArray wanted = text.toUtf8();
    for (;;) {
        keepOutput();
        for (qsizetype end = 0; (end = m_out.indexOf('\n', m_read)) >= 0;) {
            const QByteArray line = m_out.mid(m_read, end - m_read);
            m_read = end + 1;
            if (line.contains(wanted))
                return QString::fromUtf8(line);
        }
        if (deadline.hasExpired() || m_process.state() == QProcess::NotRunning)
            return {};
        m_process.waitForReadyRead(int(std::min<qint64>(deadline.remainingTime(), 500)));
    }
}

void Program::kill()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.kill();
    m_process.waitForFinished();
}

void Program::halt()
{
    if (isRunning())
        ::kill(pid_t(processId()), SIGSTOP);
}

void Program::resume()
{
    if (isRunning())
        ::kill(pid_t(processId()), SIGCONT);
}

bool Program::terminate()
{
    resume(); // whoever is halted does not hear of it
    if (m_process.state() == QProcess::NotRunning)
        return m_process.exitStatus() == QProcess::NormalExit && m_process.exitCode() == 0;
    m_process.terminate();
    if (!m_process.waitForFinished(10'000)) {
        kill();
        return false;
    }
    return m_process.exitStatus() == QProcess::NormalExit && m_process.exitCode() == 0;
}

}
