#include "core/domain/coupons/coupon_repository.h"

namespace youka {

namespace {

#define YOUKA_COUPON_COLUMNS                                                                                 \
    "id, campaign, state, customer, station, until, left_amount, currency, sale, reserved_until, changed"
#define YOUKA_USE_COLUMNS                                                                                    \
    "sale, campaign, coupon, version, state, amount, currency, in_parts, customer, terminal, station, day, " \
    "at, expires, back, channel"

QVariant nullable(const std::optional<qint64> &value)
{
    return value ? QVariant(*value) : QVariant(QMetaType(QMetaType::LongLong));
}
QVariant nullable(const QByteArray &bytes)
{
    return bytes.isEmpty() ? QVariant(QMetaType(QMetaType::QByteArray)) : QVariant(bytes);
}

QVariant untilOf(const Coupon &c) { return nullable(c.until ? std::optional(c.until->ms) : std::nullopt); }
QVariant leftOf(const Coupon &c) { return nullable(c.left ? std::optional(c.left->minor) : std::nullopt); }
QVariant saleOf(const Coupon &c) { return nullable(c.sale.isNull() ? QByteArray() : c.sale.bytes()); }
QString currencyOf(const Coupon &c) { return c.left.value_or(Money()).currency.code(); }

Currency currencyIn(const QString &text)
{
    const auto currency = Currency::parse(text);
    ensure(currency.has_value(), "a stored currency is a currency");
    return *currency;
}

Coupon readCoupon(const Rows &in)
{
    Coupon coupon;
    coupon.id = CouponId::fromValue(in.integer(0));
    coupon.campaign = {in.integer(1)};
    coupon.state = CouponState(in.integer(2));
    coupon.customer = {in.integer(3)};
    coupon.onlyAt = {in.integer(4)};
    if (!in.isNull(5))
        coupon.until = Timestamp{in.integer(5)};
    if (!in.isNull(6))
        coupon.left = Money{in.integer(6), currencyIn(in.text(7))};
    coupon.sale = in.isNull(8) ? SaleId() : SaleId::fromBytes(in.blob(8));
    coupon.reservedUntil = {in.integer(9)};
    coupon.changed = {in.integer(10)};
    return coupon;
}

Result<std::vector<Coupon>> readCoupons(Result<Rows> rows)
{
    return std::move(rows).map([](Rows in) {
        std::vector<Coupon> all;
        while (in.next())
            all.push_back(readCoupon(in));
        return all;
    });
}

Result<std::optional<Coupon>> readOne(Result<Rows> rows)
{
    return std::move(rows).map(
        [](Rows in) { return in.next() ? std::optional(readCoupon(in)) : std::nullopt; });
}

Result<std::vector<CouponUse>> readUses(Result<Rows> rows)
{
    return std::move(rows).map([](Rows in) {
        std::vector<CouponUse> all;
        while (in.next()) {
            CouponUse use;
            use.sale = SaleId::fromBytes(in.blob(0));
            use.redemption = {{in.integer(1)},
                              int(in.integer(3)),
                              CouponId::fromValue(in.integer(2)),
                              {in.integer(5), currencyIn(in.text(6))},
                              {}};
            use.state = UseState(in.integer(4));
            use.inParts = in.integer(7) != 0;
            use.customer = {in.integer(8)};
            use.terminal = {in.integer(9)};
            use.station = {in.integer(10)};
            use.day = QDate::fromString(in.text(11), Qt::ISODate);
            use.at = {in.integer(12)};
            use.expires = {in.integer(13)};
            use.back = {in.integer(14), use.redemption.amount.currency};
            use.channel = Channels::fromInt(int(in.integer(15)));
            all.push_back(use);
        }
        return all;
    });
}

}

Result<void> CouponRepository::insert(const Coupon &coupon)
{
    return m_db.run("INSERT INTO coupon (" YOUKA_COUPON_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    {coupon.id.value(), coupon.campaign.value, int(coupon.state), coupon.customer.value,
                     coupon.onlyAt.value, untilOf(coupon), leftOf(coupon), currencyOf(coupon), saleOf(coupon),
                     coupon.reservedUntil.ms, coupon.changed.ms});
}

Result<void> CouponRepository::update(const Coupon &coupon)
{
    return m_db.run(
        m_db.dialect().oneRow(YOUKA_ONE_ROW("coupon SET state = ?, customer = ?, station = ?, until = ?, "
                                            "left_amount = ?, currency = ?, sale = ?, reserved_until = ?, "
                                            "changed = ? WHERE id = ?")),
        {int(coupon.state), coupon.customer.value, coupon.onlyAt.value, untilOf(coupon), leftOf(coupon),
         currencyOf(coupon), saleOf(coupon), coupon.reservedUntil.ms, coupon.changed.ms, coupon.id.value()});
}

Result<std::optional<Coupon>> CouponRepository::find(CouponId id)
{
    return readOne(m_db.exec("SELECT " YOUKA_COUPON_COLUMNS " FROM coupon WHERE id = ?", {id.value()}));
}

Result<std::optional<Coupon>> CouponRepository::lock(CouponId id)
{
    return readOne(m_db.exec(
        m_db.dialect().locking(YOUKA_LOCKING("SELECT " YOUKA_COUPON_COLUMNS " FROM coupon WHERE id = ?")),
        {id.value()}));
}

Result<std::vector<Coupon>> CouponRepository::ofCustomer(CustomerId customer, int most)
{
    return readCoupons(m_db.exec("SELECT " YOUKA_COUPON_COLUMNS
                                 " FROM coupon WHERE customer = ? AND customer > 0 ORDER BY id DESC LIMIT ?",
                                 {customer.value, most}));
}

Result<std::vector<Coupon>> CouponRepository::unusedOf(CustomerId customer, int most, CampaignId only)
{
    return readCoupons(m_db.exec("SELECT " YOUKA_COUPON_COLUMNS
                                 " FROM coupon WHERE customer = ? AND customer > 0 AND state IN (2, 3) AND "
                                 "(? = 0 OR campaign = ?) ORDER BY id DESC LIMIT ?",
                                 {customer.value, only.value, only.value, most}));
}

Result<std::vector<Coupon>> CouponRepository::ofCampaign(CampaignId campaign, CouponId after, int most)
{
    return readCoupons(
        m_db.exec("SELECT " YOUKA_COUPON_COLUMNS
                  " FROM coupon WHERE id > ? AND id / 16777216 IN (SELECT id FROM coupon_batch "
                  "WHERE campaign = ?) ORDER BY id LIMIT ?",
                  {after.value(), campaign.value, most}));
}

Result<qint64> CouponRepository::given(CampaignId campaign, CustomerId customer)
{
    const auto count = [](Rows rows) { return rows.next() ? rows.integer(0) : 0; };
    if (customer)
        return m_db
            // Who gave one away has had it.
            .exec("SELECT (SELECT COUNT(*) FROM coupon WHERE customer = ? AND customer > 0 AND campaign = ?) "
                  "+ (SELECT COUNT(*) FROM coupon_gift WHERE giver = ? AND campaign = ?)",
                  {customer.value, campaign.value, customer.value, campaign.value})
            .map(count);
    return m_db
        .exec("SELECT COALESCE(SUM(pieces), 0) FROM coupon_batch WHERE campaign = ? AND kind = 2",
              {campaign.value})
        .map(count);
}

Result<std::vector<CouponUse>> CouponRepository::uses(SaleId sale)
{
    return readUses(m_db.exec("SELECT " YOUKA_USE_COLUMNS " FROM coupon_use WHERE sale = ?", {sale.bytes()}));
}

Result<std::vector<CouponUse>> CouponRepository::uses(CouponId coupon)
{
    // Two halves, each of which an index serves.
    return readUses(m_db.exec(
        "SELECT " YOUKA_USE_COLUMNS " FROM coupon_use WHERE coupon = ? AND coupon > 0 AND state < 3 AND "
        "in_parts = 0 UNION ALL SELECT " YOUKA_USE_COLUMNS
        " FROM coupon_use WHERE coupon = ? AND coupon > 0 AND (state = 3 OR in_parts = 1) ORDER BY at",
        {coupon.value(), coupon.value()}));
}

Result<void> CouponRepository::put(const CouponUse &use)
{
    const Redemption &r = use.redemption;
    const auto updated =
        m_db.exec(m_db.dialect().oneRow(YOUKA_ONE_ROW(
                      "coupon_use SET version = ?, state = ?, amount = ?, at = ?, expires = ?, back = ? "
                      "WHERE sale = ? AND campaign = ? AND coupon = ?")),
                  {r.version, int(use.state), r.amount.minor, use.at.ms, use.expires.ms, use.back.minor,
                   use.sale.bytes(), r.campaign.value, r.coupon.value()});
    if (!updated)
        return fail(updated.error());
    if (updated->affected() > 0)
        return {};
    return m_db.run("INSERT INTO coupon_use (" YOUKA_USE_COLUMNS
                    ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    {use.sale.bytes(), r.campaign.value, r.coupon.value(), r.version, int(use.state),
                     r.amount.minor, r.amount.currency.code(), use.inParts ? 1 : 0, use.customer.value,
                     use.terminal.value, use.station.value, use.day.toString(Qt::ISODate), use.at.ms,
                     use.expires.ms, use.back.minor, use.channel.toInt()});
}

Result<std::vector<CouponUse>> CouponRepository::overdue(Timestamp now, int most)
{
    return readUses(m_db.exec("SELECT " YOUKA_USE_COLUMNS
                              " FROM coupon_use WHERE state = 1 AND expires < ? ORDER BY expires LIMIT ?",
                              {now.ms, most}));
}

Result<bool> CouponRepository::take(CampaignId campaign, BudgetKind kind, const QString &subject,
                                    Money amount, qint64 pieces, const Bound &bound)
{
    constexpr qint64 None = std::numeric_limits<qint64>::max() / 2;
    const qint64 mostAmount = bound.amount ? bound.amount->minor : None;
    const qint64 mostPieces = bound.pieces.value_or(None);
    const auto updated = m_db.exec(
        m_db.dialect().oneRow(YOUKA_ONE_ROW(
            "coupon_budget SET amount = amount + ?, pieces = pieces + ? WHERE campaign = ? AND kind = ? AND "
            "subject = ? AND amount + ? <= ? AND pieces + ? <= ?")),
        {amount.minor, pieces, campaign.value, int(kind), subject, amount.minor, mostAmount, pieces,
         mostPieces});
    if (!updated)
        return fail(updated.error());
    if (updated->affected() > 0)
        return true;
    const auto known =
        m_db.exec("SELECT 1 FROM coupon_budget WHERE campaign = ? AND kind = ? AND subject = ?",
                  {campaign.value, int(kind), subject})
            .map([](Rows rows) { return rows.next(); });
    if (!known)
        return fail(known.error());
    if (*known || amount.minor > mostAmount || pieces > mostPieces)
        return false;
    return m_db
        .run("INSERT INTO coupon_budget (campaign, kind, subject, amount, pieces) VALUES (?, ?, ?, ?, ?)",
             {campaign.value, int(kind), subject, amount.minor, pieces})
        .map([] { return true; });
}

Result<Bound> CouponRepository::taken(CampaignId campaign, BudgetKind kind, const QString &subject,
                                      Currency currency)
{
    return m_db
        .exec("SELECT amount, pieces FROM coupon_budget WHERE campaign = ? AND kind = ? AND subject = ?",
              {campaign.value, int(kind), subject})
        .map([&](Rows rows) {
            const bool known = rows.next();
            return Bound{Money{known ? rows.integer(0) : 0, currency}, known ? rows.integer(1) : 0};
        });
}

Result<Guesses> CouponRepository::guesses(const QString &who)
{
    return m_db.exec("SELECT tries, since, pauses, paused_until FROM coupon_guess WHERE subject = ?", {who})
        .map([](Rows in) {
            if (!in.next())
                return Guesses();
            return Guesses{int(in.integer(0)), {in.integer(1)}, int(in.integer(2)), {in.integer(3)}};
        });
}

Result<void> CouponRepository::setGuesses(const QString &who, const Guesses &guesses)
{
    const auto updated = m_db.exec(
        "UPDATE coupon_guess SET tries = ?, since = ?, pauses = ?, paused_until = ? WHERE subject = ?",
        {guesses.tries, guesses.since.ms, guesses.pauses, guesses.pausedUntil.ms, who});
    if (!updated)
        return fail(updated.error());
    if (updated->affected() > 0)
        return {};
    return m_db.run("INSERT INTO coupon_guess (subject, tries, since, pauses, paused_until) VALUES (?, ?, ?, "
                    "?, ?)",
                    {who, guesses.tries, guesses.since.ms, guesses.pauses, guesses.pausedUntil.ms});
}

}
