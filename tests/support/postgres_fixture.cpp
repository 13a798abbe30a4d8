#include "tests/support/postgres_fixture.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <csignal>
#include <grp.h>
#include <optional>
#include <pwd.h>
#include <sys/prctl.h>
#include <unistd.h>
#include <utility>

namespace youka::test {

namespace {

constexpr int StartTimeoutMs = 60'000;
constexpr int StopTimeoutMs = 20'000;

/// Who the server runs as.
struct User
{
    uid_t uid;
    gid_t gid;
    bool change; ///< we are root and must become that user
};

std::optional<User> serverUser()
{
    if (geteuid() != 0)
        return User{geteuid(), getegid(), false};
    const passwd *entry = getpwnam("postgres");
    if (!entry)
        return std::nullopt;
    return User{entry->pw_uid, entry->pw_gid, true};
}

/// Between fork and exec: become `user`, and die with the parent, however that ends.
void arrange(QProcess &process, const User &user)
{
    const pid_t parent = getpid();
    process.setChildProcessModifier([user, parent] {
        // The groups of root would stay otherwise. Order matters: the last step gives up the right to the
        // others.
        if (user.change && (setgroups(0, nullptr) != 0 || setgid(user.gid) != 0 || setuid(user.uid) != 0))
            _exit(126);
        // Set last, as a change of user clears it. SIGQUIT is the server's immediate shutdown.
        prctl(PR_SET_PDEATHSIG, SIGQUIT);
        if (getppid() != parent)
            _exit(126);
    });
}

/// Runs a program to its end; empty when it succeeded, else what it said.
QString run(const QString &program, const QStringList &arguments, const QString &folder, const User &user)
{
    QProcess process;
    process.setWorkingDirectory(folder);
    process.setProcessChannelMode(QProcess::MergedChannels);
    arrange(process, user);
    process.start(program, arguments);
    if (!process.waitForFinished(StartTimeoutMs))
        return program + QLatin1String(": ") + process.errorString();
    if (process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0)
        return {};
    return program + QLatin1String(" failed: ") + QString::fromLocal8Bit(process.readAll());
}

/// The folder with initdb and postgres; these are rarely on the PATH.
QString findBinaries()
{
    QStringList candidates;
    const QString config = QStandardPaths::findExecutable(QStringLiteral("pg_config"));
    if (!config.isEmpty()) {
        QProcess process;
        process.start(config, {QStringLiteral("--bindir")});
        if (process.waitForFinished(StartTimeoutMs))
            candidates.append(QString::fromLocal8Bit(process.readAllStandardOutput()).trimmed());
    }
    candidates.append(QStringLiteral("/usr/lib/postgresql/15/bin"));
    for (const QString &folder : std::as_const(candidates)) {
        if (!folder.isEmpty() && QFileInfo(folder + QLatin1String("/initdb")).isExecutable()
            && QFileInfo(folder + QLatin1String("/postgres")).isExecutable())
            return folder;
    }
    return {};
}

/// The shared server, stopped while Qt still works: a QProcess must not be left to the end of statics.
std::unique_ptr<PostgresFixture> &sharedServer()
{
    static std::unique_ptr<PostgresFixture> server;
    return server;
}

}

QString PostgresFixture::s_reason;

PostgresFixture *PostgresFixture::shared()
{
    static bool tried = false;
    if (!std::exchange(tried, true)) {
        sharedServer() = start(Options());
        qAddPostRoutine([] { sharedServer().reset(); });
    }
    return sharedServer().get();
}

QString PostgresFixture::reason() { return s_reason; }

std::unique_ptr<PostgresFixture> PostgresFixture::start(const Options &options)
{
    std::unique_ptr<PostgresFixture> fixture(new PostgresFixture);
    s_reason = fixture->prepare(options);
    if (s_reason.isEmpty() && !fixture->launch()) {
        QFile log(fixture->m_dir.filePath(QStringLiteral("log")));
        const QByteArray said = log.open(QIODevice::ReadOnly) ? log.readAll() : QByteArray();
        s_reason = QLatin1String("postgres did not start: ") + fixture->m_server.errorString() + u' '
            + QString::fromLocal8Bit(said);
    }
    if (!s_reason.isEmpty())
        return nullptr;
    return fixture;
}

PostgresFixture::~PostgresFixture() { stop(); }

QString PostgresFixture::prepare(const Options &options)
{
    m_options = options;
    m_bin = findBinaries();
    if (m_bin.isEmpty())
        return QStringLiteral("PostgreSQL is not installed");
    const std::optional<User> user = serverUser();
    if (!user)
        return QStringLiteral("PostgreSQL does not run as root, and there is no user named postgres");
    if (!m_dir.isValid())
        return m_dir.errorString();
    const QByteArray folder = QFile::encodeName(m_dir.path());
    if (user->change && chown(folder.constData(), user->uid, user->gid) != 0)
        return QStringLiteral("cannot give the folder to the user postgres");
    QStringList arguments{QStringLiteral("-D"),       m_dir.filePath(QStringLiteral("data")),
                          QStringLiteral("-U"),       QStringLiteral("postgres"),
                          QStringLiteral("-E"),       QStringLiteral("UTF8"),
                          QStringLiteral("--locale"), QStringLiteral("C"),
                          QStringLiteral("--auth"),   QStringLiteral("trust")};
    if (!options.fsync)
        arguments.append(QStringLiteral("--no-sync"));
    return run(m_bin + QLatin1String("/initdb"), arguments, m_dir.path(), *user);
}

bool PostgresFixture::launch()
{
    const std::optional<User> user = serverUser();
    if (!user)
        return false;
    QStringList arguments{QStringLiteral("-D"), m_dir.filePath(QStringLiteral("data")), QStringLiteral("-k"),
                          m_dir.path()};
    const auto set = [&](const QString &setting) { arguments << QStringLiteral("-c") << setting; };
    set(QStringLiteral("listen_addresses="));
    set(QStringLiteral("max_connections=%1").arg(m_options.maxConnections));
    set(QStringLiteral("shared_buffers=32MB"));
    set(QStringLiteral("timezone=UTC"));
    if (!m_options.fsync) {
        set(QStringLiteral("fsync=off"));
        set(QStringLiteral("synchronous_commit=off"));
        set(QStringLiteral("full_page_writes=off"));
    }
    m_server.setWorkingDirectory(m_dir.path());
    m_server.setProcessChannelMode(QProcess::MergedChannels);
    // A file, so that a talkative server never blocks on a full pipe.
    m_server.setStandardOutputFile(m_dir.filePath(QStringLiteral("log")), QIODevice::Append);
    arrange(m_server, *user);
    m_server.start(m_bin + QLatin1String("/postgres"), arguments);
    return m_server.waitForStarted(StartTimeoutMs) && waitUntilReady();
}

bool PostgresFixture::waitUntilReady()
{
    const std::optional<User> user = serverUser();
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < StartTimeoutMs) {
        // The wait between two tries ends early when the server does.
        if (m_server.waitForFinished(20))
            return false;
        if (run(m_bin + QLatin1String("/pg_isready"), {QStringLiteral("-q"), QStringLiteral("-h"), host()},
                host(), *user)
                .isEmpty())
            return true;
    }
    return false;
}

