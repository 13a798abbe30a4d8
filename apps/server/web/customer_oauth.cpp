#include "apps/server/sign_in_providers.h"
#include "apps/server/web/customer_pages.h"
#include "core/domain/sign_in/sign_in_rules.h"
#include "core/foundation/crypto/digest.h"
#include "ui/sentences/sentences.h"

namespace youka {

namespace {

/// Binds the way there and back to this browser; gone with the first that comes back.
constexpr const char *StateCookie = "__Host-youka-by";
constexpr qint64 StateSeconds = 10 * 60;
constexpr qsizetype LongestCode = 512;

const OauthProvider *providerOf(const Visit &visit, SignInWay way)
{
    const SignInProviders *providers = visit->server().signInProviders();
    return providers ? providers->find(way) : nullptr;
}

/// What it was begun for: to sign in, or to link an account to who is signed in.
QByteArray purposeOf(const Visit &visit, SignInWay way)
{
    const QByteArray who = visit->session ? "link " + QByteArray::number(visit->session->id.value) : "in";
    return QByteArray(signInWayName(way).data()) + ' ' + who;
}

QByteArray stateOf(const Visit &visit, SignInWay way, const QByteArray &cookie, Timestamp until)
{
    const QByteArray key = hmacSha256(visit->server().cardKeys().customerWrapping, "youka oauth state");
    const QByteArray time = QByteArray::number(until.ms);
    return time + '.' + hmacSha256(key, cookie + '\n' + purposeOf(visit, way) + '\n' + time).toHex();
}

bool isOurState(const Visit &visit, SignInWay way, const QByteArray &state)
{
    const QByteArray cookie = cookieOf(visit->call->request, StateCookie);
    const Timestamp until{state.left(state.indexOf('.')).toLongLong()};
    return cookie.size() == 32 && visit->now() < until
        && equalInConstantTime(stateOf(visit, way, cookie, until), state);
}

void sendThere(const Visit &visit, SignInWay way)
{
    const OauthProvider *provider = providerOf(visit, way);
    if (!provider)
        return visit->refuse({ErrorCode::NotFound, {}}, "/sign-in");
    const QByteArray cookie = randomBytes(16).toHex();
    visit->cookies += setCookie(StateCookie, cookie, StateSeconds);
    const QByteArray state = stateOf(visit, way, cookie, visit->now().plusMs(StateSeconds * 1'000));
    visit->goTo(provider->authoriseUrl(state).toEncoded());
}

/// Only who has shown the number: a borrowed account does not open the door to another one.
bool mayLink(const Visit &visit) { return visit->session && visit->session->way == SignInWay::Code; }

std::optional<SignInWay> wayOf(const std::shared_ptr<Call> &call)
{
    return providerFromName(call->captures.value(0));
}

void begin(const std::shared_ptr<Call> &call)
{
    withForm(call, [](const Visit &visit, const SentForm &) {
        const auto way = wayOf(visit->call);
        if (!way)
            return visit->refuse({ErrorCode::NotFound, {}}, "/sign-in");
        visit->session.reset(); // to sign in, whoever is in
        sendThere(visit, *way);
    });
}

void beginLink(const std::shared_ptr<Call> &call)
{
    withCustomerForm(call, [](const Visit &visit, const SentForm &) {
        const auto way = wayOf(visit->call);
        if (!way)
            return visit->refuse({ErrorCode::NotFound, {}}, "/me/devices");
        if (!mayLink(visit))
            return visit->refuse({ErrorCode::CustomerSignInNeeded, {}}, "/me/devices");
        sendThere(visit, *way);
    });
}

/// Somebody is proven: in with them, or the account is theirs from now on.
void proven(const Visit &visit, SignInWay way, const QString &openId)
{
    const auto outcome = std::make_shared<SignInService::Outcome>();
    const QByteArray back = visit->session ? "/me/devices" : "/sign-in";
    visit->server().pipeline().submit(
        [visit, way, openId, outcome](Database &db) -> Result<QByteArray> {
            SignInService sessions = signInService(visit->server(), db);
            if (visit->session)
                return sessions.link(visit->customer(), way, openId, visit->now()).map([] {
                    return QByteArray();
                });
            const QString device = deviceName(visit->call->request.userAgent);
            return sessions.signInBy(way, openId, device, visit->now()).map([&](const auto &done) {
                *outcome = done;
                return QByteArray();
            });
        },
        [visit, outcome, back](const Result<QByteArray> &done) {
            if (!done || outcome->refused)
                return visit->refuse(done ? *outcome->refused : done.error(), back);
            if (!visit->session)
                visit->keepTokens(outcome->tokens);
            visit->goTo(visit->session ? "/me/devices?linked=1" : "/me");
        });
}

/// The browser comes back. A state is good once: the cookie that it is bound to goes with this answer.
void comeBack(const std::shared_ptr<Call> &call)
{
    withVisit(call, [](const Visit &visit) {
        const auto way = wayOf(visit->call);
        const OauthProvider *provider = way ? providerOf(visit, *way) : nullptr;
        if (!provider)
            return visit->refuse({ErrorCode::NotFound, {}}, "/sign-in");
        const HttpRequest &request = visit->call->request;
        const QByteArray state = request.queryValue(QStringLiteral("state")).left(200).toLatin1();
        // Who was in when it began to sign in is not linked: what it was for is part of the state.
        const auto signedIn = visit->session;
        bool isOurs = isOurState(visit, *way, state);
        if (!isOurs) {
            visit->session.reset();
            isOurs = isOurState(visit, *way, state);
        }
        visit->cookies += setCookie(StateCookie, {}, 0);
        const QByteArray back = signedIn ? "/me/devices" : "/sign-in";
        const QString code = request.queryValue(provider->codeName());
        if (!isOurs || code.isEmpty() || code.size() > LongestCode)
            return visit->refuse({ErrorCode::SignInProviderRefused, {}}, back);
        visit->server().signInProviders()->sender->send(
            provider->tokenCall(code, visit->now()), [visit, provider, way, back](const ChannelReply &reply) {
                const auto openId = provider->openIdIn(reply);
                if (!openId) {
                    qWarning("sign-in: %s: %s", signInWayName(*way).data(),
                             qPrintable(toString(openId.error())));
                    return visit->refuse(openId.error(), back);
                }
                proven(visit, *way, *openId);
            });
    });
}

void unlink(const std::shared_ptr<Call> &call)
{
    withCustomerForm(call, [](const Visit &visit, const SentForm &) {
        const auto way = wayOf(visit->call);
        if (!way)
            return visit->refuse({ErrorCode::NotFound, {}}, "/me/devices");
        visit->server().pipeline().submit(
            [visit, way](Database &db) -> Result<QByteArray> {
                return signInService(visit->server(), db)
                    .unlink(visit->customer(), *way, visit->now())
                    .map([] { return QByteArray(); });
            },
            [visit](const Result<QByteArray> &done) {
                if (!done)
                    return visit->refuse(done.error(), "/me/devices");
                visit->goTo("/me/devices");
            });
    });
}

const char *buttonOf(SignInWay way, bool isIn, bool isLinked)
{
    if (way == SignInWay::WeChat)
        return !isIn ? "w.byWechat" : isLinked ? "w.unlinkWechat" : "w.linkWechat";
    return !isIn ? "w.byAlipay" : isLinked ? "w.unlinkAlipay" : "w.linkAlipay";
}

}

void addProviders(const Visit &visit, const std::vector<SignInWay> &linked)
{
    for (const SignInWay way : {SignInWay::WeChat, SignInWay::Alipay}) {
        const OauthProvider *provider = providerOf(visit, way);
        const bool isLinked = std::find(linked.begin(), linked.end(), way) != linked.end();
        const bool isIn = visit->session.has_value();
        if (!isLinked && (!provider || (isIn && !mayLink(visit))))
            continue;
        PageData row;
        row.values["name"] = visit->word(buttonOf(way, isIn, isLinked));
        const QByteArray path = isIn ? (isLinked ? "/me/unlink/" : "/me/link/") : "/sign-in/by/";
        visit->addForm(row, path + signInWayName(way).data());
        visit->page.lists[isIn ? "links" : "providers"].append(row);
        if (isIn)
            visit->page.values["hasLinks"] = QStringLiteral("1");
        if (provider && !isLinked) {
            // A browser holds the policy of forms against where their answer leads, too.
            const QUrl there = provider->authoriseUrl("x");
            visit->formTargets +=
                ' ' + there.toEncoded(QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment);
        }
    }
}

void addCustomerOauthRoutes(RouteTable &table)
{
    addPage(table, "POST", "/sign-in/by/{provider}", "Sign in with an account that was linked", begin);
    addPage(table, "GET", "/sign-in/by/{provider}/done", "Back from the provider", comeBack);
    addPage(table, "POST", "/me/link/{provider}", "Link an account", beginLink);
    addPage(table, "POST", "/me/unlink/{provider}", "Unlink it", unlink);
}

}
