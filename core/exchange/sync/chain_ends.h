#pragma once

#include "core/foundation/base/ids.h"

#include <QByteArray>

#include <mutex>
#include <optional>
#include <unordered_map>

namespace youka {

/// Where a terminal's journal ends at the server, and whose signature its next batch has.
struct ChainEnd
{
    qint64 seq = 0;
    QByteArray hash;
    QByteArray publicKey;
};

/// What the last batch of each terminal left, so that the next one's signature can be checked before its turn
/// to be written comes. Only a help: whoever writes compares with the store. Threads may share it.
class ChainEnds
{
public:
    void learn(TerminalId terminal, const ChainEnd &end)
    {
        const std::lock_guard lock(m_mutex);
        m_ends.insert_or_assign(terminal.value, end);
    }
    std::optional<ChainEnd> find(TerminalId terminal) const
    {
        const std::lock_guard lock(m_mutex);
        const auto it = m_ends.find(terminal.value);
        return it == m_ends.end() ? std::nullopt : std::optional(it->second);
    }

private:
    mutable std::mutex m_mutex;
    std::unordered_map<qint64, ChainEnd> m_ends;
};

}
