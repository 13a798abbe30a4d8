#include "tests/unit/banking/bank_desk.h"

#include "core/domain/banking/banking_rules.h"
#include "core/exchange/bank/statement_reader.h"
#include "core/exchange/bank/transfer_file.h"
#include "tests/support/write_sweep.h"

#include <QStringEncoder>
#include <QTemporaryFile>
#include <QTest>

#include <fstream>

using namespace youka;
using namespace youka::literals;
using youka::test::BankDesk;
using youka::test::Lin;

namespace {

BankAccount accountOf(const char *layout)
{
    BankAccount account;
    account.number = QStringLiteral("0200000109200048910");
    account.layout = QLatin1String(layout);
    return account;
}

struct Read
{
    std::vector<BankEntry> entries;
    QString error; ///< empty: it was read
};

Read readBytes(const char *layout, const QByteArray &bytes, qsizetype piece = 7)
{
    Read read;
    StatementReader reader(*statementLayout(QString::fromLatin1(layout)), accountOf(layout),
                           [&](BankEntry entry, qint64) {
                               read.entries.push_back(std::move(entry));
                               return Result<void>();
                           });
    for (qsizetype at = 0; at < bytes.size() && read.error.isEmpty(); at += piece)
        if (const auto fed =
                reader.feed(QByteArrayView(bytes).sliced(at, std::min(piece, bytes.size() - at)));
            !fed)
            read.error = toString(fed.error());
    if (read.error.isEmpty())
        if (const auto done = reader.finish(); !done)
            read.error = toString(done.error());
    return read;
}

QByteArray gb18030(const QString &text)
{
    QStringEncoder encoder("GB18030");
    return encoder(text);
}

const QString Ccb = QStringLiteral(
    "中国建设银行账户明细信息\r\n"
    "\r\n"
    "账号,账户名称,交易时间,借方发生额（支取）,贷方发生额（收入）,余额,币种,对方户名,对方账号,摘要,备注,"
    "账户明细编号-交易流水号\r\n"
    "0200000109200048910\t,油卡有限公司,20260105 "
    "09:30:12,0.00,\"20,000.00\",\"20,500.00\",人民币元,\"顺达,运输\",6222020200112230\t,转账,充值YK,12-"
    "7781\r\n"
    "0200000109200048910\t,油卡有限公司,20260105 10:00:00,5.50,,\"20,494.50\",人民币元,,,手续费,,12-7782\r\n"
    "合计,,,5.50,\"20,000.00\",,,,,,,\r\n");
const QString Signed = QStringLiteral("流水号,时间,金额,对方账号,对方户名,附言,币种\n"
                                      "S1,2026-01-05,-12.00,,,利息税,CNY\n");
const QString Cmb = QStringLiteral(
    "交易日,交易时间,借方金额,贷方金额,余额,摘要,流水号,用途,业务摘要,收/付方名称,收/付方帐号\n"
    "20260105,093012,,1234.5,1234.5,网银转账,C77,油款,,某运输公司,=\"6222020200112230\"\n");

}

/// Banks' files, and how they are taken in.
class TestStatements : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void layouts_areRead_data();
    void layouts_areRead();
    void aBadFile_saysWhere_data();
    void aBadFile_saysWhere();
    void numbers_data();
    void numbers();
    void references_areFoundInTexts();
    void references_aWrongCharacterIsSeen();
    void aTransferFile_isTame();
    void aFile_isTakenOnce_data() { test::addEngineRows(); }
    void aFile_isTakenOnce();
    void aSerialWithOtherContent_isRefusedWhole_data() { test::addEngineRows(); }
    void aSerialWithOtherContent_isRefusedWhole();
    void brokenOffAnywhere_isBegunAgain_data() { test::addEngineRows(); }
    void brokenOffAnywhere_isBegunAgain();
    void twoReaders_oneGivesUp_data() { test::addEngineRows(); }
    void twoReaders_oneGivesUp();
    void aLargeFile_isTakenInParts_data() { test::addEngineRows(); }
    void aLargeFile_isTakenInParts();
};

