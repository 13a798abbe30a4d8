#include "core/domain/exceptions/exception_json.h"

#include "core/domain/exceptions/exception_rules.h"
#include "core/foundation/base/json.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace youka {

namespace {

QString base64(const QByteArray &bytes) { return QString::fromLatin1(bytes.toBase64()); }

QJsonObject toJson(const ExceptionStep &step)
{
    QJsonObject json{{QStringLiteral("at"), step.at.toIso()},
                     {QStringLiteral("who"), step.who.name},
                     {QStringLiteral("to"), QString(exceptionStateName(step.to))},
                     {QStringLiteral("resolution"), QString(resolutionName(step.resolution))},
                     {QStringLiteral("reason"), step.reason}};
    if (step.from)
        json.insert(QStringLiteral("from"), QString(exceptionStateName(*step.from)));
    if (step.journal)
        json.insert(QStringLiteral("journal"), step.journal->text());
    return json;
}

QJsonObject toJson(const TerminalRecord &record)
{
    return {{QStringLiteral("seq"), QString::number(record.seq)},
            {QStringLiteral("kind"), record.kind},
            {QStringLiteral("at"), record.at.toIso()},
            {QStringLiteral("problem"), record.problem},
            {QStringLiteral("hash"), QString::fromLatin1(record.hash.toHex())},
            {QStringLiteral("body"), base64(record.body)},
            {QStringLiteral("fact"), QJsonDocument::fromJson(record.body).object()}};
}

}

QJsonObject toJson(const ExceptionCase &exception, Timestamp now)
{
    const Finding &found = exception.found;
    const ExceptionPolicy &policy = policyOf(found.kind);
    QJsonArray resolutions;
    for (const Resolution resolution : policy.resolutions)
        if (resolution != Resolution::None)
            resolutions.append(QString(resolutionName(resolution)));
    QJsonObject json{{QStringLiteral("id"), QString::number(exception.id.value)},
                     {QStringLiteral("kind"), QString(exceptionKindName(found.kind))},
                     {QStringLiteral("owner"), QString(roleName(policy.owner))},
                     {QStringLiteral("state"), QString(exceptionStateName(exception.state))},
                     {QStringLiteral("terminal"), found.terminal.value},
                     {QStringLiteral("station"), found.station.value},
                     {QStringLiteral("record"), QString::number(found.record)},
                     {QStringLiteral("detail"), found.detail},
                     {QStringLiteral("at"), exception.at.toIso()},
                     {QStringLiteral("alarmAt"), alarmAt(exception).toIso()},
                     {QStringLiteral("overdue"), isOverdue(exception, now)},
                     {QStringLiteral("worker"), exception.worker.name},
                     {QStringLiteral("maker"), exception.maker.name},
                     {QStringLiteral("resolution"), QString(resolutionName(exception.resolution))},
                     {QStringLiteral("reason"), exception.reason},
                     {QStringLiteral("resolutions"), resolutions}};
    if (policy.money)
        json.insert(QStringLiteral("amount"), toJson(found.amount));
    if (found.reference.size() == 16)
        json.insert(QStringLiteral("sale"), SaleId::fromBytes(found.reference).text());
    return json;
}

QJsonObject toJson(const ExceptionService::Detail &detail, Timestamp now)
{
    QJsonObject json = toJson(detail.exception, now);
    QJsonArray steps;
    for (const ExceptionStep &step : detail.steps)
        steps.append(toJson(step));
    json.insert(QStringLiteral("steps"), steps);
    if (detail.record)
        json.insert(QStringLiteral("said"), toJson(*detail.record));
    json.insert(QStringLiteral("centre"), QJsonDocument::fromJson(detail.exception.found.evidence).object());
    return json;
}

Result<Proposal> proposalFromJson(const QJsonObject &json)
{
    JsonReader in(json);
    const auto resolution = resolutionFromName(in.text("resolution", 40));
    const Proposal proposal{resolution.value_or(Resolution::None), in.text("reason", 500)};
    if (!resolution)
        in.refuse("resolution", QStringLiteral("not known"));
    if (in.error())
        return fail(*in.error());
    return proposal;
}

}
