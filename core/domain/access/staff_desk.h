#pragma once

#include "core/domain/access/access.h"

#include <QList>
#include <QObject>

#include <functional>

namespace youka {

/// Somebody who may work at this till.
struct StaffMember
{
    StaffId id;
    QString name;
    Role role = Role::Cashier;
};

/// Who may work at this till, and whether somebody is who they say. Answers arrive on the asking thread,
/// exactly once, never from inside the call.
class StaffDesk : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    using Answer = std::function<void(Result<StaffMember>)>;

    /// By name. Nobody: there is no PIN to ask for. Errors: those of the store; they open nothing.
    virtual Result<QList<StaffMember>> members() const = 0;
    /// Also of those who have left; empty: never heard of.
    virtual QString nameOf(StaffId id) const = 0;
    /// Errors: StaffUnknown, PinWrong, TooManyAttempts, those of the store.
    virtual void check(StaffId id, const QString &pin, Answer answer) = 0;

Q_SIGNALS:
    void changed(); ///< who may work here
};

}
