#include "ui/viewmodels/kiosk_view_model.h"

namespace youka {

namespace {
constexpr qint64 KeyGapMs = 300; ///< a scanner is faster; what is slower begins anew
constexpr qsizetype MostScanned = 200;
constexpr qsizetype LeastScanned = 4;
constexpr qsizetype MostShown = 24;
}

/// Codes of QR squares are long.
QString KioskViewModel::shortCode(const QString &code)
{
    return code.size() > MostShown ? QStringLiteral("…") + code.right(8) : code;
}

bool KioskViewModel::scan(const QString &text, bool isEnd)
{
    if (!takesCode() || m_busy)
        return false;
    if (isEnd) {
        const bool whole = m_scanned.size() >= LeastScanned;
        if (whole)
            takeCode();
        m_scanned.clear();
        return whole;
    }
    const QChar c = text.size() == 1 ? text[0] : QChar();
    if (c.unicode() <= 0x20 || c.unicode() >= 0x7f)
        return false;
    touched();
    const qint64 now = m_clock.monotonicMs();
    if (now - m_scannedAt > KeyGapMs)
        m_scanned.clear();
    m_scannedAt = now;
    if (m_scanned.size() < MostScanned)
        m_scanned += c;
    return m_screen != EnterCode && m_screen != EnterAccount; // there each key is shown as well
}

/// Wherever it is read: at the pump's question it is for the fuel, elsewhere it is claimed.
void KioskViewModel::takeCode()
{
    if (m_task == Task::Bills)
        return takeBillCode();
    if (m_screen == Confirm) {
        m_usesCoupons = true;
        m_fuelCode = m_scanned;
        Q_EMIT changed();
        return;
    }
    if (m_screen == Member)
        enterCode();
    m_code = m_scanned;
    confirmCode();
}

}
