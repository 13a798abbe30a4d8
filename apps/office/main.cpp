#include "apps/office/office_settings.h"
#include "core/foundation/base/quit_signals.h"
#include "ui/widgets/office_window.h"

#include <QApplication>
#include <QCommandLineParser>

#include <cstdio>

using namespace youka;

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    QApplication::setApplicationName(QStringLiteral("youka-office"));
    QApplication::setApplicationVersion(QStringLiteral(YOUKA_VERSION));
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("The office: cards, customers, transactions, prices."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption file(QStringLiteral("settings"), QStringLiteral("settings file (TOML)"),
                                  QStringLiteral("file"), QStringLiteral("/etc/youka/office.toml"));
    parser.addOption(file);
    parser.process(app);
    const auto settings = OfficeSettings::load(parser.value(file));
    if (!settings) {
        std::fprintf(stderr, "youka-office: %s\n", qPrintable(toString(settings.error())));
        return 2;
    }
    const SystemClock clock;
    Translator translator(settings->language);
    OfficeLink link(settings->api, clock);
    OfficeWindow window(link, translator,
                        {settings->theme, settings->stateFile, settings->currency, settings->hotline});
    quitOnSignals(app);
    window.show();
    return app.exec();
}
