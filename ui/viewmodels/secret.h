#pragma once

#include <QString>

namespace youka {

/// A PIN being typed: kept as short as possible, overwritten when let go, never shown, only counted.
class Secret
{
public:
    explicit Secret(int most = Most)
        : m_most(most)
    {
        m_text.reserve(most);
    }
    ~Secret() { wipe(); }
    Q_DISABLE_COPY_MOVE(Secret)

    static constexpr int Least = 4;
    static constexpr int Most = 6; ///< of a card's

    int length() const { return int(m_text.size()); }
    bool isComplete() const { return length() >= Least; }
    /// A copy of its own, so that nothing shares the buffer that wipe() overwrites.
    QString take() const { return QString(m_text.constData(), m_text.size()); }
    void add(QChar digit)
    {
        if (length() < m_most)
            m_text.append(digit);
    }
    void back()
    {
        if (m_text.isEmpty())
            return;
        m_text[m_text.size() - 1] = u'0';
        m_text.chop(1);
    }
    void wipe()
    {
        m_text.fill(u'0');
        m_text.resize(0);
    }

private:
    const int m_most;
    QString m_text;
};

}
