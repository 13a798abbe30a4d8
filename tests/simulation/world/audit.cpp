#include "audit.h"
#include "audit_rows.h"

#include "apps/server/books_proof.h"
#include "core/domain/coupons/coupon_json.h"
#include "core/foundation/base/json.h"
#include "core/foundation/crypto/chain.h"

#include <QJsonDocument>

namespace youka::world {

namespace {

constexpr qint64 LastDigitFen = 9; ///< what ten millilitres cost at the most

}

QStringList Audit::run()
{
    m_faults.clear();
    const auto db = m_centre.books();
    if (!db)
        return {QStringLiteral("the centre's books cannot be opened: ") + toString(db.error())};
    proof(**db);
    chains(**db);
    sales(**db);
    litres(**db);
    money(**db);
    cash(**db);
    topUps(**db);
    exceptions(**db);
    offline(**db);
    lists(**db);
    coupons(**db);
    issues(**db);
    points(**db);
    tanks(**db);
    return m_faults;
}

/// The first invariant, by the product's own proof and by hand.
void Audit::proof(Database &db)
{
    const auto proven = proveBooks(db);
    if (!proven)
        return say(QStringLiteral("the books cannot be proven: ") + toString(proven.error()));
    for (const QString &fault : proven->faults)
        say(QStringLiteral("books: ") + fault);
    if (single(db,
               "SELECT COUNT(*) FROM (SELECT journal FROM posting GROUP BY journal HAVING SUM(amount) <> 0)")
        != 0)
        say(QStringLiteral("a journal does not add up to zero"));
    if (const qint64 held = single(db, "SELECT SUM(held) FROM account"); held != 0)
        say(QStringLiteral("%1 are still held although every sale has ended").arg(yuan(held)));
    if (const qint64 open = single(db, "SELECT COUNT(*) FROM hold WHERE state = 1"); open != 0)
        say(QStringLiteral("%1 holds are still open although every sale has ended").arg(open));
}

/// The seventh: what each terminal wrote is what the centre has, record by record from the first.
void Audit::chains(Database &db)
{
    for (const auto &station : m_stations) {
        const auto own = station->books();
        if (!own)
            return say(station->name() + QStringLiteral(": its books cannot be opened"));
        const auto there = rowsOf(**own, "SELECT body, hash FROM record ORDER BY seq", 2);
        const auto here = rowsOf(db, "SELECT body, hash FROM terminal_record WHERE terminal = ? ORDER BY seq",
                                 2, {station->terminal().value});
        if (there.size() != here.size())
            say(QStringLiteral("%1 wrote %2 records, the centre has %3")
                    .arg(station->name())
                    .arg(there.size())
                    .arg(here.size()));
        QByteArray head = chainStart();
        for (size_t i = 0; i < std::min(there.size(), here.size()); ++i) {
            head = chainNext(head, i + 1, here[i][0].toByteArray());
            if (there[i] != here[i] || head != here[i][1].toByteArray()) {
                say(QStringLiteral("%1: record %2 is not the same on both sides")
                        .arg(station->name())
                        .arg(i + 1));
                break;
            }
        }
        if (single(**own, "SELECT COUNT(*) FROM outbox WHERE state = 3") != 0)
            say(station->name() + QStringLiteral(": a record was refused"));
    }
}

/// The second: each delivery is booked once, as the pump showed it, on the card that was to pay.
void Audit::sales(Database &db)
{
    std::map<SaleId, std::vector<QVariant>> booked;
    for (auto &row : rowsOf(
             db, "SELECT id, station, pump, card, volume, COALESCE(pump_amount, amount), mode FROM sale", 7))
        booked.emplace(SaleId::fromBytes(row[0].toByteArray()), row);
    for (const auto &[id, visit] : m_books.visits) {
        const auto it = booked.find(id);
        const QString where = QStringLiteral("sale %1 at station %2, pump %3")
                                  .arg(id.text().left(13))
                                  .arg(visit.station)
                                  .arg(visit.pump);
        if (it == booked.end()) {
            // Drops that the display counts as money and not yet as volume are a person's to waive.
            if (visit.shownFen > 0 && visit.shownMl > 0 && !visit.disturbed)
                say(where + QStringLiteral(": %1 were delivered and never booked").arg(yuan(visit.shownFen)));
            continue;
        }
        const auto &row = it->second;
        // A display that was lost before the counter read it leaves the totaliser, to its last digit.
        const qint64 fen = visit.displayLost ? LastDigitFen : 0;
        if (!visit.disturbed && qAbs(number(row[5]) - visit.shownFen) > fen)
            say(where
                + QStringLiteral(": the pump showed %1, booked is %2")
                      .arg(yuan(visit.shownFen), yuan(number(row[5]))));
        if (!visit.disturbed && number(row[4]) != visit.shownMl)
            say(where
                + QStringLiteral(": the pump showed %1 ml, booked is %2")
                      .arg(visit.shownMl)
                      .arg(number(row[4])));
        const qint64 card = number(row[3]);
        const qint64 expected = visit.card < 0 ? 0 : m_cards[size_t(visit.card)].value;
        if (card != expected && !(visit.mode == SaleMode::PostPay && card == 0)
            && !((visit.disturbed || visit.displayLost) && card == 0))
            say(where + QStringLiteral(": card %1 paid instead of %2").arg(card).arg(expected));
    }
    // A station whose clock is wrong may sell "before" a price was published; never at another one.
    for (const auto &row :
         rowsOf(db,
                "SELECT s.id, s.price FROM sale s WHERE s.volume > 0 AND NOT EXISTS (SELECT "
                "1 FROM price p WHERE p.product = s.product AND p.milli = s.price)",
                2))
        if (const auto id = SaleId::fromBytes(row[0].toByteArray()); m_books.visits.contains(id)) // was there
            say(QStringLiteral("sale %1 was booked at %2 a litre, which nobody published")
                    .arg(id.text().left(13), yuan(number(row[1]) / 10)));
    for (const auto &[id, row] : booked)
        if (!m_books.visits.contains(id)) {
            // fuel that a station found without a sale, and a person settled
            bool known = false;
            for (const auto &station : m_stations)
                if (const auto own = station->books())
                    known = known
                        || single(**own, "SELECT COUNT(*) FROM sale WHERE id = ? AND detail <> ''",
                                  {id.bytes()})
                            == 1;
            if (!known)
                say(QStringLiteral("sale %1 was booked, and nobody was there").arg(id.text().left(13)));
        }
}

/// The fourth: what left each hose is what was sold from it.
void Audit::litres(Database &db)
{
    for (const auto &station : m_stations)
        for (int pump = 1; pump <= station->pumps().count(); ++pump) {
            const auto &iron = station->pumps().pump(pump).iron;
            for (const NozzleConfig &nozzle : iron.config().nozzles) {
                const qint64 sold =
                    single(db, "SELECT SUM(volume) FROM sale WHERE station = ? AND pump = ? AND product = ?",
                           {station->station().value, pump, nozzle.product});
                const auto cuts = m_books.powerCuts.find({station->number(), pump});
                // a pump that loses power counts on in its meter what its display no longer says
                const qint64 tolerance = cuts == m_books.powerCuts.end() ? 0 : 10 * cuts->second;
                const qint64 total = iron.total(nozzle.nozzle).ml;
                if (qAbs(sold - total) > tolerance)
                    say(QStringLiteral("%1, pump %2, %3: %4 ml left the hose, %5 ml were booked")
                            .arg(station->name())
                            .arg(pump)
                            .arg(nozzle.product)
                            .arg(total)
                            .arg(sold));
            }
        }
}

/// A card's money is what was paid in less what was taken, whether it covered it or not.
void Audit::money(Database &db)
{
    std::map<qint64, qint64> expected;
    for (const auto &[id, topUp] : m_books.topUps)
        if (single(db, "SELECT COUNT(*) FROM journal WHERE id = ?", {id.bytes()}) == 1)
            expected[m_cards[size_t(topUp.card)].value] += topUp.fen
                + single(db,
                         "SELECT COALESCE(SUM(p.amount), 0) FROM posting p JOIN account a ON a.id = "
                         "p.account WHERE p.journal = ? AND a.kind = 2",
                         {id.bytes()}); // bonuses() knows how much it is to be
    for (const auto &row :
         rowsOf(db, "SELECT card, SUM(amount - discount) FROM sale WHERE card > 0 GROUP BY card", 2))
        expected[number(row[0])] -= number(row[1]);
    for (const CardId card : m_cards) {
        const qint64 account = single(db, "SELECT account FROM card WHERE id = ?", {card.value});
        const qint64 purse = single(db, "SELECT balance + bonus FROM account WHERE id = ?", {account});
        const qint64 debt =
            single(db, "SELECT balance FROM account WHERE kind = 12 AND owner = ?", {account});
        if (purse + debt != expected[card.value])
            say(QStringLiteral("card %1 has %2 and owes %3; paid in less taken is %4")
                    .arg(card.value)
                    .arg(yuan(purse), yuan(-debt), yuan(expected[card.value])));
    }
}

/// The fifth, for cash: what the tills should hold is what was sold for cash.
void Audit::cash(Database &db)
{
    for (const auto &station : m_stations) {
        const qint64 till = -single(db, "SELECT balance FROM account WHERE kind = 10 AND owner = ?",
                                    {station->station().value});
        const qint64 sold =
            single(db, "SELECT SUM(amount - discount) FROM sale WHERE station = ? AND hold IS NULL",
                   {station->station().value});
        if (till != sold)
            say(QStringLiteral("%1: the till should hold %2, sold for cash were %3")
                    .arg(station->name(), yuan(till), yuan(sold)));
        const auto own = station->books();
        const qint64 kept = own
            ? single(**own, "SELECT SUM(paid - returned) FROM sale WHERE state = 7 AND hold IS NULL")
            : -1;
        qint64 settled = 0;
        if (own)
            for (const auto &row :
                 rowsOf(**own, "SELECT amount, discounts FROM sale WHERE state = 7 AND hold IS NULL", 2))
                settled +=
                    number(row[0]) - totalOf(redemptionsFromBytes(row[1].toByteArray()), Currency{}).minor;
        if (kept > settled)
            say(QStringLiteral("%1 kept %2 in cash for %3").arg(station->name(), yuan(kept), yuan(settled)));
    }
}

/// The second, for the office: what it was told is done is done once.
void Audit::topUps(Database &db)
{
    for (const auto &[id, topUp] : m_books.topUps) {
        const qint64 paid = single(db,
                                   "SELECT SUM(p.amount) FROM posting p JOIN account a ON a.id = p.account "
                                   "WHERE p.journal = ? AND p.amount > 0 AND a.kind <> 2",
                                   {id.bytes()});
        if (topUp.answered && paid != topUp.fen)
            say(QStringLiteral("a top-up of %1 was confirmed, booked are %2")
                    .arg(yuan(topUp.fen), yuan(paid)));
        if (topUp.refused && paid != 0)
            say(QStringLiteral("a top-up that was refused is in the books"));
    }
    const qint64 in =
        single(db,
               "SELECT SUM(p.amount) FROM posting p JOIN journal j ON j.id = p.journal JOIN "
               "account a ON a.id = p.account WHERE j.kind = 1 AND p.amount > 0 AND a.kind <> 2");
    qint64 known = 0;
    for (const auto &[id, topUp] : m_books.topUps)
        if (single(db, "SELECT COUNT(*) FROM journal WHERE id = ?", {id.bytes()}) == 1)
            known += topUp.fen;
    if (in != known)
        say(QStringLiteral("%1 were topped up, %2 is what was paid in").arg(yuan(in), yuan(known)));
}

/// What did not fit is a case for a person, never silent.
void Audit::exceptions(Database &db)
{
    const auto debts =
        rowsOf(db,
               "SELECT s.id FROM sale s JOIN journal j ON j.id = s.id JOIN posting p ON p.journal = j.id "
               "JOIN account a ON a.id = p.account WHERE a.kind = 12",
               1);
    for (const auto &row : debts)
        if (single(db, "SELECT COUNT(*) FROM exception_case WHERE reference = ?", {row[0].toByteArray()})
            == 0)
            say(QStringLiteral("sale %1 became a debt without a case")
                    .arg(SaleId::fromBytes(row[0].toByteArray()).text().left(13)));
}

/// However long a station was alone, and however often it died meanwhile: what it granted by itself stays
/// within its bounds, so that the worst loss is known.
void Audit::offline(Database &db)
{
    const OfflineLimits limits = StationMachine::limits();
    for (const auto &station : m_stations) {
        const QString name = station->name();
        std::map<QDate, qint64> granted;
        for (const auto &row :
             rowsOf(db, "SELECT body FROM terminal_record WHERE terminal = ? AND kind = 'hold.placed'", 1,
                    {station->terminal().value})) {
            const QJsonObject fact = QJsonDocument::fromJson(row[0].toByteArray()).object();
            const auto at = Timestamp::fromIso(fact[QLatin1String("at")].toString());
            const auto amount = moneyFromJson(fact[QLatin1String("amount")]);
            if (!at || !amount)
                return say(name + QStringLiteral(": a record cannot be read"));
            if (amount->minor > limits.perSale.minor)
                say(QStringLiteral("%1 granted %2 by itself").arg(name, yuan(amount->minor)));
            granted[station->node()->self.station.businessDay(*at)] += amount->minor;
        }
        for (const auto &[day, fen] : granted)
            if (fen > limits.perTerminalDay.minor)
                say(QStringLiteral("%1 granted %2 by itself on %3, its bound is %4")
                        .arg(name, yuan(fen), day.toString(Qt::ISODate), yuan(limits.perTerminalDay.minor)));
    }
}

/// What the centre decided is what each station knows.
void Audit::lists(Database &db)
{
    const auto cards =
        rowsOf(db, "SELECT m.token, c.state, c.id FROM card_medium m JOIN card c ON c.id = m.card", 3);
    const qint64 newest = single(db, "SELECT MAX(id) FROM price");
    for (const auto &station : m_stations) {
        TerminalList &list = station->node()->list;
        const QDate day = station->node()->self.station.businessDay(station->clock.now());
        for (const auto &row : cards) {
            const auto entry = list.find({row[0].toByteArray()}, day);
            if (!entry || !*entry || qint64((*entry)->facts.state) != number(row[1]))
                say(QStringLiteral("%1 takes card %2 to be in state %3, it is in %4")
                        .arg(station->name())
                        .arg(number(row[2]))
                        .arg(entry && *entry ? int((*entry)->facts.state) : 0)
                        .arg(number(row[1])));
        }
        qint64 known = 0;
        if (const auto prices = list.prices())
            for (const Price &price : *prices)
                known = std::max(known, price.version);
        if (known != newest)
            say(QStringLiteral("%1 knows the price list up to %2 of %3")
                    .arg(station->name())
                    .arg(known)
                    .arg(newest));
    }
}

}
