#pragma once

#include "core/foundation/base/money.h"

#include <QString>

namespace youka {

/// Digits typed on a pad into an amount or a volume: at most two decimals, at most six digits before them.
class AmountEntry
{
public:
    /// "0" to "9", ".", "00", "back" or "clear"; anything else and what does not fit is ignored.
    void press(const QString &key);
    void clear() { m_text.clear(); }
    void set(const QString &plain) { m_text = plain; }
    bool isEmpty() const { return m_text.isEmpty(); }
    QString text() const { return m_text; }
    Money money(Currency currency) const; ///< zero when empty
    Volume volume() const;

private:
    QString m_text;
};

}
