#pragma once

#include "tests/support/fake_shelf.h"
#include "tests/support/fake_staff.h"
#include "tests/support/fakes_station.h"
#include "tests/ui/fake_bills.h"
#include "tests/ui/fake_members.h"
#include "tests/ui/fake_printer.h"
#include "tests/ui/fake_refunds.h"
#include "tests/ui/fake_top_ups.h"
#include "ui/screens/screens.h"
#include "ui/tokens/theme.h"
#include "ui/viewmodels/kiosk_view_model.h"
#include "ui/viewmodels/pos_view_model.h"

#include <QQmlApplicationEngine>
#include <QQuickItem>
#include <QQuickWindow>
#include <QTest>

#include <memory>

namespace youka {

inline QQuickItem *findShown(QQuickItem *root, const QString &name)
{
    if (!root->isVisible())
        return nullptr;
    if (root->objectName() == name)
        return root;
    for (QQuickItem *child : root->childItems())
        if (QQuickItem *found = findShown(child, name))
            return found;
    return nullptr;
}

/// A real window over a station in memory, driven by the events a finger and a keyboard make.
class ScreenBench
{
public:
    static constexpr qint64 LockAfterMs = 10 * 60'000;
    ManualClock clock{{1'795'424'400'000}};
    IdSource ids{clock, 7};
    FakeCards cards;
    FakeStation station{cards, clock};
    FakeDesk desk{cards, clock};
    FakeReader reader;
    Translator translator{Language::English};
    FakeStaff staff; ///< nobody, unless a test hires
    FakeShelf shelf;
    FakeMembers members;
    FakeRefunds refunds;
    FakeTopUps topUps{clock};
    FakeBills bills{topUps, clock};
    FakeMemory memory;
    FakePrinter printer;
    std::unique_ptr<PosViewModel> pos;
    std::unique_ptr<KioskViewModel> kiosk;
    std::unique_ptr<QQmlApplicationEngine> engine;
    QQuickWindow *window = nullptr;
    CardIdentity good;
    CardIdentity pinned;

