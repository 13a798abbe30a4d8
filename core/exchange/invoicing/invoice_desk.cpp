#include "core/exchange/invoicing/invoice_desk.h"

#include "core/domain/access/audit_log.h"

#include <algorithm>
#include <array>

namespace youka {

namespace {

constexpr qint64 LongestPauseMs = 1'000;
constexpr qint64 ShortestPauseMs = 10;
/// Two calls may follow one another, and the way back into the books.
constexpr qint64 LeaseBeyondMs = 5'000;

QByteArray nothing() { return {}; }

}

InvoiceDesk::InvoiceDesk(Outside outside, Drive drive)
    : m_shared(new Shared{std::move(outside), nullptr, {}, 0})
    , m_rounds(m_shared->outside.store, "invoices")
{
    m_shared->bell = m_rounds.bell();
    const Outside &its = m_shared->outside;
    if (its.store.engine == Dialect::Engine::SqlCipher)
        // Nobody else writes this store: what a process before us was at, it is at no more.
        if (const auto ended = its.pipeline.run(
                [&](Database &db) { return InvoiceRepository(db).endLeases(its.clock.now()).map(nothing); });
            !ended)
            qWarning("invoices: %s", qPrintable(toString(ended.error())));
    if (drive == Drive::OwnThread)
        m_rounds.start([this] { round(); }, [this] { return pauseMs(); });
}

InvoiceDesk::~InvoiceDesk()
{
    std::shared_ptr<ChannelSender> sender;
    {
        const std::lock_guard lock(m_shared->mutex);
        sender.swap(m_shared->outside.sender); // with it nobody answers any more
    }
    m_rounds.end();
}

qint64 InvoiceDesk::pauseMs()
{
    {
        const std::lock_guard lock(m_shared->mutex);
        if (m_shared->underWay >= MostAtOnce) // an answer wakes us
            return LongestPauseMs;
    }
    Database *reader = m_rounds.reader();
    if (!reader)
        return LongestPauseMs;
    const auto next = InvoiceRepository(*reader).nextDue();
    if (!next || next->ms == 0)
        return LongestPauseMs;
    return std::clamp(next->ms - m_shared->outside.clock.now().ms, ShortestPauseMs, LongestPauseMs);
}

qint64 InvoiceDesk::pauseAfter(int asks)
{
    constexpr std::array<qint64, 8> Seconds{1, 2, 5, 10, 30, 60, 300, 900};
    return Seconds[size_t(std::clamp(asks, 0, int(Seconds.size()) - 1))] * 1'000;
}

int InvoiceDesk::underWay() const
{
    const std::lock_guard lock(m_shared->mutex);
    return m_shared->underWay;
}

void InvoiceDesk::round()
{
    Database *reader = m_rounds.reader();
    if (!reader)
        return;
    const Outside &its = m_shared->outside;
    const Timestamp now = its.clock.now();
    const auto next = InvoiceRepository(*reader).nextDue();
    if (!next)
        return m_rounds.forgetReader();
    int room = MostAtOnce;
    {
        const std::lock_guard lock(m_shared->mutex);
        room -= m_shared->underWay;
    }
    if (next->ms == 0 || *next > now || room <= 0)
        return;
    std::vector<Asked> due;
    const auto leased = its.pipeline.run([&](Database &db) -> Result<QByteArray> {
        auto some = InvoiceRepository(db).lease(now, now.plusMs(3LL * its.timeoutMs + LeaseBeyondMs), room);
        if (!some)
            return fail(some.error());
        due = std::move(*some); // of the run that is committed, the last
        return QByteArray();
    });
    if (!leased)
        return qWarning("invoices: %s", qPrintable(toString(leased.error())));
    for (const Asked &asked : due) {
        {
            const std::lock_guard lock(m_shared->mutex);
            ++m_shared->underWay;
        }
        // Whoever sent it before us may have been heard.
        if (asked.asks == 0)
            issue(m_shared, asked);
        else
            query(m_shared, asked, asked.invoice.platformId.isEmpty(), {});
    }
}

void InvoiceDesk::issue(const Hold &shared, const Asked &asked)
{
    std::shared_ptr<ChannelSender> sender;
    {
        const std::lock_guard lock(shared->mutex);
        sender = shared->outside.sender;
    }
    if (!sender)
        return;
    const auto &platform = *shared->outside.platform;
    sender->send(platform.issue(asked.invoice, asked.original, shared->outside.clock.now()),
                 [shared, asked](const ChannelReply &reply) {
                     const PlatformNews news = shared->outside.platform->issued(asked.invoice, reply);
                     // A refusal of a number that is known looks like one of the request.
                     if (news.word == PlatformWord::No)
                         query(shared, asked, false, news.why);
                     else
                         learn(shared, asked, news);
                 });
}

void InvoiceDesk::query(const Hold &shared, const Asked &asked, bool maySend, const QString &refused)
{
    std::shared_ptr<ChannelSender> sender;
    {
        const std::lock_guard lock(shared->mutex);
        sender = shared->outside.sender;
    }
    if (!sender)
        return;
    const auto &platform = *shared->outside.platform;
    sender->send(platform.query(asked.invoice, shared->outside.clock.now()),
                 [shared, asked, maySend, refused](const ChannelReply &reply) {
                     PlatformNews news = shared->outside.platform->queried(asked.invoice, reply);
                     if (news.word != PlatformWord::NotThere)
                         return learn(shared, asked, news);
                     if (maySend)
                         return issue(shared, asked);
                     if (!refused.isEmpty())
                         news = {PlatformWord::Said,
                                 {InvoiceState::Refused, {}, {}, int(ErrorCode::InvoicePlatformRefused), {}},
                                 refused};
                     learn(shared, asked, news);
                 });
}

void InvoiceDesk::learn(const Hold &shared, const Asked &asked, const PlatformNews &news)
{
    const InvoiceId id = asked.invoice.id;
    if (news.word != PlatformWord::Said)
        qInfo("invoices: %lld: %s", static_cast<long long>(id.value), qPrintable(news.why));
    const auto write = [shared, asked, news, id](Database &db) -> Result<QByteArray> {
        const Timestamp now = shared->outside.clock.now();
        if (news.word == PlatformWord::Said) {
            const auto learnt = InvoiceService(db, shared->outside.keys).learn(id, news.news, now);
            const bool isIssued = learnt && learnt->state == InvoiceState::Issued && shared->outside.issued;
            const auto told = isIssued ? shared->outside.issued(db, *learnt, news.pdf, now) : Result<void>();
            if (!learnt || !told)
                return fail(learnt ? told.error() : learnt.error());
            if (news.news.state == InvoiceState::Refused) {
                // In words, for whoever asks why.
                const AuditLog::Entry entry{QStringLiteral("invoice platform"),
                                            QStringLiteral("invoice.refused"),
                                            QStringLiteral("invoice %1").arg(id.value), news.why};
                return AuditLog(db).add(entry, now).map(nothing);
            }
        }
        return InvoiceRepository(db)
            .askAgain(id, now.plusMs(pauseAfter(asked.asks)), asked.asks + 1)
            .map(nothing);
    };
    shared->outside.pipeline.submit(write, [shared, id](const Result<QByteArray> &done) {
        if (!done) // the lease ends, and the platform is asked again
            qWarning("invoices: %lld: %s", static_cast<long long>(id.value),
                     qPrintable(toString(done.error())));
        {
            const std::lock_guard lock(shared->mutex);
            --shared->underWay;
        }
        shared->bell->ring();
    });
}

}
