#include "apps/server/server.h"
#include "core/domain/reversals/reversal_json.h"

namespace youka {

namespace {

void reverse(const std::shared_ptr<Call> &call)
{
    auto order = reversalOrderFromJson(call->body);
    if (!order)
        return call->refuse(order.error());
    order->operation = call->operation;
    order->who = call->who;
    call->server.write(call, [call, order = *order](Database &db, Timestamp now) mutable {
        order.occurred = now;
        return ReversalService(db, call->server.cardKeys(), call->server.reversalPolicy())
            .reverse(order, now)
            .map([](const ReversalDone &done) { return toJson(done); });
    });
}

}

void addReversalRoutes(RouteTable &table)
{
    table.add({"POST", "/api/v1/reversals", Permission::ReverseBookings, Idempotency::ByKey,
               "Take a top-up back whole; above a limit once a second person asks for the same",
               R"({"type":"object","required":["original","kind","reason"]})",
               R"({"type":"object","required":["outcome"]})", reverse});
}

}
