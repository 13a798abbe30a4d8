#pragma once

#include "tests/simulation/world/centre.h"

#include "apps/sim/pay/sim_payments.h"

namespace youka::world {

/// WeChat Pay, Alipay and UnionPay with one merchant each: the simulator's own handlers and books, behind
/// lines that delay, lose and break off. Calls, answers, notices and bills cross as the bytes they are.
class Channels
{
public:
    Channels(VirtualTime &time, Centre &centre, quint32 seed);
    ~Channels();

    static QStringList names();
    static constexpr qint64 FeePpm = 6'000;
    /// Before the centre's first life: it is told how channels are reached.
    Result<void> open();
    /// The merchants in the centre's books. For each station the same.
    Result<void> enter(Database &db);

    sim::SimPayments &far() { return m_far; }
    sim::PayBook &book(const QString &channel) { return m_far.channel(channel)->book(); }
    MerchantId merchant(const QString &channel) const { return m_merchants.value(channel); }
    /// Notices that are due are sent.
    void look() { m_far.notices().look(); }
    const NetworkCounters &counters() const { return m_counters; }

    Weather calls;   ///< of the line that the centre asks through
    Weather notices; ///< of the one that notices come through

private:
    class Line;
    /// The machine notices come from; it never fails.
    class Desk final : public Machine
    {
    public:
        using Machine::Machine;

    protected:
        bool start() override { return true; }
        void stop() override { }
    };
    ChannelReply exchange(const ChannelCall &call, int *delayMs = nullptr);
    Result<void> download(const ChannelCall &call, QFileDevice &file);
    Result<ChannelConfig> configOf(const Merchant &merchant);

    VirtualTime &m_time;
    Centre &m_centre;
    Chance m_chance;
    NodeClock m_clock;
    NetworkCounters m_counters;
    Desk m_desk;
    VirtualTransport m_post;
    sim::SimPayments m_far;
    QMap<QString, MerchantId> m_merchants;
};

}
