#include "core/domain/coupons/best_set.h"

#include <algorithm>
#include <tuple>

namespace youka {

namespace {

/// A set that was worked out, so that two can be compared.
struct Found
{
    std::vector<size_t> chosen; ///< ascending places among the candidates
    Discounts discounts;
    int coupons = 0; ///< those that would be used up
};

class Search
{
public:
    Search(std::span<const Candidate> candidates, const Basket &basket, const StackingTerms &terms)
        : m_candidates(candidates)
        , m_basket(basket)
        , m_terms(terms)
        , m_best{{}, youka::apply(candidates, {}, basket, terms), 0}
    {
    }

    void run(std::span<const size_t> eligible, int most)
    {
        m_most = most;
        for (const size_t i : eligible) {
            const size_t one[] = {i};
            m_alone.push_back({i, youka::apply(m_candidates, one, m_basket, m_terms).total});
        }
        std::erase_if(m_alone, [](const Alone &a) { return !a.amount.isPositive(); });
        std::sort(m_alone.begin(), m_alone.end(), [&](const Alone &a, const Alone &b) {
            return std::tuple(-a.amount.minor, numberOf(a.candidate))
                < std::tuple(-b.amount.minor, numberOf(b.candidate));
        });
        branch(0, {0, m_basket.currency});
    }

    const Found &best() const { return m_best; }
    int looked() const { return m_looked; }
    bool complete() const { return !m_gaveUp; }

private:
    struct Alone
    {
        size_t candidate;
        Money amount;
    };

    std::tuple<CampaignId, CouponId> numberOf(size_t i) const
    {
        return {m_candidates[i].terms.campaign, m_candidates[i].coupon};
    }

    bool fits(size_t i) const
    {
        if (int(m_current.size()) >= m_terms.most)
            return false;
        const CouponTerms &terms = m_candidates[i].terms;
        int ofCategory = 0;
        for (const size_t other : m_current) {
            const CouponTerms &there = m_candidates[other].terms;
            if (!goTogether(terms, there))
                return false;
            ofCategory += categoryOf(terms) == categoryOf(there);
        }
        return ofCategory < m_terms.perCategory;
    }

    static std::pair<QString, CampaignId> categoryOf(const CouponTerms &terms)
    {
        const bool own = terms.stacking.category.isEmpty();
        return {terms.stacking.category, own ? terms.campaign : CampaignId()};
    }

    /// Everything from `next` on, beside the current set, which alone would take off `alone`.
    void branch(size_t next, Money alone)
    {
        for (size_t i = next; i < m_alone.size() && !m_gaveUp; ++i) {
            if (!canReach(i, alone))
                return; // the ones behind it are no larger
            if (!fits(m_alone[i].candidate))
                continue;
            m_current.push_back(m_alone[i].candidate);
            look();
            branch(i + 1, alone + m_alone[i].amount);
            m_current.pop_back();
        }
    }

    /// Could a set with some of those from `next` on be as good as the best?
    bool canReach(size_t next, Money alone) const
    {
        Money most = alone;
        const size_t room = size_t(m_terms.most) - std::min(size_t(m_terms.most), m_current.size());
        for (size_t i = next; i < m_alone.size() && i < next + room; ++i)
            most += m_alone[i].amount;
        return most >= m_best.discounts.total;
    }

    void look()
    {
        if (m_looked >= m_most) {
            m_gaveUp = true;
            return;
        }
        ++m_looked;
        Found found{m_current, {}, 0};
        std::sort(found.chosen.begin(), found.chosen.end());
        found.discounts = youka::apply(m_candidates, found.chosen, m_basket, m_terms);
        for (const size_t i : found.chosen)
            found.coupons += !m_candidates[i].coupon.isNull();
        if (isBetter(found))
            m_best = std::move(found);
    }

    bool isBetter(const Found &found) const
    {
        const auto rank = [&](const Found &f) {
            std::vector<std::tuple<CampaignId, CouponId>> numbers;
            for (const size_t i : f.chosen)
                numbers.push_back(numberOf(i));
            std::sort(numbers.begin(), numbers.end());
            return std::tuple(-f.discounts.total.minor, f.coupons, f.chosen.size(), std::move(numbers));
        };
        return rank(found) < rank(m_best);
    }

    const std::span<const Candidate> m_candidates;
    const Basket &m_basket;
    const StackingTerms &m_terms;
    std::vector<Alone> m_alone; ///< largest first
    std::vector<size_t> m_current;
    Found m_best;
    int m_most = 0;
    int m_looked = 0;
    bool m_gaveUp = false;
};

}

bool goTogether(const CouponTerms &a, const CouponTerms &b)
{
    const auto accepts = [](const CouponTerms &one, const CouponTerms &other) {
        return !one.stacking.exclusive || one.stacking.partners.contains(other.campaign.value);
    };
    return accepts(a, b) && accepts(b, a);
}

BestSet bestSet(std::span<const Candidate> candidates, const Basket &basket, const Occasion &occasion,
                const StackingTerms &terms)
{
    BestSet result;
    std::vector<size_t> eligible;
    for (size_t i = 0; i < candidates.size(); ++i) {
        const auto checked = checkEligible(candidates[i], basket, occasion);
        result.reasons.push_back(checked ? std::nullopt : std::optional(checked.error()));
        if (checked)
            eligible.push_back(i);
    }
    Search search(candidates, basket, terms);
    search.run(eligible, 1 << ProvenUpTo);
    result.chosen = search.best().chosen;
    result.discounts = search.best().discounts;
    result.looked = search.looked();
    result.proven = search.complete();
    for (const size_t i : eligible) {
        if (std::find(result.chosen.begin(), result.chosen.end(), i) != result.chosen.end())
            continue;
        const size_t one[] = {i};
        const bool helps = youka::apply(candidates, one, basket, terms).total.isPositive();
        result.reasons[i] = Error{helps ? ErrorCode::CouponNotStackable : ErrorCode::CouponNoEffect, {}};
    }
    return result;
}

}
