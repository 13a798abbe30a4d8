#pragma once

#include "core/foundation/store/write_pipeline.h"

#include <atomic>
#include <semaphore>

namespace youka::test {

/// Keeps a pipeline's writer in a command of its own until it is lifted, so that what comes meanwhile is
/// written together. A batch that is run again passes.
class Blockade
{
public:
    explicit Blockade(WritePipeline &pipeline)
    {
        pipeline.submit(
            [this](Database &) -> Result<QByteArray> {
                if (!m_entered.exchange(true)) {
                    m_inside.release();
                    m_open.acquire();
                }
                return QByteArray();
            },
            [](const Result<QByteArray> &) {});
        m_inside.acquire();
    }
    void lift() { m_open.release(); }

private:
    std::atomic<bool> m_entered{false};
    std::binary_semaphore m_inside{0};
    std::binary_semaphore m_open{0};
};

}
