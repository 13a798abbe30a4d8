#include "core/station/devices/tanks/tls350/tls350_codec.h"

#include "core/domain/tanks/tank_rules.h"

#include <bit>
#include <cmath>

namespace youka::tls350 {

namespace {

constexpr char Start = char(0x01);
constexpr char Stop = char(0x03);
constexpr qsizetype CommandSize = 6; ///< 'i', three digits, two of the tank
constexpr qsizetype StampSize = 10;
constexpr qsizetype FloatSize = 8;
constexpr qsizetype ChecksumSize = 4;
constexpr char RefusalText[] = "9999FF1B";

constexpr double MlPerLitre = 1'000;
constexpr double MlPerGallon = 3'785.411784;
constexpr double UmPerMm = 1'000;
constexpr double UmPerInch = 25'400;
constexpr double MostMl = 1e12;
constexpr double MostUm = 1e8;
constexpr double MostC = 1'000;

bool isDigits(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<int> hexNumber(QByteArrayView digits)
{
    bool ok = false;
    const int number = digits.toInt(&ok, 16);
    const bool plain = std::all_of(digits.begin(), digits.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
    });
    return ok && plain ? std::optional(number) : std::nullopt;
}

/// Reads a body straight down and remembers whether anything was wrong.
class Fields
{
public:
    Fields(QByteArrayView body, GaugeUnits units)
        : m_left(body)
        , m_us(units == GaugeUnits::Us)
    {
    }
    bool atEnd() const { return m_wrong || m_left.isEmpty(); }
    bool isWrong() const { return m_wrong; }
    QByteArrayView take(qsizetype size)
    {
        if (m_left.size() < size) {
            m_wrong = true;
            return {};
        }
        const QByteArrayView taken = m_left.first(size);
        m_left = m_left.sliced(size);
        return taken;
    }
    QString stamp()
    {
        const QByteArrayView text = take(StampSize);
        if (!isDigits(text))
            m_wrong = true;
        return QString::fromLatin1(text);
    }
    int decimal(qsizetype size)
    {
        const QByteArrayView text = take(size);
        if (!isDigits(text))
            m_wrong = true;
        return m_wrong ? 0 : text.toInt();
    }
    int hex(qsizetype size)
    {
        const auto number = hexNumber(take(size));
        if (!number)
            m_wrong = true;
        return number.value_or(0);
    }
    QList<float> floats(int count)
    {
        QList<float> values;
        for (int i = 0; i < count && !m_wrong; ++i) {
            const auto value = parseFloat(take(FloatSize));
            if (!value)
                m_wrong = true;
            values.append(value.value_or(0));
        }
        return values;
    }
    /// The float becomes a whole number here, once and for all.
    Volume volume(const QList<float> &values, int index)
    {
        return {scaled(values.value(index), m_us ? MlPerGallon : MlPerLitre, MostMl, false)};
    }
    qint64 height(const QList<float> &values, int index)
    {
        return scaled(values.value(index), m_us ? UmPerInch : UmPerMm, MostUm, false);
    }
    qint64 temperature(const QList<float> &values, int index)
    {
        const double shown = double(values.value(index));
        const double celsius = m_us && index < values.size() ? (shown - 32) / 1.8 : shown;
        return scaled(celsius, 1'000, MostC * 1'000, true);
    }

private:
    qint64 scaled(double value, double factor, double most, bool mayBeNegative)
    {
        const double number = value * factor;
        if (std::abs(number) > most || (number < 0 && !mayBeNegative)) {
            m_wrong = true;
            return 0;
        }
        return qint64(std::llround(number));
    }
    QByteArrayView m_left;
    const bool m_us;
    bool m_wrong = false;
};

Event eventOf(const QByteArray &frame)
{
    const QByteArrayView text = QByteArrayView(frame).sliced(1, frame.size() - 2);
    if (text == QByteArrayView(RefusalText))
        return Refused{};
    if (text.size() < CommandSize + 2 + ChecksumSize)
        return Corrupt{};
    const QByteArrayView summed = QByteArrayView(frame).first(frame.size() - 1 - ChecksumSize);
    if (!summed.endsWith(QByteArrayView("&&")) || checksum(summed) != text.last(ChecksumSize))
        return Corrupt{};
    return Reply{text.first(CommandSize).toByteArray(),
                 text.sliced(CommandSize, text.size() - CommandSize - 2 - ChecksumSize).toByteArray()};
}

template <class T>
Result<T> answered(const Fields &in, T value)
{
    if (in.isWrong())
        return fail(ErrorCode::FrameInvalid, QStringLiteral("a record of the gauge cannot be read"));
    return value;
}

}

QByteArray checksum(QByteArrayView bytes)
{
    quint16 sum = 0;
    for (const char byte : bytes)
        sum = quint16(sum + quint8(byte));
    return QByteArray::number(quint16(-sum), 16).toUpper().rightJustified(ChecksumSize, '0');
}

QByteArray request(const QByteArray &function, int tank, const QByteArray &securityCode)
{
    return Start + securityCode + function + QByteArray::number(tank).rightJustified(2, '0');
}

QByteArray reply(const QByteArray &command, const QByteArray &body)
{
    const QByteArray summed = Start + command + body + "&&";
    return summed + checksum(summed) + Stop;
}

QByteArray refusal() { return Start + QByteArray(RefusalText) + Stop; }

std::vector<Event> Decoder::feed(QByteArrayView bytes)
{
    std::vector<Event> events;
    for (const char byte : bytes) {
        if (byte == Start) {
            m_tail = QByteArray(1, byte);
        } else if (!m_tail.isEmpty()) {
            m_tail.append(byte);
            if (byte == Stop)
                events.push_back(eventOf(std::exchange(m_tail, {})));
            else if (m_tail.size() >= MaxFrame)
                m_tail.clear();
        }
    }
    return events;
}

std::optional<float> parseFloat(QByteArrayView digits)
{
    if (digits.size() != FloatSize)
        return std::nullopt;
    quint32 bits = 0;
    for (const char c : digits) {
        const auto digit = hexNumber(QByteArrayView(&c, 1));
        if (!digit)
            return std::nullopt;
        bits = bits << 4 | quint32(*digit);
    }
    const auto value = std::bit_cast<float>(bits);
    return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

QByteArray formatFloat(float value)
{
    return QByteArray::number(std::bit_cast<quint32>(value), 16).toUpper().rightJustified(FloatSize, '0');
}

Result<TankReadings> parseInventory(const Reply &reply, GaugeUnits units)
{
    Fields in(reply.body, units);
    TankReadings readings;
    readings.gaugeTime = in.stamp();
    while (!in.atEnd()) {
        TankReading reading;
        reading.tank = in.decimal(2);
        in.take(1); // the product's letter is the console's own; the settings say what it is
        reading.status = unsigned(in.hex(4));
        const QList<float> values = in.floats(in.hex(2));
        if (values.isEmpty())
            return fail(ErrorCode::FrameInvalid, QStringLiteral("a tank without a volume"));
        reading.volume = in.volume(values, 0);
        reading.compensated = in.volume(values, 1);
        reading.ullage = in.volume(values, 2);
        reading.heightUm = in.height(values, 3);
        reading.waterHeightUm = in.height(values, 4);
        reading.temperatureMilliC = in.temperature(values, 5);
        reading.water = in.volume(values, 6);
        readings.tanks.append(reading);
    }
    return answered(in, readings);
}

Result<TankDeliveries> parseDeliveries(const Reply &reply, GaugeUnits units)
{
    Fields in(reply.body, units);
    TankDeliveries deliveries;
    deliveries.gaugeTime = in.stamp();
    while (!in.atEnd()) {
        const int tank = in.decimal(2);
        in.take(1);
        for (int count = in.decimal(2); count > 0 && !in.isWrong(); --count) {
            TankDelivery delivery;
            delivery.tank = tank;
            delivery.start = in.stamp();
            delivery.end = in.stamp();
            const QList<float> values = in.floats(in.hex(2));
            delivery.before = in.volume(values, 0);
            delivery.compensatedBefore = in.volume(values, 1);
            delivery.temperatureBeforeMilliC = in.temperature(values, 3);
            delivery.after = in.volume(values, 4);
            delivery.compensatedAfter = in.volume(values, 5);
            delivery.temperatureAfterMilliC = in.temperature(values, 7);
            deliveries.list.append(delivery);
        }
    }
    return answered(in, deliveries);
}

Result<TankAlarms> parseAlarms(const Reply &reply)
{
    Fields in(reply.body, GaugeUnits::Metric);
    TankAlarms alarms;
    in.stamp();
    while (!in.atEnd()) {
        const int tank = in.decimal(2);
        for (int count = in.hex(2); count > 0 && !in.isWrong(); --count)
            if (const auto alarm = tankAlarmFromCode(in.take(2).toInt())) // decimal
                alarms.on.append({tank, *alarm});
    }
    return answered(in, alarms);
}

}
