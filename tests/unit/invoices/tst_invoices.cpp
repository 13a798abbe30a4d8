#include "core/domain/invoices/invoice_service.h"
#include "core/foundation/store/operation_log.h"
#include "tests/support/write_sweep.h"
#include "tests/unit/coupons/promotion_desk.h"

#include <QRandomGenerator>
#include <QTest>

using namespace youka;
using namespace youka::literals;
using youka::test::PromotionDesk;

namespace {

using Made = Result<std::vector<Invoice>>;

struct InvoiceDesk : PromotionDesk
{
    explicit InvoiceDesk(test::TestStore &fresh)
        : PromotionDesk(fresh, {}, 5'000_yuan)
    {
    }
    InvoiceService service(const InvoiceTerms &terms = {}) { return {*store.db, keys, terms}; }
    static InvoiceTitle company()
    {
        return {TitleKind::Company, QStringLiteral("福建某运输有限公司"),
                QStringLiteral("91350100M000100Y43")};
    }
    InvoiceOrder order(const std::vector<InvoicePart> &parts)
    {
        return {ids.make<OperationId>(), InvoiceKind::Special, company(), parts, {}, manager(1)};
    }
    Made request(const InvoiceOrder &asked, const InvoiceTerms &terms = {})
    {
        return committed([&] { return service(terms).request(asked, now()); });
    }
    Result<Invoice> issue(InvoiceId id, const QString &number)
    {
        return committed([&] {
            return service().learn(id, {InvoiceState::Issued, number, {}, 0, {}}, now());
        });
    }
    Result<Invoice> refuse(InvoiceId id)
    {
        return committed([&] { return service().learn(id, {InvoiceState::Refused, {}, {}, 1, {}}, now()); });
    }
    Result<Invoice> reverse(InvoiceId id)
    {
        return committed([&] {
            return service().reverse(id, ids.make<OperationId>(), QStringLiteral("wrong title"), manager(1),
                                     now());
        });
    }
    /// 40 L at 8.00 for cash: 320.00.
    SaleId sell()
    {
        const SaleFact fact = cashSale(ids.make<SaleId>(), {});
        ensure(tell(fact).has_value(), "a sale is booked");
        return fact.sale;
    }
    SaleId sellByCard()
    {
        const CardQuestion q = question(320_yuan);
        ensure(ask(q).has_value(), "the card pays");
        const SaleFact fact = captureOf(q, 320_yuan);
        ensure(tell(fact).has_value(), "a sale is booked");
        return fact.sale;
    }
    /// And what follows at the tax platform.
    Made giveBack(SaleId sale, qint64 ml)
    {
        const OperationId operation = ids.make<OperationId>();
        return committed([&]() -> Made {
            const auto done = RefundService(*store.db, keys)
                                  .refund({operation,
                                           sale,
                                           {{0, ml}},
                                           RefundReason::Returned,
                                           QStringLiteral("asked for"),
                                           manager(1)},
                                          now());
            if (!done)
                return fail(done.error());
            return service().followRefund(sale, operation, manager(1), now());
        });
    }
    Money left(SaleId sale) { return service().open(sale)->front().what.gross; }
    std::vector<InvoiceId> due(int most = 10) { return service().repository().due(now(), most).value(); }
    Invoice find(InvoiceId id) { return **service().repository().find(id); }
};

}

class TestInvoices : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sale_isInvoicedOnce_data() { test::addEngineRows(); }
    void sale_isInvoicedOnce();
    void request_again_isTheSame_data() { test::addEngineRows(); }
    void request_again_isTheSame();
    void severalSales_areOne_andSplit_data() { test::addEngineRows(); }
    void severalSales_areOne_andSplit();
    void refused_canBeInvoicedAgain_data() { test::addEngineRows(); }
    void refused_canBeInvoicedAgain();
    void reversed_canBeInvoicedAgain_data() { test::addEngineRows(); }
    void reversed_canBeInvoicedAgain();
    void refund_takesItsPartBack_data() { test::addEngineRows(); }
    void refund_takesItsPartBack();
    void refund_ofWhatIsOnNoInvoice_takesNone_data() { test::addEngineRows(); }
    void refund_ofWhatIsOnNoInvoice_takesNone();
    void refund_beforeItIsIssued_waits_data() { test::addEngineRows(); }
    void refund_beforeItIsIssued_waits();
    void month_isOneInvoice_data() { test::addEngineRows(); }
    void month_isOneInvoice();
    void number_neverChanges_data() { test::addEngineRows(); }
    void number_neverChanges();
    void refusals_data() { test::addEngineRows(); }
    void refusals();
    void titles_areKept_data() { test::addEngineRows(); }
    void titles_areKept();
    void anyOrder_neverAboveWhatWasPaid_data() { test::addEngineRows(); }
    void anyOrder_neverAboveWhatWasPaid();
    void faultSweep_data();
    void faultSweep();
};

