#include "core/station/forecourt/tank_store.h"

#include "core/domain/tanks/tank_rules.h"

#include <QStringList>

namespace youka {

namespace {

constexpr qint64 NotKnown = -1;

QString alarmsText(const QList<TankAlarm> &alarms)
{
    QStringList names;
    for (const TankAlarm alarm : alarms)
        names.append(tankAlarmName(alarm));
    return names.join(u',');
}

QList<TankAlarm> alarmsOf(const QString &text)
{
    QList<TankAlarm> alarms;
    for (const QString &name : text.split(u',', Qt::SkipEmptyParts))
        if (const auto alarm = tankAlarmFromName(name))
            alarms.append(*alarm);
    return alarms;
}

qint64 drawnMl(const TankMemory &memory) { return memory.drawn ? memory.drawn->ml : NotKnown; }

}

Result<std::optional<TankMemory>> TankStore::find(int tank)
{
    return m_db.exec("SELECT alarms, delivering, drawn FROM tank WHERE number = ?", {tank})
        .map([tank](Rows row) -> std::optional<TankMemory> {
            if (!row.next())
                return std::nullopt;
            TankMemory memory{tank, alarmsOf(row.text(0)), TankMemory::Lorry(row.integer(1)), {}};
            if (row.integer(2) != NotKnown)
                memory.drawn = Volume{row.integer(2)};
            return memory;
        });
}

Result<void> TankStore::insert(const TankMemory &memory)
{
    return m_db.run("INSERT INTO tank (number, alarms, delivering, drawn) VALUES (?, ?, ?, ?)",
                    {memory.tank, alarmsText(memory.alarms), int(memory.lorry), drawnMl(memory)});
}

Result<void> TankStore::update(const TankMemory &memory)
{
    return m_db.run("UPDATE tank SET alarms = ?, delivering = ?, drawn = ? WHERE number = ?",
                    {alarmsText(memory.alarms), int(memory.lorry), drawnMl(memory), memory.tank});
}

Result<bool> TankStore::isKnown(const TankDelivery &delivery)
{
    return m_db
        .exec("SELECT 1 FROM tank_delivery WHERE tank = ? AND start = ?", {delivery.tank, delivery.start})
        .map([](Rows rows) { return rows.next(); });
}

Result<void> TankStore::note(const TankDelivery &delivery, bool told)
{
    return m_db.run("INSERT INTO tank_delivery (tank, start, told) VALUES (?, ?, ?)",
                    {delivery.tank, delivery.start, told ? 1 : 0});
}

}
