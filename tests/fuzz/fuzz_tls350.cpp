#include "core/station/devices/tanks/tls350/tls350_session.h"
#include "tests/fuzz/fuzz.h"

using namespace youka;
using namespace youka::tls350;

namespace {

void checkReading(const TankReading &reading)
{
    const bool right = reading.volume.ml >= 0 && reading.compensated.ml >= 0 && reading.ullage.ml >= 0
        && reading.water.ml >= 0 && reading.heightUm >= 0 && reading.waterHeightUm >= 0;
    ensure(right, "only a temperature may be below zero");
}

/// Each event in the place of an answer to what was asked last.
void tell(Session session, const std::vector<Event> &events)
{
    qint64 now = 0;
    auto out = session.onOpened(now);
    for (const Event &event : events) {
        now = std::max(now + 1, std::min(session.dueMs(), now + 60'000));
        Q_UNUSED(session.onTimer(now));
        out = session.onEvent(event, ++now);
        for (const auto &notice : out.notices)
            if (const auto *read = std::get_if<TankReadings>(&notice))
                for (const TankReading &reading : read->tanks)
                    checkReading(reading);
    }
}

}

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
    ensure(events == pieces, "how bytes come together is all the same");
    tell(Session({}), events);
    // Also what no checksum vouches for: the records by themselves.
    const Reply bare{"i20100", input};
    for (const GaugeUnits units : {GaugeUnits::Metric, GaugeUnits::Us}) {
        if (const auto read = parseInventory(bare, units))
            for (const TankReading &reading : read->tanks)
                checkReading(reading);
        if (const auto listed = parseDeliveries(bare, units))
            for (const TankDelivery &delivery : listed->list)
                ensure(delivery.before.ml >= 0 && delivery.start.size() == 10, "a delivery has a start");
    }
    Q_UNUSED(parseAlarms(bare));
    for (const Event &event : events)
        if (const auto *found = std::get_if<Reply>(&event)) {
            Decoder again;
            const auto back = again.feed(reply(found->command, found->body));
            ensure(back.size() == 1 && std::get<Reply>(back.front()) == *found, "a reply encodes to itself");
        }
    return 0;
}
