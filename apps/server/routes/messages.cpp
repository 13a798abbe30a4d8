#include "apps/server/server.h"
#include "core/domain/access/audit_log.h"
#include "core/foundation/base/json.h"

#include <QJsonArray>

namespace youka {

namespace {

constexpr int PageSize = 200;
constexpr MessageKind Kinds[] = {
    MessageKind::PaymentSuccess, MessageKind::TopUp,      MessageKind::LowBalance, MessageKind::Limit,
    MessageKind::CouponExpiring, MessageKind::CardFrozen, MessageKind::Invoice,    MessageKind::OneTimeCode};
constexpr MessageWay Ways[] = {MessageWay::Sms, MessageWay::Email, MessageWay::Push};
constexpr MessageLanguage Languages[] = {MessageLanguage::Chinese, MessageLanguage::English};
constexpr std::pair<MessageState, const char *> States[] = {
    {MessageState::Waiting, "waiting"}, {MessageState::Sent, "sent"}, {MessageState::Dead, "dead"}};

MessageService messagesOf(Database &db, const Call &call)
{
    return {db, call.server.messageKeys(), call.server.messageTerms()};
}

Result<CustomerId> customerOf(Database &db, const Call &call, const QString &external)
{
    return CustomerService(db, call.server.cardKeys().customerWrapping)
        .idOf(external)
        .and_then([](CustomerId id) -> Result<CustomerId> {
            if (!id)
                return fail(ErrorCode::CustomerUnknown);
            return id;
        });
}

QString stateText(MessageState state)
{
    for (const auto &[value, name] : States)
        if (value == state)
            return QLatin1String(name);
    return {};
}

QJsonObject toJson(const MessageService::Listed &one, const QString &customer)
{
    QJsonObject json{{QStringLiteral("id"), one.id.value},
                     {QStringLiteral("at"), one.at.toIso()},
                     {QStringLiteral("kind"), QString(messageKindName(one.kind))},
                     {QStringLiteral("way"), QString(messageWayName(one.way))},
                     {QStringLiteral("language"), QString(messageLanguageName(one.language))},
                     {QStringLiteral("customer"), customer},
                     {QStringLiteral("address"), one.masked},
                     {QStringLiteral("state"), stateText(one.state)},
                     {QStringLiteral("tries"), one.tries},
                     {QStringLiteral("why"), one.dead},
                     {QStringLiteral("mayTryAgain"), one.mayTryAgain}};
    if (one.state == MessageState::Waiting)
        json.insert(QStringLiteral("nextTry"), one.nextTry.toIso());
    if (one.doneAt.ms > 0)
        json.insert(QStringLiteral("doneAt"), one.doneAt.toIso());
    return json;
}

/// Nothing, where the word is none of those.
Result<MessageRepository::Filter> filterOf(Database &db, const Call &call)
{
    const auto asked = [&](const char *name) {
        return call.request.queryValue(QLatin1String(name)).left(100);
    };
    MessageRepository::Filter filter;
    const QString state = asked("state");
    const auto *known = std::find_if(std::begin(States), std::end(States),
                                     [&](const auto &one) { return state == QLatin1String(one.second); });
    if (known == std::end(States) && !state.isEmpty())
        return fail(ErrorCode::InvalidInput, QStringLiteral("state: waiting, sent or dead is expected"));
    filter.state = known == std::end(States) ? MessageState::Waiting : known->first;
    filter.kind = messageKindOf(asked("kind"));
    filter.way = messageWayOf(asked("way"));
    if (!filter.kind && !asked("kind").isEmpty())
        return fail(ErrorCode::InvalidInput, QStringLiteral("kind"));
    if (!filter.way && !asked("way").isEmpty())
        return fail(ErrorCode::InvalidInput, QStringLiteral("way"));
    if (asked("customer").isEmpty())
        return filter;
    return customerOf(db, call, asked("customer")).map([&](CustomerId id) {
        filter.customer = id;
        return filter;
    });
}

void list(const std::shared_ptr<Call> &call)
{
    Database &db = call->server.reader(call->thread);
    const MessageId before{call->request.queryValue(QStringLiteral("before")).toLongLong()};
    const auto filter = filterOf(db, *call);
    const auto listed = filter ? messagesOf(db, *call).list(*filter, before, PageSize) : fail(filter.error());
    if (!listed)
        return call->refuse(listed.error());
    CustomerService customers(db, call->server.cardKeys().customerWrapping);
    QHash<qint64, QString> numbers;
    QJsonArray array;
    for (const MessageService::Listed &one : *listed) {
        QString &number = numbers[one.customer.value];
        if (number.isEmpty())
            if (const auto customer = customers.customer(one.customer))
                number = customer->external;
        array.append(toJson(one, number));
    }
    call->answer({{QStringLiteral("messages"), array}});
}

Result<void> note(Database &db, const Call &call, const char *action, const QString &subject,
                  const QString &detail, Timestamp now)
{
    return AuditLog(db).add({call.who.name, QLatin1String(action), subject, detail}, now);
}

void tryAgain(const std::shared_ptr<Call> &call)
{
    const MessageId id{call->captures.value(0).toLongLong()};
    call->server.write(call, [call, id](Database &db, Timestamp now) {
        return messagesOf(db, *call)
            .tryAgain(id, now)
            .and_then([&] {
                return note(db, *call, "message.again", QStringLiteral("message %1").arg(id.value), {}, now);
            })
            .map([&] {
                return QJsonObject{{QStringLiteral("id"), id.value},
                                   {QStringLiteral("state"), stateText(MessageState::Waiting)}};
            });
    });
}

QJsonObject toJson(MessageKind kind, MessageWay way, MessageLanguage language, const MessageText &text,
                   bool isOwn)
{
    return {{QStringLiteral("kind"), QString(messageKindName(kind))},
            {QStringLiteral("way"), QString(messageWayName(way))},
            {QStringLiteral("language"), QString(messageLanguageName(language))},
            {QStringLiteral("subject"), text.subject},
            {QStringLiteral("text"), text.text},
            {QStringLiteral("own"), isOwn},
            {QStringLiteral("fields"), QJsonArray::fromStringList(messageFields(kind))}};
}

/// What is sent of each kind by each way in each language, and whose words they are.
void texts(const std::shared_ptr<Call> &call)
{
    const auto own = MessageRepository(call->server.reader(call->thread)).templates();
    if (!own)
        return call->refuse(own.error());
    QJsonArray array;
    for (const MessageKind kind : Kinds)
        for (const MessageWay way : Ways)
            for (const MessageLanguage language : Languages) {
                const auto found = std::find_if(own->begin(), own->end(), [&](const auto &one) {
                    return one.kind == kind && one.way == way && one.language == language;
                });
                const bool isOwn = found != own->end();
                array.append(
                    toJson(kind, way, language, isOwn ? found->text : usualTemplate(kind, language), isOwn));
            }
    call->answer({{QStringLiteral("texts"), array}});
}

struct SentText
{
    MessageKind kind = MessageKind::TopUp;
    MessageWay way = MessageWay::Sms;
    MessageLanguage language = MessageLanguage::Chinese;
    MessageText text;
    bool isUsual = false; ///< the product's own again
};

Result<SentText> textFrom(const QJsonObject &body)
{
    JsonReader in(body);
    const auto kind = messageKindOf(in.text("kind", 40));
    const auto way = messageWayOf(in.text("way", 40));
    const auto language = messageLanguageOf(in.text("language", 10));
    SentText sent;
    sent.isUsual = in.booleanOr("usual", false);
    sent.text.subject = in.textOr("subject", {}, 400);
    sent.text.text = sent.isUsual ? QString() : in.text("text", 4'000);
    if (in.error())
        return fail(*in.error());
    if (!kind || !way || !language)
        return fail(ErrorCode::InvalidInput, QStringLiteral("kind, way and language are expected"));
    sent.kind = *kind;
    sent.way = *way;
    sent.language = *language;
    if (way == MessageWay::Sms) // it has none
        sent.text.subject.clear();
    return sent;
}

void setText(const std::shared_ptr<Call> &call)
{
    const auto sent = textFrom(call->body);
    if (!sent)
        return call->refuse(sent.error());
    call->server.write(call, [call, sent = *sent](Database &db, Timestamp now) {
        MessageService messages = messagesOf(db, *call);
        const auto set = sent.isUsual ? messages.removeTemplate(sent.kind, sent.way, sent.language)
                                      : messages.setTemplate(sent.kind, sent.way, sent.language, sent.text);
        return set
            .and_then([&] {
                return note(db, *call, "message.text",
                            QStringLiteral("%1 %2 %3")
                                .arg(messageKindName(sent.kind), messageWayName(sent.way),
                                     messageLanguageName(sent.language)),
                            sent.isUsual ? QStringLiteral("the usual one") : QString(), now);
            })
            .and_then([&] { return messages.textOf(sent.kind, sent.way, sent.language); })
            .map([&](const MessageText &text) {
                return toJson(sent.kind, sent.way, sent.language, text, !sent.isUsual);
            });
    });
}

void preview(const std::shared_ptr<Call> &call)
{
    const auto sent = textFrom(call->body);
    const auto checked = sent ? checkTemplate(sent->kind, sent->way, sent->text) : fail(sent.error());
    if (!checked)
        return call->refuse(checked.error());
    const MessageText filled = fillTemplate(sent->text, sampleFields(sent->kind, sent->language));
    call->answer({{QStringLiteral("subject"), filled.subject},
                  {QStringLiteral("text"), filled.text},
                  {QStringLiteral("length"), filled.text.size()}});
}

/// How a customer is reached and what was declined; addresses as they may be seen.
Result<QJsonObject> standingOf(Database &db, const Call &call, CustomerId customer)
{
    MessageService messages = messagesOf(db, call);
    const auto contacts = messages.contactsOf(customer);
    const auto declined = contacts ? messages.optOutsOf(customer) : fail(contacts.error());
    const auto wish = declined ? messages.wishOf(customer) : fail(declined.error());
    if (!wish)
        return fail(wish.error());
    QJsonArray ways;
    for (const MessageContact &contact : *contacts)
        ways.append(
            QJsonObject{{QStringLiteral("way"), QString(messageWayName(contact.way))},
                        {QStringLiteral("address"), maskedAddress(contact.way, contact.address)},
                        {QStringLiteral("language"), QString(messageLanguageName(contact.language))}});
    QJsonArray no;
    for (const auto &[kind, way] : *declined)
        no.append(QJsonObject{{QStringLiteral("kind"), QString(messageKindName(kind))},
                              {QStringLiteral("way"), QString(messageWayName(way))}});
    QJsonObject json{{QStringLiteral("contacts"), ways}, {QStringLiteral("declined"), no}};
    if (wish->lowBalance)
        json.insert(QStringLiteral("lowBalance"), youka::toJson(*wish->lowBalance));
    return json;
}

void ofCustomer(const std::shared_ptr<Call> &call)
{
    Database &db = call->server.reader(call->thread);
    const auto json = customerOf(db, *call, call->captures.value(0)).and_then([&](CustomerId customer) {
        return standingOf(db, *call, customer);
    });
    if (!json)
        return call->refuse(json.error());
    call->answer(*json);
}

/// One kind by one way, at the customer's own wish.
void decline(const std::shared_ptr<Call> &call)
{
    JsonReader in(call->body);
    const auto kind = messageKindOf(in.text("kind", 40));
    const auto way = messageWayOf(in.text("way", 40));
    const bool declines = in.booleanOr("declined", true);
    if (in.error())
        return call->refuse(*in.error());
    if (!kind || !way)
        return call->refuse({ErrorCode::InvalidInput, QStringLiteral("kind and way are expected")});
    call->server.write(call, [call, kind = *kind, way = *way, declines](Database &db, Timestamp now) {
        return customerOf(db, *call, call->captures.value(0)).and_then([&](CustomerId customer) {
            return messagesOf(db, *call)
                .setOptOut(customer, kind, way, declines, now)
                .and_then([&] {
                    return note(db, *call, "message.decline",
                                QStringLiteral("customer %1").arg(customer.value),
                                QStringLiteral("%1 %2: %3")
                                    .arg(messageKindName(kind), messageWayName(way),
                                         declines ? QStringLiteral("no") : QStringLiteral("yes")),
                                now);
                })
                .and_then([&] { return standingOf(db, *call, customer); });
        });
    });
}

}

void addMessageRoutes(RouteTable &table)
{
    constexpr const char *Texts =
        R"({"type":"object","required":["kind","way","language","subject","text","own","fields"]})";
    constexpr const char *Standing = R"({"type":"object","required":["contacts","declined"]})";
    constexpr const char *Sent = R"({"type":"object","required":["kind","way","language"]})";
    table.add(
        {"GET", "/api/v1/messages", Permission::ReadMessages, Idempotency::Reads,
         "The outbox, newest first, 200 at a time: those of `state` (waiting, sent, dead), and of `kind`, "
         "`way`, `customer`; `before`. Nothing of what they say",
         nullptr, R"({"type":"object","required":["messages"]})", list});
    table.add({"POST", "/api/v1/messages/{id}/again", Permission::ManageMessages, Idempotency::ByKey,
               "A dead one is due again, with all its tries", nullptr,
               R"({"type":"object","required":["id","state"]})", tryAgain});
    table.add({"GET", "/api/v1/message-texts", Permission::ReadMessages, Idempotency::Reads,
               "What is sent of each kind by each way in each language", nullptr,
               R"({"type":"object","required":["texts"]})", texts});
    table.add({"POST", "/api/v1/message-texts", Permission::ManageMessages, Idempotency::ByKey,
               "Set one; `usual`: the product's own again", Sent, Texts, setText});
    table.add({"POST", "/api/v1/message-texts/preview", Permission::ReadMessages, Idempotency::Reads,
               "How one reads with something in each field's place", Sent,
               R"({"type":"object","required":["subject","text","length"]})", preview});
    table.add({"GET", "/api/v1/customers/{number}/messages", Permission::ReadMessages, Idempotency::Reads,
               "How a customer is reached, and what was declined", nullptr, Standing, ofCustomer});
    table.add({"POST", "/api/v1/customers/{number}/messages", Permission::ManageMessages, Idempotency::ByKey,
               "Decline one kind by one way for a customer, or no longer",
               R"({"type":"object","required":["kind","way"]})", Standing, decline});
}

}