void TestStatements::layouts_areRead_data()
{
    QTest::addColumn<QByteArray>("layout");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<qint64>("minor");
    QTest::addColumn<QString>("party");
    QTest::addColumn<QString>("at");
    const QString time = QStringLiteral("2026-01-05T01:30:12.000Z");
    const qint64 much = 20'000'00;
    const QString ltd = QStringLiteral("顺达,运输");
    QTest::newRow("ccb, UTF-8") << QByteArray("ccb") << Ccb.toUtf8() << much << ltd << time;
    QTest::newRow("ccb, UTF-8 with BOM")
        << QByteArray("ccb") << "\xEF\xBB\xBF" + Ccb.toUtf8() << much << ltd << time;
    QTest::newRow("ccb, GB18030") << QByteArray("ccb") << gb18030(Ccb) << much << ltd << time;
    QTest::newRow("cmb, GB18030") << QByteArray("cmb") << gb18030(Cmb) << qint64(1'234'50)
                                  << QStringLiteral("某运输公司") << time;
    QTest::newRow("signed") << QByteArray("signed") << Signed.toUtf8() << qint64(-12'00) << QString()
                            << QStringLiteral("2026-01-04T16:00:00.000Z");
}

void TestStatements::layouts_areRead()
{
    QFETCH(QByteArray, layout);
    QFETCH(QByteArray, bytes);
    for (const qsizetype piece : {qsizetype(1), qsizetype(7), bytes.size()}) { // however it arrives
        const Read read = readBytes(layout.constData(), bytes, piece);
        QCOMPARE(read.error, QString());
        QVERIFY(!read.entries.empty());
        const BankEntry &first = read.entries.front();
        QTEST(first.amount.minor, "minor");
        QTEST(first.party, "party");
        QTEST(first.at.toIso(), "at");
        if (layout == "ccb") {
            QCOMPARE(read.entries.size(), 2u);
            QCOMPARE(first.serial, QStringLiteral("12-7781"));
            QCOMPARE(first.partyNumber, QStringLiteral("6222020200112230"));
            QCOMPARE(first.remark, QStringLiteral("转账; 充值YK"));
            QCOMPARE(read.entries.back().amount, -550_fen);
        }
        if (layout == "cmb")
            QCOMPARE(first.partyNumber, QStringLiteral("6222020200112230"));
    }
}

void TestStatements::aBadFile_saysWhere_data()
{
    QTest::addColumn<QByteArray>("layout");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("says");
    const auto ccb = [](const char *name, const QString &from, const QString &to, const char *says) {
        QString text = Ccb;
        Q_ASSERT(text.contains(from));
        QTest::newRow(name) << QByteArray("ccb") << text.replace(from, to).toUtf8()
                            << QString::fromUtf8(says);
    };
    ccb("a missing column", QStringLiteral("对方账号"), QStringLiteral("对方"), "no line of columns' names");
    ccb("an amount", QStringLiteral("5.50,,"), QStringLiteral("5.5O,,"), "line 5: amount");
    ccb("a fraction of a fen", QStringLiteral("5.50,,"), QStringLiteral("5.505,,"), "line 5: amount");
    ccb("nothing moved", QStringLiteral("5.50,,"), QStringLiteral("0.00,,"), "line 5: amount");
    ccb("both in and out", QStringLiteral("5.50,,"), QStringLiteral("5.50,1.00,"), "line 5: both in and out");
    ccb("a negative debit", QStringLiteral("5.50,,"), QStringLiteral("-5.50,,"), "line 5: both in and out");
    ccb("a day", QStringLiteral("20260105 10:00:00"), QStringLiteral("20260231 10:00:00"), "line 5: time");
    ccb("no serial", QStringLiteral("12-7782"), QString(), "line 5: serial number");
    ccb("another account", QStringLiteral("0200000109200048910\t,油卡有限公司,20260105 10"),
        QStringLiteral("0200000109200048911\t,油卡有限公司,20260105 10"), "line 5: another account's");
    ccb("another currency", QStringLiteral("人民币元,,"), QStringLiteral("USD,,"),
        "line 5: another currency");
    ccb("a value too many", QStringLiteral("手续费"), QStringLiteral("手续费,"),
        "line 5: 13 values instead of 12");
    ccb("a quote without end", QStringLiteral("\"20,494.50\""), QStringLiteral("\"20,494.50"),
        "line 5: a quote without end");
    QTest::newRow("a row after the totals")
        << QByteArray("ccb") << (Ccb + Ccb.section(u'\n', 4, 4) + u'\n').toUtf8()
        << QStringLiteral("line 7: a row after the totals");
    QTest::newRow("the last line is cut")
        << QByteArray("ccb") << Ccb.toUtf8().chopped(2) << QStringLiteral("the last line is cut");
    QTest::newRow("empty") << QByteArray("ccb") << QByteArray()
                           << QStringLiteral("no line of columns' names");
    QTest::newRow("two encodings") << QByteArray("ccb")
                                   << Ccb.section(u'\n', 0, 3).toUtf8() + "\n"
            + gb18030(Ccb.section(u'\n', 4, 4)) + "\n"
                                   << QStringLiteral("not in the encoding");
    QTest::newRow("a page of HTML") << QByteArray("ccb") << QByteArray("<html>\n").repeated(50)
                                    << QStringLiteral("line 40: no line of columns' names");
}

void TestStatements::aBadFile_saysWhere()
{
    QFETCH(QByteArray, layout);
    QFETCH(QByteArray, bytes);
    QFETCH(QString, says);
    const Read read = readBytes(layout.constData(), bytes);
    QVERIFY2(read.error.contains(says), qPrintable(read.error));
    QVERIFY(read.error.contains(errorCodeName(ErrorCode::StatementInvalid)));
}

void TestStatements::numbers_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("number");
    QTest::newRow("spaced") << QStringLiteral("0200 0001 0920 0048 910")
                            << QStringLiteral("0200000109200048910");
    QTest::newRow("a card's form") << QStringLiteral("6222020200112230")
                                   << QStringLiteral("6222020200112230");
    QTest::newRow("a card's form, wrong") << QStringLiteral("6222020200112231") << QString();
    QTest::newRow("IBAN") << QStringLiteral("CZ65 0800 0000 1920 0014 5399")
                          << QStringLiteral("CZ6508000000192000145399");
    QTest::newRow("IBAN, wrong") << QStringLiteral("CZ65 0800 0000 1920 0014 5398") << QString();
    QTest::newRow("short") << QStringLiteral("1234567") << QString();
    QTest::newRow("long") << QString(31, u'1') << QString();
    QTest::newRow("letters") << QStringLiteral("12345678X") << QString();
    QTest::newRow("nothing") << QString() << QString();
}

