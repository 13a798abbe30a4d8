#include "virtual_disk.h"

#include <sqlcipher/sqlite3.h>

#include <cstring>

namespace youka::world {

namespace {

constexpr int SectorBytes = 512;
std::map<QString, VirtualDisk *> &disks()
{
    static std::map<QString, VirtualDisk *> all;
    return all;
}

VirtualDisk *diskOf(const QString &path)
{
    for (const auto &[root, disk] : disks())
        if (path.startsWith(root))
            return disk;
    return nullptr;
}

}

/// What SQLite calls. One connection's open file.
struct DiskCalls
{
    struct File
    {
        sqlite3_file base;
        VirtualDisk *disk;
        std::shared_ptr<VirtualDisk::Content> *content;
        int lock;
        bool mapped;
        bool temporary;
    };
    static File *of(sqlite3_file *file) { return reinterpret_cast<File *>(file); }
    static VirtualDisk::Content &contentOf(sqlite3_file *file) { return **of(file)->content; }
    static bool dead(sqlite3_file *file) { return of(file)->disk && of(file)->disk->m_dead; }

    static int close(sqlite3_file *file)
    {
        File *f = of(file);
        unlock(file, SQLITE_LOCK_NONE);
        if (f->mapped)
            shmUnmap(file, 0);
        delete f->content;
        f->content = nullptr;
        return SQLITE_OK;
    }
    static int read(sqlite3_file *file, void *to, int amount, sqlite3_int64 offset)
    {
        if (dead(file))
            return SQLITE_IOERR_READ;
        const QByteArray &bytes = contentOf(file).bytes;
        const qint64 there = std::clamp<qint64>(bytes.size() - offset, 0, amount);
        if (there > 0)
            std::memcpy(to, bytes.constData() + offset, size_t(there));
        if (there == amount)
            return SQLITE_OK;
        std::memset(static_cast<char *>(to) + there, 0, size_t(amount - there));
        return SQLITE_IOERR_SHORT_READ;
    }
    static int write(sqlite3_file *file, const void *from, int amount, sqlite3_int64 offset)
    {
        File *f = of(file);
        if (f->disk && !f->disk->step())
            return SQLITE_IOERR_WRITE;
        VirtualDisk::Content &content = contentOf(file);
        const qint64 end = offset + amount;
        if (f->disk && f->disk->full && end > content.bytes.size())
            return SQLITE_FULL;
        content.write(static_cast<const char *>(from), amount, offset, !f->temporary);
        return SQLITE_OK;
    }
    static int truncate(sqlite3_file *file, sqlite3_int64 size)
    {
        File *f = of(file);
        if (f->disk && !f->disk->step())
            return SQLITE_IOERR_TRUNCATE;
        VirtualDisk::Content &content = contentOf(file);
        if (size < content.bytes.size()) {
            content.bytes.truncate(size);
            content.synced(); // metadata of an honest file system is ordered
        }
        return SQLITE_OK;
    }
    static int sync(sqlite3_file *file, int)
    {
        File *f = of(file);
        if (f->disk && !f->disk->step())
            return SQLITE_IOERR_FSYNC;
        contentOf(file).synced();
        return SQLITE_OK;
    }
    static int fileSize(sqlite3_file *file, sqlite3_int64 *size)
    {
        if (dead(file))
            return SQLITE_IOERR_FSTAT;
        *size = contentOf(file).bytes.size();
        return SQLITE_OK;
    }
    static int lock(sqlite3_file *file, int wanted)
    {
        File *f = of(file);
        VirtualDisk::Content &c = contentOf(file);
        if (f->lock >= wanted)
            return SQLITE_OK;
        if (wanted == SQLITE_LOCK_SHARED) {
            if (c.exclusive || c.pending)
                return SQLITE_BUSY;
            ++c.shared;
        } else if (wanted == SQLITE_LOCK_RESERVED) {
            if (c.reserved && c.reserved != f)
                return SQLITE_BUSY;
            c.reserved = f;
        } else {
            if (c.pending && c.pending != f)
                return SQLITE_BUSY;
            c.pending = f;
            if (c.shared > 1) {
                f->lock = SQLITE_LOCK_PENDING;
                return SQLITE_BUSY;
            }
            c.exclusive = f;
        }
        f->lock = wanted;
        return SQLITE_OK;
    }
    static int unlock(sqlite3_file *file, int wanted)
    {
        File *f = of(file);
        VirtualDisk::Content &c = contentOf(file);
        if (f->lock <= wanted)
            return SQLITE_OK;
        for (const void **held : {&c.reserved, &c.pending, &c.exclusive})
            if (*held == f)
                *held = nullptr;
        if (wanted == SQLITE_LOCK_NONE)
            --c.shared;
        f->lock = wanted;
        return SQLITE_OK;
    }
    static int checkReserved(sqlite3_file *file, int *result)
    {
        *result = contentOf(file).reserved != nullptr;
        return SQLITE_OK;
    }
    static int fileControl(sqlite3_file *, int, void *) { return SQLITE_NOTFOUND; }
    static int sectorSize(sqlite3_file *) { return SectorBytes; }
    static int characteristics(sqlite3_file *) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

