#include "core/station/devices/link/faulty_link.h"

#include <QTimer>

namespace youka {

FaultyLink::FaultyLink(std::unique_ptr<ByteLink> inner, quint32 seed, QObject *parent)
    : ByteLink(parent)
    , m_incoming(seed)
    , m_outgoing(seed + 1)
    , m_inner(inner.release())
{
    m_inner->setParent(this);
    connect(m_inner, &ByteLink::opened, this, &ByteLink::opened);
    connect(m_inner, &ByteLink::lost, this, &ByteLink::lost);
    connect(m_inner, &ByteLink::bytes, this, [this](const QByteArray &all) {
        const auto pieces = m_incoming.apply(all);
        for (const auto &piece : pieces) {
            if (piece.delayMs == 0)
                Q_EMIT bytes(piece.bytes);
            else
                QTimer::singleShot(piece.delayMs, this, [this, late = piece.bytes] { Q_EMIT bytes(late); });
        }
    });
}

void FaultyLink::write(const QByteArray &all)
{
    const auto pieces = m_outgoing.apply(all);
    for (const auto &piece : pieces) {
        if (piece.delayMs == 0)
            m_inner->write(piece.bytes);
        else
            QTimer::singleShot(piece.delayMs, this, [this, late = piece.bytes] { m_inner->write(late); });
    }
}

}
