#include "core/exchange/bills/bill_learning.h"

#include "core/domain/payments/payment_rules.h"

namespace youka {

Result<void> BillLearning::learnPaid(Database &db, const BillSays &says, Timestamp now)
{
    PaymentNews news;
    news.word = PaymentWord::Paid;
    news.source = PaymentSource::Bill;
    news.channelNo = says.channelNo;
    news.amount = says.amount;
    news.paidAt = says.at;
    return PaymentService(db, m_keys, m_told)
        .learn(says.merchant, says.number, news, now)
        .and_then([](const PaymentOrder &order) -> Result<void> {
            if (!isBooked(order.state))
                return fail(ErrorCode::PaymentStateConflict, paymentStateName(order.state));
            return {};
        });
}

Result<void> BillLearning::learnRefunded(Database &db, const BillSays &says, Timestamp now)
{
    PaymentRefundNews news;
    news.word = PaymentRefundWord::Done;
    news.source = PaymentSource::Bill;
    news.channelNo = says.channelNo;
    news.amount = says.amount;
    return PaymentService(db, m_keys)
        .learn(says.merchant, says.number, news, now)
        .and_then([](const PaymentRefund &refund) -> Result<void> {
            if (refund.state != PaymentRefundState::Done)
                return fail(ErrorCode::PaymentStateConflict, refundStateName(refund.state));
            return {};
        });
}

}
