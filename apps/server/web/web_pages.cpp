#include "apps/server/pin_check.h"
#include "apps/server/web/browser.h"
#include "apps/server/web/coupon_page.h"
#include "apps/server/web/customer_visit.h"
#include "core/domain/cards/card_tokeniser.h"
#include "core/domain/coupons/fraud_repository.h"
#include "core/domain/goods/article_repository.h"
#include "core/domain/stations/station_repository.h"
#include "core/foundation/crypto/digest.h"
#include "core/foundation/qr/qr_code.h"
#include "ui/sentences/sentences.h"

#include <QFile>
#include <QJsonDocument>

namespace youka {

namespace {

constexpr int CookieSeconds = 30 * 60;

CampaignHouse houseOf(Database &db, const CouponTerms &terms, Language language, QTimeZone &zone)
{
    CampaignHouse house;
    if (const auto stations = StationRepository(db).list())
        for (const Station &station : *stations) {
            house.stations.append({station.id.value, station.code, station.name, station.region});
            zone = station.zone;
        }
    ArticleRepository articles(db);
    QStringList codes = terms.scope.products + terms.scope.without;
    codes.append(terms.offer.product);
    for (const QString &code : std::as_const(codes)) {
        const auto article = articles.find(code);
        if (article && *article)
            house.goods.insert(code, (*article)->name(language == Language::Chinese));
        else if (!code.isEmpty())
            house.fuels << code;
    }
    return house;
}

/// One browser's question on its way.
struct CouponVisit
{
    std::shared_ptr<Call> call;
    QString typed;
    Language language;
    CouponPage page;
    CouponShown shown;

    explicit CouponVisit(const std::shared_ptr<Call> &asked)
        : call(asked)
        , typed(asked->captures.value(0).left(200))
        , language(languageOf(asked->request))
    {
        page.language = language;
        page.typed = typed;
    }
    Server &server() const { return call->server; }
    QString word(WebWord text) const { return webText(text, language); }

