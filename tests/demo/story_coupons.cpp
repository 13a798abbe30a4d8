#include "tests/demo/story.h"

#include <QJsonArray>

namespace youka::demo {

/// The code of a poster, typed by whoever has shown the card.
void Story::couponAtTheKiosk()
{
    m_stage.tap(kiosk(), QStringLiteral("tile.balance"));
    card("kiosk", CardNumber);
    m_stage.read(kiosk(), QStringLiteral("pin"));
    enterPin();
    m_stage.tap(kiosk(), QStringLiteral("balance.member"));
    m_stage.tap(kiosk(), QStringLiteral("member.code"));
    for (const char *key = ClaimCode; *key != 0; ++key)
        m_stage.tap(kiosk(), QStringLiteral("key.") + QLatin1Char(*key));
    shot(kiosk(), QStringLiteral("claim-code"));
    m_stage.tap(kiosk(), QStringLiteral("code.ok"));
    const QString said = m_stage.read(kiosk(), QStringLiteral("member.said"));
    shot(kiosk(), QStringLiteral("coupons"));
    takeCard("kiosk");
    m_stage.tap(kiosk(), QStringLiteral("home"));
    say(QStringLiteral("kiosk: the driver types %1: %2").arg(QLatin1String(ClaimCode), said));
}

/// The driver's coupon, taken off fuel that is paid in cash.
void Story::couponAtTheCounter()
{
    ++m_atTheCounter;
    m_stage.tap(pos(), QStringLiteral("tile.pump.2"));
    m_stage.tap(pos(), QStringLiteral("action.release"));
    const Flowed flowed = fuel(2, 2, 15'000);
    m_stage.tap(pos(), QStringLiteral("payable.0"));
    card("pos", CardNumber);
    m_stage.read(pos(), QStringLiteral("card"), QStringLiteral("5675"));
    m_stage.key(pos(), QStringLiteral("F11"));
    m_stage.read(pos(), QStringLiteral("choice.due"), plainAmount(flowed.amount - CouponOff));
    shot(pos(), QStringLiteral("coupons"));
    m_stage.tap(pos(), QStringLiteral("choice.ok"));
    m_stage.read(pos(), QStringLiteral("due"), plainAmount(flowed.amount - CouponOff));
    shot(pos(), QStringLiteral("coupon-due"));
    m_stage.tap(pos(), QStringLiteral("pay.cash"));
    m_stage.read(pos(), QStringLiteral("receipt.done"));
    shot(pos(), QStringLiteral("coupon-receipt"));
    takeCard("pos");
    m_cash += flowed.amount - CouponOff;
    m_off += CouponOff;
    say(QStringLiteral("pos: pump 2, %1 L of 95# for %2, the coupon takes %3 off")
            .arg(flowed.litres, text(flowed.amount), text(CouponOff)));
    m_stage.tap(pos(), QStringLiteral("receipt.done"));
}

/// What the campaign has given and taken off, as the office sees it.
void Story::campaign()
{
    const QJsonObject campaign =
        m_stage.get(QStringLiteral("/api/v1/campaigns"))[QLatin1String("campaigns")].toArray()[0].toObject();
    const QJsonObject figures = m_stage.get(
        QStringLiteral("/api/v1/campaigns/%1/figures").arg(campaign[QLatin1String("id")].toInteger()));
    for (const char *name : {"claimed", "redeemed"})
        if (figures[QLatin1String(name)].toInteger() != 1)
            throw Mishap{
                QStringLiteral("the campaign does not count one coupon %1").arg(QLatin1String(name))};
    m_stage.tap(office(), QStringLiteral("areas"), OfficeArea::Campaigns);
    m_stage.pause(300);
    m_stage.tap(office(), QStringLiteral("campaignsTable"), 0);
    shot(office(), QStringLiteral("campaigns"));
    m_stage.key(office(), QStringLiteral("Ctrl+G"));
    m_stage.read(office(), QStringLiteral("reportTotals"));
    m_stage.pause(300);
    shot(office(), QStringLiteral("campaign-results"));
    m_stage.key(office(), QStringLiteral("Escape"));
    say(QStringLiteral("office: the campaign counts one coupon claimed and redeemed"));
}

}
