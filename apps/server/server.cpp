#include "apps/server/server.h"

#include "apps/server/message_gateways.h"
#include "core/exchange/api/body_packing.h"
#include "core/exchange/api/problem.h"
#include "core/exchange/api/tls_identity.h"
#include "core/exchange/bills/bill_learning.h"
#include "core/exchange/payments/merchant_keys.h"
#include "core/exchange/payments/network_sender.h"
#include "core/foundation/base/format.h"
#include "core/foundation/base/json.h"
#include "core/foundation/crypto/aes.h"
#include "core/foundation/crypto/digest.h"
#include "core/foundation/store/migrations.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>

#include <sys/resource.h>

namespace youka {

namespace {

/// Ten thousand connections need as many descriptors.
void raiseDescriptorLimit()
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < limit.rlim_max) {
        limit.rlim_cur = limit.rlim_max;
        ::setrlimit(RLIMIT_NOFILE, &limit);
    }
}

/// Empty: the system's.
Result<QByteArray> channelAuthorities(const QString &path)
{
    if (path.isEmpty())
        return QByteArray();
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::SettingsInvalid, path + QStringLiteral(": ") + file.errorString());
    return file.readAll();
}

}

Result<ServerStore> openServerStore(const ServerSettings &settings)
{
    if (!QDir().mkpath(settings.dataDir))
        return fail(ErrorCode::StoreUnreadable, settings.dataDir + QStringLiteral(": cannot be made"));
    auto ring = KeyRing::open(settings.dataDir, settings.masterKeyFile);
    if (!ring)
        return fail(ring.error());
    const auto storeKey = ring->key(QStringLiteral("store"));
    const auto lookup = ring->key(QStringLiteral("card-lookup"));
    const auto wrapping = ring->key(QStringLiteral("customer-wrapping"));
    const auto listSeed = ring->key(QStringLiteral("list-signing"));
    const auto chips = ring->key(QStringLiteral("card-chips"));
    const auto codes = ring->key(QStringLiteral("coupon-codes"));
    const auto couponSeed = ring->key(QStringLiteral("coupon-signing"));
    const auto messages = ring->key(QStringLiteral("message-lookup"));
    const auto offers = ring->key(QStringLiteral("bill-offers"));
    for (const auto *key :
         {&storeKey, &lookup, &wrapping, &listSeed, &chips, &codes, &couponSeed, &messages, &offers})
        if (!*key)
            return fail(key->error());
    const auto listKey = SigningKey::fromSeed(*listSeed);
    if (!listKey)
        return fail(listKey.error());
    const auto couponKey = SigningKey::fromSeed(*couponSeed);
    if (!couponKey)
        return fail(couponKey.error());
    // The ring keeps 32 bytes of each key; AES-128 takes half of them.
    ServerStore opened{
        {}, {*lookup, *wrapping, chips->first(AesKey::Size)}, {*codes, *couponKey, 1}, *listKey};
    opened.messageKeys = {*wrapping, *messages};
    opened.billOffers = *offers;
    if (settings.store == QLatin1String("postgresql")) {
        opened.store.engine = Dialect::Engine::PostgreSql;
        opened.store.connect = settings.postgresql;
    } else {
        opened.store.path = QDir(settings.dataDir).filePath(QStringLiteral("youka.db"));
        opened.store.key = *storeKey;
    }
    auto db = Database::open(opened.store);
    if (!db)
        return fail(db.error());
    // Read anew each time: keys that were added while the server runs count soon.
    opened.channelConfig = [folder = settings.dataDir, master = settings.masterKeyFile,
                            base = settings.payments.noticeBase](const Merchant &merchant) {
        const QString notices = base.isEmpty()
            ? QString()
            : QStringLiteral("%1/api/v1/payments/notify/%2").arg(base).arg(merchant.id.value);
        return KeyRing::open(folder, master).and_then([&](KeyRing merchants) {
            return MerchantKeys(merchants).config(merchant, notices);
        });
    };
    opened.billerSecret = [folder = settings.dataDir, master = settings.masterKeyFile](const Biller &biller) {
        const auto secrets = KeyRing::open(folder, master);
        return secrets ? secrets->secret(billerSecretName(biller.code)) : QByteArray();
    };
    return migrate(**db, serverMigrations()).map([&] { return opened; });
}

