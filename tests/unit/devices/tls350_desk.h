#pragma once

#include "apps/sim/sim_tls350.h"
#include "core/station/devices/link/fault_plan.h"
#include "core/station/devices/tanks/tls350/tls350_session.h"

#include <QMap>

#include <algorithm>

namespace youka::test {

/// A session and a simulated console on one wire, in virtual time.
struct GaugeDesk
{
    explicit GaugeDesk(const GaugeConfig &config = {})
        : session(config)
    {
        sim::SimTankConfig one;
        one.product = QStringLiteral("95");
        console.add(one, [this] { return drawnMl; });
        sim::SimTankConfig two = one;
        two.number = 2;
        two.product = QStringLiteral("0");
        console.add(two, [] { return 0; });
        note(session.onOpened(now));
    }
    void run(qint64 ms)
    {
        for (const qint64 end = now + ms; now < end;) {
            now = std::min(end, std::max(now + 1, std::min(session.dueMs(), nextArrival())));
            while (!m_wire.isEmpty() && m_wire.firstKey() <= now)
                for (const tls350::Event &event : decoder.feed(m_wire.take(m_wire.firstKey())))
                    note(session.onEvent(event, now));
            note(session.onTimer(now));
        }
    }
    /// The commands without 01 and tank, e.g. "i201".
    QByteArrayList asked() const
    {
        QByteArrayList functions;
        for (const QByteArray &bytes : sent)
            functions.append(bytes.sliced(1, 4));
        return functions;
    }
    Volume level(int tank) const
    {
        for (const TankReading &reading : readings.last().tanks)
            if (reading.tank == tank)
                return reading.volume;
        return {-1};
    }

    qint64 now = 1'000;
    qint64 drawnMl = 0;
    sim::SimTls350 console{
        [this] { return QDateTime(QDate(2026, 1, 1), QTime(8, 0), Qt::UTC).addMSecs(now); }};
    tls350::Session session;
    tls350::Decoder decoder;
    FaultPlan toConsole{21};
    FaultPlan fromConsole{22};
    bool dead = false;
    QByteArrayList sent;
    QList<qint64> sentAt;
    QList<TankReadings> readings;
    QList<TankDeliveries> lists;
    QList<TankAlarms> alarms;
    QList<bool> online;
    /// What comes instead of the console's answer.
    std::function<QByteArray(const QByteArray &asked, const QByteArray &answer)> replace;

private:
    qint64 nextArrival() const { return m_wire.isEmpty() ? now + 50 : m_wire.firstKey(); }
    void note(const tls350::Session::Output &out)
    {
        for (const auto &notice : out.notices) {
            if (const auto *r = std::get_if<TankReadings>(&notice))
                readings.append(*r);
            else if (const auto *d = std::get_if<TankDeliveries>(&notice))
                lists.append(*d);
            else if (const auto *a = std::get_if<TankAlarms>(&notice))
                alarms.append(*a);
            else
                online.append(std::get<tls350::Session::Online>(notice).online);
        }
        if (out.send.isEmpty())
            return;
        sent.append(out.send);
        sentAt.append(now);
        if (dead)
            return;
        for (const auto &heard : toConsole.apply(out.send))
            for (const QByteArray &answer : console.feed(heard.bytes, now))
                for (const auto &piece : fromConsole.apply(replace ? replace(heard.bytes, answer) : answer)) {
                    qint64 at = now + 30 + heard.delayMs + piece.delayMs;
                    while (m_wire.contains(at))
                        ++at;
                    m_wire.insert(at, piece.bytes);
                }
    }
    QMap<qint64, QByteArray> m_wire;
};

}
