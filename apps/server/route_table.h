#pragma once

#include "apps/server/http_message.h"
#include "core/domain/access/access.h"
#include "core/domain/sales/sale_service.h"

#include <QJsonObject>

#include <vector>

namespace youka {

class Server;

/// How a writing route is kept from happening twice.
enum class Idempotency {
    Reads,     ///< changes nothing
    ByKey,     ///< the Idempotency-Key header is required; the first answer is given again
    ByContent, ///< its content names itself (records of a chain)
};

/// What a route puts into the queue of writes.
enum class Queues {
    Commands, ///< one, or none
    Records,  ///< many records at a time: admitted only while there is room
};

/// One request on its way through a route.
struct Call
{
    Server &server;
    int thread;
    HttpRequest request;
    QStringList captures; ///< what stood at the {names} of the path
    Principal who;
    AskingTerminal terminal; ///< set when a terminal asks
    OperationId operation;   ///< set for Idempotency::ByKey
    QJsonObject body;        ///< parsed, for POST
    Respond respond;

    void answer(const QJsonObject &json, int status = 200) const;
    void refuse(const Error &error) const;
};

/// Everything the server offers: what it is called, who may, how a repeat is met, what goes in and out.
struct Route
{
    QByteArray method;
    QByteArray path; ///< "/api/v1/cards/{id}/top-ups"
    Permission permission;
    Idempotency idempotency;
    const char *summary;
    const char *requestSchema; ///< JSON Schema, or nullptr
    const char *answerSchema;
    std::function<void(std::shared_ptr<Call>)> handler;
    Queues queues = Queues::Commands;
    bool page = false; ///< for people with a browser: forms come in, and it is not part of the API
    bool raw = false;  ///< its body is read by whoever handles it: what is signed is the bytes
};

class RouteTable
{
public:
    void add(Route route);
    const std::vector<Route> &routes() const { return m_routes; }

    struct Match
    {
        const Route *route = nullptr;
        QStringList captures;
        bool pathKnown = false; ///< another method has it
    };
    Match match(const QByteArray &method, const QByteArray &path) const;

private:
    std::vector<Route> m_routes;
    std::vector<QList<QByteArray>> m_parts;
};

/// OpenAPI 3.1, made from the table.
QByteArray openApi(const RouteTable &table, const QString &version);

void addAccessRoutes(RouteTable &table);
void addBillingRoutes(RouteTable &table);
void addCardRoutes(RouteTable &table);
void addCounterRefundRoutes(RouteTable &table);
void addCouponCodeRoutes(RouteTable &table);
void addCouponGivingRoutes(RouteTable &table);
void addCouponRoutes(RouteTable &table);
void addExceptionRoutes(RouteTable &table);
void addGoodsRoutes(RouteTable &table);
void addMemberCouponRoutes(RouteTable &table);
void addInvoiceRoutes(RouteTable &table);
void addMessageRoutes(RouteTable &table);
void addPayeeRoutes(RouteTable &table);
void addPaymentRoutes(RouteTable &table);
void addPointsRoutes(RouteTable &table);
void addPriceRoutes(RouteTable &table);
void addBankRoutes(RouteTable &table);
void addBankTransferRoutes(RouteTable &table);
void addReconcileRoutes(RouteTable &table);
void addRefundRoutes(RouteTable &table);
void addReversalRoutes(RouteTable &table);
void addSaleRoutes(RouteTable &table);
void addStaffRoutes(RouteTable &table);
void addStationRoutes(RouteTable &table);
void addSyncRoutes(RouteTable &table);
void addSystemRoutes(RouteTable &table);
void addTankRoutes(RouteTable &table);
void addWashRoutes(RouteTable &table);
void addWebRoutes(RouteTable &table);

}
