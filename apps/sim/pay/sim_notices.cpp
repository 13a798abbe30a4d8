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
    QNetworkRequest request(waiting.notice.url);
    request.setTransferTimeout(AnswerWithinMs);
    for (const auto &[name, value] : bytes.headers)
        request.setRawHeader(name, value);
    ++m_sent;
    ++m_underWay;
    QNetworkReply *reply = m_network.post(request, bytes.body);
    connect(reply, &QNetworkReply::finished, this, [this, reply, waiting, counts] {
        reply->deleteLater();
        --m_underWay;
        const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        const bool isTaken = waiting.notice.isTaken(status, reply->readAll());
        if (counts && isTaken)
            ++m_taken;
        else if (counts)
            again(waiting);
        Q_EMIT answered(waiting.notice.what, status);
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
