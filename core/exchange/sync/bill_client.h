#pragma once

#include "core/domain/payments/bill_counter.h"
#include "core/exchange/api/api_client.h"

namespace youka {

/// Asks the server, which alone knows the billers.
class BillClient final : public BillCounter
{
public:
    BillClient(ApiClient &api, IdSource &ids)
        : m_api(api)
        , m_ids(ids)
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
    IdSource &m_ids;
};

}
