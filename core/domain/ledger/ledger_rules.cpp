#include "core/domain/ledger/ledger_rules.h"

#include <algorithm>

namespace youka {

Result<void> checkBalanced(const Journal &journal)
{
    if (journal.postings.size() < 2)
        return fail(ErrorCode::JournalUnbalanced, QStringLiteral("fewer than two postings"));
    std::vector<Money> sums;
    for (const Posting &posting : journal.postings) {
        if (posting.amount.isZero())
            return fail(ErrorCode::JournalUnbalanced, QStringLiteral("a posting of zero"));
        const auto sum = std::find_if(sums.begin(), sums.end(),
                                      [&](Money m) { return m.currency == posting.amount.currency; });
        if (sum == sums.end()) {
            sums.push_back(posting.amount);
            continue;
        }
        const auto added = checkedAdd(*sum, posting.amount);
        if (!added)
            return fail(added.error());
        *sum = *added;
    }
    if (std::any_of(sums.begin(), sums.end(), [](Money m) { return !m.isZero(); }))
        return fail(ErrorCode::JournalUnbalanced, QStringLiteral("postings do not add up to zero"));
    return {};
}

CaptureSplit splitCapture(const Account &account, Money hold, Money amount)
{
    const Money nothing{0, amount.currency};
    const Money room = account.money() - (account.held - hold);
    const Money paid = min(amount, max(room, nothing));
    const Money fromBonus = min(paid, account.bonus);
    return {paid - fromBonus, amount - paid, fromBonus};
}

TopUpSplit splitTopUp(Money amount, Money debt)
{
    const Money toDebt = min(amount, debt);
    return {toDebt, amount - toDebt};
}

}
