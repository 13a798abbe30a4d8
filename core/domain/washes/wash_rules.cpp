#include "core/domain/washes/wash_rules.h"

#include <algorithm>

namespace youka {

Result<void> checkPackage(const WashPackage &package)
{
    if (package.article.isEmpty())
        return fail(ErrorCode::InvalidInput, QStringLiteral("article"));
    if (package.washes < 1 || package.washes > 1'000)
        return fail(ErrorCode::InvalidInput, QStringLiteral("washes"));
    if (package.days < 0 || package.days > 3'650)
        return fail(ErrorCode::InvalidInput, QStringLiteral("days"));
    return {};
}

Result<size_t> nextWash(std::span<const WashGrant> grants, Timestamp now)
{
    if (grants.empty())
        return fail(ErrorCode::WashPackageUnknown);
    const auto ends = [](const WashGrant &grant) {
        return grant.until.ms == 0 ? std::numeric_limits<qint64>::max() : grant.until.ms;
    };
    std::optional<size_t> next;
    for (size_t i = 0; i < grants.size(); ++i) {
        const bool good = grants[i].left() > 0 && now.ms < ends(grants[i]);
        if (good && (!next || ends(grants[i]) < ends(grants[*next])))
            next = i;
    }
    return next ? Result<size_t>(*next) : fail(ErrorCode::WashesUsedUp);
}

int washesBack(const WashGrant &grant, const WashPackage &package, qint64 quantity)
{
    return int(std::min<qint64>(grant.left(), quantity / 1'000 * package.washes));
}

}
