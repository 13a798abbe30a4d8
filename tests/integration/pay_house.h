#pragma once

#include "apps/server/books_proof.h"
#include "core/exchange/payments/merchant_keys.h"
#include "tests/integration/server_desk.h"
#include "tests/support/sim_pay_desk.h"

#include <QTest>

namespace youka::test {

inline const QString Wechat = QStringLiteral("wechat");
inline const QString Wang = QStringLiteral("wang");
inline const QByteArray Number = "9000000000000019";

/// The real server, the channels' other side behind a real socket, and a door through which its notices come
/// in, as through the proxy of an installation.
struct PayHouse
{
    explicit PayHouse(const QString &channel = Wechat)
        : name(channel)
        , other(desk.clock)
        , door([this](const sim::HttpAsk &ask) { return knock(ask); })
    {
        const bool isAlipay = channel == QLatin1String("alipay");
        account = {channel, isAlipay ? QStringLiteral("2088123412341234") : QStringLiteral("1900000001"),
                   QStringLiteral("wx0123456789abcdef")};
        ensure(other.addMerchant(account).has_value() && other.listen().has_value()
                   && door.listen(0).has_value(),
               "the other side listens");
        other.people().add({Wang, channel});
        far = other.channel(channel);
        desk.stop();
        desk.settings.payments.noticeBase = door.base().toString();
        desk.settings.payments.callTimeoutMs = 300;
        desk.start();
        addMerchant();
        const ServerAnswer issued = desk.issue(Number);
        if (issued.status != 201)
            qFatal("no card: %d %s", issued.status, issued.body.constData());
    }
    ~PayHouse() { desk.stop(); }

