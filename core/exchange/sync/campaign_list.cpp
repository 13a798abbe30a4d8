#include "core/exchange/sync/campaign_list.h"

#include "core/domain/coupons/coupon_json.h"

#include <QJsonDocument>

namespace youka {

Result<void> CampaignList::apply(Database &db, const QJsonObject &body)
{
    const auto campaign = campaignFromJson(body);
    if (!campaign)
        return fail(campaign.error());
    const qint64 id = campaign->id.value;
    const QByteArray bytes = QJsonDocument(body).toJson(QJsonDocument::Compact);
    const auto updated = db.exec("UPDATE listed_campaign SET version = ?, state = ?, body = ? WHERE id = ?",
                                 {campaign->terms.version, int(campaign->state), bytes, id});
    if (!updated)
        return fail(updated.error());
    if (updated->affected() > 0)
        return {};
    return db.run("INSERT INTO listed_campaign (id, version, state, body) VALUES (?, ?, ?, ?)",
                  {id, campaign->terms.version, int(campaign->state), bytes});
}

Result<std::vector<CampaignList::Listed>> CampaignList::all() const
{
    return m_db.exec("SELECT body FROM listed_campaign WHERE state = 3 OR state = 5 ORDER BY id")
        .and_then([](Rows rows) -> Result<std::vector<Listed>> {
            std::vector<Listed> all;
            while (rows.next()) {
                const QJsonObject body = QJsonDocument::fromJson(rows.blob(0)).object();
                const auto campaign = campaignFromJson(body);
                if (!campaign)
                    return fail(campaign.error());
                Listed listed{*campaign, {}, quint8(body[QLatin1String("signerId")].toInt())};
                const auto key = VerifyingKey::fromBytes(
                    QByteArray::fromBase64(body[QLatin1String("signer")].toString().toLatin1()));
                if (key)
                    listed.signer = *key;
                all.push_back(std::move(listed));
            }
            return all;
        });
}

Result<std::optional<SaleId>> CampaignList::takenBy(CouponId coupon) const
{
    return m_db.exec("SELECT sale FROM coupon_taken WHERE coupon = ?", {coupon.value()}).map([](Rows rows) {
        return rows.next() ? std::optional(SaleId::fromBytes(rows.blob(0))) : std::nullopt;
    });
}

Result<Money> CampaignList::takenOn(QDate day, SaleId butNot, Currency currency) const
{
    return m_db
        .exec("SELECT COALESCE(SUM(amount), 0) FROM coupon_taken WHERE day = ? AND sale <> ?",
              {day.toJulianDay(), butNot.bytes()})
        .map([&](Rows rows) {
            return Money{rows.next() ? rows.integer(0) : 0, currency};
        });
}

Result<void> CampaignList::note(SaleId sale, const std::vector<Redemption> &redemptions, QDate day)
{
    if (const auto freed = m_db.run("DELETE FROM coupon_taken WHERE sale = ?", {sale.bytes()}); !freed)
        return freed;
    for (const Redemption &redemption : redemptions)
        if (!redemption.coupon.isNull())
            if (const auto noted = m_db.run(
                    "INSERT INTO coupon_taken (coupon, sale, day, amount) VALUES (?, ?, ?, ?)",
                    {redemption.coupon.value(), sale.bytes(), day.toJulianDay(), redemption.amount.minor});
                !noted)
                return noted;
    return {};
}

}
