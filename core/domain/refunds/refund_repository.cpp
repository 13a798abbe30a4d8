#include "core/domain/refunds/refund_repository.h"

#include <QtEndian>

namespace youka {

namespace {

#define YOUKA_REFUND_COLUMNS                                                                                 \
    "id, sale, station, reason, note, name, second, money, currency, to_cash, to_debt, discount, coupons, "  \
    "points_taken, points_owed, points_back, at"

Currency currencyIn(const QString &code)
{
    const auto currency = Currency::parse(code);
    ensure(currency.has_value(), "a stored currency is a currency");
    return *currency;
}

/// "0:1000 2:500", as a proposal keeps what was asked for.
QString textOf(const std::vector<RefundPart> &parts)
{
    QStringList words;
    for (const RefundPart &part : parts)
        words << QStringLiteral("%1:%2").arg(part.line).arg(part.quantity);
    return words.join(u' ');
}

std::vector<RefundPart> partsOf(const QString &text)
{
    std::vector<RefundPart> parts;
    for (const QString &word : text.split(u' ', Qt::SkipEmptyParts))
        parts.push_back({word.section(u':', 0, 0).toInt(), word.section(u':', 1).toLongLong()});
    return parts;
}

QString stored(const QString &text) { return text.isNull() ? QStringLiteral("") : text; }

}

Result<void> RefundRepository::lock(SaleId sale)
{
    if (!m_db.dialect().isPostgreSql())
        return {}; // there is one writer
    return m_db.run("SELECT pg_advisory_xact_lock(?)",
                    {qFromBigEndian<qint64>(sale.bytes().constData() + 8)});
}

Result<void> RefundRepository::insert(const Refund &refund, const RefundOrder &order, QDate day)
{
    const auto put = m_db.run(
        "INSERT INTO refund (" YOUKA_REFUND_COLUMNS ", day, person) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
        "?, ?, ?, ?, ?, ?, ?, ?)",
        {refund.id.bytes(), refund.sale.bytes(), refund.station.value, int(refund.reason),
         stored(refund.note), stored(refund.name), stored(refund.second), refund.money.minor,
         refund.money.currency.code(), refund.toCash ? 1 : 0, refund.toDebt.minor, refund.discount.minor,
         refund.coupons, refund.pointsTaken, refund.pointsOwed, refund.pointsBack, refund.at.ms,
         day.toString(Qt::ISODate), order.who.subject});
    if (!put)
        return put;
    for (const RefundPart &part : refund.parts)
        if (const auto line =
                m_db.run("INSERT INTO refund_line (refund, sale, line, quantity) VALUES (?, ?, ?, ?)",
                         {refund.id.bytes(), refund.sale.bytes(), part.line, part.quantity});
            !line)
            return line;
    return {};
}

Result<std::vector<RefundPart>> RefundRepository::parts(OperationId refund)
{
    return m_db
        .exec("SELECT line, quantity FROM refund_line WHERE refund = ? ORDER BY line", {refund.bytes()})
        .map([](Rows row) {
            std::vector<RefundPart> parts;
            while (row.next())
                parts.push_back({int(row.integer(0)), row.integer(1)});
            return parts;
        });
}

Result<std::vector<Refund>> RefundRepository::read(Result<Rows> rows)
{
    if (!rows)
        return fail(rows.error());
    std::vector<Refund> all;
    while (rows->next()) {
        const Currency currency = currencyIn(rows->text(8));
        Refund refund;
        refund.id = OperationId::fromBytes(rows->blob(0));
        refund.sale = SaleId::fromBytes(rows->blob(1));
        refund.station = {rows->integer(2)};
        refund.reason = RefundReason(rows->integer(3));
        refund.note = rows->text(4);
        refund.name = rows->text(5);
        refund.second = rows->text(6);
        refund.money = {rows->integer(7), currency};
        refund.toCash = rows->integer(9) != 0;
        refund.toDebt = {rows->integer(10), currency};
        refund.discount = {rows->integer(11), currency};
        refund.coupons = rows->integer(12);
        refund.pointsTaken = rows->integer(13);
        refund.pointsOwed = rows->integer(14);
        refund.pointsBack = rows->integer(15);
        refund.at = {rows->integer(16)};
        all.push_back(refund);
    }
    for (Refund &refund : all) {
        auto its = parts(refund.id);
        if (!its)
            return fail(its.error());
        refund.parts = std::move(*its);
    }
    return all;
}

Result<std::vector<Refund>> RefundRepository::ofSale(SaleId sale)
{
    return read(m_db.exec("SELECT " YOUKA_REFUND_COLUMNS " FROM refund WHERE sale = ? ORDER BY at, id",
                          {sale.bytes()}));
}

Result<std::vector<Refund>> RefundRepository::list(int most)
{
    return read(
        m_db.exec("SELECT " YOUKA_REFUND_COLUMNS " FROM refund ORDER BY at DESC, id DESC LIMIT ?", {most}));
}

Result<std::optional<RefundRepository::Proposal>> RefundRepository::proposal(SaleId sale)
{
    return m_db.exec("SELECT person, name, parts FROM refund_proposal WHERE sale = ?", {sale.bytes()})
        .map([](Rows row) {
            return row.next() ? std::optional(Proposal{row.integer(0), row.text(1), partsOf(row.text(2))})
                              : std::nullopt;
        });
}

Result<void> RefundRepository::propose(const RefundOrder &order, const std::vector<RefundPart> &parts,
                                       Timestamp now)
{
    return endProposal(order.sale).and_then([&] {
        return m_db.run(
            "INSERT INTO refund_proposal (sale, parts, reason, person, name, at) VALUES (?, ?, ?, "
            "?, ?, ?)",
            {order.sale.bytes(), textOf(parts), int(order.reason), order.who.subject, stored(order.who.name),
             now.ms});
    });
}

Result<void> RefundRepository::endProposal(SaleId sale)
{
    return m_db.run("DELETE FROM refund_proposal WHERE sale = ?", {sale.bytes()});
}

}
