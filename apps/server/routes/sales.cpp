#include "apps/server/json_answers.h"
#include "apps/server/pin_check.h"
#include "apps/server/server.h"

#include <QJsonArray>

namespace youka {

namespace {

/// A refusal leaves nothing behind, so its holder is told by a command of its own.
void tellRefused(const std::shared_ptr<Call> &call, const CardQuestion &question, const Error &error)
{
    if (error.code != ErrorCode::LimitPerDay || !call->server.post())
        return;
    call->server.pipeline().submit(
        [call, token = question.card.token](Database &db) -> Result<QByteArray> {
            const Timestamp now = call->server.clock().now();
            return call->server.notices(db)
                .refused(token, call->terminal.station.businessDay(now), now)
                .map([] { return QByteArray(); });
        },
        [call](const Result<QByteArray> &told) {
            if (!told)
                qWarning("messages: %s", qPrintable(toString(told.error())));
        });
}

void book(const std::shared_ptr<Call> &call, const CardQuestion &question, SaleService::Pin pin)
{
    // What is hashed for a repeat is the request as sent, PIN included: the kept hash tells nothing of it.
    call->server.write(call, [call, question, pin](Database &db, Timestamp now) {
        SaleService sales(db, call->server.cardKeys());
        const auto &wish = question.coupons;
        // Points always want the PIN; a refusal is kept, so that nothing may be reserved before it.
        if (wish && wish->points != 0 && pin == SaleService::Pin::NotGiven)
            if (const auto card = CardService(db, call->server.cardKeys()).byToken(question.card.token);
                card && !card->pin.isEmpty())
                return Result<QJsonObject>(fail(ErrorCode::PinRequired));
        auto grant = sales.authorise(question, pin, call->terminal, now);
        if (!grant) {
            tellRefused(call, question, grant.error());
            return Result<QJsonObject>(fail(grant.error()));
        }
        if (wish && wish->any) {
            const auto offers =
                sales.reserveForFuelling(question, *grant, call->server.couponKeys(), call->terminal, now);
            if (!offers)
                return Result<QJsonObject>(fail(offers.error()));
            grant->offers = *offers;
        }
        if (wish && wish->points != 0)
            if (const auto set =
                    sales.reservePointsForFuelling(question, *grant, pin, call->terminal, now, grant->offers);
                !set)
                return Result<QJsonObject>(fail(set.error()));
        return Result<QJsonObject>(toJson(*grant));
    });
}

void authorise(const std::shared_ptr<Call> &call)
{
    auto question = questionFromJson(call->body);
    if (!question)
        return call->refuse(question.error());
    question->operation = call->operation;
    withPin(call, question->card.token, question->card.proof, question->pin,
            [call, question = *question](SaleService::Pin pin) { book(call, question, pin); });
}

void list(const std::shared_ptr<Call> &call)
{
    SaleId before;
    if (const QString text = call->request.queryValue(QStringLiteral("before")); !text.isEmpty()) {
        const auto parsed = SaleId::parse(text);
        if (!parsed)
            return call->refuse(parsed.error());
        before = *parsed;
    }
    const auto sales = SaleRepository(call->server.reader(call->thread)).list(before, 200);
    if (!sales)
        return call->refuse(sales.error());
    QJsonArray array;
    for (const SaleRecord &sale : *sales)
        array.append(toJson(sale));
    call->answer({{QStringLiteral("sales"), array}});
}

void totals(const std::shared_ptr<Call> &call)
{
    const auto sums = SaleRepository(call->server.reader(call->thread)).totals(SaleRepository::By::Product);
    if (!sums)
        return call->refuse(sums.error());
    QJsonArray array;
    for (const SaleRepository::Total &total : *sums)
        array.append(toJson(total));
    call->answer({{QStringLiteral("totals"), array}});
}

}

void addSaleRoutes(RouteTable &table)
{
    table.add({"POST", "/api/v1/authorisations", Permission::CardQuestion, Idempotency::ByKey,
               "May this card take this here? Places a hold",
               R"({"type":"object","required":["saleId","holdId","cardToken","proof","product","wanted"]})",
               R"({"type":"object","required":["holdId","limit","expires","availableAfter"]})", authorise});
    table.add({"GET", "/api/v1/sales", Permission::ReadSales, Idempotency::Reads,
               "Posted sales, newest first", nullptr, R"({"type":"object","required":["sales"]})", list});
    table.add({"GET", "/api/v1/sale-totals", Permission::ReadSales, Idempotency::Reads,
               "Sums of all posted sales, by product", nullptr, R"({"type":"object","required":["totals"]})",
               totals});
}

}
