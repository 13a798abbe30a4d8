#include "core/station/devices/printers/escpos/escpos_codec.h"
#include "tests/support/places.h"
#include "tests/ui/fake_printer.h"
#include "ui/viewmodels/receipt_model.h"

#include <QFile>
#include <QTest>

using namespace youka;

namespace {

SaleView paidByCard()
{
    SaleView sale;
    sale.id = SaleId::fromBytes(QByteArray::fromHex("019b76da5800700080000000000000ab"));
    sale.pump = 3;
    sale.mode = SaleMode::CardAuthorised;
    sale.state = SaleState::Settled;
    sale.maskedCard = QStringLiteral("6225 **** 0017");
    sale.delivery = {1, QStringLiteral("95"), {7'780, {}}, {25'480}, {19'823, {}}, {}, {}};
    Redemption off;
    off.name = QStringLiteral("夏季满 50 减 10");
    off.amount = {1'000, {}};
    sale.discounts = {off};
    sale.paid = {18'823, {}};
    sale.availableAfter = Money{81'177, {}};
    sale.at = {1'767'225'600'000};
    return sale;
}

QString textOf(const QString &file)
{
    QFile in(sourceDir() + QStringLiteral("/docs/samples/") + file);
    return in.open(QIODevice::ReadOnly) ? QString::fromUtf8(in.readAll()) : QString();
}

/// What it is now lies beside the test, to be compared and, where it is right, copied.
void compareWithSample(const ReceiptPage &page, int columns, const QString &file)
{
    const QString text = escpos::layOut(page, columns).join(u'\n') + u'\n';
    if (text != textOf(file)) {
        QFile out(file + QStringLiteral(".fail"));
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(text.toUtf8());
    }
    QCOMPARE(text, textOf(file));
}

}

class TestReceiptPaper : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { qputenv("TZ", "Asia/Shanghai"); }
    void samples_data();
    void samples();
    void noLineIsWiderThanThePaper();
    void onlyWhatIsPaidIsPrinted();
    void saysWhatBecameOfIt_data();
    void saysWhatBecameOfIt();
    void aStoreThatFailsIsSaid();
};

void TestReceiptPaper::samples_data()
{
    QTest::addColumn<Language>("language");
    QTest::addColumn<int>("columns");
    QTest::addColumn<QString>("file");
    QTest::newRow("zh, 80 mm") << Language::Chinese << 48 << QStringLiteral("receipt-zh-80mm.txt");
    QTest::newRow("en, 80 mm") << Language::English << 48 << QStringLiteral("receipt-en-80mm.txt");
    QTest::newRow("zh, 58 mm") << Language::Chinese << 32 << QStringLiteral("receipt-zh-58mm.txt");
    QTest::newRow("en, 58 mm") << Language::English << 32 << QStringLiteral("receipt-en-58mm.txt");
}

void TestReceiptPaper::samples()
{
    QFETCH(const Language, language);
    QFETCH(const int, columns);
    QFETCH(const QString, file);
    ManualClock clock;
    Translator translator(language);
    FakePrinter printer;
    ReceiptModel model(clock, translator);
    model.setAddress([](SaleId) { return QStringLiteral("https://card.example/r/0123456789"); });
    model.setPrinter(&printer, QStringLiteral("滨江路站"), {QStringLiteral("滨江路 12 号")});
    model.setSale(paidByCard());
    QVERIFY(model.canPrint());
    model.print();
    QCOMPARE(printer.printed, paidByCard().id);
    QVERIFY(!printer.mark.isEmpty());
    compareWithSample(printer.paper, columns, file);
}

void TestReceiptPaper::noLineIsWiderThanThePaper()
{
    ManualClock clock;
    for (const Language language : {Language::Chinese, Language::English}) {
        Translator translator(language);
        FakePrinter printer;
        ReceiptModel model(clock, translator);
        model.setPrinter(&printer, QString(70, u'站'));
        SaleView sale = paidByCard();
        sale.discounts.front().name = QString(90, u'w');
        model.setSale(sale);
        for (int columns = 24; columns <= 64; ++columns)
            for (const QString &line : escpos::layOut(model.page(), columns))
                QVERIFY2(escpos::displayWidth(line) <= columns, qPrintable(line));
    }
}

void TestReceiptPaper::onlyWhatIsPaidIsPrinted()
{
    ManualClock clock;
    Translator translator(Language::English);
    FakePrinter printer;
    ReceiptModel model(clock, translator);
    model.setSale(paidByCard());
    QVERIFY(!model.canPrint()); // nothing to print with
    model.print();
    model.setPrinter(&printer, QStringLiteral("S"));
    SaleView sale = paidByCard();
    sale.state = SaleState::NeedsPerson;
    model.setSale(sale);
    QVERIFY(!model.canPrint());
    model.print();
    QVERIFY(printer.paper.isEmpty());
    QVERIFY(model.printText().isEmpty());
}

void TestReceiptPaper::saysWhatBecameOfIt_data()
{
    QTest::addColumn<PrinterState>("printer");
    QTest::addColumn<int>("receipt"); // 0: none
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("tone");
    const auto row = [](const char *name, PrinterState printer, int receipt, const char *text,
                        const char *tone) {
        QTest::newRow(name) << printer << receipt << QString::fromUtf8(text) << QString::fromUtf8(tone);
    };
    row("nothing asked for", PrinterState::Ready, 0, "", "neutral");
    row("being printed", PrinterState::Ready, 2, "Printing…", "neutral");
    row("printed", PrinterState::Ready, 3, "The receipt is printed.", "good");
    row("printed, the last of the paper", PrinterState::PaperOut, 3, "The receipt is printed.", "good");
    row("perhaps", PrinterState::Ready, 4,
        "Look at the printer: if the receipt is not there, print it again.", "warn");
    row("too late", PrinterState::Ready, 5, "The printer was away too long. Print it again.", "neutral");
    row("waits for paper", PrinterState::PaperOut, 1,
        "The printer has no paper. Put a roll in. The receipt waits for it.", "warn");
    row("stopped in the middle", PrinterState::CoverOpen, 2,
        "The printer's cover is open. Close it. The receipt waits for it.", "warn");
    row("no printer there", PrinterState::Offline, 0,
        "The printer does not answer. Look at its cable and switch.", "warn");
}

void TestReceiptPaper::saysWhatBecameOfIt()
{
    QFETCH(const PrinterState, printer);
    QFETCH(const int, receipt);
    QFETCH(const QString, text);
    QFETCH(const QString, tone);
    ManualClock clock;
    Translator translator(Language::English);
    FakePrinter desk;
    ReceiptModel model(clock, translator);
    model.setPrinter(&desk, QStringLiteral("S"));
    model.setSale(paidByCard());
    desk.turn(printer, receipt == 0 ? std::nullopt : std::optional(ReceiptState(receipt)));
    QCOMPARE(model.printText(), text);
    QCOMPARE(model.printTone(), tone);
}

void TestReceiptPaper::aStoreThatFailsIsSaid()
{
    ManualClock clock;
    Translator translator(Language::English);
    FakePrinter desk;
    desk.problem = ErrorCode::StoreFull;
    ReceiptModel model(clock, translator);
    model.setPrinter(&desk, QStringLiteral("S"));
    model.setSale(paidByCard());
    model.print();
    QCOMPARE(model.printText(), sentence(ErrorCode::StoreFull));
    QCOMPARE(model.printTone(), QStringLiteral("warn"));
    model.setSale(paidByCard());
    QVERIFY(model.printText().isEmpty());
}

QTEST_GUILESS_MAIN(TestReceiptPaper)
#include "tst_receipt_paper.moc"
