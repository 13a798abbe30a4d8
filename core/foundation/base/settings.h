#pragma once

#include "core/foundation/base/result.h"

#include <QHash>
#include <QStringList>

namespace youka {

/// One program's settings file (TOML). A program reads each key once at its start; a wrong type, an unknown
/// key or a syntax error is refused with "file:line: key: what is expected", never guessed at.
class Settings
{
public:
    struct Entry
    {
        QString text;
        int line = 0;
        enum class Kind { Text, Integer, Boolean, List } kind = Kind::Text;
        QStringList list;
    };

    /// An absent file is an empty one when `mayBeAbsent`.
    static Result<Settings> load(const QString &path, bool mayBeAbsent = true);
    static Result<Settings> parse(const QByteArray &toml, const QString &name);

    /// Keys are dotted: "server.port". The default is returned when the key is absent.
    QString text(const char *key, const QString &otherwise);
    qint64 integer(const char *key, qint64 otherwise, qint64 min, qint64 max);
    bool boolean(const char *key, bool otherwise);
    QStringList list(const char *key, const QStringList &otherwise);
    /// The tables of an array of tables, e.g. indices("pump") for [[pump]]; keys are then "pump.0.address".
    int count(const char *arrayKey) const;

    /// The first thing wrong, or an unknown key nobody asked for. Call after the last read.
    std::optional<Error> error() const;
    QString fileName() const { return m_name; }
    /// The refusal of a value that only its reader can judge: "file:line: key: what is expected".
    Error invalid(const char *key, const QString &why) const;

private:
    const Entry *take(const char *key);
    void refuse(const char *key, const QString &why);

    QString m_name;
    QHash<QString, Entry> m_entries;
    QHash<QString, int> m_counts;
    QStringList m_asked;
    std::optional<Error> m_error;
};

}
