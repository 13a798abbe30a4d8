#pragma once

#include "channels.h"

#include "core/exchange/sync/top_up_client.h"
#include "tests/simulation/world/clerk.h"

#include <map>

namespace youka::world {

/// One who has a card and a wallet, and keeps each top-up in a notebook.
struct Member
{
    CardId card;
    CardIdentity identity;
    QString wallet; ///< as the channel knows it
    QString channel;
};

/// One top-up as the member remembers it.
struct TopUpMemo
{
    int member = 0;
    qint64 fen = 0;
    QString orderNo;     ///< empty: no kiosk has shown one
    QString said;        ///< what the kiosk said last
    qint64 at = 0;       ///< when it was begun
    bool isPaid = false; ///< the phone said so
};

/// A kiosk of a station: the client its program asks the centre with, on a line of its own.
class Kiosk final : public Machine
{
public:
    Kiosk(VirtualTime &time, HttpServerSide &centre, NetworkCounters &counters, int number, quint32 seed);
    void enrolled(TerminalId terminal) { m_terminal = terminal; }
    QByteArray publicKey() const { return m_key.publicKey(); }
    TopUpDesk &desk() { return *m_desk; }
    ApiClient &api() { return *m_api; }
    OperationId newOperation() { return m_ids.make<OperationId>(); }

    Weather weather;

protected:
    bool start() override;
    void stop() override;

private:
    HttpServerSide &m_centre;
    NetworkCounters &m_counters;
    const SigningKey m_key;
    IdSource m_ids;
    TerminalId m_terminal;
    std::unique_ptr<ApiClient> m_api;
    std::unique_ptr<TopUpClient> m_desk;
};

/// One member before a kiosk, from touching the amount to walking away.
class Payer : public std::enable_shared_from_this<Payer>
{
public:
    enum class Mood {
        Pays,      ///< scans and pays
        Late,      ///< scans, and decides when the time may be over
        Leaves,    ///< scans and never decides
        Looks,     ///< never scans
        WrongPin,  ///< and another try, perhaps
        Cancels,   ///< presses cancel while the phone pays
        ShowsCode, ///< the kiosk scans the phone; with a PIN asked for above some amount
    };
    struct Plan
    {
        int member = 0;
        Mood mood = Mood::Pays;
        qint64 fen = 10'000;
        qint64 patienceMs = 120'000;
    };
    struct Around
    {
        VirtualTime &time;
        Kiosk &kiosk;
        Channels &channels;
        const Member &member;
        TopUpMemo &memo;
        Chance &chance;
        Tell tell;
    };
    Payer(const Around &around, const Plan &plan);
    /// A second or two later. False: has left.
    bool live();

private:
    enum class Phase { Asks, Waits, Gone };
    void ask();
    void look();
    void heard(const Result<TopUpView> &view);
    void shown(const QString &qr);
    void scan(const QString &qr, sim::PayManner manner);
    void decide();
    QString who() const;

    Around m_around;
    const Plan m_plan;
    const OperationId m_operation;
    const qint64 m_since;
    QString m_code; ///< of the wallet, as the kiosk scanned it
    Phase m_phase = Phase::Asks;
    bool m_isAsking = false;
    bool m_hasSeen = false; ///< the QR
    bool m_hasCancelled = false;
    int m_tries = 0;
};

}
