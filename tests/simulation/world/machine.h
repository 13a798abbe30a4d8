#pragma once

#include "virtual_disk.h"
#include "virtual_time.h"

#include <functional>
#include <memory>

namespace youka::world {

/// Chance of one world: everything that is not decided comes from here, so that a seed is a whole history.
class Chance
{
public:
    explicit Chance(quint32 seed)
        : m_random(seed)
    {
    }
    bool oneIn(int n) { return m_random.bounded(n) == 0; }
    bool perMille(int n) { return m_random.bounded(1'000) < n; }
    qint64 between(qint64 least, qint64 most)
    {
        return least + qint64(m_random.generate64() % quint64(most - least + 1));
    }
    quint32 seed() { return m_random.generate() | 1U; }
    QRandomGenerator &generator() { return m_random; }

private:
    QRandomGenerator m_random;
};

/// Stores move their log into the file so often: a world is short, and what goes wrong shall meet that, too.
constexpr int CheckpointPages = 250;

/// A computer: a disk that stays, and one life of a program after the other. A life can end at each of its
/// steps towards the outside: a write to the disk, a request, bytes on a wire.
class Machine
{
public:
    Machine(VirtualTime &time, const QString &name, quint32 seed);
    virtual ~Machine() = default;
    Machine(const Machine &) = delete;
    Machine &operator=(const Machine &) = delete;

    const QString &name() const { return m_name; }
    bool isUp() const { return m_life != nullptr; }
    int lives() const { return m_lives; }
    void boot();
    /// The life ends at its n-th step from now.
    void endAt(int steps, VirtualDisk::End how);
    void end(VirtualDisk::End how);
    /// One step outwards; false: the program is not there any more, and nothing of the step happens.
    bool step();
    /// Does it if this life still goes on then.
    template <class What>
    void after(qint64 ms, What what)
    {
        m_time.after(ms, [life = std::weak_ptr(m_life), what = std::move(what)] {
            if (!life.expired())
                what();
        });
    }

    VirtualDisk disk;
    NodeClock clock;
    std::function<void(const Machine &, const QString &)> tell; ///< for the story
    qint64 rebootMs = 20'000;

protected:
    /// Builds the program. False: it could not start and is tried again later.
    virtual bool start() = 0;
    /// Takes it down; the disk is dead while it does.
    virtual void stop() = 0;

    VirtualTime &m_time;
    Chance m_chance;

private:
    void takeDown();
    const QString m_name;
    std::shared_ptr<int> m_life;
    int m_lives = 0;
    int m_fuse = -1;
    VirtualDisk::End m_how = VirtualDisk::End::Killed;
};

}
