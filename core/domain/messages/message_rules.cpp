#include "core/domain/messages/message_rules.h"

#include "core/foundation/base/names.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <array>

namespace youka {

namespace {

constexpr std::pair<MessageKind, const char *> KindNames[] = {
    {MessageKind::PaymentSuccess, "payment-success"},
    {MessageKind::TopUp, "top-up"},
    {MessageKind::LowBalance, "low-balance"},
    {MessageKind::Limit, "limit"},
    {MessageKind::CouponExpiring, "coupon-expiring"},
    {MessageKind::CardFrozen, "card-frozen"},
    {MessageKind::Invoice, "invoice"},
    {MessageKind::OneTimeCode, "one-time-code"},
};
constexpr std::pair<MessageWay, const char *> WayNames[] = {
    {MessageWay::Sms, "sms"}, {MessageWay::Email, "email"}, {MessageWay::Push, "push"}};
constexpr std::pair<MessageLanguage, const char *> LanguageNames[] = {{MessageLanguage::Chinese, "zh"},
                                                                      {MessageLanguage::English, "en"}};

struct Usual
{
    MessageKind kind;
    const char *fields; ///< by spaces
    const char *zhSubject;
    const char *zh;
    const char *enSubject;
    const char *en;
};
constexpr Usual Usuals[] = {
    {MessageKind::PaymentSuccess, "amount station time order", "付款成功",
     "您于{time}在{station}付款{amount}，订单号{order}。", "Payment received",
     "You paid {amount} at {station}, {time}. Order {order}."},
    {MessageKind::TopUp, "card amount bonus balance time", "充值成功",
     "您的油卡{card}于{time}充值{amount}，余额{balance}。", "Top-up received",
     "Card {card} was topped up with {amount}, {time}. Balance {balance}."},
    {MessageKind::LowBalance, "card balance", "余额不足提醒", "您的油卡{card}余额仅剩{balance}，请及时充值。",
     "Low balance", "Card {card} has {balance} left. Please top up soon."},
    {MessageKind::Limit, "card limit spent", "限额提醒", "您的油卡{card}已消费{spent}，限额为{limit}。",
     "Limit reached", "Card {card} has spent {spent} of its limit of {limit}."},
    {MessageKind::CouponExpiring, "coupon amount date", "优惠券即将到期",
     "您的优惠券“{coupon}”将于{date}到期，请尽快使用。", "Coupon about to expire",
     "Your coupon \"{coupon}\" expires on {date}."},
    {MessageKind::CardFrozen, "card time", "油卡已冻结",
     "您的油卡{card}已于{time}冻结。如非本人要求，请联系客服。", "Card frozen",
     "Card {card} was frozen, {time}. If you did not ask for this, please call us."},
    {MessageKind::Invoice, "number amount link", "电子发票", "您的电子发票{number}（{amount}）已开具：{link}",
     "Your invoice", "Your invoice {number} over {amount} is ready: {link}"},
    {MessageKind::OneTimeCode, "code minutes", "验证码", "验证码{code}，{minutes}分钟内有效。请勿告诉他人。",
     "Your code", "{code} is your code. It is valid for {minutes} minutes; do not tell it to anybody."},
};

const Usual &usualOf(MessageKind kind)
{
    const auto *found = std::find_if(std::begin(Usuals), std::end(Usuals),
                                     [&](const Usual &usual) { return usual.kind == kind; });
    ensure(found != std::end(Usuals), "every kind of message has its words");
    return *found;
}

/// Calls `literal` and `field` for the parts of `text`. False: a brace that belongs to no field.
template <class Literal, class Field>
bool walk(const QString &text, Literal literal, Field field)
{
    qsizetype at = 0;
    while (at < text.size()) {
        const qsizetype open = text.indexOf(u'{', at);
        const QString plain = text.mid(at, open < 0 ? -1 : open - at);
        if (plain.contains(u'}'))
            return false;
        literal(plain);
        if (open < 0)
            return true;
        const qsizetype close = text.indexOf(u'}', open);
        if (close < 0)
            return false;
        field(text.mid(open + 1, close - open - 1));
        at = close + 1;
    }
    return true;
}

bool isControl(QChar c) { return c.category() == QChar::Other_Control || c == u'\u2028' || c == u'\u2029'; }

QString fill(const QString &text, const MessageFields &fields)
{
    QString out;
    walk(
        text, [&](const QString &plain) { out += plain; },
        [&](const QString &name) {
            QString value = fields.value(name);
            std::replace_if(value.begin(), value.end(), isControl, QChar(u' '));
            out += value;
        });
    return out;
}

Result<QSet<QString>> fieldsIn(MessageKind kind, const QString &text)
{
    const QStringList known = messageFields(kind);
    QSet<QString> named;
    if (!walk(
            text, [](const QString &) {}, [&](const QString &name) { named.insert(name); }))
        return fail(ErrorCode::MessageTemplateInvalid, QStringLiteral("a brace belongs to no field"));
    for (const QString &name : std::as_const(named))
        if (!known.contains(name))
            return fail(ErrorCode::MessageTemplateInvalid, QStringLiteral("{%1}").arg(name.left(40)));
    return named;
}

}

QLatin1String messageKindName(MessageKind kind) { return nameIn(KindNames, kind); }
std::optional<MessageKind> messageKindOf(QStringView name) { return valueIn(KindNames, name); }
QLatin1String messageWayName(MessageWay way) { return nameIn(WayNames, way); }
std::optional<MessageWay> messageWayOf(QStringView name) { return valueIn(WayNames, name); }
QLatin1String messageLanguageName(MessageLanguage language) { return nameIn(LanguageNames, language); }
std::optional<MessageLanguage> messageLanguageOf(QStringView name) { return valueIn(LanguageNames, name); }

QStringList messageFields(MessageKind kind) { return QString::fromLatin1(usualOf(kind).fields).split(u' '); }

Result<void> checkTemplate(MessageKind kind, MessageWay way, const MessageText &text)
{
    if (text.text.trimmed().isEmpty() || text.text.size() > LongestMessage || text.subject.size() > 120
        || (way != MessageWay::Sms && text.subject.trimmed().isEmpty()))
        return fail(ErrorCode::InvalidInput,
                    QStringLiteral("a text, and for e-mail and push a subject, is expected"));
    if (std::any_of(text.subject.begin(), text.subject.end(), isControl))
        return fail(ErrorCode::MessageTemplateInvalid, QStringLiteral("the subject is one line"));
    const auto subject = fieldsIn(kind, text.subject);
    if (!subject)
        return fail(subject.error());
    return fieldsIn(kind, text.text).and_then([&](const QSet<QString> &named) -> Result<void> {
        if (kind == MessageKind::OneTimeCode && !named.contains(QStringLiteral("code")))
            return fail(ErrorCode::MessageTemplateInvalid, QStringLiteral("{code} is missing"));
        return {};
    });
}

MessageText usualTemplate(MessageKind kind, MessageLanguage language)
{
    const Usual &usual = usualOf(kind);
    const bool isChinese = language == MessageLanguage::Chinese;
    return {QString::fromUtf8(isChinese ? usual.zhSubject : usual.enSubject),
            QString::fromUtf8(isChinese ? usual.zh : usual.en)};
}

MessageText fillTemplate(const MessageText &text, const MessageFields &fields)
{
    return {fill(text.subject, fields), fill(text.text, fields)};
}

bool isUrgent(MessageKind kind)
{
    return kind == MessageKind::OneTimeCode || kind == MessageKind::CardFrozen;
}

Timestamp notBefore(MessageKind kind, Timestamp at, const QTimeZone &zone)
{
    if (isUrgent(kind))
        return at;
    const QDateTime local = at.toDateTime().toTimeZone(zone);
    const int hour = local.time().hour();
    if (hour >= QuietUntilHour && hour < QuietFromHour)
        return at;
    const QDate morning = hour < QuietUntilHour ? local.date() : local.date().addDays(1);
    return {QDateTime(morning, QTime(QuietUntilHour, 0), zone).toMSecsSinceEpoch()};
}

qint64 lifeOf(MessageKind kind) { return kind == MessageKind::OneTimeCode ? CodeLifeMs : LongestWaitMs; }

qint64 backOffMs(int tries)
{
    constexpr std::array<qint64, 7> Seconds{10, 30, 60, 300, 900, 1'800, 3'600};
    return Seconds[size_t(std::clamp(tries - 1, 0, int(Seconds.size()) - 1))] * 1'000;
}

Result<QString> normalPhone(const QString &text)
{
    QString digits = text;
    digits.remove(QRegularExpression(QStringLiteral("[ \\-()]")));
    static const QRegularExpression Mainland(QStringLiteral("\\A(?:\\+86|0086|86)?(1[3-9][0-9]{9})\\z"));
    if (const auto match = Mainland.match(digits); match.hasMatch())
        return QString(QStringLiteral("+86") + match.captured(1));
    // E.164: fifteen digits at most; a mainland number that is none of the above is wrong.
    static const QRegularExpression Abroad(QStringLiteral("\\A\\+(?!86)[1-9][0-9]{6,14}\\z"));
    if (Abroad.match(digits).hasMatch())
        return digits;
    return fail(ErrorCode::InvalidInput, QStringLiteral("a phone number is expected"));
}

Result<QString> normalMail(const QString &text)
{
    static const QRegularExpression Mail(
        QStringLiteral("\\A([A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*)@"
                       "((?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z]"
                       "[A-Za-z0-9-]{0,61}[A-Za-z0-9])\\z"));
    const auto match = Mail.match(text.trimmed());
    // RFC 5321, 4.5.3.1
    if (!match.hasMatch() || match.capturedLength(1) > 64 || match.capturedLength(2) > 255)
        return fail(ErrorCode::InvalidInput, QStringLiteral("an e-mail address is expected"));
    return QString(match.captured(1) + u'@' + match.captured(2).toLower());
}

Result<QString> normalToken(const QString &text)
{
    static const QRegularExpression Token(QStringLiteral("\\A[A-Za-z0-9:_.=+/-]{16,256}\\z"));
    const QString token = text.trimmed();
    if (!Token.match(token).hasMatch())
        return fail(ErrorCode::InvalidInput, QStringLiteral("a device's token is expected"));
    return token;
}

Result<QString> normalAddress(MessageWay way, const QString &text)
{
    if (text.size() > 400)
        return fail(ErrorCode::InvalidInput, QStringLiteral("an address is expected"));
    switch (way) {
    case MessageWay::Sms:
        return normalPhone(text);
    case MessageWay::Email:
        return normalMail(text);
    case MessageWay::Push:
        return normalToken(text);
    }
    return fail(ErrorCode::InvalidInput, QStringLiteral("there is no such way"));
}

MessageFields sampleFields(MessageKind kind, MessageLanguage language)
{
    const bool isChinese = language == MessageLanguage::Chinese;
    const MessageFields known{
        {QStringLiteral("amount"), QStringLiteral("200.00")},
        {QStringLiteral("balance"), QStringLiteral("38.20")},
        {QStringLiteral("bonus"), QStringLiteral("20.00")},
        {QStringLiteral("card"), QStringLiteral("9000 **** **** 5670")},
        {QStringLiteral("code"), QStringLiteral("482913")},
        {QStringLiteral("coupon"), isChinese ? QStringLiteral("满200减20") : QStringLiteral("20 off 200")},
        {QStringLiteral("date"), QStringLiteral("2026-01-31")},
        {QStringLiteral("limit"), QStringLiteral("500.00")},
        {QStringLiteral("link"), QStringLiteral("https://card.example/i/7F3A")},
        {QStringLiteral("minutes"), QStringLiteral("5")},
        {QStringLiteral("number"), QStringLiteral("26110000000012345678")},
        {QStringLiteral("order"), QStringLiteral("1893 4567 120")},
        {QStringLiteral("spent"), QStringLiteral("412.50")},
        {QStringLiteral("station"), isChinese ? QStringLiteral("城北站") : QStringLiteral("North Station")},
        {QStringLiteral("time"), QStringLiteral("2026-01-28 18:30")},
    };
    MessageFields sample;
    for (const QString &field : messageFields(kind))
        sample[field] = known.value(field);
    return sample;
}

bool mayTryAgain(MessageKind kind, MessageState state, bool saysAnything)
{
    return state == MessageState::Dead && saysAnything && kind != MessageKind::OneTimeCode;
}

QString maskedAddress(MessageWay way, const QString &address)
{
    if (way == MessageWay::Push)
        return QStringLiteral("****") + address.right(4);
    if (way == MessageWay::Email) {
        const qsizetype at = address.indexOf(u'@');
        return at < 1 ? QString() : address.left(1) + QStringLiteral("***") + address.mid(at);
    }
    QString number = address;
    if (number.startsWith(QLatin1String("+86")))
        number.remove(0, 3);
    if (number.size() < 8)
        return QStringLiteral("****");
    return number.left(3) + QStringLiteral("****") + number.right(4);
}

}
