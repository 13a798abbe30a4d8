#pragma once

#include "core/domain/payments/bill_counter.h"
#include "tests/ui/fake_top_ups.h"

namespace youka {

/// A centre with four billers behind it. Orders are kept with the top-ups', which are asked how they go on.
class FakeBills : public BillCounter
{
public:
    explicit FakeBills(FakeTopUps &topUps, const Clock &clock)
        : m_topUps(topUps)
        , m_clock(clock)
    {
        const auto biller = [this](const char *code, BillerKind kind, const char *en, const char *zh) {
            Biller one;
            one.code = QString::fromLatin1(code);
            one.kind = kind;
            one.nameEn = QString::fromUtf8(en);
            one.nameZh = QString::fromUtf8(zh);
            known.push_back(one);
        };
        biller("SGCC", BillerKind::Electricity, "State Grid", "国家电网");
        biller("BWG", BillerKind::Water, "City Water", "自来水公司");
        biller("GAS", BillerKind::Gas, "City Gas", "燃气公司");
        biller("PARK", BillerKind::Parking, "City Parking", "城市停车");
        biller("HOME", BillerKind::Property, "Green Garden", "绿园物业");
        biller("CMCC", BillerKind::Phone, "China Mobile", "中国移动");
    }
    std::vector<Biller> known;
    std::optional<Error> failNext; ///< the next question ends like this, and has no effect
    int loseNext = 0;              ///< so many answers of begin() are lost; the order is made
    bool away = false;             ///< nobody says whose bills can be paid
    bool owesNothing = false;
    QString pin; ///< of the card; empty: it has none
    std::vector<PayeeShown> saved;
    std::vector<BillPart> asked; ///< by the last begin()
    QString lookedUp;            ///< the last account
    int lookUps = 0;
    int begins = 0;

    /// The customer has paid; every bill is under way.
    void pay()
    {
        m_topUps.order().state = PaymentState::Paid;
        fates(BillState::Pending);
    }
    void fates(BillState state)
    {
        for (BillFate &fate : m_topUps.order().bills)
            fate.state = state;
    }
    BillFate &fate(size_t at) { return m_topUps.order().bills[at]; }

    static BillShown power()
    {
        BillShown bill;
        bill.offer = QStringLiteral("power-2");
        bill.period = QStringLiteral("2026-02");
        bill.due = bill.total = {12'319, {}};
        bill.least = {1'000, {}};
        bill.payBy = {2026, 3, 20};
        bill.unit = QStringLiteral("kWh");
        bill.steps = {{0, 2'880'000, 120'000, 4'883, {5'860, {}}},
                      {2'880'000, 4'800'000, 120'000, 5'383, {6'459, {}}}};
        bill.nextLeft = 1'800'000;
        bill.nextPrice = 7'883;
        return bill;
    }
    static BillShown arrears()
    {
        BillShown bill;
        bill.offer = QStringLiteral("power-1");
        bill.period = QStringLiteral("2026-01");
        bill.due = {9'766, {}};
        bill.lateFee = {98, {}};
        bill.total = {9'864, {}};
        bill.perDay = {10, {}};
        bill.least = {1'000, {}};
        bill.isArrears = true;
        return bill;
    }

    void billers(std::function<void(Result<std::vector<Biller>>)> answer) override
    {
        later([this, answer = std::move(answer)] {
            answer(away ? Result<std::vector<Biller>>(fail(ErrorCode::Unavailable)) : known);
        });
    }
    void lookUp(const QString &biller, const QString &account, Found found) override
    {
        ++lookUps;
        lookedUp = account;
        later([=, this] {
            if (failNext)
                return found(fail(*std::exchange(failNext, std::nullopt)));
            BillsFound all;
            for (const Biller &one : known)
                if (one.code == biller)
                    all.biller = one;
            all.account = account;
            all.masked = QStringLiteral("****") + account.right(4);
            all.holder = QStringLiteral("王**");
            if (all.biller.kind == BillerKind::Phone) {
                BillShown credit;
                credit.offer = QStringLiteral("credit");
                for (const qint64 fen : {3'000, 5'000, 10'000, 20'000, 30'000, 50'000})
                    credit.choices += Money{fen, {}};
                all.bills = {credit};
            } else if (all.biller.kind == BillerKind::Electricity) {
                all.bills = {arrears(), power()};
            } else {
                BillShown one;
                one.offer = QStringLiteral("one");
                one.period = QStringLiteral("2026-02");
                one.due = one.total = {8'640, {}};
                one.payBy = {2026, 3, 20};
                all.bills = {one};
            }
            if (owesNothing)
                all.bills.clear();
            found(all);
        });
    }
    void lookUpCode(const QString &code, Found found) override
    {
        lookUp(code.section(u'-', 0, 0), code.section(u'-', 1), std::move(found));
    }
    void begin(OperationId operation, const std::optional<CardIdentity> &, const QString &channel,
               const std::vector<BillPart> &parts, std::function<void(Result<TopUpView>)> answer) override
    {
        ++begins;
        asked = parts;
        later([=, this] {
            if (failNext)
                return answer(fail(*std::exchange(failNext, std::nullopt)));
            if (!m_topUps.orders.contains(operation))
                m_topUps.orders[operation] = made(channel, parts);
            if (loseNext > 0 && loseNext--)
                return answer(fail(ErrorCode::Timeout));
            answer(m_topUps.orders[operation]);
        });
    }
    void payees(const CardIdentity &, const QString &given, Payees answer) override
    {
        later([=, this] {
            if (!pin.isEmpty() && given != pin)
                return answer(fail(given.isEmpty() ? ErrorCode::PinRequired : ErrorCode::PinWrong));
            answer(saved);
        });
    }
    void savePayee(const CardIdentity &card, const QString &given, const QString &biller,
                   const QString &account, Payees answer) override
    {
        if (pin.isEmpty() || given == pin)
            saved.push_back({QString::number(saved.size() + 1),
                             biller,
                             account,
                             QStringLiteral("****") + account.right(4),
                             {}});
        payees(card, given, std::move(answer));
    }
    void removePayee(const CardIdentity &card, const QString &given, const QString &id,
                     Payees answer) override
    {
        std::erase_if(saved, [&](const PayeeShown &one) { return one.id == id; });
        payees(card, given, std::move(answer));
    }

private:
    TopUpView made(const QString &channel, const std::vector<BillPart> &parts)
    {
        TopUpView view;
        view.orderNo =
            QStringLiteral("B0001261124%1").arg(m_topUps.orders.size() + 1, 4, 10, QLatin1Char('0'));
        view.channel = channel;
        view.purpose = PaymentPurpose::Bill;
        view.amount = view.bonus = {0, {}};
        for (const BillPart &part : parts) {
            view.amount += part.amount;
            view.bills.push_back({QStringLiteral("State Grid"),
                                  QStringLiteral("国家电网"),
                                  QStringLiteral("****6789"),
                                  QStringLiteral("2026-02"),
                                  part.amount,
                                  BillState::Waiting,
                                  {}});
        }
        view.state = PaymentState::Pending;
        view.qr = QStringLiteral("weixin://wxpay/bizpayurl?pr=AbCdEf123");
        view.expires = m_clock.now().plusMs(90'000);
        return view;
    }
    static void later(std::function<void()> work) { QTimer::singleShot(0, std::move(work)); }
    FakeTopUps &m_topUps;
    const Clock &m_clock;
};

}
