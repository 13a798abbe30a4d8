#pragma once

#include "apps/sim/billers/sim_biller_commands.h"
#include "apps/sim/messages/sim_post.h"
#include "apps/sim/sim_forecourt.h"
#include "apps/sim/sim_pay_commands.h"

#include <QJsonObject>

#include <functional>

namespace youka::sim {

/// The control language of the simulator, one JSON object per command. "do" names it; "id", where given,
/// comes back with the answer. Every command is answered once: {"ok":true, ...} or {"ok":false,"error":...}.
///
///   lift {pump, nozzle}   squeeze {pump}   release {pump}   hang {pump}
///   customer {pump, nozzle, ml?, timeout_ms?}   lifts, squeezes, hangs up when it ended or ml are out
///   state {pump?}   wait {pump, status|[status]?, ml?, deliveries?, timeout_ms?}   pause {ms}
///   card {reader, track2|number|uid, chip?}   remove {reader}
///   lorry {tank, ml}   water {tank, mm}   leak {tank, ml_per_h}   steal {tank, ml}   probe {tank, out}
///   printed {printer}   paper {printer, state, lines?}   cover {printer, open}   mute {printer, on}
///   fault {device, fault, rate|strike, direction?, delay_ms?}   clear {device?}
///   silence {device, ms}   unplug {device, ms}   restart {pump|reader}   speed {factor}   books   quit
///   pay-...   PayCommands   biller-...   BillerCommands
///
/// A status is one of not-programmed, reset, authorised, filling, completed, limit-reached, switched-off,
/// suspended. A chip, which takes a uid, is genuine, ev1, wrong-key, forged, no-application or torn. Rates
/// are in 1/1000 of the pieces; paper is full, low or out, or out after so many lines; direction is "out"
/// (from the device), "in" or "both".
class Commands final : public QObject
{
    Q_OBJECT
public:
    using Answer = std::function<void(const QJsonObject &)>;

    explicit Commands(Forecourt &forecourt, QObject *parent = nullptr);
    /// Where there are payment channels: PayCommands has their part of the language.
    void setPayments(PayCommands *payments) { m_payments = payments; }
    void setBillers(BillerCommands *billers) { m_billers = billers; }
    void setPost(SimPost *post) { m_post = post; }

    /// `answer` is called now or, for those that wait, later; never after this was destroyed.
    void run(const QJsonObject &command, const Answer &answer);
    /// One line; what is not a JSON object is answered with an error.
    void runLine(const QByteArray &line, const Answer &answer);

    /// Litres and money of every hose, as the simulator counted them.
    QJsonObject books() const;
    QJsonObject stateOf(const SimPump &pump) const;
    QJsonObject stateOf(const SimTank &tank) const;

Q_SIGNALS:
    void quitAsked();

private:
    struct Waiting
    {
        int pump = 0;
        QStringList statuses;
        qint64 ml = 0;
        int deliveries = 0;
        qint64 untilMs = 0;
        Answer answer;
    };
    using Handler = Result<QJsonObject> (Commands::*)(const QJsonObject &);

    Result<QJsonObject> hand(const QJsonObject &command);
    Result<QJsonObject> state(const QJsonObject &command);
    Result<QJsonObject> card(const QJsonObject &command);
    Result<QJsonObject> removeCard(const QJsonObject &command);
    Result<QJsonObject> fault(const QJsonObject &command);
    Result<QJsonObject> clear(const QJsonObject &command);
    Result<QJsonObject> interrupt(const QJsonObject &command);
    Result<QJsonObject> restart(const QJsonObject &command);
    Result<QJsonObject> speed(const QJsonObject &command);
    Result<QJsonObject> tank(const QJsonObject &command);
    Result<QJsonObject> printer(const QJsonObject &command);
    void wait(const QJsonObject &command, const Answer &answer);
    void pause(const QJsonObject &command, const Answer &answer);
    void customer(const QJsonObject &command, const Answer &answer);
    void look();
    bool isReached(const Waiting &waiting) const;
    Result<SimPump *> pumpOf(const QJsonObject &command) const;
    Result<PtyPort *> portOf(const QJsonObject &command) const;

    Forecourt &m_forecourt;
    PayCommands *m_payments = nullptr;
    BillerCommands *m_billers = nullptr;
    SimPost *m_post = nullptr;
    const SystemClock m_clock;
    QList<Waiting> m_waiting;
};

QString statusName(dart::Status status);

}
