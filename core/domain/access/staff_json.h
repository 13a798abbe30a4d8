#pragma once

#include "core/domain/access/access.h"

#include <QJsonObject>

namespace youka {

/// A member of staff as the tills of a station are told: who may sign in there, and by what. Somebody who may
/// not (any more) comes without the hash.
struct ListedStaff
{
    StaffId id;
    QString name;
    Role role = Role::Cashier;
    bool active = true;
    QByteArray pin; ///< Argon2id text
};

QJsonObject toJson(const ListedStaff &staff);
/// Errors: InvalidInput naming the member.
Result<ListedStaff> listedStaffFromJson(const QJsonObject &json);

}
