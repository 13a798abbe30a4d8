#pragma once

#include "apps/sim/billers/sim_biller.h"
#include "tests/integration/pay_house.h"

#include <QJsonArray>

#include <thread>

namespace youka::test {

inline const QString Power = QStringLiteral("110123456789");
inline const QString Home = QStringLiteral("20010001");
inline const QString Plate = QStringLiteral("京A12345");
inline const QString Mobile = QStringLiteral("13800138000");

/// A pay house where bills are paid: four billers' other sides, each behind a real socket.
struct BillHouse : PayHouse
{
    static constexpr qint64 GiveBackMs = 60'000;

    BillHouse()
        : power(desk.clock, QStringLiteral("SGCC"), "power-secret-0123456789")
        , water(desk.clock, QStringLiteral("BWG"), "water-secret-0123456789")
        , parking(desk.clock, QStringLiteral("PARK"), "parking-secret-0123456789")
        , phone(desk.clock, QStringLiteral("CMCC"), "phone-secret-0123456789")
    {
        desk.stop();
        desk.settings.billers.callTimeoutMs = 200;
        desk.settings.billers.giveBackMs = GiveBackMs;
        desk.start();
        add(power, BillerKind::Electricity, "power-secret-0123456789", Power);
        add(water, BillerKind::Water, "water-secret-0123456789", Home);
        add(parking, BillerKind::Parking, "parking-secret-0123456789", Plate);
        add(phone, BillerKind::Phone, "phone-secret-0123456789", Mobile);
    }
    ~BillHouse() { desk.stop(); }

    void add(sim::SimBiller &biller, BillerKind kind, const QByteArray &secret, const QString &number)
    {
        biller.add(number, sim::everydayAccount(billerKindName(kind)));
        ensure(biller.listen().has_value(), "a biller listens");
        const auto made = desk.server->pipeline().run([&](Database &db) {
            Biller row;
            row.code = biller.code();
            row.kind = kind;
            row.nameEn = biller.code() + QStringLiteral(" Ltd");
            row.nameZh = biller.code() + QStringLiteral("公司");
            row.gateway = biller.gateway().toString();
            return BillingRepository(db).insert(row).map([](BillerId) { return QByteArray(); });
        });
        auto ring = KeyRing::open(desk.settings.dataDir, desk.settings.masterKeyFile);
        ensure(made.has_value() && ring.has_value()
                   && ring->putSecret(billerSecretName(biller.code()), secret).has_value(),
               "a biller is added");
    }
    /// Asked on a thread of its own: the biller answers on this one.
    ServerAnswer ask(const QByteArray &body)
    {
        const QByteArray bytes =
            ServerDesk::bytesOf(desk.signed_({"POST", "/api/v1/bills/look-up", body, {}, {}}));
        ServerAnswer answer;
        std::atomic<bool> done = false;
        std::thread asker([&, port = desk.server->port(), file = desk.server->certificateFile()] {
            HttpPeer peer(port, file);
            peer.write(bytes);
            answer = peer.read();
            done = true;
        });
        while (!done)
            QTest::qWait(5);
        asker.join();
        return answer;
    }
    ServerAnswer lookUp(const QString &biller, const QString &number)
    {
        return ask(QJsonDocument(
                       QJsonObject{{QStringLiteral("biller"), biller}, {QStringLiteral("account"), number}})
                       .toJson(QJsonDocument::Compact));
    }
    QJsonObject bill(const QString &biller, const QString &number, int at = 0)
    {
        return lookUp(biller, number).json()[QLatin1String("bills")].toArray()[at].toObject();
    }
    /// The whole of it, or `amount`.
    static QJsonObject chosen(const QJsonObject &bill, const QString &amount = {})
    {
        QJsonObject money = bill[QLatin1String("total")].toObject();
        if (!amount.isEmpty())
            money.insert(QStringLiteral("amount"), amount);
        return {{QStringLiteral("offer"), bill[QLatin1String("offer")]}, {QStringLiteral("amount"), money}};
    }
    ServerAnswer pay(const QJsonArray &bills, const QByteArray &key = ServerDesk::newKey())
    {
        return desk.post(
            Role::Terminal, "/api/v1/bills/payments",
            QJsonDocument(QJsonObject{{QStringLiteral("channel"), name}, {QStringLiteral("bills"), bills}})
                .toJson(QJsonDocument::Compact),
            key);
    }
    /// Chosen, shown and scanned: from here the customer has paid.
    QString paid(const QJsonArray &bills)
    {
        const QString order = orderOf(pay(bills));
        const QString qr = qrOf(order);
        return far->scan(qr, Wang, sim::PayManner::Pays) ? order : QString();
    }
    QString fates(const QString &order)
    {
        QStringList states;
        for (const QJsonValue one : show(order)[QLatin1String("bills")].toArray())
            states += one[QLatin1String("state")].toString();
        return states.join(u' ');
    }
    /// Lets everybody work, and the clock go on.
    bool untilFates(const QString &order, const QString &wanted, qint64 withinMs = 300'000)
    {
        const qint64 end = desk.clock.now().ms + withinMs;
        for (int real = 0; real < 600; ++real) {
            if (fates(order) == wanted)
                return true;
            QTest::qWait(10);
            if (real % 3 == 2 && desk.clock.now().ms < end) {
                desk.clock.advanceMs(2'000);
                other.notices().look();
                desk.server->payments().wake();
                desk.server->bills().wake();
            }
        }
        return false;
    }
    qint64 held(const char *code)
    {
        const auto sum = desk.server->pipeline().run([&](Database &db) {
            return db
                .exec(
                    "SELECT COALESCE(SUM(a.balance), 0) FROM account a JOIN biller b ON b.id = a.owner WHERE "
                    "a.kind = 20 AND b.code = ?",
                    {QLatin1String(code)})
                .map([](Rows row) { return QByteArray::number(row.next() ? row.integer(0) : -1); });
        });
        return sum ? sum->toLongLong() : -1;
    }

    sim::SimBiller power;
    sim::SimBiller water;
    sim::SimBiller parking;
    sim::SimBiller phone;
};

}
