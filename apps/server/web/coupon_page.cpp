#include "apps/server/web/coupon_page.h"

#include "apps/server/web/page_template.h"
#include "ui/sentences/sentences.h"

#include <QFile>
#include <QUrl>

namespace youka {

namespace {

QByteArray pageFile()
{
    static const QByteArray Page = [] {
        QFile file(QStringLiteral(":/web/coupon.html"));
        ensure(file.open(QIODevice::ReadOnly), "the page is part of the program");
        return file.readAll();
    }();
    return Page;
}

QLatin1String tagOf(Language language)
{
    return language == Language::English ? QLatin1String("en") : QLatin1String("zh");
}

/// The last day, as it is written on a poster: `until` itself is not in it any more.
QString dayText(Timestamp until, const QTimeZone &zone, const QLocale &locale)
{
    return locale.toString(until.plusMs(-1).toDateTime().toTimeZone(zone).date(), QLocale::LongFormat);
}

void addCoupon(PageValues &values, const CouponPage &page)
{
    const auto word = [&](WebWord text) { return webText(text, page.language); };
    const CouponShown &shown = *page.shown;
    values["title"] = shown.campaign.name;
    values["given"] = campaignSentence(shown.campaign, page.house, page.language);
    if (!shown.problem || shown.problem == ErrorCode::CouponNotYetValid)
        values["until"] =
            word(WebWord::UntilDay).arg(dayText(shown.until, page.zone, localeOf(page.language)));
    if (shown.code.isEmpty())
        return;
    values["code"] = shown.code;
    values["qrHref"] =
        couponPath(page.typed, page.language).replace(QLatin1String("?"), QLatin1String("/qr.svg?"));
    values["qrAlt"] = word(WebWord::QrPicture);
    values["show"] = word(WebWord::ShowIt);
}

void addForm(PageValues &values, const CouponPage &page)
{
    if (page.operation.isEmpty())
        return;
    const auto word = [&](WebWord text) { return webText(text, page.language); };
    values["operation"] = page.operation;
    values["check"] = page.check;
    values["action"] = couponPath(page.typed, page.language);
    values["card"] = page.card;
    values["formTitle"] = word(WebWord::FormTitle);
    values["cardLabel"] = word(WebWord::CardNumber);
    values["pinLabel"] = word(WebWord::Pin);
    values["submit"] = word(WebWord::Submit);
    values["pinHint"] = word(WebWord::OtherCards).arg(page.shown->campaign.claimCode);
}

}

QString couponPath(const QString &typed, Language language, const char *further)
{
    return QStringLiteral("/c/%1?lang=%2%3")
        .arg(QString::fromLatin1(QUrl::toPercentEncoding(typed)), tagOf(language), QLatin1String(further));
}

QByteArray pageHeaders()
{
    return "Content-Security-Policy: default-src 'none'; style-src 'self'; img-src 'self'; form-action "
           "'self'; base-uri 'none'; frame-ancestors 'none'\r\n"
           "Referrer-Policy: same-origin\r\n"
           "X-Frame-Options: DENY\r\n"
           "Cross-Origin-Opener-Policy: same-origin\r\n"
           "Cross-Origin-Resource-Policy: same-origin\r\n"
           "Strict-Transport-Security: max-age=31536000\r\n"
           "Vary: Accept-Language\r\n";
}

HttpReply couponPage(const CouponPage &page)
{
    const auto word = [&](WebWord text) { return webText(text, page.language); };
    const Language other = page.language == Language::English ? Language::Chinese : Language::English;
    PageValues values{
        {"lang", page.language == Language::English ? QStringLiteral("en") : QStringLiteral("zh-CN")},
        {"brand", word(WebWord::Brand)},
        {"title", word(WebWord::Title)},
        {"otherLang", tagOf(other)},
        {"otherHref", couponPath(page.typed, other)},
        {"otherName", other == Language::English ? QStringLiteral("English") : QStringLiteral("中文")},
        {"problem", page.problem},
        {"done", page.done}};
    if (page.shown) {
        addCoupon(values, page);
        addForm(values, page);
        if (page.shown->problem && values["problem"].isEmpty())
            values["problem"] = sentence(*page.shown->problem, page.language);
    }
    if (!values["problem"].isEmpty() && page.operation.isEmpty())
        values["next"] = word(WebWord::NextBest);
    HttpReply reply{page.status, filledPage(pageFile(), values), "text/html; charset=utf-8"};
    reply.headers = pageHeaders();
    return reply;
}

}
