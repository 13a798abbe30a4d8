#pragma once

#include "core/foundation/base/result.h"

#include <QDate>
#include <QDateTime>
#include <QTimeZone>

#include <compare>

namespace youka {

/// A moment: milliseconds since 1970 UTC. Stored as a 64-bit integer, on the wire as ISO 8601 with
/// milliseconds.
struct Timestamp
{
    qint64 ms = 0;
    constexpr auto operator<=>(const Timestamp &) const = default;

    constexpr Timestamp plusMs(qint64 delta) const { return {ms + delta}; }
    QDateTime toDateTime() const { return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC); }
    /// "2026-01-31T08:00:00.000Z"
    QString toIso() const { return toDateTime().toString(Qt::ISODateWithMs); }
    static Result<Timestamp> fromIso(QStringView text);
};

/// Where time comes from. Passed in, never looked up, so that tests own it.
class Clock
{
public:
    virtual ~Clock() = default;
    virtual Timestamp now() const = 0;
    /// Milliseconds that never go back; for time-outs only.
    virtual qint64 monotonicMs() const = 0;
};

class SystemClock final : public Clock
{
public:
    Timestamp now() const override;
    qint64 monotonicMs() const override;
};

/// A clock that moves only when told to.
class ManualClock final : public Clock
{
public:
    explicit ManualClock(Timestamp start = {1'767'225'600'000})
        : m_now(start)
    {
    } // 2026-01-01T00:00Z
    Timestamp now() const override { return m_now; }
    qint64 monotonicMs() const override { return m_monotonic; }
    void advanceMs(qint64 delta)
    {
        m_now.ms += delta;
        m_monotonic += delta;
    }
    void set(Timestamp now) { m_now = now; }

private:
    Timestamp m_now;
    qint64 m_monotonic = 0;
};

/// The station's business day of a moment: the local date, shifted by the day's cut-over time.
QDate businessDay(Timestamp when, const QTimeZone &zone, QTime cutOver);

}
