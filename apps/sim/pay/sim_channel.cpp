#include "apps/sim/pay/sim_channel.h"

#include <algorithm>

namespace youka::sim {

namespace {

Error notNow(const PayOrder &order)
{
    return {ErrorCode::Busy, QStringLiteral("the order is ") + payStateName(order.state)};
}

}

void SimChannel::addMerchant(const PayMerchant &merchant)
{
    const auto number = quint32(m_books.size());
    m_random.seed(m_world.seed + 7 * number);
    m_books.push_back(
        std::make_unique<PayBook>(merchant, m_world.clock, m_world.people, m_world.seed * 100 + number));
    PayBook *book = m_books.back().get();
    book->onPaid = [this, book](PayOrder &order) {
        if (const auto notice = paymentNotice(*book, order))
            m_world.notices.post(*notice);
    };
    book->onRefund = [this, book](PayOrder &order, PayRefund &refund) {
        if (const auto notice = refundNotice(*book, order, refund))
            m_world.notices.post(*notice);
    };
}

PayBook *SimChannel::book(const QString &merchant)
{
    const auto at = std::find_if(m_books.begin(), m_books.end(),
                                 [&](const auto &book) { return book->merchant().number == merchant; });
    return at == m_books.end() ? nullptr : at->get();
}

QList<PayBook *> SimChannel::books() const
{
    QList<PayBook *> all;
    for (const auto &book : m_books)
        all.append(book.get());
    return all;
}

QString SimChannel::randomText(int length)
{
    static const QString Letters = QStringLiteral("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz23456789");
    QString text;
    while (text.size() < length)
        text += Letters.at(m_random.bounded(int(Letters.size())));
    return text;
}

HttpTold SimChannel::served(const QString &verb, const std::function<HttpTold()> &work)
{
    const HttpTold html{200, {{"Content-Type", "text/html"}}, "<html><body>请稍候</body></html>"};
    const auto lost = [](qint64 how) {
        HttpTold nothing;
        nothing.isLost = true;
        nothing.isHungUp = how != 0;
        return nothing;
    };
    if (const auto how = m_faults.take(QLatin1String("lose_request"), verb))
        return lost(*how);
    const auto page = m_faults.take(QLatin1String("html"), verb);
    const auto broken = m_faults.take(QLatin1String("http_500"), verb);
    if (page == 0 || broken == 0) // with a value it was done all the same
        return page ? html : HttpTold{500, {}, {}};
    HttpTold told = work();
    if (page || broken)
        told = page ? html : HttpTold{502, {}, "<html>Bad Gateway</html>"};
    told.isCut = m_faults.take(QLatin1String("cut"), verb).has_value();
    if (m_faults.take(QLatin1String("empty"), verb))
        told.body.clear();
    if (const auto how = m_faults.take(QLatin1String("lose_reply"), verb))
        return lost(*how);
    if (const auto ms = m_faults.take(QLatin1String("delay"), verb))
        told.delayMs = int(*ms);
    return told;
}

QList<PayBillRow> SimChannel::rowsOf(const PayBook &book, QDate day) const
{
    return withPlants(billRows(book, day), m_plants, day);
}

Result<PayOrder *> SimChannel::scan(const QString &qr, const QString &customer, PayManner manner,
                                    qint64 discountFen)
{
    PayCustomer *who = m_world.people.find(customer);
    if (!who || who->channel != m_name)
        return fail(ErrorCode::NotFound, QStringLiteral("nobody of that name has a wallet there"));
    for (const auto &book : m_books) {
        PayOrder *order = book->findQr(qr);
        if (!order)
            continue;
        const bool isLate = order->state == PayState::Closed && m_faults.take(QLatin1String("late_success"));
        if (order->state != PayState::Unscanned && order->state != PayState::Waiting && !isLate)
            return fail(notNow(*order));
        if (order->state == PayState::Unscanned && order->scannedLifeMs > 0)
            order->expiresAt = m_world.clock.now().plusMs(order->scannedLifeMs);
        order->customer = customer;
        order->payer = who->walletId;
        order->manner = manner;
        if (!isLate)
            order->state = PayState::Waiting;
        if (manner == PayManner::WrongPin)
            book->failed(*order);
        if (manner == PayManner::Pays)
            if (book->pay(*order, *who, discountFen) != PayNo::None)
                return fail(ErrorCode::Busy, QStringLiteral("not enough in the wallet"));
        return order;
    }
    return fail(ErrorCode::NotFound, QStringLiteral("no order has this QR"));
}

Result<PayOrder *> SimChannel::decide(const QString &orderNo, PayManner manner)
{
    for (const auto &book : m_books) {
        PayOrder *order = book->find(orderNo);
        if (!order)
            continue;
        PayCustomer *who = m_world.people.find(order->customer);
        const bool isLate = order->state == PayState::Closed && m_faults.take(QLatin1String("late_success"));
        if (!who || (order->state != PayState::Waiting && order->state != PayState::Typing && !isLate))
            return fail(notNow(*order));
        order->manner = manner;
        if (manner == PayManner::WrongPin)
            book->failed(*order);
        if (manner == PayManner::Pays && book->pay(*order, *who) != PayNo::None)
            return fail(ErrorCode::Busy, QStringLiteral("not enough in the wallet"));
        return order;
    }
    return fail(ErrorCode::NotFound, QStringLiteral("no such order"));
}

}
