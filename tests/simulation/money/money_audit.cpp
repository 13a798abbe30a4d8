#include "money_audit.h"

#include "apps/server/books_proof.h"
#include "core/domain/reconcile/reconcile_rules.h"
#include "tests/simulation/world/audit_rows.h"

#include <algorithm>

namespace youka::world {

namespace {

/// The bill of a day comes in the next morning, and may be late by some hours.
constexpr qint64 KnownWithinMs = 40LL * 3'600'000;
constexpr qint64 WalletFen = 100'000'000;

qint64 keptOf(const sim::PayOrder &order)
{
    return order.paidAt.ms > 0 ? order.fen - order.refundedFen() : 0;
}

}

QStringList MoneyAudit::night()
{
    const auto db = m_world.m_centre->books();
    if (!db)
        return {QStringLiteral("the centre's books cannot be opened: ") + toString(db.error())};
    const auto proven = proveBooks(**db);
    if (!proven)
        return {QStringLiteral("the books cannot be proven: ") + toString(proven.error())};
    for (const QString &fault : proven->faults)
        say(QStringLiteral("books: ") + fault);
    orders(**db, KnownWithinMs);
    ours(**db);
    wallets(**db);
    breaks(**db, false);
    return m_faults;
}

QStringList MoneyAudit::end()
{
    const auto db = m_world.m_centre->books();
    if (!db)
        return {QStringLiteral("the centre's books cannot be opened: ") + toString(db.error())};
    const auto proven = proveBooks(**db);
    if (!proven)
        return {QStringLiteral("the books cannot be proven: ") + toString(proven.error())};
    for (const QString &fault : proven->faults)
        say(QStringLiteral("books: ") + fault);
    if (!m_world.m_office->isIdle())
        say(QStringLiteral("the office gets no answer"));
    orders(**db, 0);
    ours(**db);
    wallets(**db);
    breaks(**db, true);
    days(**db);
    accounts(**db);
    return m_faults;
}

/// What a channel kept of an order is what is booked for it: a customer who paid has it or got it back, and
/// never both.
void MoneyAudit::orders(Database &db, qint64 olderThanMs)
{
    const Timestamp now = m_world.m_centre->clock.now();
    for (const QString &channel : Channels::names())
        for (const sim::PayOrder &theirs : m_world.m_channels->book(channel).orders()) {
            const bool isDue = now.ms - theirs.createdAt.ms >= olderThanMs;
            if (isDue && (olderThanMs == 0 || isBillRead(db, channel, theirs)))
                order(db, theirs);
            else if (theirs.paidAt.ms > 0)
                m_fresh.insert(theirs.customer);
        }
}

/// A bill may be broken for a whole day; what only it knows is known when it has come.
bool MoneyAudit::isBillRead(Database &db, const QString &channel, const sim::PayOrder &theirs)
{
    return theirs.paidAt.ms == 0
        || single(
               db, "SELECT COUNT(*) FROM reconcile_day WHERE merchant = ? AND day = ? AND state > 2",
               {m_world.m_channels->merchant(channel).value, channelDay(theirs.paidAt).toString(Qt::ISODate)})
        == 1;
}

void MoneyAudit::order(Database &db, const sim::PayOrder &theirs)
{
    const auto rows = rowsOf(db,
                             "SELECT state, CASE WHEN journal IS NULL THEN 0 ELSE amount - refunded END FROM "
                             "payment_order WHERE order_no = ?",
                             2, {theirs.orderNo});
    if (rows.size() != 1)
        return say(QStringLiteral("order %1 is known at the channel and not here").arg(theirs.orderNo));
    if (number(rows[0][1]) != keptOf(theirs))
        say(QStringLiteral("order %1: the channel kept %2, booked are %3")
                .arg(theirs.orderNo, yuan(keptOf(theirs)), yuan(number(rows[0][1]))));
    const auto state = PaymentState(number(rows[0][0]));
    if (isOpen(state) || state == PaymentState::ForPerson)
        say(QStringLiteral("order %1 is still %2").arg(theirs.orderNo, paymentStateName(state)));
    for (const sim::PayRefund &refund : theirs.refunds)
        if (refund.state != sim::PayRefund::State::Done)
            say(QStringLiteral("order %1: a refund is still under way at the channel").arg(theirs.orderNo));
}

/// Nothing is booked without a payment.
void MoneyAudit::ours(Database &db)
{
    for (const auto &row :
         rowsOf(db,
                "SELECT o.order_no, m.channel, o.amount FROM payment_order o JOIN merchant m ON m.id = "
                "o.merchant WHERE o.journal IS NOT NULL",
                3)) {
        const QString orderNo = QString::fromLatin1(row[0].toByteArray());
        const auto *theirs =
            m_world.m_channels->book(QString::fromLatin1(row[1].toByteArray())).find(orderNo);
        if (!theirs || theirs->paidAt.ms == 0)
            say(QStringLiteral("order %1 is booked and was never paid").arg(orderNo));
        else if (theirs->fen != number(row[2]))
            say(QStringLiteral("order %1: paid were %2, booked are %3")
                    .arg(orderNo, yuan(theirs->fen), yuan(number(row[2]))));
    }
}

/// What is gone from a wallet is on its card.
void MoneyAudit::wallets(Database &db)
{
    for (const Member &member : m_world.m_members) {
        if (m_fresh.contains(member.wallet))
            continue;
        const qint64 purse = single(
            db, "SELECT a.balance + a.bonus FROM account a JOIN card c ON c.account = a.id WHERE c.id = ?",
            {member.card.value});
        const qint64 gone = WalletFen - m_world.m_channels->far().people().find(member.wallet)->fen;
        if (purse != gone)
            say(QStringLiteral("%1: %2 left the wallet, %3 are on the card")
                    .arg(member.wallet, yuan(gone), yuan(purse)));
    }
}

/// Each planted difference is a break, on its day, and there is no other.
void MoneyAudit::breaks(Database &db, bool isEnd)
{
    std::set<QString> found;
    for (const auto &row :
         rowsOf(db,
                "SELECT m.channel, b.day, b.class, b.number FROM reconcile_break b JOIN merchant m ON m.id = "
                "b.merchant",
                4)) {
        const QString one =
            QStringLiteral("%1 %2 %3 %4")
                .arg(QString::fromLatin1(row[0].toByteArray()), QString::fromLatin1(row[1].toByteArray()),
                     reconcileClassName(ReconcileClass(number(row[2]))), plainNumber(row[3].toByteArray()));
        if (!found.insert(one).second)
            say(QStringLiteral("the break %1 is there twice").arg(one));
        if (!m_world.m_expected.contains(one))
            say(QStringLiteral("nothing was planted for the break %1").arg(one));
    }
    if (isEnd)
        for (const QString &one : m_world.m_expected)
            if (!found.contains(one))
                say(QStringLiteral("planted and not found: ") + one);
}

void MoneyAudit::days(Database &db)
{
    const int all = m_world.m_options.days + 2;
    for (const QString &channel : Channels::names())
        for (int day = 0; day < all; ++day)
            if (single(
                    db, "SELECT COUNT(*) FROM reconcile_day WHERE merchant = ? AND day = ? AND state = 4",
                    {m_world.m_channels->merchant(channel).value, m_world.dateOf(day).toString(Qt::ISODate)})
                != 1)
                say(QStringLiteral("%1, %2 is not closed")
                        .arg(channel, m_world.dateOf(day).toString(Qt::ISODate)));
    if (const qint64 open = single(db, "SELECT COUNT(*) FROM exception_case WHERE state <> 4"); open != 0)
        say(QStringLiteral("%1 cases are not settled").arg(open));
    if (const qint64 waits = single(db, "SELECT COUNT(*) FROM payment_refund WHERE state NOT IN (3, 6)");
        waits != 0)
        say(QStringLiteral("%1 refunds have not ended").arg(waits));
}

/// What a channel holds of ours is what it took less what it paid out; what of that nobody can explain was
/// written off.
void MoneyAudit::accounts(Database &db)
{
    const auto balance = [&](AccountKind kind, qint64 owner) {
        return single(db, "SELECT COALESCE(SUM(balance), 0) FROM account WHERE kind = ? AND owner = ?",
                      {int(kind), owner});
    };
    qint64 atBank = 0;
    for (const QString &channel : Channels::names()) {
        const qint64 merchant = m_world.m_channels->merchant(channel).value;
        qint64 kept = 0;
        for (const sim::PayOrder &order : m_world.m_channels->book(channel).orders())
            kept += keptOf(order);
        BillSum paidOut;
        for (int day = 0; day < m_world.m_options.days + 2; ++day) {
            const BillSum sum = m_world.billSum(channel, m_world.dateOf(day));
            paidOut.gross += sum.gross;
            paidOut.fee += sum.fee;
        }
        const qint64 holds = kept - paidOut.gross - m_world.m_office->writtenOff[merchant];
        if (const qint64 booked = -balance(AccountKind::Clearing, merchant); booked != holds)
            say(QStringLiteral("%1 holds %2 of ours, the books say %3")
                    .arg(channel, yuan(holds), yuan(booked)));
        if (const qint64 fees = -balance(AccountKind::ChannelFees, merchant); fees != paidOut.fee)
            say(QStringLiteral("%1 took %2 for itself, the books say %3")
                    .arg(channel, yuan(paidOut.fee), yuan(fees)));
        atBank += paidOut.gross - paidOut.fee;
    }
    if (const qint64 booked = -balance(AccountKind::Bank, 0); booked != atBank)
        say(QStringLiteral("the bank has %1, the books say %2").arg(yuan(atBank), yuan(booked)));
}

}
