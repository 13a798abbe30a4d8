#include "core/domain/reconcile/reconcile_repository.h"

namespace youka {

namespace {

#define YOUKA_DAY_COLUMNS "merchant, day, state, pass, theirs, ran_at, closed_at, closed_by, journal"
#define YOUKA_PENDING_COLUMNS "number, seq, kind, amount, settled, fee_milli, at, channel_no, born, broke_on"
#define YOUKA_BREAK_SELECT                                                                                   \
    "SELECT b.id, b.merchant, b.day, b.number, b.seq, b.class, b.ours, b.theirs, b.stake, b.at, "            \
    "b.channel_no, b.station, b.business_day, b.exception, e.state, e.worker_name, e.at, m.currency FROM "   \
    "reconcile_break b JOIN exception_case e ON e.id = b.exception JOIN merchant m ON m.id = b.merchant "

QString textOf(QDate day) { return day.isValid() ? day.toString(Qt::ISODate) : QStringLiteral(""); }
QDate dayOf(const QString &text) { return QDate::fromString(text, Qt::ISODate); }

Currency currencyIn(const QString &code)
{
    const auto currency = Currency::parse(code);
    ensure(currency.has_value(), "a stored currency is a currency");
    return *currency;
}

Result<std::vector<SheetRow>> readPending(Result<Rows> rows)
{
    if (!rows)
        return fail(rows.error());
    std::vector<SheetRow> pending;
    while (rows->next()) {
        SheetRow row;
        row.number = rows->blob(0);
        row.seq = int(rows->integer(1));
        row.kind = RowKind(rows->integer(2));
        row.amount = rows->integer(3);
        row.settled = rows->integer(4);
        row.feeMilli = rows->integer(5);
        row.at = {rows->integer(6)};
        row.channelNo = rows->text(7);
        row.born = dayOf(rows->text(8));
        row.brokeOn = dayOf(rows->text(9));
        pending.push_back(std::move(row));
    }
    return pending;
}

std::optional<ReconcileDay> readDay(Rows row)
{
    if (!row.next())
        return std::nullopt;
    return ReconcileDay{{row.integer(0)},    dayOf(row.text(1)), DayState(row.integer(2)),
                        int(row.integer(3)), {row.integer(4)},   {row.integer(5)},
                        {row.integer(6)},    row.text(7),        row.blob(8)};
}

}

Result<std::optional<ReconcileDay>> ReconcileRepository::day(MerchantId merchant, QDate day)
{
    return m_db
        .exec("SELECT " YOUKA_DAY_COLUMNS " FROM reconcile_day WHERE merchant = ? AND day = ?",
              {merchant.value, textOf(day)})
        .map([](Rows row) { return readDay(std::move(row)); });
}

Result<std::optional<ReconcileDay>> ReconcileRepository::lockDay(MerchantId merchant, QDate day)
{
    return m_db
        .exec(m_db.dialect().locking(YOUKA_LOCKING("SELECT " YOUKA_DAY_COLUMNS
                                                   " FROM reconcile_day WHERE merchant = ? AND day = ?")),
              {merchant.value, textOf(day)})
        .map([](Rows row) { return readDay(std::move(row)); });
}

Result<void> ReconcileRepository::checkOpen(MerchantId merchant, QDate day)
{
    return lockDay(merchant, day).and_then([&](const std::optional<ReconcileDay> &found) -> Result<void> {
        if (found && found->state == DayState::Closed)
            return fail(ErrorCode::DayClosed, textOf(day));
        return {};
    });
}

Result<void> ReconcileRepository::put(const ReconcileDay &day)
{
    const auto changed = m_db.exec("UPDATE reconcile_day SET state = ?, pass = ?, theirs = ?, ran_at = ?, "
                                   "closed_at = ?, closed_by = ?, journal = ? WHERE merchant = ? AND day = ?",
                                   {int(day.state), day.pass, day.theirs.value, day.ranAt.ms, day.closedAt.ms,
                                    day.closedBy.isNull() ? QStringLiteral("") : day.closedBy, day.journal,
                                    day.merchant.value, textOf(day.day)});
    if (!changed)
        return fail(changed.error());
    if (changed->affected() > 0)
        return {};
    return m_db.run("INSERT INTO reconcile_day (merchant, day, starts, state, pass, theirs, ran_at, "
                    "closed_at, closed_by, journal) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    {day.merchant.value, textOf(day.day), dayStart(day.day).ms, int(day.state), day.pass,
                     day.theirs.value, day.ranAt.ms, day.closedAt.ms,
                     day.closedBy.isNull() ? QStringLiteral("") : day.closedBy, day.journal});
}

