#pragma once

#include <QtGlobal>

#include <algorithm>

namespace youka {

/// How long a lost link waits before the next try: 250 ms, doubled up to 8 s, back to 250 ms once it is open.
class ReopenPause
{
public:
    int nextMs()
    {
        const int now = m_ms;
        m_ms = std::min(m_ms * 2, 8'000);
        return now;
    }
    void reset() { m_ms = FirstMs; }

private:
    static constexpr int FirstMs = 250;
    int m_ms = FirstMs;
};

}
