#include "tests/unit/coupons/giving_scenes.h"

#include "core/foundation/store/operation_log.h"

#include <QTest>

namespace youka::test {

namespace {

/// Something that gives or takes coupons or bonus money, ready to be done.
struct Scene
{
    std::function<Result<void>()> run;
    std::function<QString()> effect;        ///< what is not as it must be when it is done, exactly once
    std::function<bool()> isDone = nullptr; ///< of what is done in pieces
};

struct NamedScene
{
    const char *name;
    Scene (*open)(IssueDesk &desk);
};

/// The command under one operation id, as a route runs it.
template <class F>
std::function<Result<void>()> command(IssueDesk &desk, F work)
{
    const auto operation = desk.ids.make<OperationId>();
    return [&desk, operation, work]() -> Result<void> {
        const auto answer = desk.committed([&] {
            return once(
                *desk.store.db, operation, "the same", desk.now(),
                [&]() -> Result<Answer> {
                    return work(operation).map([](const auto &...) { return Answer{200, {}}; });
                },
                [](const Error &error) {
                    return Answer{422, toString(error).toUtf8()};
                });
        });
        if (!answer)
            return fail(answer.error());
        return answer->status == 200 ? Result<void>()
                                     : fail(ErrorCode::Internal, QString::fromUtf8(answer->body));
    };
}

std::function<QString()> owns(IssueDesk &desk, const Campaign &campaign, qint64 wanted, CustomerId whose = {})
{
    return [&desk, campaign, wanted, whose] {
        const qint64 has = desk.owned(campaign, whose);
        return has == wanted ? QString() : QStringLiteral("%1 coupons, not %2").arg(has).arg(wanted);
    };
}

Campaign rule(IssueDesk &desk, IssueEvent event, const std::function<void(Campaign &)> &change = {})
{
    return desk.live(10_yuan, [&](Campaign &one) {
        one.issue.event = event;
        one.issue.days = 30;
        if (change)
            change(one);
    });
}

Campaign bonus(IssueDesk &desk, bool automatic)
{
    return desk.live(0_yuan, [&](Campaign &one) {
        one.terms.offer = {};
        one.terms.offer.kind = OfferKind::TopUpBonus;
        one.terms.offer.percent = Percent{1'000};
        one.terms.automatic = automatic;
        one.limits.perDay.pieces = 3;
    });
}

Coupon handed(IssueDesk &desk, const Campaign &campaign)
{
    return *desk.committed([&] {
        return desk.coupons().give({campaign.id, desk.member.customer, {}}, desk.now());
    });
}

/// The member's next sale.
std::function<Result<void>()> sale(IssueDesk &desk)
{
    const SaleFact fact = desk.shown();
    return command(desk, [&desk, fact](OperationId operation) {
        return desk.sales().apply({operation, {}, desk.now(), fact}, desk.terminal, desk.now());
    });
}

std::function<Result<void>()> topUp(IssueDesk &desk)
{
    return command(desk, [&desk](OperationId operation) {
        return TopUpService(*desk.store.db, desk.keys)
            .topUpCash(desk.cardId, 200_yuan,
                       {{operation.uuid}, desk.now(), desk.now(), desk.day(), desk.terminal.station.id, {}});
    });
}

std::function<Result<void>()> look(IssueDesk &desk)
{
    return [&desk]() -> Result<void> {
        const auto done = desk.committed([&] { return desk.issues().keepRules(desk.now(), 2); });
        return done ? Result<void>() : fail(done.error());
    };
}

bool isLooked(IssueDesk &desk)
{
    return desk.store.figure("SELECT COUNT(*) FROM issue_scan WHERE done = 1") == 1;
}

QString unless(bool right, const char *what) { return right ? QString() : QLatin1String(what); }

/// All that was given by that rule, whoever has it.
std::function<QString()> gave(IssueDesk &desk, const Campaign &campaign, qint64 wanted)
{
    return [&desk, campaign, wanted] {
        const qint64 given = *desk.coupons().repository().given(campaign.id, {});
        return given == wanted ? QString() : QStringLiteral("%1 given, not %2").arg(given).arg(wanted);
    };
}

Scene ofTopUp(IssueDesk &desk)
{
    const Campaign campaign =
        rule(desk, IssueEvent::TopUp, [](Campaign &one) { one.issue.amount = 100_yuan; });
    return {topUp(desk), owns(desk, campaign, 1)};
}

Scene ofSpending(IssueDesk &desk)
{
    const Campaign campaign =
        rule(desk, IssueEvent::Spend, [](Campaign &one) { one.issue.amount = 500_yuan; });
    desk.buy();
    return {sale(desk), owns(desk, campaign, 1)};
}

Scene ofLitres(IssueDesk &desk)
{
    const Campaign campaign =
        rule(desk, IssueEvent::Litres, [](Campaign &one) { one.issue.volume = {60'000}; });
    desk.buy();
    return {sale(desk), owns(desk, campaign, 1)};
}

Scene ofStamps(IssueDesk &desk)
{
    const Campaign reward = desk.live(10_yuan);
    desk.stamps(reward, 2);
    desk.buy();
    return {sale(desk), [&desk, reward] {
                return owns(desk, reward, 1)() + unless(desk.stampsNow() == 0, "stamps are left");
            }};
}

Scene ofInvitation(IssueDesk &desk)
{
    const Campaign campaign = rule(desk, IssueEvent::Invitation,
                                   [](Campaign &one) { one.issue.toInviter = one.issue.toInvited = true; });
    const CustomerId inviter = desk.another(QStringLiteral("13800000001"));
    ensure(desk.committed([&] {
                   return CustomerService(*desk.store.db, desk.keys.customerWrapping)
                       .setPersonal(desk.member.customer, {}, inviter);
               })
               .has_value(),
           "somebody was invited");
    return {sale(desk), [&desk, campaign, inviter] {
                return owns(desk, campaign, 1)() + owns(desk, campaign, 1, inviter)();
            }};
}

/// Its stamp and what it gave go with it.
Scene ofSaleTakenBack(IssueDesk &desk)
{
    const Campaign campaign =
        rule(desk, IssueEvent::Spend, [](Campaign &one) { one.issue.amount = 100_yuan; });
    desk.stamps(campaign, 5);
    const SaleId bought = desk.buy();
    ensure(desk.owned(campaign) == 1 && desk.stampsNow() == 1, "a sale gives a coupon and a stamp");
    const auto run = command(desk, [&desk, bought](OperationId operation) {
        return RefundService(*desk.store.db, desk.keys)
            .refund({operation, bought, {}, RefundReason::Returned, QStringLiteral("asked"), desk.manager(1)},
                    desk.now());
    });
    return {run, [&desk, campaign] {
                return owns(desk, campaign, 0)() + unless(desk.stampsNow() == 0, "a stamp is left");
            }};
}

Scene ofSignUp(IssueDesk &desk)
{
    const Campaign campaign = rule(desk, IssueEvent::SignUp);
    const auto run = command(desk, [&desk](OperationId) {
        return CustomerService(*desk.store.db, desk.keys.customerWrapping)
            .ensureCustomer(QStringLiteral("new"), QStringLiteral("New"), {}, {}, desk.now())
            .and_then([&](const Customer &customer) {
                return IssueService(*desk.store.db).signedUp(customer.id, desk.now());
            });
    });
    return {run, gave(desk, campaign, 1)};
}

Scene ofBirthdays(IssueDesk &desk)
{
    const Campaign campaign = rule(desk, IssueEvent::Birthday, [](Campaign &one) { one.issue.days = 3; });
    const QDate soon = desk.now().toDateTime().date().addDays(2);
    for (int i = 0; i < 5; ++i) {
        const CustomerId who = desk.another(QStringLiteral("B%1").arg(i));
        ensure(desk.committed([&] {
                       return CustomerService(*desk.store.db, desk.keys.customerWrapping)
                           .setPersonal(who, soon.addYears(-30).addDays(i == 1 ? 20 : 0), {});
                   })
                   .has_value(),
               "a birthday is known");
    }
    return {look(desk), gave(desk, campaign, 4), [&desk] { return isLooked(desk); }};
}

Scene ofDormancy(IssueDesk &desk)
{
    const Campaign campaign = rule(desk, IssueEvent::Dormancy, [&](Campaign &one) { one.issue.days = 10; });
    for (int i = 0; i < 4; ++i)
        desk.another(QStringLiteral("D%1").arg(i));
    desk.clock.advanceMs(11 * DayMs);
    desk.another(QStringLiteral("awake"));
    return {look(desk), gave(desk, campaign, 5),
            [&desk] { return isLooked(desk); }}; // the desk's own as well
}

Scene ofLevel(IssueDesk &desk)
{
    const Campaign campaign =
        rule(desk, IssueEvent::Level, [](Campaign &one) { one.issue.level = QStringLiteral("gold"); });
    for (int i = 0; i < 5; ++i) {
        const CustomerId who = desk.another(QStringLiteral("L%1").arg(i));
        ensure(
            desk.store.db
                ->run("INSERT INTO points_member (customer, currency, balance, pending, reserved, owed, "
                      "level, since, until) VALUES (?, 'CNY', 0, 0, 0, 0, ?, ?, 0)",
                      {who.value, i == 2 ? QStringLiteral("silver") : QStringLiteral("gold"), desk.now().ms})
                .has_value(),
            "a level is reached");
    }
    return {look(desk), gave(desk, campaign, 4), [&desk] { return isLooked(desk); }};
}

/// To the last one there is: six for seven.
Scene ofSegment(IssueDesk &desk)
{
    const Campaign campaign = desk.live(10_yuan, [](Campaign &one) { one.limits.claims = 6; });
    for (int i = 0; i < 7; ++i)
        desk.another(QStringLiteral("S%1").arg(i), QStringLiteral("crowd"));
    IssueJob job;
    job.campaign = campaign.id;
    job.operation = desk.ids.make<OperationId>();
    job.audience.segment = QStringLiteral("crowd");
    job.reason = QStringLiteral("thanks");
    const auto run = [&desk, job]() -> Result<void> {
        const auto done = desk.committed([&]() -> Result<int> {
            return desk.issues().order(job, desk.now()).and_then([&](const IssueJob &) {
                return desk.issues().workOff(desk.now(), 3);
            });
        });
        return done ? Result<void>() : fail(done.error());
    };
    return {run, gave(desk, campaign, 6),
            [&desk] { return desk.store.figure("SELECT COUNT(*) FROM issue_job WHERE done = 1") == 1; }};
}

Scene ofClaim(IssueDesk &desk)
{
    const Campaign campaign =
        desk.live(10_yuan, [](Campaign &one) { one.claimCode = QStringLiteral("SUMMER"); });
    const auto run = command(desk, [&desk](OperationId) {
        return desk.coupons().claim(QStringLiteral("SUMMER"), desk.member.customer, desk.now());
    });
    return {run, owns(desk, campaign, 1)};
}

Scene gift(IssueDesk &desk, const QString &to, const std::function<QString(const Campaign &)> &effect)
{
    const Campaign campaign = desk.live(10_yuan);
    const CouponId coupon = handed(desk, campaign).id;
    const auto run = command(desk, [&desk, coupon, to](OperationId) {
        return desk.sales().giveCoupon({desk.token(), CardProof::Track, coupon, to},
                                       SaleService::Pin::NotGiven, desk.keys, desk.couponKeys, desk.terminal,
                                       desk.now());
    });
    return {run, [effect, campaign] { return effect(campaign); }};
}

Scene ofGift(IssueDesk &desk)
{
    const CustomerId friendly = desk.another(QStringLiteral("13800000002"));
    return gift(desk, QStringLiteral("13800000002"), [&desk, friendly](const Campaign &campaign) {
        return owns(desk, campaign, 0)() + owns(desk, campaign, 1, friendly)()
            + unless(desk.store.figure("SELECT COUNT(*) FROM audit WHERE action = 'coupon.gift'") == 1,
                     "not noted once");
    });
}

/// The try counts, so that numbers cannot be tried out.
Scene ofGiftToNobody(IssueDesk &desk)
{
    return gift(desk, QStringLiteral("13900000000"), [&desk](const Campaign &campaign) {
        return owns(desk, campaign, 1)()
            + unless(desk.store.figure("SELECT SUM(tries) FROM coupon_guess") == 1, "not counted once");
    });
}

std::function<QString()> hasBonus(IssueDesk &desk, const Campaign &campaign, Money money, qint64 pieces)
{
    return [&desk, campaign, money, pieces] {
        return desk.account().bonus == money && desk.taken(campaign).pieces == pieces
            ? QString()
            : QStringLiteral("the bonus is %1 fen").arg(desk.account().bonus.minor);
    };
}

Scene ofBonus(IssueDesk &desk) { return {topUp(desk), hasBonus(desk, bonus(desk, true), 20_yuan, 1)}; }

Scene ofBonusByCoupon(IssueDesk &desk)
{
    const Campaign campaign = bonus(desk, false);
    handed(desk, campaign);
    return {topUp(desk),
            [&desk, campaign] { return hasBonus(desk, campaign, 20_yuan, 1)() + owns(desk, campaign, 0)(); }};
}

/// With its top-up, and the coupon may be used again; what the top-up gave beside it is void.
Scene ofBonusTakenBack(IssueDesk &desk)
{
    const Campaign campaign = bonus(desk, false);
    const Campaign given = rule(desk, IssueEvent::TopUp, [](Campaign &one) { one.issue.amount = 100_yuan; });
    handed(desk, campaign);
    const auto original = desk.ids.make<OperationId>();
    ensure(desk.topUp(200_yuan, original).has_value() && desk.owned(given) == 1, "a card is topped up");
    const auto run = command(desk, [&desk, original](OperationId operation) {
        return ReversalService(*desk.store.db, desk.keys, {DayMs, 1'000'000_yuan})
            .reverse({operation,
                      original,
                      ReversalKind::TopUp,
                      ReversalReason::Mistake,
                      {Role::Manager, 1, QStringLiteral("m"), desk.terminal.station.id},
                      desk.now()},
                     desk.now());
    });
    return {run, [&desk, campaign, given] {
                return hasBonus(desk, campaign, 0_yuan, 0)() + owns(desk, campaign, 1)()
                    + owns(desk, given, 0)();
            }};
}

Scene ofReservation(IssueDesk &desk)
{
    const Campaign campaign = desk.live(10_yuan, [](Campaign &one) { one.limits.perDay.pieces = 5; });
    const CouponId id{desk.print(campaign).id, 0};
    const CouponQuestion question = desk.couponQuestion({desk.coupons().codeOf(id)});
    const auto run = command(desk, [&desk, question](OperationId) {
        return desk.coupons().reserve(question, desk.place(), desk.now());
    });
    return {run, [&desk, campaign, id] {
                return unless(desk.coupon(id).state == CouponState::Reserved, "it is not reserved")
                    + unless(desk.taken(campaign) == Bound{10_yuan, 1}, "not counted once");
            }};
}

Scene ofRedemption(IssueDesk &desk)
{
    const Campaign campaign = desk.live(10_yuan, [](Campaign &one) { one.limits.perDay.pieces = 5; });
    const CouponId id{desk.print(campaign).id, 0};
    const CouponQuestion question = desk.couponQuestion({desk.coupons().codeOf(id)});
    ensure(desk.reserve(question).has_value(), "a coupon is reserved");
    const SaleFact fact = desk.cashSale(question.sale, {{campaign.id, 1, id, 10_yuan, {}}});
    const auto run = command(desk, [&desk, fact](OperationId operation) {
        return desk.sales().apply({operation, {}, desk.now(), fact}, desk.terminal, desk.now());
    });
    return {run, [&desk, campaign, id] {
                return unless(desk.coupon(id).state == CouponState::Used, "it is not used")
                    + unless(desk.taken(campaign) == Bound{10_yuan, 1}, "not counted once");
            }};
}

constexpr NamedScene Scenes[] = {
    {"stamps", ofStamps},
    {"top-up", ofTopUp},
    {"spending", ofSpending},
    {"litres", ofLitres},
    {"invitation", ofInvitation},
    {"sign-up", ofSignUp},
    {"birthdays", ofBirthdays},
    {"dormancy", ofDormancy},
    {"level", ofLevel},
    {"segment", ofSegment},
    {"claim", ofClaim},
    {"gift", ofGift},
    {"gift to nobody", ofGiftToNobody},
    {"sale taken back", ofSaleTakenBack},
    {"bonus", ofBonus},
    {"bonus by coupon", ofBonusByCoupon},
    {"bonus taken back", ofBonusTakenBack},
    {"reservation", ofReservation},
    {"redemption", ofRedemption},
};

}

void addSceneRows()
{
    QTest::addColumn<QString>("engine");
    QTest::addColumn<int>("scene");
    for (const char *engine : {"sqlcipher", "postgresql"})
        for (int i = 0; i < int(std::size(Scenes)); ++i)
            QTest::addRow("%s %s", engine, Scenes[i].name) << QString::fromLatin1(engine) << i;
}

QString sweepScene(TestStore &store, int scene, SweepResult (*sweep)(TestStore &, const Swept &))
{
    IssueDesk desk(store);
    const Scene now = Scenes[scene].open(desk);
    const Swept swept{now.run, [&desk] { return desk.allFaults(); }, now.isDone != nullptr};
    int strikes = 0;
    do {
        const SweepResult result = sweep(store, swept);
        if (!result.wrong.isEmpty())
            return result.wrong;
        strikes += result.strikes;
    } while (now.isDone && !now.isDone());
    if (const QString wrong = now.effect(); !wrong.isEmpty())
        return wrong;
    return strikes > 8 ? QString() : QStringLiteral("it has no more than %1 statements").arg(strikes);
}

}
