#pragma once

#include <QProcess>
#include <QString>
#include <QTemporaryDir>

#include <memory>

namespace youka::test {

/// A private PostgreSQL server for the length of a test program: own data folder, own unix socket, no TCP,
/// any local user let in. It ends with its owner, and also when the program dies.
///
/// The server refuses to be root; when we are, it runs as the system user `postgres`.
class PostgresFixture
{
public:
    struct Options
    {
        /// True makes commits reach the disk; tests of durability want it, all others want speed.
        bool fsync = false;
        int maxConnections = 50;
    };

    /// The server of this process, started at first use with the default options; it stops at exit. nullptr
    /// when there is none: reason() says why, for QSKIP. Call it from the main thread: the
    /// server ends with the thread that started it.
    static PostgresFixture *shared();
    /// Why shared() or start() gave nothing.
    static QString reason();

    /// A server of one's own; nullptr when PostgreSQL is not installed or does not start.
    static std::unique_ptr<PostgresFixture> start(const Options &options);

    ~PostgresFixture();
    PostgresFixture(const PostgresFixture &) = delete;
    PostgresFixture &operator=(const PostgresFixture &) = delete;

    /// A fresh, empty database: "host=<folder> dbname=<name> user=postgres", or empty when it could not be
    /// made.
    QString createDatabase();
    /// Stops the server as a power cut would (no shutdown checkpoint) and starts it again on the same data.
    bool crashAndRestart();
    /// The folder of the socket.
    QString host() const { return m_dir.path(); }

private:
    PostgresFixture() = default;
    QString prepare(const Options &options);
    bool launch();
    bool waitUntilReady();
    void stop();

    static QString s_reason;
    QTemporaryDir m_dir;
    QString m_bin;
    QProcess m_server;
    Options m_options;
    int m_databases = 0;
};

}
