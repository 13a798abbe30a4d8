#include "apps/sim/pay/sim_pay_settings.h"

#include "apps/sim/pay/sim_keys.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSslKey>

namespace youka::sim {

namespace {

constexpr qint64 MostYuan = 1'000'000'000;

QByteArray keyOf(const char *table, int index, const char *name)
{
    return QByteArray(table) + '.' + QByteArray::number(index) + '.' + name;
}

bool isChannel(const QString &name)
{
    return name == QLatin1String("wechat") || name == QLatin1String("alipay")
        || name == QLatin1String("unionpay");
}

Result<QSslConfiguration> tlsOf(const PaySettings &settings)
{
    QFile certificate(settings.certificateFile);
    QFile key(settings.certificateKeyFile);
    if (!certificate.open(QIODevice::ReadOnly) || !key.open(QIODevice::ReadOnly))
        return fail(ErrorCode::SettingsInvalid, QStringLiteral("payments.certificate: cannot be read"));
    const QByteArray keyPem = key.readAll();
    QSslKey privateKey(keyPem, QSsl::Rsa);
    if (privateKey.isNull())
        privateKey = QSslKey(keyPem, QSsl::Ec);
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setLocalCertificateChain(QSslCertificate::fromDevice(&certificate));
    tls.setPrivateKey(privateKey);
    if (tls.localCertificate().isNull() || privateKey.isNull())
        return fail(ErrorCode::SettingsInvalid,
                    QStringLiteral("payments.certificate: no certificate, or no key"));
    return tls;
}

Result<void> writeMerchant(const SimPayments &payments, const PayMerchant &merchant, const QString &dir,
                           Timestamp now)
{
    MerchantFiles files = merchantFiles(merchant.channel, now);
    const QJsonObject words{{QStringLiteral("channel"), merchant.channel},
                            {QStringLiteral("number"), merchant.number},
                            {QStringLiteral("app"), merchant.app},
                            {QStringLiteral("gateway"), payments.gateway(merchant.channel).toString()},
                            {QStringLiteral("bill_gateway"), payments.gateway(merchant.channel).toString()}};
    const MerchantFiles replacement = newKeyFiles(now);
    for (auto it = replacement.begin(); it != replacement.end(); ++it)
        files.insert(QStringLiteral("new-") + it.key(), *it);
    files.insert(QStringLiteral("merchant.json"), QJsonDocument(words).toJson());
    return writeMerchantFiles(QDir(dir).filePath(merchant.channel + u'-' + merchant.number), files);
}

}

Result<PaySettings> PaySettings::read(Settings &in)
{
    PaySettings settings;
    settings.port = quint16(in.integer("payments.port", 0, 0, 65'535));
    settings.keysDir = in.text("payments.keys", {});
    settings.certificateFile = in.text("payments.certificate", {});
    settings.certificateKeyFile = in.text("payments.certificate_key", {});
    for (int i = 0; i < in.count("merchant"); ++i) {
        PayMerchant merchant;
        merchant.channel = in.text(keyOf("merchant", i, "channel"), {});
        merchant.number = in.text(keyOf("merchant", i, "number"), {});
        merchant.app = in.text(keyOf("merchant", i, "app"), {});
        merchant.feePpm = in.integer(keyOf("merchant", i, "fee_ppm"), merchant.feePpm, 0, 100'000);
        merchant.fundsFen = in.integer(keyOf("merchant", i, "funds"), 10'000'000, 0, MostYuan) * 100;
        if (!isChannel(merchant.channel) || merchant.number.isEmpty())
            return fail(in.invalid(keyOf("merchant", i, "channel"),
                                   QStringLiteral("wechat, alipay or unionpay, and a number")));
        settings.merchants.append(merchant);
    }
    for (int i = 0; i < in.count("customer"); ++i) {
        PayCustomer customer;
        customer.name = in.text(keyOf("customer", i, "name"), {});
        customer.channel = in.text(keyOf("customer", i, "channel"), {});
        customer.fen = in.integer(keyOf("customer", i, "yuan"), 10'000, 0, MostYuan) * 100;
        customer.pinAboveFen = in.integer(keyOf("customer", i, "pin_above"), 1'000, 0, MostYuan) * 100;
        if (!isChannel(customer.channel) || customer.name.isEmpty())
            return fail(in.invalid(keyOf("customer", i, "channel"),
                                   QStringLiteral("wechat, alipay or unionpay, and a name")));
        settings.customers.append(customer);
    }
    return settings;
}

Result<void> openPayments(SimPayments &payments, const PaySettings &settings, Timestamp now)
{
    if (!settings.keysDir.isEmpty())
        keys::keepIn(QDir(settings.keysDir).filePath(QStringLiteral("channels")));
    if (!settings.certificateFile.isEmpty()) {
        const auto tls = tlsOf(settings);
        if (!tls)
            return fail(tls.error());
        payments.http().useTls(*tls);
    }
    for (const char *name : {"wechat", "alipay", "unionpay"})
        if (settings.customers.isEmpty())
            payments.people().add({QLatin1String(name), QLatin1String(name)});
    for (const PayCustomer &customer : settings.customers)
        payments.people().add(customer);
    if (const auto listening = payments.listen(settings.port); !listening)
        return listening;
    for (const PayMerchant &merchant : settings.merchants) {
        if (const auto added = payments.addMerchant(merchant); !added)
            return added;
        if (settings.keysDir.isEmpty())
            continue;
        if (const auto written = writeMerchant(payments, merchant, settings.keysDir, now); !written)
            return written;
    }
    return {};
}

}
