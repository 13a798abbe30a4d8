#pragma once

#include "core/foundation/base/clock.h"
#include "core/foundation/crypto/rsa_key.h"

#include <QList>

namespace youka {

/// An X.509 certificate with an RSA key.
class Certificate
{
public:
    /// The first certificate in `pem`. Errors: KeyMissing.
    static Result<Certificate> fromPem(QByteArrayView pem);
    /// All that are in `pem` and hold an RSA key; others are passed over. Errors: KeyMissing (none).
    static Result<QList<Certificate>> listFromPem(QByteArrayView pem);

    QByteArray toPem() const;
    /// Upper-case hex without leading zero bytes, as WeChat names certificates.
    QByteArray serialHex() const;
    /// As UnionPay names them.
    QByteArray serialDecimal() const;
    QString commonName() const;
    /// RFC 2253 order (the country last), UTF-8: "CN=...,OU=...,O=...,C=CN".
    QByteArray issuerText() const;
    RsaPublicKey publicKey() const;
    /// Does an RSA key stand behind the issuer's signature on it?
    bool isSignedByRsa() const;

    /// Valid at `now` and chained to one of `roots`, over `between` where needed. Errors: SignatureInvalid
    /// with OpenSSL's reason.
    Result<void> checkChain(const QList<Certificate> &roots, const QList<Certificate> &between,
                            Timestamp now) const;

    struct Terms
    {
        QString commonName;
        quint64 serial = 1;
        Timestamp notBefore;
        Timestamp notAfter;
        bool isAuthority = false;
    };
    /// One for `key`, signed by `issuer`'s key; without an issuer it signs itself. For the other side of the
    /// wire: a simulated channel is its own authority.
    static Certificate issue(const Terms &terms, const RsaPrivateKey &key,
                             const Certificate *issuer = nullptr, const RsaPrivateKey *issuerKey = nullptr);

private:
    std::shared_ptr<void> m_certificate;
};

}
