#include "tests/integration/pay_desk.h"

using namespace youka;

/// A day at each channel and its bill, fetched over a real socket and read by the product: as it should be,
/// with planted differences, and spoilt.
class TestSimPayBills : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void bill_saysWhatHappened_data() { channels(); }
    void bill_saysWhatHappened();
    void bill_ofDiscountsAndReversals_addsUp_data() { channels(); }
    void bill_ofDiscountsAndReversals_addsUp();
    void bill_beforeMorning_isNotReady_data() { channels(); }
    void bill_beforeMorning_isNotReady();
    void bill_ofAQuietDay_isEmpty_data() { channels(); }
    void bill_ofAQuietDay_isEmpty();
    void bill_withPlants_showsThem_data() { channels(); }
    void bill_withPlants_showsThem();
    void bill_spoilt_isRefused_data();
    void bill_spoilt_isRefused();
    void bill_linkRunsOut();
    void bill_daysEndAtMidnightInBeijing_data() { channels(); }
    void bill_daysEndAtMidnightInBeijing();

private:
    /// UnionPay's goes under the order's own number, the others' under one of theirs.
    static const BillRow *takenBack(const Desk::Bill &bill, const QString &orderNo)
    {
        const auto found = std::find_if(bill.rows.begin(), bill.rows.end(), [&](const BillRow &row) {
            return row.kind != BillRow::Kind::Payment && row.refundNo.startsWith(orderNo);
        });
        return found == bill.rows.end() ? nullptr : &*found;
    }
    static void channels()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("wechat") << QStringLiteral("wechat");
        QTest::newRow("alipay") << QStringLiteral("alipay");
        QTest::newRow("unionpay") << QStringLiteral("unionpay");
    }
    static QString nameHere()
    {
        QFETCH(QString, name);
        return name;
    }
};

