#pragma once

#include "apps/sim/pay/sim_bill.h"
#include "apps/sim/pay/sim_http.h"
#include "apps/sim/pay/sim_notices.h"

namespace youka::sim {

/// What all channels of one simulator share.
struct PayWorld
{
    const Clock &clock;
    PayPeople &people;
    PayNotices &notices;
    quint32 seed = 1;
    QUrl base; ///< where all of it is reached, once it listens
};

/// One channel with all its merchants: what is the same for WeChat Pay, Alipay and UnionPay. Their messages,
/// signatures and words for things are in the classes below it.
class SimChannel
{
public:
    SimChannel(QString name, PayWorld &world)
        : m_world(world)
        , m_name(std::move(name))
    {
    }
    virtual ~SimChannel() = default;
    SimChannel(const SimChannel &) = delete;
    SimChannel &operator=(const SimChannel &) = delete;

    QString name() const { return m_name; }
    PayFaults &faults() { return m_faults; }
    void addMerchant(const PayMerchant &merchant);
    PayBook *book(const QString &merchant);
    /// The first merchant's, for a simulator with one.
    PayBook &book() { return *m_books.front(); }
    QList<PayBook *> books() const;

    /// Is this request's address one of this channel's?
    virtual bool isOurs(const HttpAsk &ask) const = 0;
    virtual HttpTold answer(const HttpAsk &ask) = 0;

    /// Somebody scans a QR of this channel. Errors: NotFound (no such QR or person), Busy with the
    /// order's state.
    Result<PayOrder *> scan(const QString &qr, const QString &customer, PayManner manner,
                            qint64 discountFen = 0);
    /// The person who decided later, or was asked for the PIN after a shown code, decides now.
    Result<PayOrder *> decide(const QString &orderNo, PayManner manner);

    void plant(const PayBillPlant &plant) { m_plants.append(plant); }

protected:
    /// What the channel writes in one sentence for the notice of a payment and of a refund; none: it sends
    /// none.
    virtual std::optional<PayNotice> paymentNotice(PayBook &book, PayOrder &order) = 0;
    virtual std::optional<PayNotice> refundNotice(PayBook &book, PayOrder &order, PayRefund &refund) = 0;

    /// The faults that are the same whatever the channel says: before `work` or after it.
    HttpTold served(const QString &verb, const std::function<HttpTold()> &work);
    QList<PayBillRow> rowsOf(const PayBook &book, QDate day) const;
    QString randomText(int length);

    PayWorld &m_world;
    PayFaults m_faults;

private:
    const QString m_name;
    std::vector<std::unique_ptr<PayBook>> m_books;
    QList<PayBillPlant> m_plants;
    QRandomGenerator m_random;
};

}
