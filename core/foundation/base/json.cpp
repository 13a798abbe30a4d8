#include "core/foundation/base/json.h"

#include "core/foundation/base/format.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <cmath>

namespace youka {

Result<QJsonObject> parseJsonObject(QByteArrayView bytes, qsizetype maxBytes)
{
    if (bytes.size() > maxBytes)
        return fail(ErrorCode::InvalidInput, QStringLiteral("more than %1 bytes of JSON").arg(maxBytes));
    QJsonParseError problem;
    const auto document = QJsonDocument::fromJson(bytes.toByteArray(), &problem);
    if (problem.error != QJsonParseError::NoError)
        return fail(ErrorCode::InvalidInput,
                    QStringLiteral("JSON: %1 at byte %2").arg(problem.errorString()).arg(problem.offset));
    if (!document.isObject())
        return fail(ErrorCode::InvalidInput, QStringLiteral("JSON: an object is expected"));
    return document.object();
}

QByteArray jsonText(const QString &text)
{
    const bool plain = std::none_of(text.begin(), text.end(), [](QChar c) {
        return c < u' ' || c == u'"' || c == u'\\' || c.isSurrogate();
    });
    if (plain)
        return '"' + text.toUtf8() + '"';
    return QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact).chopped(1).sliced(1);
}

QJsonObject toJson(Money money)
{
    return {{QStringLiteral("amount"), plainAmount(money)},
            {QStringLiteral("currency"), money.currency.code()}};
}

QJsonObject toJson(UnitPrice price)
{
    QLocale c = QLocale::c();
    c.setNumberOptions(QLocale::OmitGroupSeparator);
    return {{QStringLiteral("price"), formatUnitPrice(price, c)},
            {QStringLiteral("currency"), price.currency.code()}};
}

namespace {

/// No honest amount comes near it, and a hundred thousand of them still add up.
constexpr qint64 MaxWireMinor = 100'000'000'000'000;

Result<Money> inBounds(Money money)
{
    if (money.minor > MaxWireMinor || money.minor < -MaxWireMinor)
        return fail(ErrorCode::NumberOutOfRange, QStringLiteral("an amount"));
    return money;
}

}

Result<Money> moneyFromJson(const QJsonValue &value)
{
    const QJsonObject object = value.toObject();
    return Currency::parse(object[QLatin1String("currency")].toString()).and_then([&](Currency currency) {
        return parseAmount(object[QLatin1String("amount")].toString(), currency).and_then(inBounds);
    });
}

Result<UnitPrice> unitPriceFromJson(const QJsonValue &value)
{
    const QJsonObject object = value.toObject();
    return Currency::parse(object[QLatin1String("currency")].toString()).and_then([&](Currency currency) {
        return parseUnitPrice(object[QLatin1String("price")].toString(), currency);
    });
}

void JsonReader::refuse(const char *name, const QString &why)
{
    if (!m_error)
        m_error = Error{ErrorCode::InvalidInput, QLatin1String(name) + QStringLiteral(": ") + why};
}

QString JsonReader::text(const char *name, qsizetype maxLength)
{
    const QJsonValue value = m_object[QLatin1String(name)];
    if (!value.isString())
        refuse(name, QStringLiteral("a text is expected"));
    const QString text = value.toString();
    if (text.size() > maxLength)
        refuse(name, QStringLiteral("longer than %1 characters").arg(maxLength));
    return text;
}

QString JsonReader::textOr(const char *name, const QString &otherwise, qsizetype maxLength)
{
    return has(name) ? text(name, maxLength) : otherwise;
}

qint64 JsonReader::integer(const char *name, qint64 min, qint64 max)
{
    const QJsonValue value = m_object[QLatin1String(name)];
    qint64 number = 0;
    bool ok = false;
    if (value.isString()) {
        number = value.toString().toLongLong(&ok);
    } else if (value.isDouble()) {
        const double raw = value.toDouble();
        ok = std::abs(raw) <= 9007199254740992.0 && std::floor(raw) == raw;
        number = ok ? qint64(raw) : 0;
    }
    if (!ok)
        refuse(name, QStringLiteral("a whole number is expected"));
    else if (number < min || number > max)
        refuse(name, QStringLiteral("not between %1 and %2").arg(min).arg(max));
    else
        return number;
    return 0;
}

qint64 JsonReader::integerOr(const char *name, qint64 otherwise, qint64 min, qint64 max)
{
    return has(name) ? integer(name, min, max) : otherwise;
}

bool JsonReader::booleanOr(const char *name, bool otherwise)
{
    const QJsonValue value = m_object[QLatin1String(name)];
    if (value.isUndefined())
        return otherwise;
    if (!value.isBool())
        refuse(name, QStringLiteral("true or false is expected"));
    return value.toBool();
}

Timestamp JsonReader::time(const char *name)
{
    const auto parsed = Timestamp::fromIso(text(name));
    if (!parsed)
        refuse(name, parsed.error().detail);
    return parsed.value_or(Timestamp{});
}

Money JsonReader::money(const char *name)
{
    const auto parsed = moneyFromJson(m_object[QLatin1String(name)]);
    if (!parsed)
        refuse(name, parsed.error().detail);
    return parsed.value_or(Money{});
}

UnitPrice JsonReader::unitPrice(const char *name)
{
    const auto parsed = unitPriceFromJson(m_object[QLatin1String(name)]);
    if (!parsed)
        refuse(name, parsed.error().detail);
    return parsed.value_or(UnitPrice{});
}

QByteArray JsonReader::base64(const char *name, qsizetype maxBytes)
{
    const auto decoded = QByteArray::fromBase64Encoding(text(name, maxBytes * 2).toLatin1(),
                                                        QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || decoded.decoded.size() > maxBytes) {
        refuse(name, QStringLiteral("base64 of at most %1 bytes is expected").arg(maxBytes));
        return {};
    }
    return decoded.decoded;
}

QJsonObject JsonReader::object(const char *name)
{
    const QJsonValue value = m_object[QLatin1String(name)];
    if (!value.isObject())
        refuse(name, QStringLiteral("an object is expected"));
    return value.toObject();
}

QJsonArray JsonReader::array(const char *name, qsizetype maxItems)
{
    const QJsonValue value = m_object[QLatin1String(name)];
    if (!value.isArray())
        refuse(name, QStringLiteral("a list is expected"));
    const QJsonArray list = value.toArray();
    if (list.size() > maxItems) {
        refuse(name, QStringLiteral("more than %1 items").arg(maxItems));
        return {};
    }
    return list;
}

}
