#include "core/domain/payments/payable.h"

namespace youka {

/// Everything that can be paid through a channel.
const Payable *payableOf(PaymentPurpose purpose)
{
    static const Payable *const All[] = {&TopUpPayable, &BillPayable};
    for (const Payable *payable : All)
        if (payable->purpose == purpose)
            return payable;
    return nullptr;
}

}
