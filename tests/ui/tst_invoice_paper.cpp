#include "core/domain/invoices/invoice_rules.h"
#include "ui/paper/invoice_paper.h"

#include <QBuffer>
#include <QDir>
#include <QImage>
#include <QPainter>
#include <QTest>

using namespace youka;
using namespace youka::literals;

namespace {

InvoiceLine line(const char *name, Product::Unit unit, qint64 quantity, Money gross, qint64 rate)
{
    return {{},    0,      QString(), QString::fromUtf8(name), unit, quantity,
            gross, 0_yuan, {rate},    taxIn(gross, {rate})};
}

Invoice invoiceOf(std::vector<InvoiceLine> lines)
{
    Invoice invoice;
    invoice.kind = InvoiceKind::Special;
    invoice.state = InvoiceState::Issued;
    invoice.title = {TitleKind::Company,
                     QStringLiteral("示例运输有限公司"),
                     QStringLiteral("91350100M000100Y43"),
                     QStringLiteral("示例市示例路1号"),
                     QStringLiteral("0591-00000000"),
                     QStringLiteral("示例银行"),
                     QStringLiteral("0000 0000 0000")};
    invoice.number = QStringLiteral("26352000000000000017");
    invoice.issuedAt = {1'795'424'400'000};
    invoice.remark = QStringLiteral("加油站：S1　交易号：2175 8760 008");
    invoice.gross = invoice.tax = 0_yuan;
    for (const InvoiceLine &one : lines) {
        invoice.gross += one.gross;
        invoice.tax += one.tax;
    }
    invoice.lines = std::move(lines);
    return invoice;
}

InvoiceSeller seller()
{
    return {QStringLiteral("示例石油销售有限公司"),
            QStringLiteral("91350100M000100Y43"),
            QStringLiteral("示例市油站路9号"),
            QStringLiteral("0591-11111111"),
            QStringLiteral("示例银行"),
            QStringLiteral("1111 1111 1111"),
            QStringLiteral("系统")};
}

InvoicePaper paperOf(const Invoice &invoice) { return {invoice, seller(), QTimeZone("Asia/Shanghai")}; }

QImage drawn(const InvoicePaper &paper, int page)
{
    constexpr int PixelsPerMm = 8;
    QImage image(int(InvoicePaper::WidthMm) * PixelsPerMm, int(InvoicePaper::HeightMm) * PixelsPerMm,
                 QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.scale(PixelsPerMm, PixelsPerMm);
    paper.paint(painter, page);
    painter.end();
    const QString folder = qEnvironmentVariable("YOUKA_SHOTS");
    if (!folder.isEmpty())
        image.save(QDir(folder).filePath(QStringLiteral("invoice_%1_%2.png")
                                             .arg(QString::fromLatin1(QTest::currentTestFunction()))
                                             .arg(page)));
    return image;
}

qint64 inkIn(const QImage &image, const QRect &mm)
{
    qint64 dark = 0;
    for (int y = mm.top() * 8; y < (mm.bottom() + 1) * 8; ++y)
        for (int x = mm.left() * 8; x < (mm.right() + 1) * 8; ++x)
            dark += qGray(image.pixel(x, y)) < 128 ? 1 : 0;
    return dark;
}

}

class TestInvoicePaper : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void fuelAndGoods();
    void redLetter();
    void manyLines_haveSeveralPages();
    void pdf_isOne_ofItsSize();
    void withoutANumber_itIsNone();
    void qr_saysWhatItIs();
};

void TestInvoicePaper::fuelAndGoods()
{
    const QImage image =
        drawn(paperOf(invoiceOf({line("*成品油*95号车用汽油", Product::Unit::Litre, 40'760, 320_yuan, 1'300),
                                 line("*饮料*矿泉水", Product::Unit::Piece, 2'000, 6_yuan, 1'300),
                                 line("*洗车服务*洗车", Product::Unit::Piece, 1'000, 25_yuan, 600)})),
              0);
    QVERIFY(inkIn(image, {8, 6, 20, 20}) > 5'000);  // the QR
    QVERIFY(inkIn(image, {9, 60, 60, 5}) > 200);    // the first line
    QVERIFY(inkIn(image, {61, 102, 80, 10}) > 500); // in capitals
    QCOMPARE(inkIn(image, {0, 134, 210, 5}), qint64(0));
    QCOMPARE(inkIn(image, {204, 0, 5, 139}), qint64(0)); // nothing beyond the margin
}

void TestInvoicePaper::redLetter()
{
    Invoice invoice =
        invoiceOf({line("*成品油*95号车用汽油", Product::Unit::Litre, 10'190, -80_yuan, 1'300)});
    invoice.reverses = {7};
    invoice.kind = InvoiceKind::Normal;
    invoice.title = {TitleKind::Person, QStringLiteral("个人"), {}};
    const QImage image = drawn(paperOf(invoice), 0);
    QVERIFY(inkIn(image, {61, 102, 80, 10}) > 500);
}

void TestInvoicePaper::manyLines_haveSeveralPages()
{
    std::vector<InvoiceLine> lines;
    for (int i = 0; i < 20; ++i)
        lines.push_back(
            line("*成品油*0号柴油", Product::Unit::Litre, 100'000 + i, Money{71'500 + i, {}}, 1'300));
    const InvoicePaper paper = paperOf(invoiceOf(lines));
    QCOMPARE(paper.pages(), 3);
    for (int page = 0; page < 3; ++page)
        QVERIFY(inkIn(drawn(paper, page), {9, 60, 60, 5}) > 200);
}

void TestInvoicePaper::pdf_isOne_ofItsSize()
{
    QBuffer buffer;
    QVERIFY(buffer.open(QIODevice::WriteOnly));
    QVERIFY(paperOf(invoiceOf({line("95", Product::Unit::Litre, 40'760, 320_yuan, 1'300)})).writePdf(buffer));
    const QByteArray pdf = buffer.data();
    QVERIFY(pdf.startsWith("%PDF-1."));
    QVERIFY(pdf.contains("/FontFile")); // what is printed elsewhere looks the same
    QVERIFY2(pdf.contains("/MediaBox [0 0 595"), pdf.mid(pdf.indexOf("/MediaBox"), 60).constData());
    const QString folder = qEnvironmentVariable("YOUKA_SHOTS");
    if (folder.isEmpty())
        return;
    QFile file(QDir(folder).filePath(QStringLiteral("invoice.pdf")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(pdf);
}

void TestInvoicePaper::withoutANumber_itIsNone()
{
    Invoice invoice = invoiceOf({line("95", Product::Unit::Litre, 40'760, 320_yuan, 1'300)});
    invoice.number.clear();
    QBuffer buffer;
    QVERIFY(buffer.open(QIODevice::WriteOnly));
    QCOMPARE(paperOf(invoice).writePdf(buffer).error().code, ErrorCode::InvoiceStateConflict);
    QVERIFY(buffer.data().isEmpty());
}

void TestInvoicePaper::qr_saysWhatItIs()
{
    QCOMPARE(paperOf(invoiceOf({line("95", Product::Unit::Litre, 40'760, 320_yuan, 1'300)})).qrText(),
             QStringLiteral("01,31,,26352000000000000017,320.00,20261123,,"));
}

QTEST_MAIN(TestInvoicePaper)
#include "tst_invoice_paper.moc"
