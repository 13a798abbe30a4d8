#include "core/domain/sign_in/sign_in_rules.h"

#include <algorithm>

namespace youka {

namespace {

struct Word
{
    const char *in;
    const char *name;
};
// The first that fits: browsers name their ancestors too.
constexpr Word Devices[] = {{"iPhone", "iPhone"},   {"iPad", "iPad"},     {"Android", "Android"},
                            {"Windows", "Windows"}, {"Macintosh", "Mac"}, {"Linux", "Linux"}};
constexpr Word Browsers[] = {{"MicroMessenger", "WeChat"}, {"AlipayClient", "Alipay"}, {"Edg", "Edge"},
                             {"Firefox", "Firefox"},       {"Chrome", "Chrome"},       {"Safari", "Safari"}};

template <size_t Count>
QString firstIn(const QByteArray &text, const Word (&words)[Count])
{
    const auto found = std::find_if(std::begin(words), std::end(words),
                                    [&](const Word &word) { return text.contains(word.in); });
    return found == std::end(words) ? QString() : QString::fromLatin1(found->name);
}

}

SignInTries afterWrong(SignInTries before, const TryLimit &limit, Timestamp now)
{
    if (now >= before.since.plusMs(LocksForgottenMs) && now >= before.lockedUntil.plusMs(LocksForgottenMs))
        before.locks = 0;
    if (before.tries == 0 || now >= before.since.plusMs(limit.inMs)) {
        before.tries = 0;
        before.since = now;
    }
    if (++before.tries < limit.most)
        return before;
    before.lockedUntil = now.plusMs(limit.lockMs << std::min(before.locks, limit.doublings));
    ++before.locks;
    before.tries = 0;
    return before;
}

int lockedForS(const SignInTries &tries, Timestamp now)
{
    return tries.lockedUntil > now ? int((tries.lockedUntil.ms - now.ms + 999) / 1'000) : 0;
}

RefreshWord refreshWord(const RefreshFacts &facts, Timestamp now)
{
    if (facts.isCurrent)
        return now < facts.until ? RefreshWord::Rotate : RefreshWord::Over;
    if (facts.isLast && now < facts.usedAt.plusMs(RefreshAgainMs))
        return RefreshWord::Again;
    return RefreshWord::Reused;
}

QString deviceName(const QByteArray &userAgent)
{
    const QString device = firstIn(userAgent, Devices);
    const QString browser = firstIn(userAgent, Browsers);
    return device.isEmpty() || browser.isEmpty() ? device + browser
                                                 : QStringLiteral("%1, %2").arg(device, browser);
}

QLatin1String signInWayName(SignInWay way)
{
    switch (way) {
    case SignInWay::Code:
        return QLatin1String("code");
    case SignInWay::WeChat:
        return QLatin1String("wechat");
    case SignInWay::Alipay:
        break;
    }
    return QLatin1String("alipay");
}

std::optional<SignInWay> providerFromName(QStringView name)
{
    for (const SignInWay way : {SignInWay::WeChat, SignInWay::Alipay})
        if (name == signInWayName(way))
            return way;
    return std::nullopt;
}

}
