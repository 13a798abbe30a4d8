#include "core/domain/coupons/issue_repository.h"

namespace youka {

namespace {

#define YOUKA_JOB_COLUMNS                                                                                    \
    "id, campaign, operation, segment, level, card_type, reason, person, at, customers, given, refused, "    \
    "after_customer, done"
#define YOUKA_ISSUE_COLUMNS "campaign, customer, cause, sale, coupon, refused, at"

QVariant nullable(const QByteArray &bytes)
{
    return bytes.isEmpty() ? QVariant(QMetaType(QMetaType::QByteArray)) : QVariant(bytes);
}

Result<std::vector<CouponIssue>> readIssues(Result<Rows> rows)
{
    return std::move(rows).map([](Rows in) {
        std::vector<CouponIssue> all;
        while (in.next())
            all.push_back({{in.integer(0)},
                           {in.integer(1)},
                           in.text(2),
                           in.isNull(3) ? QByteArray() : in.blob(3),
                           CouponId::fromValue(in.integer(4)),
                           int(in.integer(5)),
                           {in.integer(6)}});
        return all;
    });
}

IssueJob readJob(const Rows &in)
{
    return {in.integer(0),
            {in.integer(1)},
            OperationId::fromBytes(in.blob(2)),
            {in.text(3), in.text(4), int(in.integer(5))},
            in.text(6),
            in.text(7),
            {in.integer(8)},
            in.integer(9),
            in.integer(10),
            in.integer(11),
            {in.integer(12)},
            in.integer(13) != 0};
}

Result<std::optional<IssueJob>> readOneJob(Result<Rows> rows)
{
    return std::move(rows).map([](Rows in) { return in.next() ? std::optional(readJob(in)) : std::nullopt; });
}

Result<bool> isThere(Result<Rows> rows)
{
    return std::move(rows).map([](Rows in) { return in.next(); });
}

Result<std::vector<IssueRepository::Seen>> readSeen(Result<Rows> rows)
{
    return std::move(rows).map([](Rows in) {
        std::vector<IssueRepository::Seen> all;
        while (in.next())
            all.push_back({{in.integer(0)}, {in.integer(1)}});
        return all;
    });
}

/// Who belongs to an audience, of customer c: each condition with a flag that it is asked for.
#define YOUKA_AUDIENCE                                                                                       \
    "(? = 0 OR c.segment = ?) AND (? = 0 OR EXISTS (SELECT 1 FROM points_member m WHERE m.customer = c.id "  \
    "AND m.level = ?)) AND (? = 0 OR EXISTS (SELECT 1 FROM card k JOIN card_medium d ON d.card = k.id "      \
    "WHERE k.customer = c.id AND d.proof = ?))"

int asked(const QString &value) { return value.isEmpty() ? 0 : 1; }

}

Result<bool> IssueRepository::isKnown(CampaignId campaign, CustomerId customer, const QString &cause)
{
    return isThere(m_db.exec("SELECT 1 FROM coupon_issue WHERE campaign = ? AND customer = ? AND cause = ?",
                             {campaign.value, customer.value, cause}));
}

Result<void> IssueRepository::insert(const CouponIssue &issue)
{
    return m_db.run("INSERT INTO coupon_issue (" YOUKA_ISSUE_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?)",
                    {issue.campaign.value, issue.customer.value, issue.cause, nullable(issue.sale),
                     issue.coupon.value(), issue.refused, issue.at.ms});
}

Result<std::vector<CouponIssue>> IssueRepository::ofSale(const QByteArray &sale)
{
    return readIssues(m_db.exec("SELECT " YOUKA_ISSUE_COLUMNS " FROM coupon_issue WHERE sale = ? AND sale IS "
                                "NOT NULL AND coupon > 0 ORDER BY campaign, customer",
                                {sale}));
}

Result<std::vector<CouponIssue>> IssueRepository::given(CampaignId campaign, CustomerId customer)
{
    return readIssues(m_db.exec("SELECT " YOUKA_ISSUE_COLUMNS " FROM coupon_issue WHERE campaign = ? AND "
                                "customer = ? AND coupon > 0 ORDER BY at DESC, coupon DESC",
                                {campaign.value, customer.value}));
}

Result<IssueRepository::Bought> IssueRepository::bought(CustomerId customer, Currency currency,
                                                        Timestamp since)
{
    // A day is a text of the station's own; one more of them covers every zone.
    const QString day = since.toDateTime().date().addDays(-1).toString(Qt::ISODate);
    const char *sql =
        "SELECT COALESCE(SUM(s.amount + s.goods - s.discount - s.points_amount - COALESCE((SELECT "
        "SUM(r.money) FROM refund r WHERE r.sale = s.id), 0)), 0), COALESCE(SUM(s.volume - "
        "COALESCE((SELECT SUM(l.quantity) FROM refund_line l WHERE l.sale = s.id AND l.line = 0), 0)), 0) "
        "FROM sale s WHERE s.customer = ? AND s.customer > 0 AND s.day >= ? AND s.posted > ? AND s.currency "
        "= ?";
    return m_db.exec(sql, {customer.value, day, since.ms, currency.code()}).map([&](Rows in) {
        const bool any = in.next();
        return Bought{{any ? in.integer(0) : 0, currency}, {any ? in.integer(1) : 0}};
    });
}

