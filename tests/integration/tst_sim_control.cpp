#include "core/domain/cards/chip_scheme.h"
#include "core/foundation/base/clock.h"
#include "core/station/devices/link/serial_link.h"
#include "core/station/devices/readers/crt/crt_reader.h"
#include "tests/support/places.h"
#include "tests/support/sim_process.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTest>

using namespace youka;

namespace {
std::unique_ptr<CrtReader> readerOn(const QString &port, const Clock &clock,
                                    std::optional<ChipScheme> scheme = {})
{
    return std::make_unique<CrtReader>(
        std::make_unique<SerialLink>(*SerialSettings::parse(port, u"9600 8N1")), clock, std::move(scheme));
}
bool isOk(const QJsonObject &answer) { return answer[QLatin1String("ok")].toBool(); }
QString textOf(const QJsonObject &answer, const char *name) { return answer[QLatin1String(name)].toString(); }
}

/// The simulator's executable, driven by its control socket.
class TestSimControl : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void commandLine_helpVersionAndRefusals();
    void answers_carryTheId_andErrorsSayWhy();
    void pumps_startProgrammed_andFollowTheHand();
    void reader_cardGoesThroughTheWire();
    void reader_faultsAndRestart_cardStillArrivesOnce();
    void reader_chipsOfEachKind_overTheWire();
    void reader_unplugged_isLostAndComesBack();
    void wait_timesOut();
    void script_runsHeadless_andTellsTheBooks();
    void settings_file_isRead();
};

void TestSimControl::commandLine_helpVersionAndRefusals()
{
    const auto run = [](const QStringList &arguments, int &code) {
        QProcess process;
        process.start(binDir() + QStringLiteral("/youka-sim"), arguments);
        process.waitForFinished();
        code = process.exitCode();
        return process.readAllStandardOutput() + process.readAllStandardError();
    };
    int code = -1;
    QVERIFY(run({QStringLiteral("--headless"), QStringLiteral("--help")}, code).contains("--control"));
    QCOMPARE(code, 0);
    QVERIFY(run({QStringLiteral("--headless"), QStringLiteral("--version")}, code).startsWith("youka-sim "));
    QVERIFY(
        run({QStringLiteral("--headless"), QStringLiteral("--settings"), QStringLiteral("/nowhere")}, code)
            .contains("settings.invalid"));
    QCOMPARE(code, 2);
    run({QStringLiteral("--headless"), QStringLiteral("--seed"), QStringLiteral("x")}, code);
    QCOMPARE(code, 2);
}

void TestSimControl::answers_carryTheId_andErrorsSayWhy()
{
    SimProcess sim;
    QVERIFY(sim.isReady());
    QCOMPARE(sim.ask("{\"do\":\"state\",\"pump\":1,\"id\":7}")[QLatin1String("id")].toInt(), 7);
    QCOMPARE(textOf(sim.ask("{\"do\":\"fly\",\"id\":\"a\"}"), "error"),
             QStringLiteral("unknown command: fly"));
    QCOMPARE(textOf(sim.ask("{\"do\":\"lift\",\"pump\":77}"), "code"), QStringLiteral("pump.unknown"));
    QCOMPARE(textOf(sim.ask("{\"do\":\"hang\",\"pump\":1}"), "code"), QStringLiteral("pump.refused"));
    QVERIFY(
        textOf(sim.ask("{\"do\":\"silence\",\"device\":\"x\",\"ms\":1}"), "error").contains(u"reader-kiosk"));
    QVERIFY(!isOk(sim.ask("{\"do\":\"fault\",\"device\":\"pumps\",\"fault\":\"rust\"}")));
    QVERIFY(!isOk(sim.ask("{\"do\":\"speed\",\"factor\":0}")));
    QVERIFY(!isOk(sim.ask("{\"do\":\"remove\",\"reader\":\"pos\"}")));
}

void TestSimControl::pumps_startProgrammed_andFollowTheHand()
{
    SimProcess sim;
    const auto all = sim.ask("{\"do\":\"state\"}");
    QCOMPARE(all[QLatin1String("pumps")].toArray().size(), 4);
    QCOMPARE(all[QLatin1String("readers")].toArray().size(), 2);
    const auto lifted = sim.ask("{\"do\":\"lift\",\"pump\":2,\"nozzle\":3}");
    QVERIFY(isOk(lifted));
    QCOMPARE(textOf(lifted, "status"), QStringLiteral("reset"));
    QCOMPARE(lifted[QLatin1String("nozzle")].toInt(), 3);
    QCOMPARE(textOf(lifted, "price"), QStringLiteral("8.55"));
    const auto squeezed = sim.ask("{\"do\":\"squeeze\",\"pump\":2}");
    QVERIFY(!squeezed[QLatin1String("flowing")].toBool()); // nobody released it
    QVERIFY(isOk(sim.ask("{\"do\":\"release\",\"pump\":2}")));
    QVERIFY(!sim.ask("{\"do\":\"hang\",\"pump\":2}")[QLatin1String("out")].toBool());
    QVERIFY(isOk(sim.ask("{\"do\":\"restart\",\"pump\":2}")));
    QCOMPARE(textOf(sim.ask("{\"do\":\"state\",\"pump\":2}"), "status"), QStringLiteral("not-programmed"));
}

