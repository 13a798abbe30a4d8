#include "apps/server/json_answers.h"
#include "apps/server/server.h"
#include "core/domain/access/pin_rules.h"
#include "core/domain/access/staff_service.h"
#include "core/domain/stations/station_repository.h"
#include "core/foundation/base/json.h"
#include "core/foundation/crypto/secret_hash.h"

#include <QJsonArray>

namespace youka {

namespace {

constexpr int PageSize = 200;
constexpr qsizetype PasswordLeast = 8;

StaffId memberOf(const Call &call) { return {call.captures.value(0).toLongLong()}; }

/// One change of a member, answered with the member as it is then.
template <class Change>
void write(const std::shared_ptr<Call> &call, Change change, int status = 200)
{
    call->server.write(
        call,
        [change](Database &db, Timestamp now) {
            StaffService staff(db);
            return change(db, staff, now).map([](const Staff &member) { return toJson(member); });
        },
        status);
}

/// By its code; an empty one means all stations.
Result<StationId> stationOf(Database &db, const QString &code)
{
    if (code.isEmpty())
        return StationId();
    return StationRepository(db).findCode(code).and_then(
        [&](const std::optional<Station> &station) -> Result<StationId> {
            if (!station)
                return fail(ErrorCode::StationUnknown, QStringLiteral("station: ") + code);
            return station->id;
        });
}

void list(const std::shared_ptr<Call> &call)
{
    StaffRepository::Wanted wanted;
    wanted.filter = call->request.queryValue(QStringLiteral("filter"));
    wanted.after = {call->request.queryValue(QStringLiteral("after")).toLongLong()};
    wanted.most = PageSize;
    const auto staff = StaffService(call->server.reader(call->thread)).list(call->who, wanted);
    if (!staff)
        return call->refuse(staff.error());
    QJsonArray array;
    for (const Staff &member : *staff)
        array.append(toJson(member));
    call->answer({{QStringLiteral("staff"), array}});
}

/// Without "station" it is the one of who asks.
void add(const std::shared_ptr<Call> &call)
{
    JsonReader in(call->body);
    StaffService::NewMember member;
    member.login = in.text("login", 100).trimmed();
    member.name = in.text("name", 100).trimmed();
    const auto role = roleFromName(in.text("role", 20));
    const QString password = in.textOr("password", {}, 200);
    const bool elsewhere = in.has("station");
    const QString station = in.textOr("station", {}, 40);
    if (member.login.isEmpty() || member.name.isEmpty())
        in.refuse(member.login.isEmpty() ? "login" : "name", QStringLiteral("is needed"));
    if (!role || *role < Role::Cashier)
        in.refuse("role", QStringLiteral("\"cashier\", \"manager\" or \"operator\" is expected"));
    if (!password.isEmpty() && password.size() < PasswordLeast)
        in.refuse("password", QStringLiteral("at least 8 characters are expected"));
    if (in.error())
        return call->refuse(*in.error());
    member.role = *role;
    call->server.besides([=]() mutable {
        if (!password.isEmpty())
            member.passwordHash = hashSecret(password.toUtf8());
        write(
            call,
            [=](Database &db, StaffService &staff, Timestamp now) {
                return (elsewhere ? stationOf(db, station) : Result<StationId>(call->who.station))
                    .and_then([&](StationId where) {
                        StaffService::NewMember placed = member;
                        placed.station = where;
                        return staff.hire(call->who, placed, now);
                    });
            },
            201);
    });
}

/// Hashing takes long on purpose, so it runs beside the listeners.
void setPin(const std::shared_ptr<Call> &call)
{
    JsonReader in(call->body);
    const QString pin = in.text("pin", 40);
    if (in.error())
        return call->refuse(*in.error());
    if (const auto fit = checkTillPin(pin); !fit)
        return call->refuse(fit.error());
    call->server.besides([call, pin] {
        write(call,
              [call, hash = hashSecret(pin.toLatin1())](Database &, StaffService &staff, Timestamp now) {
                  return staff.setPin(call->who, memberOf(*call), hash, now);
              });
    });
}

void setState(const std::shared_ptr<Call> &call)
{
    if (!call->body[QLatin1String("active")].isBool())
        return call->refuse({ErrorCode::InvalidInput, QStringLiteral("active: true or false is expected")});
    const bool active = call->body[QLatin1String("active")].toBool();
    write(call, [call, active](Database &, StaffService &staff, Timestamp now) {
        return staff.setActive(call->who, memberOf(*call), active, now);
    });
}

void move(const std::shared_ptr<Call> &call)
{
    JsonReader in(call->body);
    const QString station = in.text("station", 40);
    if (in.error())
        return call->refuse(*in.error());
    write(call, [call, station](Database &db, StaffService &staff, Timestamp now) {
        return stationOf(db, station).and_then([&](StationId to) {
            return staff.move(call->who, memberOf(*call), to, now);
        });
    });
}

}

void addStaffRoutes(RouteTable &table)
{
    constexpr const char *Member =
        R"({"type":"object","required":["id","login","name","role","station","active","pinSet"]})";
    constexpr auto Manage = Permission::ManageStaff;
    table.add({"GET", "/api/v1/staff", Manage, Idempotency::Reads,
               "The staff one may manage, by name or login, 200 at a time", nullptr,
               R"({"type":"object","required":["staff"]})", list});
    table.add({"POST", "/api/v1/staff", Manage, Idempotency::ByKey,
               "Add a member of staff; without a password for the till only",
               R"({"type":"object","required":["login","name","role"]})", Member, add});
    table.add({"POST", "/api/v1/staff/{id}/pin", Manage, Idempotency::ByKey,
               "Set the PIN for the till; the tills of the station learn it at once",
               R"({"type":"object","required":["pin"]})", Member, setPin});
    table.add({"POST", "/api/v1/staff/{id}/state", Manage, Idempotency::ByKey,
               "Has left, or is back; who has left signs in nowhere",
               R"({"type":"object","required":["active"]})", Member, setState});
    table.add({"POST", "/api/v1/staff/{id}/station", Manage, Idempotency::ByKey,
               "Move to another station; an empty code means all",
               R"({"type":"object","required":["station"]})", Member, move});
}

}
