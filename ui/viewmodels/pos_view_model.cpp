#include "ui/viewmodels/pos_view_model.h"

#include <QPointer>

#include <algorithm>

namespace youka {

namespace {
constexpr qint64 CardKeptMs = 60'000; // a card laid on the reader and forgotten pays nothing later
constexpr int RecentShown = 20;
}

PosViewModel::PosViewModel(StationControl &station, CardSource *cards, CardDesk &desk, const Clock &clock,
                           IdSource &ids, Translator &translator, const SignInTerms &signIn, QObject *parent)
    : QObject(parent)
    , m_station(station)
    , m_desk(desk)
    , m_clock(clock)
    , m_ids(ids)
    , m_translator(translator)
    , m_texts(translator)
    , m_pumps(station, clock, translator)
    , m_payable(clock, translator)
    , m_recent(clock, translator)
    , m_receipt(clock, translator)
    , m_signIn(signIn, clock, translator)
    , m_refund(signIn.staff, ids, translator)
    , m_tanks(station, clock, translator)
    , m_basket(translator)
    , m_found(translator)
    , m_choice(clock, translator)
    , m_numbered(clock, translator)
{
    connect(&station, &StationControl::pumpChanged, this, &PosViewModel::onPump);
    connect(&station, &StationControl::saleChanged, this, &PosViewModel::onSale);
    connect(&station, &StationControl::linkChanged, this, &PosViewModel::changed);
    connect(&translator, &Translator::languageChanged, this, &PosViewModel::changed);
    connect(&m_signIn, &SignInViewModel::changed, this, &PosViewModel::changed);
    connect(&station, &StationControl::tanksChanged, this, &PosViewModel::changed);
    connect(&m_refund, &RefundViewModel::changed, this, &PosViewModel::changed);
    connect(&m_signIn, &SignInViewModel::locked, this, &PosViewModel::standDown);
    if (cards) {
        connect(cards, &CardSource::cardPresented, this, &PosViewModel::onCard);
        connect(cards, &CardSource::readFailed, this, [this](ErrorCode code) { refuse(code); });
    }
    connect(&m_timer, &QTimer::timeout, this, &PosViewModel::tick);
    m_receipt.setStaff(signIn.staff);
    connect(&m_receipt, &ReceiptModel::changed, this,
            &PosViewModel::changed); // the printer is among the alarms
    reloadSales();
}

void PosViewModel::start() { m_timer.start(1000); }

void PosViewModel::tick()
{
    m_pumps.tick();
    m_signIn.tick();
    m_tanks.tick();
    if (m_card && !m_busy && m_clock.monotonicMs() - m_cardSinceMs >= CardKeptMs)
        forgetCard();
    Q_EMIT changed();
}

PosViewModel::Panel PosViewModel::panel() const
{
    if (m_tanksShown)
        return Tanks;
    if (m_goodsShown)
        return Goods;
    if (m_findShown)
        return Find;
    if (m_refund.isOpen())
        return Refund;
    if (m_receipt.sale())
        return Receipt;
    if (m_due)
        return m_couponsShown && m_card && !m_pinAsked ? Coupons : Pay;
    const PumpView *selected = pump();
    if (!selected)
        return NoPump;
    if (selected->state == PumpState::Inoperative || selected->state == PumpState::Closed)
        return Blocked;
    if (isPumpRunning(selected->state))
        return Running;
    return isPumpFree(*selected) ? Setup : Waiting;
}

/// The pump itself, whatever of its sale is being looked at.
bool PosViewModel::isRunning() const
{
    const PumpView *selected = pump();
    return selected && isPumpRunning(selected->state) && (panel() == Running || m_signIn.isNeeded());
}

QString PosViewModel::heading() const
{
    if (m_tanksShown)
        return tr("Tanks");
    if (m_goodsShown)
        return tr("Shop");
    if (m_findShown)
        return tr("Find a sale");
    if (panel() == Coupons)
        return tr("%1 · the member's coupons").arg(saleName(*m_due));
    if (m_refund.isOpen() && m_receipt.sale())
        return tr("%1 · goes back").arg(saleName(*m_receipt.sale()));
    if (const auto &sale = m_due ? m_due : m_receipt.sale())
        return QStringLiteral("%1 · %2").arg(saleName(*sale), saleStateText(sale->state));
    if (const PumpView *selected = pump())
        return QStringLiteral("%1 · %2").arg(m_texts.pump(selected->pump), pumpStateText(selected->state));
    return tr("Choose a pump");
}

QString PosViewModel::hint() const
{
    switch (panel()) {
    case NoPump:
        return m_card ? tr("Card read. Choose the pump or the sale it is for.")
                      : tr("Touch a pump, or press F5 for what has waited longest.");
    case Setup:
        if (m_kind == Amount && !presetIsComplete())
            return tr("Enter the amount.");
        if (m_kind == Litres && !presetIsComplete())
            return tr("Enter the litres.");
        return m_card ? tr("Card read. Press F4 to release the pump on it.")
                      : tr("Release for payment afterwards, or present a card.");
    case Blocked:
        if (const PumpView *selected = pump(); selected && selected->alarm)
            return sentence(*selected->alarm);
        return sentence(ErrorCode::PumpOffline);
    case Waiting:
        return tr("Released. The driver may lift the nozzle.");
    case Running:
        if (const PumpView *selected = pump(); selected && selected->limit.isPositive())
            return tr("Stops by itself at %1.").arg(m_texts.money(selected->limit));
        return tr("Fuel is flowing.");
    case Pay:
        if (m_couponAsked)
            return tr("Scan the coupon, or type its code and press Enter.");
        if (m_pointsAsked)
            return pointsHint();
        return m_card ? tr("Card read. Press F4 to pay with it.")
                      : tr("Present a card, or enter the cash and press F3.");
    case Receipt:
        return m_receipt.title();
    case Refund:
        return m_refund.hint();
    case Tanks:
        return tr("What the gauge says. Press F12 or Esc to close.");
    case Goods:
        return tr("Scan it, or type its name, initials or code and press Enter.");
    case Coupons:
        return tr("Space, or a touch, takes a coupon or leaves it out. Enter goes on to pay.");
    case Find:
        return m_numbered.count() > 0 ? tr("That number stands for several sales. Choose one.")
                                      : tr("Scan the receipt, or type its number and press Enter.");
    }
    return {};
}

Currency PosViewModel::currency() const
{
    const auto &pumps = m_pumps.pumps();
    return pumps.isEmpty() ? Currency() : pumps.first().amount.currency;
}

Preset PosViewModel::preset() const
{
    if (m_kind == Amount)
        return {Preset::Kind::Amount, m_entry.money(currency()), {}};
    if (m_kind == Litres)
        return {Preset::Kind::Volume, {}, m_entry.volume()};
    return {};
}

bool PosViewModel::presetIsComplete() const
{
    return m_kind == FillUp || (m_kind == Amount && m_entry.money(currency()).isPositive())
        || (m_kind == Litres && m_entry.volume().ml > 0);
}

QString PosViewModel::entryText() const
{
    if (panel() == Pay)
        return m_cash.text();
    return m_kind == FillUp ? QString() : m_entry.text();
}

QStringList PosViewModel::nozzles() const
{
    QStringList names;
    if (const PumpView *selected = pump())
        for (const NozzleView &nozzle : selected->nozzles)
            names += QStringLiteral("%1 %2").arg(productName(nozzle.product), m_texts.price(nozzle.price));
    return names;
}

int PosViewModel::nozzleIndex() const
{
    if (const PumpView *selected = pump()) {
        const int wanted = selected->nozzle > 0 ? selected->nozzle : m_nozzle;
        for (int i = 0; i < selected->nozzles.size(); ++i)
            if (selected->nozzles[i].nozzle == wanted)
                return i;
    }
    return 0;
}

void PosViewModel::setNozzleIndex(int index)
{
    if (const PumpView *selected = pump(); selected && index >= 0 && index < selected->nozzles.size())
        m_nozzle = selected->nozzles[index].nozzle;
    Q_EMIT changed();
}

QString PosViewModel::amountText() const
{
    if (m_due)
        return m_texts.money(m_due->due());
    const PumpView *selected = pump();
    return selected ? m_texts.money(selected->amount) : QString();
}

QString PosViewModel::volumeText() const
{
    if (m_due)
        return m_due->delivery.isEmpty() ? tr("%n item(s)", nullptr, int(m_due->goods.size()))
                                         : m_texts.volume(m_due->delivery.volume);
    const PumpView *selected = pump();
    return selected ? m_texts.volume(selected->volume) : QString();
}

QString PosViewModel::changeText() const
{
    if (!m_due || m_cash.isEmpty())
        return {};
    const Money change = m_cash.money(m_due->delivery.amount.currency) - m_due->due();
    return change.isNegative() ? tr("Short by %1").arg(m_texts.money(-change))
                               : tr("Change %1").arg(m_texts.money(change));
}

QString PosViewModel::nextCashText() const
{
    if (!m_due)
        return {};
    const qint64 hundred = 10'000;
    const Money due = m_due->due();
    return m_texts.money({(due.minor + hundred - 1) / hundred * hundred, due.currency});
}

QStringList PosViewModel::alarms() const
{
    QStringList lines;
    for (const PumpView &view : m_pumps.pumps())
        if (view.alarm)
            lines += QStringLiteral("%1: %2").arg(m_texts.pump(view.pump), sentence(*view.alarm));
    for (const SaleView &sale : m_recent.sales())
        if (sale.state == SaleState::NeedsPerson)
            lines += QStringLiteral("%1 %2: %3")
                         .arg(m_texts.pump(sale.pump), m_texts.moment(sale.at, m_clock.now()),
                              sentence(sale.problem ? sale.problem->code : ErrorCode::PumpAmountImplausible));
    if (const QString printer = m_receipt.printerAlarm(); !printer.isEmpty())
        lines += printer;
    return lines + m_tanks.alarms();
}

QString PosViewModel::linkText() const
{
    const StationControl::Link link = m_station.link();
    if (link.waiting == 0)
        return link.online ? tr("Centre connected, everything sent") : tr("Centre away, nothing waits");
    const QString age = m_texts.duration(m_clock.now().ms - link.oldest.ms);
    return link.online
        ? tr("Centre connected, sending %n record(s), oldest %1", nullptr, link.waiting).arg(age)
        : tr("Centre away, %n record(s) wait to be sent, oldest %1", nullptr, link.waiting).arg(age);
}

QString PosViewModel::errorText() const
{
    if (panel() == Refund && m_refund.error())
        return sentence(*m_refund.error());
    return m_error ? sentence(*m_error) : QString();
}

void PosViewModel::setRefunds(RefundDesk *desk)
{
    m_refund.setDesk(desk);
    Q_EMIT changed();
}

bool PosViewModel::canRefund() const
{
    return m_refund.isThere() && mayWork() && panel() == Receipt
        && m_receipt.sale()->state == SaleState::Settled;
}

void PosViewModel::refundSale()
{
    if (canRefund())
        m_refund.open(*m_receipt.sale(), m_signIn.name());
}

void PosViewModel::reloadSales()
{
    m_payable.setSales(m_station.payable());
    m_recent.setSales(m_station.recent(RecentShown));
}

void PosViewModel::onPump(int) { Q_EMIT changed(); }

void PosViewModel::onSale(const SaleView &sale)
{
    reloadSales();
    if (m_due && m_due->id == sale.id && !m_busy && sale.state != SaleState::Payable)
        setDue({}); // paid at another till
    else if (m_due && m_due->id == sale.id && !m_busy)
        m_due = sale; // time has given its points back
    if (m_receipt.sale() && m_receipt.sale()->id == sale.id)
        m_receipt.setSale(sale);
    const bool here = sale.pump == m_selected && !m_due && !m_receipt.sale() && !m_pinAsked;
    if (here && sale.state == SaleState::Payable)
        setDue(sale);
    else if (here && isSaleOver(sale.state) && sale.state != SaleState::Refused)
        showSale(sale);
    Q_EMIT changed();
}

void PosViewModel::onCard(const CardIdentity &card)
{
    if (!mayWork() || m_refund.isOpen())
        return; // the card in use is being asked about, or nobody is here to use it
    m_pin.wipe();
    m_pinAsked = false;
    m_card = card;
    forgetPoints();
    m_cardSinceMs = m_clock.monotonicMs();
    m_error.reset();
    m_tanksShown = m_findShown = m_couponsShown = false;
    if (panel() == Receipt) {
        m_receipt.setSale(std::nullopt);
        setDue({});
    }
    Q_EMIT changed();
    askBalance();
}

/// What is on the card, so that the cashier says no before the pump does. A card that wants its PIN for this
/// keeps it to itself.
void PosViewModel::askBalance()
{
    m_available.reset();
    m_desk.balance(
        *m_card, {}, [self = QPointer<PosViewModel>(this), token = m_card->token](const auto &answer) {
            if (!self || !self->m_card || !(self->m_card->token == token))
                return;
            if (answer)
                self->m_available = answer->available;
            else if (answer.error().code != ErrorCode::PinRequired && !isTransient(answer.error().code))
                self->m_error = answer.error();
            Q_EMIT self->changed();
        });
}

QString PosViewModel::cardText() const
{
    if (!m_card)
        return {};
    return m_available ? tr("%1 · %2 left").arg(m_card->masked, m_texts.money(*m_available)) : m_card->masked;
}

void PosViewModel::refuse(const Error &error)
{
    m_error = error;
    Q_EMIT changed();
}

/// Somebody has gone: what was begun and not sent is forgotten, sales under way go on.
void PosViewModel::standDown()
{
    forgetCard();
    m_refund.close();
    m_tanksShown = m_goodsShown = m_findShown = false;
    m_scans.clear();
    m_typed.clear();
    m_receipt.setSale(std::nullopt);
    setDue({});
    m_entry.clear();
    m_kind = FillUp;
    m_error.reset();
    Q_EMIT changed();
}

void PosViewModel::forgetCard()
{
    m_card.reset();
    m_available.reset();
    m_pin.wipe();
    m_pinAsked = false;
    m_pinFor = CardUse::None;
    m_couponsShown = false;
    m_choice.setCoupons({});
    forgetPoints();
}

}
