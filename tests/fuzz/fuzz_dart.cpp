#include "core/station/devices/pumps/dart/dart_transactions.h"
#include "tests/fuzz/fuzz.h"

using namespace youka;
using namespace youka::dart;

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray input = inputOf(data, size);
    Decoder whole;
    const auto events = whole.feed(input);
    Decoder bytewise;
    std::vector<Event> pieces;
    for (const char byte : input)
        for (Event &event : bytewise.feed(QByteArrayView(&byte, 1)))
            pieces.push_back(std::move(event));
    // Beyond the longest frame the two may drop rubbish at different places.
    if (input.size() < Decoder::MaxFrame)
        ensure(events == pieces, "the same bytes mean the same, however they arrive");
    for (const Event &event : events) {
        const auto *frame = std::get_if<Frame>(&event);
        if (!frame)
            continue;
        ensure(frame->address >= FirstAddress && frame->address <= LastAddress, "address");
        Decoder again;
        const auto back = again.feed(encode(*frame));
        ensure(back.size() == 1 && std::get<Frame>(back.front()) == *frame, "a frame encodes to itself");
        const auto transactions = splitTransactions(frame->data);
        if (transactions)
            ensure(joinTransactions(*transactions) == frame->data, "transactions join to the block");
        parseReports(frame->data);
    }
    parseReports(input);
    if (const auto number = fromBcd(input.left(8)))
        ensure(*number >= 0, "BCD has no sign");
    return 0;
}
