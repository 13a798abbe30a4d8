#include "tests/simulation/storm.h"

#include "core/domain/cards/card_rules.h"
#include "core/foundation/base/format.h"

#include <QEventLoop>
#include <QTimer>

namespace youka::demo {

namespace {

constexpr qint64 LookEveryMs = 60;
/// A customer whose pump gives nothing hangs up.
constexpr qint64 PatienceMs = 8'000;
/// Where one was refused, the next one takes another pump.
constexpr qint64 AvoidedMs = 3'000;

QJsonObject order(const char *what, int pump)
{
    return {{QStringLiteral("do"), QLatin1String(what)}, {QStringLiteral("pump"), pump}};
}

}

Storm::Storm(Stage &stage, Strikes &strikes, const Plan &plan)
    : m_stage(stage)
    , m_strikes(strikes)
    , m_plan(plan)
    , m_random(plan.seed)
    , m_robot(stage, QStringLiteral("robot"))
{
    for (int pump = 1; pump <= plan.pumps; ++pump) {
        Lane lane;
        lane.pump = pump;
        m_lanes.push_back(lane);
    }
    QObject::connect(&m_robot.station(), &StationControl::pumpChanged, &m_robot.station(), [this](int pump) {
        const QList<PumpView> pumps = m_robot.station().pumps();
        for (const PumpView &view : pumps)
            m_count.shownFull += view.pump == pump && view.alarm == ErrorCode::StoreFull ? 1 : 0;
    });
}

QString Storm::cardOf(int pump)
{
    const QString body = QStringLiteral("900000001234") + QString::number(100 + pump);
    return body + QLatin1Char(luhnDigit(body));
}

void Storm::run()
{
    m_clock.start();
    for (;;) {
        bool open = false;
        for (Lane &lane : m_lanes) {
            if (lane.sale.isNull())
                arrive(lane);
            else if (m_clock.elapsed() - lane.sinceMs >= LookEveryMs)
                fuel(lane);
            open = open || !lane.sale.isNull();
        }
        const bool done = !open && m_count.asked >= m_plan.sales && m_strikes.isCalm();
        if (done && m_robot.station().link().waiting == 0 && m_robot.station().link().online)
            return;
        if (m_clock.elapsed() > m_plan.timeoutMs)
            throw Mishap{story()};
        QEventLoop loop;
        QTimer::singleShot(10, &loop, &QEventLoop::quit);
        loop.exec();
        m_strikes.pass(m_clock.elapsed(), m_count.asked < m_plan.sales);
    }
}

/// Where everybody stands, for whoever has to find out why.
QString Storm::story()
{
    QString text = QStringLiteral("%1 of %2 asked, %3 ended, %4 unheard, link %5, %6 facts wait")
                       .arg(m_count.asked)
                       .arg(m_plan.sales)
                       .arg(m_count.finished)
                       .arg(m_count.unheard)
                       .arg(m_robot.station().isConnected() ? QStringLiteral("up") : QStringLiteral("down"))
                       .arg(m_robot.station().link().waiting);
    text += QStringLiteral("\n  ") + m_strikes.story();
    for (const Lane &lane : m_lanes) {
        const auto sale = m_robot.station().sale(lane.sale);
        text += QStringLiteral("\n  pump %1: %2")
                    .arg(lane.pump)
                    .arg(lane.sale.isNull() ? QStringLiteral("nobody")
                             : sale         ? QStringLiteral("sale in state %1").arg(int(sale->state))
                                            : QStringLiteral("a sale not heard of"));
        for (const PumpView &view : m_robot.station().pumps())
            if (view.pump == lane.pump)
                text += QStringLiteral(", pump state %1 alarm %2")
                            .arg(int(view.state))
                            .arg(view.alarm ? int(*view.alarm) : 0);
    }
    return text;
}

bool Storm::isFree(int pump)
{
    const QList<PumpView> pumps = m_robot.station().pumps();
    for (const PumpView &view : pumps)
        if (view.pump == pump)
            return view.state == PumpState::Idle && view.sale.isNull();
    return false;
}

/// A card in, then the nozzle: its grade is known when it is lifted.
void Storm::arrive(Lane &lane)
{
    if (m_count.asked >= m_plan.sales || !m_robot.station().isConnected() || !isFree(lane.pump)
        || m_clock.elapsed() < lane.avoidedUntilMs)
        return;
    const int pump = lane.pump;
    lane = {};
    lane.pump = pump;
    lane.sale = m_robot.newSale();
    lane.nozzle = 1 + int(m_random.bounded(4));
    // One in ten hangs up at once: a zero sale.
    lane.targetMl = m_random.bounded(10) == 0 ? 0 : 1'000 + m_random.bounded(50'000);
    lane.preset.kind = Preset::Kind::Amount;
    lane.preset.amount = Money{10'000 + 100 * m_random.bounded(200), {}};
    lane.patient = m_random.bounded(3) != 0;
    lane.deliveriesBefore = m_stage.sim(order("state", lane.pump))[QLatin1String("deliveries")].toInt();
    lane.sinceMs = m_clock.elapsed();
    ++m_count.asked;
    ask(lane);
    QJsonObject lift = order("lift", lane.pump);
    lift.insert(QStringLiteral("nozzle"), lane.nozzle);
    m_stage.sim(lift);
    lane.nozzleOut = true;
    if (lane.targetMl > 0)
        m_stage.sim(order("squeeze", lane.pump));
}

void Storm::ask(Lane &lane)
{
    m_robot.station().fuelByCard(lane.sale, lane.pump, m_robot.card(cardOf(lane.pump)), {}, lane.preset,
                                 [this, &lane, sale = lane.sale](const Result<void> &answer) {
                                     if (lane.sale == sale)
                                         answered(lane, answer);
                                 });
}

void Storm::answered(Lane &lane, const Result<void> &answer)
{
    lane.unheard = !answer && answer.error().code == ErrorCode::LinkLost;
    lane.refused = !answer && !lane.unheard;
    if (lane.refused) {
        ++m_count.refusals[errorCodeName(answer.error().code)];
        lane.avoidedUntilMs = m_clock.elapsed() + AvoidedMs;
    }
}

void Storm::leave(Lane &lane)
{
    m_stage.sim(order("hang", lane.pump));
    lane.nozzleOut = false;
    lane.sinceMs = m_clock.elapsed();
}

void Storm::fuel(Lane &lane)
{
    if (!lane.nozzleOut)
        return finish(lane);
    if (lane.unheard && !lane.patient) {
        lane.wantsCancel = true;
        return leave(lane);
    }
    if (lane.unheard && m_robot.station().isConnected()) {
        lane.unheard = false;
        ++m_count.askedAgain;
        ask(lane);
    }
    const QJsonObject pump = m_stage.sim(order("state", lane.pump));
    const QString status = pump[QLatin1String("status")].toString();
    const bool flowing = status == QLatin1String("filling") || status == QLatin1String("suspended");
    const bool ended = status == QLatin1String("limit-reached") || status == QLatin1String("completed");
    const bool enough = flowing && pump[QLatin1String("ml")].toInteger() >= lane.targetMl;
    const auto view = m_robot.station().sale(lane.sale);
    const bool refused = lane.refused || (view && view->state >= SaleState::Settled);
    const bool zero = lane.targetMl == 0 && view && view->state == SaleState::PumpReleased;
    if (ended || enough || refused || zero || (!flowing && m_clock.elapsed() - lane.sinceMs > PatienceMs))
        leave(lane);
}

void Storm::finish(Lane &lane)
{
    if (const auto view = m_robot.station().sale(lane.sale);
        view && view->state >= SaleState::Settled && view->state != SaleState::NeedsPerson)
        return depart(lane, &m_count.finished);
    if (!m_robot.station().isConnected() || lane.askingWhether)
        return;
    if (lane.wantsCancel)
        return cancel(lane);
    if (lane.refused || m_clock.elapsed() - lane.sinceMs > PatienceMs)
        resolve(lane);
}

/// The customer has gone before the answer came: nobody else may fuel on that card.
void Storm::cancel(Lane &lane)
{
    lane.askingWhether = true;
    lane.sinceMs = m_clock.elapsed();
    m_robot.station().cancel(lane.sale, [this, &lane, sale = lane.sale](const Result<void> &answer) {
        if (lane.sale != sale)
            return;
        lane.askingWhether = false;
        lane.wantsCancel = !answer && answer.error().code == ErrorCode::LinkLost;
        m_count.cancelled += lane.wantsCancel ? 0 : 1;
        if (!answer && answer.error().code == ErrorCode::SaleNotFound)
            depart(lane, &m_count.unheard);
    });
}

/// Nothing was heard of the sale: does the station know it at all?
void Storm::resolve(Lane &lane)
{
    lane.askingWhether = true;
    lane.refused = false;
    lane.sinceMs = m_clock.elapsed();
    m_robot.station().follow(lane.sale, [this, &lane, sale = lane.sale](const Result<void> &known) {
        if (lane.sale != sale)
            return;
        lane.askingWhether = false;
        if (!known && known.error().code == ErrorCode::SaleNotFound)
            depart(lane, &m_count.unheard);
    });
}

/// Whoever goes remembers what the pump showed.
void Storm::depart(Lane &lane, int *counted)
{
    ++*counted;
    const QJsonObject pump = m_stage.sim(order("state", lane.pump));
    if (pump[QLatin1String("deliveries")].toInt() > lane.deliveriesBefore)
        m_taken.insert(lane.sale.text(), *parseAmount(pump[QLatin1String("amount")].toString(), {}));
    lane.sale = {};
}

}
