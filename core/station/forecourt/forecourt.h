#pragma once

#include "core/domain/sales/sale_ports.h"
#include "core/station/devices/pumps/pump_driver.h"
#include "core/station/forecourt/hose_flow.h"
#include "core/station/forecourt/sale_store.h"

#include <QMap>

#include <deque>
#include <map>

class QTimer;

namespace youka {

struct ForecourtConfig
{
    Currency currency;
    Money cardLimit{100'000, {}};  ///< asked of a card when the customer names no amount
    int tickMs = 500;              ///< 0: the owner calls tick()
    qint64 liftWaitMs = 60'000;    ///< a card was read, the nozzle that names the product is still in
    qint64 recoveryWaitMs = 3'000; ///< between the two equal totaliser reads that decide
    qint64 retryMs = 1'000;        ///< after a store or a pump did not take something
    qint64 endWaitMs = 15'000;     ///< a pump at rest owes the end of its delivery for at most this long
};

/// The pumps of one station and the fuellings at them: asks cards, releases pumps, books what flowed.
///
/// Lives in one thread, with the store; drivers live in theirs. Every step is on disk before the pump or the
/// centre hears of it, and what the pump holds is confirmed only after its money is booked: the table is
/// docs/fuelling.md. What a failing store did not take is tried again at each tick, in order.
class Forecourt final : public StationControl, public HoseFlows
{
    Q_OBJECT
public:
    /// Everything passed in outlives this. Call recover() before anything else.
    Forecourt(Database &store, CardAuthoriser &authoriser, FactLog &facts, const Clock &clock, IdSource &ids,
              const ForecourtConfig &config, const std::vector<PumpDriver *> &pumps);
    ~Forecourt() override;

    /// Finishes what an earlier life began: gives back what the pump was never told, and for the rest lets
    /// the pumps say what happened. Never releases a pump. Commands are answered Unavailable until it
    /// succeeded. Errors: those of the store; may be called again then.
    Result<void> recover();
    /// What is due by time. Called by the own timer unless the configuration says otherwise.
    void tick();

    /// The prices from now on, by product. A pump gets them when it is idle; a running sale keeps its own.
    void setPrices(const QMap<QString, UnitPrice> &prices);
    void setLink(const Link &link);
    /// Who answers for coupons; outlives this. Without one there are none.
    void setCoupons(CouponDesk *coupons) { m_coupons = coupons; }
    /// Who sets points aside; outlives this. Without it none are taken.
    void setPoints(PointsDesk *points) { m_points = points; }
    /// Who knows the tanks behind the hoses; outlives this, or is taken back with nullptr. Without it nothing
    /// is bounded by them.
    void setTanks(const TankLevels *tanks);
    Result<HoseFlow> flowOf(const QString &product) override;

    QList<PumpView> pumps() const override;
    std::optional<SaleView> sale(SaleId id) const override;
    QList<SaleView> payable() const override;
    QList<SaleView> recent(int most) const override;
    void fuelByCard(SaleId id, int pump, const CardIdentity &card, const QString &pin, Preset preset,
                    Done done, StaffId by = {}, const std::optional<CouponWish> &coupons = {}) override;
    void prepay(SaleId id, int pump, int nozzle, Money cash, Done done, StaffId by = {}) override;
    void release(SaleId id, int pump, Preset preset, Done done, StaffId by = {}) override;
    void stop(int pump, Done done) override;
    void cancel(SaleId id, Done done) override;
    void payCash(SaleId id, Money cash, Done done, StaffId by = {}) override;
    void payCard(SaleId id, const CardIdentity &card, const QString &pin, Done done,
                 StaffId by = {}) override;
    void useCoupons(SaleId id, const QStringList &codes, const CardIdentity &card, Done done) override;
    CouponRefusals couponRefusals(SaleId id) const override;
    void setGoods(SaleId id, const std::vector<BasketLine> &goods, Done done, StaffId by = {}) override;
    void usePoints(SaleId id, qint64 points, const CardIdentity &card, const QString &pin,
                   Done done) override;
    Link link() const override { return m_link; }
    QList<TankView> tanks() const override;

private:
    using HoseTotals = QList<std::pair<int, qint64>>; ///< nozzle, millilitres

