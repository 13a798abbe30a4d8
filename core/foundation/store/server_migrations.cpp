#include "core/foundation/store/migrations.h"
#include "core/foundation/store/server_steps.h"

namespace youka {

namespace {

// A shipped step is never edited: installed stores have already run it. New tables and columns are a new step
// at the end. Amounts are minor units, times milliseconds of UTC, days ISO text, 128-bit ids 16 bytes.
const std::vector<Migration> &serverSteps()
{
    static const std::vector<Migration> Steps{
        {1,
         "ledger",
         {
             "CREATE TABLE operation (id @BLOB PRIMARY KEY, request @BLOB NOT NULL, status INTEGER NOT NULL, "
             "answer @BLOB NOT NULL, at BIGINT NOT NULL) @CLUSTERED",
             "@APPEND_ONLY(operation)",
             "CREATE TABLE account (id @ID, kind INTEGER NOT NULL, owner BIGINT NOT NULL, currency TEXT NOT "
             "NULL, "
             "balance BIGINT NOT NULL DEFAULT 0, held BIGINT NOT NULL DEFAULT 0, closed BIGINT)",
             "CREATE INDEX account_owner ON account (owner, kind)",
             // kinds from 10 are the house's own: one per owner and currency
             "CREATE UNIQUE INDEX account_house ON account (kind, owner, currency) WHERE kind >= 10",
             "CREATE TABLE journal (id @BLOB PRIMARY KEY, kind INTEGER NOT NULL, at BIGINT NOT NULL, "
             "occurred BIGINT NOT NULL, day TEXT NOT NULL, station BIGINT NOT NULL, reference @BLOB, "
             "reverses @BLOB) @CLUSTERED",
             "@APPEND_ONLY(journal)",
             "CREATE TABLE posting (journal @BLOB NOT NULL, line INTEGER NOT NULL, account BIGINT NOT NULL, "
             "amount BIGINT NOT NULL, PRIMARY KEY (journal, line)) @CLUSTERED",
             "CREATE INDEX posting_account ON posting (account, journal)",
             "@APPEND_ONLY(posting)",
             "CREATE TABLE hold (id @BLOB PRIMARY KEY, account BIGINT NOT NULL, card BIGINT NOT NULL, "
             "amount BIGINT NOT NULL, state INTEGER NOT NULL, expires BIGINT NOT NULL, at BIGINT NOT NULL, "
             "day TEXT NOT NULL, terminal BIGINT NOT NULL) @CLUSTERED",
             "CREATE INDEX hold_open ON hold (expires) WHERE state = 1",
         }},
        {2,
         "customers, cards, products, stations",
         {
             "CREATE TABLE customer (id @ID, external TEXT NOT NULL UNIQUE, segment TEXT NOT NULL, "
             "currency TEXT NOT NULL, data_key @BLOB NOT NULL, name @BLOB NOT NULL, at BIGINT NOT NULL)",
             "CREATE TABLE card (id @ID, customer BIGINT NOT NULL, account BIGINT NOT NULL, state INTEGER "
             "NOT NULL, "
             "expires TEXT NOT NULL, products TEXT NOT NULL DEFAULT '', limit_sale BIGINT, limit_day BIGINT, "
             "pin TEXT, pin_above BIGINT, pin_tries INTEGER NOT NULL DEFAULT 0, number @BLOB NOT NULL, "
             "masked TEXT NOT NULL, day TEXT NOT NULL DEFAULT '', day_spent BIGINT NOT NULL DEFAULT 0, "
             "at BIGINT NOT NULL)",
             "CREATE INDEX card_customer ON card (customer)",
             "CREATE INDEX card_account ON card (account)",
             "CREATE TABLE card_medium (token @BLOB PRIMARY KEY, card BIGINT NOT NULL, proof INTEGER NOT "
             "NULL) "
             "@CLUSTERED",
             "CREATE INDEX card_medium_card ON card_medium (card)",
             "CREATE TABLE station (id @ID, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL, country TEXT NOT "
             "NULL, "
             "chain TEXT NOT NULL, segment TEXT NOT NULL, zone TEXT NOT NULL, cut_over TEXT NOT NULL)",
             "CREATE TABLE product (id @ID, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL, unit INTEGER NOT "
             "NULL)",
             "CREATE TABLE price (id @ID, station BIGINT NOT NULL, product TEXT NOT NULL, currency TEXT NOT "
             "NULL, "
             "milli BIGINT NOT NULL, valid_from BIGINT NOT NULL, actor TEXT NOT NULL, at BIGINT NOT NULL)",
             "CREATE INDEX price_of ON price (product, station, valid_from)",
             "@APPEND_ONLY(price)",
         }},
        {3,
         "sales, terminals, feed, access",
         {
             "CREATE TABLE sale (id @BLOB PRIMARY KEY, terminal BIGINT NOT NULL, station BIGINT NOT NULL, "
             "pump INTEGER NOT NULL, mode INTEGER NOT NULL, card BIGINT, customer BIGINT, hold @BLOB, "
             "product TEXT NOT NULL, volume BIGINT NOT NULL, price BIGINT NOT NULL, amount BIGINT NOT NULL, "
             "currency TEXT NOT NULL, occurred BIGINT NOT NULL, posted BIGINT NOT NULL, day TEXT NOT NULL, "
             "offline INTEGER NOT NULL DEFAULT 0, total_start BIGINT, total_end BIGINT) @CLUSTERED",
             "CREATE INDEX sale_station ON sale (station, day)",
             "@APPEND_ONLY(sale)",
             "CREATE TABLE terminal (id @ID, name TEXT NOT NULL, station BIGINT NOT NULL, kind TEXT NOT "
             "NULL, "
             "public_key @BLOB NOT NULL, state INTEGER NOT NULL, head_seq BIGINT NOT NULL, head_hash @BLOB "
             "NOT NULL, "
             "enrolled BIGINT NOT NULL)",
             "CREATE TABLE enrolment (code @BLOB PRIMARY KEY, name TEXT NOT NULL, station BIGINT NOT NULL, "
             "kind TEXT NOT NULL, expires BIGINT NOT NULL, used BIGINT) @CLUSTERED",
             "CREATE TABLE terminal_record (terminal BIGINT NOT NULL, seq BIGINT NOT NULL, operation @BLOB "
             "NOT NULL, "
             "kind TEXT NOT NULL, at BIGINT NOT NULL, body @BLOB NOT NULL, hash @BLOB NOT NULL, "
             "outcome INTEGER NOT NULL, problem TEXT NOT NULL, received BIGINT NOT NULL, "
             "PRIMARY KEY (terminal, seq)) @CLUSTERED",
             "@APPEND_ONLY(terminal_record)",
             "CREATE TABLE exception_case (id @ID, kind TEXT NOT NULL, terminal BIGINT NOT NULL, seq BIGINT "
             "NOT NULL, "
             "reference @BLOB, account BIGINT, amount BIGINT, currency TEXT, detail TEXT NOT NULL, "
             "state INTEGER NOT NULL, at BIGINT NOT NULL)",
             "CREATE TABLE feed_head (id INTEGER PRIMARY KEY, seq BIGINT NOT NULL)",
             "INSERT INTO feed_head (id, seq) VALUES (1, 0)",
             "CREATE TABLE feed (seq BIGINT PRIMARY KEY, topic TEXT NOT NULL, subject TEXT NOT NULL, "
             "body @BLOB NOT NULL, at BIGINT NOT NULL)",
             "CREATE TABLE staff (id @ID, login TEXT NOT NULL UNIQUE, name TEXT NOT NULL, role INTEGER NOT "
             "NULL, "
             "station BIGINT NOT NULL DEFAULT 0, password TEXT NOT NULL, state INTEGER NOT NULL, "
             "tries INTEGER NOT NULL DEFAULT 0, locked_until BIGINT NOT NULL DEFAULT 0)",
             "CREATE TABLE session (token @BLOB PRIMARY KEY, subject BIGINT NOT NULL, name TEXT NOT NULL, "
             "role INTEGER NOT NULL, station BIGINT NOT NULL, expires BIGINT NOT NULL) @CLUSTERED",
             "CREATE TABLE audit (id @ID, at BIGINT NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL, "
             "subject TEXT NOT NULL, detail TEXT NOT NULL, hash @BLOB NOT NULL)",
             "@APPEND_ONLY(audit)",
         }},
        {4,
         "the audit log's head",
         {
             // whoever adds an entry locks this row, so that no two entries follow the same one
             "CREATE TABLE audit_head (id INTEGER PRIMARY KEY, entries BIGINT NOT NULL, hash @BLOB)",
             "INSERT INTO audit_head (id, entries, hash) SELECT 1, COUNT(*), "
             "(SELECT hash FROM audit ORDER BY id DESC LIMIT 1) FROM audit",
         }},
        {5,
         "exceptions, reversals",
         {
             "ALTER TABLE exception_case ADD COLUMN station BIGINT NOT NULL DEFAULT 0",
             "ALTER TABLE exception_case ADD COLUMN evidence @BLOB",
             "ALTER TABLE exception_case ADD COLUMN worker BIGINT NOT NULL DEFAULT 0",
             "ALTER TABLE exception_case ADD COLUMN worker_name TEXT NOT NULL DEFAULT ''",
             "ALTER TABLE exception_case ADD COLUMN maker BIGINT NOT NULL DEFAULT 0",
             "ALTER TABLE exception_case ADD COLUMN maker_name TEXT NOT NULL DEFAULT ''",
             "ALTER TABLE exception_case ADD COLUMN resolution INTEGER NOT NULL DEFAULT 0",
             "ALTER TABLE exception_case ADD COLUMN reason TEXT NOT NULL DEFAULT ''",
             "UPDATE exception_case SET station = COALESCE((SELECT t.station FROM terminal t WHERE t.id = "
             "exception_case.terminal), 0)",
             "CREATE INDEX exception_open ON exception_case (terminal, kind) WHERE state < 4",
             "CREATE TABLE exception_step (id @ID, exception BIGINT NOT NULL, at BIGINT NOT NULL, person "
             "BIGINT NOT NULL, name TEXT NOT NULL, from_state INTEGER NOT NULL, to_state INTEGER NOT NULL, "
             "resolution INTEGER NOT NULL, reason TEXT NOT NULL, journal @BLOB)",
             "CREATE INDEX exception_step_of ON exception_step (exception)",
             "@APPEND_ONLY(exception_step)",
             // outcome 1: undone; 2: it came before its original, which is refused when it arrives
             "CREATE TABLE reversal (original @BLOB PRIMARY KEY, kind INTEGER NOT NULL, operation @BLOB NOT "
             "NULL, reason INTEGER NOT NULL, terminal BIGINT NOT NULL, person BIGINT NOT NULL, name TEXT NOT "
             "NULL, outcome INTEGER NOT NULL, journal @BLOB, at BIGINT NOT NULL) @CLUSTERED",
             "@APPEND_ONLY(reversal)",
             "CREATE TABLE reversal_proposal (original @BLOB PRIMARY KEY, kind INTEGER NOT NULL, reason "
             "INTEGER NOT NULL, person BIGINT NOT NULL, name TEXT NOT NULL, at BIGINT NOT NULL) @CLUSTERED",
             "@APPEND_ONLY(reversal_proposal)",
         }},
        {6,
         "offline allotments, the feed by station",
         {
             "ALTER TABLE feed ADD COLUMN station BIGINT NOT NULL DEFAULT 0", // 0: for all
             "CREATE INDEX feed_subject ON feed (subject, topic, station, seq)",
             // what a list snapshot does not carry
             "CREATE INDEX feed_unlisted ON feed (seq) WHERE topic <> 'card' AND topic <> 'allotment'",
             // the stations a card is used at, and what each may grant it without asking
             "CREATE TABLE card_station (card BIGINT NOT NULL, station BIGINT NOT NULL, terminal BIGINT NOT "
             "NULL, "
             "token @BLOB NOT NULL, used BIGINT NOT NULL, lent BIGINT NOT NULL DEFAULT 0, "
             "booked BIGINT NOT NULL DEFAULT 0, PRIMARY KEY (card, station)) @CLUSTERED",
             "CREATE INDEX card_station_lent ON card_station (station, token) WHERE lent > 0",
             // cards whose figures changed, in the order of the sales: rows are written at one end and taken
             // from the other
             "CREATE TABLE card_touched (id @ID, card BIGINT NOT NULL, station BIGINT NOT NULL, "
             "terminal BIGINT NOT NULL, token @BLOB NOT NULL, at BIGINT NOT NULL, renew INTEGER NOT NULL)",
         }},
        {7,
         "changes that can wait",
         {
             "ALTER TABLE feed ADD COLUMN calm INTEGER NOT NULL DEFAULT 0",
             "CREATE INDEX feed_urgent ON feed (seq) WHERE calm = 0",
         }},
        {8,
         "PINs for the till",
         {
             "ALTER TABLE staff ADD COLUMN pin TEXT NOT NULL DEFAULT ''", // '': none
             "CREATE INDEX session_subject ON session (subject)",
         }},
        {9,
         "who took the money",
         {
             "ALTER TABLE sale ADD COLUMN cashier BIGINT NOT NULL DEFAULT 0", // 0: nobody who signed in
         }},
        {10,
         "campaigns and coupons",
         {
             "ALTER TABLE station ADD COLUMN region TEXT NOT NULL DEFAULT ''",
             "CREATE TABLE campaign (id @ID, name TEXT NOT NULL, state INTEGER NOT NULL, version INTEGER NOT "
             "NULL, terms @BLOB NOT NULL, limits @BLOB NOT NULL, station_share INTEGER NOT NULL, "
             "claim_code TEXT NOT NULL, automatic INTEGER NOT NULL, author BIGINT NOT NULL, "
             "changed BIGINT NOT NULL)",
             "CREATE UNIQUE INDEX campaign_claim ON campaign (claim_code) WHERE claim_code <> ''",
             // what a sale was judged by stays readable
             "CREATE TABLE campaign_version (campaign BIGINT NOT NULL, version INTEGER NOT NULL, terms @BLOB "
             "NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (campaign, version)) @CLUSTERED",
             "@APPEND_ONLY(campaign_version)",
             "CREATE TABLE coupon_batch (id INTEGER PRIMARY KEY, campaign BIGINT NOT NULL, kind INTEGER NOT "
             "NULL, pieces BIGINT NOT NULL, void INTEGER NOT NULL DEFAULT 0, reason TEXT NOT NULL, "
             "author BIGINT NOT NULL, at BIGINT NOT NULL)",
             "CREATE INDEX coupon_batch_of ON coupon_batch (campaign)",
             // A printed coupon gets its row when somebody comes with it. id: batch x 2^24 + serial.
             "CREATE TABLE coupon (id BIGINT PRIMARY KEY, campaign BIGINT NOT NULL, state INTEGER NOT NULL, "
             "customer BIGINT NOT NULL DEFAULT 0, station BIGINT NOT NULL DEFAULT 0, until BIGINT, "
             "left_amount BIGINT, currency TEXT, sale @BLOB, reserved_until BIGINT NOT NULL DEFAULT 0, "
             "changed BIGINT NOT NULL)",
             "CREATE INDEX coupon_customer ON coupon (customer, campaign) WHERE customer > 0",
             // coupon 0: an automatic campaign. state 1 reserved, 2 redeemed, 3 given back
             "CREATE TABLE coupon_use (sale @BLOB NOT NULL, campaign BIGINT NOT NULL, coupon BIGINT NOT "
             "NULL, version INTEGER NOT NULL, state INTEGER NOT NULL, amount BIGINT NOT NULL, currency TEXT "
             "NOT NULL, in_parts INTEGER NOT NULL, customer BIGINT NOT NULL, terminal BIGINT NOT NULL, "
             "station BIGINT NOT NULL, day TEXT NOT NULL, at BIGINT NOT NULL, expires BIGINT NOT NULL, "
             "PRIMARY KEY (sale, campaign, coupon)) @CLUSTERED",
             "CREATE UNIQUE INDEX coupon_use_once ON coupon_use (coupon) WHERE coupon > 0 AND state < 3 AND "
             "in_parts = 0",
             "CREATE INDEX coupon_use_overdue ON coupon_use (expires) WHERE state = 1",
             "CREATE INDEX coupon_use_campaign ON coupon_use (campaign, day)",
             // what is reserved and redeemed of a campaign: in all, by day, station, customer, ...
             "CREATE TABLE coupon_budget (campaign BIGINT NOT NULL, kind INTEGER NOT NULL, subject TEXT NOT "
             "NULL, amount BIGINT NOT NULL, pieces BIGINT NOT NULL, PRIMARY KEY (campaign, kind, subject)) "
             "@CLUSTERED",
             // wrong codes: who tried, how often, until when not again
             "CREATE TABLE coupon_guess (subject TEXT PRIMARY KEY, tries INTEGER NOT NULL, since BIGINT NOT "
             "NULL, pauses INTEGER NOT NULL, paused_until BIGINT NOT NULL)",
             "ALTER TABLE sale ADD COLUMN discount BIGINT NOT NULL DEFAULT 0",
             "ALTER TABLE sale ADD COLUMN discounts @BLOB",
             "CREATE INDEX sale_customer ON sale (customer, day) WHERE customer > 0",
         }},
        {11,
         "tanks",
         {
             // its number in the terminal's journal: what lies between two readings of a tank
             "ALTER TABLE sale ADD COLUMN record BIGINT NOT NULL DEFAULT 0",
             // the last that was told of each
             "CREATE TABLE tank (station BIGINT NOT NULL, number INTEGER NOT NULL, product TEXT NOT NULL, "
             "capacity BIGINT NOT NULL, bottom BIGINT NOT NULL, low BIGINT NOT NULL, water_limit BIGINT NOT "
             "NULL, loss BIGINT NOT NULL, variance BIGINT NOT NULL, variance_per_mille INTEGER NOT NULL, "
             "terminal BIGINT NOT NULL, record BIGINT NOT NULL, at BIGINT NOT NULL, volume BIGINT NOT NULL, "
             "compensated BIGINT NOT NULL, ullage BIGINT NOT NULL, water BIGINT NOT NULL, height BIGINT NOT "
             "NULL, water_height BIGINT NOT NULL, temperature BIGINT NOT NULL, status INTEGER NOT NULL, "
             "unbooked BIGINT NOT NULL, settled INTEGER NOT NULL, PRIMARY KEY (station, number)) @CLUSTERED",
             "CREATE TABLE tank_reading (id @ID, station BIGINT NOT NULL, tank INTEGER NOT NULL, terminal "
             "BIGINT NOT NULL, record BIGINT NOT NULL, at BIGINT NOT NULL, volume BIGINT NOT NULL, "
             "compensated BIGINT NOT NULL, ullage BIGINT NOT NULL, water BIGINT NOT NULL, height BIGINT NOT "
             "NULL, water_height BIGINT NOT NULL, temperature BIGINT NOT NULL, status INTEGER NOT NULL, "
             "unbooked BIGINT NOT NULL, settled INTEGER NOT NULL)",
             "CREATE INDEX tank_reading_of ON tank_reading (station, tank, id)",
             "@APPEND_ONLY(tank_reading)",
             "CREATE TABLE tank_delivery (station BIGINT NOT NULL, tank INTEGER NOT NULL, start TEXT NOT "
             "NULL, product TEXT NOT NULL, terminal BIGINT NOT NULL, record BIGINT NOT NULL, began BIGINT "
             "NOT NULL, ended BIGINT NOT NULL, before_volume BIGINT NOT NULL, after_volume BIGINT NOT NULL, "
             "drawn BIGINT NOT NULL, received BIGINT NOT NULL, compensated BIGINT NOT NULL, temperature "
             "BIGINT NOT NULL, PRIMARY KEY (station, tank, start)) @CLUSTERED",
             "@APPEND_ONLY(tank_delivery)",
             "CREATE TABLE tank_alarm (id @ID, station BIGINT NOT NULL, tank INTEGER NOT NULL, terminal "
             "BIGINT NOT NULL, record BIGINT NOT NULL, at BIGINT NOT NULL, alarm TEXT NOT NULL, active "
             "INTEGER NOT NULL, volume BIGINT NOT NULL, water_height BIGINT NOT NULL, lost BIGINT NOT NULL)",
             "CREATE INDEX tank_alarm_of ON tank_alarm (station, tank, id)",
             "@APPEND_ONLY(tank_alarm)",
             // where the day began that is not closed yet; `volume` counts what had left the hoses and was
             // in no record
             "CREATE TABLE tank_book (station BIGINT NOT NULL, product TEXT NOT NULL, day TEXT NOT NULL, "
             "terminal BIGINT NOT NULL, record BIGINT NOT NULL, at BIGINT NOT NULL, volume BIGINT NOT NULL, "
             "PRIMARY KEY (station, product)) @CLUSTERED",
             "CREATE TABLE tank_day (station BIGINT NOT NULL, product TEXT NOT NULL, day TEXT NOT NULL, "
             "opened BIGINT NOT NULL, closed BIGINT NOT NULL, opening BIGINT NOT NULL, received BIGINT NOT "
             "NULL, sold BIGINT NOT NULL, closing BIGINT NOT NULL, variance BIGINT NOT NULL, allowed BIGINT "
             "NOT NULL, PRIMARY KEY (station, product, day)) @CLUSTERED",
             "@APPEND_ONLY(tank_day)",
         }},
        {12,
         "points and levels",
         {
             "CREATE TABLE points_scheme (version @ID, currency TEXT NOT NULL, valid_from BIGINT NOT NULL, "
             "body @BLOB NOT NULL, author BIGINT NOT NULL, at BIGINT NOT NULL)",
             "@APPEND_ONLY(points_scheme)",
             "CREATE TABLE points_member (customer BIGINT PRIMARY KEY, currency TEXT NOT NULL, "
             "balance BIGINT NOT NULL, pending BIGINT NOT NULL, reserved BIGINT NOT NULL, owed BIGINT NOT "
             "NULL, level TEXT NOT NULL, since BIGINT NOT NULL, until BIGINT NOT NULL)",
             "CREATE INDEX points_member_until ON points_member (until) WHERE until > 0",
             // kind 1 a sale's, 2 given by hand; state 1 pending, 2 settled
             "CREATE TABLE points_lot (id @ID, customer BIGINT NOT NULL, kind INTEGER NOT NULL, state "
             "INTEGER NOT NULL, sale @BLOB, points BIGINT NOT NULL, remaining BIGINT NOT NULL, spent BIGINT "
             "NOT NULL, lapsed BIGINT NOT NULL, taken BIGINT NOT NULL, value_amount BIGINT NOT NULL, "
             "value_points BIGINT NOT NULL, currency TEXT NOT NULL, worth BIGINT NOT NULL, volume BIGINT "
             "NOT NULL, volume_back BIGINT NOT NULL, paid BIGINT NOT NULL, paid_back BIGINT NOT NULL, "
             "earned BIGINT NOT NULL, settles BIGINT NOT NULL, settled BIGINT NOT NULL, expires BIGINT NOT "
             "NULL)",
             "CREATE UNIQUE INDEX points_lot_sale ON points_lot (sale) WHERE sale IS NOT NULL",
             "CREATE INDEX points_lot_customer ON points_lot (customer, expires)",
             "CREATE INDEX points_lot_settles ON points_lot (settles) WHERE state = 1",
             "CREATE INDEX points_lot_expires ON points_lot (expires) WHERE remaining > 0",
             "CREATE TABLE points_move (id @ID, customer BIGINT NOT NULL, lot BIGINT NOT NULL, kind INTEGER "
             "NOT NULL, points BIGINT NOT NULL, pending BIGINT NOT NULL, owed BIGINT NOT NULL, sale @BLOB, "
             "reason TEXT NOT NULL, who TEXT NOT NULL, at BIGINT NOT NULL)",
             "@APPEND_ONLY(points_move)",
             "CREATE INDEX points_move_customer ON points_move (customer, id)",
             // of which lots a sale's points came, and what came back to them
             "CREATE INDEX points_move_spent ON points_move (sale) WHERE kind IN (3, 6)",
             // what a sale takes off with points: state 1 reserved, 2 spent, 3 given back
             "CREATE TABLE points_use (sale @BLOB PRIMARY KEY, customer BIGINT NOT NULL, state INTEGER NOT "
             "NULL, points BIGINT NOT NULL, amount BIGINT NOT NULL, currency TEXT NOT NULL, returned BIGINT "
             "NOT NULL, amount_back BIGINT NOT NULL, terminal BIGINT NOT NULL, station BIGINT NOT NULL, "
             "at BIGINT NOT NULL, expires BIGINT NOT NULL) @CLUSTERED",
             "CREATE INDEX points_use_overdue ON points_use (expires) WHERE state = 1",
             "CREATE INDEX points_use_customer ON points_use (customer)",
             // given or taken by hand; state 1 waits for a second person, 2 done
             "CREATE TABLE points_adjustment (id @BLOB PRIMARY KEY, customer BIGINT NOT NULL, points BIGINT "
             "NOT NULL, reason TEXT NOT NULL, person BIGINT NOT NULL, name TEXT NOT NULL, state INTEGER NOT "
             "NULL, second_name TEXT NOT NULL, at BIGINT NOT NULL)",
             "ALTER TABLE sale ADD COLUMN points BIGINT NOT NULL DEFAULT 0",
             "ALTER TABLE sale ADD COLUMN points_amount BIGINT NOT NULL DEFAULT 0",
         }},
        {13,
         "shop goods in a sale",
         {
             "ALTER TABLE sale ADD COLUMN goods BIGINT NOT NULL DEFAULT 0", // their amount, beside the fuel's
             "ALTER TABLE sale ADD COLUMN lines INTEGER NOT NULL DEFAULT 0", // how many of them
             "CREATE TABLE sale_line (sale @BLOB NOT NULL, line INTEGER NOT NULL, product TEXT NOT NULL, grp "
             "TEXT NOT NULL, name TEXT NOT NULL, unit INTEGER NOT NULL, quantity BIGINT NOT NULL, price "
             "BIGINT NOT NULL, amount BIGINT NOT NULL, tax INTEGER NOT NULL, discountable INTEGER NOT NULL, "
             "discount BIGINT NOT NULL, PRIMARY KEY (sale, line)) @CLUSTERED",
             "@APPEND_ONLY(sale_line)",
         }},
        {14,
         "refunds",
         {
             "CREATE TABLE refund (id @BLOB PRIMARY KEY, sale @BLOB NOT NULL, station BIGINT NOT NULL, "
             "day TEXT NOT NULL, reason INTEGER NOT NULL, note TEXT NOT NULL, person BIGINT NOT NULL, "
             "name TEXT NOT NULL, second TEXT NOT NULL, money BIGINT NOT NULL, currency TEXT NOT NULL, "
             "to_cash INTEGER NOT NULL, to_debt BIGINT NOT NULL, discount BIGINT NOT NULL, coupons BIGINT "
             "NOT NULL, points_taken BIGINT NOT NULL, points_owed BIGINT NOT NULL, points_back BIGINT NOT "
             "NULL, at BIGINT NOT NULL) @CLUSTERED",
             "CREATE INDEX refund_sale ON refund (sale)",
             "CREATE INDEX refund_at ON refund (at)",
             "@APPEND_ONLY(refund)",
             "CREATE TABLE refund_line (refund @BLOB NOT NULL, sale @BLOB NOT NULL, line INTEGER NOT NULL, "
             "quantity BIGINT NOT NULL, PRIMARY KEY (refund, line)) @CLUSTERED",
             "CREATE INDEX refund_line_sale ON refund_line (sale)",
             "@APPEND_ONLY(refund_line)",
             // what waits for a second person
             "CREATE TABLE refund_proposal (sale @BLOB PRIMARY KEY, parts TEXT NOT NULL, reason INTEGER NOT "
             "NULL, person BIGINT NOT NULL, name TEXT NOT NULL, at BIGINT NOT NULL)",
             "ALTER TABLE coupon_use ADD COLUMN back BIGINT NOT NULL DEFAULT 0",
         }},
        {15,
         "what campaigns did",
         {
             // of 10,000 customers so many do not get it, to be compared with
             "ALTER TABLE campaign ADD COLUMN hold_out INTEGER NOT NULL DEFAULT 0",
             "ALTER TABLE coupon_use ADD COLUMN channel INTEGER NOT NULL DEFAULT 0", // 0: nobody said
                                                                                     // what is not in
                                                                                     // coupon_use_once, so
                                                                                     // that every use of a
                                                                                     // coupon is found
             "CREATE INDEX coupon_use_past ON coupon_use (coupon) WHERE coupon > 0 AND (state = 3 OR "
             "in_parts = 1)",
             "CREATE INDEX audit_subject ON audit (subject)",
         }},
        {16,
         "the shop's catalogue and stock",
         {
             "CREATE TABLE article_group (code TEXT PRIMARY KEY, name_zh TEXT NOT NULL, name_en TEXT NOT "
             "NULL)",
             "CREATE TABLE article (code TEXT PRIMARY KEY, version INTEGER NOT NULL, name_zh TEXT NOT NULL, "
             "name_en TEXT NOT NULL, grp TEXT NOT NULL, tax INTEGER NOT NULL, unit INTEGER NOT NULL, stocked "
             "INTEGER NOT NULL, discountable INTEGER NOT NULL, active INTEGER NOT NULL, search TEXT NOT "
             "NULL, "
             "picture @BLOB, picture_hash @BLOB, changed BIGINT NOT NULL)",
             "CREATE TABLE article_barcode (barcode TEXT PRIMARY KEY, article TEXT NOT NULL)",
             "CREATE INDEX article_barcode_of ON article_barcode (article)",
             "CREATE TABLE article_price (id @ID, article TEXT NOT NULL, station BIGINT NOT NULL, currency "
             "TEXT NOT NULL, milli BIGINT NOT NULL, valid_from BIGINT NOT NULL, actor TEXT NOT NULL, at "
             "BIGINT NOT NULL)",
             "CREATE INDEX article_price_of ON article_price (article)",
             "@APPEND_ONLY(article_price)",
             // kept with the lines; may be below zero
             "CREATE TABLE stock (station BIGINT NOT NULL, article TEXT NOT NULL, quantity BIGINT NOT NULL, "
             "PRIMARY KEY (station, article)) @CLUSTERED",
             "CREATE TABLE stock_move (id @ID, station BIGINT NOT NULL, article TEXT NOT NULL, kind INTEGER "
             "NOT NULL, quantity BIGINT NOT NULL, balance BIGINT NOT NULL, reason TEXT NOT NULL, transfer "
             "BIGINT NOT NULL, sale @BLOB, actor TEXT NOT NULL, at BIGINT NOT NULL)",
             "CREATE INDEX stock_move_of ON stock_move (station, article, id)",
             "CREATE INDEX stock_move_sale ON stock_move (sale) WHERE sale IS NOT NULL",
             "@APPEND_ONLY(stock_move)",
             // received NULL: under way
             "CREATE TABLE stock_transfer (id @ID, article TEXT NOT NULL, from_station BIGINT NOT NULL, "
             "to_station BIGINT NOT NULL, sent BIGINT NOT NULL, received BIGINT, at BIGINT NOT NULL, "
             "received_at BIGINT NOT NULL, sender TEXT NOT NULL, receiver TEXT NOT NULL)",
             "CREATE INDEX stock_transfer_open ON stock_transfer (to_station, article) WHERE received IS "
             "NULL",
         }},
        {17,
         "coupons for points",
         {
             "ALTER TABLE campaign ADD COLUMN points_price BIGINT NOT NULL DEFAULT 0",
         }},
        {18,
         "car washes",
         {
             "CREATE TABLE wash_package (article TEXT PRIMARY KEY, washes INTEGER NOT NULL, days INTEGER NOT "
             "NULL)",
             "CREATE TABLE wash_grant (id @ID, sale @BLOB NOT NULL, line INTEGER NOT NULL, customer BIGINT "
             "NOT NULL, article TEXT NOT NULL, bought INTEGER NOT NULL, used INTEGER NOT NULL, taken_back "
             "INTEGER NOT NULL, at BIGINT NOT NULL, until BIGINT NOT NULL)", // 0: no end
             "CREATE UNIQUE INDEX wash_grant_line ON wash_grant (sale, line)",
             "CREATE INDEX wash_grant_of ON wash_grant (customer) WHERE customer > 0",
             "CREATE TABLE wash_use (id @ID, wash_grant BIGINT NOT NULL, station BIGINT NOT NULL, who TEXT "
             "NOT NULL, at BIGINT NOT NULL)",
             "@APPEND_ONLY(wash_use)",
         }},
        {19,
         "prices lowered at the pump",
         {
             // NULL: the pump showed the list price
             "ALTER TABLE sale ADD COLUMN pump_price BIGINT",
             "ALTER TABLE sale ADD COLUMN pump_amount BIGINT",
         }},
        {20,
         "coupons that are given by themselves",
         {
             "ALTER TABLE campaign ADD COLUMN giving @BLOB",
             "ALTER TABLE campaign ADD COLUMN gives INTEGER NOT NULL DEFAULT -1", // -1: see its terms
             "ALTER TABLE customer ADD COLUMN birthday @BLOB",                    // sealed
             "ALTER TABLE customer ADD COLUMN inviter BIGINT NOT NULL DEFAULT 0",
             "CREATE TABLE stamp (campaign BIGINT NOT NULL, sale @BLOB NOT NULL, customer BIGINT NOT NULL, "
             "taken_back INTEGER NOT NULL DEFAULT 0, at BIGINT NOT NULL, PRIMARY KEY (campaign, sale)) "
             "@CLUSTERED",
             "CREATE INDEX stamp_sale ON stamp (sale)",
             // stamps: on the way to the next coupon; below zero: owed
             "CREATE TABLE stamp_card (customer BIGINT NOT NULL, campaign BIGINT NOT NULL, stamps BIGINT NOT "
             "NULL, PRIMARY KEY (customer, campaign)) @CLUSTERED",
             // once for one cause; coupon 0: refused, and why
             "CREATE TABLE coupon_issue (campaign BIGINT NOT NULL, customer BIGINT NOT NULL, cause TEXT NOT "
             "NULL, sale @BLOB, coupon BIGINT NOT NULL, refused INTEGER NOT NULL, at BIGINT NOT NULL, "
             "PRIMARY KEY (campaign, customer, cause)) @CLUSTERED",
             "CREATE INDEX coupon_issue_sale ON coupon_issue (sale) WHERE sale IS NOT NULL",
             // how far a day's look at all customers has come
             "CREATE TABLE issue_scan (campaign BIGINT PRIMARY KEY, day TEXT NOT NULL, after_customer BIGINT "
             "NOT NULL, done INTEGER NOT NULL)",
             "CREATE TABLE issue_job (id @ID, campaign BIGINT NOT NULL, operation @BLOB NOT NULL UNIQUE, "
             "segment TEXT NOT NULL, level TEXT NOT NULL, card_type INTEGER NOT NULL, reason TEXT NOT NULL, "
             "person TEXT NOT NULL, at BIGINT NOT NULL, customers BIGINT NOT NULL, given BIGINT NOT NULL, "
             "refused BIGINT NOT NULL, after_customer BIGINT NOT NULL, done INTEGER NOT NULL)",
             "CREATE INDEX issue_job_open ON issue_job (id) WHERE done = 0",
             "CREATE TABLE coupon_gift (coupon BIGINT PRIMARY KEY, campaign BIGINT NOT NULL, giver BIGINT "
             "NOT NULL, receiver BIGINT NOT NULL, at BIGINT NOT NULL)",
             "CREATE INDEX coupon_gift_by ON coupon_gift (giver, campaign)",
             "@APPEND_ONLY(coupon_gift)",
             // a purse's bonus money, which its bonus account proves
             "ALTER TABLE account ADD COLUMN bonus BIGINT NOT NULL DEFAULT 0",
             "CREATE UNIQUE INDEX account_bonus ON account (owner) WHERE kind = 2",
         }},
        {21,
         "what coupons are watched by",
         {
             ("CREATE TABLE coupon_claim (id @ID, at BIGINT NOT NULL, terminal BIGINT NOT NULL, station "
              "BIGINT NOT NULL, customer BIGINT NOT NULL, campaign BIGINT NOT NULL)"),
             "CREATE INDEX coupon_claim_at ON coupon_claim (at)",
             "CREATE INDEX coupon_use_redeemed ON coupon_use (at) WHERE state = 2",
             "CREATE TABLE fraud_cursor (id INTEGER PRIMARY KEY, at BIGINT NOT NULL)",
             "INSERT INTO fraud_cursor (id, at) VALUES (1, 0)",
         }},
        {22,
         "customers who were invited, by time",
         {
             "CREATE INDEX customer_invited ON customer (at) WHERE inviter > 0",
         }},
        {23,
         "money through payment channels",
         {
             // What is secret of a merchant lies in the key ring under its id.
             "CREATE TABLE merchant (id @ID, channel TEXT NOT NULL, number TEXT NOT NULL, app TEXT NOT NULL, "
             "name TEXT NOT NULL, currency TEXT NOT NULL, gateway TEXT NOT NULL, bill_gateway TEXT NOT "
             "NULL, settings TEXT NOT NULL, fee_ppm BIGINT NOT NULL, active INTEGER NOT NULL, UNIQUE "
             "(channel, number, app))",
             "CREATE TABLE merchant_station (channel TEXT NOT NULL, station BIGINT NOT NULL, merchant BIGINT "
             "NOT NULL, PRIMARY KEY (channel, station)) @CLUSTERED", // station 0: all others
                                                                     // purpose says whose `subject` is: a
                                                                     // card, a bill, a sale
             "CREATE TABLE payment_order (id @ID, order_no TEXT NOT NULL UNIQUE, operation @BLOB NOT NULL "
             "UNIQUE, merchant BIGINT NOT NULL, way INTEGER NOT NULL, purpose INTEGER NOT NULL, subject "
             "BIGINT NOT NULL, customer BIGINT NOT NULL, station BIGINT NOT NULL, terminal BIGINT NOT NULL, "
             "amount BIGINT NOT NULL, currency TEXT NOT NULL, state INTEGER NOT NULL, refunded BIGINT NOT "
             "NULL, title TEXT NOT NULL, qr TEXT NOT NULL, channel_no TEXT NOT NULL, by_payer BIGINT NOT "
             "NULL, reason INTEGER NOT NULL, created_at BIGINT NOT NULL, expires_at BIGINT NOT NULL, paid_at "
             "BIGINT NOT NULL, booked_at BIGINT NOT NULL, journal @BLOB, day TEXT NOT NULL, next_ask BIGINT "
             "NOT NULL, asks INTEGER NOT NULL, leased_until BIGINT NOT NULL)",
             "CREATE UNIQUE INDEX payment_order_channel ON payment_order (merchant, channel_no) WHERE "
             "channel_no <> ''",
             "CREATE INDEX payment_order_due ON payment_order (next_ask) WHERE next_ask > 0",
             "CREATE INDEX payment_order_subject ON payment_order (purpose, subject, created_at)",
             "CREATE INDEX payment_order_at ON payment_order (merchant, created_at)",
             "CREATE TABLE payment_refund (id @ID, refund_no TEXT NOT NULL UNIQUE, operation @BLOB NOT NULL "
             "UNIQUE, payment BIGINT NOT NULL, amount BIGINT NOT NULL, state INTEGER NOT NULL, cause INTEGER "
             "NOT NULL, note TEXT NOT NULL, person TEXT NOT NULL, channel_no TEXT NOT NULL, reason INTEGER "
             "NOT NULL, created_at BIGINT NOT NULL, done_at BIGINT NOT NULL, journal @BLOB, next_ask BIGINT "
             "NOT NULL, asks INTEGER NOT NULL, leased_until BIGINT NOT NULL)",
             "CREATE INDEX payment_refund_of ON payment_refund (payment)",
             "CREATE INDEX payment_refund_due ON payment_refund (next_ask) WHERE next_ask > 0",
             // each answer of a channel that changed an order, as it was understood
             "CREATE TABLE payment_event (id @ID, payment BIGINT NOT NULL, refund BIGINT NOT NULL, at BIGINT "
             "NOT NULL, source INTEGER NOT NULL, state INTEGER NOT NULL, code TEXT NOT NULL)",
             "CREATE INDEX payment_event_of ON payment_event (payment)",
             "@APPEND_ONLY(payment_event)",
         }},
        {24,
         "reconciliation of payment channels",
         {
             // one side of a merchant's day: 1 ours, 2 the channel's bill; its rows lie in sorted runs
             "CREATE TABLE reconcile_sheet (id @ID, merchant BIGINT NOT NULL, day TEXT NOT NULL, side "
             "INTEGER NOT NULL, hash @BLOB NOT NULL, state INTEGER NOT NULL, rows BIGINT NOT NULL, runs "
             "INTEGER NOT "
             "NULL, paid BIGINT NOT NULL, refunded BIGINT NOT NULL, settled BIGINT NOT NULL, fee_milli "
             "BIGINT NOT NULL, at BIGINT NOT NULL)",
             "CREATE INDEX reconcile_sheet_of ON reconcile_sheet (merchant, day, side)",
             "CREATE TABLE reconcile_row (sheet BIGINT NOT NULL, run INTEGER NOT NULL, number @BLOB NOT "
             "NULL, "
             "seq INTEGER NOT NULL, kind INTEGER NOT NULL, amount BIGINT NOT NULL, settled BIGINT NOT NULL, "
             "fee_milli BIGINT NOT NULL, at BIGINT NOT NULL, channel_no TEXT NOT NULL, PRIMARY KEY (sheet, "
             "run, number, seq)) @CLUSTERED",
             "CREATE TABLE reconcile_day (merchant BIGINT NOT NULL, day TEXT NOT NULL, starts BIGINT NOT "
             "NULL, state INTEGER NOT NULL, pass INTEGER NOT NULL, theirs BIGINT NOT NULL, ran_at BIGINT NOT "
             "NULL, closed_at BIGINT NOT NULL, closed_by TEXT NOT NULL, journal @BLOB, PRIMARY KEY "
             "(merchant, day))",
             "CREATE TABLE reconcile_figure (merchant BIGINT NOT NULL, day TEXT NOT NULL, class INTEGER NOT "
             "NULL, count BIGINT NOT NULL, ours BIGINT NOT NULL, theirs BIGINT NOT NULL, PRIMARY KEY "
             "(merchant, day, class))",
             // what found no partner yet and waits for a neighbour day
             "CREATE TABLE reconcile_pending (merchant BIGINT NOT NULL, number @BLOB NOT NULL, side INTEGER "
             "NOT NULL, seq INTEGER NOT NULL, born TEXT NOT NULL, matched_on TEXT NOT NULL, broke_on TEXT "
             "NOT NULL, kind INTEGER NOT NULL, amount BIGINT NOT NULL, settled BIGINT NOT NULL, fee_milli "
             "BIGINT NOT NULL, at BIGINT NOT NULL, channel_no TEXT NOT NULL, PRIMARY KEY (merchant, side, "
             "number, born, seq))",
             "CREATE INDEX reconcile_pending_born ON reconcile_pending (merchant, born)",
             // a difference that needs a person; whose it is and how it ended says its case
             "CREATE TABLE reconcile_break (id @ID, merchant BIGINT NOT NULL, day TEXT NOT NULL, number "
             "@BLOB "
             "NOT NULL, seq INTEGER NOT NULL, class INTEGER NOT NULL, ours BIGINT NOT NULL, theirs BIGINT "
             "NOT NULL, stake BIGINT NOT NULL, at BIGINT NOT NULL, channel_no TEXT NOT NULL, station BIGINT "
             "NOT NULL, business_day TEXT NOT NULL, exception BIGINT NOT NULL, pass INTEGER NOT NULL, UNIQUE "
             "(merchant, day, number, class, seq))",
             "CREATE TABLE reconcile_arrival (id @ID, merchant BIGINT NOT NULL, day TEXT NOT NULL, amount "
             "BIGINT NOT NULL, reference TEXT NOT NULL, person TEXT NOT NULL, at BIGINT NOT NULL, UNIQUE "
             "(merchant, day, reference))",
             "@APPEND_ONLY(reconcile_arrival)",
             "CREATE INDEX payment_order_paid ON payment_order (merchant, paid_at, id)",
             "CREATE INDEX payment_refund_at ON payment_refund (created_at, id)",
         }},
        {25,
         "invoices",
         {
             // part: one request may be several; reverses > 0: a red-letter one
             "CREATE TABLE invoice (id @ID, operation @BLOB NOT NULL, part INTEGER NOT NULL, kind INTEGER "
             "NOT NULL, state INTEGER NOT NULL, title_kind INTEGER NOT NULL, name TEXT NOT NULL, tax_number "
             "TEXT NOT NULL, address TEXT NOT NULL, phone TEXT NOT NULL, bank TEXT NOT NULL, bank_account "
             "TEXT NOT NULL, customer BIGINT NOT NULL, station BIGINT NOT NULL, currency TEXT NOT NULL, "
             "gross BIGINT NOT NULL, tax BIGINT NOT NULL, reverses BIGINT NOT NULL, number TEXT NOT NULL, "
             "platform_id TEXT NOT NULL, remark TEXT NOT NULL, person TEXT NOT NULL, reason INTEGER NOT "
             "NULL, at BIGINT "
             "NOT NULL, issued_at BIGINT NOT NULL, next_ask BIGINT NOT NULL, asks INTEGER NOT NULL, UNIQUE "
             "(operation, part))",
             "CREATE INDEX invoice_due ON invoice (next_ask) WHERE next_ask > 0",
             "CREATE INDEX invoice_of ON invoice (customer, at) WHERE customer > 0",
             "CREATE INDEX invoice_reverses ON invoice (reverses) WHERE reverses > 0",
             "CREATE UNIQUE INDEX invoice_number ON invoice (number) WHERE number <> ''",
             "CREATE TABLE invoice_line (invoice BIGINT NOT NULL, sale @BLOB NOT NULL, line INTEGER NOT "
             "NULL, "
             "product TEXT NOT NULL, name TEXT NOT NULL, unit INTEGER NOT NULL, quantity BIGINT NOT NULL, "
             "gross BIGINT NOT NULL, discount BIGINT NOT NULL, rate BIGINT NOT NULL, tax BIGINT NOT NULL, "
             "PRIMARY KEY (invoice, sale, line)) @CLUSTERED",
             "CREATE INDEX invoice_line_sale ON invoice_line (sale)",
             "@APPEND_ONLY(invoice_line)",
             "CREATE TABLE invoice_title (id @ID, customer BIGINT NOT NULL, kind INTEGER NOT NULL, name TEXT "
             "NOT NULL, tax_number TEXT NOT NULL, address TEXT NOT NULL, phone TEXT NOT NULL, bank TEXT NOT "
             "NULL, bank_account TEXT NOT NULL, at BIGINT NOT NULL, UNIQUE (customer, name, tax_number))",
         }},
        {26,
         "messages",
         {
             // address: sealed with the customer's own key; lookup: what it is found by without that key
             "CREATE TABLE message_contact (customer BIGINT NOT NULL, way INTEGER NOT NULL, address @BLOB "
             "NOT NULL, lookup @BLOB NOT NULL, language INTEGER NOT NULL, at BIGINT NOT NULL, PRIMARY KEY "
             "(customer, way)) @CLUSTERED",
             "CREATE INDEX message_contact_lookup ON message_contact (lookup, way)",
             "CREATE TABLE message_opt_out (customer BIGINT NOT NULL, kind INTEGER NOT NULL, way INTEGER NOT "
             "NULL, at BIGINT NOT NULL, PRIMARY KEY (customer, kind, way)) @CLUSTERED",
             "CREATE TABLE message_template (kind INTEGER NOT NULL, way INTEGER NOT NULL, language INTEGER "
             "NOT NULL, subject TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (kind, way, language)) "
             "@CLUSTERED",
             // content is emptied when a message is sent or dead; leased_until: somebody works on it
             "CREATE TABLE message_outbox (id @ID, number @BLOB NOT NULL UNIQUE, cause @BLOB NOT NULL, kind "
             "INTEGER NOT NULL, way INTEGER NOT NULL, customer BIGINT NOT NULL, language INTEGER NOT NULL, "
             "address @BLOB NOT NULL, content @BLOB NOT NULL, state INTEGER NOT NULL, urgent INTEGER NOT "
             "NULL, next_try BIGINT NOT NULL, tries INTEGER NOT NULL, leased_until BIGINT NOT NULL, at "
             "BIGINT NOT NULL, expires BIGINT NOT NULL, done_at BIGINT NOT NULL, reference TEXT NOT NULL, "
             "dead TEXT "
             "NOT NULL, UNIQUE (cause, kind, way))",
             "CREATE INDEX message_outbox_due ON message_outbox (next_try) WHERE state = 1",
             "CREATE INDEX message_outbox_of ON message_outbox (customer, id)",
             // one row for each that was asked for, whether the number is anybody's or not; all three are
             // keyed digests
             "CREATE TABLE one_time_code (id @ID, number @BLOB NOT NULL, asker @BLOB NOT NULL, code @BLOB "
             "NOT NULL, at BIGINT NOT NULL, tries INTEGER NOT NULL, used INTEGER NOT NULL)",
             "CREATE INDEX one_time_code_number ON one_time_code (number, at)",
             "CREATE INDEX one_time_code_asker ON one_time_code (asker, at)",
             "CREATE INDEX one_time_code_at ON one_time_code (at)",
         }},
        {27,
         "bills",
         {
             "CREATE TABLE biller (id @ID, code TEXT NOT NULL UNIQUE, kind INTEGER NOT NULL, name_en TEXT "
             "NOT "
             "NULL, name_zh TEXT NOT NULL, digits_least INTEGER NOT NULL, digits_most INTEGER NOT NULL, "
             "currency TEXT NOT NULL, gateway TEXT NOT NULL, active INTEGER NOT NULL)",
             "CREATE TABLE bill_payment (id @ID, operation @BLOB NOT NULL UNIQUE, customer BIGINT NOT NULL, "
             "order_no TEXT NOT NULL, amount BIGINT NOT NULL, currency TEXT NOT NULL, at BIGINT NOT NULL)",
             "CREATE INDEX bill_payment_order ON bill_payment (order_no)",
             // taken: the journal that took it from the biller's account again
             "CREATE TABLE bill_item (id @ID, payment BIGINT NOT NULL, biller BIGINT NOT NULL, account TEXT "
             "NOT NULL, bill TEXT NOT NULL, period TEXT NOT NULL, amount BIGINT NOT NULL, total BIGINT NOT "
             "NULL, state INTEGER NOT NULL, number TEXT NOT NULL UNIQUE, receipt TEXT NOT NULL, reason "
             "INTEGER NOT NULL, paid_at BIGINT NOT NULL, done_at BIGINT NOT NULL, taken @BLOB, next_ask "
             "BIGINT NOT NULL, asks INTEGER NOT NULL, leased_until BIGINT NOT NULL)",
             "CREATE INDEX bill_item_of ON bill_item (payment)",
             "CREATE INDEX bill_item_due ON bill_item (next_ask) WHERE next_ask > 0",
             "CREATE INDEX bill_item_back ON bill_item (id) WHERE state = 5",
             // sealed: with the customer's own key
             "CREATE TABLE payee (id @ID, customer BIGINT NOT NULL, biller BIGINT NOT NULL, sealed @BLOB NOT "
             "NULL, at BIGINT NOT NULL)",
             "CREATE INDEX payee_of ON payee (customer)",
         }},
        {28,
         "sign-in",
         {
             // tokens, numbers, addresses and providers' accounts are digests here
             "CREATE TABLE sign_in_session (id @ID, customer BIGINT NOT NULL, way INTEGER NOT NULL, device "
             "TEXT NOT NULL, access @BLOB NOT NULL UNIQUE, access_until BIGINT NOT NULL, refresh @BLOB NOT "
             "NULL UNIQUE, refresh_until BIGINT NOT NULL, started BIGINT NOT NULL, seen BIGINT NOT NULL)",
             "CREATE INDEX sign_in_session_of ON sign_in_session (customer)",
             "CREATE INDEX sign_in_session_until ON sign_in_session (refresh_until)",
             "CREATE TABLE sign_in_used (refresh @BLOB PRIMARY KEY, session BIGINT NOT NULL, at BIGINT NOT "
             "NULL) @CLUSTERED",
             "CREATE INDEX sign_in_used_by ON sign_in_used (session)",
             "CREATE TABLE sign_in_tries (who @BLOB PRIMARY KEY, tries INTEGER NOT NULL, locks INTEGER NOT "
             "NULL, since BIGINT NOT NULL, locked_until BIGINT NOT NULL) @CLUSTERED",
             "CREATE TABLE sign_in_link (provider INTEGER NOT NULL, subject @BLOB NOT NULL, customer BIGINT "
             "NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (provider, subject)) @CLUSTERED",
             "CREATE UNIQUE INDEX sign_in_link_of ON sign_in_link (customer, provider)",
             // millionths of a degree, WGS 84
             "CREATE TABLE station_place (station BIGINT PRIMARY KEY, latitude BIGINT NOT NULL, longitude "
             "BIGINT NOT NULL)",
         }},
        bankingStep(),
        {30,
         "what customers want to be told",
         {
             // token: sealed with the customer's own key; an app on one device is whose it was last
             "CREATE TABLE message_device (id @ID, customer BIGINT NOT NULL, token @BLOB NOT NULL, lookup "
             "@BLOB NOT NULL UNIQUE, language INTEGER NOT NULL, at BIGINT NOT NULL)",
             "CREATE INDEX message_device_of ON message_device (customer)",
             // low_balance 0: never; without a row it is the installation's
             "CREATE TABLE message_wish (customer BIGINT PRIMARY KEY, low_balance BIGINT NOT NULL, currency "
             "TEXT NOT NULL, at BIGINT NOT NULL)",
             "CREATE INDEX message_outbox_dead ON message_outbox (done_at) WHERE state = 3",
         }},
    };
    return Steps;
}

}

std::span<const Migration> serverMigrations() { return serverSteps(); }

}
