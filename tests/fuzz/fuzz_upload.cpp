#include "core/exchange/api/body_packing.h"
#include "core/exchange/sync/fact_batch.h"
#include "core/foundation/base/json.h"
#include "tests/fuzz/fuzz.h"

using namespace youka;

/// A terminal's upload as it comes from the network, packed or not: it never unpacks to more than is allowed,
/// and a batch that is understood says the same when it is written again.
int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    constexpr qsizetype Most = 64 * 1024;
    const QByteArray input = inputOf(data, size);
    for (const char *encoding : {"deflate", ""}) {
        const auto body = unpackedBody({input, encoding}, Most);
        if (!body)
            continue;
        ensure(body->size() <= std::max(Most, input.size()), "unpacking is bounded");
        const TravellingBody again = packedBody(*body);
        const auto back = unpackedBody(again, body->size() + 1);
        ensure(back && *back == *body, "what is packed comes back");
        const auto batch = parseJsonObject(*body).and_then(batchFromJson);
        if (!batch)
            continue;
        ensure(batch->first > 0 && !batch->bodies.isEmpty() && batch->bodies.size() <= FactBatch::MaxRecords,
               "a batch is bounded");
        const auto same = batchFromJson(toJson(*batch));
        ensure(same && same->first == batch->first && same->bodies == batch->bodies
                   && same->signature == batch->signature,
               "a batch is the same when it is read again");
    }
    return 0;
}
