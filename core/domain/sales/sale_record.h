#pragma once

#include "core/domain/access/access.h"
#include "core/domain/coupons/campaign.h"
#include "core/domain/customers/customer.h"
#include "core/domain/points/points.h"
#include "core/domain/sales/sale.h"

namespace youka {

/// Goods of a posted sale.
struct SaleLine
{
    BasketLine line;
    Money discount; ///< what coupons and campaigns took off it
};

/// A posted sale. Append-only.
struct SaleRecord
{
    SaleId id;
    TerminalId terminal;
    StationId station;
    int pump = 0;
    SaleMode mode = SaleMode::None;
    CardId card;
    CustomerId customer;
    HoldId hold;
    Delivery delivery;
    Timestamp occurred;
    Timestamp posted;
    QDate day;
    bool offline = false;
    StaffId cashier{}; ///< as the terminal said; 0: nobody
    std::vector<Redemption> discounts{};
    qint64 record = 0; ///< its number in the terminal's journal
    std::optional<PointsPaid> points{};
    std::vector<SaleLine> goods{};
    QString maskedCard{};  ///< in a list: the number as people may see it; empty without a card
    QString cashierName{}; ///< in a list; empty without one, or of one who is not known

    Money goodsAmount() const
    {
        Money sum{0, delivery.amount.currency};
        for (const SaleLine &one : goods)
            sum += one.line.amount;
        return sum;
    }
    Money gross() const { return delivery.amount + goodsAmount(); }
};

}
