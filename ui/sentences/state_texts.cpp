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

QString productName(const QString &code)
{
    if (code == QLatin1String("92"))
        return say(QT_TRANSLATE_NOOP("State", "92#"));
    if (code == QLatin1String("95"))
        return say(QT_TRANSLATE_NOOP("State", "95#"));
    if (code == QLatin1String("98"))
        return say(QT_TRANSLATE_NOOP("State", "98#"));
    if (code == QLatin1String("0"))
        return say(QT_TRANSLATE_NOOP("State", "0# diesel"));
    if (code == QLatin1String("-10"))
        return say(QT_TRANSLATE_NOOP("State", "-10# diesel"));
    return code;
}

}
