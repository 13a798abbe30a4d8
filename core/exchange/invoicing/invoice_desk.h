#pragma once

#include "core/exchange/invoicing/invoice_platform.h"
#include "core/exchange/payments/channel_sender.h"
#include "core/foundation/store/rounds.h"
#include "core/foundation/store/write_pipeline.h"

namespace youka {

/// Has invoices issued: takes those that are due, asks the platform what is next, and hands what it says to
/// InvoiceService::learn(). All it needs to know lies in the store: what was under way when a process died is
/// asked about first, under the same number, and sent again only where the platform has never seen it.
/// Several servers may each have one: what one of them works on is leased.
class InvoiceDesk
{
public:
    static constexpr int MostAtOnce = 16;

    using Drive = Rounds::Drive;
    /// What is outside; outlives the desk, but for platform and sender.
    struct Outside
    {
        StoreConfig store;
        WritePipeline &pipeline;
        const Clock &clock;
        const CardKeys &keys;
        std::shared_ptr<const InvoicePlatform> platform;
        std::shared_ptr<ChannelSender> sender;
        int timeoutMs = 15'000; ///< after it a call was not answered
        /// In the transaction that books a number; `pdf` is the platform's own picture, may be empty.
        std::function<Result<void>(Database &, const Invoice &, const QUrl &pdf, Timestamp)> issued = {};
    };
    InvoiceDesk(Outside outside, Drive drive);
    /// Ends what it is at; answers under way are asked for again by whoever comes after.
    ~InvoiceDesk();

    /// Something may be due that was not before. Safe from any thread.
    void wake() { m_rounds.bell()->ring(); }
    /// Does what is due.
    void round();

    /// How many questions wait for their answer.
    int underWay() const;

    /// How long after the `asks`th question that brought no end the next one is.
    static qint64 pauseAfter(int asks);

private:
    using Asked = InvoiceRepository::Asked;
    /// What answers that come late reach, even when the desk has gone.
    struct Shared
    {
        Outside outside;
        std::shared_ptr<Rounds::Bell> bell;
        std::mutex mutex; ///< of the sender, which goes first
        int underWay = 0;
    };
    using Hold = std::shared_ptr<Shared>;
    static void issue(const Hold &shared, const Asked &asked);
    /// `refused`: what the platform said to issue(), where it said no.
    static void query(const Hold &shared, const Asked &asked, bool maySend, const QString &refused);
    static void learn(const Hold &shared, const Asked &asked, const PlatformNews &news);
    qint64 pauseMs();

    const Hold m_shared;
    Rounds m_rounds;
};

}
