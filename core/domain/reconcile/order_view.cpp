#include "core/domain/reconcile/order_view.h"

namespace youka {

namespace {

QDate dayOf(const QString &text) { return QDate::fromString(text, Qt::ISODate); }

Currency currencyIn(const QString &code)
{
    const auto currency = Currency::parse(code);
    ensure(currency.has_value(), "a stored currency is a currency");
    return *currency;
}

Merchant readMerchant(const Rows &row)
{
    Merchant merchant;
    merchant.id = {row.integer(0)};
    merchant.channel = row.text(1);
    merchant.number = row.text(2);
    merchant.name = row.text(3);
    merchant.currency = currencyIn(row.text(4));
    merchant.feePpm = row.integer(5);
    merchant.active = row.integer(6) != 0;
    return merchant;
}

SheetRow readOurs(const Rows &row, RowKind kind)
{
    SheetRow ours;
    ours.number = sheetNumber(kind, row.text(1), row.text(1));
    ours.kind = kind;
    ours.amount = ours.settled = row.integer(2);
    ours.at = {row.integer(3)};
    ours.channelNo = row.text(4);
    return ours;
}

/// Every bound of a page says the same place: SQLite begins at one of them, whichever it likes, and passes
/// over what lies before the others.
OrderView::OursPlace beginOf(Timestamp from, const OrderView::OursPlace &after)
{
    return after.at < from ? OrderView::OursPlace{from, 0} : after;
}

Result<OrderView::OursPage> readPage(Result<Rows> rows, RowKind kind)
{
    if (!rows)
        return fail(rows.error());
    OrderView::OursPage page;
    while (rows->next()) {
        page.rows.push_back(readOurs(*rows, kind));
        page.last = {{rows->integer(3)}, rows->integer(0)};
    }
    return page;
}

OrderFacts::Standing standingOf(PaymentState state)
{
    switch (state) {
    case PaymentState::Created:
    case PaymentState::Pending:
    case PaymentState::Closed:
    case PaymentState::Failed:
    case PaymentState::Unknown:
        return OrderFacts::Standing::CanLearn;
    case PaymentState::Reversing:
    case PaymentState::Reversed:
        return OrderFacts::Standing::TakenBack;
    case PaymentState::Paid:
    case PaymentState::Refunding:
    case PaymentState::Refunded:
        return OrderFacts::Standing::Moved;
    case PaymentState::ForPerson:
        break;
    }
    return OrderFacts::Standing::ForPerson;
}

OrderFacts::Standing standingOf(PaymentRefundState state)
{
    switch (state) {
    case PaymentRefundState::Created:
    case PaymentRefundState::Working:
    case PaymentRefundState::Failed: // the payments decide whether they can believe it
        return OrderFacts::Standing::CanLearn;
    case PaymentRefundState::Done:
        return OrderFacts::Standing::Moved;
    case PaymentRefundState::ForPerson:
    case PaymentRefundState::Proposed:
        break;
    }
    return OrderFacts::Standing::ForPerson;
}

}

Result<Merchant> OrderView::merchant(MerchantId id)
{
    return m_db
        .exec("SELECT id, channel, number, name, currency, fee_ppm, active FROM merchant WHERE id = ?",
              {id.value})
        .and_then([&](Rows row) -> Result<Merchant> {
            if (!row.next())
                return fail(ErrorCode::MerchantUnknown);
            return readMerchant(row);
        });
}

Result<std::vector<Merchant>> OrderView::merchants(const QString &number)
{
    // cash and bank transfers have no bill of a channel
    return m_db
        .exec("SELECT id, channel, number, name, currency, fee_ppm, active FROM merchant WHERE channel NOT "
              "IN ('cash', 'transfer') AND (? = '' OR number = ?) ORDER BY id",
              {number.isNull() ? QStringLiteral("") : number, number})
        .map([](Rows row) {
            std::vector<Merchant> merchants;
            while (row.next())
                merchants.push_back(readMerchant(row));
            return merchants;
        });
}

Result<OrderView::OursPage> OrderView::paidBetween(MerchantId merchant, Timestamp from, Timestamp until,
                                                   const OursPlace &after, int most)
{
    const OursPlace begin = beginOf(from, after);
    return readPage(m_db.exec("SELECT id, order_no, amount, paid_at, channel_no FROM payment_order WHERE "
                              "merchant = ? AND paid_at >= ? AND paid_at < ? AND (paid_at, "
                              "id) > (?, ?) AND state IN (3, 9, 10) ORDER BY paid_at, id LIMIT ?",
                              {merchant.value, begin.at.ms, until.ms, begin.at.ms, begin.id, most}),
                    RowKind::Payment);
}

Result<OrderView::OursPage> OrderView::refundedBetween(MerchantId merchant, Timestamp from, Timestamp until,
                                                       const OursPlace &after, int most)
{
    const OursPlace begin = beginOf(from, after);
    // reason 2735: a bank transfer pays it, so the channel's bill will not have it
    return readPage(m_db.exec("SELECT r.id, r.refund_no, r.amount, r.created_at, r.channel_no FROM "
                              "payment_refund r JOIN payment_order o ON o.id = r.payment WHERE r.created_at "
                              ">= ? AND r.created_at < ? AND (r.created_at, r.id) > (?, ?) AND o.merchant = "
                              "? AND r.state = 3 AND r.reason <> 2735 ORDER BY r.created_at, r.id LIMIT ?",
                              {begin.at.ms, until.ms, begin.at.ms, begin.id, merchant.value, most}),
                    RowKind::Refund);
}

Result<std::vector<SheetRow>> OrderView::bookedAfterClosing(MerchantId merchant, Timestamp from,
                                                            Timestamp until)
{
    return readPage(
               m_db.exec("SELECT o.id, o.order_no, o.amount, o.paid_at, o.channel_no FROM reconcile_day d "
                         "JOIN payment_order o ON o.merchant = d.merchant AND o.paid_at >= d.starts AND "
                         "o.paid_at < d.starts + 86400000 WHERE d.merchant = ? AND d.closed_at > 0 AND "
                         "d.closed_at < ? AND d.starts > ? AND o.booked_at >= ? AND "
                         "o.booked_at < ? AND o.booked_at > d.closed_at AND o.state IN (3, 9, 10)",
                         {merchant.value, until.ms, from.plusMs(-40LL * 86'400'000).ms, from.ms, until.ms}),
               RowKind::Payment)
        .map([](OursPage page) { return std::move(page.rows); });
}

Result<OrderView::OrderSight> OrderView::sight(MerchantId merchant, const QByteArray &number)
{
    const bool refund = isRefund(number);
    const QString no = plainNumber(number);
    auto row = refund
        ? m_db.exec("SELECT o.merchant, r.amount, CASE WHEN r.reason = 2735 THEN 5 ELSE r.state END, "
                    "r.created_at, o.station, o.day FROM "
                    "payment_refund r JOIN payment_order o ON o.id = r.payment WHERE r.refund_no = ?",
                    {no})
        : m_db.exec("SELECT merchant, amount, state, paid_at, station, day FROM payment_order WHERE "
                    "order_no = ?",
                    {no});
    if (!row)
        return fail(row.error());
    OrderSight sight;
    if (!row->next() || row->integer(0) != merchant.value)
        return sight;
    sight.facts.amount = row->integer(1);
    sight.facts.standing =
        refund ? standingOf(PaymentRefundState(row->integer(2))) : standingOf(PaymentState(row->integer(2)));
    if (sight.facts.standing == OrderFacts::Standing::Moved)
        sight.channelDay = channelDay({row->integer(3)});
    sight.station = {row->integer(4)};
    sight.businessDay = dayOf(row->text(5));
    return sight;
}

}
