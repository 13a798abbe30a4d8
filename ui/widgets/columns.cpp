#include "ui/widgets/columns.h"

#include "core/foundation/base/json.h"
#include "ui/widgets/office_words.h"

namespace youka::columns {

QString member(const QJsonObject &record, const char *name) { return record[QLatin1String(name)].toString(); }

qint64 figure(const QJsonObject &record, const char *name)
{
    return record[QLatin1String(name)].toVariant().toLongLong();
}

RecordColumn column(const char *name, const char *title, std::function<QString(const QJsonObject &)> text)
{
    RecordColumn made;
    made.id = QLatin1String(name);
    made.title = say(title);
    made.text = std::move(text);
    return made;
}

RecordColumn plain(const char *name, const char *title)
{
    return column(name, title,
                  [name](const QJsonObject &r) { return r[QLatin1String(name)].toVariant().toString(); });
}

RecordColumn number(const char *name, const char *title)
{
    RecordColumn made = plain(name, title);
    made.isNumber = true;
    made.key = [name](const QJsonObject &r) { return figure(r, name); };
    return made;
}

RecordColumn number(const char *name, const char *title, const QLocale &locale)
{
    RecordColumn made = number(name, title);
    made.text = [=](const QJsonObject &r) { return locale.toString(figure(r, name)); };
    return made;
}

RecordColumn money(const char *name, const char *title, const QLocale &locale)
{
    RecordColumn made = column(name, title, [=](const QJsonObject &r) { return moneyText(r, name, locale); });
    made.isNumber = true;
    made.key = [name](const QJsonObject &r) {
        return moneyFromJson(r[QLatin1String(name)]).map([](Money m) { return m.minor; }).value_or(0);
    };
    return made;
}

RecordColumn time(const char *name, const char *title, const QLocale &locale)
{
    RecordColumn made =
        column(name, title, [=](const QJsonObject &r) { return timeText(member(r, name), locale); });
    made.key = [name](const QJsonObject &r) { return member(r, name); };
    return made;
}

RecordColumn date(const char *name, const char *title, const QLocale &locale)
{
    RecordColumn made =
        column(name, title, [=](const QJsonObject &r) { return dateText(member(r, name), locale); });
    made.key = [name](const QJsonObject &r) { return member(r, name); };
    return made;
}

RecordColumn hidden(RecordColumn column)
{
    column.isShown = false;
    return column;
}

}