Result<std::vector<ReconcileDay>> ReconcileRepository::days(MerchantId merchant, QDate from, QDate until,
                                                            int most)
{
    return m_db
        .exec("SELECT " YOUKA_DAY_COLUMNS " FROM reconcile_day WHERE (? = 0 OR merchant = ?) AND day >= ? "
              "AND day <= ? ORDER BY day DESC, merchant LIMIT ?",
              {merchant.value, merchant.value, textOf(from), textOf(until), most})
        .map([](Rows row) {
            std::vector<ReconcileDay> days;
            while (row.next())
                days.push_back({{row.integer(0)},
                                dayOf(row.text(1)),
                                DayState(row.integer(2)),
                                int(row.integer(3)),
                                {row.integer(4)},
                                {row.integer(5)},
                                {row.integer(6)},
                                row.text(7),
                                row.blob(8)});
            return days;
        });
}

Result<void> ReconcileRepository::putFigures(const ReconcileDay &day,
                                             const std::vector<ReconcileFigure> &figures)
{
    auto done = m_db.run("DELETE FROM reconcile_figure WHERE merchant = ? AND day = ?",
                         {day.merchant.value, textOf(day.day)});
    for (const ReconcileFigure &figure : figures) {
        if (!done)
            return done;
        done = m_db.run("INSERT INTO reconcile_figure (merchant, day, class, count, ours, theirs) VALUES (?, "
                        "?, ?, ?, ?, ?)",
                        {day.merchant.value, textOf(day.day), int(figure.is), figure.count, figure.ours.minor,
                         figure.theirs.minor});
    }
    return done;
}

Result<std::vector<ReconcileFigure>> ReconcileRepository::figures(const ReconcileDay &day, Currency currency)
{
    return m_db
        .exec("SELECT class, count, ours, theirs FROM reconcile_figure WHERE merchant = ? AND day = ? ORDER "
              "BY class",
              {day.merchant.value, textOf(day.day)})
        .map([&](Rows row) {
            std::vector<ReconcileFigure> figures;
            while (row.next())
                figures.push_back({ReconcileClass(row.integer(0)),
                                   row.integer(1),
                                   {row.integer(2), currency},
                                   {row.integer(3), currency}});
            return figures;
        });
}

Result<void> ReconcileRepository::putPending(MerchantId merchant, Side side, QDate born, const SheetRow &row)
{
    return m_db.run("INSERT INTO reconcile_pending (merchant, side, matched_on, " YOUKA_PENDING_COLUMNS
                    ") VALUES (?, ?, '', ?, ?, ?, ?, ?, ?, ?, ?, ?, '')",
                    {merchant.value, int(side), row.number, row.seq, int(row.kind), row.amount, row.settled,
                     row.feeMilli, row.at.ms, row.channelNo, textOf(born)});
}

Result<void> ReconcileRepository::endPending(MerchantId merchant, Side side, const SheetRow &row,
                                             QDate matchedOn)
{
    return m_db.run("UPDATE reconcile_pending SET matched_on = ? WHERE merchant = ? AND side = ? AND number "
                    "= ? AND born = ? AND seq = ?",
                    {textOf(matchedOn), merchant.value, int(side), row.number, textOf(row.born), row.seq});
}

