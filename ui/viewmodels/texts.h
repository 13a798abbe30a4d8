#pragma once

#include "core/domain/pricing/basket.h"
#include "core/foundation/base/clock.h"
#include "core/foundation/base/format.h"
#include "ui/sentences/sentences.h"

namespace youka {

/// Values as the screens write them, in the language of the moment. Litres and prices carry their unit.
class Texts
{
public:
    explicit Texts(const Translator &translator)
        : m_translator(translator)
    {
    }
    QString money(Money money) const { return formatMoney(money, m_translator.locale()); }
    /// "12,345": of points.
    QString count(qint64 number) const { return m_translator.locale().toString(number); }
    QString volume(Volume volume) const;
    QString price(UnitPrice price) const;
    /// "8 s", "5 min", "3 h": how long something waits.
    QString duration(qint64 ms) const;
    /// The local time of day, with the date where it is not `now`'s day.
    QString moment(Timestamp when, Timestamp now) const;
    QString date(QDate date) const;
    QString pump(int number) const;
    /// "2" or "0.623 kg"; "2 × ¥3.50".
    QString quantity(const BasketLine &line) const;
    QString goods(const BasketLine &line) const;
    /// "12,346 L": of a tank.
    QString wholeLitres(Volume volume) const;
    QString tank(int number) const;

private:
    const Translator &m_translator;
};

/// A word for the tone a chip takes: neutral, brand, good, warn, danger.
QString pumpTone(PumpState state);
QString pumpIcon(PumpState state);
QString saleTone(SaleState state);

/// No fuel flows and nobody holds the pump: it can be chosen.
bool isPumpFree(const PumpView &pump);
bool isPumpRunning(PumpState state);
bool isSaleOver(SaleState state);

}
