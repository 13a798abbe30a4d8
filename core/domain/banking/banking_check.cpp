#include "core/domain/banking/banking_check.h"

#include "core/foundation/store/proof.h"

namespace youka {

namespace {

// Account kinds 14, 18: clearing, bank. Journal kind 8: settlement. Statement state 2: taken. Row states:
// 3 top-up, 4 sent, 5 returned, 6 deposit, 7 settled. Transfer states: 5 confirmed, 6 returned, 7 cancelled.
#define YOUKA_TAKEN_ROWS                                                                                     \
    "(SELECT r.id, r.account, r.serial, r.amount, r.state, r.subject FROM bank_row r JOIN bank_statement s " \
    "ON s.id = r.statement WHERE s.state = 2)"

const std::vector<ProofCheck> &checks()
{
    static const std::vector<ProofCheck> All{
        {"SELECT x.id, x.said, x.has FROM (SELECT b.id AS id, COALESCE((SELECT SUM(r.amount) FROM " //
         YOUKA_TAKEN_ROWS " r WHERE r.account = b.id), 0) AS said, COALESCE((SELECT SUM(-a.balance) FROM "
         "account a WHERE a.kind = 18 AND a.owner = b.id), 0) AS has FROM bank_account b) x "
         "WHERE x.said <> x.has",
         QStringLiteral("the statements of bank account %1 come to %2, the books have %3")},
        {"SELECT s.id, s.money_in - s.money_out, COALESCE((SELECT SUM(r.amount) FROM bank_row r WHERE "
         "r.statement = s.id), 0) FROM bank_statement s WHERE s.state = 2 AND s.money_in - s.money_out <> "
         "COALESCE((SELECT SUM(r.amount) FROM bank_row r WHERE r.statement = s.id), 0)",
         QStringLiteral("statement %1 says %2, its rows %3")},
        {"SELECT r.id, r.amount, COALESCE(MIN(o.amount), 0) FROM " YOUKA_TAKEN_ROWS
         " r JOIN bank_account b ON b.id = r.account LEFT JOIN payment_order o ON o.order_no = r.subject AND "
         "o.merchant = b.merchant AND o.channel_no = r.serial AND o.journal IS NOT NULL WHERE r.state = 3 "
         "GROUP BY r.id, r.amount HAVING r.amount <> COALESCE(MIN(o.amount), 0)",
         QStringLiteral("bank row %1 of %2 paid an order of %3")},
        {"SELECT o.id, o.amount, COUNT(r.id) FROM payment_order o JOIN bank_account b ON b.merchant = "
         "o.merchant LEFT JOIN " YOUKA_TAKEN_ROWS " r ON r.account = b.id AND r.subject = o.order_no AND "
         "r.state = 3 WHERE o.journal IS NOT NULL GROUP "
         "BY o.id, o.amount HAVING COUNT(r.id) <> 1",
         QStringLiteral("payment %1 of %2 was booked for %3 rows of a bank")},
        {"SELECT t.id, t.state, COUNT(r.id) FROM bank_transfer t LEFT JOIN " YOUKA_TAKEN_ROWS
         " r ON r.account = t.account AND r.subject = t.reference AND r.state IN (4, 5) GROUP BY t.id, "
         "t.state "
         "HAVING COUNT(r.id) <> CASE t.state WHEN 5 THEN 1 WHEN 6 THEN 2 ELSE 0 END",
         QStringLiteral("transfer %1 in state %2 has %3 rows of a bank")},
        {"SELECT t.id, t.amount, r.amount FROM bank_transfer t JOIN " YOUKA_TAKEN_ROWS
         " r ON r.account = t.account AND r.subject = t.reference AND r.state IN (4, 5) WHERE r.amount <> "
         "CASE "
         "r.state WHEN 4 THEN -t.amount ELSE t.amount END",
         QStringLiteral("transfer %1 is of %2, its bank's row of %3")},
        {"SELECT MIN(t.id), t.source, COUNT(*) FROM bank_transfer t WHERE t.state < 6 GROUP BY t.source, "
         "t.subject HAVING COUNT(*) > 1",
         QStringLiteral("what transfer %1 pays (source %2) is paid by %3 at once")},
        {"SELECT t.id, t.state, r.state FROM bank_transfer t JOIN payment_refund r ON r.refund_no = "
         "t.subject "
         "WHERE t.source = 1 AND ((t.state = 5 AND r.state <> 3 AND r.reason <> 2705) OR (t.state < 5 AND "
         "r.state <> 5))",
         QStringLiteral("transfer %1 is in state %2, its refund in %3")},
        {"SELECT d.id, d.arrived, COALESCE(SUM(r.amount), 0) FROM cash_deposit d LEFT JOIN " //
         YOUKA_TAKEN_ROWS " r ON r.account = d.account AND r.subject = d.reference AND r.state = 6 GROUP BY "
         "d.id, d.arrived HAVING d.arrived <> COALESCE(SUM(r.amount), 0)",
         QStringLiteral("of deposit %1 %2 has arrived, its bank's rows say %3")},
        {"SELECT x.id, x.has, x.said FROM (SELECT b.id AS id, COALESCE((SELECT SUM(p.amount) FROM posting p "
         "JOIN account a ON a.id = p.account JOIN journal j ON j.id = p.journal WHERE a.kind = 14 AND "
         "a.owner "
         "= b.merchant AND j.kind = 8), 0) AS has, COALESCE((SELECT SUM(CASE WHEN r.state = 7 THEN 0 ELSE "
         "r.amount END) FROM " YOUKA_TAKEN_ROWS " r WHERE r.account = b.id), 0) + COALESCE((SELECT "
         "SUM(t.amount) FROM bank_transfer t WHERE t.account "
         "= b.id AND t.journal IS NOT NULL AND t.follows = 0 AND t.state <> 7), 0) - COALESCE((SELECT "
         "SUM(d.counted) FROM cash_deposit d WHERE d.account = b.id), 0) AS said FROM bank_account b) x "
         "WHERE "
         "x.has <> x.said",
         QStringLiteral("bank account %1 has %2 on its clearing, its rows, transfers and deposits say %3")},
    };
    return All;
}

}

Result<BankingProof> checkBanking(Database &db)
{
    return prove<BankingProof>(
        db,
        {{&BankingProof::rows,
          "SELECT COUNT(*) FROM bank_row r JOIN bank_statement s ON s.id = r.statement WHERE s.state = 2"},
         {&BankingProof::waiting,
          "SELECT COUNT(*) FROM bank_row r JOIN bank_statement s ON s.id = r.statement WHERE s.state = 2 AND "
          "r.state < 3"},
         {&BankingProof::transfersOpen, "SELECT COUNT(*) FROM bank_transfer WHERE state < 5"}},
        checks());
}

}
