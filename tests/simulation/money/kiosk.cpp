#include "kiosk.h"

#include "core/domain/payments/payment_rules.h"
#include "core/exchange/sync/payment_view.h"
#include "core/foundation/base/json.h"

namespace youka::world {

namespace {
constexpr int MostTries = 6;
}

Kiosk::Kiosk(VirtualTime &time, HttpServerSide &centre, NetworkCounters &counters, int number, quint32 seed)
    : Machine(time, QStringLiteral("kiosk %1").arg(number), seed)
    , m_centre(centre)
    , m_counters(counters)
    , m_key(*SigningKey::fromSeed(QByteArray(32, char('A' + number))))
    , m_ids(clock, seed + 1)
{
}

bool Kiosk::start()
{
    m_api = std::make_unique<ApiClient>(
        std::make_unique<VirtualTransport>(m_time, *this, weather, m_centre, m_chance, m_counters), clock,
        5'000);
    m_api->signAs(m_terminal, m_key);
    m_desk = std::make_unique<TopUpClient>(*m_api, m_ids);
    return true;
}

void Kiosk::stop()
{
    m_desk.reset();
    m_api.reset();
}

Payer::Payer(const Around &around, const Plan &plan)
    : m_around(around)
    , m_plan(plan)
    , m_operation(around.kiosk.newOperation())
    , m_since(around.time.now())
{
    m_around.memo.member = plan.member;
    m_around.memo.fen = plan.fen;
    m_around.memo.at = m_since;
    m_around.tell(who(), QStringLiteral("tops up by %1, %2 fen").arg(around.member.channel).arg(plan.fen));
}

QString Payer::who() const
{
    return QStringLiteral("member %1 at %2").arg(m_plan.member).arg(m_around.kiosk.name())
        + (m_around.memo.orderNo.isEmpty() ? QString() : QStringLiteral(", order ") + m_around.memo.orderNo);
}

bool Payer::live()
{
    if (m_phase == Phase::Gone)
        return false;
    if (!m_isAsking)
        m_phase == Phase::Asks ? ask() : look();
    return true;
}

void Payer::ask()
{
    if (++m_tries > MostTries) {
        m_phase = Phase::Gone;
        return m_around.tell(who(), QStringLiteral("leaves: the kiosk has nothing to show"));
    }
    m_isAsking = true;
    const auto answer = [self = shared_from_this()](const Result<TopUpView> &view) { self->heard(view); };
    const Member &member = m_around.member;
    const Money amount{m_plan.fen, {}};
    if (m_plan.mood != Mood::ShowsCode)
        return m_around.kiosk.desk().begin(m_operation, member.identity, amount, member.channel, answer);
    if (m_code.isEmpty()) {
        const sim::PayManner manner = m_around.chance.oneIn(4) ? sim::PayManner::WrongPin
            : m_around.chance.oneIn(4)                         ? sim::PayManner::WalksAway
                                                               : sim::PayManner::Pays;
        m_code = m_around.channels.far().people().showCode(member.wallet, manner);
    }
    m_around.kiosk.api().post(
        QStringLiteral("/api/v1/payments/create"),
        {{QStringLiteral("cardToken"), QString::fromLatin1(member.identity.token.bytes.toBase64())},
         {QStringLiteral("amount"), toJson(amount)},
         {QStringLiteral("code"), m_code}},
        m_operation, [answer](const Result<QJsonObject> &json) { answer(json.and_then(paymentViewOf)); });
}

void Payer::look()
{
    m_isAsking = true;
    const auto answer = [self = shared_from_this()](const Result<TopUpView> &view) { self->heard(view); };
    const qint64 waited = m_around.time.now() - m_since;
    if (waited > m_plan.patienceMs && !std::exchange(m_hasCancelled, true)) {
        m_around.tell(who(), QStringLiteral("is not waited for any more"));
        return m_around.kiosk.desk().giveUp(m_around.memo.orderNo, answer);
    }
    if (waited > m_plan.patienceMs + 60'000)
        m_phase = Phase::Gone;
    m_around.kiosk.desk().look(m_around.memo.orderNo, answer);
}

void Payer::heard(const Result<TopUpView> &view)
{
    m_isAsking = false;
    if (!view) {
        if (m_phase == Phase::Asks && !isTransient(view.error().code)) {
            m_phase = Phase::Gone;
            m_around.tell(who(), QStringLiteral("is refused: ") + errorCodeName(view.error().code));
        }
        return;
    }
    TopUpMemo &memo = m_around.memo;
    if (memo.orderNo.isEmpty()) {
        memo.orderNo = view->orderNo;
        m_phase = Phase::Waits;
    }
    const QString said = paymentStateName(view->state);
    if (said != std::exchange(memo.said, said))
        m_around.tell(who(), QStringLiteral("is shown: ") + said);
    if (!isOpen(view->state))
        m_phase = Phase::Gone;
    else if (!view->qr.isEmpty() && !std::exchange(m_hasSeen, true))
        shown(view->qr);
}

void Payer::shown(const QString &qr)
{
    const auto later = [this, self = shared_from_this()](qint64 least, qint64 most, auto what) {
        m_around.time.after(m_around.chance.between(least, most), [self, what] { what(*self); });
    };
    switch (m_plan.mood) {
    case Mood::Pays:
        return later(3'000, 30'000, [qr](Payer &who) { who.scan(qr, sim::PayManner::Pays); });
    case Mood::Late:
        later(3'000, 30'000, [qr](Payer &who) { who.scan(qr, sim::PayManner::Later); });
        return later(31'000, 200'000, [](Payer &who) { who.decide(); });
    case Mood::Leaves:
        return later(3'000, 30'000, [qr](Payer &who) { who.scan(qr, sim::PayManner::WalksAway); });
    case Mood::WrongPin:
        later(3'000, 10'000, [qr](Payer &who) { who.scan(qr, sim::PayManner::WrongPin); });
        return later(11'000, 30'000, [qr](Payer &who) { who.scan(qr, sim::PayManner::Pays); });
    case Mood::Cancels:
        return later(3'000, 30'000, [qr](Payer &who) {
            who.m_hasCancelled = true;
            who.m_around.kiosk.desk().giveUp(who.m_around.memo.orderNo, [](const Result<TopUpView> &) {});
            who.scan(qr, sim::PayManner::Pays);
        });
    case Mood::Looks:
    case Mood::ShowsCode:
        return;
    }
}

void Payer::scan(const QString &qr, sim::PayManner manner)
{
    sim::SimChannel *far = m_around.channels.far().channel(m_around.member.channel);
    const auto order = far->scan(qr, m_around.member.wallet, manner);
    const bool isPaid = order && (*order)->state == sim::PayState::Paid;
    m_around.memo.isPaid = m_around.memo.isPaid || isPaid;
    m_around.tell(who(),
                  isPaid      ? QStringLiteral("has paid")
                      : order ? QStringLiteral("has scanned")
                              : QStringLiteral("cannot scan: ") + order.error().detail);
}

void Payer::decide()
{
    sim::SimChannel *far = m_around.channels.far().channel(m_around.member.channel);
    const auto order = far->decide(m_around.memo.orderNo, sim::PayManner::Pays);
    m_around.memo.isPaid = m_around.memo.isPaid || order.has_value();
    m_around.tell(who(), order ? QStringLiteral("has paid late") : QStringLiteral("is too late to pay"));
}

}
