#include "core/domain/cards/chip_scheme.h"

namespace youka {

namespace {

constexpr char Application[] = {0x01, 0x4B, 0x59}; // 594B01
constexpr quint8 ProofKey = 1;                     // 0 may change the card
constexpr char SystemName[] = "Youka fuel card";

QString hex(QByteArrayView bytes) { return QString::fromLatin1(bytes.toByteArray().toHex()); }

}

Result<ChipScheme> ChipScheme::withMaster(QByteArrayView master)
{
    return AesKey::fromBytes(master).map([](const AesKey &key) {
        return ChipScheme{QByteArray(Application, sizeof Application), ProofKey, SystemName, key};
    });
}

QJsonObject toJson(const ChipScheme &scheme)
{
    return {{QStringLiteral("application"), hex(scheme.application)},
            {QStringLiteral("keyNumber"), scheme.keyNumber},
            {QStringLiteral("systemName"), hex(scheme.systemName)},
            {QStringLiteral("master"), hex(scheme.master.bytes())}};
}

}