void TestSimControl::reader_cardGoesThroughTheWire()
{
    SimProcess sim;
    const SystemClock clock;
    const auto reader = readerOn(sim.port(QStringLiteral("reader-kiosk")), clock);
    QSignalSpy presented(reader.get(), &CardReader::cardPresented);
    QSignalSpy removed(reader.get(), &CardReader::removed);
    reader->start();
    QVERIFY(isOk(sim.ask("{\"do\":\"card\",\"reader\":\"kiosk\",\"number\":\"9000000012345675\"}")));
    QCOMPARE(textOf(sim.ask("{\"do\":\"card\",\"reader\":\"kiosk\",\"uid\":\"01020304\"}"), "code"),
             QStringLiteral("busy"));
    QTRY_COMPARE(presented.size(), 1);
    const auto card = presented[0][0].value<CardRead>();
    QVERIFY(card.kind == CardRead::Kind::Track2);
    QVERIFY(card.data.startsWith(";9000000012345675=2912"));
    QVERIFY(isOk(sim.ask("{\"do\":\"remove\",\"reader\":\"kiosk\"}")));
    QTRY_COMPARE(removed.size(), 1);
    QVERIFY(isOk(sim.ask("{\"do\":\"card\",\"reader\":\"kiosk\",\"uid\":\"04782E21801D80\"}")));
    QTRY_COMPARE(presented.size(), 2);
    QCOMPARE(presented[1][0].value<CardRead>().data, QByteArray::fromHex("04782e21801d80"));
}

void TestSimControl::reader_faultsAndRestart_cardStillArrivesOnce()
{
    SimProcess sim({}, 9);
    const SystemClock clock;
    const auto reader = readerOn(sim.port(QStringLiteral("reader-pos")), clock);
    QSignalSpy presented(reader.get(), &CardReader::cardPresented);
    QSignalSpy failed(reader.get(), &CardReader::failed);
    for (const char *fault : {"corrupt", "duplicate", "split", "garbage"})
        QVERIFY(isOk(sim.ask({{QStringLiteral("do"), QStringLiteral("fault")},
                              {QStringLiteral("device"), QStringLiteral("reader-pos")},
                              {QStringLiteral("fault"), QLatin1String(fault)},
                              {QStringLiteral("rate"), 150}})));
    reader->start();
    QVERIFY(isOk(sim.ask("{\"do\":\"card\",\"reader\":\"pos\",\"number\":\"9000000012345675\"}")));
    QTRY_COMPARE_WITH_TIMEOUT(presented.size(), 1, 20'000);
    QVERIFY(isOk(sim.ask("{\"do\":\"clear\"}")));
    QVERIFY(isOk(sim.ask("{\"do\":\"restart\",\"reader\":\"pos\"}")));
    QVERIFY(isOk(sim.ask("{\"do\":\"remove\",\"reader\":\"pos\"}")));
    QSignalSpy removed(reader.get(), &CardReader::removed);
    QTRY_VERIFY(!removed.isEmpty());
    QCOMPARE(presented.size(), 1);
    QVERIFY(failed.isEmpty());
}

void TestSimControl::reader_chipsOfEachKind_overTheWire()
{
    const auto scheme = ChipScheme::withMaster(QByteArray(16, 'm'));
    QTemporaryDir dir;
    QFile file(dir.filePath(QStringLiteral("chips.json")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QJsonDocument(toJson(*scheme)).toJson());
    file.close();
    SimProcess sim("[sim]\nbaud = 9600\nchips = \"" + file.fileName().toUtf8() + "\"\n");
    QVERIFY(sim.isReady());
    const SystemClock clock;
    const auto reader = readerOn(sim.port(QStringLiteral("reader-kiosk")), clock, *scheme);
    QSignalSpy presented(reader.get(), &CardReader::cardPresented);
    QSignalSpy removed(reader.get(), &CardReader::removed);
    QSignalSpy failed(reader.get(), &CardReader::failed);
    reader->start();
    const auto insert = [&](const char *chip) {
        return sim.ask({{QStringLiteral("do"), QStringLiteral("card")},
                        {QStringLiteral("reader"), QStringLiteral("kiosk")},
                        {QStringLiteral("uid"), QStringLiteral("04782E21801D80")},
                        {QStringLiteral("chip"), QLatin1String(chip)}});
    };
    const std::pair<const char *, CardRead::Kind> read[] = {{"genuine", CardRead::Kind::Chip},
                                                            {"ev1", CardRead::Kind::Chip},
                                                            {"no-application", CardRead::Kind::Uid}};
    for (const auto &[chip, kind] : read) {
        const auto before = presented.size();
        QVERIFY(isOk(insert(chip)));
        QTRY_COMPARE(presented.size(), before + 1);
        QVERIFY(presented.last()[0].value<CardRead>().kind == kind);
        QVERIFY(isOk(sim.ask("{\"do\":\"remove\",\"reader\":\"kiosk\"}")));
        QTRY_COMPARE(removed.size(), before + 1);
    }
    QVERIFY(failed.isEmpty());
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("not genuine was refused")));
    QVERIFY(isOk(insert("wrong-key")));
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, 10'000);
    QCOMPARE(failed[0][0].value<ErrorCode>(), ErrorCode::CardNotGenuine);
    QVERIFY(isOk(sim.ask("{\"do\":\"remove\",\"reader\":\"kiosk\"}")));
    QTRY_COMPARE(removed.size(), 4);
    QVERIFY(isOk(insert("torn")));
    bool next = false; // takes itself out, and the next one goes in
    QTRY_VERIFY(next = next || isOk(insert("genuine")));
    QTRY_COMPARE(presented.size(), 4);
    QCOMPARE(failed.size(), 1);
    QCOMPARE(textOf(insert("golden"), "code"), QStringLiteral("input.invalid"));
    SimProcess without;
    QCOMPARE(textOf(without.ask("{\"do\":\"card\",\"reader\":\"kiosk\",\"uid\":\"04782E21801D80\","
                                "\"chip\":\"genuine\"}"),
                    "code"),
             QStringLiteral("settings.invalid"));
}

