#pragma once

#include "core/domain/payments/bill_counter.h"
#include "core/exchange/api/api_client.h"

namespace youka {

/// Asks the server, which alone knows the billers.
class BillClient final : public BillCounter
{
public:
    explicit BillClient(ApiClient &api)
        : m_api(api)
    {
    }
    void billers(std::function<void(Result<std::vector<Biller>>)> answer) override;
    void lookUp(const QString &biller, const QString &account, Found found) override;
    void lookUpCode(const QString &code, Found found) override;
    void begin(OperationId operation, const std::optional<CardIdentity> &card, const QString &channel,
               const std::vector<BillPart> &parts, std::function<void(Result<TopUpView>)> answer) override;
    void payees(const CardIdentity &card, const QString &pin, Payees answer) override;
    void savePayee(const CardIdentity &card, const QString &pin, const QString &biller,
                   const QString &account, Payees answer) override;
    void removePayee(const CardIdentity &card, const QString &pin, const QString &id, Payees answer) override;

private:
    void look(const QJsonObject &body, Found found);
    void ask(const QString &path, const QJsonObject &body, Payees answer);
    ApiClient &m_api;
};

}
