#pragma once

#include "core/station/devices/pumps/dart/dart_codec.h"

namespace youka::dart {

/// The transactions as types. CDn goes to the pump, DCn comes from it; numbers are BCD digits as on the wire,
/// without a point: the decimals are the pump's configuration. Source: Wayne DART notes,
/// docs/protocols/wayne-dart.md, "Application layer".

enum class Command : quint8 {
    ReturnStatus = 0x00,
    ReturnParameters = 0x02,
    ReturnIdentity = 0x03,
    ReturnFilling = 0x04,
    Reset = 0x05,
    Authorise = 0x06,
    Stop = 0x08,
    SwitchOff = 0x0A,
    Suspend = 0x0D,
    Resume = 0x0E,
    ReturnPrices = 0x0F,
};

/// DC1. There is no 3.
enum class Status : quint8 {
    NotProgrammed = 0,
    Reset = 1,
    Authorised = 2,
    Filling = 4,
    Completed = 5,
    LimitReached = 6,
    SwitchedOff = 7,
    Suspended = 8,
};

// Controller to pump. The digits must fit; a number that does not is a broken invariant of the caller.
Transaction cd1(Command command);
Transaction cd2(const QList<int> &nozzles);
Transaction cd3(qint64 volumeDigits);
Transaction cd4(qint64 amountDigits);
Transaction cd5(const QList<qint64> &priceDigits); ///< nozzle 1 first, all configured ones
Transaction cd101(quint8 counter);                 ///< 01-09 volume, 11-19 amount of a nozzle
inline constexpr qint64 MaxDigits8 = 99'999'999;
inline constexpr qint64 MaxDigits6 = 999'999;

struct StatusReport
{
    Status status = Status::NotProgrammed;
    bool operator==(const StatusReport &) const = default;
};
struct Filling
{
    qint64 volume = 0;
    qint64 amount = 0;
    bool operator==(const Filling &) const = default;
};
struct NozzleReport
{
    qint64 price = 0;
    int nozzle = 0;
    bool out = false;
    bool operator==(const NozzleReport &) const = default;
};
struct Alarm
{
    quint8 code = 0;
    bool operator==(const Alarm &) const = default;
};
struct Identity
{
    QByteArray digits;
    bool operator==(const Identity &) const = default;
};
/// DC101 in either layout: the standard one answers one counter, the other one gives both totals of a nozzle.
struct Totals
{
    int nozzle = 0;
    std::optional<qint64> volume;
    std::optional<qint64> amount;
    bool operator==(const Totals &) const = default;
};
using Report = std::variant<StatusReport, Filling, NozzleReport, Alarm, Identity, Totals>;

/// The pump's transactions of one block. Unknown ones, and known ones with a wrong length or digits that are
/// none, are left out.
QList<Report> parseReports(const QByteArray &data);

// Pump to controller, for the simulator and the tests.
Transaction toTransaction(const Report &report);

/// Packed BCD, most significant digit first.
QByteArray toBcd(qint64 value, int bytes);
std::optional<qint64> fromBcd(QByteArrayView bytes);

}
