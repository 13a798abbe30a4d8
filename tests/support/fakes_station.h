#pragma once

#include "core/domain/cards/card_source.h"
#include "core/domain/sales/station_control.h"

#include <QMap>
#include <QTimer>

#include <algorithm>
#include <set>

namespace youka {

/// A reader that reads what the test holds to it.
class FakeReader : public CardSource
{
public:
    using CardSource::CardSource;
    void tap(const CardIdentity &card) { Q_EMIT cardPresented(card); }
    void fail(ErrorCode code) { Q_EMIT readFailed(code); }
};

/// A card as the fake station and the fake desk know it, by its token.
struct FakeCard
{
    CardIdentity identity;
    Money available{50'000, {}};
    QString pin; ///< empty: none
    std::optional<ErrorCode> refusal;
    QStringList products; ///< empty: all
};

class FakeCards
{
public:
    FakeCard &add(const QByteArray &token, const QString &masked)
    {
        FakeCard card;
        card.identity = {CardToken{token}, CardProof::Chip, masked};
        return *m_cards.insert(token, card);
    }
    FakeCard *find(const CardIdentity &identity)
    {
        const auto at = m_cards.find(identity.token.bytes);
        return at == m_cards.end() ? nullptr : &*at;
    }
    Result<void> check(const CardIdentity &identity, const QString &pin)
    {
        const FakeCard *card = find(identity);
        if (!card)
            return fail(ErrorCode::CardUnknown);
        if (card->refusal)
            return fail(*card->refusal);
        if (!card->pin.isEmpty() && pin.isEmpty())
            return fail(ErrorCode::PinRequired);
        if (pin != card->pin && !card->pin.isEmpty())
            return fail(ErrorCode::PinWrong);
        return {};
    }

private:
    QMap<QByteArray, FakeCard> m_cards;
};

class FakeDesk : public CardDesk
{
public:
    FakeDesk(FakeCards &cards, const Clock &clock)
        : m_cards(cards)
        , m_clock(clock)
    {
    }
    std::optional<ErrorCode> failNext; ///< the next question ends like this
    bool silent = false;               ///< answers wait for answerAll()
    CardBalance::Source source = CardBalance::Source::Centre;
    int asked = 0;

