#pragma once

#include "core/domain/refunds/refund_desk.h"
#include "core/domain/sales/sale_number.h"

#include <QTimer>

#include <optional>
#include <set>

namespace youka {

/// A centre that gives back litres at 7.85, and pieces at 3.50, each operation once. Answers come with the
/// next turn of the event loop.
class FakeRefunds : public RefundDesk
{
public:
    std::vector<RefundLine> sold;
    QString pin = QStringLiteral("2468");
    Money secondAbove{50'000, {}};
    bool loseAnswer = false; ///< the next refund is done, and its answer is lost
    bool away = false;
    QList<CounterRefund> asked;

    static RefundLine line(int number, const QString &product, Product::Unit unit, qint64 quantity)
    {
        RefundLine line;
        line.number = number;
        line.product = product;
        line.unit = unit;
        line.quantity = quantity;
        return line;
    }
    std::vector<SaleView> older; ///< that only the centre knows
    void find(const QString &number, std::function<void(Result<std::vector<SaleView>>)> answer) override
    {
        std::vector<SaleView> found;
        for (const SaleView &sale : older)
            if (saleNumber(sale.id) == number)
                found.push_back(sale);
        Result<std::vector<SaleView>> result = found;
        if (away || found.empty())
            result = fail(away ? ErrorCode::RefundOnlineOnly : ErrorCode::SaleNotFound);
        QTimer::singleShot(0, [answer = std::move(answer), result] { answer(result); });
    }
    void lines(SaleId, std::function<void(Result<std::vector<RefundLine>>)> answer) override
    {
        Result<std::vector<RefundLine>> result = sold;
        if (away)
            result = fail(ErrorCode::RefundOnlineOnly);
        QTimer::singleShot(0, [answer = std::move(answer), result] { answer(result); });
    }
    void refund(const CounterRefund &order, std::function<void(Result<CounterRefundDone>)> answer) override
    {
        asked += order;
        const auto result = decide(order);
        QTimer::singleShot(0, [answer = std::move(answer), result] { answer(result); });
    }

private:
    Result<CounterRefundDone> decide(const CounterRefund &order)
    {
        if (away)
            return fail(ErrorCode::RefundOnlineOnly);
        if (order.pin != pin)
            return fail(ErrorCode::PinWrong);
        CounterRefundDone done;
        done.money = {0, {}};
        for (const RefundPart &part : order.parts)
            done.money += Money{part.quantity * (part.line == 0 ? 785 : 350) / 1'000, {}};
        if (done.money > secondAbove && (!m_maker || m_maker == order.by)) {
            done.waiting = true;
            done.maker = QStringLiteral("Wu Gang");
            m_maker = order.by;
            return done;
        }
        if (m_done.insert(order.operation).second)
            for (const RefundPart &part : order.parts)
                for (RefundLine &line : sold)
                    line.back += line.number == part.line ? part.quantity : 0;
        if (std::exchange(loseAnswer, false))
            return fail(ErrorCode::RefundOnlineOnly);
        done.pointsTaken = 70;
        return done;
    }
    std::set<OperationId> m_done;
    std::optional<StaffId> m_maker;
};

}
