#include "ui/viewmodels/sign_in_view_model.h"

#include "core/domain/access/pin_rules.h"
#include "ui/sentences/sentences.h"

#include <QPointer>

namespace youka {

namespace {
constexpr qsizetype MostDigits = 9; // of a number that is typed
}

SignInViewModel::SignInViewModel(const SignInTerms &terms, const Clock &clock, Translator &translator,
                                 QObject *parent)
    : QObject(parent)
    , m_desk(terms.staff)
    , m_clock(clock)
    , m_lockAfterMs(terms.lockAfterMs)
    , m_people(translator)
    , m_pin(int(TillPinMost))
{
    connect(&translator, &Translator::languageChanged, this, &SignInViewModel::changed);
    if (!m_desk)
        return;
    connect(m_desk, &StaffDesk::changed, this, &SignInViewModel::reload);
    reload();
}

/// A store that does not answer does not open the till: until it has told who works here once, nobody does.
void SignInViewModel::reload()
{
    const auto members = m_desk->members();
    if (!members) {
        m_error = members.error();
        Q_EMIT changed();
        return;
    }
    if (!std::exchange(m_isRead, true))
        m_error.reset();
    m_people.setMembers(*members);
    if (m_chosen && !m_people.find(m_chosen->id))
        forgetTyping();
    const StaffMember *still = m_member ? m_people.find(m_member->id) : nullptr;
    if (m_member && !still)
        return lock();
    if (still)
        m_member = *still;
    Q_EMIT changed();
}

bool SignInViewModel::isNeeded() const { return m_desk && !m_member && (!m_isRead || m_people.count() > 0); }

QString SignInViewModel::heading() const { return m_chosen ? m_chosen->name : tr("Sign in"); }

QString SignInViewModel::hint() const
{
    return m_chosen ? tr("Enter your PIN.")
                    : tr("Touch your name, or type your number. The pumps go on meanwhile.");
}

QString SignInViewModel::errorText() const { return m_error ? sentence(*m_error) : QString(); }

bool SignInViewModel::canConfirm() const
{
    return !m_busy && (m_chosen ? m_pin.isComplete() : !m_number.isEmpty());
}

void SignInViewModel::tick()
{
    if (m_desk && !m_isRead)
        reload();
    const qint64 idleMs = m_clock.monotonicMs() - m_inputAtMs;
    if (m_member && m_lockAfterMs > 0 && idleMs >= m_lockAfterMs)
        lock();
    const bool typing = m_chosen || !m_number.isEmpty();
    if (!m_busy && typing && idleMs >= TypingKeptMs) {
        forgetTyping();
        m_error.reset();
        Q_EMIT changed();
    }
}

void SignInViewModel::forgetTyping()
{
    m_chosen.reset();
    m_number.clear();
    m_pin.wipe();
}

void SignInViewModel::choose(const StaffMember &member)
{
    forgetTyping();
    m_error.reset();
    m_chosen = member;
    Q_EMIT changed();
}

void SignInViewModel::choose(int row)
{
    noteInput();
    if (!m_busy && row >= 0 && row < m_people.count())
        choose(StaffMember(m_people.members()[row]));
}

void SignInViewModel::press(const QString &key)
{
    noteInput();
    if (m_busy)
        return; // what was typed is being looked at
    const bool isDigit = key.size() == 1 && key[0] >= u'0' && key[0] <= u'9';
    if (m_chosen && isDigit)
        m_pin.add(key[0]);
    else if (m_chosen && key == QLatin1String("back"))
        m_pin.back();
    else if (m_chosen && key == QLatin1String("clear"))
        m_pin.wipe();
    else if (isDigit && m_number.size() < MostDigits)
        m_number += key;
    else if (key == QLatin1String("back"))
        m_number.chop(1);
    else if (key == QLatin1String("clear"))
        m_number.clear();
    if (isDigit)
        m_error.reset();
    Q_EMIT changed();
}

void SignInViewModel::confirm()
{
    noteInput();
    if (!canConfirm())
        return;
    if (!m_chosen) {
        if (const StaffMember *member = m_people.find({m_number.toLongLong()}))
            return choose(StaffMember(*member));
        m_number.clear();
        m_error = Error{ErrorCode::StaffUnknown, {}};
        Q_EMIT changed();
        return;
    }
    m_busy = true;
    m_error.reset();
    const QString pin = m_pin.take();
    m_pin.wipe();
    m_desk->check(m_chosen->id, pin, [self = QPointer(this)](const Result<StaffMember> &result) {
        if (self)
            self->answered(result);
    });
    Q_EMIT changed();
}

void SignInViewModel::answered(const Result<StaffMember> &result)
{
    m_busy = false;
    noteInput();
    if (result) {
        forgetTyping();
        m_member = *result;
    } else {
        m_error = result.error();
        if (result.error().code != ErrorCode::PinWrong)
            forgetTyping(); // somebody else may sign in
    }
    Q_EMIT changed();
}

void SignInViewModel::back()
{
    noteInput();
    if (m_busy)
        return;
    forgetTyping();
    m_error.reset();
    Q_EMIT changed();
}

void SignInViewModel::lock()
{
    if (!m_member)
        return;
    m_member.reset();
    forgetTyping();
    m_error.reset();
    Q_EMIT locked();
    Q_EMIT changed();
}

}
