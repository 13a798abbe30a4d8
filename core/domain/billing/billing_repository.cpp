#include "core/domain/billing/billing_repository.h"

namespace youka {

namespace {

#define YOUKA_BILLER_COLUMNS                                                                                 \
    "id, code, kind, name_en, name_zh, digits_least, digits_most, currency, gateway, active"
#define YOUKA_ITEM_COLUMNS                                                                                   \
    "i.id, i.payment, i.biller, i.account, i.bill, i.period, i.amount, i.total, i.state, i.number, "         \
    "i.receipt, i.reason, i.paid_at, i.done_at, i.taken, i.next_ask, i.asks, i.leased_until, p.currency"
#define YOUKA_ITEMS "bill_item i JOIN bill_payment p ON p.id = i.payment"

Currency currencyOf(const QString &code) { return Currency::parse(code).value_or(Currency{}); }

Biller readBiller(const Rows &row)
{
    return {{row.integer(0)}, row.text(1),         BillerKind(row.integer(2)), row.text(3),
            row.text(4),      int(row.integer(5)), int(row.integer(6)),        currencyOf(row.text(7)),
            row.text(8),      row.integer(9) != 0};
}

BillItem readItem(const Rows &row)
{
    BillItem item;
    item.id = {row.integer(0)};
    item.payment = {row.integer(1)};
    item.biller = {row.integer(2)};
    item.account = row.text(3);
    item.bill = row.text(4);
    item.period = row.text(5);
    const Currency currency = currencyOf(row.text(18));
    item.amount = {row.integer(6), currency};
    item.total = {row.integer(7), currency};
    item.state = BillState(row.integer(8));
    item.number = row.text(9);
    item.receipt = row.text(10);
    item.reason = int(row.integer(11));
    item.paidAt = {row.integer(12)};
    item.doneAt = {row.integer(13)};
    item.taken = row.blob(14);
    item.nextAsk = {row.integer(15)};
    item.asks = int(row.integer(16));
    item.leasedUntil = {row.integer(17)};
    return item;
}

std::vector<BillItem> readItems(Rows &row)
{
    std::vector<BillItem> items;
    while (row.next())
        items.push_back(readItem(row));
    return items;
}

Result<std::optional<Biller>> oneBiller(Result<Rows> rows)
{
    return rows.map([](Rows &row) { return row.next() ? std::optional(readBiller(row)) : std::nullopt; });
}

QVariant blobOrNull(const QByteArray &bytes) { return bytes.isEmpty() ? QVariant() : QVariant(bytes); }

}

// --- billers

Result<BillerId> BillingRepository::insert(const Biller &biller)
{
    return m_db
        .exec("INSERT INTO biller (code, kind, name_en, name_zh, digits_least, digits_most, currency, "
              "gateway, active) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
              {biller.code, int(biller.kind), biller.nameEn, biller.nameZh, biller.digitsLeast,
               biller.digitsMost, biller.currency.code(), biller.gateway, biller.active ? 1 : 0})
        .map([](const Rows &row) { return BillerId{row.lastId()}; });
}

Result<void> BillingRepository::update(const Biller &biller)
{
    return m_db.run("UPDATE biller SET name_en = ?, name_zh = ?, digits_least = ?, digits_most = ?, gateway "
                    "= ?, active = ? WHERE id = ?",
                    {biller.nameEn, biller.nameZh, biller.digitsLeast, biller.digitsMost, biller.gateway,
                     biller.active ? 1 : 0, biller.id.value});
}

Result<std::optional<Biller>> BillingRepository::biller(BillerId id)
{
    return oneBiller(m_db.exec("SELECT " YOUKA_BILLER_COLUMNS " FROM biller WHERE id = ?", {id.value}));
}

Result<std::optional<Biller>> BillingRepository::biller(const QString &code)
{
    return oneBiller(m_db.exec("SELECT " YOUKA_BILLER_COLUMNS " FROM biller WHERE code = ?", {code}));
}

Result<std::vector<Biller>> BillingRepository::billers(bool alsoInactive)
{
    return m_db
        .exec("SELECT " YOUKA_BILLER_COLUMNS " FROM biller WHERE active >= ? ORDER BY kind, code",
              {alsoInactive ? 0 : 1})
        .map([](Rows row) {
            std::vector<Biller> billers;
            while (row.next())
                billers.push_back(readBiller(row));
            return billers;
        });
}

// --- payments

Result<BillPaymentId> BillingRepository::insert(const BillPayment &payment)
{
    const auto made =
        m_db.exec("INSERT INTO bill_payment (operation, customer, order_no, amount, currency, at) VALUES (?, "
                  "?, ?, ?, ?, ?)",
                  {payment.operation, payment.customer, payment.orderNo, payment.amount.minor,
                   payment.amount.currency.code(), payment.at.ms});
    if (!made)
        return fail(made.error());
    const BillPaymentId id{made->lastId()};
    for (const BillItem &item : payment.items)
        if (const auto kept = m_db.run(
                "INSERT INTO bill_item (payment, biller, account, bill, period, amount, total, state, "
                "number, receipt, reason, paid_at, done_at, taken, next_ask, asks, leased_until) VALUES (?, "
                "?, ?, ?, ?, ?, ?, ?, ?, '', 0, 0, 0, NULL, 0, 0, 0)",
                {id.value, item.biller.value, item.account, item.bill, item.period, item.amount.minor,
                 item.total.minor, int(item.state), item.number});
            !kept)
            return fail(kept.error());
    return id;
}

Result<void> BillingRepository::setOrder(BillPaymentId id, const QString &orderNo)
{
    return m_db.run("UPDATE bill_payment SET order_no = ? WHERE id = ?", {orderNo, id.value});
}

Result<std::optional<BillPayment>> BillingRepository::withItems(Result<Rows> rows)
{
    if (!rows)
        return fail(rows.error());
    if (!rows->next())
        return std::nullopt;
    BillPayment payment;
    payment.id = {rows->integer(0)};
    payment.operation = rows->blob(1);
    payment.customer = rows->integer(2);
    payment.orderNo = rows->text(3);
    payment.amount = {rows->integer(4), currencyOf(rows->text(5))};
    payment.at = {rows->integer(6)};
    return m_db
        .exec("SELECT " YOUKA_ITEM_COLUMNS " FROM " YOUKA_ITEMS " WHERE i.payment = ? ORDER BY i.id",
              {payment.id.value})
        .map([&](Rows items) {
            payment.items = readItems(items);
            return std::optional(std::move(payment));
        });
}

Result<std::optional<BillPayment>> BillingRepository::payment(BillPaymentId id)
{
    return withItems(m_db.exec("SELECT id, operation, customer, order_no, amount, currency, at FROM "
                               "bill_payment WHERE id = ?",
                               {id.value}));
}

Result<std::optional<BillPayment>> BillingRepository::byOperation(const QByteArray &operation)
{
    return withItems(m_db.exec("SELECT id, operation, customer, order_no, amount, currency, at FROM "
                               "bill_payment WHERE operation = ?",
                               {operation}));
}

// --- items

Result<QString> BillingRepository::orderOf(const QString &number)
{
    return m_db
        .exec("SELECT p.order_no FROM bill_item i JOIN bill_payment p ON p.id = i.payment WHERE i.number = ?",
              {number})
        .map([](Rows row) { return row.next() ? row.text(0) : QString(); });
}

Result<std::optional<BillItem>> BillingRepository::lockItem(const QString &number)
{
    return m_db
        .exec(m_db.dialect().locking("SELECT " YOUKA_ITEM_COLUMNS " FROM " YOUKA_ITEMS " WHERE i.number = ?",
                                     "SELECT " YOUKA_ITEM_COLUMNS " FROM " YOUKA_ITEMS
                                     " WHERE i.number = ? FOR UPDATE OF i"),
              {number})
        .map([](Rows row) { return row.next() ? std::optional(readItem(row)) : std::nullopt; });
}

Result<void> BillingRepository::update(const BillItem &item, BillState from)
{
    const auto changed = m_db.exec(
        "UPDATE bill_item SET state = ?, receipt = ?, reason = ?, paid_at = ?, done_at = ?, taken "
        "= ?, next_ask = ?, asks = ?, leased_until = ? WHERE id = ? AND state = ?",
        {int(item.state), item.receipt, item.reason, item.paidAt.ms, item.doneAt.ms, blobOrNull(item.taken),
         item.nextAsk.ms, item.asks, item.leasedUntil.ms, item.id.value, int(from)});
    if (!changed)
        return fail(changed.error());
    return changed->affected() == 1 ? Result<void>() : fail(ErrorCode::PaymentStateConflict, item.number);
}

Result<std::vector<BillItem>> BillingRepository::lease(Timestamp now, Timestamp until, int most)
{
    auto due = m_db.exec("SELECT " YOUKA_ITEM_COLUMNS " FROM " YOUKA_ITEMS
                         " WHERE i.next_ask > 0 AND i.next_ask <= ? AND i.leased_until <= ? ORDER BY "
                         "i.next_ask, i.id LIMIT ?",
                         {now.ms, now.ms, most})
                   .map([](Rows row) { return readItems(row); });
    if (!due)
        return due;
    std::vector<BillItem> leased;
    for (BillItem &item : *due) {
        const auto taken = m_db.exec("UPDATE bill_item SET leased_until = ? WHERE id = ? AND leased_until = "
                                     "? AND state = ?",
                                     {until.ms, item.id.value, item.leasedUntil.ms, int(item.state)});
        if (!taken)
            return fail(taken.error());
        if (taken->affected() == 1) // another server was quicker otherwise
            leased.push_back(std::move(item));
    }
    return leased;
}

Result<void> BillingRepository::endLeases()
{
    return m_db.run("UPDATE bill_item SET leased_until = 0 WHERE next_ask > 0 AND leased_until > 0");
}

Result<Timestamp> BillingRepository::nextDue()
{
    return m_db
        .exec("SELECT MIN(CASE WHEN leased_until > next_ask THEN leased_until ELSE next_ask END) FROM "
              "bill_item WHERE next_ask > 0")
        .map([](Rows row) { return Timestamp{row.next() ? row.integer(0) : 0}; });
}

Result<std::vector<QString>> BillingRepository::toGiveBack(int most)
{
    // Bill state 5: refused. Payment state 3: paid, and nothing of it is on its way back.
    return m_db
        .exec("SELECT i.number FROM bill_item i JOIN bill_payment p ON p.id = i.payment JOIN payment_order o "
              "ON o.order_no = p.order_no WHERE i.state = 5 AND o.state = 3 ORDER BY i.id LIMIT ?",
              {most})
        .map([](Rows row) {
            std::vector<QString> numbers;
            while (row.next())
                numbers.push_back(row.text(0));
            return numbers;
        });
}

}
