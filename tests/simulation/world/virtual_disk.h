#pragma once

#include <QByteArray>
#include <QRandomGenerator>
#include <QString>

#include <functional>
#include <map>
#include <memory>
#include <vector>

namespace youka::world {

/// The files of one machine, in memory, behind SQLite's own interface to the operating system (a VFS): what
/// the store writes goes through here byte for byte. An honest disk: what was synced stays. What was not may
/// be there, be missing, or be there in part when the power fails, sector by sector.
class VirtualDisk
{
public:
    explicit VirtualDisk(const QString &machine);
    ~VirtualDisk();
    VirtualDisk(const VirtualDisk &) = delete;
    VirtualDisk &operator=(const VirtualDisk &) = delete;

    /// Where a file of this machine lies, as a store's path.
    QString path(const QString &file) const { return m_root + file; }

    /// Asked at each write, sync, truncation and removal; false ends the machine's life at this very step.
    std::function<bool()> onStep;
    bool full = false; ///< nothing new fits

    enum class End { Killed, PowerCut };
    /// From here on nothing is read or written until revive(). A kill leaves what was written with the
    /// operating system; a power cut leaves what was synced, and of the rest whatever `random` says.
    void die(End end, QRandomGenerator &random);
    void revive() { m_dead = false; }
    bool isDead() const { return m_dead; }
    qint64 bytes() const;

    /// What SQLite takes for chance; each world begins with its own.
    static QRandomGenerator &random();

    /// Makes this kind of disk the place where SQLite opens files, once for the process.
    static void install();

private:
    friend struct DiskCalls;
    struct Write
    {
        qint64 offset = 0;
        qint64 size = 0;
        qint64 sizeBefore = 0; ///< of the file
        qint64 overwritten = 0;
        size_t kept = 0; ///< in `undo`: what was overwritten, and after it what was written
    };
    struct Content
    {
        QByteArray bytes;
        std::vector<Write> unsynced;
        std::vector<char> undo;
        void write(const char *from, qint64 size, qint64 offset, bool mayBeLost);
        void synced();
        // locks of the connections that have it open
        int shared = 0;
        const void *reserved = nullptr;
        const void *pending = nullptr;
        const void *exclusive = nullptr;
        // the shared memory beside a log
        std::vector<std::unique_ptr<char[]>> regions;
        int mappers = 0;
        int shmShared[8] = {};
        const void *shmExclusive[8] = {};
    };
    bool step();
    std::shared_ptr<Content> open(const QString &name, bool create);
    bool remove(const QString &name);
    bool exists(const QString &name) const { return m_files.contains(name); }

    const QString m_root;
    bool m_dead = false;
    std::map<QString, std::shared_ptr<Content>> m_files;
};

}
