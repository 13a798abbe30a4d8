#include "tests/demo/stage.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

namespace youka::demo {

/// What the simulator is told of two channels, each with somebody who has money there.
QString Stage::channelSettings() const
{
    QString text =
        QStringLiteral("[payments]\nport = 0\nkeys = \"%1\"\n").arg(path(QStringLiteral("channels")));
    const std::pair<const char *, const char *> merchants[] = {{"wechat", "1900000001"},
                                                               {"alipay", "2088123412341234"}};
    for (const auto &[channel, number] : merchants)
        text +=
            QStringLiteral("[[merchant]]\nchannel = \"%1\"\nnumber = \"%2\"\napp = \"wx0123456789abcdef\"\n"
                           "fee_ppm = 6000\n")
                .arg(QLatin1String(channel), QLatin1String(number));
    return text;
}

/// The house's accounts at the channels, with the keys that the simulator made for them.
void Stage::openChannels()
{
    int merchant = 0;
    const QDir keys(path(QStringLiteral("channels")));
    for (const QFileInfo &folder : keys.entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
        const QDir dir(folder.filePath());
        QFile about(dir.filePath(QStringLiteral("merchant.json")));
        if (!about.open(QIODevice::ReadOnly))
            continue; // the channels' own
        const QJsonObject json = QJsonDocument::fromJson(about.readAll()).object();
        const auto text = [&](const char *name) { return json[QLatin1String(name)].toString(); };
        const QString id = QString::number(++merchant);
        const auto run = [&](const QStringList &words) {
            command(QStringList{QStringLiteral("merchant")} + words);
        };
        run({QStringLiteral("add"), text("channel"), text("number"), text("app"), text("channel"),
             QStringLiteral("6000"), text("gateway")});
        QStringList own{QStringLiteral("keys"), id, QStringLiteral("private"),
                        dir.filePath(QStringLiteral("key.pem"))};
        if (dir.exists(QStringLiteral("certificate.pem")))
            own += dir.filePath(QStringLiteral("certificate.pem"));
        run(own);
        for (const QString &trusted : dir.entryList({QStringLiteral("trusted-*.pem")}))
            run({QStringLiteral("keys"), id, QStringLiteral("trust"), dir.filePath(trusted),
                 trusted.sliced(8).chopped(4)});
        if (dir.exists(QStringLiteral("apiv3.key")))
            run({QStringLiteral("keys"), id, QStringLiteral("symmetric"),
                 dir.filePath(QStringLiteral("apiv3.key"))});
        run({QStringLiteral("stations"), id, QStringLiteral("all")});
    }
}

void Stage::scanNewestPayment(const QString &customer)
{
    const QJsonArray payments = get(QStringLiteral("/api/v1/payments"))[QLatin1String("payments")].toArray();
    sim({{QStringLiteral("do"), QStringLiteral("pay-scan")},
         {QStringLiteral("qr"), payments.at(0)[QLatin1String("qr")]},
         {QStringLiteral("customer"), customer}});
}

}
