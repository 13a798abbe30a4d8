#pragma once

#include "core/domain/payments/payment_service.h"
#include "core/domain/reconcile/payment_actions.h"

namespace youka {

/// What a bill says, told to the payments: the same function learns it as from a reply or a notice.
class BillLearning final : public PaymentActions
{
public:
    explicit BillLearning(const CardKeys &keys, PaymentTold told = {})
        : m_keys(keys)
        , m_told(std::move(told))
    {
    }
    /// Errors: PaymentUnknown, PaymentStateConflict (it could not be believed: a person must look).
    Result<void> learnPaid(Database &db, const BillSays &says, Timestamp now) override;
    Result<void> learnRefunded(Database &db, const BillSays &says, Timestamp now) override;

private:
    const CardKeys &m_keys;
    PaymentTold m_told;
};

}
