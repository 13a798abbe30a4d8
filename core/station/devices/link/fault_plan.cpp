#include "core/station/devices/link/fault_plan.h"

namespace youka {

namespace {
constexpr std::array<const char *, FaultCount> Names{"drop",  "delay",   "corrupt", "duplicate",
                                                     "split", "garbage", "silent"};
}

QLatin1String faultName(Fault fault) { return QLatin1String(Names[size_t(fault)]); }

std::optional<Fault> faultFromName(QAnyStringView name)
{
    for (int i = 0; i < FaultCount; ++i)
        if (name == QLatin1String(Names[size_t(i)]))
            return Fault(i);
    return std::nullopt;
}

void FaultPlan::clear()
{
    m_rates.fill(0);
    m_strikes.fill(0);
}

bool FaultPlan::strikes(Fault fault)
{
    int &left = m_strikes[size_t(fault)];
    // The draw is made either way, so that one fault's rate does not shift the others' chances.
    const bool byChance = int(m_random.bounded(1000)) < m_rates[size_t(fault)];
    const bool struck = left > 0 || byChance;
    if (left > 0)
        --left;
    m_struck[size_t(fault)] += struck ? 1 : 0;
    return struck;
}

QList<FaultPlan::Piece> FaultPlan::apply(const QByteArray &bytes)
{
    if (bytes.isEmpty() || rate(Fault::Silent) > 0 || strikes(Fault::Silent) || strikes(Fault::Drop))
        return {};
    Piece piece{strikes(Fault::Delay) ? m_delayMs : 0, bytes};
    if (strikes(Fault::Corrupt)) {
        const auto bit = qsizetype(m_random.bounded(quint32(bytes.size() * 8)));
        piece.bytes[bit / 8] = char(piece.bytes[bit / 8] ^ (1 << (bit % 8)));
    }
    if (strikes(Fault::Garbage)) {
        QByteArray rubbish;
        for (quint32 n = 1 + m_random.bounded(6u); n > 0; --n)
            rubbish.append(char(m_random.bounded(256u)));
        piece.bytes.prepend(rubbish);
    }
    QList<Piece> pieces{piece};
    if (strikes(Fault::Split)) {
        pieces.clear();
        for (const char byte : std::as_const(piece.bytes))
            pieces.append({piece.delayMs, QByteArray(1, byte)});
    }
    if (strikes(Fault::Duplicate))
        pieces.append(piece);
    return pieces;
}

}
