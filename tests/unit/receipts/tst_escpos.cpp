#include "apps/sim/sim_escpos.h"
#include "core/station/devices/printers/escpos/escpos_session.h"

#include <QRandomGenerator>
#include <QTest>

using namespace youka;
using escpos::Session;
using sim::SimEscPos;
using Kind = PaperLine::Kind;
using Align = PaperLine::Align;

namespace {

ReceiptPage fuelReceipt()
{
    return {{Kind::Text, QStringLiteral("城东加油站"), {}, Align::Centre, true, true},
            {Kind::Rule},
            {Kind::Pair, QStringLiteral("数量"), QStringLiteral("40.00 升 × ¥8.00")},
            {Kind::Pair, QStringLiteral("应付"), QStringLiteral("¥310.00"), Align::Left, true},
            {Kind::Code, QStringLiteral("12345678901"), {}, Align::Centre},
            {Kind::Qr, QStringLiteral("https://card.example/r/abc"), {}, Align::Centre}};
}

const QString OnPaper = QStringLiteral("**#<>城东加油站\n") + QString(48, u'-') + QStringLiteral("\n数量")
    + QString(26, u' ') + QStringLiteral("40.00 升 × ￥8.00\n**应付") + QString(36, u' ')
    + QStringLiteral("￥310.00\n[CODE 12345678901]\n[QR https://card.example/r/abc]");

/// The product's side and the printer, one wire, virtual time.
struct Desk
{
    SimEscPos &printer;
    Session session{48, {}};
    qint64 now = 1'000;
    bool isPlugged = true;
    std::vector<Session::Notice> heard;

    explicit Desk(SimEscPos &device)
        : printer(device)
    {
        carry(session.onOpened(now));
        run(1'000);
        heard.clear();
    }
    void carry(const Session::Output &out)
    {
        heard.insert(heard.end(), out.notices.begin(), out.notices.end());
        if (out.send.isEmpty() || !isPlugged)
            return;
        if (const QByteArray answer = printer.feed(out.send); !answer.isEmpty())
            carry(session.onBytes(answer, now));
    }
    void run(qint64 ms)
    {
        const qint64 until = now + ms;
        while (session.dueMs() <= until) {
            now = std::max(now, session.dueMs());
            carry(session.onTimer(now));
        }
        now = until;
    }
    bool hasEnded(PrintOutcome outcome) const
    {
        return std::find(heard.begin(), heard.end(), Session::Notice(Session::Ended{7, outcome}))
            != heard.end();
    }
    bool hasEndedAtAll() const
    {
        return std::any_of(heard.begin(), heard.end(), [](const Session::Notice &notice) {
            return std::holds_alternative<Session::Ended>(notice);
        });
    }
    bool hasSaid(PrinterState state) const
    {
        return std::find(heard.begin(), heard.end(), Session::Notice(state)) != heard.end();
    }
    void print() { carry(session.print(7, fuelReceipt(), now)); }
};

}

class TestEscPos : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sheetBytes();
    void layOut_data();
    void layOut();
    void nobodysNameOpensTheDrawer();
    void printsAndProves();
    void paperRunsOutInTheMiddle_data();
    void paperRunsOutInTheMiddle();
    void openCover();
    void mutePrinterIsInDoubt();
    void lostLinkIsInDoubt();
    void doesNotBegin_data();
    void doesNotBegin();
    void paperStates();
    void anyBytes();
};

void TestEscPos::sheetBytes()
{
    const QByteArray bytes = escpos::encode({{Kind::Text, QStringLiteral("加油站")}}, 48);
    QVERIFY(bytes.startsWith(QByteArray::fromHex("1b401c26")));
    QVERIFY(bytes.contains(QByteArray::fromHex("bcd3d3cdd5be0a")));
    QVERIFY(bytes.endsWith(QByteArray::fromHex("1d564200")));
    const QByteArray qr = escpos::encode({{Kind::Qr, QStringLiteral("HELLO")}}, 48);
    QVERIFY(qr.contains(QByteArray::fromHex("1d286b040031413200"
                                            "1d286b0300314306"
                                            "1d286b0300314531"
                                            "1d286b080031503048454c4c4f"
                                            "1d286b0300315130")));
    const QByteArray code = escpos::encode({{Kind::Code, QStringLiteral("123")}}, 48);
    QVERIFY(code.contains(QByteArray::fromHex("1d6b49057b42313233")));
    QCOMPARE(escpos::statusQuestion(escpos::StatusQuestion::Paper), QByteArray::fromHex("100404"));
    QCOMPARE(escpos::proofQuestion(), QByteArray::fromHex("1d7201"));
    QCOMPARE(escpos::clearStopped(), QByteArray::fromHex("100502"));
}

