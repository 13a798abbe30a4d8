#pragma once

#include "core/exchange/api/api_client.h"
#include "tests/demo/program.h"

#include <QDir>

#include <optional>

namespace youka::demo {

/// What went wrong on the stage; ends the performance.
struct Mishap
{
    QString what;
};

/// A whole station on this machine: server, simulated forecourt, counter, kiosk, office, each the real
/// executable with its own settings and encrypted store in one folder.
class Stage
{
public:
    struct Options
    {
        QString binDir;
        QString pluginDir;
        QString workDir;
        QString language = QStringLiteral("zh_CN");
        QString theme = QStringLiteral("light");
        int speed = 1;            ///< of the simulated fuel
        bool windows = false;     ///< of the simulator too
        bool posHeadless = false; ///< the unattended station
        bool tls = true;          ///< false: as behind a proxy on the same machine
        bool channels = false;    ///< customers can pay by phone, to the simulator
        bool printers = false;    ///< for receipts, one at each
        bool tanks = false;       ///< a gauge, and a tank of each product
        bool generous = false;    ///< offline nobody is turned away for what a day or a card may
        int pumps = 4;
        quint32 seed = 1;
    };
    explicit Stage(Options options);

    /// Makes the books (station, products, prices, staff), starts the server and the forecourt, and enrols
    /// the terminals. Throws Mishap.
    /// The server alone.
    void setUpServer();
    /// `kioskToo`: the kiosk is enrolled as well.
    void setUp(bool kioskToo = true);
    /// Before setUp(): the ports at which the terminals find the server and the counter, when somebody stands
    /// in between.
    void reroute(int serverPort, int linkPort);
    /// And signs the manager in.
    void startServer();
    /// Only the program. Throws Mishap when it does not come up.
    void launchServer();
    void signIn(const QString &login = QLatin1String(ManagerLogin),
                const QString &password = QLatin1String(ManagerPassword));
    void startPos();
    void startKiosk();
    void startOffice();

    /// A one-time enrolment code for a further terminal.
    QString invite(const QString &kind, const QString &name);
    ApiClient::Settings serverAccess() const { return accessAt(m_serverPort); }
    /// The way the terminals go.
    ApiClient::Settings terminalAccess() const { return accessAt(m_terminalServerPort); }
    QString serverUrl() const { return urlAt(m_serverPort); }
    QUrl linkUrl() const { return QUrl(QStringLiteral("wss://127.0.0.1:%1").arg(m_terminalLinkPort)); }
    int serverPort() const { return m_serverPort; }
    int linkPort() const { return m_linkPort; }

    /// The manager's way to the server. Throws Mishap when refused.
    QJsonObject get(const QString &path);
    QJsonObject post(const QString &path, const QJsonObject &body);
    Result<QJsonObject> tryPost(const QString &path, const QJsonObject &body);
    /// Makes a card with money on it; gives its id.
    /// A few things on the shelves.
    void stockShop();
    /// A coupon that whoever says `claimCode` is given: so much off a sale of so much. A second manager
    /// brings it to life. Gives its id.
    qint64 runCampaign(const QString &name, const QString &claimCode, Money off, Money from);
    /// Somebody's phone scans the code of the newest payment and pays.
    void scanNewestPayment(const QString &customer);
    qint64 issueCard(const QString &number, const QString &pin, Money money);

    QJsonObject sim(const QJsonObject &command);
    /// A hand at a program's window. Throws Mishap when the control does not come.
    void tap(Program &program, const QString &control, int row = -1);
    void awaitEnabled(Program &program, const QString &control);
    bool isChinese() const { return m_options.language == QLatin1String("zh_CN"); }
    QString read(Program &program, const QString &control, const QString &text = {}, int timeoutMs = 20'000);
    void type(Program &program, const QString &text);
    void key(Program &program, const QString &sequence);
    void shot(Program &program, const QString &file);

    /// Lets time pass for the programs.
    static void pause(int ms);
    /// Stops all programs, then runs the proof. Gives what it printed.
    QString proof();

    Program server, simulator, pos, kiosk, office;
    QString path(const QString &file) const { return m_dir.filePath(file); }
    IdSource &ids() { return m_ids; }

    static constexpr const char *StationCode = "S001";
    static constexpr const char *ManagerLogin = "manager";
    static constexpr const char *ManagerPassword = "manager-demo";

private:
    void write(const QString &file, const QString &text) const;
    ApiClient::Settings accessAt(int port) const;
    QString urlAt(int port) const
    {
        return QStringLiteral("%1://localhost:%2")
            .arg(m_options.tls ? QStringLiteral("https") : QStringLiteral("http"))
            .arg(port);
    }
    QString serverSettings() const;
    QString posSettings() const;
    QString tankSettings(bool ofTheSimulator = false) const;
    QString printerSettings(const QString &port) const;
    QString kioskSettings() const;
    QString channelSettings() const;
    void openChannels();
    void openBillers();
    void openBank();
    void command(const QStringList &words, const QByteArray &input = {});
    void enrol(Program &program, const QString &kind);
    void giveScreen(Program &program, int width, int height);
    void startWindow(Program &program, LineClient &pilot);
    LineClient &pilotOf(const Program &program);
    QJsonObject drive(Program &program, const QJsonObject &what);
    Result<QJsonObject> await(const std::function<void(ApiClient::Answer)> &call);

    const Options m_options;
    const QDir m_dir;
    const SystemClock m_clock;
    IdSource m_ids{m_clock};
    const int m_serverPort;
    const int m_linkPort;
    int m_terminalServerPort;
    int m_terminalLinkPort;
    std::optional<ApiClient> m_api;
    LineClient m_sim, m_posPilot, m_kioskPilot, m_officePilot;
};

}
