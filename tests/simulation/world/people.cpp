#include "people.h"

#include "core/foundation/base/json.h"

namespace youka::world {

namespace {
const auto Ignored = [](const Result<void> &) {};
constexpr qint64 PatienceMs = 75'000; ///< until a pump that does not run is left
}

Visit::Visit(StationMachine &station, const std::vector<Card> &cards, Books &books, Chance &chance,
             const Clock &clock, Tell tell, const Wish &wish, qint64 now)
    : m_station(station)
    , m_cards(cards)
    , m_books(books)
    , m_chance(chance)
    , m_clock(clock)
    , m_tell(std::move(tell))
    , m_wish(wish)
    , m_since(now)
{
    Pumps::Pump &pump = station.pumps().pump(wish.pump);
    m_releases = pump.iron.releases();
    m_powerCuts = pump.powerCuts;
    Books::Visit entry;
    entry.station = station.number();
    entry.pump = wish.pump;
    entry.nozzle = wish.nozzle;
    entry.card = wish.card;
    entry.mode = wish.mode;
    entry.slips = wish.slips;
    entry.asksForOffers = wish.asksForOffers;
    entry.atPump = wish.atPump;
    books.visits.emplace(wish.sale, entry);
    if (!wish.neverLifts && !wish.choosesGrade)
        pump.iron.lift(wish.nozzle);
    m_tell(who(),
           QStringLiteral("arrives: %1, %2 ml of nozzle %3")
               .arg(wish.card < 0 ? QStringLiteral("cash") : QStringLiteral("card %1").arg(wish.card))
               .arg(wish.ml)
               .arg(wish.nozzle));
}

QString Visit::who() const
{
    return QStringLiteral("driver %1 at %2, pump %3")
        .arg(m_wish.sale.text().left(13), m_station.name())
        .arg(m_wish.pump);
}

void Visit::ask()
{
    Forecourt *forecourt = m_station.forecourt();
    if (!forecourt)
        return;
    const auto answered = [tell = m_tell, name = who()](const Result<void> &result) {
        tell(name,
             result ? QStringLiteral("is told to go ahead")
                    : QStringLiteral("is refused: ") + errorCodeName(result.error().code));
    };
    switch (m_wish.mode) {
    case SaleMode::CardAuthorised: {
        const Card &card = m_cards[size_t(m_wish.card)];
        std::optional<CouponWish> coupons;
        if (m_wish.atPump) {
            coupons = CouponWish{};
            for (const Books::Slip &slip : m_wish.slips)
                coupons->codes.append(slip.text);
            if (m_wish.choosesGrade)
                coupons->product = Pumps::config(m_wish.pump).nozzles[m_wish.nozzle - 1].product;
            if (const auto [receipt, isFirst] = m_books.receipts.try_emplace(m_wish.sale); isFirst)
                receipt->second.asked = m_clock.now();
        }
        forecourt->fuelByCard(m_wish.sale, m_wish.pump, card.identity, card.pin, m_wish.preset, answered, {},
                              coupons);
        return;
    }
    case SaleMode::Prepaid:
        forecourt->prepay(m_wish.sale, m_wish.pump, m_wish.nozzle, m_wish.cash, answered);
        return;
    default:
        forecourt->release(m_wish.sale, m_wish.pump, {}, answered);
    }
}

void Visit::hang()
{
    Pumps::Pump &pump = m_station.pumps().pump(m_wish.pump);
    pump.iron.hang();
    Books::Visit &entry = m_books.visits.at(m_wish.sale);
    entry.disturbed = pump.powerCuts != m_powerCuts;
    if (m_mine) {
        entry.shownMl = pump.iron.volume().ml;
        entry.shownFen = pump.iron.amount().minor;
    }
    m_tell(
        who(),
        QStringLiteral("hangs up, the pump shows %1 ml and %2 fen").arg(entry.shownMl).arg(entry.shownFen));
}

/// With coupons the receipt is looked at before leaving.
bool Visit::leaves(qint64 now)
{
    hang();
    if (!m_wish.atPump)
        return false;
    m_phase = Phase::Reading;
    m_since = now;
    return true;
}

bool Visit::reads(qint64 now)
{
    Forecourt *forecourt = m_station.forecourt();
    const auto sale = forecourt ? forecourt->sale(m_wish.sale) : std::nullopt;
    if (!sale || sale->state != SaleState::Settled)
        return now < m_since + 20'000;
    Books::Receipt &receipt = m_books.receipts[m_wish.sale];
    receipt.discounts = sale->discounts;
    receipt.alone = sale->offline;
    receipt.isRead = true;
    m_tell(who(), QStringLiteral("reads that %1 fen were paid").arg(sale->paid.minor));
    return false;
}

bool Visit::live(qint64 now)
{
    Pumps::Pump &pump = m_station.pumps().pump(m_wish.pump);
    const bool released = pump.iron.releases() > m_releases;
    switch (m_phase) {
    case Phase::Arrived:
        if (now < m_since + 1'500)
            return true;
        ask();
        if (m_chance.oneIn(12))
            ask(); // pressed twice
        m_phase = m_station.forecourt() ? Phase::Asked : Phase::Arrived;
        return now < m_since + PatienceMs || (hang(), false);
    case Phase::Asked:
        if (m_chance.oneIn(60))
            ask(); // a screen that asked again after its own restart
        if (m_chance.oneIn(150) && m_station.forecourt()) {
            m_tell(who(), QStringLiteral("presses cancel"));
            m_station.forecourt()->cancel(m_wish.sale, Ignored);
        }
        if (released && (m_wish.neverLifts || m_wish.neverSqueezes)) {
            if (now < m_since + PatienceMs)
                return true;
            hang();
            return false;
        }
        if (released && m_wish.choosesGrade && !pump.iron.isOut())
            pump.iron.lift(m_wish.nozzle);
        if (released && pump.iron.isOut()) {
            m_mine = true;
            pump.iron.squeeze();
            m_phase = Phase::Pouring;
            m_since = now;
        } else if (now > m_since + PatienceMs) {
            hang();
            return false;
        }
        return true;
    case Phase::Pouring:
        if (m_chance.oneIn(300) && m_station.forecourt())
            m_station.forecourt()->stop(m_wish.pump, Ignored);
        if (pump.iron.volume().ml >= m_wish.ml || now > m_since + 120'000 || !pump.iron.isFlowing())
            return leaves(now);
        return true;
    case Phase::Reading:
        return reads(now);
    }
    return false;
}

Cashier::Cashier(StationMachine &station, const std::vector<Card> &cards, Books &books, Chance &chance,
                 const Clock &clock, Tell tell)
    : m_station(station)
    , m_cards(cards)
    , m_books(books)
    , m_chance(chance)
    , m_clock(clock)
    , m_tell(std::move(tell))
{
}

void Cashier::look()
{
    Forecourt *forecourt = m_station.forecourt();
    if (!forecourt)
        return;
    for (const SaleView &owed : forecourt->payable()) {
        if (!m_station.forecourt())
            return; // it ended under these very hands
        const auto known = m_books.visits.find(owed.id);
        const Books::Visit *visit = known == m_books.visits.end() ? nullptr : &known->second;
        if (owed.state == SaleState::NeedsPerson && owed.delivery.volume.ml == 0)
            forecourt->cancel(owed.id, Ignored);
        else if (owed.state != SaleState::Payable || !visit || !talks(owed, *visit))
            take(owed, visit);
    }
}

/// Is this customer busy with coupons, rather than paying?
bool Cashier::talks(const SaleView &owed, const Books::Visit &visit)
{
    if (visit.slips.empty() && !visit.asksForOffers)
        return false;
    const auto [it, isNew] = m_talks.try_emplace(owed.id);
    Talk &talk = it->second;
    if (isNew) {
        talk.shows = m_chance.oneIn(5) ? int(m_chance.between(2, 4)) : 1;
        talk.waits = m_chance.oneIn(3) ? int(m_chance.between(1, 30)) : 0;
        if (m_chance.oneIn(12))
            talk.waits = int(m_chance.between(60, 100)); // longer than anything is reserved
    }
    if (talk.shows > 0) {
        --talk.shows;
        show(owed, visit, talk.shows > 0 ? m_chance.oneIn(2) : m_chance.oneIn(10));
        return true;
    }
    return talk.waits-- > 0;
}

void Cashier::show(const SaleView &owed, const Books::Visit &visit, bool away)
{
    QStringList codes;
    QString said;
    if (!away)
        for (const Books::Slip &slip : visit.slips) {
            codes.append(slip.text);
            said += QStringLiteral(" %1/%2").arg(slip.coupon.batch).arg(slip.coupon.serial);
        }
    const bool byCard = visit.card >= 0 && m_chance.oneIn(2);
    m_books.receipts[owed.id].asked = m_clock.now();
    const QString who = QStringLiteral("driver %1 at %2").arg(owed.id.text().left(13), m_station.name());
    m_tell(who, QStringLiteral("shows coupons:") + said);
    m_station.forecourt()->useCoupons(
        owed.id, codes, byCard ? m_cards[size_t(visit.card)].identity : CardIdentity(),
        [tell = m_tell, who](const Result<void> &result) {
            tell(who,
                 result ? QStringLiteral("has them taken")
                        : QStringLiteral("is told of a coupon: ") + errorCodeName(result.error().code));
        });
}

/// The customer looks at what the till says, and pays that.
void Cashier::take(const SaleView &owed, const Books::Visit *visit)
{
    Books::Receipt &receipt = m_books.receipts[owed.id];
    receipt.discounts = owed.discounts;
    receipt.alone = owed.offline;
    receipt.isRead = owed.state == SaleState::Payable; // what a person settles may be worked out only then
    Forecourt &forecourt = *m_station.forecourt();
    if (owed.state == SaleState::Payable && visit && visit->card >= 0 && m_chance.oneIn(2)) {
        const Card &card = m_cards[size_t(visit->card)];
        forecourt.payCard(owed.id, card.identity, card.pin, Ignored);
    } else {
        forecourt.payCash(owed.id, owed.due() + Money{m_chance.between(0, 3) * 1'000, {}}, Ignored);
    }
}

bool Cashier::isIdle() const
{
    Forecourt *forecourt = m_station.forecourt();
    return forecourt && forecourt->payable().isEmpty();
}

Office::Office(VirtualTime &time, HttpServerSide &centre, NetworkCounters &counters,
               const std::vector<Card> &cards, Books &books, Tell tell, quint32 seed)
    : Clerk(time, centre, counters, seed)
    , m_cards(cards)
    , m_books(books)
    , m_tell(std::move(tell))
{
}

void Office::topUp(int card, qint64 fen)
{
    const auto operation = m_ids.make<OperationId>();
    m_books.topUps[operation] = {card, fen, false, false};
    m_tell(QStringLiteral("office"), QStringLiteral("takes %1 fen for card %2").arg(fen).arg(card));
    repeat(QStringLiteral("/api/v1/cards/%1/top-ups").arg(m_cards[size_t(card)].id.value),
           {{QStringLiteral("amount"), toJson(Money{fen, {}})}}, operation,
           [this, operation](const Result<QJsonObject> &answer) {
               Books::TopUp &entry = m_books.topUps.at(operation);
               entry.answered = answer.has_value();
               entry.refused = !answer.has_value();
           });
}

void Office::changeState(int card, int state)
{
    m_tell(QStringLiteral("office"), QStringLiteral("sets card %1 to state %2").arg(card).arg(state));
    repeat(
        QStringLiteral("/api/v1/cards/%1/state").arg(m_cards[size_t(card)].id.value),
        {{QStringLiteral("state"), state}, {QStringLiteral("reason"), QStringLiteral("asked by its owner")}},
        m_ids.make<OperationId>(), [](const Result<QJsonObject> &) {});
}

void Office::changeLimit(int card, qint64 perDayFen)
{
    repeat(QStringLiteral("/api/v1/cards/%1/limits").arg(m_cards[size_t(card)].id.value),
           {{QStringLiteral("limitPerDay"), toJson(Money{perDayFen, {}})}}, m_ids.make<OperationId>(),
           [](const Result<QJsonObject> &) {});
}

void Office::changeCampaign(CampaignId campaign, const QString &state)
{
    m_tell(QStringLiteral("office"), QStringLiteral("campaign %1 is %2").arg(campaign.value).arg(state));
    repeat(QStringLiteral("/api/v1/campaigns/%1/state").arg(campaign.value),
           {{QStringLiteral("state"), state}}, m_ids.make<OperationId>(), [](const Result<QJsonObject> &) {});
}

void Office::changePrice(const QString &product, qint64 milli)
{
    m_tell(QStringLiteral("office"), QStringLiteral("%1 costs %2 from now on").arg(product).arg(milli));
    repeat(QStringLiteral("/api/v1/prices"),
           {{QStringLiteral("product"), product}, {QStringLiteral("price"), toJson(UnitPrice{milli, {}})}},
           m_ids.make<OperationId>(), [](const Result<QJsonObject> &) {});
}

}
