#pragma once

#include "core/exchange/sync/list_snapshot.h"

#include <mutex>

namespace youka {

/// The card list for terminals that were away too long: read from the books when one asks, kept for the next
/// that do. A page may come from a later reading than the one before it; what changed since is in the feed.
/// Called from any thread, and may take long: never from a listener's.
class ListSource
{
public:
    static constexpr qint64 KeepMs = 5 * 60'000;
    ListSource(StoreConfig store, const Clock &clock, SigningKey key)
        : m_store(std::move(store))
        , m_clock(clock)
        , m_key(std::move(key))
    {
    }
    QByteArray publicKey() const { return m_key.publicKey(); }
    Result<SignedListPage> page(const QByteArray &after, ListSnapshot::For whom);

private:
    Result<std::shared_ptr<const ListSnapshot>> snapshot(Database &db);
    const StoreConfig m_store;
    const Clock &m_clock;
    const SigningKey m_key;
    std::mutex m_mutex;
    std::shared_ptr<const ListSnapshot> m_snapshot;
    qint64 m_readAt = 0;
};

}
