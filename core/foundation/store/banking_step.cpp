#include "core/foundation/store/server_steps.h"

namespace youka {

const Migration &bankingStep()
{
    static const Migration Step{
        29,
        "banking",
        {
            // merchant: whose clearing account what is not assigned stands on
            "CREATE TABLE bank_account (id @ID, number TEXT NOT NULL UNIQUE, holder TEXT NOT NULL, bank "
            "TEXT NOT NULL, layout TEXT NOT NULL, currency TEXT NOT NULL, merchant BIGINT NOT NULL UNIQUE, "
            "active INTEGER NOT NULL)",
            // state 1: being read, 2: taken
            "CREATE TABLE bank_statement (id @ID, account BIGINT NOT NULL, hash @BLOB NOT NULL, name TEXT "
            "NOT NULL, person TEXT NOT NULL, state INTEGER NOT NULL, rows BIGINT NOT NULL, known BIGINT NOT "
            "NULL, money_in BIGINT NOT NULL, money_out BIGINT NOT NULL, at BIGINT NOT NULL, journal @BLOB)",
            "CREATE INDEX bank_statement_of ON bank_statement (account, state)",
            "CREATE TABLE bank_row (id @ID, account BIGINT NOT NULL, serial TEXT NOT NULL, statement BIGINT "
            "NOT NULL, at BIGINT NOT NULL, amount BIGINT NOT NULL, party_number TEXT NOT NULL, party TEXT "
            "NOT NULL, remark TEXT NOT NULL, state INTEGER NOT NULL, reason INTEGER NOT NULL, subject TEXT "
            "NOT NULL, person TEXT NOT NULL, changed BIGINT NOT NULL, UNIQUE (account, serial))",
            "CREATE INDEX bank_row_open ON bank_row (state, id) WHERE state < 3",
            "CREATE INDEX bank_row_new ON bank_row (at, id) WHERE state = 1",
            "CREATE INDEX bank_row_statement ON bank_row (statement)",
            "CREATE INDEX bank_row_party ON bank_row (party_number, id) WHERE subject <> ''",
            "CREATE INDEX bank_row_subject ON bank_row (subject) WHERE subject <> ''",
            // what somebody was told to transfer
            "CREATE TABLE bank_order (reference TEXT PRIMARY KEY, order_no TEXT NOT NULL UNIQUE, account "
            "BIGINT NOT NULL, payer TEXT NOT NULL, at BIGINT NOT NULL) @CLUSTERED",
            // one person's word for what a row is, until another one says the same
            "CREATE TABLE bank_proposal (bank_row BIGINT NOT NULL, kind INTEGER NOT NULL, subject TEXT NOT "
            "NULL, maker TEXT NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (bank_row)) @CLUSTERED",
            // subject: of source 1 a payment's refund, of 2 a top-up in cash
            "CREATE TABLE bank_transfer (id @ID, reference TEXT NOT NULL UNIQUE, operation @BLOB NOT NULL "
            "UNIQUE, account BIGINT NOT NULL, source INTEGER NOT NULL, subject TEXT NOT NULL, amount BIGINT "
            "NOT NULL, payee_number TEXT NOT NULL, payee TEXT NOT NULL, payee_bank TEXT NOT NULL, note TEXT "
            "NOT NULL, state INTEGER NOT NULL, maker TEXT NOT NULL, checker TEXT NOT NULL, batch BIGINT NOT "
            "NULL, follows BIGINT NOT NULL, journal @BLOB, at BIGINT NOT NULL, changed BIGINT NOT NULL)",
            // never paid twice: whatever a program forgets, one transfer lives
            "CREATE UNIQUE INDEX bank_transfer_live ON bank_transfer (source, subject) WHERE state < 6",
            "CREATE UNIQUE INDEX bank_transfer_follows ON bank_transfer (follows) WHERE follows > 0 AND "
            "state <> 7",
            "CREATE INDEX bank_transfer_batch ON bank_transfer (batch) WHERE batch > 0",
            "CREATE TABLE bank_batch (id @ID, operation @BLOB NOT NULL UNIQUE, account BIGINT NOT NULL, "
            "transfers BIGINT NOT NULL, amount BIGINT NOT NULL, person TEXT NOT NULL, at BIGINT NOT NULL, "
            "sent_at BIGINT NOT NULL, sent_by TEXT NOT NULL)",
            // expected: what the till should have had by the books
            "CREATE TABLE cash_deposit (id @ID, reference TEXT NOT NULL UNIQUE, operation @BLOB NOT NULL "
            "UNIQUE, bag TEXT NOT NULL, account BIGINT NOT NULL, station BIGINT NOT NULL, day TEXT NOT "
            "NULL, counted BIGINT NOT NULL, stays BIGINT NOT NULL, expected BIGINT NOT NULL, arrived BIGINT "
            "NOT NULL, state INTEGER NOT NULL, person TEXT NOT NULL, journal @BLOB NOT NULL, exception "
            "BIGINT NOT NULL, at BIGINT NOT NULL, UNIQUE (account, bag))",
            "CREATE INDEX cash_deposit_of ON cash_deposit (station, id)",
        }};
    return Step;
}

}
