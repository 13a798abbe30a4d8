#pragma once

#include "core/station/devices/pumps/dart/dart_transactions.h"
#include "core/station/devices/pumps/pump_driver.h"

#include <QMap>

namespace youka::dart {

/// The application layer of one side: what its reports mean, which block goes out next, the end of each
/// delivery. Pure and a value: the session lets a copy try a block and keeps it only when the owner committed
/// it. Source: Wayne DART notes, docs/protocols/wayne-dart.md, "Behaviour".
class DartPump
{
public:
    explicit DartPump(PumpConfig config);

    /// The line layer hears the pump, or no longer does.
    void onOnline(qint64 nowMs);
    void onOffline(qint64 nowMs);
    void onReports(const QList<Report> &reports, qint64 nowMs);
    /// Time passed: verification, lifetimes. Call before each turn.
    void onTick(qint64 nowMs);

    /// The block to send now, if any; then exactly one of onDelivered() and onSendFailed().
    std::optional<QByteArray> nextBlock(qint64 nowMs);
    void onDelivered(qint64 nowMs);
    void onSendFailed(qint64 nowMs);
    /// Something is under way, so the next turn should come soon.
    bool isBusy() const { return !m_jobs.isEmpty(); }

    void open(OperationId command, qint64 nowMs);
    void close(OperationId command, qint64 nowMs);
    void authorise(OperationId command, quint16 nozzleMask, const Preset &preset, qint64 nowMs);
    void stop(OperationId command, qint64 nowMs);
    void suspend(OperationId command, bool resume, qint64 nowMs);
    void setPrices(OperationId command, const QList<NozzleConfig> &prices, qint64 nowMs);
    void requestTotals(OperationId command, int nozzle, qint64 nowMs);
    void confirmSale(OperationId command, qint64 deliveryNumber, qint64 nowMs);
    /// Answers everything open.
    void cancelAll(ErrorCode code, qint64 nowMs);

    QList<PumpNotice> takeNotices() { return std::exchange(m_notices, {}); }
    PumpStatus status(qint64 nowMs) const;

private:
    enum class JobKind { Connect, Collect, Reset, Authorise, Stop, Suspend, Resume, Prices, Totals };
    enum class Expect { Nothing, Status, Filling, Totals, Price, NozzleIn };
    struct Step
    {
        QByteArray block; ///< empty: only waits
        Expect expect = Expect::Nothing;
        int wanted = 0;            ///< Status: bits of DC1 values; Totals: the CD101 counter
        bool mayFail = false;      ///< the job goes on without the answer
        bool repeats = false;      ///< asked again with the block itself instead of CD1 00
        bool nozzleMustBe = false; ///< the preset is for the nozzle that was out at the start
        qint64 waitMs = 2'000;     ///< for the answer, from the acknowledgement
    };
    struct Job
    {
        JobKind kind = JobKind::Connect;
        OperationId command; ///< null: the driver's own
        QList<Step> steps;
        qsizetype at = 0;
        bool acked = false;
        int id = 0;
        int serial = 0; ///< answers heard before the acknowledgement do not count
        qint64 failAt = 0;
        qint64 askAt = 0;
        int nozzle = 0; ///< Authorise: the one that was out at the start; Totals: which
        bool reread = false;
        QList<NozzleConfig> prices;
    };
    /// A release, ours or found, until its end is collected.
    struct Sale
    {
        bool ours = false;
        int nozzle = 0;
        bool unseen = false; ///< contact was lost before any nozzle was lifted: which one it was is a guess
        qint64 since = 0;
        Filling seen; ///< the largest the pump said while filling
        bool stopped = false;
        bool interrupted = false;
        bool limit = false;
    };

