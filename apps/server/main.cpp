#include "apps/server/commands.h"
#include "apps/server/server.h"
#include "core/foundation/base/quit_signals.h"
#include "ui/sentences/sentences.h"

#include <QCommandLineParser>
#include <QGuiApplication>

#include <algorithm>
#include <memory>

using namespace youka;

namespace {

int serve(QCoreApplication &app, const ServerSettings &settings)
{
    const SystemClock clock;
    const auto server = Server::start(settings, clock);
    if (!server) {
        std::fprintf(stderr, "youka-server: %s\n", qPrintable(toString(server.error())));
        return 1;
    }
    (*server)->setSentences([](const Error &error, const QByteArray &acceptLanguage) {
        return sentence(error, languageFromHeader(acceptLanguage));
    });
    quitOnSignals(app);
    std::printf("youka-server: listening on %s://%s:%d\n", settings.tls ? "https" : "http",
                qPrintable(settings.address), (*server)->port());
    std::fflush(stdout);
    return app.exec();
}

/// Invoices are drawn by a server as PDF, so it has fonts; nothing is ever shown. A command has neither.
std::unique_ptr<QCoreApplication> application(int &argc, char **argv, bool isServing)
{
    if (!isServing)
        return std::make_unique<QCoreApplication>(argc, argv);
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    return std::make_unique<QGuiApplication>(argc, argv);
}

bool isServe(const QStringList &arguments)
{
    return arguments.isEmpty() || arguments.first() == QLatin1String("serve");
}

}

int main(int argc, char **argv)
{
    // The plain epoll-less dispatcher serves ten thousand sockets a third faster than glib's.
    qputenv("QT_NO_GLIB", "1");
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("The ledger and the sync centre.\n\n") + commandHelp());
    parser.addHelpOption();
    const QCommandLineOption version = parser.addVersionOption();
    const QCommandLineOption settingsFile(QStringLiteral("settings"), QStringLiteral("settings file (TOML)"),
                                          QStringLiteral("file"), QStringLiteral("/etc/youka/server.toml"));
    parser.addOption(settingsFile);
    parser.addPositionalArgument(QStringLiteral("command"),
                                 QStringLiteral("serve (default) or one of the above"));
    QStringList words;
    std::transform(argv, argv + argc, std::back_inserter(words),
                   [](const char *word) { return QString::fromLocal8Bit(word); });
    const bool isSure =
        parser.parse(words) && !parser.isSet(version) && !parser.isSet(QStringLiteral("help"));
    const auto app = application(argc, argv, isSure && isServe(parser.positionalArguments()));
    QCoreApplication::setApplicationName(QStringLiteral("youka-server"));
    QCoreApplication::setApplicationVersion(QStringLiteral(YOUKA_VERSION));
    parser.process(*app);
    const auto settings = ServerSettings::load(parser.value(settingsFile));
    if (!settings) {
        std::fprintf(stderr, "youka-server: %s\n", qPrintable(toString(settings.error())));
        return 2;
    }
    const QStringList arguments = parser.positionalArguments();
    return isServe(arguments) ? serve(*app, *settings) : runCommand(*settings, arguments);
}
