#include "network.h"

namespace youka::world {

VirtualTransport::VirtualTransport(VirtualTime &time, Machine &from, const Weather &weather,
                                   HttpServerSide &server, Chance &chance, NetworkCounters &counters)
    : m_time(time)
    , m_from(from)
    , m_weather(weather)
    , m_server(server)
    , m_chance(chance)
    , m_counters(counters)
{
}

void VirtualTransport::send(HttpCall call, std::function<void(const HttpAnswer &)> answer)
{
    if (!m_from.step())
        return;
    ++m_counters.calls;
    const auto finish = [here = std::weak_ptr(m_here), done = std::make_shared<bool>(false),
                         answer = std::move(answer)](const HttpAnswer &heard) {
        if (!here.expired() && !std::exchange(*done, true))
            answer(heard);
    };
    m_time.after(call.timeoutMs, [finish] { finish({0, {}, true, QStringLiteral("no answer in time")}); });
    if (m_weather.cut) {
        ++m_counters.lostRequests;
        if (m_chance.oneIn(2)) // a router that says so; else silence
            m_time.after(delay(), [finish] { finish({0, {}, false, QStringLiteral("unreachable")}); });
        return;
    }
    if (m_chance.perMille(m_weather.lossPerMille)) {
        ++m_counters.lostRequests;
        return;
    }
    const bool twice = m_chance.perMille(m_weather.repeatPerMille);
    m_counters.repeated += twice ? 1 : 0;
    // Weather and server outlive every line; the line itself may be gone when its request arrives.
    const auto arrive = [time = &m_time, weather = &m_weather, server = &m_server, chance = &m_chance,
                         counters = &m_counters, call = std::move(call), finish] {
        if (!server->isListening())
            return finish({0, {}, false, QStringLiteral("connection refused")});
        server->receive(call, [time, weather, chance, counters, finish](const HttpAnswer &said) {
            if (weather->cut || weather->halfOpen || chance->perMille(weather->lossPerMille)) {
                ++counters->lostAnswers;
                return;
            }
            time->after(chance->between(weather->delayMs, weather->delayMs * 4),
                        [finish, said] { finish(said); });
        });
    };
    m_time.after(delay(), arrive);
    if (twice)
        m_time.after(delay() + m_chance.between(0, 2'000), arrive);
}

}
