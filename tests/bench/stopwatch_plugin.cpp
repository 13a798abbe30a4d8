#include <QCoreApplication>
#include <QEvent>
#include <QGenericPlugin>
#include <QQuickWindow>

#include <cstdio>
#include <ctime>

namespace {

qint64 monotonicMs()
{
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return qint64(now.tv_sec) * 1'000 + now.tv_nsec / 1'000'000;
}

/// Prints how long after YOUKA_STARTED_MS (monotonic) the first window had its first frame on the screen.
class Stopwatch : public QObject
{
    Q_OBJECT
public:
    Stopwatch() { QCoreApplication::instance()->installEventFilter(this); }

    bool eventFilter(QObject *object, QEvent *event) override
    {
        auto *window = event->type() == QEvent::Show ? qobject_cast<QQuickWindow *>(object) : nullptr;
        if (window && !m_watched) {
            m_watched = true;
            connect(
                window, &QQuickWindow::frameSwapped, this,
                [this] {
                    if (std::exchange(m_said, true))
                        return;
                    const qint64 started = qEnvironmentVariable("YOUKA_STARTED_MS").toLongLong();
                    std::printf("first frame %lld\n", static_cast<long long>(monotonicMs() - started));
                    std::fflush(stdout);
                },
                Qt::DirectConnection);
        }
        return false;
    }

private:
    bool m_watched = false;
    bool m_said = false;
};

class StopwatchPlugin : public QGenericPlugin
{
    Q_OBJECT
    Q_PLUGIN_METADATA(IID QGenericPluginFactoryInterface_iid FILE "stopwatch.json")
public:
    QObject *create(const QString &, const QString &) override { return new Stopwatch; }
};

}

#include "stopwatch_plugin.moc"
