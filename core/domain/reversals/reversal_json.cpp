#include "core/domain/reversals/reversal_json.h"

#include "core/domain/reversals/reversal_rules.h"

namespace youka {

namespace {

ReversalKind readKind(JsonReader &in, const char *name)
{
    const auto kind = reversalKindFromName(in.text(name, 40));
    if (!kind || *kind == ReversalKind::Authorisation)
        in.refuse(name, QStringLiteral("not known"));
    return kind.value_or(ReversalKind::TopUp);
}

ReversalReason readReason(JsonReader &in)
{
    const auto reason = reversalReasonFromName(in.text("reason", 40));
    if (!reason)
        in.refuse("reason", QStringLiteral("not known"));
    return reason.value_or(ReversalReason::NoAnswer);
}

}

QJsonObject bodyJson(const OperationReversed &fact)
{
    return {{QStringLiteral("kind"), QStringLiteral("operation.reversed")},
            {QStringLiteral("original"), fact.original.text()},
            {QStringLiteral("what"), QString(reversalKindName(fact.kind))},
            {QStringLiteral("reason"), QString(reversalReasonName(fact.reason))}};
}

OperationReversed readOperationReversed(JsonReader &in)
{
    return {in.id<OperationId>("original"), readKind(in, "what"), readReason(in)};
}

Result<ReversalOrder> reversalOrderFromJson(const QJsonObject &json)
{
    JsonReader in(json);
    ReversalOrder order;
    order.original = in.id<OperationId>("original");
    order.kind = readKind(in, "kind");
    order.reason = readReason(in);
    if (in.error())
        return fail(*in.error());
    return order;
}

QJsonObject toJson(const ReversalDone &done)
{
    QJsonObject json{{QStringLiteral("outcome"), QString(reversalOutcomeName(done.outcome))}};
    if (done.journal)
        json.insert(QStringLiteral("journal"), done.journal->text());
    if (!done.maker.isEmpty())
        json.insert(QStringLiteral("maker"), done.maker);
    return json;
}

}
