#pragma once

#include "core/domain/sales/points_desk.h"
#include "core/exchange/api/api_client.h"

namespace youka {

/// Asks the centre; when it does not answer, there are no points to be had.
class PointsClient final : public PointsDesk
{
public:
    explicit PointsClient(ApiClient &api)
        : m_api(api)
    {
    }
    void ask(const PointsRequest &request, std::function<void(Result<PointsPaid>)> answer) override;

private:
    ApiClient &m_api;
};

}
