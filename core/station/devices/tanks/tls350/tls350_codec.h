#pragma once

#include "core/station/devices/tanks/tank_gauge.h"

#include <QByteArray>

#include <optional>
#include <variant>
#include <vector>

namespace youka::tls350 {

inline constexpr qsizetype SecurityCodeSize = 6;

/// 01 [security code] "i20100": a question in the computer format; tank 0 is all of them. Source:
/// docs/protocols/tls350.md, "Frame".
QByteArray request(const QByteArray &function, int tank = 0, const QByteArray &securityCode = {});
/// 01 "i20100" time records "&&CCCC" 03, as a console answers; `body` is time and records.
QByteArray reply(const QByteArray &command, const QByteArray &body);
/// 01 "9999FF1B" 03.
QByteArray refusal();
/// Four capital hex digits that make the sum of all bytes zero, from 01 to the second '&'.
QByteArray checksum(QByteArrayView bytes);

struct Reply
{
    QByteArray command; ///< "i20100"
    QByteArray body;    ///< from the time on, without "&&" and checksum
    bool operator==(const Reply &) const = default;
};
/// The console does not know the command, or did not understand it.
struct Refused
{
    bool operator==(const Refused &) const = default;
};
/// A frame with a wrong checksum, or none that can be one.
struct Corrupt
{
    bool operator==(const Corrupt &) const = default;
};
using Event = std::variant<Reply, Refused, Corrupt>;

/// Bytes to events. A 01 begins anew whatever was before it; what comes outside of a frame is passed over.
/// Keeps only the unfinished tail.
class Decoder
{
public:
    std::vector<Event> feed(QByteArrayView bytes);
    bool hasPartial() const { return !m_tail.isEmpty(); }
    void reset() { m_tail.clear(); }

    static constexpr qsizetype MaxFrame = 64 * 1024; ///< longer is rubbish

private:
    QByteArray m_tail; ///< from 01 on
};

/// i201. Errors: FrameInvalid (cut off, no number, not a number, negative where nothing can be).
Result<TankReadings> parseInventory(const Reply &reply, GaugeUnits units);
/// i202. Errors: FrameInvalid.
Result<TankDeliveries> parseDeliveries(const Reply &reply, GaugeUnits units);
/// i205. Codes that are not known are passed over. Errors: FrameInvalid.
Result<TankAlarms> parseAlarms(const Reply &reply);

/// Eight hex digits of an IEEE 754 single, most significant first; nullopt: not eight, or infinite or no
/// number.
std::optional<float> parseFloat(QByteArrayView digits);
QByteArray formatFloat(float value);

}
