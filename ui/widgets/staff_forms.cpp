#include "ui/widgets/staff_forms.h"

#include "core/domain/access/pin_rules.h"
#include "ui/sentences/sentences.h"
#include "ui/widgets/office_words.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>

namespace youka {

namespace {

constexpr qsizetype PasswordLeast = 8;

FormDialog *makeForm(OfficeLink &link, const char *name, const QString &title, const QString &path,
                     QWidget *parent)
{
    auto *form = new FormDialog(link, QLatin1String(name), title, path, parent);
    return form;
}

FormDialog *makeMemberForm(OfficeLink &link, const char *name, const QString &title,
                           const QJsonObject &member, const char *what, QWidget *parent)
{
    const QString path = QStringLiteral("/api/v1/staff/%1/%2")
                             .arg(member[QLatin1String("id")].toString(), QLatin1String(what));
    FormDialog *form = makeForm(link, name, title, path, parent);
    form->addRow(say(QT_TRANSLATE_NOOP("Office", "Full name")),
                 new QLabel(member[QLatin1String("name")].toString()));
    return form;
}

QString tillPinProblem(const QString &text)
{
    return checkTillPin(text)
        ? QString()
        : say(QT_TRANSLATE_NOOP("Office", "4 to 8 digits, not all the same, not a run."));
}

QString passwordProblem(const QString &text)
{
    return text.isEmpty() || text.size() >= PasswordLeast
        ? QString()
        : say(QT_TRANSLATE_NOOP("Office", "At least 8 characters."));
}

/// Empty means all stations.
void addStation(FormDialog &form, const QString &now)
{
    QLineEdit *edit = form.addText(QStringLiteral("station"), say(QT_TRANSLATE_NOOP("Office", "Station")));
    edit->setPlaceholderText(say(QT_TRANSLATE_NOOP("Office", "All stations")));
    edit->setText(now);
    edit->setMaxLength(40);
}

}

bool isOfAllStations(const Principal &who) { return who.role == Role::Operator || !who.station; }

FormDialog *makeHireForm(OfficeLink &link, QWidget *parent)
{
    FormDialog *form = makeForm(link, "hire", say(QT_TRANSLATE_NOOP("Office", "New member of staff")),
                                QStringLiteral("/api/v1/staff"), parent);
    form->addText(QStringLiteral("name"), say(QT_TRANSLATE_NOOP("Office", "Full name")), requiredProblem)
        ->setMaxLength(100);
    form->addText(QStringLiteral("login"), say(QT_TRANSLATE_NOOP("Office", "Sign-in name")), requiredProblem)
        ->setMaxLength(100);
    if (isOfAllStations(link.who()))
        addStation(*form, {});
    form->addSecret(QStringLiteral("password"), say(QT_TRANSLATE_NOOP("Office", "Password")), passwordProblem)
        ->setPlaceholderText(say(QT_TRANSLATE_NOOP("Office", "none: works at the till only")));
    QList<QPair<QString, QJsonValue>> roles;
    for (const Role role : {Role::Cashier, Role::Manager, Role::Operator})
        if (mayManage(link.who(), role, link.who().station))
            roles.append({roleText(role), QString(roleName(role))});
    form->addChoice(QStringLiteral("role"), say(QT_TRANSLATE_NOOP("Office", "Role")), roles);
    form->addNote(say(QT_TRANSLATE_NOOP("Office", "The PIN for the till is set in the next step.")));
    form->setSubmitText(say(QT_TRANSLATE_NOOP("Office", "Add")));
    return form;
}

FormDialog *makeStaffPinForm(OfficeLink &link, const QJsonObject &member, QWidget *parent)
{
    FormDialog *form = makeMemberForm(link, "staffPin", say(QT_TRANSLATE_NOOP("Office", "PIN for the till")),
                                      member, "pin", parent);
    const QLineEdit *pin =
        form->addSecret(QStringLiteral("pin"), say(QT_TRANSLATE_NOOP("Office", "New PIN")), tillPinProblem);
    form->addText(
            QStringLiteral("again"), say(QT_TRANSLATE_NOOP("Office", "The same again")),
            [pin](const QString &text) {
                return text == pin->text() ? QString()
                                           : say(QT_TRANSLATE_NOOP("Office", "The two are not the same."));
            },
            [](const QString &) { return QJsonValue(QJsonValue::Undefined); })
        ->setEchoMode(QLineEdit::Password);
    form->addNote(
        say(QT_TRANSLATE_NOOP("Office", "It opens the station's tills, also without the network.")));
    form->setSubmitText(say(QT_TRANSLATE_NOOP("Office", "Set PIN")));
    return form;
}

FormDialog *makeStaffStateForm(OfficeLink &link, const QJsonObject &member, bool active, QWidget *parent)
{
    const QString title = active ? say(QT_TRANSLATE_NOOP("Office", "Reinstate"))
                                 : say(QT_TRANSLATE_NOOP("Office", "Mark as left"));
    FormDialog *form = makeMemberForm(link, "staffState", title, member, "state", parent);
    form->addNote(active
                      ? say(QT_TRANSLATE_NOOP("Office", "Password and PIN are what they were before."))
                      : say(QT_TRANSLATE_NOOP("Office", "No more signing in, at the office or at a till.")));
    form->setExtra([active](QJsonObject &body) { body.insert(QStringLiteral("active"), active); });
    form->setSubmitText(title);
    return form;
}

FormDialog *makeMoveForm(OfficeLink &link, const QJsonObject &member, QWidget *parent)
{
    FormDialog *form =
        makeMemberForm(link, "staffMove", say(QT_TRANSLATE_NOOP("Office", "Move to another station")), member,
                       "station", parent);
    addStation(*form, member[QLatin1String("station")].toString());
    form->addNote(
        say(QT_TRANSLATE_NOOP("Office", "The tills there know the PIN at once, those here forget it.")));
    form->setSubmitText(say(QT_TRANSLATE_NOOP("Office", "Move")));
    return form;
}

}
