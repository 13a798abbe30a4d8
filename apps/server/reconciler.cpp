#include "apps/server/reconciler.h"

namespace youka {

namespace {
constexpr std::chrono::seconds Pause{60};
}

Write writeThrough(WritePipeline &pipeline)
{
    return [&pipeline](const std::function<Result<void>(Database &)> &work, int rows) -> Result<void> {
        const auto result =
            pipeline.run([&work](Database &db) { return work(db).map([] { return QByteArray(); }); }, rows);
        return result ? Result<void>() : fail(result.error());
    };
}

Reconciler::Reconciler(Outside outside, Drive drive)
    : m_outside(std::move(outside))
{
    if (drive == Drive::OwnThread)
        m_thread = std::thread([this] { loop(); });
}

Reconciler::~Reconciler()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_one();
    if (m_thread.joinable())
        m_thread.join();
}

void Reconciler::loop()
{
    for (;;) {
        round();
        std::unique_lock lock(m_mutex);
        m_wake.wait_for(lock, Pause, [this] { return m_stopping || !m_wanted.empty(); });
        if (m_stopping) {
            m_reader.reset(); // a connection belongs to its thread
            return;
        }
    }
}

bool Reconciler::isStopping() const
{
    const std::lock_guard lock(m_mutex);
    return m_stopping;
}

void Reconciler::want(MerchantId merchant, QDate day)
{
    {
        const std::lock_guard lock(m_mutex);
        m_wanted.insert({merchant.value, day});
    }
    m_wake.notify_one();
}

bool Reconciler::openReader()
{
    if (m_reader)
        return true;
    auto opened = Database::open(m_outside.store);
    if (!opened) {
        qWarning("reconcile: %s", qPrintable(toString(opened.error())));
        return false;
    }
    m_reader = std::move(*opened);
    return true;
}

/// What was asked for, then the days that were never compared to their end, oldest first.
Result<std::vector<Reconciler::Subject>> Reconciler::due()
{
    std::vector<Subject> due;
    {
        const std::lock_guard lock(m_mutex);
        due.assign(m_wanted.begin(), m_wanted.end());
        m_wanted.clear();
    }
    const Timestamp now = m_outside.clock.now();
    const QDate today = channelDay(now);
    if (now < dayStart(today).plusMs(BillsReadyMs))
        return due;
    const auto merchants = OrderView(*m_reader).merchants();
    if (!merchants)
        return fail(merchants.error());
    for (const Merchant &merchant : *merchants)
        for (int back = merchant.active ? LookBackDays : 0; back > 0; --back) {
            const Subject subject{merchant.id.value, today.addDays(-back)};
            const auto failed = m_notBefore.find(subject);
            if (failed != m_notBefore.end() && m_outside.clock.monotonicMs() < failed->second)
                continue;
            const auto day = ReconcileRepository(*m_reader).day(merchant.id, subject.second);
            if (!day)
                return fail(day.error());
            if (!*day || (*day)->state < DayState::Compared)
                due.push_back(subject);
        }
    return due;
}

Result<DayReport> Reconciler::compare(const Subject &subject)
{
    const Write write = writeThrough(m_outside.pipeline);
    const auto merchant = OrderView(*m_reader).merchant({subject.first});
    if (!merchant)
        return fail(merchant.error());
    const auto bill =
        m_outside.bills->fetch(*m_reader, *merchant, subject.second, write, m_outside.clock.now());
    if (!bill)
        return fail(bill.error());
    return ReconcileRun({*m_reader, write, *m_outside.payments, m_outside.clock}, *merchant, subject.second)
        .run();
}

void Reconciler::round()
{
    if (!openReader())
        return;
    const auto subjects = due();
    if (!subjects)
        return qWarning("reconcile: %s", qPrintable(toString(subjects.error())));
    for (const Subject &subject : *subjects) {
        if (isStopping())
            return;
        const auto report = compare(subject);
        const QString day = subject.second.toString(Qt::ISODate);
        if (report) {
            m_notBefore.erase(subject);
            qInfo("reconcile: merchant %lld, %s: %lld breaks, %lld wait", subject.first, qPrintable(day),
                  report->breaks, report->waiting);
            continue;
        }
        m_notBefore[subject] = m_outside.clock.monotonicMs() + AgainMs;
        qWarning("reconcile: merchant %lld, %s: %s", subject.first, qPrintable(day),
                 qPrintable(toString(report.error())));
    }
}

}
