#include "core/domain/access/staff_json.h"
#include "core/domain/cards/card_json.h"
#include "core/domain/sales/sale_json.h"
#include "core/exchange/api/problem.h"
#include "core/exchange/sync/fact_batch.h"
#include "core/foundation/base/json.h"
#include "tests/fuzz/fuzz.h"

using namespace youka;

/// The bodies that cross the network: questions, answers, listed cards and staff, problems.
int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray input = inputOf(data, size);
    Q_UNUSED(errorFromProblem(409, input));
    const auto object = parseJsonObject(input);
    if (!object)
        return 0;
    if (const auto question = questionFromJson(*object))
        ensure(questionFromJson(toJson(*question)).has_value(), "a question can be asked again");
    if (const auto grant = grantFromJson(*object))
        ensure(grantFromJson(toJson(*grant)).has_value(), "an answer can be given again");
    if (const auto batch = batchFromJson(*object)) {
        const auto again = batchFromJson(toJson(*batch));
        ensure(again && again->bodies == batch->bodies, "a batch is the same when it is read again");
    }
    if (const auto replies = repliesFromJson(*object))
        ensure(repliesFromJson(toJson(*replies)).has_value(), "replies can be given again");
    if (const auto card = listedCardFromJson(*object)) {
        const auto again = listedCardFromJson(toJson(*card));
        ensure(again && again->token == card->token && again->facts == card->facts && again->day == card->day,
               "a listed card is the same when it is read again");
    }
    if (const auto allotment = listedAllotmentFromJson(*object)) {
        const auto again = listedAllotmentFromJson(toJson(*allotment));
        ensure(again && again->token == allotment->token && again->amount == allotment->amount
                   && again->terminal == allotment->terminal && again->booked == allotment->booked,
               "an allotment is the same when it is read again");
    }
    if (const auto staff = listedStaffFromJson(*object)) {
        const auto again = listedStaffFromJson(toJson(*staff));
        ensure(again && again->id == staff->id && again->name == staff->name && again->role == staff->role
                   && again->active == staff->active && again->pin == staff->pin,
               "a listed member of staff is the same when it is read again");
    }
    return 0;
}
