#include "ui/viewmodels/amount_entry.h"

#include "core/foundation/base/format.h"

namespace youka {

void AmountEntry::press(const QString &key)
{
    if (key == QLatin1String("back")) {
        m_text.chop(1);
    } else if (key == QLatin1String("clear")) {
        m_text.clear();
    } else if (key == QLatin1String("00")) {
        press(QStringLiteral("0"));
        press(QStringLiteral("0"));
    } else if (key == QLatin1String(".")) {
        if (!m_text.contains(u'.'))
            m_text += m_text.isEmpty() ? QStringLiteral("0.") : QStringLiteral(".");
    } else if (key.size() == 1 && key[0] >= u'0' && key[0] <= u'9') {
        const auto point = m_text.indexOf(u'.');
        const bool room = point < 0 ? m_text.size() < 6 : m_text.size() - point <= 2;
        if (m_text == QLatin1String("0"))
            m_text.clear();
        if (room)
            m_text += key;
    }
}

Money AmountEntry::money(Currency currency) const
{
    QString plain = m_text;
    if (currency.exponent() == 0)
        plain = plain.section(u'.', 0, 0);
    return parseAmount(plain, currency).value_or(Money{0, currency});
}

Volume AmountEntry::volume() const { return parseVolume(m_text).value_or(Volume{}); }

}
