#include "money_world.h"

#include "money_audit.h"

#include "core/domain/access/staff_service.h"
#include "core/domain/access/terminal_service.h"
#include "core/domain/cards/card_rules.h"
#include "core/domain/cards/card_service.h"
#include "core/domain/stations/station_repository.h"
#include "core/foundation/crypto/secret_hash.h"
#include "tests/simulation/world/audit_rows.h"

namespace youka::world {

namespace {

constexpr qint64 MinuteMs = 60'000;
constexpr qint64 HourMs = 60 * MinuteMs;
constexpr qint64 DayMs = 24 * HourMs;
constexpr qint64 BeginsAtMs = 8 * HourMs; ///< in Beijing
constexpr qint64 WalletFen = 100'000'000;
constexpr int QuietDays = 3;

/// By its own number or a refund's.
const sim::PayOrder *orderWith(sim::PayBook &book, const QString &number)
{
    sim::PayOrder *order = book.find(number);
    if (!order)
        book.findRefund(number, &order);
    return order;
}

Centre::Pace pace()
{
    Centre::Pace pace;
    pace.liveMs = 20'000;
    pace.housekeepingMs = 60'000;
    pace.channelsMs = 1'000;
    return pace;
}

}

MoneyWorld::MoneyWorld(VirtualTime &time, const MoneyOptions &options)
    : m_time(time)
    , m_options(options)
    , m_chance(options.seed)
{
    m_time.clear();
    VirtualDisk::random().seed(options.seed);
}

MoneyWorld::~MoneyWorld()
{
    if (m_centre)
        m_centre->end(VirtualDisk::End::Killed);
    m_time.runUntil(m_time.now()); // the program goes before its machine
    m_time.clear();
}

qint64 MoneyWorld::at(int day, int hour, int minute) const
{
    return day * DayMs + hour * HourMs + minute * MinuteMs - BeginsAtMs;
}

// --- setting up

Result<void> MoneyWorld::setUp()
{
    m_centre = std::make_unique<Centre>(m_time, m_chance.seed(), pace());
    m_centre->tell = [this](const Machine &machine, const QString &what) {
        tell(machine.name(), what);
        ++m_counts.ends;
    };
    m_channels = std::make_unique<Channels>(m_time, *m_centre, m_chance.seed());
    if (const auto opened = m_channels->open(); !opened)
        return opened;
    m_centre->boot();
    if (!m_centre->isListening())
        return fail(ErrorCode::Internal, QStringLiteral("the centre does not start"));
    for (int i = 1; i <= m_options.kiosks; ++i)
        m_kiosks.push_back(std::make_unique<Kiosk>(m_time, *m_centre, m_network, i, m_chance.seed()));
    const auto entered =
        m_centre->command([this](Database &db) { return enterAll(db).map([] { return QByteArray(); }); });
    if (!entered)
        return fail(entered.error());
    for (const auto &kiosk : m_kiosks)
        kiosk->boot();
    m_office =
        std::make_unique<MoneyOffice>(m_time, *m_centre, m_network, m_chance.seed(),
                                      [this](const QString &who, const QString &what) { tell(who, what); });
    m_office->arrives = [this](MerchantId merchant, QDate date) {
        const BillSum sum = billSum(channelOf(merchant), date);
        return Money{sum.gross - sum.fee, {}};
    };
    m_office->signIn();
    keepLooking();
    m_time.runUntil(m_time.now() + MinuteMs);
    return {};
}

Result<void> MoneyWorld::enterAll(Database &db)
{
    const Timestamp now = m_centre->clock.now();
    for (const char *login : {"manager", "second"})
        if (const auto added = StaffService(db).add(QLatin1String(login), QLatin1String(login), Role::Manager,
                                                    {}, hashSecret("secret", HashCost::Test));
            !added)
            return fail(added.error());
    if (const auto entered = m_channels->enter(db); !entered)
        return entered;
    TerminalService terminals(db);
    for (size_t i = 0; i < m_kiosks.size(); ++i) {
        const QString code = QStringLiteral("M%1").arg(i + 1);
        const auto station = StationRepository(db).ensureStation(
            {{}, code, code, QStringLiteral("CHN"), {}, {}, QTimeZone("Asia/Shanghai"), QTime(0, 0)});
        const auto once = station ? terminals.invite(code, station->id, QStringLiteral("kiosk"), now)
                                  : Result<QString>(fail(station.error()));
        const auto terminal = once ? terminals.enrol(*once, m_kiosks[i]->publicKey(), now)
                                   : Result<Terminal>(fail(once.error()));
        if (!terminal)
            return fail(terminal.error());
        m_kiosks[i]->enrolled(terminal->id);
    }
    for (int i = 0; i < m_options.members; ++i)
        if (const auto entered = enterMember(db, i); !entered)
            return entered;
    return {};
}

Result<void> MoneyWorld::enterMember(Database &db, int number)
{
    const Timestamp now = m_centre->clock.now();
    const QString name = QStringLiteral("member %1").arg(number);
    const auto customer = CustomerService(db, m_centre->keys().customerWrapping)
                              .ensureCustomer(name, name, QStringLiteral("retail"), Currency{}, now);
    if (!customer)
        return fail(customer.error());
    const QString body = QStringLiteral("900000%1").arg(number, 9, 10, QLatin1Char('0'));
    CardService::Issue issue;
    issue.customer = customer->id;
    issue.number = body + QLatin1Char(luhnDigit(body));
    issue.expires = QDate(2030, 12, 31);
    const auto card = CardService(db, m_centre->keys()).issue(issue, now);
    if (!card)
        return fail(card.error());
    const CardTokeniser tokeniser(m_centre->keys().lookup);
    const QString channel = Channels::names().at(number % 3);
    m_members.push_back(
        {card->id, {tokeniser.forNumber(issue.number), CardProof::Chip, card->masked}, name, channel});
    sim::PayCustomer wallet{name, channel, WalletFen};
    wallet.pinAboveFen = 30'000;
    m_channels->far().people().add(wallet);
    return {};
}

// --- days

QStringList MoneyWorld::run()
{
    if (const auto done = setUp(); !done)
        return {QStringLiteral("the world does not begin: ") + toString(done.error())};
    for (int number = 0; number < m_options.days; ++number) {
        day(number);
        if (const QStringList faults = MoneyAudit(*this).night(); !faults.isEmpty())
            return faults;
    }
    const int end = m_options.days + QuietDays - 1;
    for (int number = m_options.days; number < end; ++number)
        quietDay(number);
    ++m_round;
    planOffice();
    m_time.runUntil(at(end, 20));
    heal();
    m_time.runUntil(at(end, 21, 30));
    ++m_round; // the managers go home
    m_time.runUntil(at(end, 22));
    count();
    return MoneyAudit(*this).end();
}

void MoneyWorld::day(int day)
{
    ++m_round;
    struct Rush
    {
        int from; ///< minutes
        int until;
        int share;
    };
    constexpr Rush Rushes[] = {
        {7 * 60, 9 * 60, 25}, {690, 13 * 60, 25}, {17 * 60, 19 * 60, 30}, {1'415, 1'465, 20}};
    for (const Rush &rush : Rushes)
        for (int i = 0; i < m_options.perDay * rush.share / 100; ++i) {
            const qint64 when = at(day, 0) + m_chance.between(rush.from * MinuteMs, rush.until * MinuteMs);
            planVisit(std::max(when, m_time.now() + m_chance.between(MinuteMs, HourMs)));
        }
    if (on(Refunds))
        for (int i = 0; i < m_options.perDay / 8; ++i)
            m_time.after(at(day, 9) + m_chance.between(0, 15 * HourMs) - m_time.now(),
                         [this] { planRefund(); });
    planOffice();
    trouble();
    m_time.runUntil(at(day + 1, 0, 45));
    heal();
    m_time.runUntil(at(day + 1, 1, 15));
    plantRows(day);
    m_time.runUntil(at(day + 1, 5));
}

void MoneyWorld::quietDay(int day)
{
    ++m_round;
    planOffice();
    if (on(BillFiles))
        again(30, 180, [this] { troubleBills(); });
    m_time.runUntil(at(day + 1, 0, 45));
    heal();
    m_time.runUntil(at(day + 1, 5));
}

/// Notices that are to be sent again.
void MoneyWorld::keepLooking()
{
    m_time.after(2'000, [this] {
        m_channels->look();
        keepLooking();
    });
}

