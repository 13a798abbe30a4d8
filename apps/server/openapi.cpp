#include "apps/server/route_table.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace youka {

namespace {

QJsonObject schemaOf(const char *text)
{
    QJsonParseError problem;
    const auto document = QJsonDocument::fromJson(text, &problem);
    ensure(problem.error == QJsonParseError::NoError, text);
    return document.object();
}

QJsonObject content(const char *schema, const char *type = "application/json")
{
    return {{QLatin1String(type), QJsonObject{{QStringLiteral("schema"), schemaOf(schema)}}}};
}

QJsonArray parametersOf(const Route &route)
{
    QJsonArray parameters;
    for (const QByteArray &part : route.path.split('/'))
        if (part.startsWith('{'))
            parameters.append(
                QJsonObject{{QStringLiteral("name"), QString::fromLatin1(part.sliced(1).chopped(1))},
                            {QStringLiteral("in"), QStringLiteral("path")},
                            {QStringLiteral("required"), true},
                            {QStringLiteral("schema"), schemaOf(R"({"type":"string"})")}});
    if (route.idempotency == Idempotency::ByKey)
        parameters.append(
            QJsonObject{{QStringLiteral("name"), QStringLiteral("Idempotency-Key")},
                        {QStringLiteral("in"), QStringLiteral("header")},
                        {QStringLiteral("required"), true},
                        {QStringLiteral("description"),
                         QStringLiteral("UUID of the operation; a repeat gets the first answer again")},
                        {QStringLiteral("schema"), schemaOf(R"({"type":"string","format":"uuid"})")}});
    return parameters;
}

QJsonObject operationOf(const Route &route)
{
    QJsonArray roles;
    for (const Role role :
         {Role::Nobody, Role::Customer, Role::Terminal, Role::Cashier, Role::Manager, Role::Operator})
        if (isPermitted(role, route.permission))
            roles.append(QString(roleName(role)));
    QJsonObject operation{
        {QStringLiteral("summary"), QString::fromUtf8(route.summary)},
        {QStringLiteral("x-roles"), roles},
        {QStringLiteral("parameters"), parametersOf(route)},
        {QStringLiteral("responses"),
         QJsonObject{{QStringLiteral("200"),
                      QJsonObject{{QStringLiteral("description"), QStringLiteral("Done")},
                                  {QStringLiteral("content"), content(route.answerSchema)}}},
                     {QStringLiteral("default"),
                      QJsonObject{{QStringLiteral("description"), QStringLiteral("A problem (RFC 9457)")},
                                  {QStringLiteral("content"),
                                   content(R"({"type":"object","required":["type","title","status","code"]})",
                                           "application/problem+json")}}}}}};
    if (route.requestSchema)
        operation.insert(QStringLiteral("requestBody"),
                         QJsonObject{{QStringLiteral("required"), true},
                                     {QStringLiteral("content"), content(route.requestSchema)}});
    return operation;
}

}

QByteArray openApi(const RouteTable &table, const QString &version)
{
    QJsonObject paths;
    for (const Route &route : table.routes()) {
        if (route.page)
            continue;
        const QString path = QString::fromLatin1(route.path);
        QJsonObject item = paths[path].toObject();
        item.insert(QString::fromLatin1(route.method.toLower()), operationOf(route));
        paths.insert(path, item);
    }
    return QJsonDocument(QJsonObject{{QStringLiteral("openapi"), QStringLiteral("3.1.0")},
                                     {QStringLiteral("info"),
                                      QJsonObject{{QStringLiteral("title"), QStringLiteral("Youka")},
                                                  {QStringLiteral("version"), version}}},
                                     {QStringLiteral("paths"), paths}})
        .toJson(QJsonDocument::Compact);
}

}
