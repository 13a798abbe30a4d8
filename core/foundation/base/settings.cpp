#include "core/foundation/base/settings.h"

#include <QFile>

#include <algorithm>

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#pragma GCC diagnostic ignored "-Wshadow"
#include <toml++/toml.h>
#pragma GCC diagnostic pop

namespace youka {

namespace {

QString fromStd(std::string_view text) { return QString::fromUtf8(text.data(), qsizetype(text.size())); }

void flatten(const toml::node &node, const QString &key, QHash<QString, Settings::Entry> &entries,
             QHash<QString, int> &counts)
{
    using Kind = Settings::Entry::Kind;
    const int line = int(node.source().begin.line);
    if (const auto *table = node.as_table()) {
        for (const auto &[name, child] : *table)
            flatten(child, key.isEmpty() ? fromStd(name.str()) : key + u'.' + fromStd(name.str()), entries,
                    counts);
    } else if (const auto *array = node.as_array()) {
        if (array->is_array_of_tables()) {
            counts[key] = int(array->size());
            for (size_t i = 0; i < array->size(); ++i)
                flatten((*array)[i], QStringLiteral("%1.%2").arg(key).arg(i), entries, counts);
            return;
        }
        Settings::Entry entry{{}, line, Kind::List, {}};
        for (const auto &item : *array)
            entry.list.append(item.is_string() ? fromStd(item.as_string()->get())
                                               : QString::number(item.value_or<qint64>(0)));
        entries.insert(key, entry);
    } else if (const auto *text = node.as_string()) {
        entries.insert(key, {fromStd(text->get()), line, Kind::Text, {}});
    } else if (const auto *number = node.as_integer()) {
        entries.insert(key, {QString::number(number->get()), line, Kind::Integer, {}});
    } else if (const auto *flag = node.as_boolean()) {
        entries.insert(
            key, {flag->get() ? QStringLiteral("true") : QStringLiteral("false"), line, Kind::Boolean, {}});
    } else {
        entries.insert(key, {QStringLiteral("?"), line, Kind::Text, {}});
    }
}

}

Result<Settings> Settings::load(const QString &path, bool mayBeAbsent)
{
    QFile file(path);
    if (!file.exists() && mayBeAbsent)
        return parse({}, path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::SettingsInvalid, QStringLiteral("%1: %2").arg(path, file.errorString()));
    return parse(file.readAll(), path);
}

Result<Settings> Settings::parse(const QByteArray &toml, const QString &name)
{
    try {
        const toml::table table = toml::parse(std::string_view(toml.constData(), size_t(toml.size())));
        Settings settings;
        settings.m_name = name;
        flatten(table, {}, settings.m_entries, settings.m_counts);
        return settings;
    } catch (const toml::parse_error &error) {
        return fail(ErrorCode::SettingsInvalid,
                    QStringLiteral("%1:%2: %3")
                        .arg(name)
                        .arg(error.source().begin.line)
                        .arg(fromStd(error.description())));
    }
}

const Settings::Entry *Settings::take(const char *key)
{
    const QString name = QLatin1String(key);
    m_asked.append(name);
    const auto it = m_entries.constFind(name);
    return it == m_entries.cend() ? nullptr : &*it;
}

Error Settings::invalid(const char *key, const QString &why) const
{
    const auto it = m_entries.constFind(QLatin1String(key));
    const QString where = it == m_entries.cend() ? m_name : QStringLiteral("%1:%2").arg(m_name).arg(it->line);
    return {ErrorCode::SettingsInvalid, QStringLiteral("%1: %2: %3").arg(where, QLatin1String(key), why)};
}

void Settings::refuse(const char *key, const QString &why)
{
    if (!m_error)
        m_error = invalid(key, why);
}

QString Settings::text(const char *key, const QString &otherwise)
{
    const Entry *entry = take(key);
    if (!entry)
        return otherwise;
    if (entry->kind != Entry::Kind::Text)
        refuse(key, QStringLiteral("a text in quotes is expected"));
    return entry->text;
}

qint64 Settings::integer(const char *key, qint64 otherwise, qint64 min, qint64 max)
{
    const Entry *entry = take(key);
    if (!entry)
        return otherwise;
    const qint64 value = entry->text.toLongLong();
    if (entry->kind != Entry::Kind::Integer || value < min || value > max) {
        refuse(key, QStringLiteral("a whole number from %1 to %2 is expected").arg(min).arg(max));
        return otherwise;
    }
    return value;
}

bool Settings::boolean(const char *key, bool otherwise)
{
    const Entry *entry = take(key);
    if (!entry)
        return otherwise;
    if (entry->kind != Entry::Kind::Boolean)
        refuse(key, QStringLiteral("true or false is expected"));
    return entry->text == QLatin1String("true");
}

QStringList Settings::list(const char *key, const QStringList &otherwise)
{
    const Entry *entry = take(key);
    if (!entry)
        return otherwise;
    if (entry->kind != Entry::Kind::List)
        refuse(key, QStringLiteral("a list in brackets is expected"));
    return entry->list;
}

int Settings::count(const char *arrayKey) const { return m_counts.value(QLatin1String(arrayKey)); }

std::optional<Error> Settings::error() const
{
    if (m_error)
        return m_error;
    QStringList unknown;
    for (auto it = m_entries.cbegin(); it != m_entries.cend(); ++it)
        if (!m_asked.contains(it.key()))
            unknown.append(QStringLiteral("%1:%2: %3: unknown key").arg(m_name).arg(it->line).arg(it.key()));
    if (unknown.isEmpty())
        return std::nullopt;
    std::sort(unknown.begin(), unknown.end());
    return Error{ErrorCode::SettingsInvalid, unknown.first()};
}

}
