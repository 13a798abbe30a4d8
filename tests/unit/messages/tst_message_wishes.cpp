#include "tests/unit/messages/message_desk.h"

#include <QTest>

using namespace youka;
using test::MessageDesk;

class TestMessageWishes : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void devices_eachGetsOne_data() { test::addEngineRows(); }
    void devices_eachGetsOne();
    void device_isWhoseItWasLast_data() { test::addEngineRows(); }
    void device_isWhoseItWasLast();
    void goneDevice_isForgotten_data() { test::addEngineRows(); }
    void goneDevice_isForgotten();
    void wishes_areKept_data() { test::addEngineRows(); }
    void wishes_areKept();
};

void TestMessageWishes::devices_eachGetsOne()
{
    OPEN_STORE(store);
    MessageDesk desk(store);
    desk.terms.ways = {MessageWay::Sms, MessageWay::Push};
    desk.reach(MessageWay::Sms, "13800138000");
    desk.reach(MessageWay::Push, "device-token-0000001", MessageLanguage::English);
    desk.reach(MessageWay::Push, "device-token-0000002");
    desk.reach(MessageWay::Push, "device-token-0000002"); // it says so each time it starts
    COMPARE_REFUSED(
        desk.service().setContact({desk.customer, MessageWay::Push, QStringLiteral("short"), {}}, desk.now()),
        ErrorCode::InvalidInput);
    QCOMPARE(desk.queue(desk.order()).value(), 3);
    QCOMPARE(desk.queue(desk.order()).value(), 0);
    const auto due = desk.lease();
    VERIFY_OK(due);
    QStringList devices;
    for (const Message &message : *due)
        if (message.way == MessageWay::Push) {
            devices.append(message.address);
            QVERIFY(!message.text.subject.isEmpty());
            QCOMPARE(message.text.subject == QStringLiteral("Top-up received"),
                     message.address.endsWith(u'1'));
        }
    devices.sort();
    QCOMPARE(devices,
             QStringList({QStringLiteral("device-token-0000001"), QStringLiteral("device-token-0000002")}));
    auto rows = store.db->exec("SELECT token, lookup FROM message_device", {});
    VERIFY_OK(rows);
    while (rows->next())
        QVERIFY(!rows->blob(0).contains("device-token") && !rows->blob(1).contains("device-token"));
    // The newest ten; what nobody wants any more is gone.
    for (int n = 10; n < 22; ++n)
        desk.reach(MessageWay::Push, ("device-token-00000" + QByteArray::number(n)).constData());
    QCOMPARE(store.figure("SELECT COUNT(*) FROM message_device"), MessageService::MostDevices);
    VERIFY_OK(desk.service().removeContact(desk.customer, MessageWay::Push));
    QCOMPARE(store.figure("SELECT COUNT(*) FROM message_device"), 0);
    QCOMPARE(desk.service().contactsOf(desk.customer)->size(), 1U);
}

void TestMessageWishes::device_isWhoseItWasLast()
{
    OPEN_STORE(store);
    MessageDesk desk(store);
    desk.terms.ways = {MessageWay::Push};
    desk.reach(MessageWay::Push, "device-token-0000001");
    const auto other = desk.customers().ensureCustomer(QStringLiteral("C2"), QStringLiteral("Li"), {},
                                                       Currency{}, desk.now());
    VERIFY_OK(other);
    VERIFY_OK(desk.committed([&] {
        return desk.service().addDevice(other->id, QStringLiteral("device-token-0000001"),
                                        MessageLanguage::Chinese, desk.now());
    }));
    QCOMPARE(desk.queue(desk.order()).value(), 0);
    QVERIFY(!desk.service().isReachable(desk.customer).value());
    QVERIFY(desk.service().isReachable(other->id).value());
    VERIFY_OK(desk.service().removeDevice(QStringLiteral("device-token-0000001")));
    QVERIFY(!desk.service().isReachable(other->id).value());
}

void TestMessageWishes::goneDevice_isForgotten()
{
    OPEN_STORE(store);
    MessageDesk desk(store);
    desk.terms.ways = {MessageWay::Push};
    desk.reach(MessageWay::Push, "device-token-0000001");
    desk.reach(MessageWay::Push, "device-token-0000002");
    QCOMPARE(desk.queue(desk.order()).value(), 2);
    const auto due = desk.lease();
    VERIFY_OK(due);
    const MessageId id = due->front().id;
    VERIFY_OK(desk.learn(id, DeliveryWord::Gone, "push.TOKEN_UNREGISTERED"));
    QVERIFY(desk.row(id).state == MessageState::Dead);
    QVERIFY(desk.row(id).content.isEmpty());
    QCOMPARE(store.figure("SELECT COUNT(*) FROM message_device"), 1);
    QCOMPARE(desk.queue(desk.order(MessageKind::TopUp, 2)).value(), 1);
    QVERIFY(desk.lease()->front().address != due->front().address);
}

void TestMessageWishes::wishes_areKept()
{
    OPEN_STORE(store);
    MessageDesk desk(store);
    desk.reach(MessageWay::Sms, "13800138000");
    MessageService service = desk.service();
    QCOMPARE(service.lowBalance(desk.customer, {}).value().minor, 5'000); // the installation's
    VERIFY_OK(service.setWish(desk.customer, {Money{12'000, {}}}, desk.now()));
    VERIFY_OK(service.setWish(desk.customer, {Money{8'000, {}}}, desk.now()));
    QCOMPARE(service.lowBalance(desk.customer, {}).value().minor, 8'000);
    QCOMPARE(service.lowBalance(desk.customer, Currency::parse(QStringLiteral("USD")).value()).value().minor,
             5'000);
    COMPARE_REFUSED(service.setWish(desk.customer, {Money{-1, {}}}, desk.now()), ErrorCode::InvalidInput);
    VERIFY_OK(service.setWish(desk.customer, {}, desk.now()));
    QVERIFY(!service.wishOf(desk.customer)->lowBalance);
    VERIFY_OK(service.setLanguage(desk.customer, MessageLanguage::English));
    QVERIFY(service.contactsOf(desk.customer)->front().language == MessageLanguage::English);
    QVERIFY(service.isReachable(desk.customer).value());
    desk.terms.ways.clear();
    QVERIFY(!desk.service().isReachable(desk.customer).value());
    QCOMPARE(MessageRepository(*store.db).reachable({}, 10)->size(), 1U);
    QVERIFY(MessageRepository(*store.db).reachable(desk.customer, 10)->empty());
    const MessageText own{QStringLiteral("s"), QStringLiteral("{amount}!")};
    VERIFY_OK(service.setTemplate(MessageKind::TopUp, MessageWay::Push, MessageLanguage::English, own));
    QCOMPARE(MessageRepository(*store.db).templates()->size(), 1U);
    VERIFY_OK(service.removeTemplate(MessageKind::TopUp, MessageWay::Push, MessageLanguage::English));
    QVERIFY(service.textOf(MessageKind::TopUp, MessageWay::Push, MessageLanguage::English).value() != own);
}

QTEST_GUILESS_MAIN(TestMessageWishes)
#include "tst_message_wishes.moc"