    // dart_pump.cpp: what the pump says
    void onStatus(Status status, qint64 nowMs);
    void beginSale(qint64 nowMs);
    bool isReleasing() const;
    void onNozzle(const NozzleReport &report);
    void onFilling(const Filling &filling);
    void onTotals(const Totals &totals);
    void onAlarm(quint8 code);
    void deliver();
    void settleFigures(PumpDelivery &delivery, const Sale &sale) const;
    void publish(qint64 nowMs);
    PumpState state(qint64 nowMs) const;
    bool isOneOf(int statusBits) const;
    bool isPriceKnown() const;
    void checkShownPrice();

    // dart_jobs.cpp: how the pump is told, and what the driver wants by itself
    void think(qint64 nowMs);
    void thinkOfSale(qint64 nowMs);
    bool owesEnd() const;
    void push(Job job, bool first = false);
    bool hasJob(JobKind kind) const;
    bool mayBeSent(const Job &job, const Step &step) const;
    bool answersMet(const Job &job, const Step &step) const;
    bool isReadBack(const Job &job) const;
    void advance(qint64 nowMs);
    void stepDone(qint64 nowMs);
    void stepFailed(ErrorCode code, qint64 nowMs);
    void finishJob(const Result<void> &result, qint64 nowMs);
    void answer(OperationId command, Result<void> result);
    bool isRepeat(OperationId command);
    Job collectJob();
    void collectStepDone(Job &job);
    int saleNozzle() const;
    void enqueueReset(OperationId command);
    Step statusStep(Command command, int wanted) const;
    QList<Step> totalsSteps(int nozzle) const;

    // dart_commands.cpp: what the station asks for
    std::optional<Error> authoriseRefusal(quint16 mask, const Preset &preset, qint64 nowMs) const;
    void authoriseSteps(Job &job, const QList<int> &nozzles, const Transaction &preset) const;
    Result<Transaction> presetBlock(const Preset &preset) const;
    Result<QList<qint64>> priceDigits(const QList<NozzleConfig> &prices) const;
    void pushStop(OperationId command);

    // digits <-> values, by the configured decimals
    Volume volumeOf(qint64 digits, int decimals) const;
    Money moneyOf(qint64 digits, int decimals) const;
    UnitPrice priceOf(qint64 digits) const;
    UnitPrice wantedPrice(int nozzle) const;
    UnitPrice shownPrice(int nozzle) const;

    struct HeardTotals
    {
        Volume volume;
        std::optional<Money> amount;
    };
    struct Answered
    {
        OperationId command;
        Result<void> result;
    };

    PumpConfig m_config; ///< its prices are the wanted ones
    bool m_online = false;
    bool m_open = false;
    qint64 m_settledAt = 0;
    std::optional<Status> m_status;
    int m_serial = 0; ///< counts everything heard; the members below say when something was heard last
    int m_statusSerial = 0;
    int m_fillingSerial = 0;
    int m_priceSerial = 0;
    int m_volumeTotalSerial = 0;
    int m_amountTotalSerial = 0;
    int m_collectSerial = 0; ///< when the collection of an end began
    int m_totalsNozzle = 0;
    int m_priceNozzle = 0;
    int m_nozzle = 0;
    bool m_out = false;
    bool m_mustHang = false; ///< delivered with the nozzle still out: that is no call
    Filling m_filling;
    QMap<int, qint64> m_shownPrices;
    QMap<int, HeardTotals> m_totals;    ///< newest
    QMap<int, HeardTotals> m_saleStart; ///< as they were when the sale began
    bool m_priceMismatch = false;
    std::optional<Sale> m_sale;
    bool m_endChecked = false; ///< a Completed without a sale was looked into
    bool m_revoke = false;     ///< an authorise that was answered with failure may have been heard
    bool m_resetFailed = false;
    qint64 m_nextOwnJob = 0;
    qint64 m_unconfirmed = 0;
    qint64 m_deliveries = 0;
    QList<Job> m_jobs;
    int m_lastJob = 0;
    int m_inFlight = 0; ///< the job whose block is on the wire
    QList<Answered> m_answered;
    QList<PumpNotice> m_notices;
    PumpStatus m_published;
};

}
