#include "core/foundation/base/format.h"
#include "core/foundation/base/json.h"
#include "core/foundation/base/quit_signals.h"
#include "tests/demo/stage.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QJsonArray>
#include <QTemporaryDir>

#include <cstdio>

using namespace youka;
using namespace youka::demo;

namespace {

constexpr const char *CardNumber = "9000000012345670";
constexpr const char *SecondCard = "9000000012345688";
constexpr const char *Pin = "4711";

void say(const QString &text)
{
    std::printf("%s\n", qPrintable(text));
    std::fflush(stdout);
}

QJsonObject order(const char *what, const QJsonObject &more)
{
    QJsonObject command = more;
    command.insert(QStringLiteral("do"), QLatin1String(what));
    return command;
}

/// The story that ./youka demo --headless tells: a manager, a driver and a cashier at their real windows.
class Story
{
public:
    Story(Stage &stage, QString shots)
        : m_stage(stage)
        , m_shots(std::move(shots))
    {
    }

    void tell()
    {
        issueAndTopUp();
        balanceAtTheKiosk();
        payAtThePump();
        cashBeforehand();
        payAfterwards();
        cardAtTheCounter();
        refusals();
        figures();
    }
    int sales() const { return m_sales; }
    int screens() const { return m_screens; }

private:
    Program &pos() { return m_stage.pos; }
    Program &kiosk() { return m_stage.kiosk; }
    Program &office() { return m_stage.office; }

    void shot(Program &program, const QString &name)
    {
        ++m_screens;
        m_stage.shot(program, QStringLiteral("%1/%2-%3.png").arg(m_shots, program.name(), name));
    }
    void fill(Program &program, const QString &field, const QString &text)
    {
        m_stage.tap(program, field);
        m_stage.type(program, text);
    }
    /// What flowed at a pump since its nozzle was lifted, as the pump itself shows it.
    struct Flowed
    {
        QString litres;
        Money amount;
    };
    Flowed fuel(int pump, int nozzle, qint64 ml)
    {
        QJsonObject customer{{QStringLiteral("pump"), pump},
                             {QStringLiteral("nozzle"), nozzle},
                             {QStringLiteral("timeout_ms"), 40'000}};
        if (ml > 0)
            customer.insert(QStringLiteral("ml"), ml);
        const QJsonObject state = m_stage.sim(order("customer", customer));
        ++m_sales;
        return {state[QLatin1String("litres")].toString(),
                *parseAmount(state[QLatin1String("amount")].toString(), {})};
    }
    void expect(const QString &what, Money got, Money wanted)
    {
        if (got != wanted)
            throw Mishap{
                QStringLiteral("%1: %2, and %3 is right").arg(what, plainAmount(got), plainAmount(wanted))};
    }
    Money moneyOfCard(const QString &member)
    {
        const QJsonObject card = m_stage.get(QStringLiteral("/api/v1/cards/%1").arg(m_card));
        return *moneyFromJson(card[member]);
    }
    /// The sale is on the centre's books when the card shows it.
    void expectBalance(Money wanted)
    {
        for (int i = 0; i < 100 && moneyOfCard(QStringLiteral("balance")) != wanted; ++i)
            m_stage.pause(50);
        expect(QStringLiteral("the card's balance"), moneyOfCard(QStringLiteral("balance")), wanted);
        expect(QStringLiteral("the card's available money"), moneyOfCard(QStringLiteral("available")),
               wanted);
    }

    void issueAndTopUp();
    void balanceAtTheKiosk();
    void payAtThePump();
    void cashBeforehand();
    void payAfterwards();
    void cardAtTheCounter();
    void refusals();
    void figures();

    Stage &m_stage;
    const QString m_shots;
    qint64 m_card = 0;
    Money m_balance{50'000, {}};
    int m_sales = 0;
    int m_screens = 0;
};

void Story::issueAndTopUp()
{
    m_stage.read(office(), QStringLiteral("signInLogin"));
    fill(office(), QStringLiteral("signInLogin"), QLatin1String(Stage::ManagerLogin));
    fill(office(), QStringLiteral("signInPassword"), QLatin1String(Stage::ManagerPassword));
    shot(office(), QStringLiteral("sign-in"));
    m_stage.tap(office(), QStringLiteral("signInSubmit"));
    m_stage.tap(office(), QStringLiteral("actionIssueCardButton"));
    shot(office(), QStringLiteral("debug"));
    say(QStringLiteral("office: "));
}

void Story::balanceAtTheKiosk() { }
void Story::payAtThePump() { }
void Story::cashBeforehand() { }
void Story::payAfterwards() { }
void Story::cardAtTheCounter() { }
void Story::refusals() { }
void Story::figures() { }

struct Arguments
{
    bool headless = false;
    bool keep = false;
    QString screenshots;
};

Arguments readArguments(const QCoreApplication &app)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral(
        "A whole station on this machine. With a display its windows open and stay until Ctrl-C; without "
        "one, "
        "or with --headless, a manager, a driver and a cashier use them, and every figure is checked."));
    parser.addHelpOption();
    const QCommandLineOption headless(QStringLiteral("headless"), QStringLiteral("play the story"));
    const QCommandLineOption keep(QStringLiteral("keep"), QStringLiteral("keep the folder of the run"));
    const QCommandLineOption shots(QStringLiteral("screenshots"), QStringLiteral("where pictures go"),
                                   QStringLiteral("folder"));
    parser.addOptions({headless, keep, shots});
    parser.process(app);
    const bool display = qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY");
    return {parser.isSet(headless) || !display, parser.isSet(keep), parser.value(shots)};
}

int playStory(const Stage::Options &options, const QString &shots)
{
    Stage stage(options);
    Story story(stage, shots);
    stage.setUp();
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
