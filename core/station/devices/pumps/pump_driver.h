#pragma once

#include "core/domain/sales/station_control.h"

#include <QObject>

#include <functional>
#include <memory>
#include <optional>
#include <variant>

namespace youka {

class ByteLink;

/// One nozzle of a side: what flows there and what it costs. Prices are what the controller wants; what the
/// pump shows comes back in PumpStatus.
struct NozzleConfig
{
    int nozzle = 0; ///< logical number, 1..15
    QString product;
    UnitPrice price;
};

/// Digits after the point that the pump uses on the wire. Configuration, never guessed. Source: pump protocol
/// notes, "Common model".
struct PumpDecimals
{
    int volume = 2;      ///< 0..3
    int amount = 2;      ///< 0..exponent of the currency
    int price = 2;       ///< 0..3
    int totalVolume = 2; ///< 0..3
    int totalAmount = 2; ///< 0..exponent of the currency
};

/// One side of a dispenser as a driver needs to know it. Constant while the driver lives.
struct PumpConfig
{
    int pump = 0; ///< the number painted on it
    QString protocol = QStringLiteral("dart");
    int address = 0x50; ///< on its line; what is allowed is the protocol's
    Currency currency;
    PumpDecimals decimals;
    QList<NozzleConfig> nozzles;
    bool canSuspend = true;
    bool readsAmountTotals = true;
    int pollMs = 150;                 ///< pause between two exchanges with this side
    int offlinePollMs = 1'000;        ///< the same while it does not answer
    int settleMs = 3'000;             ///< how long a side must answer before it is Idle again after an outage
    int authoriseLifetimeMs = 90'000; ///< released and nobody lifted: taken back by the driver
    int hangUpWaitMs = 60'000;        ///< limit reached and the nozzle still out: closed without totals then
};

/// What a pump says of itself now. Absolute values, so the newest one is the truth.
struct PumpStatus
{
    int pump = 0;
    PumpState state = PumpState::Inoperative;
    int nozzle = 0; ///< lifted or in use; 0: none
    Volume volume;  ///< running, or of the last delivery
    Money amount;
    UnitPrice price; ///< as the pump shows it for `nozzle`

    bool operator==(const PumpStatus &) const = default;
};

struct PumpTotals
{
    int pump = 0;
    int nozzle = 0;
    Volume volume;
    std::optional<Money> amount;
};

enum class DeliveryEnd {
    NozzleIn = 1,     ///< hung up
    LimitReached = 2, ///< preset or the pump's own maximum
    Stopped = 3,      ///< by stop() or by the lifetime of the authorisation
    Interrupted = 4,  ///< the pump lost power or its state
};

/// The end of one release. After an authorise that was answered with success exactly one of these follows,
/// with a volume of zero when nothing was taken. One may also come unasked (`recovered`): found at the first
/// contact. The pump keeps it, and no next release is possible, until confirmSale().
struct PumpDelivery
{
    int pump = 0;
    qint64 number = 0; ///< counts within one life of the driver; names the delivery in confirmSale()
    int nozzle = 0;
    UnitPrice price;
    Volume volume;
    Money amount;                     ///< the pump's own: the legal truth
    std::optional<Volume> totalStart; ///< the hose's totaliser as last read before; absent after a restart
    std::optional<Volume> totalEnd;   ///< absent when the pump did not tell
    std::optional<Money> amountTotalEnd;
    DeliveryEnd end = DeliveryEnd::NozzleIn;
    bool recovered = false;   ///< the driver did not see the release itself, or not by which nozzle it went
    bool uncertain = false;   ///< the pump contradicted what it said while filling: compare the totals
    bool implausible = false; ///< amount is not volume x price, also when read a second time
};

enum class PumpAlarmKind {
    CpuReset = 1,
    Memory = 2,
    Pulser = 3,
    EmergencyStop = 4,
    PowerFailure = 5,
    Pressure = 6,
    Blend = 7,
    Leak = 8,
    VapourRecovery = 9,
    PriceMismatch = 10, ///< the pump shows a price that was not set; releases are refused until it is right
    Other = 99,
};

struct PumpAlarm
{
    int pump = 0;
    PumpAlarmKind kind = PumpAlarmKind::Other;
    int nozzle = 0;
    int nativeCode = 0; ///< the protocol's own number, for the log
};

/// The one answer of a command. Errors: PumpOffline (did not answer, or is Inoperative; when the pump may
/// have acted its next PumpStatus says so), PumpBusy, PumpNotCalling (the nozzle went back before the preset
/// was sent), PumpRefused (acknowledged, but its state did not follow), PumpPriceMismatch, PumpUnsupported,
/// InvalidInput, Cancelled (a stop came first).
struct PumpAnswer
{
    OperationId command;
    Result<void> result;
};

using PumpNotice = std::variant<PumpStatus, PumpDelivery, PumpTotals, PumpAlarm, PumpAnswer>;

/// One side of a dispenser, whatever it speaks. The functions may be called from any thread and return at
/// once; signals come from the driver's thread, so connect across threads in the usual queued way. Polling is
/// the driver's own business. Every command carries an id made by the caller: it is answered exactly once, by
/// the pump's own state and never by an acknowledgement alone; the same id again does nothing and repeats the
/// answer. Nothing waits across an outage: a command that meets a silent pump fails.
class PumpDriver : public QObject
{
    Q_OBJECT
public:
    explicit PumpDriver(PumpConfig config, QObject *parent = nullptr)
        : QObject(parent)
        , m_config(std::move(config))
    {
    }

