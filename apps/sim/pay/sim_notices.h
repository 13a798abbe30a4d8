#pragma once

#include "apps/sim/pay/sim_faults.h"
#include "core/foundation/base/clock.h"

#include <QNetworkAccessManager>
#include <QTimer>
#include <QUrl>

#include <functional>
#include <utility>

namespace youka::sim {

/// How a notice is spoilt while it is made; losing, doubling, holding and cutting need no key.
enum class NoticeTwist { None, Forged, Stale, Probe, Amount, Other };

struct NoticeBytes
{
    QList<std::pair<QByteArray, QByteArray>> headers; ///< with Content-Type
    QByteArray body;
};

/// Something a channel has to tell until somebody says that it was heard.
struct PayNotice
{
    QString what; ///< for the log: the order's or refund's number
    QUrl url;
    QList<int> againAfterS;                       ///< between attempts
    std::function<NoticeBytes(NoticeTwist)> make; ///< signed anew each time
    std::function<bool(int status, const QByteArray &body)> isTaken;
    PayFaults *faults = nullptr;
};

/// Posts notices, and again by the channel's own plan until they are taken. Time is the clock's: a timer only
/// looks whether something is due.
class PayNotices final : public QObject
{
    Q_OBJECT
public:
    explicit PayNotices(const Clock &clock, QObject *parent = nullptr);

    using Answer = std::function<void(int status, const QByteArray &body)>;
    /// Takes a notice there and brings back what was said of it.
    using Carrier = std::function<void(const QUrl &url, const NoticeBytes &bytes, const Answer &answer)>;
    /// From now on by that one instead of the network; what is to be tried again goes when look() is called.
    void carryBy(Carrier carrier);

    void post(const PayNotice &notice);
    /// Sends what is due now. The timer does it ten times a second; a test that moved its clock need not
    /// wait.
    void look();
    /// Those that notice_held kept back, the last one first.
    void release();

    int sent() const { return m_sent; }
    int taken() const { return m_taken; }
    int waiting() const { return int(m_waiting.size()); }
    int held() const { return int(m_held.size()); }
    /// Nothing is on its way.
    bool isQuiet() const { return m_underWay == 0; }

Q_SIGNALS:
    void answered(const QString &what, int status);

private:
    struct Waiting
    {
        PayNotice notice;
        Timestamp due;
        int attempt = 0;
    };
    void attempt(Waiting waiting);
    void send(const Waiting &waiting, const NoticeBytes &bytes, bool counts);
    void carry(const QUrl &url, const NoticeBytes &bytes, const Answer &answer);
    void again(Waiting waiting);

    const Clock &m_clock;
    QNetworkAccessManager m_network;
    Carrier m_carrier; ///< none: the network
    QTimer m_timer;
    QList<Waiting> m_waiting;
    QList<PayNotice> m_held;
    int m_sent = 0;
    int m_taken = 0;
    int m_underWay = 0;
};

}
