#include "apps/server/list_source.h"

namespace youka {

Result<std::shared_ptr<const ListSnapshot>> ListSource::snapshot(Database &db)
{
    const std::lock_guard lock(m_mutex); // whoever asks meanwhile waits for the one reading
    const qint64 now = m_clock.monotonicMs();
    if (m_snapshot && now - m_readAt < KeepMs)
        return m_snapshot;
    auto read = ListSnapshot::read(db);
    if (!read)
        return read;
    m_snapshot = std::move(*read);
    m_readAt = now;
    return m_snapshot;
}

Result<SignedListPage> ListSource::page(const QByteArray &after, ListSnapshot::For whom)
{
    const auto db = Database::open(m_store); // a connection belongs to its thread
    if (!db)
        return fail(db.error());
    return snapshot(**db)
        .and_then([&](const auto &snapshot) { return snapshot->page(**db, after, whom); })
        .map([&](const ListPage &page) { return signedPage(page, m_key); });
}

}
