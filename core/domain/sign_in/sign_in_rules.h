#pragma once

#include "core/domain/sign_in/sign_in.h"

#include <optional>

namespace youka {

/// Wrong codes of one number, or from one address.
struct SignInTries
{
    int tries = 0; ///< within the limit's time
    int locks = 0; ///< in a row
    Timestamp since;
    Timestamp lockedUntil;
    bool operator==(const SignInTries &) const = default;
};

/// So many in that time; then it is locked, each time in a row twice as long, up to so many doublings.
struct TryLimit
{
    int most = 0;
    qint64 inMs = 0;
    qint64 lockMs = 0;
    int doublings = 0;
};
constexpr TryLimit TriesPerNumber = {5, 3'600'000, 15 * 60'000, 5};
constexpr TryLimit TriesPerAsker = {20, 3'600'000, 3'600'000, 0};
/// After so long without a wrong one the next lock is as short as the first.
constexpr qint64 LocksForgottenMs = 24LL * 3'600'000;

SignInTries afterWrong(SignInTries before, const TryLimit &limit, Timestamp now);
/// Seconds, rounded up; 0: not locked.
int lockedForS(const SignInTries &tries, Timestamp now);

/// What a refresh token asks for.
enum class RefreshWord {
    Rotate, ///< it is the current one
    Again,  ///< used a moment ago: what it gave then
    Reused, ///< used before: somebody else has it, or had it
    Over,
};
struct RefreshFacts
{
    bool isCurrent = false;
    bool isLast = false; ///< the current one was made of it
    Timestamp until;     ///< of the session
    Timestamp usedAt;    ///< of one that was used
};
RefreshWord refreshWord(const RefreshFacts &facts, Timestamp now);

/// "iPhone, Safari" out of what a browser says of itself; empty where it says nothing known.
QString deviceName(const QByteArray &userAgent);

QLatin1String signInWayName(SignInWay way);
/// Of a third party: "wechat", "alipay".
std::optional<SignInWay> providerFromName(QStringView name);

}
