#include "ui/viewmodels/kiosk_view_model.h"

#include <QPointer>

namespace youka {

namespace {

constexpr qint64 ReceiptKeptMs = 30 * 60'000; // a tap after the delivery still shows how it ended

/// Where a refusal sends the driver: the nearest question whose other answer may work.
KioskViewModel::Screen wayOut(const Error &error)
{
    switch (error.code) {
    case ErrorCode::PumpOffline:
    case ErrorCode::PumpBusy:
    case ErrorCode::PumpUnknown:
    case ErrorCode::PumpRefused:
    case ErrorCode::PumpReservedElsewhere:
    case ErrorCode::PumpPriceMismatch:
    case ErrorCode::PumpUnsupported:
    case ErrorCode::PriceUnknown:
    case ErrorCode::ProductNotAllowed:
        return KioskViewModel::ChoosePump;
    case ErrorCode::InsufficientFunds:
    case ErrorCode::LimitPerSale:
    case ErrorCode::LimitPerDay:
    case ErrorCode::OfflineLimitPerSale:
    case ErrorCode::AmountNotPositive:
    case ErrorCode::NumberOutOfRange:
        return KioskViewModel::ChooseAmount;
    case ErrorCode::OfflineNotLent:
        return error.left && error.left->isPositive() ? KioskViewModel::ChooseAmount
                                                      : KioskViewModel::PresentCard;
    case ErrorCode::PinRequired:
    case ErrorCode::PinWrong:
        return KioskViewModel::Pin;
    case ErrorCode::Timeout:
    case ErrorCode::Unavailable:
    case ErrorCode::Busy:
    case ErrorCode::PumpNotCalling:
        return KioskViewModel::Confirm;
    default:
        return KioskViewModel::PresentCard;
    }
}

}

void KioskViewModel::chooseFuel()
{
    m_task = Task::Fuel;
    m_error.reset();
    if (m_card) // from the balance: the card has proved itself already
        return afterCard();
    show(PresentCard);
}

void KioskViewModel::chooseBalance()
{
    wipe();
    m_task = Task::Balance;
    show(PresentCard);
}

void KioskViewModel::onCard(const CardIdentity &card)
{
    if (m_screen == Asking && m_askingPump)
        return; // the card in question is being asked about
    const bool watching = m_screen == Lift || m_screen == Fuelling;
    if ((watching && m_card && m_card->token == card.token) || m_topUp.isUnderWay())
        return;
    if (m_task == Task::Bills)
        return onBillsCard(card);
    const Task task =
        m_screen == PresentCard || m_screen == ChoosePump || m_screen == Refusal ? m_task : Task::None;
    wipe();
    m_card = card;
    m_task = task;
    if (showOpenSale(card))
        return;
    if (m_task == Task::TopUp)
        return askTopUp();
    if (m_task == Task::None)
        m_task = Task::Balance; // a tap with no question: what is on it, and what next
    askBalance({});
}

bool KioskViewModel::showOpenSale(const CardIdentity &card)
{
    const auto open = m_open.find(card.token.bytes);
    if (open == m_open.end())
        return false;
    const auto sale = m_station.sale(open->second);
    const bool longOver = sale && isSaleOver(sale->state) && sale->at.plusMs(ReceiptKeptMs) < m_clock.now();
    if (!sale || longOver) {
        m_open.erase(open);
        return false;
    }
    m_task = Task::Fuel;
    m_sale = sale->id;
    m_pump = sale->pump;
    follow(*sale);
    return true;
}

void KioskViewModel::onReadFailed(ErrorCode code)
{
    if (m_screen == Home || m_screen == PresentCard || m_screen == Pin || m_screen == Balance
        || m_screen == Refusal)
        refuse(code);
}

void KioskViewModel::refuse(const Error &error)
{
    m_pin.wipe();
    m_error = error;
    m_busy = false;
    m_askingPump = false;
    m_refusedAt = wayOut(error);
    // Pump and amount are questions of a card that was read; without one there is only another card.
    if (!m_card || (m_refusedAt == Confirm && m_pump == 0))
        m_refusedAt = PresentCard;
    show(m_refusedAt == Pin ? Pin : Refusal);
}

void KioskViewModel::askBalance(const QString &pin)
{
    m_busy = true;
    m_error.reset();
    m_pinFor = PinFor::Balance;
    const int question = ++m_question;
    show(Asking);
    m_desk.balance(*m_card, pin,
                   [self = QPointer<KioskViewModel>(this), question](const Result<CardBalance> &answer) {
                       if (self && question == self->m_question)
                           self->onBalance(answer);
                   });
}

void KioskViewModel::onBalance(const Result<CardBalance> &answer)
{
    m_busy = false;
    if (answer) {
        m_available = answer->available;
        m_balance.setBalance(*answer);
        return afterCard();
    }
    const ErrorCode code = answer.error().code;
    // Fuel needs no balance on the screen: the pump's own question decides, offline too.
    if (m_task == Task::Fuel && (code == ErrorCode::Timeout || code == ErrorCode::Unavailable))
        return afterCard();
    if (code == ErrorCode::PinRequired && m_pin.length() == 0) {
        m_error.reset();
        return show(Pin);
    }
    refuse(answer.error());
}

void KioskViewModel::afterCard() { show(m_task == Task::Fuel ? ChoosePump : Balance); }

void KioskViewModel::press(const QString &key)
{
    touched();
    if (m_screen == Pin) {
        m_error.reset();
        if (key == QLatin1String("back"))
            m_pin.back();
        else if (key == QLatin1String("clear"))
            m_pin.wipe();
        else if (key.size() == 1 && key[0].isDigit())
            m_pin.add(key[0]);
    } else if (m_screen == EnterAmount) {
        m_entry.press(key);
    } else if (m_screen == EnterAccount) {
        m_bills.press(key);
    } else if (m_screen == EnterCode || m_screen == EnterReceiver) {
        pressCode(key);
    } else if (m_screen == Help) {
        m_help.press(key);
    }
    Q_EMIT changed();
}

void KioskViewModel::confirmPin()
{
    if (m_screen != Pin || !m_pin.isComplete() || !m_card)
        return;
    if (m_pinFor == PinFor::Pump)
        return askPump(m_pin.take());
    if (m_pinFor == PinFor::Exchange)
        return exchange(m_pin.take());
    if (m_pinFor == PinFor::Gift)
        return sendGift(m_pin.take());
    if (m_pinFor == PinFor::Payees)
        return askPayees(m_pin.take());
    askBalance(m_pin.take()); // kept for the pump's question, which follows within the same minute
}

void KioskViewModel::choosePump(int number)
{
    const PumpView *wanted = m_pumps.find(number);
    if (m_screen != ChoosePump || !wanted || !isPumpFree(*wanted))
        return;
    m_pump = number;
    m_grade.clear();
    show(ChooseAmount);
}

void KioskViewModel::chooseFillUp()
{
    if (m_screen != ChooseAmount)
        return;
    m_preset = {};
    show(Confirm);
}

void KioskViewModel::chooseAmount(int index)
{
    if (m_screen != ChooseAmount || index < 0 || index >= amountsAffordable())
        return;
    constexpr qint64 Minor[] = {10'000, 20'000, 30'000, 50'000};
    m_preset = {Preset::Kind::Amount, {Minor[index], currency()}, {}};
    show(Confirm);
}

void KioskViewModel::otherAmount()
{
    if (m_screen != ChooseAmount)
        return;
    m_entry.clear();
    m_preset = {Preset::Kind::Amount, {0, currency()}, {}};
    show(EnterAmount);
}

void KioskViewModel::otherLitres()
{
    if (m_screen != ChooseAmount)
        return;
    m_entry.clear();
    m_preset = {Preset::Kind::Volume, {}, {}};
    show(EnterAmount);
}

void KioskViewModel::confirmEntry()
{
    if (m_screen != EnterAmount || !entryComplete())
        return;
    if (m_task == Task::TopUp)
        return confirmTopUpEntry();
    if (m_task == Task::Bills)
        return confirmPart();
    if (entryIsLitres())
        m_preset.volume = m_entry.volume();
    else
        m_preset.amount = m_entry.money(currency());
    show(Confirm);
}

void KioskViewModel::begin()
{
    if (m_screen == Confirm && m_card && m_pump > 0)
        askPump(m_pin.take());
}

void KioskViewModel::askPump(const QString &pin)
{
    const SaleId sale = m_ids.make<SaleId>(); // a refused sale is over: every try is a sale of its own
    m_pin.wipe();
    m_busy = true;
    m_askingPump = true;
    m_error.reset();
    m_sale = sale;
    m_open[m_card->token.bytes] = sale;
    show(Asking);
    sendQuestion(pin);
}

void KioskViewModel::sendQuestion(const QString &pin)
{
    std::optional<CouponWish> coupons;
    if (m_usesCoupons || m_usesPoints)
        coupons = CouponWish{m_fuelCode.isEmpty() ? QStringList() : QStringList{m_fuelCode},
                             m_usesCoupons,
                             Channel::Kiosk,
                             m_usesCoupons ? m_grade : QString(),
                             m_usesCoupons,
                             m_usesPoints ? CouponWish::AllPoints : 0};
    m_station.fuelByCard(
        m_sale, m_pump, *m_card, pin, m_preset,
        [self = QPointer<KioskViewModel>(this), sale = m_sale](const Result<void> &result) {
            if (self)
                self->onAsked(sale, result);
        },
        {}, coupons);
}

/// The counter may have released the pump, or never heard of it. The driver waits a little; a new sale in its
/// place could release a second pump on the same card.
void KioskViewModel::onUnheard(SaleId sale)
{
    if (!(sale == m_sale))
        return forsake(sale);
    if (!m_unheardSince)
        m_unheardSince = m_clock.monotonicMs();
    m_asksAgain = true;
    Q_EMIT changed();
}

/// Nobody waits for it any more, so nobody else shall fuel on that card.
void KioskViewModel::forsake(SaleId sale)
{
    std::erase_if(m_open, [&](const auto &entry) { return entry.second == sale; });
    m_forsaken.append(sale);
    if (!(sale == m_sale))
        return;
    m_sale = {};
    m_unheardSince.reset();
    m_asksAgain = false;
}

void KioskViewModel::onLink()
{
    if (m_station.link().reachable) {
        // Without the PIN: a sale that the counter knows does not need it again, another one asks for it.
        if (std::exchange(m_asksAgain, false))
            sendQuestion({});
        const auto forsaken = std::exchange(m_forsaken, {});
        for (const SaleId &sale : forsaken)
            m_station.cancel(sale, [self = QPointer<KioskViewModel>(this), sale](const Result<void> &result) {
                if (self && !result && result.error().code == ErrorCode::LinkLost)
                    self->forsake(sale);
            });
    }
    Q_EMIT changed();
}

void KioskViewModel::onAsked(SaleId sale, const Result<void> &result)
{
    if (!result && result.error().code == ErrorCode::LinkLost)
        return onUnheard(sale);
    if (!result)
        std::erase_if(m_open, [&](const auto &entry) { return entry.second == sale; });
    if (!(sale == m_sale))
        return; // the driver has gone on
    m_busy = false;
    m_askingPump = false;
    m_unheardSince.reset();
    if (result) {
        const auto view = m_station.sale(sale);
        if (view)
            follow(*view);
        else
            show(Lift);
        return;
    }
    const ErrorCode code = result.error().code;
    m_sale = {};
    if (code == ErrorCode::PinRequired || code == ErrorCode::PinWrong)
        m_pinFor = PinFor::Pump;
    refuse(result.error());
}

void KioskViewModel::onSale(const SaleView &sale)
{
    if (sale.id == m_sale && !m_askingPump)
        follow(sale);
}

void KioskViewModel::follow(const SaleView &sale)
{
    switch (sale.state) {
    case SaleState::Intent:
    case SaleState::Authorised:
    case SaleState::PumpReleased:
        return show(Lift);
    case SaleState::Fuelling:
    case SaleState::Delivered:
    case SaleState::Payable:
        if (m_screen != Fuelling)
            show(Fuelling);
        return;
    case SaleState::Refused:
        return refuse(sale.problem ? *sale.problem : Error{ErrorCode::Cancelled, {}});
    case SaleState::Settled:
    case SaleState::Released:
    case SaleState::NeedsPerson:
        break;
    }
    std::erase_if(m_open, [&](const auto &entry) { return entry.second == sale.id; });
    m_receipt.setSale(sale);
    if (m_screen != Done)
        show(Done);
    Q_EMIT changed();
}

void KioskViewModel::cancelFuelling()
{
    if (m_screen != Lift || m_busy)
        return;
    m_busy = true;
    Q_EMIT changed();
    m_station.cancel(m_sale,
                     [self = QPointer<KioskViewModel>(this), sale = m_sale](const Result<void> &result) {
                         if (!self || !(sale == self->m_sale))
                             return;
                         self->m_busy = false;
                         if (!result)
                             self->m_error = result.error();
                         else if (const auto view = self->m_station.sale(sale))
                             self->follow(*view);
                         Q_EMIT self->changed();
                     });
}

void KioskViewModel::recover()
{
    m_error.reset();
    if (m_refusedAt == PresentCard) {
        const Task task = m_task == Task::None ? Task::Balance : m_task;
        wipe();
        m_task = task;
    }
    show(m_refusedAt);
}

void KioskViewModel::goBack()
{
    m_error.reset();
    switch (m_screen) {
    case Pin:
        if (m_pinFor != PinFor::Balance) {
            m_pin.wipe();
            return show(m_pinFor == PinFor::Pump         ? Confirm
                            : m_pinFor == PinFor::Payees ? m_afterPayees
                            : m_pinFor == PinFor::Gift   ? ConfirmGift
                                                         : ConfirmExchange);
        }
        return goHome();
    case ChoosePump:
    case PresentCard:
        return goHome();
    case ChooseAmount:
        return show(ChoosePump);
    case EnterAmount:
        return show(m_task == Task::TopUp ? ChooseTopUp : m_task == Task::Bills ? Bills : ChooseAmount);
    case Confirm:
        return show(ChooseAmount);
    case ChooseTopUp:
    case Help:
        if (!m_help.isOpen())
            return goHome();
        m_help.closePage();
        return Q_EMIT changed();
    case ChooseBiller:
        return goHome();
    case EnterAccount:
    case Bills:
        return show(ChooseBiller);
    case ChooseWay:
        return show(m_task == Task::Bills ? Bills : ChooseTopUp);
    case TopUpQr:
        return m_topUp.giveUp();
    case Member:
        return show(Balance);
    case EnterCode:
        return show(m_codeForFuel ? Confirm : Member);
    case ConfirmExchange:
    case EnterReceiver:
        return show(Member);
    case ConfirmGift:
        return show(EnterReceiver);
    default:
        return;
    }
}

}