    void addMerchant()
    {
        const auto made = desk.server->pipeline().run([&](Database &db) -> Result<QByteArray> {
            MerchantRepository merchants(db);
            return merchants
                .insert({{},
                         name,
                         account.number,
                         account.app,
                         QStringLiteral("Youka"),
                         {},
                         other.gateway(name).toString(),
                         other.gateway(name).toString(),
                         {},
                         6'000,
                         true})
                .and_then([&](MerchantId id) {
                    merchant = id;
                    return merchants.assign(name, {}, id);
                })
                .map([] { return QByteArray(); });
        });
        ensure(made.has_value(), "a merchant is made");
        auto ring = KeyRing::open(desk.settings.dataDir, desk.settings.masterKeyFile);
        ensure(ring.has_value(), "the ring opens");
        MerchantKeys keys(*ring);
        const sim::MerchantFiles files = sim::merchantFiles(name, desk.clock.now());
        ensure(keys.addPrivate(merchant, files[QStringLiteral("key.pem")],
                               files.value(QStringLiteral("certificate.pem")))
                   .has_value(),
               "our key is kept");
        for (auto it = files.begin(); it != files.end(); ++it)
            if (it.key().startsWith(QLatin1String("trusted-")))
                ensure(keys.addTrusted(merchant, it.key().sliced(8).chopped(4), *it).has_value(),
                       "theirs is trusted");
        if (files.contains(QStringLiteral("apiv3.key")))
            ensure(keys.put(merchant, QStringLiteral("symmetric"), files[QStringLiteral("apiv3.key")])
                       .has_value(),
                   "the shared key is kept");
    }
    sim::HttpTold knock(const sim::HttpAsk &ask)
    {
        ++knocks;
        QByteArray bytes = ask.method + ' ' + ask.target + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
            + QByteArray::number(ask.body.size()) + "\r\n";
        for (const auto &[key, value] : ask.headers)
            if (key.left(10).toLower() == "wechatpay-" || key.toLower() == "content-type")
                bytes += key + ": " + value + "\r\n";
        const ServerAnswer answer = desk.server ? desk.sendBytes(bytes + "\r\n" + ask.body) : ServerAnswer{};
        statuses.append(answer.status);
        return {
            answer.status == 0 ? 503 : answer.status, {{"Content-Type", answer.contentType}}, answer.body};
    }
    QByteArray wish(const QByteArray &amount, const QByteArray &more) const
    {
        const CardToken token =
            CardTokeniser(desk.server->cardKeys().lookup).forNumber(QString::fromLatin1(Number));
        return "{\"cardToken\":\"" + token.bytes.toBase64() + "\",\"amount\":{\"amount\":\"" + amount
            + "\",\"currency\":\"CNY\"}" + more + '}';
    }
    ServerAnswer create(const QByteArray &amount = "200.00", const QByteArray &key = ServerDesk::newKey())
    {
        return desk.post(Role::Terminal, "/api/v1/payments/create",
                         wish(amount, ",\"channel\":\"" + name.toLatin1() + '"'), key);
    }
    ServerAnswer scanCode(sim::PayManner manner = sim::PayManner::Pays, const QByteArray &amount = "200.00")
    {
        return desk.post(
            Role::Terminal, "/api/v1/payments/create",
            wish(amount, ",\"code\":\"" + other.people().showCode(Wang, manner).toLatin1() + '"'));
    }
    static QString orderOf(const ServerAnswer &answer)
    {
        return answer.json()[QLatin1String("order")].toString();
    }
    QJsonObject show(const QString &order)
    {
        return desk.as(Role::Terminal, {"GET", "/api/v1/payments/" + order.toLatin1(), {}, {}, {}}).json();
    }
    QString state(const QString &order) { return show(order)[QLatin1String("state")].toString(); }
    /// Lets the desk and the other side work, and the clock go on whenever nothing is due before.
    bool until(const QString &order, const QString &wanted, qint64 withinMs = 120'000)
    {
        const qint64 end = desk.clock.now().ms + withinMs;
        for (int real = 0; real < 400; ++real) {
            if (state(order) == wanted)
                return true;
            QTest::qWait(10);
            if (real % 2 == 1 && desk.clock.now().ms < end) {
                desk.clock.advanceMs(1'000);
                other.notices().look();
                desk.server->payments().wake();
            }
        }
        return false;
    }
    bool ended(const QString &order)
    {
        for (int real = 0; real < 400; ++real) {
            const QString now = state(order);
            if (now == QLatin1String("paid") || now == QLatin1String("reversed")
                || now == QLatin1String("closed") || now == QLatin1String("failed"))
                return true;
            QTest::qWait(10);
            if (real % 2 == 1) {
                desk.clock.advanceMs(1'000);
                desk.server->payments().wake();
            }
        }
        return false;
    }
    QString qrOf(const QString &order)
    {
        QString qr;
        const auto there = [&] {
            qr = show(order)[QLatin1String("qr")].toString();
            return !qr.isEmpty();
        };
        for (int real = 0; real < 300 && !there(); ++real) {
            QTest::qWait(10);
            if (real % 2 == 1) {
                desk.clock.advanceMs(1'000);
                desk.server->payments().wake();
            }
        }
        return qr;
    }
    qint64 fen() { return desk.figure("SELECT balance FROM account WHERE kind = 1"); }
    qint64 wallet() { return other.people().find(Wang)->fen; }
    QString proof()
    {
        const auto faults = desk.server->pipeline().run([](Database &db) {
            return proveBooks(db).map(
                [](const BooksProof &books) { return books.faults.join(u'\n').toUtf8(); });
        });
        return faults ? QString::fromUtf8(*faults) : toString(faults.error());
    }
    void strike(const char *fault, int times = 1, const char *verb = "", qint64 value = 0)
    {
        ensure(far->faults()
                   .strike(QString::fromLatin1(fault), times, QString::fromLatin1(verb), value)
                   .has_value(),
               "a fault is known");
    }
    void restart()
    {
        desk.stop();
        desk.start();
    }

    const QString name;
    ServerDesk desk;
    sim::SimPayments other;
    sim::SimHttp door;
    sim::PayMerchant account;
    sim::SimChannel *far = nullptr;
    MerchantId merchant;
    int knocks = 0;
    QList<int> statuses;
};

}
