#include "apps/server/server.h"
#include "core/domain/reconcile/reconcile_json.h"
#include "core/foundation/base/json.h"

#include <QJsonArray>

namespace youka {

namespace {

constexpr int PageSize = 200;

/// A day of a merchant, as the path names it. Channels' money is the house's: for people of one station there
/// is none. Errors: NotFound.
struct Subject
{
    MerchantId merchant;
    QDate day;
};
Result<Subject> subjectOf(const Call &call)
{
    const Subject subject{{call.captures.value(0).toLongLong()},
                          QDate::fromString(call.captures.value(1), Qt::ISODate)};
    if (call.who.station || !subject.merchant || !subject.day.isValid())
        return fail(ErrorCode::NotFound);
    return subject;
}

QDate dayIn(const HttpRequest &request, const char *name, QDate otherwise)
{
    const QDate day = QDate::fromString(request.queryValue(QLatin1String(name)), Qt::ISODate);
    return day.isValid() ? day : otherwise;
}

void merchants(const std::shared_ptr<Call> &call)
{
    const auto found = OrderView(call->server.reader(call->thread)).merchants();
    if (!found)
        return call->refuse(found.error());
    QJsonArray array;
    for (const Merchant &merchant : call->who.station ? std::vector<Merchant>() : *found)
        array.append(QJsonObject{{QStringLiteral("id"), merchant.id.value},
                                 {QStringLiteral("channel"), merchant.channel},
                                 {QStringLiteral("number"), merchant.number},
                                 {QStringLiteral("name"), merchant.name},
                                 {QStringLiteral("currency"), merchant.currency.code()},
                                 {QStringLiteral("feePpm"), merchant.feePpm},
                                 {QStringLiteral("active"), merchant.active}});
    call->answer({{QStringLiteral("merchants"), array}});
}

/// A day with all that is known of it.
Result<QJsonObject> fullDay(Database &db, const ReconcileDay &day)
{
    ReconcileRepository repository(db);
    const auto merchant = OrderView(db).merchant(day.merchant);
    const auto figures = merchant ? repository.figures(day, merchant->currency) : fail(merchant.error());
    const auto open = figures ? repository.unexplained(day.merchant, day.day) : fail(figures.error());
    if (!open)
        return fail(open.error());
    DayReport report{day, *figures, *open, 0};
    QJsonObject json = toJson(report);
    json.remove(QStringLiteral("waiting")); // of the merchant, not of the day
    json.insert(QStringLiteral("channel"), merchant->channel);
    json.insert(QStringLiteral("number"), merchant->number);
    if (const auto settlement = ReconcileService(db).settlement(*merchant, day))
        json.insert(QStringLiteral("bill"), toJson(*settlement));
    const auto arrived = repository.arrived(day.merchant, day.day);
    if (!arrived)
        return fail(arrived.error());
    if (*arrived != 0)
        json.insert(QStringLiteral("arrived"), toJson(Money{*arrived, merchant->currency}));
    return json;
}

void days(const std::shared_ptr<Call> &call)
{
    if (call->who.station)
        return call->answer({{QStringLiteral("days"), QJsonArray()}});
    Database &db = call->server.reader(call->thread);
    const QDate today = channelDay(call->server.clock().now());
    const auto found = ReconcileRepository(db).days(
        {call->request.queryValue(QStringLiteral("merchant")).toLongLong()},
        dayIn(call->request, "from", today.addDays(-31)), dayIn(call->request, "until", today), PageSize);
    if (!found)
        return call->refuse(found.error());
    QJsonArray array;
    for (const ReconcileDay &day : *found) {
        const auto json = fullDay(db, day);
        if (!json)
            return call->refuse(json.error());
        array.append(*json);
    }
    call->answer({{QStringLiteral("days"), array}});
}

void breaks(const std::shared_ptr<Call> &call)
{
    if (call->who.station)
        return call->answer({{QStringLiteral("breaks"), QJsonArray()}});
    ReconcileRepository::Filter filter;
    filter.merchant = {call->request.queryValue(QStringLiteral("merchant")).toLongLong()};
    filter.day = dayIn(call->request, "day", {});
    filter.onlyOpen = call->request.queryValue(QStringLiteral("state")) != QLatin1String("all");
    filter.before = call->request.queryValue(QStringLiteral("before")).toLongLong();
    const auto found = ReconcileRepository(call->server.reader(call->thread)).breaks(filter, PageSize);
    if (!found)
        return call->refuse(found.error());
    QJsonArray array;
    for (const Break &one : *found)
        array.append(toJson(one, call->server.clock().now()));
    call->answer({{QStringLiteral("breaks"), array}});
}

void fetch(const std::shared_ptr<Call> &call)
{
    const auto subject = subjectOf(*call);
    if (!subject)
        return call->refuse(subject.error());
    Database &db = call->server.reader(call->thread);
    const auto merchant = OrderView(db).merchant(subject->merchant);
    const auto known =
        merchant ? ReconcileRepository(db).day(subject->merchant, subject->day) : fail(merchant.error());
    if (!known)
        return call->refuse(known.error());
    if (*known && (*known)->state == DayState::Closed)
        return call->refuse({ErrorCode::DayClosed, {}});
    if (subject->day >= channelDay(call->server.clock().now())) // it is not over
        return call->refuse({ErrorCode::BillMissing, {}});
    call->server.reconciler().want(subject->merchant, subject->day);
    call->answer({{QStringLiteral("queued"), true}}, 202);
}

void close(const std::shared_ptr<Call> &call)
{
    const auto subject = subjectOf(*call);
    if (!subject)
        return call->refuse(subject.error());
    call->server.write(call, [call, subject = *subject](Database &db, Timestamp now) {
        return ReconcileService(db)
            .close(subject.merchant, subject.day, call->who, call->operation, now)
            .map([](const ReconcileDay &day) { return toJson(day); });
    });
}

void arrive(const std::shared_ptr<Call> &call)
{
    const auto subject = subjectOf(*call);
    JsonReader in(call->body);
    const Money amount = in.money("amount");
    const QString reference = in.text("reference", 100);
    if (!subject || in.error())
        return call->refuse(!subject ? subject.error() : *in.error());
    call->server.write(call, [call, subject = *subject, amount, reference](Database &db, Timestamp now) {
        return ReconcileService(db)
            .arrive(subject.merchant, subject.day, amount, reference, call->who, now)
            .map([](const ArrivalDone &done) { return toJson(done); });
    });
}

}

void addReconcileRoutes(RouteTable &table)
{
    constexpr auto May = Permission::Reconcile;
    table.add({"GET", "/api/v1/reconcile/merchants", May, Idempotency::Reads,
               "Merchants whose channels send bills", nullptr,
               R"({"type":"object","required":["merchants"]})", merchants});
    table.add({"GET", "/api/v1/reconcile/days", May, Idempotency::Reads,
               "Days by merchant and time, newest first: how far each is, what its rows came to, its breaks",
               nullptr, R"({"type":"object","required":["days"]})", days});
    table.add(
        {"GET", "/api/v1/reconcile/breaks", May, Idempotency::Reads,
         "Differences nobody has explained, or all, newest first, 200 at a time; each is settled as its "
         "case under /api/v1/exceptions",
         nullptr, R"({"type":"object","required":["breaks"]})", breaks});
    table.add({"POST", "/api/v1/reconcile/days/{merchant}/{day}/fetch", May, Idempotency::ByContent,
               "Fetch that day's bill and compare it, now", nullptr,
               R"({"type":"object","required":["queued"]})", fetch});
    table.add({"POST", "/api/v1/reconcile/days/{merchant}/{day}/close", May, Idempotency::ByKey,
               "Close a day whose breaks are all explained, and post what the channel pays out", nullptr,
               R"({"type":"object","required":["merchant","day","state"]})", close});
    table.add({"POST", "/api/v1/reconcile/days/{merchant}/{day}/arrivals", May, Idempotency::ByKey,
               "Money that came to the bank for a closed day; another amount than was settled is a break",
               R"({"type":"object","required":["amount","reference"]})",
               R"({"type":"object","required":["settled","arrived"]})", arrive});
}

}
