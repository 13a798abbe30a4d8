#include "core/domain/goods/goods_json.h"
#include "core/foundation/base/format.h"
#include "core/foundation/base/json.h"
#include "ui/sentences/sentences.h"
#include "ui/widgets/columns.h"
#include "ui/widgets/goods_forms.h"
#include "ui/widgets/office_words.h"

#include <QJsonArray>

namespace youka {

namespace {

using namespace columns;
using Tone = RecordColumn::Tone;

RecordColumn pieces(const char *name, const char *title, const QLocale &locale)
{
    RecordColumn made = plain(name, title);
    made.isNumber = true;
    made.text = [name, locale](const QJsonObject &r) { return quantityText(figure(r, name), locale); };
    made.key = [name](const QJsonObject &r) { return figure(r, name); };
    return made;
}

/// In the language of the office, or whichever there is.
RecordColumn nameColumn(const QLocale &locale)
{
    RecordColumn made = plain("name", QT_TRANSLATE_NOOP("Office", "Article"));
    made.text = [locale](const QJsonObject &r) { return articleName(r, locale); };
    return made;
}

/// The price that is in force everywhere without one of its own; those of stations are counted.
QString priceText(const QJsonObject &article, const QLocale &locale)
{
    const auto read = articleFromJson(article);
    if (!read)
        return {};
    const auto now = Timestamp{QDateTime::currentMSecsSinceEpoch()};
    const Price *general = nullptr;
    int own = 0;
    for (const Price &price : read->prices) {
        if (price.station)
            ++own;
        else if (price.validFrom <= now
                 && (!general
                     || std::pair(price.validFrom, price.version)
                         > std::pair(general->validFrom, general->version)))
            general = &price;
    }
    const QString text = general ? formatUnitPrice(general->price, locale) : QStringLiteral("–");
    return own == 0 ? text : say(QT_TRANSLATE_NOOP("Office", "%1, others at stations")).arg(text);
}

}

QString quantityText(qint64 thousandths, const QLocale &locale)
{
    return thousandths % 1'000 == 0 ? locale.toString(thousandths / 1'000)
                                    : locale.toString(double(thousandths) / 1'000, 'f', 3);
}

QString articleName(const QJsonObject &record, const QLocale &locale)
{
    const bool chinese = locale.language() == QLocale::Chinese;
    const QString wanted = member(record, chinese ? "nameZh" : "nameEn");
    return wanted.isEmpty() ? member(record, chinese ? "nameEn" : "nameZh") : wanted;
}

QString stockMoveText(StockMoveKind kind)
{
    switch (kind) {
    case StockMoveKind::Receipt:
        return say(QT_TRANSLATE_NOOP("Office", "Received"));
    case StockMoveKind::Count:
        return say(QT_TRANSLATE_NOOP("Office", "Counted"));
    case StockMoveKind::TransferOut:
        return say(QT_TRANSLATE_NOOP("Office", "Sent to a station"));
    case StockMoveKind::TransferIn:
        return say(QT_TRANSLATE_NOOP("Office", "Came from a station"));
    case StockMoveKind::Waste:
        return say(QT_TRANSLATE_NOOP("Office", "Thrown away"));
    case StockMoveKind::Sale:
        return say(QT_TRANSLATE_NOOP("Office", "Sold"));
    case StockMoveKind::SaleReturned:
        return say(QT_TRANSLATE_NOOP("Office", "Brought back"));
    }
    return {};
}

RecordSource articleSource()
{
    return {QStringLiteral("/api/v1/articles"), QStringLiteral("articles"), QStringLiteral("after"),
            QStringLiteral("code"), true};
}

RecordSource stockSource()
{
    return {QStringLiteral("/api/v1/stock"), QStringLiteral("stock"), {}, {}, false};
}

QList<RecordColumn> articleColumns(const QLocale &locale)
{
    RecordColumn price = plain("price", QT_TRANSLATE_NOOP("Office", "Price"));
    price.isNumber = true;
    price.text = [locale](const QJsonObject &r) { return priceText(r, locale); };
    RecordColumn tax = plain("tax", QT_TRANSLATE_NOOP("Office", "Tax"));
    tax.isNumber = true;
    tax.text = [locale](const QJsonObject &r) {
        return QStringLiteral("%1%").arg(locale.toString(double(figure(r, "tax")) / 100));
    };
    tax.key = [](const QJsonObject &r) { return figure(r, "tax"); };
    RecordColumn barcodes = plain("barcodes", QT_TRANSLATE_NOOP("Office", "Barcodes"));
    barcodes.text = [](const QJsonObject &r) {
        QStringList codes;
        for (const QJsonValueConstRef code : r[QLatin1String("barcodes")].toArray())
            codes << code.toString();
        return codes.join(QStringLiteral(", "));
    };
    RecordColumn unit = plain("unit", QT_TRANSLATE_NOOP("Office", "Sold by"));
    unit.text = [](const QJsonObject &r) {
        return member(r, "unit") == QLatin1String("kilogram") ? say(QT_TRANSLATE_NOOP("Office", "weight"))
                                                              : say(QT_TRANSLATE_NOOP("Office", "piece"));
    };
    RecordColumn picture = plain("picture", QT_TRANSLATE_NOOP("Office", "Picture"));
    picture.text = [](const QJsonObject &r) {
        return member(r, "picture").isEmpty() ? QString() : say(QT_TRANSLATE_NOOP("Office", "yes"));
    };
    picture.isShown = false;
    RecordColumn state = plain("active", QT_TRANSLATE_NOOP("Office", "State"));
    state.text = [](const QJsonObject &r) {
        return r[QLatin1String("active")].toBool() ? say(QT_TRANSLATE_NOOP("Office", "On sale"))
                                                   : say(QT_TRANSLATE_NOOP("Office", "Not on sale"));
    };
    state.tone = [](const QJsonObject &r) {
        return r[QLatin1String("active")].toBool() ? Tone::Good : Tone::Plain;
    };
    return {plain("code", QT_TRANSLATE_NOOP("Office", "Code")),
            nameColumn(locale),
            plain("group", QT_TRANSLATE_NOOP("Office", "Group")),
            price,
            tax,
            unit,
            barcodes,
            picture,
            state};
}

QList<RecordColumn> stockColumns(const QLocale &locale)
{
    RecordColumn there = pieces("quantity", QT_TRANSLATE_NOOP("Office", "In stock"), locale);
    there.tone = [](const QJsonObject &r) {
        const qint64 quantity = figure(r, "quantity");
        return quantity < 0 ? Tone::Bad : quantity == 0 ? Tone::Warn : Tone::Plain;
    };
    there.icon = [](const QJsonObject &r) {
        return figure(r, "quantity") < 0 ? QStringLiteral("warning") : QString();
    };
    return {plain("stationCode", QT_TRANSLATE_NOOP("Office", "Station")),
            plain("stationName", QT_TRANSLATE_NOOP("Office", "Station's name")),
            plain("article", QT_TRANSLATE_NOOP("Office", "Code")),
            nameColumn(locale),
            there,
            pieces("inTransit", QT_TRANSLATE_NOOP("Office", "On its way"), locale)};
}

QString stockSums(const QList<QJsonObject> &levels)
{
    qint64 below = 0;
    for (const QJsonObject &level : levels)
        below += figure(level, "quantity") < 0 ? 1 : 0;
    return below == 0 ? QString()
                      : say(QT_TRANSLATE_NOOP("Office", "below zero, to be counted: %1")).arg(below);
}

}
