#include "core/domain/sign_in/sign_in_service.h"

#include "core/domain/access/audit_log.h"
#include "core/foundation/crypto/digest.h"

namespace youka {

namespace {

Error refusal(ErrorCode code, int retryAfterS = 0)
{
    Error error{code, {}};
    error.retryAfterS = retryAfterS;
    return error;
}

/// Who was erased is nobody; everything else is the store's.
bool isGone(const Error &error)
{
    return error.code == ErrorCode::DecryptFailed || error.code == ErrorCode::CustomerUnknown;
}

SignInService::Outcome refusedBy(Error error) { return {std::move(error), {}, {}}; }

}

SignInService::SignInService(Database &db, QByteArray key, const MessageKeys &messages,
                             const MessageTerms &terms)
    : m_db(db)
    , m_sessions(db)
    , m_codes(db, messages, terms)
    , m_customers(db, messages.customerWrapping)
    , m_key(std::move(key))
{
}

Result<SignInService::Askers> SignInService::askersOf(const QString &phone, const QString &asker) const
{
    const auto number = normalPhone(phone);
    if (!number)
        return fail(ErrorCode::PhoneNumberInvalid);
    return Askers{hmacSha256(m_key, "number:" + number->toUtf8()),
                  hmacSha256(m_key, "asker:" + asker.toUtf8())};
}

Result<int> SignInService::lockedFor(const Askers &askers, Timestamp now)
{
    const auto number = m_sessions.lockTries(askers.number);
    const auto asker = number ? m_sessions.lockTries(askers.asker) : number;
    if (!asker)
        return fail(asker.error());
    return std::max(lockedForS(*number, now), lockedForS(*asker, now));
}

Result<void> SignInService::requestCode(const QString &phone, const QString &asker, Timestamp now)
{
    const auto askers = askersOf(phone, asker);
    const auto locked = askers ? lockedFor(*askers, now) : fail(askers.error());
    if (!locked)
        return fail(locked.error());
    if (*locked > 0)
        return fail(refusal(ErrorCode::CustomerSignInLocked, *locked));
    return m_codes.request(phone, asker, now);
}

Result<SignInService::Outcome> SignInService::wrong(const Askers &askers, ErrorCode code, Timestamp now)
{
    for (const auto &[who, limit] :
         {std::pair(askers.number, TriesPerNumber), {askers.asker, TriesPerAsker}}) {
        const auto before = m_sessions.lockTries(who);
        if (!before)
            return fail(before.error());
        if (const auto kept = m_sessions.setTries(who, afterWrong(*before, limit, now)); !kept)
            return fail(kept.error());
    }
    return lockedFor(askers, now).map([&](int locked) {
        return refusedBy(locked > 0 ? refusal(ErrorCode::CustomerSignInLocked, locked) : refusal(code));
    });
}

Result<SignInService::Outcome> SignInService::signIn(const QString &phone, const QString &code,
                                                     const QString &asker, const QString &device,
                                                     Timestamp now)
{
    const auto askers = askersOf(phone, asker);
    const auto locked = askers ? lockedFor(*askers, now) : fail(askers.error());
    if (!locked)
        return fail(locked.error());
    if (*locked > 0)
        return refusedBy(refusal(ErrorCode::CustomerSignInLocked, *locked));
    const auto verdict = m_codes.check(phone, code, now);
    if (!verdict)
        return fail(verdict.error());
    if (const auto right = OneTimeCodeService::toError(*verdict); !right)
        return wrong(*askers, right.error().code, now);
    // The address keeps its count: who has a number of their own does not get to try others' for ever.
    return m_sessions.setTries(askers->number, {}).and_then([&] {
        return begin(verdict->customers, SignInWay::Code, device, now);
    });
}

Result<SignInService::Outcome> SignInService::signInBy(SignInWay provider, const QString &openId,
                                                       const QString &device, Timestamp now)
{
    return m_sessions.linked(provider, subjectOf(provider, openId))
        .and_then([&](CustomerId customer) -> Result<Outcome> {
            if (!customer)
                return fail(ErrorCode::SignInNotLinked);
            return begin({customer}, provider, device, now);
        });
}

Result<SignInService::Outcome> SignInService::begin(const std::vector<CustomerId> &customers, SignInWay way,
                                                    const QString &device, Timestamp now)
{
    CustomerId whose;
    for (const CustomerId customer : customers) {
        const auto found = m_customers.customer(customer);
        if (!found && !isGone(found.error()))
            return fail(found.error());
        if (found && !whose)
            whose = customer;
    }
    if (!whose)
        return refusedBy(
            refusal(way == SignInWay::Code ? ErrorCode::OneTimeCodeWrong : ErrorCode::SignInNotLinked));
    Outcome done;
    done.tokens = tokensAfter(randomBytes(32), now);
    done.session = {{}, whose, way, device.left(60), now, now};
    const SignInRepository::Row row{done.session, sha256(done.tokens.access), done.tokens.accessUntil,
                                    sha256(done.tokens.refresh), done.tokens.refreshUntil};
    return m_sessions.removeOver(now)
        .and_then([&] { return m_sessions.insert(row); })
        .and_then([&](SignInSessionId id) {
            done.session.id = id;
            return note("sign-in.begin", whose,
                        QStringLiteral("%1, session %2").arg(signInWayName(way)).arg(id.value), now);
        })
        .map([&] { return done; });
}

Result<std::optional<SignInSession>> SignInService::session(const QByteArray &access, Timestamp now)
{
    return m_sessions.findAccess(sha256(access)).map([&](const auto &row) {
        return row && now < row->accessUntil ? std::optional(row->session) : std::nullopt;
    });
}

/// Made of the one before with a key, so that a repeat gets the very same without anybody keeping them.
SignInTokens SignInService::tokensAfter(const QByteArray &refresh, Timestamp now) const
{
    return {hmacSha256(m_key, "access:" + refresh).toHex(), hmacSha256(m_key, "refresh:" + refresh).toHex(),
            now.plusMs(AccessLifeMs), now.plusMs(RefreshLifeMs)};
}

Result<SignInService::Outcome> SignInService::rotate(const SignInRepository::Row &row, const QByteArray &used,
                                                     Timestamp now)
{
    Outcome done{std::nullopt, tokensAfter(used, now), row.session};
    done.session.seen = now;
    const SignInRepository::Row next{done.session, sha256(done.tokens.access), done.tokens.accessUntil,
                                     sha256(done.tokens.refresh), done.tokens.refreshUntil};
    return m_sessions.insertUsed({row.refresh, row.session.id, now})
        .and_then([&] { return m_sessions.update(next); })
        .map([&] { return done; });
}

Result<SignInService::Outcome> SignInService::reused(const SignInRepository::Row &row, Timestamp now)
{
    return m_sessions.remove(row.session.id)
        .and_then([&] {
            return note("sign-in.reuse", row.session.customer,
                        QStringLiteral("session %1 ended: a used token came again").arg(row.session.id.value),
                        now);
        })
        .map([] { return refusedBy(refusal(ErrorCode::CustomerSignInNeeded)); });
}

Result<SignInService::Outcome> SignInService::refresh(const QByteArray &refresh, Timestamp now)
{
    const QByteArray digest = sha256(refresh);
    const auto current = m_sessions.lockRefresh(digest);
    if (!current)
        return fail(current.error());
    RefreshFacts facts;
    std::optional<SignInRepository::Row> row = *current;
    if (row) {
        facts = {true, false, row->refreshUntil, {}};
    } else {
        const auto used = m_sessions.findUsed(digest);
        const auto of = used && *used ? m_sessions.lock((*used)->session) : fail(ErrorCode::NotFound);
        if (!used || (!of && of.error().code != ErrorCode::NotFound))
            return fail(!used ? used.error() : of.error());
        if (!of || !*of)
            return refusedBy(refusal(ErrorCode::CustomerSignInNeeded));
        row = *of;
        const QByteArray next = sha256(tokensAfter(refresh, now).refresh);
        facts = {false, equalInConstantTime(next, row->refresh), row->refreshUntil, (*used)->at};
    }
    switch (refreshWord(facts, now)) {
    case RefreshWord::Rotate:
        return rotate(*row, refresh, now);
    case RefreshWord::Again: {
        SignInTokens tokens = tokensAfter(refresh, now);
        tokens.accessUntil = row->accessUntil;
        tokens.refreshUntil = row->refreshUntil;
        return Outcome{std::nullopt, tokens, row->session};
    }
    case RefreshWord::Reused:
        return reused(*row, now);
    case RefreshWord::Over:
        break;
    }
    return refusedBy(refusal(ErrorCode::CustomerSignInNeeded));
}

Result<void> SignInService::signOut(CustomerId customer, SignInSessionId session, Timestamp now)
{
    return m_sessions.lock(session).and_then([&](const auto &row) -> Result<void> {
        if (!row || row->session.customer != customer)
            return fail(ErrorCode::NotFound);
        return m_sessions.remove(session).and_then([&] {
            return note("sign-in.end", customer, QStringLiteral("session %1").arg(session.value), now);
        });
    });
}

Result<void> SignInService::signOutEverywhere(CustomerId customer, Timestamp now)
{
    return m_sessions.ofCustomer(customer, {}).and_then([&](const std::vector<SignInSession> &all) {
        Result<void> done;
        for (const SignInSession &one : all)
            if (done)
                done = m_sessions.remove(one.id);
        return done.and_then([&] {
            return note("sign-in.end-all", customer, QStringLiteral("%1 sessions").arg(all.size()), now);
        });
    });
}

QByteArray SignInService::subjectOf(SignInWay provider, const QString &openId) const
{
    return hmacSha256(m_key, QByteArray("subject:") + signInWayName(provider).data() + ':' + openId.toUtf8());
}

Result<void> SignInService::link(CustomerId customer, SignInWay provider, const QString &openId,
                                 Timestamp now)
{
    if (openId.isEmpty() || provider == SignInWay::Code)
        return fail(ErrorCode::InvalidInput);
    return m_sessions.setLink(provider, subjectOf(provider, openId), customer, now).and_then([&] {
        return note("sign-in.link", customer, signInWayName(provider), now);
    });
}

Result<void> SignInService::unlink(CustomerId customer, SignInWay provider, Timestamp now)
{
    return m_sessions.removeLink(provider, customer).and_then([&] {
        return note("sign-in.unlink", customer, signInWayName(provider), now);
    });
}

Result<void> SignInService::note(const char *action, CustomerId customer, const QString &detail,
                                 Timestamp now)
{
    const QString subject = QStringLiteral("customer %1").arg(customer.value);
    return AuditLog(m_db).add({subject, QLatin1String(action), subject, detail}, now);
}

}
