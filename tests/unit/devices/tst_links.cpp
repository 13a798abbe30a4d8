#include "core/station/devices/link/device_thread.h"
#include "core/station/devices/link/echo_filter.h"
#include "core/station/devices/link/faulty_link.h"
#include "core/station/devices/link/replay_link.h"
#include "core/station/devices/link/serial_link.h"
#include "core/station/devices/link/tcp_link.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <pty.h>
#include <unistd.h>

using namespace youka;

class TestLinks : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void serialSettings_parse();
    void serial_overPty_bytesPass_data();
    void serial_overPty_bytesPass();
    void serial_peerGone_isLostOnce_andReopens();
    void tcp_bytesPass_andReopens();
    void echo_exactCopy_isStripped();
    void echo_absent_nothingIsStripped();
    void echo_split_isStripped();
    void faults_seeded_areReproducible();
    void faults_named_doWhatTheySay();
    void replay_answersInOrder();
    void deviceThread_destroysInItsThread();
};

void TestLinks::serialSettings_parse()
{
    const auto settings = SerialSettings::parse(QStringLiteral("/dev/x"), u"5787 8E1");
    QVERIFY(settings);
    QCOMPARE(settings->baud, 5787);
    QCOMPARE(settings->parity, 'E');
    for (const char *bad : {"9600", "9600 8X1", "9600 9N1", "x 8N1", "9600 8N3", "9600 8N1 x", "-1 8N1"})
        QVERIFY2(!SerialSettings::parse({}, QString::fromLatin1(bad)), bad);
}

void TestLinks::serial_overPty_bytesPass_data()
{
    QTest::addColumn<QString>("line");
    QTest::newRow("dart") << QStringLiteral("9600 8O1");
    QTest::newRow("two-wire") << QStringLiteral("5787 8E1");
    QTest::newRow("7 bits") << QStringLiteral("4800 7E2");
    QTest::newRow("reader") << QStringLiteral("9600 8N1");
}

namespace {
struct Pty
{
    int master = -1;
    int slave = -1;
    QString path;
    Pty()
    {
        char name[128] = {};
        termios raw{};
        cfmakeraw(&raw);
        if (openpty(&master, &slave, name, &raw, nullptr) == 0)
            path = QString::fromLocal8Bit(name);
    }
    ~Pty() { hangUp(); }
    void hangUp()
    {
        if (master >= 0)
            ::close(master);
        if (slave >= 0)
            ::close(slave);
        master = slave = -1;
    }
};
}

void TestLinks::serial_overPty_bytesPass()
{
    QFETCH(QString, line);
    Pty pty;
    QVERIFY(!pty.path.isEmpty());
    SerialLink link(*SerialSettings::parse(pty.path, line));
    QSignalSpy opened(&link, &ByteLink::opened);
    QSignalSpy lost(&link, &ByteLink::lost);
    QByteArray got;
    connect(&link, &ByteLink::bytes, this, [&](const QByteArray &bytes) { got += bytes; });
    link.open();
    QCOMPARE(opened.count(), 1);
    const QByteArray odd = QByteArray::fromHex("0050fa10ff03");
    QCOMPARE(::write(pty.master, odd.constData(), size_t(odd.size())), ssize_t(odd.size()));
    QTRY_COMPARE(got, odd);
    link.write(odd);
    fcntl(pty.master, F_SETFL, O_NONBLOCK);
    QByteArray back;
    QTRY_VERIFY([&] {
        char buffer[64];
        const auto n = ::read(pty.master, buffer, sizeof buffer);
        if (n > 0)
            back.append(buffer, n);
        return back == odd;
    }());
    QCOMPARE(lost.count(), 0); // no modem lines on a pty, and that is no loss
}

void TestLinks::serial_peerGone_isLostOnce_andReopens()
{
    QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("line"));
    Pty first;
    QVERIFY(QFile::link(first.path, path));
    SerialLink link(*SerialSettings::parse(path, u"9600 8O1"));
    QSignalSpy opened(&link, &ByteLink::opened);
    QSignalSpy lost(&link, &ByteLink::lost);
    link.open();
    QCOMPARE(opened.count(), 1);
    first.hangUp();
    QTRY_COMPARE(lost.count(), 1);
    QVERIFY(!link.isOpen());
    QFile::remove(path);
    Pty second;
    QVERIFY(QFile::link(second.path, path));
    QTRY_COMPARE(opened.count(), 2);
    QCOMPARE(lost.count(), 1);
}

void TestLinks::tcp_bytesPass_andReopens()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    TcpLink link(QStringLiteral("127.0.0.1"), server.serverPort());
    QSignalSpy opened(&link, &ByteLink::opened);
    QSignalSpy lost(&link, &ByteLink::lost);
    QByteArray got;
    connect(&link, &ByteLink::bytes, this, [&](const QByteArray &bytes) { got += bytes; });
    link.open();
    QTRY_VERIFY(opened.count() == 1 && server.hasPendingConnections());
    QTcpSocket *peer = server.nextPendingConnection();
    peer->write("abc");
    QTRY_COMPARE(got, QByteArray("abc"));
    link.write("def");
    QTRY_COMPARE(peer->bytesAvailable(), 3);
    QCOMPARE(peer->readAll(), QByteArray("def"));
    peer->abort();
    QTRY_COMPARE(lost.count(), 1);
    QTRY_COMPARE(opened.count(), 2);
    link.close();
    QCOMPARE(lost.count(), 2);
}