void TestSimControl::reader_unplugged_isLostAndComesBack()
{
    SimProcess sim;
    const SystemClock clock;
    const auto reader = readerOn(sim.port(QStringLiteral("reader-pos")), clock);
    QSignalSpy presented(reader.get(), &CardReader::cardPresented);
    QSignalSpy failed(reader.get(), &CardReader::failed);
    reader->start();
    QVERIFY(isOk(sim.ask("{\"do\":\"card\",\"reader\":\"pos\",\"uid\":\"01020304\"}")));
    QTRY_COMPARE(presented.size(), 1);
    QVERIFY(isOk(sim.ask("{\"do\":\"unplug\",\"device\":\"reader-pos\",\"ms\":200}")));
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed[0][0].value<ErrorCode>(), ErrorCode::LinkLost);
    QTRY_COMPARE(presented.size(), 2); // told anew once the reader is back
    QCOMPARE(failed.size(), 1);
}

void TestSimControl::wait_timesOut()
{
    SimProcess sim;
    const auto answer = sim.ask("{\"do\":\"wait\",\"pump\":1,\"status\":\"filling\",\"timeout_ms\":50}");
    QVERIFY(!isOk(answer));
    QCOMPARE(textOf(answer, "code"), QStringLiteral("timeout"));
    QVERIFY(isOk(sim.ask("{\"do\":\"wait\",\"pump\":1,\"status\":[\"reset\",\"completed\"]}")));
}

void TestSimControl::script_runsHeadless_andTellsTheBooks()
{
    QTemporaryDir dir;
    const QString script = dir.filePath(QStringLiteral("day.jsonl"));
    QFile file(script);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(
        "# a short day\n{\"do\":\"lift\",\"pump\":1,\"nozzle\":2,\"id\":1}\n\n{\"do\":\"pause\",\"ms\":10}\n"
        "{\"do\":\"hang\",\"pump\":1}\n");
    file.close();
    QProcess process;
    process.start(binDir() + QStringLiteral("/youka-sim"),
                  {QStringLiteral("--headless"), QStringLiteral("--ports"), dir.path(),
                   QStringLiteral("--script"), script});
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitCode(), 0);
    const auto lines = process.readAllStandardOutput().trimmed().split('\n');
    QCOMPARE(lines.size(), 5); // greeting, three answers, the books
    const auto books = QJsonDocument::fromJson(lines.last()).object();
    QCOMPARE(books[QLatin1String("pumps")].toArray().size(), 4);
    QVERIFY(!QFile::exists(dir.filePath(QStringLiteral("pumps")))); // the wires go with the program
    file.open(QIODevice::WriteOnly | QIODevice::Truncate);
    file.write("{\"do\":\"hang\",\"pump\":1}\n");
    file.close();
    process.start();
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitCode(), 3); // a command that was refused
}

void TestSimControl::settings_file_isRead()
{
    SimProcess sim("[sim]\nreaders = [\"one\"]\ncurrency = \"EUR\"\nspeed = 4\nbaud = 9600\n"
                   "[[pump]]\nnumber = 7\naddress = 0x53\nnozzles = [\"D:1.589\"]\n");
    QVERIFY(sim.isReady());
    const auto all = sim.ask("{\"do\":\"state\"}");
    QCOMPARE(all[QLatin1String("pumps")].toArray().size(), 1);
    QVERIFY(isOk(sim.ask("{\"do\":\"state\",\"pump\":7}")));
    QVERIFY(sim.quit().contains("\"pump\":7"));
}

QTEST_GUILESS_MAIN(TestSimControl)
#include "tst_sim_control.moc"
