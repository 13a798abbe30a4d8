#include "core/station/forecourt/forecourt.h"

namespace youka {

void Forecourt::setGoods(SaleId id, const std::vector<BasketLine> &goods, Done done, StaffId by)
{
    const auto it = m_sessions.find(id);
    if (it == m_sessions.end())
        return openBasket(id, goods, std::move(done), by);
    Session &session = it->second;
    if (session.couponsOut)
        return answer(std::move(done),
                      fail(ErrorCode::Busy, QStringLiteral("coupons are being asked for it")));
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
