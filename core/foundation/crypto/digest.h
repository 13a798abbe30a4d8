#pragma once

#include <QByteArray>

namespace youka {

QByteArray sha256(QByteArrayView data);
QByteArray hmacSha256(QByteArrayView key, QByteArrayView data);
/// From the system's generator. Never fails: without randomness nothing may go on.
QByteArray randomBytes(qsizetype size);
/// Comparison whose time does not depend on where the difference is.
bool equalInConstantTime(QByteArrayView a, QByteArrayView b);
/// Big-endian, as the chain and signature layouts want it.
QByteArray be64(quint64 value);
QByteArray be32(quint32 value);

}
