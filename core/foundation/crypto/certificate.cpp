#include "core/foundation/crypto/certificate.h"

#include "core/foundation/crypto/openssl_bits.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

namespace youka {

namespace {

X509 *x509Of(const std::shared_ptr<void> &certificate) { return static_cast<X509 *>(certificate.get()); }
std::shared_ptr<void> owned(X509 *certificate)
{
    return {certificate, [](void *c) { X509_free(static_cast<X509 *>(c)); }};
}
EVP_PKEY *pkeyOf(const std::shared_ptr<void> &key) { return static_cast<EVP_PKEY *>(key.get()); }

bool holdsRsa(X509 *certificate)
{
    const EVP_PKEY *key = X509_get0_pubkey(certificate);
    return key && EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA && EVP_PKEY_get_bits(key) >= 2048;
}

struct BigNumber
{
    explicit BigNumber(const X509 *certificate)
        : number(ASN1_INTEGER_to_BN(X509_get0_serialNumber(certificate), nullptr))
    {
    }
    ~BigNumber() { BN_free(number); }
    Q_DISABLE_COPY_MOVE(BigNumber)
    BIGNUM *number;
};

QByteArray takenText(char *text)
{
    const QByteArray out(text);
    OPENSSL_free(text);
    return out;
}

void addExtension(X509 *certificate, X509 *issuer, int nid, const char *value)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value);
    ensure(extension && X509_add_ext(certificate, extension, -1) == 1, "an extension is added");
    X509_EXTENSION_free(extension);
}

}

Result<QList<Certificate>> Certificate::listFromPem(QByteArrayView pem)
{
    QList<Certificate> found;
    const auto bio = bioOf(pem);
    while (X509 *next = PEM_read_bio_X509(bio.get(), nullptr, noPassPhrase, nullptr)) {
        Certificate certificate;
        certificate.m_certificate = owned(next);
        if (holdsRsa(next))
            found.append(certificate);
    }
    ERR_clear_error();
    if (found.isEmpty())
        return fail(ErrorCode::KeyMissing, QStringLiteral("no certificate with an RSA key"));
    return found;
}

Result<Certificate> Certificate::fromPem(QByteArrayView pem)
{
    return listFromPem(pem).map([](const QList<Certificate> &list) { return list.first(); });
}

QByteArray Certificate::toPem() const
{
    const auto bio = emptyBio();
    ensure(PEM_write_bio_X509(bio.get(), x509Of(m_certificate)) == 1, "a certificate is written");
    return bytesOf(bio.get());
}

QByteArray Certificate::serialHex() const
{
    return takenText(BN_bn2hex(BigNumber(x509Of(m_certificate)).number));
}

QByteArray Certificate::serialDecimal() const
{
    return takenText(BN_bn2dec(BigNumber(x509Of(m_certificate)).number));
}

QString Certificate::commonName() const
{
    const X509_NAME *name = X509_get_subject_name(x509Of(m_certificate));
    const int at = X509_NAME_get_index_by_NID(name, NID_commonName, -1);
    if (at < 0)
        return {};
    unsigned char *text = nullptr;
    const int size = ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at)));
    const QString out = QString::fromUtf8(reinterpret_cast<const char *>(text), size < 0 ? 0 : size);
    OPENSSL_free(text);
    return out;
}

QByteArray Certificate::issuerText() const
{
    const auto bio = emptyBio();
    X509_NAME_print_ex(bio.get(), X509_get_issuer_name(x509Of(m_certificate)), 0,
                       XN_FLAG_RFC2253 & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB));
    return bytesOf(bio.get());
}

RsaPublicKey Certificate::publicKey() const
{
    const auto key = RsaPublicKey::fromPem(toPem());
    ensure(key.has_value(), "a certificate was taken for its RSA key");
    return *key;
}

bool Certificate::isSignedByRsa() const
{
    int algorithm = NID_undef;
    return X509_get_signature_info(x509Of(m_certificate), nullptr, &algorithm, nullptr, nullptr) == 1
        && algorithm == NID_rsaEncryption;
}

Result<void> Certificate::checkChain(const QList<Certificate> &roots, const QList<Certificate> &between,
                                     Timestamp now) const
{
    const std::unique_ptr<X509_STORE, decltype(&X509_STORE_free)> store(X509_STORE_new(), &X509_STORE_free);
    for (const Certificate &root : roots)
        X509_STORE_add_cert(store.get(), x509Of(root.m_certificate));
    // The certificates stay ours: the stack is freed, what it holds is not.
    const std::unique_ptr<STACK_OF(X509), void (*)(STACK_OF(X509) *)> middle(
        sk_X509_new_null(), [](STACK_OF(X509) * stack) { sk_X509_free(stack); });
    for (const Certificate &certificate : between)
        sk_X509_push(middle.get(), x509Of(certificate.m_certificate));
    const std::unique_ptr<X509_STORE_CTX, decltype(&X509_STORE_CTX_free)> context(X509_STORE_CTX_new(),
                                                                                  &X509_STORE_CTX_free);
    ensure(X509_STORE_CTX_init(context.get(), store.get(), x509Of(m_certificate), middle.get()) == 1,
           "a chain check begins");
    X509_VERIFY_PARAM_set_time(X509_STORE_CTX_get0_param(context.get()), time_t(now.ms / 1000));
    const bool good = X509_verify_cert(context.get()) == 1;
    const int why = X509_STORE_CTX_get_error(context.get());
    ERR_clear_error();
    if (!good)
        return fail(ErrorCode::SignatureInvalid,
                    QString::fromLatin1(X509_verify_cert_error_string(long(why))));
    return {};
}

Certificate Certificate::issue(const Terms &terms, const RsaPrivateKey &key, const Certificate *issuer,
                               const RsaPrivateKey *issuerKey)
{
    X509 *made = X509_new();
    Certificate out;
    out.m_certificate = owned(made);
    X509_set_version(made, 2);
    ASN1_INTEGER_set_uint64(X509_get_serialNumber(made), terms.serial);
    ASN1_TIME_set(X509_getm_notBefore(made), time_t(terms.notBefore.ms / 1000));
    ASN1_TIME_set(X509_getm_notAfter(made), time_t(terms.notAfter.ms / 1000));
    X509_set_pubkey(made, pkeyOf(key.m_key));
    X509_NAME *name = X509_get_subject_name(made);
    const QByteArray common = terms.commonName.toUtf8();
    X509_NAME_add_entry_by_txt(name, "C", MBSTRING_ASC, reinterpret_cast<const unsigned char *>("CN"), -1, -1,
                               0);
    ensure(X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8,
                                      reinterpret_cast<const unsigned char *>(common.constData()),
                                      int(common.size()), -1, 0)
               == 1,
           "a certificate's name has at most 64 characters");
    X509 *parent = issuer ? x509Of(issuer->m_certificate) : made;
    X509_set_issuer_name(made, X509_get_subject_name(parent));
    addExtension(made, parent, NID_basic_constraints,
                 terms.isAuthority ? "critical,CA:TRUE" : "critical,CA:FALSE");
    addExtension(made, parent, NID_subject_key_identifier, "hash");
    const std::shared_ptr<void> &signer = issuerKey ? issuerKey->m_key : key.m_key;
    ensure(X509_sign(made, pkeyOf(signer), EVP_sha256()) > 0, "a certificate is signed");
    return out;
}

}
