#include "core/station/forecourt/forecourt.h"

namespace youka {

namespace fuelling {

Result<void> checkGoodsOf(const std::vector<BasketLine> &goods, Currency currency)
{
    if (goods.size() > size_t(MostGoods))
        return fail(ErrorCode::BasketFull);
    for (const BasketLine &line : goods) {
        const bool broken = line.unit == Product::Unit::Piece && line.quantity % 1'000 != 0;
        if (line.quantity <= 0 || line.unit == Product::Unit::Litre || line.product.isEmpty() || broken)
            return fail(ErrorCode::QuantityInvalid, line.product);
        if (line.amount.currency != currency || line.price.currency != currency)
            return fail(ErrorCode::CurrencyMismatch);
        if (amountFor({line.quantity}, line.price) != line.amount)
            return fail(ErrorCode::GoodsAmountImplausible, line.product);
    }
    return {};
}

}

void Forecourt::setGoods(SaleId id, const std::vector<BasketLine> &goods, Done done, StaffId by)
{
    const auto it = m_sessions.find(id);
    if (it == m_sessions.end())
        return openBasket(id, goods, std::move(done), by);
    Session &session = it->second;
    if (const auto asked = isAskedFor(session))
        return answer(std::move(done), fail(*asked));
    post(session, {fuelling::GoodsPut{goods, by}, {}, 0, std::move(done)});
}

/// Goods alone: payable from the moment they are on disk.
void Forecourt::openBasket(SaleId id, const std::vector<BasketLine> &goods, Done done, StaffId by)
{
    if (!m_recovered)
        return answer(std::move(done), fail(ErrorCode::Unavailable));
    if (id.isNull())
        return answer(std::move(done), fail(ErrorCode::OperationIdMissing));
    const auto known = m_store.find(id);
    if (!known)
        return answer(std::move(done), fail(known.error()));
    if (*known) // paid, or given up
        return answer(std::move(done), fail(ErrorCode::SaleStateConflict));
    SaleRow row = newRow(id, 0, SaleMode::PostPay, {}, by);
    row.state = SaleState::Payable;
    row.goods = goods;
    const auto checked =
        goods.empty() ? fail(ErrorCode::QuantityInvalid) : fuelling::checkGoodsOf(goods, row.currency);
    if (!checked)
        return answer(std::move(done), checked);
    if (const auto stored = m_db.transaction([&] { return m_store.insert(row); }); !stored)
        return answer(std::move(done), stored);
    Session &session = m_sessions[id];
    session.row = row;
    answer(std::move(done), {});
    Q_EMIT saleChanged(viewOf(session.row));
}

}
