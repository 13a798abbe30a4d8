#include "core/exchange/api/tls_identity.h"

#include <QFile>
#include <QHostInfo>
#include <QSaveFile>
#include <QSslCertificate>
#include <QSslKey>

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <memory>

namespace youka {

namespace {

QByteArray drained(BIO *bio)
{
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return {data, qsizetype(size)};
}

void addExtension(X509 *certificate, int nid, const QByteArray &value)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    if (X509_EXTENSION *extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value.constData())) {
        X509_add_ext(certificate, extension, -1);
        X509_EXTENSION_free(extension);
    }
}

std::pair<QByteArray, QByteArray> selfSigned()
{
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(EVP_EC_gen("P-256"), &EVP_PKEY_free);
    const std::unique_ptr<X509, decltype(&X509_free)> certificate(X509_new(), &X509_free);
    X509_set_version(certificate.get(), 2);
    unsigned char serial[8];
    RAND_bytes(serial, sizeof serial);
    serial[0] &= 0x7f;
    BIGNUM *number = BN_bin2bn(serial, sizeof serial, nullptr);
    BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate.get()));
    BN_free(number);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -3600);
    X509_time_adj_ex(X509_getm_notAfter(certificate.get()), 3650, 0, nullptr);
    X509_set_pubkey(certificate.get(), key.get());
    X509_NAME *name = X509_get_subject_name(certificate.get());
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char *>("Youka server"), -1, -1, 0);
    X509_set_issuer_name(certificate.get(), name);
    const QByteArray host = QHostInfo::localHostName().toLatin1();
    addExtension(certificate.get(), NID_subject_alt_name,
                 "DNS:localhost,IP:127.0.0.1,IP:::1" + (host.isEmpty() ? QByteArray() : ",DNS:" + host));
    addExtension(certificate.get(), NID_basic_constraints, "critical,CA:TRUE");
    addExtension(certificate.get(), NID_ext_key_usage, "serverAuth");
    X509_sign(certificate.get(), key.get(), EVP_sha256());

    const std::unique_ptr<BIO, decltype(&BIO_free)> certificatePem(BIO_new(BIO_s_mem()), &BIO_free);
    const std::unique_ptr<BIO, decltype(&BIO_free)> keyPem(BIO_new(BIO_s_mem()), &BIO_free);
    PEM_write_bio_X509(certificatePem.get(), certificate.get());
    PEM_write_bio_PrivateKey(keyPem.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    return {drained(certificatePem.get()), drained(keyPem.get())};
}

bool save(const QString &path, const QByteArray &pem, QFileDevice::Permissions permissions)
{
    QSaveFile file(path);
    return file.open(QIODevice::WriteOnly) && file.setPermissions(permissions)
        && file.write(pem) == pem.size() && file.commit();
}

}

Result<QSslConfiguration> tlsIdentity(const QString &certificateFile, const QString &keyFile)
{
    if (!QFile::exists(certificateFile) && !QFile::exists(keyFile)) {
        const auto [certificate, key] = selfSigned();
        const auto mine = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
        if (!save(keyFile, key, mine)
            || !save(certificateFile, certificate, mine | QFileDevice::ReadGroup | QFileDevice::ReadOther))
            return fail(ErrorCode::KeyMissing, certificateFile + QStringLiteral(": cannot be written"));
    }
    QFile key(keyFile);
    if (!key.open(QIODevice::ReadOnly))
        return fail(ErrorCode::KeyMissing, keyFile + QStringLiteral(": ") + key.errorString());
    if (key.permissions() & (QFileDevice::ReadOther | QFileDevice::WriteOther))
        return fail(ErrorCode::KeyPermissions, keyFile + QStringLiteral(": others may read it (chmod 600)"));
    const QByteArray pem = key.readAll();
    QSslKey privateKey(pem, QSsl::Ec);
    if (privateKey.isNull())
        privateKey = QSslKey(pem, QSsl::Rsa);
    const auto chain = QSslCertificate::fromPath(certificateFile);
    if (privateKey.isNull() || chain.isEmpty())
        return fail(ErrorCode::KeyMissing,
                    certificateFile + QStringLiteral(": not a certificate with its key"));
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    tls.setLocalCertificateChain(chain);
    tls.setPrivateKey(privateKey);
    tls.setPeerVerifyMode(QSslSocket::VerifyNone);
    return tls;
}

}