    struct Capabilities
    {
        bool suspend = false;
        bool totals = false;
        bool amountTotals = false;
        bool needsConfirm = false; ///< the pump stays blocked until confirmSale()
        bool setsPrices = false;
    };
    virtual Capabilities capabilities() const = 0;
    const PumpConfig &config() const { return m_config; }

    /// Closed -> Idle. A driver starts closed; download prices first.
    void open(OperationId command)
    {
        post([=, this] { doOpen(command); });
    }
    /// Idle or Calling -> Closed: no releases until open(). PumpBusy while a delivery is open.
    void close(OperationId command)
    {
        post([=, this] { doClose(command); });
    }
    /// Releases the nozzles of `nozzleMask` (bit 0 is nozzle 1) up to the preset, rounded down to what the
    /// pump can show. Allowed in Idle (the nozzle is lifted afterwards) and Calling.
    void authorise(OperationId command, quint16 nozzleMask, const Preset &preset)
    {
        post([=, this] { doAuthorise(command, nozzleMask, preset); });
    }
    /// Ends a release or a delivery; overtakes whatever else is waiting. The delivery follows as usual.
    void stop(OperationId command)
    {
        post([=, this] { doStop(command); });
    }
    void suspend(OperationId command)
    {
        post([=, this] { doSuspend(command); });
    }
    void resume(OperationId command)
    {
        post([=, this] { doResume(command); });
    }
    /// All configured nozzles must be present and the pump Idle or Closed; read back before it is answered.
    void setPrices(OperationId command, const QList<NozzleConfig> &prices)
    {
        post([=, this] { doSetPrices(command, prices); });
    }
    /// Answered by totalsRead() and then commandDone(). Reliable with the nozzle in.
    void requestTotals(OperationId command, int nozzle)
    {
        post([=, this] { doRequestTotals(command, nozzle); });
    }
    /// The delivery is durable with the owner: the pump may forget it and serve the next customer.
    void confirmSale(OperationId command, qint64 deliveryNumber)
    {
        post([=, this] { doConfirmSale(command, deliveryNumber); });
    }

    /// Called in the driver's thread with what one block of the pump means, before it is acknowledged. False:
    /// not applied, not acknowledged, and the pump will repeat it. For an owner that must have each step on
    /// disk first; one that is content with confirmSale() needs none. Set it before the line is started.
    using CommitHook = std::function<bool(const QList<PumpNotice> &)>;
    virtual void setCommitHook(CommitHook hook) = 0;

Q_SIGNALS:
    void statusChanged(const youka::PumpStatus &status);
    void delivered(const youka::PumpDelivery &delivery);
    void totalsRead(const youka::PumpTotals &totals);
    void alarmRaised(const youka::PumpAlarm &alarm);
    void commandDone(const youka::PumpAnswer &answer);

protected:
    virtual void doOpen(OperationId command) = 0;
    virtual void doClose(OperationId command) = 0;
    virtual void doAuthorise(OperationId command, quint16 nozzleMask, const Preset &preset) = 0;
    virtual void doStop(OperationId command) = 0;
    virtual void doSuspend(OperationId command) = 0;
    virtual void doResume(OperationId command) = 0;
    virtual void doSetPrices(OperationId command, const QList<NozzleConfig> &prices) = 0;
    virtual void doRequestTotals(OperationId command, int nozzle) = 0;
    virtual void doConfirmSale(OperationId command, qint64 deliveryNumber) = 0;

private:
    /// Always queued: the answer never comes from inside the call.
    template <class F>
    void post(F &&f)
    {
        QMetaObject::invokeMethod(this, std::forward<F>(f), Qt::QueuedConnection);
    }

    const PumpConfig m_config;
};

/// One wire with one or more sides on it; the unit that lives in a thread. Owns its link and its drivers. It
/// has no parent, so that DeviceThread can take it.
class PumpLine : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    /// Valid while the line lives; in the order of the configuration.
    virtual QList<PumpDriver *> pumps() const = 0;
    /// From any thread. stop() answers what is open with Cancelled.
    void start()
    {
        QMetaObject::invokeMethod(
            this, [this] { doStart(); }, Qt::QueuedConnection);
    }
    void stop()
    {
        QMetaObject::invokeMethod(
            this, [this] { doStop(); }, Qt::QueuedConnection);
    }

Q_SIGNALS:
    void linkOpened();
    void linkLost(const QString &reason);

protected:
    virtual void doStart() = 0;
    virtual void doStop() = 0;
};

}
