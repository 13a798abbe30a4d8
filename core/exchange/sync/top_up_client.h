#pragma once

#include "core/domain/payments/top_up_desk.h"
#include "core/exchange/api/api_client.h"
#include "core/exchange/sync/terminal_store.h"

namespace youka {

/// Asks the server, which alone knows the payment channels.
class TopUpClient final : public TopUpDesk
{
public:
    TopUpClient(ApiClient &api, IdSource &ids)
        : m_api(api)
        , m_ids(ids)
    {
    }
    void channels(std::function<void(Result<QStringList>)> answer) override;
    void offers(const CardIdentity &card, std::function<void(Result<TopUpOffers>)> answer) override;
    void begin(OperationId operation, const CardIdentity &card, Money amount, const QString &channel,
               std::function<void(Result<TopUpView>)> answer) override;
    void look(const QString &orderNo, std::function<void(Result<TopUpView>)> answer) override;
    void giveUp(const QString &orderNo, std::function<void(Result<TopUpView>)> answer) override;

private:
    ApiClient &m_api;
    IdSource &m_ids;
};

/// In the terminal's own store.
class StoredTopUp final : public TopUpMemory
{
public:
    explicit StoredTopUp(TerminalStore &store)
        : m_store(store)
    {
    }
    void keep(const QString &orderNo) override;
    QString kept() const override;

private:
    TerminalStore &m_store;
};

}
