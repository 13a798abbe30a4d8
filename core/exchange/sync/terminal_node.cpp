#include "core/exchange/sync/terminal_node.h"

#include "core/exchange/api/network_transport.h"
#include "core/foundation/base/format.h"

#include <QDir>
#include <QEventLoop>
#include <QFile>
#include <QStandardPaths>

namespace youka {

namespace {

Money amountOf(Settings &in, const char *key, Money otherwise)
{
    return {in.integer(key, otherwise.minor / 100, 0, 10'000'000) * 100, otherwise.currency};
}

CardProof proofOf(const QString &word)
{
    if (word == QLatin1String("track"))
        return CardProof::Track;
    return word == QLatin1String("uid") ? CardProof::Uid : CardProof::Chip;
}

}

TerminalSettings TerminalSettings::read(Settings &in, const QString &program)
{
    TerminalSettings s;
    const QString home = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    s.dataDir = in.text("terminal.data", QDir(home).filePath(QStringLiteral("youka/") + program));
    s.masterKeyFile = in.text("terminal.master_key", QDir(s.dataDir).filePath(QStringLiteral("master.key")));
    s.language = in.text("terminal.language", QStringLiteral("zh_CN"));
    s.theme = in.text("terminal.theme", QStringLiteral("light"));
    s.server = QUrl(in.text("server.url", QStringLiteral("https://127.0.0.1:8443")));
    s.serverCertificate = in.text("server.certificate", {});
    s.offline.perSale = amountOf(in, "offline.per_sale", s.offline.perSale);
    s.offline.perCardDay = amountOf(in, "offline.per_card_day", s.offline.perCardDay);
    s.offline.perCardDayCount =
        int(in.integer("offline.count_per_card_day", s.offline.perCardDayCount, 0, 1'000));
    s.offline.perTerminalDay = amountOf(in, "offline.per_terminal_day", s.offline.perTerminalDay);
    s.offline.maxListAgeMs = in.integer("offline.max_list_age_h", 24, 0, 24 * 90) * 3'600'000;
    s.offline.perSaleOldList = amountOf(in, "offline.per_sale_old_list", s.offline.perSaleOldList);
    s.offline.offAfterMs = in.integer("offline.off_after_h", 72, 0, 24 * 90) * 3'600'000;
    // A kiosk sells through its counter, which counts for the whole station.
    const int share = program == QLatin1String("kiosk") ? 0 : 100;
    s.offline.sharePercent = int(in.integer("offline.share_percent", share, 0, 100));
    s.coupons.perSale = amountOf(in, "coupons.offline_per_sale", s.coupons.perSale);
    s.coupons.perDay = amountOf(in, "coupons.offline_per_day", s.coupons.perDay);
    s.offline.atLeast = proofOf(in.text("offline.proof", QStringLiteral("chip")));
    return s;
}

Result<ApiClient::Settings> TerminalSettings::api() const
{
    ApiClient::Settings api{server, {}, 5'000};
    if (serverCertificate.isEmpty())
        return api;
    QFile file(serverCertificate);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::NotFound, serverCertificate);
    api.certificate = file.readAll();
    return api;
}

TerminalNode::TerminalNode(TerminalStore &store, TerminalIdentity identity,
                           std::unique_ptr<HttpTransport> server, const Options &options, const Clock &clock)
    : self(std::move(identity))
    , api(std::move(server), clock, options.timeoutMs)
    , outbox(store.db(), self.id, self.key)
    , list(store.db(), self.station.id, self.id)
    , staff(store.db(), clock)
    , campaigns(store.db())
    , goods(store.db(), self.station.id, clock)
    , watch(clock)
    , authoriser({store.db(), api, list, outbox, clock, watch}, self.station, options.limits)
    , desk(api, list, clock, self.station)
    , coupons({store.db(), api, campaigns, list, clock, watch}, self.station, options.coupons)
    , members(api)
    , points(api)
    , refunds(api)
    , agent(api, outbox, list, watch, clock, options.pace)
{
    api.signAs(self.id, self.key);
    authoriser.setCoupons(&coupons);
    QObject::connect(&agent, &SyncAgent::staffChanged, &staff, &StaffDesk::changed);
}

Result<OpenedTerminal> openTerminal(const TerminalSettings &settings, const Clock &clock)
{
    OpenedTerminal opened;
    auto store = TerminalStore::open(settings.dataDir, settings.masterKeyFile);
    if (!store)
        return fail(store.error());
    opened.store = std::move(*store);
    const auto identity = opened.store->identity();
    if (!identity)
        return fail(identity.error());
    if (!*identity)
        return fail(ErrorCode::NotSignedIn, QStringLiteral("enrol this terminal first: --enrol CODE"));
    const auto api = settings.api();
    if (!api)
        return fail(api.error());
    opened.node = std::make_unique<TerminalNode>(
        *opened.store, **identity, std::make_unique<NetworkTransport>(api->server, api->certificate),
        TerminalNode::Options{settings.offline, {}, api->timeoutMs, settings.coupons}, clock);
    if (const QByteArray &key = (*identity)->listKey; !key.isEmpty())
        if (const auto learnt = opened.node->list.learnListKey(key); !learnt)
            return fail(learnt.error());
    return opened;
}

Result<TerminalIdentity> enrolTerminal(TerminalStore &store, const ApiClient::Settings &server,
                                       const QString &code, const Clock &clock)
{
    IdSource ids(clock);
    const auto begun = store.beginEnrolment(ids);
    if (!begun)
        return fail(begun.error());
    const QByteArray publicKey = begun->key.publicKey().toBase64();
    const QJsonObject body{{QStringLiteral("code"), code},
                           {QStringLiteral("publicKey"), QString::fromLatin1(publicKey)}};
    ApiClient api(server, clock);
    Result<QJsonObject> answer = fail(ErrorCode::Unavailable);
    QEventLoop loop;
    api.post(QStringLiteral("/api/v1/terminals/enrolments"), body, begun->operation,
             [&](const Result<QJsonObject> &reply) {
                 answer = reply;
                 loop.quit();
             });
    loop.exec();
    if (!answer)
        return fail(answer.error());
    if (const auto kept = store.finishEnrolment(*answer); !kept)
        return fail(kept.error());
    return store.identity().and_then([](const auto &identity) -> Result<TerminalIdentity> {
        if (!identity)
            return fail(ErrorCode::Internal, QStringLiteral("enrolled, and no identity"));
        return *identity;
    });
}

}
