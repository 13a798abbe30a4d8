#pragma once

#include "apps/server/server.h"
#include "ui/sentences/translator.h"

namespace youka {

/// Binds a form to the browser that was given it, where nobody is signed in.
constexpr const char *FormCookie = "__Host-youka-form";
/// The language that was chosen last.
constexpr const char *LanguageCookie = "__Host-youka-lang";

/// That of the address, else the one chosen before, else the browser's.
Language languageOf(const HttpRequest &request);
QLatin1String languageTag(Language language);

/// Whom wrong guesses are counted for. A household's addresses of the new kind are one: it has 2^64 of them.
QString guesserOf(const HttpRequest &request);

/// Empty: it did not come.
QByteArray cookieOf(const HttpRequest &request, const char *name);
/// A whole header line; `seconds` 0 ends it. Lax: a link from elsewhere, as from a third party that has
/// proven somebody, finds who is signed in; a form from elsewhere does not.
QByteArray setCookie(const char *name, const QByteArray &value, qint64 seconds, const char *sameSite = "Lax");

/// Binds a form to what it is for and to its operation. `binding`: a cookie's value, or a session.
QString formCheck(const Server &server, const QByteArray &binding, const QString &purpose,
                  const QString &operation);
/// Another page of ours, or nothing that could tell: old browsers say neither.
bool isFromHere(const HttpRequest &request);

/// The fields of a form that was sent; what is longer than `most` is cut.
class FormFields
{
public:
    explicit FormFields(const QByteArray &body);
    QString text(const char *name, qsizetype most = 64) const;

private:
    QUrlQuery m_query;
};

}
