#include "core/domain/reversals/reversible.h"

namespace youka {

/// Everything that can be taken back.
std::span<const Reversible> reversibles()
{
    static const Reversible All[] = {AuthorisationReversal, TopUpReversal};
    return All;
}

}
