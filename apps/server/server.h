#pragma once

#include "apps/server/admission.h"
#include "apps/server/gate.h"
#include "apps/server/housekeeping.h"
#include "apps/server/http_listener.h"
#include "apps/server/invoice_platforms.h"
#include "apps/server/list_source.h"
#include "apps/server/live_feed.h"
#include "apps/server/reconciler.h"
#include "apps/server/route_table.h"
#include "apps/server/server_settings.h"
#include "apps/server/sign_in_providers.h"
#include "core/domain/refunds/refund.h"
#include "core/exchange/billers/bill_desk.h"
#include "core/exchange/bills/channel_bills.h"
#include "core/exchange/gateways/message_post.h"
#include "core/exchange/payments/payment_desk.h"
#include "core/exchange/sync/chain_ends.h"
#include "core/foundation/crypto/key_ring.h"
#include "core/foundation/store/operation_log.h"
#include "core/foundation/store/write_pipeline.h"

#include <QThreadPool>

namespace youka {

/// Where the server's books are and with which key; for the server and the commands that work on them
/// directly.
struct ServerStore
{
    StoreConfig store;
    CardKeys keys;
    CouponKeys coupons;
    SigningKey listKey; ///< signs card lists
    /// What is secret of a merchant, as it is now.
    MerchantChannels::ConfigOf channelConfig = [](const Merchant &) -> Result<ChannelConfig> {
        return fail(ErrorCode::KeyMissing);
    };
    std::shared_ptr<ChannelSender> channelSender = {}; ///< none: no channel is asked
    BillDownload billDownload = {};                    ///< none: bills that are files do not come
    std::shared_ptr<ChannelSender> billerSender = {};  ///< none: no biller is asked
    std::function<QByteArray(const Biller &)> billerSecret = {};
    QByteArray billOffers = QByteArray(32, '\0'); ///< seals bills on their way to a screen and back
    MessageKeys messageKeys = {};
    MessageGateways messageGateways = {}; ///< none: nobody is told anything
    InvoicePlatformOpened invoices = {};
    std::shared_ptr<SignInProviders> signInProviders = {}; ///< none: customers sign in by code only
};
Result<ServerStore> openServerStore(const ServerSettings &settings);
/// What is shared with a biller lies in the key ring under this name.
inline QString billerSecretName(const QString &code) { return QStringLiteral("biller/") + code; }

/// The server as one object: store, pipeline, routes, listeners. Everything is built in start() and taken
/// down in the opposite order: no new requests, then what is being worked out and queued is written, then the
/// store closes.
class Server
{
public:
    /// Errors: those of the key ring, the store, the certificate and the listener.
    static Result<std::unique_ptr<Server>> start(const ServerSettings &settings, const Clock &clock);
    /// The same server without threads and sockets: requests come by serve(), and what they write is written
    /// when the caller drains the pipeline. Errors: those of the store.
    static Result<std::unique_ptr<Server>> startByHand(const ServerStore &store, const Clock &clock,
                                                       const ServerSettings &settings = {});
    ~Server();

    /// Answers one request; on the thread of that number.
    void serve(int thread, HttpRequest request, Respond respond);

