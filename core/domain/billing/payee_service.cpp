#include "core/domain/billing/payee_service.h"

#include "core/foundation/crypto/aead.h"

namespace youka {

namespace {

QByteArray context(CustomerId customer, BillerId biller)
{
    return "payee/" + QByteArray::number(customer.value) + '/' + QByteArray::number(biller.value);
}

/// An account has no line end in it.
QByteArray plain(const Payee &payee) { return (payee.account + u'\n' + payee.label).toUtf8(); }

}

Result<Payee> PayeeService::save(CustomerId customer, const Payee &payee, Timestamp now)
{
    const auto key = m_customers.dataKey(customer);
    const auto known = key ? list(customer) : fail(key.error());
    if (!known)
        return fail(known.error());
    const QByteArray sealed = aeadSeal(*key, plain(payee), context(customer, payee.biller));
    Payee kept = payee;
    for (const Payee &one : *known) {
        if (one.biller != payee.biller || one.account != payee.account)
            continue;
        kept.id = one.id;
        return m_db.run("UPDATE payee SET sealed = ? WHERE id = ?", {sealed, one.id.value}).map([&] {
            return kept;
        });
    }
    if (known->size() >= size_t(Most))
        return fail(ErrorCode::InvalidInput, QStringLiteral("payees: no more than %1").arg(Most));
    return m_db
        .exec("INSERT INTO payee (customer, biller, sealed, at) VALUES (?, ?, ?, ?)",
              {customer.value, payee.biller.value, sealed, now.ms})
        .map([&](const Rows &row) {
            kept.id = {row.lastId()};
            return kept;
        });
}

Result<std::vector<Payee>> PayeeService::list(CustomerId customer)
{
    const auto key = m_customers.dataKey(customer);
    auto rows = key
        ? m_db.exec("SELECT id, biller, sealed FROM payee WHERE customer = ? ORDER BY id", {customer.value})
        : fail(key.error());
    if (!rows)
        return fail(rows.error());
    std::vector<Payee> payees;
    while (rows->next()) {
        Payee payee{{rows->integer(0)}, {rows->integer(1)}, {}, {}};
        const auto opened = aeadOpen(*key, rows->blob(2), context(customer, payee.biller));
        if (!opened)
            return fail(opened.error());
        const QString text = QString::fromUtf8(*opened);
        payee.account = text.section(u'\n', 0, 0);
        payee.label = text.section(u'\n', 1);
        payees.push_back(std::move(payee));
    }
    return payees;
}

Result<void> PayeeService::remove(CustomerId customer, PayeeId id)
{
    const auto gone =
        m_db.exec("DELETE FROM payee WHERE customer = ? AND id = ?", {customer.value, id.value});
    if (!gone)
        return fail(gone.error());
    return gone->affected() == 1 ? Result<void>() : fail(ErrorCode::NotFound);
}

}
