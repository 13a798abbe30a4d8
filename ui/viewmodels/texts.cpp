#include "ui/viewmodels/texts.h"

#include <QCoreApplication>

namespace youka {

namespace {
QString say(const char *source) { return QCoreApplication::translate("Text", source); }
}

QString Texts::volume(Volume volume) const
{
    //: Litres
    return say(QT_TRANSLATE_NOOP("Text", "%1 L")).arg(formatVolume(volume, m_translator.locale()));
}

QString Texts::price(UnitPrice price) const
{
    //: Price of one litre
    return say(QT_TRANSLATE_NOOP("Text", "%1/L")).arg(formatUnitPrice(price, m_translator.locale()));
}

QString Texts::duration(qint64 ms) const
{
    const qint64 seconds = std::max<qint64>(ms, 0) / 1000;
    if (seconds < 60)
        return say(QT_TRANSLATE_NOOP("Text", "%1 s")).arg(seconds);
    if (seconds < 60 * 60)
        return say(QT_TRANSLATE_NOOP("Text", "%1 min")).arg(seconds / 60);
    if (seconds < 48 * 60 * 60)
        return say(QT_TRANSLATE_NOOP("Text", "%1 h")).arg(seconds / 3600);
    return say(QT_TRANSLATE_NOOP("Text", "%1 days")).arg(seconds / 86400);
}

QString Texts::moment(Timestamp when, Timestamp now) const
{
    const QDateTime local = when.toDateTime().toLocalTime();
    const QString time = local.time().toString(QStringLiteral("HH:mm"));
    return local.date() == now.toDateTime().toLocalTime().date() ? time : date(local.date()) + u' ' + time;
}

QString Texts::date(QDate date) const { return m_translator.locale().toString(date, QLocale::ShortFormat); }

QString Texts::quantity(const BasketLine &line) const
{
    if (line.unit == Product::Unit::Piece)
        return m_translator.locale().toString(line.quantity / 1'000);
    const QString unit = line.unit == Product::Unit::Kilogram ? QStringLiteral("kg") : QStringLiteral("L");
    return QStringLiteral("%1 %2").arg(m_translator.locale().toString(double(line.quantity) / 1'000, 'f', 3),
                                       unit);
}

QString Texts::goods(const BasketLine &line) const
{
    const auto each = amountFor({1'000}, line.price);
    return QStringLiteral("%1 × %2").arg(quantity(line), each ? money(*each) : QString());
}

QString Texts::pump(int number) const { return say(QT_TRANSLATE_NOOP("Text", "Pump %1")).arg(number); }

QString Texts::tank(int number) const { return say(QT_TRANSLATE_NOOP("Text", "Tank %1")).arg(number); }

QString Texts::wholeLitres(Volume volume) const
{
    return say(QT_TRANSLATE_NOOP("Text", "%1 L")).arg(formatVolume(volume, m_translator.locale(), 0));
}

QString pumpTone(PumpState state)
{
    switch (state) {
    case PumpState::Inoperative:
        return QStringLiteral("danger");
    case PumpState::Closed:
        return QStringLiteral("neutral");
    case PumpState::Idle:
        return QStringLiteral("good");
    case PumpState::Calling:
    case PumpState::SuspendedStarted:
    case PumpState::SuspendedFuelling:
        return QStringLiteral("warn");
    case PumpState::Authorised:
    case PumpState::Started:
    case PumpState::Fuelling:
        return QStringLiteral("brand");
    }
    return {};
}

QString pumpIcon(PumpState state)
{
    switch (state) {
    case PumpState::Inoperative:
        return QStringLiteral("warning");
    case PumpState::Closed:
        return QStringLiteral("lock");
    case PumpState::Idle:
        return QStringLiteral("check");
    case PumpState::Calling:
        return QStringLiteral("hand");
    case PumpState::Authorised:
        return QStringLiteral("play");
    case PumpState::SuspendedStarted:
    case PumpState::SuspendedFuelling:
        return QStringLiteral("pause");
    case PumpState::Started:
    case PumpState::Fuelling:
        return QStringLiteral("nozzle");
    }
    return {};
}

QString saleTone(SaleState state)
{
    switch (state) {
    case SaleState::Settled:
        return QStringLiteral("good");
    case SaleState::Payable:
        return QStringLiteral("warn");
    case SaleState::Refused:
    case SaleState::NeedsPerson:
        return QStringLiteral("danger");
    case SaleState::Released:
        return QStringLiteral("neutral");
    case SaleState::Intent:
    case SaleState::Authorised:
    case SaleState::PumpReleased:
    case SaleState::Fuelling:
    case SaleState::Delivered:
        return QStringLiteral("brand");
    }
    return {};
}

bool isPumpFree(const PumpView &pump)
{
    return (pump.state == PumpState::Idle || pump.state == PumpState::Calling) && pump.sale.isNull();
}

bool isPumpRunning(PumpState state)
{
    return state == PumpState::Started || state == PumpState::Fuelling || state == PumpState::SuspendedStarted
        || state == PumpState::SuspendedFuelling;
}

bool isSaleOver(SaleState state)
{
    return state == SaleState::Settled || state == SaleState::Released || state == SaleState::Refused
        || state == SaleState::NeedsPerson;
}

}
