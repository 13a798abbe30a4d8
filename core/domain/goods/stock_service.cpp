#include "core/domain/goods/stock_service.h"

#include "core/domain/access/audit_log.h"
#include "core/domain/goods/goods_json.h"
#include "core/domain/goods/stock_rules.h"
#include "core/domain/stations/station_repository.h"

#include <algorithm>

namespace youka {

namespace {

constexpr int MostTransfers = 500;

StationId seenBy(const Principal &who, StationId asked)
{
    return who.station.value != 0 ? who.station : asked;
}

}

const SoldArticle StockOfSold{
    [](Database &db, const SoldGood &good) { return StockService(db).sold(good); },
    [](Database &db, const SoldGood &good) { return StockService(db).returned(good); },
    [](Database &, const SoldGood &good) -> Result<qint64> { return good.quantity; },
};

Result<std::vector<StockMove>> StockService::move(const StockCommand &command, const Principal &who,
                                                  Timestamp now)
{
    if (const auto checked = checkStockCommand(command, who); !checked)
        return fail(checked.error());
    StationRepository stations(m_db);
    for (const StationId station : {command.station, command.to ? command.to : command.station})
        if (const auto known = stations.find(station); !known)
            return fail(known.error());
    std::vector<StockCommand::Line> lines = command.lines;
    std::stable_sort(lines.begin(), lines.end(), // two who move the same goods take them in one order
                     [](const auto &a, const auto &b) { return a.article < b.article; });
    std::vector<StockMove> moves;
    for (const StockCommand::Line &line : lines) {
        auto moved = moveLine(command, line, who, now);
        if (!moved)
            return fail(moved.error());
        moves.push_back(std::move(*moved));
    }
    const QString detail = QStringLiteral("%1 of %2 articles; %3")
                               .arg(QString(stockMoveName(command.kind)))
                               .arg(lines.size())
                               .arg(command.reason);
    return AuditLog(m_db)
        .add({who.name, QStringLiteral("stock.move"), QStringLiteral("station %1").arg(command.station.value),
              detail},
             now)
        .map([&] { return moves; });
}

Result<StockMove> StockService::moveLine(const StockCommand &command, const StockCommand::Line &line,
                                         const Principal &who, Timestamp now)
{
    const auto article = m_articles.find(line.article);
    if (!article)
        return fail(article.error());
    if (!*article)
        return fail(ErrorCode::ArticleUnknown, line.article);
    const auto balance = m_stock.lock(command.station, line.article);
    const auto change =
        balance ? stockChange(command.kind, line.quantity, *balance, **article) : fail(balance.error());
    if (!change)
        return fail(change.error());
    StockMove move;
    move.station = command.station;
    move.article = line.article;
    move.kind = command.kind;
    move.quantity = *change;
    move.reason = command.reason.trimmed();
    move.actor = who.name;
    move.at = now;
    if (command.kind == StockMoveKind::TransferOut) {
        const auto transfer = m_stock.insertTransfer(
            {0, line.article, command.station, command.to, line.quantity, {}, now, {}, who.name, {}});
        if (!transfer)
            return fail(transfer.error());
        move.transfer = *transfer;
    }
    return m_stock.append(move);
}

Result<StockTransfer> StockService::receive(qint64 id, qint64 quantity, const Principal &who, Timestamp now)
{
    const auto found = m_stock.lockTransfer(id);
    if (!found)
        return fail(found.error());
    if (!*found)
        return fail(ErrorCode::NotFound);
    StockTransfer transfer = **found;
    if (const auto checked = checkReceived(transfer, quantity, who); !checked)
        return fail(checked.error());
    transfer.received = quantity;
    transfer.receivedAt = now;
    transfer.receiver = who.name;
    StockMove move;
    move.station = transfer.to;
    move.article = transfer.article;
    move.kind = StockMoveKind::TransferIn;
    move.quantity = quantity;
    move.transfer = id;
    move.actor = who.name;
    move.at = now;
    const QString detail = QStringLiteral("transfer %1 of %2: %3 of %4 thousandths")
                               .arg(id)
                               .arg(transfer.article)
                               .arg(quantity)
                               .arg(transfer.sent);
    return m_stock.received(transfer)
        .and_then([&] { return m_stock.append(move); })
        .and_then([&](const StockMove &) {
            return AuditLog(m_db).add({who.name, QStringLiteral("stock.receive"),
                                       QStringLiteral("station %1").arg(transfer.to.value), detail},
                                      now);
        })
        .map([&] { return transfer; });
}

Result<bool> StockService::isStocked(const QString &article)
{
    return m_articles.find(article).map(
        [](const std::optional<Article> &found) { return found && found->stocked; });
}

Result<void> StockService::sold(const SoldGood &good)
{
    const auto stocked = isStocked(good.line.product);
    if (!stocked || !*stocked || good.quantity == 0)
        return stocked ? Result<void>() : fail(stocked.error());
    StockMove move;
    move.station = good.station;
    move.article = good.line.product;
    move.kind = StockMoveKind::Sale;
    move.quantity = -good.quantity;
    move.sale = good.sale;
    move.at = good.now;
    return m_stock.append(move).map([](const StockMove &) {});
}

Result<void> StockService::returned(const SoldGood &good)
{
    const auto out = m_stock.lock(good.station, good.line.product).and_then([&](qint64) {
        return m_stock.soldWith(good.sale, good.line.product);
    });
    if (!out)
        return fail(out.error());
    const qint64 back = std::min(good.quantity, *out);
    if (back <= 0)
        return {};
    StockMove move;
    move.station = good.station;
    move.article = good.line.product;
    move.kind = StockMoveKind::SaleReturned;
    move.quantity = back;
    move.sale = good.sale;
    move.at = good.now;
    return m_stock.append(move).map([](const StockMove &) {});
}

Result<std::vector<StockLevel>> StockService::levels(StationId station, const Principal &who)
{
    return m_stock.levels(seenBy(who, station));
}

Result<std::vector<StockMove>> StockService::moves(StationId station, const QString &article, qint64 before,
                                                   int most, const Principal &who)
{
    return m_stock.moves(seenBy(who, station), article, before, most);
}

Result<std::vector<StockTransfer>> StockService::underWay(const Principal &who)
{
    return m_stock.underWay(who.station, MostTransfers);
}

}
