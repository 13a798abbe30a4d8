// From exec to the first frame on the screen, and the memory the kiosk holds when it stands at its first
// screen: the real programs, enrolled and connected. The best of five, as a cold disk is not what is
// measured.
#include "tests/demo/stage.h"

#include <QCoreApplication>
#include <QTemporaryDir>

#include <cstdio>
#include <ctime>

using namespace youka;
using namespace youka::demo;

namespace {

qint64 monotonicMs()
{
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return qint64(now.tv_sec) * 1'000 + now.tv_nsec / 1'000'000;
}

qint64 residentMb(qint64 pid)
{
    QFile status(QStringLiteral("/proc/%1/status").arg(pid));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : status.readAll().split('\n'))
        if (line.startsWith("VmRSS:"))
            return line.mid(6).trimmed().split(' ').first().toLongLong() / 1024;
    return 0;
}

struct Seen
{
    qint64 firstFrameMs = 0;
    qint64 residentMb = 0;
};

Seen watch(const Stage::Options &options, const QString &name)
{
    Program program(name, options.binDir, options.workDir);
    program.setEnvironment(QStringLiteral("QT_QPA_GENERIC_PLUGINS"), QStringLiteral("youkastopwatch"));
    program.setEnvironment(QStringLiteral("QT_PLUGIN_PATH"), options.pluginDir);
    program.setEnvironment(QStringLiteral("YOUKA_STARTED_MS"), QString::number(monotonicMs()));
    program.start(
        {QStringLiteral("--settings"), QDir(options.workDir).filePath(name + QStringLiteral(".toml"))});
    const QString line = program.waitForLine(QStringLiteral("first frame"));
    if (line.isEmpty())
        throw Mishap{name + QStringLiteral(" showed nothing")};
    Stage::pause(1'500);
    return {line.section(u' ', 2).trimmed().toLongLong(), residentMb(program.processId())};
}

Seen best(const Stage::Options &options, const QString &name)
{
    Seen seen = watch(options, name);
    for (int i = 0; i < 4; ++i) {
        const Seen again = watch(options, name);
        seen = {std::min(seen.firstFrameMs, again.firstFrameMs), std::max(seen.residentMb, again.residentMb)};
    }
    return seen;
}

}

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
        qputenv("QT_QUICK_BACKEND", "software");
    }
    const QTemporaryDir dir;
    Stage::Options options;
    options.binDir = QCoreApplication::applicationDirPath();
    options.pluginDir = QDir(options.binDir).absoluteFilePath(QStringLiteral("../plugins"));
    options.workDir = dir.path();
    try {
        Stage stage(options);
        stage.setUp();
        const Seen kiosk = best(options, QStringLiteral("kiosk"));
        const Seen pos = best(options, QStringLiteral("pos"));
        std::printf("app.kiosk_first_frame_ms %lld\napp.pos_first_frame_ms %lld\napp.kiosk_rss_mb %lld\n",
                    static_cast<long long>(kiosk.firstFrameMs), static_cast<long long>(pos.firstFrameMs),
                    static_cast<long long>(kiosk.residentMb));
    } catch (const Mishap &mishap) {
        std::fprintf(stderr, "app: %s\n", qPrintable(mishap.what));
        return 1;
    }
    return 0;
}
