#include "apps/sim/pay/sim_keys.h"

#include "core/foundation/crypto/digest.h"

#include <QDir>
#include <QFile>

namespace youka::sim {

namespace {

constexpr qint64 YearMs = 365LL * 86'400'000;

QString &keptIn()
{
    static QString Dir;
    return Dir;
}

/// The file's bytes, which `make` makes when there are none. What cannot be kept lives as long as the
/// process.
QByteArray kept(const char *name, const std::function<QByteArray()> &make)
{
    if (keptIn().isEmpty())
        return make();
    QFile file(QDir(keptIn()).filePath(QLatin1String(name)));
    if (file.open(QIODevice::ReadOnly))
        return file.readAll();
    const QByteArray bytes = make();
    if (const auto written = writeMerchantFiles(keptIn(), {{QLatin1String(name), bytes}}); !written)
        qWarning("youka-sim: %s", qPrintable(toString(written.error())));
    return bytes;
}

RsaPrivateKey keptKey(const char *name)
{
    const auto key = RsaPrivateKey::fromPem(kept(name, [] { return RsaPrivateKey::generate().toPem(); }));
    return key ? *key : RsaPrivateKey::generate();
}

Certificate issued(Timestamp now, const QString &name, quint64 serial, const RsaPrivateKey &key,
                   bool byAuthority)
{
    const Certificate::Terms terms{name, serial, now.plusMs(-YearMs), now.plusMs(10 * YearMs), false};
    return byAuthority ? Certificate::issue(terms, key, &keys::authorityCertificate(now), &keys::authority())
                       : Certificate::issue(terms, key);
}

}

namespace keys {

void keepIn(const QString &dir) { keptIn() = dir; }

const RsaPrivateKey &merchant()
{
    static const RsaPrivateKey Key = keptKey("merchant.pem");
    return Key;
}
const RsaPrivateKey &merchantNew()
{
    static const RsaPrivateKey Key = keptKey("merchantNew.pem");
    return Key;
}
const RsaPrivateKey &platform()
{
    static const RsaPrivateKey Key = keptKey("platform.pem");
    return Key;
}
const RsaPrivateKey &platformNew()
{
    static const RsaPrivateKey Key = keptKey("platformNew.pem");
    return Key;
}
const RsaPrivateKey &authority()
{
    static const RsaPrivateKey Key = keptKey("authority.pem");
    return Key;
}
const RsaPrivateKey &stranger()
{
    static const RsaPrivateKey Key = keptKey("stranger.pem");
    return Key;
}

const Certificate &merchantCertificate(Timestamp now)
{
    static const Certificate One = issued(now, QStringLiteral("merchant"), 68'759'663'125, merchant(), true);
    return One;
}
const Certificate &merchantNewCertificate(Timestamp now)
{
    static const Certificate One =
        issued(now, QStringLiteral("merchant"), 68'759'663'126, merchantNew(), true);
    return One;
}
const Certificate *merchantCertificateThat(const std::function<bool(const Certificate &)> &fits,
                                           Timestamp now)
{
    if (fits(merchantCertificate(now)))
        return &merchantCertificate(now);
    return fits(merchantNewCertificate(now)) ? &merchantNewCertificate(now) : nullptr;
}
const Certificate &wechatCertificate(Timestamp now)
{
    static const Certificate One =
        issued(now, QStringLiteral("Tenpay.com Root CA"), 0x7132D72A03E93CDD, platform(), false);
    return One;
}
const Certificate &authorityCertificate(Timestamp now)
{
    static const Certificate One = Certificate::issue(
        {QStringLiteral("Simulated Authority"), 1, now.plusMs(-YearMs), now.plusMs(10 * YearMs), true},
        authority());
    return One;
}
const Certificate &unionpayCertificate(Timestamp now)
{
    static const Certificate One =
        issued(now, QStringLiteral("041@8310000000083040@中国银联股份有限公司@00016494"), 69'026'276'696,
               platform(), true);
    return One;
}
const Certificate &impostorCertificate(Timestamp now)
{
    static const Certificate One =
        issued(now, QStringLiteral("041@8310000000083041@某加油站有限公司@00016495"), 69'026'276'697,
               stranger(), true);
    return One;
}
const Certificate &expiredCertificate(Timestamp now)
{
    static const Certificate One =
        Certificate::issue({QStringLiteral("041@8310000000083040@中国银联股份有限公司@00016493"),
                            69'026'276'695, now.plusMs(-YearMs), now.plusMs(-1000), false},
                           platform(), &authorityCertificate(now), &authority());
    return One;
}
const Certificate &alipayCertificate(Timestamp now)
{
    static const Certificate One =
        issued(now, QStringLiteral("支付宝(中国)网络技术有限公司"), 0x2024011500010001, platform(), true);
    return One;
}

QByteArray apiV3Key()
{
    static const QByteArray Key = kept("apiv3.key", [] { return randomBytes(16).toHex(); });
    return Key;
}

QByteArray publicKeyId() { return "PUB_KEY_ID_0114232134912410000000000000"; }

}

MerchantFiles merchantFiles(const QString &channel, Timestamp now, bool byCertificate)
{
    MerchantFiles files{{QStringLiteral("key.pem"), keys::merchant().toPem()}};
    const auto certificate = [&] {
        files.insert(QStringLiteral("certificate.pem"), keys::merchantCertificate(now).toPem());
    };
    if (channel == QLatin1String("wechat")) {
        certificate();
        const Certificate &platform = keys::wechatCertificate(now);
        files.insert(QStringLiteral("trusted-%1.pem").arg(QString::fromLatin1(platform.serialHex())),
                     platform.toPem());
        files.insert(QStringLiteral("trusted-%1.pem").arg(QString::fromLatin1(keys::publicKeyId())),
                     keys::platformNew().publicKey().toPem());
        files.insert(QStringLiteral("apiv3.key"), keys::apiV3Key());
    } else if (channel == QLatin1String("alipay") && byCertificate) {
        certificate();
        files.insert(QStringLiteral("trusted-alipay.pem"), keys::alipayCertificate(now).toPem());
        files.insert(QStringLiteral("roots.pem"), keys::authorityCertificate(now).toPem());
    } else if (channel == QLatin1String("alipay")) {
        files.insert(QStringLiteral("trusted-alipay.pem"), keys::platform().publicKey().toPem());
    } else {
        certificate();
        files.insert(QStringLiteral("trusted-root.pem"), keys::authorityCertificate(now).toPem());
    }
    return files;
}

MerchantFiles newKeyFiles(Timestamp now)
{
    return {{QStringLiteral("key.pem"), keys::merchantNew().toPem()},
            {QStringLiteral("certificate.pem"), keys::merchantNewCertificate(now).toPem()}};
}

Result<void> writeMerchantFiles(const QString &dir, const MerchantFiles &files)
{
    if (!QDir().mkpath(dir))
        return fail(ErrorCode::Unavailable, dir);
    for (auto it = files.begin(); it != files.end(); ++it) {
        QFile file(QDir(dir).filePath(it.key()));
        if (!file.open(QIODevice::WriteOnly)
            || !file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)
            || file.write(*it) != it->size())
            return fail(ErrorCode::Unavailable, file.fileName() + QStringLiteral(": ") + file.errorString());
    }
    return {};
}

}
