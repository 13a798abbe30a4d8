#pragma once

#include "core/domain/customers/customer.h"

namespace youka {

using SignInSessionId = Id<struct SignInSessionTag>;

/// How somebody came in. Stored.
enum class SignInWay { Code = 1, WeChat = 2, Alipay = 3 };

/// So long a stolen access token is good for anything.
constexpr qint64 AccessLifeMs = 15LL * 60'000;
/// From its last use.
constexpr qint64 RefreshLifeMs = 30LL * 24 * 3'600'000;
/// A browser asks twice when the first answer did not reach it: within this time both get the same.
constexpr qint64 RefreshAgainMs = 10'000;

/// What the browser keeps. Both are secret, and only their digests are stored.
struct SignInTokens
{
    QByteArray access;
    QByteArray refresh;
    Timestamp accessUntil;
    Timestamp refreshUntil;
};

/// One device that is signed in; all tokens that follow from one sign-in belong to it.
struct SignInSession
{
    SignInSessionId id;
    CustomerId customer;
    SignInWay way = SignInWay::Code;
    QString device; ///< "iPhone, Safari"; empty: not known
    Timestamp started;
    Timestamp seen; ///< when its tokens were last made
};

}
