#include "apps/sim/sim_control.h"
#include "apps/sim/sim_window.h"
#include "core/foundation/base/quit_signals.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QJsonDocument>

#include <algorithm>
#include <cstdio>

using namespace youka;
using namespace youka::sim;

namespace {

int refuse(const Error &error, int code)
{
    std::fprintf(stderr, "youka-sim: %s\n", qPrintable(toString(error)));
    return code;
}

void say(const QByteArray &line)
{
    std::fputs(line.constData(), stdout);
    std::fflush(stdout);
}

struct Options
{
    SimSettings settings;
    bool headless = false;
    QString script;
};

Result<Options> readOptions(const QCoreApplication &app)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("A forecourt on the desk: dispensers on a DART line and card readers on\n"
                       "pseudo-terminals, with faults on request. See docs/simulator.md."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption file(QStringLiteral("settings"), QStringLiteral("settings file (TOML)"),
                                  QStringLiteral("file"));
    const QCommandLineOption headless(QStringLiteral("headless"), QStringLiteral("without a window"));
    const QCommandLineOption seed(QStringLiteral("seed"), QStringLiteral("of the faults"),
                                  QStringLiteral("n"));
    const QCommandLineOption control(QStringLiteral("control"), QStringLiteral("local socket for commands"),
                                     QStringLiteral("path"));
    const QCommandLineOption ports(QStringLiteral("ports"),
                                   QStringLiteral("directory of the links to the wires"),
                                   QStringLiteral("dir"));
    const QCommandLineOption script(QStringLiteral("script"),
                                    QStringLiteral("commands to run, one JSON object per line; headless, the "
                                                   "program ends with it"),
                                    QStringLiteral("file"));
    parser.addOptions({file, headless, seed, control, ports, script});
    parser.process(app);
    auto settings = SimSettings::load(parser.value(file));
    if (!settings)
        return fail(settings.error());
    if (parser.isSet(seed)) {
        bool ok = false;
        settings->seed = parser.value(seed).toUInt(&ok);
        if (!ok || settings->seed == 0)
            return fail(ErrorCode::SettingsInvalid, QStringLiteral("--seed: a number above 0 is expected"));
    }
    if (parser.isSet(control))
        settings->controlPath = parser.value(control);
    if (parser.isSet(ports))
        settings->portsDir = parser.value(ports);
    return Options{*settings, parser.isSet(headless), parser.value(script)};
}

int run(QCoreApplication &app, const Options &options)
{
    const SystemClock clock;
    Forecourt forecourt(options.settings, clock);
    Commands commands(forecourt);
    if (const auto opened = forecourt.open(); !opened)
        return refuse(opened.error(), 1);
    std::unique_ptr<SimPayments> payments;
    std::unique_ptr<PayCommands> payCommands;
    if (options.settings.payments.isThere()) {
        payments = std::make_unique<SimPayments>(clock, options.settings.seed);
        if (const auto opened = openPayments(*payments, options.settings.payments, clock.now()); !opened)
            return refuse(opened.error(), 1);
        payCommands = std::make_unique<PayCommands>(*payments);
        commands.setPayments(payCommands.get());
    }
    std::unique_ptr<SimOauth> oauth;
    if (options.settings.oauth.port >= 0) {
        oauth = std::make_unique<SimOauth>(clock, options.settings.oauth.app);
        oauth->setPerson(options.settings.oauth.person);
        if (const auto opened = oauth->listen(quint16(options.settings.oauth.port)); !opened)
            return refuse(opened.error(), 1);
    }
    std::unique_ptr<BillerCommands> billers;
    if (!options.settings.billers.billers.isEmpty()) {
        billers = std::make_unique<BillerCommands>(clock, options.settings.billers);
        if (const auto opened = billers->listen(); !opened)
            return refuse(opened.error(), 1);
        commands.setBillers(billers.get());
    }
    SimPost post(options.settings.post);
    if (const auto opened = post.listen(); !opened)
        return refuse(opened.error(), 1);
    commands.setPost(&post);
    QObject::connect(&commands, &Commands::quitAsked, &app, &QCoreApplication::quit, Qt::QueuedConnection);
    ControlServer control(commands);
    if (!options.settings.controlPath.isEmpty())
        if (const auto listening = control.listen(options.settings.controlPath); !listening)
            return refuse(listening.error(), 1);
    ScriptRunner script(commands);
    QObject::connect(&script, &ScriptRunner::answered, &app, [](const QByteArray &line) { say(line); });
    if (options.headless)
        QObject::connect(&script, &ScriptRunner::finished, &app,
                         [](int failures) { QCoreApplication::exit(failures > 0 ? 3 : 0); });
    if (!options.script.isEmpty())
        if (const auto started = script.start(options.script); !started)
            return refuse(started.error(), 2);
    std::unique_ptr<SimWindow> window;
    if (!options.headless) {
        window = std::make_unique<SimWindow>(forecourt, commands);
        window->show();
    }
    quitOnSignals(app);
    say("youka-sim: wires in " + options.settings.portsDir.toLocal8Bit() + '\n');
    if (payments)
        say("youka-sim: channels at " + payments->http().base().toEncoded() + '\n');
    if (oauth)
        say("youka-sim: sign-in providers at " + oauth->base().toEncoded() + '\n');
    if (billers)
        say(billers->places());
    say(post.places());
    const int code = app.exec();
    say(QJsonDocument(commands.books()).toJson(QJsonDocument::Compact) + '\n');
    return code;
}

}

int main(int argc, char **argv)
{
    const bool headless =
        std::any_of(argv, argv + argc, [](const char *a) { return qstrcmp(a, "--headless") == 0; });
    const std::unique_ptr<QCoreApplication> app(headless ? new QCoreApplication(argc, argv)
                                                         : new QApplication(argc, argv));
    QCoreApplication::setApplicationName(QStringLiteral("youka-sim"));
    QCoreApplication::setApplicationVersion(QStringLiteral(YOUKA_VERSION));
    const auto options = readOptions(*app);
    return options ? run(*app, *options) : refuse(options.error(), 2);
}
