#pragma once

#include "books.h"
#include "clerk.h"
#include "station_machine.h"

namespace youka::world {

/// A card as its owner, and whoever copied it, carries it.
struct Card
{
    CardId id;
    CardIdentity identity;
    QString pin;
};

/// One driver at one pump, from arriving to leaving. Presses twice, changes the mind, walks away.
class Visit
{
public:
    struct Wish
    {
        SaleId sale;
        SaleMode mode = SaleMode::CardAuthorised;
        int pump = 1;
        int nozzle = 1;
        int card = -1;
        qint64 ml = 20'000;
        Money cash{0, {}};
        bool neverLifts = false;
        bool neverSqueezes = false;
        std::vector<Books::Slip> slips = {}; ///< coupons to be shown at the counter, or at the pump
        bool asksForOffers = false;
        bool atPump = false;       ///< coupons come before the fuel
        bool choosesGrade = false; ///< and the nozzle stays in until the pump is released
        Preset preset = {};
    };
    /// `clock` is one that is right.
    Visit(StationMachine &station, const std::vector<Card> &cards, Books &books, Chance &chance,
          const Clock &clock, Tell tell, const Wish &wish, qint64 now);
    /// Half a second or so later. False: has left.
    bool live(qint64 now);
    const Wish &wish() const { return m_wish; }

private:
    enum class Phase { Arrived, Asked, Pouring, Reading };
    void ask();
    void hang();
    bool leaves(qint64 now);
    bool reads(qint64 now);
    QString who() const;
    StationMachine &m_station;
    const std::vector<Card> &m_cards;
    Books &m_books;
    Chance &m_chance;
    const Clock &m_clock;
    const Tell m_tell;
    const Wish m_wish;
    Phase m_phase = Phase::Arrived;
    qint64 m_since;
    int m_releases;
    int m_powerCuts;
    bool m_mine = false; ///< what the display shows is this visit's
};

/// The person at the counter: takes coupons and what is owed, and looks at what the pumps could not say.
class Cashier
{
public:
    Cashier(StationMachine &station, const std::vector<Card> &cards, Books &books, Chance &chance,
            const Clock &clock, Tell tell);
    void look();
    bool isIdle() const;

private:
    /// One customer who has coupons.
    struct Talk
    {
        int shows = 0; ///< how often they are still shown; all but the last may be to put them away
        int waits = 0; ///< looks until the purse is found
    };
    bool talks(const SaleView &owed, const Books::Visit &visit);
    void show(const SaleView &owed, const Books::Visit &visit, bool away);
    void take(const SaleView &owed, const Books::Visit *visit);
    StationMachine &m_station;
    const std::vector<Card> &m_cards;
    Books &m_books;
    Chance &m_chance;
    const Clock &m_clock;
    const Tell m_tell;
    std::map<SaleId, Talk> m_talks;
};

/// The office: tops cards up, freezes them, changes limits and prices, over a network that loses answers.
class Office final : public Clerk
{
public:
    Office(VirtualTime &time, HttpServerSide &centre, NetworkCounters &counters,
           const std::vector<Card> &cards, Books &books, Tell tell, quint32 seed);
    void topUp(int card, qint64 fen);
    void changeState(int card, int state);
    void changePrice(const QString &product, qint64 milli);
    void changeLimit(int card, qint64 perDayFen);
    void changeCampaign(CampaignId campaign, const QString &state);

private:
    const std::vector<Card> &m_cards;
    Books &m_books;
    Tell m_tell;
};

}
