#include "ui/widgets/message_columns.h"

#include "ui/widgets/columns.h"
#include "ui/widgets/office_words.h"

#include <algorithm>

namespace youka {

namespace {

using namespace columns;
using Tone = RecordColumn::Tone;

struct Named
{
    const char *name;
    const char *text;
};
constexpr Named Kinds[] = {
    {"payment-success", QT_TRANSLATE_NOOP("Office", "A card paid")},
    {"top-up", QT_TRANSLATE_NOOP("Office", "Top-up")},
    {"low-balance", QT_TRANSLATE_NOOP("Office", "Balance is low")},
    {"limit", QT_TRANSLATE_NOOP("Office", "Limit nearly used up")},
    {"coupon-expiring", QT_TRANSLATE_NOOP("Office", "Coupon ends soon")},
    {"card-frozen", QT_TRANSLATE_NOOP("Office", "Card frozen")},
    {"invoice", QT_TRANSLATE_NOOP("Office", "Invoice is ready")},
    {"one-time-code", QT_TRANSLATE_NOOP("Office", "One-time code")},
};
constexpr Named Ways[] = {{"sms", QT_TRANSLATE_NOOP("Office", "SMS")},
                          {"email", QT_TRANSLATE_NOOP("Office", "E-mail")},
                          {"push", QT_TRANSLATE_NOOP("Office", "App")}};
constexpr Named States[] = {{"waiting", QT_TRANSLATE_NOOP("Office", "Waiting to be sent")},
                            {"sent", QT_TRANSLATE_NOOP("Office", "Was sent")},
                            {"dead", QT_TRANSLATE_NOOP("Office", "Never arrived")}};
/// What ends a message on our side; what a gateway says is shown as it says it.
constexpr Named Reasons[] = {
    {"too late", QT_TRANSLATE_NOOP("Office", "It was too late for it")},
    {"no answer", QT_TRANSLATE_NOOP("Office", "The gateway did not answer")},
    {"the customer was erased", QT_TRANSLATE_NOOP("Office", "The customer was erased")},
    {"isv.MOBILE_NUMBER_ILLEGAL", QT_TRANSLATE_NOOP("Office", "There is no such number")},
    {"InvalidParameterValue.IncorrectPhoneNumber", QT_TRANSLATE_NOOP("Office", "There is no such number")},
    {"isv.BLACK_KEY_CONTROL_LIMIT", QT_TRANSLATE_NOOP("Office", "The number wants no messages")},
    {"FailedOperation.PhoneNumberInBlacklist", QT_TRANSLATE_NOOP("Office", "The number wants no messages")},
    {"isv.SMS_TEMPLATE_ILLEGAL", QT_TRANSLATE_NOOP("Office", "The gateway has not approved the words")},
    {"FailedOperation.TemplateIncorrectOrUnapproved",
     QT_TRANSLATE_NOOP("Office", "The gateway has not approved the words")},
    {"push.TOKEN_UNREGISTERED", QT_TRANSLATE_NOOP("Office", "The app is no longer on the device")},
    {"push.TOKEN_INVALID", QT_TRANSLATE_NOOP("Office", "The app is no longer on the device")},
};

template <size_t N>
QString textOf(const Named (&all)[N], const QString &name)
{
    const auto *found = std::find_if(std::begin(all), std::end(all),
                                     [&](const Named &one) { return name == QLatin1String(one.name); });
    return found == std::end(all) ? name : say(found->text);
}

QString stateText(const QJsonObject &message) { return textOf(States, member(message, "state")); }

}

QString messageKindText(const QString &name) { return textOf(Kinds, name); }
QString messageWayText(const QString &name) { return textOf(Ways, name); }
QString messageLanguageText(const QString &name)
{
    return name == QLatin1String("zh") ? QStringLiteral("中文")
        : name == QLatin1String("en")  ? QStringLiteral("English")
                                       : name;
}

RecordSource messageSource()
{
    return {QStringLiteral("/api/v1/messages?state=dead"), QStringLiteral("messages"),
            QStringLiteral("before"), QStringLiteral("id"), false};
}

QList<TablePage::View> messageViews()
{
    QList<TablePage::View> views;
    for (const char *state : {"dead", "waiting", "sent"}) // what somebody must see to comes first
        views.append({textOf(States, QLatin1String(state)),
                      QStringLiteral("/api/v1/messages?state=") + QLatin1String(state)});
    return views;
}

QList<RecordColumn> messageColumns(const QLocale &locale)
{
    RecordColumn state = column("state", QT_TRANSLATE_NOOP("Office", "State"), stateText);
    state.tone = [](const QJsonObject &r) {
        const QString name = member(r, "state");
        return name == QLatin1String("sent") ? Tone::Good
            : name == QLatin1String("dead")  ? Tone::Bad
                                             : Tone::Warn;
    };
    state.icon = [](const QJsonObject &r) {
        const QString name = member(r, "state");
        return name == QLatin1String("sent") ? QStringLiteral("check")
            : name == QLatin1String("dead")  ? QStringLiteral("cross")
                                             : QStringLiteral("clock");
    };
    return {time("at", QT_TRANSLATE_NOOP("Office", "Written"), locale),
            column("kind", QT_TRANSLATE_NOOP("Office", "Kind"),
                   [](const QJsonObject &r) { return messageKindText(member(r, "kind")); }),
            column("way", QT_TRANSLATE_NOOP("Office", "How"),
                   [](const QJsonObject &r) { return messageWayText(member(r, "way")); }),
            plain("address", QT_TRANSLATE_NOOP("Office", "To")),
            plain("customer", QT_TRANSLATE_NOOP("Office", "Customer no.")),
            hidden(column("language", QT_TRANSLATE_NOOP("Office", "Language"),
                          [](const QJsonObject &r) { return messageLanguageText(member(r, "language")); })),
            state,
            column("why", QT_TRANSLATE_NOOP("Office", "Reason"),
                   [](const QJsonObject &r) { return textOf(Reasons, member(r, "why")); }),
            number("tries", QT_TRANSLATE_NOOP("Office", "Tries")),
            time("nextTry", QT_TRANSLATE_NOOP("Office", "Next try"), locale),
            hidden(time("doneAt", QT_TRANSLATE_NOOP("Office", "Done at"), locale))};
}

QString messageSums(const QList<QJsonObject> &messages)
{
    const auto again = std::count_if(messages.begin(), messages.end(), [](const QJsonObject &one) {
        return one[QLatin1String("mayTryAgain")].toBool();
    });
    return again == 0 ? QString() : say(QT_TRANSLATE_NOOP("Office", "Can be tried again: %1")).arg(again);
}

}
