#include "core/domain/coupons/coupon_service.h"

#include "core/domain/coupons/campaign_rules.h"
#include "core/domain/coupons/coupon_code.h"

namespace youka {

namespace {

Candidate candidateOf(const Campaign &campaign, const Coupon &coupon)
{
    Candidate candidate;
    candidate.terms = campaign.terms;
    candidate.coupon = coupon.id;
    candidate.until = coupon.until;
    candidate.left = coupon.left;
    candidate.boundTo = coupon.customer;
    candidate.onlyAt = coupon.onlyAt;
    return candidate;
}

QString terminalGuesser(TerminalId terminal) { return QStringLiteral("terminal %1").arg(terminal.value); }

/// Somebody who tries codes, rather than mistypes one.
bool isGuess(ErrorCode code) { return code == ErrorCode::CouponUnknown || code == ErrorCode::CouponForged; }

}

const CouponKeys CouponService::WithoutKeys{};

Result<CouponService::Shown> CouponService::byId(CouponId id)
{
    const auto batch = m_campaigns.findBatch(id.batch);
    if (!batch)
        return fail(batch.error());
    if (!*batch || id.serial >= (*batch)->count)
        return fail(ErrorCode::CouponUnknown);
    const auto campaign = m_campaigns.find((*batch)->campaign);
    if (!campaign)
        return fail(campaign.error());
    if (!*campaign)
        return fail(ErrorCode::CouponUnknown);
    if ((*batch)->isVoid)
        return fail(ErrorCode::CouponVoid);
    if (const auto usable = checkUsable((*campaign)->state); !usable)
        return fail(usable.error());
    Shown one;
    one.place = -1;
    one.campaign = **campaign;
    one.coupon.id = id;
    one.coupon.campaign = one.campaign.id;
    return one;
}

Result<CouponService::Shown> CouponService::byCode(const QString &code)
{
    if (isSignedCoupon(code)) {
        return readSignedCoupon(code, m_keys.verifying()).and_then([&](const SignedCoupon &coupon) {
            return byId(coupon.coupon);
        });
    }
    const auto typed = readCouponCode(code);
    if (!typed)
        return fail(typed.error());
    if (!isGenuine(*typed, couponBatchKey(m_keys.master, typed->coupon.batch)))
        return fail(ErrorCode::CouponUnknown);
    return byId(typed->coupon);
}

Result<Coupon> CouponService::lockOrIssued(CouponId id)
{
    return m_coupons.lock(id).and_then([&](const std::optional<Coupon> &row) -> Result<Coupon> {
        if (row)
            return *row;
        Coupon issued;
        issued.id = id;
        return issued;
    });
}

/// Adds the coupon's own state, when nothing stands against its use for that sale.
Result<CouponService::Shown> CouponService::locked(Shown one, SaleId sale, Timestamp now)
{
    const auto coupon = lockOrIssued(one.coupon.id);
    if (!coupon)
        return fail(coupon.error());
    switch (coupon->state) {
    case CouponState::Used:
        return fail(ErrorCode::CouponUsed);
    case CouponState::Void:
        return fail(ErrorCode::CouponVoid);
    case CouponState::Reserved:
        if (coupon->sale != sale && coupon->reservedUntil >= now)
            return fail(ErrorCode::CouponReserved);
        break;
    case CouponState::Issued:
    case CouponState::Claimed:
        break;
    }
    return freed(*coupon, sale, now).map([&](const Coupon &ours) {
        one.coupon = ours;
        one.coupon.campaign = one.campaign.id;
        one.candidate = candidateOf(one.campaign, ours);
        return one;
    });
}

Result<bool> CouponService::isPaused(const QString &who, Timestamp now)
{
    return m_coupons.guesses(who).map([&](const Guesses &guesses) { return guesses.pausedUntil > now; });
}

/// Five wrong ones in ten minutes: a pause of ten, and each further one twice as long, up to a day.
Result<void> CouponService::countGuess(const QString &who, Timestamp now)
{
    return m_coupons.guesses(who).and_then([&](Guesses guesses) {
        if (now.ms - guesses.since.ms > TriesWithinMs) {
            if (now.ms - guesses.since.ms > 144 * TriesWithinMs) // a day without
                guesses.pauses = 0;
            guesses.tries = 0;
            guesses.since = now;
        }
        if (++guesses.tries >= MaxTries) {
            const int doubled = std::min(guesses.pauses++, 7);
            guesses.pausedUntil = now.plusMs(std::min(TriesWithinMs << doubled, 144 * TriesWithinMs));
            guesses.tries = 0;
            guesses.since = now;
        }
        return m_coupons.setGuesses(who, guesses);
    });
}

/// Everything that was shown and may be used, locked; what may not is said in `grant`.
Result<std::vector<CouponService::Shown>> CouponService::shown(const CouponQuestion &question,
                                                               const CouponPlace &place, Timestamp now,
                                                               CouponGrant &grant)
{
    std::vector<Shown> found;
    const QString who = terminalGuesser(place.terminal);
    const auto paused = question.codes.isEmpty() ? Result<bool>(false) : isPaused(who, now);
    if (!paused)
        return fail(paused.error());
    int number = 0;
    const auto take = [&](const Result<Shown> &one, bool guessed) -> Result<void> {
        const int here = number++;
        const auto ready = one.and_then([&](const Shown &s) { return locked(s, question.sale, now); });
        if (ready) {
            const bool again = std::any_of(found.begin(), found.end(), [&](const Shown &other) {
                return other.coupon.id == ready->coupon.id;
            });
            if (!again) {
                found.push_back(*ready);
                found.back().place = here;
            }
            return {};
        }
        if (isStoreFailure(ready.error().code))
            return fail(ready.error());
        grant.refused.emplace_back(here, ready.error());
        return guessed && isGuess(ready.error().code) ? countGuess(who, now) : Result<void>();
    };
    for (const QString &code : question.codes) {
        const auto taken = take(*paused ? Result<Shown>(fail(ErrorCode::TooManyAttempts))
                                        : byCode(code, place.member.customer, now),
                                true);
        if (!taken)
            return fail(taken.error());
    }
    for (const CouponId id : question.chosen) {
        auto one = byId(id);
        if (one) {
            const auto row = m_coupons.find(id);
            if (!row)
                return fail(row.error());
            if (!*row || !(*row)->customer || (*row)->customer != place.member.customer)
                one = fail(ErrorCode::CouponNotYours);
        }
        if (const auto taken = take(one, false); !taken)
            return fail(taken.error());
    }
    return found;
}

/// `sign` -1 gives it back. Says whose bound is reached, if one is; then nothing was taken.
Result<void> CouponService::write(const Shown &one, const CouponUse &use, Timestamp now)
{
    if (const auto put = m_coupons.put(use); !put || one.coupon.id.isNull())
        return put;
    Coupon coupon = one.coupon;
    const bool isNew = coupon.state == CouponState::Issued;
    coupon.state = CouponState::Reserved;
    coupon.sale = use.sale;
    coupon.reservedUntil = use.expires;
    coupon.changed = now;
    return isNew ? m_coupons.insert(coupon) : m_coupons.update(coupon);
}

/// Works out the best set and takes its budgets. Where a bound is met nothing was taken.
Result<CouponService::Attempt> CouponService::attempt(const std::vector<Shown> &all,
                                                      const CouponQuestion &question,
                                                      const CouponPlace &place, Timestamp now)
{
    std::vector<Candidate> candidates;
    candidates.reserve(all.size());
    for (const Shown &one : all)
        candidates.push_back(one.candidate);
    const Occasion occasion{now,
                            now.toDateTime().toTimeZone(place.station.zone),
                            place.station.id,
                            place.station.region,
                            question.channel,
                            question.paying,
                            place.member};
    Attempt attempt{bestSet(candidates, question.basket, occasion, {}), {}, {}};
    for (const Applied &applied : attempt.best.discounts.applied) {
        const Campaign &campaign = all[applied.candidate].campaign;
        const CouponUse use{question.sale,
                            {campaign.id, campaign.terms.version, all[applied.candidate].coupon.id,
                             applied.amount, campaign.name, partsOf(applied)},
                            UseState::Reserved,
                            campaign.terms.offer.inParts,
                            place.member.customer,
                            place.terminal,
                            place.station.id,
                            place.station.businessDay(now),
                            now,
                            now.plusMs(ReservationMs),
                            question.channel};
        const auto refused = takeBudgets(campaign, use, 1, true);
        if (!refused)
            return fail(refused.error());
        if (*refused) {
            attempt.met = std::pair(applied.candidate, **refused);
            break;
        }
        attempt.uses.emplace_back(applied.candidate, use);
    }
    if (!attempt.met)
        return attempt;
    for (const auto &[i, use] : attempt.uses)
        if (const auto back = takeBudgets(all[i].campaign, use, -1, false); !back)
            return fail(back.error());
    return attempt;
}

Result<void> CouponService::releaseUnpaid(SaleId sale, Timestamp now)
{
    return m_coupons.uses(sale).and_then([&](const std::vector<CouponUse> &uses) -> Result<void> {
        for (const CouponUse &use : uses)
            if (use.state == UseState::Redeemed)
                return fail(ErrorCode::SaleStateConflict, QStringLiteral("its coupons are redeemed"));
        return release(uses, now);
    });
}

Result<CouponGrant> CouponService::reserve(const CouponQuestion &question, const CouponPlace &place,
                                           Timestamp now)
{
    if (const auto released = releaseUnpaid(question.sale, now); !released)
        return fail(released.error());
    CouponGrant grant;
    grant.sale = question.sale;
    grant.total = {0, question.basket.currency};
    grant.expires = now.plusMs(ReservationMs);
    auto all = shown(question, place, now, grant);
    const auto automatic = all ? m_campaigns.automatic() : fail(all.error());
    if (!automatic)
        return fail(automatic.error());
    for (const Campaign &campaign : *automatic)
        if (!isHeldOut(campaign.id, place.member.customer, campaign.holdOut))
            all->push_back({-1, {campaign.terms, {}, {}, {}, {}, {}}, campaign, {}});
    auto found = attempt(*all, question, place, now);
    while (found && found->met) { // without the one whose bound is met
        const auto [candidate, why] = *found->met;
        if ((*all)[candidate].place >= 0)
            grant.refused.emplace_back((*all)[candidate].place, Error{why, {}});
        all->erase(all->begin() + qsizetype(candidate));
        found = attempt(*all, question, place, now);
    }
    if (!found)
        return fail(found.error());
    for (const auto &[i, use] : found->uses) {
        if (const auto written = write((*all)[i], use, now); !written)
            return fail(written.error());
        grant.redemptions.push_back(use.redemption);
        grant.offers.push_back({use.redemption, (*all)[i].campaign.terms, (*all)[i].candidate.left});
        grant.payings |= (*all)[i].campaign.terms.scope.payings;
    }
    grant.total = found->best.discounts.total;
    for (size_t i = 0; i < all->size(); ++i)
        if (found->best.reasons[i] && (*all)[i].place >= 0)
            grant.refused.emplace_back((*all)[i].place, *found->best.reasons[i]);
    std::sort(grant.refused.begin(), grant.refused.end(),
              [](const auto &a, const auto &b) { return a.first < b.first; });
    return grant;
}

/// Another sale's reservation that has to make room, because it is overdue or the coupon is redeemed already.
Result<Coupon> CouponService::freed(const Coupon &coupon, SaleId sale, Timestamp now)
{
    if (coupon.state != CouponState::Reserved || coupon.sale == sale)
        return coupon;
    const auto uses = m_coupons.uses(coupon.sale);
    if (!uses)
        return fail(uses.error());
    for (const CouponUse &use : *uses)
        if (use.redemption.coupon == coupon.id && use.state == UseState::Reserved)
            if (const auto back = giveBack(use, now); !back)
                return fail(back.error());
    return lockOrIssued(coupon.id);
}

/// The reservation is over: the coupon is where it was, the budgets have theirs.
Result<void> CouponService::giveBack(CouponUse use, Timestamp now)
{
    const auto campaign = m_campaigns.find(use.redemption.campaign);
    if (!campaign)
        return fail(campaign.error());
    ensure(campaign->has_value(), "what was reserved is of a campaign");
    if (const auto back = takeBudgets(**campaign, use, -1, false); !back)
        return fail(back.error());
    use.state = UseState::GivenBack;
    use.at = now;
    if (const auto put = m_coupons.put(use); !put || use.redemption.coupon.isNull())
        return put;
    const auto coupon = m_coupons.lock(use.redemption.coupon);
    if (!coupon)
        return fail(coupon.error());
    const bool isIts = *coupon && (*coupon)->state == CouponState::Reserved && (*coupon)->sale == use.sale;
    if (!isIts)
        return {};
    Coupon after = **coupon;
    after.state = CouponState::Claimed;
    after.sale = {};
    after.reservedUntil = {};
    after.changed = now;
    return m_coupons.update(after);
}

Result<void> CouponService::release(SaleId sale, Timestamp now)
{
    return m_coupons.uses(sale).and_then(
        [&](const std::vector<CouponUse> &uses) { return release(uses, now); });
}

Result<void> CouponService::release(const std::vector<CouponUse> &uses, Timestamp now)
{
    for (const CouponUse &use : uses)
        if (use.state == UseState::Reserved)
            if (const auto back = giveBack(use, now); !back)
                return back;
    return {};
}

Result<int> CouponService::expire(Timestamp now, int most)
{
    return m_coupons.overdue(now, most).and_then([&](const std::vector<CouponUse> &uses) -> Result<int> {
        for (const CouponUse &use : uses)
            if (const auto back = giveBack(use, now); !back)
                return fail(back.error());
        return int(uses.size());
    });
}

Result<std::vector<CouponService::Redeemed>> CouponService::redeem(SaleId sale,
                                                                   const std::vector<Redemption> &redemptions,
                                                                   const CouponPlace &place, QDate day,
                                                                   Timestamp now)
{
    const auto reserved = m_coupons.uses(sale);
    if (!reserved)
        return fail(reserved.error());
    std::vector<Redeemed> done;
    for (const Redemption &redemption : redemptions) {
        CouponUse use{sale,
                      redemption,
                      UseState::Redeemed,
                      false,
                      place.member.customer,
                      place.terminal,
                      place.station.id,
                      day,
                      now,
                      now,
                      {}};
        auto one = redeemOne(use, *reserved, now);
        if (!one)
            return fail(one.error());
        done.push_back(std::move(*one));
    }
    // What was reserved for it and not used is free again.
    for (const CouponUse &use : *reserved) {
        const bool used = std::any_of(redemptions.begin(), redemptions.end(), [&](const Redemption &r) {
            return r.campaign == use.redemption.campaign && r.coupon == use.redemption.coupon;
        });
        if (used || use.state != UseState::Reserved)
            continue;
        if (const auto back = giveBack(use, now); !back)
            return fail(back.error());
    }
    return done;
}

/// Marks the coupon itself. Says how it fits.
Result<CouponService::Redeemed::Fit> CouponService::useUp(const CouponUse &use, const Campaign &campaign,
                                                          Timestamp now)
{
    using Fit = Redeemed::Fit;
    const CouponId id = use.redemption.coupon;
    const auto batch = m_campaigns.findBatch(id.batch);
    if (!batch)
        return fail(batch.error());
    const bool exists = *batch && (*batch)->campaign == campaign.id && id.serial < (*batch)->count;
    if (!exists)
        return Fit::Unfit;
    const auto coupon =
        lockOrIssued(id).and_then([&](const Coupon &row) { return freed(row, use.sale, now); });
    if (!coupon)
        return fail(coupon.error());
    const bool promised = coupon->state == CouponState::Reserved && coupon->sale == use.sale;
    if (((*batch)->isVoid && !promised) || coupon->state == CouponState::Void)
        return Fit::Unfit;
    if (coupon->state == CouponState::Used)
        return Fit::Twice;
    Coupon after = *coupon;
    const bool isNew = after.state == CouponState::Issued;
    after.campaign = campaign.id;
    after.sale = use.sale;
    after.reservedUntil = {};
    after.changed = now;
    after.state = CouponState::Used;
    if (use.inParts) {
        const Money left = after.left.value_or(campaign.terms.offer.amount) - use.redemption.amount;
        if (left.isNegative())
            return Fit::Twice;
        after.left = left;
        after.state = left.isPositive() ? CouponState::Claimed : CouponState::Used;
    }
    return (isNew ? m_coupons.insert(after) : m_coupons.update(after)).map([] { return Fit::Right; });
}

Result<CouponService::Redeemed>
CouponService::redeemOne(const CouponUse &wanted, const std::vector<CouponUse> &reserved, Timestamp now)
{
    using Fit = Redeemed::Fit;
    CouponUse use = wanted;
    const Redemption &r = use.redemption;
    const auto campaign = m_campaigns.find(r.campaign);
    if (!campaign)
        return fail(campaign.error());
    if (!*campaign)
        return Redeemed{r, Fit::Unfit, {}};
    use.inParts = (*campaign)->terms.offer.inParts;
    const auto its = std::find_if(reserved.begin(), reserved.end(), [&](const CouponUse &u) {
        return u.redemption.campaign == r.campaign && u.redemption.coupon == r.coupon;
    });
    const bool isReserved = its != reserved.end() && its->state == UseState::Reserved;
    if (isReserved)
        use.customer = its->customer;
    // What was reserved and is redeemed as it was is in the budgets already.
    const bool counted = isReserved && its->redemption.amount == r.amount && its->day == use.day
        && its->terminal == use.terminal && its->station == use.station;
    const bool tooMuch = isReserved && r.amount > its->redemption.amount;
    auto fit = r.coupon.isNull() ? Result<Fit>((*campaign)->terms.automatic ? Fit::Right : Fit::Unfit)
                                 : useUp(use, **campaign, now);
    if (!fit)
        return fail(fit.error());
    const bool isRight = *fit == Fit::Right;
    if (isReserved && !(isRight && counted))
        if (const auto back = takeBudgets(**campaign, *its, -1, false); !back)
            return fail(back.error());
    if (isRight && !counted)
        if (const auto taken = takeBudgets(**campaign, use, 1, false); !taken)
            return fail(taken.error());
    if (isRight) {
        if (const auto put = m_coupons.put(use); !put)
            return fail(put.error());
    } else if (isReserved) {
        use.state = UseState::GivenBack;
        if (const auto put = m_coupons.put(use); !put)
            return fail(put.error());
    }
    return Redeemed{r, tooMuch && *fit == Fit::Right ? Fit::Unfit : *fit, (*campaign)->stationShare};
}

}
