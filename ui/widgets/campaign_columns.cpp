#include "core/domain/coupons/campaign_rules.h"
#include "core/domain/coupons/coupon_json.h"
#include "core/foundation/base/format.h"
#include "ui/sentences/campaign_words.h"
#include "ui/widgets/columns.h"
#include "ui/widgets/office_words.h"
#include "ui/widgets/record_columns.h"

namespace youka {

namespace {

using namespace columns;
using Tone = RecordColumn::Tone;

QJsonObject part(const QJsonObject &record, const char *name)
{
    return record[QLatin1String(name)].toObject();
}

RecordColumn moment(const char *name, const char *title, const QLocale &locale)
{
    const auto iso = [name](const QJsonObject &r) {
        return part(r, "terms")[QLatin1String(name)].toString();
    };
    RecordColumn made = column(name, title, [=](const QJsonObject &r) {
        const auto when = Timestamp::fromIso(iso(r));
        if (!when)
            return QString();
        const QDateTime local = when->toDateTime().toLocalTime();
        return local.time() == QTime(0, 0) ? locale.toString(local.date(), QLocale::ShortFormat)
                                           : locale.toString(local, QLocale::ShortFormat);
    });
    made.key = iso;
    return made;
}

CampaignState stateOf(const QJsonObject &record)
{
    return campaignStateFromName(record[QLatin1String("state")].toString()).value_or(CampaignState::Draft);
}

/// Of what is bounded, money or pieces, the one that is nearer to its end; nullopt: nothing is.
std::optional<int> usedPercent(const QJsonObject &record)
{
    const QJsonObject total = part(part(record, "limits"), "total");
    std::optional<int> used;
    const auto take = [&](qint64 of, qint64 most) {
        if (most > 0)
            used = std::max(used.value_or(0), int(100 * of / most));
    };
    const auto most = moneyFromJson(total[QLatin1String("amount")]);
    const auto taken = moneyFromJson(record[QLatin1String("taken")]);
    if (most && taken)
        take(taken->minor, most->minor);
    take(figure(record, "redemptions"), figure(total, "pieces"));
    return used;
}

QString boundText(const QJsonObject &record, const QLocale &locale)
{
    const QJsonObject total = part(part(record, "limits"), "total");
    QStringList texts;
    if (const auto most = moneyFromJson(total[QLatin1String("amount")]))
        texts << formatMoney(*most, locale);
    if (const qint64 pieces = figure(total, "pieces"); pieces > 0)
        texts << say(QT_TRANSLATE_NOOP("Office", "%1 uses")).arg(locale.toString(pieces));
    return texts.join(QStringLiteral(" / "));
}

RecordColumn stateColumn()
{
    RecordColumn made = column("state", QT_TRANSLATE_NOOP("Office", "State"),
                               [](const QJsonObject &r) { return campaignStateText(stateOf(r)); });
    made.key = [](const QJsonObject &r) { return int(stateOf(r)); };
    made.tone = [](const QJsonObject &r) {
        switch (stateOf(r)) {
        case CampaignState::Live:
            return Tone::Good;
        case CampaignState::Review:
        case CampaignState::Paused:
            return Tone::Warn;
        case CampaignState::Voided:
            return Tone::Bad;
        case CampaignState::Draft:
        case CampaignState::Ended:
            break;
        }
        return Tone::Plain;
    };
    made.icon = [](const QJsonObject &r) -> QString {
        switch (stateOf(r)) {
        case CampaignState::Live:
            return QStringLiteral("play");
        case CampaignState::Review:
            return QStringLiteral("hand");
        case CampaignState::Paused:
            return QStringLiteral("pause");
        case CampaignState::Voided:
            return QStringLiteral("cross");
        case CampaignState::Draft:
        case CampaignState::Ended:
            break;
        }
        return {};
    };
    return made;
}

}

RecordSource campaignSource()
{
    return {QStringLiteral("/api/v1/campaigns"), QStringLiteral("campaigns"), QStringLiteral("before"),
            QStringLiteral("id"), false};
}

QList<TablePage::View> campaignViews()
{
    QList<TablePage::View> views{{say(QT_TRANSLATE_NOOP("Office", "All")), campaignSource().path}};
    for (const CampaignState state : {CampaignState::Live, CampaignState::Review, CampaignState::Draft,
                                      CampaignState::Paused, CampaignState::Ended, CampaignState::Voided})
        views.append({campaignStateText(state),
                      campaignSource().path + QLatin1String("?state=") + campaignStateName(state)});
    return views;
}

QList<RecordColumn> campaignColumns(const QLocale &locale)
{
    RecordColumn name = column("name", QT_TRANSLATE_NOOP("Office", "Campaign"),
                               [](const QJsonObject &r) { return r[QLatin1String("name")].toString(); });
    RecordColumn kind =
        column("kind", QT_TRANSLATE_NOOP("Office", "Kind"), [](const QJsonObject &r) -> QString {
            const auto terms = couponTermsFromJson(part(r, "terms"));
            return terms ? offerKindText(terms->offer.kind) : QString();
        });
    RecordColumn cost = column("taken", QT_TRANSLATE_NOOP("Office", "Cost so far"),
                               [=](const QJsonObject &r) { return moneyText(r, "taken", locale); });
    cost.isNumber = true;
    cost.key = [](const QJsonObject &r) {
        return moneyFromJson(r[QLatin1String("taken")]).map([](Money m) { return m.minor; }).value_or(0);
    };
    RecordColumn bound = column("bound", QT_TRANSLATE_NOOP("Office", "Bound"),
                                [=](const QJsonObject &r) { return boundText(r, locale); });
    bound.isNumber = true;
    RecordColumn used =
        column("used", QT_TRANSLATE_NOOP("Office", "Used"), [](const QJsonObject &r) -> QString {
            const auto percent = usedPercent(r);
            return percent ? QStringLiteral("%1%").arg(*percent) : QString();
        });
    used.isNumber = true;
    used.key = [](const QJsonObject &r) { return usedPercent(r).value_or(-1); };
    used.tone = [](const QJsonObject &r) {
        const int percent = usedPercent(r).value_or(0);
        return percent >= 100 ? Tone::Bad : percent >= 80 ? Tone::Warn : Tone::Plain;
    };
    used.icon = [](const QJsonObject &r) {
        return usedPercent(r).value_or(0) >= 80 ? QStringLiteral("warning") : QString();
    };
    RecordColumn id = number("id", QT_TRANSLATE_NOOP("Office", "No."), locale);
    id.isShown = false;
    return {id,
            name,
            kind,
            stateColumn(),
            moment("from", QT_TRANSLATE_NOOP("Office", "From"), locale),
            moment("until", QT_TRANSLATE_NOOP("Office", "Until"), locale),
            number("issued", QT_TRANSLATE_NOOP("Office", "Issued"), locale),
            number("redemptions", QT_TRANSLATE_NOOP("Office", "Redeemed"), locale),
            cost,
            used,
            bound}; // the widest goes to the edge
}

}
