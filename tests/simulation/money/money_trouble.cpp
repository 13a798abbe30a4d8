#include "money_world.h"

#include "tests/simulation/world/audit_rows.h"

namespace youka::world {

namespace {

constexpr qint64 MinuteMs = 60'000;
constexpr qint64 QuarterMs = 15 * MinuteMs;

struct Word
{
    const char *fault;
    qint64 least; ///< of its value
    qint64 most;
};
constexpr Word Words[] = {
    {"html", 0, 1},         {"http_500", 0, 1},       {"lose_request", 0, 1},
    {"lose_reply", 0, 1},   {"empty", 0, 0},          {"cut", 0, 0},
    {"unsigned", 0, 0},     {"bad_signature", 0, 1},  {"stale", 0, 0},
    {"system_error", 0, 0}, {"busy_after", 0, 0},     {"delay", 500, 9'000},
    {"user_paying", 1, 15}, {"refund_working", 1, 8}, {"retry_flag", 0, 0},
    {"late_success", 0, 0},
};
constexpr const char *NoticeFaults[] = {"notice_lost", "notice_twice", "notice_held",  "notice_forged",
                                        "notice_cut",  "notice_stale", "notice_probe", "notice_other"};
constexpr const char *FileFaults[] = {"bill_not_ready", "bill_hash",   "bill_encoding",
                                      "bill_cut",       "bill_column", "bill_totals"};

QString textOf(const char *latin) { return QString::fromLatin1(latin); }

}

void MoneyWorld::trouble()
{
    if (on(MoneyCentreEnds))
        again(5, 90, [this] {
            m_centre->rebootMs =
                m_chance.oneIn(4) ? m_chance.between(1, 15) * MinuteMs : m_chance.between(1'000, 20'000);
            m_centre->endAt(int(m_chance.between(0, 300)),
                            m_chance.oneIn(2) ? VirtualDisk::End::Killed : VirtualDisk::End::PowerCut);
        });
    if (on(KioskLines)) {
        for (const auto &kiosk : m_kiosks)
            again(5, 60, [this, &kiosk] { troubleLine(kiosk->weather, kiosk->name()); });
        again(10, 60, [this] {
            Weather weather;
            weather.lossPerMille = m_chance.oneIn(2) ? 200 : 0;
            weather.repeatPerMille = m_chance.oneIn(2) ? 200 : 0;
            m_office->first().weather = m_office->second().weather = weather;
        });
    }
    if (on(ChannelLines))
        again(5, 60, [this] { troubleLine(m_channels->calls, QStringLiteral("the line to the channels")); });
    if (on(ChannelWords))
        again(1, 8, [this] { troubleWords(); });
    if (on(Notices)) {
        again(1, 8, [this] { troubleNotices(); });
        again(5, 60, [this] { troubleLine(m_channels->notices, QStringLiteral("the channels' line")); });
        again(10, 60, [this] { m_channels->far().notices().release(); });
    }
    if (on(BillFiles))
        again(20, 120, [this] { troubleBills(); });
}

void MoneyWorld::troubleLine(Weather &weather, const QString &whose)
{
    weather = {};
    switch (m_chance.between(0, 9)) {
    case 0:
        weather.delayMs = int(m_chance.between(200, 2'500));
        break;
    case 1:
        weather.lossPerMille = int(m_chance.between(50, 500));
        break;
    case 2:
        weather.repeatPerMille = 300;
        weather.delayMs = 150;
        break;
    case 3:
        weather.halfOpen = true;
        break;
    case 4:
        weather.cut = true;
        break;
    default:
        break;
    }
    tell(whose,
         weather.cut            ? QStringLiteral("is cut")
             : weather.halfOpen ? QStringLiteral("brings no answers")
                                : QStringLiteral("takes %1 ms, loses %2 and repeats %3 of a thousand")
                                      .arg(weather.delayMs)
                                      .arg(weather.lossPerMille)
                                      .arg(weather.repeatPerMille));
}

void MoneyWorld::troubleWords()
{
    const QString name = Channels::names().at(int(m_chance.between(0, 2)));
    sim::PayFaults &faults = m_channels->far().channel(name)->faults();
    // One fen more: what is asked about refunds would be left to people for good.
    if (m_chance.oneIn(20) && name != QLatin1String("unionpay")) {
        const bool isAlipay = name == QLatin1String("alipay");
        (void)faults.strike(QStringLiteral("amount_differs"), 1,
                            isAlipay ? QStringLiteral("alipay.trade.query") : QStringLiteral("query"));
        return tell(name, QStringLiteral("will name another amount once"));
    }
    const Word &word = Words[m_chance.between(0, std::size(Words) - 1)];
    (void)faults.strike(textOf(word.fault), int(m_chance.between(1, 4)), {},
                        m_chance.between(word.least, word.most));
    tell(name, QStringLiteral("will answer with %1").arg(QLatin1String(word.fault)));
}

void MoneyWorld::troubleNotices()
{
    const QString name = Channels::names().at(int(m_chance.between(0, 2)));
    const QString fault = textOf(NoticeFaults[m_chance.between(0, std::size(NoticeFaults) - 1)]);
    (void)m_channels->far().channel(name)->faults().strike(fault, int(m_chance.between(1, 4)));
    tell(name, QStringLiteral("will have ") + fault);
}

void MoneyWorld::troubleBills()
{
    const QString name = Channels::names().at(int(m_chance.between(0, 2)));
    const QString fault = textOf(FileFaults[m_chance.between(0, std::size(FileFaults) - 1)]);
    (void)m_channels->far().channel(name)->faults().strike(fault, 1);
    tell(name, QStringLiteral("will have ") + fault);
}

// --- what is planted in bills

/// In the night: rows that both sides have, far enough from midnight and without a refund, are spoilt as
/// often as was asked for. What each must come to is written down.
void MoneyWorld::plantRows(int day)
{
    const auto db = m_centre->books();
    if (!db)
        return;
    const QDate date = dateOf(day);
    const Timestamp from{NodeClock::Begin + at(day, 0) + QuarterMs};
    const Timestamp until{NodeClock::Begin + at(day + 1, 0) - QuarterMs};
    for (const QString &channel : Channels::names()) {
        const QList<sim::PayBillRow> rows = billRows(m_channels->book(channel), date);
        m_counts.rows += rows.size();
        for (const sim::PayBillRow &row : rows) {
            const bool isPlain = row.kind == sim::PayBillRow::Kind::Payment && row.at > from && row.at < until
                && m_channels->book(channel).find(row.orderNo)->refunds.empty();
            if (m_chance.generator().generateDouble() >= m_options.faults || !isPlain)
                continue;
            if (single(**db, "SELECT COUNT(*) FROM payment_order WHERE order_no = ? AND state = 3",
                       {row.orderNo})
                == 1)
                plantRow(channel, date, row);
        }
    }
}

void MoneyWorld::expect(const QString &channel, QDate day, const char *is, const QString &number)
{
    m_expected.insert(
        QStringLiteral("%1 %2 %3 %4").arg(channel, day.toString(Qt::ISODate), textOf(is), number));
}

void MoneyWorld::plantRow(const QString &channel, QDate day, const sim::PayBillRow &row)
{
    using What = sim::PayBillPlant::What;
    const auto kind = What(m_chance.between(0, 5));
    sim::PayBillPlant plant{kind, day, row.orderNo, m_chance.between(2, 500)};
    switch (kind) {
    case What::Missing:
        expect(channel, day.addDays(2), "only-ours", row.orderNo);
        break;
    case What::Extra:
        plant.number = QStringLiteral("SOMEBODYELSE%1").arg(m_counts.planted);
        plant.fen *= 100;
        expect(channel, extraDay(channel, day), "only-theirs", plant.number);
        break;
    case What::Amount:
        expect(channel, day, "amount-differs", row.orderNo);
        break;
    case What::State:
        expect(channel, day, "state-differs", row.orderNo);
        expect(channel, day.addDays(2), "only-ours", row.orderNo);
        break;
    case What::Fee:
        expect(channel, day, "fee-differs", row.orderNo);
        break;
    case What::Duplicate:
        expect(channel, day, "duplicate", row.orderNo);
        break;
    }
    ++m_counts.planted;
    m_plants[channel].append(plant);
    m_channels->far().channel(channel)->plant(plant);
    tell(QStringLiteral("the bill"),
         QStringLiteral("of %1, %2 is spoilt: order %3, kind %4, %5 fen")
             .arg(channel, day.toString(Qt::ISODate), plant.number)
             .arg(int(kind))
             .arg(plant.fen));
}

QList<sim::PayBillRow> MoneyWorld::billOf(const QString &channel, QDate day)
{
    return withPlants(billRows(m_channels->book(channel), day), m_plants.value(channel), day);
}

/// A row that is nobody's takes its time from the first of the bill, and near midnight it waits for a day.
QDate MoneyWorld::extraDay(const QString &channel, QDate day)
{
    const auto rows = billOf(channel, day);
    const qint64 into = (rows.first().at.ms - NodeClock::Begin) - at(int(dateOf(0).daysTo(day)), 0);
    return into < QuarterMs || into >= 24 * 60 * MinuteMs - QuarterMs ? day.addDays(1) : day;
}

BillSum MoneyWorld::billSum(const QString &channel, QDate day)
{
    BillSum sum;
    for (const sim::PayBillRow &row : billOf(channel, day)) {
        const int sign = row.kind == sim::PayBillRow::Kind::Payment ? 1 : -1;
        sum.gross += sign * row.fen;
        sum.fee += sign * row.feeFen;
    }
    return sum;
}

}
