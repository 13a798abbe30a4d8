#pragma once

#include "network.h"

#include "apps/server/server.h"

namespace youka::world {

/// The machine the server runs on.
class Centre final : public Machine, public HttpServerSide
{
public:
    Centre(VirtualTime &time, quint32 seed);

    bool isListening() const override { return m_server != nullptr && isUp(); }
    void receive(const HttpCall &call, std::function<void(HttpAnswer)> respond) override;

    /// Runs a command in the books at once, past network and permissions: for setting a world up.
    Result<QByteArray> command(const WritePipeline::Command &command);
    /// For looking at the books from outside.
    Result<std::unique_ptr<Database>> books() const { return Database::open(m_store.store); }
    const CardKeys &keys() const { return m_store.keys; }
    const CouponKeys &couponKeys() const { return m_store.coupons; }
    QByteArray listKey() const { return m_store.listKey.publicKey(); }

protected:
    bool start() override;
    void stop() override { m_server.reset(); }

private:
    void planCommit();
    void keepHouse();
    ServerStore m_store;
    std::unique_ptr<Server> m_server;
    bool m_commitPlanned = false;
    qint64 m_lastHousekeeping = 0;
};

}
