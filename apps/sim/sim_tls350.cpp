#include "apps/sim/sim_tls350.h"

namespace youka::sim {

namespace {

constexpr qsizetype CommandSize = 6;
constexpr qsizetype DeliveriesListed = 10;
constexpr char Start = char(0x01);
constexpr float DiameterMm = 2'500;
constexpr qint64 WaterHighUm = 50'000;

QByteArray two(int number) { return QByteArray::number(number).rightJustified(2, '0'); }
QByteArray hex(int number, int width)
{
    return QByteArray::number(number, 16).toUpper().rightJustified(width, '0');
}
float litres(Volume volume) { return float(double(volume.ml) / 1'000); }
/// At 15 degrees, as petrol shrinks.
float compensated(Volume volume, qint64 milliC)
{
    return float(double(volume.ml) / 1'000 * (1 - 0.0012 * (double(milliC) / 1'000 - 15)));
}

QByteArray floats(std::initializer_list<float> values)
{
    QByteArray text = hex(int(values.size()), 2);
    for (const float value : values)
        text += tls350::formatFloat(value);
    return text;
}

}

void SimTls350::add(const SimTankConfig &config, SimTank::Drawn drawn)
{
    m_tanks.emplace_back(config, std::move(drawn));
}

void SimTls350::advance(qint64 nowMs)
{
    const QString now = stamp();
    for (SimTank &tank : m_tanks) {
        tank.advance(nowMs);
        tank.noteTime(now);
    }
}

SimTank *SimTls350::tank(int number)
{
    for (SimTank &tank : m_tanks)
        if (tank.config().number == number)
            return &tank;
    return nullptr;
}

bool SimTls350::lorry(int number, Volume volume)
{
    SimTank *there = tank(number);
    return there && there->beginLorry(volume, stamp());
}

/// A command has no end of its own: it is whole when all of its characters are there.
QList<QByteArray> SimTls350::feed(const QByteArray &bytes, qint64 nowMs)
{
    advance(nowMs);
    QList<QByteArray> answers;
    for (const char byte : bytes) {
        if (byte == Start)
            m_command = QByteArray(1, byte);
        else if (!m_command.isEmpty())
            m_command.append(byte);
        if (m_command.size() < 1 + CommandSize)
            continue;
        ++m_commands;
        answers.append(answer(std::exchange(m_command, {}).sliced(1)));
    }
    return answers;
}

QByteArray SimTls350::answer(const QByteArray &command)
{
    bool ok = false;
    const int wanted = command.last(2).toInt(&ok);
    const QByteArray function = command.first(4);
    const bool known = function == "i201" || function == "i202" || function == "i205";
    if (!ok || !known || (wanted != 0 && !tank(wanted)))
        return tls350::refusal();
    QByteArray body = stamp().toLatin1();
    for (const SimTank &tank : m_tanks)
        if (wanted == 0 || wanted == tank.config().number)
            body += function == "i201" ? inventory(tank)
                : function == "i202"   ? deliveries(tank)
                                       : alarms(tank);
    return tls350::reply(command, body);
}

QByteArray SimTls350::inventory(const SimTank &tank) const
{
    const SimTankConfig &config = tank.config();
    const Volume volume = tank.volume();
    const Volume ullage = config.capacity - volume;
    const int status =
        (tank.isDelivering() ? int(DeliveryRunning) : 0) | (tank.isProbeOut() ? int(HeightInvalid) : 0);
    const float height = tank.isProbeOut() ? 0 : DiameterMm * float(volume.ml) / float(config.capacity.ml);
    return two(config.number) + QByteArray::number(config.number % 10) + hex(status, 4)
        + floats({tank.isProbeOut() ? 0 : litres(volume),
                  tank.isProbeOut() ? 0 : compensated(volume, config.temperatureMilliC), litres(ullage),
                  height, float(tank.waterUm()) / 1'000, float(config.temperatureMilliC) / 1'000,
                  float(tank.waterUm()) / 1'000});
}

QByteArray SimTls350::deliveries(const SimTank &tank) const
{
    const QList<TankDelivery> &all = tank.deliveries();
    const qsizetype count = std::min(all.size(), DeliveriesListed);
    const float celsius = float(tank.config().temperatureMilliC) / 1'000;
    QByteArray record =
        two(tank.config().number) + QByteArray::number(tank.config().number % 10) + two(int(count));
    for (const TankDelivery &d : all.last(count))
        record += d.start.toLatin1() + d.end.toLatin1()
            + floats({litres(d.before), compensated(d.before, tank.config().temperatureMilliC), 0, celsius,
                      litres(d.after), compensated(d.after, tank.config().temperatureMilliC), 0, celsius,
                      DiameterMm * float(d.before.ml) / float(tank.config().capacity.ml),
                      DiameterMm * float(d.after.ml) / float(tank.config().capacity.ml)});
    return record;
}

QByteArray SimTls350::alarms(const SimTank &tank) const
{
    QByteArray codes;
    int count = 0;
    const auto say = [&](bool on, int code) {
        if (on) {
            codes += two(code);
            ++count;
        }
    };
    say(tank.waterUm() > WaterHighUm, 3);
    say(!tank.isProbeOut() && tank.volume().ml < tank.config().capacity.ml * m_lowPerMille / 1'000, 5);
    say(tank.isProbeOut(), 9);
    return count == 0 ? QByteArray() : two(tank.config().number) + hex(count, 2) + codes;
}

}
