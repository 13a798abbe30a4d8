#include "tests/demo/story.h"

#include <QJsonArray>

#include <cstdio>

namespace youka::demo {

QJsonObject order(const char *what, const QJsonObject &more)
{
    QJsonObject command = more;
    command.insert(QStringLiteral("do"), QLatin1String(what));
    return command;
}

void say(const QString &text)
{
    std::printf("%s\n", qPrintable(text));
    std::fflush(stdout);
}

void Story::issueAndTopUp()
{
    fill(office(), QStringLiteral("signInLogin"), QLatin1String(Stage::ManagerLogin));
    fill(office(), QStringLiteral("signInPassword"), QLatin1String(Stage::ManagerPassword));
    shot(office(), QStringLiteral("sign-in"));
    m_stage.tap(office(), QStringLiteral("signInSubmit"));
    m_stage.tap(office(), QStringLiteral("actionIssueButton"));
    fill(office(), QStringLiteral("issueNumber"), QLatin1String(CardNumber));
    fill(office(), QStringLiteral("issueUid"), QLatin1String(ChipNumber));
    m_stage.key(office(), QStringLiteral("Tab"));
    m_stage.key(office(), QStringLiteral("Down")); // it proves itself
    fill(office(), QStringLiteral("issueCustomer"), QStringLiteral("K-1001"));
    fill(office(), QStringLiteral("issueCustomerName"), QStringLiteral("Riverside Haulage"));
    fill(office(), QStringLiteral("issuePin"), QLatin1String(Pin));
    shot(office(), QStringLiteral("issue"));
    m_stage.tap(office(), QStringLiteral("issueSubmit"));
    m_stage.tap(office(), QStringLiteral("cardsTable"), 0);
    m_stage.tap(office(), QStringLiteral("actionTopUpButton"));
    fill(office(), QStringLiteral("topUpAmount"), QStringLiteral("500.00"));
    shot(office(), QStringLiteral("top-up"));
    m_stage.tap(office(), QStringLiteral("topUpSubmit"));
    for (int i = 0; i < 100 && m_card == 0; ++i) {
        m_stage.pause(50);
        const QJsonArray cards =
            m_stage.get(QStringLiteral("/api/v1/cards"))[QLatin1String("cards")].toArray();
        const QJsonObject card = cards.isEmpty() ? QJsonObject() : cards.first().toObject();
        if (moneyFromJson(card[QLatin1String("balance")]) == m_balance)
            m_card = card[QLatin1String("id")].toVariant().toLongLong();
    }
    expectBalance(m_balance);
    say(QStringLiteral("office: card issued to Riverside Haulage, %1 paid in as cash").arg(text(m_balance)));
}

/// The manager adds a cashier and sets the PIN; a moment later it opens the counter.
void Story::cashierSignsIn()
{
    m_stage.tap(office(), QStringLiteral("areas"), OfficeArea::Staff);
    m_stage.tap(office(), QStringLiteral("actionHireButton"));
    fill(office(), QStringLiteral("hireName"), QLatin1String(Cashier));
    fill(office(), QStringLiteral("hireLogin"), QStringLiteral("wang"));
    fill(office(), QStringLiteral("hireStation"), QLatin1String(Stage::StationCode));
    m_stage.tap(office(), QStringLiteral("hireSubmit"));
    m_stage.tap(office(), QStringLiteral("staffTable"), 2);
    m_stage.tap(office(), QStringLiteral("actionStaffPinButton"));
    fill(office(), QStringLiteral("staffPinPin"), QLatin1String(TillPin));
    fill(office(), QStringLiteral("staffPinAgain"), QLatin1String(TillPin));
    m_stage.tap(office(), QStringLiteral("staffPinSubmit"));
    m_stage.read(pos(), QStringLiteral("signIn.heading"));
    shot(pos(), QStringLiteral("sign-in"));
    m_stage.tap(pos(), QStringLiteral("person.0"));
    m_stage.type(pos(), QLatin1String(TillPin));
    m_stage.key(pos(), QStringLiteral("Return"));
    m_stage.read(pos(), QStringLiteral("lock"), QLatin1String(Cashier));
    shot(office(), QStringLiteral("staff"));
    say(QStringLiteral("pos: %1 signs in by the PIN that the manager has just set")
            .arg(QLatin1String(Cashier)));
}

void Story::enterPin()
{
    for (const char *digit = Pin; *digit != 0; ++digit)
        m_stage.tap(kiosk(), QStringLiteral("key.") + QLatin1Char(*digit));
    m_stage.tap(kiosk(), QStringLiteral("pin.ok"));
}

void Story::card(const char *reader, const char *number)
{
    m_stage.sim(order("card",
                      {{QStringLiteral("reader"), QLatin1String(reader)},
                       {QStringLiteral("number"), QLatin1String(number)}}));
}

void Story::takeCard(const char *reader)
{
    m_stage.sim(order("remove", {{QStringLiteral("reader"), QLatin1String(reader)}}));
    m_stage.pause(700); // the reader looks a few times a second
}

void Story::balanceAtTheKiosk()
{
    m_stage.read(kiosk(), QStringLiteral("tile.fuel"));
    shot(kiosk(), QStringLiteral("home"));
    m_stage.tap(kiosk(), QStringLiteral("tile.balance"));
    card("kiosk", CardNumber);
    m_stage.read(kiosk(), QStringLiteral("pin"));
    shot(kiosk(), QStringLiteral("pin"));
    enterPin();
    m_stage.read(kiosk(), QStringLiteral("available"), QStringLiteral("500.00"));
    shot(kiosk(), QStringLiteral("balance"));
    takeCard("kiosk");
    m_stage.tap(kiosk(), QStringLiteral("home"));
    say(QStringLiteral("kiosk: the driver sees %1 on the card").arg(text(m_balance)));
}

/// The code on the screen is scanned by a phone of the simulator's; the channel says so, and the card has it.
void Story::topUpByPhone()
{
    m_stage.awaitEnabled(kiosk(), QStringLiteral("tile.topUp"));
    m_stage.tap(kiosk(), QStringLiteral("tile.topUp"));
    card("kiosk", CardNumber);
    m_stage.awaitEnabled(kiosk(), QStringLiteral("topUp.1"));
    shot(kiosk(), QStringLiteral("top-up"));
    m_stage.tap(kiosk(), QStringLiteral("topUp.1"));
    m_stage.awaitEnabled(kiosk(), QStringLiteral("way.1"));
    shot(kiosk(), QStringLiteral("top-up-way"));
    m_stage.tap(kiosk(), QStringLiteral("way.1"));
    m_stage.read(kiosk(), QStringLiteral("topUp.left"));
    shot(kiosk(), QStringLiteral("top-up-qr"));
    m_stage.scanNewestPayment(QStringLiteral("wechat"));
    m_stage.read(kiosk(), QStringLiteral("topUp.available"), QStringLiteral("700.00"));
    shot(kiosk(), QStringLiteral("top-up-done"));
    takeCard("kiosk");
    m_stage.tap(kiosk(), QStringLiteral("topUp.done"));
    const Money paid{20'000, {}};
    m_balance += paid;
    m_paidIn += paid;
    expectBalance(m_balance);
    say(QStringLiteral("kiosk: %1 topped up by phone, %2 on the card").arg(text(paid), text(m_balance)));
}

/// Two bills of one account, with a late fee and steps; the biller's books say that it has them.
void Story::payABill()
{
    m_stage.awaitEnabled(kiosk(), QStringLiteral("tile.bills"));
    m_stage.tap(kiosk(), QStringLiteral("tile.bills"));
    m_stage.awaitEnabled(kiosk(), QStringLiteral("biller.0"));
    shot(kiosk(), QStringLiteral("billers"));
    m_stage.tap(kiosk(), QStringLiteral("biller.0"));
    for (const char *digit = "110123456789"; *digit != 0; ++digit)
        m_stage.tap(kiosk(), QStringLiteral("key.") + QLatin1Char(*digit));
    m_stage.tap(kiosk(), QStringLiteral("account.ok"));
    m_stage.read(kiosk(), QStringLiteral("bills.total"), QStringLiteral("221.83"));
    shot(kiosk(), QStringLiteral("bills"));
    m_stage.tap(kiosk(), QStringLiteral("bills.pay"));
    m_stage.awaitEnabled(kiosk(), QStringLiteral("way.1"));
    m_stage.tap(kiosk(), QStringLiteral("way.1"));
    m_stage.read(kiosk(), QStringLiteral("topUp.left"));
    m_stage.scanNewestPayment(QStringLiteral("wechat"));
    m_stage.read(kiosk(), QStringLiteral("title"), QStringLiteral("221.83"));
    shot(kiosk(), QStringLiteral("bills-done"));
    m_stage.tap(kiosk(), QStringLiteral("topUp.done"));
    qint64 posted = 0;
    const QJsonObject books = m_stage.sim(order("books", {}));
    for (const QJsonValue biller : books[QLatin1String("billers")].toArray())
        posted += biller[QLatin1String("posted_fen")].toInteger();
    expect(QStringLiteral("what the billers have"), Money{posted, {}}, Money{22'183, {}});
    say(QStringLiteral("kiosk: bills of 221.83 are paid by phone, and their biller has them"));
}

void Story::payAtThePump()
{
    m_stage.tap(kiosk(), QStringLiteral("tile.fuel"));
    card("kiosk", CardNumber);
    m_stage.read(kiosk(), QStringLiteral("pin"));
    enterPin();
    m_stage.awaitEnabled(kiosk(), QStringLiteral("pump.1"));
    shot(kiosk(), QStringLiteral("pumps"));
    m_stage.tap(kiosk(), QStringLiteral("pump.1"));
    shot(kiosk(), QStringLiteral("amount"));
    m_stage.tap(kiosk(), QStringLiteral("amount.fillUp"));
    m_stage.read(kiosk(), QStringLiteral("confirm.begin"));
    shot(kiosk(), QStringLiteral("confirm"));
    m_stage.tap(kiosk(), QStringLiteral("confirm.begin"));
    m_stage.read(pos(), QStringLiteral("tile.pump.1"));
    const Flowed flowed = fuel(1, 2, 25'480);
    m_stage.read(kiosk(), QStringLiteral("receipt"));
    m_stage.tap(kiosk(), QStringLiteral("receipt.print"));
    m_stage.read(kiosk(), QStringLiteral("receipt.printText"),
                 m_stage.isChinese() ? QStringLiteral("已打印") : QStringLiteral("printed"));
    const QString paper =
        m_stage
            .sim(order("printed",
                       {{QStringLiteral("printer"), QStringLiteral("kiosk")}}))[QLatin1String("receipts")][0]
            .toString();
    if (!paper.contains(plainAmount(flowed.amount)) || !paper.contains(QLatin1String("[QR https://")))
        throw Mishap{QStringLiteral("the receipt on paper is not that of the fuelling: ") + paper};
    shot(kiosk(), QStringLiteral("receipt"));
    shot(pos(), QStringLiteral("pumps"));
    takeCard("kiosk");
    m_balance -= flowed.amount;
    expectBalance(m_balance);
    m_stage.tap(kiosk(), QStringLiteral("done"));
    say(QStringLiteral("kiosk: pump 1, %1 L of 95#, %2 taken from the card, %3 left")
            .arg(flowed.litres, text(flowed.amount), text(m_balance)));
}

void Story::cashBeforehand()
{
    ++m_atTheCounter;
    m_stage.tap(pos(), QStringLiteral("tile.pump.2"));
    m_stage.tap(pos(), QStringLiteral("kind.1"));
    m_stage.type(pos(), QStringLiteral("100"));
    m_stage.tap(pos(), QStringLiteral("nozzle.0"));
    shot(pos(), QStringLiteral("prepay"));
    m_stage.tap(pos(), QStringLiteral("action.prepay"));
    m_stage.read(pos(), QStringLiteral("live.amount"));
    const Flowed flowed = fuel(2, 1, 10'000);
    const Money back = Money{10'000, {}} - flowed.amount;
    m_stage.read(pos(), QStringLiteral("receipt.done"));
    shot(pos(), QStringLiteral("prepay-receipt"));
    m_cash += flowed.amount;
    say(QStringLiteral("pos: pump 2, 100.00 taken beforehand, %1 L for %2, %3 given back")
            .arg(flowed.litres, text(flowed.amount), text(back)));
    m_stage.tap(pos(), QStringLiteral("receipt.done"));
}

void Story::payAfterwards()
{
    ++m_atTheCounter;
    m_stage.tap(pos(), QStringLiteral("tile.pump.3"));
    m_stage.tap(pos(), QStringLiteral("action.release"));
    const Flowed flowed = fuel(3, 4, 31'000);
    m_stage.tap(pos(), QStringLiteral("payable.0"));
    m_stage.type(pos(), QStringLiteral("300"));
    shot(pos(), QStringLiteral("pay"));
    m_stage.tap(pos(), QStringLiteral("pay.cash"));
    m_stage.read(pos(), QStringLiteral("receipt.done"));
    m_cash += flowed.amount;
    say(QStringLiteral("pos: pump 3, %1 L of 0#, %2 paid in cash afterwards")
            .arg(flowed.litres, text(flowed.amount)));
    m_stage.tap(pos(), QStringLiteral("receipt.done"));
}

void Story::cardAtTheCounter()
{
    ++m_atTheCounter;
    m_stage.tap(pos(), QStringLiteral("tile.pump.4"));
    m_stage.sim(order("card",
                      {{QStringLiteral("reader"), QStringLiteral("pos")},
                       {QStringLiteral("uid"), QLatin1String(ChipNumber)},
                       {QStringLiteral("chip"), QStringLiteral("genuine")}}));
    m_stage.read(pos(), QStringLiteral("card"), QStringLiteral("1D80"));
    m_stage.tap(pos(), QStringLiteral("action.card"));
    m_stage.sim(order("lift", {{QStringLiteral("pump"), 4}, {QStringLiteral("nozzle"), 1}}));
    m_stage.read(pos(), QStringLiteral("pin"));
    m_stage.type(pos(), QLatin1String(Pin));
    shot(pos(), QStringLiteral("pin"));
    m_stage.key(pos(), QStringLiteral("Return"));
    m_stage.sim(order("hang", {{QStringLiteral("pump"), 4}}));
    const Flowed flowed = fuel(4, 1, 12'000);
    m_stage.read(pos(), QStringLiteral("receipt.done"));
    shot(pos(), QStringLiteral("receipt"));
    takeCard("pos");
    m_balance -= flowed.amount;
    expectBalance(m_balance);
    say(QStringLiteral("pos: pump 4, the same card by its chip: %1 L of 92#, %2 taken from it, %3 left")
            .arg(flowed.litres, text(flowed.amount), text(m_balance)));
    m_stage.tap(pos(), QStringLiteral("receipt.done"));
}

/// Fuel and goods in one basket, scanned as a scanner types it.
void Story::goodsAtTheCounter()
{
    ++m_atTheCounter;
    m_stage.tap(pos(), QStringLiteral("tile.pump.3"));
    m_stage.tap(pos(), QStringLiteral("action.release"));
    const Flowed flowed = fuel(3, 4, 20'000);
    m_stage.tap(pos(), QStringLiteral("payable.0"));
    for (const char *code : {"6901234567892", "6901234567892", "73513537"}) {
        m_stage.type(pos(), QLatin1String(code));
        m_stage.key(pos(), QStringLiteral("Return"));
    }
    const Money goods{2 * 250 + 1'800, {}};
    const Money due = flowed.amount + goods;
    m_stage.read(pos(), QStringLiteral("due"), plainAmount(due));
    shot(pos(), QStringLiteral("basket"));
    m_stage.key(pos(), QStringLiteral("F1"));
    m_stage.type(pos(), QStringLiteral("kkk"));
    m_stage.read(pos(), QStringLiteral("found.0"));
    shot(pos(), QStringLiteral("shop"));
    m_stage.key(pos(), QStringLiteral("Escape"));
    m_stage.tap(pos(), QStringLiteral("pay.cash"));
    m_stage.read(pos(), QStringLiteral("receipt.done"));
    shot(pos(), QStringLiteral("basket-receipt"));
    m_cash += due;
    m_goods += goods;
    say(QStringLiteral("pos: pump 3, %1 L of 0#, two waters and screen wash scanned beside it, %2 in cash")
            .arg(flowed.litres, text(due)));
    m_stage.tap(pos(), QStringLiteral("receipt.done"));
}

void Story::refusals()
{
    m_stage.tap(kiosk(), QStringLiteral("tile.fuel"));
    card("kiosk", SecondCard);
    const QString said = m_stage.read(kiosk(), QStringLiteral("error"));
    shot(kiosk(), QStringLiteral("refused"));
    takeCard("kiosk");
    m_stage.tap(kiosk(), QStringLiteral("home"));
    say(QStringLiteral("kiosk: a card nobody issued is refused: ") + said);
}

void Story::figures()
{
    const QJsonArray sales = m_stage.get(QStringLiteral("/api/v1/sales"))[QLatin1String("sales")].toArray();
    if (sales.size() != m_sales)
        throw Mishap{QStringLiteral("%1 sales on the books, %2 happened").arg(sales.size()).arg(m_sales)};
    Money booked{0, {}};
    int named = 0;
    for (const QJsonValue &sale : sales) {
        booked += *moneyFromJson(sale.toObject()[QLatin1String("gross")]);
        named += sale.toObject()[QLatin1String("cashier")] == QLatin1String(Cashier) ? 1 : 0;
    }
    if (named != m_atTheCounter)
        throw Mishap{
            QStringLiteral("%1 sales name the cashier, %2 were hers").arg(named).arg(m_atTheCounter)};
    expect(QStringLiteral("the sum of the sales"), booked, m_cash + m_off + (m_paidIn - m_balance));
    Money flowed{0, {}};
    for (const QJsonValue &pump : m_stage.sim(order("books", {}))[QLatin1String("pumps")].toArray())
        for (const QJsonValue &hose : pump.toObject()[QLatin1String("hoses")].toArray())
            flowed += *parseAmount(hose.toObject()[QLatin1String("amount")].toString(), {});
    expect(QStringLiteral("what the pumps gave"), flowed + m_goods, booked);
    for (const auto &[article, left] : {std::pair("1001", 238), std::pair("5001", 23)}) {
        const QJsonArray moves = m_stage
                                     .get(QStringLiteral("/api/v1/stock-movements?article=%1")
                                              .arg(QLatin1String(article)))[QLatin1String("movements")]
                                     .toArray();
        if (moves[0][QLatin1String("balance")].toString() != QString::number(left * 1'000))
            throw Mishap{QStringLiteral("the stock of %1 is not %2").arg(QLatin1String(article)).arg(left)};
    }
    m_stage.tap(office(), QStringLiteral("areas"), OfficeArea::Transactions);
    m_stage.key(office(), QStringLiteral("F5"));
    m_stage.pause(500);
    shot(office(), QStringLiteral("transactions"));
    m_stage.tap(office(), QStringLiteral("areas"), OfficeArea::Cards);
    m_stage.pause(300);
    shot(office(), QStringLiteral("cards"));
    m_stage.tap(office(), QStringLiteral("areas"), OfficeArea::Stock);
    m_stage.pause(300);
    shot(office(), QStringLiteral("stock"));
    m_stage.tap(office(), QStringLiteral("areas"), OfficeArea::Articles);
    m_stage.pause(300);
    shot(office(), QStringLiteral("articles"));
    say(QStringLiteral("books: %1 sales, %2 in all, the same as the pumps and the shop gave")
            .arg(m_sales)
            .arg(text(booked)));
}

}
