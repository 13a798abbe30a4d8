#include "apps/server/web/customer_pages.h"
#include "core/exchange/api/problem.h"
#include "ui/sentences/sentences.h"

namespace youka {

namespace {

/// Where somebody wanted to go before signing in; anything else leads home.
QByteArray targetOf(const QString &asked)
{
    const QByteArray path = asked.toLatin1();
    const bool isOwn = (path == "/me" || path.startsWith("/me/") || path.startsWith("/me?"))
        && !path.contains("//") && !path.contains('\\') && !path.contains('\r') && !path.contains('\n');
    return isOwn ? path : QByteArray("/me");
}

void showPhoneForm(const Visit &visit, const QString &to, const QString &problem = {},
                   const QString &phone = {})
{
    visit->page.values["title"] = visit->word("w.signIn");
    visit->page.values["problem"] = problem;
    visit->page.values["phone"] = phone;
    visit->page.values["to"] = QString::fromLatin1(targetOf(to));
    visit->addForm(visit->page, "/sign-in");
    addProviders(visit);
    visit->show("sign_in");
}

void showCodeForm(const Visit &visit, const QString &phone, const QString &to, const QString &problem = {})
{
    visit->page.values["title"] = visit->word("w.enterCode");
    visit->page.values["problem"] = problem;
    visit->page.values["phone"] = phone;
    visit->page.values["to"] = QString::fromLatin1(targetOf(to));
    visit->addForm(visit->page, "/sign-in/code");
    visit->show("code");
}

QString problemOf(const Visit &visit, const Error &error)
{
    QString text = sentence(error, visit->language);
    if (error.retryAfterS > 0)
        text += QLatin1Char(' ')
            + visit->word("w.waitMinutes").arg(visit->locale().toString((error.retryAfterS + 59) / 60));
    return text;
}

void signInPage(const std::shared_ptr<Call> &call)
{
    withVisit(call, [](const Visit &visit) {
        const QString to = visit->call->request.queryValue(QStringLiteral("to"));
        if (visit->session)
            return visit->goTo(targetOf(to));
        showPhoneForm(visit, to);
    });
}

/// The same page for every number: whether it is anybody's cannot be seen.
void requestCode(const std::shared_ptr<Call> &call)
{
    withForm(call, [](const Visit &visit, const SentForm &form) {
        const QString phone = form.fields.text("phone", 24);
        const QString to = form.fields.text("to", 200);
        visit->server().pipeline().submit(
            [visit, phone](Database &db) -> Result<QByteArray> {
                return signInService(visit->server(), db)
                    .requestCode(phone, guesserOf(visit->call->request), visit->now())
                    .map([] { return QByteArray(); });
            },
            [visit, phone, to](const Result<QByteArray> &asked) {
                if (asked) {
                    if (MessagePost *post = visit->server().post())
                        post->wake();
                    return showCodeForm(visit, phone, to);
                }
                visit->status = httpStatus(asked.error().code);
                showPhoneForm(visit, to, problemOf(visit, asked.error()), phone);
            });
    });
}

void enterCode(const std::shared_ptr<Call> &call)
{
    withForm(call, [](const Visit &visit, const SentForm &form) {
        const QString phone = form.fields.text("phone", 24);
        const QString code = form.fields.text("code", 12).simplified().remove(u' ');
        const QByteArray to = targetOf(form.fields.text("to", 200));
        const auto outcome = std::make_shared<SignInService::Outcome>();
        visit->server().pipeline().submit(
            [visit, phone, code, outcome](Database &db) -> Result<QByteArray> {
                const HttpRequest &request = visit->call->request;
                return signInService(visit->server(), db)
                    .signIn(phone, code, guesserOf(request), deviceName(request.userAgent), visit->now())
                    .map([&](const SignInService::Outcome &done) {
                        *outcome = done;
                        return QByteArray();
                    });
            },
            [visit, phone, to, outcome](const Result<QByteArray> &done) {
                if (done && !outcome->refused) {
                    visit->keepTokens(outcome->tokens);
                    return visit->goTo(to);
                }
                const Error error = done ? *outcome->refused : done.error();
                visit->status = httpStatus(error.code);
                showCodeForm(visit, phone, QString::fromLatin1(to), problemOf(visit, error));
            });
    });
}

void showDevices(const std::shared_ptr<Call> &call)
{
    withCustomer(call, [](const Visit &visit) {
        SignInService sessions = signInService(visit->server(), visit->reader());
        const auto devices = sessions.devices(visit->customer(), visit->now());
        const auto links = devices ? sessions.links(visit->customer()) : fail(devices.error());
        if (!links)
            return visit->refuse(links.error());
        for (const SignInSession &device : *devices) {
            PageData row;
            row.values["device"] = device.device.isEmpty() ? visit->word("w.unknownDevice") : device.device;
            row.values["since"] = visit->time(device.started);
            row.values["seen"] = visit->time(device.seen);
            row.values["here"] = device.id == visit->session->id ? visit->word("w.thisDevice") : QString();
            visit->addForm(row, "/me/devices/" + QByteArray::number(device.id.value) + "/end");
            visit->page.lists["devices"].append(row);
        }
        PageData all;
        visit->addForm(all, "/me/sign-out-everywhere");
        visit->page.lists["all"] = {all};
        addProviders(visit, *links);
        visit->page.values["title"] = visit->word("w.devices");
        visit->show("devices");
    });
}

void endSession(const Visit &visit, std::function<Result<void>(SignInService &)> work, const QByteArray &to)
{
    visit->server().pipeline().submit(
        [visit, work = std::move(work)](Database &db) -> Result<QByteArray> {
            SignInService sessions = signInService(visit->server(), db);
            return work(sessions).map([] { return QByteArray(); });
        },
        [visit, to](const Result<QByteArray> &done) {
            if (!done)
                return visit->refuse(done.error(), "/me/devices");
            if (to == "/sign-in")
                visit->forgetTokens();
            visit->goTo(to);
        });
}

void endDevice(const std::shared_ptr<Call> &call)
{
    withCustomerForm(call, [](const Visit &visit, const SentForm &) {
        const SignInSessionId id{visit->call->captures.value(0).toLongLong()};
        endSession(
            visit,
            [visit, id](SignInService &sessions) {
                return sessions.signOut(visit->customer(), id, visit->now());
            },
            id == visit->session->id ? "/sign-in" : "/me/devices");
    });
}

void endAll(const std::shared_ptr<Call> &call)
{
    withCustomerForm(call, [](const Visit &visit, const SentForm &) {
        endSession(
            visit,
            [visit](SignInService &sessions) {
                return sessions.signOutEverywhere(visit->customer(), visit->now());
            },
            "/sign-in");
    });
}

}

void addCustomerSignInRoutes(RouteTable &table)
{
    addPage(table, "GET", "/sign-in", "A customer signs in", signInPage);
    addPage(table, "POST", "/sign-in", "A code by SMS is asked for", requestCode);
    addPage(table, "POST", "/sign-in/code", "The code that came", enterCode);
    addPage(table, "GET", "/me/devices", "Where the customer is signed in", showDevices);
    addPage(table, "POST", "/me/devices/{id}/end", "Sign one device out", endDevice);
    addPage(table, "POST", "/me/sign-out-everywhere", "Sign all devices out", endAll);
}

}
