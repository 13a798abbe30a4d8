#include "tests/simulation/robot_driver.h"

#include "core/exchange/api/network_transport.h"

#include "core/domain/cards/card_rules.h"
#include "core/domain/cards/card_tokeniser.h"

namespace youka::demo {

RobotKiosk::RobotKiosk(Stage &stage, const QString &name)
{
    auto store = TerminalStore::open(m_dir.path(), m_dir.filePath(QStringLiteral("master.key")));
    if (!store)
        throw Mishap{toString(store.error())};
    m_store = std::move(*store);
    const auto identity =
        enrolTerminal(*m_store, stage.terminalAccess(), stage.invite(QStringLiteral("kiosk"), name), m_clock);
    if (!identity)
        throw Mishap{toString(identity.error())};
    m_node = std::make_unique<TerminalNode>(
        *m_store, *identity,
        std::make_unique<NetworkTransport>(stage.terminalAccess().server, stage.terminalAccess().certificate),
        TerminalNode::Options{}, m_clock);
    m_link = std::make_unique<StationLinkClient>(stage.linkUrl(), m_node->list, m_node->self);
    m_node->agent.start();
    m_link->start();
}

CardIdentity RobotKiosk::card(const QString &number) const
{
    return {CardTokeniser(m_node->self.cardLookupKey).forNumber(number), CardProof::Uid,
            maskedCardNumber(number)};
}

}
