// How soon a freeze is in force at every connected terminal: the real server over TLS, terminals with their
// own encrypted stores and the product's own agent, each waiting at the feed. From before the manager's
// request is sent until the terminal's list refuses the card. The terminals' disks are of this machine's
// memory: five hundred machines have five hundred disks.
#include "core/domain/cards/card_rules.h"
#include "core/domain/cards/card_tokeniser.h"
#include "core/exchange/api/network_transport.h"
#include "core/exchange/sync/terminal_node.h"
#include "tests/bench/card_number.h"
#include "tests/demo/stage.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>

using namespace youka;
using youka::bench::cardNumber;
using namespace youka::demo;

namespace {

/// The network, and a word after each answer that the terminal has taken in.
class Overheard final : public HttpTransport
{
public:
    Overheard(const ApiClient::Settings &server, std::function<void()> heard)
        : m_network(server.server, server.certificate)
        , m_heard(std::move(heard))
    {
    }
    void send(HttpCall call, std::function<void(const HttpAnswer &)> answer) override
    {
        m_network.send(std::move(call), [this, answer = std::move(answer)](const HttpAnswer &said) {
            answer(said);
            m_heard();
        });
    }

private:
    NetworkTransport m_network;
    const std::function<void()> m_heard;
};

class FreezeBench
{
public:
    FreezeBench(const QString &folder, int terminals, int freezes)
        : m_stage(options(folder))
        , m_folder(folder)
        , m_freezes(freezes)
    {
        m_terminals.resize(size_t(terminals));
    }

    void run()
    {
        m_stage.setUpServer();
        std::vector<qint64> cards;
        for (int card = 0; card < m_freezes; ++card)
            cards.push_back(m_stage.issueCard(cardNumber(card), {}, {100'000, {}}));
        for (size_t i = 0; i < m_terminals.size(); ++i)
            connect(m_terminals[i], int(i));
        await([this](const One &one) {
            return one.node->agent.isOnline() && one.node->list.cards() == m_freezes;
        });
        for (int card = 0; card < m_freezes; ++card)
            freeze(card, cards[size_t(card)]);
        std::sort(m_times.begin(), m_times.end());
        const auto at = [this](size_t percent) { return m_times[(m_times.size() - 1) * percent / 100]; };
        std::printf("sync.freeze_terminals %zu\nsync.freeze_p50_ms %.0f\nsync.freeze_p99_ms %.0f\n"
                    "sync.freeze_max_ms %.0f\n",
                    m_terminals.size(), at(50), at(99), m_times.back());
    }

private:
    struct One
    {
        std::unique_ptr<TerminalStore> store;
        std::unique_ptr<TerminalNode> node;
        bool knows = false; ///< of the freeze that is under way
    };
    static Stage::Options options(const QString &folder)
    {
        Stage::Options options;
        options.binDir = QCoreApplication::applicationDirPath();
        options.workDir = folder;
        return options;
    }

    void connect(One &one, int number)
    {
        const QString folder = QStringLiteral("%1/terminal-%2").arg(m_folder).arg(number);
        auto store = TerminalStore::open(folder, folder + QStringLiteral("/master.key"));
        if (!store)
            throw Mishap{toString(store.error())};
        one.store = std::move(*store);
        const auto identity = enrolTerminal(
            *one.store, m_stage.serverAccess(),
            m_stage.invite(QStringLiteral("pos"), QStringLiteral("till %1").arg(number)), m_clock);
        if (!identity)
            throw Mishap{toString(identity.error())};
        one.node = std::make_unique<TerminalNode>(
            *one.store, *identity,
            std::make_unique<Overheard>(m_stage.serverAccess(), [this, &one] { look(one); }),
            TerminalNode::Options{}, m_clock);
        if (const auto learnt = one.node->list.learnListKey(identity->listKey); !learnt)
            throw Mishap{toString(learnt.error())};
        one.node->agent.start();
    }

    void look(One &one)
    {
        if (m_frozen.isNull() || one.knows)
            return;
        const auto entry = one.node->list.find(m_frozen, m_today);
        one.knows = entry && *entry && (*entry)->facts.state == CardState::Frozen;
        if (one.knows)
            m_times.push_back(double(m_timer.nsecsElapsed()) / 1e6);
    }

    void freeze(int card, qint64 id)
    {
        for (One &one : m_terminals)
            one.knows = false;
        m_frozen = CardTokeniser(m_terminals.front().node->self.cardLookupKey).forNumber(cardNumber(card));
        m_timer.start();
        m_stage.post(QStringLiteral("/api/v1/cards/%1/state").arg(id),
                     {{QStringLiteral("state"), int(CardState::Frozen)}});
        await([](const One &one) { return one.knows; });
    }

    void await(const std::function<bool(const One &)> &done)
    {
        QElapsedTimer patience;
        patience.start();
        while (!std::all_of(m_terminals.begin(), m_terminals.end(), done)) {
            if (patience.hasExpired(60'000))
                throw Mishap{QStringLiteral("not all terminals followed within a minute")};
            Stage::pause(5);
        }
    }

    Stage m_stage;
    const QString m_folder;
    const int m_freezes;
    const SystemClock m_clock;
    const QDate m_today = QDate::currentDate();
    std::vector<One> m_terminals;
    CardToken m_frozen;
    QElapsedTimer m_timer;
    std::vector<double> m_times;
};

}

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.addOptions({{QStringLiteral("dir"), {}, QStringLiteral("folder"), QStringLiteral("/dev/shm")},
                       {QStringLiteral("terminals"), {}, QStringLiteral("n"), QStringLiteral("500")},
                       {QStringLiteral("freezes"), {}, QStringLiteral("n"), QStringLiteral("20")}});
    parser.process(app);
    const QTemporaryDir dir(parser.value(QStringLiteral("dir")) + QStringLiteral("/freeze-XXXXXX"));
    try {
        FreezeBench(dir.path(), parser.value(QStringLiteral("terminals")).toInt(),
                    parser.value(QStringLiteral("freezes")).toInt())
            .run();
    } catch (const Mishap &mishap) {
        std::fprintf(stderr, "freeze: %s\n", qPrintable(mishap.what));
        return 1;
    }
    return 0;
}
