#pragma once

#include "core/foundation/base/result.h"

#include <QByteArray>

#include <memory>

namespace youka {

/// An Ed25519 key pair (RFC 8032). The seed is the secret: keep it in the encrypted store only.
class SigningKey
{
public:
    static SigningKey generate();
    /// 32 bytes. Errors: KeyMissing.
    static Result<SigningKey> fromSeed(QByteArrayView seed);

    QByteArray seed() const;
    QByteArray publicKey() const;
    /// 64 bytes.
    QByteArray sign(QByteArrayView message) const;

private:
    SigningKey() = default;
    std::shared_ptr<void> m_key;
};

/// A public key prepared once for many checks. Safe to use from several threads.
class VerifyingKey
{
public:
    /// 32 bytes. Errors: KeyMissing.
    static Result<VerifyingKey> fromBytes(QByteArrayView publicKey);
    bool verify(QByteArrayView message, QByteArrayView signature) const;

private:
    VerifyingKey() = default;
    std::shared_ptr<void> m_key;
};

}
