#pragma once

#include "core/domain/banking/bank_repository.h"
#include "core/domain/banking/banking_rules.h"
#include "core/domain/payments/payment_service.h"

namespace youka {

/// Money that comes by bank transfer: orders with a reference, the rows of statements matched with them, and
/// what people say of those that fit nothing. Runs inside the caller's transaction. Source: docs/banking.md.
class BankService
{
public:
    static constexpr qint64 OrderLifeMs = 30LL * 24 * 60 * 60 * 1000;
    /// What was paid in time may come with a statement so much later.
    static constexpr qint64 StatementDelayMs = 7LL * 24 * 60 * 60 * 1000;
    static constexpr int MostProposals = 20;

    BankService(Database &db, const CardKeys &keys)
        : m_db(db)
        , m_keys(keys)
        , m_bank(db)
        , m_payments(db, keys)
    {
    }

    /// Its number as bankNumber() wrote it; a merchant of its own is made for it. Errors: StoreConstraint
    /// (that number is known).
    Result<BankAccount> open(BankAccount account, const QString &person, Timestamp now);

    struct OrderWish
    {
        OperationId operation;
        BankAccountId account; ///< to which it is transferred
        CardId card;
        StationId station;
        Money amount;
        QString payer; ///< account number; empty: anybody's
    };
    struct Ordered
    {
        BankOrder asked;
        PaymentOrder order;
    };
    /// A top-up that a bank transfer will pay. The same operation again is the same order. Errors:
    /// BankAccountInvalid (no such account, or not in use), CardUnknown, those of PaymentService::create().
    Result<Ordered> order(const OrderWish &wish, Timestamp now);

    /// Looks at up to `most` rows that name a reference; how many they were. What fits is booked, once; the
    /// rest waits for people.
    Result<int> match(Timestamp now, int most);

    /// Orders that nobody has paid in time end, when no statement will say otherwise; how many they were.
    Result<int> expire(Timestamp now, int most);

    struct Proposed
    {
        BankRepository::Candidate what;
        Likeness likeness;
    };
    /// What a waiting row may be, the likeliest first.
    Result<std::vector<Proposed>> proposals(const BankRow &row);

    struct Assignment
    {
        BankRowId row;
        AssignKind kind = AssignKind::Card;
        QString subject; ///< card's number in the books, reference, "merchant/day"; of Nobody: why
        Principal who;
    };
    struct Assigned
    {
        bool waiting = false; ///< for a second person
        QString maker;
        BankRow row;
    };
    /// A person says what a waiting row is. More than `secondPersonAbove` waits until another person says the
    /// same. Errors: NotFound, BankTransferConflict (it does not wait), FourEyesNeeded (who said it before),
    /// InvalidInput, those of what it becomes.
    Result<Assigned> assign(const Assignment &wish, Money secondPersonAbove, Timestamp now);

    BankRepository &repository() { return m_bank; }

private:
    Result<BankAccount> accountOf(BankAccountId id);
    Result<void> look(BankRow row, Timestamp now);
    Result<BankDoubt> claim(const BankAccount &account, BankRow &row, const QString &reference,
                            Timestamp now);
    Result<BankDoubt> claimOrder(const BankAccount &account, BankRow &row, const BankOrder &order,
                                 Timestamp now);
    Result<PaymentOrder> pay(const BankAccount &account, const BankRow &row, const QString &orderNo,
                             Timestamp now);
    Result<std::optional<Assigned>> secondWord(const Assignment &wish, const BankRow &row,
                                               Money secondPersonAbove, Timestamp now);
    Result<void> become(const Assignment &wish, BankRow &row, Timestamp now);
    Result<void> becomeTopUp(const BankAccount &account, CardId card, BankRow &row, Timestamp now);
    Result<void> becomeSettlement(const BankAccount &account, const Assignment &wish, BankRow &row,
                                  Timestamp now);
    Result<void> becomeCase(const BankAccount &account, const QString &why, BankRow &row, Timestamp now);

    Database &m_db;
    const CardKeys &m_keys;
    BankRepository m_bank;
    PaymentService m_payments;
};

/// Operations that a row is the cause of: the same again for a repeat.
OperationId rowOperation(const BankAccount &account, const QString &serial, const char *what);

}