Result<void> ReconcileRepository::breakPending(MerchantId merchant, Side side, const SheetRow &row,
                                               QDate brokeOn)
{
    return m_db.run("UPDATE reconcile_pending SET broke_on = ? WHERE merchant = ? AND side = ? AND number = "
                    "? AND born = ? AND seq = ?",
                    {textOf(brokeOn), merchant.value, int(side), row.number, textOf(row.born), row.seq});
}

Result<void> ReconcileRepository::forgetPendingOf(MerchantId merchant, QDate day)
{
    const QString text = textOf(day);
    return m_db.run("DELETE FROM reconcile_pending WHERE merchant = ? AND born = ?", {merchant.value, text})
        .and_then([&] {
            return m_db.run("UPDATE reconcile_pending SET matched_on = '' WHERE merchant = ? AND matched_on "
                            "= ?",
                            {merchant.value, text});
        })
        .and_then([&] {
            return m_db.run("UPDATE reconcile_pending SET broke_on = '' WHERE merchant = ? AND broke_on = ?",
                            {merchant.value, text});
        });
}

Result<std::vector<SheetRow>> ReconcileRepository::pending(MerchantId merchant, Side side, QDate except,
                                                           QDate since, const SheetRepository::Place &after,
                                                           int most)
{
    return readPending(m_db.exec("SELECT " YOUKA_PENDING_COLUMNS
                                 " FROM reconcile_pending WHERE merchant = ? AND side = ? "
                                 "AND number >= ? AND (number > ? OR seq > ?) AND born <> ? AND born >= ? "
                                 "AND matched_on = '' ORDER BY "
                                 "number, seq LIMIT ?",
                                 {merchant.value, int(side), after.number, after.number, after.seq,
                                  textOf(except), textOf(since), most}));
}

Result<std::vector<SheetRow>> ReconcileRepository::overdue(MerchantId merchant, Side side, QDate born,
                                                           QDate since, int most)
{
    return readPending(m_db.exec("SELECT " YOUKA_PENDING_COLUMNS
                                 " FROM reconcile_pending WHERE merchant = ? AND born >= ? AND born <= ? "
                                 "AND side = ? AND matched_on = '' AND broke_on = '' LIMIT ?",
                                 {merchant.value, textOf(since), textOf(born), int(side), most}));
}

Result<qint64> ReconcileRepository::pendingCount(MerchantId merchant)
{
    return m_db
        .exec("SELECT COUNT(*) FROM reconcile_pending WHERE merchant = ? AND matched_on = '' AND broke_on = "
              "''",
              {merchant.value})
        .map([](Rows row) { return row.next() ? row.integer(0) : 0; });
}

Result<std::vector<Break>> ReconcileRepository::readBreaks(Result<Rows> rows)
{
    if (!rows)
        return fail(rows.error());
    std::vector<Break> breaks;
    while (rows->next()) {
        const Currency currency = currencyIn(rows->text(17));
        Break one;
        one.id = rows->integer(0);
        one.merchant = {rows->integer(1)};
        one.day = dayOf(rows->text(2));
        one.number = rows->blob(3);
        one.seq = int(rows->integer(4));
        one.is = ReconcileClass(rows->integer(5));
        one.ours = {rows->integer(6), currency};
        one.theirs = {rows->integer(7), currency};
        one.stake = {rows->integer(8), currency};
        one.at = {rows->integer(9)};
        one.channelNo = rows->text(10);
        one.station = {rows->integer(11)};
        one.businessDay = dayOf(rows->text(12));
        one.exception = {rows->integer(13)};
        one.state = ExceptionState(rows->integer(14));
        one.worker = rows->text(15);
        one.since = {rows->integer(16)};
        breaks.push_back(std::move(one));
    }
    return breaks;
}

Result<std::optional<Break>> ReconcileRepository::findBreak(const Break &like)
{
    return readBreaks(m_db.exec(YOUKA_BREAK_SELECT
                                "WHERE b.merchant = ? AND b.day = ? AND b.number = ? AND b.class = ? AND "
                                "b.seq = ?",
                                {like.merchant.value, textOf(like.day), like.number, int(like.is), like.seq}))
        .map([](std::vector<Break> breaks) {
            return breaks.empty() ? std::nullopt : std::optional(std::move(breaks.front()));
        });
}

