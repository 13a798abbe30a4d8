#pragma once

#include "core/foundation/base/clock.h"
#include "core/station/devices/link/byte_link.h"
#include "core/station/devices/readers/crt/crt_session.h"

#include <QTimer>

#include <memory>

namespace youka {

/// A reader of the CRT family on a link of its own. Has no parent, so that DeviceThread can take it; `clock`
/// outlives it and is read in its thread. Track data is handed on and forgotten; it is never logged. With
/// `scheme` chips prove themselves; how many could not since the start is in the log.
class CrtReader final : public CardReader
{
    Q_OBJECT
public:
    CrtReader(std::unique_ptr<ByteLink> link, const Clock &clock, std::optional<ChipScheme> scheme = {},
              crt::Config config = {});

protected:
    void doStart() override { m_link->open(); }
    void doStop() override;

private:
    void onBytes(const QByteArray &bytes);
    void onTimer();
    void take(const std::vector<crt::Event> &events, qint64 nowMs);
    void carryOut(const crt::Session::Output &output);
    void tellFailure(ErrorCode code);
    void arm();

    const Clock &m_clock;
    const crt::Config m_config;
    ByteLink *m_link;
    QTimer m_timer{this};
    crt::Decoder m_decoder;
    crt::Session m_session;
    qint64 m_lastByteMs = 0;
    int m_notGenuine = 0;
    bool m_stopping = false;
};

}
