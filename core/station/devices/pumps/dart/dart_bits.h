#pragma once

#include "core/station/devices/pumps/dart/dart_transactions.h"
#include "core/station/devices/pumps/pump_driver.h"

namespace youka::dart {

/// Sets of DC1 values.
constexpr int bit(Status status) { return 1 << int(status); }
inline constexpr int AnyStatus = 0x1FF;
inline constexpr int ReleasedStatus = bit(Status::Authorised) | bit(Status::Filling) | bit(Status::Suspended);
inline constexpr int EndedStatus = bit(Status::Completed) | bit(Status::LimitReached);

constexpr qint64 pow10(int n)
{
    qint64 r = 1;
    for (; n > 0; --n)
        r *= 10;
    return r;
}

/// DC5. Source: Wayne DART notes, docs/protocols/wayne-dart.md, "Application layer".
constexpr PumpAlarmKind alarmKind(quint8 code)
{
    switch (code) {
    case 0x01:
        return PumpAlarmKind::CpuReset;
    case 0x03:
    case 0x04:
        return PumpAlarmKind::Memory;
    case 0x06:
    case 0x07:
        return PumpAlarmKind::Pulser;
    case 0x09:
        return PumpAlarmKind::EmergencyStop;
    case 0x0A:
        return PumpAlarmKind::PowerFailure;
    case 0x0B:
        return PumpAlarmKind::Pressure;
    case 0x0C:
        return PumpAlarmKind::Blend;
    case 0x0D:
    case 0x0E:
    case 0x0F:
        return PumpAlarmKind::Leak;
    case 0x10:
    case 0x11:
    case 0x12:
    case 0x13:
    case 0x19:
    case 0x20:
        return PumpAlarmKind::VapourRecovery;
    default:
        return PumpAlarmKind::Other;
    }
}

}