Result<Timestamp> IssueRepository::lastGiven(CampaignId campaign, CustomerId customer)
{
    return m_db
        .exec("SELECT COALESCE(MAX(at), 0) FROM coupon_issue WHERE campaign = ? AND customer = ?",
              {campaign.value, customer.value})
        .map([](Rows in) { return Timestamp{in.next() ? in.integer(0) : 0}; });
}

Result<bool> IssueRepository::isFirst(CustomerId customer, SaleId sale)
{
    return isThere(m_db.exec("SELECT 1 FROM sale WHERE customer = ? AND customer > 0 AND id <> ? LIMIT 1",
                             {customer.value, sale.bytes()}))
        .map([](bool before) { return !before; });
}

Result<CustomerId> IssueRepository::inviterOf(CustomerId customer)
{
    return m_db.exec("SELECT inviter FROM customer WHERE id = ?", {customer.value}).map([](Rows in) {
        return CustomerId{in.next() ? in.integer(0) : 0};
    });
}

Result<Member> IssueRepository::memberOf(CustomerId customer)
{
    return m_db
        .exec("SELECT c.segment, COALESCE(m.level, '') FROM customer c LEFT JOIN points_member m ON "
              "m.customer = c.id WHERE c.id = ?",
              {customer.value})
        .map([&](Rows in) {
            return in.next() ? Member{customer, in.text(0), in.text(1), {}, false} : Member();
        });
}

Result<QString> IssueRepository::cardTypeOf(qint64 card)
{
    return m_db.exec("SELECT COALESCE(MAX(proof), 0) FROM card_medium WHERE card = ?", {card})
        .map([](Rows in) -> QString {
            switch (in.next() ? in.integer(0) : 0) {
            case 1:
                return QStringLiteral("stripe");
            case 2:
                return QStringLiteral("contactless");
            case 3:
                return QStringLiteral("chip");
            default:
                return {};
            }
        });
}

Result<std::vector<IssueRepository::Seen>> IssueRepository::lastPurchases(CustomerId after, int most)
{
    return readSeen(m_db.exec("SELECT c.id, COALESCE((SELECT MAX(s.posted) FROM sale s WHERE s.customer = "
                              "c.id AND s.customer > 0), c.at) FROM customer c WHERE c.id > ? ORDER BY c.id "
                              "LIMIT ?",
                              {after.value, most}));
}

Result<std::vector<IssueRepository::Seen>> IssueRepository::atLevel(const QString &level, CustomerId after,
                                                                    int most)
{
    return readSeen(m_db.exec("SELECT customer, since FROM points_member WHERE customer > ? AND level = ? "
                              "ORDER BY customer LIMIT ?",
                              {after.value, level, most}));
}

Result<IssueRepository::Scan> IssueRepository::scan(CampaignId campaign, const QString &day)
{
    return m_db.exec("SELECT day, after_customer, done FROM issue_scan WHERE campaign = ?", {campaign.value})
        .map([&](Rows in) {
            if (!in.next() || in.text(0) != day)
                return Scan();
            return Scan{{in.integer(1)}, in.integer(2) != 0};
        });
}

Result<void> IssueRepository::setScan(CampaignId campaign, const QString &day, const Scan &scan)
{
    const auto updated =
        m_db.exec("UPDATE issue_scan SET day = ?, after_customer = ?, done = ? WHERE campaign = ?",
                  {day, scan.after.value, scan.done ? 1 : 0, campaign.value});
    if (!updated)
        return fail(updated.error());
    if (updated->affected() > 0)
        return {};
    return m_db.run("INSERT INTO issue_scan (campaign, day, after_customer, done) VALUES (?, ?, ?, ?)",
                    {campaign.value, day, scan.after.value, scan.done ? 1 : 0});
}

Result<std::vector<CustomerId>> IssueRepository::audience(const Audience &audience, CustomerId after,
                                                          int most)
{
    return m_db
        .exec("SELECT c.id FROM customer c WHERE c.id > ? AND " YOUKA_AUDIENCE " ORDER BY c.id LIMIT ?",
              {after.value, asked(audience.segment), audience.segment, asked(audience.level), audience.level,
               audience.cardType, audience.cardType, most})
        .map([](Rows in) {
            std::vector<CustomerId> ids;
            while (in.next())
                ids.push_back({in.integer(0)});
            return ids;
        });
}

Result<qint64> IssueRepository::count(const Audience &audience)
{
    return m_db
        .exec("SELECT COUNT(*) FROM customer c WHERE " YOUKA_AUDIENCE,
              {asked(audience.segment), audience.segment, asked(audience.level), audience.level,
               audience.cardType, audience.cardType})
        .map([](Rows in) { return in.next() ? in.integer(0) : 0; });
}

