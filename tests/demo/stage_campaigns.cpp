#include "core/foundation/base/json.h"
#include "tests/demo/stage.h"

namespace youka::demo {

namespace {

constexpr const char *DeputyLogin = "deputy";
constexpr const char *DeputyPassword = "second-manager-demo";
constexpr qint64 DayMs = 24LL * 60 * 60 * 1000;

}

qint64 Stage::runCampaign(const QString &name, const QString &claimCode, Money off, Money from)
{
    command({QStringLiteral("staff"), QStringLiteral("add"), QLatin1String(DeputyLogin),
             QStringLiteral("manager"), QStringLiteral("Second manager")},
            QByteArray(DeputyPassword) + '\n');
    const Timestamp now = m_clock.now();
    const QJsonObject terms{{QStringLiteral("kind"), QStringLiteral("amount-off")},
                            {QStringLiteral("amount"), toJson(off)},
                            {QStringLiteral("minAmount"), toJson(from)},
                            {QStringLiteral("from"), now.plusMs(-DayMs).toIso()},
                            {QStringLiteral("until"), now.plusMs(30 * DayMs).toIso()}};
    const qint64 id = post(QStringLiteral("/api/v1/campaigns"),
                           {{QStringLiteral("name"), name},
                            {QStringLiteral("claimCode"), claimCode},
                            {QStringLiteral("terms"), terms},
                            {QStringLiteral("limits"),
                             QJsonObject{{QStringLiteral("claims"), 1'000}}}})[QLatin1String("id")]
                          .toVariant()
                          .toLongLong();
    const QString state = QStringLiteral("/api/v1/campaigns/%1/state").arg(id);
    post(state, {{QStringLiteral("state"), QStringLiteral("review")}});
    // Whoever wrote it does not bring it to life.
    signIn(QLatin1String(DeputyLogin), QLatin1String(DeputyPassword));
    post(state, {{QStringLiteral("state"), QStringLiteral("live")}});
    signIn();
    return id;
}

}