    static int shmMap(sqlite3_file *file, int region, int size, int extend, void volatile **memory)
    {
        File *f = of(file);
        VirtualDisk::Content &c = contentOf(file);
        if (!f->mapped) {
            f->mapped = true;
            ++c.mappers;
        }
        *memory = nullptr;
        while (extend && c.regions.size() <= size_t(region))
            c.regions.push_back(std::make_unique<char[]>(size_t(size)));
        if (c.regions.size() > size_t(region))
            *memory = c.regions[size_t(region)].get();
        return SQLITE_OK;
    }
    static int shmLock(sqlite3_file *file, int offset, int count, int flags)
    {
        const void *me = file;
        VirtualDisk::Content &c = contentOf(file);
        for (int i = offset; i < offset + count; ++i) {
            if (flags & SQLITE_SHM_UNLOCK)
                continue;
            const bool mine = c.shmExclusive[i] == me;
            if (c.shmExclusive[i] && !mine)
                return SQLITE_BUSY;
            if ((flags & SQLITE_SHM_EXCLUSIVE) && c.shmShared[i] > 0)
                return SQLITE_BUSY;
        }
        for (int i = offset; i < offset + count; ++i) {
            if (flags & SQLITE_SHM_UNLOCK) {
                if (c.shmExclusive[i] == me)
                    c.shmExclusive[i] = nullptr;
                else if (flags & SQLITE_SHM_SHARED)
                    --c.shmShared[i];
            } else if (flags & SQLITE_SHM_EXCLUSIVE) {
                c.shmExclusive[i] = me;
            } else {
                ++c.shmShared[i];
            }
        }
        return SQLITE_OK;
    }
    static void shmBarrier(sqlite3_file *) { }
    static int shmUnmap(sqlite3_file *file, int)
    {
        File *f = of(file);
        VirtualDisk::Content &c = contentOf(file);
        if (f->mapped && --c.mappers == 0) {
            c.regions.clear();
            std::fill(std::begin(c.shmShared), std::end(c.shmShared), 0);
            std::fill(std::begin(c.shmExclusive), std::end(c.shmExclusive), nullptr);
        }
        f->mapped = false;
        return SQLITE_OK;
    }

    static const sqlite3_io_methods *methods()
    {
        static const sqlite3_io_methods Methods = [] {
            sqlite3_io_methods m{};
            m.iVersion = 2;
            m.xClose = close;
            m.xRead = read;
            m.xWrite = write;
            m.xTruncate = truncate;
            m.xSync = sync;
            m.xFileSize = fileSize;
            m.xLock = lock;
            m.xUnlock = unlock;
            m.xCheckReservedLock = checkReserved;
            m.xFileControl = fileControl;
            m.xSectorSize = sectorSize;
            m.xDeviceCharacteristics = characteristics;
            m.xShmMap = shmMap;
            m.xShmLock = shmLock;
            m.xShmBarrier = shmBarrier;
            m.xShmUnmap = shmUnmap;
            return m;
        }();
        return &Methods;
    }

