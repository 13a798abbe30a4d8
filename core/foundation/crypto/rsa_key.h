#pragma once

#include "core/foundation/base/result.h"

#include <QByteArray>

#include <memory>

namespace youka {

/// The public half of an RSA key. Safe to use from several threads.
class RsaPublicKey
{
public:
    /// PEM of a public key or of a certificate, or the bare base64 of a public key's DER, as payment channels
    /// hand it out. At least 2048 bits. Errors: KeyMissing.
    static Result<RsaPublicKey> fromPem(QByteArrayView pem);
    /// SubjectPublicKeyInfo.
    QByteArray toPem() const;
    /// RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017, 8.2).
    bool verify(QByteArrayView message, QByteArrayView signature) const;

private:
    friend class RsaPrivateKey;
    friend class Certificate;
    std::shared_ptr<void> m_key;
};

/// An RSA key pair. The PEM is the secret: keep it in the encrypted store only.
class RsaPrivateKey
{
public:
    static RsaPrivateKey generate(int bits = 2048);
    /// PEM without a pass phrase (PKCS#8 or PKCS#1), or the bare base64 of either's DER. At least 2048 bits.
    /// Errors: KeyMissing.
    static Result<RsaPrivateKey> fromPem(QByteArrayView pem);
    /// PKCS#8.
    QByteArray toPem() const;
    RsaPublicKey publicKey() const;
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    QByteArray sign(QByteArrayView message) const;

private:
    friend class Certificate;
    std::shared_ptr<void> m_key;
};

}
