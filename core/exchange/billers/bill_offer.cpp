#include "core/exchange/billers/bill_offer.h"

#include "core/foundation/base/json.h"
#include "core/foundation/crypto/aead.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace youka {

namespace {

constexpr const char *Context = "bill-offer";

QJsonArray amounts(const QList<Money> &list)
{
    QJsonArray array;
    for (const Money &one : list)
        array.append(toJson(one));
    return array;
}

}

QString sealOffer(const QByteArray &key, const BillOffer &offer)
{
    const QJsonObject json{{QStringLiteral("biller"), QString::number(offer.biller.value)},
                           {QStringLiteral("account"), offer.account},
                           {QStringLiteral("bill"), offer.bill.number},
                           {QStringLiteral("period"), offer.bill.period},
                           {QStringLiteral("due"), toJson(offer.bill.due)},
                           {QStringLiteral("lateFee"), toJson(offer.bill.lateFee)},
                           {QStringLiteral("least"), toJson(offer.bill.least)},
                           {QStringLiteral("choices"), amounts(offer.bill.choices)},
                           {QStringLiteral("until"), QString::number(offer.until.ms)}};
    return QString::fromLatin1(aeadSeal(key, QJsonDocument(json).toJson(QJsonDocument::Compact), Context)
                                   .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

Result<BillOffer> openOffer(const QByteArray &key, const QString &sealed, Timestamp now)
{
    const auto plain =
        aeadOpen(key, QByteArray::fromBase64(sealed.toLatin1(), QByteArray::Base64UrlEncoding), Context);
    const auto json = plain ? parseJsonObject(*plain) : fail(plain.error());
    if (!json)
        return fail(ErrorCode::BillChanged, QStringLiteral("not an offer of ours"));
    JsonReader in(*json);
    BillOffer offer;
    offer.biller = {in.integer("biller", 1, std::numeric_limits<qint64>::max())};
    offer.account = in.text("account", 40);
    offer.bill.number = in.textOr("bill", {}, 40);
    offer.bill.period = in.textOr("period", {}, 40);
    offer.bill.due = in.money("due");
    offer.bill.lateFee = in.money("lateFee");
    offer.bill.least = in.money("least");
    for (const QJsonValue value : in.array("choices", 20))
        offer.bill.choices += JsonReader(QJsonObject{{QStringLiteral("a"), value}}).money("a");
    offer.until = {in.integer("until", 0, std::numeric_limits<qint64>::max())};
    if (in.error() || now > offer.until)
        return fail(ErrorCode::BillChanged, QStringLiteral("looked up too long ago"));
    return offer;
}

QJsonObject billJson(const Bill &bill)
{
    QJsonObject json{{QStringLiteral("number"), bill.number},
                     {QStringLiteral("period"), bill.period},
                     {QStringLiteral("due"), toJson(bill.due)},
                     {QStringLiteral("lateFee"), toJson(bill.lateFee)},
                     {QStringLiteral("total"), toJson(bill.total())},
                     {QStringLiteral("perDay"), toJson(dailyLateFee(bill))},
                     {QStringLiteral("arrears"), bill.isArrears},
                     {QStringLiteral("least"), toJson(bill.least)},
                     {QStringLiteral("choices"), amounts(bill.choices)}};
    if (bill.payBy.isValid())
        json.insert(QStringLiteral("payBy"), bill.payBy.toString(Qt::ISODate));
    if (!bill.use || !explains(*bill.use, bill.due))
        return json;
    QJsonArray steps;
    for (const TariffLine &line : tariffLines(*bill.use, bill.due.currency))
        steps.append(QJsonObject{{QStringLiteral("from"), line.from},
                                 {QStringLiteral("upTo"), line.upTo},
                                 {QStringLiteral("used"), line.used},
                                 {QStringLiteral("price"), line.price},
                                 {QStringLiteral("amount"), toJson(line.amount)}});
    QJsonObject use{{QStringLiteral("unit"), bill.use->unit},
                    {QStringLiteral("used"), bill.use->used},
                    {QStringLiteral("steps"), steps}};
    if (const auto next = nextStep(*bill.use))
        use.insert(QStringLiteral("next"),
                   QJsonObject{{QStringLiteral("left"), next->left},
                               {QStringLiteral("now"), next->now},
                               {QStringLiteral("price"), next->price}});
    json.insert(QStringLiteral("use"), use);
    return json;
}

}
