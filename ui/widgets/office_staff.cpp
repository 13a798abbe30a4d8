#include "ui/widgets/office_window.h"
#include "ui/widgets/office_words.h"
#include "ui/widgets/staff_forms.h"
#include "ui/widgets/table_page.h"

namespace youka {

void OfficeWindow::addStaffActions(QMenu *menu)
{
    // As "New" of the cards, which is not there when this is.
    addAction(menu, "Hire", say(QT_TRANSLATE_NOOP("Office", "Add…")), "badge", QKeySequence::New,
              &OfficeWindow::hire);
    addAction(menu, "StaffPin", say(QT_TRANSLATE_NOOP("Office", "Set till PIN…")), "lock", {},
              &OfficeWindow::setStaffPin);
    addAction(menu, "StaffMove", say(QT_TRANSLATE_NOOP("Office", "Move…")), "nozzle", {},
              &OfficeWindow::moveStaff);
    addAction(menu, "StaffLeft", say(QT_TRANSLATE_NOOP("Office", "Mark as left…")), "cross", {},
              &OfficeWindow::markStaffLeft);
    addAction(menu, "StaffBack", say(QT_TRANSLATE_NOOP("Office", "Reinstate…")), "check", {},
              &OfficeWindow::takeStaffBack);
}

void OfficeWindow::refreshStaffActions(const TablePage *page)
{
    const bool onStaff = page && page == m_pages.value(QStringLiteral("staff"));
    const QJsonObject member = onStaff ? page->current() : QJsonObject();
    const bool chosen = !member.isEmpty();
    const bool active = member[QLatin1String("active")].toBool();
    const bool self = member[QLatin1String("name")].toString() == m_link.who().name;
    const auto set = [&](const char *name, bool on) {
        m_actions[QLatin1String(name)]->setEnabled(on);
        m_actions[QLatin1String(name)]->setVisible(onStaff || !page);
    };
    set("Hire", onStaff);
    set("StaffPin", chosen && active);
    set("StaffMove", chosen && isOfAllStations(m_link.who()));
    set("StaffLeft", chosen && active && !self);
    set("StaffBack", chosen && !active);
}

void OfficeWindow::hire()
{
    present(makeHireForm(m_link, this),
            say(QT_TRANSLATE_NOOP("Office", "Added. Now set a PIN for the till.")));
}

void OfficeWindow::setStaffPin()
{
    present(makeStaffPinForm(m_link, currentPage()->current(), this),
            say(QT_TRANSLATE_NOOP("Office", "The PIN is set; the tills of the station know it.")));
}

void OfficeWindow::moveStaff()
{
    present(makeMoveForm(m_link, currentPage()->current(), this), say(QT_TRANSLATE_NOOP("Office", "Moved.")));
}

void OfficeWindow::markStaffLeft()
{
    present(makeStaffStateForm(m_link, currentPage()->current(), false, this),
            say(QT_TRANSLATE_NOOP("Office", "There is no signing in for this name any more.")));
}

void OfficeWindow::takeStaffBack()
{
    present(makeStaffStateForm(m_link, currentPage()->current(), true, this),
            say(QT_TRANSLATE_NOOP("Office", "Reinstated.")));
}

}
