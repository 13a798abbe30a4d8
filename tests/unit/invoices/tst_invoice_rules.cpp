#include "core/domain/invoices/capital_amount.h"
#include "core/domain/invoices/invoice_rules.h"
#include "core/domain/invoices/tax_number.h"

#include <QRandomGenerator>
#include <QTest>

using namespace youka;
using namespace youka::literals;

namespace {

InvoiceLine lineOf(Money gross, qint64 quantity = 40'000)
{
    InvoiceLine line{{},
                     0,
                     QStringLiteral("95"),
                     QStringLiteral("95"),
                     Product::Unit::Litre,
                     quantity,
                     gross,
                     {gross.minor / 10, gross.currency},
                     {1'300},
                     {}};
    line.tax = taxIn(gross, line.rate);
    return line;
}

RefundLine sold(int number, Money money, qint64 back = 0)
{
    return {number, QStringLiteral("95"), Product::Unit::Litre, 40'000, money, 0_yuan, money, back};
}

SaleToInvoice saleOf(const std::vector<RefundLine> &lines, Money back = 0_yuan)
{
    SaleToInvoice sale{{}, lines, {}, {}, {}, back};
    for (size_t i = 0; i < lines.size(); ++i) {
        sale.names.push_back(QStringLiteral("n"));
        sale.rates.push_back({1'300});
        sale.invoiced.push_back(0_yuan);
    }
    return sale;
}

ErrorCode codeOf(const Result<InvoiceLine> &result)
{
    return result ? ErrorCode::Internal : result.error().code;
}

}

class TestInvoiceRules : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void taxNumber_data();
    void taxNumber();
    void taxNumber_oneCharacterWrong_isSeen();
    void title_data();
    void title();
    void tax_isInTheAmount_data();
    void tax_isInTheAmount();
    void capitals_data();
    void capitals();
    void refunded_isNotInvoiced();
    void invoicedBefore_isNotInvoicedAgain();
    void moreThanIsLeft_isRefused();
    void parts_addUp();
    void split_keepsEveryFen();
    void red_takesAllOfIt();
};

void TestInvoiceRules::taxNumber_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("number"); // empty: refused
    const auto row = [](const char *name, const char *typed, const char *number) {
        QTest::newRow(name) << QString::fromLatin1(typed) << QString::fromLatin1(number);
    };
    row("credit code", "91350100M000100Y43", "91350100M000100Y43"); // the example of GB 32100-2015
    row("as people type", " 91350100-m000 100y43", "91350100M000100Y43");
    row("its last one wrong", "91350100M000100Y44", "");
    row("a letter that codes do not have", "9135010OM000100Y43", "");
    row("15, organisation code", "110105D2143569X", "110105D2143569X"); // the example of GB 11714
    row("15, wrong", "110105D21435693", "");
    row("citizen", "11010519491231002X", "11010519491231002X"); // the example of GB 11643-1999
    row("citizen and two", "11010519491231002X01", "11010519491231002X01");
    row("citizen, wrong", "110105194912310021", "");
    row("too short", "91350100", "");
    row("empty", "", "");
}

void TestInvoiceRules::taxNumber()
{
    QFETCH(QString, typed);
    QFETCH(QString, number);
    const auto checked = checkedTaxNumber(typed);
    QCOMPARE(checked.value_or(QString()), number);
    if (!checked)
        QCOMPARE(checked.error().code, ErrorCode::TaxNumberInvalid);
}

void TestInvoiceRules::taxNumber_oneCharacterWrong_isSeen()
{
    const QString good = QStringLiteral("91350100M000100Y43");
    const QString digits = QStringLiteral("0123456789ABCDEFGHJKLMNPQRTUWXY");
    for (qsizetype at = 0; at < good.size(); ++at)
        for (const QChar other : digits) {
            QString wrong = good;
            wrong[at] = other;
            if (other != good[at])
                QVERIFY2(!checkedTaxNumber(wrong), qPrintable(wrong));
        }
}

void TestInvoiceRules::title_data()
{
    QTest::addColumn<int>("titleKind");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("number");
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("error"); // 0: taken
    const QString number = QStringLiteral("91350100M000100Y43");
    const QString name = QStringLiteral("福建某运输有限公司");
    const auto person = int(TitleKind::Person);
    const auto company = int(TitleKind::Company);
    const auto normal = int(InvoiceKind::Normal);
    const auto special = int(InvoiceKind::Special);
    QTest::newRow("a person") << person << QStringLiteral("个人") << QString() << normal << 0;
    QTest::newRow("a person has no number")
        << person << QStringLiteral("个人") << QStringLiteral("x") << normal << 0;
    QTest::newRow("a company") << company << name << number << special << 0;
    QTest::newRow("without a name") << company << QStringLiteral("  ") << number << normal
                                    << int(ErrorCode::InvoiceTitleInvalid);
    QTest::newRow("a company without a number")
        << company << name << QString() << normal << int(ErrorCode::TaxNumberInvalid);
    QTest::newRow("special, a person")
        << person << QStringLiteral("个人") << QString() << special << int(ErrorCode::InvoiceTitleInvalid);
    QTest::newRow("too long") << person << QString(101, u'x') << QString() << normal
                              << int(ErrorCode::InvoiceTitleInvalid);
}

void TestInvoiceRules::title()
{
    QFETCH(int, titleKind);
    QFETCH(QString, name);
    QFETCH(QString, number);
    QFETCH(int, kind);
    QFETCH(int, error);
    const auto checked = checkedTitle({TitleKind(titleKind), name, number}, InvoiceKind(kind));
    QCOMPARE(checked ? 0 : int(checked.error().code), error);
    if (checked && checked->kind == TitleKind::Person)
        QCOMPARE(checked->taxNumber, QString());
}

void TestInvoiceRules::tax_isInTheAmount_data()
{
    QTest::addColumn<qint64>("gross");
    QTest::addColumn<qint64>("rate");
    QTest::addColumn<qint64>("tax");
    QTest::newRow("113 at 13 %") << qint64(11'300) << qint64(1'300) << qint64(1'300);
    QTest::newRow("100 at 13 %") << qint64(10'000) << qint64(1'300) << qint64(1'150); // net 88.50
    QTest::newRow("one fen") << qint64(1) << qint64(1'300) << qint64(0);
    QTest::newRow("no tax") << qint64(10'000) << qint64(0) << qint64(0);
    QTest::newRow("taken back") << qint64(-10'000) << qint64(1'300) << qint64(-1'150);
}

void TestInvoiceRules::tax_isInTheAmount()
{
    QFETCH(qint64, gross);
    QFETCH(qint64, rate);
    QFETCH(qint64, tax);
    QCOMPARE(taxIn({gross, {}}, {rate}).minor, tax);
}

void TestInvoiceRules::capitals_data()
{
    QTest::addColumn<qint64>("fen");
    QTest::addColumn<QString>("text");
    const auto row = [](qint64 fen, const char *text) {
        QTest::newRow(qPrintable(QString::number(fen))) << fen << QString::fromUtf8(text);
    };
    row(0, "零圆整");
    row(1, "壹分");
    row(10, "壹角整");
    row(105, "壹圆零伍分");
    row(140'950, "壹仟肆佰零玖圆伍角整"); // the examples of the rules
    row(600'714, "陆仟零柒圆壹角肆分");
    row(10'700'053, "壹拾万柒仟圆伍角叁分");
    row(32'000, "叁佰贰拾圆整");
    row(1'000'000, "壹万圆整");
    row(1'000'100, "壹万零壹圆整");
    row(10'010'000, "壹拾万零壹佰圆整");
    row(100'000'001, "壹佰万圆零壹分");
    row(1'000'000'000'000, "壹佰亿圆整");
    row(100'000'000'100, "壹拾亿零壹圆整");
    row(12'345'678'901'23, "壹佰贰拾叁亿肆仟伍佰陆拾柒万捌仟玖佰零壹圆贰角叁分");
    row(-32'005, "（负数）叁佰贰拾圆零伍分");
}

void TestInvoiceRules::capitals()
{
    QFETCH(qint64, fen);
    QFETCH(QString, text);
    QCOMPARE(capitalAmount({fen, {}}), text);
}

void TestInvoiceRules::refunded_isNotInvoiced()
{
    // A third of 100.00 went back: 33.34 by the sale's own reckoning, 33.33 by the line's.
    const auto open = openLines(saleOf({sold(0, 320_yuan, 10'000), sold(1, 8_yuan)}, 80_yuan));
    QCOMPARE(open[0].what.gross, 240_yuan);
    QCOMPARE(open[0].what.quantity, qint64(30'000));
    QCOMPARE(open[1].what.gross, 8_yuan);
    const auto fen = openLines(saleOf({sold(0, 100_yuan, 10'000)}, Money{2'501, {}}));
    QCOMPARE(fen[0].what.gross, Money(7'499, {}));
}

void TestInvoiceRules::invoicedBefore_isNotInvoicedAgain()
{
    SaleToInvoice sale = saleOf({sold(0, 320_yuan)});
    sale.invoiced[0] = 300_yuan;
    QCOMPARE(openLines(sale)[0].what.gross, 20_yuan);
    QCOMPARE(openLines(sale)[0].what.quantity, qint64(2'500));
    sale.lines[0].back = 20'000;
    sale.back = 160_yuan;
    QCOMPARE(openLines(sale)[0].what.gross, -140_yuan);
}

void TestInvoiceRules::moreThanIsLeft_isRefused()
{
    const OpenLine line = openLines(saleOf({sold(0, 320_yuan)}))[0];
    QCOMPARE(codeOf(partOf(line, Money{32'001, {}})), ErrorCode::InvoiceNothingLeft);
    QCOMPARE(codeOf(partOf(line, 0_yuan)), ErrorCode::AmountNotPositive);
    QCOMPARE(codeOf(partOf(line, Money{1, *Currency::parse(QStringLiteral("EUR"))})),
             ErrorCode::CurrencyMismatch);
    QCOMPARE(partOf(line, std::nullopt)->gross, 320_yuan);
    SaleToInvoice all = saleOf({sold(0, 320_yuan)});
    all.invoiced[0] = 320_yuan;
    QCOMPARE(codeOf(partOf(openLines(all)[0], std::nullopt)), ErrorCode::InvoiceNothingLeft);
}

/// A line invoiced in random parts: they add up to it, and the last one leaves nothing.
void TestInvoiceRules::parts_addUp()
{
    QRandomGenerator random(7);
    for (int round = 0; round < 200; ++round) {
        const Money paid{random.bounded(1, 100'000), {}};
        SaleToInvoice sale = saleOf({sold(0, paid)});
        Money sum = 0_yuan;
        qint64 quantity = 0;
        while (openLines(sale)[0].what.gross.isPositive()) {
            const OpenLine open = openLines(sale)[0];
            const Money wanted{random.bounded(qint64(1), open.what.gross.minor + 1), {}};
            const auto part = partOf(open, wanted);
            QVERIFY(part);
            sum += part->gross;
            quantity += part->quantity;
            QCOMPARE(part->tax, taxIn(part->gross, part->rate));
            sale.invoiced[0] += part->gross;
        }
        QCOMPARE(sum, paid);
        QVERIFY(quantity <= 40'000);
    }
}

void TestInvoiceRules::split_keepsEveryFen()
{
    QRandomGenerator random(11);
    InvoiceTerms terms;
    terms.mostGross = 1'000_yuan;
    terms.mostLines = 3;
    for (int round = 0; round < 200; ++round) {
        std::vector<InvoiceLine> lines;
        Money all = 0_yuan;
        qint64 litres = 0;
        Money off = 0_yuan;
        for (int i = random.bounded(1, 12); i > 0; --i) {
            lines.push_back(lineOf({random.bounded(1, 300'000), {}}));
            all += lines.back().gross;
            litres += lines.back().quantity;
            off += lines.back().discount;
        }
        for (const auto &invoice : splitLines(lines, terms)) {
            Money sum = 0_yuan;
            QVERIFY(!invoice.empty() && invoice.size() <= 3);
            for (const InvoiceLine &line : invoice) {
                QVERIFY(line.gross.isPositive());
                sum += line.gross;
                litres -= line.quantity;
                off -= line.discount;
            }
            QVERIFY(sum <= terms.mostGross);
            all -= sum;
        }
        QCOMPARE(all, 0_yuan);
        QCOMPARE(litres, qint64(0));
        QCOMPARE(off, 0_yuan);
    }
}

void TestInvoiceRules::red_takesAllOfIt()
{
    QRandomGenerator random(13);
    for (int round = 0; round < 200; ++round) {
        Invoice invoice;
        invoice.lines = {lineOf({random.bounded(2, 100'000), {}}), lineOf({random.bounded(1, 100'000), {}})};
        InvoiceLine sum = invoice.lines[0];
        const Money first{random.bounded(qint64(1), sum.gross.minor), {}};
        const auto red = redLine(invoice.lines[0], 0_yuan, first);
        QVERIFY(red);
        const auto rest = redLines(invoice, {first, 0_yuan});
        QCOMPARE(rest.size(), 2U);
        for (const InvoiceLine &one : {*red, rest[0]}) {
            sum.gross += one.gross;
            sum.tax += one.tax;
            sum.discount += one.discount;
            sum.quantity -= one.quantity;
        }
        QCOMPARE(sum.gross, 0_yuan);
        QCOMPARE(sum.tax, 0_yuan);
        QCOMPARE(sum.discount, 0_yuan);
        QCOMPARE(sum.quantity, qint64(0));
        QCOMPARE(codeOf(redLine(invoice.lines[0], first, invoice.lines[0].gross)),
                 ErrorCode::InvoiceNothingLeft);
    }
}

QTEST_GUILESS_MAIN(TestInvoiceRules)
#include "tst_invoice_rules.moc"
