#include "core/domain/banking/bank_service.h"

#include "core/domain/access/audit_log.h"
#include "core/domain/banking/deposit_service.h"
#include "core/domain/banking/transfer_service.h"
#include "core/domain/payments/merchant_repository.h"
#include "core/foundation/base/format.h"

#include <algorithm>

namespace youka {

namespace {

constexpr qint64 OrderTries = 8;

/// A fleet's transfer is not a driver's phone.
PaymentLimits transferLimits()
{
    PaymentLimits limits;
    limits.most = {10'000'000'00, {}};
    limits.perDay = {50'000'000'00, {}};
    return limits;
}

}

OperationId rowOperation(const BankAccount &account, const QString &serial, const char *what)
{
    const QString name = account.number + u'/' + serial + u'/' + QLatin1String(what);
    return {QUuid::createUuidV5(QUuid(), QStringLiteral("bank row ") + name)};
}

Result<BankAccount> BankService::accountOf(BankAccountId id)
{
    return m_bank.account(id).and_then([](const std::optional<BankAccount> &found) -> Result<BankAccount> {
        return found ? Result<BankAccount>(*found) : fail(ErrorCode::BankAccountInvalid);
    });
}

Result<BankAccount> BankService::open(BankAccount account, const QString &person, Timestamp now)
{
    Merchant merchant;
    merchant.channel = QStringLiteral("transfer");
    merchant.number = account.number;
    merchant.name = account.holder;
    merchant.currency = account.currency;
    const AuditLog::Entry entry{person, QStringLiteral("bank.open"), maskedNumber(account.number),
                                account.bank};
    return MerchantRepository(m_db)
        .insert(merchant)
        .and_then([&](MerchantId id) {
            account.merchant = id;
            return m_bank.insert(account);
        })
        .and_then([&](BankAccountId id) {
            account.id = id;
            return AuditLog(m_db).add(entry, now);
        })
        .map([&] { return account; });
}

Result<BankService::Ordered> BankService::order(const OrderWish &wish, Timestamp now)
{
    const auto account = accountOf(wish.account);
    const auto card = account ? CardService(m_db, m_keys).lockById(wish.card) : fail(account.error());
    if (!card)
        return fail(card.error());
    if (!account->active)
        return fail(ErrorCode::BankAccountInvalid);
    if (wish.amount.currency != account->currency)
        return fail(ErrorCode::CurrencyMismatch);
    PaymentService::Wish payment;
    payment.operation = wish.operation;
    payment.merchant = account->merchant;
    payment.way = PaymentWay::Reference;
    payment.subject = wish.card.value;
    payment.customer = card->customer.value;
    payment.station = wish.station;
    payment.amount = wish.amount;
    payment.title = account->holder;
    payment.lifeMs = OrderLifeMs;
    const auto made = m_payments.create(payment, transferLimits(), now);
    const auto earlier = made ? m_bank.orderOf(made->orderNo) : fail(made.error());
    if (!earlier)
        return fail(earlier.error());
    if (*earlier)
        return Ordered{**earlier, *made};
    BankOrder asked{{}, made->orderNo, account->id, wish.payer, now};
    for (int tries = 0; tries < OrderTries; ++tries) {
        asked.reference = makeReference(ReferenceKind::Order, wish.operation.bytes(), tries);
        const auto other = m_bank.order(asked.reference);
        if (!other)
            return fail(other.error());
        if (!*other)
            return m_bank.insert(asked).map([&] { return Ordered{asked, *made}; });
    }
    return fail(ErrorCode::StoreConstraint, asked.reference);
}

Result<int> BankService::match(Timestamp now, int most)
{
    const auto rows = m_bank.fresh(most);
    if (!rows)
        return fail(rows.error());
    for (const BankRow &row : *rows)
        if (const auto looked = look(row, now); !looked)
            return fail(looked.error());
    return int(rows->size());
}

Result<int> BankService::expire(Timestamp now, int most)
{
    const auto overdue = m_bank.overdueOrders(now.plusMs(-StatementDelayMs), most);
    if (!overdue)
        return fail(overdue.error());
    for (const QString &orderNo : *overdue)
        if (const auto ended = m_payments.giveUp(orderNo, now); !ended)
            return fail(ended.error());
    return int(overdue->size());
}

Result<void> BankService::look(BankRow row, Timestamp now)
{
    const auto account = accountOf(row.account);
    if (!account)
        return fail(account.error());
    const QStringList references = referencesIn(row.entry.remark);
    const auto doubt = references.size() == 1 ? claim(*account, row, references.first(), now)
                                              : Result<BankDoubt>(BankDoubt::Ambiguous);
    if (!doubt)
        return fail(doubt.error());
    if (*doubt != BankDoubt::None)
        row.state = BankRowState::Waiting;
    row.doubt = *doubt;
    row.changed = now;
    return m_bank.update(row, BankRowState::New);
}

/// Books what the row names, if it fits; says what does not fit otherwise, and has written nothing then.
Result<BankDoubt> BankService::claim(const BankAccount &account, BankRow &row, const QString &reference,
                                     Timestamp now)
{
    if (reference[1] == QChar(char16_t(ReferenceKind::Transfer)))
        return TransferService(m_db, m_keys).claim(account, row, reference, now);
    if (reference[1] == QChar(char16_t(ReferenceKind::Deposit)))
        return DepositService(m_db).claim(account, row, reference, now);
    return m_bank.order(reference).and_then([&](const std::optional<BankOrder> &order) -> Result<BankDoubt> {
        if (!order || order->account != account.id)
            return BankDoubt::UnknownReference;
        return claimOrder(account, row, *order, now);
    });
}

Result<BankDoubt> BankService::claimOrder(const BankAccount &account, BankRow &row, const BankOrder &asked,
                                          Timestamp now)
{
    const auto order = m_payments.repository().lock(asked.orderNo);
    if (!order)
        return fail(order.error());
    ensure(order->has_value(), "what was asked for is an order");
    const OrderClaim facts{(*order)->state, (*order)->amount, (*order)->expiresAt, asked.payer};
    if (const BankDoubt doubt = decideClaim(row.entry, facts); doubt != BankDoubt::None)
        return doubt;
    const Payable *payable = payableOf((*order)->purpose);
    ensure(payable, "what was ordered can be booked");
    if (const auto admitted = payable->admit({m_db, m_keys}, **order); !admitted) {
        if (isStoreFailure(admitted.error().code) || isTransient(admitted.error().code))
            return fail(admitted.error());
        return BankDoubt::NotBookable;
    }
    return pay(account, row, asked.orderNo, now).map([&](const PaymentOrder &paid) {
        row.state = BankRowState::TopUp;
        row.subject = paid.orderNo;
        return BankDoubt::None;
    });
}

/// The bank's word, as a channel's: the one function decides and books.
Result<PaymentOrder> BankService::pay(const BankAccount &account, const BankRow &row, const QString &orderNo,
                                      Timestamp now)
{
    PaymentNews news;
    news.word = PaymentWord::Paid;
    news.source = PaymentSource::Bank;
    news.amount = news.byPayer = row.entry.amount;
    news.channelNo = row.entry.serial;
    news.paidAt = row.entry.at;
    const auto paid = m_payments.learn(account.merchant, orderNo, news, now);
    if (!paid)
        return paid;
    ensure(paid->state == PaymentState::Paid, "what was admitted is booked");
    return paid;
}

Result<std::vector<BankService::Proposed>> BankService::proposals(const BankRow &row)
{
    const auto account = accountOf(row.account);
    if (!account)
        return fail(account.error());
    std::vector<Proposed> all;
    const auto propose = [&](const BankRepository::Candidate &what, bool isNamed) {
        const bool isKnown = std::any_of(all.begin(), all.end(), [&](const Proposed &one) {
            return one.what.orderNo == what.orderNo && one.what.card == what.card;
        });
        if (isKnown)
            return;
        Likeness likeness;
        likeness.named = isNamed;
        likeness.samePayer = !what.payer.isEmpty() && what.payer == row.entry.partyNumber;
        likeness.sameAmount = what.state == PaymentState::Created && what.amount == row.entry.amount;
        all.push_back({what, likeness});
    };
    for (const QString &reference : referencesIn(row.entry.remark)) {
        const auto named = m_bank.candidate(*account, reference);
        if (!named)
            return fail(named.error());
        if (*named)
            propose(**named, true);
    }
    const auto others = row.entry.amount.isPositive()
        ? m_bank.candidates(*account, row, MostProposals)
        : Result<std::vector<BankRepository::Candidate>>(std::vector<BankRepository::Candidate>());
    if (!others)
        return fail(others.error());
    for (const BankRepository::Candidate &other : *others)
        propose(other, false);
    std::stable_sort(all.begin(), all.end(), [](const Proposed &a, const Proposed &b) {
        return a.likeness.score() > b.likeness.score();
    });
    if (all.size() > size_t(MostProposals))
        all.resize(size_t(MostProposals));
    return all;
}

}
