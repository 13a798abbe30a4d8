#include "ui/widgets/office_area.h"
#include "ui/widgets/office_words.h"
#include "ui/widgets/staff_forms.h"

namespace youka {

namespace {

bool isActive(const QJsonObject &member) { return member[QLatin1String("active")].toBool(); }

void hire(OfficeDesk &desk, const QJsonObject &)
{
    desk.present(makeHireForm(desk.link(), desk.window()),
                 say(QT_TRANSLATE_NOOP("Office", "Added. Now set a PIN for the till.")));
}

void setPin(OfficeDesk &desk, const QJsonObject &member)
{
    desk.present(makeStaffPinForm(desk.link(), member, desk.window()),
                 say(QT_TRANSLATE_NOOP("Office", "The PIN is set; the tills of the station know it.")));
}

void move(OfficeDesk &desk, const QJsonObject &member)
{
    desk.present(makeMoveForm(desk.link(), member, desk.window()),
                 say(QT_TRANSLATE_NOOP("Office", "Moved.")));
}

void markLeft(OfficeDesk &desk, const QJsonObject &member)
{
    desk.present(makeStaffStateForm(desk.link(), member, false, desk.window()),
                 say(QT_TRANSLATE_NOOP("Office", "There is no signing in for this name any more.")));
}

void takeBack(OfficeDesk &desk, const QJsonObject &member)
{
    desk.present(makeStaffStateForm(desk.link(), member, true, desk.window()),
                 say(QT_TRANSLATE_NOOP("Office", "Reinstated.")));
}

}

OfficeArea staffArea()
{
    const auto works = [](const OfficeLink &, const QJsonObject &member) { return isActive(member); };
    const auto canMove = [](const OfficeLink &link, const QJsonObject &member) {
        return !member.isEmpty() && isOfAllStations(link.who());
    };
    const auto isAnother = [](const OfficeLink &link, const QJsonObject &member) {
        return isActive(member) && member[QLatin1String("name")].toString() != link.who().name;
    };
    const auto hasLeft = [](const OfficeLink &, const QJsonObject &member) {
        return !member.isEmpty() && !isActive(member);
    };
    OfficeArea area;
    area.name = "staff";
    area.icon = "badge";
    area.needs = Permission::ManageStaff;
    area.title = say(QT_TRANSLATE_NOOP("Office", "Staff"));
    area.menu = say(QT_TRANSLATE_NOOP("Office", "&Staff"));
    area.source = staffSource();
    area.columns = staffColumns();
    area.actions = {
        // As "New" of the cards, which is not there when this is.
        {"Hire", say(QT_TRANSLATE_NOOP("Office", "Add…")), "badge", mayAlways(Permission::ManageStaff), hire,
         QKeySequence::New},
        {"StaffPin", say(QT_TRANSLATE_NOOP("Office", "Set till PIN…")), "lock", works, setPin},
        {"StaffMove", say(QT_TRANSLATE_NOOP("Office", "Move…")), "nozzle", canMove, move},
        {"StaffLeft", say(QT_TRANSLATE_NOOP("Office", "Mark as left…")), "cross", isAnother, markLeft},
        {"StaffBack", say(QT_TRANSLATE_NOOP("Office", "Reinstate…")), "check", hasLeft, takeBack},
    };
    return area;
}

}
