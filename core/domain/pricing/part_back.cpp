#include "core/domain/pricing/part_back.h"

#include "core/foundation/base/result.h"

namespace youka {

namespace {

__extension__ using Wide = __int128;

bool isPart(const PartBack &part) { return part.of > 0 && part.inAll >= 0 && part.inAll <= part.of; }

}

qint64 takenBack(qint64 earned, const PartBack &part)
{
    ensure(isPart(part), "a part of a sale goes back");
    return earned - qint64(Wide(earned) * (part.of - part.inAll) / part.of);
}

qint64 givenBack(qint64 spent, const PartBack &part)
{
    ensure(isPart(part), "a part of a sale goes back");
    return qint64(Wide(spent) * part.inAll / part.of);
}

}
