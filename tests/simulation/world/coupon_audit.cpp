#include "audit.h"
#include "audit_rows.h"

#include "core/domain/coupons/coupon_json.h"
#include "core/domain/coupons/coupon_repository.h"

namespace youka::world {

namespace {

/// How long something is reserved, less what a request takes.
constexpr qint64 ReservedMs = 9 * 60'000;
/// The centre looks for what is overdue each minute.
constexpr qint64 OverdueMs = 3 * 60'000;

QString nameOf(CouponId coupon)
{
    return QStringLiteral("coupon %1/%2").arg(coupon.batch).arg(coupon.serial);
}

qint64 perLitreFen(qint64 volumeMl)
{
    using Offers = Books::Offers;
    return (std::min(volumeMl, Offers::PerLitreMostMl) * Offers::PerLitreMilli + 5'000) / 10'000;
}

qint64 fenOf(const std::vector<Redemption> &discounts) { return totalOf(discounts, Currency{}).minor; }

}

/// One thing that one sale took off, as the centre has it.
struct Audit::CouponLine
{
    SaleId sale;
    qint64 station = 0;
    QString day;
    qint64 volumeMl = 0;
    qint64 amountFen = 0;
    qint64 lineFen = 0;   ///< of the whole sale: all that was taken off
    qint64 atPumpFen = 0; ///< what the pump showed at its lowered price; 0: it was not lowered
    Redemption taken;
    bool alone = false; ///< the till took it without the centre
    bool firm = false;  ///< the centre granted it, and heard that it was paid before the grant ended
    bool isTwice = false;
    bool isUnfit = false;
    bool isRedeemed = false;
};

/// The third: a coupon is redeemed once, what two stations both took is an open case, and what was taken off
/// is borne by whoever is to bear it.
void Audit::coupons(Database &db)
{
    const std::vector<CouponLine> lines = couponLines(db);
    for (const auto &[sale, receipt] : m_books.receipts)
        if (receipt.isRead)
            this->receipt(db, sale, receipt.discounts);
    for (const CouponLine &line : lines)
        couponLine(line);
    couponUses(db, lines);
    couponBudgets(db);
    couponBounds(lines);
    couponsAlone(lines);
    promotion(db, lines);
    campaignLists(db);
}

std::vector<Audit::CouponLine> Audit::couponLines(Database &db)
{
    std::map<std::tuple<QByteArray, qint64, qint64>, qint64> redeemed;
    for (const auto &row :
         rowsOf(db, "SELECT sale, campaign, coupon, amount FROM coupon_use WHERE state = 2", 4))
        redeemed[{row[0].toByteArray(), number(row[1]), number(row[2])}] = number(row[3]);
    std::map<std::pair<QByteArray, QByteArray>, qint64> cases;
    for (const auto &row : rowsOf(db,
                                  "SELECT reference, kind, COUNT(*) FROM exception_case WHERE kind IN "
                                  "('coupon-twice', 'coupon-unfit') AND state = 1 GROUP BY reference, kind",
                                  3))
        cases[{row[0].toByteArray(), row[1].toByteArray()}] = number(row[2]);
    std::vector<CouponLine> lines;
    for (const auto &row : rowsOf(db,
                                  "SELECT id, station, day, volume, amount, discount, discounts, posted, "
                                  "COALESCE(pump_amount, 0) FROM sale WHERE discounts IS NOT NULL",
                                  9)) {
        CouponLine line;
        const QByteArray id = row[0].toByteArray();
        line.sale = SaleId::fromBytes(id);
        line.station = number(row[1]);
        line.day = QString::fromLatin1(row[2].toByteArray());
        line.volumeMl = number(row[3]);
        line.amountFen = number(row[4]);
        line.lineFen = number(row[5]);
        line.atPumpFen = number(row[8]);
        const auto receipt = m_books.receipts.find(line.sale);
        const bool known = receipt != m_books.receipts.end() && receipt->second.isRead;
        line.alone = known && receipt->second.alone;
        line.firm = known && !line.alone && number(row[7]) - receipt->second.asked.ms < ReservedMs;
        qint64 &twice = cases[{id, "coupon-twice"}];
        qint64 &unfit = cases[{id, "coupon-unfit"}];
        for (const Redemption &taken : redemptionsFromBytes(row[6].toByteArray())) {
            line.taken = taken;
            const auto use = redeemed.find({id, taken.campaign.value, taken.coupon.value()});
            line.isRedeemed = use != redeemed.end() && use->second == taken.amount.minor;
            line.isTwice = !line.isRedeemed && twice > 0 && twice-- > 0;
            line.isUnfit = !line.isTwice && unfit > 0 && unfit-- > 0;
            lines.push_back(line);
        }
    }
    for (const auto &[what, left] : cases)
        if (left > 0)
            say(QStringLiteral("sale %1: %2 cases of %3 are about nothing that it took off")
                    .arg(SaleId::fromBytes(what.first).text().left(13))
                    .arg(left)
                    .arg(QString::fromLatin1(what.second)));
    return lines;
}

/// What the customer read at the till is what the centre has.
void Audit::receipt(Database &db, SaleId sale, const std::vector<Redemption> &printed)
{
    auto rows = db.exec("SELECT discount, discounts FROM sale WHERE id = ?", {sale.bytes()});
    if (!rows || !rows->next())
        return; // nothing was paid, or nothing flowed: sales() knows
    const auto key = [](const Redemption &r) { return std::tuple(r.campaign, r.coupon, r.amount.minor); };
    std::vector<Redemption> booked = redemptionsFromBytes(rows->blob(1));
    std::vector<Redemption> read = printed;
    for (auto *list : {&booked, &read})
        std::sort(list->begin(), list->end(),
                  [&](const Redemption &a, const Redemption &b) { return key(a) < key(b); });
    const bool same = std::equal(booked.begin(), booked.end(), read.begin(), read.end(),
                                 [&](const Redemption &a, const Redemption &b) { return key(a) == key(b); });
    if (!same || rows->integer(0) != fenOf(printed))
        say(QStringLiteral("sale %1: the till took off %2, booked are %3")
                .arg(sale.text().left(13), yuan(fenOf(printed)), yuan(rows->integer(0))));
}

/// Each by what was printed on its leaflet.
void Audit::couponLine(const CouponLine &line)
{
    using Offers = Books::Offers;
    const Offers &offers = m_books.offers;
    const Redemption &taken = line.taken;
    const qint64 fen = taken.amount.minor;
    const QString where = QStringLiteral("sale %1: ").arg(line.sale.text().left(13));
    if (!m_books.receipts.contains(line.sale))
        say(where + QStringLiteral("something was taken off that nobody read at the till"));
    const auto visit = m_books.visits.find(line.sale);
    const bool isGiven = taken.campaign == offers.reward || taken.campaign == offers.thanks;
    if (!taken.coupon.isNull() && !isGiven
        && (visit == m_books.visits.end()
            || std::none_of(visit->second.slips.begin(), visit->second.slips.end(),
                            [&](const Books::Slip &slip) { return slip.coupon == taken.coupon; })))
        say(where + nameOf(taken.coupon) + QStringLiteral(" was not shown"));
    bool fits = false;
    if (taken.campaign == offers.tenOff)
        fits = fen == Offers::TenOffFen && line.amountFen >= Offers::TenOffFromFen && !taken.coupon.isNull();
    else if (taken.campaign == offers.perLitre)
        fits = taken.coupon.isNull() && fen == perLitreFen(line.volumeMl);
    else if (isGiven) // whose it is, issues() knows
        fits = fen > 0 && fen <= (taken.campaign == offers.reward ? Offers::RewardFen : Offers::ThanksFen)
            && visit != m_books.visits.end() && visit->second.atPump;
    else if (taken.campaign == offers.voucher)
        fits = fen > 0 && fen <= Offers::VoucherFen && !taken.coupon.isNull();
    // Who stands at a lowered pump pays what it shows.
    if (line.atPumpFen > 0)
        fits = fits && line.amountFen - line.lineFen == line.atPumpFen;
    if (!fits || line.lineFen > line.amountFen)
        say(where
            + QStringLiteral("%1 were taken off by campaign %2").arg(yuan(fen)).arg(taken.campaign.value));
    if (!line.isRedeemed && !line.isTwice && !line.isUnfit)
        say(where + nameOf(taken.coupon) + QStringLiteral(" was taken off, is not redeemed and no case"));
}

/// Whoever has a coupon has it once, and a voucher is worth what is printed on it.
void Audit::couponUses(Database &db, const std::vector<CouponLine> &lines)
{
    struct Coupon
    {
        qint64 taken = 0;
        qint64 redeemed = 0;
        qint64 fen = 0; ///< redeemed
        bool isVoucher = false;
        bool overtaken = false; ///< by a till that was alone, or a record that came late
        bool broken = false;    ///< the centre granted it, and it is redeemed elsewhere
    };
    std::map<CouponId, Coupon> coupons;
    qint64 redeemed = 0;
    for (const CouponLine &line : lines) {
        redeemed += line.isRedeemed ? 1 : 0;
        if (line.taken.coupon.isNull())
            continue;
        Coupon &coupon = coupons[line.taken.coupon];
        coupon.isVoucher = line.taken.campaign == m_books.offers.voucher;
        ++coupon.taken;
        coupon.redeemed += line.isRedeemed ? 1 : 0;
        coupon.fen += line.isRedeemed ? line.taken.amount.minor : 0;
        coupon.overtaken = coupon.overtaken || (line.isRedeemed && !line.firm);
        coupon.broken = coupon.broken || (line.isTwice && line.firm);
    }
    const qint64 uses = single(db, "SELECT COUNT(*) FROM coupon_use WHERE state = 2 AND campaign <> ?",
                               {m_books.offers.bonus.value}); // top-ups: see bonuses()
    if (uses != redeemed)
        say(QStringLiteral("%1 coupons are redeemed, sales took off %2").arg(uses).arg(redeemed));
    for (const auto &[id, coupon] : coupons) {
        if (coupon.broken && !coupon.overtaken)
            say(nameOf(id) + QStringLiteral(" was granted to two sales at a time"));
        if (!coupon.isVoucher && coupon.redeemed != 1)
            say(QStringLiteral("%1 was taken off %2 times and redeemed %3 times")
                    .arg(nameOf(id))
                    .arg(coupon.taken)
                    .arg(coupon.redeemed));
        if (coupon.fen > Books::Offers::VoucherFen)
            say(QStringLiteral("%1 gave %2 in all").arg(nameOf(id), yuan(coupon.fen)));
        auto row = db.exec("SELECT state, left_amount FROM coupon WHERE id = ?", {id.value()});
        const bool known = row && row->next();
        const qint64 left = known && !row->isNull(1) ? row->integer(1) : Books::Offers::VoucherFen;
        const bool usedUp = coupon.isVoucher ? coupon.fen == Books::Offers::VoucherFen : coupon.redeemed > 0;
        if (coupon.isVoucher && left != Books::Offers::VoucherFen - coupon.fen)
            say(QStringLiteral("%1 gave %2, left of it are %3")
                    .arg(nameOf(id), yuan(coupon.fen), yuan(left)));
        if (usedUp != (known && row->integer(0) == int(CouponState::Used)))
            say(nameOf(id)
                + (usedUp ? QStringLiteral(" is used up, and not marked")
                          : QStringLiteral(" is marked as used up, and is not")));
    }
    const Timestamp overdue = m_centre.clock.now().plusMs(-OverdueMs);
    if (single(db, "SELECT COUNT(*) FROM coupon_use WHERE state = 1 AND expires < ?", {overdue.ms}) != 0)
        say(QStringLiteral("a coupon stays reserved"));
    if (single(
            db,
            "SELECT COUNT(*) FROM coupon c WHERE (c.state = 3) <> EXISTS (SELECT 1 FROM coupon_use u WHERE "
            "u.coupon = c.id AND u.sale = c.sale AND u.state = 1)")
        != 0)
        say(QStringLiteral("a coupon is reserved for a sale that does not want it"));
}

/// A budget is what is reserved and redeemed.
void Audit::couponBudgets(Database &db)
{
    const Books::Offers &offers = m_books.offers;
    struct Budget
    {
        CampaignId campaign;
        BudgetKind kind;
    };
    for (const Budget &budget : {Budget{offers.tenOff, BudgetKind::Total},
                                 {offers.tenOff, BudgetKind::Day},
                                 {offers.perLitre, BudgetKind::Total},
                                 {offers.voucher, BudgetKind::Total}}) {
        const bool byDay = budget.kind == BudgetKind::Day;
        const auto is = rowsOf(
            db,
            "SELECT subject, amount, pieces FROM coupon_budget WHERE campaign = ? AND kind = ? ORDER BY 1", 3,
            {budget.campaign.value, int(budget.kind)});
        auto should = rowsOf(
            db,
            byDay ? "SELECT day, SUM(amount), COUNT(*) FROM coupon_use WHERE campaign = ? AND state < 3 "
                    "GROUP BY day ORDER BY 1"
                  : "SELECT '', COALESCE(SUM(amount), 0), COUNT(*) FROM coupon_use WHERE campaign = ? "
                    "AND state < 3",
            3, {budget.campaign.value});
        for (const auto &row : is) {
            const auto it = std::find_if(should.begin(), should.end(),
                                         [&](const auto &other) { return other[0] == row[0]; });
            const qint64 fen = it == should.end() ? 0 : number((*it)[1]);
            const qint64 pieces = it == should.end() ? 0 : number((*it)[2]);
            if (number(row[1]) != fen || number(row[2]) != pieces)
                say(QStringLiteral("campaign %1 has given %2 in %3 pieces, its budget says %4 in %5")
                        .arg(budget.campaign.value)
                        .arg(yuan(fen))
                        .arg(pieces)
                        .arg(yuan(number(row[1])))
                        .arg(number(row[2])));
            if (it != should.end())
                should.erase(it);
        }
        if (!should.empty())
            say(QStringLiteral("campaign %1 has given what is in no budget").arg(budget.campaign.value));
    }
}

/// What the centre granted, and heard of in time, is within the bounds.
void Audit::couponBounds(const std::vector<CouponLine> &lines)
{
    const Books::Offers &offers = m_books.offers;
    std::map<QString, qint64> tenOffOnDay;
    qint64 tenOffPieces = 0;
    qint64 perLitreFen = 0;
    for (const CouponLine &line : lines) {
        if (!line.firm || !line.isRedeemed)
            continue;
        tenOffPieces += line.taken.campaign == offers.tenOff ? 1 : 0;
        perLitreFen += line.taken.campaign == offers.perLitre ? line.taken.amount.minor : 0;
        if (line.taken.campaign == offers.tenOff)
            tenOffOnDay[line.day] += line.taken.amount.minor;
    }
    for (const auto &[day, fen] : tenOffOnDay)
        if (fen > offers.tenOffPerDayFen)
            say(QStringLiteral("campaign %1 granted %2 on %3, its bound is %4")
                    .arg(offers.tenOff.value)
                    .arg(yuan(fen), day, yuan(offers.tenOffPerDayFen)));
    if (tenOffPieces > offers.tenOffPieces)
        say(QStringLiteral("campaign %1 granted %2 pieces, its bound is %3")
                .arg(offers.tenOff.value)
                .arg(tenOffPieces)
                .arg(offers.tenOffPieces));
    if (perLitreFen > offers.perLitreFen)
        say(QStringLiteral("campaign %1 granted %2, its bound is %3")
                .arg(offers.perLitre.value)
                .arg(yuan(perLitreFen), yuan(offers.perLitreFen)));
}

/// A station that is alone takes each coupon once, and no more in a day than it may.
void Audit::couponsAlone(const std::vector<CouponLine> &lines)
{
    std::map<std::pair<qint64, CouponId>, int> times;
    std::map<std::pair<qint64, QString>, qint64> fen;
    for (const CouponLine &line : lines) {
        if (!line.alone || line.taken.coupon.isNull())
            continue;
        if (++times[{line.station, line.taken.coupon}] == 2)
            say(QStringLiteral("station %1 took %2 twice by itself")
                    .arg(line.station)
                    .arg(nameOf(line.taken.coupon)));
        fen[{line.station, line.day}] += line.taken.amount.minor;
    }
    for (const auto &[place, sum] : fen)
        if (sum > StationMachine::couponLimits().perDay.minor)
            say(QStringLiteral("station %1 took off %2 by itself on %3")
                    .arg(place.first)
                    .arg(yuan(sum), place.second));
}

/// What customers did not pay is somebody's: promotion, or it waits for a person.
void Audit::promotion(Database &db, const std::vector<CouponLine> &lines)
{
    constexpr const char *Borne =
        "SELECT COALESCE(-SUM(p.amount), 0) FROM posting p JOIN account a ON a.id = p.account "
        "JOIN sale s ON s.id = p.journal WHERE a.kind = ?";
    qint64 off = 0;
    qint64 waiting = 0;
    for (const CouponLine &line : lines)
        (line.isTwice || line.isUnfit ? waiting : off) += line.taken.amount.minor;
    const qint64 unpaid = single(db,
                                 "SELECT COALESCE(SUM(amount), 0) FROM exception_case WHERE kind IN "
                                 "('hold-unknown', 'hold-unfit')");
    if (const qint64 borne = single(db, Borne, {int(AccountKind::Promotion)}); borne != off)
        say(QStringLiteral("%1 were taken off by coupons, promotion bears %2").arg(yuan(off), yuan(borne)));
    if (const qint64 borne = single(db, Borne, {int(AccountKind::Suspense)}); borne != waiting + unpaid)
        say(QStringLiteral("%1 wait for a person, in suspense are %2")
                .arg(yuan(waiting + unpaid), yuan(borne)));
    if (const qint64 sold = single(db, "SELECT COALESCE(SUM(discount), 0) FROM sale"); sold != off + waiting)
        say(QStringLiteral("sales say that %1 were taken off, their lines %2")
                .arg(yuan(sold), yuan(off + waiting)));
}

/// Every station knows what has become of each campaign that it may go by without the centre.
void Audit::campaignLists(Database &db)
{
    const auto campaigns = rowsOf(db, "SELECT id, state FROM campaign ORDER BY id", 2);
    for (const auto &station : m_stations) {
        const auto own = station->books();
        if (!own || rowsOf(**own, "SELECT id, state FROM listed_campaign ORDER BY id", 2) != campaigns)
            say(station->name()
                + QStringLiteral(": knows other campaigns than there are, or not how they stand"));
    }
}

}
