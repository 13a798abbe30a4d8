#include "apps/server/coupon_commands.h"
#include "core/domain/coupons/coupon_service.h"
#include "core/domain/coupons/sealed_codes.h"
#include "tests/integration/server_desk.h"

#include <QFile>
#include <QTest>

using namespace youka;
using youka::test::ServerDesk;

namespace {

const QString Passphrase = QStringLiteral("correct hörse 12");

struct Desk : ServerDesk
{
    Desk()
    {
        const auto made = server->pipeline().run([&](Database &db) -> Result<QByteArray> {
            Campaign campaign;
            campaign.name = QStringLiteral("Ten off");
            campaign.terms.offer.amount = {1'000, {}};
            campaign.terms.from = clock.now();
            campaign.terms.until = clock.now().plusMs(86'400'000);
            CampaignService campaigns(db, server->couponKeys());
            return campaigns.create(campaign, manager, clock.now()).map([&](const Campaign &drafted) {
                id = drafted.id;
                return QByteArray();
            });
        });
        ensure(made.has_value(), "a campaign is drafted");
    }
    quint16 print(quint32 count)
    {
        quint16 batch = 0;
        const auto made = server->pipeline().run([&](Database &db) {
            return CampaignService(db, server->couponKeys())
                .print(id, count, QStringLiteral("flyer"), manager, clock.now())
                .map([&](const CouponBatch &printed) {
                    batch = printed.id;
                    return QByteArray();
                });
        });
        ensure(made.has_value(), "codes are made");
        return batch;
    }
    void makeVoid(quint16 batch)
    {
        const auto done = server->pipeline().run([&](Database &db) {
            return CampaignService(db, server->couponKeys())
                .voidBatch(batch, QStringLiteral("lost"), manager, clock.now())
                .map([](const CouponBatch &) { return QByteArray(); });
        });
        ensure(done.has_value(), "a batch is made void");
    }
    struct Said
    {
        int code = -1;
        QString out;
    };
    Said run(const QStringList &words, const QString &passphrase = Passphrase)
    {
        QString input = passphrase + u'\n';
        Said said;
        QTextStream in(&input);
        QTextStream out(&said.out);
        said.code = runCouponCommand(settings, QStringList{QStringLiteral("coupons")} + words, in, out);
        return said;
    }
    Said seal(quint16 batch, const QString &passphrase = Passphrase)
    {
        return run({QStringLiteral("export"), QString::number(batch), file()}, passphrase);
    }
    Said open(const QString &passphrase = Passphrase)
    {
        return run({QStringLiteral("open"), file()}, passphrase);
    }
    QString file() const { return m_dir.filePath(QStringLiteral("codes")); }
    QByteArray bytes() const
    {
        QFile from(file());
        ensure(from.open(QIODevice::ReadOnly), "the file is there");
        return from.readAll();
    }
    void put(const QByteArray &changed) const
    {
        QFile to(file());
        ensure(to.open(QIODevice::WriteOnly) && to.write(changed) == changed.size(), "the file is written");
    }
    qint64 noted() { return figure("SELECT COUNT(*) FROM audit WHERE action = 'coupons.export'"); }

    const Principal manager{Role::Manager, 7, QStringLiteral("manager"), {}};
    CampaignId id;

private:
    QTemporaryDir m_dir;
};

}

class TestCouponExport : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsSealed_isOpened_everyCode();
    void whatIsThere_stays();
    void aWrongPassphrase_opensNothing();
    void aChangedFile_opensNothing_data();
    void aChangedFile_opensNothing();
    void whatMayNotBeExported_leavesNoFile();
};

void TestCouponExport::whatIsSealed_isOpened_everyCode()
{
    Desk desk;
    const quint32 count = SealedCodes::CodesInPiece + 3; // two pieces
    const quint16 batch = desk.print(count);
    QCOMPARE(desk.seal(batch).code, 0);
    QCOMPARE(desk.noted(), 1);
    const auto own =
        QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ReadUser | QFileDevice::WriteUser;
    QCOMPARE(QFile::permissions(desk.file()) & ~own, QFileDevice::Permissions());
    const Desk::Said said = desk.open();
    QCOMPARE(said.code, 0);
    const QStringList codes = said.out.split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(codes.size(), qsizetype(count));
    CouponService coupons(desk.server->reader(0), desk.server->couponKeys());
    for (const quint32 serial : {0U, 1U, SealedCodes::CodesInPiece - 1, SealedCodes::CodesInPiece, count - 1})
        QCOMPARE(codes[qsizetype(serial)], coupons.codeOf({batch, serial}));
    QCOMPARE(QSet<QString>(codes.begin(), codes.end()).size(), qsizetype(count));
    const QByteArray sealed = desk.bytes();
    QVERIFY(!sealed.contains(codes[0].toLatin1()) && !sealed.contains(codes[0].left(9).toLatin1()));
}

