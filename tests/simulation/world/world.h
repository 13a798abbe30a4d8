#pragma once

#include "audit.h"
#include "leaflets.h"
#include "people.h"
#include "story.h"

#include <set>

namespace youka::world {

constexpr qint64 MinuteMs = 60'000;

/// What may go wrong in a world; a failing seed is made smaller by leaving kinds out.
enum Trouble : unsigned {
    StationsEnd = 1 << 0, ///< programs are killed, machines lose power, at any step
    CentreEnds = 1 << 1,
    Network = 1 << 2, ///< slow, lossy, repeating, cut, half-open lines
    Wires = 1 << 3,   ///< bytes lost, broken and said twice between counter and pumps
    PumpPower = 1 << 4,
    DisksFull = 1 << 5,
    Clocks = 1 << 6,     ///< wrong, drifting, set back
    OfficeWork = 1 << 7, ///< freezes, limits and prices change meanwhile
    CopiedCards = 1 << 8,
    ByHand = 1 << 9,   ///< pumps are worked from their own keys while the counter is down
    Lorries = 1 << 10, ///< they come, and the gauge is hard to hear
    AllTrouble = (1 << 11) - 1,
};

struct WorldOptions
{
    quint32 seed = 1;
    int stations = 6;
    int pumps = 2;
    int cards = 60;
    qint64 minutes = 240;      ///< of trade
    qint64 restEveryMin = 120; ///< a quiet point, where everything is compared
    unsigned trouble = AllTrouble;
    // Nobody else comes and nothing else happens once so many did; up to there the history stays the same.
    qint64 visits = Unlimited;
    qint64 events = Unlimited; ///< misfortune and what the office does
    static constexpr qint64 Unlimited = std::numeric_limits<qint64>::max();
};

struct Counts
{
    qint64 visits = 0;
    qint64 events = 0;
    qint64 sales = 0;
    qint64 offlineSales = 0;
    qint64 crashes = 0;
    qint64 powerCuts = 0;
    qint64 partitions = 0;
    qint64 reversals = 0;
    qint64 exceptions = 0;
    qint64 topUps = 0;
    qint64 coupons = 0;      ///< redeemed, and automatic ones
    qint64 couponsTwice = 0; ///< taken off more than once, each a case
    qint64 lowered = 0;      ///< sales at a pump whose price was lowered
    qint64 calls = 0;
    qint64 lost = 0;
    qint64 restPoints = 0;
    void add(const Counts &other);
};

/// A chain of stations, its centre and the people who use it, from one seed.
class World
{
public:
    World(VirtualTime &time, const WorldOptions &options);
    ~World();

    /// Lives through it. Empty: everything was true at every quiet point.
    QStringList run();
    const Counts &counts() const { return m_counts; }
    /// What happened, newest last; `about` picks the lines that name one of these.
    QStringList story(const QStringList &about, int most) const { return m_story.lines(about, most); }
    /// What the stations wrote down of sales that were not ordinary, and of these.
    QStringList rows(const QStringList &about) const;

private:
    struct Site
    {
        std::unique_ptr<Cashier> cashier;
        std::vector<std::unique_ptr<Visit>> visits; ///< by pump; null: nobody there
        int byHand = 0;                             ///< the pump that is worked by hand; 0: none
    };
    bool on(Trouble kind) const { return (m_options.trouble & kind) != 0; }
    Result<void> setUp();
    Result<void> setUpCentre();
    Result<void> enrol(StationMachine &station, const QString &code);
    void tell(const QString &who, const QString &what);

    void trade(qint64 minutes);
    void rest();
    QString unrest(qint64 recordsWaitMs = 0);
    void heal();

    void planArrival(size_t site, int pump);
    void arrive(size_t site, int pump);
    void planLife(size_t site, int pump);
    void planCashier(size_t site);
    void planOffice();
    void planStationEnd(size_t site);
    void planCentreEnd();
    void planWeather(size_t site);
    void planWire(size_t site);
    void planPumpPower(size_t site);
    void planDisk(size_t site);
    void planClock(size_t site);
    void planByHand(size_t site);
    void pourByHand(size_t site, int times);
    void planLorry(size_t site);
    void planGauge(size_t site);
    QString lorriesAway(StationMachine &station);
    /// Does it in `least` to `most` minutes, again and again, as long as there is trade.
    void again(qint64 least, qint64 most, const std::function<void()> &what);
    void count();

    VirtualTime &m_time;
    const WorldOptions m_options;
    Chance m_chance;
    Story m_story;
    Books m_books;
    NetworkCounters m_network;
    std::unique_ptr<Centre> m_centre;
    std::vector<std::unique_ptr<StationMachine>> m_stations;
    std::vector<Site> m_sites;
    std::vector<Card> m_cards;
    std::vector<CardId> m_cardIds;
    std::unique_ptr<IdSource> m_ids;
    NodeClock m_clock;
    std::unique_ptr<Office> m_office;
    Leaflets m_leaflets;
    std::set<int> m_frozen; ///< cards the office means to set free again
    bool m_paused = false;  ///< the campaign the office means to go on with
    bool m_open = false;    ///< customers come
    int m_round = 0;        ///< what was planned in an earlier round does not happen any more
    Counts m_counts;
};

}
