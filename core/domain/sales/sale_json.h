#pragma once

#include "core/domain/access/access.h"
#include "core/domain/coupons/campaign.h"
#include "core/domain/points/points.h"
#include "core/domain/reversals/reversal_json.h"
#include "core/domain/sales/sale.h"
#include "core/domain/tanks/tank_json.h"

#include <QJsonObject>

#include <variant>

namespace youka {

/// The facts a terminal tells. Each is one JSON object whose "kind" names it; the bytes are signed as they
/// stand.

/// "hold.placed": the terminal reserved money by itself, offline.
struct HoldPlaced
{
    SaleId sale;
    HoldId hold;
    CardToken token;
    CardProof proof = CardProof::Track;
    QString product;
    Money amount;
    int pump = 0;
};
/// "hold.released": nothing was taken, or the question was given up. Also when the server never heard of the
/// hold.
struct HoldReleased
{
    SaleId sale;
    HoldId hold;
    bool coupons = false; ///< what was reserved of coupons with it is given back as well
};
/// "sale.captured": fuel or goods paid from a hold. "sale.cash": paid in cash. Goods alone come with an empty
/// delivery: pump 0, no product, nothing of it.
struct SaleFact
{
    SaleId sale;
    SaleMode mode = SaleMode::CardAuthorised;
    HoldId hold; ///< null for cash
    int pump = 0;
    Delivery delivery;
    bool offline = false;
    StaffId cashier = {};                   ///< who took the money, or released it; 0: nobody who signed in
    std::vector<Redemption> discounts = {}; ///< taken off the gross; the rest was paid
    std::optional<PointsPaid> points = {};  ///< taken off with points, after the discounts
    CardToken member = {};                  ///< whose card was shown, where another way was paid; null: none

    std::vector<BasketLine> goods = {}; ///< sold beside the fuel, or alone

    Currency currency() const { return delivery.amount.currency; }
    Money gross() const { return grossOf(delivery, goods); }
    Basket basket() const { return basketOf(delivery, goods); }
    Money discount() const { return totalOf(discounts, currency()); }
    Money byPoints() const { return points ? points->amount : Money{0, currency()}; }
    Money paid() const { return gross() - discount() - byPoints(); }
};
/// "operation.reversed": see reversal_json.h. "tank.read", "tank.delivered", "tank.alarm": see tank_json.h.
using FactBody =
    std::variant<HoldPlaced, HoldReleased, SaleFact, OperationReversed, TankRead, TankDelivered, TankAlarmed>;

QByteArray factBytes(OperationId operation, Timestamp at, const FactBody &body);

struct ParsedFact
{
    OperationId operation;
    QString kind;
    Timestamp at;
    FactBody body;
    qint64 seq = 0; ///< its number in the terminal's journal; 0: it is in none
};
/// Errors: InvalidInput naming the member, or an unknown kind.
Result<ParsedFact> parseFact(const QByteArray &bytes);
/// Makes the fact a terminal writes down.
Fact makeFact(OperationId operation, Timestamp at, const FactBody &body);

/// The question and its answer on the wire.
QJsonObject toJson(const CardQuestion &question);
Result<CardQuestion> questionFromJson(const QJsonObject &json);
QJsonObject toJson(const CardGrant &grant);
Result<CardGrant> grantFromJson(const QJsonObject &json);

}
