#include "apps/pos/pos_station.h"
#include "core/domain/self_service/receipt_token.h"
#include "core/exchange/sync/terminal_command.h"
#include "core/foundation/base/quit_signals.h"
#include "ui/screens/screens.h"
#include "ui/sentences/translator.h"
#include "ui/tokens/theme.h"
#include "ui/viewmodels/pos_view_model.h"

#include <QGuiApplication>
#include <QQmlApplicationEngine>

#include <algorithm>
#include <cstdio>

using namespace youka;

namespace {

/// The counter's window on the station; everything it is made of, in the order of its dependencies.
struct Window
{
    Window(PosStation &station, const PosSettings &settings, const Clock &clock)
        : translator(languageFromCode(settings.terminal.language))
        , model(station.control(), station.reader(), station.node().desk, clock, station.ids(), translator,
                {&station.node().staff, settings.lockAfterMs})
    {
        model.setShelf(&station.node().goods);
        model.setMembers(&station.node().members);
        model.setRefunds(&station.node().refunds);
        if (!settings.webBase.isEmpty())
            model.receipt()->setAddress([&station, base = settings.webBase](SaleId sale) {
                return receiptAddress(base, sale, station.node().self.key);
            });
        if (TerminalPrinter *printer = station.printer())
            model.receipt()->setPrinter(&printer->desk(), station.node().self.station.name,
                                        settings.printer.head);
        Theme::instance()->setKind(
            Theme::Kind(themeKindFromName(settings.terminal.theme).value_or(ThemeKind::Light)));
        preparePosScreens(engine, translator);
        engine.setInitialProperties({{QStringLiteral("viewModel"), QVariant::fromValue(&model)}});
        engine.load(posMain());
        model.start();
    }
    Translator translator;
    PosViewModel model;
    QQmlApplicationEngine engine;
};

int run(QCoreApplication &app, const PosSettings &settings, bool headless)
{
    const SystemClock clock;
    const auto station = PosStation::start(settings, clock);
    if (!station)
        return refuseToRun(station.error(), 1);
    quitOnSignals(app);
    std::unique_ptr<Window> window;
    if (!headless) {
        window = std::make_unique<Window>(**station, settings, clock);
        if (window->engine.rootObjects().isEmpty())
            return 1;
    }
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
    const auto options =
        TerminalOptions::read(*app, QStringLiteral("The counter: pumps, card readers, sales."),
                              QStringLiteral("/etc/youka/pos.toml"));
    const auto settings = PosSettings::load(options.settingsFile);
    if (!settings)
        return refuseToRun(settings.error(), 2);
    if (!options.enrolmentCode.isEmpty())
        return runEnrolment(settings->terminal, options.enrolmentCode);
    return run(*app, *settings, headless);
}
