#pragma once

#include "core/domain/access/staff_desk.h"

#include <QMap>
#include <QTimer>

#include <optional>
#include <utility>

namespace youka {

/// The staff of a station in memory. Answers are queued, never given from inside the call.
class FakeStaff : public StaffDesk
{
public:
    std::optional<ErrorCode> failNext; ///< the next check ends like this
    bool unreadable = false;           ///< nobody can say who works here
    bool silent = false;               ///< answers wait for answerAll()
    int checked = 0;

    void add(qint64 id, const QString &name, const QString &pin, Role role = Role::Cashier)
    {
        m_all.insert(id, {{{id}, name, role}, pin, true});
        Q_EMIT changed();
    }
    void leave(qint64 id)
    {
        m_all[id].active = false;
        Q_EMIT changed();
    }
    void answerAll()
    {
        for (const auto &deliver : std::exchange(m_waiting, {}))
            deliver();
    }

    Result<QList<StaffMember>> members() const override
    {
        if (unreadable)
            return youka::fail(ErrorCode::StoreFailed);
        QList<StaffMember> members;
        for (const One &one : m_all)
            if (one.active)
                members.append(one.member);
        return members;
    }
    QString nameOf(StaffId id) const override { return m_all.value(id.value).member.name; }
    void check(StaffId id, const QString &pin, Answer answer) override
    {
        ++checked;
        auto deliver = [this, id, pin, answer = std::move(answer)] { answer(look(id, pin)); };
        if (silent)
            m_waiting.append(deliver);
        else
            QTimer::singleShot(0, this, deliver);
    }

private:
    struct One
    {
        StaffMember member;
        QString pin;
        bool active = false;
    };
    Result<StaffMember> look(StaffId id, const QString &pin)
    {
        if (failNext)
            return youka::fail(*std::exchange(failNext, std::nullopt));
        const One one = m_all.value(id.value);
        if (!one.active)
            return youka::fail(ErrorCode::StaffUnknown);
        if (pin != one.pin)
            return youka::fail(ErrorCode::PinWrong);
        return one.member;
    }
    QMap<qint64, One> m_all;
    QList<std::function<void()>> m_waiting;
};

}