void Server::addRoutes()
{
    for (const auto add :
         {&addAccessRoutes,       &addBankRoutes,          &addBankTransferRoutes, &addBillingRoutes,
          &addCardRoutes,         &addCounterRefundRoutes, &addCouponCodeRoutes,   &addCouponGivingRoutes,
          &addCouponRoutes,       &addExceptionRoutes,     &addGoodsRoutes,        &addInvoiceRoutes,
          &addMemberCouponRoutes, &addMessageRoutes,       &addPayeeRoutes,        &addPaymentRoutes,
          &addPointsRoutes,       &addPriceRoutes,         &addReconcileRoutes,    &addRefundRoutes,
          &addReversalRoutes,     &addSaleRoutes,          &addStaffRoutes,        &addStationRoutes,
          &addSyncRoutes,         &addSystemRoutes,        &addTankRoutes,         &addWashRoutes,
          &addWebRoutes})
        add(m_routes);
}

Result<std::unique_ptr<Server>> Server::start(const ServerSettings &settings, const Clock &clock)
{
    raiseDescriptorLimit();
    std::unique_ptr<Server> server(new Server(settings, clock));
    server->addRoutes();
    auto store = openServerStore(settings);
    if (!store)
        return fail(store.error());
    const auto authorities = channelAuthorities(settings.payments.authoritiesFile);
    if (!authorities)
        return fail(authorities.error());
    store->channelSender = std::make_shared<NetworkSender>(*authorities);
    store->billDownload = networkDownload(*authorities);
    store->billerSender = std::make_shared<NetworkSender>(*authorities);
    auto gateways = openGateways(settings, clock);
    if (!gateways)
        return fail(gateways.error());
    store->messageGateways = std::move(*gateways);
    auto invoices = openInvoicePlatform(settings);
    if (!invoices)
        return fail(invoices.error());
    store->invoices = std::move(*invoices);
    auto providers = openSignInProviders(settings);
    if (!providers)
        return fail(providers.error());
    store->signInProviders = std::move(*providers);
    auto pipeline = WritePipeline::start(store->store, {});
    if (!pipeline)
        return fail(pipeline.error());
    server->m_pipeline = std::move(*pipeline);
    server->openHouse(*store);
    return server->openReaders(*store, settings.threads).and_then([&] { return server->listen(); }).map([&] {
        return std::move(server);
    });
}

Result<std::unique_ptr<Server>> Server::startByHand(const ServerStore &store, const Clock &clock,
                                                    const ServerSettings &settings)
{
    std::unique_ptr<Server> server(new Server(settings, clock));
    server->addRoutes();
    auto pipeline = WritePipeline::startByHand(store.store, {});
    if (!pipeline)
        return fail(pipeline.error());
    server->m_pipeline = std::move(*pipeline);
    server->m_byHand = true;
    server->openHouse(store);
    return server->openReaders(store, 1).map([&] { return std::move(server); });
}

void Server::openHouse(ServerStore store)
{
    m_keys = store.keys;
    m_couponKeys = store.coupons;
    m_messageKeys = store.messageKeys;
    m_messageTerms = m_settings.messages.terms();
    for (const auto &[way, gateway] : store.messageGateways)
        m_messageTerms.ways.append(way);
    m_channels = std::make_unique<MerchantChannels>(std::move(store.channelConfig), m_clock);
    m_reconciler = std::make_unique<Reconciler>(
        Reconciler::Outside{
            store.store, *m_pipeline, m_clock,
            std::make_unique<ChannelBills>(*m_channels, store.channelSender, std::move(store.billDownload)),
            std::make_unique<BillLearning>(m_keys, paymentTold())},
        m_byHand ? Reconciler::Drive::ByHand : Reconciler::Drive::OwnThread);
    m_payments =
        std::make_unique<PaymentDesk>(PaymentDesk::Outside{store.store, *m_pipeline, m_clock, m_keys,
                                                           *m_channels, std::move(store.channelSender),
                                                           m_settings.payments.callTimeoutMs, paymentTold()},
                                      m_byHand ? PaymentDesk::Drive::ByHand : PaymentDesk::Drive::OwnThread);
    m_signInProviders = std::move(store.signInProviders);
    m_billOffers = store.billOffers;
    m_bills = std::make_unique<BillDesk>(
        BillDesk::Outside{store.store, *m_pipeline, m_clock, m_keys, std::move(store.billerSecret),
                          std::move(store.billerSender), m_settings.billers.callTimeoutMs,
                          m_settings.billers.giveBackMs},
        m_byHand ? BillDesk::Drive::ByHand : BillDesk::Drive::OwnThread);
    if (!store.messageGateways.empty())
        m_post = std::make_unique<MessagePost>(
            MessagePost::Outside{store.store, *m_pipeline, m_clock, m_messageKeys, m_messageTerms,
                                 std::move(store.messageGateways)},
            m_byHand ? MessagePost::Drive::ByHand : MessagePost::Drive::OwnThread);
    if (store.invoices.platform)
        m_invoices = std::make_unique<InvoiceDesk>(
            InvoiceDesk::Outside{store.store, *m_pipeline, m_clock, m_keys,
                                 std::move(store.invoices.platform), std::move(store.invoices.sender),
                                 m_settings.invoices.timeoutMs,
                                 [this](Database &db, const Invoice &invoice, const QUrl &pdf,
                                        Timestamp now) { return tellIssued(db, invoice, pdf, now); }},
            m_byHand ? InvoiceDesk::Drive::ByHand : InvoiceDesk::Drive::OwnThread);
    m_lists = std::make_unique<ListSource>(store.store, m_clock, store.listKey);
    m_housekeeping = std::make_unique<Housekeeping>(
        store.store, *m_pipeline, m_clock, store.keys,
        Housekeeping::Terms{m_settings.lending, m_settings.feedRetentionMs, m_messageKeys, m_messageTerms},
        m_byHand ? Housekeeping::Drive::ByHand : Housekeeping::Drive::OwnThread);
    m_live = std::make_unique<LiveFeed>(store.store, m_clock, m_settings.feedCalmMs,
                                        m_byHand ? LiveFeed::Drive::ByHand : LiveFeed::Drive::OwnThread);
}

