#pragma once

#include <QString>

namespace youka {

/// A small file system of its own that can be full: a real ENOSPC from a real file system, in memory. Its
/// mount is seen by this process and its children only and ends with them.
class SmallDisk
{
public:
    /// Gives this process mounts of its own, as root or in a user namespace of its own. The first thing in
    /// main(), while there is one thread. What stands in the way, empty when nothing does.
    static QString prepare();

    /// Mounts at an empty folder, which it makes. See isMounted().
    SmallDisk(QString folder, qint64 bytes);
    ~SmallDisk();
    SmallDisk(const SmallDisk &) = delete;
    SmallDisk &operator=(const SmallDisk &) = delete;

    bool isMounted() const { return m_mounted; }
    /// Takes all the room that is left but about `leave` bytes.
    void fill(qint64 leave);
    void clear();
    bool isFull() const { return m_full; }

private:
    const QString m_folder;
    bool m_mounted = false;
    bool m_full = false;
};

}
