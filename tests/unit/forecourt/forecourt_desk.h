#pragma once

#include "desk_iron.h"

#include "core/domain/coupons/coupon_question.h"
#include "core/domain/coupons/discount.h"
#include "core/domain/sales/sale_json.h"
#include "core/foundation/store/migrations.h"
#include "core/station/devices/pumps/dart/dart_session.h"
#include "core/station/forecourt/forecourt.h"

#include <QCoreApplication>
#include <QTemporaryDir>

namespace youka {

/// A station in virtual time: simulated pumps, the real DART sessions, a centre that grants holds, and one
/// life after the other of the forecourt on the same store file. Everything that crosses a border - a
/// statement, a command, a notice, a question, an answer - counts as one event, and the life can end at any
/// of them.
class ForecourtDesk
{
public:
    enum class Fault { None, Crash, StoreFails };

    /// Whether this event still happens. At the planned one a crash ends everything; a failing store fails
    /// once.
    bool happens(bool isStatement = false)
    {
        if (dead)
            return false;
        const int number = events++;
        if (number != planned || fault == Fault::None)
            return true;
        struck = true;
        dead = fault == Fault::Crash;
        return fault == Fault::StoreFails && !isStatement;
    }

    /// The real driver's session as the forecourt sees a driver.
    class Driver final : public PumpDriver
    {
    public:
        Driver(ForecourtDesk &desk, const PumpConfig &pump)
            : PumpDriver(pump)
            , session(pump)
            , m_desk(desk)
        {
        }
        Capabilities capabilities() const override { return {true, true, true, true, true}; }
        void setCommitHook(CommitHook hook) override { session.setCommitHook(std::move(hook)); }
        void announce(const QList<PumpNotice> &notices)
        {
            for (PumpNotice notice : notices) {
                if (m_desk.noTotals && !withoutTotals(notice))
                    continue;
                // Running totals are many and alike: only what changes a state counts as an event.
                const auto *status = std::get_if<PumpStatus>(&notice);
                const bool counts = !status || status->state != m_state;
                if (status)
                    m_state = status->state;
                if (m_desk.dead || (counts && !m_desk.happens()))
                    return;
                if (const auto *delivery = std::get_if<PumpDelivery>(&notice))
                    m_recovered = delivery->recovered;
                std::visit(Speaker{*this}, notice);
            }
        }
        dart::DartSession session;

    protected:
        void doOpen(OperationId c) override
        {
            run([&](dart::DartPump &p, qint64 t) { p.open(c, t); });
        }
        void doClose(OperationId c) override
        {
            run([&](dart::DartPump &p, qint64 t) { p.close(c, t); });
        }
        void doAuthorise(OperationId c, quint16 mask, const Preset &preset) override
        {
            run([&](dart::DartPump &p, qint64 t) {
                ++m_desk.authorised;
                m_desk.inOrder = m_desk.inOrder && m_desk.storedState(config().pump) == 3;
                p.authorise(c, mask, preset, t);
            });
        }
        void doStop(OperationId c) override
        {
            run([&](dart::DartPump &p, qint64 t) { p.stop(c, t); });
        }
        void doSuspend(OperationId c) override
        {
            run([&](dart::DartPump &p, qint64 t) { p.suspend(c, false, t); });
        }
        void doResume(OperationId c) override
        {
            run([&](dart::DartPump &p, qint64 t) { p.suspend(c, true, t); });
        }
        void doSetPrices(OperationId c, const QList<NozzleConfig> &prices) override
        {
            run([&](dart::DartPump &p, qint64 t) { p.setPrices(c, prices, t); });
        }
        void doRequestTotals(OperationId c, int nozzle) override
        {
            if (m_desk.noTotals)
                return announce({PumpAnswer{c, fail(ErrorCode::PumpUnsupported)}});
            run([&](dart::DartPump &p, qint64 t) { p.requestTotals(c, nozzle, t); });
        }
        void doConfirmSale(OperationId c, qint64 number) override
        {
            // One that was found at a restart may be the sale before the open one.
            if (!m_recovered && !m_desk.dead)
                m_desk.inOrder = m_desk.inOrder && m_desk.storedState(config().pump) == 0;
            run([&](dart::DartPump &p, qint64 t) { p.confirmSale(c, number, t); });
        }

