#include "core/foundation/store/migrations.h"

namespace youka {

namespace {

// As for the server: a shipped step is never edited.
const std::vector<Migration> &stationSteps()
{
    static const std::vector<Migration> Steps{
        {1,
         "journal, outbox, lists",
         {
             "CREATE TABLE setting (name TEXT PRIMARY KEY, value @BLOB NOT NULL)",
             "CREATE TABLE record (seq BIGINT PRIMARY KEY, operation @BLOB NOT NULL UNIQUE, kind TEXT NOT "
             "NULL, "
             "at BIGINT NOT NULL, body @BLOB NOT NULL, hash @BLOB NOT NULL)",
             "@APPEND_ONLY(record)",
             // 1 waiting, 2 acknowledged, 3 parked for a person
             "CREATE TABLE outbox (seq BIGINT PRIMARY KEY, state INTEGER NOT NULL, problem TEXT NOT NULL "
             "DEFAULT '')",
             "CREATE INDEX outbox_waiting ON outbox (seq) WHERE state = 1",
             "CREATE TABLE listed_card (token @BLOB PRIMARY KEY, state INTEGER NOT NULL, expires TEXT NOT "
             "NULL, "
             "products TEXT NOT NULL, limit_sale BIGINT, limit_day BIGINT, pin_set INTEGER NOT NULL, "
             "pin_above BIGINT, "
             "available BIGINT NOT NULL, currency TEXT NOT NULL, day TEXT NOT NULL DEFAULT '', "
             "day_spent BIGINT NOT NULL DEFAULT 0, offline_day TEXT NOT NULL DEFAULT '', "
             "offline_amount BIGINT NOT NULL DEFAULT 0, offline_count INTEGER NOT NULL DEFAULT 0) @CLUSTERED",
             "CREATE TABLE listed_price (version BIGINT PRIMARY KEY, station BIGINT NOT NULL, "
             "product TEXT NOT NULL, currency TEXT NOT NULL, valid_from BIGINT NOT NULL, milli BIGINT NOT "
             "NULL)",
             // the other terminals of this station, for the station link
             "CREATE TABLE peer (terminal BIGINT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, "
             "public_key @BLOB NOT NULL, active INTEGER NOT NULL)",
         }},
        {2,
         "fuelling sales",
         {
             "CREATE TABLE sale (id @BLOB PRIMARY KEY, pump INTEGER NOT NULL, mode INTEGER NOT NULL, "
             "state INTEGER NOT NULL, token @BLOB, proof INTEGER, masked TEXT NOT NULL DEFAULT '', hold "
             "@BLOB, "
             "operation @BLOB NOT NULL, currency TEXT NOT NULL, preset_kind INTEGER NOT NULL DEFAULT 0, "
             "preset_amount BIGINT NOT NULL DEFAULT 0, preset_volume BIGINT NOT NULL DEFAULT 0, "
             "limit_amount BIGINT NOT NULL DEFAULT 0, available_after BIGINT, offline INTEGER NOT NULL "
             "DEFAULT 0, "
             "nozzle INTEGER NOT NULL DEFAULT 0, product TEXT NOT NULL DEFAULT '', price BIGINT NOT NULL "
             "DEFAULT 0, "
             "volume BIGINT NOT NULL DEFAULT 0, amount BIGINT NOT NULL DEFAULT 0, total_start BIGINT, "
             "total_end BIGINT, paid BIGINT NOT NULL DEFAULT 0, returned BIGINT NOT NULL DEFAULT 0, "
             "problem INTEGER, detail TEXT NOT NULL DEFAULT '', record BIGINT, at BIGINT NOT NULL, "
             "changed BIGINT NOT NULL) @CLUSTERED",
             "CREATE INDEX sale_open ON sale (state) WHERE state < 7 OR state = 10",
             // the last totaliser read of each hose, the start of the next delivery
             "CREATE TABLE hose (pump INTEGER NOT NULL, nozzle INTEGER NOT NULL, total BIGINT NOT NULL, "
             "at BIGINT NOT NULL, PRIMARY KEY (pump, nozzle))",
         }},
        {3,
         "the compact card list",
         {
             // Two lists: one in force (setting list.active), the other being filled from a snapshot.
             "CREATE TABLE list_card_0 (token @BLOB PRIMARY KEY, data @BLOB NOT NULL) @CLUSTERED",
             "CREATE TABLE list_card_1 (token @BLOB PRIMARY KEY, data @BLOB NOT NULL) @CLUSTERED",
             // what many cards share: currency, products, limits, PIN rule
             "CREATE TABLE list_profile (id INTEGER PRIMARY KEY, body @BLOB NOT NULL UNIQUE)",
             // what was granted without the server, by the number of its record; counted: not yet reset by
             // an answer of the server's own
             "CREATE TABLE offline_use (token @BLOB NOT NULL, seq BIGINT NOT NULL, day BIGINT NOT NULL, "
             "amount BIGINT NOT NULL, sales INTEGER NOT NULL, counted INTEGER NOT NULL, "
             "PRIMARY KEY (token, seq)) @CLUSTERED",
             "CREATE INDEX offline_use_seq ON offline_use (seq)",
             "CREATE TABLE offline_total (day BIGINT PRIMARY KEY, amount BIGINT NOT NULL)",
             // The counters of the day go on; the list itself is asked for again.
             "INSERT INTO offline_use (token, seq, day, amount, sales, counted) "
             "SELECT token, 0, CAST(julianday(offline_day) + 0.5 AS INTEGER), offline_amount, offline_count, "
             "1 "
             "FROM listed_card WHERE offline_count > 0 AND offline_day <> ''",
             "INSERT INTO offline_total (day, amount) "
             "SELECT CAST(CAST(d.value AS TEXT) AS INTEGER), CAST(CAST(t.value AS TEXT) AS INTEGER) "
             "FROM setting d, setting t WHERE d.name = 'offline.day' AND t.name = 'offline.total'",
             "DELETE FROM setting WHERE name IN ('offline.day', 'offline.total', 'feed.cursor')",
             "DROP TABLE listed_card",
         }},
        {4,
         "parked records are counted without looking at all",
         {
             "CREATE INDEX outbox_parked ON outbox (seq) WHERE state = 3",
         }},
        {5,
         "staff",
         {
             "CREATE TABLE staff (id BIGINT PRIMARY KEY, name TEXT NOT NULL, role INTEGER NOT NULL, "
             "active INTEGER NOT NULL, pin TEXT NOT NULL, tries INTEGER NOT NULL DEFAULT 0, "
             "locked_until BIGINT NOT NULL DEFAULT 0)",
             // An earlier program passed over what it was told of staff. That is asked for from the start, as
             // after a snapshot; cards are known up to where the feed was.
             "DELETE FROM setting WHERE name = 'list.cursor' AND CAST(CAST(value AS TEXT) AS INTEGER) < "
             "(SELECT CAST(CAST(f.value AS TEXT) AS INTEGER) FROM setting f WHERE f.name = 'feed.cursor')",
             "INSERT INTO setting (name, value) SELECT 'list.cursor', f.value FROM setting f "
             "WHERE f.name = 'feed.cursor' "
             "AND NOT EXISTS (SELECT 1 FROM setting l WHERE l.name = 'list.cursor')",
             "DELETE FROM setting WHERE name = 'feed.cursor'",
         }},
        {6,
         "who took the money",
         {
             "ALTER TABLE sale ADD COLUMN cashier BIGINT NOT NULL DEFAULT 0",
         }},
        {7,
         "campaigns and coupons",
         {
             "CREATE TABLE listed_campaign (id BIGINT PRIMARY KEY, version INTEGER NOT NULL, state INTEGER "
             "NOT NULL, body @BLOB NOT NULL)",
             "CREATE TABLE listed_void (coupon BIGINT PRIMARY KEY)",
             // what was taken here without the centre, so that nobody takes it twice
             "CREATE TABLE coupon_taken (coupon BIGINT PRIMARY KEY, sale @BLOB NOT NULL, day BIGINT NOT "
             "NULL, amount BIGINT NOT NULL)",
             "CREATE INDEX coupon_taken_day ON coupon_taken (day)",
             "ALTER TABLE sale ADD COLUMN discounts @BLOB",
             "ALTER TABLE sale ADD COLUMN payings INTEGER NOT NULL DEFAULT 0", // that they hold for
                                                                               // An earlier program passed
                                                                               // over what it was told of
                                                                               // campaigns. That is asked for
                                                                               // from the start, as after a
                                                                               // snapshot; cards are known up
                                                                               // to where the feed was.
             "DELETE FROM setting WHERE name = 'list.cursor' AND CAST(CAST(value AS TEXT) AS INTEGER) < "
             "(SELECT CAST(CAST(f.value AS TEXT) AS INTEGER) FROM setting f WHERE f.name = 'feed.cursor')",
             "INSERT INTO setting (name, value) SELECT 'list.cursor', f.value FROM setting f "
             "WHERE f.name = 'feed.cursor' "
             "AND NOT EXISTS (SELECT 1 FROM setting l WHERE l.name = 'list.cursor')",
             "DELETE FROM setting WHERE name = 'feed.cursor'",
         }},
        {8,
         "tanks",
         {
             // as they were told last: a life that begins tells no alarm again and misses no end of one
             "CREATE TABLE tank (number INTEGER PRIMARY KEY, alarms TEXT NOT NULL, delivering INTEGER NOT "
             "NULL, drawn BIGINT NOT NULL)", // -1: not known
                                             // what the gauge listed and is told, or was there before the
                                             // tank was known
             "CREATE TABLE tank_delivery (tank INTEGER NOT NULL, start TEXT NOT NULL, told INTEGER NOT NULL, "
             "PRIMARY KEY (tank, start))",
         }},
        {9,
         "shop goods",
         {
             "ALTER TABLE sale ADD COLUMN goods @BLOB",
             "CREATE TABLE listed_article (code TEXT PRIMARY KEY, active INTEGER NOT NULL, search TEXT NOT "
             "NULL, body @BLOB NOT NULL)",
             "CREATE TABLE listed_barcode (barcode TEXT PRIMARY KEY, article TEXT NOT NULL)",
             "CREATE INDEX listed_barcode_of ON listed_barcode (article)",
         }},
        {10,
         "coupons at the pump",
         {
             "ALTER TABLE sale ADD COLUMN offers @BLOB", // reserved with the card's money
             "ALTER TABLE sale ADD COLUMN pump_price BIGINT",
             "ALTER TABLE sale ADD COLUMN pump_amount BIGINT",
         }},
        {11,
         "points off a sale",
         {
             "ALTER TABLE sale ADD COLUMN points @BLOB",
         }},
        {12,
         "pumps that may show a lowered price",
         {
             "CREATE TABLE pump_lowered (pump INTEGER PRIMARY KEY)",
         }},
        {13,
         "receipts to be printed",
         {
             // state: 1 waiting, 2 printing, 3 printed, 4 perhaps, 5 too late
             "CREATE TABLE print_job (id @ID, sale @BLOB NOT NULL, page @BLOB NOT NULL, state INTEGER NOT "
             "NULL, at BIGINT NOT NULL)",
             "CREATE INDEX print_job_sale ON print_job (sale)",
             "CREATE INDEX print_job_waiting ON print_job (id) WHERE state = 1",
         }},
    };
    return Steps;
}

}

std::span<const Migration> stationMigrations() { return stationSteps(); }

}
