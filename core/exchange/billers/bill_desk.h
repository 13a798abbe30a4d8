#pragma once

#include "core/domain/payments/bill_payments.h"
#include "core/exchange/billers/biller_wire.h"
#include "core/exchange/payments/channel_sender.h"
#include "core/foundation/store/write_pipeline.h"

#include <condition_variable>
#include <mutex>
#include <thread>

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

    enum class Drive {
        OwnThread,
        ByHand, ///< whoever owns it calls round()
    };
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
    BillDesk(Outside outside, Drive drive);
    /// Ends what it is at; answers under way are asked for again by whoever comes after.
    ~BillDesk();

    using Found = std::function<void(const Result<BillAccount> &)>;
    /// On any thread. Errors: BillerSilent, BillNotFound.
    void lookUp(const Biller &biller, const QString &account, Found found);
    /// Something is due that was not before.
    void wake();
    /// Does what is due.
    void round();

private:
    /// What answers that come late reach, even when the desk has gone.
    struct Shared
    {
        std::mutex mutex;
        std::condition_variable wake;
        bool stopping = false;
        bool due = true;
        int underWay = 0;
    };

    void loop();
    bool openReader();
    qint64 pauseMs();
    void takeDue();
    void giveBack();
    void ask(const BillItem &item);
    void learn(const BillItem &item, const BillNews &news);
    Result<BillerLine> lineOf(const Biller &biller) const;

    Outside m_outside;
    const std::shared_ptr<Shared> m_shared = std::make_shared<Shared>();
    std::unique_ptr<Database> m_reader; ///< of the thread that makes the rounds
    std::thread m_thread;
};

}
