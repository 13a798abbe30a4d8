#include "workers.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QThread>

#include <cstdio>

#include <malloc.h>

using namespace youka;
using namespace youka::world;

namespace {

void say(const QString &line)
{
    std::printf("%s\n", qPrintable(line));
    std::fflush(stdout);
}

int storyLines()
{
    const int wanted = qEnvironmentVariableIntValue("YOUKA_STORY");
    return wanted > 0 ? wanted : 60;
}

struct Outcome
{
    QStringList faults;
    Counts counts;
    QStringList story;
};

/// What the faults name: sales and stations.
QStringList subjectsOf(const QStringList &faults)
{
    static const QRegularExpression Words(QStringLiteral("(sale [0-9a-f-]{13}|station \\d+)"));
    QStringList subjects;
    for (const QString &fault : faults)
        for (auto it = Words.globalMatch(fault); it.hasNext();)
            subjects.append(it.next().captured(1).remove(QStringLiteral("sale ")));
    subjects.removeDuplicates();
    return subjects.mid(0, 4) + qEnvironmentVariable("YOUKA_ABOUT").split(u',', Qt::SkipEmptyParts);
}

Outcome live(VirtualTime &time, const WorldOptions &options)
{
    World world(time, options);
    Outcome outcome;
    outcome.faults = world.run();
    outcome.counts = world.counts();
    if (!outcome.faults.isEmpty())
        outcome.story = world.story(subjectsOf(outcome.faults), storyLines())
            + world.rows(subjectsOf(outcome.faults)).mid(0, 40);
    return outcome;
}

QString commandOf(const WorldOptions &o)
{
    const auto limit = [](const char *name, qint64 most) {
        return most == WorldOptions::Unlimited
            ? QString()
            : QStringLiteral(" --%1 %2").arg(QLatin1String(name)).arg(most);
    };
    return QStringLiteral("--world %1 --stations %2 --minutes %3 --trouble %4")
               .arg(o.seed)
               .arg(o.stations)
               .arg(o.minutes)
               .arg(o.trouble)
        + limit("visits", o.visits) + limit("events", o.events);
}

/// About the fewest with which it still goes wrong. What is cut off came last, so the rest stays as it was.
qint64 fewest(qint64 bad, const std::function<bool(qint64)> &failsWith)
{
    qint64 good = 0;
    while (bad - good > 1 + bad / 16) {
        const qint64 middle = good + (bad - good) / 2;
        (failsWith(middle) ? bad : good) = middle;
    }
    return bad;
}

/// The smallest world that still goes wrong: fewer kinds of trouble, stations, minutes, drivers and events.
WorldOptions shrink(VirtualTime &time, WorldOptions options)
{
    const auto fails = [&](const WorldOptions &o) { return !live(time, o).faults.isEmpty(); };
    for (unsigned kind = 1; kind < AllTrouble; kind <<= 1) {
        WorldOptions less = options;
        less.trouble &= ~kind;
        if (less.trouble != options.trouble && fails(less))
            options = less;
    }
    for (int stations = 1; stations < options.stations; ++stations) {
        WorldOptions less = options;
        less.stations = stations;
        if (fails(less)) {
            options = less;
            break;
        }
    }
    while (options.minutes > 10) {
        WorldOptions less = options;
        less.minutes /= 2;
        less.restEveryMin = std::min(less.restEveryMin, less.minutes);
        if (!fails(less))
            break;
        options = less;
    }
    for (const auto &[option, count] : {std::pair(&WorldOptions::visits, &Counts::visits),
                                        std::pair(&WorldOptions::events, &Counts::events)}) {
        WorldOptions less = options;
        options.*option = fewest(live(time, options).counts.*count, [&](qint64 most) {
            less.*option = most;
            return fails(less);
        });
    }
    return options;
}

/// Lives through one world and says what was not true in it.
std::optional<Counts> tryWorld(VirtualTime &time, const WorldOptions &options, bool shrinks)
{
    const Outcome outcome = live(time, options);
    if (outcome.faults.isEmpty())
        return outcome.counts;
    say(QStringLiteral("simulation: FAILED in world %1").arg(options.seed));
    const WorldOptions small = shrinks ? shrink(time, options) : options;
    const Outcome again = shrinks ? live(time, small) : outcome;
    for (const QString &fault : again.faults)
        say(QStringLiteral("  ") + fault);
    say(QStringLiteral("the story:"));
    for (const QString &line : again.story)
        say(QStringLiteral("  ") + line);
    say(QStringLiteral("again: ./youka simulate ") + commandOf(small)
        + QStringLiteral("   (YOUKA_STORY=1000 tells more, YOUKA_ABOUT=office of others)"));
    return std::nullopt;
}

void report(const Tally &tally, double lived, qint64 elapsedMs)
{
    const Counts &sum = tally.counts;
    say(QStringLiteral("worlds %1, station-hours %2, quiet points %3")
            .arg(tally.worlds)
            .arg(lived, 0, 'f', 0)
            .arg(sum.restPoints));
    say(QStringLiteral("visits %1, sales %2 (%3 decided offline), top-ups %4")
            .arg(sum.visits)
            .arg(sum.sales)
            .arg(sum.offlineSales)
            .arg(sum.topUps));
    say(QStringLiteral("coupons %1, taken more than once %2, at the pump's own price %3")
            .arg(sum.coupons)
            .arg(sum.couponsTwice)
            .arg(sum.lowered));
    say(QStringLiteral("killed %1, power cuts %2, partitions %3, reversals %4, exceptions %5")
            .arg(sum.crashes)
            .arg(sum.powerCuts)
            .arg(sum.partitions)
            .arg(sum.reversals)
            .arg(sum.exceptions));
    say(QStringLiteral("requests %1, lost %2").arg(sum.calls).arg(sum.lost));
    say(QStringLiteral("station-hours a minute: %1; of processor time: %2")
            .arg(lived * 60'000 / double(std::max<qint64>(1, elapsedMs)), 0, 'f', 0)
            .arg(lived * 60 / std::max(0.001, tally.processorS), 0, 'f', 0));
    say(QStringLiteral("simulation: ok"));
}

}

int main(int argc, char **argv)
{
    QHashSeed::setDeterministicGlobalSeed();
    // Disks and page caches come and go with the worlds: what was once asked of the system is kept.
    ::mallopt(M_MMAP_THRESHOLD, 1 << 30);
    ::mallopt(M_TRIM_THRESHOLD, std::numeric_limits<int>::max());
    ::mallopt(M_TOP_PAD, 16 << 20);
    VirtualTime &time = VirtualTime::install();
    VirtualDisk::install();
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("youka-simulate"));
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Lives through whole chains of stations in virtual time and compares everything."));
    parser.addHelpOption();
    const auto option = [&](const char *name, const char *what, const char *fallback) {
        QCommandLineOption o(QString::fromLatin1(name), QString::fromLatin1(what), QStringLiteral("n"),
                             QString::fromLatin1(fallback));
        parser.addOption(o);
        return o;
    };
    const auto seed = option("seed", "where chance begins; \"today\" for another one each day", "1");
    const auto hours = option("hours", "station-hours to live through", "100");
    const auto one = option("world", "one world of that seed, as a failure names it", "");
    const auto stations = option("stations", "stations of a world", "6");
    const auto minutes = option("minutes", "minutes of trade in a world", "240");
    const auto trouble = option("trouble", "kinds of trouble, as a failure names them", "");
    const auto visits = option("visits", "how many drivers come, as a failure names it", "");
    const auto events = option("events", "how much else happens, as a failure names it", "");
    const auto jobs = option("jobs", "processes that share the worlds; 0: one for each core", "0");
    const QCommandLineOption keep(QStringLiteral("no-shrink"),
                                  QStringLiteral("say the first failure as it is"));
    parser.addOption(keep);
    parser.process(app);

