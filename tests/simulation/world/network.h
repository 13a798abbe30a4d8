#pragma once

#include "machine.h"

#include "core/exchange/api/http_transport.h"

namespace youka::world {

/// What a machine's line to the centre is like now.
struct Weather
{
    int delayMs = 20; ///< one way, at least; up to four times that
    int lossPerMille = 0;
    int repeatPerMille = 0; ///< a request that arrives twice
    bool cut = false;       ///< nothing goes through
    bool halfOpen = false;  ///< requests arrive, answers do not
};

/// The other end of every line.
class HttpServerSide
{
public:
    virtual ~HttpServerSide() = default;
    virtual bool isListening() const = 0;
    /// `respond` may be called later, or never.
    virtual void receive(const HttpCall &call, std::function<void(HttpAnswer)> respond) = 0;
};

struct NetworkCounters
{
    qint64 calls = 0;
    qint64 lostRequests = 0;
    qint64 lostAnswers = 0;
    qint64 repeated = 0;
};

/// One machine's line to the centre: delays, loses, repeats and overtakes whole requests, as a network with a
/// proxy on the way does.
class VirtualTransport final : public HttpTransport
{
public:
    VirtualTransport(VirtualTime &time, Machine &from, const Weather &weather, HttpServerSide &server,
                     Chance &chance, NetworkCounters &counters);
    void send(HttpCall call, std::function<void(const HttpAnswer &)> answer) override;

private:
    qint64 delay() { return m_chance.between(m_weather.delayMs, m_weather.delayMs * 4); }
    VirtualTime &m_time;
    Machine &m_from;
    const Weather &m_weather;
    HttpServerSide &m_server;
    Chance &m_chance;
    NetworkCounters &m_counters;
    std::shared_ptr<int> m_here = std::make_shared<int>(0);
};

}
