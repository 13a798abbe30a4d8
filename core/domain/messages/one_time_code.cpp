#include "core/domain/messages/one_time_code.h"

#include "core/foundation/crypto/digest.h"

#include <QtEndian>

#include <algorithm>

namespace youka {

namespace {
constexpr qint64 DayMs = 24LL * 3'600'000;
constexpr qsizetype SaltSize = 16;
}

qint64 waitForCodeMs(const std::vector<Timestamp> &asked, CodeLimit limit, Timestamp now)
{
    const auto first =
        std::find_if(asked.begin(), asked.end(), [&](Timestamp at) { return at.ms > now.ms - limit.inMs; });
    const auto within = asked.end() - first;
    if (within < limit.most)
        return 0;
    return (first + (within - limit.most))->ms + limit.inMs - now.ms;
}

QString makeOneTimeCode()
{
    constexpr quint32 Codes = 1'000'000;
    constexpr quint32 Fair = 0xFFFFFFFFU / Codes * Codes;
    for (;;) {
        const auto drawn = qFromBigEndian<quint32>(randomBytes(4).constData());
        if (drawn < Fair)
            return QStringLiteral("%1").arg(drawn % Codes, 6, 10, QLatin1Char('0'));
    }
}

OneTimeCodeService::OneTimeCodeService(Database &db, const MessageKeys &keys, const MessageTerms &terms)
    : m_codes(db)
    , m_messages(db, keys, terms)
    , m_key(keys.lookup)
{
}

QByteArray OneTimeCodeService::digestOf(const QByteArray &number, const QByteArray &salt,
                                        const QString &code) const
{
    return salt + hmacSha256(m_key, "code:" + number + salt + code.toUtf8());
}

Result<void> OneTimeCodeService::request(const QString &phone, const QString &asker, Timestamp now)
{
    const auto address = normalAddress(MessageWay::Sms, phone);
    if (!address)
        return fail(address.error());
    OneTimeCodeRepository::Row row;
    row.number = m_messages.lookup(MessageWay::Sms, *address);
    row.asker = hmacSha256(m_key, "asker:" + asker.toUtf8());
    row.at = now;
    const auto ofNumber = m_codes.askedFor(row.number, now.plusMs(-DayMs));
    if (!ofNumber)
        return fail(ofNumber.error());
    const auto ofAsker = m_codes.askedBy(row.asker, now.plusMs(-CodesPerAsker.inMs));
    if (!ofAsker)
        return fail(ofAsker.error());
    qint64 wait = waitForCodeMs(*ofAsker, CodesPerAsker, now);
    for (const CodeLimit limit : CodesPerNumber)
        wait = std::max(wait, waitForCodeMs(*ofNumber, limit, now));
    if (wait > 0) {
        Error error{ErrorCode::OneTimeCodeTooMany, {}};
        error.retryAfterS = int((wait + 999) / 1'000);
        return fail(error);
    }
    const QString code = makeOneTimeCode();
    const QByteArray salt = randomBytes(SaltSize);
    row.code = digestOf(row.number, salt, code);
    return m_codes.removeBefore(now.plusMs(-2 * DayMs))
        .and_then([&] { return m_codes.insert(row); })
        .and_then([&](OneTimeCodeId) { return m_messages.customersBy(MessageWay::Sms, *address); })
        .and_then([&](const std::vector<CustomerId> &customers) -> Result<void> {
            // One message to the number, of the first who is still there.
            for (const CustomerId customer : customers) {
                const auto sent =
                    m_messages.queue({salt,
                                      MessageKind::OneTimeCode,
                                      customer,
                                      {{QStringLiteral("code"), code},
                                       {QStringLiteral("minutes"), QString::number(CodeLifeMs / 60'000)}},
                                      MessageWay::Sms},
                                     now);
                if (!sent || *sent > 0)
                    return sent ? Result<void>() : fail(sent.error());
            }
            return {};
        });
}

Result<OneTimeCodeService::Verdict> OneTimeCodeService::check(const QString &phone, const QString &code,
                                                              Timestamp now)
{
    const auto address = normalAddress(MessageWay::Sms, phone);
    if (!address)
        return fail(address.error());
    const QByteArray number = m_messages.lookup(MessageWay::Sms, *address);
    const auto newest = m_codes.lockNewest(number);
    if (!newest)
        return fail(newest.error());
    const OneTimeCodeRepository::Row row = newest->value_or(OneTimeCodeRepository::Row{});
    if (!*newest || row.used || now >= row.at.plusMs(CodeLifeMs))
        return Verdict{Word::Wrong};
    if (row.tries >= MostCodeTries)
        return Verdict{Word::TooMany};
    const bool isRight = equalInConstantTime(digestOf(number, row.code.first(SaltSize), code), row.code);
    const auto whose = m_messages.customersBy(MessageWay::Sms, *address);
    if (!whose)
        return fail(whose.error());
    // Nobody's code cannot be right, even if it is guessed.
    Verdict verdict{isRight && !whose->empty() ? Word::Right : Word::Wrong};
    if (verdict.word == Word::Right)
        verdict.customers = *whose;
    return m_codes.update(row.id, row.tries + 1, verdict.word == Word::Right).map([&] { return verdict; });
}

Result<void> OneTimeCodeService::toError(const Verdict &verdict)
{
    switch (verdict.word) {
    case Word::Right:
        return {};
    case Word::Wrong:
        return fail(ErrorCode::OneTimeCodeWrong);
    case Word::TooMany:
        break;
    }
    return fail(ErrorCode::OneTimeCodeTooMany);
}

}
