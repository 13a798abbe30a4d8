#include "core/domain/invoices/invoice_rules.h"

#include "core/domain/invoices/tax_number.h"
#include "core/domain/pricing/part_back.h"
#include "core/foundation/base/names.h"

namespace youka {

namespace {

__extension__ using Wide = __int128;

constexpr qsizetype LongestName = 100;
constexpr qsizetype LongestField = 200;

constexpr std::pair<TitleKind, const char *> TitleNames[] = {{TitleKind::Person, "person"},
                                                             {TitleKind::Company, "company"}};
constexpr std::pair<InvoiceKind, const char *> KindNames[] = {{InvoiceKind::Normal, "normal"},
                                                              {InvoiceKind::Special, "special"}};
constexpr std::pair<InvoiceState, const char *> StateNames[] = {{InvoiceState::Requested, "requested"},
                                                                {InvoiceState::Issued, "issued"},
                                                                {InvoiceState::Refused, "refused"},
                                                                {InvoiceState::Reversed, "reversed"}};

/// `whole` x `part` / `of`, rounded down; `part` <= `of`.
qint64 shareOf(qint64 whole, qint64 part, qint64 of) { return of == 0 ? 0 : qint64(Wide(whole) * part / of); }

/// One more piece of a line after `before` of its money: counted from the beginning, so that the pieces add
/// up.
InvoiceLine pieceOf(const InvoiceLine &line, qint64 before, qint64 amount)
{
    const qint64 gross = line.gross.minor;
    const auto between = [&](qint64 whole) {
        return shareOf(whole, before + amount, gross) - shareOf(whole, before, gross);
    };
    InvoiceLine piece = line;
    piece.gross.minor = amount;
    piece.quantity = between(line.quantity);
    piece.discount.minor = between(line.discount.minor);
    piece.tax.minor = between(line.tax.minor);
    return piece;
}

InvoiceLine negative(InvoiceLine line)
{
    line.gross = -line.gross;
    line.discount = -line.discount;
    line.tax = -line.tax;
    return line;
}

}

Result<InvoiceTitle> checkedTitle(const InvoiceTitle &title, InvoiceKind kind)
{
    InvoiceTitle good{title.kind,
                      title.name.simplified(),
                      title.taxNumber,
                      title.address.simplified(),
                      title.phone.simplified(),
                      title.bank.simplified(),
                      title.bankAccount.simplified()};
    const auto tooLong = [](const QString &field) { return field.size() > LongestField; };
    const QString rest[] = {good.address, good.phone, good.bank, good.bankAccount};
    if (good.name.isEmpty() || good.name.size() > LongestName
        || std::any_of(std::begin(rest), std::end(rest), tooLong))
        return fail(ErrorCode::InvoiceTitleInvalid);
    if (kind == InvoiceKind::Special && good.kind != TitleKind::Company)
        return fail(ErrorCode::InvoiceTitleInvalid, QStringLiteral("a special invoice is for companies"));
    if (good.kind == TitleKind::Person) {
        good.taxNumber.clear();
        return good;
    }
    return checkedTaxNumber(title.taxNumber).map([&](const QString &number) {
        good.taxNumber = number;
        return good;
    });
}

Money taxIn(Money gross, Percent rate)
{
    ensure(rate.basisPoints >= 0, "a tax rate is not negative");
    const Wide all = 10'000 + rate.basisPoints;
    const Wide size = gross.minor < 0 ? -Wide(gross.minor) : Wide(gross.minor);
    const qint64 net = qint64((size * 10'000 * 2 + all) / (all * 2));
    const qint64 tax = qint64(size) - net;
    return {gross.minor < 0 ? -tax : tax, gross.currency};
}

std::vector<OpenLine> openLines(const SaleToInvoice &sale)
{
    ensure(sale.names.size() == sale.lines.size() && sale.rates.size() == sale.lines.size()
               && sale.invoiced.size() == sale.lines.size(),
           "one of each for each line");
    std::vector<OpenLine> open;
    Money left = sale.back;
    for (size_t i = 0; i < sale.lines.size(); ++i) {
        const RefundLine &line = sale.lines[i];
        Money back{takenBack(line.money.minor, {line.quantity, line.back}), line.money.currency};
        // What refunds gave was counted over the whole sale: a fen lies where something went back.
        back = line.back > 0 ? min(back, left) : back;
        left -= back;
        InvoiceLine what{sale.sale,
                         line.number,
                         line.product,
                         sale.names[i],
                         line.unit,
                         line.quantity - line.back,
                         line.money - back,
                         {line.discount.minor - shareOf(line.discount.minor, line.back, line.quantity),
                          line.discount.currency},
                         sale.rates[i],
                         {}};
        const Money paid = what.gross;
        what.tax = taxIn(what.gross, what.rate);
        const qint64 gone = std::clamp<qint64>(sale.invoiced[i].minor, 0, paid.minor);
        open.push_back({pieceOf(what, gone, paid.minor - gone), sale.invoiced[i], paid});
        open.back().what.gross = paid - sale.invoiced[i];
    }
    for (OpenLine &line : open) { // the fen that was not found above
        if (!left.isPositive() || line.paid < left)
            continue;
        line.paid -= left;
        line.what.gross -= left;
        left.minor = 0;
    }
    return open;
}

Result<InvoiceLine> partOf(const OpenLine &line, std::optional<Money> amount)
{
    const Money wanted = amount.value_or(line.what.gross);
    if (amount && !amount->isPositive())
        return fail(ErrorCode::AmountNotPositive);
    if (amount && amount->currency != line.what.gross.currency)
        return fail(ErrorCode::CurrencyMismatch);
    if (!wanted.isPositive() || wanted > line.what.gross)
        return fail(ErrorCode::InvoiceNothingLeft);
    InvoiceLine part = pieceOf(line.what, 0, wanted.minor);
    part.tax = taxIn(part.gross, part.rate);
    return part;
}

std::vector<std::vector<InvoiceLine>> splitLines(const std::vector<InvoiceLine> &lines,
                                                 const InvoiceTerms &terms)
{
    std::vector<std::vector<InvoiceLine>> invoices;
    qint64 room = 0;
    for (const InvoiceLine &line : lines) {
        for (qint64 done = 0; done < line.gross.minor;) {
            if (room == 0 || invoices.back().size() >= size_t(terms.mostLines)) {
                invoices.emplace_back();
                room = terms.mostGross.minor;
            }
            const qint64 taken = std::min(room, line.gross.minor - done);
            InvoiceLine piece = pieceOf(line, done, taken);
            piece.tax = taxIn(piece.gross, piece.rate);
            invoices.back().push_back(piece);
            done += taken;
            room -= taken;
        }
    }
    return invoices;
}

Result<InvoiceLine> redLine(const InvoiceLine &line, Money reversed, Money amount)
{
    if (!amount.isPositive() || reversed + amount > line.gross)
        return fail(ErrorCode::InvoiceNothingLeft);
    return negative(pieceOf(line, reversed.minor, amount.minor));
}

std::vector<InvoiceLine> redLines(const Invoice &invoice, const std::vector<Money> &reversed)
{
    ensure(reversed.size() == invoice.lines.size(), "one for each line");
    std::vector<InvoiceLine> red;
    for (size_t i = 0; i < reversed.size(); ++i)
        if (const auto line = redLine(invoice.lines[i], reversed[i], invoice.lines[i].gross - reversed[i]))
            red.push_back(*line);
    return red;
}

QLatin1String titleKindName(TitleKind kind) { return nameIn(TitleNames, kind); }
std::optional<TitleKind> titleKindFromName(QStringView name) { return valueIn(TitleNames, name); }
QLatin1String invoiceKindName(InvoiceKind kind) { return nameIn(KindNames, kind); }
std::optional<InvoiceKind> invoiceKindFromName(QStringView name) { return valueIn(KindNames, name); }
QLatin1String invoiceStateName(InvoiceState state) { return nameIn(StateNames, state); }

}
