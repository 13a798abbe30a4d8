#include "core/station/devices/readers/crt/crt_session.h"
#include "tests/fuzz/fuzz.h"

using namespace youka;
using namespace youka::crt;

namespace {

/// Each event after a 06 of its own, so that every answer is taken.
void tell(Session session, const std::vector<Event> &events)
{
    Q_UNUSED(session.onOpened(0));
    qint64 now = 0;
    for (const Event &event : events) {
        Q_UNUSED(session.onEvent(Ack{}, ++now));
        const auto out = session.onEvent(event, ++now);
        for (const auto &notice : out.notices)
            if (const auto *card = std::get_if<CardRead>(&notice)) {
                ensure(!card->data.isEmpty() && card->data.size() <= 40, "a card has a number");
                ensure(card->kind != CardRead::Kind::Chip, "nobody guesses the answer to a challenge");
            }
    }
}

}

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray input = inputOf(data, size);
    Decoder whole;
    auto events = whole.feed(input);
    Decoder bytewise;
    std::vector<Event> pieces;
    for (const char byte : input)
        for (Event &event : bytewise.feed(QByteArrayView(&byte, 1)))
            pieces.push_back(std::move(event));
    for (Event &event : whole.giveUp())
        events.push_back(std::move(event));
    tell(Session({}), events);
    static const auto Scheme = ChipScheme::withMaster(QByteArray(AesKey::Size, 'm'));
    tell(Session({}, *Scheme), events);
    for (const Event &event : events) {
        const auto *frame = std::get_if<Frame>(&event);
        if (!frame)
            continue;
        Decoder again;
        const auto back = again.feed(encode(*frame));
        ensure(back.size() == 1 && std::get<Frame>(back.front()) == *frame, "a frame encodes to itself");
        parseReply(frame->text);
        track2In(frame->text);
    }
    return 0;
}
