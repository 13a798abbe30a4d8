#pragma once

#include <QByteArray>
#include <QList>

/// The frames of the Wayne DART notes (docs/protocols/wayne-dart.md, "Test vectors").
struct DartVector
{
    const char *name;
    const char *hex;
    quint8 address;
    quint8 block;
    const char *dataHex; ///< unescaped
    bool captured;
};

inline const QList<DartVector> &dartVectors()
{
    static const QList<DartVector> all{
        {"cd1 reset", "51 33 01 01 05 62 DB 03 FA", 0x51, 3, "01 01 05", true},
        {"cd2 allow nozzle 1", "51 32 02 01 01 92 E4 03 FA", 0x51, 2, "02 01 01", true},
        {"cd3 fill-up", "51 35 03 04 99 99 99 99 04 89 03 FA", 0x51, 5, "03 04 99 99 99 99", true},
        {"cd1 authorise", "51 36 01 01 06 22 16 03 FA", 0x51, 6, "01 01 06", true},
        {"cd1 filling info", "51 3E 01 01 04 A1 B7 03 FA", 0x51, 14, "01 01 04", true},
        {"cd1 status", "51 35 01 01 00 A2 50 03 FA", 0x51, 5, "01 01 00", true},
        {"cd1 stop", "51 3E 01 01 08 A1 B2 03 FA", 0x51, 14, "01 01 08", true},
        {"cd5 three prices", "52 3C 05 09 00 12 34 00 56 78 00 26 53 A9 46 03 FA", 0x52, 12,
         "05 09 00 12 34 00 56 78 00 26 53", true},
        {"cd5 two prices", "50 30 05 06 00 11 75 00 11 75 DA C7 03 FA", 0x50, 0, "05 06 00 11 75 00 11 75",
         true},
        {"cd2 and cd1", "50 34 02 02 01 02 01 01 05 70 ED 03 FA", 0x50, 4, "02 02 01 02 01 01 05", true},
        {"dc3 nozzle 1 out", "51 3A 03 04 00 81 23 11 26 14 03 FA", 0x51, 10, "03 04 00 81 23 11", true},
        {"dc1 dc3 dc2 dc3",
         "51 31 01 01 04 03 04 00 81 23 11 02 08 00 00 04 28 00 00 34 77 03 04 00 81 23 11 83 55 03 FA", 0x51,
         1, "01 01 04 03 04 00 81 23 11 02 08 00 00 04 28 00 00 34 77 03 04 00 81 23 11", true},
        {"dc101", "51 39 65 10 01 00 00 42 66 33 00 00 42 66 33 00 00 00 00 00 A4 F0 03 FA", 0x51, 9,
         "65 10 01 00 00 42 66 33 00 00 42 66 33 00 00 00 00 00", true},
        {"authorise", "50 31 01 01 06 1E A2 03 FA", 0x50, 1, "01 01 06", false},
        {"preset amount", "50 32 04 04 00 02 00 00 47 7B 03 FA", 0x50, 2, "04 04 00 02 00 00", false},
        {"preset volume", "50 33 03 04 00 00 30 00 E3 CC 03 FA", 0x50, 3, "03 04 00 00 30 00", false},
        {"price 7.85", "50 34 05 03 00 07 85 5B A6 03 FA", 0x50, 4, "05 03 00 07 85", false},
        {"dc1 reset dc3 in", "50 31 01 01 01 03 04 00 07 85 01 6F C5 03 FA", 0x50, 1,
         "01 01 01 03 04 00 07 85 01", false},
        {"escaped crc", "50 30 04 04 00 00 54 04 10 FA 78 03 FA", 0x50, 0, "04 04 00 00 54 04", false},
    };
    return all;
}

inline QByteArray hexBytes(const char *hex) { return QByteArray::fromHex(hex); }
