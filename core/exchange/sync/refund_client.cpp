#include "core/exchange/sync/refund_client.h"

#include "core/domain/refunds/refund_json.h"
#include "core/domain/refunds/refund_rules.h"
#include "core/domain/sales/counter_sale.h"
#include "core/exchange/api/problem.h"

#include <QJsonArray>

namespace youka {

namespace {

QString pathOf(SaleId sale) { return QStringLiteral("/api/v1/counter-sales/") + sale.text(); }

Error asTillSays(const Error &error)
{
    return isNoAnswer(error) ? Error{ErrorCode::RefundOnlineOnly, error.detail} : error;
}

Result<CounterRefundDone> doneOf(const QJsonObject &json)
{
    constexpr qint64 Most = std::numeric_limits<qint64>::max();
    JsonReader in(json);
    CounterRefundDone done;
    done.waiting = in.booleanOr("waiting", false);
    if (done.waiting) {
        done.maker = in.text("maker", 200);
        done.money = in.money("money");
        return in.error() ? Result<CounterRefundDone>(fail(*in.error())) : done;
    }
    JsonReader refund(in.object("refund"));
    done.money = refund.money("money");
    done.toCash = refund.text("way", 10) == QLatin1String("cash");
    done.toDebt = refund.money("toDebt");
    done.coupons = refund.integer("coupons", 0, Most);
    done.pointsBack = refund.integer("pointsBack", 0, Most);
    done.pointsTaken = refund.integer("pointsTaken", 0, Most);
    return refund.error() ? Result<CounterRefundDone>(fail(*refund.error())) : done;
}

}

void RefundClient::find(const QString &number, std::function<void(Result<std::vector<SaleView>>)> answer)
{
    QString digits = number;
    digits.remove(u' ');
    m_api.get(QStringLiteral("/api/v1/counter-sales?number=") + digits,
              [answer = std::move(answer)](const Result<QJsonObject> &reply) {
                  if (!reply)
                      return answer(fail(asTillSays(reply.error())));
                  std::vector<SaleView> sales;
                  const QJsonArray found = (*reply)[QLatin1String("sales")].toArray();
                  for (const auto &one : found) {
                      const auto sale = counterSaleFromJson(one.toObject());
                      if (!sale)
                          return answer(fail(sale.error()));
                      sales.push_back(*sale);
                  }
                  answer(sales.empty() ? Result<std::vector<SaleView>>(fail(ErrorCode::SaleNotFound))
                                       : sales);
              });
}

void RefundClient::lines(SaleId sale, std::function<void(Result<std::vector<RefundLine>>)> answer)
{
    m_api.get(pathOf(sale), [answer = std::move(answer)](const Result<QJsonObject> &reply) {
        if (!reply)
            return answer(fail(asTillSays(reply.error())));
        answer(refundLinesFromJson((*reply)[QLatin1String("lines")].toArray()));
    });
}

void RefundClient::refund(const CounterRefund &refund, std::function<void(Result<CounterRefundDone>)> answer)
{
    QJsonArray parts;
    for (const RefundPart &part : refund.parts)
        parts.append(QJsonObject{{QStringLiteral("line"), part.line},
                                 {QStringLiteral("quantity"), QString::number(part.quantity)}});
    QJsonObject body{{QStringLiteral("reason"), QString(refundReasonName(refund.reason))},
                     {QStringLiteral("note"), refund.note},
                     {QStringLiteral("staff"), QString::number(refund.by.value)},
                     {QStringLiteral("pin"), refund.pin}};
    if (!parts.isEmpty())
        body.insert(QStringLiteral("parts"), parts);
    m_api.post(pathOf(refund.sale) + QStringLiteral("/refunds"), body, refund.operation,
               [answer = std::move(answer)](const Result<QJsonObject> &reply) {
                   if (!reply)
                       return answer(fail(asTillSays(reply.error())));
                   answer(doneOf(*reply));
               });
}

}
