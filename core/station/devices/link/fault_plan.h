#pragma once

#include <QByteArray>
#include <QList>
#include <QRandomGenerator>
#include <QString>

#include <array>
#include <optional>

namespace youka {

/// What can go wrong with one piece of bytes on a wire, by name.
enum class Fault {
    Drop = 0,  ///< never arrives
    Delay,     ///< arrives delayMs later
    Corrupt,   ///< one bit is flipped
    Duplicate, ///< arrives twice
    Split,     ///< arrives as single bytes
    Garbage,   ///< a few bytes of rubbish come first
    Silent,    ///< nothing arrives any more, until cleared
};
inline constexpr int FaultCount = 7;

QLatin1String faultName(Fault fault);
std::optional<Fault> faultFromName(QAnyStringView name);

/// Decides, from a seed, what a piece of bytes becomes. Pure: the caller delivers the pieces.
class FaultPlan
{
public:
    explicit FaultPlan(quint32 seed = 1)
        : m_random(seed)
    {
    }
    /// How often, in 1/1000 of the pieces. Silent is on when above 0.
    void setRate(Fault fault, int perMille) { m_rates[size_t(fault)] = perMille; }
    int rate(Fault fault) const { return m_rates[size_t(fault)]; }
    /// The next `count` pieces suffer it for certain.
    void strike(Fault fault, int count = 1) { m_strikes[size_t(fault)] += count; }
    void clear();
    void setDelayMs(int ms) { m_delayMs = ms; }

    struct Piece
    {
        int delayMs = 0;
        QByteArray bytes;
    };
    QList<Piece> apply(const QByteArray &bytes);
    /// How often each fault has struck.
    int struck(Fault fault) const { return m_struck[size_t(fault)]; }

private:
    bool strikes(Fault fault);

    QRandomGenerator m_random;
    std::array<int, FaultCount> m_rates{};
    std::array<int, FaultCount> m_strikes{};
    std::array<int, FaultCount> m_struck{};
    int m_delayMs = 150;
};

}