void MoneyWorld::again(qint64 leastMin, qint64 mostMin, const std::function<void()> &what)
{
    m_time.after(m_chance.between(leastMin * MinuteMs, mostMin * MinuteMs), [=, this, round = m_round] {
        if (round != m_round)
            return;
        what();
        again(leastMin, mostMin, what);
    });
}

void MoneyWorld::planVisit(qint64 at)
{
    m_time.after(std::max<qint64>(at - m_time.now(), 0), [this] { visit(); });
}

void MoneyWorld::visit()
{
    using Mood = Payer::Mood;
    Payer::Plan plan;
    plan.member = int(m_chance.between(0, m_options.members - 1));
    plan.fen = m_chance.oneIn(3) ? m_chance.between(10, 300) * 100 : m_chance.between(1'000, 80'000);
    const qint64 kind = m_chance.between(0, 19);
    if (on(Moods))
        plan.mood = kind < 10 ? Mood::Pays
            : kind < 12       ? Mood::Late
            : kind < 13       ? Mood::Leaves
            : kind < 14       ? Mood::Looks
            : kind < 15       ? Mood::WrongPin
            : kind < 16       ? Mood::Cancels
                              : Mood::ShowsCode;
    plan.patienceMs = m_chance.between(40, 150) * 1'000;
    Kiosk &kiosk = *m_kiosks[size_t(m_chance.between(0, m_options.kiosks - 1))];
    ++m_counts.topUps;
    m_memos.emplace_back();
    const auto payer = std::make_shared<Payer>(
        Payer::Around{m_time, kiosk, *m_channels, m_members[size_t(plan.member)], m_memos.back(), m_chance,
                      [this](const QString &who, const QString &what) { tell(who, what); }},
        plan);
    planLife(payer);
}

