#include "core/domain/cards/allotment_rules.h"

namespace youka {

std::vector<std::vector<Money>> allot(Money available, const LendingTerms &terms,
                                      std::span<const Borrower> cards)
{
    const Money nothing{0, available.currency};
    Money left = max(available, nothing);
    std::vector<std::vector<Money>> lent;
    for (const Borrower &card : cards) {
        const size_t stations = size_t(std::min(card.stations, terms.stations));
        std::vector<Money> shares(size_t(std::max(card.stations, 0)), nothing);
        if (card.usable && stations > 0) {
            const Money give = min(left, Money{std::max(terms.perCardMinor, qint64(0)), available.currency});
            const Money each{give.minor / qint64(stations + 1), available.currency};
            for (size_t i = 1; i < stations; ++i)
                shares[i] = each;
            shares[0] = {give.minor - each.minor * qint64(stations - 1), available.currency};
            left -= give;
        }
        lent.push_back(std::move(shares));
    }
    return lent;
}

}
