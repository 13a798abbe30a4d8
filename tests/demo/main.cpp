#include "core/foundation/base/quit_signals.h"
#include "tests/demo/arguments.h"
#include "tests/demo/story.h"

#include <QCoreApplication>
#include <QTemporaryDir>

#include <cstdio>

using namespace youka;
using namespace youka::demo;

namespace {

QString campaignName(const Stage::Options &options)
{
    return options.language == QLatin1String("zh_CN") ? QStringLiteral("夏季满 50 减 10")
                                                      : QStringLiteral("Summer: 10 off from 50");
}

int playStory(const Stage::Options &options, const QString &shots)
{
    Stage stage(options);
    Story story(stage, shots);
    stage.setUp();
    stage.stockShop();
    stage.runCampaign(campaignName(options), QLatin1String(ClaimCode), CouponOff, CouponFrom);
    stage.startPos();
    stage.startKiosk();
    stage.startOffice();
    story.tell();
    say(stage.proof());
    say(QStringLiteral("pictures: %1").arg(shots));
    say(QStringLiteral("demo: ok (%1 sales, %2 pictures)").arg(story.sales()).arg(story.screens()));
    return 0;
}

int showWindows(QCoreApplication &app, const Stage::Options &options)
{
    Stage stage(options);
    stage.setUp();
    stage.stockShop();
    stage.runCampaign(campaignName(options), QLatin1String(ClaimCode), CouponOff, CouponFrom);
    stage.issueCard(QLatin1String(CardNumber), QLatin1String(Pin), {50'000, {}});
    stage.startPos();
    stage.startKiosk();
    stage.startOffice();
    say(QStringLiteral(
            "The station runs. In the simulator's window present card %1 (PIN %2, 500.00 on it) and "
            "lift a nozzle.\nOffice: %3 / %4. Ctrl-C ends everything.")
            .arg(QLatin1String(CardNumber), QLatin1String(Pin), QLatin1String(Stage::ManagerLogin),
                 QLatin1String(Stage::ManagerPassword)));
    quitOnSignals(app);
    return app.exec();
}

}

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const Arguments arguments = readArguments(app);
    QTemporaryDir work;
    work.setAutoRemove(!arguments.keep);
    const QDir build(QDir(QCoreApplication::applicationDirPath()).filePath(QStringLiteral("..")));
    Stage::Options options;
    options.binDir = QCoreApplication::applicationDirPath();
    options.pluginDir = build.absoluteFilePath(QStringLiteral("plugins"));
    options.workDir = work.path();
    options.windows = !arguments.headless;
    options.language = arguments.language;
    options.theme = arguments.theme;
    options.tanks = true;
    options.printers = true;
    options.channels = arguments.headless; // nobody has a phone beside the windows
    options.speed = arguments.headless ? 40 : 1;
    const QString shots = arguments.screenshots.isEmpty() ? build.absoluteFilePath(QStringLiteral("demo"))
                                                          : arguments.screenshots;
    if (arguments.headless && !qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
        qputenv("QT_QUICK_BACKEND", "software");
    }
    try {
        return arguments.headless ? playStory(options, shots) : showWindows(app, options);
    } catch (const Mishap &mishap) {
        work.setAutoRemove(false);
        std::fprintf(stderr, "demo: FAILED: %s\nits folder: %s\n", qPrintable(mishap.what),
                     qPrintable(work.path()));
        return 1;
    }
}
