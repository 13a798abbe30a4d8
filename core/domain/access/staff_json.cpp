#include "core/domain/access/staff_json.h"

#include "core/foundation/base/json.h"

namespace youka {

QJsonObject toJson(const ListedStaff &staff)
{
    QJsonObject json{{QStringLiteral("staff"), QString::number(staff.id.value)},
                     {QStringLiteral("name"), staff.name},
                     {QStringLiteral("role"), QString(roleName(staff.role))},
                     {QStringLiteral("active"), staff.active}};
    if (staff.active)
        json.insert(QStringLiteral("pin"), QString::fromLatin1(staff.pin));
    return json;
}

Result<ListedStaff> listedStaffFromJson(const QJsonObject &json)
{
    JsonReader in(json);
    ListedStaff staff;
    staff.id = {in.integer("staff", 1, std::numeric_limits<qint64>::max())};
    staff.name = in.text("name");
    const auto role = roleFromName(in.text("role", 20));
    if (!role || *role < Role::Cashier)
        in.refuse("role", QStringLiteral("a role of staff is expected"));
    staff.active = in.booleanOr("active", false);
    if (staff.active)
        staff.pin = in.text("pin", 200).toLatin1();
    if (staff.active && staff.pin.isEmpty())
        in.refuse("pin", QStringLiteral("its hash is expected"));
    if (in.error())
        return fail(*in.error());
    staff.role = *role;
    return staff;
}

}
