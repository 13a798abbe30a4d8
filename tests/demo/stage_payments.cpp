#include "tests/demo/stage.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

namespace youka::demo {

namespace {

struct DemoBiller
{
    const char *code;
    const char *kind;
    const char *en;
    const char *zh;
    const char *account;
};
constexpr DemoBiller Billers[] = {
    {"SGCC", "electricity", "State Grid", "国家电网", "110123456789"},
    {"BWG", "water", "City Water", "自来水公司", "20010001"},
    {"GAS", "gas", "City Gas", "燃气公司", "30010001"},
    {"PARK", "parking", "City Parking", "城市停车", "京A12345"},
    {"HOME", "property", "Green Garden", "绿园物业", "40010001"},
    {"CMCC", "phone", "China Mobile", "中国移动", "13800138000"},
};
const QString BillerSecret = QStringLiteral("a secret of the demonstration");

}

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
    for (const DemoBiller &one : Billers)
        text +=
            QStringLiteral("[[biller]]\ncode = \"%1\"\nsecret = \"%2\"\nkind = \"%3\"\naccounts = \"%4\"\n")
                .arg(QLatin1String(one.code), BillerSecret, QLatin1String(one.kind),
                     QLatin1String(one.account));
    return text;
}

/// Whose bills can be paid, where the simulator says that they listen.
void Stage::openBillers()
{
    write(QStringLiteral("biller.secret"), BillerSecret);
    const QJsonArray places =
        sim({{QStringLiteral("do"), QStringLiteral("biller-list")}})[QLatin1String("billers")].toArray();
    for (const DemoBiller &one : Billers)
        for (const QJsonValue place : places)
            if (place[QLatin1String("biller")].toString() == QLatin1String(one.code))
                command({QStringLiteral("biller"), QStringLiteral("add"), QLatin1String(one.code),
                         QLatin1String(one.kind), QString::fromUtf8(one.en), QString::fromUtf8(one.zh),
                         place[QLatin1String("gateway")].toString(), path(QStringLiteral("biller.secret"))});
}

/// The house's account at a bank, with yesterday's statement: nobody has said what its rows are yet.
void Stage::openBank()
{
    const QString number = QStringLiteral("0200000109200048910");
    const QString day = QDate::currentDate().addDays(-1).toString(QStringLiteral("yyyyMMdd"));
    QString text = QStringLiteral("流水号,时间,金额,对方账号,对方户名,附言,币种\n");
    for (const char *row : {"1 08:12:40,\"20,000.00\",6222020200112230,顺达运输有限公司,油款",
                            "2 10:30:05,\"3,500.00\",0200000109200048902,城市出租汽车公司,充值",
                            "3 15:02:11,\"1,234.56\",,支付宝（中国）网络技术有限公司,结算款",
                            "4 17:45:00,-35.00,,某银行,手续费", "5 21:00:00,12.40,,某银行,结息"}) {
        const QString rest = QString::fromUtf8(row);
        text += QStringLiteral("D%1,%2 %3,人民币\n").arg(rest.first(1), day, rest.sliced(2));
    }
    write(QStringLiteral("statement.csv"), text);
    command({QStringLiteral("bank"), QStringLiteral("add"), number, QStringLiteral("油卡有限公司"),
             QStringLiteral("某银行"), QStringLiteral("signed")});
    command(
        {QStringLiteral("bank"), QStringLiteral("import"), number, path(QStringLiteral("statement.csv"))});
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
