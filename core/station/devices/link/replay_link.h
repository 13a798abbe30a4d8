#pragma once

#include "core/foundation/base/result.h"
#include "core/station/devices/link/byte_link.h"

#include <QHash>
#include <QList>

namespace youka {

/// Plays the device of a recorded conversation: answers each expected write with what was recorded after it.
/// Answers are queued, as from a wire.
class ReplayLink final : public ByteLink
{
    Q_OBJECT
public:
    struct Exchange
    {
        QByteArray expect;
        QByteArray reply; ///< empty: the device says nothing
    };

    explicit ReplayLink(QList<Exchange> script, QObject *parent = nullptr);

    /// Lines "> 50 20 FA" (to the device) and "< 50 70 FA" (from it); '#' begins a comment. Errors:
    /// InvalidInput with the line.
    static Result<QList<Exchange>> parse(QStringView text);

    /// Answered so whenever the script does not expect it, e.g. a poll.
    void setStanding(const QByteArray &expect, const QByteArray &reply) { m_standing.insert(expect, reply); }
    bool atEnd() const { return m_next == m_script.size(); }
    qsizetype position() const { return m_next; }
    /// Writes that were neither expected nor standing.
    const QList<QByteArray> &unexpected() const { return m_unexpected; }

    void open() override;
    void close() override;
    void write(const QByteArray &bytes) override;
    bool isOpen() const override { return m_open; }

private:
    void answer(const QByteArray &reply);

    QList<Exchange> m_script;
    QHash<QByteArray, QByteArray> m_standing;
    QList<QByteArray> m_unexpected;
    qsizetype m_next = 0;
    bool m_open = false;
};

}