void PostgresFixture::stop()
{
    if (m_server.state() == QProcess::NotRunning)
        return;
    // SIGINT is the fast shutdown: it ends sessions that a test left open.
    ::kill(pid_t(m_server.processId()), SIGINT);
    if (m_server.waitForFinished(StopTimeoutMs))
        return;
    ::kill(pid_t(m_server.processId()), SIGQUIT);
    if (!m_server.waitForFinished(StopTimeoutMs)) {
        m_server.kill();
        m_server.waitForFinished(StopTimeoutMs);
    }
}

QString PostgresFixture::createDatabase()
{
    const std::optional<User> user = serverUser();
    const QString name = QStringLiteral("t%1").arg(++m_databases);
    const QString sql = QStringLiteral("CREATE DATABASE %1 TEMPLATE template0").arg(name);
    s_reason = run(m_bin + QLatin1String("/psql"),
                   {QStringLiteral("-X"), QStringLiteral("-q"), QStringLiteral("-h"), host(),
                    QStringLiteral("-U"), QStringLiteral("postgres"), QStringLiteral("-d"),
                    QStringLiteral("postgres"), QStringLiteral("-c"), sql},
                   host(), *user);
    if (!s_reason.isEmpty())
        return {};
    return QStringLiteral("host=%1 dbname=%2 user=postgres").arg(host(), name);
}

bool PostgresFixture::crashAndRestart()
{
    ::kill(pid_t(m_server.processId()), SIGQUIT);
    return m_server.waitForFinished(StopTimeoutMs) && launch();
}

}
