#pragma once

#include "core/domain/cards/card.h"
#include "tests/bench/wire_client.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QThread>

#include <memory>
#include <vector>

namespace youka::bench {

/// What one terminal brings back: its own key, its own chain, packed and signed as its outbox would.
struct Load
{
    TerminalId terminal;
    SigningKey key;
    QByteArray body;
    QByteArray encoding;
    int records = 0;
};

/// A chain of stations that comes back at one moment: every terminal on a connection of its own, waiting and
/// coming again by the rule that SyncAgent follows.
class Fleet : public QObject
{
public:
    struct Outcome
    {
        double seconds = 0; ///< from the first byte to the last acknowledgement
        int busy = 0;       ///< times that somebody was told to come later
        int lost = 0;       ///< times that no answer came
        int longestToldS = 0;
        double halfS = 0; ///< until so many of them were done
        double mostS = 0; ///< 95 of 100
        QString fault;
    };
    Fleet(const Place &place, const std::vector<Load> &loads, const Clock &clock);
    ~Fleet() override;
    /// Returns when the last record is acknowledged.
    Outcome comeBack(int withinMs);

private:
    class Member;
    void acknowledged();
    void fail(const QString &fault);
    const Clock &m_clock;
    std::vector<std::unique_ptr<Member>> m_members;
    QEventLoop m_loop;
    QElapsedTimer m_timer;
    size_t m_done = 0;
    Outcome m_outcome;
};

/// Terminals that were online all the time and go on asking whether cards may buy, on a thread of their own.
class Askers
{
public:
    struct Terminal
    {
        TerminalId id;
        SigningKey key;
        QList<CardToken> cards;
    };
    Askers(Place place, std::vector<Terminal> terminals, const Clock &clock);
    ~Askers();
    void start();
    /// What was measured so far does not count.
    void forget();
    /// How long each answer took, in order of size; `fault` is set when one was not a grant.
    std::vector<double> stop();
    QString fault() const { return m_fault; }

private:
    class One;
    const Place m_place;
    const std::vector<Terminal> m_terminals;
    const Clock &m_clock;
    QThread m_thread;
    QObject m_home; ///< lives on the thread
    std::vector<std::unique_ptr<One>> m_ones;
    std::vector<double> m_times;
    QString m_fault;
};

}
