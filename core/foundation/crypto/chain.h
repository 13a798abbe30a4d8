#pragma once

#include "core/foundation/base/ids.h"

#include <QByteArray>

namespace youka {

/// The hash chain of a terminal's journal:
///   h(i) = SHA-256("FSCHAIN1" || h(i-1) || BE64 seq || SHA-256(body)), h(0) = 32 zero bytes.
/// Body bytes are stored exactly as hashed. Source: offline and settlement notes, section 4.
QByteArray chainStart();
QByteArray chainNext(QByteArrayView previous, quint64 seq, QByteArrayView body);

/// What a batch signature covers: "FSBATCH1" || BE32 terminal || BE64 first || BE64 last || h(last), 60
/// bytes.
QByteArray batchMessage(TerminalId terminal, quint64 first, quint64 last, QByteArrayView lastHash);

}
