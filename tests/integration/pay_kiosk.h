#pragma once

#include "core/exchange/sync/bill_client.h"
#include "core/exchange/sync/top_up_client.h"
#include "tests/integration/pay_house.h"
#include "tests/support/fakes_station.h"
#include "ui/viewmodels/kiosk_view_model.h"

namespace youka::test {

/// A kiosk as its program has it, but for the pumps: over TLS to the real server, behind which stands the
/// channels' other side.
struct Kiosk
{
    explicit Kiosk(PayHouse &payHouse)
        : house(payHouse)
        , ids(payHouse.desk.clock, 7)
    {
        QFile pem(house.desk.server->certificateFile());
        ensure(pem.open(QIODevice::ReadOnly), "the server has a certificate");
        certificate = pem.readAll();
        store = std::move(TerminalStore::open({Dialect::Engine::SqlCipher,
                                               dir.filePath(QStringLiteral("kiosk.db")),
                                               QByteArray(32, 'k'),
                                               {},
                                               false})
                              .value());
        card = {CardTokeniser(house.desk.server->cardKeys().lookup).forNumber(QString::fromLatin1(Number)),
                CardProof::Chip, QStringLiteral("9000 **** **** 0019")};
        start();
    }
    /// As after a power cut: what it knew is gone, its disk is not.
    void start()
    {
        model.reset();
        client.reset();
        bills.reset();
        const QUrl server(QStringLiteral("https://localhost:%1").arg(house.desk.server->port()));
        api = std::make_unique<ApiClient>(ApiClient::Settings{server, certificate, 2'000}, house.desk.clock);
        api->signAs(house.desk.terminal, house.desk.key);
        client = std::make_unique<TopUpClient>(*api, ids);
        bills = std::make_unique<BillClient>(*api);
        memory = std::make_unique<StoredTopUp>(*store);
        model = std::make_unique<KioskViewModel>(station, &reader, desk, house.desk.clock, ids, translator);
        model->setTopUps(client.get(), memory.get());
        model->setBills(bills.get());
    }
    bool until(const std::function<bool()> &done, qint64 withinMs = 120'000)
    {
        const qint64 end = house.desk.clock.now().ms + withinMs;
        for (int real = 0; real < 1'500; ++real) {
            if (done())
                return true;
            QTest::qWait(5);
            model->tick();
            if (real % 4 == 3 && house.desk.clock.now().ms < end) {
                house.desk.clock.advanceMs(500);
                house.other.notices().look();
                if (house.desk.server)
                    house.desk.server->payments().wake();
            }
        }
        return false;
    }
    bool untilScreen(KioskViewModel::Screen screen)
    {
        return until([&] { return model->screen() == screen; });
    }
    /// Four touches, up to the code.
    bool toCode(int tile = 1)
    {
        if (!until([&] { return model->hasTopUps(); }))
            return false;
        model->chooseTopUp();
        reader.tap(card);
        if (!untilScreen(KioskViewModel::ChooseTopUp))
            return false;
        model->chooseTopUpAmount(tile);
        return until([&] { return model->topUp()->stage() == TopUpModel::Waiting; });
    }
    QString order() const { return memory->kept(); }
    bool scan(sim::PayManner manner = sim::PayManner::Pays)
    {
        return house.far->scan(house.qrOf(order()), Wang, manner).has_value();
    }

    PayHouse &house;
    QTemporaryDir dir;
    IdSource ids;
    ManualClock still;
    FakeCards cards;
    FakeStation station{cards, still, 4};
    FakeDesk desk{cards, still};
    FakeReader reader;
    Translator translator{Language::English};
    QByteArray certificate;
    CardIdentity card;
    std::unique_ptr<TerminalStore> store;
    std::unique_ptr<ApiClient> api;
    std::unique_ptr<TopUpClient> client;
    std::unique_ptr<BillClient> bills;
    std::unique_ptr<StoredTopUp> memory;
    std::unique_ptr<KioskViewModel> model;
};

}