    /// Something that happened to a sale and is not on disk yet.
    struct Queued
    {
        fuelling::Event event;
        HoseTotals hoses;   ///< written with it
        qint64 confirm = 0; ///< the delivery the pump may forget afterwards
        Done done;
    };
    /// A sale that waits for something.
    struct Session
    {
        SaleRow row;
        QString pin;                      ///< until the question is asked
        std::optional<CouponWish> wish;   ///< the same
        bool priceTried = false;          ///< the pump was told of a lower price
        std::optional<UnitPrice> lowered; ///< and has it
        std::deque<Queued> events;
        std::vector<Done> waiting;
        std::vector<Done> cancelling;
        bool draining = false;
        std::optional<ErrorCode> unwritten; ///< why the first event is not on disk yet
        bool questionOut = false;
        bool couponsOut = false;          ///< coupons are being asked for
        CouponRefusals refusals{};        ///< what the last answer about them said
        bool pointsOut = false;           ///< points are
        bool pointsReturning = false;     ///< the centre is being told that they are not wanted
        std::function<void()> pointsNext; ///< what is asked after that
        bool askedLifted = false;         ///< the nozzle was out when the card was asked
        bool liftLost = false;            ///< and since then it was not, or nobody knows
        bool cancelWanted = false;
        bool needsPump = false;         ///< the pump's own state and totaliser decide
        qint64 liftUntil = -1;          ///< monotonic; -1: no nozzle is waited for
        qint64 adoptedAt = -1;          ///< monotonic; a release of an earlier life
        qint64 confirm = 0;             ///< a delivery that is being looked into
        OperationId release;            ///< the authorise command that is out
        std::optional<Volume> promised; ///< the pump was told to stop there
    };
    /// Two equal readings of all totalisers of a pump at rest.
    struct Inquiry
    {
        bool on = false;
        int round = 0;
        qint64 notBefore = 0;
        QList<int> left;
        int asked = 0;  ///< the question that is out; 0: none
        int silent = 0; ///< questions that were acknowledged and not answered
        std::map<int, std::optional<qint64>> first;
        std::map<int, std::optional<qint64>> now;
    };
    struct Side
    {
        PumpDriver *driver = nullptr;
        PumpStatus status;
        Timestamp since;
        qint64 sinceMs = 0;
        QList<NozzleConfig> nozzles; ///< with the prices the pump has
        SaleId sale;                 ///< the open one
        std::optional<ErrorCode> alarm;
        bool pricesWanted = false;
        bool pricesUnsure = false; ///< one was lowered for a customer: it may still have that
        OperationId priceCommand;
        OperationId openCommand;
        qint64 openAfter = 0;
        qint64 pricesAfter = 0;
        std::optional<PumpDelivery> held; ///< not taken yet: before recover(), or the store failed
        std::optional<ErrorCode> heldFor; ///< why
        std::map<int, qint64> totals;     ///< as heard last
        bool baseline = false;            ///< the hoses on disk were compared with the pump
        Inquiry inquiry;
        int inquiries = 0;
    };
    /// Fuel of a sale that has ended.
    struct Taken
    {
        QString product;
        Volume volume;
        qint64 atMs = 0;
    };
    using Answer = std::function<void(const Result<void> &)>;

    // forecourt.cpp: commands and views
    void start(SaleRow row, const QString &pin, Done done, const std::optional<CouponWish> &wish = {});
    std::optional<Error> refusal(const Side *side, const SaleRow &row) const;
    void repeatStart(const SaleRow &known, const SaleRow &again, Done done);
    void repeatPayment(SaleId id, const std::function<bool(const SaleRow &)> &same, Done done);
    SaleRow newRow(SaleId id, int pump, SaleMode mode, const Preset &preset, StaffId by = {});
    void answer(Done done, Result<void> result);
    static std::optional<Error> isAskedFor(const Session &session);
    void answerAll(std::vector<Done> &waiting, const Result<void> &result);
    SaleView viewOf(const SaleRow &row) const;
    PumpView viewOf(const Side &side) const;

    // forecourt_goods.cpp: the shop's part of a sale
    void openBasket(SaleId id, const std::vector<BasketLine> &goods, Done done, StaffId by);

    // forecourt_points.cpp: a member's points off a sale
    void askPoints(const PointsRequest &request, Done done);
    void onPoints(SaleId id, PointsOff off, const Result<PointsPaid> &answered, Done done);
    void givePointsBack(Session &session, const CardIdentity &card);
    void tickPoints(Session &session);

