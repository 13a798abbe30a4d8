#include "ui/widgets/record_columns.h"

#include "core/domain/exceptions/exception_rules.h"
#include "core/foundation/base/format.h"
#include "core/foundation/base/json.h"
#include "ui/sentences/sentences.h"
#include "ui/widgets/columns.h"
#include "ui/widgets/exception_words.h"
#include "ui/widgets/goods_forms.h"
#include "ui/widgets/office_words.h"

#include <QJsonArray>
#include <QMap>

#include <algorithm>

namespace youka {

namespace {

using Tone = RecordColumn::Tone;

using namespace columns;

RecordColumn product(const char *title)
{
    RecordColumn column = plain("product", title);
    column.text = [](const QJsonObject &r) { return productName(member(r, "product")); };
    return column;
}

RecordColumn cardState()
{
    RecordColumn column = plain("state", QT_TRANSLATE_NOOP("Office", "State"));
    column.text = [](const QJsonObject &r) {
        return cardStateText(CardState(r[QLatin1String("state")].toInt()));
    };
    column.key = [](const QJsonObject &r) { return r[QLatin1String("state")].toInt(); };
    column.tone = [](const QJsonObject &r) {
        switch (CardState(r[QLatin1String("state")].toInt())) {
        case CardState::Active:
            return Tone::Good;
        case CardState::Frozen:
        case CardState::Lost:
            return Tone::Bad;
        case CardState::Issued:
            return Tone::Warn;
        case CardState::Closed:
            break;
        }
        return Tone::Plain;
    };
    return column;
}

RecordColumn litres(const QLocale &locale)
{
    RecordColumn column = number("volumeMl", QT_TRANSLATE_NOOP("Office", "Litres"));
    column.text = [locale](const QJsonObject &r) {
        return formatVolume({member(r, "volumeMl").toLongLong()}, locale);
    };
    return column;
}

RecordColumn unitPrice(const QLocale &locale)
{
    RecordColumn column = number("price", QT_TRANSLATE_NOOP("Office", "Price"));
    column.text = [locale](const QJsonObject &r) {
        return unitPriceFromJson(r[QLatin1String("price")])
            .map([&](UnitPrice p) { return formatUnitPrice(p, locale); })
            .value_or(QString());
    };
    column.key = [](const QJsonObject &r) {
        return unitPriceFromJson(r[QLatin1String("price")])
            .map([](UnitPrice p) { return p.milli; })
            .value_or(0);
    };
    return column;
}

/// How long a case has been there; what is overdue says so in a word, with a sign.
RecordColumn age(const Clock &clock)
{
    constexpr qint64 Minute = 60'000;
    constexpr qint64 Day = 24 * 60 * Minute;
    RecordColumn column = plain("age", QT_TRANSLATE_NOOP("Office", "Age"));
    const auto ageMs = [&clock](const QJsonObject &r) {
        const auto at = Timestamp::fromIso(member(r, "at"));
        return at ? std::max<qint64>(0, clock.now().ms - at->ms) : 0;
    };
    const auto overdue = [](const QJsonObject &r) { return r[QLatin1String("overdue")].toBool(); };
    column.text = [ageMs, overdue](const QJsonObject &r) {
        const qint64 ms = ageMs(r);
        const QString text = ms >= Day
            ? say(QT_TRANSLATE_NOOP("Office", "%1 d %2 h")).arg(ms / Day).arg(ms % Day / (60 * Minute))
            : say(QT_TRANSLATE_NOOP("Office", "%1 h %2 min"))
                  .arg(ms / (60 * Minute))
                  .arg(ms % (60 * Minute) / Minute);
        return overdue(r) ? say(QT_TRANSLATE_NOOP("Office", "Overdue, %1")).arg(text) : text;
    };
    column.key = [ageMs](const QJsonObject &r) { return ageMs(r); };
    column.tone = [overdue](const QJsonObject &r) { return overdue(r) ? Tone::Bad : Tone::Plain; };
    column.icon = [overdue](const QJsonObject &r) {
        return overdue(r) ? QStringLiteral("warning") : QString();
    };
    return column;
}

QString sums(const QList<QJsonObject> &records, const char *name, const QLocale &locale)
{
    QMap<Currency, qint64> totals;
    for (const QJsonObject &record : records)
        if (const auto amount = moneyFromJson(record[QLatin1String(name)]))
            totals[amount->currency] += amount->minor;
    QStringList texts;
    for (auto it = totals.cbegin(); it != totals.cend(); ++it)
        texts.append(formatMoney({it.value(), it.key()}, locale));
    return texts.join(QStringLiteral(" + "));
}

}

QString moneyText(const QJsonObject &record, const char *name, const QLocale &locale)
{
    return moneyFromJson(record[QLatin1String(name)])
        .map([&](Money amount) { return formatMoney(amount, locale); })
        .value_or(QString());
}

QString timeText(const QString &iso, const QLocale &locale)
{
    const auto when = Timestamp::fromIso(iso);
    if (!when)
        return {};
    const QDateTime local = when->toDateTime().toLocalTime();
    return locale.toString(local.date(), QLocale::ShortFormat) + u' ' + local.time().toString(u"HH:mm:ss");
}

QString dateText(const QString &iso, const QLocale &locale)
{
    const QDate day = QDate::fromString(iso, Qt::ISODate);
    return day.isValid() ? locale.toString(day, QLocale::ShortFormat) : QString();
}

RecordSource cardSource()
{
    return {QStringLiteral("/api/v1/cards"), QStringLiteral("cards"), QStringLiteral("after"),
            QStringLiteral("id"), true};
}

RecordSource customerSource()
{
    return {QStringLiteral("/api/v1/customers"), QStringLiteral("customers"), QStringLiteral("after"),
            QStringLiteral("id"), true};
}

RecordSource saleSource()
{
    return {QStringLiteral("/api/v1/sales"), QStringLiteral("sales"), QStringLiteral("before"),
            QStringLiteral("id"), false};
}

RecordSource priceSource()
{
    return {QStringLiteral("/api/v1/prices"), QStringLiteral("prices"), {}, {}, false};
}

QList<RecordColumn> cardColumns(const QLocale &locale)
{
    RecordColumn pin = plain("pinSet", QT_TRANSLATE_NOOP("Office", "PIN"));
    pin.text = [](const QJsonObject &r) {
        return r[QLatin1String("pinSet")].toBool() ? say(QT_TRANSLATE_NOOP("Office", "Set"))
                                                   : say(QT_TRANSLATE_NOOP("Office", "None"));
    };
    RecordColumn products = plain("products", QT_TRANSLATE_NOOP("Office", "Products"));
    products.text = [](const QJsonObject &r) {
        QStringList names;
        for (const QJsonValueConstRef code : r[QLatin1String("products")].toArray())
            names.append(productName(code.toString()));
        return names.isEmpty() ? say(QT_TRANSLATE_NOOP("Office", "All")) : names.join(QStringLiteral(", "));
    };
    return {hidden(number("id", QT_TRANSLATE_NOOP("Office", "No."))),
            plain("masked", QT_TRANSLATE_NOOP("Office", "Card")),
            plain("customer", QT_TRANSLATE_NOOP("Office", "Customer no.")),
            plain("customerName", QT_TRANSLATE_NOOP("Office", "Customer")),
            cardState(),
            money("balance", QT_TRANSLATE_NOOP("Office", "Balance"), locale),
            money("held", QT_TRANSLATE_NOOP("Office", "Held"), locale),
            money("available", QT_TRANSLATE_NOOP("Office", "Available"), locale),
            money("limitPerSale", QT_TRANSLATE_NOOP("Office", "Sale limit"), locale),
            money("limitPerDay", QT_TRANSLATE_NOOP("Office", "Day limit"), locale),
            hidden(products),
            hidden(pin),
            date("expires", QT_TRANSLATE_NOOP("Office", "Valid until"), locale)};
}

QList<RecordColumn> customerColumns(const QLocale &)
{
    return {hidden(number("id", QT_TRANSLATE_NOOP("Office", "No."))),
            plain("number", QT_TRANSLATE_NOOP("Office", "Customer no.")),
            plain("name", QT_TRANSLATE_NOOP("Office", "Customer")),
            plain("segment", QT_TRANSLATE_NOOP("Office", "Segment")),
            plain("currency", QT_TRANSLATE_NOOP("Office", "Currency"))};
}

namespace {

/// The fuel and the shop's goods of a sale: "95#, Water × 2".
RecordColumn soldThings(const QLocale &locale)
{
    RecordColumn column = plain("product", QT_TRANSLATE_NOOP("Office", "Product"));
    column.text = [locale](const QJsonObject &r) {
        QStringList things;
        if (!member(r, "product").isEmpty())
            things << productName(member(r, "product"));
        for (const QJsonValueConstRef value : r[QLatin1String("goods")].toArray()) {
            const QJsonObject good = value.toObject();
            const qint64 quantity = member(good, "quantity").toLongLong();
            const QString name = member(good, good.contains(QLatin1String("name")) ? "name" : "product");
            things << (quantity == 1'000
                           ? name
                           : QStringLiteral("%1 × %2").arg(name, quantityText(quantity, locale)));
        }
        return things.join(QStringLiteral(", "));
    };
    return column;
}

}

QList<RecordColumn> saleColumns(const QLocale &locale)
{
    RecordColumn mode = plain("mode", QT_TRANSLATE_NOOP("Office", "Paid by"));
    mode.text = [](const QJsonObject &r) { return saleModeText(SaleMode(r[QLatin1String("mode")].toInt())); };
    RecordColumn offline = plain("offline", QT_TRANSLATE_NOOP("Office", "Taken"));
    offline.text = [](const QJsonObject &r) {
        return r[QLatin1String("offline")].toBool() ? say(QT_TRANSLATE_NOOP("Office", "Offline"))
                                                    : say(QT_TRANSLATE_NOOP("Office", "Online"));
    };
    offline.tone = [](const QJsonObject &r) {
        return r[QLatin1String("offline")].toBool() ? Tone::Warn : Tone::Plain;
    };
    return {time("occurred", QT_TRANSLATE_NOOP("Office", "Time"), locale),
            hidden(date("day", QT_TRANSLATE_NOOP("Office", "Business day"), locale)),
            hidden(number("station", QT_TRANSLATE_NOOP("Office", "Station"))),
            hidden(number("terminal", QT_TRANSLATE_NOOP("Office", "Terminal"))),
            number("pump", QT_TRANSLATE_NOOP("Office", "Pump")),
            soldThings(locale),
            litres(locale),
            unitPrice(locale),
            money("gross", QT_TRANSLATE_NOOP("Office", "Amount"), locale),
            mode,
            plain("maskedCard", QT_TRANSLATE_NOOP("Office", "Card no.")),
            offline,
            hidden(time("posted", QT_TRANSLATE_NOOP("Office", "Booked"), locale)),
            hidden(plain("id", QT_TRANSLATE_NOOP("Office", "Sale id"))),
            plain("cashier", QT_TRANSLATE_NOOP("Office", "Cashier"))}; // last: layouts are kept by number
}

QList<RecordColumn> priceColumns(const QLocale &locale)
{
    RecordColumn station = number("station", QT_TRANSLATE_NOOP("Office", "Station"));
    station.text = [](const QJsonObject &r) {
        const int id = r[QLatin1String("station")].toInt();
        return id == 0 ? say(QT_TRANSLATE_NOOP("Office", "All stations")) : QString::number(id);
    };
    station.isNumber = false;
    return {hidden(number("version", QT_TRANSLATE_NOOP("Office", "Version"))),
            product(QT_TRANSLATE_NOOP("Office", "Product")),
            unitPrice(locale),
            time("validFrom", QT_TRANSLATE_NOOP("Office", "Valid from"), locale),
            station,
            plain("actor", QT_TRANSLATE_NOOP("Office", "Entered by"))};
}

RecordSource staffSource()
{
    return {QStringLiteral("/api/v1/staff"), QStringLiteral("staff"), QStringLiteral("after"),
            QStringLiteral("id"), true};
}

QList<RecordColumn> staffColumns()
{
    RecordColumn role = plain("role", QT_TRANSLATE_NOOP("Office", "Role"));
    role.text = [](const QJsonObject &r) {
        return roleText(roleFromName(member(r, "role")).value_or(Role::Nobody));
    };
    RecordColumn station = plain("station", QT_TRANSLATE_NOOP("Office", "Station"));
    station.text = [](const QJsonObject &r) {
        const QString code = member(r, "station");
        return code.isEmpty() ? say(QT_TRANSLATE_NOOP("Office", "All stations")) : code;
    };
    const auto has = [](const QJsonObject &r, const char *what) { return r[QLatin1String(what)].toBool(); };
    RecordColumn pin = plain("pinSet", QT_TRANSLATE_NOOP("Office", "Till PIN"));
    pin.text = [has](const QJsonObject &r) {
        return has(r, "pinSet") ? say(QT_TRANSLATE_NOOP("Office", "Set"))
                                : say(QT_TRANSLATE_NOOP("Office", "None"));
    };
    RecordColumn state = plain("active", QT_TRANSLATE_NOOP("Office", "State"));
    state.text = [has](const QJsonObject &r) {
        return has(r, "active") ? say(QT_TRANSLATE_NOOP("Office", "Works here"))
                                : say(QT_TRANSLATE_NOOP("Office", "Has left"));
    };
    state.tone = [has](const QJsonObject &r) { return has(r, "active") ? Tone::Good : Tone::Plain; };
    return {number("id", QT_TRANSLATE_NOOP("Office", "No.")),
            plain("name", QT_TRANSLATE_NOOP("Office", "Full name")),
            plain("login", QT_TRANSLATE_NOOP("Office", "Sign-in name")),
            role,
            station,
            pin,
            state};
}

QList<TablePage::View> exceptionViews()
{
    const QString all = QStringLiteral("/api/v1/exceptions");
    return {{say(QT_TRANSLATE_NOOP("Office", "To be seen to")), exceptionSource().path},
            {say(QT_TRANSLATE_NOOP("Office", "Resolved")), all + QStringLiteral("?state=resolved")},
            {say(QT_TRANSLATE_NOOP("Office", "All")), all}};
}

RecordSource exceptionSource()
{
    return {QStringLiteral("/api/v1/exceptions?state=unresolved"), QStringLiteral("exceptions"),
            QStringLiteral("before"), QStringLiteral("id"), false};
}

QList<RecordColumn> exceptionColumns(const QLocale &locale, const Clock &clock)
{
    RecordColumn kind = plain("kind", QT_TRANSLATE_NOOP("Office", "Case"));
    kind.text = [](const QJsonObject &r) {
        const auto known = exceptionKindFromName(member(r, "kind"));
        return known ? exceptionKindText(*known) : member(r, "kind");
    };
    RecordColumn state = plain("state", QT_TRANSLATE_NOOP("Office", "State"));
    const auto stateOf = [](const QJsonObject &r) {
        return exceptionStateFromName(member(r, "state")).value_or(ExceptionState::Open);
    };
    state.text = [stateOf](const QJsonObject &r) { return exceptionStateText(stateOf(r)); };
    state.key = [stateOf](const QJsonObject &r) { return int(stateOf(r)); };
    state.tone = [stateOf](const QJsonObject &r) {
        return stateOf(r) == ExceptionState::Proposed ? Tone::Warn : Tone::Plain;
    };
    RecordColumn owner = plain("owner", QT_TRANSLATE_NOOP("Office", "Owner"));
    owner.text = [](const QJsonObject &r) {
        return roleText(roleFromName(member(r, "owner")).value_or(Role::Nobody));
    };
    RecordColumn station = number("station", QT_TRANSLATE_NOOP("Office", "Station"));
    station.isNumber = false;
    RecordColumn resolution = plain("resolution", QT_TRANSLATE_NOOP("Office", "Outcome"));
    resolution.text = [](const QJsonObject &r) {
        const auto known = resolutionFromName(member(r, "resolution"));
        return known ? resolutionText(*known) : QString();
    };
    return {number("id", QT_TRANSLATE_NOOP("Office", "No.")),
            kind,
            station,
            hidden(number("terminal", QT_TRANSLATE_NOOP("Office", "Terminal"))),
            money("amount", QT_TRANSLATE_NOOP("Office", "Amount"), locale),
            age(clock),
            state,
            owner,
            plain("worker", QT_TRANSLATE_NOOP("Office", "In work by")),
            hidden(resolution),
            hidden(time("at", QT_TRANSLATE_NOOP("Office", "Opened"), locale)),
            hidden(time("alarmAt", QT_TRANSLATE_NOOP("Office", "Due"), locale)),
            hidden(plain("sale", QT_TRANSLATE_NOOP("Office", "Sale id")))};
}

QString exceptionSums(const QList<QJsonObject> &exceptions)
{
    int overdue = 0;
    for (const QJsonObject &exception : exceptions)
        overdue += exception[QLatin1String("overdue")].toBool() ? 1 : 0;
    return overdue == 0 ? QString() : QCoreApplication::translate("Office", "%n overdue", nullptr, overdue);
}

QString cardSums(const QList<QJsonObject> &cards, const QLocale &locale)
{
    const QString text = sums(cards, "balance", locale);
    return text.isEmpty() ? QString() : say(QT_TRANSLATE_NOOP("Office", "Balance: %1")).arg(text);
}

QString saleSums(const QList<QJsonObject> &sales, const QLocale &locale)
{
    if (sales.isEmpty())
        return {};
    Volume volume;
    for (const QJsonObject &sale : sales)
        volume = volume + Volume{member(sale, "volumeMl").toLongLong()};
    return say(QT_TRANSLATE_NOOP("Office", "%1 L, %2"))
        .arg(formatVolume(volume, locale), sums(sales, "gross", locale));
}

}
