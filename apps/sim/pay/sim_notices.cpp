#include "apps/sim/pay/sim_notices.h"

#include <QNetworkReply>

namespace youka::sim {

namespace {

constexpr int LookEveryMs = 100;
constexpr int AnswerWithinMs = 10'000;

NoticeTwist twistOf(PayFaults &faults)
{
    constexpr std::pair<const char *, NoticeTwist> Twists[] = {{"notice_forged", NoticeTwist::Forged},
                                                               {"notice_stale", NoticeTwist::Stale},
                                                               {"notice_probe", NoticeTwist::Probe},
                                                               {"notice_amount", NoticeTwist::Amount},
                                                               {"notice_other", NoticeTwist::Other}};
    for (const auto &[name, twist] : Twists)
        if (faults.take(QLatin1String(name)))
            return twist;
    return NoticeTwist::None;
}

}

PayNotices::PayNotices(const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
{
    connect(&m_timer, &QTimer::timeout, this, &PayNotices::look);
    m_timer.start(LookEveryMs);
}

void PayNotices::carryBy(Carrier carrier)
{
    m_carrier = std::move(carrier);
    m_timer.stop();
}

void PayNotices::post(const PayNotice &notice)
{
    if (!notice.url.isValid() || notice.url.isEmpty())
        return;
    if (notice.faults->take(QLatin1String("notice_held"))) {
        m_held.append(notice);
        return;
    }
    m_waiting.append({notice, m_clock.now(), 0});
    // After the answer to the call that caused it has left, as from another machine.
    QMetaObject::invokeMethod(this, &PayNotices::look, Qt::QueuedConnection);
}

void PayNotices::release()
{
    while (!m_held.isEmpty())
        attempt({m_held.takeLast(), m_clock.now(), 0});
}

void PayNotices::look()
{
    QList<Waiting> due;
    for (qsizetype i = 0; i < m_waiting.size();)
        if (m_waiting.at(i).due <= m_clock.now())
            due.append(m_waiting.takeAt(i));
        else
            ++i;
    for (const Waiting &waiting : std::as_const(due))
        attempt(waiting);
}

void PayNotices::attempt(Waiting waiting)
{
    PayFaults &faults = *waiting.notice.faults;
    if (faults.take(QLatin1String("notice_lost")))
        return again(std::move(waiting));
    NoticeBytes bytes = waiting.notice.make(twistOf(faults));
    if (faults.take(QLatin1String("notice_cut")))
        bytes.body.chop(bytes.body.size() / 3);
    send(waiting, bytes, true);
    if (faults.take(QLatin1String("notice_twice")))
        send(waiting, bytes, false);
}

void PayNotices::send(const Waiting &waiting, const NoticeBytes &bytes, bool counts)
{
    ++m_sent;
    ++m_underWay;
    carry(waiting.notice.url, bytes, [this, waiting, counts](int status, const QByteArray &body) {
        --m_underWay;
        const bool isTaken = waiting.notice.isTaken(status, body);
        if (counts && isTaken)
            ++m_taken;
        else if (counts)
            again(waiting);
        Q_EMIT answered(waiting.notice.what, status);
    });
}

void PayNotices::carry(const QUrl &url, const NoticeBytes &bytes, const Answer &answer)
{
    if (m_carrier)
        return m_carrier(url, bytes, answer);
    QNetworkRequest request(url);
    request.setTransferTimeout(AnswerWithinMs);
    for (const auto &[name, value] : bytes.headers)
        request.setRawHeader(name, value);
    QNetworkReply *reply = m_network.post(request, bytes.body);
    connect(reply, &QNetworkReply::finished, this, [reply, answer] {
        reply->deleteLater();
        answer(reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), reply->readAll());
    });
}

void PayNotices::again(Waiting waiting)
{
    if (waiting.attempt >= waiting.notice.againAfterS.size())
        return; // a notice is best effort
    waiting.due = m_clock.now().plusMs(waiting.notice.againAfterS.at(waiting.attempt) * 1000LL);
    ++waiting.attempt;
    m_waiting.append(std::move(waiting));
}

}
