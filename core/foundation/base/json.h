#pragma once

#include "core/foundation/base/ids.h"
#include "core/foundation/base/money.h"

#include <QJsonObject>

namespace youka {

/// Parses one JSON object of at most `maxBytes`. Errors: InvalidInput with the offset.
Result<QJsonObject> parseJsonObject(QByteArrayView bytes, qsizetype maxBytes = 1 << 20);

/// The text as JSON writes it, with its quotes; for putting together what is JSON already.
QByteArray jsonText(const QString &text);

/// Money on the wire: {"amount":"200.00","currency":"CNY"}. Strings, because a JSON number is a double
/// elsewhere.
QJsonObject toJson(Money money);
QJsonObject toJson(UnitPrice price);
/// Errors: InvalidInput, NumberOutOfRange (beyond a hundred million million minor units, so that sums of
/// outside values stay in range).
Result<Money> moneyFromJson(const QJsonValue &value);
Result<UnitPrice> unitPriceFromJson(const QJsonValue &value);

/// Reads the members of one JSON object and remembers the first thing wrong, so that a parser reads straight
/// down and asks once: `JsonReader in(object); sale.id = in.id<SaleId>("saleId"); ... if (auto e =
/// in.error()) ...`. The error's detail names the member. Missing optional members give the default.
class JsonReader
{
public:
    explicit JsonReader(QJsonObject object)
        : m_object(std::move(object))
    {
    }

    QString text(const char *name, qsizetype maxLength = 4096);
    QString textOr(const char *name, const QString &otherwise, qsizetype maxLength = 4096);
    /// Accepts a JSON number without a fraction within +-2^53, or a decimal string.
    qint64 integer(const char *name, qint64 min, qint64 max);
    qint64 integerOr(const char *name, qint64 otherwise, qint64 min, qint64 max);
    bool booleanOr(const char *name, bool otherwise);
    Timestamp time(const char *name);
    Money money(const char *name);
    UnitPrice unitPrice(const char *name);
    QByteArray base64(const char *name, qsizetype maxBytes = 65536);
    QJsonObject object(const char *name);
    QJsonArray array(const char *name, qsizetype maxItems = 10'000);
    bool has(const char *name) const { return m_object.contains(QLatin1String(name)); }

    template <class G>
    G id(const char *name)
    {
        const auto parsed = G::parse(text(name));
        if (!parsed) {
            refuse(name, parsed.error().detail);
            return {};
        }
        return *parsed;
    }

    void refuse(const char *name, const QString &why);
    const std::optional<Error> &error() const { return m_error; }

private:
    const QJsonObject m_object; ///< const: asking a changing one for a member it lacks would add it
    std::optional<Error> m_error;
};

}
