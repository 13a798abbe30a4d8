#pragma once

#include "core/foundation/base/clock.h"

#include <QRandomGenerator>
#include <QUuid>

#include <compare>

namespace youka {

/// A number that only its own kind compares with (server-side rows).
template <class Tag>
struct Id
{
    qint64 value = 0;
    constexpr auto operator<=>(const Id &) const = default;
    explicit operator bool() const { return value != 0; }
};

/// A 128-bit id made by whoever starts something, before the first try. Stored as 16 bytes, on the wire as
/// text.
template <class Tag>
struct GlobalId
{
    QUuid uuid;
    bool operator==(const GlobalId &) const = default;
    bool operator<(const GlobalId &other) const { return uuid < other.uuid; }
    bool isNull() const { return uuid.isNull(); }
    QByteArray bytes() const { return uuid.toRfc4122(); }
    QString text() const { return uuid.toString(QUuid::WithoutBraces); }
    static GlobalId fromBytes(const QByteArray &bytes) { return {QUuid::fromRfc4122(bytes)}; }
    static Result<GlobalId> parse(QStringView text)
    {
        const QUuid uuid = QUuid::fromString(text);
        if (uuid.isNull())
            return fail(ErrorCode::InvalidInput, QStringLiteral("not a UUID"));
        return GlobalId{uuid};
    }
};

using OperationId = GlobalId<struct OperationTag>; ///< one command; same id, same effect, once
using HoldId = GlobalId<struct HoldTag>;           ///< one reservation
using SaleId = GlobalId<struct SaleTag>;           ///< one sale, made before the nozzle lifts
using TerminalId =
    Id<struct TerminalTag>; ///< one enrolled till, kiosk or office; 32 bits, given at enrolment

/// UUIDv7 (RFC 9562): unique without asking and in time order, which keeps indexes dense. Ids of one source
/// are strictly increasing even when the clock stands still or steps back. Not for use from two threads at
/// once.
class IdSource
{
public:
    /// `seed` 0 takes the system's randomness; any other makes a reproducible source for tests.
    explicit IdSource(const Clock &clock, quint64 seed = 0);
    QUuid next();
    template <class G>
    G make()
    {
        return G{next()};
    }

private:
    const Clock &m_clock;
    QRandomGenerator m_random;
    qint64 m_lastMs = 0;
    quint32 m_counter = 0; // 26 bits: rand_a and the head of rand_b, as RFC 9562 section 6.2 method 1 allows
};

}
