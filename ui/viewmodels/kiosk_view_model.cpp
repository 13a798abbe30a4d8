#include "ui/viewmodels/kiosk_view_model.h"

namespace youka {

namespace {

constexpr qint64 AmountsMinor[] = {10'000, 20'000, 30'000, 50'000};

bool isShown(KioskViewModel::Screen screen)
{
    return screen == KioskViewModel::Lift || screen == KioskViewModel::Fuelling;
}

/// Nobody is sent home from here, however long the screen is not touched.
bool isWatched(KioskViewModel::Screen screen)
{
    return isShown(screen) || screen == KioskViewModel::Asking || screen == KioskViewModel::TopUpQr;
}

}

KioskViewModel::KioskViewModel(StationControl &station, CardSource *cards, CardDesk &desk, const Clock &clock,
                               IdSource &ids, Translator &translator, QObject *parent)
    : QObject(parent)
    , m_station(station)
    , m_desk(desk)
    , m_clock(clock)
    , m_ids(ids)
    , m_translator(translator)
    , m_homeLanguage(translator.language())
    , m_texts(translator)
    , m_pumps(station, clock, translator)
    , m_receipt(clock, translator)
    , m_balance(clock, translator)
    , m_member(clock, translator)
    , m_topUp(clock, ids, translator)
    , m_bills(translator)
    , m_help(translator)
    , m_touchedMs(clock.monotonicMs())
{
    connect(&station, &StationControl::pumpChanged, this, &KioskViewModel::changed);
    connect(&station, &StationControl::saleChanged, this, &KioskViewModel::onSale);
    connect(&station, &StationControl::linkChanged, this, &KioskViewModel::onLink);
    connect(&translator, &Translator::languageChanged, this, &KioskViewModel::changed);
    if (cards) {
        connect(cards, &CardSource::cardPresented, this, &KioskViewModel::onCard);
        connect(cards, &CardSource::readFailed, this, &KioskViewModel::onReadFailed);
    }
    connect(&m_bills, &BillsModel::changed, this, &KioskViewModel::changed);
    connect(&m_topUp, &TopUpModel::changed, this, &KioskViewModel::changed);
    connect(&m_topUp, &TopUpModel::offered, this, [this] {
        m_busy = false;
        show(ChooseTopUp);
    });
    connect(&m_topUp, &TopUpModel::over, this, [this] { show(TopUpDone); });
    connect(&m_topUp, &TopUpModel::refused, this, &KioskViewModel::onTopUpRefused);
    connect(&m_timer, &QTimer::timeout, this, &KioskViewModel::tick);
}

void KioskViewModel::start() { m_timer.start(250); }

void KioskViewModel::tick()
{
    m_pumps.tick();
    m_topUp.tick();
    askBillers();
    if (m_asksAgain && m_clock.monotonicMs() - *m_unheardSince >= UnheardMs) {
        forsake(m_sale);
        refuse(ErrorCode::LinkLost);
    }
    const qint64 idle = m_clock.monotonicMs() - m_touchedMs;
    // A delivery or a payment is watched to its end, however long nobody touches the screen.
    if (isWatched(m_screen)) {
        touched();
    } else if (idle >= IdleMs + CountdownMs) {
        m_translator.setLanguage(m_homeLanguage);
        goHome();
        Q_EMIT leftAlone();
    } else {
        const bool counting = m_screen != Home && idle >= IdleMs;
        const int left = counting ? int((IdleMs + CountdownMs - idle + 999) / 1000) : 0;
        if (left != m_countdown) {
            m_countdown = left;
            Q_EMIT changed();
        }
    }
}

void KioskViewModel::touched()
{
    m_touchedMs = m_clock.monotonicMs();
    if (m_countdown > 0) {
        m_countdown = 0;
        Q_EMIT changed();
    }
}

void KioskViewModel::setLanguage(const QString &code)
{
    touched();
    m_translator.setLanguage(languageFromCode(code));
}

QString KioskViewModel::title() const
{
    switch (m_screen) {
    case Help:
        return m_help.isOpen() ? m_help.pageTitle() : tr("What would you like to know?");
    case Home:
        return tr("Welcome. What would you like to do?");
    case PresentCard:
        return tr("Hold your fuel card to the reader");
    case Pin:
        return tr("Enter your card's PIN");
    case Asking:
        return m_askingPump         ? tr("Asking for your card and the pump")
            : m_task == Task::Bills ? tr("Asking the biller")
                                    : tr("Looking up your card");
    case Balance:
        return tr("Your card");
    case ChoosePump:
        return tr("Which pump are you at?");
    case ChooseAmount:
        return tr("How much would you like?");
    case EnterAmount:
        return entryIsLitres() ? tr("How many litres?") : tr("Which amount?");
    case Confirm:
        return tr("Is this right?");
    case Lift:
        return tr("Lift the nozzle at pump %1").arg(m_pump);
    case Fuelling:
        return tr("Fuelling at pump %1").arg(m_pump);
    case Done:
        return m_receipt.title();
    case Refusal:
        return tr("That did not work");
    case Member:
        return tr("Your points and coupons");
    case EnterCode:
        return tr("Enter the code");
    case ConfirmExchange:
    case ConfirmGift:
        return tr("Is this right?");
    case EnterReceiver:
        return tr("Who gets it?");
    case ChooseTopUp:
        return tr("How much shall be added?");
    case ChooseWay:
        return tr("How would you like to pay?");
    case TopUpQr:
        return m_topUp.stage() == TopUpModel::Waiting ? tr("Scan this with %1").arg(m_topUp.wayText())
                                                      : tr("One moment");
    case TopUpDone:
        return m_topUp.resultText();
    case ChooseBiller:
    case EnterAccount:
    case Bills:
        return billsTitle();
    }
    return {};
}

QString KioskViewModel::stepText() const
{
    const auto step = [&](int number) { return tr("Step %1 of 4").arg(number); };
    if (m_task == Task::TopUp)
        return topUpStep();
    if (m_task == Task::Bills)
        return billsStep();
    if (m_task != Task::Fuel)
        return {};
    switch (m_screen) {
    case PresentCard:
    case Pin:
        return step(1);
    case ChoosePump:
        return step(2);
    case ChooseAmount:
    case EnterAmount:
        return step(3);
    case Confirm:
        return step(4);
    default:
        return {};
    }
}

bool KioskViewModel::canGoBack() const
{
    switch (m_screen) {
    case PresentCard:
    case Pin:
    case ChoosePump:
    case ChooseAmount:
    case EnterAmount:
    case Confirm:
    case Member:
    case EnterCode:
    case ConfirmExchange:
    case EnterReceiver:
    case ConfirmGift:
    case ChooseTopUp:
    case ChooseWay:
    case ChooseBiller:
    case EnterAccount:
    case Bills:
    case Help:
        return true;
    case TopUpQr:
        return m_topUp.stage() != TopUpModel::Ending;
    default:
        return false;
    }
}

QString KioskViewModel::recoverText() const
{
    switch (m_refusedAt) {
    case ChoosePump:
        return tr("Choose another pump");
    case ChooseAmount:
    case EnterAmount:
    case ChooseTopUp:
        return tr("Choose another amount");
    case Pin:
        return tr("Enter the PIN again");
    case PresentCard:
        return tr("Use another card");
    case Confirm:
    case ConfirmExchange:
    case ConfirmGift:
        return tr("Try again");
    case EnterReceiver:
        return tr("Enter another number");
    case Balance:
        return tr("Back to your card");
    case Member:
        return tr("Back to your points and coupons");
    case ChooseBiller:
        return tr("Choose again");
    case EnterAccount:
        return tr("Enter it again");
    case Bills:
        return tr("Back to the bills");
    default:
        return {};
    }
}

QString KioskViewModel::bannerText() const
{
    const StationControl::Link link = m_station.link();
    if (!link.reachable)
        return tr(
            "The counter cannot be reached from here. Please pay there; balances can still be asked for, "
            "and may be older.");
    return link.online ? QString()
                       : tr("The centre is away. Chip cards known at this station still work, for "
                            "smaller amounts; balances may be older.");
}

QString KioskViewModel::presetText() const
{
    switch (m_preset.kind) {
    case Preset::Kind::None:
        return tr("Fill up");
    case Preset::Kind::Amount:
        return m_texts.money(m_preset.amount);
    case Preset::Kind::Volume:
        return m_texts.volume(m_preset.volume);
    }
    return {};
}

QString KioskViewModel::gradesText() const
{
    QStringList grades;
    if (const PumpView *chosen = pump()) {
        if (chosen->nozzle > 0 && !chosen->product.isEmpty())
            return QStringLiteral("%1 %2").arg(productName(chosen->product), m_texts.price(chosen->price));
        for (const NozzleView &nozzle : chosen->nozzles)
            grades += QStringLiteral("%1 %2").arg(productName(nozzle.product), m_texts.price(nozzle.price));
    }
    grades.removeDuplicates();
    return grades.join(QStringLiteral("\n"));
}

Currency KioskViewModel::currency() const
{
    if (m_task == Task::TopUp)
        return m_topUp.currency();
    if (m_task == Task::Bills)
        return m_bills.currency();
    const auto &pumps = m_pumps.pumps();
    return m_available ? m_available->currency : pumps.isEmpty() ? Currency() : pumps.first().amount.currency;
}

QStringList KioskViewModel::amountTexts() const
{
    QStringList texts;
    for (const qint64 minor : AmountsMinor)
        texts += m_texts.money({minor, currency()});
    return texts;
}

int KioskViewModel::amountsAffordable() const
{
    int count = 0;
    for (const qint64 minor : AmountsMinor)
        count += !m_available || minor <= m_available->minor ? 1 : 0;
    return count;
}

bool KioskViewModel::entryComplete() const
{
    return entryIsLitres() ? m_entry.volume().ml > 0 : m_entry.money(currency()).isPositive();
}

QString KioskViewModel::amountText() const { return pump() ? m_texts.money(pump()->amount) : QString(); }
QString KioskViewModel::volumeText() const { return pump() ? m_texts.volume(pump()->volume) : QString(); }
QString KioskViewModel::priceText() const
{
    const PumpView *chosen = pump();
    return chosen && chosen->price.milli > 0
        ? QStringLiteral("%1 · %2").arg(productName(chosen->product), m_texts.price(chosen->price))
        : QString();
}

QString KioskViewModel::limitText() const
{
    const PumpView *chosen = pump();
    return chosen && chosen->limit.isPositive()
        ? tr("Stops by itself at %1").arg(m_texts.money(chosen->limit))
        : QString();
}

QString KioskViewModel::fuelCodeText() const
{
    return m_fuelCode.isEmpty() ? QString() : QStringLiteral("…") + m_fuelCode.right(4);
}

QStringList KioskViewModel::gradeCodes() const
{
    QStringList codes;
    if (const PumpView *chosen = pump())
        for (const NozzleView &nozzle : chosen->nozzles)
            if (!codes.contains(nozzle.product))
                codes << nozzle.product;
    return codes.size() > 1 ? codes : QStringList();
}

QStringList KioskViewModel::grades() const
{
    QStringList names;
    const QStringList codes = gradeCodes();
    for (const QString &code : codes)
        names << productName(code);
    return names;
}

QString KioskViewModel::couponText() const
{
    const auto sale = m_sale.isNull() ? std::nullopt : m_station.sale(m_sale);
    if (!sale)
        return {};
    QStringList lines;
    if (!sale->coupons.isEmpty())
        lines += tr("With %1").arg(sale->coupons.join(tr(", ")));
    else if (sale->codeRefused)
        lines += tr("The code takes nothing off: %1").arg(forDriver(Error{*sale->codeRefused, {}}));
    if (sale->pointsAhead)
        lines += tr("Points take up to %1 off at the end").arg(m_texts.money(sale->pointsAhead->amount));
    else if (sale->pointsRefused)
        lines += tr("No points: %1").arg(forDriver(Error{*sale->pointsRefused, {}}));
    return lines.join(u'\n');
}

QString KioskViewModel::pumpAlarmText() const
{
    const PumpView *chosen = pump();
    if (!chosen || !isShown(m_screen))
        return {};
    if (chosen->state == PumpState::Inoperative)
        return tr("The pump is silent for a moment. Nothing is lost: what was delivered is counted when it "
                  "answers. "
                  "Please ask at the counter if this lasts.");
    return chosen->alarm ? forDriver(Error{*chosen->alarm, {}}) : QString();
}

/// A disk is nothing that a driver can make room on.
QString KioskViewModel::forDriver(const Error &error) const
{
    return isStoreFailure(error.code)
        ? tr("The counter cannot write this down right now. Nothing is lost; please ask there.")
        : sentence(error);
}

void KioskViewModel::show(Screen screen)
{
    m_screen = screen;
    m_touchedMs = m_clock.monotonicMs();
    m_countdown = 0;
    if (screen == Confirm)
        learnPoints();
    Q_EMIT changed();
}

void KioskViewModel::wipe()
{
    ++m_question;
    m_pin.wipe();
    m_pinFor = PinFor::Balance;
    m_topUp.clear();
    m_bills.clear();
    m_help.clear();
    m_payeePin.fill(u'0');
    m_payeePin.clear();
    m_member.setView(std::nullopt);
    m_memberSaid.clear();
    m_code.clear();
    m_scanned.clear();
    m_fuelCode.clear();
    m_grade.clear();
    m_codeForFuel = false;
    m_usesCoupons = true;
    m_usesPoints = false;
    m_points.reset();
    m_claim = {};
    m_gift.reset();
    m_offer.reset();
    m_card.reset();
    m_available.reset();
    m_balance.setBalance(std::nullopt);
    m_receipt.setSale(std::nullopt);
    m_entry.clear();
    m_preset = {};
    m_pump = 0;
    m_sale = {};
    m_task = Task::None;
    m_error.reset();
    m_busy = false;
    m_askingPump = false;
    m_unheardSince.reset();
    m_asksAgain = false;
}

void KioskViewModel::goHome()
{
    wipe();
    show(Home);
}

}
