#pragma once

#include "core/domain/cards/card_tokeniser.h"
#include "core/domain/coupons/coupon_service.h"
#include "tests/integration/server_desk.h"

#include <QRegularExpression>

namespace youka::test {

/// A server with campaigns, and a phone's browser as far as it is a matter of bytes.
class WebDesk : public ServerDesk
{
public:
    using ServerDesk::ServerDesk;

    Campaign live(const QString &claimCode, const std::function<void(Campaign &)> &change = {})
    {
        Campaign campaign;
        campaign.name = QStringLiteral("Ten off");
        campaign.claimCode = claimCode;
        campaign.terms.offer.amount = {1'000, {}};
        campaign.terms.from = {clock.now().ms - 60'000};
        campaign.terms.until = clock.now().plusMs(30LL * 24 * 60 * 60 * 1000);
        if (change)
            change(campaign);
        const Principal author{Role::Manager, 8'001, QStringLiteral("one"), {}};
        const Principal other{Role::Manager, 8'002, QStringLiteral("two"), {}};
        std::optional<Campaign> made;
        const auto done = server->pipeline().run([&](Database &db) -> Result<QByteArray> {
            CampaignService service(db, server->couponKeys());
            return service.create(campaign, author, clock.now())
                .and_then([&](const Campaign &draft) {
                    return service.step(draft.id, CampaignState::Review, author, clock.now());
                })
                .and_then([&](const Campaign &draft) {
                    return service.step(draft.id, CampaignState::Live, other, clock.now());
                })
                .map([&](const Campaign &now) {
                    made = now;
                    return QByteArray();
                });
        });
        ensure(done.has_value() && made, "a campaign is brought to life");
        return *made;
    }
    Result<void> step(const Campaign &campaign, CampaignState to)
    {
        return command([&](Database &db) {
            return CampaignService(db, server->couponKeys())
                .step(campaign.id, to, {Role::Manager, 8'002, QStringLiteral("two"), {}}, clock.now())
                .map([](const Campaign &) {});
        });
    }
    CouponBatch print(const Campaign &campaign)
    {
        std::optional<CouponBatch> made;
        const auto done = command([&](Database &db) {
            return CampaignService(db, server->couponKeys())
                .print(campaign.id, 100, QStringLiteral("flyer"), {Role::Manager, 8'001, {}, {}}, clock.now())
                .map([&](const CouponBatch &batch) { made = batch; });
        });
        ensure(done.has_value() && made, "codes are printed");
        return *made;
    }
    QByteArray code(const CouponBatch &batch, quint32 serial)
    {
        CouponService service(server->reader(0), server->couponKeys());
        return service.codeOf({batch.id, serial}).toLatin1();
    }
    template <class Work>
    Result<void> command(Work work)
    {
        return server->pipeline()
            .run(
                [&](Database &db) -> Result<QByteArray> { return work(db).map([] { return QByteArray(); }); })
            .map([](const QByteArray &) {});
    }

    /// What a browser keeps and sends: its language and the cookies.
    ServerAnswer open(const QByteArray &path, const QByteArray &language = "en")
    {
        return keep(send({"GET", path, {}, {}, "Accept-Language: " + language + "\r\n" + cookieLine()}));
    }
    ServerAnswer submit(const QByteArray &path, const QByteArray &form, const QByteArray &more = {})
    {
        const QByteArray bytes = "POST " + path
            + " HTTP/1.1\r\nHost: localhost\r\nAccept-Language: en\r\n"
              "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
            + QByteArray::number(form.size()) + "\r\n" + cookieLine()
            + (more.isEmpty() ? QByteArray("Origin: https://localhost\r\nSec-Fetch-Site: same-origin\r\n")
                              : more)
            + "\r\n" + form;
        return keep(sendBytes(bytes));
    }
    static QByteArray hidden(const ServerAnswer &page, const char *name)
    {
        const QRegularExpression field(
            QStringLiteral("name=\"%1\" value=\"([^\"]*)\"").arg(QLatin1String(name)));
        return field.match(QString::fromUtf8(page.body)).captured(1).toLatin1();
    }
    static QByteArray formOf(const ServerAnswer &page, const QByteArray &card, const QByteArray &pin)
    {
        return "card=" + card + "&pin=" + pin + "&operation=" + hidden(page, "operation")
            + "&check=" + hidden(page, "check");
    }
    static QByteArray headerOf(const ServerAnswer &answer, const QByteArray &name)
    {
        for (const QByteArray &line : answer.head.split('\n'))
            if (line.toLower().startsWith(name.toLower() + ':'))
                return line.mid(name.size() + 1).trimmed();
        return {};
    }
    QByteArray cookie;

private:
    QByteArray cookieLine() const { return cookie.isEmpty() ? QByteArray() : "Cookie: " + cookie + "\r\n"; }
    ServerAnswer keep(ServerAnswer answer)
    {
        if (const QByteArray set = headerOf(answer, "Set-Cookie"); !set.isEmpty())
            cookie = set.left(set.indexOf(';'));
        return answer;
    }
};

}