void TestLinks::echo_exactCopy_isStripped()
{
    EchoFilter filter;
    filter.sent(QByteArray::fromHex("5020fa"));
    QCOMPARE(filter.feed(QByteArray::fromHex("5020fa5070fa")), QByteArray::fromHex("5070fa"));
    QCOMPARE(filter.feed(QByteArray::fromHex("5020fa")), QByteArray::fromHex("5020fa")); // once only
}

void TestLinks::echo_absent_nothingIsStripped()
{
    EchoFilter filter;
    filter.sent(QByteArray::fromHex("5020fa"));
    QCOMPARE(filter.feed(QByteArray::fromHex("5070fa")), QByteArray::fromHex("5070fa"));
    filter.sent(QByteArray::fromHex("5020fa"));
    QCOMPARE(filter.feed(QByteArray::fromHex("50")), QByteArray());
    QCOMPARE(filter.feed(QByteArray::fromHex("70fa")), QByteArray::fromHex("5070fa"));
}

void TestLinks::echo_split_isStripped()
{
    const QByteArray sent = QByteArray::fromHex("513301010562db03fa");
    const QByteArray reply = QByteArray::fromHex("51c3fa");
    for (qsizetype cut = 0; cut <= sent.size() + reply.size(); ++cut) {
        EchoFilter filter;
        filter.sent(sent);
        const QByteArray all = sent + reply;
        QByteArray passed = filter.feed(all.first(cut));
        passed += filter.feed(all.sliced(cut));
        QCOMPARE(passed, reply);
    }
}

void TestLinks::faults_seeded_areReproducible()
{
    const auto run = [](quint32 seed) {
        FaultPlan plan(seed);
        for (int i = 0; i < FaultCount - 1; ++i)
            plan.setRate(Fault(i), 200);
        QByteArray log;
        for (int i = 0; i < 100; ++i)
            for (const auto &piece : plan.apply("abcdef"))
                log += QByteArray::number(piece.delayMs) + ':' + piece.bytes.toHex() + ' ';
        return log;
    };
    QCOMPARE(run(5), run(5));
    QVERIFY(run(5) != run(6));
}

void TestLinks::faults_named_doWhatTheySay()
{
    for (int i = 0; i < FaultCount; ++i)
        QCOMPARE(*faultFromName(faultName(Fault(i))), Fault(i));
    QVERIFY(!faultFromName(u"nothing"));
    const auto once = [](Fault fault) {
        FaultPlan plan(3);
        plan.strike(fault);
        auto pieces = plan.apply("abc");
        Q_ASSERT(plan.struck(fault) == 1);
        return pieces;
    };
    QVERIFY(once(Fault::Drop).isEmpty());
    QVERIFY(once(Fault::Silent).isEmpty());
    QVERIFY(once(Fault::Delay).first().delayMs > 0);
    QCOMPARE(once(Fault::Duplicate).size(), 2);
    QCOMPARE(once(Fault::Split).size(), 3);
    QVERIFY(once(Fault::Garbage).first().bytes.endsWith("abc"));
    QVERIFY(once(Fault::Corrupt).first().bytes != "abc");
    FaultPlan plan(3);
    QCOMPARE(plan.apply("abc").size(), 1);
}

void TestLinks::replay_answersInOrder()
{
    const auto script =
        ReplayLink::parse(u"# a poll and a block\n> 50 20 FA\n< 50 31 01\n< 01\n> 50 C1 FA\n");
    QVERIFY(script);
    QCOMPARE(script->size(), 2);
    QVERIFY(!ReplayLink::parse(u"< 50"));
    QVERIFY(!ReplayLink::parse(u"> 5x"));
    ReplayLink link(*script);
    QByteArray got;
    connect(&link, &ByteLink::bytes, this, [&](const QByteArray &bytes) { got += bytes; });
    link.open();
    link.write(QByteArray::fromHex("5020fa"));
    QVERIFY(got.isEmpty());
    QTRY_COMPARE(got, QByteArray::fromHex("50310101"));
    link.write("x");
    QCOMPARE(link.unexpected(), QList<QByteArray>{"x"});
    link.write(QByteArray::fromHex("50c1fa"));
    QVERIFY(link.atEnd());
}

void TestLinks::deviceThread_destroysInItsThread()
{
    struct Probe : QObject
    {
        QThread **where;
        explicit Probe(QThread **w)
            : where(w)
        {
        }
        ~Probe() override { *where = QThread::currentThread(); }
    };
    QThread *where = nullptr;
    {
        DeviceThread thread(QStringLiteral("line"));
        auto *probe = thread.take(std::make_unique<Probe>(&where));
        QVERIFY(probe->thread() != QThread::currentThread());
    }
    QVERIFY(where != nullptr);
    QVERIFY(where != QThread::currentThread());
}

QTEST_GUILESS_MAIN(TestLinks)
#include "tst_links.moc"