void TestStatements::numbers()
{
    QFETCH(QString, typed);
    QTEST(bankNumber(typed).value_or(QString()), "number");
}

void TestStatements::references_areFoundInTexts()
{
    const QString one = makeReference(ReferenceKind::Order, "one");
    const QString two = makeReference(ReferenceKind::Transfer, "two");
    QVERIFY(makeReference(ReferenceKind::Order, "one", 1) != one);
    QCOMPARE(referencesIn(QStringLiteral("充值") + one), {one});
    QCOMPARE(referencesIn(QStringLiteral("20260105") + one + QStringLiteral("88")), {one});
    QCOMPARE(referencesIn(spacedReference(one).toLower()), {one});
    QCOMPARE(referencesIn(one + QStringLiteral("，") + two + u' ' + one), QStringList({one, two}));
    QString alike = one;
    alike.replace(u'0', u'O').replace(u'1', u'l');
    QCOMPARE(referencesIn(alike), {one});
    QCOMPARE(referencesIn(QStringLiteral("货款 6222020200112230")), QStringList());
}

void TestStatements::references_aWrongCharacterIsSeen()
{
    const QString alphabet = QStringLiteral("0123456789ABCDEFGHJKMNPQRSTVWXYZ");
    const QString right = makeReference(ReferenceKind::Order, "right");
    int exchanged = 0;
    for (qsizetype i = 0; i < right.size(); ++i) {
        for (const QChar c : alphabet) {
            QString wrong = right;
            wrong[i] = c;
            QVERIFY(wrong == right || referencesIn(wrong).isEmpty());
        }
        if (i + 1 < right.size() && right[i] != right[i + 1]) {
            QString wrong = right;
            std::swap(wrong[i], wrong[i + 1]);
            QVERIFY(referencesIn(wrong).isEmpty());
            ++exchanged;
        }
    }
    QVERIFY(exchanged > 5);
}