    static int open(sqlite3_vfs *, const char *name, sqlite3_file *file, int flags, int *outFlags)
    {
        File *f = of(file);
        std::memset(static_cast<void *>(f), 0, sizeof(File));
        if (outFlags)
            *outFlags = flags;
        if (!name) { // SQLite's own scratch files vanish with their connection
            f->content = new std::shared_ptr<VirtualDisk::Content>(std::make_shared<VirtualDisk::Content>());
            f->temporary = true;
            f->base.pMethods = methods();
            return SQLITE_OK;
        }
        const QString path = QString::fromUtf8(name);
        f->disk = diskOf(path);
        if (!f->disk || f->disk->m_dead)
            return SQLITE_CANTOPEN;
        auto content = f->disk->open(path, flags & SQLITE_OPEN_CREATE);
        if (!content)
            return SQLITE_CANTOPEN;
        f->content = new std::shared_ptr<VirtualDisk::Content>(std::move(content));
        f->base.pMethods = methods();
        return SQLITE_OK;
    }
    static int remove(sqlite3_vfs *, const char *name, int)
    {
        const QString path = QString::fromUtf8(name);
        VirtualDisk *disk = diskOf(path);
        if (!disk || !disk->step())
            return SQLITE_IOERR_DELETE;
        return disk->remove(path) ? SQLITE_OK : SQLITE_IOERR_DELETE_NOENT;
    }
    static int access(sqlite3_vfs *, const char *name, int, int *result)
    {
        const QString path = QString::fromUtf8(name);
        const VirtualDisk *disk = diskOf(path);
        *result = disk && !disk->m_dead && disk->exists(path);
        return SQLITE_OK;
    }
    static int fullPath(sqlite3_vfs *, const char *name, int size, char *out)
    {
        sqlite3_snprintf(size, out, "%s", name);
        return SQLITE_OK;
    }
    static int randomness(sqlite3_vfs *, int size, char *out)
    {
        for (int i = 0; i < size; ++i)
            out[i] = char(VirtualDisk::random().generate());
        return size;
    }
    static int sleep(sqlite3_vfs *, int microseconds) { return microseconds; }
    static int currentTime(sqlite3_vfs *, double *julianDay)
    {
        *julianDay = 2'461'041.5; // SQL never asks for the time here
        return SQLITE_OK;
    }
};

QRandomGenerator &VirtualDisk::random()
{
    static QRandomGenerator random;
    return random;
}

VirtualDisk::VirtualDisk(const QString &machine)
    : m_root(QStringLiteral("/virtual/%1/").arg(machine))
{
    disks().insert_or_assign(m_root, this);
}

VirtualDisk::~VirtualDisk() { disks().erase(m_root); }

bool VirtualDisk::step() { return !m_dead && (!onStep || onStep()) && !m_dead; }

std::shared_ptr<VirtualDisk::Content> VirtualDisk::open(const QString &name, bool create)
{
    const auto it = m_files.find(name);
    if (it != m_files.end())
        return it->second;
    if (!create)
        return nullptr;
    return m_files.emplace(name, std::make_shared<Content>()).first->second;
}

bool VirtualDisk::remove(const QString &name) { return m_files.erase(name) > 0; }

void VirtualDisk::Content::write(const char *from, qint64 size, qint64 offset, bool mayBeLost)
{
    const qint64 sizeBefore = bytes.size();
    if (mayBeLost) {
        const qint64 overwritten = std::clamp<qint64>(sizeBefore - offset, 0, size);
        unsynced.push_back({offset, size, sizeBefore, overwritten, undo.size()});
        if (overwritten > 0)
            undo.insert(undo.end(), bytes.cbegin() + offset, bytes.cbegin() + offset + overwritten);
        undo.insert(undo.end(), from, from + size);
    }
    if (offset + size > sizeBefore)
        bytes.resize(offset + size);
    if (offset > sizeBefore)
        std::memset(bytes.data() + sizeBefore, 0, size_t(offset - sizeBefore));
    std::memcpy(bytes.data() + offset, from, size_t(size));
}

void VirtualDisk::Content::synced()
{
    unsynced.clear();
    undo.clear();
}

void VirtualDisk::die(End end, QRandomGenerator &random)
{
    m_dead = true;
    for (auto &[name, content] : m_files) {
        const std::vector<Write> lost = std::exchange(content->unsynced, {});
        const std::vector<char> undo = std::exchange(content->undo, {});
        if (end == End::Killed)
            continue;
        QByteArray &bytes = content->bytes;
        for (auto it = lost.rbegin(); it != lost.rend(); ++it) {
            std::memcpy(bytes.data() + it->offset, undo.data() + it->kept, size_t(it->overwritten));
            bytes.truncate(it->sizeBefore);
        }
        for (const Write &write : lost) {
            const char *written = undo.data() + write.kept + write.overwritten;
            for (qint64 at = 0; at < write.size; at += SectorBytes) {
                if (random.bounded(2) == 0)
                    continue;
                const qint64 size = std::min<qint64>(SectorBytes, write.size - at);
                const qint64 reach = write.offset + at + size;
                if (reach > bytes.size())
                    bytes.append(reach - bytes.size(), '\0');
                std::memcpy(bytes.data() + write.offset + at, written + at, size_t(size));
            }
        }
    }
}

qint64 VirtualDisk::bytes() const
{
    qint64 sum = 0;
    for (const auto &[name, content] : m_files)
        sum += content->bytes.size();
    return sum;
}

void VirtualDisk::install()
{
    static sqlite3_vfs vfs = [] {
        sqlite3_vfs v{};
        v.iVersion = 1;
        v.szOsFile = int(sizeof(DiskCalls::File));
        v.mxPathname = 512;
        v.zName = "youka-virtual";
        v.xOpen = DiskCalls::open;
        v.xDelete = DiskCalls::remove;
        v.xAccess = DiskCalls::access;
        v.xFullPathname = DiskCalls::fullPath;
        v.xRandomness = DiskCalls::randomness;
        v.xSleep = DiskCalls::sleep;
        v.xCurrentTime = DiskCalls::currentTime;
        return v;
    }();
    sqlite3_vfs_register(&vfs, 1);
}

}
