#include "core/domain/payments/payment_repository.h"

namespace youka {

namespace {

#define YOUKA_ORDER_COLUMNS                                                                                  \
    "id, order_no, operation, merchant, way, purpose, subject, customer, station, terminal, amount, "        \
    "currency, state, refunded, title, qr, channel_no, by_payer, reason, created_at, expires_at, paid_at, "  \
    "booked_at, journal, day, next_ask, asks, leased_until"
#define YOUKA_REFUND_COLUMNS                                                                                 \
    "r.id, r.refund_no, r.operation, r.payment, r.amount, r.state, r.cause, r.note, r.person, "              \
    "r.channel_no, r.reason, r.created_at, r.done_at, r.journal, r.next_ask, r.asks, r.leased_until, "       \
    "o.currency"
#define YOUKA_REFUNDS "payment_refund r JOIN payment_order o ON o.id = r.payment"

Currency currencyOf(const QString &code) { return Currency::parse(code).value_or(Currency{}); }

PaymentOrder readOrder(const Rows &row)
{
    PaymentOrder order;
    order.id = {row.integer(0)};
    order.orderNo = row.text(1);
    order.operation = row.blob(2);
    order.merchant = {row.integer(3)};
    order.way = PaymentWay(row.integer(4));
    order.purpose = PaymentPurpose(row.integer(5));
    order.subject = row.integer(6);
    order.customer = row.integer(7);
    order.station = {row.integer(8)};
    order.terminal = row.integer(9);
    const Currency currency = currencyOf(row.text(11));
    order.amount = {row.integer(10), currency};
    order.state = PaymentState(row.integer(12));
    order.refunded = {row.integer(13), currency};
    order.title = row.text(14);
    order.qr = row.text(15);
    order.channelNo = row.text(16);
    order.byPayer = {row.integer(17), currency};
    order.reason = int(row.integer(18));
    order.createdAt = {row.integer(19)};
    order.expiresAt = {row.integer(20)};
    order.paidAt = {row.integer(21)};
    order.bookedAt = {row.integer(22)};
    order.journal = row.blob(23);
    order.day = QDate::fromString(row.text(24), Qt::ISODate);
    order.nextAsk = {row.integer(25)};
    order.asks = int(row.integer(26));
    order.leasedUntil = {row.integer(27)};
    return order;
}

PaymentRefund readRefund(const Rows &row)
{
    PaymentRefund refund;
    refund.id = {row.integer(0)};
    refund.refundNo = row.text(1);
    refund.operation = row.blob(2);
    refund.payment = {row.integer(3)};
    refund.amount = {row.integer(4), currencyOf(row.text(17))};
    refund.state = PaymentRefundState(row.integer(5));
    refund.cause = PaymentRefundCause(row.integer(6));
    refund.note = row.text(7);
    refund.person = row.text(8);
    refund.channelNo = row.text(9);
    refund.reason = int(row.integer(10));
    refund.createdAt = {row.integer(11)};
    refund.doneAt = {row.integer(12)};
    refund.journal = row.blob(13);
    refund.nextAsk = {row.integer(14)};
    refund.asks = int(row.integer(15));
    refund.leasedUntil = {row.integer(16)};
    return refund;
}

Result<std::optional<PaymentOrder>> oneOrder(Result<Rows> rows)
{
    return rows.map([](Rows &row) { return row.next() ? std::optional(readOrder(row)) : std::nullopt; });
}

Result<std::optional<PaymentRefund>> oneRefund(Result<Rows> rows)
{
    return rows.map([](Rows &row) { return row.next() ? std::optional(readRefund(row)) : std::nullopt; });
}

Result<std::vector<PaymentRefund>> allRefunds(Result<Rows> rows)
{
    return rows.map([](Rows &row) {
        std::vector<PaymentRefund> refunds;
        while (row.next())
            refunds.push_back(readRefund(row));
        return refunds;
    });
}

Result<std::vector<PaymentOrder>> allOrders(Result<Rows> rows)
{
    return rows.map([](Rows &row) {
        std::vector<PaymentOrder> orders;
        while (row.next())
            orders.push_back(readOrder(row));
        return orders;
    });
}

QVariant blobOrNull(const QByteArray &bytes) { return bytes.isEmpty() ? QVariant() : QVariant(bytes); }

}

Result<void> PaymentRepository::insert(const PaymentOrder &order)
{
    return m_db.run("INSERT INTO payment_order (order_no, operation, merchant, way, purpose, subject, "
                    "customer, station, terminal, amount, currency, state, refunded, title, qr, channel_no, "
                    "by_payer, reason, created_at, expires_at, paid_at, booked_at, journal, day, next_ask, "
                    "asks, leased_until) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, '', '', 0, 0, ?, "
                    "?, 0, 0, NULL, '', ?, 0, 0)",
                    {order.orderNo, order.operation, order.merchant.value, int(order.way), int(order.purpose),
                     order.subject, order.customer, order.station.value, order.terminal, order.amount.minor,
                     order.amount.currency.code(), int(order.state), order.title, order.createdAt.ms,
                     order.expiresAt.ms, order.nextAsk.ms});
}

Result<std::optional<PaymentOrder>> PaymentRepository::find(const QString &orderNo)
{
    return oneOrder(
        m_db.exec("SELECT " YOUKA_ORDER_COLUMNS " FROM payment_order WHERE order_no = ?", {orderNo}));
}

Result<std::optional<PaymentOrder>> PaymentRepository::byId(PaymentId id)
{
    return oneOrder(m_db.exec("SELECT " YOUKA_ORDER_COLUMNS " FROM payment_order WHERE id = ?", {id.value}));
}

Result<std::optional<PaymentOrder>> PaymentRepository::byOperation(const QByteArray &operation)
{
    return oneOrder(
        m_db.exec("SELECT " YOUKA_ORDER_COLUMNS " FROM payment_order WHERE operation = ?", {operation}));
}

Result<std::optional<PaymentOrder>> PaymentRepository::lock(const QString &orderNo)
{
    return oneOrder(m_db.exec(m_db.dialect().locking(YOUKA_LOCKING("SELECT " YOUKA_ORDER_COLUMNS
                                                                   " FROM payment_order WHERE order_no = ?")),
                              {orderNo}));
}

Result<std::optional<PaymentOrder>> PaymentRepository::lockById(PaymentId id)
{
    return oneOrder(m_db.exec(m_db.dialect().locking(YOUKA_LOCKING("SELECT " YOUKA_ORDER_COLUMNS
                                                                   " FROM payment_order WHERE id = ?")),
                              {id.value}));
}

Result<void> PaymentRepository::update(const PaymentOrder &order, PaymentState from)
{
    const auto changed = m_db.exec(
        m_db.dialect().oneRow(YOUKA_ONE_ROW(
            "payment_order SET state = ?, refunded = ?, qr = ?, channel_no = ?, by_payer = ?, reason = ?, "
            "paid_at = ?, booked_at = ?, journal = ?, day = ?, next_ask = ?, asks = ?, leased_until = ? "
            "WHERE id = ? AND state = ?")),
        {int(order.state), order.refunded.minor, order.qr, order.channelNo, order.byPayer.minor, order.reason,
         order.paidAt.ms, order.bookedAt.ms, blobOrNull(order.journal), order.day.toString(Qt::ISODate),
         order.nextAsk.ms, order.asks, order.leasedUntil.ms, order.id.value, int(from)});
    if (!changed)
        return fail(changed.error());
    return changed->affected() == 1 ? Result<void>() : fail(ErrorCode::PaymentStateConflict, order.orderNo);
}

Result<bool> PaymentRepository::isTaken(const PaymentOrder &order, const QString &channelNo)
{
    return m_db
        .exec("SELECT id FROM payment_order WHERE merchant = ? AND channel_no = ? AND channel_no <> '' AND "
              "id <> ?",
              {order.merchant.value, channelNo, order.id.value})
        .map([](Rows row) { return row.next(); });
}

Result<Money> PaymentRepository::askedSince(PaymentPurpose purpose, qint64 subject, Currency currency,
                                            Timestamp since)
{
    return m_db
        .exec("SELECT COALESCE(SUM(amount), 0) FROM payment_order WHERE purpose = ? AND subject = ? AND "
              "currency = ? AND created_at > ? AND state NOT IN (4, 5, 8, 10)",
              {int(purpose), subject, currency.code(), since.ms})
        .map([&](Rows row) {
            return Money{row.next() ? row.integer(0) : 0, currency};
        });
}

Result<PaymentRefundId> PaymentRepository::insert(const PaymentRefund &refund)
{
    return m_db
        .exec("INSERT INTO payment_refund (refund_no, operation, payment, amount, state, cause, note, "
              "person, channel_no, reason, created_at, done_at, journal, next_ask, asks, leased_until) "
              "VALUES (?, ?, ?, ?, ?, ?, ?, ?, '', 0, ?, 0, ?, ?, 0, 0)",
              {refund.refundNo, refund.operation, refund.payment.value, refund.amount.minor,
               int(refund.state), int(refund.cause), refund.note, refund.person, refund.createdAt.ms,
               blobOrNull(refund.journal), refund.nextAsk.ms})
        .map([](const Rows &row) { return PaymentRefundId{row.lastId()}; });
}

Result<void> PaymentRepository::update(const PaymentRefund &refund, PaymentRefundState from)
{
    const auto changed = m_db.exec(
        "UPDATE payment_refund SET amount = ?, state = ?, note = ?, person = ?, channel_no = ?, reason = ?, "
        "created_at = ?, done_at = ?, journal = ?, next_ask = ?, asks = ?, leased_until = ? WHERE id = ? AND "
        "state = ?",
        {refund.amount.minor, int(refund.state), refund.note, refund.person, refund.channelNo, refund.reason,
         refund.createdAt.ms, refund.doneAt.ms, blobOrNull(refund.journal), refund.nextAsk.ms, refund.asks,
         refund.leasedUntil.ms, refund.id.value, int(from)});
    if (!changed)
        return fail(changed.error());
    return changed->affected() == 1 ? Result<void>() : fail(ErrorCode::PaymentStateConflict, refund.refundNo);
}

Result<std::optional<PaymentRefund>> PaymentRepository::findRefund(const QString &refundNo)
{
    return oneRefund(m_db.exec("SELECT " YOUKA_REFUND_COLUMNS " FROM " YOUKA_REFUNDS " WHERE r.refund_no = ?",
                               {refundNo}));
}

/// The order first, always: whoever changes a refund changes its order too.
Result<std::optional<PaymentRefund>> PaymentRepository::lockRefund(const QString &refundNo)
{
    const auto found = findRefund(refundNo);
    if (!found || !*found)
        return found;
    return lockById((*found)->payment).and_then([&](const std::optional<PaymentOrder> &) {
        return findRefund(refundNo);
    });
}

Result<std::optional<PaymentRefund>> PaymentRepository::refundByOperation(const QByteArray &operation)
{
    return oneRefund(m_db.exec("SELECT " YOUKA_REFUND_COLUMNS " FROM " YOUKA_REFUNDS " WHERE r.operation = ?",
                               {operation}));
}

Result<std::vector<PaymentRefund>> PaymentRepository::refundsOf(PaymentId payment)
{
    return allRefunds(m_db.exec("SELECT " YOUKA_REFUND_COLUMNS " FROM " YOUKA_REFUNDS
                                " WHERE r.payment = ? ORDER BY r.id",
                                {payment.value}));
}

Result<void> PaymentRepository::note(const Event &event)
{
    return m_db.run("INSERT INTO payment_event (payment, refund, at, source, state, code) VALUES (?, ?, ?, "
                    "?, ?, ?)",
                    {event.payment.value, event.refund.value, event.at.ms, int(event.source), event.state,
                     event.code.left(80)});
}

Result<std::vector<PaymentRepository::Event>> PaymentRepository::eventsOf(PaymentId payment)
{
    return m_db
        .exec("SELECT payment, refund, at, source, state, code FROM payment_event WHERE payment = ? ORDER BY "
              "id",
              {payment.value})
        .map([](Rows row) {
            std::vector<Event> events;
            while (row.next())
                events.push_back({{row.integer(0)},
                                  {row.integer(1)},
                                  {row.integer(2)},
                                  PaymentSource(row.integer(3)),
                                  int(row.integer(4)),
                                  row.text(5)});
            return events;
        });
}

Result<std::vector<PaymentOrder>> PaymentRepository::leaseOrders(Timestamp now, Timestamp until, int most)
{
    auto due = allOrders(m_db.exec("SELECT " YOUKA_ORDER_COLUMNS
                                   " FROM payment_order WHERE next_ask > 0 AND next_ask <= ? AND "
                                   "leased_until <= ? ORDER BY next_ask LIMIT ?",
                                   {now.ms, now.ms, most}));
    if (!due)
        return due;
    std::vector<PaymentOrder> leased;
    for (PaymentOrder &order : *due) {
        const auto taken = m_db.exec("UPDATE payment_order SET leased_until = ? WHERE id = ? AND "
                                     "leased_until = ? AND state = ?",
                                     {until.ms, order.id.value, order.leasedUntil.ms, int(order.state)});
        if (!taken)
            return fail(taken.error());
        if (taken->affected() == 1) // another server was quicker otherwise
            leased.push_back(std::move(order));
    }
    return leased;
}

Result<std::vector<PaymentRefund>> PaymentRepository::leaseRefunds(Timestamp now, Timestamp until, int most)
{
    auto due = allRefunds(m_db.exec("SELECT " YOUKA_REFUND_COLUMNS " FROM " YOUKA_REFUNDS
                                    " WHERE r.next_ask > 0 AND r.next_ask <= ? AND "
                                    "r.leased_until <= ? ORDER BY r.next_ask LIMIT ?",
                                    {now.ms, now.ms, most}));
    if (!due)
        return due;
    std::vector<PaymentRefund> leased;
    for (PaymentRefund &refund : *due) {
        const auto taken = m_db.exec("UPDATE payment_refund SET leased_until = ? WHERE id = ? AND "
                                     "leased_until = ? AND state = ?",
                                     {until.ms, refund.id.value, refund.leasedUntil.ms, int(refund.state)});
        if (!taken)
            return fail(taken.error());
        if (taken->affected() == 1)
            leased.push_back(std::move(refund));
    }
    return leased;
}

Result<void> PaymentRepository::endLeases()
{
    return m_db.run("UPDATE payment_order SET leased_until = 1 WHERE next_ask > 0 AND leased_until > 1")
        .and_then([&] {
            return m_db.run(
                "UPDATE payment_refund SET leased_until = 1 WHERE next_ask > 0 AND leased_until > 1");
        });
}

Result<Timestamp> PaymentRepository::nextDue()
{
    return m_db
        .exec("SELECT MIN(at) FROM (SELECT MIN(CASE WHEN leased_until > next_ask THEN leased_until ELSE "
              "next_ask END) AS at FROM payment_order WHERE next_ask > 0 UNION ALL SELECT MIN(CASE WHEN "
              "leased_until > next_ask THEN leased_until ELSE next_ask END) AS at FROM payment_refund WHERE "
              "next_ask > 0) due",
              {})
        .map([](Rows row) { return Timestamp{row.next() && !row.isNull(0) ? row.integer(0) : 0}; });
}

Result<std::vector<PaymentOrder>> PaymentRepository::list(const Filter &filter, int most)
{
    constexpr qint64 Never = std::numeric_limits<qint64>::max();
    return allOrders(m_db.exec(
        "SELECT " YOUKA_ORDER_COLUMNS " FROM payment_order WHERE (? = 0 OR state = ?) AND (? = 0 OR merchant "
        "= ?) AND (? = 0 OR station = ?) AND created_at >= ? AND created_at < ? AND id < ? ORDER BY id DESC "
        "LIMIT ?",
        {filter.state ? int(*filter.state) : 0, filter.state ? int(*filter.state) : 0, filter.merchant.value,
         filter.merchant.value, filter.station.value, filter.station.value, filter.from.ms,
         filter.until.ms == 0 ? Never : filter.until.ms, filter.before ? filter.before.value : Never, most}));
}

}
