#include "core/foundation/crypto/chain.h"

#include "core/foundation/crypto/digest.h"

namespace youka {

QByteArray chainStart() { return QByteArray(32, '\0'); }

QByteArray chainNext(QByteArrayView previous, quint64 seq, QByteArrayView body)
{
    QByteArray message("FSCHAIN1");
    message.append(previous).append(be64(seq)).append(sha256(body));
    return sha256(message);
}

QByteArray batchMessage(TerminalId terminal, quint64 first, quint64 last, QByteArrayView lastHash)
{
    QByteArray message("FSBATCH1");
    message.append(be32(quint32(terminal.value))).append(be64(first)).append(be64(last)).append(lastHash);
    return message;
}

}
