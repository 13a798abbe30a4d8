#include "apps/sim/sim_pty.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTimer>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <pty.h>
#include <unistd.h>

namespace youka::sim {

namespace {
constexpr int BitsPerByte = 11; // start, eight, parity, stop
}

PtyPort::PtyPort(QString link, const Clock &clock, quint32 seed, QObject *parent)
    : QObject(parent)
    , m_link(std::move(link))
    , m_clock(clock)
    , m_incoming(seed)
    , m_outgoing(seed + 1)
{
}

PtyPort::~PtyPort()
{
    hangUp();
    QFile::remove(m_link);
}

Result<void> PtyPort::open()
{
    const auto refuse = [&](const char *what) {
        return fail(
            ErrorCode::Unavailable,
            QStringLiteral("%1: %2: %3").arg(m_link, QLatin1String(what), QLatin1String(strerror(errno))));
    };
    char name[128] = {};
    termios raw{};
    cfmakeraw(&raw);
    if (openpty(&m_master, &m_slave, name, &raw, nullptr) != 0)
        return refuse("openpty");
    fcntl(m_master, F_SETFL, O_NONBLOCK);
    fcntl(m_master, F_SETFD, FD_CLOEXEC);
    fcntl(m_slave, F_SETFD, FD_CLOEXEC);
    QDir().mkpath(QFileInfo(m_link).absolutePath());
    const QByteArray link = QFile::encodeName(m_link);
    ::unlink(link.constData());
    if (::symlink(name, link.constData()) != 0)
        return refuse("symlink");
    m_notifier = std::make_unique<QSocketNotifier>(m_master, QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &PtyPort::readAll);
    return {};
}

void PtyPort::hangUp()
{
    m_notifier.reset();
    for (int *fd : {&m_master, &m_slave})
        if (*fd >= 0)
            ::close(std::exchange(*fd, -1));
}

void PtyPort::silence(int ms) { m_silentUntilMs = m_clock.monotonicMs() + ms; }

void PtyPort::unplug(int ms)
{
    hangUp();
    QFile::remove(m_link);
    QTimer::singleShot(ms, this, [this] {
        if (m_master < 0)
            if (const auto opened = open(); !opened)
                qWarning("%s", qPrintable(toString(opened.error())));
    });
}

void PtyPort::readAll()
{
    char buffer[4096];
    QByteArray all;
    for (ssize_t n = 0; (n = ::read(m_master, buffer, sizeof buffer)) > 0;)
        all.append(buffer, n);
    if (all.isEmpty() || isSilent())
        return;
    const auto pieces = m_incoming.apply(all);
    for (const auto &piece : pieces) {
        if (piece.delayMs == 0)
            Q_EMIT bytes(piece.bytes);
        else
            QTimer::singleShot(piece.delayMs, this, [this, late = piece.bytes] { Q_EMIT bytes(late); });
    }
}

void PtyPort::write(const QByteArray &piece)
{
    if (isSilent())
        return;
    const auto pieces = m_outgoing.apply(piece);
    for (const auto &part : pieces) {
        qint64 wait = part.delayMs;
        if (m_baud > 0) {
            const qint64 now = m_clock.monotonicMs();
            m_freeAtMs = std::max(m_freeAtMs, now) + 1 + part.bytes.size() * BitsPerByte * 1'000 / m_baud;
            wait += m_freeAtMs - now;
        }
        if (wait == 0)
            send(part.bytes);
        else
            QTimer::singleShot(int(wait), Qt::PreciseTimer, this, [this, late = part.bytes] { send(late); });
    }
}

void PtyPort::send(const QByteArray &bytes)
{
    if (m_master >= 0) // what does not fit because nobody reads is lost, as on a wire
        [[maybe_unused]]
        const ssize_t n = ::write(m_master, bytes.constData(), size_t(bytes.size()));
}

}
