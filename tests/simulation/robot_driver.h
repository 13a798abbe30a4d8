#pragma once

#include "core/exchange/station_link/station_link_client.h"
#include "core/exchange/sync/terminal_node.h"
#include "tests/demo/stage.h"

#include <QTemporaryDir>

namespace youka::demo {

/// A kiosk without a screen: enrolled like any other, it speaks to the station over the real link. Its owner
/// runs an event loop.
class RobotKiosk
{
public:
    RobotKiosk(Stage &stage, const QString &name);
    StationLinkClient &station() { return *m_link; }
    CardIdentity card(const QString &number) const;
    SaleId newSale() { return m_ids.make<SaleId>(); }

private:
    QTemporaryDir m_dir;
    SystemClock m_clock;
    IdSource m_ids{m_clock};
    std::unique_ptr<TerminalStore> m_store;
    std::unique_ptr<TerminalNode> m_node;
    std::unique_ptr<StationLinkClient> m_link;
};

}
