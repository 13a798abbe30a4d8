#include "ui/sentences/sentences.h"

#include <QCoreApplication>

namespace youka {

namespace {
QString say(const char *source) { return QCoreApplication::translate("State", source); }
}

QString saleStateText(SaleState state)
{
    switch (state) {
    case SaleState::Intent:
        return say(QT_TRANSLATE_NOOP("State", "Asking"));
    case SaleState::Authorised:
        return say(QT_TRANSLATE_NOOP("State", "Approved"));
    case SaleState::PumpReleased:
        return say(QT_TRANSLATE_NOOP("State", "Pump released"));
    case SaleState::Fuelling:
        return say(QT_TRANSLATE_NOOP("State", "Fuelling"));
    case SaleState::Delivered:
        return say(QT_TRANSLATE_NOOP("State", "Delivered"));
    case SaleState::Payable:
        return say(QT_TRANSLATE_NOOP("State", "To pay"));
    case SaleState::Settled:
        return say(QT_TRANSLATE_NOOP("State", "Paid"));
    case SaleState::Released:
        return say(QT_TRANSLATE_NOOP("State", "Given back"));
    case SaleState::Refused:
        return say(QT_TRANSLATE_NOOP("State", "Refused"));
    case SaleState::NeedsPerson:
        return say(QT_TRANSLATE_NOOP("State", "Needs a look"));
    }
    return {};
}

QString saleModeText(SaleMode mode)
{
    switch (mode) {
    case SaleMode::None:
        return {};
    case SaleMode::CardAuthorised:
        return say(QT_TRANSLATE_NOOP("State", "Card"));
    case SaleMode::Prepaid:
        return say(QT_TRANSLATE_NOOP("State", "Prepaid"));
    case SaleMode::PostPay:
        return say(QT_TRANSLATE_NOOP("State", "Pay afterwards"));
    }
    return {};
}

QString pumpStateText(PumpState state)
{
    switch (state) {
    case PumpState::Inoperative:
        return say(QT_TRANSLATE_NOOP("State", "No answer"));
    case PumpState::Closed:
        return say(QT_TRANSLATE_NOOP("State", "Closed"));
    case PumpState::Idle:
        return say(QT_TRANSLATE_NOOP("State", "Free"));
    case PumpState::Calling:
        return say(QT_TRANSLATE_NOOP("State", "Calling"));
    case PumpState::Authorised:
        return say(QT_TRANSLATE_NOOP("State", "Released"));
    case PumpState::Started:
        return say(QT_TRANSLATE_NOOP("State", "Starting"));
    case PumpState::SuspendedStarted:
    case PumpState::SuspendedFuelling:
        return say(QT_TRANSLATE_NOOP("State", "Paused"));
    case PumpState::Fuelling:
        return say(QT_TRANSLATE_NOOP("State", "Fuelling"));
    }
    return {};
}

QString cardStateText(CardState state)
{
    switch (state) {
    case CardState::Issued:
        return say(QT_TRANSLATE_NOOP("State", "Not active yet"));
    case CardState::Active:
        return say(QT_TRANSLATE_NOOP("State", "Active"));
    case CardState::Frozen:
        return say(QT_TRANSLATE_NOOP("State", "Frozen"));
    case CardState::Lost:
        return say(QT_TRANSLATE_NOOP("State", "Reported lost"));
    case CardState::Closed:
        return say(QT_TRANSLATE_NOOP("State", "Account closed"));
    }
    return {};
}

QString printerText(PrinterState state)
{
    switch (state) {
    case PrinterState::Ready:
        return {};
    case PrinterState::PaperLow:
        return say(QT_TRANSLATE_NOOP("State", "The printer's paper is nearly used up."));
    case PrinterState::PaperOut:
        return say(QT_TRANSLATE_NOOP("State", "The printer has no paper. Put a roll in."));
    case PrinterState::CoverOpen:
        return say(QT_TRANSLATE_NOOP("State", "The printer's cover is open. Close it."));
    case PrinterState::Faulty:
        return say(QT_TRANSLATE_NOOP(
            "State", "The printer has a fault. Switch it off and on; call service if that does not help."));
    case PrinterState::Offline:
        return say(QT_TRANSLATE_NOOP("State", "The printer does not answer. Look at its cable and switch."));
    }
    return {};
}

QString roleText(Role role)
{
    switch (role) {
    case Role::Cashier:
        return say(QT_TRANSLATE_NOOP("State", "Cashier"));
    case Role::Manager:
        return say(QT_TRANSLATE_NOOP("State", "Manager"));
    case Role::Operator:
        return say(QT_TRANSLATE_NOOP("State", "System operator"));
    case Role::Nobody:
    case Role::Customer:
    case Role::Terminal:
        break;
    }
    return {};
}

QString tankAlarmText(TankAlarm alarm)
{
    switch (alarm) {
    case TankAlarm::Leak:
        return say(QT_TRANSLATE_NOOP(
            "State", "The gauge reports a leak. Stop selling from this tank and call the manager."));
    case TankAlarm::HighWater:
        return say(QT_TRANSLATE_NOOP("State", "Too much water in the tank. Have it pumped out."));
    case TankAlarm::Overfill:
        return say(QT_TRANSLATE_NOOP("State", "The tank is overfilled. Stop the delivery."));
    case TankAlarm::LowProduct:
        return say(QT_TRANSLATE_NOOP("State", "Nearly empty. Order a delivery."));
    case TankAlarm::SuddenLoss:
        return say(
            QT_TRANSLATE_NOOP("State", "The level fell suddenly. Look at the tank and call the manager."));
    case TankAlarm::HighProduct:
        return say(QT_TRANSLATE_NOOP("State", "Nearly full. Watch the delivery."));
    case TankAlarm::InvalidLevel:
        return say(QT_TRANSLATE_NOOP("State", "The gauge cannot tell the level. Call the service."));
    case TankAlarm::ProbeOut:
        return say(QT_TRANSLATE_NOOP("State", "The probe does not answer. Call the service."));
    case TankAlarm::WaterWarning:
        return say(QT_TRANSLATE_NOOP("State", "Water is rising in the tank. Have it looked at."));
    case TankAlarm::DeliveryNeeded:
        return say(QT_TRANSLATE_NOOP("State", "A delivery is needed. Order one."));
    case TankAlarm::MaximumProduct:
        return say(QT_TRANSLATE_NOOP("State", "Full. Stop the delivery."));
    case TankAlarm::Loss:
        return say(QT_TRANSLATE_NOOP(
            "State", "The level fell although no hose was open. Look at the tank and call the manager."));
    case TankAlarm::Implausible:
        return say(QT_TRANSLATE_NOOP("State",
                                     "The gauge's figures do not fit this tank. Have its settings checked."));
    }
    return {};
}

QString channelText(const QString &channel)
{
    if (channel == QLatin1String("wechat"))
        return say(QT_TRANSLATE_NOOP("State", "WeChat Pay"));
    if (channel == QLatin1String("alipay"))
        return say(QT_TRANSLATE_NOOP("State", "Alipay"));
    if (channel == QLatin1String("unionpay"))
        return say(QT_TRANSLATE_NOOP("State", "UnionPay"));
    if (channel == QLatin1String("cash"))
        return say(QT_TRANSLATE_NOOP("State", "Cash"));
    if (channel == QLatin1String("transfer"))
        return say(QT_TRANSLATE_NOOP("State", "Bank transfer"));
    return channel;
}

QString productName(const QString &code, std::optional<Language> language)
{
    const auto named = [&](const char *text) {
        return language ? translated(*language, "State", text) : say(text);
    };
    if (code == QLatin1String("92"))
        return named(QT_TRANSLATE_NOOP("State", "92#"));
    if (code == QLatin1String("95"))
        return named(QT_TRANSLATE_NOOP("State", "95#"));
    if (code == QLatin1String("98"))
        return named(QT_TRANSLATE_NOOP("State", "98#"));
    if (code == QLatin1String("0"))
        return named(QT_TRANSLATE_NOOP("State", "0# diesel"));
    if (code == QLatin1String("-10"))
        return named(QT_TRANSLATE_NOOP("State", "-10# diesel"));
    return code;
}

}
