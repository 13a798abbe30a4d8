#pragma once

#include "core/domain/access/access.h"
#include "core/foundation/base/ids.h"

namespace youka {

/// Why a stock changed. Stored and sent by name (goods_json.cpp).
enum class StockMoveKind {
    Receipt = 1,
    Count = 2, ///< the difference to what was counted
    TransferOut = 3,
    TransferIn = 4,
    Waste = 5,
    Sale = 6,
    SaleReturned = 7,
};

/// One change of one article's stock at one station. Append-only; the balance row is kept with it.
struct StockMove
{
    qint64 id = 0;
    StationId station;
    QString article;
    StockMoveKind kind = StockMoveKind::Receipt;
    qint64 quantity = 0; ///< thousandths of a piece or kilogram; below zero: less than before
    qint64 balance = 0;  ///< afterwards
    QString reason{};
    qint64 transfer = 0; ///< 0: none
    SaleId sale{};       ///< null: none
    QString actor{};
    Timestamp at{};
};

/// What a person does; quantities are above zero, of a count not below it.
struct StockCommand
{
    struct Line
    {
        QString article;
        qint64 quantity = 0;
    };
    StockMoveKind kind = StockMoveKind::Receipt;
    StationId station;
    StationId to; ///< of a transfer
    std::vector<Line> lines;
    QString reason;
};

/// Sent, and in nobody's stock until it is received.
struct StockTransfer
{
    qint64 id = 0;
    QString article;
    StationId from;
    StationId to;
    qint64 sent = 0;
    std::optional<qint64> received; ///< nothing: under way
    Timestamp at;
    Timestamp receivedAt;
    QString sender;
    QString receiver;
};

struct StockLevel
{
    StationId station;
    QString article;
    qint64 quantity = 0;  ///< may be below zero: sold is gone
    qint64 inTransit = 0; ///< on its way to here
    QString stationCode{};
    QString stationName{};
    QString nameZh{};
    QString nameEn{};
};

}
