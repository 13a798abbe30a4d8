#include "tests/bench/real_server.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

#include <sys/resource.h>
#include <unistd.h>

namespace youka::bench {

RealServer::RealServer(const QString &folder, const QString &more)
    : m_folder(folder)
    , m_more(more)
    , m_server(QStringLiteral("server"), QCoreApplication::applicationDirPath(), folder)
{
    m_settings.dataDir = m_folder + QStringLiteral("/server");
    m_settings.masterKeyFile = m_settings.dataDir + QStringLiteral("/master.key");
}

void RealServer::writeSettings(Wire wire) const
{
    QFile file(m_folder + QStringLiteral("/server.toml"));
    const QString text =
        QStringLiteral("[server]\ndata = \"%1\"\nport = 0\ntls = %2\n")
            .arg(m_settings.dataDir, wire == Wire::Tls ? QStringLiteral("true") : QStringLiteral("false"))
        + m_more;
    if (!file.open(QIODevice::WriteOnly) || file.write(text.toUtf8()) < 0)
        throw Mishap{file.errorString()};
}

void RealServer::start(Wire wire)
{
    writeSettings(wire);
    const bool started =
        m_server.start({QStringLiteral("--settings"), m_folder + QStringLiteral("/server.toml")});
    const QString line = m_server.waitForLine(QStringLiteral("listening on"));
    if (!started || line.isEmpty())
        throw Mishap{QStringLiteral("the server did not start")};
    const int port = line.section(u':', -1).trimmed().toInt();
    if (wire == Wire::Plain) {
        m_place = {quint16(port), nullptr};
        return;
    }
    m_access.server = QUrl(QStringLiteral("https://localhost:%1").arg(port));
    QFile pem(m_settings.dataDir + QStringLiteral("/server.crt"));
    if (!pem.open(QIODevice::ReadOnly))
        throw Mishap{pem.errorString()};
    m_access.certificate = pem.readAll();
    m_place = Place::at(quint16(port), m_access.certificate);
}

void RealServer::leave()
{
    if (!m_server.terminate())
        throw Mishap{QStringLiteral("the server did not leave properly")};
}

demo::Program::Ended RealServer::command(const QStringList &words, const QByteArray &input)
{
    writeSettings(Wire::Tls);
    demo::Program program(QStringLiteral("server"), QCoreApplication::applicationDirPath(), m_folder);
    return program.run(QStringList{QStringLiteral("--settings"), m_folder + QStringLiteral("/server.toml")}
                           + words,
                       input, 600'000);
}

double RealServer::cpuS() const
{
    QFile file(QStringLiteral("/proc/%1/stat").arg(m_server.processId()));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QList<QByteArray> fields = file.readAll().split(' ');
    return (fields.value(13).toDouble() + fields.value(14).toDouble()) / double(::sysconf(_SC_CLK_TCK));
}

double RealServer::peakMb() const
{
    QFile file(QStringLiteral("/proc/%1/status").arg(m_server.processId()));
    if (file.open(QIODevice::ReadOnly))
        for (const QByteArray &line : file.readAll().split('\n'))
            if (line.startsWith("VmHWM:"))
                return line.sliced(6).trimmed().split(' ').first().toDouble() / 1024;
    return 0;
}

void raiseDescriptorLimit()
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < limit.rlim_max) {
        limit.rlim_cur = limit.rlim_max;
        ::setrlimit(RLIMIT_NOFILE, &limit);
    }
}

}
