#include "story.h"

namespace youka::world {

namespace {
constexpr size_t MostLines = 200'000;
}

void Story::tell(qint64 ms, const QString &who, const QString &what)
{
    m_lines.push_back(QStringLiteral("%1:%2:%3.%4  %5 %6")
                          .arg(ms / 3'600'000, 3, 10, QLatin1Char('0'))
                          .arg(ms / 60'000 % 60, 2, 10, QLatin1Char('0'))
                          .arg(ms / 1'000 % 60, 2, 10, QLatin1Char('0'))
                          .arg(ms % 1'000, 3, 10, QLatin1Char('0'))
                          .arg(who, what));
    if (m_lines.size() > MostLines)
        m_lines.pop_front();
}

QStringList Story::lines(const QStringList &about, int most) const
{
    QStringList lines;
    for (auto it = m_lines.rbegin(); it != m_lines.rend() && lines.size() < most; ++it)
        for (const QString &word : about)
            if (it->contains(word)) {
                lines.prepend(*it);
                break;
            }
    return lines;
}

}