    private:
        /// As a pump that has no totaliser to read would say it; false: not at all.
        static bool withoutTotals(PumpNotice &notice)
        {
            if (auto *delivery = std::get_if<PumpDelivery>(&notice))
                delivery->totalStart = delivery->totalEnd = std::nullopt;
            return !std::holds_alternative<PumpTotals>(notice);
        }
        struct Speaker
        {
            Driver &driver;
            void operator()(const PumpStatus &n) const { Q_EMIT driver.statusChanged(n); }
            void operator()(const PumpDelivery &n) const { Q_EMIT driver.delivered(n); }
            void operator()(const PumpTotals &n) const { Q_EMIT driver.totalsRead(n); }
            void operator()(const PumpAlarm &n) const { Q_EMIT driver.alarmRaised(n); }
            void operator()(const PumpAnswer &n) const { Q_EMIT driver.commandDone(n); }
        };
        template <class F>
        void run(F &&f)
        {
            if (!m_desk.happens())
                return;
            const qint64 now = m_desk.clock.monotonicMs();
            announce(session.command([&](dart::DartPump &pump) { f(pump, now); }).notices);
        }
        ForecourtDesk &m_desk;
        PumpState m_state = PumpState::Inoperative;
        bool m_recovered = false;
    };

    /// The centre and the way to it. Its holds outlive every life of the station.
    struct Centre final : CardAuthoriser
    {
        explicit Centre(ForecourtDesk &d)
            : desk(d)
        {
        }
        void ask(const CardQuestion &question, std::function<void(Result<CardGrant>)> answer) override
        {
            if (!desk.happens())
                return;
            questions.append(question);
            Result<CardGrant> result = fail(refuseWith.value_or(ErrorCode::Internal));
            if (!refuseWith || placesAnyway) {
                holds[question.hold] = min(question.wanted, grants);
                if (!refuseWith)
                    result = CardGrant{question.hold,
                                       min(question.wanted, grants),
                                       desk.clock.now().plusMs(86'400'000),
                                       Money{50'000, {}},
                                       offline,
                                       question.coupons ? offersFor(question) : FuelOffers()};
            }
            pending.append({desk.clock.monotonicMs() + delayMs, std::move(answer), result});
        }
        /// What is given by rule, as the real centre works it out.
        FuelOffers offersFor(const CardQuestion &question)
        {
            FuelOffers offers = coupon && question.coupons->any ? couponsFor(question) : FuelOffers();
            if (question.coupons->points != 0) {
                const qint64 most = min(question.wanted, grants).minor; // a point is worth a fen
                const qint64 taken = std::min(pointsThere, most);
                offers.points = FuelPoints{{taken, {taken, {}}}, PointValue{{1, {}}, 1}};
                points[question.hold] = offers.points->most;
            }
            return offers;
        }
        FuelOffers couponsFor(const CardQuestion &question) const
        {
            const auto offers =
                reserveForFuel({question.product, question.price, min(question.wanted, grants)},
                               [&](const Basket &basket) -> Result<CouponGrant> {
                                   const std::vector<Candidate> all{{*coupon, {1, 1}, {}, {}, {}, {}}};
                                   const size_t first[] = {0};
                                   const Discounts off = apply(all, first, basket, {});
                                   const Redemption redemption{
                                       coupon->campaign, 1, {1, 1}, off.total, QStringLiteral("less")};
                                   CouponGrant grant;
                                   grant.offers = {{redemption, *coupon, {}}};
                                   return grant;
                               });
            ensure(offers.has_value(), "there are no errors here");
            return *offers;
        }
        void deliver()
        {
            for (qsizetype i = 0; i < pending.size(); ++i) {
                if (pending[i].at > desk.clock.monotonicMs())
                    continue;
                const Pending due = pending.takeAt(i--);
                if (desk.happens())
                    due.answer(due.result);
            }
        }
        struct Pending
        {
            qint64 at = 0;
            std::function<void(Result<CardGrant>)> answer;
            Result<CardGrant> result;
        };
        ForecourtDesk &desk;
        Money grants{100'000, {}};
        std::optional<ErrorCode> refuseWith;
        bool placesAnyway = false; ///< the hold was placed, the answer was lost
        bool offline = false;
        std::optional<CouponTerms> coupon;     ///< for whoever shows that one is wanted
        qint64 pointsThere = 150;              ///< of whoever wants some taken off
        std::map<HoldId, PointsPaid> points{}; ///< set aside with each hold
        int delayMs = 200;
        QList<CardQuestion> questions;
        std::map<HoldId, Money> holds;
        QList<Pending> pending;
    };

    /// Facts in the table of the records, as the real one keeps them.
    struct Facts final : FactLog
    {
        explicit Facts(ForecourtDesk &d)
            : desk(d)
        {
        }
        Result<qint64> append(const Fact &fact) override
        {
            Database &db = *desk.db;
            ensure(db.inTransaction(), "a fact is written with its row");
            qint64 next = 1;
            if (auto rows = db.exec("SELECT MAX(seq) FROM record"); rows && rows->next())
                next = rows->integer(0) + 1;
            return db
                .run("INSERT INTO record (seq, operation, kind, at, body, hash) VALUES (?, ?, ?, ?, ?, ?)",
                     {next, fact.operation.bytes(), fact.kind, fact.at.ms, fact.body, QByteArray("h")})
                .map([next] { return next; });
        }
        void kick() override { ++kicks; }
        qint64 uploadedUpTo() const override { return uploaded; }
        ForecourtDesk &desk;
        int kicks = 0;
        qint64 uploaded = 0;
    };

    explicit ForecourtDesk(int pumps = 1, const std::function<void(sim::SimPumpConfig &)> &change = {})
        : ids(clock, 7)
        , centre(*this)
        , facts(*this)
    {
        ensure(dir.isValid(), "a directory for the test's store");
        for (int pump = 1; pump <= pumps; ++pump) {
            sim::SimPumpConfig config = simConfig(pump);
            if (change)
                change(config);
            irons.push_back(std::make_unique<Iron>(config));
        }
        clock.advanceMs(1'000);
        startLife();
    }
    ~ForecourtDesk() { endLife(); }

    void startLife()
    {
        dead = false;
        auto opened = Database::open({Dialect::Engine::SqlCipher,
                                      dir.filePath(QStringLiteral("station.db")),
                                      QByteArray(32, 'k'),
                                      {},
                                      false});
        ensure(opened.has_value(), "the test's store opens");
        db = std::move(*opened);
        ensure(migrate(*db, stationMigrations()).has_value(), "the test's store has its tables");
        db->failNext = [this] { return !happens(true); };
        std::vector<PumpDriver *> pumps;
        for (size_t i = 0; i < irons.size(); ++i) {
            drivers.push_back(std::make_unique<Driver>(*this, pumpConfig(int(i) + 1)));
            pumps.push_back(drivers.back().get());
        }
        ForecourtConfig config;
        config.tickMs = 0;
        forecourt = std::make_unique<Forecourt>(*db, centre, facts, clock, ids, config, pumps);
        if (begins)
            begins();
        while (!dead && !forecourt->recover()) { }
    }
    /// Power off: everything but the file, the pumps and the centre is gone.
    void endLife()
    {
        dead = true;
        forecourt.reset();
        drivers.clear();
        centre.pending.clear();
        QCoreApplication::removePostedEvents(nullptr);
        db.reset();
    }
    void restart()
    {
        endLife();
        clock.advanceMs(2'000);
        for (const auto &iron : irons)
            iron->pump.advance(clock.monotonicMs());
        ++lives;
        startLife();
    }

    /// Runs the station for `ms`; a crash on the way is followed by the next life.
    void run(qint64 ms)
    {
        for (const qint64 end = clock.monotonicMs() + ms; clock.monotonicMs() < end;) {
            step();
            if (dead)
                restart();
        }
    }
    bool until(const std::function<bool()> &condition, qint64 mostMs = 120'000)
    {
        for (const qint64 end = clock.monotonicMs() + mostMs; clock.monotonicMs() < end; run(50))
            if (condition())
                return true;
        return condition();
    }

    PumpView pump(int number = 1) const { return forecourt->pumps().at(number - 1); }
    Iron &iron(int number = 1) { return *irons[size_t(number) - 1]; }
    bool ready(int number = 1)
    {
        return until([&] { return pump(number).state == PumpState::Idle; });
    }
    SaleId newSale() { return ids.make<SaleId>(); }
    std::optional<SaleState> state(SaleId id) const
    {
        const auto view = forecourt->sale(id);
        return view ? std::optional(view->state) : std::nullopt;
    }
    bool untilState(SaleId id, SaleState wanted)
    {
        return until([&] { return state(id) == wanted; });
    }

    /// Starts a command and gives back where its answer will be.
    using Answer = std::shared_ptr<std::optional<Result<void>>>;
    template <class F>
    Answer start(F &&f)
    {
        auto slot = std::make_shared<std::optional<Result<void>>>();
        f(*forecourt, [slot](const Result<void> &result) {
            ensure(!slot->has_value(), "answered once");
            *slot = result;
        });
        return slot;
    }
    template <class F>
    Result<void> ask(F &&f)
    {
        const Answer slot = start(std::forward<F>(f));
        if (!until([&] { return slot->has_value(); }))
            return fail(ErrorCode::Timeout, QStringLiteral("never answered"));
        return **slot;
    }
    static CardIdentity card(char token = 'a')
    {
        return {{QByteArray(16, token)}, CardProof::Chip, QStringLiteral("9000 **** **** 5670")};
    }
    static CouponTerms perLitre(qint64 milli)
    {
        CouponTerms terms;
        terms.campaign = {1};
        terms.offer.kind = OfferKind::PerLitreOff;
        terms.offer.price = {milli, {}};
        return terms;
    }
    static CouponWish wish(const QString &product = QStringLiteral("95"))
    {
        return {{}, true, Channel::Kiosk, product};
    }
    Answer fuelWithCoupon(SaleId id, Preset preset = {}, const CouponWish &coupons = wish())
    {
        return start([&](Forecourt &f, const StationControl::Done &done) {
            f.fuelByCard(id, 1, card(), {}, preset, done, {}, coupons);
        });
    }
    static Preset amount(qint64 fen) { return {Preset::Kind::Amount, Money{fen, {}}, {}}; }
    Result<void> fuel(SaleId id, Preset preset = {}, int number = 1)
    {
        return ask([&](Forecourt &f, const StationControl::Done &done) {
            f.fuelByCard(id, number, card(), {}, preset, done);
        });
    }
    Result<void> release(SaleId id, Preset preset = {}, int number = 1)
    {
        return ask(
            [&](Forecourt &f, const StationControl::Done &done) { f.release(id, number, preset, done); });
    }
    Result<void> prepay(SaleId id, qint64 fen, int nozzle = 1, int number = 1)
    {
        return ask([&](Forecourt &f, const StationControl::Done &done) {
            f.prepay(id, number, nozzle, Money{fen, {}}, done);
        });
    }
    Result<void> cancel(SaleId id)
    {
        return ask([&](Forecourt &f, const StationControl::Done &done) { f.cancel(id, done); });
    }
    Result<void> payCash(SaleId id, qint64 fen)
    {
        return ask([&](Forecourt &f, const StationControl::Done &done) {
            f.payCash(id, Money{fen, {}}, done);
        });
    }
    Result<void> payCard(SaleId id, char token = 'a')
    {
        return ask(
            [&](Forecourt &f, const StationControl::Done &done) { f.payCard(id, card(token), {}, done); });
    }
    bool lift(int nozzle = 1, int number = 1)
    {
        iron(number).pump.lift(nozzle);
        return until([&] { return pump(number).state != PumpState::Idle; });
    }

    /// All facts on disk, in order.
    QList<ParsedFact> written()
    {
        QList<ParsedFact> all;
        const auto hook = std::exchange(db->failNext, {});
        if (auto rows = db->exec("SELECT body FROM record ORDER BY seq"))
            while (rows->next())
                all.append(*parseFact(rows->blob(0)));
        db->failNext = hook;
        return all;
    }
    QStringList kinds()
    {
        QStringList all;
        for (const ParsedFact &fact : written())
            all.append(fact.kind);
        return all;
    }

    /// The state on disk of the sale that occupies the pump; 0: none does.
    int storedState(int number)
    {
        const auto hook = std::exchange(db->failNext, {});
        auto rows = db->exec("SELECT state FROM sale WHERE pump = ? AND state <= 5", {number});
        const int state = rows && rows->next() ? int(rows->integer(0)) : 0;
        db->failNext = hook;
        return state;
    }

    std::function<void()> begins; ///< with each life, before it recovers
    bool noTotals = false;        ///< set before startLife()
    bool inOrder = true;          ///< no pump heard of anything before it was on disk
    bool dead = false;
    bool struck = false;
    int events = 0;
    int planned = -1;
    Fault fault = Fault::None;
    int lives = 1;
    int authorised = 0; ///< commands that reached a driver, ever

    ManualClock clock;
    IdSource ids;
    QTemporaryDir dir{storePlace()};
    std::vector<std::unique_ptr<Iron>> irons;
    Centre centre;
    Facts facts;
    std::unique_ptr<Database> db;
    std::vector<std::unique_ptr<Driver>> drivers;
    std::unique_ptr<Forecourt> forecourt;

private:
    /// One turn of every wire, then what was posted, then what is due.
    void step()
    {
        qint64 next = clock.monotonicMs() + 50;
        for (size_t i = 0; i < irons.size() && !dead; ++i)
            next = std::min(next, turn(*irons[i], *drivers[i]));
        dispatch();
        if (!dead)
            centre.deliver();
        dispatch();
        if (!dead && clock.monotonicMs() >= m_nextTick) {
            m_nextTick = clock.monotonicMs() + 250;
            forecourt->tick();
        }
        clock.advanceMs(std::max<qint64>(5, next - clock.monotonicMs()));
    }
    void dispatch()
    {
        if (!dead)
            QCoreApplication::sendPostedEvents(nullptr, QEvent::MetaCall);
    }
    qint64 turn(Iron &iron, Driver &driver)
    {
        const qint64 now = clock.monotonicMs();
        iron.pump.advance(now);
        dart::DartSession &session = driver.session;
        if (session.isWaiting()) {
            if (session.deadlineMs() <= now)
                carryOut(iron, driver, session.onTimeout(now));
            return session.deadlineMs();
        }
        if (session.nextTurnMs() <= now)
            carryOut(iron, driver, session.takeTurn(now));
        return std::max(now + 5, session.isWaiting() ? session.deadlineMs() : session.nextTurnMs());
    }
    void carryOut(Iron &iron, Driver &driver, const dart::DartSession::Output &out)
    {
        driver.announce(out.notices);
        if (dead || out.send.isEmpty() || iron.silent)
            return;
        const qint64 now = clock.monotonicMs();
        for (const QByteArray &said : iron.wire.feed(out.send, now))
            for (const dart::Event &event : iron.decoder.feed(said))
                carryOut(iron, driver, driver.session.onEvent(event, now));
    }

    qint64 m_nextTick = 0;
};

}
