#include "apps/kiosk/kiosk_terminal.h"
#include "core/domain/self_service/receipt_token.h"
#include "core/exchange/sync/terminal_command.h"
#include "core/foundation/base/quit_signals.h"
#include "ui/screens/screens.h"
#include "ui/sentences/translator.h"
#include "ui/tokens/theme.h"
#include "ui/viewmodels/kiosk_view_model.h"

#include <QGuiApplication>
#include <QQmlApplicationEngine>

using namespace youka;

namespace {

int run(QGuiApplication &app, const KioskSettings &settings)
{
    const SystemClock clock;
    const auto terminal = KioskTerminal::start(settings, clock);
    if (!terminal)
        return refuseToRun(terminal.error(), 1);
    quitOnSignals(app);
    Translator translator(languageFromCode(settings.terminal.language));
    KioskViewModel model((*terminal)->station(), (*terminal)->reader(), (*terminal)->node().desk, clock,
                         (*terminal)->ids(), translator);
    model.setMembers(&(*terminal)->node().members);
    if (!settings.webBase.isEmpty())
        model.receipt()->setAddress([&](SaleId sale) {
            return receiptAddress(settings.webBase, sale, (*terminal)->node().self.key);
        });
    if (TerminalPrinter *printer = (*terminal)->printer())
        model.receipt()->setPrinter(&printer->desk(), (*terminal)->node().self.station.name,
                                    settings.printer.head);
    model.setTopUps(&(*terminal)->topUps(), &(*terminal)->topUpMemory());
    model.setBills(&(*terminal)->bills());
    model.help()->setHotline(settings.hotline);
    Theme::instance()->setKind(
        Theme::Kind(themeKindFromName(settings.terminal.theme).value_or(ThemeKind::Light)));
    QQmlApplicationEngine engine;
    prepareKioskScreens(engine, translator);
    engine.setInitialProperties({{QStringLiteral("viewModel"), QVariant::fromValue(&model)},
                                 {QStringLiteral("fullScreen"), settings.fullScreen}});
    engine.load(kioskMain());
    if (engine.rootObjects().isEmpty())
        return 1;
    model.start();
    return app.exec();
}

}

int main(int argc, char **argv)
{
    QGuiApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("youka-kiosk"));
    QCoreApplication::setApplicationVersion(QStringLiteral(YOUKA_VERSION));
    const auto options = TerminalOptions::read(app, QStringLiteral("Self-service: balances, pay at pump."),
                                               QStringLiteral("/etc/youka/kiosk.toml"));
    const auto settings = KioskSettings::load(options.settingsFile);
    if (!settings)
        return refuseToRun(settings.error(), 2);
    if (!options.enrolmentCode.isEmpty())
        return runEnrolment(settings->terminal, options.enrolmentCode);
    return run(app, *settings);
}
