#pragma once

#include "core/domain/payments/bill_payments.h"
#include "core/exchange/billers/biller_wire.h"
#include "core/exchange/payments/channel_sender.h"
#include "core/foundation/store/rounds.h"
#include "core/foundation/store/write_pipeline.h"

#include <mutex>

#include <atomic>

namespace youka {

/// Asks the billers: what somebody wants to pay, at once; and what was paid, until its biller has it or the
/// money is on its way back. All it needs to know lies in the store, so that after a crash it goes on where
/// things stood. Several servers may each have one: what one of them works on is leased.
class BillDesk
{
public:
    /// Beyond the longest call, so that a bill is asked about by one at a time.
    static constexpr qint64 LeaseBeyondMs = 5'000;
    static constexpr int MostAtOnce = 32;

    using Drive = Rounds::Drive;
    /// What is outside; outlives the desk, but for the sender.
    struct Outside
    {
        StoreConfig store;
        WritePipeline &pipeline;
        const Clock &clock;
        const CardKeys &keys;
        /// A biller's shared secret as it is now; empty: there is none.
        std::function<QByteArray(const Biller &)> secretOf;
        std::shared_ptr<ChannelSender> sender; ///< this desk's alone; none: nobody is asked
        int timeoutMs = 10'000;                ///< after it a call was not answered
        qint64 limitMs = 600'000;              ///< after it a payment that no biller confirmed goes back
    };
    /// Answers that are under way when it ends are asked for again by whoever comes after.
    BillDesk(Outside outside, Drive drive);

    using Found = std::function<void(const Result<BillAccount> &)>;
    /// On any thread. Errors: BillerSilent, BillNotFound.
    void lookUp(const Biller &biller, const QString &account, Found found);
    /// Something is due that was not before. Safe from any thread.
    void wake() { m_rounds.bell()->ring(); }
    /// Does what is due.
    void round();

private:
    qint64 pauseMs();
    void takeDue(Database &reader);
    void giveBack(Database &reader);
    void ask(Database &reader, const BillItem &item);
    void learn(const BillItem &item, const BillNews &news);
    Result<BillerLine> lineOf(const Biller &biller) const;

    Outside m_outside;
    const std::shared_ptr<std::atomic<int>> m_underWay = std::make_shared<std::atomic<int>>(0);
    Rounds m_rounds;
};

}
