#include "tests/bench/fleet.h"

#include "core/domain/sales/sale_json.h"
#include "core/exchange/sync/back_off.h"

#include <QJsonDocument>

#include <algorithm>

namespace youka::bench {

namespace {
constexpr int UploadWithinMs = 15'000; ///< as SyncAgent
constexpr int AskEveryMs = 100;
const QList<int> Steps{1'000, 2'000, 5'000, 10'000, 30'000, 60'000}; ///< as SyncAgent::Pace
}

/// One terminal of the fleet.
class Fleet::Member
{
public:
    Member(Fleet &fleet, const Place &place, const Load &load)
        : m_fleet(fleet)
        , m_load(load)
        , m_wire(place)
        , m_jitter(quint32(load.terminal.value))
    {
        m_again.setSingleShot(true);
        connect(&m_again, &QTimer::timeout, &m_wire, [this] { upload(); });
    }
    void upload()
    {
        m_wire.send(signedBytes({"/api/v1/outbox", m_load.body, m_load.encoding, {}}, m_load.terminal,
                                m_load.key, m_fleet.m_clock.now()),
                    UploadWithinMs, [this](const WireClient::Answer &answer) { heard(answer); });
    }

private:
    void heard(const WireClient::Answer &answer)
    {
        if (answer.status == 200) {
            const qsizetype booked =
                answer.body.count(R"("outcome":"applied")") + answer.body.count(R"("outcome":"duplicate")");
            if (booked != m_load.records)
                return m_fleet.fail(QStringLiteral("terminal %1: %2 of %3 records were booked")
                                        .arg(m_load.terminal.value)
                                        .arg(booked)
                                        .arg(m_load.records));
            return m_fleet.acknowledged();
        }
        if (answer.status != 0 && answer.status != 503)
            return m_fleet.fail(QString::fromUtf8(answer.body));
        Outcome &outcome = m_fleet.m_outcome;
        ++(answer.status == 0 ? outcome.lost : outcome.busy);
        outcome.longestToldS = std::max(outcome.longestToldS, answer.retryAfterS);
        m_again.start(backOffMs(Steps, m_failures++, answer.retryAfterS, m_jitter));
    }
    Fleet &m_fleet;
    const Load &m_load;
    WireClient m_wire;
    QTimer m_again;
    QRandomGenerator m_jitter;
    qsizetype m_failures = 0;
};

Fleet::Fleet(const Place &place, const std::vector<Load> &loads, const Clock &clock)
    : m_clock(clock)
{
    for (const Load &load : loads)
        m_members.push_back(std::make_unique<Member>(*this, place, load));
}

Fleet::~Fleet() = default;

Fleet::Outcome Fleet::comeBack(int withinMs)
{
    QTimer patience;
    connect(&patience, &QTimer::timeout, this, [this] { fail(QStringLiteral("not all came back in time")); });
    patience.start(withinMs);
    m_timer.start();
    for (const auto &member : m_members)
        member->upload();
    m_loop.exec();
    m_outcome.seconds = double(m_timer.nsecsElapsed()) / 1e9;
    return m_outcome;
}

void Fleet::acknowledged()
{
    const double now = double(m_timer.nsecsElapsed()) / 1e9;
    if (++m_done == m_members.size() / 2)
        m_outcome.halfS = now;
    if (m_done == m_members.size() * 95 / 100)
        m_outcome.mostS = now;
    if (m_done == m_members.size())
        m_loop.quit();
}

void Fleet::fail(const QString &fault)
{
    m_outcome.fault = fault;
    m_loop.quit();
}

/// One terminal that asks: the next question when the answer is there, at most ten a second.
class Askers::One
{
public:
    One(Askers &all, const Terminal &self)
        : m_all(all)
        , m_self(self)
        , m_wire(all.m_place)
        , m_ids(all.m_clock)
    {
        QObject::connect(&m_tick, &QTimer::timeout, &m_wire, [this] { ask(); });
        m_tick.start(AskEveryMs);
    }

private:
    void ask()
    {
        if (m_asking)
            return;
        m_asking = true;
        CardQuestion question;
        question.operation = m_ids.make<OperationId>();
        question.sale = m_ids.make<SaleId>();
        question.hold = m_ids.make<HoldId>();
        question.card = {m_self.cards[m_next++ % m_self.cards.size()], CardProof::Chip, {}};
        question.pump = 1;
        question.product = QStringLiteral("95");
        question.price = {8'000, {}};
        question.wanted = {100, {}};
        const QByteArray body = QJsonDocument(toJson(question)).toJson(QJsonDocument::Compact);
        m_since.start();
        m_wire.send(signedBytes({"/api/v1/authorisations", body, {}, question.operation.text().toLatin1()},
                                m_self.id, m_self.key, m_all.m_clock.now()),
                    30'000, [this](const WireClient::Answer &answer) {
                        m_asking = false;
                        m_all.m_times.push_back(double(m_since.nsecsElapsed()) / 1e6);
                        if (answer.status != 200)
                            m_all.m_fault =
                                QStringLiteral("a question was answered with %1: ").arg(answer.status)
                                + QString::fromUtf8(answer.body);
                    });
    }
    Askers &m_all;
    const Terminal &m_self;
    WireClient m_wire;
    IdSource m_ids;
    QTimer m_tick;
    QElapsedTimer m_since;
    qsizetype m_next = 0;
    bool m_asking = false;
};

Askers::Askers(Place place, std::vector<Terminal> terminals, const Clock &clock)
    : m_place(std::move(place))
    , m_terminals(std::move(terminals))
    , m_clock(clock)
{
    m_home.moveToThread(&m_thread);
}

Askers::~Askers()
{
    m_thread.quit();
    m_thread.wait();
}

void Askers::start()
{
    m_thread.start();
    QMetaObject::invokeMethod(
        &m_home,
        [this] {
            for (const Terminal &terminal : m_terminals)
                m_ones.push_back(std::make_unique<One>(*this, terminal));
        },
        Qt::BlockingQueuedConnection);
}

void Askers::forget()
{
    QMetaObject::invokeMethod(
        &m_home, [this] { m_times.clear(); }, Qt::BlockingQueuedConnection);
}

std::vector<double> Askers::stop()
{
    QMetaObject::invokeMethod(
        &m_home, [this] { m_ones.clear(); }, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
    std::sort(m_times.begin(), m_times.end());
    return m_times;
}

}