    QElapsedTimer elapsed;
    elapsed.start();
    WorldOptions options;
    options.stations = parser.value(stations).toInt();
    options.minutes = parser.value(minutes).toLongLong();
    options.restEveryMin = std::min(options.restEveryMin, options.minutes);
    if (!parser.value(trouble).isEmpty())
        options.trouble = parser.value(trouble).toUInt();
    for (const auto &[given, limit] :
         {std::pair(&visits, &WorldOptions::visits), std::pair(&events, &WorldOptions::events)})
        if (!parser.value(*given).isEmpty())
            options.*limit = parser.value(*given).toLongLong();
    const quint32 first = parser.value(seed) == QLatin1String("today")
        ? quint32(QDate::currentDate().toJulianDay())
        : parser.value(seed).toUInt();
    Chance seeds(first);
    std::vector<quint32> worlds;
    const double hoursOfWorld = double(options.stations) * double(options.minutes) / 60;
    if (!parser.value(one).isEmpty())
        worlds = {parser.value(one).toUInt()};
    else
        while (double(worlds.size()) * hoursOfWorld < parser.value(hours).toDouble())
            worlds.push_back(seeds.seed());
    const bool shrinks = !parser.isSet(keep) && parser.value(one).isEmpty();
    const int wanted =
        parser.value(jobs).toInt() > 0 ? parser.value(jobs).toInt() : QThread::idealThreadCount();
    const int processes = std::min(wanted, int(worlds.size()));
    const auto done = shareWork(processes, [&](int number) -> std::optional<Tally> {
        Tally tally;
        for (size_t i = size_t(number); i < worlds.size(); i += size_t(processes)) {
            options.seed = worlds[i];
            const auto counts = tryWorld(time, options, shrinks);
            if (!counts)
                return std::nullopt;
            tally.counts.add(*counts);
            ++tally.worlds;
        }
        return tally;
    });
    if (!done)
        return 1;
    say(QStringLiteral("seed %1").arg(first));
    report(*done, double(worlds.size()) * hoursOfWorld, elapsed.elapsed());
    return 0;
}
