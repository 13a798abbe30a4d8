#include "core/domain/access/access.h"
#include "core/domain/access/pin_rules.h"

#include <QTest>

using namespace youka;

/// Who may manage whom, and which PINs open a till.
class TestAccessRules : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void mayManage_data();
    void mayManage();
    void tillPin_data();
    void tillPin();
};

void TestAccessRules::mayManage_data()
{
    QTest::addColumn<Role>("who");
    QTest::addColumn<int>("own");
    QTest::addColumn<Role>("whom");
    QTest::addColumn<int>("station");
    QTest::addColumn<bool>("may");
    const auto row = [](const char *name, Role who, int own, Role whom, int station, bool may) {
        QTest::newRow(name) << who << own << whom << station << may;
    };
    row("a manager, a cashier of the own station", Role::Manager, 1, Role::Cashier, 1, true);
    row("a manager, a manager of the own station", Role::Manager, 1, Role::Manager, 1, true);
    row("a manager, an operator", Role::Manager, 1, Role::Operator, 1, false);
    row("a manager, another station", Role::Manager, 1, Role::Cashier, 2, false);
    row("a manager, somebody of all stations", Role::Manager, 1, Role::Cashier, 0, false);
    row("a manager of all, any station", Role::Manager, 0, Role::Cashier, 2, true);
    row("a manager of all, of all", Role::Manager, 0, Role::Manager, 0, true);
    row("a manager of all, an operator", Role::Manager, 0, Role::Operator, 0, false);
    row("an operator, everybody", Role::Operator, 0, Role::Operator, 0, true);
    row("an operator of one station, another", Role::Operator, 1, Role::Manager, 2, true);
    row("a cashier, a cashier", Role::Cashier, 1, Role::Cashier, 1, false);
    row("a terminal, a cashier", Role::Terminal, 1, Role::Cashier, 1, false);
    row("an operator, a customer", Role::Operator, 0, Role::Customer, 0, false);
    row("an operator, a terminal", Role::Operator, 0, Role::Terminal, 0, false);
    row("nobody", Role::Nobody, 0, Role::Nobody, 0, false);
}

void TestAccessRules::mayManage()
{
    QFETCH(Role, who);
    QFETCH(int, own);
    QFETCH(Role, whom);
    QFETCH(int, station);
    QFETCH(bool, may);
    QCOMPARE(youka::mayManage({who, 7, QStringLiteral("n"), {own}}, whom, {station}), may);
}

void TestAccessRules::tillPin_data()
{
    QTest::addColumn<QString>("pin");
    QTest::addColumn<bool>("fit");
    for (const char *fit : {"2468", "1357", "0852", "1213", "1122", "112233", "12345679", "10203040", "1235",
                            "9875", "4711", "0001"})
        QTest::newRow(fit) << QString::fromLatin1(fit) << true;
    for (const char *unfit : {"", "1", "471", "471147114", "0000", "77777777", "1234", "12345678", "4321",
                              "87654321", "7890", "0987", "8901", "47a1", "47 1", "-471", "4.71", "471\n"})
        QTest::newRow(unfit) << QString::fromLatin1(unfit) << false;
    QTest::newRow("other digits") << QStringLiteral("٤٧١١") << false;
    QTest::newRow("wide digits") << QStringLiteral("４７１１") << false;
}

void TestAccessRules::tillPin()
{
    QFETCH(QString, pin);
    QFETCH(bool, fit);
    const auto checked = checkTillPin(pin);
    QCOMPARE(checked.has_value(), fit);
    if (!fit)
        QCOMPARE(checked.error().code, ErrorCode::PinTooSimple);
}

QTEST_GUILESS_MAIN(TestAccessRules)
#include "tst_access_rules.moc"
