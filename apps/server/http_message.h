#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QUrlQuery>

#include <functional>

namespace youka {

/// One request, taken out of the HTTP library's hands.
struct HttpRequest
{
    QByteArray method;
    QByteArray path;  ///< as sent, encoded
    QByteArray query; ///< as sent, without the question mark
    QByteArray body;
    QByteArray contentType;
    QByteArray contentEncoding;
    QByteArray authorization;
    QByteArray idempotencyKey;
    QByteArray contentDigest;
    QByteArray signatureInput;
    QByteArray signature;
    QByteArray acceptLanguage;
    QByteArray cookie;
    QByteArray host;
    QByteArray origin;
    QByteArray fetchSite; ///< Sec-Fetch-Site: who made the browser ask
    QByteArray userAgent;
    /// Where payment channels sign: those that begin with Wechatpay-.
    QList<std::pair<QByteArray, QByteArray>> channelHeaders;
    QString peer; ///< address of whoever asks
    bool keepAlive = true;

    QString queryValue(const QString &name) const
    {
        return QUrlQuery(QString::fromLatin1(query)).queryItemValue(name, QUrl::FullyDecoded);
    }
};

struct HttpReply
{
    int status = 200;
    QByteArray body;
    QByteArray contentType = "application/json"; ///< of 400 and more that is a problem's
    QByteArray headers{};                        ///< further ones, whole lines
    QByteArray cacheControl = "no-store";
    int retryAfterS = 0; ///< 0: the header is not sent
};

/// Sends the one answer of a request. May be called from any thread, once; after the caller has gone it does
/// nothing.
using Respond = std::function<void(HttpReply)>;

}
