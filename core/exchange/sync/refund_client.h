#pragma once

#include "core/domain/refunds/refund_desk.h"
#include "core/exchange/api/api_client.h"

namespace youka {

/// Asks the centre; without it nothing goes back.
class RefundClient final : public RefundDesk
{
public:
    explicit RefundClient(ApiClient &api)
        : m_api(api)
    {
    }
    void find(const QString &number, std::function<void(Result<std::vector<SaleView>>)> answer) override;
    void lines(SaleId sale, std::function<void(Result<std::vector<RefundLine>>)> answer) override;
    void refund(const CounterRefund &refund, std::function<void(Result<CounterRefundDone>)> answer) override;

private:
    ApiClient &m_api;
};

}
