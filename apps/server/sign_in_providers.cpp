#include "apps/server/sign_in_providers.h"

#include "apps/server/server.h"
#include "core/domain/access/audit_log.h"
#include "core/domain/sign_in/sign_in_rules.h"
#include "core/domain/stations/station_places.h"
#include "core/domain/stations/station_repository.h"
#include "core/exchange/payments/network_sender.h"

#include <QFile>

#include <cstdio>

namespace youka {

namespace {

const QString WechatSecret = QStringLiteral("sign-in.wechat");
const QString AlipayKey = QStringLiteral("sign-in.alipay-key");
const QString AlipayTrusted = QStringLiteral("sign-in.alipay-trusted");

constexpr const char *Usage = "usage: youka-server sign-in secret wechat|alipay-key|alipay-trusted FILE\n"
                              "       youka-server sign-in station CODE LATITUDE,LONGITUDE\n";

int refuse(const Error &error)
{
    std::fprintf(stderr, "youka-server: %s\n", qPrintable(toString(error)));
    return 1;
}

Result<void> noted(const ServerSettings &settings, const QString &action, const QString &subject,
                   const std::function<Result<void>(Database &)> &work)
{
    const auto store = openServerStore(settings);
    if (!store)
        return fail(store.error());
    auto db = Database::open(store->store);
    if (!db)
        return fail(db.error());
    return (*db)->transaction([&] {
        return work(**db).and_then([&] {
            return AuditLog(**db).add({QStringLiteral("youka-server"), action, subject, {}},
                                      SystemClock().now());
        });
    });
}

int keepSecret(const ServerSettings &settings, const QString &which, const QString &path)
{
    const QString name = QStringLiteral("sign-in.") + which;
    if (name != WechatSecret && name != AlipayKey && name != AlipayTrusted) {
        std::fputs(Usage, stderr);
        return 2;
    }
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return refuse({ErrorCode::NotFound, path + QStringLiteral(": ") + file.errorString()});
    const QByteArray bytes = file.read(16'384).trimmed();
    if (bytes.isEmpty())
        return refuse({ErrorCode::InvalidInput, QStringLiteral("the file is empty")});
    const auto done = noted(settings, QStringLiteral("sign-in.secret"), which, [&](Database &) {
        return KeyRing::open(settings.dataDir, settings.masterKeyFile).and_then([&](KeyRing ring) {
            return ring.putSecret(name, bytes);
        });
    });
    return done ? 0 : refuse(done.error());
}

int placeStation(const ServerSettings &settings, const QString &code, const QString &text)
{
    const auto place = placeFromText(text);
    if (!place)
        return refuse(place.error());
    const auto done = noted(settings, QStringLiteral("station.place"), code, [&](Database &db) {
        return StationRepository(db).findCode(code).and_then([&](const auto &station) -> Result<void> {
            return station ? StationPlaces(db).set(station->id, *place)
                           : fail(ErrorCode::StationUnknown, code);
        });
    });
    return done ? 0 : refuse(done.error());
}

OauthAccount accountOf(const ServerSettings &settings, SignInWay way, const KeyRing &ring)
{
    const SignInSettings &s = settings.signIn;
    OauthAccount account;
    account.provider = signInWayName(way);
    account.timeoutMs = s.timeoutMs;
    if (!settings.webBase.isEmpty())
        account.redirect =
            settings.webBase + QStringLiteral("/sign-in/by/") + account.provider + QStringLiteral("/done");
    if (way == SignInWay::WeChat) {
        account.app = s.wechatApp;
        account.secret = ring.secret(WechatSecret);
        account.authorise = QUrl(s.wechatAuthorise);
        account.tokens = QUrl(s.wechatTokens);
        return account;
    }
    account.app = s.alipayApp;
    account.secret = ring.secret(AlipayKey);
    account.trustedPem = ring.secret(AlipayTrusted);
    account.authorise = QUrl(s.alipayAuthorise);
    account.tokens = QUrl(s.alipayGateway);
    return account;
}

}

Result<std::shared_ptr<SignInProviders>> openSignInProviders(const ServerSettings &settings)
{
    auto providers = std::make_shared<SignInProviders>();
    const SignInSettings &s = settings.signIn;
    if (s.wechatApp.isEmpty() && s.alipayApp.isEmpty())
        return providers;
    const auto ring = KeyRing::open(settings.dataDir, settings.masterKeyFile);
    if (!ring)
        return fail(ring.error());
    QByteArray authorities;
    if (!s.authoritiesFile.isEmpty()) {
        QFile file(s.authoritiesFile);
        if (!file.open(QIODevice::ReadOnly))
            return fail(ErrorCode::SettingsInvalid,
                        s.authoritiesFile + QStringLiteral(": ") + file.errorString());
        authorities = file.readAll();
    }
    for (const SignInWay way : {SignInWay::WeChat, SignInWay::Alipay}) {
        if ((way == SignInWay::WeChat ? s.wechatApp : s.alipayApp).isEmpty())
            continue;
        auto made = makeOauthProvider(accountOf(settings, way, *ring));
        if (!made)
            return fail(made.error());
        providers->all[way] = std::move(*made);
    }
    providers->sender = std::make_shared<NetworkSender>(authorities);
    return providers;
}

int runSignInCommand(const ServerSettings &settings, const QStringList &words)
{
    if (words.size() == 4 && words[1] == QLatin1String("secret"))
        return keepSecret(settings, words[2], words[3]);
    if (words.size() == 4 && words[1] == QLatin1String("station"))
        return placeStation(settings, words[2], words[3]);
    std::fputs(Usage, stderr);
    return 2;
}

}