    // forecourt_sale.cpp: one sale's steps
    void post(Session &session, Queued queued);
    void drain(Session &session);
    void notTaken(Session &session, const Error &error);
    Result<SaleRow> write(const SaleRow &from, const fuelling::Decision &decision, const HoseTotals &hoses);
    Result<qint64> writeFacts(const SaleRow &row, const fuelling::Decision &decision);
    void taken(Session &session, Queued queued, const fuelling::Decision &decision);
    void carryOut(Session &session, unsigned acts);
    void leavePump(Session &session);
    void askCard(Session &session);
    void onAnswer(SaleId id, HoldId hold, const Result<CardGrant> &answer);
    void onCoupons(SaleId id, const QStringList &codes, const Result<CouponGrant> &answer, Done done);
    void tellPump(Session &session);
    bool wantsLoweredPrice(const Session &session) const;
    void lowerPrice(Session &session);
    void authorisePump(Session &session);
    void confirmDelivery(int pump, qint64 number);

    // forecourt_pumps.cpp: what drivers say, what time brings
    void connectDriver(PumpDriver *driver);
    void onStatus(Side &side, const PumpStatus &status);
    void onDelivered(Side &side, const PumpDelivery &delivery);
    void takeHeld(Side &side);
    void onTotals(Side &side, const PumpTotals &totals);
    void onAlarm(Side &side, const PumpAlarm &alarm);
    void onDone(const PumpAnswer &answer);
    void command(const std::function<void(OperationId)> &send, OperationId *slot, Answer answered);
    void tickSession(Session &session);
    void tickSide(Side &side);
    void openPump(Side &side);
    void sendPrices(Side &side);
    void watchUploads();
    Session *sessionOf(const Side &side);
    const Session *sessionOf(const Side &side) const;
    Side *sideOf(int pump);
    const Side *sideOf(int pump) const;
    UnitPrice priceOf(const Side &side, int nozzle) const;
    QString productOf(const Side &side, int nozzle) const;
    static int nozzleOf(const Side &side, const QString &product);

    // forecourt_tanks.cpp: what the tanks can give
    QString productOf(const Session &session) const;
    Volume flowedOf(const Session &session) const;
    std::optional<Volume> roomFor(const QString &product, SaleId sale) const;
    Volume promisedTo(const Session &session) const;
    bool isOut(const QString &product, SaleId sale) const;
    bool areAllOut(const Side &side, const SaleRow &row) const;
    Preset boundByTanks(const Side &side, const SaleRow &row, quint16 &mask) const;
    void noteTaken(const Session &session);

    // forecourt_recovery.cpp: what the pump holds that nobody waits for, and what it cannot say
    Result<void> takeDelivery(Side &side, const PumpDelivery &delivery);
    Result<bool> isBooked(const Side &side, const PumpDelivery &delivery);
    Result<bool> isOfItsHose(const PumpDelivery &delivery, int releasedNozzle);
    Delivery evidenceOf(const Side &side, const PumpDelivery &delivery) const;
    Result<Delivery> deliveryOf(Side &side, const PumpDelivery &delivery);
    Result<void> takeUnasked(Side &side, const PumpDelivery &delivery);
    Result<void> noteGap(Side &side, int nozzle, qint64 fromMl, qint64 toMl);
    Result<void> insertUnowned(const Side &side, const Delivery &delivery, const QString &why,
                               const HoseTotals &hoses);
    void startInquiry(Side &side);
    void continueInquiry(Side &side);
    void inquiryAnswered(Side &side, int asked, int nozzle, const Result<void> &result);
    void concludeInquiry(Side &side);
    Result<void> concludeSale(Side &side, Session &session);
    Result<void> concludeBaseline(Side &side);

    Database &m_db;
    mutable SaleStore m_store;
    CardAuthoriser &m_authoriser;
    FactLog &m_facts;
    CouponDesk *m_coupons = nullptr;
    PointsDesk *m_points = nullptr;
    const Clock &m_clock;
    IdSource &m_ids;
    const ForecourtConfig m_config;
    std::map<int, Side> m_sides;
    std::map<SaleId, Session> m_sessions; ///< erased in tick() only, so references hold
    std::map<OperationId, Answer> m_commands;
    QMap<QString, UnitPrice> m_prices;
    const TankLevels *m_tanks = nullptr;
    std::deque<Taken> m_taken; ///< since the tanks were read
    Link m_link;
    qint64 m_uploadedUpTo = 0;
    bool m_recovered = false;
    QTimer *m_timer = nullptr;
};

}
