#pragma once

#include "core/foundation/base/format.h"
#include "core/foundation/base/json.h"
#include "tests/demo/stage.h"

namespace youka::demo {

/// The rows of the office's list of areas, as a manager has it.
namespace OfficeArea {
enum { Cards = 0, Transactions = 2, Campaigns = 7, Articles = 11, Stock = 12, Staff = 13, Messages = 14 };
}

inline constexpr const char *CardNumber = "9000000012345675";
inline constexpr const char *ChipNumber = "04782E21801D80"; ///< of the same card
inline constexpr const char *SecondCard = "9000000012345683";
inline constexpr const char *Pin = "4711";
inline constexpr const char *Cashier = "Wang Fang";
inline constexpr const char *TillPin = "2580";
inline constexpr const char *ClaimCode = "SUMMER10";
inline constexpr Money CouponOff{1'000, {}};
inline constexpr Money CouponFrom{5'000, {}};

void say(const QString &text);
/// For the simulator.
QJsonObject order(const char *what, const QJsonObject &more);

/// The story that ./youka demo --headless tells: a manager, a driver and a cashier at their real windows.
class Story
{
public:
    Story(Stage &stage, QString shots)
        : m_stage(stage)
        , m_shots(std::move(shots))
    {
    }

    void tell()
    {
        issueAndTopUp();
        balanceAtTheKiosk();
        topUpByPhone();
        payABill();
        payAtThePump();
        cashierSignsIn();
        cashBeforehand();
        payAfterwards();
        cardAtTheCounter();
        goodsAtTheCounter();
        couponAtTheKiosk();
        couponAtTheCounter();
        refusals();
        figures();
        campaign();
    }
    int sales() const { return m_sales; }
    int screens() const { return m_screens; }

private:
    Program &pos() { return m_stage.pos; }
    Program &kiosk() { return m_stage.kiosk; }
    Program &office() { return m_stage.office; }

    void shot(Program &program, const QString &name)
    {
        ++m_screens;
        m_stage.pause(300); // what moves has come to rest
        m_stage.shot(program, QStringLiteral("%1/%2-%3.png").arg(m_shots, program.name(), name));
    }
    void fill(Program &program, const QString &field, const QString &text)
    {
        m_stage.tap(program, field);
        m_stage.key(program, QStringLiteral("Ctrl+A"));
        m_stage.type(program, text);
    }
    /// What flowed at a pump since its nozzle was lifted, as the pump itself shows it.
    struct Flowed
    {
        QString litres;
        Money amount;
    };
    Flowed fuel(int pump, int nozzle, qint64 ml)
    {
        QJsonObject customer{{QStringLiteral("pump"), pump},
                             {QStringLiteral("nozzle"), nozzle},
                             {QStringLiteral("timeout_ms"), 40'000}};
        if (ml > 0)
            customer.insert(QStringLiteral("ml"), ml);
        const QJsonObject state = m_stage.sim(order("customer", customer));
        ++m_sales;
        return {state[QLatin1String("litres")].toString(),
                *parseAmount(state[QLatin1String("amount")].toString(), {})};
    }
    void expect(const QString &what, Money got, Money wanted)
    {
        if (got != wanted)
            throw Mishap{
                QStringLiteral("%1: %2, and %3 is right").arg(what, plainAmount(got), plainAmount(wanted))};
    }
    Money moneyOfCard(const QString &member)
    {
        const QJsonObject card = m_stage.get(QStringLiteral("/api/v1/cards/%1").arg(m_card));
        return *moneyFromJson(card[member]);
    }
    /// The sale is on the centre's books when the card shows it.
    void expectBalance(Money wanted)
    {
        for (int i = 0; i < 100 && moneyOfCard(QStringLiteral("balance")) != wanted; ++i)
            m_stage.pause(50);
        expect(QStringLiteral("the card's balance"), moneyOfCard(QStringLiteral("balance")), wanted);
        expect(QStringLiteral("the card's available money"), moneyOfCard(QStringLiteral("available")),
               wanted);
    }

    void enterPin();
    void card(const char *reader, const char *number);
    void takeCard(const char *reader);
    static QString text(Money money) { return plainAmount(money); }

    void issueAndTopUp();
    void cashierSignsIn();
    void balanceAtTheKiosk();
    void topUpByPhone();
    void payABill();
    void couponAtTheKiosk();
    void payAtThePump();
    void cashBeforehand();
    void payAfterwards();
    void cardAtTheCounter();
    void goodsAtTheCounter();
    void couponAtTheCounter();
    void refusals();
    void figures();
    void campaign();

    Stage &m_stage;
    const QString m_shots;
    qint64 m_card = 0;
    Money m_balance{50'000, {}};
    Money m_paidIn{50'000, {}};
    Money m_cash{0, {}};
    int m_sales = 0;
    Money m_goods{0, {}};
    Money m_off{0, {}};     ///< what coupons took off
    int m_atTheCounter = 0; ///< of the sales
    int m_screens = 0;
};

}