    ScreenBench()
    {
        Theme::instance()->setKind(Theme::Light);
        Theme::instance()->setLargeText(false);
        good = cards.add("good", QStringLiteral("9000 **** **** 5670")).identity;
        FakeCard &card = cards.add("pin", QStringLiteral("9000 **** **** 1111"));
        card.pin = QStringLiteral("2468");
        pinned = card.identity;
    }
    /// Four tanks: one is well, one is low, one gets a delivery, one has water and an old reading.
    void fillTanks()
    {
        const auto tank = [&](int number, const char *product, qint64 litres, qint64 waterMm, unsigned status,
                              QList<TankAlarm> alarms, qint64 ageMs) {
            TankView view;
            view.tank = {number, QString::fromLatin1(product), {30'000'000}, {300'000}, {}};
            view.last = TankReading{number,
                                    {litres * 1'000},
                                    {litres * 1'000},
                                    {(30'000 - litres) * 1'000},
                                    {},
                                    0,
                                    waterMm * 1'000,
                                    18'500,
                                    status};
            view.at = clock.now().plusMs(-ageMs);
            view.online = true;
            view.alarms = alarms;
            return view;
        };
        QList<TankView> all{tank(1, "92", 18'604, 0, 0, {}, 8'000),
                            tank(2, "95", 2'415, 3, 0, {TankAlarm::LowProduct}, 8'000),
                            tank(3, "98", 12'030, 0, DeliveryRunning, {}, 8'000),
                            tank(4, "0", 9'950, 61, 0, {TankAlarm::HighWater}, 600'000)};
        all[0].delivery = TankDelivery{1,
                                       QStringLiteral("2611230612"),
                                       QStringLiteral("2611230641"),
                                       {11'604'000},
                                       {19'604'000},
                                       {},
                                       {},
                                       0,
                                       0};
        station.setTanks(all);
    }
    /// A member with points and some coupons.
    void fillMember()
    {
        const Timestamp soon = clock.now().plusMs(9LL * 86'400'000);
        const bool zh = translator.language() == Language::Chinese;
        const auto say = [zh](const char *chinese, const char *english) {
            return zh ? QString::fromUtf8(chinese) : QString::fromUtf8(english);
        };
        members.view.coupons = {
            FakeMembers::coupon(1, say("满200减10元", "10.00 off from 200.00"), soon),
            FakeMembers::coupon(2, say("周二会员日每升优惠0.30元", "Tuesday, 0.30 a litre"), soon),
            FakeMembers::coupon(3, say("免费洗车一次", "A wash for nothing"), soon, CouponState::Used)};
        members.view.offers = {{{5}, say("咖啡一杯", "A coffee"), 800},
                               {{6}, say("50元代金券", "A voucher of 50.00"), 5'000}};
        members.view.points = {say("银卡会员", "Silver"), 2'460, 2'460, 131, 0, 300, soon};
    }
    void hire()
    {
        staff.add(7, QStringLiteral("Li Na"), QStringLiteral("2468"));
        staff.add(12, QStringLiteral("Wu Gang"), QStringLiteral("13571357"), Role::Manager);
    }
    bool openPos(QSize size = {1366, 768})
    {
        pos = std::make_unique<PosViewModel>(station, &reader, desk, clock, ids, translator,
                                             SignInTerms{&staff, LockAfterMs});
        pos->setShelf(&shelf);
        pos->setMembers(&members);
        pos->setRefunds(&refunds);
        pos->receipt()->setPrinter(&printer, QStringLiteral("滨江路站"));
        engine = std::make_unique<QQmlApplicationEngine>();
        preparePosScreens(*engine, translator);
        engine->setInitialProperties({{QStringLiteral("viewModel"), QVariant::fromValue(pos.get())}});
        return open(posMain(), size);
    }
    bool openKiosk(QSize size = {1080, 1920})
    {
        kiosk = std::make_unique<KioskViewModel>(station, &reader, desk, clock, ids, translator);
        kiosk->setMembers(&members);
        kiosk->setTopUps(&topUps, &memory);
        kiosk->setBills(&bills);
        kiosk->receipt()->setPrinter(&printer, QStringLiteral("滨江路站"));
        engine = std::make_unique<QQmlApplicationEngine>();
        prepareKioskScreens(*engine, translator);
        engine->setInitialProperties({{QStringLiteral("viewModel"), QVariant::fromValue(kiosk.get())}});
        return open(kioskMain(), size);
    }
    void settle(int rounds = 3)
    {
        for (int i = 0; i < rounds; ++i) {
            QCoreApplication::processEvents();
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        }
        if (window)
            window->grabWindow(); // items are where they are shown only after a frame
    }
    QQuickItem *find(const char *name) { return findShown(window->contentItem(), QString::fromUtf8(name)); }
    QString text(const char *name)
    {
        const QQuickItem *item = find(name);
        return item ? item->property("text").toString()
                    : QStringLiteral("(no item named %1)").arg(QLatin1String(name));
    }
    /// Presses and releases in the middle of the item; false when there is none, or none that can be pressed.
    bool press(const char *name)
    {
        settle();
        QQuickItem *item = find(name);
        if (!item || !item->isEnabled())
            return false;
        const QPointF at = item->mapToScene({item->width() / 2, item->height() / 2});
        if (!QRectF(QPointF(), QSizeF(window->size())).contains(at))
            return false;
        QTest::mouseClick(window, Qt::LeftButton, {}, at.toPoint());
        settle();
        return true;
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(window, key, modifiers);
        settle();
    }
    void tap(const CardIdentity &card)
    {
        reader.tap(card);
        settle();
    }
    bool press(std::initializer_list<const char *> names)
    {
        return std::all_of(names.begin(), names.end(), [this](const char *name) {
            const bool pressed = press(name);
            if (!pressed)
                qWarning("cannot press %s", name);
            return pressed;
        });
    }

private:
    bool open(const QUrl &url, QSize size)
    {
        engine->load(url);
        if (engine->rootObjects().isEmpty())
            return false;
        window = qobject_cast<QQuickWindow *>(engine->rootObjects().first());
        window->resize(size);
        window->requestActivate();
        const bool active = QTest::qWaitForWindowActive(window);
        settle();
        return active;
    }
};

}