void TestStatements::aTransferFile_isTame()
{
    BankTransfer transfer;
    transfer.reference = makeReference(ReferenceKind::Transfer, "one");
    transfer.amount = {1'234'50, {}};
    transfer.payeeNumber = QStringLiteral("6222020200112230");
    transfer.payee = QStringLiteral("=HYPERLINK(\"x\")\n王某");
    transfer.payeeBank = QStringLiteral("某银行,总行");
    TransferBatch batch;
    batch.transfers = 1;
    batch.amount = transfer.amount;
    const QString text = QString::fromUtf8(transferFile(accountOf("signed"), batch, {transfer}));
    const QStringList lines = text.split(QStringLiteral("\r\n"));
    QCOMPARE(lines.size(), 4);
    const auto values = csvValues(lines[1]);
    VERIFY_OK(values);
    QCOMPARE(values->size(), 7);
    QCOMPARE(values->at(2), QStringLiteral("'=HYPERLINK(\"x\") 王某"));
    QCOMPARE(values->at(3), QStringLiteral("某银行,总行"));
    QCOMPARE(values->at(4), QStringLiteral("1234.50"));
    QCOMPARE(values->at(6), transfer.reference);
}

void TestStatements::aFile_isTakenOnce()
{
    OPEN_STORE(store);
    BankDesk desk(store);
    const QByteArray file = desk.file({{QStringLiteral("S1"), 100_yuan, QStringLiteral("a")},
                                       {QStringLiteral("S2"), -30_yuan, QStringLiteral("b")}});
    const auto taken = desk.take(file);
    VERIFY_OK(taken);
    QCOMPARE(taken->statement.rows, 2);
    QCOMPARE(taken->statement.in, 100_yuan);
    QCOMPARE(taken->statement.out, 30_yuan);
    QCOMPARE(desk.atBank(), 70_yuan);
    const test::StoreImage once = test::StoreImage::of(*store.db);
    QVERIFY(!desk.take(file)->isNew);
    QCOMPARE(once.differences(test::StoreImage::of(*store.db)), QString());
    // Another file with the same days in it.
    const auto more = desk.take({{QStringLiteral("S1"), 100_yuan, QStringLiteral("a")},
                                 {QStringLiteral("S3"), 5_yuan, QStringLiteral("c")},
                                 {QStringLiteral("S3"), 5_yuan, QStringLiteral("c")}});
    VERIFY_OK(more);
    QCOMPARE(more->statement.rows, 1);
    QCOMPARE(more->statement.known, 2);
    QCOMPARE(desk.atBank(), 75_yuan);
    QCOMPARE(desk.bankProof(), QString());
}

void TestStatements::aSerialWithOtherContent_isRefusedWhole()
{
    OPEN_STORE(store);
    BankDesk desk(store);
    VERIFY_OK(desk.take({{QStringLiteral("S1"), 100_yuan, QStringLiteral("a")}}));
    const auto refused = desk.take({{QStringLiteral("S0"), 7_yuan, QStringLiteral("new")},
                                    {QStringLiteral("S1"), 100_yuan, QStringLiteral("another")}});
    COMPARE_REFUSED(refused, ErrorCode::StatementInvalid);
    QVERIFY2(refused.error().detail.startsWith(QStringLiteral("line 3: serial number S1")),
             qPrintable(refused.error().detail));
    // also of one that is taken in parts, each for good
    QByteArray bytes = desk.file({{QStringLiteral("S0"), 7_yuan, QStringLiteral("new")},
                                  {QStringLiteral("S1"), 99_yuan, QStringLiteral("a")}});
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::ReadOnly);
    COMPARE_REFUSED(
        importStatement(desk.ours, buffer, QStringLiteral("x"), Lin.name, writeInto(*store.db), desk.now()),
        ErrorCode::StatementInvalid);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM bank_row"), 1);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM bank_statement"), 1);
    QCOMPARE(desk.atBank(), 100_yuan);
    QCOMPARE(desk.bankProof(), QString());
}

