#include "audit.h"
#include "audit_rows.h"

#include "core/domain/ledger/account.h"

namespace youka::world {

namespace {

using Offers = Books::Offers;

qint64 bonusOf(qint64 fen)
{
    return fen < Offers::BonusFromFen ? 0 : std::min(fen * Offers::BonusPercent / 100, Offers::BonusMostFen);
}

}

/// What the house gives by itself: each purchase of a member is a stamp, each full card a coupon; each large
/// top-up a coupon, and each that is large enough a bonus, once, however often it is told.
void Audit::issues(Database &db)
{
    stamps(db);
    thanks(db);
    bonuses(db);
}

void Audit::stamps(Database &db)
{
    const Offers &offers = m_books.offers;
    std::map<qint64, qint64> bought;
    for (const auto &row :
         rowsOf(db, "SELECT customer, COUNT(*) FROM sale WHERE customer > 0 GROUP BY customer", 2))
        bought[number(row[0])] = number(row[1]);
    for (const auto &[customer, purchases] : bought) {
        const qint64 stamped =
            single(db, "SELECT COUNT(*) FROM stamp WHERE campaign = ? AND customer = ? AND taken_back = 0",
                   {offers.stamps.value, customer});
        const qint64 left =
            single(db, "SELECT COALESCE(SUM(stamps), 0) FROM stamp_card WHERE campaign = ? AND customer = ?",
                   {offers.stamps.value, customer});
        const qint64 rewards = single(db, "SELECT COUNT(*) FROM coupon WHERE campaign = ? AND customer = ?",
                                      {offers.reward.value, customer});
        if (stamped != purchases || rewards != purchases / Offers::StampsForOne
            || left != purchases % Offers::StampsForOne)
            say(QStringLiteral("customer %1 bought %2 times, has %3 stamps, %4 of them left, and %5 rewards")
                    .arg(customer)
                    .arg(purchases)
                    .arg(stamped)
                    .arg(left)
                    .arg(rewards));
    }
}

void Audit::thanks(Database &db)
{
    std::map<qint64, qint64> due;
    for (const auto &[id, topUp] : m_books.topUps)
        if (topUp.fen >= Offers::ThanksFromFen
            && single(db, "SELECT COUNT(*) FROM journal WHERE id = ?", {id.bytes()}) == 1)
            ++due[single(db, "SELECT customer FROM card WHERE id = ?", {m_cards[size_t(topUp.card)].value})];
    for (const auto &row : rowsOf(db, "SELECT DISTINCT customer FROM card", 1)) {
        const qint64 customer = number(row[0]);
        const qint64 has = single(db, "SELECT COUNT(*) FROM coupon WHERE campaign = ? AND customer = ?",
                                  {m_books.offers.thanks.value, customer});
        if (has != due[customer])
            say(QStringLiteral("customer %1 was thanked %2 times for %3 large top-ups")
                    .arg(customer)
                    .arg(has)
                    .arg(due[customer]));
    }
    // Whoever pays with a card uses that customer's coupons, and nobody else's.
    if (single(db,
               "SELECT COUNT(*) FROM coupon_use u JOIN coupon c ON c.id = u.coupon JOIN sale s ON s.id = "
               "u.sale WHERE u.state = 2 AND u.campaign IN (?, ?) AND c.customer <> s.customer",
               {m_books.offers.reward.value, m_books.offers.thanks.value})
        != 0)
        say(QStringLiteral("somebody used another one's coupon"));
}

void Audit::bonuses(Database &db)
{
    qint64 due = 0;
    for (const auto &[id, topUp] : m_books.topUps) {
        if (single(db, "SELECT COUNT(*) FROM journal WHERE id = ?", {id.bytes()}) != 1)
            continue;
        const qint64 bonus = bonusOf(topUp.fen);
        const qint64 given = single(db,
                                    "SELECT COALESCE(SUM(p.amount), 0) FROM posting p JOIN account a ON a.id "
                                    "= p.account WHERE p.journal = ? AND a.kind = ?",
                                    {id.bytes(), int(AccountKind::Bonus)});
        due += bonus;
        if (given != bonus)
            say(QStringLiteral("a top-up of %1 brought a bonus of %2 instead of %3")
                    .arg(yuan(topUp.fen), yuan(given), yuan(bonus)));
    }
    const qint64 borne =
        single(db,
               "SELECT COALESCE(-SUM(p.amount), 0) FROM posting p JOIN account a ON a.id = "
               "p.account JOIN journal j ON j.id = p.journal WHERE a.kind = ? AND j.kind = 1",
               {int(AccountKind::Promotion)});
    if (borne != due)
        say(QStringLiteral("%1 were given to top-ups, promotion bears %2").arg(yuan(due), yuan(borne)));
}

}
