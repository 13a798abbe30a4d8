#include "tests/support/places.h"

#include <QDirIterator>
#include <QRegularExpression>
#include <QTest>

/// The arrows of the design, read from the #include lines: foundation <- domain <- {station, exchange,
/// insight} <- ui <- apps. Inside a wing the rooms may use each other where CMake links them; a capability
/// never includes another capability's repository.
class TestHouse : public QObject
{
    Q_OBJECT

    struct Include
    {
        QString from;
        int line;
        QString to;
    };
    static QList<Include> includes(const QString &root)
    {
        static const QRegularExpression Line(QStringLiteral("^\\s*#\\s*include\\s+\"([^\"]+)\""));
        QList<Include> found;
        const QString base = youka::sourceDir() + QLatin1Char('/');
        QDirIterator files(base + root, {QStringLiteral("*.h"), QStringLiteral("*.cpp")}, QDir::Files,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (!file.open(QIODevice::ReadOnly))
                continue;
            int number = 0;
            while (!file.atEnd()) {
                const QString line = QString::fromUtf8(file.readLine());
                ++number;
                if (const auto match = Line.match(line); match.hasMatch())
                    found.append({file.fileName().mid(base.size()), number, match.captured(1)});
            }
        }
        return found;
    }
    /// How far from the foundation; wings of one height do not see each other.
    static int height(const QString &path)
    {
        if (path.startsWith(QLatin1String("core/foundation/")))
            return 0;
        if (path.startsWith(QLatin1String("core/domain/")))
            return 1;
        if (path.startsWith(QLatin1String("core/")))
            return 2;
        if (path.startsWith(QLatin1String("ui/")))
            return 3;
        return path.startsWith(QLatin1String("apps/")) ? 4 : 5;
    }
    static QString room(const QString &path)
    {
        return path.section(u'/', 0, path.startsWith(QLatin1String("core/")) ? 2 : 1);
    }
    static QString wrong(const Include &include)
    {
        const QString &from = include.from;
        const QString &to = include.to;
        if (!to.contains(u'/') || to.startsWith(QLatin1String("moc_")))
            return {};
        if (height(to) > height(from))
            return QStringLiteral("points up the house");
        const auto wing = [](const QString &path) { return path.section(u'/', 0, 1); };
        if (height(from) == 2 && height(to) == 2 && wing(from) != wing(to))
            return QStringLiteral("one wing includes another");
        if (height(from) == 4 && height(to) == 4 && room(from) != room(to))
            return QStringLiteral("one program includes another");
        if (height(from) == 1 && height(to) == 1 && room(from) != room(to)
            && to.contains(QLatin1String("_repository")) && !from.contains(QLatin1String("_service"))
            && !from.contains(QLatin1String("_repository")))
            return QStringLiteral("another capability's repository");
        if (from.contains(QLatin1String("_rules")) && to.contains(QLatin1String("_repository")))
            return QStringLiteral("a rule reads no store");
        return {};
    }

private Q_SLOTS:
    void everyArrowPointsDown()
    {
        QStringList faults;
        int seen = 0;
        for (const char *root : {"core", "ui", "apps"})
            for (const Include &include : includes(QLatin1String(root))) {
                ++seen;
                if (const QString why = wrong(include); !why.isEmpty())
                    faults += QStringLiteral("%1:%2 includes %3: %4")
                                  .arg(include.from, QString::number(include.line), include.to, why);
            }
        QVERIFY(seen > 100);
        QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
    }

    void aWrongArrowIsSeen_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        const auto row = [](const char *from, const char *to) {
            QTest::newRow(from) << QString::fromLatin1(from) << QString::fromLatin1(to);
        };
        row("core/foundation/base/x.h", "core/domain/cards/card.h");
        row("core/station/devices/x.h", "core/exchange/api/problem.h");
        row("core/domain/cards/card_rules.cpp", "core/domain/cards/card_repository.h");
        row("core/exchange/sync/x.h", "ui/tokens/x.h");
        row("apps/kiosk/x.h", "apps/pos/y.h");
    }
    void aWrongArrowIsSeen()
    {
        QFETCH(QString, from);
        QFETCH(QString, to);
        QVERIFY(!wrong({from, 1, to}).isEmpty());
    }

    void filesStaySmall()
    {
        QStringList large;
        for (const char *root : {"core", "ui", "apps"}) {
            QDirIterator files(youka::sourceDir() + QLatin1Char('/') + QLatin1String(root),
                               {QStringLiteral("*.h"), QStringLiteral("*.cpp")}, QDir::Files,
                               QDirIterator::Subdirectories);
            while (files.hasNext()) {
                QFile file(files.next());
                if (file.open(QIODevice::ReadOnly) && file.readAll().count('\n') > 700)
                    large += file.fileName();
            }
        }
        QVERIFY2(large.isEmpty(), qPrintable(large.join(u'\n')));
    }
};

QTEST_APPLESS_MAIN(TestHouse)
#include "tst_house.moc"