/// Taken in many transactions: whatever statement fails or kills, the next try takes all of it, once.
void TestStatements::brokenOffAnywhere_isBegunAgain()
{
    OPEN_STORE(store);
    BankDesk desk(store);
    std::vector<test::BankLine> lines;
    for (int i = 0; i < 5; ++i)
        lines.push_back({QStringLiteral("S%1").arg(i), 1_yuan, QStringLiteral("r")});
    QByteArray bytes = desk.file(lines);
    const auto run = [&]() -> Result<void> {
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::ReadOnly);
        return importStatement(desk.ours, buffer, QStringLiteral("x"), Lin.name, writeInto(*store.db),
                               desk.now())
            .map([](const StatementImported &) {});
    };
    for (int nth = 0;; ++nth) {
        QVERIFY(nth < 100);
        QCOMPARE(test::killedAt(store, nth, run), QString());
        const qint64 rows = store.figure("SELECT COUNT(*) FROM bank_statement WHERE state = 2");
        QCOMPARE(checkBanking(*store.db)->faults, QStringList());
        QCOMPARE(-store.figure("SELECT COALESCE(SUM(balance), 0) FROM account WHERE kind = 18"), rows * 500);
        if (rows == 1)
            break;
    }
    VERIFY_OK(run());
    QCOMPARE(store.figure("SELECT COUNT(*) FROM bank_row"), 5);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM bank_statement"), 1);
    QCOMPARE(checkBanking(*store.db)->faults, QStringList());
}

void TestStatements::twoReaders_oneGivesUp()
{
    OPEN_STORE(store);
    BankDesk desk(store);
    BankStatement statement;
    statement.account = desk.ours.id;
    statement.hash = "one";
    statement.at = desk.now();
    StatementWriter slow(writeInto(*store.db), desk.ours, statement);
    VERIFY_OK(slow.begin());
    VERIFY_OK(slow.add({QStringLiteral("S9"), desk.now(), 5_yuan, {}, {}, {}}, 2));
    VERIFY_OK(desk.take({{QStringLiteral("S1"), 5_yuan, QString()}}));
    COMPARE_REFUSED(slow.finish(), ErrorCode::BankTransferConflict);
    VERIFY_OK(slow.discard());
    QCOMPARE(desk.atBank(), 5_yuan);
    QCOMPARE(desk.bankProof(), QString());
}

namespace {

/// The process's greatest size so far, in MiB; 0: nobody says.
qint64 peakMb()
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:"))
            return std::stoll(line.substr(6)) / 1024;
    return 0;
}

}

/// YOUKA_BANK_ROWS makes it larger.
void TestStatements::aLargeFile_isTakenInParts()
{
    OPEN_STORE(store);
    BankDesk desk(store);
    const int rows = qEnvironmentVariableIntValue("YOUKA_BANK_ROWS") > 0
        ? qEnvironmentVariableIntValue("YOUKA_BANK_ROWS")
        : 5'001;
    QTemporaryFile file;
    QVERIFY(file.open());
    file.write(desk.file({}));
    for (int i = 0; i < rows; ++i)
        file.write("L" + QByteArray::number(i)
                   + ",20260105 09:30:12,\"1,000.01\",6222020200112230,fleet,payment,CNY\n");
    QVERIFY(file.flush());
    const qint64 before = peakMb();
    QElapsedTimer took;
    took.start();
    const auto taken = importStatement(desk.ours, file, QStringLiteral("large.csv"), Lin.name,
                                       writeInto(*store.db), desk.now());
    VERIFY_OK(taken);
    qInfo("%d rows in %lld ms, at most %lld MiB, before %lld MiB", rows, took.elapsed(), peakMb(), before);
    QCOMPARE(taken->statement.rows, rows);
    QCOMPARE(desk.atBank().minor, 1'000'01LL * rows);
    QVERIFY(peakMb() < before + 128); // the store keeps pages of its own
    QCOMPARE(checkBanking(*store.db)->faults, QStringList());
}

QTEST_GUILESS_MAIN(TestStatements)
#include "tst_statements.moc"
