#pragma once

#include "core/station/devices/link/byte_link.h"
#include "core/station/devices/link/fault_plan.h"

#include <memory>

namespace youka {

/// A test's decorator: another link with faults in either direction.
class FaultyLink final : public ByteLink
{
    Q_OBJECT
public:
    FaultyLink(std::unique_ptr<ByteLink> inner, quint32 seed, QObject *parent = nullptr);

    FaultPlan &incoming() { return m_incoming; }
    FaultPlan &outgoing() { return m_outgoing; }

    void open() override { m_inner->open(); }
    void close() override { m_inner->close(); }
    void write(const QByteArray &bytes) override;
    bool isOpen() const override { return m_inner->isOpen(); }

private:
    FaultPlan m_incoming;
    FaultPlan m_outgoing;
    ByteLink *m_inner;
};

}