void TestEscPos::layOut_data()
{
    QTest::addColumn<ReceiptPage>("page");
    QTest::addColumn<QStringList>("lines");
    const auto text = [](const char *t) { return QString::fromUtf8(t); };
    QTest::newRow("pair") << ReceiptPage{{Kind::Pair, text("Pump"), text("3")}}
                          << QStringList{text("Pump                   3")};
    QTest::newRow("pair, Chinese") << ReceiptPage{{Kind::Pair, text("加油机"), text("3号")}}
                                   << QStringList{text("加油机               3号")};
    QTest::newRow("pair that does not fit")
        << ReceiptPage{{Kind::Pair, text("At the pump today"), text("8.00 a litre")}}
        << QStringList{text("At the pump today"), text("            8.00 a litre")};
    QTest::newRow("broken at words") << ReceiptPage{{Kind::Text, text("Thank you, drive safely home today")}}
                                     << QStringList{text("Thank you, drive safely"), text("home today")};
    QTest::newRow("one long word") << ReceiptPage{{Kind::Text, text("一二三四五六七八九十一二三四")}}
                                   << QStringList{text("一二三四五六七八九十一二"), text("三四")};
    QTest::newRow("centred") << ReceiptPage{{Kind::Text, text("油卡"), {}, Align::Centre}}
                             << QStringList{text("          油卡")};
    QTest::newRow("large is twice as wide")
        << ReceiptPage{{Kind::Text, text("城东加油站第一分站"), {}, Align::Left, false, true}}
        << QStringList{text("城东加油站第"), text("一分站")};
    QTest::newRow("a sign that the printer has not")
        << ReceiptPage{{Kind::Text, text("a😀b¥1")}} << QStringList{text("a?b￥1")};
    QTest::newRow("nothing") << ReceiptPage{{Kind::Text, {}}} << QStringList{QString()};
}

void TestEscPos::layOut()
{
    QFETCH(const ReceiptPage, page);
    QFETCH(const QStringList, lines);
    QCOMPARE(escpos::layOut(page, 24), lines);
}

void TestEscPos::nobodysNameOpensTheDrawer()
{
    SimEscPos printer;
    printer.feed(escpos::encode({{Kind::Text, QStringLiteral("Coke\x1bp\x01\x19\xfa\x10\x14\x01")},
                                 {Kind::Pair, QStringLiteral("\x1d\x56\x42"), QStringLiteral("\n\r\t\x7f")}},
                                48));
    QCOMPARE(printer.drawerKicks(), 0);
    QCOMPARE(printer.receipts().size(), 1);
    QVERIFY(!printer.receipts().first().contains(u'<'));
}

