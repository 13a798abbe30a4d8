#include "apps/server/web/browser.h"

#include "core/foundation/crypto/digest.h"

#include <QHostAddress>

namespace youka {

Language languageOf(const HttpRequest &request)
{
    const QString asked = request.queryValue(QStringLiteral("lang"));
    if (!asked.isEmpty())
        return languageFromCode(asked);
    const QByteArray chosen = cookieOf(request, LanguageCookie);
    return chosen.isEmpty() ? languageFromHeader(request.acceptLanguage)
                            : languageFromCode(QLatin1String(chosen));
}

QLatin1String languageTag(Language language)
{
    return language == Language::English ? QLatin1String("en") : QLatin1String("zh");
}

QString guesserOf(const HttpRequest &request)
{
    QHostAddress address(request.peer);
    bool isV4 = false;
    const quint32 v4 = address.toIPv4Address(&isV4);
    if (isV4)
        return QStringLiteral("address %1").arg(QHostAddress(v4).toString());
    Q_IPV6ADDR bytes = address.toIPv6Address();
    std::fill(bytes.c + 8, bytes.c + 16, quint8(0));
    return QStringLiteral("address %1/64").arg(QHostAddress(bytes).toString());
}

QByteArray cookieOf(const HttpRequest &request, const char *name)
{
    for (const QByteArray &part : request.cookie.split(';')) {
        const QByteArray pair = part.trimmed();
        const qsizetype equals = pair.indexOf('=');
        if (equals > 0 && pair.left(equals) == name)
            return pair.mid(equals + 1);
    }
    return {};
}

QByteArray setCookie(const char *name, const QByteArray &value, qint64 seconds, const char *sameSite)
{
    return QByteArray("Set-Cookie: ") + name + '=' + value + "; Path=/; Secure; HttpOnly; SameSite="
        + sameSite + "; Max-Age=" + QByteArray::number(seconds) + "\r\n";
}

QString formCheck(const Server &server, const QByteArray &binding, const QString &purpose,
                  const QString &operation)
{
    const QByteArray key = hmacSha256(server.cardKeys().customerWrapping, "youka web form");
    return QString::fromLatin1(
        hmacSha256(key, binding + '\n' + operation.toUtf8() + '\n' + purpose.toUtf8()).toHex());
}

bool isFromHere(const HttpRequest &request)
{
    if (!request.fetchSite.isEmpty() && request.fetchSite != "same-origin")
        return false;
    if (request.origin.isEmpty())
        return true;
    return request.origin == "https://" + request.host;
}

FormFields::FormFields(const QByteArray &body)
    : m_query(QString::fromUtf8(body).replace(u'+', u' '))
{
}

QString FormFields::text(const char *name, qsizetype most) const
{
    return m_query.queryItemValue(QLatin1String(name), QUrl::FullyDecoded).left(most);
}

}
