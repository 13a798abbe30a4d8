#pragma once

#include "ui/viewmodels/secret.h"
#include "ui/viewmodels/staff_list_model.h"

namespace youka {

/// How a counter is signed in at.
struct SignInTerms
{
    StaffDesk *staff = nullptr;       ///< null: nobody signs in here; outlives who asks it
    qint64 lockAfterMs = 10 * 60'000; ///< without input; 0: only by hand
};

/// Who works at the counter. While nobody of its staff is signed in, work that moves money waits; pumps and
/// sales go on. Where nobody has a PIN, nobody is asked for one.
class SignInViewModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by its view model")
    Q_PROPERTY(youka::StaffListModel *people READ people CONSTANT)
    Q_PROPERTY(bool needed READ isNeeded NOTIFY changed)
    Q_PROPERTY(QString name READ name NOTIFY changed)
    Q_PROPERTY(QString heading READ heading NOTIFY changed)
    Q_PROPERTY(QString hint READ hint NOTIFY changed)
    Q_PROPERTY(bool asksPin READ asksPin NOTIFY changed)
    Q_PROPERTY(QString numberText READ numberText NOTIFY changed)
    Q_PROPERTY(int pinLength READ pinLength NOTIFY changed)
    Q_PROPERTY(bool canConfirm READ canConfirm NOTIFY changed)
    Q_PROPERTY(bool busy READ busy NOTIFY changed)
    Q_PROPERTY(QString errorText READ errorText NOTIFY changed)
public:
    static constexpr qint64 TypingKeptMs = 60'000; ///< a PIN half typed and left is forgotten

    SignInViewModel(const SignInTerms &terms, const Clock &clock, Translator &translator,
                    QObject *parent = nullptr);
    void tick();
    /// Somebody is there.
    Q_INVOKABLE void noteInput() { m_inputAtMs = m_clock.monotonicMs(); }

    StaffListModel *people() { return &m_people; }
    bool isNeeded() const;
    /// Who answers for what is done now; 0: nobody signs in here.
    StaffId who() const { return m_member ? m_member->id : StaffId(); }
    QString name() const { return m_member ? m_member->name : QString(); }
    QString heading() const;
    QString hint() const;
    bool asksPin() const { return m_chosen.has_value(); }
    QString numberText() const { return m_number; }
    int pinLength() const { return m_pin.length(); }
    bool canConfirm() const;
    bool busy() const { return m_busy; }
    QString errorText() const;

    Q_INVOKABLE void choose(int row);
    /// "0".."9", "back", "clear": into the number, or the PIN of who was chosen.
    Q_INVOKABLE void press(const QString &key);
    Q_INVOKABLE void confirm();
    Q_INVOKABLE void back();
    Q_INVOKABLE void lock();

Q_SIGNALS:
    void changed();
    void locked();

private:
    void reload();
    void choose(const StaffMember &member);
    void forgetTyping();
    void answered(const Result<StaffMember> &result);

    StaffDesk *m_desk;
    const Clock &m_clock;
    const qint64 m_lockAfterMs;
    StaffListModel m_people;
    bool m_isRead = false; ///< who works here is known
    std::optional<StaffMember> m_member;
    std::optional<StaffMember> m_chosen;
    QString m_number;
    Secret m_pin;
    bool m_busy = false;
    qint64 m_inputAtMs = 0;
    std::optional<Error> m_error;
};

}
