#pragma once

#include "core/domain/payments/payment_service.h"
#include "core/exchange/payments/channel_news.h"
#include "core/exchange/payments/channel_sender.h"
#include "core/exchange/payments/merchant_channels.h"
#include "core/foundation/store/rounds.h"
#include "core/foundation/store/write_pipeline.h"

#include <map>

namespace youka {

/// Asks the channels: takes orders and refunds that are due, calls what the rules say is next, and hands the
/// answer to PaymentService::learn() through the one way into the books. All it needs to know lies in the
/// store, so that after a crash it goes on where things stood. Several servers may each have one: what one of
/// them works on is leased.
class PaymentDesk
{
public:
    /// Beyond the longest call, so that an order is asked about by one at a time.
    static constexpr qint64 LeaseBeyondMs = 5'000;
    static constexpr int MostAtOnce = 64;
    /// A payment code is good for about a minute on its phone.
    static constexpr qint64 CodeKeepMs = 120'000;

    using Drive = Rounds::Drive;
    /// What is outside; outlives the desk, but for the sender.
    struct Outside
    {
        StoreConfig store;
        WritePipeline &pipeline;
        const Clock &clock;
        const CardKeys &keys;
        MerchantChannels &channels;
        std::shared_ptr<ChannelSender> sender;
        int timeoutMs = 10'000; ///< after it a call was not answered
        PaymentTold told = {};
    };
    /// Answers that are under way when it ends are asked for again by whoever comes after.
    PaymentDesk(Outside outside, Drive drive);

    /// The code that the customer of the order under that operation shows. It is in memory alone and is sent
    /// once; before the order is on disk, or it is asked about without.
    void keepCode(OperationId operation, const QString &code);
    /// Something is due that was not before, or became of that order.
    void wake(const QString &orderNo = {});
    /// Does what is due.
    void round();

    /// Answers when the order is in another state than `known` or has its QR, or after `forMs` as it is then.
    /// On the desk's thread.
    using Told = std::function<void(const Result<PaymentOrder> &)>;
    void hold(const QString &orderNo, PaymentState known, qint64 forMs, Told told);

private:
    struct Waiter
    {
        QString orderNo;
        PaymentState known = PaymentState::Created;
        qint64 untilMs = 0; ///< monotonic
        Told told;
    };
    /// What answers that come late reach, even when the desk has gone.
    struct Shared
    {
        std::mutex mutex;
        int underWay = 0;
        std::vector<QString> changed;
        std::vector<Waiter> waiting;
        std::map<QByteArray, std::pair<QString, qint64>> codes; ///< by operation; until when
    };
    using Channel = std::shared_ptr<const PaymentChannel>;

    void tell(Database &reader);
    void takeDue(Database &reader);
    void ask(Database &reader, const PaymentOrder &order);
    void ask(Database &reader, const PaymentRefund &refund);
    void call(const Channel &channel, const PaymentOrder &order, PaymentAct act, const QString &code);
    template <class T, class ToNews>
    void send(const Channel &channel, const Result<ChannelStep<T>> &step, ToNews toNews,
              std::function<void(decltype(toNews(ChannelAnswer<T>())))> learn);
    void learn(const PaymentOrder &order, const PaymentNews &news);
    void learn(MerchantId merchant, const PaymentRefund &refund, const PaymentRefundNews &news);
    QString takeCode(const PaymentOrder &order);
    qint64 pauseMs();

    Outside m_outside;
    const std::shared_ptr<Shared> m_shared = std::make_shared<Shared>();
    Rounds m_rounds;
};

}
