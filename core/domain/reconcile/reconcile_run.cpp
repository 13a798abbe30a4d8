#include "core/domain/reconcile/reconcile_run.h"

#include "core/domain/reconcile/break_book.h"

namespace youka {

namespace {

constexpr int BatchRows = 200;
constexpr int PageRows = 2'000;

bool isPlainMatch(const NumberGroup &group, const MatchTerms &terms)
{
    if (group.ours.size() != 1 || group.theirs.size() != 1)
        return false;
    const SheetRow &ours = group.ours.front();
    const SheetRow &theirs = group.theirs.front();
    return theirs.kind != RowKind::Reversal && ours.amount == theirs.amount && !ours.born.isValid()
        && !theirs.born.isValid()
        && feeTooMuchMilli(theirs, terms.feePpm, terms.policy.feeToleranceMilli) == 0;
}

}

Result<DayReport> ReconcileRun::run()
{
    return begin()
        .and_then([&] { return dropOld(); })
        .and_then([&] { return writeOurs(); })
        .and_then([&](const Sheet &ours) { return match(ours, m_theirs); })
        .and_then([&] { return breakOverdue(Side::Ours, m_policy.oursWaitsDays); })
        .and_then([&] { return breakOverdue(Side::Theirs, m_policy.theirsWaitsDays); })
        .and_then([&] { return reportBeyond(); })
        .and_then([&] { return dropVanished(); })
        .and_then([&] { return finish(); });
}

Result<void> ReconcileRun::begin()
{
    return m_house.write(
        [&](Database &db) -> Result<void> {
            ReconcileRepository days(db);
            const auto known = days.lockDay(m_merchant.id, m_terms.day);
            if (!known)
                return fail(known.error());
            if (*known && (*known)->state == DayState::Closed)
                return fail(ErrorCode::DayClosed, m_terms.day.toString(Qt::ISODate));
            const auto bill = SheetRepository(db).newest(m_merchant.id, m_terms.day, Side::Theirs);
            if (!bill)
                return fail(bill.error());
            if (!*bill)
                return fail(ErrorCode::BillMissing, m_terms.day.toString(Qt::ISODate));
            m_theirs = **bill;
            if (*known)
                m_day = **known;
            m_day.state = DayState::Comparing;
            m_day.pass = (*known ? (*known)->pass : 0) + 1;
            m_day.theirs = m_theirs.id;
            return days.put(m_day).and_then([&] { return days.forgetPendingOf(m_merchant.id, m_terms.day); });
        },
        SheetWriter::CommitRows);
}

/// Our rows of earlier comparisons, and bills that a later one took the place of.
Result<void> ReconcileRun::dropOld()
{
    for (const Side side : {Side::Ours, Side::Theirs}) {
        const auto sheets = m_sheets.all(m_merchant.id, m_terms.day, side);
        if (!sheets)
            return fail(sheets.error());
        for (const Sheet &sheet : *sheets)
            if (side == Side::Ours || (sheet.isReady && sheet.id < m_theirs.id))
                if (const auto gone = dropSheet(m_house.write, sheet); !gone)
                    return gone;
    }
    return {};
}

Result<Sheet> ReconcileRun::writeOurs()
{
    Sheet sheet;
    sheet.merchant = m_merchant.id;
    sheet.day = m_terms.day;
    sheet.side = Side::Ours;
    sheet.hash = "pass " + QByteArray::number(m_day.pass);
    sheet.at = m_house.clock.now();
    SheetWriter writer(m_house.write, sheet);
    if (const auto begun = writer.begin(); !begun)
        return fail(begun.error());
    const Timestamp from = dayStart(m_terms.day);
    const Timestamp until = dayStart(m_terms.day.addDays(1));
    const auto add = [&](std::vector<SheetRow> &rows) -> Result<void> {
        for (SheetRow &row : rows)
            if (const auto added = writer.add(std::move(row)); !added)
                return added;
        return {};
    };
    for (const bool refunds : {false, true}) {
        OrderView::OursPlace place;
        for (bool more = true; more;) {
            auto page = refunds ? m_orders.refundedBetween(m_merchant.id, from, until, place, PageRows)
                                : m_orders.paidBetween(m_merchant.id, from, until, place, PageRows);
            if (!page)
                return fail(page.error());
            more = page->rows.size() == PageRows;
            place = page->last;
            if (const auto added = add(page->rows); !added)
                return fail(added.error());
        }
    }
    auto late = m_orders.bookedAfterClosing(m_merchant.id, from, until);
    if (!late)
        return fail(late.error());
    if (const auto added = add(*late); !added)
        return fail(added.error());
    return writer.finish();
}

MergedRows::Source ReconcileRun::pendingOf(Side side)
{
    return [this, side](const SheetRepository::Place &after, int most) {
        return m_days.pending(m_merchant.id, side, m_terms.day, before(m_policy.waitsAtMostDays), after,
                              most);
    };
}

Result<void> ReconcileRun::match(const Sheet &ours, const Sheet &theirs)
{
    auto ourSources = sourcesOf(m_sheets, ours);
    auto theirSources = sourcesOf(m_sheets, theirs);
    ourSources.push_back(pendingOf(Side::Ours));
    theirSources.push_back(pendingOf(Side::Theirs));
    MergedRows left(std::move(ourSources));
    MergedRows right(std::move(theirSources));
    auto our = left.next();
    auto their = our ? right.next() : fail(our.error());
    NumberGroup group;
    while (our && their && (*our || *their)) {
        const bool oursFirst = *our && (!*their || (*our)->number <= (*their)->number);
        group.number = oursFirst ? (*our)->number : (*their)->number;
        group.ours.clear();
        group.theirs.clear();
        for (; our && *our && (*our)->number == group.number; our = left.next())
            group.ours.push_back(std::move(**our));
        for (; their && *their && (*their)->number == group.number; their = right.next())
            group.theirs.push_back(std::move(**their));
        if (!our || !their)
            break;
        if (const auto taken = take(group); !taken)
            return taken;
    }
    if (!our)
        return fail(our.error());
    if (!their)
        return fail(their.error());
    return flush();
}

Result<OrderFacts> ReconcileRun::factsOf(const QByteArray &number)
{
    const auto sight = m_orders.sight(m_merchant.id, number);
    if (!sight)
        return fail(sight.error());
    OrderFacts facts = sight->facts;
    if (facts.standing != OrderFacts::Standing::Moved)
        return facts;
    if (sight->channelDay == m_terms.day) { // booked since our rows were taken down
        facts.standing = OrderFacts::Standing::CanLearn;
        return facts;
    }
    const auto there = m_sheets.newest(m_merchant.id, sight->channelDay, Side::Theirs);
    if (!there)
        return fail(there.error());
    if (*there) {
        const auto has = m_sheets.has(**there, number);
        if (!has)
            return fail(has.error());
        facts.countedElsewhere = *has;
    }
    return facts;
}

Result<void> ReconcileRun::take(NumberGroup &group)
{
    if (isPlainMatch(group, m_terms)) { // as nearly every one is
        Figure &matched = figure(ReconcileClass::Matched);
        ++matched.count;
        matched.ours += net(group.ours.front(), group.ours.front().amount);
        matched.theirs += net(group.theirs.front(), group.theirs.front().amount);
        return {};
    }
    OrderFacts facts;
    if (needsFacts(group)) {
        const auto found = factsOf(group.number);
        if (!found)
            return fail(found.error());
        facts = *found;
    }
    for (Verdict &verdict : classify(group, facts, m_terms))
        if (const auto taken = take(std::move(verdict)); !taken)
            return taken;
    return {};
}

Result<void> ReconcileRun::take(Verdict verdict)
{
    if (verdict.is == ReconcileClass::Learnt) {
        const auto learnt = learn(*verdict.theirs);
        if (!learnt)
            return fail(learnt.error());
        if (!*learnt)
            verdict.is = ReconcileClass::StateDiffers;
    }
    count(verdict);
    m_batch.push_back(std::move(verdict));
    return m_batch.size() < BatchRows ? Result<void>() : flush();
}

/// In a transaction of its own: what is refused has changed nothing of anything else.
Result<bool> ReconcileRun::learn(const SheetRow &theirs)
{
    const BillSays says{m_merchant.id,
                        plainNumber(theirs.number),
                        theirs.channelNo,
                        {theirs.amount, m_merchant.currency},
                        theirs.at};
    const Timestamp now = m_house.clock.now();
    const auto done = m_house.write(
        [&](Database &db) {
            return isRefund(theirs.number) ? m_house.actions.learnRefunded(db, says, now)
                                           : m_house.actions.learnPaid(db, says, now);
        },
        10);
    if (done)
        return true;
    return isTransient(done.error().code) ? fail(done.error()) : Result<bool>(false);
}

void ReconcileRun::count(const Verdict &verdict)
{
    Figure &its = figure(verdict.is);
    ++its.count;
    if (verdict.ours)
        its.ours += net(*verdict.ours, verdict.ours->amount);
    if (verdict.theirs)
        its.theirs += net(*verdict.theirs, verdict.theirs->amount);
}

Result<void> ReconcileRun::checkPass(Database &db)
{
    return ReconcileRepository(db)
        .lockDay(m_merchant.id, m_terms.day)
        .and_then([&](const std::optional<ReconcileDay> &day) -> Result<void> {
            if (!day || day->pass != m_day.pass || day->state != DayState::Comparing)
                return fail(ErrorCode::BreakStateConflict,
                            QStringLiteral("the day is compared twice at once"));
            return {};
        });
}

Result<void> ReconcileRun::flush()
{
    if (m_batch.empty())
        return {};
    std::vector<std::optional<Break>> breaks;
    for (const Verdict &verdict : m_batch)
        breaks.push_back(breakOf(verdict));
    const auto done = m_house.write(
        [&](Database &db) {
            const Timestamp now = m_house.clock.now();
            Result<void> all = checkPass(db);
            for (size_t i = 0; all && i < m_batch.size(); ++i)
                all = applyToPending(db, m_batch[i], now).and_then([&]() -> Result<void> {
                    return breaks[i] ? BreakBook(db).report(m_merchant, *breaks[i], m_day.pass, now)
                                     : Result<void>();
                });
            return all;
        },
        BatchRows);
    m_batch.clear();
    return done;
}

/// The break that a verdict is, if it has one of its own.
std::optional<Break> ReconcileRun::breakOf(const Verdict &verdict)
{
    if (!isBreak(verdict.is))
        return std::nullopt;
    const auto amountOf = [&](const std::optional<SheetRow> &row) {
        return Money{row ? net(*row, row->amount) : 0, m_merchant.currency};
    };
    Figure &its = figure(verdict.is);
    if (its.breaks >= m_policy.mostBreaks) {
        its.isBeyond = true;
        its.beyond += verdict.stake;
        its.beyondOurs += amountOf(verdict.ours).minor;
        its.beyondTheirs += amountOf(verdict.theirs).minor;
        return std::nullopt;
    }
    ++its.breaks;
    const SheetRow &row = verdict.theirs ? *verdict.theirs : *verdict.ours;
    Break found;
    found.merchant = m_merchant.id;
    found.day = m_terms.day;
    found.number = row.number;
    found.seq = breakSeq(row.kind, verdict.ordinal);
    found.is = verdict.is;
    found.ours = amountOf(verdict.ours);
    found.theirs = amountOf(verdict.theirs);
    found.stake = {verdict.stake, m_merchant.currency};
    found.at = row.at;
    found.channelNo = row.channelNo;
    if (const auto sight = m_orders.sight(m_merchant.id, row.number)) {
        found.station = sight->station;
        found.businessDay = sight->businessDay;
    }
    return found;
}

Result<void> ReconcileRun::applyToPending(Database &db, const Verdict &verdict, Timestamp now)
{
    ReconcileRepository days(db);
    const auto one = [&](Side side, const std::optional<SheetRow> &row) -> Result<void> {
        if (!row)
            return {};
        if (verdict.is == ReconcileClass::Waiting)
            return days.putPending(m_merchant.id, side, m_terms.day, *row);
        if (!row->born.isValid())
            return {};
        const bool alone = !verdict.ours || !verdict.theirs;
        if (alone && isBreak(verdict.is))
            return days.breakPending(m_merchant.id, side, *row, m_terms.day);
        return days.endPending(m_merchant.id, side, *row, m_terms.day).and_then([&]() -> Result<void> {
            const auto was = side == Side::Ours ? ReconcileClass::OnlyOurs : ReconcileClass::OnlyTheirs;
            return row->brokeOn.isValid()
                ? BreakBook(db).partnerCame(m_merchant.id, *row, was, row->brokeOn, now)
                : Result<void>();
        });
    };
    return one(Side::Ours, verdict.ours).and_then([&] { return one(Side::Theirs, verdict.theirs); });
}

/// What has waited long enough needs a person.
Result<void> ReconcileRun::breakOverdue(Side side, int afterDays)
{
    for (;;) {
        auto rows = m_days.overdue(m_merchant.id, side, before(afterDays), before(m_policy.waitsAtMostDays),
                                   BatchRows);
        if (!rows)
            return fail(rows.error());
        if (rows->empty())
            return {};
        for (SheetRow &row : *rows) {
            Verdict verdict;
            const qint64 amount = net(row, row.amount);
            verdict.is = side == Side::Ours ? ReconcileClass::OnlyOurs : ReconcileClass::OnlyTheirs;
            verdict.stake = side == Side::Ours ? amount : -amount;
            (side == Side::Ours ? verdict.ours : verdict.theirs) = std::move(row);
            count(verdict);
            m_batch.push_back(std::move(verdict));
        }
        if (const auto done = flush(); !done)
            return done;
    }
}

/// What was too much for a case each has one together.
Result<void> ReconcileRun::reportBeyond()
{
    std::vector<Break> all;
    for (size_t i = 0; i < m_figures.size(); ++i) {
        const Figure &its = m_figures[i];
        if (!its.isBeyond)
            continue;
        Break rest;
        rest.merchant = m_merchant.id;
        rest.day = m_terms.day;
        rest.is = ReconcileClass(i);
        rest.ours = {its.beyondOurs, m_merchant.currency};
        rest.theirs = {its.beyondTheirs, m_merchant.currency};
        rest.stake = {its.beyond, m_merchant.currency};
        rest.at = dayStart(m_terms.day);
        all.push_back(rest);
    }
    if (all.empty())
        return {};
    return m_house.write(
        [&](Database &db) {
            Result<void> done = checkPass(db);
            for (size_t i = 0; done && i < all.size(); ++i)
                done = BreakBook(db).report(m_merchant, all[i], m_day.pass, m_house.clock.now());
            return done;
        },
        int(all.size()));
}

/// What an earlier comparison found and this one did not.
Result<void> ReconcileRun::dropVanished()
{
    for (;;) {
        const auto gone = m_days.vanished(m_day, BatchRows);
        if (!gone)
            return fail(gone.error());
        if (gone->empty())
            return {};
        const auto done = m_house.write(
            [&](Database &db) {
                Result<void> all = checkPass(db);
                for (size_t i = 0; all && i < gone->size(); ++i)
                    all = BreakBook(db).vanish((*gone)[i], m_house.clock.now());
                return all;
            },
            int(gone->size()));
        if (!done)
            return done;
    }
}

Result<DayReport> ReconcileRun::finish()
{
    DayReport report;
    for (size_t i = 0; i < m_figures.size(); ++i)
        if (m_figures[i].count > 0)
            report.figures.push_back({ReconcileClass(i),
                                      m_figures[i].count,
                                      {m_figures[i].ours, m_merchant.currency},
                                      {m_figures[i].theirs, m_merchant.currency}});
    const auto done = m_house.write(
        [&](Database &db) {
            ReconcileDay day = m_day;
            day.state = DayState::Compared;
            day.ranAt = m_house.clock.now();
            report.day = day;
            ReconcileRepository days(db);
            return checkPass(db).and_then([&] { return days.putFigures(day, report.figures); }).and_then([&] {
                return days.put(day);
            });
        },
        int(report.figures.size()) + 1);
    if (!done)
        return fail(done.error());
    const auto open = m_days.unexplained(m_merchant.id, m_terms.day);
    const auto waiting = open ? m_days.pendingCount(m_merchant.id) : fail(open.error());
    if (!waiting)
        return fail(waiting.error());
    report.breaks = *open;
    report.waiting = *waiting;
    return report;
}

}