SaleTold Server::saleTold() const
{
    if (m_messageTerms.ways.isEmpty())
        return {};
    return [this](Database &db, const SaleNews &news, Timestamp now) { return notices(db).sold(news, now); };
}

PaymentTold Server::paymentTold() const
{
    if (m_messageTerms.ways.isEmpty())
        return {};
    return [this](Database &db, const PaymentOrder &order, Timestamp now) {
        return notices(db).paid(order, now);
    };
}

Result<void> Server::tellIssued(Database &db, const Invoice &invoice, const QUrl &pdf, Timestamp now) const
{
    if (invoice.isRed() || !invoice.customer)
        return {};
    // Several may come of one request.
    const QByteArray cause = sha256(requestNumber(invoice).toLatin1()).first(16);
    return tell(db,
                {cause,
                 MessageKind::Invoice,
                 invoice.customer,
                 {{QStringLiteral("number"), invoice.number},
                  {QStringLiteral("amount"), plainAmount(invoice.gross)},
                  {QStringLiteral("link"), pdf.toString(QUrl::FullyEncoded)}}},
                now);
}

Result<void> Server::openReaders(const ServerStore &store, int readers)
{
    m_store = store.store;
    m_counters.setMaxThreadCount(1);
    for (int i = 0; i < readers; ++i) {
        auto reader = Database::open(store.store);
        if (!reader)
            return fail(reader.error());
        m_gates.push_back(std::make_unique<Gate>(**reader, m_clock));
        m_readers.push_back(std::move(*reader));
    }
    return {};
}

Result<void> Server::listen()
{
    HttpListener::Options options;
    options.address = QHostAddress(m_settings.address);
    options.port = quint16(m_settings.port);
    options.threads = m_settings.threads;
    options.maxBodyBytes = m_settings.maxBodyBytes;
    options.idle = std::chrono::seconds(m_settings.idleSeconds);
    if (m_settings.tls) {
        const QDir dir(m_settings.dataDir);
        const bool given = !m_settings.certificateFile.isEmpty();
        m_certificateFile = given ? m_settings.certificateFile : dir.filePath(QStringLiteral("server.crt"));
        const auto tls =
            tlsIdentity(m_certificateFile,
                        given ? m_settings.certificateKeyFile : dir.filePath(QStringLiteral("server.key")));
        if (!tls)
            return fail(tls.error());
        options.tls = *tls;
    }
    auto listener = HttpListener::start(options, [this](int thread, HttpRequest request, Respond respond) {
        serve(thread, std::move(request), std::move(respond));
    });
    if (!listener)
        return fail(listener.error());
    m_listener = std::move(*listener);
    return {};
}

Server::~Server()
{
    m_listener.reset();
    m_signInProviders.reset(); // who is still waiting for a provider is not answered any more
    m_counters.waitForDone();
    m_workers.waitForDone(); // a password being checked still has something to write
    m_live.reset();
    m_reconciler.reset();
    m_bills.reset();
    m_payments.reset();
    m_invoices.reset();
    m_housekeeping.reset();
    m_pipeline.reset();
}

void Server::besides(std::function<void()> work)
{
    if (m_byHand)
        work();
    else
        m_workers.start(std::move(work));
}

