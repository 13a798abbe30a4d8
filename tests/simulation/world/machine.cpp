#include "machine.h"

namespace youka::world {

Machine::Machine(VirtualTime &time, const QString &name, quint32 seed)
    : disk(name)
    , clock(time)
    , m_time(time)
    , m_chance(seed)
    , m_name(name)
{
    // Before its first life somebody else writes what it finds there.
    disk.onStep = [this] { return m_lives == 0 || step(); };
}

void Machine::boot()
{
    if (isUp())
        return;
    ++m_lives;
    m_life = std::make_shared<int>(m_lives);
    const bool started = start();
    if (!isUp())
        return; // it ended while it started; what follows is planned
    if (!started)
        end(VirtualDisk::End::Killed);
}

void Machine::endAt(int steps, VirtualDisk::End how)
{
    m_fuse = steps;
    m_how = how;
}

bool Machine::step()
{
    if (!isUp())
        return false;
    if (m_fuse >= 0 && m_fuse-- == 0) {
        end(m_how);
        return false;
    }
    return true;
}

void Machine::end(VirtualDisk::End how)
{
    if (!isUp())
        return;
    m_life.reset();
    m_fuse = -1;
    disk.die(how, m_chance.generator());
    if (tell)
        tell(*this,
             how == VirtualDisk::End::Killed ? QStringLiteral("is killed") : QStringLiteral("loses power"));
    // What is on the stack now is unwound first.
    m_time.after(0, [this] { takeDown(); });
}

void Machine::takeDown()
{
    stop();
    disk.revive();
    m_time.after(rebootMs, [this] { boot(); });
}

}