    quint16 port() const { return m_listener->port(); }
    const CardKeys &cardKeys() const { return m_keys; }
    const CouponKeys &couponKeys() const { return m_couponKeys; }
    QString certificateFile() const { return m_certificateFile; }
    const RouteTable &routes() const { return m_routes; }
    Money secondPersonAbove() const { return m_settings.secondPersonAbove; }
    ReversalPolicy reversalPolicy() const
    {
        return {m_settings.reverseWithinHours * 3'600'000LL, m_settings.secondPersonAbove};
    }
    RefundPolicy refundPolicy() const
    {
        RefundPolicy policy;
        policy.secondPersonAbove = m_settings.secondPersonAbove;
        return policy;
    }
    const ServerSettings &settings() const { return m_settings; }
    WritePipeline &pipeline() { return *m_pipeline; }
    Admission &admission() { return m_admission; }
    ChainEnds &chainEnds() { return m_chainEnds; }
    const Clock &clock() const { return m_clock; }
    HttpListener &listener() { return *m_listener; }
    Housekeeping &housekeeping() { return *m_housekeeping; }
    ListSource &lists() { return *m_lists; }
    LiveFeed &live() { return *m_live; }
    Reconciler &reconciler() { return *m_reconciler; }
    PaymentDesk &payments() { return *m_payments; }
    MerchantChannels &channels() { return *m_channels; }
    /// nullptr: no platform is set up.
    InvoiceDesk *invoices() { return m_invoices.get(); }
    BillDesk &bills() { return *m_bills; }
    const QByteArray &billOffers() const { return m_billOffers; }
    /// nullptr: no gateway is set up.
    MessagePost *post() { return m_post.get(); }
    /// Tells a customer of what is booked in that transaction. Errors: those of the store.
    Result<void> tell(Database &db, const MessageOrder &order, Timestamp now) const
    {
        return queueMessage(db, m_messageKeys, m_messageTerms, order, now);
    }
    /// What of the books customers are told.
    NoticeService notices(Database &db) const { return {db, m_keys, m_messageKeys, m_messageTerms}; }
    /// For whoever books sales; nothing, where nobody is told anything.
    SaleTold saleTold() const;
    PaymentTold paymentTold() const;
    /// Something may lie in the outbox that was not there before.
    void wakePost()
    {
        if (m_post)
            m_post->wake();
    }
    /// Tells whose it is that an invoice has its number.
    Result<void> tellIssued(Database &db, const Invoice &invoice, const QUrl &pdf, Timestamp now) const;
    const MessageKeys &messageKeys() const { return m_messageKeys; }
    /// nullptr: none is set up.
    const SignInProviders *signInProviders() const { return m_signInProviders.get(); }
    const MessageTerms &messageTerms() const { return m_messageTerms; }
    /// The reading connection of one listener thread.
    Database &reader(int thread) { return *m_readers[size_t(thread)]; }

    /// What went wrong, for people, in the caller's language; empty when there are no words for it.
    using Sentences = std::function<QString(const Error &, const QByteArray &acceptLanguage)>;
    QString sentence(const Error &error, const QByteArray &language) const
    {
        return m_sentences ? m_sentences(error, language) : QString();
    }
    void setSentences(Sentences sentences) { m_sentences = std::move(sentences); }

    /// Runs a writing command under the call's idempotency key and answers with what it returned.
    void write(std::shared_ptr<Call> call, std::function<Result<QJsonObject>(Database &, Timestamp)> command,
               int status = 200);
    /// The same for routes whose content names itself.
    void writePlain(const std::shared_ptr<Call> &call,
                    std::function<Result<QJsonObject>(Database &, Timestamp)> command);
    /// Counts over the whole books beside the listeners, on a reading connection of its own, one question
    /// after the other. `work` is told when the store cannot be opened.
    void counting(std::function<void(const Result<Database *> &)> work);
    /// Runs what takes long on purpose (hashing a password or PIN) beside the listeners.
    void besides(std::function<void()> work);

private:
    Server(const ServerSettings &settings, const Clock &clock)
        : m_settings(settings)
        , m_clock(clock)
        , m_admission({settings.recordsInWork})
    {
    }
    Result<void> readBody(Call &call, const Route &route) const;
    void addRoutes();
    void openHouse(ServerStore store);
    Result<void> openReaders(const ServerStore &store, int readers);
    Result<void> listen();

    const ServerSettings m_settings;
    const Clock &m_clock;
    bool m_byHand = false;
    CardKeys m_keys;
    CouponKeys m_couponKeys;
    MessageKeys m_messageKeys;
    MessageTerms m_messageTerms;
    Admission m_admission;
    ChainEnds m_chainEnds;
    QString m_certificateFile;
    RouteTable m_routes;
    Sentences m_sentences;
    std::vector<std::unique_ptr<Database>> m_readers;
    std::vector<std::unique_ptr<Gate>> m_gates;
    std::unique_ptr<WritePipeline> m_pipeline;
    std::unique_ptr<ListSource> m_lists;
    std::unique_ptr<Housekeeping> m_housekeeping;
    std::unique_ptr<LiveFeed> m_live;
    std::unique_ptr<MerchantChannels> m_channels;
    std::unique_ptr<Reconciler> m_reconciler;
    std::unique_ptr<PaymentDesk> m_payments;
    std::unique_ptr<BillDesk> m_bills;
    QByteArray m_billOffers;
    std::unique_ptr<InvoiceDesk> m_invoices;
    std::unique_ptr<MessagePost> m_post;
    std::shared_ptr<SignInProviders> m_signInProviders;
    StoreConfig m_store;
    QThreadPool m_workers;
    QThreadPool m_counters;
    std::unique_ptr<HttpListener> m_listener;
};

}
