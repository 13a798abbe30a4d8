#pragma once

#include "core/foundation/base/result.h"

#include <QByteArray>

#include <cstddef>
#include <cstdint>

/// What libFuzzer and the replaying main call. A target may look at anything in its input and stops the
/// program (youka::ensure) where something that must always hold does not.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);

inline QByteArray inputOf(const std::uint8_t *data, std::size_t size)
{
    return QByteArray(reinterpret_cast<const char *>(data), qsizetype(size));
}
