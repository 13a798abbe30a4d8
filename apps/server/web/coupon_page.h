#pragma once

#include "apps/server/http_message.h"
#include "apps/server/web/coupon_shown.h"
#include "ui/sentences/campaign_words.h"
#include "ui/sentences/web_words.h"

#include <QTimeZone>

namespace youka {

/// What the page of a coupon is made of, beside the coupon.
struct CouponPage
{
    Language language = Language::English;
    QString typed; ///< what the address said
    const CouponShown *shown = nullptr;
    CampaignHouse house;
    QTimeZone zone = QTimeZone::utc();
    int status = 200;
    QString problem;   ///< in words; empty: none
    QString done;      ///< likewise
    QString card;      ///< written back after a mistake; a PIN never is
    QString operation; ///< of the form; empty: without it
    QString check;     ///< the form's proof
};

HttpReply couponPage(const CouponPage &page);
/// What every page is sent with: nothing runs, nothing comes from elsewhere, nobody frames it, and no other
/// site learns an address. Our own must: without a referrer a browser does not say where a form came from
/// either.
QByteArray pageHeaders();
/// "/c/<code>?lang=zh", with what it has to be escaped for an address.
QString couponPath(const QString &typed, Language language, const char *further = "");

}
