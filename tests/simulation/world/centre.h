#pragma once

#include "network.h"

#include "apps/server/server.h"

namespace youka::world {

/// The machine the server runs on.
class Centre final : public Machine, public HttpServerSide
{
public:
    /// How often it looks what is to be done.
    struct Pace
    {
        /// Every tenth of a second at the real one; who waits is answered after each commit, too.
        qint64 liveMs = 4'000;
        /// Once a second at the real one; what many sales of one card add up to is told together all the
        /// more.
        qint64 housekeepingMs = 12'000;
        qint64 channelsMs = 0; ///< while something is under way; 0: there are no channels
        qint64 channelsQuietMs = 20'000;
        qint64 reconcileMs = 5 * 60'000;
    };
    Centre(VirtualTime &time, quint32 seed)
        : Centre(time, seed, Pace{})
    {
    }
    Centre(VirtualTime &time, quint32 seed, const Pace &pace);
    /// Before its first life.
    void useChannels(MerchantChannels::ConfigOf configOf, std::shared_ptr<ChannelSender> sender,
                     BillDownload bills);

    bool isListening() const override { return m_server != nullptr && isUp(); }
    void receive(const HttpCall &call, std::function<void(HttpAnswer)> respond) override;

    /// Runs a command in the books at once, past network and permissions: for setting a world up.
    Result<QByteArray> command(const WritePipeline::Command &command);
    /// For looking at the books from outside.
    Result<std::unique_ptr<Database>> books() const { return Database::open(m_store.store); }
    const CardKeys &keys() const { return m_store.keys; }
    const CouponKeys &couponKeys() const { return m_store.coupons; }
    /// A channel's answer has come and is to be written.
    void planCommit();
    /// The bills are being fetched: whoever is asked answers at once, as the one who asks waits.
    bool isFetching() const { return m_isFetching; }
    QByteArray listKey() const { return m_store.listKey.publicKey(); }

protected:
    bool start() override;
    void stop() override { m_server.reset(); }

private:
    void keepHouse();
    void keepChannels();
    void reconcile();
    const Pace m_pace;
    ServerStore m_store;
    std::unique_ptr<Server> m_server;
    bool m_commitPlanned = false;
    qint64 m_lastHousekeeping = 0;
    qint64 m_lastAsked = 0; ///< by somebody, or told by a channel
    qint64 m_lastReconciled = 0;
    bool m_isFetching = false;
};

}
