#include "workers.h"

#include <csignal>
#include <ctime>
#include <type_traits>

#include <sys/wait.h>
#include <unistd.h>

namespace youka::world {

namespace {

struct Child
{
    pid_t id = -1;
    int from = -1; ///< the pipe its tally comes through
};

std::optional<Tally> timed(int number, const std::function<std::optional<Tally>(int number)> &work)
{
    auto tally = work(number);
    if (tally)
        tally->processorS = double(std::clock()) / CLOCKS_PER_SEC;
    return tally;
}

Child begin(int number, const std::function<std::optional<Tally>(int number)> &work)
{
    static_assert(std::is_trivially_copyable_v<Tally>);
    int ends[2];
    if (::pipe(ends) != 0)
        return {};
    const pid_t id = ::fork();
    if (id == 0) {
        const auto tally = timed(number, work);
        const bool said = tally && ::write(ends[1], &*tally, sizeof(Tally)) == ssize_t(sizeof(Tally));
        ::_exit(said ? 0 : 1);
    }
    ::close(ends[1]);
    return {id, ends[0]};
}

}

void Tally::add(const Tally &other)
{
    counts.add(other.counts);
    worlds += other.worlds;
    processorS += other.processorS;
}

std::optional<Tally> shareWork(int processes, const std::function<std::optional<Tally>(int number)> &work)
{
    if (processes <= 1)
        return timed(0, work);
    std::vector<Child> children;
    for (int number = 0; number < processes; ++number)
        children.push_back(begin(number, work));
    bool ok = true;
    for (size_t left = children.size(); left > 0; --left) {
        int status = 0;
        ok = ::wait(&status) > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0 && ok;
        if (!ok)
            for (const Child &child : children)
                if (child.id > 0)
                    ::kill(child.id, SIGTERM);
    }
    Tally sum;
    for (const Child &child : children) {
        Tally tally;
        ok = ok && ::read(child.from, &tally, sizeof tally) == ssize_t(sizeof tally);
        ::close(child.from);
        if (ok)
            sum.add(tally);
    }
    return ok ? std::optional(sum) : std::nullopt;
}

}
