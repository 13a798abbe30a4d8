#pragma once

#include "core/domain/messages/message_service.h"
#include "core/domain/messages/one_time_code_repository.h"

namespace youka {

/// So many in that time, whether they were sent or not.
struct CodeLimit
{
    int most = 0;
    qint64 inMs = 0;
};
/// As operators of gateways limit a number anyway, and what one address may ask for.
constexpr CodeLimit CodesPerNumber[] = {{1, 60'000}, {5, 3'600'000}, {10, 24LL * 3'600'000}};
constexpr CodeLimit CodesPerAsker = {20, 3'600'000};
constexpr int MostCodeTries = 5;

/// How long to wait until one more fits; 0: it fits. `asked`: oldest first.
qint64 waitForCodeMs(const std::vector<Timestamp> &asked, CodeLimit limit, Timestamp now);
/// Six digits, each as likely as any other.
QString makeOneTimeCode();

/// Six digits that a phone number is asked for. Whether the number is anybody's cannot be told from what is
/// answered: limits, rows and verdicts are the same, only nothing is sent. Each call runs in the caller's
/// transaction.
class OneTimeCodeService
{
public:
    OneTimeCodeService(Database &db, const MessageKeys &keys, const MessageTerms &terms);

    /// Sends a new one, the one before is void. `asker`: the address that asks. Errors: InvalidInput (not a
    /// phone number), OneTimeCodeTooMany (with the time to wait).
    Result<void> request(const QString &phone, const QString &asker, Timestamp now);

    enum class Word { Right, Wrong, TooMany };
    struct Verdict
    {
        Word word = Word::Wrong;
        std::vector<CustomerId> customers = {}; ///< Right: whose number it is, the newest first
    };
    /// A wrong try counts, so a verdict is no failure: the transaction must be committed before toError() of
    /// it is answered. Errors: those of the store.
    Result<Verdict> check(const QString &phone, const QString &code, Timestamp now);
    /// OneTimeCodeWrong or OneTimeCodeTooMany.
    static Result<void> toError(const Verdict &verdict);

private:
    QByteArray digestOf(const QByteArray &number, const QByteArray &salt, const QString &code) const;
    OneTimeCodeRepository m_codes;
    MessageService m_messages;
    QByteArray m_key;
};

}
