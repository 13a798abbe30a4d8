#include "core/foundation/base/zip_file.h"

#include <QBuffer>
#include <QRandomGenerator>
#include <QTest>

using namespace youka;

namespace {

Result<QList<QByteArray>> contentsOf(QByteArray archive, qint64 most = 1 << 20)
{
    QBuffer file(&archive);
    file.open(QIODevice::ReadOnly);
    const auto entries = zipEntries(file);
    if (!entries)
        return fail(entries.error());
    QList<QByteArray> contents;
    for (const ZipEntry &entry : *entries) {
        QByteArray bytes;
        const auto read = unzip(file, entry, most, [&](QByteArrayView piece) {
            bytes.append(piece);
            return Result<void>{};
        });
        if (!read)
            return fail(read.error());
        contents.append(bytes);
    }
    return contents;
}

/// `printf hello > a; zip -0 a.zip a` in short: one stored entry, written by hand.
QByteArray storedArchive()
{
    return QByteArray::fromHex("504b030414000000000000002100"
                               "86a6103605000000050000000100000061"
                               "68656c6c6f"
                               "504b0102140014000000000000002100"
                               "86a610360500000005000000010000000000000000000000000000000000"
                               "61"
                               "504b05060000000001000100"
                               "2f00000024000000"
                               "0000");
}

}

class TestZipFile : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatGoesIn_comesOut()
    {
        QByteArray noise;
        QRandomGenerator random(5);
        for (int i = 0; i < 700'000; ++i)
            noise += char(random.bounded(256));
        const QList<QByteArray> files{"hello", {}, QByteArray(600'000, 'x'), noise};
        const auto back =
            contentsOf(zipped({{"a", files[0]}, {"b", files[1]}, {"c", files[2]}, {"d", files[3]}}));
        QVERIFY(back);
        QCOMPARE(*back, files);
        QCOMPARE(contentsOf(zipped({})).value(), QList<QByteArray>());
    }

    void stored() { QCOMPARE(contentsOf(storedArchive()).value(), QList<QByteArray>{"hello"}); }

    void bomb_isNotUnpacked()
    {
        const auto read = contentsOf(zipped({{"a", QByteArray(2'000'000, '0')}}), 1'000'000);
        QCOMPARE(read.error().code, ErrorCode::InputTooLarge);
    }

    void damage_isSeen()
    {
        const QByteArray whole = zipped({{"a", "some words, some words"}});
        for (qsizetype cut = 0; cut < whole.size(); ++cut)
            QVERIFY(!contentsOf(whole.first(cut)));
        QRandomGenerator random(6);
        for (int i = 0; i < 5'000; ++i) {
            QByteArray turned = whole;
            turned[random.bounded(int(whole.size()))] = char(random.bounded(256));
            if (const auto read = contentsOf(turned); read && !read->isEmpty()) // a name or a date may change
                QCOMPARE(read->first(), QByteArray("some words, some words"));
        }
    }
};

QTEST_APPLESS_MAIN(TestZipFile)
#include "tst_zip_file.moc"