void TestEscPos::printsAndProves()
{
    SimEscPos printer;
    Desk desk(printer);
    desk.print();
    QVERIFY(desk.hasEnded(PrintOutcome::Printed));
    QCOMPARE(printer.receipts(), QStringList{OnPaper});
    desk.run(60'000);
    QCOMPARE(printer.receipts().size(), 1);
}

void TestEscPos::paperRunsOutInTheMiddle_data()
{
    QTest::addColumn<bool>("waits");
    QTest::newRow("goes on by itself") << false;
    QTest::newRow("has to be cleared") << true;
}

void TestEscPos::paperRunsOutInTheMiddle()
{
    QFETCH(const bool, waits);
    SimEscPos printer;
    printer.setWaitsForRecovery(waits);
    Desk desk(printer);
    printer.setLinesLeft(3);
    desk.print();
    desk.run(60'000);
    QVERIFY(desk.hasSaid(PrinterState::PaperOut));
    QVERIFY(!desk.hasEndedAtAll());
    QCOMPARE(printer.receipts().size(), 0);
    printer.setPaper(SimEscPos::Paper::Full);
    desk.run(60'000);
    QVERIFY(desk.hasEnded(PrintOutcome::Printed));
    QCOMPARE(printer.receipts().size(), 1);
    // Where it had to be cleared: the torn half, and the whole.
    QVERIFY(printer.receipts().first().endsWith(OnPaper));
    QCOMPARE(printer.receipts().first().contains(QLatin1String("torn off")), waits);
}

void TestEscPos::openCover()
{
    SimEscPos printer;
    Desk desk(printer);
    printer.setCover(true);
    desk.run(3'000);
    QVERIFY(desk.hasSaid(PrinterState::CoverOpen));
    desk.print();
    QVERIFY(desk.hasEnded(PrintOutcome::NotBegun));
    QCOMPARE(printer.receipts().size() + printer.hanging().size(), 0);
}

void TestEscPos::mutePrinterIsInDoubt()
{
    SimEscPos printer;
    Desk desk(printer);
    printer.setMute(true);
    desk.print();
    desk.run(9'000);
    QVERIFY(!desk.hasEndedAtAll());
    desk.run(2'000);
    QVERIFY(desk.hasEnded(PrintOutcome::Unknown));
    QVERIFY(desk.hasSaid(PrinterState::Offline));
    printer.setMute(false);
    desk.run(60'000);
    QCOMPARE(printer.receipts().size(), 1); // never a second time by itself
    QVERIFY(desk.hasSaid(PrinterState::Ready));
}

void TestEscPos::lostLinkIsInDoubt()
{
    SimEscPos printer;
    Desk desk(printer);
    printer.setMute(true);
    desk.print();
    desk.carry(desk.session.onLost());
    QVERIFY(desk.hasEnded(PrintOutcome::Unknown));
    QVERIFY(desk.hasSaid(PrinterState::Offline));
}

void TestEscPos::doesNotBegin_data()
{
    QTest::addColumn<int>("what");
    QTest::newRow("no paper") << 0;
    QTest::newRow("link lost") << 1;
    QTest::newRow("another is being printed") << 2;
}

void TestEscPos::doesNotBegin()
{
    QFETCH(const int, what);
    SimEscPos printer;
    Desk desk(printer);
    if (what == 0)
        printer.setPaper(SimEscPos::Paper::Out);
    if (what == 1)
        desk.carry(desk.session.onLost());
    if (what == 2) {
        printer.setMute(true);
        desk.carry(desk.session.print(6, fuelReceipt(), desk.now));
    } else {
        desk.run(3'000);
    }
    desk.print();
    QVERIFY(desk.hasEnded(PrintOutcome::NotBegun));
}

void TestEscPos::paperStates()
{
    SimEscPos printer;
    Desk desk(printer);
    printer.setPaper(SimEscPos::Paper::Low);
    desk.run(3'000);
    QVERIFY(desk.hasSaid(PrinterState::PaperLow));
    desk.print();
    QVERIFY(desk.hasEnded(PrintOutcome::Printed)); // the proof says low too
    printer.setPaper(SimEscPos::Paper::Out);
    desk.run(3'000);
    QVERIFY(desk.hasSaid(PrinterState::PaperOut));
    printer.setPaper(SimEscPos::Paper::Full);
    desk.run(3'000);
    QVERIFY(desk.hasSaid(PrinterState::Ready));
}

/// Whatever comes over the wire, one receipt ends once and nothing is printed that was not asked for.
void TestEscPos::anyBytes()
{
    for (quint32 seed = 1; seed <= 200; ++seed) {
        QRandomGenerator random(seed);
        SimEscPos printer;
        Desk desk(printer);
        desk.print();
        for (int i = 0; i < 60; ++i) {
            QByteArray noise;
            for (int n = random.bounded(8); n > 0; --n)
                noise.append(char(random.bounded(256)));
            desk.carry(desk.session.onBytes(noise, desk.now));
            desk.run(random.bounded(3'000));
        }
        const auto ended = std::count_if(desk.heard.begin(), desk.heard.end(), [](const auto &notice) {
            return std::holds_alternative<Session::Ended>(notice);
        });
        QCOMPARE(ended, 1);
        QCOMPARE(printer.receipts().size(), 1);
    }
}

QTEST_GUILESS_MAIN(TestEscPos)
#include "tst_escpos.moc"
