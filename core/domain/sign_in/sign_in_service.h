#pragma once

#include "core/domain/messages/one_time_code.h"
#include "core/domain/sign_in/sign_in_repository.h"

namespace youka {

/// Customers on their own phones: in by a code that is sent to their number, or by an account of a third
/// party that they linked once they were in. Whether a number is anybody's cannot be told from what is
/// answered. Each call runs in the caller's transaction. Source: docs/web.md.
class SignInService
{
public:
    /// `key`: 32 bytes that are not in the store.
    SignInService(Database &db, QByteArray key, const MessageKeys &messages, const MessageTerms &terms);

    /// Sends a code. `asker`: the address that asks. Errors: PhoneNumberInvalid, CustomerSignInLocked and
    /// OneTimeCodeTooMany (both with the time to wait).
    Result<void> requestCode(const QString &phone, const QString &asker, Timestamp now);

    /// What came of a try. A wrong one counts, so it is no failure: the transaction must be committed before
    /// `refused` is answered.
    struct Outcome
    {
        std::optional<Error> refused; ///< OneTimeCodeWrong, OneTimeCodeTooMany, CustomerSignInLocked
        SignInTokens tokens;
        SignInSession session;
    };
    /// With a code. A number of several customers opens the newest's. Errors: PhoneNumberInvalid, those of
    /// the store.
    Result<Outcome> signIn(const QString &phone, const QString &code, const QString &asker,
                           const QString &device, Timestamp now);
    /// With a third party's account; `openId` was proven by it. Errors: SignInNotLinked, those of the store.
    Result<Outcome> signInBy(SignInWay provider, const QString &openId, const QString &device, Timestamp now);

    /// Whose access token that is; nobody's: it is over, or never was.
    Result<std::optional<SignInSession>> session(const QByteArray &access, Timestamp now);
    /// New tokens for old ones; the old ones are void. One that was used before ends its session, whoever
    /// shows it: one of the two who had it is a thief. `refused`: CustomerSignInNeeded.
    Result<Outcome> refresh(const QByteArray &refresh, Timestamp now);

    Result<std::vector<SignInSession>> devices(CustomerId customer, Timestamp now)
    {
        return m_sessions.ofCustomer(customer, now);
    }
    /// One of the customer's own devices; another's is as one that never was. Errors: NotFound.
    Result<void> signOut(CustomerId customer, SignInSessionId session, Timestamp now);
    Result<void> signOutEverywhere(CustomerId customer, Timestamp now);

    /// Who is signed in links an account. One that was another's is this customer's from now on: whoever
    /// holds it has proven both.
    Result<void> link(CustomerId customer, SignInWay provider, const QString &openId, Timestamp now);
    Result<void> unlink(CustomerId customer, SignInWay provider, Timestamp now);
    Result<std::vector<SignInWay>> links(CustomerId customer) { return m_sessions.linksOf(customer); }

private:
    struct Askers
    {
        QByteArray number;
        QByteArray asker;
    };
    Result<Askers> askersOf(const QString &phone, const QString &asker) const;
    Result<int> lockedFor(const Askers &askers, Timestamp now);
    Result<Outcome> wrong(const Askers &askers, ErrorCode code, Timestamp now);
    Result<Outcome> begin(const std::vector<CustomerId> &customers, SignInWay way, const QString &device,
                          Timestamp now);
    Result<Outcome> rotate(const SignInRepository::Row &row, const QByteArray &used, Timestamp now);
    Result<Outcome> reused(const SignInRepository::Row &row, Timestamp now);
    SignInTokens tokensAfter(const QByteArray &refresh, Timestamp now) const;
    QByteArray subjectOf(SignInWay provider, const QString &openId) const;
    Result<void> note(const char *action, CustomerId customer, const QString &detail, Timestamp now);

    Database &m_db;
    SignInRepository m_sessions;
    OneTimeCodeService m_codes;
    CustomerService m_customers;
    const QByteArray m_key;
};

}
