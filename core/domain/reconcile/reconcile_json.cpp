#include "core/domain/reconcile/reconcile_json.h"

#include "core/domain/exceptions/exception_rules.h"
#include "core/foundation/base/json.h"

#include <QJsonArray>

namespace youka {

QJsonObject toJson(const ReconcileDay &day)
{
    QJsonObject json{{QStringLiteral("merchant"), day.merchant.value},
                     {QStringLiteral("day"), day.day.toString(Qt::ISODate)},
                     {QStringLiteral("state"), QString(dayStateName(day.state))},
                     {QStringLiteral("passes"), day.pass}};
    if (day.ranAt.ms > 0)
        json.insert(QStringLiteral("comparedAt"), day.ranAt.toIso());
    if (day.closedAt.ms > 0) {
        json.insert(QStringLiteral("closedAt"), day.closedAt.toIso());
        json.insert(QStringLiteral("closedBy"), day.closedBy);
    }
    if (!day.journal.isEmpty())
        json.insert(QStringLiteral("settlement"), JournalId::fromBytes(day.journal).text());
    return json;
}

QJsonObject toJson(const ReconcileFigure &figure)
{
    return {{QStringLiteral("class"), QString(reconcileClassName(figure.is))},
            {QStringLiteral("count"), figure.count},
            {QStringLiteral("ours"), toJson(figure.ours)},
            {QStringLiteral("theirs"), toJson(figure.theirs)}};
}

QJsonObject toJson(const Break &found, Timestamp now)
{
    QJsonObject json{{QStringLiteral("id"), found.id},
                     {QStringLiteral("merchant"), found.merchant.value},
                     {QStringLiteral("day"), found.day.toString(Qt::ISODate)},
                     {QStringLiteral("number"), plainNumber(found.number)},
                     {QStringLiteral("channelNo"), found.channelNo},
                     {QStringLiteral("class"), QString(reconcileClassName(found.is))},
                     {QStringLiteral("ours"), toJson(found.ours)},
                     {QStringLiteral("theirs"), toJson(found.theirs)},
                     {QStringLiteral("stake"), toJson(found.stake)},
                     {QStringLiteral("at"), found.at.toIso()},
                     {QStringLiteral("station"), found.station.value},
                     {QStringLiteral("exception"), found.exception.value},
                     {QStringLiteral("state"), QString(exceptionStateName(found.state))},
                     {QStringLiteral("owner"), found.worker},
                     {QStringLiteral("since"), found.since.toIso()},
                     {QStringLiteral("ageHours"), (now.ms - found.since.ms) / 3'600'000}};
    if (found.businessDay.isValid())
        json.insert(QStringLiteral("businessDay"), found.businessDay.toString(Qt::ISODate));
    return json;
}

QJsonObject toJson(const Settlement &settlement)
{
    return {{QStringLiteral("gross"), toJson(settlement.gross)},
            {QStringLiteral("discount"), toJson(settlement.discount)},
            {QStringLiteral("fee"), toJson(settlement.fee)},
            {QStringLiteral("net"), toJson(settlement.net)}};
}

QJsonObject toJson(const ArrivalDone &arrival)
{
    return {{QStringLiteral("settled"), toJson(arrival.settled)},
            {QStringLiteral("arrived"), toJson(arrival.arrived)}};
}

QJsonObject toJson(const DayReport &report)
{
    QJsonArray figures;
    for (const ReconcileFigure &figure : report.figures)
        figures.append(toJson(figure));
    QJsonObject json = toJson(report.day);
    json.insert(QStringLiteral("figures"), figures);
    json.insert(QStringLiteral("breaks"), report.breaks);
    json.insert(QStringLiteral("waiting"), report.waiting);
    return json;
}

}
