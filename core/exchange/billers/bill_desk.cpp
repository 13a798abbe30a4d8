#include "core/exchange/billers/bill_desk.h"

#include "core/foundation/crypto/digest.h"

#include <algorithm>

namespace youka {

namespace {
constexpr qint64 LongestPauseMs = 500;
constexpr qint64 ShortestPauseMs = 10;
constexpr qsizetype NonceBytes = 16;
constexpr int MostBackAtOnce = 50;
}

BillDesk::BillDesk(Outside outside, Drive drive)
    : m_outside(std::move(outside))
    , m_rounds(m_outside.store, "bills")
{
    if (m_outside.sender && m_outside.store.engine == Dialect::Engine::SqlCipher)
        // Nobody else writes this store: what a process before us was at, it is at no more.
        if (const auto ended = m_outside.pipeline.run([](Database &db) {
                return BillingRepository(db).endLeases().map([] { return QByteArray(); });
            });
            !ended)
            qWarning("bills: %s", qPrintable(toString(ended.error())));
    if (drive == Drive::OwnThread && m_outside.sender)
        m_rounds.start([this] { round(); }, [this] { return pauseMs(); });
}

/// A payment that is made while nothing was due is seen within LongestPauseMs.
qint64 BillDesk::pauseMs()
{
    qint64 pause = LongestPauseMs;
    Database *reader = m_rounds.reader();
    if (!reader)
        return pause;
    if (const auto next = BillingRepository(*reader).nextDue(); next && next->ms != 0)
        pause = std::min(pause, next->ms - m_outside.clock.now().ms);
    return std::max(pause, ShortestPauseMs);
}

void BillDesk::round()
{
    if (!m_outside.sender)
        return;
    if (Database *reader = m_rounds.reader())
        giveBack(*reader);
    if (Database *reader = m_rounds.reader())
        takeDue(*reader);
}

void BillDesk::giveBack(Database &reader)
{
    const auto numbers = BillingRepository(reader).toGiveBack(MostBackAtOnce);
    if (!numbers)
        return m_rounds.forgetReader();
    for (const QString &number : *numbers) {
        const auto begun = m_outside.pipeline.run([&](Database &db) {
            return BillPayments(db, m_outside.keys).giveBack(number, m_outside.clock.now()).map([](bool) {
                return QByteArray();
            });
        });
        if (!begun)
            qWarning("bills: %s: %s", qPrintable(number), qPrintable(toString(begun.error())));
    }
}

void BillDesk::takeDue(Database &reader)
{
    const Timestamp now = m_outside.clock.now();
    const auto next = BillingRepository(reader).nextDue();
    const int room = MostAtOnce - *m_underWay;
    if (!next || next->ms == 0 || *next > now || room <= 0)
        return;
    std::vector<BillItem> items;
    const Timestamp until = now.plusMs(m_outside.timeoutMs + LeaseBeyondMs);
    const auto leased = m_outside.pipeline.run([&](Database &db) {
        return BillingRepository(db).lease(now, until, room).map([&](std::vector<BillItem> some) {
            items = std::move(some); // of the run that is committed, the last
            return QByteArray();
        });
    });
    if (!leased)
        return qWarning("bills: %s", qPrintable(toString(leased.error())));
    for (const BillItem &item : items)
        ask(reader, item);
}

Result<BillerLine> BillDesk::lineOf(const Biller &biller) const
{
    const QByteArray secret = m_outside.secretOf ? m_outside.secretOf(biller) : QByteArray();
    const QUrl gateway(biller.gateway);
    if (secret.isEmpty() || !gateway.isValid() || !m_outside.sender)
        return fail(ErrorCode::BillerSilent, biller.code + QStringLiteral(": no key, or no gateway"));
    return BillerLine{biller.code, gateway, secret, biller.currency, m_outside.timeoutMs};
}

void BillDesk::lookUp(const Biller &biller, const QString &account, Found found)
{
    const auto line = lineOf(biller);
    if (!line)
        return found(fail(line.error()));
    const BillerCall asked =
        lookUpCall(*line, account, m_outside.clock.now(), randomBytes(NonceBytes).toHex());
    m_outside.sender->send(
        asked.call, [line = *line, asked, account, found = std::move(found)](const ChannelReply &reply) {
            found(readLookUp(line, asked, account, reply));
        });
}

void BillDesk::ask(Database &reader, const BillItem &item)
{
    const Timestamp now = m_outside.clock.now();
    const BillAct act = dueAct(item, now, m_outside.limitMs);
    const auto biller = BillingRepository(reader).biller(item.biller);
    const auto line = biller && *biller ? lineOf(**biller) : fail(ErrorCode::BillerUnknown);
    if (!line) {
        qWarning("bills: %s: %s", qPrintable(item.number), qPrintable(toString(line.error())));
        return learn(item, {act});
    }
    const BillerCall asked = postingCall(*line, act, item, now, randomBytes(NonceBytes).toHex());
    ++*m_underWay;
    m_outside.sender->send(
        asked.call, [this, line = *line, asked, act, item, underWay = m_underWay](const ChannelReply &reply) {
            --*underWay;
            learn(item, readPosting(line, asked, act, item, reply));
        });
}

void BillDesk::learn(const BillItem &item, const BillNews &news)
{
    m_outside.pipeline.submit(
        [number = item.number, news, limitMs = m_outside.limitMs, &keys = m_outside.keys,
         &clock = m_outside.clock](Database &db) -> Result<QByteArray> {
            return BillPayments(db, keys).learn(number, news, limitMs, clock.now()).map([](const BillItem &) {
                return QByteArray();
            });
        },
        [bell = m_rounds.bell(), number = item.number](const Result<QByteArray> &done) {
            if (!done) // the lease ends, and it is asked again
                qWarning("bills: %s: %s", qPrintable(number), qPrintable(toString(done.error())));
            bell->ring();
        });
}

}
