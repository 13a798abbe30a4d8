#include "apps/server/web/browser.h"
#include "apps/server/web/page_template.h"
#include "core/domain/self_service/receipt_token.h"
#include "core/domain/sign_in/sign_in_rules.h"
#include "core/domain/stations/station_places.h"
#include "core/exchange/oauth/oauth_provider.h"
#include "tests/fuzz/fuzz.h"

using namespace youka;

namespace {

/// Whatever a provider answers, what is taken for a person's number can stand anywhere.
void readTokens(const QByteArray &input)
{
    static const auto Wechat = makeOauthProvider(
        {QStringLiteral("wechat"), QStringLiteral("wx"), "s", {}, {}, {}, QStringLiteral("https://c/d")});
    if (const auto openId = (*Wechat)->openIdIn({200, {}, input}))
        ensure(isOpenId(*openId), "an open id is one");
}

/// A value stays a value, whatever it is and wherever it stands.
void fillPage(const QByteArray &input)
{
    const QString text = QString::fromUtf8(input);
    const PageData page{{{"a", text}, {"b", QStringLiteral("1")}},
                        {{"list", {PageData{{{"a", text}}}, PageData{}}}}};
    const QByteArray out =
        filledPage("<p title=\"{{a}}\">{{#b}}{{a}}{{/b}}{{@list}}{{a}}{{/list}}</p>", page);
    ensure(out.count('<') == 2 && out.count('"') == 2 && !out.contains('\''), "nothing but text came in");
    filledPage(input, page); // a page itself comes from the program, but it ends
}

}

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray input = inputOf(data, size);
    HttpRequest request;
    request.cookie = input;
    ensure(cookieOf(request, FormCookie).size() <= input.size(), "a cookie is part of the header");
    request.peer = QString::fromUtf8(input);
    guesserOf(request);
    FormFields form(input);
    ensure(form.text("check", 64).size() <= 64 && form.text("a", 3).size() <= 3,
           "fields are as long as may be");
    deviceName(input);
    if (const auto place = placeFromText(QString::fromUtf8(input)))
        ensure(metresBetween(*place, {0, 0}) <= 20'100'000, "a place is on the earth");
    if (const auto token = readReceiptToken(QString::fromUtf8(input)))
        ensure(token->signature.size() == 64, "a token has a whole signature");
    readTokens(input);
    fillPage(input);
    return 0;
}
