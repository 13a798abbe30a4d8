#include "core/domain/goods/stock_rules.h"

namespace youka {

namespace {

constexpr qint64 MostQuantity = 1'000'000'000; // a million pieces
constexpr size_t MostLines = 200;

bool isOf(const Principal &who, StationId station)
{
    return who.station.value == 0 || who.station == station;
}

}

Result<void> checkStockCommand(const StockCommand &command, const Principal &who)
{
    if (!isOf(who, command.station))
        return fail(ErrorCode::NotPermitted, QStringLiteral("another station's stock"));
    if (command.lines.empty() || command.lines.size() > MostLines)
        return fail(ErrorCode::InvalidInput, QStringLiteral("lines"));
    if (command.reason.size() > 200)
        return fail(ErrorCode::InvalidInput, QStringLiteral("reason"));
    switch (command.kind) {
    case StockMoveKind::Receipt:
    case StockMoveKind::Count:
        return {};
    case StockMoveKind::Waste:
        return command.reason.trimmed().isEmpty() ? fail(ErrorCode::ReasonMissing) : Result<void>();
    case StockMoveKind::TransferOut:
        if (!command.to || command.to == command.station)
            return fail(ErrorCode::InvalidInput, QStringLiteral("to"));
        return {};
    case StockMoveKind::TransferIn:
    case StockMoveKind::Sale:
    case StockMoveKind::SaleReturned:
        break;
    }
    return fail(ErrorCode::InvalidInput, QStringLiteral("kind"));
}

Result<qint64> stockChange(StockMoveKind kind, qint64 quantity, qint64 balance, const Article &article)
{
    const bool broken = article.unit == Product::Unit::Piece && quantity % 1'000 != 0;
    const qint64 least = kind == StockMoveKind::Count ? 0 : 1;
    if (quantity < least || quantity > MostQuantity || broken || !article.stocked)
        return fail(ErrorCode::QuantityInvalid, article.code);
    switch (kind) {
    case StockMoveKind::Receipt:
        return quantity;
    case StockMoveKind::Count:
        return quantity - balance;
    case StockMoveKind::TransferOut:
    case StockMoveKind::Waste:
        return quantity > balance ? fail(ErrorCode::StockShort, article.code) : Result<qint64>(-quantity);
    case StockMoveKind::TransferIn:
    case StockMoveKind::Sale:
    case StockMoveKind::SaleReturned:
        break;
    }
    return fail(ErrorCode::InvalidInput, QStringLiteral("kind"));
}

Result<void> checkReceived(const StockTransfer &transfer, qint64 quantity, const Principal &who)
{
    if (!isOf(who, transfer.to))
        return fail(ErrorCode::NotPermitted, QStringLiteral("another station's stock"));
    if (transfer.received)
        return fail(ErrorCode::TransferStateConflict);
    if (quantity < 0 || quantity > transfer.sent)
        return fail(ErrorCode::QuantityInvalid, transfer.article);
    return {};
}

}