void TestCouponExport::whatIsThere_stays()
{
    Desk desk;
    const quint16 batch = desk.print(5);
    QCOMPARE(desk.seal(batch).code, 0);
    const QByteArray before = desk.bytes();
    QCOMPARE(desk.seal(batch).code, 1);
    QCOMPARE(desk.bytes(), before);
    QCOMPARE(desk.noted(), 1);
}

void TestCouponExport::aWrongPassphrase_opensNothing()
{
    Desk desk;
    QCOMPARE(desk.seal(desk.print(5)).code, 0);
    for (const QString &wrong : {QStringLiteral("correct hörse 13"), QString(), Passphrase + u' ',
                                 QStringLiteral("correct horse 12")}) {
        const Desk::Said said = desk.open(wrong);
        QCOMPARE(said.code, 1);
        QVERIFY(said.out.isEmpty());
    }
    // the same letters, composed otherwise
    QCOMPARE(desk.open(Passphrase.normalized(QString::NormalizationForm_D)).code, 0);
}

void TestCouponExport::aChangedFile_opensNothing_data()
{
    QTest::addColumn<int>("kind");
    QTest::newRow("a digit of the salt") << 0;
    QTest::newRow("another count") << 1;
    QTest::newRow("a byte of the last piece") << 2;
    QTest::newRow("cut short") << 3;
    QTest::newRow("a piece left out") << 4;
    QTest::newRow("longer") << 5;
    QTest::newRow("pieces changed places") << 6;
    QTest::newRow("a cost that no machine can bear") << 7;
}

void TestCouponExport::aChangedFile_opensNothing()
{
    QFETCH(int, kind);
    Desk desk;
    static QByteArray whole; // made once: it takes a while
    if (whole.isEmpty()) {
        QCOMPARE(desk.seal(desk.print(2 * SealedCodes::CodesInPiece)).code, 0);
        QCOMPARE(desk.open().code, 0);
        whole = desk.bytes();
    }
    QByteArray bytes = whole;
    const qsizetype header = bytes.indexOf('\n') + 1;
    const qsizetype piece = (bytes.size() - header) / 2; // both are of one size
    switch (kind) {
    case 0: {
        const qsizetype at = bytes.indexOf("\"salt\":\"") + 8;
        bytes[at] = bytes[at] == 'A' ? 'B' : 'A';
        break;
    }
    case 1:
        bytes.replace("\"count\":131072", "\"count\":131071");
        break;
    case 2:
        bytes[bytes.size() - 100] = char(bytes[bytes.size() - 100] ^ 1);
        break;
    case 3:
        bytes.chop(1);
        break;
    case 4:
        bytes.chop(piece);
        break;
    case 5:
        bytes += 'x';
        break;
    case 6:
        bytes = bytes.first(header) + bytes.last(piece) + bytes.mid(header, piece);
        break;
    default:
        bytes.replace("\"memoryKib\":65536", "\"memoryKib\":999999999");
    }
    QVERIFY(bytes != whole);
    desk.put(bytes);
    const Desk::Said said = desk.open();
    QCOMPARE(said.code, 1);
    QVERIFY(said.out.isEmpty());
}

void TestCouponExport::whatMayNotBeExported_leavesNoFile()
{
    Desk desk;
    const quint16 batch = desk.print(5);
    QCOMPARE(desk.seal(batch, QStringLiteral("elevenchars")).code, 2);
    QCOMPARE(desk.run({QStringLiteral("export"), QStringLiteral("x"), desk.file()}).code, 2);
    QCOMPARE(desk.run({QStringLiteral("export")}).code, 2);
    QCOMPARE(desk.run({QStringLiteral("sing")}).code, 2);
    QCOMPARE(desk.seal(quint16(batch + 1)).code, 1);
    desk.makeVoid(batch);
    QCOMPARE(desk.seal(batch).code, 1);
    QVERIFY(!QFile::exists(desk.file()));
    QCOMPARE(desk.open().code, 1);
    QCOMPARE(desk.noted(), 0);
}

QTEST_GUILESS_MAIN(TestCouponExport)
#include "tst_coupon_export.moc"
