#pragma once

#include "core/domain/payments/top_up_desk.h"

#include <QCoreApplication>
#include <QTimer>

#include <map>

namespace youka {

/// A centre with one payment channel behind it. Answers come with the next turn of the event loop.
class FakeTopUps : public TopUpDesk
{
public:
    explicit FakeTopUps(const Clock &clock)
        : m_clock(clock)
    {
        const auto tile = [this](qint64 minor, qint64 bonus) {
            known.tiles.push_back({{minor, {}}, {bonus, {}}});
        };
        tile(10'000, 0);
        tile(20'000, 500);
        tile(50'000, 2'000);
        tile(100'000, 5'000);
        known.least = {1'000, {}};
        known.most = {500'000, {}};
        known.channels = {QStringLiteral("wechat"), QStringLiteral("alipay"), QStringLiteral("unionpay")};
    }
    TopUpOffers known;
    std::optional<Error> failNext; ///< the next question ends like this, and has no effect
    int loseNext = 0;              ///< so many answers are lost; what was asked for happens
    bool away = false;             ///< nobody says which channels there are
    bool slow = false;             ///< orders get their code by code()
    int begins = 0;
    int looks = 0;
    int givenUp = 0;
    std::map<OperationId, TopUpView> orders;

    TopUpView &order() { return orders.begin()->second; }
    void code()
    {
        order().state = PaymentState::Pending;
        order().qr = QStringLiteral("weixin://wxpay/bizpayurl?pr=AbCdEf123");
    }
    void pay()
    {
        order().state = PaymentState::Paid;
        order().available = Money{88'000, {}};
    }

    void channels(std::function<void(Result<QStringList>)> answer) override
    {
        later([this, answer = std::move(answer)] {
            answer(away ? Result<QStringList>(fail(ErrorCode::Unavailable)) : known.channels);
        });
    }
    void offers(const CardIdentity &, std::function<void(Result<TopUpOffers>)> answer) override
    {
        later([this, answer = std::move(answer)] {
            answer(failNext ? fail(*std::exchange(failNext, std::nullopt)) : Result<TopUpOffers>(known));
        });
    }
    void begin(OperationId operation, const CardIdentity &, Money amount, const QString &channel,
               std::function<void(Result<TopUpView>)> answer) override
    {
        ++begins;
        later([=, this] {
            if (failNext)
                return answer(fail(*std::exchange(failNext, std::nullopt)));
            if (!orders.contains(operation)) {
                TopUpView view;
                view.orderNo =
                    QStringLiteral("S0001261124%1").arg(orders.size() + 1, 4, 10, QLatin1Char('0'));
                view.channel = channel;
                view.amount = amount;
                view.bonus = {0, {}};
                for (const TopUpTile &tile : known.tiles)
                    if (tile.amount == amount)
                        view.bonus = tile.bonus;
                view.expires = m_clock.now().plusMs(90'000);
                orders[operation] = view;
                if (!slow)
                    code();
            }
            reply(orders[operation], answer);
        });
    }
    void look(const QString &orderNo, std::function<void(Result<TopUpView>)> answer) override
    {
        ++looks;
        later([=, this] { reply(find(orderNo), answer); });
    }
    void giveUp(const QString &orderNo, std::function<void(Result<TopUpView>)> answer) override
    {
        later([=, this] {
            ++givenUp;
            if (auto view = find(orderNo); view && view->state == PaymentState::Pending)
                order().state = endsAtOnce ? PaymentState::Closed : PaymentState::Reversing;
            reply(find(orderNo), answer);
        });
    }
    bool endsAtOnce = true;

private:
    Result<TopUpView> find(const QString &orderNo) const
    {
        for (const auto &[operation, view] : orders)
            if (view.orderNo == orderNo)
                return view;
        return fail(ErrorCode::PaymentUnknown);
    }
    void reply(const Result<TopUpView> &view, const std::function<void(Result<TopUpView>)> &answer)
    {
        if (loseNext > 0) {
            --loseNext;
            return answer(fail(ErrorCode::Timeout));
        }
        answer(view);
    }
    static void later(std::function<void()> what)
    {
        QTimer::singleShot(0, QCoreApplication::instance(), std::move(what));
    }
    const Clock &m_clock;
};

/// What lies on a kiosk's disk.
class FakeMemory : public TopUpMemory
{
public:
    QString order;
    void keep(const QString &orderNo) override { order = orderNo; }
    QString kept() const override { return order; }
};

}
