#include "core/domain/coupons/campaign_repository.h"

#include "core/domain/coupons/coupon_json.h"

#include <QJsonDocument>

namespace youka {

namespace {

#define YOUKA_CAMPAIGN_COLUMNS                                                                               \
    "id, name, state, version, terms, limits, station_share, claim_code, author, changed, hold_out, "        \
    "points_price, giving"
#define YOUKA_BATCH_COLUMNS "id, campaign, kind, pieces, void, reason, author, at"

QByteArray bytesOf(const QJsonObject &json) { return QJsonDocument(json).toJson(QJsonDocument::Compact); }

/// How it is given: its rule and whether its coupons may be given away.
QByteArray givingOf(const Campaign &campaign)
{
    QJsonObject giving;
    const QJsonObject all = toJson(campaign);
    for (const char *name : {"issue", "giftable"})
        if (all.contains(QLatin1String(name)))
            giving.insert(QLatin1String(name), all[QLatin1String(name)]);
    return giving.isEmpty() ? QByteArray() : bytesOf(giving);
}

/// Does something that happens elsewhere than in a sale's basket make it give? Stored.
int givesOf(const Campaign &campaign)
{
    const OfferKind kind = campaign.terms.offer.kind;
    return campaign.issue.event != IssueEvent::None || kind == OfferKind::Stamps
            || kind == OfferKind::TopUpBonus
        ? 1
        : 0;
}

/// Reading the terms is most of the work, and one version never changes.
Result<Campaign> readStored(CampaignId id, int version, const QByteArray &terms, const QByteArray &limits,
                            const QByteArray &giving)
{
    thread_local QHash<QByteArray, Campaign> known;
    const QByteArray key = terms + limits + giving;
    if (const auto found = known.constFind(key); found != known.constEnd()) {
        Campaign campaign = *found;
        campaign.terms.campaign = id;
        campaign.terms.version = version;
        return campaign;
    }
    QJsonObject json = QJsonDocument::fromJson(giving).object();
    json.insert(QStringLiteral("name"), QStringLiteral("?"));
    json.insert(QStringLiteral("terms"), QJsonDocument::fromJson(terms).object());
    json.insert(QStringLiteral("limits"), QJsonDocument::fromJson(limits).object());
    auto campaign = campaignFromJson(json);
    if (!campaign)
        return campaign;
    if (known.size() > 1'000)
        known.clear();
    known.insert(key, *campaign);
    campaign->terms.campaign = id;
    campaign->terms.version = version;
    return campaign;
}

Result<Campaign> readCampaign(const Rows &in)
{
    auto campaign = readStored({in.integer(0)}, int(in.integer(3)), in.blob(4), in.blob(5), in.blob(12));
    if (!campaign)
        return fail(ErrorCode::StoreCorrupt,
                    QStringLiteral("campaign %1: ").arg(in.integer(0)) + campaign.error().detail);
    campaign->id = {in.integer(0)};
    campaign->name = in.text(1);
    campaign->state = CampaignState(in.integer(2));
    campaign->stationShare = {in.integer(6)};
    campaign->claimCode = in.text(7);
    campaign->author = in.integer(8);
    campaign->changed = {in.integer(9)};
    campaign->holdOut = {in.integer(10)};
    campaign->pointsPrice = in.integer(11);
    return campaign;
}

Result<std::optional<Campaign>> readOne(Result<Rows> rows)
{
    return std::move(rows).and_then([](Rows in) -> Result<std::optional<Campaign>> {
        if (!in.next())
            return std::optional<Campaign>();
        return readCampaign(in).map([](const Campaign &campaign) { return std::optional(campaign); });
    });
}

Result<std::vector<Campaign>> readAll(Result<Rows> rows)
{
    return std::move(rows).and_then([](Rows in) -> Result<std::vector<Campaign>> {
        std::vector<Campaign> all;
        while (in.next()) {
            auto campaign = readCampaign(in);
            if (!campaign)
                return fail(campaign.error());
            all.push_back(std::move(*campaign));
        }
        return all;
    });
}

CouponBatch readBatch(const Rows &in)
{
    return {quint16(in.integer(0)), {in.integer(1)},    BatchKind(in.integer(2)),
            quint32(in.integer(3)), in.integer(4) != 0, in.text(5),
            in.integer(6),          {in.integer(7)}};
}

Result<std::optional<CouponBatch>> readOneBatch(Result<Rows> rows)
{
    return std::move(rows).map(
        [](Rows in) { return in.next() ? std::optional(readBatch(in)) : std::nullopt; });
}

}

Result<CampaignId> CampaignRepository::insert(const Campaign &campaign)
{
    return m_db
        .exec("INSERT INTO campaign (name, state, version, terms, limits, station_share, claim_code, "
              "automatic, author, changed, hold_out, points_price, giving, gives) VALUES (?, ?, ?, ?, ?, ?, "
              "?, ?, ?, ?, ?, ?, ?, ?)",
              {campaign.name, int(campaign.state), campaign.terms.version, bytesOf(toJson(campaign.terms)),
               bytesOf(toJson(campaign)[QLatin1String("limits")].toObject()),
               campaign.stationShare.basisPoints, campaign.claimCode, campaign.terms.automatic ? 1 : 0,
               campaign.author, campaign.changed.ms, campaign.holdOut.basisPoints, campaign.pointsPrice,
               givingOf(campaign), givesOf(campaign)})
        .map([](const Rows &rows) { return CampaignId{rows.lastId()}; });
}

Result<void> CampaignRepository::update(const Campaign &campaign)
{
    return m_db.run(
        "UPDATE campaign SET name = ?, state = ?, version = ?, terms = ?, limits = ?, "
        "station_share = ?, claim_code = ?, automatic = ?, author = ?, changed = ?, hold_out = ?, "
        "points_price = ?, giving = ?, gives = ? "
        "WHERE id = ?",
        {campaign.name, int(campaign.state), campaign.terms.version, bytesOf(toJson(campaign.terms)),
         bytesOf(toJson(campaign)[QLatin1String("limits")].toObject()), campaign.stationShare.basisPoints,
         campaign.claimCode, campaign.terms.automatic ? 1 : 0, campaign.author, campaign.changed.ms,
         campaign.holdOut.basisPoints, campaign.pointsPrice, givingOf(campaign), givesOf(campaign),
         campaign.id.value});
}

Result<void> CampaignRepository::insertVersion(const CouponTerms &terms, Timestamp now)
{
    return m_db.run("INSERT INTO campaign_version (campaign, version, terms, at) VALUES (?, ?, ?, ?)",
                    {terms.campaign.value, terms.version, bytesOf(toJson(terms)), now.ms});
}

Result<std::optional<Campaign>> CampaignRepository::find(CampaignId id)
{
    return readOne(m_db.exec("SELECT " YOUKA_CAMPAIGN_COLUMNS " FROM campaign WHERE id = ?", {id.value}));
}

Result<std::optional<Campaign>> CampaignRepository::findClaimCode(const QString &code)
{
    return readOne(m_db.exec(
        "SELECT " YOUKA_CAMPAIGN_COLUMNS " FROM campaign WHERE claim_code = ? AND claim_code <> ''", {code}));
}

Result<std::vector<Campaign>> CampaignRepository::list(std::optional<CampaignState> state, CampaignId before,
                                                       int most)
{
    const qint64 below = before ? before.value : std::numeric_limits<qint64>::max();
    const int only = state ? int(*state) : 0;
    return readAll(m_db.exec("SELECT " YOUKA_CAMPAIGN_COLUMNS
                             " FROM campaign WHERE id < ? AND (? = 0 OR state = ?) ORDER BY id DESC LIMIT ?",
                             {below, only, only, most}));
}

Result<std::vector<Campaign>> CampaignRepository::forPoints(Timestamp now)
{
    auto all =
        readAll(m_db.exec("SELECT " YOUKA_CAMPAIGN_COLUMNS
                          " FROM campaign WHERE state = 3 AND points_price > 0 ORDER BY points_price, id"));
    if (all)
        std::erase_if(*all,
                      [&](const Campaign &one) { return now < one.terms.from || now >= one.terms.until; });
    return all;
}

Result<std::vector<Campaign>> CampaignRepository::automatic()
{
    return readAll(m_db.exec("SELECT " YOUKA_CAMPAIGN_COLUMNS
                             " FROM campaign WHERE state = 3 AND automatic = 1 ORDER BY id"));
}

Result<std::vector<Campaign>> CampaignRepository::giving(Timestamp now)
{
    // Those of before say nothing of it (-1): their terms do.
    auto all = readAll(m_db.exec("SELECT " YOUKA_CAMPAIGN_COLUMNS
                                 " FROM campaign WHERE state = 3 AND gives <> 0 ORDER BY id"));
    if (all)
        std::erase_if(*all, [&](const Campaign &one) {
            return givesOf(one) == 0 || now < one.terms.from || now >= one.terms.until;
        });
    return all;
}

Result<CouponBatch> CampaignRepository::insertBatch(CouponBatch batch)
{
    const auto last = m_db.exec("SELECT MAX(id) FROM coupon_batch").map([](Rows rows) {
        return rows.next() ? rows.integer(0) : 0;
    });
    if (!last)
        return fail(last.error());
    if (*last >= std::numeric_limits<quint16>::max())
        return fail(ErrorCode::NumberOutOfRange, QStringLiteral("batches"));
    batch.id = quint16(*last + 1);
    return m_db
        .run("INSERT INTO coupon_batch (id, campaign, kind, pieces, void, reason, author, at) VALUES (?, ?, "
             "?, ?, 0, ?, ?, ?)",
             {batch.id, batch.campaign.value, int(batch.kind), batch.count, batch.reason, batch.author,
              batch.at.ms})
        .map([&] { return batch; });
}

Result<std::optional<CouponBatch>> CampaignRepository::findBatch(quint16 id)
{
    return readOneBatch(m_db.exec("SELECT " YOUKA_BATCH_COLUMNS " FROM coupon_batch WHERE id = ?", {id}));
}

Result<std::vector<CouponBatch>> CampaignRepository::batches(CampaignId campaign)
{
    return m_db
        .exec("SELECT " YOUKA_BATCH_COLUMNS " FROM coupon_batch WHERE campaign = ? ORDER BY id DESC",
              {campaign.value})
        .map([](Rows in) {
            std::vector<CouponBatch> all;
            while (in.next())
                all.push_back(readBatch(in));
            return all;
        });
}

Result<void> CampaignRepository::voidBatch(quint16 id)
{
    return m_db.run("UPDATE coupon_batch SET void = 1 WHERE id = ?", {id});
}

Result<std::optional<CouponBatch>> CampaignRepository::openBatch(CampaignId campaign)
{
    return readOneBatch(m_db.exec("SELECT " YOUKA_BATCH_COLUMNS
                                  " FROM coupon_batch WHERE campaign = ? AND kind = 2 AND void = 0 AND "
                                  "pieces < 16777216 ORDER BY id DESC LIMIT 1",
                                  {campaign.value}));
}

Result<quint32> CampaignRepository::nextSerial(quint16 batch)
{
    return m_db.exec("UPDATE coupon_batch SET pieces = pieces + 1 WHERE id = ?", {batch})
        .and_then(
            [&](const Rows &) { return m_db.exec("SELECT pieces FROM coupon_batch WHERE id = ?", {batch}); })
        .and_then([](Rows rows) -> Result<quint32> {
            if (!rows.next())
                return fail(ErrorCode::NotFound);
            return quint32(rows.integer(0) - 1);
        });
}

}
