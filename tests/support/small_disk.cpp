#include "tests/support/small_disk.h"

#include <QDir>
#include <QFile>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace youka {

namespace {

constexpr auto Filler = "filler";

bool writeAll(const char *path, const QByteArray &text)
{
    const int file = ::open(path, O_WRONLY);
    const bool done = file >= 0 && ::write(file, text.constData(), size_t(text.size())) == text.size();
    if (file >= 0)
        ::close(file);
    return done;
}

QString because(const char *what)
{
    return QStringLiteral("%1: %2").arg(QLatin1String(what), QString::fromLocal8Bit(std::strerror(errno)));
}

}

QString SmallDisk::prepare()
{
    if (::unshare(CLONE_NEWNS) != 0) { // to be root over nothing but these mounts will do
        const uid_t user = ::geteuid();
        const gid_t group = ::getegid();
        if (::unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0)
            return because("no mounts of its own");
        const bool mapped = writeAll("/proc/self/setgroups", "deny")
            && writeAll("/proc/self/uid_map", "0 " + QByteArray::number(user) + " 1")
            && writeAll("/proc/self/gid_map", "0 " + QByteArray::number(group) + " 1");
        if (!mapped)
            return because("no user of its own");
    }
    if (::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0)
        return because("mounts cannot be kept apart");
    return {};
}

SmallDisk::SmallDisk(QString folder, qint64 bytes)
    : m_folder(std::move(folder))
{
    const QByteArray options = "mode=0700,size=" + QByteArray::number(bytes);
    m_mounted = QDir().mkpath(m_folder)
        && ::mount("tmpfs", QFile::encodeName(m_folder).constData(), "tmpfs", MS_NOSUID | MS_NODEV,
                   options.constData())
            == 0;
}

SmallDisk::~SmallDisk()
{
    if (m_mounted)
        ::umount2(QFile::encodeName(m_folder).constData(), MNT_DETACH);
}

void SmallDisk::fill(qint64 leave)
{
    const QByteArray path = QFile::encodeName(QDir(m_folder).filePath(QLatin1String(Filler)));
    struct statvfs room = {};
    const int file = ::open(path.constData(), O_CREAT | O_WRONLY, 0600);
    if (file < 0 || ::statvfs(path.constData(), &room) != 0)
        qFatal("%s: %s", path.constData(), std::strerror(errno));
    const qint64 taken = qint64(room.f_bavail) * qint64(room.f_frsize) - leave;
    // Whoever lives here writes meanwhile, so a little less may be had than was counted.
    for (qint64 want = taken; want > 0 && ::posix_fallocate(file, 0, want) != 0;)
        want -= qint64(room.f_frsize);
    ::close(file);
    m_full = true;
}

void SmallDisk::clear()
{
    QFile::remove(QDir(m_folder).filePath(QLatin1String(Filler)));
    m_full = false;
}

}
