#include "apps/server/route_table.h"

#include "apps/server/server.h"
#include "core/exchange/api/problem.h"

#include <QJsonDocument>

namespace youka {

void Call::answer(const QJsonObject &json, int status) const
{
    respond({status, QJsonDocument(json).toJson(QJsonDocument::Compact)});
}

void Call::refuse(const Error &error) const
{
    HttpReply reply{httpStatus(error.code),
                    problemJson(error, server.sentence(error, request.acceptLanguage))};
    reply.retryAfterS = error.retryAfterS;
    respond(std::move(reply));
}

void RouteTable::add(Route route)
{
    m_parts.push_back(route.path.split('/'));
    m_routes.push_back(std::move(route));
}

RouteTable::Match RouteTable::match(const QByteArray &method, const QByteArray &path) const
{
    Match result;
    const QList<QByteArray> parts = path.split('/');
    for (size_t r = 0; r < m_routes.size(); ++r) {
        const auto &pattern = m_parts[r];
        if (pattern.size() != parts.size())
            continue;
        QStringList captures;
        bool fits = true;
        for (qsizetype i = 0; fits && i < parts.size(); ++i) {
            if (pattern[i].startsWith('{'))
                captures.append(QString::fromUtf8(QByteArray::fromPercentEncoding(parts[i])));
            else
                fits = pattern[i] == parts[i];
        }
        if (!fits)
            continue;
        result.pathKnown = true;
        if (m_routes[r].method == method)
            return {&m_routes[r], captures, true};
    }
    return result;
}

}
