#include "apps/pos/pos_station.h"
#include "core/foundation/base/quit_signals.h"

#include <QCommandLineParser>
#include <QGuiApplication>

#include <algorithm>
#include <cstdio>

using namespace youka;

namespace {

struct Options
{
    QString settingsFile;
    QString enrolmentCode;
    bool headless = false;
};

Options readOptions(const QCoreApplication &app)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("The counter: pumps, card readers, sales."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption settings(QStringLiteral("settings"), QStringLiteral("settings file (TOML)"),
                                      QStringLiteral("file"), QStringLiteral("/etc/youka/pos.toml"));
    const QCommandLineOption enrol(QStringLiteral("enrol"),
                                   QStringLiteral("enrol this terminal with a one-time code and end"),
                                   QStringLiteral("code"));
    const QCommandLineOption headless(QStringLiteral("headless"),
                                      QStringLiteral("without a window, for an unattended site"));
    parser.addOptions({settings, enrol, headless});
    parser.process(app);
    return {parser.value(settings), parser.value(enrol), parser.isSet(headless)};
}

int refuse(const Error &error, int code)
{
    std::fprintf(stderr, "youka-pos: %s\n", qPrintable(toString(error)));
    return code;
}

int enrol(const PosSettings &settings, const QString &code)
{
    const SystemClock clock;
    const auto store = TerminalStore::open(settings.terminal.dataDir, settings.terminal.masterKeyFile);
    const auto api = settings.terminal.api();
    if (!store || !api)
        return refuse(store ? api.error() : store.error(), 1);
    const auto identity = enrolTerminal(**store, *api, code, clock);
    if (!identity)
        return refuse(identity.error(), 1);
    std::printf("youka-pos: enrolled as terminal %lld, %s\n", identity->id.value, qPrintable(identity->name));
    return 0;
}

int run(QCoreApplication &app, const PosSettings &settings)
{
    const SystemClock clock;
    const auto station = PosStation::start(settings, clock);
    if (!station)
        return refuse(station.error(), 1);
    quitOnSignals(app);
    std::printf("youka-pos: station link on port %d\n", (*station)->linkPort());
    std::fflush(stdout);
    return app.exec();
}

}

int main(int argc, char **argv)
{
    const bool headless =
        std::any_of(argv, argv + argc, [](const char *a) { return qstrcmp(a, "--headless") == 0; });
    const std::unique_ptr<QCoreApplication> app(headless ? new QCoreApplication(argc, argv)
                                                         : new QGuiApplication(argc, argv));
    QCoreApplication::setApplicationName(QStringLiteral("youka-pos"));
    QCoreApplication::setApplicationVersion(QStringLiteral(YOUKA_VERSION));
    const Options options = readOptions(*app);
    const auto settings = PosSettings::load(options.settingsFile);
    if (!settings)
        return refuse(settings.error(), 2);
    if (!options.enrolmentCode.isEmpty())
        return enrol(*settings, options.enrolmentCode);
    return run(*app, *settings);
}
