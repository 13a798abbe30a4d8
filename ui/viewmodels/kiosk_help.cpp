#include "ui/viewmodels/kiosk_view_model.h"

namespace youka {

void KioskViewModel::chooseHelp()
{
    touched();
    if (m_screen != Home)
        return;
    m_help.clear();
    show(Help);
}

void KioskViewModel::openHelp(int row)
{
    touched();
    if (m_screen != Help)
        return;
    m_help.openPage(row);
    Q_EMIT changed();
}

}
