#include "core/exchange/sync/terminal_command.h"

#include <QCommandLineParser>

#include <cstdio>

namespace youka {

TerminalOptions TerminalOptions::read(const QCoreApplication &app, const QString &description,
                                      const QString &defaultFile)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(description);
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption settings(QStringLiteral("settings"), QStringLiteral("settings file (TOML)"),
                                      QStringLiteral("file"), defaultFile);
    const QCommandLineOption enrol(QStringLiteral("enrol"),
                                   QStringLiteral("enrol this terminal with a one-time code and end"),
                                   QStringLiteral("code"));
    const QCommandLineOption headless(QStringLiteral("headless"), QStringLiteral("without a window"));
    parser.addOptions({settings, enrol, headless});
    parser.process(app);
    return {parser.value(settings), parser.value(enrol), parser.isSet(headless)};
}

int refuseToRun(const Error &error, int code)
{
    std::fprintf(stderr, "%s: %s\n", qPrintable(QCoreApplication::applicationName()),
                 qPrintable(toString(error)));
    return code;
}

int runEnrolment(const TerminalSettings &settings, const QString &code)
{
    const SystemClock clock;
    const auto store = TerminalStore::open(settings.dataDir, settings.masterKeyFile);
    if (!store)
        return refuseToRun(store.error(), 1);
    const auto api = settings.api();
    if (!api)
        return refuseToRun(api.error(), 1);
    const auto identity = enrolTerminal(**store, *api, code, clock);
    if (!identity)
        return refuseToRun(identity.error(), 1);
    std::printf("enrolled as terminal %lld, %s\n", identity->id.value, qPrintable(identity->name));
    return 0;
}

}
