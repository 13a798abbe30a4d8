#pragma once

#include "core/domain/sign_in/sign_in_rules.h"
#include "core/foundation/store/database.h"

namespace youka {

/// Sessions, tries and links as stored: digests only. Writes join the caller's transaction.
class SignInRepository
{
public:
    explicit SignInRepository(Database &db)
        : m_db(db)
    {
    }

    struct Row
    {
        SignInSession session;
        QByteArray access;
        Timestamp accessUntil;
        QByteArray refresh;
        Timestamp refreshUntil;
    };
    Result<SignInSessionId> insert(const Row &row);
    /// Its tokens and when they were made.
    Result<void> update(const Row &row);
    Result<std::optional<Row>> findAccess(const QByteArray &access);
    /// Keeps other writers off it until the transaction ends.
    Result<std::optional<Row>> lock(SignInSessionId id);
    Result<std::optional<Row>> lockRefresh(const QByteArray &refresh);
    /// Newest first.
    Result<std::vector<SignInSession>> ofCustomer(CustomerId customer, Timestamp now);
    /// With the tokens it has used.
    Result<void> remove(SignInSessionId id);
    Result<void> removeOver(Timestamp now);

    struct Used
    {
        QByteArray refresh;
        SignInSessionId session;
        Timestamp at;
    };
    Result<void> insertUsed(const Used &used);
    Result<std::optional<Used>> findUsed(const QByteArray &refresh);

    Result<SignInTries> lockTries(const QByteArray &who);
    Result<SignInTries> tries(const QByteArray &who);
    Result<void> setTries(const QByteArray &who, const SignInTries &tries);

    /// One account of a provider is one customer's, and a customer has one of each.
    Result<void> setLink(SignInWay provider, const QByteArray &subject, CustomerId customer, Timestamp at);
    Result<void> removeLink(SignInWay provider, CustomerId customer);
    Result<CustomerId> linked(SignInWay provider, const QByteArray &subject);
    Result<std::vector<SignInWay>> linksOf(CustomerId customer);

private:
    Result<std::optional<Row>> one(Result<Rows> rows);
    Database &m_db;
};

}
