#include "tests/demo/stage.h"

#include "core/foundation/base/format.h"
#include "core/foundation/base/json.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QFile>
#include <QJsonArray>
#include <QTcpServer>
#include <QTimer>

namespace youka::demo {

namespace {

/// A port nobody uses now. The programs keep it over their restarts, as real ones do.
int freePort()
{
    QTcpServer probe;
    probe.listen(QHostAddress::LocalHost);
    return probe.serverPort();
}

[[noreturn]] void stop(const QString &what) { throw Mishap{what}; }

}

Stage::Stage(Options options)
    : server(QStringLiteral("server"), options.binDir, options.workDir)
    , simulator(QStringLiteral("sim"), options.binDir, options.workDir)
    , pos(QStringLiteral("pos"), options.binDir, options.workDir)
    , kiosk(QStringLiteral("kiosk"), options.binDir, options.workDir)
    , office(QStringLiteral("office"), options.binDir, options.workDir)
    , m_options(std::move(options))
    , m_dir(m_options.workDir)
    , m_serverPort(freePort())
    , m_linkPort(freePort())
    , m_terminalServerPort(m_serverPort)
    , m_terminalLinkPort(m_linkPort)
{
}

void Stage::reroute(int serverPort, int linkPort)
{
    m_terminalServerPort = serverPort;
    m_terminalLinkPort = linkPort;
}

void Stage::write(const QString &file, const QString &text) const
{
    QFile out(path(file));
    if (!out.open(QIODevice::WriteOnly) || out.write(text.toUtf8()) < 0)
        stop(file + QStringLiteral(": cannot be written"));
}

QString Stage::serverSettings() const
{
    const QString text =
        QStringLiteral("[server]\ndata = \"%1\"\nport = %2\ntls = %3\n[offline]\nlend_per_card = %4\n")
            .arg(path(QStringLiteral("server")))
            .arg(m_serverPort)
            .arg(m_options.tls ? QStringLiteral("true") : QStringLiteral("false"))
            .arg(m_options.generous ? 100'000 : 500);
    return m_options.channels ? text + QStringLiteral("[payments]\nnotice_base = \"%1\"\n").arg(serverUrl())
                              : text;
}

QString Stage::posSettings() const
{
    QString text =
        QStringLiteral("[terminal]\ndata = \"%1\"\nlanguage = \"%2\"\ntheme = \"%3\"\n"
                       "[server]\nurl = \"https://localhost:%4\"\ncertificate = \"%5\"\n"
                       "[offline]\nproof = \"uid\"\n%9"
                       "[station]\nlink_port = %6\n"
                       "[pumps]\nport = \"%7\"\n"
                       "[reader]\nport = \"%8\"\n")
            .arg(path(QStringLiteral("pos")), m_options.language, m_options.theme)
            .arg(m_terminalServerPort)
            .arg(path(QStringLiteral("server/server.crt")))
            .arg(m_linkPort)
            .arg(path(QStringLiteral("ports/pumps")), path(QStringLiteral("ports/reader-pos")))
            .arg(m_options.generous ? QStringLiteral("per_card_day = 1000000\ncount_per_card_day = 1000\n"
                                                     "per_terminal_day = 1000000\n")
                                    : QString());
    for (int pump = 1; pump <= m_options.pumps; ++pump)
        text +=
            QStringLiteral("[[pump]]\nnumber = %1\naddress = %2\nnozzles = [\"92\", \"95\", \"98\", \"0\"]\n")
                .arg(pump)
                .arg(0x50 + pump - 1);
    if (m_options.tanks)
        text += QStringLiteral("[tanks]\ndevice = \"%1\"\n").arg(path(QStringLiteral("ports/gauge")));
    return text + printerSettings(QStringLiteral("printer-pos")) + tankSettings();
}

/// The same words for the counter and for the simulator, as far as both know them.
QString Stage::tankSettings(bool ofTheSimulator) const
{
    QString text;
    if (!m_options.tanks)
        return text;
    const std::pair<const char *, int> tanks[] = {
        {"92", 18'600}, {"95", 12'350}, {"98", 9'400}, {"0", 2'700}};
    for (const auto &[product, litres] : tanks) {
        text += QStringLiteral("[[tank]]\nproduct = \"%1\"\ncapacity = 30000\n").arg(QLatin1String(product));
        if (ofTheSimulator)
            text += QStringLiteral("volume = %1\n").arg(litres);
    }
    return text;
}

QString Stage::printerSettings(const QString &port) const
{
    return m_options.printers
        ? QStringLiteral("[printer]\ndevice = \"%1\"\nhead = [\"滨江路 12 号\"]\n[web]\nbase_url = \"%2\"\n")
              .arg(path(QStringLiteral("ports/") + port), serverUrl())
        : QString();
}

QString Stage::kioskSettings() const
{
    return QStringLiteral("[terminal]\ndata = \"%1\"\nlanguage = \"%2\"\ntheme = \"%3\"\n"
                          "[server]\nurl = \"https://localhost:%4\"\ncertificate = \"%5\"\n"
                          "[station]\nlink = \"wss://127.0.0.1:%6\"\n"
                          "[reader]\nport = \"%7\"\n")
               .arg(path(QStringLiteral("kiosk")), m_options.language, m_options.theme)
               .arg(m_terminalServerPort)
               .arg(path(QStringLiteral("server/server.crt")))
               .arg(m_terminalLinkPort)
               .arg(path(QStringLiteral("ports/reader-kiosk")))
        + printerSettings(QStringLiteral("printer-kiosk"));
}

void Stage::command(const QStringList &words, const QByteArray &input)
{
    Program once(QStringLiteral("server"), m_options.binDir, m_options.workDir);
    const auto ended = once.run(
        QStringList{QStringLiteral("--settings"), path(QStringLiteral("server.toml"))} + words, input);
    if (ended.code != 0)
        stop(QStringLiteral("youka-server %1 ended with %2").arg(words.join(u' ')).arg(ended.code));
}

void Stage::setUpServer()
{
    write(QStringLiteral("server.toml"), serverSettings());
    const auto words = [](const char *text) { return QString::fromUtf8(text).split(u'|'); };
    command(words("station|add|S001|滨江路站"));
    for (const char *product : {"product|add|92|92#|7.31", "product|add|95|95#|7.78",
                                "product|add|98|98#|8.76", "product|add|0|0# diesel|7.05"})
        command(words(product));
    command(words("staff|add|manager|manager|Manager"), QByteArray(ManagerPassword) + '\n');
    command({QStringLiteral("chips"), QStringLiteral("export"), path(QStringLiteral("chips.json"))});
    startServer();
}

void Stage::setUp(bool kioskToo)
{
    setUpServer();
    write(QStringLiteral("pos.toml"), posSettings());
    write(QStringLiteral("kiosk.toml"), kioskSettings());
    m_dir.mkpath(QStringLiteral("ports"));
    QString forecourt = QStringLiteral("[sim]\nchips = \"%1\"\n").arg(path(QStringLiteral("chips.json")));
    if (m_options.printers)
        forecourt += QStringLiteral("printers = [\"pos\", \"kiosk\"]\n");
    for (int pump = 1; pump <= m_options.pumps; ++pump)
        forecourt += QStringLiteral("[[pump]]\nnumber = %1\n").arg(pump);
    forecourt += tankSettings(true);
    write(QStringLiteral("sim.toml"), m_options.channels ? forecourt + channelSettings() : forecourt);
    QStringList arguments{QStringLiteral("--settings"), path(QStringLiteral("sim.toml")),
                          QStringLiteral("--ports"),    path(QStringLiteral("ports")),
                          QStringLiteral("--control"),  path(QStringLiteral("sim.socket")),
                          QStringLiteral("--seed"),     QString::number(m_options.seed)};
    if (!m_options.windows)
        arguments.append(QStringLiteral("--headless"));
    if (!simulator.start(arguments) || simulator.waitForLine(QStringLiteral("wires in")).isEmpty()
        || !m_sim.connectTo(path(QStringLiteral("sim.socket"))))
        stop(QStringLiteral("the simulated forecourt did not start"));
    if (m_options.channels) {
        openChannels();
        openBillers();
        openBank();
    }
    sim({{QStringLiteral("do"), QStringLiteral("speed")}, {QStringLiteral("factor"), m_options.speed}});
    enrol(pos, QStringLiteral("pos"));
    if (kioskToo)
        enrol(kiosk, QStringLiteral("kiosk"));
}

void Stage::startServer()
{
    launchServer();
    signIn();
}

void Stage::launchServer()
{
    if (!server.start({QStringLiteral("--settings"), path(QStringLiteral("server.toml"))})
        || server.waitForLine(QStringLiteral("listening on")).isEmpty())
        stop(QStringLiteral("the server did not start"));
}

void Stage::signIn(const QString &login, const QString &password)
{
    if (!m_api)
        m_api.emplace(serverAccess(), m_clock);
    const auto signedIn = await([&](ApiClient::Answer answer) {
        m_api->post(QStringLiteral("/api/v1/sessions"),
                    {{QStringLiteral("login"), login}, {QStringLiteral("password"), password}}, {},
                    std::move(answer));
    });
    if (!signedIn || !(*signedIn)[QLatin1String("signedIn")].toBool())
        stop(login + QStringLiteral(" cannot sign in"));
    m_api->useSession((*signedIn)[QLatin1String("token")].toString().toLatin1());
}

QString Stage::invite(const QString &kind, const QString &name)
{
    Program inviter(QStringLiteral("server"), m_options.binDir, m_options.workDir);
    const auto invited = inviter.run({QStringLiteral("--settings"), path(QStringLiteral("server.toml")),
                                      QStringLiteral("invite"), QLatin1String(StationCode), kind, name});
    if (invited.code != 0)
        stop(QStringLiteral("no enrolment code for ") + name);
    return invited.out.trimmed();
}

ApiClient::Settings Stage::accessAt(int port) const
{
    if (!m_options.tls)
        return {QUrl(urlAt(port)), {}, 10'000};
    QFile certificate(path(QStringLiteral("server/server.crt")));
    if (!certificate.open(QIODevice::ReadOnly))
        stop(QStringLiteral("the server has no certificate"));
    return {QUrl(urlAt(port)), certificate.readAll(), 10'000};
}

void Stage::enrol(Program &program, const QString &kind)
{
    Program once(program.name(), m_options.binDir, m_options.workDir);
    once.setEnvironment(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    const auto enrolled = once.run({QStringLiteral("--settings"), path(kind + QStringLiteral(".toml")),
                                    QStringLiteral("--enrol"), invite(kind, kind + QStringLiteral("-1"))});
    if (enrolled.code != 0)
        stop(kind + QStringLiteral(" could not be enrolled"));
}

LineClient &Stage::pilotOf(const Program &program)
{
    if (&program == &pos)
        return m_posPilot;
    return &program == &kiosk ? m_kioskPilot : m_officePilot;
}

/// The offscreen platform has one screen of 800x800 unless told otherwise; a kiosk's stands upright.
void Stage::giveScreen(Program &program, int width, int height)
{
    if (!qEnvironmentVariable("QT_QPA_PLATFORM").startsWith(QLatin1String("offscreen")))
        return;
    const QString file = program.name() + QStringLiteral("-screen.json");
    write(
        file,
        QStringLiteral(R"({"synchronousWindowSystemEvents": false, "windowFrameMargins": false, "screens": )"
                       R"([{"name": "screen", "x": 0, "y": 0, "width": %1, "height": %2, )"
                       R"("logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}]})")
            .arg(width)
            .arg(height));
    program.setEnvironment(QStringLiteral("QT_QPA_PLATFORM"),
                           QStringLiteral("offscreen:configfile=") + path(file));
}

void Stage::startWindow(Program &program, LineClient &pilot)
{
    const QString socket = path(program.name() + QStringLiteral(".pilot"));
    program.usePilot(socket, m_options.pluginDir);
    QStringList arguments;
    if (&program != &office)
        arguments = {QStringLiteral("--settings"), path(program.name() + QStringLiteral(".toml"))};
    if (!program.start(arguments) || !pilot.connectTo(socket))
        stop(program.name() + QStringLiteral(" did not start"));
}

void Stage::startPos()
{
    if (!m_options.posHeadless)
        startWindow(pos, m_posPilot);
    else if (!pos.start({QStringLiteral("--headless"), QStringLiteral("--settings"),
                         path(QStringLiteral("pos.toml"))}))
        stop(QStringLiteral("the counter did not start"));
    if (pos.waitForLine(QStringLiteral("station link")).isEmpty())
        stop(QStringLiteral("the counter has no station link"));
}

void Stage::startKiosk()
{
    giveScreen(kiosk, 1080, 1920);
    startWindow(kiosk, m_kioskPilot);
}

void Stage::startOffice()
{
    write(QStringLiteral("office.toml"),
          QStringLiteral("[office]\nstate = \"%5\"\nlanguage = \"%1\"\ntheme = \"%2\"\n[server]\nurl = "
                         "\"https://localhost:%3\"\ncertificate = \"%4\"\n")
              .arg(m_options.language, m_options.theme)
              .arg(m_serverPort)
              .arg(path(QStringLiteral("server/server.crt")), path(QStringLiteral("office.ini"))));
    giveScreen(office, 1440, 900);
    const QString socket = path(QStringLiteral("office.pilot"));
    office.usePilot(socket, m_options.pluginDir);
    if (!office.start({QStringLiteral("--settings"), path(QStringLiteral("office.toml"))})
        || !m_officePilot.connectTo(socket))
        stop(QStringLiteral("office did not start"));
}

Result<QJsonObject> Stage::await(const std::function<void(ApiClient::Answer)> &call)
{
    std::optional<Result<QJsonObject>> answer;
    QEventLoop loop;
    call([&](const Result<QJsonObject> &reply) {
        answer = reply;
        loop.quit();
    });
    if (!answer)
        loop.exec();
    return *answer;
}

QJsonObject Stage::get(const QString &where)
{
    const auto reply = await([&](ApiClient::Answer answer) { m_api->get(where, std::move(answer)); });
    if (!reply)
        stop(where + QStringLiteral(": ") + toString(reply.error()));
    return *reply;
}

Result<QJsonObject> Stage::tryPost(const QString &where, const QJsonObject &body)
{
    return await([&](ApiClient::Answer answer) {
        m_api->post(where, body, m_ids.make<OperationId>(), std::move(answer));
    });
}

QJsonObject Stage::post(const QString &where, const QJsonObject &body)
{
    const auto reply = tryPost(where, body);
    if (!reply)
        stop(where + QStringLiteral(": ") + toString(reply.error()));
    return *reply;
}

qint64 Stage::issueCard(const QString &number, const QString &pin, Money money)
{
    QJsonObject card{{QStringLiteral("customer"), QStringLiteral("K-") + number},
                     {QStringLiteral("number"), number},
                     {QStringLiteral("expires"), QStringLiteral("2099-12-31")}};
    if (!pin.isEmpty()) {
        card.insert(QStringLiteral("pin"), pin);
        card.insert(QStringLiteral("pinAbove"), toJson(Money{0, money.currency}));
    }
    const qint64 id =
        post(QStringLiteral("/api/v1/cards"), card)[QLatin1String("id")].toVariant().toLongLong();
    if (money.isPositive())
        post(QStringLiteral("/api/v1/cards/%1/top-ups").arg(id), {{QStringLiteral("amount"), toJson(money)}});
    return id;
}

QJsonObject Stage::sim(const QJsonObject &what)
{
    const QJsonObject reply = m_sim.ask(what);
    if (!reply[QLatin1String("ok")].toBool())
        stop(QStringLiteral("forecourt: %1: %2")
                 .arg(what[QLatin1String("do")].toString(), reply[QLatin1String("error")].toString()));
    return reply;
}

QJsonObject Stage::drive(Program &program, const QJsonObject &what)
{
    const QJsonObject reply = pilotOf(program).ask(what);
    if (!reply[QLatin1String("ok")].toBool()) {
        const QString file = path(program.name() + QStringLiteral("-mishap.png"));
        pilotOf(program).ask(
            {{QStringLiteral("do"), QStringLiteral("shot")}, {QStringLiteral("file"), file}});
        const QJsonObject names = pilotOf(program).ask({{QStringLiteral("do"), QStringLiteral("names")}});
        QStringList seen;
        for (const QJsonValue &name : names[QLatin1String("names")].toArray())
            seen.append(name.toString());
        stop(QStringLiteral("%1: %2 %3: it reads \"%4\"; the window is in %5 and shows:\n  %6")
                 .arg(program.name(), what[QLatin1String("do")].toString(),
                      what[QLatin1String("name")].toString(), reply[QLatin1String("text")].toString(), file,
                      seen.join(QStringLiteral("\n  "))));
    }
    return reply;
}

void Stage::tap(Program &program, const QString &control, int row)
{
    drive(program,
          {{QStringLiteral("do"), QStringLiteral("tap")},
           {QStringLiteral("name"), control},
           {QStringLiteral("row"), row}});
}

void Stage::awaitEnabled(Program &program, const QString &control)
{
    drive(program,
          {{QStringLiteral("do"), QStringLiteral("wait")},
           {QStringLiteral("name"), control},
           {QStringLiteral("enabled"), true},
           {QStringLiteral("timeoutMs"), 30'000}});
}

QString Stage::read(Program &program, const QString &control, const QString &text, int timeoutMs)
{
    return drive(program,
                 {{QStringLiteral("do"), QStringLiteral("wait")},
                  {QStringLiteral("name"), control},
                  {QStringLiteral("text"), text},
                  {QStringLiteral("timeoutMs"), timeoutMs}})[QLatin1String("text")]
        .toString();
}

void Stage::type(Program &program, const QString &text)
{
    drive(program, {{QStringLiteral("do"), QStringLiteral("type")}, {QStringLiteral("text"), text}});
}

void Stage::key(Program &program, const QString &sequence)
{
    drive(program, {{QStringLiteral("do"), QStringLiteral("key")}, {QStringLiteral("key"), sequence}});
}

void Stage::shot(Program &program, const QString &file)
{
    QDir().mkpath(QFileInfo(file).absolutePath());
    drive(program, {{QStringLiteral("do"), QStringLiteral("shot")}, {QStringLiteral("file"), file}});
}

void Stage::pause(int ms)
{
    QEventLoop loop;
    QTimer::singleShot(ms, &loop, &QEventLoop::quit);
    loop.exec();
}

QString Stage::proof()
{
    for (Program *program : {&office, &kiosk, &pos, &server})
        program->terminate();
    Program once(QStringLiteral("server"), m_options.binDir, m_options.workDir);
    const auto ended = once.run(
        {QStringLiteral("--settings"), path(QStringLiteral("server.toml")), QStringLiteral("verify")});
    if (ended.code != 0)
        stop(QStringLiteral("the books are not right:\n") + ended.out);
    return ended.out.trimmed();
}

}
