#include "ui/paper/invoice_paper.h"

#include "core/domain/invoices/capital_amount.h"
#include "core/domain/invoices/invoice_rules.h"
#include "core/foundation/base/format.h"
#include "core/foundation/qr/qr_code.h"

#include <QPainter>
#include <QPdfWriter>
#include <QRegularExpression>

namespace youka {

namespace {

__extension__ using Wide = __int128;

constexpr double Left = 8;
constexpr double Right = InvoicePaper::WidthMm - 8;
constexpr double HeadEnds = 30;
constexpr double PartiesEnd = 54;
constexpr double LinesEnd = 102;
constexpr double TotalsEnd = 112;
constexpr double RemarksEnd = 127;
constexpr double RowMm = 5;
constexpr int RowsOnPage = int((LinesEnd - PartiesEnd - RowMm * 2) / RowMm);
const QColor Ink(0x8c, 0x3a, 0x1f); ///< the brown of the form; what is filled in is black

/// Laid out large and scaled down: a painter whose unit is a millimetre has no pixels to round to.
QFont font(bool bold)
{
    QFont font(QStringLiteral("Noto Sans CJK SC"));
    font.setPixelSize(100);
    font.setBold(bold);
    return font;
}

/// Text `mm` high within a box; scaled to it when it is too long.
void text(QPainter &painter, const QRectF &box, const QString &words, double mm,
          Qt::Alignment align = Qt::AlignLeft | Qt::AlignVCenter, bool bold = false)
{
    if (words.isEmpty())
        return;
    const QFont big = font(bold);
    const QFontMetricsF metrics(big);
    const double scale = std::min(mm / 100, box.width() / std::max(1.0, metrics.horizontalAdvance(words)));
    painter.save();
    painter.setFont(big);
    painter.translate(box.topLeft());
    painter.scale(scale, scale);
    painter.drawText(QRectF(0, 0, box.width() / scale, box.height() / scale), int(align), words);
    painter.restore();
}

QString plain(Money money) { return plainAmount(money); }

/// 1234.5 thousandths of a litre as "1.2345"; trailing zeros say nothing.
QString decimal(qint64 value, int places)
{
    QString digits = QString::number(qAbs(value)).rightJustified(places + 1, u'0');
    digits.insert(digits.size() - places, u'.');
    while (digits.endsWith(u'0'))
        digits.chop(1);
    if (digits.endsWith(u'.'))
        digits.chop(1);
    return (value < 0 ? QStringLiteral("-") : QString()) + digits;
}

QString unitName(Product::Unit unit)
{
    switch (unit) {
    case Product::Unit::Litre:
        return QStringLiteral("升");
    case Product::Unit::Kilogram:
        return QStringLiteral("千克");
    case Product::Unit::Piece:
        break;
    }
    return QStringLiteral("件");
}

struct Column
{
    const char *name;
    double width;
    Qt::Alignment align;
};
const Column Columns[] = {{"项目名称", 62, Qt::AlignLeft}, {"单位", 12, Qt::AlignHCenter},
                          {"数量", 24, Qt::AlignRight},    {"单价", 26, Qt::AlignRight},
                          {"金额", 28, Qt::AlignRight},    {"税率", 14, Qt::AlignHCenter},
                          {"税额", 28, Qt::AlignRight}};

void row(QPainter &painter, double y, const QStringList &cells)
{
    double x = Left;
    for (qsizetype i = 0; i < cells.size(); ++i) {
        const Column &column = Columns[i];
        text(painter, {x + 1, y, column.width - 2, RowMm}, cells[i], 3.2,
             (column.align & Qt::AlignHorizontal_Mask) | Qt::AlignVCenter);
        x += column.width;
    }
}

/// Net price with up to six decimals, as the form has it: without tax, after discounts.
QString netPrice(const InvoiceLine &line)
{
    const qint64 net = qAbs((line.gross - line.tax).minor);
    if (line.quantity == 0)
        return {};
    // minor units a thousandth -> units with six decimals
    const qint64 micro = qint64((Wide(net) * 10'000'000 + line.quantity / 2) / line.quantity);
    return decimal(micro, 6);
}

QStringList cellsOf(const InvoiceLine &line)
{
    const qint64 quantity = line.gross.isNegative() ? -line.quantity : line.quantity;
    return {line.name,      unitName(line.unit),          decimal(quantity, 3),
            netPrice(line), plain(line.gross - line.tax), decimal(line.rate.basisPoints, 2) + u'%',
            plain(line.tax)};
}

}

int InvoicePaper::pages() const
{
    return std::max(1, (int(m_invoice.lines.size()) + RowsOnPage - 1) / RowsOnPage);
}

QString InvoicePaper::qrText() const
{
    const QString date =
        m_invoice.issuedAt.toDateTime().toTimeZone(m_zone).toString(QStringLiteral("yyyyMMdd"));
    return QStringLiteral("01,%1,,%2,%3,%4,,")
        .arg(m_invoice.kind == InvoiceKind::Special ? QStringLiteral("31") : QStringLiteral("32"),
             m_invoice.number, plain(m_invoice.gross), date);
}

void InvoicePaper::paintHead(QPainter &painter, int page) const
{
    if (const auto code = qrCode(qrText())) {
        const double side = 20.0 / (code->size + 2);
        for (int y = 0; y < code->size; ++y)
            for (int x = 0; x < code->size; ++x)
                if (code->isDark(x, y)) // a hair more than a module, so that no line shows between two
                    painter.fillRect(
                        QRectF(Left + side * (x + 1), 6 + side * (y + 1), side * 1.02, side * 1.02),
                        Qt::black);
    }
    painter.setPen(QPen(Ink, 0.2));
    const QString kind = m_invoice.kind == InvoiceKind::Special ? QStringLiteral("电子发票（增值税专用发票）")
                                                                : QStringLiteral("电子发票（普通发票）");
    text(painter, {50, 8, 110, 9}, kind, 6.5, Qt::AlignCenter);
    painter.drawLine(QPointF(58, 17.5), QPointF(152, 17.5));
    painter.drawLine(QPointF(58, 18.3), QPointF(152, 18.3));
    if (m_invoice.isRed())
        text(painter, {50, 19.5, 110, 5}, QStringLiteral("红字发票"), 4, Qt::AlignCenter);
    const auto line = [&](double y, const QString &label, const QString &value) {
        painter.setPen(Ink);
        text(painter, {153, y, 18, 5}, label, 3.2);
        painter.setPen(Qt::black);
        text(painter, {170, y, 32, 5}, value, 3.2);
    };
    line(10, QStringLiteral("发票号码："), m_invoice.number);
    line(15, QStringLiteral("开票日期："),
         m_invoice.issuedAt.toDateTime().toTimeZone(m_zone).toString(QStringLiteral("yyyy年MM月dd日")));
    if (pages() > 1)
        line(20, QStringLiteral("页："), QStringLiteral("%1/%2").arg(page + 1).arg(pages()));
}

void InvoicePaper::paintParties(QPainter &painter) const
{
    const double middle = (Left + Right) / 2;
    const auto party = [&](double x, const QString &who, const QString &name, const QString &number,
                           const QString &rest) {
        painter.setPen(QPen(Ink, 0.2));
        painter.drawRect(QRectF(x, HeadEnds, middle - Left, PartiesEnd - HeadEnds));
        painter.drawLine(QPointF(x + 7, HeadEnds), QPointF(x + 7, PartiesEnd));
        for (qsizetype i = 0; i < who.size(); ++i)
            text(painter, {x + 1, HeadEnds + 1 + 4.4 * double(i), 5, 4.4}, who.mid(i, 1), 3.2,
                 Qt::AlignCenter);
        const auto field = [&](double y, const QString &label, double labelWidth, const QString &value) {
            painter.setPen(Ink);
            text(painter, {x + 9, y, labelWidth, 6}, label, 3.2);
            painter.setPen(Qt::black);
            text(painter, {x + 9 + labelWidth, y, middle - Left - 11 - labelWidth, 6}, value, 3.4);
        };
        field(HeadEnds + 2, QStringLiteral("名称："), 11, name);
        field(HeadEnds + 9, QStringLiteral("统一社会信用代码/纳税人识别号："), 48, number);
        painter.setPen(Qt::black);
        text(painter, {x + 9, HeadEnds + 16, middle - Left - 11, 6}, rest, 2.8);
    };
    const auto rest = [](const auto &one) {
        return QStringList{one.address, one.phone, one.bank, one.bankAccount}
            .filter(QRegularExpression(QStringLiteral(".")))
            .join(u' ');
    };
    party(Left, QStringLiteral("购买方信息"), m_invoice.title.name, m_invoice.title.taxNumber,
          rest(m_invoice.title));
    party(middle, QStringLiteral("销售方信息"), m_seller.name, m_seller.taxNumber, rest(m_seller));
}

void InvoicePaper::paintLines(QPainter &painter, int page) const
{
    painter.setPen(QPen(Ink, 0.2));
    painter.drawRect(QRectF(Left, PartiesEnd, Right - Left, LinesEnd - PartiesEnd));
    QStringList names;
    for (const Column &column : Columns)
        names += QString::fromUtf8(column.name);
    row(painter, PartiesEnd + 0.5, names);
    painter.setPen(Qt::black);
    double y = PartiesEnd + RowMm + 1;
    for (size_t i = size_t(page) * RowsOnPage;
         i < std::min(m_invoice.lines.size(), (size_t(page) + 1) * RowsOnPage); ++i, y += RowMm)
        row(painter, y, cellsOf(m_invoice.lines[i]));
    painter.setPen(Ink);
    text(painter, {Left + 1, LinesEnd - RowMm - 0.5, 60, RowMm}, QStringLiteral("合　　计"), 3.2);
    painter.setPen(Qt::black);
    row(painter, LinesEnd - RowMm - 0.5,
        {{},
         {},
         {},
         {},
         QStringLiteral("¥") + plain(m_invoice.gross - m_invoice.tax),
         {},
         QStringLiteral("¥") + plain(m_invoice.tax)});
}

void InvoicePaper::paintTotals(QPainter &painter) const
{
    painter.setPen(QPen(Ink, 0.2));
    painter.drawRect(QRectF(Left, LinesEnd, Right - Left, TotalsEnd - LinesEnd));
    painter.drawLine(QPointF(Left + 50, LinesEnd), QPointF(Left + 50, TotalsEnd));
    text(painter, {Left + 2, LinesEnd, 46, TotalsEnd - LinesEnd}, QStringLiteral("价税合计（大写）"), 3.4,
         Qt::AlignCenter);
    text(painter, {Left + 135, LinesEnd, 16, TotalsEnd - LinesEnd}, QStringLiteral("（小写）"), 3.4);
    painter.setPen(Qt::black);
    text(painter, {Left + 53, LinesEnd, 80, TotalsEnd - LinesEnd}, capitalAmount(m_invoice.gross), 3.8);
    text(painter, {Left + 151, LinesEnd, 40, TotalsEnd - LinesEnd},
         QStringLiteral("¥") + plain(m_invoice.gross), 3.8);
}

void InvoicePaper::paintFoot(QPainter &painter) const
{
    painter.setPen(QPen(Ink, 0.2));
    painter.drawRect(QRectF(Left, TotalsEnd, Right - Left, RemarksEnd - TotalsEnd));
    painter.drawLine(QPointF(Left + 7, TotalsEnd), QPointF(Left + 7, RemarksEnd));
    text(painter, {Left + 1, TotalsEnd + 2, 5, 5}, QStringLiteral("备"), 3.2, Qt::AlignCenter);
    text(painter, {Left + 1, TotalsEnd + 7, 5, 5}, QStringLiteral("注"), 3.2, Qt::AlignCenter);
    text(painter, {Left + 2, RemarksEnd + 2, 16, 5}, QStringLiteral("开票人："), 3.2);
    painter.setPen(Qt::black);
    text(painter, {Left + 9, TotalsEnd + 2, Right - Left - 12, 5}, m_invoice.remark, 3.2);
    text(painter, {Left + 18, RemarksEnd + 2, 60, 5}, m_seller.issuer, 3.2);
}

void InvoicePaper::paint(QPainter &painter, int page) const
{
    painter.save();
    painter.setRenderHint(QPainter::TextAntialiasing);
    painter.setPen(QPen(Ink, 0.2));
    paintHead(painter, page);
    paintParties(painter);
    paintLines(painter, page);
    paintTotals(painter);
    paintFoot(painter);
    painter.restore();
}

Result<void> InvoicePaper::writePdf(QIODevice &device) const
{
    if (m_invoice.number.isEmpty())
        return fail(ErrorCode::InvoiceStateConflict);
    QPdfWriter pdf(&device);
    pdf.setResolution(600);
    pdf.setPageSize(QPageSize(QSizeF(WidthMm, HeightMm), QPageSize::Millimeter));
    pdf.setPageMargins(QMarginsF());
    pdf.setTitle(QStringLiteral("%1 %2").arg(m_invoice.number, m_invoice.title.name));
    QPainter painter;
    if (!painter.begin(&pdf))
        return fail(ErrorCode::Unavailable, QStringLiteral("the PDF cannot be written"));
    painter.scale(pdf.width() / WidthMm, pdf.height() / HeightMm);
    for (int page = 0; page < pages(); ++page) {
        if (page > 0)
            pdf.newPage();
        paint(painter, page);
    }
    painter.end();
    return {};
}

}
