#include "core/foundation/base/format.h"
#include "ui/sentences/sentences.h"
#include "ui/widgets/columns.h"
#include "ui/widgets/office_words.h"
#include "ui/widgets/record_columns.h"

namespace youka {

namespace {

using namespace columns;
using Tone = RecordColumn::Tone;

constexpr qint64 OldS = 20 * 60; ///< a level is told each quarter of an hour
const QString Warning = QStringLiteral("warning");

RecordColumn litres(const char *name, const char *title, const QLocale &locale)
{
    RecordColumn made = number(name, title);
    made.text = [name, locale](const QJsonObject &r) { return formatVolume({figure(r, name)}, locale, 0); };
    return made;
}

RecordColumn thousandths(const char *name, const char *title, const QLocale &locale, int decimals)
{
    RecordColumn made = number(name, title);
    made.text = [name, locale, decimals](const QJsonObject &r) {
        return locale.toString(double(figure(r, name)) / 1000, 'f', decimals);
    };
    return made;
}

/// With a word's worth of colour and a sign where it is true.
RecordColumn warned(RecordColumn column, Tone tone, const std::function<bool(const QJsonObject &)> &when)
{
    column.tone = [tone, when](const QJsonObject &r) { return when(r) ? tone : Tone::Plain; };
    column.icon = [when](const QJsonObject &r) { return when(r) ? Warning : QString(); };
    return column;
}

int fillOf(const QJsonObject &r)
{
    const qint64 capacity = figure(r, "capacityMl");
    return capacity > 0 ? qRound(100 * double(figure(r, "volumeMl")) / double(capacity)) : 0;
}

QString ageText(qint64 seconds)
{
    if (seconds < 3600)
        return say(QT_TRANSLATE_NOOP("Office", "%1 min")).arg(seconds / 60);
    if (seconds < 48 * 3600)
        return say(QT_TRANSLATE_NOOP("Office", "%1 h")).arg(seconds / 3600);
    return say(QT_TRANSLATE_NOOP("Office", "%1 days")).arg(seconds / 86400);
}

}

RecordSource tankSource()
{
    return {QStringLiteral("/api/v1/tanks"), QStringLiteral("tanks"), {}, {}, false};
}

QList<RecordColumn> tankColumns(const QLocale &locale)
{
    RecordColumn product = plain("product", QT_TRANSLATE_NOOP("Office", "Product"));
    product.text = [](const QJsonObject &r) { return productName(r[QLatin1String("product")].toString()); };
    RecordColumn fill = number("fill", QT_TRANSLATE_NOOP("Office", "Full"));
    fill.text = [](const QJsonObject &r) { return QStringLiteral("%1%").arg(fillOf(r)); };
    fill.key = [](const QJsonObject &r) { return fillOf(r); };
    RecordColumn age = number("ageS", QT_TRANSLATE_NOOP("Office", "Age"));
    age.text = [](const QJsonObject &r) { return ageText(figure(r, "ageS")); };
    return {plain("station", QT_TRANSLATE_NOOP("Office", "Station")),
            plain("stationName", QT_TRANSLATE_NOOP("Office", "Station's name")),
            number("tank", QT_TRANSLATE_NOOP("Office", "Tank")),
            product,
            litres("volumeMl", QT_TRANSLATE_NOOP("Office", "Litres"), locale),
            warned(fill, Tone::Warn,
                   [](const QJsonObject &r) { return figure(r, "volumeMl") < figure(r, "lowMl"); }),
            litres("ullageMl", QT_TRANSLATE_NOOP("Office", "Room, L"), locale),
            warned(thousandths("waterHeightUm", QT_TRANSLATE_NOOP("Office", "Water, mm"), locale, 0),
                   Tone::Bad,
                   [](const QJsonObject &r) {
                       const qint64 limit = figure(r, "waterLimitUm");
                       return limit > 0 && figure(r, "waterHeightUm") > limit;
                   }),
            thousandths("temperatureMilliC", QT_TRANSLATE_NOOP("Office", "Temperature, °C"), locale, 1),
            warned(age, Tone::Warn, [](const QJsonObject &r) { return figure(r, "ageS") > OldS; })};
}

}
