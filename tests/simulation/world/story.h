#pragma once

#include <QStringList>

#include <deque>

namespace youka::world {

/// What happened in a world, line by line.
class Story
{
public:
    void tell(qint64 ms, const QString &who, const QString &what);
    /// Newest last; `about` picks the lines that name one of these.
    QStringList lines(const QStringList &about, int most) const;

private:
    std::deque<QString> m_lines;
};

}
