#include "ui/viewmodels/pos_view_model.h"

#include <QPointer>

#include <algorithm>

namespace youka {

void PosViewModel::begin()
{
    m_busy = true;
    m_error.reset();
    m_typed.clear();
    Q_EMIT changed();
}

StationControl::Done PosViewModel::done(std::function<void()> onSuccess)
{
    return
        [self = QPointer<PosViewModel>(this), onSuccess = std::move(onSuccess)](const Result<void> &result) {
            if (!self)
                return;
            self->m_busy = false;
            if (!result)
                self->m_error = result.error();
            else if (onSuccess)
                onSuccess();
            self->reloadSales();
            Q_EMIT self->changed();
            self->takeScans();
        };
}

/// A card command may ask for the PIN first: the panel then takes it and repeats the command with it.
StationControl::Done PosViewModel::cardDone(CardUse use)
{
    return [self = QPointer<PosViewModel>(this), use](const Result<void> &result) {
        if (!self)
            return;
        self->m_busy = false;
        self->m_pin.wipe();
        const bool asksPin = !result && self->m_card
            && (result.error().code == ErrorCode::PinRequired || result.error().code == ErrorCode::PinWrong);
        self->m_pinAsked = asksPin;
        self->m_pinFor = asksPin ? use : CardUse::None;
        if (!result) {
            self->m_error = result.error();
        } else {
            self->forgetCard();
            if (use == CardUse::Pay && self->m_due)
                if (const auto sale = self->m_station.sale(self->m_due->id))
                    self->showSale(*sale);
        }
        self->reloadSales();
        Q_EMIT self->changed();
        self->takeScans();
    };
}

void PosViewModel::showSale(const SaleView &sale, Money change)
{
    setDue({});
    m_receipt.setSale(sale, change);
}

void PosViewModel::selectPump(int number)
{
    if (m_busy || m_refund.busy())
        return; // the answer under way belongs to the pump it was asked for
    m_refund.close();
    m_tanksShown = m_goodsShown = m_findShown = false;
    m_typed.clear();
    m_receipt.setSale(std::nullopt);
    setDue({});
    m_error.reset();
    m_pin.wipe();
    m_pinAsked = false;
    if (number != m_selected) {
        m_kind = FillUp;
        m_entry.clear();
        m_nozzle = 0;
    }
    m_selected = number;
    for (const SaleView &sale : m_payable.sales())
        if (sale.pump == number && !m_due)
            setDue(sale);
    Q_EMIT changed();
}

void PosViewModel::stepPump(int by)
{
    const auto &pumps = m_pumps.pumps();
    if (pumps.isEmpty())
        return;
    qsizetype row = by > 0 ? -1 : pumps.size();
    for (qsizetype i = 0; i < pumps.size(); ++i)
        if (pumps[i].pump == m_selected)
            row = i;
    selectPump(pumps[std::clamp<qsizetype>(row + by, 0, pumps.size() - 1)].pump);
}

void PosViewModel::showTanks()
{
    if (m_busy || m_signIn.isNeeded() || m_tanks.count() == 0)
        return;
    m_tanksShown = !m_tanksShown;
    m_goodsShown = m_findShown = false;
    Q_EMIT changed();
}

void PosViewModel::nextWaiting()
{
    if (!m_payable.sales().isEmpty())
        return showPayable(0);
    const PumpView *longest = nullptr;
    for (const PumpView &view : m_pumps.pumps())
        if (view.state == PumpState::Calling && (!longest || view.since < longest->since))
            longest = &view;
    if (longest)
        selectPump(longest->pump);
}

void PosViewModel::setEntryKind(EntryKind kind)
{
    if (kind != m_kind)
        m_entry.clear();
    m_kind = kind;
    Q_EMIT changed();
}

void PosViewModel::press(const QString &key)
{
    if (m_signIn.isNeeded())
        return m_signIn.press(key);
    if (panel() == Refund)
        return m_refund.press(key);
    noteTyped(m_pinAsked || m_couponAsked || m_pointsAsked ? QStringLiteral("-") : key);
    if (m_pinAsked) {
        if (key == QLatin1String("back"))
            m_pin.back();
        else if (key == QLatin1String("clear"))
            m_pin.wipe();
        else if (key.size() == 1 && key[0].isDigit())
            m_pin.add(key[0]);
    } else if (m_couponAsked) {
        pressCode(key);
    } else if (m_pointsAsked) {
        pressPoints(key);
    } else if (panel() == Find) {
        pressNumber(key);
    } else if (panel() == Coupons) {
        beginCode();
        pressCode(key);
    } else if (panel() == Goods) {
        pressSearch(key);
    } else if (panel() == Pay) {
        m_cash.press(key);
        m_coupon += key.size() <= 2 ? key : QString(); // should it turn out to be a code
        if (m_cash.isEmpty())
            m_coupon.clear();
    } else if (panel() == Setup) {
        if (m_kind == FillUp && key.size() == 1 && key[0].isDigit())
            m_kind = Amount; // typing figures at a free pump means an amount
        m_entry.press(key);
    }
    Q_EMIT changed();
}

void PosViewModel::confirm()
{
    if (m_signIn.isNeeded())
        return m_signIn.confirm();
    if (panel() == Refund)
        return m_refund.confirm();
    if (takeScan())
        return;
    if (panel() == Find)
        return confirmFind();
    if (panel() == Coupons)
        return closeCoupons();
    if (m_couponAsked)
        return useCoupon();
    if (m_pinAsked && m_pinFor == CardUse::Points)
        return m_pin.isComplete() ? takePoints(m_pointsWanted) : void();
    if (m_pointsAsked)
        return usePoints();
    if (m_pinAsked && m_pinFor == CardUse::Pay)
        return payCard();
    if (m_pinAsked || (panel() == Setup && m_card))
        return fuelByCard();
    switch (panel()) {
    case Setup:
        return release();
    case Pay:
        return m_card ? payCard() : payCash();
    case Receipt:
        return back();
    case Goods:
        return addFound(m_found.current());
    default:
        return;
    }
}

void PosViewModel::release()
{
    if (!canRelease())
        return;
    begin();
    m_station.release(m_ids.make<SaleId>(), m_selected, preset(), done([this] {
                          m_entry.clear();
                          m_kind = FillUp;
                      }),
                      m_signIn.who());
}

void PosViewModel::prepay()
{
    if (!canPrepay())
        return;
    const PumpView *selected = pump();
    const int index = nozzleIndex();
    if (index >= selected->nozzles.size())
        return refuse(ErrorCode::ProductUnknown);
    begin();
    m_station.prepay(m_ids.make<SaleId>(), m_selected, selected->nozzles[index].nozzle,
                     m_entry.money(currency()), done([this] {
                         m_entry.clear();
                         m_kind = FillUp;
                     }),
                     m_signIn.who());
}

void PosViewModel::fuelByCard()
{
    if (!canFuelByCard() || (m_pinAsked && !m_pin.isComplete()))
        return;
    const QString pin = m_pin.take();
    m_pin.wipe();
    begin();
    // A refused sale is over: every try is a sale of its own.
    m_station.fuelByCard(m_ids.make<SaleId>(), m_selected, *m_card, pin, preset(), cardDone(CardUse::Fuel),
                         m_signIn.who(), CouponWish{{}, true, Channel::Pos});
}

void PosViewModel::stop()
{
    if (!canStop())
        return;
    begin();
    m_station.stop(m_selected, done());
}

void PosViewModel::cancel()
{
    if (!canCancel())
        return;
    const PumpView *selected = pump();
    begin();
    m_station.cancel(selected->sale, done());
}

void PosViewModel::payNextNote()
{
    if (!canPayCash())
        return;
    const qint64 hundred = 10'000;
    const Money due = m_due->due();
    m_cash.set(plainAmount({(due.minor + hundred - 1) / hundred * hundred, due.currency}));
    payCash();
}

void PosViewModel::payCash()
{
    if (!canPayCash())
        return;
    const SaleId id = m_due->id;
    const Money due = m_due->due();
    const Money cash = m_cash.isEmpty() ? due : m_cash.money(due.currency);
    if (cash < due)
        return refuse(ErrorCode::TenderShort);
    begin();
    m_station.payCash(id, cash, done([this, id, change = cash - due] {
                          if (const auto sale = m_station.sale(id))
                              showSale(*sale, change);
                      }),
                      m_signIn.who());
}

void PosViewModel::payCard()
{
    if (m_pinAsked && m_pinFor == CardUse::Points) // the same key goes on with what the PIN is for
        return confirm();
    if (!canPayCard() || (m_pinAsked && !m_pin.isComplete()))
        return;
    const QString pin = m_pin.take();
    m_pin.wipe();
    begin();
    m_station.payCard(m_due->id, *m_card, pin, cardDone(CardUse::Pay), m_signIn.who());
}

void PosViewModel::showPayable(int row)
{
    if (!mayWork() || row < 0 || row >= m_payable.count())
        return;
    const SaleView sale = m_payable.sales()[row];
    selectPump(sale.pump);
    setDue(sale);
    Q_EMIT changed();
}

void PosViewModel::showRecent(int row)
{
    if (!mayWork() || m_refund.busy() || row < 0 || row >= m_recent.count())
        return;
    m_refund.close();
    m_findShown = m_tanksShown = m_goodsShown = false;
    showSale(m_recent.sales()[row]);
    m_error.reset();
    Q_EMIT changed();
}

void PosViewModel::dropCard()
{
    if (m_busy)
        return;
    forgetCard();
    Q_EMIT changed();
}

void PosViewModel::back()
{
    if (m_signIn.isNeeded())
        return m_signIn.back();
    if (m_busy)
        return;
    m_typed.clear();
    if (panel() == Refund)
        return void(m_refund.back());
    if (std::exchange(m_tanksShown, false) || std::exchange(m_goodsShown, false)
        || std::exchange(m_findShown, false)) {
        m_error.reset();
        Q_EMIT changed();
        return;
    }
    if (m_error) {
        m_error.reset();
        m_pin.wipe();
        m_pinAsked = false;
    } else if (m_pinAsked) {
        m_pin.wipe();
        m_pinAsked = false;
    } else if (panel() == Coupons) {
        m_couponsShown = false;
    } else if (m_receipt.sale()) {
        m_receipt.setSale(std::nullopt);
    } else if (m_couponAsked || m_pointsAsked) {
        m_couponAsked = m_pointsAsked = false;
        m_coupon.clear();
        m_pointsTyped.clear();
    } else if (m_due) {
        setDue({});
    } else if (m_card) {
        forgetCard();
    } else if (!m_entry.isEmpty() || m_kind != FillUp) {
        m_entry.clear();
        m_kind = FillUp;
    } else {
        m_selected = 0;
    }
    Q_EMIT changed();
}

}