    void balance(const CardIdentity &card, const QString &pin,
                 std::function<void(Result<CardBalance>)> answer) override
    {
        ++asked;
        Result<CardBalance> result = question(card, pin);
        auto deliver = [answer = std::move(answer), result = std::move(result)] { answer(result); };
        if (silent)
            m_waiting.append(deliver);
        else
            QTimer::singleShot(0, deliver);
    }
    void answerAll()
    {
        for (const auto &deliver : std::exchange(m_waiting, {}))
            deliver();
    }

private:
    Result<CardBalance> question(const CardIdentity &card, const QString &pin)
    {
        if (failNext)
            return fail(*std::exchange(failNext, std::nullopt));
        if (const auto checked = m_cards.check(card, pin); !checked)
            return youka::fail(checked.error());
        const Money available = m_cards.find(card)->available;
        CardBalance balance{
            card.masked, CardState::Active, QDate(2028, 12, 31), available, {}, available, {}, m_clock.now(),
            source};
        balance.recent = {
            {m_clock.now().plusMs(-86'400'000), QStringLiteral("sale"), QStringLiteral("95"), {-23'550, {}}},
            {m_clock.now().plusMs(-4 * 86'400'000), QStringLiteral("top-up"), {}, {50'000, {}}},
            {m_clock.now().plusMs(-9 * 86'400'000),
             QStringLiteral("sale"),
             QStringLiteral("92"),
             {-30'000, {}}}};
        return balance;
    }

    FakeCards &m_cards;
    const Clock &m_clock;
    QList<std::function<void()>> m_waiting;
};

/// A station in memory: pumps that a test lifts, fills from and hangs up, with the rules a screen depends on.
/// Answers are queued, never given from inside the call.
class FakeStation : public StationControl
{
public:
    FakeStation(FakeCards &cards, const Clock &clock, int pumps = 8)
        : m_cards(cards)
        , m_clock(clock)
    {
        for (int number = 1; number <= pumps; ++number) {
            PumpView view;
            view.pump = number;
            view.state = PumpState::Idle;
            view.since = clock.now();
            view.nozzles = {{1, QStringLiteral("92"), {7'450, {}}}, {2, QStringLiteral("95"), {7'850, {}}}};
            if (number % 4 == 0)
                view.nozzles = {{1, QStringLiteral("98"), {8'850, {}}},
                                {2, QStringLiteral("0"), {7'120, {}}}};
            m_pumps.append(view);
        }
    }

    std::optional<ErrorCode> failNext; ///< the next command ends like this
    bool loseAnswer = false;           ///< the next command is carried out, and its answer is lost
    int questions = 0;                 ///< how often fuel was asked for
    Link linkState{true, 0, {}};
    QList<TankView> gauge; ///< what it says; empty: there is none
    void setTanks(const QList<TankView> &now)
    {
        gauge = now;
        Q_EMIT tanksChanged();
    }
    QList<TankView> tanks() const override { return gauge; }

    // What happens outside.
    void lift(int pump, int nozzle)
    {
        PumpView &view = at(pump);
        const auto hose = std::find_if(view.nozzles.begin(), view.nozzles.end(),
                                       [&](const NozzleView &n) { return n.nozzle == nozzle; });
        view.nozzle = nozzle;
        view.product = hose->product;
        view.price = hose->price;
        move(view, view.sale.isNull() ? PumpState::Calling : PumpState::Started);
    }
    void flow(int pump, Volume volume)
    {
        PumpView &view = at(pump);
        view.volume = volume;
        view.amount = *amountFor(volume, view.price);
        set(view.sale, [](SaleView &sale) { sale.state = SaleState::Fuelling; });
        move(view, PumpState::Fuelling);
    }
    void hangUp(int pump)
    {
        PumpView &view = at(pump);
        const SaleId id = view.sale;
        const Delivery delivery{view.nozzle, view.product, view.price, view.volume, view.amount, {}, {}};
        view.nozzle = 0;
        view.sale = {};
        view.mode = SaleMode::None;
        view.limit = {};
        move(view, PumpState::Idle);
        if (!id.isNull())
            set(id, [&](SaleView &sale) { finish(sale, delivery); });
    }
    void silence(int pump)
    {
        at(pump).alarm = ErrorCode::PumpOffline;
        move(at(pump), PumpState::Inoperative);
    }
    void answerAgain(int pump, PumpState state)
    {
        at(pump).alarm.reset();
        move(at(pump), state);
    }
    void setPrice(const QString &product, UnitPrice price)
    {
        for (PumpView &view : m_pumps) {
            for (NozzleView &nozzle : view.nozzles)
                if (nozzle.product == product)
                    nozzle.price = price; // a delivery under way keeps its own
            Q_EMIT pumpChanged(view.pump);
        }
    }
    void setLink(Link link)
    {
        linkState = link;
        Q_EMIT linkChanged();
    }
    /// The centre has every record.
    void upload()
    {
        for (auto &sale : m_sales)
            sale.uploaded = true;
    }
    /// Something became of it.
    void set(SaleId id, const std::function<void(SaleView &)> &change)
    {
        for (SaleView &sale : m_sales)
            if (sale.id == id) {
                change(sale);
                const SaleView copy = sale;
                Q_EMIT saleChanged(copy);
                return;
            }
    }
    void breakSale(SaleId id, ErrorCode code)
    {
        set(id, [&](SaleView &sale) {
            sale.state = SaleState::NeedsPerson;
            sale.problem = Error{code, {}};
        });
    }
    PumpView &at(int pump) { return m_pumps[pump - 1]; }
    const QList<SaleView> &sales() const { return m_sales; }
    std::optional<CouponWish> lastWish;
    QString lastPin; ///< as it arrived with the last command

    // StationControl
    QList<PumpView> pumps() const override { return m_pumps; }
    std::optional<SaleView> sale(SaleId id) const override
    {
        const auto found =
            std::find_if(m_sales.begin(), m_sales.end(), [&](const SaleView &s) { return s.id == id; });
        return found == m_sales.end() ? std::nullopt : std::optional(*found);
    }
    QList<SaleView> payable() const override
    {
        QList<SaleView> list;
        std::copy_if(m_sales.begin(), m_sales.end(), std::back_inserter(list),
                     [](const SaleView &s) { return s.state == SaleState::Payable; });
        return list;
    }
    QList<SaleView> recent(int most) const override
    {
        QList<SaleView> list;
        for (auto it = m_sales.rbegin(); it != m_sales.rend() && list.size() < most; ++it)
            if (it->state == SaleState::Settled || it->state == SaleState::Released
                || it->state == SaleState::NeedsPerson)
                list.append(*it);
        return list;
    }
    Link link() const override { return linkState; }

    void fuelByCard(SaleId id, int pump, const CardIdentity &card, const QString &pin, Preset preset,
                    Done done, StaffId by = {}, const std::optional<CouponWish> &wish = {}) override
    {
        lastWish = wish;
        lastPin = pin;
        ++questions;
        if (sale(id))
            return answer(std::move(done), {}); // known: the first answer again
        Result<void> result = free(pump);
        if (result)
            result = m_cards.check(card, pin);
        Money limit;
        if (result) {
            const Money available = m_cards.find(card)->available;
            limit = wanted(pump, preset, min(available, Money{80'000, {}}));
            if (available < limit || !available.isPositive())
                result = youka::fail(ErrorCode::InsufficientFunds);
        }
        if (result) {
            begin(id, pump, SaleMode::CardAuthorised, limit, by);
            set(id, [&](SaleView &sale) { sale.maskedCard = card.masked; });
            m_cardOf.insert(id.uuid, card);
        }
        answer(std::move(done), result);
    }
    void prepay(SaleId id, int pump, int nozzle, Money cash, Done done, StaffId by = {}) override
    {
        const Result<void> result = nozzle > 0 ? free(pump) : youka::fail(ErrorCode::ProductUnknown);
        if (result) {
            begin(id, pump, SaleMode::Prepaid, cash, by);
            set(id, [&](SaleView &sale) { sale.paid = cash; });
        }
        answer(std::move(done), result);
    }
    void release(SaleId id, int pump, Preset preset, Done done, StaffId by = {}) override
    {
        const Result<void> result = free(pump);
        if (result)
            begin(id, pump, SaleMode::PostPay, wanted(pump, preset, {}), by);
        answer(std::move(done), result);
    }
    void stop(int pump, Done done) override
    {
        answer(std::move(done), {});
        hangUp(pump);
    }
    void cancel(SaleId id, Done done) override
    {
        const auto found = sale(id);
        if (!found || found->state != SaleState::PumpReleased)
            return answer(std::move(done), youka::fail(ErrorCode::SaleStateConflict));
        answer(std::move(done), {});
        at(found->pump).volume = {};
        at(found->pump).amount = {};
        hangUp(found->pump);
    }
    void payCash(SaleId id, Money cash, Done done, StaffId by = {}) override
    {
        Result<void> result = payableNow(id);
        if (result && cash < sale(id)->due())
            result = youka::fail(ErrorCode::TenderShort);
        if (result)
            set(id, [by](SaleView &sale) {
                sale.cashier = by;
                sale.state = SaleState::Settled;
                sale.paid = sale.due();
            });
        answer(std::move(done), result);
    }
    /// Each coupon it knows takes off so much.
    QMap<QString, Redemption> coupons;
    /// Why those it does not know, or not beside others, take nothing off.
    CouponRefusals refusals;
    std::set<QString> alone; ///< each of them only where no better one of them is there
    CouponRefusals couponRefusals(SaleId) const override { return m_refused; }
    void useCoupons(SaleId id, const QStringList &codes, const CardIdentity &, Done done) override
    {
        Result<void> result = payableNow(id);
        std::vector<Redemption> taken;
        m_refused.clear();
        QString best;
        for (const QString &code : codes)
            if (alone.contains(code) && (best.isEmpty() || coupons[best].amount < coupons[code].amount))
                best = code;
        for (const QString &code : codes) {
            if (alone.contains(code) && code != best)
                m_refused[code] = Error{ErrorCode::CouponNotStackable, {}};
            else if (coupons.contains(code))
                taken.push_back(coupons[code]);
            else if (refusals.contains(code))
                m_refused[code] = refusals.at(code);
        }
        if (result)
            set(id, [&](SaleView &sale) {
                sale.discounts = taken;
                sale.points.reset();
            });
        if (result && !codes.isEmpty() && m_refused.contains(codes.last()))
            result = youka::fail(m_refused.at(codes.last()));
        else if (result && !codes.isEmpty() && !coupons.contains(codes.last()))
            result = youka::fail(ErrorCode::CouponUnknown);
        answer(std::move(done), result);
    }
    /// A hundred points are worth one yuan; no more than there are, and with this PIN where there is one.
    qint64 pointsThere = 100'000;
    QString pointsPin;
    bool pointsAway = false;
    void usePoints(SaleId id, qint64 points, const CardIdentity &, const QString &pin, Done done) override
    {
        Result<void> result = payableNow(id);
        if (result && points > 0 && pointsAway)
            result = youka::fail(ErrorCode::PointsOnlineOnly);
        else if (result && points > 0 && pin != pointsPin)
            result = youka::fail(pin.isEmpty() ? ErrorCode::PinRequired : ErrorCode::PinWrong);
        else if (result && points > pointsThere)
            result = youka::fail(ErrorCode::PointsInsufficient);
        if (result)
            set(id, [&](SaleView &sale) {
                sale.points.reset();
                if (points > 0)
                    sale.points = PointsPaid{points, {points, {}}};
            });
        answer(std::move(done), result);
    }
    void setGoods(SaleId id, const std::vector<BasketLine> &goods, Done done, StaffId by = {}) override
    {
        const auto known = sale(id);
        Result<void> result = known ? payableNow(id) : Result<void>();
        if (result && !known) {
            SaleView basket;
            basket.id = id;
            basket.mode = SaleMode::PostPay;
            basket.state = SaleState::Payable;
            basket.at = m_clock.now();
            m_sales.append(basket);
        }
        if (result)
            set(id, [&](SaleView &sale) {
                sale.goods = goods;
                sale.discounts.clear();
                sale.points.reset();
                sale.cashier = by;
                if (goods.empty() && sale.delivery.isEmpty())
                    sale.state = SaleState::Released;
            });
        answer(std::move(done), result);
    }
    void payCard(SaleId id, const CardIdentity &card, const QString &pin, Done done, StaffId by = {}) override
    {
        lastPin = pin;
        Result<void> result = payableNow(id);
        if (result)
            result = m_cards.check(card, pin);
        if (result && m_cards.find(card)->available < sale(id)->due())
            result = youka::fail(ErrorCode::InsufficientFunds);
        if (result) {
            m_cards.find(card)->available -= sale(id)->due();
            set(id, [&](SaleView &sale) {
                sale.state = SaleState::Settled;
                sale.cashier = by;
                sale.paid = sale.due();
                sale.maskedCard = card.masked;
                sale.availableAfter = m_cards.find(card)->available;
            });
        }
        answer(std::move(done), result);
    }

private:
    CouponRefusals m_refused;
    void answer(Done done, Result<void> result)
    {
        if (std::exchange(loseAnswer, false))
            result = youka::fail(ErrorCode::LinkLost);
        QTimer::singleShot(0, this, [done = std::move(done), result] { done(result); });
    }
    Result<void> free(int pump)
    {
        if (failNext)
            return youka::fail(*std::exchange(failNext, std::nullopt));
        if (pump < 1 || pump > m_pumps.size())
            return youka::fail(ErrorCode::PumpUnknown);
        if (at(pump).state == PumpState::Inoperative)
            return youka::fail(ErrorCode::PumpOffline);
        return at(pump).sale.isNull() ? Result<void>() : youka::fail(ErrorCode::PumpBusy);
    }
    Result<void> payableNow(SaleId id)
    {
        if (failNext)
            return youka::fail(*std::exchange(failNext, std::nullopt));
        const auto found = sale(id);
        if (!found)
            return youka::fail(ErrorCode::SaleNotFound);
        return found->state == SaleState::Payable ? Result<void>()
                                                  : youka::fail(ErrorCode::SaleStateConflict);
    }
    Money wanted(int pump, const Preset &preset, Money fillUp)
    {
        if (preset.kind == Preset::Kind::Amount)
            return preset.amount;
        if (preset.kind == Preset::Kind::Volume)
            return *amountFor(preset.volume, at(pump).nozzles.last().price);
        return fillUp;
    }
    void begin(SaleId id, int pump, SaleMode mode, Money limit, StaffId by)
    {
        SaleView sale;
        sale.cashier = by;
        sale.id = id;
        sale.pump = pump;
        sale.mode = mode;
        sale.state = SaleState::PumpReleased;
        sale.limit = limit;
        sale.offline = !linkState.online;
        sale.at = m_clock.now();
        m_sales.append(sale);
        PumpView &view = at(pump);
        view.sale = id;
        view.mode = mode;
        view.limit = limit;
        view.volume = {};
        view.amount = {};
        move(view, view.nozzle > 0 ? PumpState::Started : PumpState::Authorised);
        Q_EMIT saleChanged(sale);
    }
    void finish(SaleView &sale, const Delivery &delivery)
    {
        sale.delivery = delivery;
        sale.uploaded = linkState.online;
        const Money amount = delivery.amount;
        if (sale.mode == SaleMode::PostPay) {
            sale.state = amount.isZero() ? SaleState::Released : SaleState::Payable;
            return;
        }
        sale.state = amount.isZero() ? SaleState::Released : SaleState::Settled;
        sale.returned = sale.limit - amount;
        if (sale.mode != SaleMode::CardAuthorised)
            return;
        FakeCard *card = m_cards.find(m_cardOf.value(sale.id.uuid));
        card->available -= amount;
        sale.paid = amount;
        sale.availableAfter = card->available;
    }
    void move(PumpView &view, PumpState state)
    {
        view.state = state;
        view.since = m_clock.now();
        Q_EMIT pumpChanged(view.pump);
    }

    FakeCards &m_cards;
    const Clock &m_clock;
    QList<PumpView> m_pumps;
    QList<SaleView> m_sales;
    QMap<QUuid, CardIdentity> m_cardOf;
};

}
