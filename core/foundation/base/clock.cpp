#include "core/foundation/base/clock.h"

#include <chrono>

namespace youka {

Result<Timestamp> Timestamp::fromIso(QStringView text)
{
    const QDateTime parsed = QDateTime::fromString(text.toString(), Qt::ISODateWithMs);
    if (!parsed.isValid() || parsed.timeSpec() == Qt::LocalTime)
        return fail(ErrorCode::InvalidInput, QStringLiteral("a time is ISO 8601 with a zone"));
    return Timestamp{parsed.toMSecsSinceEpoch()};
}

Timestamp SystemClock::now() const { return {QDateTime::currentMSecsSinceEpoch()}; }

qint64 SystemClock::monotonicMs() const
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

QDate businessDay(Timestamp when, const QTimeZone &zone, QTime cutOver)
{
    const QDateTime local = when.toDateTime().toTimeZone(zone);
    return local.time() < cutOver ? local.date().addDays(-1) : local.date();
}

}