void Server::counting(std::function<void(const Result<Database *> &)> work)
{
    const auto run = [this, work = std::move(work)] {
        const auto db = Database::open(m_store);
        work(db ? Result<Database *>(db->get()) : fail(db.error()));
    };
    if (m_byHand)
        run();
    else
        m_counters.start(run);
}

void Server::serve(int thread, HttpRequest request, Respond respond)
{
    const auto match = m_routes.match(request.method, request.path);
    auto call = std::make_shared<Call>(
        Call{*this, thread, std::move(request), match.captures, {}, {}, {}, {}, std::move(respond)});
    if (!match.route) {
        const Error error{match.pathKnown ? ErrorCode::InvalidInput : ErrorCode::NotFound, {}};
        call->respond(
            {match.pathKnown ? 405 : 404, problemJson(error, sentence(error, call->request.acceptLanguage))});
        return;
    }
    const Route &route = *match.route;
    const auto admitted = m_gates[size_t(thread)]->admit(call->request, route.permission);
    if (!admitted)
        return call->refuse(admitted.error());
    call->who = admitted->who;
    if (admitted->terminal)
        call->terminal = *admitted->terminal;
    if (route.idempotency == Idempotency::ByKey) {
        const auto key = OperationId::parse(QString::fromLatin1(call->request.idempotencyKey));
        if (!key)
            return call->refuse(
                {ErrorCode::OperationIdMissing, QStringLiteral("Idempotency-Key must be a UUID")});
        call->operation = *key;
    }
    if (route.queues == Queues::Records)
        if (const auto room = m_admission.ask(m_clock.monotonicMs()); !room)
            return call->refuse(room.error());
    if (const auto read = readBody(*call, route); !read)
        return call->refuse(read.error());
    route.handler(std::move(call));
}

/// Only a terminal's body may be packed: its signature, over the bytes as they came, has been verified by
/// then, so nobody unknown makes the server unpack anything.
Result<void> Server::readBody(Call &call, const Route &route) const
{
    const TravellingBody body{call.request.body, call.request.contentEncoding};
    if (!body.encoding.isEmpty() && call.who.role != Role::Terminal)
        return fail(ErrorCode::EncodingUnsupported, QStringLiteral("only in a terminal's signed request"));
    const auto bytes = unpackedBody(body, m_settings.maxBodyBytes);
    if (!bytes)
        return fail(bytes.error());
    call.request.body = *bytes; // a repeat is known by what it says, however it travelled
    if (route.method != "POST" || bytes->isEmpty() || route.page || route.raw)
        return {};
    return parseJsonObject(*bytes, m_settings.maxBodyBytes).map([&](const QJsonObject &json) {
        call.body = json;
    });
}

void Server::write(std::shared_ptr<Call> call,
                   std::function<Result<QJsonObject>(Database &, Timestamp)> command, int status)
{
    // The stored answer is kept byte for byte: status in front of the body.
    struct Outcome
    {
        int status = 0;
    };
    const auto outcome = std::make_shared<Outcome>();
    m_pipeline->submit(
        [call, command = std::move(command), status, outcome, this](Database &db) -> Result<QByteArray> {
            const Timestamp now = m_clock.now();
            // The log keeps a digest of each request. A PIN of four digits could be guessed back from it,
            // were it not made with a key that is not in the store.
            const QByteArray request = call->request.method + ' ' + call->request.path + '\n'
                + hmacSha256(m_keys.customerWrapping, call->request.body);
            const auto answer = once(
                db, call->operation, request, now,
                [&]() -> Result<Answer> {
                    return command(db, now).map([&](const QJsonObject &json) {
                        return Answer{status, QJsonDocument(json).toJson(QJsonDocument::Compact)};
                    });
                },
                [&](const Error &error) {
                    return Answer{httpStatus(error.code),
                                  problemJson(error, sentence(error, call->request.acceptLanguage))};
                });
            return answer.map([&](const Answer &kept) {
                outcome->status = kept.status;
                return kept.body;
            });
        },
        [call, outcome](const Result<QByteArray> &body) {
            if (!body)
                return call->refuse(body.error());
            call->respond({outcome->status, *body});
        });
}

void Server::writePlain(const std::shared_ptr<Call> &call,
                        std::function<Result<QJsonObject>(Database &, Timestamp)> command)
{
    m_pipeline->submit(
        [call, command = std::move(command), this](Database &db) -> Result<QByteArray> {
            return command(db, m_clock.now()).map([](const QJsonObject &json) {
                return QJsonDocument(json).toJson(QJsonDocument::Compact);
            });
        },
        [call](const Result<QByteArray> &body) {
            if (!body)
                return call->refuse(body.error());
            call->respond({200, *body});
        });
}

}
