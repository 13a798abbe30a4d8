#pragma once

#include <QByteArray>

namespace youka {

/// Strips from what arrives an exact copy of what was just sent, as two-wire converters echo it. Where the
/// wire does not echo, nothing is stripped. Pure.
class EchoFilter
{
public:
    void sent(const QByteArray &bytes)
    {
        m_expected = bytes;
        m_matched = 0;
    }
    /// What remains of `incoming`. Bytes that may still become the echo are kept back until they differ.
    QByteArray feed(const QByteArray &incoming)
    {
        if (m_expected.isEmpty())
            return incoming;
        for (qsizetype i = 0; i < incoming.size(); ++i) {
            if (incoming[i] != m_expected[m_matched]) {
                const QByteArray kept = m_expected.first(m_matched);
                m_expected.clear();
                return kept + incoming.sliced(i);
            }
            if (++m_matched == m_expected.size()) {
                m_expected.clear();
                return incoming.sliced(i + 1);
            }
        }
        return {};
    }

private:
    QByteArray m_expected;
    qsizetype m_matched = 0;
};

}
