#include "core/foundation/base/ids.h"

namespace youka {

namespace {
constexpr quint32 CounterLimit = 1u << 26;
}

IdSource::IdSource(const Clock &clock, quint64 seed)
    : m_clock(clock)
    , m_random(seed == 0 ? QRandomGenerator::securelySeeded()
                         : QRandomGenerator(quint32(seed ^ (seed >> 32))))
{
}

QUuid IdSource::next()
{
    const qint64 ms = m_clock.now().ms;
    if (ms > m_lastMs) {
        m_lastMs = ms;
        m_counter = m_random.generate() % (CounterLimit / 2); // room to count up within the millisecond
    } else if (++m_counter == CounterLimit) {
        ++m_lastMs;
        m_counter = 0;
    }
    const quint64 time = quint64(m_lastMs);
    const quint32 tail = m_random.generate();
    const quint16 tail2 = quint16(m_random.generate());
    const quint16 randA = quint16(m_counter >> 14);
    const quint16 headB = quint16(m_counter & 0x3fff);
    return QUuid(uint(time >> 16), ushort(time & 0xffff), ushort(0x7000 | randA), uchar(0x80 | (headB >> 8)),
                 uchar(headB & 0xff), uchar(tail2 >> 8), uchar(tail2 & 0xff), uchar(tail >> 24),
                 uchar((tail >> 16) & 0xff), uchar((tail >> 8) & 0xff), uchar(tail & 0xff));
}

}