Result<void> ReconcileRepository::insertBreak(const Break &found, int pass)
{
    return m_db.run(
        "INSERT INTO reconcile_break (merchant, day, number, seq, class, ours, theirs, stake, at, "
        "channel_no, station, business_day, exception, pass) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, "
        "?, ?, ?, ?, ?)",
        {found.merchant.value, textOf(found.day), found.number, found.seq, int(found.is), found.ours.minor,
         found.theirs.minor, found.stake.minor, found.at.ms, found.channelNo, found.station.value,
         textOf(found.businessDay), found.exception.value, pass});
}

Result<void> ReconcileRepository::updateBreak(const Break &found, int pass)
{
    return m_db.run(
        "UPDATE reconcile_break SET ours = ?, theirs = ?, stake = ?, exception = ?, pass = ? "
        "WHERE id = ?",
        {found.ours.minor, found.theirs.minor, found.stake.minor, found.exception.value, pass, found.id});
}

Result<void> ReconcileRepository::removeBreak(qint64 id)
{
    return m_db.run("DELETE FROM reconcile_break WHERE id = ?", {id});
}

Result<std::vector<Break>> ReconcileRepository::vanished(const ReconcileDay &day, int most)
{
    return readBreaks(m_db.exec(YOUKA_BREAK_SELECT "WHERE b.merchant = ? AND b.day = ? AND b.pass < ? AND "
                                                   "b.class <> 11 ORDER BY b.id LIMIT ?",
                                {day.merchant.value, textOf(day.day), day.pass, most}));
}

Result<std::vector<Break>> ReconcileRepository::breaks(const Filter &filter, int most)
{
    return readBreaks(m_db.exec(
        YOUKA_BREAK_SELECT "WHERE (? = 0 OR b.merchant = ?) AND (? = '' OR b.day = ?) AND (? = 0 OR "
                           "e.state <> 4) AND (? = 0 OR b.id < ?) ORDER BY b.id DESC LIMIT ?",
        {filter.merchant.value, filter.merchant.value, textOf(filter.day), textOf(filter.day),
         filter.onlyOpen ? 1 : 0, filter.before, filter.before, most}));
}

Result<qint64> ReconcileRepository::unexplained(MerchantId merchant, QDate day)
{
    return m_db
        .exec("SELECT COUNT(*) FROM reconcile_break b JOIN exception_case e ON e.id = b.exception WHERE "
              "b.merchant = ? AND b.day = ? AND e.state <> 4",
              {merchant.value, textOf(day)})
        .map([](Rows row) { return row.next() ? row.integer(0) : 0; });
}

Result<void> ReconcileRepository::insertArrival(MerchantId merchant, QDate day, Money amount,
                                                const QString &reference, const QString &person, Timestamp at)
{
    return m_db.run("INSERT INTO reconcile_arrival (merchant, day, amount, reference, person, at) VALUES (?, "
                    "?, ?, ?, ?, ?)",
                    {merchant.value, textOf(day), amount.minor, reference, person, at.ms});
}

Result<std::optional<qint64>> ReconcileRepository::arrival(MerchantId merchant, QDate day,
                                                           const QString &reference)
{
    return m_db
        .exec("SELECT amount FROM reconcile_arrival WHERE merchant = ? AND day = ? AND reference = ?",
              {merchant.value, textOf(day), reference})
        .map([](Rows row) { return row.next() ? std::optional(row.integer(0)) : std::nullopt; });
}

Result<qint64> ReconcileRepository::arrived(MerchantId merchant, QDate day)
{
    return m_db
        .exec("SELECT COALESCE(SUM(amount), 0) FROM reconcile_arrival WHERE merchant = ? AND day = ?",
              {merchant.value, textOf(day)})
        .map([](Rows row) { return row.next() ? row.integer(0) : 0; });
}

}
