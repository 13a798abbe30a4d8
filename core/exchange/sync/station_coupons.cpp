#include "core/exchange/sync/station_coupons.h"

#include "core/domain/coupons/campaign_rules.h"
#include "core/exchange/api/problem.h"

namespace youka {

void StationCouponDesk::ask(const CouponQuestion &question, std::function<void(Result<CouponGrant>)> answer)
{
    m_parts.api.post(
        QStringLiteral("/api/v1/coupon-reservations"), toJson(question), question.operation,
        [this, question, answer = std::move(answer)](const Result<QJsonObject> &reply) {
            if (reply)
                return answer(couponGrantFromJson(*reply));
            answer(isNoAnswer(reply.error()) ? answerAlone(question) : fail(reply.error()));
        },
        AnswerWithinMs);
}

Result<Candidate> StationCouponDesk::candidate(const QString &code, SaleId sale, Timestamp now,
                                               const std::vector<Listed> &campaigns)
{
    if (!isSignedCoupon(code))
        return fail(ErrorCode::CouponOnlineOnly);
    QMap<quint8, VerifyingKey> keys;
    for (const Listed &listed : campaigns)
        if (listed.signer)
            keys.insert(listed.signerId, *listed.signer);
    const auto shown = readSignedCoupon(code, keys);
    if (!shown)
        return fail(shown.error());
    const auto its = std::find_if(campaigns.begin(), campaigns.end(), [&](const Listed &listed) {
        return listed.campaign.offlineBatches.contains(shown->coupon.batch);
    });
    if (its == campaigns.end() || !its->campaign.terms.offline || !shown->offline || shown->bound)
        return fail(ErrorCode::CouponOnlineOnly);
    if (const auto usable = checkUsable(its->campaign.state); !usable)
        return fail(usable.error());
    if (now < shown->from)
        return fail(ErrorCode::CouponNotYetValid);
    const auto taken = m_parts.campaigns.takenBy(shown->coupon);
    if (!taken)
        return fail(taken.error());
    if (*taken && **taken != sale)
        return fail(ErrorCode::CouponUsed);
    Candidate candidate;
    candidate.terms = its->campaign.terms;
    candidate.coupon = shown->coupon;
    candidate.until = shown->until;
    return candidate;
}

/// What was shown and may be looked at, and the campaigns that need no coupon; what may not is said in
/// `grant`.
Result<StationCouponDesk::Shown> StationCouponDesk::gather(const CouponQuestion &question, Timestamp now,
                                                           const std::vector<Listed> &campaigns,
                                                           CouponGrant &grant)
{
    const auto latest = m_parts.list.latestKnown();
    if (!latest)
        return fail(latest.error());
    const bool knowsTheTime = m_parts.watch.trust(*latest) != ClockTrust::Untrusted;
    Shown shown;
    for (int i = 0; i < int(question.codes.size()); ++i) {
        const auto one = knowsTheTime ? candidate(question.codes[i], question.sale, now, campaigns)
                                      : Result<Candidate>(fail(ErrorCode::ClockUntrusted));
        if (!one && isStoreFailure(one.error().code))
            return fail(one.error());
        if (!one) {
            grant.refused.emplace_back(i, one.error());
            continue;
        }
        shown.candidates.push_back(*one);
        shown.places.push_back(i);
    }
    for (int i = 0; i < int(question.chosen.size()); ++i)
        grant.refused.emplace_back(int(question.codes.size()) + i, Error{ErrorCode::CouponOnlineOnly, {}});
    for (const Listed &listed : campaigns) {
        const CouponTerms &terms = listed.campaign.terms;
        const bool isLive = listed.campaign.state == CampaignState::Live;
        if (!knowsTheTime || !isLive || !terms.automatic || !terms.offline)
            continue;
        shown.candidates.push_back({terms, {}, {}, {}, {}, {}});
        shown.places.push_back(-1);
    }
    return shown;
}

Result<CouponGrant> StationCouponDesk::answerAlone(const CouponQuestion &question)
{
    const Timestamp now = m_parts.clock.now();
    const QDate day = m_station.businessDay(now);
    CouponGrant grant;
    grant.sale = question.sale;
    grant.offline = true;
    grant.expires = now;
    const auto campaigns = m_parts.campaigns.all();
    const auto shown = campaigns ? gather(question, now, *campaigns, grant) : fail(campaigns.error());
    if (!shown)
        return fail(shown.error());
    const auto earlier = m_parts.campaigns.takenOn(day, question.sale, question.basket.currency);
    if (!earlier)
        return fail(earlier.error());
    const Occasion occasion{now,
                            now.toDateTime().toTimeZone(m_station.zone),
                            m_station.id,
                            m_station.region,
                            question.channel,
                            question.paying,
                            {}};
    const std::vector<Candidate> &candidates = shown->candidates;
    BestSet best = bestSet(candidates, question.basket, occasion, {});
    const Money total = best.discounts.total;
    if (total > m_limits.perSale || *earlier + total > m_limits.perDay) {
        for (const size_t i : best.chosen)
            best.reasons[i] = Error{ErrorCode::CouponOfflineLimit, {}};
        best.discounts = apply(candidates, {}, question.basket, {});
    }
    for (const Applied &applied : best.discounts.applied) {
        const CouponTerms &terms = candidates[applied.candidate].terms;
        const auto its = std::find_if(campaigns->begin(), campaigns->end(), [&](const Listed &listed) {
            return listed.campaign.id == terms.campaign;
        });
        grant.redemptions.push_back({terms.campaign, terms.version, candidates[applied.candidate].coupon,
                                     applied.amount, its->campaign.name, partsOf(applied)});
        grant.offers.push_back({grant.redemptions.back(), terms, candidates[applied.candidate].left});
        grant.payings |= terms.scope.payings;
    }
    grant.total = best.discounts.total;
    for (size_t i = 0; i < candidates.size(); ++i)
        if (best.reasons[i] && shown->places[i] >= 0)
            grant.refused.emplace_back(shown->places[i], *best.reasons[i]);
    return m_parts.db
        .transaction([&] { return m_parts.campaigns.note(question.sale, grant.redemptions, day); })
        .map([&] { return grant; });
}

Result<void> StationCouponDesk::took(SaleId sale, const std::vector<Redemption> &redemptions)
{
    return m_parts.campaigns.note(sale, redemptions, m_station.businessDay(m_parts.clock.now()));
}

}
