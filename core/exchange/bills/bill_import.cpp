#include "core/exchange/bills/bill_import.h"

#include "core/domain/payments/payment_rules.h"
#include "core/domain/reconcile/reconcile_rules.h"

#include <QCryptographicHash>
#include <QIODevice>

namespace youka {

namespace {

/// Some channels write a payment that was taken back whole as a refund, under a number of theirs or under the
/// order's own. What is under no number that we give refunds is the order's.
RowKind kindOf(const BillRow &row)
{
    switch (row.kind) {
    case BillRow::Kind::Payment:
        return RowKind::Payment;
    case BillRow::Kind::Refund:
        return isRefundNumber(row.refundNo) ? RowKind::Refund : RowKind::Reversal;
    case BillRow::Kind::Reversal:
        break;
    }
    return RowKind::Reversal;
}

Result<SheetRow> rowOf(const BillRow &row, Currency currency)
{
    if (row.amount.currency != currency)
        return fail(ErrorCode::CurrencyMismatch, row.amount.currency.code());
    SheetRow sheet;
    sheet.kind = kindOf(row);
    sheet.number = sheetNumber(sheet.kind, row.orderNo.isEmpty() ? row.refundNo : row.orderNo, row.refundNo);
    sheet.amount = row.amount.minor;
    sheet.settled = row.settled.minor;
    sheet.feeMilli = row.feeMilliFen;
    sheet.at = row.at;
    sheet.channelNo = sheet.kind == RowKind::Refund ? row.channelRefundNo : row.channelNo;
    return sheet;
}

Result<QByteArray> hashOf(QIODevice &file)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (!file.seek(0) || !hash.addData(&file) || !file.seek(0))
        return fail(ErrorCode::ChannelBillIncomplete, file.errorString());
    return hash.result();
}

}

Result<BillImported> importBill(const PaymentChannel &channel, const BillTicket &ticket, QIODevice &file,
                                const Merchant &merchant, const Write &write, Timestamp now)
{
    const auto hash = ticket.isEmpty ? Result<QByteArray>("no bill") : hashOf(file);
    if (!hash)
        return fail(hash.error());
    Sheet sheet;
    sheet.merchant = merchant.id;
    sheet.day = ticket.day;
    sheet.hash = *hash;
    sheet.at = now;
    SheetWriter writer(write, sheet);
    const auto begun = writer.begin();
    if (!begun)
        return fail(begun.error());
    if (!*begun)
        return BillImported{false, 0};
    BillTotals totals;
    if (!ticket.isEmpty) {
        const auto read = channel.readBill(ticket, file, [&](const BillRow &row) {
            return rowOf(row, merchant.currency).and_then([&](SheetRow its) {
                return writer.add(std::move(its));
            });
        });
        if (!read)
            return fail(read.error());
        totals = *read;
    }
    return writer.finish().map([&](const Sheet &done) {
        // the reader compared its sums with the file's, and these are sums of the same rows
        ensure(done.paid == totals.paid.minor && done.refunded == totals.refunded.minor,
               "a bill's rows add up to its totals");
        return BillImported{true, done.rows};
    });
}

}
