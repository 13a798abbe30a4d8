#include "apps/server/json_answers.h"
#include "apps/server/server.h"
#include "core/domain/access/staff_service.h"
#include "core/domain/access/terminal_service.h"
#include "core/domain/stations/station_repository.h"
#include "core/foundation/base/json.h"
#include "core/foundation/crypto/secret_hash.h"

#include <QJsonArray>

namespace youka {

namespace {

QJsonObject describe(const Principal &who)
{
    return {{QStringLiteral("name"), who.name},
            {QStringLiteral("role"), QString(roleName(who.role))},
            {QStringLiteral("station"), who.station.value}};
}

/// A password check takes long on purpose, so it runs beside the listeners; what it found is then written
/// down.
void signIn(const std::shared_ptr<Call> &call)
{
    JsonReader in(call->body);
    const QString login = in.text("login", 100);
    const QString password = in.text("password", 200);
    if (in.error())
        return call->refuse(*in.error());
    const auto staff = StaffService(call->server.reader(call->thread)).byLogin(login);
    if (!staff)
        return call->refuse(staff.error());
    call->server.besides([call, staff = *staff, password] {
        // An unknown name costs the same time, so that names cannot be tried out.
        static const QByteArray Nobody = hashSecret("nobody");
        const bool known = staff && !staff->password.isEmpty();
        const bool right = verifySecret(known ? staff->password : Nobody, password.toUtf8()) && known;
        if (!staff)
            return call->refuse({ErrorCode::NotSignedIn, {}});
        call->server.writePlain(call, [login = staff->login, right](Database &db, Timestamp now) {
            StaffService service(db);
            return service.byLogin(login).and_then(
                [&](const std::optional<Staff> &current) -> Result<QJsonObject> {
                    if (!current)
                        return fail(ErrorCode::NotSignedIn);
                    const auto signedIn = service.signIn(*current, right, now);
                    if (!signedIn)
                        return fail(signedIn.error());
                    if (!*signedIn) // counted, so it must be committed: an answer, not a failure
                        return QJsonObject{{QStringLiteral("signedIn"), false}};
                    QJsonObject json = describe((*signedIn)->who);
                    json.insert(QStringLiteral("signedIn"), true);
                    json.insert(QStringLiteral("token"), QString::fromLatin1((*signedIn)->token));
                    json.insert(QStringLiteral("expires"), (*signedIn)->expires.toIso());
                    return json;
                });
        });
    });
}

void signOut(const std::shared_ptr<Call> &call)
{
    const QByteArray token = call->request.authorization.sliced(7);
    call->server.writePlain(call, [token](Database &db, Timestamp) {
        return StaffService(db).signOut(token).map([] { return QJsonObject(); });
    });
}

void invite(const std::shared_ptr<Call> &call)
{
    JsonReader in(call->body);
    const QString name = in.text("name", 100);
    const QString kind = in.text("kind", 20);
    const QString station = in.text("station", 40);
    if (kind != QLatin1String("pos") && kind != QLatin1String("kiosk"))
        in.refuse("kind", QStringLiteral("\"pos\" or \"kiosk\" is expected"));
    if (in.error())
        return call->refuse(*in.error());
    call->server.write(call, [=](Database &db, Timestamp now) -> Result<QJsonObject> {
        const auto found = StationRepository(db).findCode(station);
        if (!found)
            return fail(found.error());
        if (!*found)
            return fail(ErrorCode::StationUnknown, station);
        return TerminalService(db).invite(name, (*found)->id, kind, now).map([](const QString &code) {
            return QJsonObject{{QStringLiteral("code"), code}};
        });
    });
}

void enrol(const std::shared_ptr<Call> &call)
{
    JsonReader in(call->body);
    const QString code = in.text("code", 40);
    const QByteArray publicKey = in.base64("publicKey", 32);
    if (in.error())
        return call->refuse(*in.error());
    const CardKeys &keys = call->server.cardKeys();
    const QString lookup = QString::fromLatin1(keys.lookup.toBase64());
    const QString chips = QString::fromLatin1(keys.chipMaster.toBase64());
    const QByteArray listKey = call->server.lists().publicKey();
    call->server.write(call, [=](Database &db, Timestamp now) -> Result<QJsonObject> {
        const auto terminal = TerminalService(db).enrol(code, publicKey, now);
        if (!terminal)
            return fail(terminal.error());
        return StationRepository(db).find(terminal->station).map([&](const Station &station) {
            return QJsonObject{{QStringLiteral("terminal"), terminal->id.value},
                               {QStringLiteral("name"), terminal->name},
                               {QStringLiteral("station"), station.id.value},
                               {QStringLiteral("stationCode"), station.code},
                               {QStringLiteral("stationName"), station.name},
                               {QStringLiteral("zone"), QString::fromLatin1(station.zone.id())},
                               {QStringLiteral("cutOver"), station.cutOver.toString(QStringLiteral("HH:mm"))},
                               {QStringLiteral("cardLookupKey"), lookup},
                               {QStringLiteral("chipKey"), chips},
                               {QStringLiteral("listKey"), QString::fromLatin1(listKey.toBase64())}};
        });
    });
}

void terminals(const std::shared_ptr<Call> &call)
{
    const auto list = TerminalRepository(call->server.reader(call->thread)).list();
    if (!list)
        return call->refuse(list.error());
    QJsonArray array;
    for (const Terminal &terminal : *list)
        array.append(toJson(terminal));
    call->answer({{QStringLiteral("terminals"), array}});
}

}

void addAccessRoutes(RouteTable &table)
{
    table.add({"POST", "/api/v1/sessions", Permission::Public, Idempotency::ByContent,
               "Sign in with login and password", R"({"type":"object","required":["login","password"]})",
               R"({"type":"object","required":["signedIn"]})", signIn});
    table.add({"DELETE", "/api/v1/sessions/current", Permission::OwnSession, Idempotency::ByContent,
               "Sign out", nullptr, R"({"type":"object"})", signOut});
    table.add({"GET", "/api/v1/me", Permission::OwnSession, Idempotency::Reads, "Who is signed in", nullptr,
               R"({"type":"object","required":["name","role"]})",
               [](const std::shared_ptr<Call> &call) { call->answer(describe(call->who)); }});
    table.add({"POST", "/api/v1/terminals/invitations", Permission::EnrolTerminals, Idempotency::ByKey,
               "Make a one-time enrolment code", R"({"type":"object","required":["name","kind","station"]})",
               R"({"type":"object","required":["code"]})", invite});
    table.add({"POST", "/api/v1/terminals/enrolments", Permission::Public, Idempotency::ByKey,
               "Enrol a terminal by its one-time code and public key",
               R"({"type":"object","required":["code","publicKey"]})",
               R"({"type":"object","required":["terminal","cardLookupKey"]})", enrol});
    table.add({"GET", "/api/v1/terminals", Permission::EnrolTerminals, Idempotency::Reads,
               "The enrolled terminals", nullptr, R"({"type":"object","required":["terminals"]})",
               terminals});
}

}
