#pragma once

#include "kiosk.h"
#include "money_office.h"

#include "tests/simulation/world/story.h"

#include <set>

namespace youka::world {

/// What may go wrong with the money.
enum MoneyTrouble : unsigned {
    MoneyCentreEnds = 1 << 0, ///< killed, or without power, at any step
    KioskLines = 1 << 1,      ///< and the office's
    ChannelLines = 1 << 2,    ///< slow, lossy, cut, half-open between centre and channels
    ChannelWords = 1 << 3,    ///< HTML, 500, nothing, half of it, unsigned, stale, "busy" for what was done
    Notices = 1 << 4,         ///< lost, doubled, late, out of order, forged, cut, of another amount
    Moods = 1 << 5,           ///< who does not just pay
    BillFiles = 1 << 6,       ///< late, cut, of another encoding, with wrong totals
    Refunds = 1 << 7,         ///< customers want money back; channels take their time
    AllMoneyTrouble = (1 << 8) - 1,
};

struct MoneyOptions
{
    quint32 seed = 1;
    int days = 3;    ///< of trade; some quiet ones follow
    int perDay = 40; ///< top-ups
    int members = 24;
    int kiosks = 3;
    double faults = 0.05; ///< of a bill's rows
    unsigned trouble = AllMoneyTrouble;
};

struct MoneyCounts
{
    qint64 topUps = 0;
    qint64 paid = 0;
    qint64 booked = 0;
    qint64 refunds = 0;
    qint64 learnt = 0; ///< from bills alone
    qint64 rows = 0;
    qint64 planted = 0;
    qint64 breaks = 0;
    qint64 closed = 0; ///< days
    qint64 ends = 0;   ///< of the centre
    qint64 calls = 0;
    qint64 lost = 0;
    qint64 hours = 0;
};

/// What the money comes to by the channels' own books: what they took and paid back, and what their bills
/// say, with the differences planted there.
struct BillSum
{
    qint64 gross = 0;
    qint64 fee = 0;
};

/// A centre, kiosks, members with wallets at three channels and the two managers who reconcile, from one
/// seed, for some days. No pumps: days pass quickly.
class MoneyWorld
{
public:
    MoneyWorld(VirtualTime &time, const MoneyOptions &options);
    ~MoneyWorld();

    /// Lives through it. Empty: everything was true each night and at the end.
    QStringList run();
    const MoneyCounts &counts() const { return m_counts; }
    /// What both sides wrote down of these orders.
    QStringList rows(const QStringList &about) const;
    QStringList story(const QStringList &about, int most) const { return m_story.lines(about, most); }

private:
    friend class MoneyAudit;
    bool on(MoneyTrouble kind) const { return (m_options.trouble & kind) != 0; }
    void tell(const QString &who, const QString &what) { m_story.tell(m_time.now(), who, what); }
    Result<void> setUp();
    Result<void> enterAll(Database &db);
    Result<void> enterMember(Database &db, int number);

    QDate dateOf(int day) const { return QDate(2026, 1, 1).addDays(day); }
    /// Virtual milliseconds at that time of a day in Beijing.
    qint64 at(int day, int hour, int minute = 0) const;
    void day(int day);
    void quietDay(int day);
    void planVisit(qint64 at);
    void visit();
    void planLife(const std::shared_ptr<Payer> &payer);
    void planRefund();
    void planOffice();
    void keepLooking();
    void again(qint64 leastMin, qint64 mostMin, const std::function<void()> &what);
    void heal();
    // misfortune
    void trouble();
    void troubleLine(Weather &weather, const QString &whose);
    void troubleWords();
    void troubleNotices();
    void troubleBills();
    // what is planted in bills
    void plantRows(int day);
    void plantRow(const QString &channel, QDate day, const sim::PayBillRow &row);
    void expect(const QString &channel, QDate day, const char *is, const QString &number);
    QDate extraDay(const QString &channel, QDate day);
    QList<sim::PayBillRow> billOf(const QString &channel, QDate day);
    BillSum billSum(const QString &channel, QDate day);
    QString channelOf(MerchantId merchant) const;
    void count();

    VirtualTime &m_time;
    const MoneyOptions m_options;
    Chance m_chance;
    Story m_story;
    NetworkCounters m_network;
    std::unique_ptr<Centre> m_centre;
    std::unique_ptr<Channels> m_channels;
    std::vector<std::unique_ptr<Kiosk>> m_kiosks;
    std::unique_ptr<MoneyOffice> m_office;
    std::vector<Member> m_members;
    std::deque<TopUpMemo> m_memos;
    QMap<QString, QList<sim::PayBillPlant>> m_plants; ///< by channel
    std::set<QString> m_expected;                     ///< breaks
    MoneyCounts m_counts;
    int m_round = 0;
};

}
