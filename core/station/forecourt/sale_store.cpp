#include "core/station/forecourt/sale_store.h"

#include "core/domain/coupons/coupon_json.h"
#include "core/domain/points/points_json.h"

#include <QJsonDocument>

namespace youka {

namespace {

#define YOUKA_FUELLING_COLUMNS                                                                               \
    "id, pump, mode, state, token, proof, masked, hold, operation, currency, preset_kind, preset_amount, "   \
    "preset_volume, limit_amount, available_after, offline, nozzle, product, price, volume, amount, "        \
    "total_start, total_end, paid, returned, problem, detail, record, at, changed, cashier, discounts, "     \
    "payings, goods, offers, pump_price, pump_amount, points"

QVariant nullable(const std::optional<qint64> &value)
{
    return value ? QVariant(*value) : QVariant(QMetaType(QMetaType::LongLong));
}

QVariant nullable(const QByteArray &bytes)
{
    return bytes.isEmpty() ? QVariant(QMetaType(QMetaType::QByteArray)) : QVariant(bytes);
}

std::optional<qint64> minorOf(const std::optional<Money> &money)
{
    return money ? std::optional(money->minor) : std::nullopt;
}

QByteArray holdBytes(const SaleRow &row) { return row.hold.isNull() ? QByteArray() : row.hold.bytes(); }

QVariant discountBytes(const SaleRow &row)
{
    return nullable(row.discounts.empty() ? QByteArray() : bytesOf(row.discounts));
}

QVariant goodsBytes(const SaleRow &row)
{
    return nullable(row.goods.empty() ? QByteArray() : bytesOf(row.goods));
}

QVariant offerBytes(const SaleRow &row)
{
    return nullable(row.offers.isEmpty() ? QByteArray() : bytesOf(row.offers));
}

QVariant pumpPrice(const Delivery &d)
{
    return nullable(d.pump ? std::optional(d.pump->price.milli) : std::nullopt);
}

QVariant pumpAmount(const Delivery &d)
{
    return nullable(d.pump ? std::optional(d.pump->amount.minor) : std::nullopt);
}

/// What was set aside, and whose card gives it back.
QVariant pointsBytes(const SaleRow &row)
{
    if (!row.points)
        return nullable(QByteArray());
    const CardIdentity &card = row.points->card;
    const QJsonObject json{{QStringLiteral("points"), toJson(row.points->paid)},
                           {QStringLiteral("cardToken"), QString::fromLatin1(card.token.bytes.toBase64())},
                           {QStringLiteral("proof"), int(card.proof)},
                           {QStringLiteral("masked"), card.masked},
                           {QStringLiteral("until"), row.points->until.toIso()}};
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

PointsOff pointsFromBytes(const QByteArray &bytes)
{
    JsonReader in(QJsonDocument::fromJson(bytes).object());
    PointsOff off;
    off.paid = readPointsPaid(in);
    off.card.token.bytes = in.base64("cardToken", 32);
    off.card.proof = CardProof(in.integer("proof", 1, 3));
    off.card.masked = in.textOr("masked", {}, 40);
    off.until = in.time("until");
    ensure(!in.error(), "stored points are points");
    return off;
}

SaleRow readRow(const Rows &in)
{
    const auto currency = Currency::parse(in.text(9));
    ensure(currency.has_value(), "a stored currency is a currency");
    const auto money = [&](int column) { return Money{in.integer(column), *currency}; };
    const auto optional = [&](int column) {
        return in.isNull(column) ? std::nullopt : std::optional(in.integer(column));
    };
    SaleRow row;
    row.id = SaleId::fromBytes(in.blob(0));
    row.pump = int(in.integer(1));
    row.mode = SaleMode(in.integer(2));
    row.state = SaleState(in.integer(3));
    row.card.token.bytes = in.blob(4);
    row.card.proof = in.isNull(5) ? CardProof::Track : CardProof(in.integer(5));
    row.card.masked = in.text(6);
    row.hold = in.isNull(7) ? HoldId{} : HoldId::fromBytes(in.blob(7));
    row.operation = OperationId::fromBytes(in.blob(8));
    row.currency = *currency;
    row.preset = {Preset::Kind(in.integer(10)), money(11), {in.integer(12)}};
    row.limit = money(13);
    if (!in.isNull(14))
        row.availableAfter = money(14);
    row.offline = in.integer(15) != 0;
    row.delivery.nozzle = int(in.integer(16));
    row.delivery.product = in.text(17);
    row.delivery.price = {in.integer(18), *currency};
    row.delivery.volume = {in.integer(19)};
    row.delivery.amount = money(20);
    row.delivery.totalStartMl = optional(21);
    row.delivery.totalEndMl = optional(22);
    row.paid = money(23);
    row.returned = money(24);
    if (!in.isNull(25))
        row.problem = ErrorCode(in.integer(25));
    row.detail = in.text(26);
    row.record = optional(27);
    row.at = {in.integer(28)};
    row.changed = {in.integer(29)};
    row.cashier = {in.integer(30)};
    if (!in.isNull(31))
        row.discounts = redemptionsFromBytes(in.blob(31));
    row.payings = PayingBys::fromInt(int(in.integer(32)));
    if (!in.isNull(33))
        row.goods = basketLinesFromBytes(in.blob(33), row.currency);
    if (!in.isNull(34))
        row.offers = fuelOffersFromBytes(in.blob(34));
    if (!in.isNull(36))
        row.delivery.pump = Delivery::Shown{{in.integer(35), *currency}, money(36)};
    if (!in.isNull(37))
        row.points = pointsFromBytes(in.blob(37));
    return row;
}

Result<std::vector<SaleRow>> readAll(Result<Rows> rows)
{
    return std::move(rows).map([](Rows in) {
        std::vector<SaleRow> all;
        while (in.next())
            all.push_back(readRow(in));
        return all;
    });
}

Result<std::optional<SaleRow>> readOne(Result<Rows> rows)
{
    return std::move(rows).map([](Rows in) { return in.next() ? std::optional(readRow(in)) : std::nullopt; });
}

}

Result<void> SaleStore::insert(const SaleRow &row)
{
    const Delivery &d = row.delivery;
    return m_db.run("INSERT INTO sale (" YOUKA_FUELLING_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
                    "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    {row.id.bytes(),
                     row.pump,
                     int(row.mode),
                     int(row.state),
                     nullable(row.card.token.bytes),
                     int(row.card.proof),
                     row.card.masked,
                     nullable(holdBytes(row)),
                     row.operation.bytes(),
                     row.currency.code(),
                     int(row.preset.kind),
                     row.preset.amount.minor,
                     row.preset.volume.ml,
                     row.limit.minor,
                     nullable(minorOf(row.availableAfter)),
                     row.offline ? 1 : 0,
                     d.nozzle,
                     d.product,
                     d.price.milli,
                     d.volume.ml,
                     d.amount.minor,
                     nullable(d.totalStartMl),
                     nullable(d.totalEndMl),
                     row.paid.minor,
                     row.returned.minor,
                     nullable(row.problem ? std::optional<qint64>(int(*row.problem)) : std::nullopt),
                     row.detail,
                     nullable(row.record),
                     row.at.ms,
                     row.changed.ms,
                     row.cashier.value,
                     discountBytes(row),
                     row.payings.toInt(),
                     goodsBytes(row),
                     offerBytes(row),
                     pumpPrice(d),
                     pumpAmount(d),
                     pointsBytes(row)});
}

Result<void> SaleStore::update(const SaleRow &row, SaleState from)
{
    const Delivery &d = row.delivery;
    return m_db
        .exec(m_db.dialect().oneRow(YOUKA_ONE_ROW(
                  "sale SET state = ?, token = ?, proof = ?, masked = ?, hold = ?, operation = ?, "
                  "limit_amount = ?, available_after = ?, offline = ?, nozzle = ?, product = ?, price = ?, "
                  "volume = ?, amount = ?, total_start = ?, total_end = ?, paid = ?, returned = ?, problem = "
                  "?, "
                  "detail = ?, record = ?, changed = ?, cashier = ?, discounts = ?, payings = ?, goods = ?, "
                  "offers = ?, pump_price = ?, pump_amount = ?, points = ? WHERE id = ? AND state = ?")),
              {int(row.state),
               nullable(row.card.token.bytes),
               int(row.card.proof),
               row.card.masked,
               nullable(holdBytes(row)),
               row.operation.bytes(),
               row.limit.minor,
               nullable(minorOf(row.availableAfter)),
               row.offline ? 1 : 0,
               d.nozzle,
               d.product,
               d.price.milli,
               d.volume.ml,
               d.amount.minor,
               nullable(d.totalStartMl),
               nullable(d.totalEndMl),
               row.paid.minor,
               row.returned.minor,
               nullable(row.problem ? std::optional<qint64>(int(*row.problem)) : std::nullopt),
               row.detail,
               nullable(row.record),
               row.changed.ms,
               row.cashier.value,
               discountBytes(row),
               row.payings.toInt(),
               goodsBytes(row),
               offerBytes(row),
               pumpPrice(d),
               pumpAmount(d),
               pointsBytes(row),
               row.id.bytes(),
               int(from)})
        .and_then([](Rows rows) -> Result<void> {
            if (rows.affected() != 1)
                return fail(ErrorCode::SaleStateConflict, QStringLiteral("the stored sale has moved on"));
            return {};
        });
}

Result<std::optional<SaleRow>> SaleStore::find(SaleId id)
{
    return readOne(m_db.exec("SELECT " YOUKA_FUELLING_COLUMNS " FROM sale WHERE id = ?", {id.bytes()}));
}

Result<std::vector<SaleRow>> SaleStore::open()
{
    return readAll(
        m_db.exec("SELECT " YOUKA_FUELLING_COLUMNS " FROM sale WHERE state < 7 OR state = 10 ORDER BY id"));
}

Result<std::vector<SaleRow>> SaleStore::recent(int most)
{
    return readAll(m_db.exec("SELECT " YOUKA_FUELLING_COLUMNS
                             " FROM sale WHERE state IN (7, 8, 9) ORDER BY id DESC LIMIT ?",
                             {most}));
}

Result<std::optional<SaleRow>> SaleStore::lastWithFuel(int pump)
{
    return readOne(m_db.exec("SELECT " YOUKA_FUELLING_COLUMNS " FROM sale WHERE pump = ? AND volume > 0 "
                             "AND state IN (6, 7, 10) ORDER BY id DESC LIMIT 1",
                             {pump}));
}

Result<std::vector<SaleRow>> SaleStore::recorded(qint64 after, qint64 upTo)
{
    // Newest first by id and few: what has just been sent belongs to the last sales.
    return readAll(m_db.exec("SELECT " YOUKA_FUELLING_COLUMNS " FROM (SELECT * FROM sale ORDER BY id DESC "
                             "LIMIT 200) WHERE record > ? AND record <= ?",
                             {after, upTo}));
}

Result<std::optional<qint64>> SaleStore::hoseTotal(int pump, int nozzle)
{
    // What a transaction has written may be taken back.
    const bool settled = !m_db.inTransaction();
    if (const auto known = m_totals.find({pump, nozzle}); settled && known != m_totals.end())
        return known->second;
    return m_db.exec("SELECT total FROM hose WHERE pump = ? AND nozzle = ?", {pump, nozzle})
        .map([&](Rows rows) {
            const auto total = rows.next() ? std::optional(rows.integer(0)) : std::nullopt;
            if (settled)
                m_totals[{pump, nozzle}] = total;
            return total;
        });
}

Result<void> SaleStore::setHoseTotal(int pump, int nozzle, qint64 totalMl, Timestamp at)
{
    m_totals.erase({pump, nozzle});
    return m_db
        .exec(
            m_db.dialect().oneRow(YOUKA_ONE_ROW("hose SET total = ?, at = ? WHERE pump = ? AND nozzle = ?")),
            {totalMl, at.ms, pump, nozzle})
        .and_then([&](Rows rows) -> Result<void> {
            if (rows.affected() > 0)
                return {};
            return m_db.run("INSERT INTO hose (pump, nozzle, total, at) VALUES (?, ?, ?, ?)",
                            {pump, nozzle, totalMl, at.ms});
        });
}

Result<std::vector<int>> SaleStore::loweredPumps()
{
    return m_db.exec("SELECT pump FROM pump_lowered", {}).map([](Rows rows) {
        std::vector<int> pumps;
        while (rows.next())
            pumps.push_back(int(rows.integer(0)));
        return pumps;
    });
}

Result<void> SaleStore::setLowered(int pump, bool lowered)
{
    return m_db.transaction([&] {
        return m_db.run("DELETE FROM pump_lowered WHERE pump = ?", {pump}).and_then([&]() -> Result<void> {
            return lowered ? m_db.run("INSERT INTO pump_lowered (pump) VALUES (?)", {pump}) : Result<void>();
        });
    });
}

}
