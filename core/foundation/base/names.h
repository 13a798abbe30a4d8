#pragma once

#include <QLatin1String>
#include <QStringView>

#include <cstddef>
#include <optional>
#include <utility>

namespace youka {

/// The stable name of a value in a table of values and names; empty when it is not there.
template <class T, size_t N>
QLatin1String nameIn(const std::pair<T, const char *> (&names)[N], T value)
{
    for (const auto &[known, name] : names)
        if (known == value)
            return QLatin1String(name);
    return {};
}

/// The value of a name, as it came over the wire or out of a store.
template <class T, size_t N>
std::optional<T> valueIn(const std::pair<T, const char *> (&names)[N], QStringView text)
{
    for (const auto &[value, name] : names)
        if (text == QLatin1String(name))
            return value;
    return std::nullopt;
}

}