void TestInvoices::sale_isInvoicedOnce()
{
    OPEN_STORE(store);
    InvoiceDesk desk(store);
    const SaleId sale = desk.sellByCard();
    const auto made = desk.request(desk.order({{sale}}));
    VERIFY_OK(made);
    QCOMPARE(made->size(), 1U);
    const Invoice invoice = desk.find(made->front().id);
    QCOMPARE(invoice.gross, 320_yuan);
    QCOMPARE(invoice.tax, Money(3'681, {})); // 320 / 1.13 = 283.19
    QCOMPARE(invoice.customer, desk.card().customer);
    QCOMPARE(invoice.title, InvoiceDesk::company());
    QCOMPARE(invoice.lines.size(), 1U);
    QCOMPARE(invoice.lines[0].quantity, qint64(40'000));
    QCOMPARE(desk.left(sale), 0_yuan);
    COMPARE_REFUSED(desk.request(desk.order({{sale}})), ErrorCode::InvoiceNothingLeft);
    COMPARE_REFUSED(desk.request(desk.order({{sale, 0, Money{1, {}}}})), ErrorCode::InvoiceNothingLeft);
    VERIFY_OK(desk.issue(invoice.id, QStringLiteral("2635")));
    QVERIFY(desk.find(invoice.id).state == InvoiceState::Issued);
    QCOMPARE(desk.left(sale), 0_yuan);
}

void TestInvoices::request_again_isTheSame()
{
    OPEN_STORE(store);
    InvoiceDesk desk(store);
    const InvoiceOrder order = desk.order({{desk.sell()}});
    const auto first = desk.request(order);
    VERIFY_OK(first);
    const auto again = desk.request(order);
    VERIFY_OK(again);
    QCOMPARE(again->front().id, first->front().id);
    QCOMPARE(desk.service().repository().list({}, {}, 10)->size(), 1U);
}

void TestInvoices::severalSales_areOne_andSplit()
{
    OPEN_STORE(store);
    InvoiceDesk desk(store);
    const SaleId a = desk.sell();
    const SaleId b = desk.sell();
    const SaleId c = desk.sell();
    const auto one = desk.request(desk.order({{a}, {b, 0, 100_yuan}}));
    VERIFY_OK(one);
    QCOMPARE(one->size(), 1U);
    QCOMPARE(one->front().gross, 420_yuan);
    QCOMPARE(desk.left(b), 220_yuan);
    InvoiceTerms terms;
    terms.mostGross = 200_yuan;
    const auto several = desk.request(desk.order({{b}, {c}}), terms);
    VERIFY_OK(several);
    QCOMPARE(several->size(), 3U);
    QCOMPARE(several->at(0).gross, 200_yuan);
    QCOMPARE(several->at(2).gross, 140_yuan);
    QCOMPARE(several->at(2).part, 2);
    QCOMPARE(desk.left(b), 0_yuan);
    QCOMPARE(desk.left(c), 0_yuan);
}

void TestInvoices::refused_canBeInvoicedAgain()
{
    OPEN_STORE(store);
    InvoiceDesk desk(store);
    const SaleId sale = desk.sell();
    const auto made = desk.request(desk.order({{sale}}));
    VERIFY_OK(desk.refuse(made->front().id));
    QCOMPARE(desk.left(sale), 320_yuan);
    VERIFY_OK(desk.request(desk.order({{sale}})));
}

void TestInvoices::reversed_canBeInvoicedAgain()
{
    OPEN_STORE(store);
    InvoiceDesk desk(store);
    const SaleId sale = desk.sell();
    const InvoiceId id = desk.request(desk.order({{sale}}))->front().id;
    COMPARE_REFUSED(desk.reverse(id), ErrorCode::InvoiceStateConflict); // not issued yet
    VERIFY_OK(desk.issue(id, QStringLiteral("1")));
    const auto red = desk.reverse(id);
    VERIFY_OK(red);
    QCOMPARE(red->gross, -320_yuan);
    QCOMPARE(red->tax, Money(-3'681, {}));
    QCOMPARE(desk.left(sale), 0_yuan); // until it is issued
    COMPARE_REFUSED(desk.reverse(id), ErrorCode::InvoiceNothingLeft);
    VERIFY_OK(desk.issue(red->id, QStringLiteral("2")));
    QVERIFY(desk.find(id).state == InvoiceState::Reversed);
    QCOMPARE(desk.left(sale), 320_yuan);
    COMPARE_REFUSED(desk.reverse(red->id), ErrorCode::InvoiceStateConflict); // a red one is not reversed
    VERIFY_OK(desk.request(desk.order({{sale}})));
}

void TestInvoices::refund_takesItsPartBack()
{
    OPEN_STORE(store);
    InvoiceDesk desk(store);
    const SaleId sale = desk.sell();
    const InvoiceId first = desk.request(desk.order({{sale, 0, 200_yuan}}))->front().id;
    const InvoiceId second = desk.request(desk.order({{sale}}))->front().id;
    VERIFY_OK(desk.issue(first, QStringLiteral("1")));
    VERIFY_OK(desk.issue(second, QStringLiteral("2")));
    auto red = desk.giveBack(sale, 20'000); // half of it: 160.00, of the second 120.00 and of the first 40.00
    VERIFY_OK(red);
    QCOMPARE(red->size(), 2U);
    QCOMPARE(red->at(0).reverses, first);
    QCOMPARE(red->at(0).gross, -40_yuan);
    QCOMPARE(red->at(1).reverses, second);
    QCOMPARE(red->at(1).gross, -120_yuan);
    // The next one does not take what is on its way.
    red = desk.giveBack(sale, 10'000);
    VERIFY_OK(red);
    QCOMPARE(red->size(), 1U);
    QCOMPARE(red->at(0).gross, -80_yuan);
    for (const InvoiceId id : desk.due(10))
        VERIFY_OK(desk.issue(id, QString::number(100 + id.value)));
    QVERIFY(desk.find(second).state == InvoiceState::Reversed);
    QVERIFY(desk.find(first).state == InvoiceState::Issued);
    QCOMPARE(desk.left(sale), 0_yuan);
}

void TestInvoices::refund_ofWhatIsOnNoInvoice_takesNone()
{
    OPEN_STORE(store);
    InvoiceDesk desk(store);
    const SaleId sale = desk.sell();
    VERIFY_OK(desk.request(desk.order({{sale, 0, 200_yuan}})));
    const auto red = desk.giveBack(sale, 10'000);
    VERIFY_OK(red);
    QVERIFY(red->empty());
    QCOMPARE(desk.left(sale), 40_yuan);
}

void TestInvoices::refund_beforeItIsIssued_waits()
{
    OPEN_STORE(store);
    InvoiceDesk desk(store);
    const SaleId sale = desk.sell();
    const InvoiceId id = desk.request(desk.order({{sale}}))->front().id;
    const auto red = desk.giveBack(sale, 10'000);
    VERIFY_OK(red);
    QCOMPARE(red->size(), 1U);
    QCOMPARE(desk.due(), std::vector{id});
    VERIFY_OK(desk.issue(id, QStringLiteral("1")));
    QCOMPARE(desk.due(), std::vector{red->front().id});
    // One that never comes to be takes its red-letter ones along.
    const SaleId other = desk.sell();
    const InvoiceId never = desk.request(desk.order({{other}}))->front().id;
    const InvoiceId its = desk.giveBack(other, 10'000)->front().id;
    VERIFY_OK(desk.refuse(never));
    QVERIFY(desk.find(its).state == InvoiceState::Refused);
    QCOMPARE(desk.left(other), 240_yuan);
}

void TestInvoices::month_isOneInvoice()
{
    OPEN_STORE(store);
    InvoiceDesk desk(store);
    desk.sellByCard();
    const SaleId second = desk.sellByCard();
    VERIFY_OK(desk.request(desk.order({{second, 0, 20_yuan}})));
    desk.sell(); // nobody's
    const QDate month = desk.now().toDateTime().date();
    const auto made = desk.committed(
        [&] { return desk.service().requestMonth(desk.order({}), desk.card().customer, month, desk.now()); });
    VERIFY_OK(made);
    QCOMPARE(made->size(), 1U);
    QCOMPARE(made->front().gross, 620_yuan);
    const auto again = desk.committed(
        [&] { return desk.service().requestMonth(desk.order({}), desk.card().customer, month, desk.now()); });
    COMPARE_REFUSED(again, ErrorCode::InvoiceNothingLeft);
}

void TestInvoices::number_neverChanges()
{
    OPEN_STORE(store);
    InvoiceDesk desk(store);
    const InvoiceId id = desk.request(desk.order({{desk.sell()}}))->front().id;
    COMPARE_REFUSED(desk.issue(id, QString()), ErrorCode::InvalidInput);
    VERIFY_OK(desk.issue(id, QStringLiteral("1")));
    VERIFY_OK(desk.issue(id, QStringLiteral("1"))); // told twice
    COMPARE_REFUSED(desk.issue(id, QStringLiteral("2")), ErrorCode::InvoiceStateConflict);
    COMPARE_REFUSED(desk.refuse(id), ErrorCode::InvoiceStateConflict);
    QCOMPARE(desk.find(id).number, QStringLiteral("1"));
    const InvoiceId other = desk.request(desk.order({{desk.sell()}}))->front().id;
    QCOMPARE(desk.issue(other, QStringLiteral("1")).error().code, ErrorCode::StoreConstraint);
}

void TestInvoices::refusals()
{
    OPEN_STORE(store);
    InvoiceDesk desk(store);
    const SaleId sale = desk.sell();
    COMPARE_REFUSED(desk.request(desk.order({})), ErrorCode::InvalidInput);
    COMPARE_REFUSED(desk.request(desk.order({{desk.ids.make<SaleId>()}})), ErrorCode::SaleNotFound);
    COMPARE_REFUSED(desk.request(desk.order({{sale}, {sale, 0, 1_yuan}})), ErrorCode::InvalidInput);
    COMPARE_REFUSED(desk.request(desk.order({{sale, 3}})), ErrorCode::InvalidInput);
    COMPARE_REFUSED(desk.request(desk.order({{sale, -1, 1_yuan}})), ErrorCode::InvalidInput);
    InvoiceOrder untitled = desk.order({{sale}});
    untitled.title.taxNumber = QStringLiteral("91350100M000100Y44");
    COMPARE_REFUSED(desk.request(untitled), ErrorCode::TaxNumberInvalid);
    COMPARE_REFUSED(desk.reverse({77}), ErrorCode::NotFound);
    InvoiceTerms short_;
    short_.withinMs = 0;
    desk.clock.advanceMs(1'000);
    COMPARE_REFUSED(desk.request(desk.order({{sale}}), short_), ErrorCode::InvalidInput);
    QCOMPARE(desk.left(sale), 320_yuan);
    QVERIFY(desk.service().repository().list({}, {}, 10)->empty());
}

void TestInvoices::titles_areKept()
{
    OPEN_STORE(store);
    InvoiceDesk desk(store);
    InvoiceOrder person = desk.order({{desk.sellByCard()}});
    person.kind = InvoiceKind::Normal;
    person.title = {TitleKind::Person, QStringLiteral("个人"), {}};
    VERIFY_OK(desk.request(person));
    desk.clock.advanceMs(1'000);
    VERIFY_OK(desk.request(desk.order({{desk.sellByCard()}})));
    VERIFY_OK(desk.request(desk.order({{desk.sellByCard()}})));
    const auto titles = *desk.service().repository().titles(desk.card().customer);
    QCOMPARE(titles.size(), 2U);
    QCOMPARE(titles[0], InvoiceDesk::company());
    QCOMPARE(titles[1].name, QStringLiteral("个人"));
}

/// Whatever is asked for in whatever order: what stands on invoices is never more than what was kept.
void TestInvoices::anyOrder_neverAboveWhatWasPaid()
{
    OPEN_STORE(store);
    InvoiceDesk desk(store);
    QRandomGenerator random(5);
    int number = 0;
    for (int round = 0; round < 12; ++round) {
        const SaleId sale = desk.sell();
        for (int step = 0; step < 12; ++step) {
            switch (random.bounded(4)) {
            case 0:
                (void)desk.request(desk.order({{sale, 0, Money{random.bounded(1, 20'000), {}}}}));
                break;
            case 1:
                VERIFY_OK(
                    desk.giveBack(sale, 1'000 * random.bounded(1, 8)).or_else([](const Error &error) -> Made {
                        return error.code == ErrorCode::RefundNothingLeft
                                || error.code == ErrorCode::InvalidInput
                            ? Made(std::vector<Invoice>())
                            : fail(error);
                    }));
                break;
            case 2:
                for (const InvoiceId id : desk.due(2))
                    if (random.bounded(5) == 0 && !desk.find(id).isRed())
                        VERIFY_OK(desk.refuse(id));
                    else
                        VERIFY_OK(desk.issue(id, QString::number(++number)));
                break;
            default:
                if (const auto all = desk.service().repository().ofSale(sale); !all->empty())
                    (void)desk.reverse(all->at(size_t(random.bounded(int(all->size())))));
            }
        }
        for (int rest = 0; rest < 3; ++rest) // a red-letter one after its original
            for (const InvoiceId id : desk.due(100))
                VERIFY_OK(desk.issue(id, QString::number(++number)));
        const auto lines = *desk.service().open(sale);
        QVERIFY2(lines[0].invoiced <= lines[0].paid && !lines[0].invoiced.isNegative(),
                 qPrintable(QStringLiteral("round %1: %2 of %3")
                                .arg(round)
                                .arg(lines[0].invoiced.minor)
                                .arg(lines[0].paid.minor)));
        QCOMPARE(lines[0].what.gross, lines[0].paid - lines[0].invoiced);
    }
}

void TestInvoices::faultSweep_data()
{
    QTest::addColumn<QString>("engine");
    QTest::addColumn<QByteArray>("what");
    for (const char *engine : {"sqlcipher", "postgresql"})
        for (const char *what :
             {"request", "month", "issued", "refused", "reverse", "red issued", "give back"})
            QTest::addRow("%s %s", engine, what) << QString::fromLatin1(engine) << QByteArray(what);
}

/// Each use case at each of its statements: whole or not at all, and the same again is done once.
void TestInvoices::faultSweep()
{
    QFETCH(QByteArray, what);
    OPEN_STORE(store);
    InvoiceDesk desk(store);
    const SaleId sale = desk.sellByCard();
    const InvoiceOrder order = desk.order({{sale}});
    const OperationId operation = desk.ids.make<OperationId>();
    InvoiceId id;
    if (what != "request" && what != "month")
        id = desk.request(order)->front().id;
    if (what == "reverse" || what == "red issued" || what == "give back")
        VERIFY_OK(desk.issue(id, QStringLiteral("26440000000000000001")));
    const auto red = what == "red issued" ? desk.reverse(id) : Result<Invoice>(Invoice());
    VERIFY_OK(red);
    const CustomerId customer = desk.card().customer;
    const auto nothing = [](const auto &) {};
    const auto run = [&]() -> Result<void> {
        return desk.committed([&]() -> Result<void> {
            InvoiceService service = desk.service();
            if (what == "request")
                return service.request(order, desk.now()).map(nothing);
            if (what == "month")
                return service.requestMonth(order, customer, desk.day(), desk.now()).map(nothing);
            if (what == "issued" || what == "red issued")
                return service
                    .learn(
                        what == "issued" ? id : red->id,
                        {InvoiceState::Issued, QStringLiteral("26440000000000000002"), {}, 0, {desk.now()}},
                        desk.now())
                    .map(nothing);
            if (what == "refused")
                return service.learn(id, {InvoiceState::Refused, {}, {}, 1, {}}, desk.now()).map(nothing);
            if (what == "reverse")
                return service.reverse(id, operation, QStringLiteral("wrong"), desk.manager(1), desk.now())
                    .map(nothing);
            const RefundOrder back{operation,           sale,           {{0, 10'000}}, RefundReason::Returned,
                                   QStringLiteral("x"), desk.manager(1)};
            return once(
                       *store.db, operation, "back", desk.now(),
                       [&]() -> Result<Answer> {
                           return service.giveBack(back, {}, desk.now()).map([](const RefundDone &) {
                               return Answer{};
                           });
                       },
                       [](const Error &) {
                           return Answer{422, {}};
                       })
                .and_then([](const Answer &answer) {
                    return answer.status == 200 ? Result<void>() : fail(ErrorCode::Internal);
                });
        });
    };
    const auto result = test::sweepFailures(store, {run, [&] { return desk.faults(); }});
    QCOMPARE(result.wrong, QString());
    QVERIFY(result.strikes > 4);
    const bool hasRed = what == "reverse" || what == "red issued" || what == "give back";
    QCOMPARE(store.figure("SELECT COUNT(*) FROM invoice"), hasRed ? 2 : 1);
    if (what == "red issued")
        QVERIFY(desk.find(id).state == InvoiceState::Reversed);
}

QTEST_GUILESS_MAIN(TestInvoices)
#include "tst_invoices.moc"