void MoneyWorld::planLife(const std::shared_ptr<Payer> &payer)
{
    m_time.after(m_chance.between(1'000, 2'500), [this, payer] {
        if (payer->live())
            planLife(payer);
    });
}

/// Somebody who has paid wants some of it back.
void MoneyWorld::planRefund()
{
    if (m_memos.empty())
        return;
    const TopUpMemo &memo = m_memos[size_t(m_chance.between(0, qint64(m_memos.size()) - 1))];
    if (memo.said != QLatin1String("paid"))
        return;
    const qint64 fen = m_chance.oneIn(2) ? memo.fen : m_chance.between(1, memo.fen);
    m_office->refund(memo.orderNo, fen,
                     m_chance.oneIn(3) ? m_chance.between(14, 26) * HourMs
                                       : m_chance.between(1, 30) * MinuteMs);
}

void MoneyWorld::planOffice()
{
    again(20, 40, [this] {
        m_office->lookAfterOrders();
        m_office->lookAfterBreaks();
        m_office->lookAfterDays();
    });
}

void MoneyWorld::heal()
{
    ++m_round;
    tell(QStringLiteral("world"), QStringLiteral("comes to rest"));
    m_centre->endAt(-1, VirtualDisk::End::Killed);
    m_centre->rebootMs = 5'000;
    m_centre->boot();
    for (const auto &kiosk : m_kiosks)
        kiosk->weather = {};
    m_office->first().weather = m_office->second().weather = {};
    m_channels->calls = m_channels->notices = {};
    for (sim::SimChannel *channel : m_channels->far().channels())
        channel->faults().clear();
    m_channels->far().notices().release();
    again(5, 5, [this] { m_office->lookAfterOrders(); });
}

QString MoneyWorld::channelOf(MerchantId merchant) const
{
    for (const QString &name : Channels::names())
        if (m_channels->merchant(name) == merchant)
            return name;
    return {};
}

QStringList MoneyWorld::rows(const QStringList &about) const
{
    QStringList lines;
    const auto db = m_centre->books();
    const auto hour = [](qint64 ms) {
        return QString::number(double(ms - NodeClock::Begin) / double(HourMs), 'f', 4);
    };
    for (const QString &orderNo : about) {
        for (const auto &row : db ? rowsOf(**db,
                                           "SELECT e.at, e.refund, e.source, e.state, e.code FROM "
                                           "payment_event e JOIN payment_order o ON o.id = e.payment WHERE "
                                           "o.order_no = ? OR e.refund = (SELECT id FROM payment_refund "
                                           "WHERE refund_no = ?) ORDER BY e.id",
                                           5, {orderNo, orderNo})
                                  : std::vector<std::vector<QVariant>>())
            lines.append(QStringLiteral("ours, hour %1: refund %2, from %3, state %4, ")
                             .arg(hour(number(row[0])))
                             .arg(number(row[1]))
                             .arg(number(row[2]))
                             .arg(number(row[3]))
                         + QString::fromUtf8(row[4].toByteArray()));
        for (const QString &name : Channels::names())
            if (const auto *order = orderWith(m_channels->book(name), orderNo)) {
                lines.append(QStringLiteral("%1: %2 of %3 fen, paid in hour %4")
                                 .arg(name, payStateName(order->state))
                                 .arg(order->fen)
                                 .arg(hour(order->paidAt.ms)));
                for (const sim::PayRefund &refund : order->refunds)
                    lines.append(QStringLiteral("%1: gave %2 fen back in hour %3, %4")
                                     .arg(name)
                                     .arg(refund.fen)
                                     .arg(hour(refund.at.ms), refund.refundNo));
            }
    }
    return lines;
}

void MoneyWorld::count()
{
    const auto db = m_centre->books();
    if (!db)
        return;
    const auto ask = [&](const char *sql) {
        auto rows = (*db)->exec(sql);
        return rows && rows->next() ? rows->integer(0) : 0;
    };
    m_counts.booked = ask("SELECT COUNT(*) FROM payment_order WHERE journal IS NOT NULL");
    m_counts.refunds = ask("SELECT COUNT(*) FROM payment_refund WHERE state = 3");
    m_counts.breaks = ask("SELECT COUNT(*) FROM reconcile_break");
    m_counts.closed = ask("SELECT COUNT(*) FROM reconcile_day WHERE state = 4");
    m_counts.learnt = ask("SELECT COALESCE(SUM(count), 0) FROM reconcile_figure WHERE class = 8");
    m_counts.calls = m_network.calls + m_channels->counters().calls;
    for (const NetworkCounters *network : {&std::as_const(m_network), &m_channels->counters()})
        m_counts.lost += network->lostRequests + network->lostAnswers;
    for (const QString &name : Channels::names())
        for (const sim::PayOrder &order : m_channels->book(name).orders())
            m_counts.paid += order.paidAt.ms > 0 ? 1 : 0;
    m_counts.hours = m_time.now() / HourMs;
}

}
