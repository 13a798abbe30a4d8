#include "apps/server/reconciler.h"

namespace youka {

namespace {
constexpr qint64 PauseMs = 60'000;
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
    , m_rounds(m_outside.store, "reconcile")
{
    if (drive == Drive::OwnThread)
        m_rounds.start([this] { round(); }, [] { return PauseMs; });
}

void Reconciler::want(MerchantId merchant, QDate day)
{
    {
        const std::lock_guard lock(m_mutex);
        m_wanted.insert({merchant.value, day});
    }
    m_rounds.bell()->ring();
}

/// What was asked for, then the days that were never compared to their end, oldest first.
Result<std::vector<Reconciler::Subject>> Reconciler::due(Database &reader)
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
    const auto merchants = OrderView(reader).merchants();
    if (!merchants)
        return fail(merchants.error());
    for (const Merchant &merchant : *merchants)
        for (int back = merchant.active ? LookBackDays : 0; back > 0; --back) {
            const Subject subject{merchant.id.value, today.addDays(-back)};
            const auto failed = m_notBefore.find(subject);
            if (failed != m_notBefore.end() && m_outside.clock.monotonicMs() < failed->second)
                continue;
            const auto day = ReconcileRepository(reader).day(merchant.id, subject.second);
            if (!day)
                return fail(day.error());
            if (!*day || (*day)->state < DayState::Compared)
                due.push_back(subject);
        }
    return due;
}

Result<DayReport> Reconciler::compare(Database &reader, const Subject &subject)
{
    const Write write = writeThrough(m_outside.pipeline);
    const auto merchant = OrderView(reader).merchant({subject.first});
    if (!merchant)
        return fail(merchant.error());
    const auto bill = m_outside.bills->fetch(reader, *merchant, subject.second, write, m_outside.clock.now());
    if (!bill)
        return fail(bill.error());
    return ReconcileRun({reader, write, *m_outside.payments, m_outside.clock}, *merchant, subject.second)
        .run();
}

void Reconciler::round()
{
    Database *reader = m_rounds.reader();
    if (!reader)
        return;
    const auto subjects = due(*reader);
    if (!subjects)
        return qWarning("reconcile: %s", qPrintable(toString(subjects.error())));
    for (const Subject &subject : *subjects) {
        if (m_rounds.isEnding())
            return;
        const auto report = compare(*reader, subject);
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
