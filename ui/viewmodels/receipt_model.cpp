#include "ui/viewmodels/receipt_model.h"

#include "core/domain/coupons/discount.h"
#include "core/domain/sales/sale_number.h"
#include "core/foundation/qr/qr_code.h"

namespace youka {

ReceiptModel::ReceiptModel(const Clock &clock, Translator &translator, QObject *parent)
    : QAbstractListModel(parent)
    , m_clock(clock)
    , m_texts(translator)
{
    connect(&translator, &Translator::languageChanged, this, &ReceiptModel::write);
}

QString ReceiptModel::title() const
{
    if (!m_sale)
        return {};
    switch (m_sale->state) {
    case SaleState::Settled:
        return tr("Paid. Thank you, drive safely");
    case SaleState::Released:
        return tr("Nothing was delivered, nothing was charged");
    case SaleState::NeedsPerson:
        return tr("This sale needs a look. Please ask at the counter");
    default:
        return saleStateText(m_sale->state);
    }
}

namespace {

/// A data URL; empty where there is nothing to say.
QString pictureOf(const QString &text)
{
    const auto code = text.isEmpty() ? fail(ErrorCode::InvalidInput) : qrCode(text);
    return code ? QStringLiteral("data:image/svg+xml;base64,") + QString::fromLatin1(qrSvg(*code).toBase64())
                : QString();
}

}

QString ReceiptModel::code() const { return pictureOf(isNumbered() ? saleNumber(m_sale->id) : QString()); }

QString ReceiptModel::phoneCode() const
{
    return pictureOf(isNumbered() && m_address ? m_address(m_sale->id) : QString());
}

void ReceiptModel::setPrinter(ReceiptDesk *desk, const QString &station, const QStringList &head)
{
    m_printer = desk;
    m_head = QStringList{station} + head;
    connect(desk, &ReceiptDesk::changed, this, &ReceiptModel::changed);
    Q_EMIT changed();
}

void ReceiptModel::print()
{
    if (!canPrint())
        return;
    const auto kept = m_printer->print(m_sale->id, page(), tr("COPY"));
    m_printProblem = kept ? std::nullopt : std::optional(kept.error().code);
    Q_EMIT changed();
}

QString ReceiptModel::printText() const
{
    if (!canPrint())
        return {};
    if (m_printProblem)
        return sentence(*m_printProblem);
    const auto state = m_printer->stateOf(m_sale->id);
    if (state == ReceiptState::Printed)
        return tr("The receipt is printed.");
    if (state == ReceiptState::Unknown)
        return tr("Look at the printer: if the receipt is not there, print it again.");
    if (state == ReceiptState::Late)
        return tr("The printer was away too long. Print it again.");
    if (state == ReceiptState::Printing && youka::canPrint(m_printer->printer()))
        return tr("Printing…");
    if (const QString printer = printerText(m_printer->printer()); !printer.isEmpty())
        return state ? tr("%1 The receipt waits for it.").arg(printer) : printer;
    return state ? tr("Printing…") : QString();
}

QString ReceiptModel::printTone() const
{
    if (!canPrint())
        return {};
    const auto state = m_printer->stateOf(m_sale->id);
    if (state == ReceiptState::Printed)
        return QStringLiteral("good");
    return state == ReceiptState::Unknown || !youka::canPrint(m_printer->printer()) || m_printProblem
        ? QStringLiteral("warn")
        : QStringLiteral("neutral");
}

ReceiptPage ReceiptModel::page() const
{
    using Kind = PaperLine::Kind;
    using Align = PaperLine::Align;
    ReceiptPage page;
    for (const QString &line : m_head)
        page.append({Kind::Text, line, {}, Align::Centre, page.isEmpty(), page.isEmpty()});
    page.append({Kind::Rule});
    page.append({Kind::Pair, tr("Time"), m_texts.moment(m_sale->at, {})});
    for (const Line &line : m_lines)
        if (!line.onScreenOnly)
            page.append({Kind::Pair, line.label, line.value, Align::Left, line.strong, false});
    page.append({Kind::Rule});
    page.append({Kind::Code, saleNumber(m_sale->id), {}, Align::Centre});
    if (m_address) {
        page.append({Kind::Qr, m_address(m_sale->id), {}, Align::Centre});
        page.append({Kind::Text, tr("Scan it: receipt and invoice on your phone"), {}, Align::Centre});
    }
    page.append({Kind::Text, title(), {}, Align::Centre});
    return page;
}

void ReceiptModel::setSale(std::optional<SaleView> sale, Money change)
{
    m_printProblem.reset();
    m_sale = std::move(sale);
    m_change = change;
    write();
}

void ReceiptModel::write()
{
    beginResetModel();
    m_lines.clear();
    if (m_sale) {
        const SaleView &sale = *m_sale;
        m_lines += {tr("Time"), m_texts.moment(sale.at, m_clock.now()), false, true}; // paper is read later
        if (sale.pump > 0)
            m_lines += {tr("Pump"), QString::number(sale.pump)};
        if (sale.delivery.volume.ml > 0) {
            m_lines += {tr("Fuel"), productName(sale.delivery.product)};
            m_lines += {tr("Quantity"),
                        QStringLiteral("%1 × %2").arg(m_texts.volume(sale.delivery.volume),
                                                      m_texts.price(sale.delivery.price))};
        }
        if (const auto &pump = sale.delivery.pump)
            m_lines += {tr("At the pump"), m_texts.price(pump->price)};
        writeGoods(sale);
        writeMoney(sale);
        writeTax(sale);
        if (const QString cashier = m_staff && sale.cashier ? m_staff->nameOf(sale.cashier) : QString();
            !cashier.isEmpty())
            m_lines += {tr("Cashier"), cashier};
        if (sale.offline && !sale.uploaded)
            m_lines += {tr("Approved"), tr("by the station, the centre was away")};
        if (isSaleOver(sale.state))
            m_lines += {tr("Record"),
                        sale.uploaded ? tr("has reached the centre") : tr("is safe here, waits to be sent"),
                        false, true};
        if (const QString number = saleNumber(sale.id); isNumbered() && !number.isEmpty())
            m_lines += {tr("Sale number"), spacedSaleNumber(number)};
    }
    endResetModel();
    Q_EMIT changed();
}

void ReceiptModel::writeGoods(const SaleView &sale)
{
    if (sale.goods.empty())
        return;
    if (!sale.delivery.isEmpty())
        m_lines += {productName(sale.delivery.product), m_texts.money(sale.delivery.amount)};
    for (const BasketLine &line : sale.goods) {
        m_lines += {line.name.isEmpty() ? line.product : line.name, m_texts.money(line.amount)};
        if (line.quantity != 1'000)
            m_lines += {QString(), m_texts.goods(line)};
    }
}

/// The tax in what was paid for goods, by rate; that of the fuel is the invoice's.
void ReceiptModel::writeTax(const SaleView &sale)
{
    const auto off = splitByLine(sale.discounts, basketOf(sale.delivery, sale.goods));
    const size_t first = off.size() - sale.goods.size();
    QMap<qint64, Money> byRate;
    for (size_t i = 0; i < sale.goods.size(); ++i) {
        const BasketLine &line = sale.goods[i];
        if (line.tax.basisPoints == 0)
            continue;
        Money &sum =
            byRate.insert(line.tax.basisPoints, byRate.value(line.tax.basisPoints, {0, line.amount.currency}))
                .value();
        sum += line.amount - off[first + i];
    }
    for (auto rate = byRate.cbegin(); rate != byRate.cend(); ++rate) {
        const qint64 of = 10'000 + rate.key();
        const Money tax{(rate->minor * rate.key() + of / 2) / of, rate->currency};
        m_lines +=
            {tr("Tax in the goods, %1 %").arg(QString::number(double(rate.key()) / 100)), m_texts.money(tax)};
    }
}

void ReceiptModel::writeMoney(const SaleView &sale)
{
    m_lines += {tr("Amount"), m_texts.money(sale.gross()), sale.discounts.empty() && !sale.points};
    for (const Redemption &redemption : sale.discounts)
        m_lines += {redemption.name, m_texts.money(-redemption.amount)};
    if (sale.points)
        m_lines +=
            {tr("%1 points").arg(m_texts.count(sale.points->spent)), m_texts.money(-sale.points->amount)};
    if (!sale.discounts.empty() || sale.points)
        m_lines += {tr("To pay"), m_texts.money(sale.due()), true};
    if (sale.mode == SaleMode::Prepaid && sale.paid.isPositive())
        m_lines += {tr("Paid before"), m_texts.money(sale.paid)};
    if (m_change.isPositive()) {
        m_lines += {tr("Cash handed over"), m_texts.money(sale.due() + m_change)};
        m_lines += {tr("Change"), m_texts.money(m_change), true};
    }
    if (sale.returned.isPositive())
        m_lines += {sale.mode == SaleMode::Prepaid ? tr("To give back") : tr("Given back to the card"),
                    m_texts.money(sale.returned), sale.mode == SaleMode::Prepaid};
    if (!sale.maskedCard.isEmpty())
        m_lines += {tr("Card"), sale.maskedCard};
    if (sale.availableAfter)
        m_lines += {tr("Left on the card"), m_texts.money(*sale.availableAfter)};
}

int ReceiptModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_lines.size());
}

QVariant ReceiptModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Line &line = m_lines[index.row()];
    switch (role) {
    case LabelRole:
        return line.label;
    case ValueRole:
        return line.value;
    case StrongRole:
        return line.strong;
    default:
        return {};
    }
}

QHash<int, QByteArray> ReceiptModel::roleNames() const
{
    return {{LabelRole, "label"}, {ValueRole, "value"}, {StrongRole, "strong"}};
}

}