namespace {

QString number(int i) { return QStringLiteral("20240115T%1").arg(i, 4, 10, QLatin1Char('0')); }

/// Orders 1 to 4 paid, of the second a part given back; then it is the day after.
bool liveADay(Desk &desk)
{
    for (int i = 1; i <= 4; ++i) {
        if (!desk.pay(desk.order(number(i), 10'000 * i)))
            return false;
        desk.clock.advanceMs(1'000);
    }
    const auto refund =
        desk.refundOf(desk.order(number(2), 20'000), QStringLiteral("R20240115T000201"), 5'000);
    if (!yesOf(desk.caller.ask(desk.channel->refund(refund))))
        return false;
    desk.clock.advanceMs(DayMs + 3'600'000);
    return true;
}

}

void TestSimPayBills::bill_saysWhatHappened()
{
    Desk desk(nameHere());
    QVERIFY(liveADay(desk));
    const Desk::Bill bill = desk.bill();
    QVERIFY2(bill.totals.has_value(), qPrintable(bill.why()));
    QCOMPARE(bill.rows.size(), 5);
    QCOMPARE(bill.totals->payments, 4);
    QCOMPARE(bill.totals->refunds, 1);
    QCOMPARE(bill.totals->paid.minor, 100'000);
    QCOMPARE(bill.totals->refunded.minor, 5'000);
    for (int i = 1; i <= 4; ++i) {
        const BillRow *row = bill.row(number(i));
        QVERIFY(row);
        const auto *order = desk.far->book().find(number(i));
        QCOMPARE(row->amount.minor, 10'000 * i);
        QCOMPARE(row->settled.minor, 10'000 * i);
        QCOMPARE(row->channelNo, order->channelNo);
        QCOMPARE(row->feeMilliFen, 60'000 * i); // 0.6 %
        QCOMPARE(row->at.ms, order->paidAt.ms);
    }
    const BillRow *refund = bill.row(QStringLiteral("R20240115T000201"));
    QVERIFY(refund);
    QCOMPARE(refund->kind, BillRow::Kind::Refund);
    QCOMPARE(refund->amount.minor, 5'000);
    QCOMPARE(refund->feeMilliFen, -30'000);
    if (nameHere() != QLatin1String("unionpay")) // its file does not say
        QCOMPARE(refund->orderNo, number(2));
}

void TestSimPayBills::bill_ofDiscountsAndReversals_addsUp()
{
    Desk desk(nameHere());
    const ChannelOrder cheap = desk.order(number(1), 10'000);
    QVERIFY(desk.far->scan(desk.precreated(cheap), desk.wang, PayManner::Pays, 333));
    COMPARE_YES(desk.caller.ask(
        desk.channel->refund(desk.refundOf(cheap, QStringLiteral("R20240115T000101"), 3'001))));
    const ChannelOrder taken = desk.order(number(2), 7'777);
    desk.caller.ask(desk.channel->payByCode(taken, desk.other.people().showCode(desk.wang)));
    COMPARE_YES(desk.caller.ask(desk.channel->reverse(taken)));
    desk.clock.advanceMs(DayMs + 3'600'000);
    const Desk::Bill bill = desk.bill();
    QVERIFY2(bill.totals.has_value(), qPrintable(bill.why()));
    QCOMPARE(bill.totals->paid.minor, 17'777);
    QCOMPARE(bill.totals->refunded.minor, 10'778);
    QCOMPARE(bill.totals->feeMilliFen, (60 + 47 - 18 - 47) * 1'000);
    const BillRow *back = takenBack(bill, number(2));
    QVERIFY(back);
    QCOMPARE(back->kind,
             nameHere() == QLatin1String("wechat") ? BillRow::Kind::Reversal : BillRow::Kind::Refund);
}

void TestSimPayBills::bill_beforeMorning_isNotReady()
{
    Desk desk(nameHere());
    QVERIFY(desk.pay(desk.order()));
    QCOMPARE(desk.bill().code(), ErrorCode::ChannelBillNotReady);
    desk.clock.advanceMs(DayMs - 3'600'000); // half past eight
    QCOMPARE(desk.bill().code(), ErrorCode::ChannelBillNotReady);
    desk.clock.advanceMs(2 * 3'600'000);
    QCOMPARE(desk.bill().code(), ErrorCode(0));
    QVERIFY(desk.far->faults().strike(QStringLiteral("bill_not_ready"), 1));
    QCOMPARE(desk.bill().code(), ErrorCode::ChannelBillNotReady);
}

void TestSimPayBills::bill_ofAQuietDay_isEmpty()
{
    Desk desk(nameHere());
    desk.clock.advanceMs(2 * DayMs);
    const Desk::Bill bill = desk.bill();
    QVERIFY2(bill.totals.has_value(), qPrintable(bill.why()));
    QVERIFY(bill.rows.isEmpty());
    QCOMPARE(bill.totals->payments, 0);
}

void TestSimPayBills::bill_withPlants_showsThem()
{
    using What = sim::PayBillPlant::What;
    Desk desk(nameHere());
    QVERIFY(liveADay(desk));
    const QDate day(2024, 1, 15);
    desk.far->plant({What::Missing, day, number(1)});
    desk.far->plant({What::Amount, day, number(2), 100});
    desk.far->plant({What::Fee, day, number(3), 7});
    desk.far->plant({What::State, day, number(4)});
    desk.far->plant({What::Extra, day, QStringLiteral("SOMEBODYELSE1"), 4'200});
    desk.far->plant({What::Duplicate, day, QStringLiteral("R20240115T000201")});
    desk.far->plant({What::Missing, day.addDays(1), number(3)}); // another day's
    const Desk::Bill bill = desk.bill(day);
    QVERIFY2(bill.totals.has_value(), qPrintable(bill.why())); // consistent in itself
    QVERIFY(!bill.row(number(1)));
    QCOMPARE(bill.row(number(2))->amount.minor, 20'100);
    QCOMPARE(bill.row(number(3))->feeMilliFen, 187'000);
    QVERIFY(takenBack(bill, number(4)));
    QCOMPARE(bill.row(QStringLiteral("SOMEBODYELSE1"))->amount.minor, 4'200);
    QCOMPARE(
        std::count_if(bill.rows.begin(), bill.rows.end(),
                      [](const BillRow &row) { return row.refundNo == QLatin1String("R20240115T000201"); }),
        2);
    QCOMPARE(bill.rows.size(), 6);
}

void TestSimPayBills::bill_spoilt_isRefused_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("fault");
    for (const char *name : {"wechat", "alipay", "unionpay"}) {
        const bool hasTotals = qstrcmp(name, "unionpay") != 0;
        for (const char *fault :
             {"bill_hash", "bill_encoding", "bill_cut", "bill_column", "bill_totals", "bill_bom"}) {
            const bool isBom = qstrcmp(fault, "bill_bom") == 0;
            if ((qstrcmp(fault, "bill_totals") == 0 && !hasTotals) || (isBom && qstrcmp(name, "wechat") == 0))
                continue; // WeChat's has a mark, and can do without
            QTest::addRow("%s %s", name, fault) << QString::fromLatin1(name) << QString::fromLatin1(fault);
        }
    }
}

void TestSimPayBills::bill_spoilt_isRefused()
{
    QFETCH(QString, fault);
    Desk desk(nameHere());
    QVERIFY(liveADay(desk));
    QVERIFY(desk.far->faults().strike(fault, 1));
    const Desk::Bill bill = desk.bill();
    QVERIFY2(bill.code() == ErrorCode::ChannelBillInvalid || bill.code() == ErrorCode::ChannelBillIncomplete,
             qPrintable(bill.why()));
    QCOMPARE(desk.bill().code(), ErrorCode(0)); // the next one is good
}

void TestSimPayBills::bill_linkRunsOut()
{
    for (const QString &name : {QStringLiteral("wechat"), QStringLiteral("alipay")}) {
        Desk desk(name);
        QVERIFY(liveADay(desk));
        const auto ticket = desk.caller.ask(desk.channel->billRequest({2024, 1, 15}));
        COMPARE_YES(ticket);
        QCOMPARE(desk.caller.send(desk.channel->billFile(*yesOf(ticket))).status, 200);
        desk.clock.advanceMs(300'000);
        QVERIFY(desk.caller.send(desk.channel->billFile(*yesOf(ticket))).status >= 400);
    }
}

void TestSimPayBills::bill_daysEndAtMidnightInBeijing()
{
    Desk desk(nameHere());
    // 23:59:59.999 and a moment later
    desk.clock.set(Timestamp{1'705'334'399'999});
    QVERIFY(desk.pay(desk.orderNow(number(1), 10'000)));
    desk.clock.advanceMs(1);
    QVERIFY(desk.pay(desk.orderNow(number(2), 20'000)));
    desk.clock.advanceMs(2 * DayMs);
    const Desk::Bill first = desk.bill({2024, 1, 15});
    const Desk::Bill second = desk.bill({2024, 1, 16});
    QCOMPARE(first.rows.size(), 1);
    QCOMPARE(second.rows.size(), 1);
    QVERIFY(first.row(number(1)) && second.row(number(2)));
}

QTEST_GUILESS_MAIN(TestSimPayBills)
#include "tst_sim_pay_bills.moc"
