#include "core/exchange/payments/payment_desk.h"

#include <algorithm>

namespace youka {

namespace {
constexpr qint64 LongestPauseMs = 1'000;
constexpr qint64 ShortestPauseMs = 10;
}

PaymentDesk::PaymentDesk(Outside outside, Drive drive)
    : m_outside(std::move(outside))
    , m_rounds(m_outside.store, "payments")
{
    if (m_outside.sender && m_outside.store.engine == Dialect::Engine::SqlCipher)
        // Nobody else writes this store: what a process before us was at, it is at no more.
        if (const auto ended = m_outside.pipeline.run([](Database &db) {
                return PaymentRepository(db).endLeases().map([] { return QByteArray(); });
            });
            !ended)
            qWarning("payments: %s", qPrintable(toString(ended.error())));
    if (drive == Drive::OwnThread)
        m_rounds.start([this] { round(); }, [this] { return pauseMs(); });
}

/// Until something is due or somebody has waited long enough.
qint64 PaymentDesk::pauseMs()
{
    Database *reader = m_rounds.reader();
    if (!reader)
        return LongestPauseMs;
    qint64 pause = LongestPauseMs;
    if (const auto next = PaymentRepository(*reader).nextDue(); next && next->ms != 0)
        pause = std::min(pause, next->ms - m_outside.clock.now().ms);
    const qint64 now = m_outside.clock.monotonicMs();
    const std::lock_guard lock(m_shared->mutex);
    for (const Waiter &waiter : m_shared->waiting)
        pause = std::min(pause, waiter.untilMs - now);
    return std::max(pause, ShortestPauseMs);
}

void PaymentDesk::round()
{
    Database *reader = m_rounds.reader();
    if (!reader)
        return;
    tell(*reader);
    if (m_outside.sender)
        takeDue(*reader);
}

void PaymentDesk::keepCode(OperationId operation, const QString &code)
{
    const qint64 now = m_outside.clock.monotonicMs();
    const std::lock_guard lock(m_shared->mutex);
    std::erase_if(m_shared->codes, [now](const auto &kept) { return kept.second.second < now; });
    m_shared->codes[operation.bytes()] = {code, now + CodeKeepMs};
}

QString PaymentDesk::takeCode(const PaymentOrder &order)
{
    const std::lock_guard lock(m_shared->mutex);
    const auto kept = m_shared->codes.find(order.operation);
    if (kept == m_shared->codes.end())
        return {};
    const QString code = kept->second.first;
    m_shared->codes.erase(kept);
    return code;
}

void PaymentDesk::wake(const QString &orderNo)
{
    {
        const std::lock_guard lock(m_shared->mutex);
        if (!orderNo.isEmpty())
            m_shared->changed.push_back(orderNo);
    }
    m_rounds.bell()->ring();
}

void PaymentDesk::hold(const QString &orderNo, PaymentState known, qint64 forMs, Told told)
{
    {
        const std::lock_guard lock(m_shared->mutex);
        m_shared->waiting.push_back({orderNo, known, m_outside.clock.monotonicMs() + forMs, std::move(told)});
        m_shared->changed.push_back(orderNo); // it may have changed before it was held
    }
    m_rounds.bell()->ring();
}

void PaymentDesk::tell(Database &reader)
{
    std::vector<Waiter> due;
    {
        const qint64 now = m_outside.clock.monotonicMs();
        const std::lock_guard lock(m_shared->mutex);
        const auto isDue = [&](const Waiter &waiter) {
            const auto &changed = m_shared->changed;
            return waiter.untilMs <= now
                || std::find(changed.begin(), changed.end(), waiter.orderNo) != changed.end();
        };
        const auto first = std::stable_partition(m_shared->waiting.begin(), m_shared->waiting.end(),
                                                 [&](const Waiter &waiter) { return !isDue(waiter); });
        due.assign(std::make_move_iterator(first), std::make_move_iterator(m_shared->waiting.end()));
        m_shared->waiting.erase(first, m_shared->waiting.end());
        m_shared->changed.clear();
    }
    for (Waiter &waiter : due) {
        const auto found = PaymentRepository(reader).find(waiter.orderNo);
        if (!found || !*found) {
            waiter.told(fail(found ? Error{ErrorCode::PaymentUnknown, waiter.orderNo} : found.error()));
            continue;
        }
        const bool isNews = (*found)->state != waiter.known;
        if (isNews || waiter.untilMs <= m_outside.clock.monotonicMs()) {
            waiter.told(**found);
            continue;
        }
        const std::lock_guard lock(m_shared->mutex);
        m_shared->waiting.push_back(std::move(waiter));
    }
}

void PaymentDesk::takeDue(Database &reader)
{
    const Timestamp now = m_outside.clock.now();
    const auto next = PaymentRepository(reader).nextDue();
    if (!next)
        return m_rounds.forgetReader();
    int room = MostAtOnce;
    {
        const std::lock_guard lock(m_shared->mutex);
        room -= m_shared->underWay;
    }
    if (next->ms == 0 || *next > now || room <= 0)
        return;
    std::vector<PaymentOrder> orders;
    std::vector<PaymentRefund> refunds;
    const Timestamp until = now.plusMs(m_outside.timeoutMs + LeaseBeyondMs);
    const auto leased = m_outside.pipeline.run([&](Database &db) -> Result<QByteArray> {
        PaymentRepository payments(db);
        auto some = payments.leaseOrders(now, until, room);
        auto back = some ? payments.leaseRefunds(now, until, room) : fail(some.error());
        if (!back)
            return fail(back.error());
        orders = std::move(*some); // of the run that is committed, the last
        refunds = std::move(*back);
        return QByteArray();
    });
    if (!leased)
        return qWarning("payments: %s", qPrintable(toString(leased.error())));
    for (const PaymentOrder &order : orders)
        ask(reader, order);
    for (const PaymentRefund &refund : refunds)
        ask(reader, refund);
}

void PaymentDesk::ask(Database &reader, const PaymentOrder &order)
{
    const bool maySend = order.state == PaymentState::Created && order.leasedUntil.ms == 0;
    const QString code = maySend && order.way == PaymentWay::ScannedCode ? takeCode(order) : QString();
    const PaymentAct act = dueAct(order, !code.isEmpty(), m_outside.clock.now());
    const auto channel = m_outside.channels.find(reader, order.merchant);
    if (channel)
        return call(*channel, order, act, code);
    qWarning("payments: merchant %lld: %s", static_cast<long long>(order.merchant.value),
             qPrintable(toString(channel.error())));
    PaymentNews news;
    news.act = act;
    news.code = errorCodeName(channel.error().code);
    learn(order, news);
}

void PaymentDesk::call(const Channel &channel, const PaymentOrder &order, PaymentAct act, const QString &code)
{
    const ChannelOrder asked = channelOrder(order);
    const std::function<void(PaymentNews)> heard = [this, order, act](PaymentNews news) {
        news.act = act;
        learn(order, news);
    };
    const auto paymentNews = [act](const ChannelAnswer<ChannelPayment> &answer) {
        return newsOf(answer, act);
    };
    switch (act) {
    case PaymentAct::Precreate:
        return send(
            channel, channel->precreate(asked),
            [](const ChannelAnswer<ChannelQr> &answer) { return newsOf(answer); }, heard);
    case PaymentAct::PayByCode:
        return send(channel, channel->payByCode(asked, code), paymentNews, heard);
    case PaymentAct::Close:
        return send(
            channel, channel->close(asked),
            [](const ChannelAnswer<ChannelClosed> &answer) { return newsOf(answer); }, heard);
    case PaymentAct::Reverse:
        return send(
            channel, channel->reverse(asked),
            [](const ChannelAnswer<ChannelReversal> &answer) { return newsOf(answer); }, heard);
    default:
        return send(channel, channel->query(asked), paymentNews, heard);
    }
}

namespace {

/// What cannot even be asked.
PaymentNews unaskable(const Error &error, const PaymentNews &)
{
    PaymentNews news;
    news.word = error.code == ErrorCode::ChannelUnsupported ? PaymentWord::Impossible : PaymentWord::Refused;
    news.code = errorCodeName(error.code);
    return news;
}

PaymentRefundNews unaskable(const Error &error, const PaymentRefundNews &)
{
    PaymentRefundNews news;
    news.word = PaymentRefundWord::Abnormal;
    news.code = errorCodeName(error.code);
    return news;
}

}

template <class T, class ToNews>
void PaymentDesk::send(const Channel &channel, const Result<ChannelStep<T>> &step, ToNews toNews,
                       std::function<void(decltype(toNews(ChannelAnswer<T>())))> learnt)
{
    if (!step) {
        qWarning("payments: %s", qPrintable(toString(step.error())));
        return learnt(unaskable(step.error(), decltype(toNews(ChannelAnswer<T>())){}));
    }
    {
        const std::lock_guard lock(m_shared->mutex);
        ++m_shared->underWay;
    }
    ChannelCall sent = step->call;
    sent.timeoutMs = m_outside.timeoutMs;
    // The channel reads the answer, so it is kept until then.
    m_outside.sender->send(
        sent, [channel, toNews, learnt, read = step->read, shared = m_shared](const ChannelReply &reply) {
            {
                const std::lock_guard lock(shared->mutex);
                --shared->underWay;
            }
            learnt(toNews(read(reply)));
        });
}

void PaymentDesk::learn(const PaymentOrder &order, const PaymentNews &news)
{
    m_outside.pipeline.submit(
        [merchant = order.merchant, orderNo = order.orderNo, news, &keys = m_outside.keys,
         &clock = m_outside.clock, told = m_outside.told](Database &db) -> Result<QByteArray> {
            return PaymentService(db, keys, told)
                .learn(merchant, orderNo, news, clock.now())
                .map([](const PaymentOrder &) { return QByteArray(); });
        },
        [shared = m_shared, bell = m_rounds.bell(), orderNo = order.orderNo](const Result<QByteArray> &done) {
            if (!done) // the lease ends, and it is asked again
                qWarning("payments: %s: %s", qPrintable(orderNo), qPrintable(toString(done.error())));
            {
                const std::lock_guard lock(shared->mutex);
                shared->changed.push_back(orderNo);
            }
            bell->ring();
        });
}

void PaymentDesk::ask(Database &reader, const PaymentRefund &refund)
{
    const auto order = PaymentRepository(reader).byId(refund.payment);
    if (!order || !*order)
        return;
    const PaymentAct act = dueAct(refund);
    const MerchantId merchant = (*order)->merchant;
    const auto channel = m_outside.channels.find(reader, merchant);
    if (!channel) {
        qWarning("payments: merchant %lld: %s", static_cast<long long>(merchant.value),
                 qPrintable(toString(channel.error())));
        PaymentRefundNews news;
        news.act = act;
        return learn(merchant, refund, news);
    }
    const ChannelRefundOrder asked = channelRefund(**order, refund);
    const std::function<void(PaymentRefundNews)> heard = [this, merchant, refund,
                                                          act](PaymentRefundNews news) {
        news.act = act;
        learn(merchant, refund, news);
    };
    send(
        *channel, act == PaymentAct::Refund ? (*channel)->refund(asked) : (*channel)->queryRefund(asked),
        [act](const ChannelAnswer<ChannelRefund> &answer) { return refundNewsOf(answer, act); }, heard);
}

void PaymentDesk::learn(MerchantId merchant, const PaymentRefund &refund, const PaymentRefundNews &news)
{
    m_outside.pipeline.submit(
        [merchant, refundNo = refund.refundNo, news, &keys = m_outside.keys,
         &clock = m_outside.clock](Database &db) -> Result<QByteArray> {
            return PaymentService(db, keys)
                .learn(merchant, refundNo, news, clock.now())
                .map([](const PaymentRefund &) { return QByteArray(); });
        },
        [bell = m_rounds.bell(), refundNo = refund.refundNo](const Result<QByteArray> &done) {
            if (!done)
                qWarning("payments: %s: %s", qPrintable(refundNo), qPrintable(toString(done.error())));
            bell->ring();
        });
}

}