    /// What is shown lives as long as the visit.
    void show(Database &db, const CouponShown &found)
    {
        shown = found;
        page.shown = &shown;
        page.house = houseOf(db, shown.campaign.terms, language, page.zone);
    }
    /// Answers with the page as it is, with a fresh form where there is something to claim.
    void answer()
    {
        QByteArray cookie;
        if (page.shown && shown.mayClaim) {
            cookie = cookieOf(call->request, FormCookie);
            if (cookie.size() != 32)
                cookie = randomBytes(16).toHex();
            page.operation = QUuid::createUuid().toString(QUuid::WithoutBraces);
            page.check = formCheck(server(), cookie, typed, page.operation);
        }
        HttpReply reply = couponPage(page);
        if (!cookie.isEmpty())
            reply.headers += QByteArray("Set-Cookie: ") + FormCookie + '=' + cookie
                + "; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=" + QByteArray::number(CookieSeconds)
                + "\r\n";
        call->respond(std::move(reply));
    }
    void refuse(int status, const QString &problem)
    {
        page.status = status;
        page.problem = problem;
        answer();
    }
};

bool isPaused(CouponVisit &visit, Database &db)
{
    CouponService coupons(db, visit.server().couponKeys());
    const auto paused = coupons.isPaused(guesserOf(visit.call->request), visit.server().clock().now());
    return paused && *paused;
}

/// One more wrong code, card or PIN of this address; then the answer.
void refuseGuess(const std::shared_ptr<CouponVisit> &visit, int status, const QString &problem)
{
    Server &server = visit->server();
    server.pipeline().submit(
        [visit, &server](Database &db) {
            return CouponService(db, server.couponKeys())
                .countGuess(guesserOf(visit->call->request), server.clock().now())
                .map([] { return QByteArray(); });
        },
        [visit, status, problem](const Result<QByteArray> &) { visit->refuse(status, problem); });
}

bool isGuess(ErrorCode code) { return code == ErrorCode::CouponUnknown || code == ErrorCode::CouponForged; }

/// Finds what is behind the code; answers by itself where there is nothing.
bool findShown(const std::shared_ptr<CouponVisit> &visit)
{
    Server &server = visit->server();
    Database &db = server.reader(visit->call->thread);
    if (isPaused(*visit, db)) {
        visit->refuse(429, sentence(ErrorCode::TooManyAttempts, visit->language));
        return false;
    }
    const auto found = couponBehind(db, server.couponKeys(), visit->typed, server.clock().now());
    if (found) {
        visit->show(db, *found);
        return true;
    }
    const QString problem = sentence(found.error().code, visit->language);
    if (isGuess(found.error().code))
        refuseGuess(visit, 404, problem);
    else
        visit->refuse(isStoreFailure(found.error().code) ? 503 : 404, problem);
    return false;
}

void showCoupon(const std::shared_ptr<Call> &call)
{
    const auto visit = std::make_shared<CouponVisit>(call);
    if (!findShown(visit))
        return;
    if (!visit->shown.code.isEmpty() && !call->request.queryValue(QStringLiteral("done")).isEmpty())
        visit->page.done = visit->word(WebWord::Claimed);
    visit->answer();
}

void showQr(const std::shared_ptr<Call> &call)
{
    const auto visit = std::make_shared<CouponVisit>(call);
    if (!findShown(visit))
        return;
    const auto code = qrCode(visit->shown.qr);
    if (!code)
        return visit->refuse(404, sentence(ErrorCode::CouponUnknown, visit->language));
    HttpReply reply{200, qrSvg(*code), "image/svg+xml"};
    reply.headers = pageHeaders();
    call->respond(std::move(reply));
}

/// What the pages are made of, the same for everybody.
void showFile(const std::shared_ptr<Call> &call, const char *name, const char *type)
{
    QFile file(QStringLiteral(":/web/") + QLatin1String(name));
    ensure(file.open(QIODevice::ReadOnly), "what pages are made of is part of the program");
    HttpReply reply{200, file.readAll(), type};
    reply.headers = pageHeaders();
    reply.cacheControl = "public, max-age=3600";
    call->respond(std::move(reply));
}

void showStyle(const std::shared_ptr<Call> &call) { showFile(call, "style.css", "text/css; charset=utf-8"); }

void showIcon(const std::shared_ptr<Call> &call) { showFile(call, "icon.svg", "image/svg+xml"); }

void showScript(const std::shared_ptr<Call> &call)
{
    showFile(call, "place.js", "text/javascript; charset=utf-8");
}

QString wrongCard(const CouponVisit &visit)
{
    // One sentence for all that can be wrong: the page is no place to find out which cards there are.
    return visit.word(WebWord::WrongCard);
}

/// What the claim answered, as a page: to the coupon itself, or the form again with what is wrong.
void told(const std::shared_ptr<CouponVisit> &visit, const HttpReply &reply)
{
    const QJsonObject json = QJsonDocument::fromJson(reply.body).object();
    if (reply.status < 300) {
        HttpReply on{303, {}, "text/html; charset=utf-8"};
        on.headers = pageHeaders() + "Location: "
            + couponPath(json[QLatin1String("fullCode")].toString(), visit->language, "&done=1").toLatin1()
            + "\r\n";
        return visit->call->respond(std::move(on));
    }
    const auto code =
        errorCodeFromName(json[QLatin1String("code")].toString()).value_or(ErrorCode::InvalidInput);
    if (code == ErrorCode::PinWrong)
        return refuseGuess(visit, 403, wrongCard(*visit));
    visit->refuse(reply.status, sentence(code, visit->language));
}

void claim(const std::shared_ptr<CouponVisit> &visit, const CardToken &card, const QString &code)
{
    Server &server = visit->server();
    server.write(
        visit->call,
        [&server, card, code](Database &db, Timestamp now) -> Result<QJsonObject> {
            const auto owner = CardService(db, server.cardKeys()).byToken(card);
            if (!owner)
                return fail(owner.error());
            CouponService coupons(db, server.couponKeys());
            return coupons.claim(code, owner->customer, now).and_then([&](const Coupon &coupon) {
                return FraudRepository(db)
                    .noteClaim({now, {}, {}, owner->customer}, coupon.campaign.value)
                    .map([&] {
                        return QJsonObject{{QStringLiteral("fullCode"), coupons.codeOf(coupon.id)}};
                    });
            });
        },
        201);
}

void claimCoupon(const std::shared_ptr<Call> &call)
{
    const auto visit = std::make_shared<CouponVisit>(call);
    if (!isFromHere(call->request))
        return visit->refuse(403, visit->word(WebWord::ForeignForm));
    if (!findShown(visit))
        return;
    if (!visit->shown.mayClaim)
        return visit->answer();
    const QUrlQuery form(QString::fromUtf8(call->request.body).replace(u'+', u' '));
    const auto field = [&](const char *name) {
        return form.queryItemValue(QLatin1String(name), QUrl::FullyDecoded).left(64);
    };
    visit->page.card = field("card").left(23);
    const auto operation = OperationId::parse(field("operation"));
    const QByteArray cookie = cookieOf(call->request, FormCookie);
    const QString check = formCheck(visit->server(), cookie, visit->typed, field("operation"));
    if (cookie.isEmpty() || !operation || !equalInConstantTime(check.toLatin1(), field("check").toLatin1()))
        return visit->refuse(403, visit->word(WebWord::OldForm));
    QString number;
    for (const QChar c : visit->page.card)
        if (c.isDigit())
            number += c;
    const QString pin = field("pin");
    const CardToken card = CardTokeniser(visit->server().cardKeys().lookup).forNumber(number);
    if (number.isEmpty() || pin.isEmpty())
        return visit->refuse(422, wrongCard(*visit));
    const QString code = visit->shown.campaign.claimCode;
    // The claim is answered as to a terminal; what a browser gets is made of that.
    const auto asked = std::make_shared<Call>(*call);
    asked->operation = *operation;
    const auto inner = std::make_shared<CouponVisit>(asked);
    asked->respond = [visit](const HttpReply &reply) { told(visit, reply); };
    withPin(asked, card, CardProof::Track, pin, [visit, inner, card, code](SaleService::Pin checked) {
        if (checked == SaleService::Pin::Right)
            return claim(inner, card, code);
        refuseGuess(visit, 403, wrongCard(*visit));
    });
}

}

void addWebRoutes(RouteTable &table)
{
    const auto page = [&](const char *method, const char *path, const char *summary,
                          void (*handler)(const std::shared_ptr<Call> &)) {
        Route route{method,
                    path,
                    Permission::Public,
                    Idempotency::ByContent,
                    summary,
                    nullptr,
                    nullptr,
                    handler,
                    Queues::Commands,
                    true};
        table.add(std::move(route));
    };
    page("GET", "/c/{code}", "A coupon on a customer's phone", showCoupon);
    page("POST", "/c/{code}", "Claim it to one's card", claimCoupon);
    page("GET", "/c/{code}/qr.svg", "Its QR code", showQr);
    page("GET", "/web/style.css", "How the pages look", showStyle);
    page("GET", "/web/icon.svg", "Their icon", showIcon);
    page("GET", "/web/place.js", "Asks the browser for its place", showScript);
    for (const auto add : {&addCustomerSignInRoutes, &addCustomerHomeRoutes, &addCustomerCardRoutes,
                           &addCustomerReceiptRoutes, &addCustomerStationRoutes, &addCustomerPaymentRoutes,
                           &addCustomerOauthRoutes, &addCustomerMessageRoutes})
        add(table);
}

}
