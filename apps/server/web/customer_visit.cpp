#include "apps/server/web/customer_visit.h"
#include "core/exchange/api/problem.h"

#include "apps/server/web/coupon_page.h"
#include "core/foundation/base/format.h"
#include "core/foundation/crypto/digest.h"
#include "ui/sentences/customer_words.h"
#include "ui/sentences/sentences.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>

namespace youka {

namespace {

constexpr qint64 FormSeconds = 30 * 60;
constexpr qint64 LanguageSeconds = 365LL * 24 * 3'600;
constexpr qsizetype LongestForm = 8 * 1024;

/// The pages by name, each within the frame.
const QHash<QByteArray, QByteArray> &pageFiles()
{
    static const QHash<QByteArray, QByteArray> Files = [] {
        const auto read = [](const QString &name) {
            QFile file(QStringLiteral(":/web/") + name);
            ensure(file.open(QIODevice::ReadOnly), "the pages are part of the program");
            return file.readAll();
        };
        const QByteArray frame = read(QStringLiteral("frame.html"));
        QHash<QByteArray, QByteArray> all;
        const QStringList names =
            QDir(QStringLiteral(":/web")).entryList({QStringLiteral("*.html")}, QDir::Files);
        for (const QString &name : names)
            all.insert(name.chopped(5).toLatin1(), QByteArray(frame).replace("{{>body}}", read(name)));
        return all;
    }();
    return Files;
}

/// Only what leads back into the pages of who is signed in.
bool isOwnPath(const QByteArray &path)
{
    return (path == "/me" || path.startsWith("/me/")) && !path.contains("//") && !path.contains('\\');
}

void renew(const Visit &visit, const std::function<void()> &go)
{
    const QByteArray token = cookieOf(visit->call->request, RefreshCookie);
    const auto outcome = std::make_shared<SignInService::Outcome>();
    visit->server().pipeline().submit(
        [visit, token, outcome](Database &db) -> Result<QByteArray> {
            return signInService(visit->server(), db)
                .refresh(token, visit->now())
                .map([&](const SignInService::Outcome &done) {
                    *outcome = done;
                    return QByteArray();
                });
        },
        [visit, outcome, go](const Result<QByteArray> &done) {
            if (!done)
                return visit->refuse(done.error());
            if (outcome->refused)
                visit->forgetTokens();
            else
                visit->keepTokens(outcome->tokens);
            go();
        });
}

}

CustomerVisit::CustomerVisit(const std::shared_ptr<Call> &asked)
    : call(asked)
    , language(languageOf(asked->request))
{
    if (!asked->request.queryValue(QStringLiteral("lang")).isEmpty())
        cookies += setCookie(LanguageCookie, QByteArray(languageTag(language).data()), LanguageSeconds);
}

QString CustomerVisit::word(const char *key) const { return customerText(key, language); }
QString CustomerVisit::money(Money amount) const { return formatMoney(amount, locale()); }
QString CustomerVisit::time(Timestamp when) const
{
    return locale().toString(when.toDateTime().toTimeZone(zone()), QLocale::ShortFormat);
}
QString CustomerVisit::day(QDate date) const { return locale().toString(date, word("w.dayFormat")); }

/// A form belongs to a session, or to a cookie where nobody is signed in.
QByteArray CustomerVisit::binding()
{
    if (session)
        return "session " + QByteArray::number(session->id.value);
    QByteArray cookie = cookieOf(call->request, FormCookie);
    if (cookie.size() != 32)
        cookie = randomBytes(16).toHex();
    if (!cookies.contains(FormCookie))
        cookies += setCookie(FormCookie, cookie, FormSeconds, "Strict");
    call->request.cookie = QByteArray(FormCookie) + '=' + cookie + "; " + call->request.cookie;
    return cookie;
}

void CustomerVisit::addForm(PageData &to, const QByteArray &action)
{
    const QString operation = QUuid::createUuid().toString(QUuid::WithoutBraces);
    to.values["action"] = QString::fromLatin1(action);
    to.values["operation"] = operation;
    to.values["check"] = formCheck(server(), binding(), QString::fromLatin1(action), operation);
}

void CustomerVisit::send(HttpReply reply)
{
    QByteArray guards = pageHeaders();
    if (!formTargets.isEmpty())
        guards.replace("form-action 'self'", "form-action 'self'" + formTargets);
    if (runsScript)
        guards.replace("form-action", "script-src 'self'; form-action");
    reply.headers = guards + cookies + reply.headers;
    call->respond(std::move(reply));
}

void CustomerVisit::show(const char *file)
{
    const Language other = language == Language::English ? Language::Chinese : Language::English;
    QUrlQuery query(QString::fromLatin1(call->request.query));
    query.removeAllQueryItems(QStringLiteral("lang"));
    query.addQueryItem(QStringLiteral("lang"), languageTag(other));
    PageValues &values = page.values;
    for (const auto &[key, text] : customerWords(language))
        values.insert(key, text);
    values["lang"] = language == Language::English ? QStringLiteral("en") : QStringLiteral("zh-CN");
    values["otherLang"] = languageTag(other);
    values["otherName"] = other == Language::English ? QStringLiteral("English") : QStringLiteral("中文");
    // A form's answer cannot be asked for again: from there the switch leads to the start.
    const bool isPage = call->request.method == "GET";
    values["otherHref"] =
        (isPage ? QString::fromLatin1(call->request.path) : QString::fromLatin1(session ? "/me" : "/sign-in"))
        + QLatin1Char('?') + query.toString(QUrl::FullyEncoded);
    if (session)
        values["isIn"] = QStringLiteral("1");
    values["home"] = QString::fromLatin1(session ? "/me" : "/sign-in");
    if (values.value("title").isEmpty())
        values["title"] = word("w.brand");
    const auto body = pageFiles().constFind(file);
    ensure(body != pageFiles().constEnd(), "the page is part of the program");
    send({status, filledPage(*body, page), "text/html; charset=utf-8"});
}

void CustomerVisit::goTo(const QByteArray &path)
{
    send({303, {}, "text/html; charset=utf-8", "Location: " + path + "\r\n"});
}

void CustomerVisit::refuse(int failed, const QString &problem, const QByteArray &back)
{
    status = failed;
    page = {};
    page.values["problem"] = problem;
    page.values["back"] = QString::fromLatin1(back);
    show("message");
}

void CustomerVisit::refuse(const Error &error, const QByteArray &back)
{
    refuse(httpStatus(error.code), sentence(error, language), back);
}

void CustomerVisit::keepTokens(const SignInTokens &tokens)
{
    cookies += setCookie(AccessCookie, tokens.access, AccessLifeMs / 1'000);
    cookies += setCookie(RefreshCookie, tokens.refresh, RefreshLifeMs / 1'000);
}

void CustomerVisit::forgetTokens()
{
    cookies += setCookie(AccessCookie, {}, 0);
    cookies += setCookie(RefreshCookie, {}, 0);
}

SignInService signInService(const Server &server, Database &db)
{
    return {db, hmacSha256(server.cardKeys().customerWrapping, "youka sign-in"), server.messageKeys(),
            server.messageTerms()};
}

void withVisit(const std::shared_ptr<Call> &call, const std::function<void(const Visit &)> &go)
{
    const auto visit = std::make_shared<CustomerVisit>(call);
    const QByteArray access = cookieOf(call->request, AccessCookie);
    if (!access.isEmpty()) {
        const auto session = signInService(call->server, visit->reader()).session(access, visit->now());
        if (!session)
            return visit->refuse(session.error());
        visit->session = *session;
    }
    go(visit);
}

void withCustomer(const std::shared_ptr<Call> &call, const std::function<void(const Visit &)> &go)
{
    withVisit(call, [&](const Visit &visit) {
        if (visit->session)
            return go(visit);
        const HttpRequest &request = visit->call->request;
        const bool isPage = request.method == "GET";
        const QByteArray here = request.path + (request.query.isEmpty() ? "" : "?" + request.query);
        if (cookieOf(request, RefreshCookie).isEmpty())
            return visit->goTo(isPage && isOwnPath(here) ? "/sign-in?to=" + here.toPercentEncoding()
                                                         : "/sign-in");
        // Asked for again with the new ones; a form that lay open so long is to be looked at once more.
        renew(visit, [visit, here, isPage] {
            if (isPage)
                return visit->goTo(here);
            visit->refuse(409, visit->word("w.lateForm"));
        });
    });
}

namespace {

void checkForm(const Visit &visit, const FormHandler &go)
{
    const HttpRequest &request = visit->call->request;
    if (!isFromHere(request))
        return visit->refuse(403, visit->word("w.foreignForm"));
    if (request.body.size() > LongestForm)
        return visit->refuse({ErrorCode::InputTooLarge, {}});
    SentForm form{FormFields(request.body), {}};
    const QString typed = form.fields.text("operation");
    const auto operation = OperationId::parse(typed);
    const QByteArray binding = visit->session ? "session " + QByteArray::number(visit->session->id.value)
                                              : cookieOf(request, FormCookie);
    const QString check = formCheck(visit->server(), binding, QString::fromLatin1(request.path), typed);
    if (binding.isEmpty() || !operation
        || !equalInConstantTime(check.toLatin1(), form.fields.text("check").toLatin1()))
        return visit->refuse(403, visit->word("w.oldForm"));
    form.operation = *operation;
    go(visit, form);
}

}

void withForm(const std::shared_ptr<Call> &call, const FormHandler &go)
{
    withVisit(call, [&](const Visit &visit) { checkForm(visit, go); });
}

void withCustomerForm(const std::shared_ptr<Call> &call, const FormHandler &go)
{
    withCustomer(call, [&](const Visit &visit) { checkForm(visit, go); });
}

void writeOnce(const Visit &visit, OperationId operation,
               std::function<Result<QJsonObject>(Database &, Timestamp)> command,
               std::function<void(const QJsonObject &)> then, const QByteArray &back)
{
    const auto asked = std::make_shared<Call>(*visit->call);
    asked->operation = operation;
    asked->respond = [visit, back, then = std::move(then)](const HttpReply &reply) {
        const QJsonObject json = QJsonDocument::fromJson(reply.body).object();
        if (reply.status < 300)
            return then(json);
        const auto code = errorCodeFromName(json[QLatin1String("code")].toString());
        visit->refuse(reply.status, sentence(code.value_or(ErrorCode::InvalidInput), visit->language), back);
    };
    visit->server().write(asked, std::move(command));
}

void addPage(RouteTable &table, const char *method, const char *path, const char *summary,
             std::function<void(const std::shared_ptr<Call> &)> handler)
{
    Route route{method,  path,    Permission::Public, Idempotency::ByContent, summary,
                nullptr, nullptr, std::move(handler)};
    route.page = true;
    table.add(std::move(route));
}

}
