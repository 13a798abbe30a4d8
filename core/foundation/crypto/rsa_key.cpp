#include "core/foundation/crypto/rsa_key.h"

#include "core/foundation/crypto/openssl_bits.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

namespace youka {

namespace {

constexpr int FewestBits = 2048;

using SignContext = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;
SignContext newContext() { return {EVP_MD_CTX_new(), &EVP_MD_CTX_free}; }

EVP_PKEY *keyOf(const std::shared_ptr<void> &key) { return static_cast<EVP_PKEY *>(key.get()); }

/// Takes the key over, if it is one that may be used.
Result<std::shared_ptr<void>> taken(EVP_PKEY *key)
{
    std::shared_ptr<void> owner(key, [](void *k) { EVP_PKEY_free(static_cast<EVP_PKEY *>(k)); });
    ERR_clear_error(); // what did not fit while looking must not be found by somebody else
    if (!key || EVP_PKEY_get_base_id(key) != EVP_PKEY_RSA)
        return fail(ErrorCode::KeyMissing, QStringLiteral("not an RSA key"));
    if (EVP_PKEY_get_bits(key) < FewestBits)
        return fail(ErrorCode::KeyMissing, QStringLiteral("an RSA key of less than 2048 bits"));
    return owner;
}

}

Result<RsaPublicKey> RsaPublicKey::fromPem(QByteArrayView pem)
{
    EVP_PKEY *found = nullptr;
    if (pem.contains("-----BEGIN CERTIFICATE")) {
        const X509Pointer certificate(PEM_read_bio_X509(bioOf(pem).get(), nullptr, noPassPhrase, nullptr));
        found = certificate ? X509_get_pubkey(certificate.get()) : nullptr;
    } else if (pem.contains("-----BEGIN")) {
        found = PEM_read_bio_PUBKEY(bioOf(pem).get(), nullptr, noPassPhrase, nullptr);
    } else {
        const QByteArray der = QByteArray::fromBase64(pem.toByteArray());
        const auto *at = reinterpret_cast<const unsigned char *>(der.constData());
        found = d2i_PUBKEY(nullptr, &at, long(der.size()));
    }
    return taken(found).map([](std::shared_ptr<void> key) {
        RsaPublicKey out;
        out.m_key = std::move(key);
        return out;
    });
}

QByteArray RsaPublicKey::toPem() const
{
    const auto bio = emptyBio();
    ensure(PEM_write_bio_PUBKEY(bio.get(), keyOf(m_key)) == 1, "a public key is written");
    return bytesOf(bio.get());
}

bool RsaPublicKey::verify(QByteArrayView message, QByteArrayView signature) const
{
    const auto context = newContext();
    const bool right = m_key
        && EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, keyOf(m_key)) == 1
        && EVP_DigestVerify(context.get(), reinterpret_cast<const unsigned char *>(signature.data()),
                            size_t(signature.size()), reinterpret_cast<const unsigned char *>(message.data()),
                            size_t(message.size()))
            == 1;
    ERR_clear_error();
    return right;
}

RsaPrivateKey RsaPrivateKey::generate(int bits)
{
    auto key = taken(EVP_RSA_gen(static_cast<unsigned int>(bits)));
    ensure(key.has_value(), "an RSA key is made");
    RsaPrivateKey out;
    out.m_key = std::move(*key);
    return out;
}

Result<RsaPrivateKey> RsaPrivateKey::fromPem(QByteArrayView pem)
{
    EVP_PKEY *found = nullptr;
    if (pem.contains("-----BEGIN")) {
        found = PEM_read_bio_PrivateKey(bioOf(pem).get(), nullptr, noPassPhrase, nullptr);
    } else {
        QByteArray der = QByteArray::fromBase64(pem.toByteArray());
        const auto *at = reinterpret_cast<const unsigned char *>(der.constData());
        found = d2i_AutoPrivateKey(nullptr, &at, long(der.size()));
        OPENSSL_cleanse(der.data(), size_t(der.size()));
    }
    return taken(found).map([](std::shared_ptr<void> key) {
        RsaPrivateKey out;
        out.m_key = std::move(key);
        return out;
    });
}

QByteArray RsaPrivateKey::toPem() const
{
    const auto bio = emptyBio();
    ensure(PEM_write_bio_PrivateKey(bio.get(), keyOf(m_key), nullptr, nullptr, 0, nullptr, nullptr) == 1,
           "a private key is written");
    return bytesOf(bio.get());
}

RsaPublicKey RsaPrivateKey::publicKey() const
{
    const auto bio = emptyBio();
    ensure(PEM_write_bio_PUBKEY(bio.get(), keyOf(m_key)) == 1, "a key pair has a public half");
    const auto half = RsaPublicKey::fromPem(bytesOf(bio.get()));
    ensure(half.has_value(), "what was written is read");
    return *half;
}

QByteArray RsaPrivateKey::sign(QByteArrayView message) const
{
    const auto context = newContext();
    size_t size = size_t(EVP_PKEY_get_size(keyOf(m_key)));
    QByteArray out{qsizetype(size), Qt::Uninitialized};
    ensure(EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, keyOf(m_key)) == 1
               && EVP_DigestSign(context.get(), reinterpret_cast<unsigned char *>(out.data()), &size,
                                 reinterpret_cast<const unsigned char *>(message.data()),
                                 size_t(message.size()))
                   == 1,
           "RSA signs");
    out.truncate(qsizetype(size));
    return out;
}

}