Result<IssueJob> IssueRepository::insertJob(IssueJob job)
{
    return m_db
        .exec("INSERT INTO issue_job (campaign, operation, segment, level, card_type, reason, person, at, "
              "customers, given, refused, after_customer, done) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, "
              "0)",
              {job.campaign.value, job.operation.bytes(), job.audience.segment, job.audience.level,
               job.audience.cardType, job.reason, job.person, job.at.ms, job.customers})
        .map([&](const Rows &rows) {
            job.id = rows.lastId();
            return job;
        });
}

Result<std::optional<IssueJob>> IssueRepository::findJob(OperationId operation)
{
    return readOneJob(
        m_db.exec("SELECT " YOUKA_JOB_COLUMNS " FROM issue_job WHERE operation = ?", {operation.bytes()}));
}

Result<std::optional<IssueJob>> IssueRepository::openJob()
{
    return readOneJob(
        m_db.exec("SELECT " YOUKA_JOB_COLUMNS " FROM issue_job WHERE done = 0 ORDER BY id LIMIT 1"));
}

Result<std::vector<IssueJob>> IssueRepository::jobs(CampaignId campaign)
{
    return m_db
        .exec("SELECT " YOUKA_JOB_COLUMNS " FROM issue_job WHERE campaign = ? ORDER BY id DESC LIMIT 200",
              {campaign.value})
        .map([](Rows in) {
            std::vector<IssueJob> all;
            while (in.next())
                all.push_back(readJob(in));
            return all;
        });
}

Result<void> IssueRepository::updateJob(const IssueJob &job)
{
    return m_db.run("UPDATE issue_job SET given = ?, refused = ?, after_customer = ?, done = ? WHERE id = ?",
                    {job.given, job.refused, job.after.value, job.done ? 1 : 0, job.id});
}

Result<bool> IssueRepository::hasStamp(CampaignId campaign, SaleId sale)
{
    return isThere(
        m_db.exec("SELECT 1 FROM stamp WHERE campaign = ? AND sale = ?", {campaign.value, sale.bytes()}));
}

Result<void> IssueRepository::insertStamp(CampaignId campaign, SaleId sale, CustomerId customer, Timestamp at)
{
    return m_db.run("INSERT INTO stamp (campaign, sale, customer, at) VALUES (?, ?, ?, ?)",
                    {campaign.value, sale.bytes(), customer.value, at.ms});
}

Result<std::vector<std::pair<CampaignId, CustomerId>>> IssueRepository::stampsOf(SaleId sale)
{
    return m_db
        .exec("SELECT campaign, customer FROM stamp WHERE sale = ? AND taken_back = 0 ORDER BY campaign",
              {sale.bytes()})
        .map([](Rows in) {
            std::vector<std::pair<CampaignId, CustomerId>> all;
            while (in.next())
                all.emplace_back(CampaignId{in.integer(0)}, CustomerId{in.integer(1)});
            return all;
        });
}

Result<void> IssueRepository::takeStamp(CampaignId campaign, SaleId sale)
{
    return m_db.run("UPDATE stamp SET taken_back = 1 WHERE campaign = ? AND sale = ?",
                    {campaign.value, sale.bytes()});
}

Result<qint64> IssueRepository::stamps(CampaignId campaign, CustomerId customer)
{
    return m_db
        .exec("SELECT stamps FROM stamp_card WHERE customer = ? AND campaign = ?",
              {customer.value, campaign.value})
        .map([](Rows in) { return in.next() ? in.integer(0) : 0; });
}

Result<void> IssueRepository::setStamps(CampaignId campaign, CustomerId customer, qint64 stamps)
{
    const auto updated = m_db.exec("UPDATE stamp_card SET stamps = ? WHERE customer = ? AND campaign = ?",
                                   {stamps, customer.value, campaign.value});
    if (!updated)
        return fail(updated.error());
    if (updated->affected() > 0)
        return {};
    return m_db.run("INSERT INTO stamp_card (customer, campaign, stamps) VALUES (?, ?, ?)",
                    {customer.value, campaign.value, stamps});
}

Result<std::vector<StampCard>> IssueRepository::cards(CustomerId customer)
{
    return m_db
        .exec("SELECT campaign, stamps FROM stamp_card WHERE customer = ? ORDER BY campaign",
              {customer.value})
        .map([](Rows in) {
            std::vector<StampCard> all;
            while (in.next())
                all.push_back({{in.integer(0)}, in.integer(1)});
            return all;
        });
}

Result<bool> IssueRepository::wasGift(CouponId coupon)
{
    return isThere(m_db.exec("SELECT 1 FROM coupon_gift WHERE coupon = ?", {coupon.value()}));
}

Result<void> IssueRepository::insertGift(const GiftRow &gift, Timestamp now)
{
    return m_db.run(
        "INSERT INTO coupon_gift (coupon, campaign, giver, receiver, at) VALUES (?, ?, ?, ?, ?)",
        {gift.coupon.value(), gift.campaign.value, gift.giver.value, gift.receiver.value, now.ms});
}

}
