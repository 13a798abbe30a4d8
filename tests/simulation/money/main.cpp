#include "money_world.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QRegularExpression>

#include <cstdio>

using namespace youka;
using namespace youka::world;

namespace {

void say(const QString &line)
{
    std::printf("%s\n", qPrintable(line));
    std::fflush(stdout);
}

/// What the server has to say of forged notices and broken bills is as it should be.
void keepQuiet(QtMsgType type, const QMessageLogContext &, const QString &text)
{
    if (type == QtFatalMsg || qEnvironmentVariableIsSet("YOUKA_STORY"))
        std::fprintf(stderr, "%s\n", qPrintable(text));
}

/// Orders and members that the faults name.
QStringList subjectsOf(const QStringList &faults)
{
    static const QRegularExpression Words(QStringLiteral("([PR][0-9A-F]{20,}|member \\d+)"));
    QStringList subjects;
    for (const QString &fault : faults)
        for (auto it = Words.globalMatch(fault); it.hasNext();)
            subjects.append(it.next().captured(1));
    subjects.removeDuplicates();
    return subjects.mid(0, 4) + qEnvironmentVariable("YOUKA_ABOUT").split(u',', Qt::SkipEmptyParts);
}

bool live(VirtualTime &time, const MoneyOptions &options, MoneyCounts &sum)
{
    MoneyWorld world(time, options);
    const QStringList faults = world.run();
    for (const auto member :
         {&MoneyCounts::topUps, &MoneyCounts::paid, &MoneyCounts::booked, &MoneyCounts::refunds,
          &MoneyCounts::learnt, &MoneyCounts::rows, &MoneyCounts::planted, &MoneyCounts::breaks,
          &MoneyCounts::closed, &MoneyCounts::ends, &MoneyCounts::calls, &MoneyCounts::lost,
          &MoneyCounts::hours})
        sum.*member += world.counts().*member;
    if (faults.isEmpty())
        return true;
    say(QStringLiteral("simulation: FAILED in world %1").arg(options.seed));
    for (const QString &fault : faults)
        say(QStringLiteral("  ") + fault);
    say(QStringLiteral("the story:"));
    const int wanted = qEnvironmentVariableIntValue("YOUKA_STORY");
    for (const QString &line : world.story(subjectsOf(faults), wanted > 0 ? wanted : 60))
        say(QStringLiteral("  ") + line);
    for (const QString &line : world.rows(subjectsOf(faults)))
        say(QStringLiteral("  ") + line);
    say(QStringLiteral(
            "again: ./youka simulate --money --world %1 --days %2 --top-ups %3 --faults %4 --trouble %5")
            .arg(options.seed)
            .arg(options.days)
            .arg(options.perDay)
            .arg(options.faults)
            .arg(options.trouble));
    return false;
}

void report(const MoneyCounts &sum, qint64 worlds, qint64 elapsedMs)
{
    say(QStringLiteral("worlds %1, hours %2").arg(worlds).arg(sum.hours));
    say(QStringLiteral("top-ups %1, paid %2, booked %3, refunds %4, learnt from bills %5")
            .arg(sum.topUps)
            .arg(sum.paid)
            .arg(sum.booked)
            .arg(sum.refunds)
            .arg(sum.learnt));
    say(QStringLiteral("rows of bills %1, planted faults %2, breaks %3, days closed %4")
            .arg(sum.rows)
            .arg(sum.planted)
            .arg(sum.breaks)
            .arg(sum.closed));
    say(QStringLiteral("the centre ended %1 times; requests %2, lost %3")
            .arg(sum.ends)
            .arg(sum.calls)
            .arg(sum.lost));
    say(QStringLiteral("%1 ms").arg(elapsedMs));
    say(QStringLiteral("simulation: ok"));
}

}

int main(int argc, char **argv)
{
    qInstallMessageHandler(keepQuiet);
    QHashSeed::setDeterministicGlobalSeed();
    VirtualTime &time = VirtualTime::install();
    VirtualDisk::install();
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("youka-simulate-money"));
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Lives through days of payments and their reconciliation in virtual time."));
    parser.addHelpOption();
    const auto option = [&](const char *name, const char *what, const char *fallback) {
        QCommandLineOption o(QString::fromLatin1(name), QString::fromLatin1(what), QStringLiteral("n"),
                             QString::fromLatin1(fallback));
        parser.addOption(o);
        return o;
    };
    const auto seed = option("seed", "where chance begins; \"today\" for another one each day", "1");
    const auto worlds = option("worlds", "how many to live through", "1");
    const auto one = option("world", "one world, as a failure names it", "");
    const auto days = option("days", "days of trade in a world", "3");
    const auto topUps = option("top-ups", "of each day", "40");
    const auto faults = option("faults", "of so many rows of a bill, at random", "0.05");
    const auto trouble = option("trouble", "kinds of trouble, as a failure names them", "");
    parser.process(app);

    QElapsedTimer elapsed;
    elapsed.start();
    MoneyOptions options;
    options.days = parser.value(days).toInt();
    options.perDay = parser.value(topUps).toInt();
    options.faults = parser.value(faults).toDouble();
    if (!parser.value(trouble).isEmpty())
        options.trouble = parser.value(trouble).toUInt();
    const quint32 first = parser.value(seed) == QLatin1String("today")
        ? quint32(QDate::currentDate().toJulianDay())
        : parser.value(seed).toUInt();
    Chance seeds(first);
    const bool isOne = !parser.value(one).isEmpty();
    const int count = isOne ? 1 : parser.value(worlds).toInt();
    MoneyCounts sum;
    for (int i = 0; i < count; ++i) {
        options.seed = isOne ? parser.value(one).toUInt() : seeds.seed();
        if (!live(time, options, sum))
            return 1;
    }
    if (!isOne)
        say(QStringLiteral("seed %1").arg(first));
    report(sum, count, elapsed.elapsed());
    return 0;
}
