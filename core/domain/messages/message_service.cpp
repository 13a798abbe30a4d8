#include "core/domain/messages/message_service.h"

#include "core/foundation/base/json.h"
#include "core/foundation/crypto/aead.h"
#include "core/foundation/crypto/digest.h"

#include <QJsonDocument>

#include <algorithm>

namespace youka {

namespace {

QByteArray contactContext(CustomerId customer, MessageWay way)
{
    return "message.contact:" + QByteArray::number(customer.value) + ':' + QByteArray::number(int(way));
}
QByteArray deviceContext(CustomerId customer, const QByteArray &lookup)
{
    return "message.device:" + QByteArray::number(customer.value) + ':' + lookup;
}
QByteArray contextOf(const MessageRepository::Contact &contact)
{
    return contact.way == MessageWay::Push ? deviceContext(contact.customer, contact.lookup)
                                           : contactContext(contact.customer, contact.way);
}
/// What makes a message the only one of its kind and way: of a push, on each device.
QByteArray causeOf(const MessageOrder &order, const MessageRepository::Contact &contact)
{
    return contact.way == MessageWay::Push ? sha256(order.cause + contact.lookup).first(16) : order.cause;
}
QByteArray addressContext(const QByteArray &number) { return "message.address:" + number; }
QByteArray contentContext(const QByteArray &number) { return "message.content:" + number; }

QByteArray contentOf(const MessageText &text, const MessageFields &fields)
{
    QJsonObject named;
    for (auto it = fields.begin(); it != fields.end(); ++it)
        named[it.key()] = *it;
    const QJsonObject json{{QStringLiteral("subject"), text.subject},
                           {QStringLiteral("text"), text.text},
                           {QStringLiteral("fields"), named}};
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

/// The customer is not there any more; everything else is the store's.
bool isGone(const Error &error)
{
    return error.code == ErrorCode::DecryptFailed || error.code == ErrorCode::CustomerUnknown;
}

}

MessageService::MessageService(Database &db, MessageKeys keys, MessageTerms terms)
    : m_customers(db, keys.customerWrapping)
    , m_messages(db)
    , m_keys(std::move(keys))
    , m_terms(std::move(terms))
{
}

QByteArray MessageService::lookup(MessageWay way, const QString &normalAddress) const
{
    return hmacSha256(m_keys.lookup,
                      "address:" + QByteArray::number(int(way)) + ':' + normalAddress.toUtf8());
}

Result<void> MessageService::setContact(const MessageContact &contact, Timestamp now)
{
    if (contact.way == MessageWay::Push)
        return addDevice(contact.customer, contact.address, contact.language, now);
    const auto address = normalAddress(contact.way, contact.address);
    if (!address)
        return fail(address.error());
    return m_customers.dataKey(contact.customer).and_then([&](const QByteArray &key) {
        return m_messages.setContact(
            {contact.customer, contact.way,
             aeadSeal(key, address->toUtf8(), contactContext(contact.customer, contact.way)),
             lookup(contact.way, *address), contact.language},
            now);
    });
}

Result<void> MessageService::removeContact(CustomerId customer, MessageWay way)
{
    return way == MessageWay::Push ? m_messages.removeDevices(customer)
                                   : m_messages.removeContact(customer, way);
}

Result<void> MessageService::addDevice(CustomerId customer, const QString &token, MessageLanguage language,
                                       Timestamp now)
{
    const auto address = normalToken(token);
    if (!address)
        return fail(address.error());
    return m_customers.dataKey(customer).and_then([&](const QByteArray &key) {
        const QByteArray found = lookup(MessageWay::Push, *address);
        return m_messages.putDevice({customer, MessageWay::Push,
                                     aeadSeal(key, address->toUtf8(), deviceContext(customer, found)), found,
                                     language},
                                    MostDevices, now);
    });
}

Result<void> MessageService::removeDevice(const QString &token)
{
    return m_messages.removeDevice(lookup(MessageWay::Push, token.trimmed()));
}

Result<MessageWish> MessageService::wishOf(CustomerId customer)
{
    return m_messages.lowBalanceOf(customer).map(
        [](const std::optional<Money> &below) { return MessageWish{below}; });
}

Result<void> MessageService::setWish(CustomerId customer, const MessageWish &wish, Timestamp now)
{
    if (wish.lowBalance && wish.lowBalance->isNegative())
        return fail(ErrorCode::InvalidInput, QStringLiteral("an amount is expected"));
    return m_messages.setLowBalance(customer, wish.lowBalance, now);
}

Result<Money> MessageService::lowBalance(CustomerId customer, Currency currency)
{
    return m_messages.lowBalanceOf(customer).map([&](const std::optional<Money> &own) {
        return own && own->currency == currency ? *own : Money{m_terms.lowBalance.minor, currency};
    });
}

Result<bool> MessageService::isReachable(CustomerId customer)
{
    return m_terms.ways.isEmpty() || !customer ? Result<bool>(false) : m_messages.isReachable(customer);
}

Result<std::vector<MessageContact>> MessageService::contactsOf(CustomerId customer)
{
    const auto key = m_customers.dataKey(customer);
    if (!key)
        return fail(key.error());
    const auto sealed = m_messages.contactsOf(customer);
    if (!sealed)
        return fail(sealed.error());
    std::vector<MessageContact> contacts;
    for (const MessageRepository::Contact &one : *sealed) {
        const auto address = aeadOpen(*key, one.address, contextOf(one));
        if (!address)
            return fail(address.error());
        contacts.push_back({customer, one.way, QString::fromUtf8(*address), one.language});
    }
    return contacts;
}

Result<std::vector<CustomerId>> MessageService::customersBy(MessageWay way, const QString &normalAddress)
{
    return m_messages.contactsBy(way, lookup(way, normalAddress))
        .map([](const std::vector<MessageRepository::Contact> &contacts) {
            std::vector<CustomerId> customers;
            for (const MessageRepository::Contact &one : contacts)
                customers.push_back(one.customer);
            return customers;
        });
}

Result<void> MessageService::setOptOut(CustomerId customer, MessageKind kind, MessageWay way, bool optsOut,
                                       Timestamp now)
{
    if (!mayOptOut(kind))
        return fail(ErrorCode::InvalidInput, QStringLiteral("this kind cannot be declined"));
    return optsOut ? m_messages.addOptOut(customer, {kind, way}, now)
                   : m_messages.removeOptOut(customer, {kind, way});
}

Result<void> MessageService::setTemplate(MessageKind kind, MessageWay way, MessageLanguage language,
                                         const MessageText &text)
{
    return checkTemplate(kind, way, text).and_then([&] {
        return m_messages.setTemplate(kind, way, language, text);
    });
}

Result<MessageText> MessageService::textOf(MessageKind kind, MessageWay way, MessageLanguage language)
{
    return m_messages.findTemplate(kind, way, language).map([&](const std::optional<MessageText> &own) {
        return own.value_or(usualTemplate(kind, language));
    });
}

Result<int> MessageService::queue(const MessageOrder &order, Timestamp now)
{
    if (m_terms.ways.isEmpty())
        return 0;
    const auto contacts = m_messages.contactsOf(order.customer);
    if (!contacts || contacts->empty())
        return contacts ? Result<int>(0) : fail(contacts.error());
    const auto declined = m_messages.optOutsOf(order.customer);
    if (!declined)
        return fail(declined.error());
    const auto key = m_customers.dataKey(order.customer);
    if (!key)
        return isGone(key.error()) ? Result<int>(0) : fail(key.error());
    int queued = 0;
    for (const MessageRepository::Contact &contact : *contacts) {
        const MessageRepository::OptOut what{order.kind, contact.way};
        if (!m_terms.ways.contains(contact.way) || (order.onlyBy && *order.onlyBy != contact.way)
            || (mayOptOut(order.kind)
                && std::find(declined->begin(), declined->end(), what) != declined->end()))
            continue;
        const auto done = queueBy(order, contact, *key, now);
        if (!done)
            return fail(done.error());
        queued += *done ? 1 : 0;
    }
    return queued;
}

Result<bool> MessageService::queueBy(const MessageOrder &order, const MessageRepository::Contact &contact,
                                     const QByteArray &key, Timestamp now)
{
    const QByteArray cause = causeOf(order, contact);
    const auto there = m_messages.isQueued(cause, order.kind, contact.way);
    if (!there || *there)
        return there ? Result<bool>(false) : fail(there.error());
    const auto address = aeadOpen(key, contact.address, contextOf(contact));
    if (!address)
        return isGone(address.error()) ? Result<bool>(false) : fail(address.error());
    const auto text = textOf(order.kind, contact.way, contact.language);
    if (!text)
        return fail(text.error());
    MessageRepository::Row row;
    row.number = randomBytes(16);
    row.cause = cause;
    row.kind = order.kind;
    row.way = contact.way;
    row.customer = order.customer;
    row.language = contact.language;
    row.address = aeadSeal(key, *address, addressContext(row.number));
    row.content =
        aeadSeal(key, contentOf(fillTemplate(*text, order.fields), order.fields), contentContext(row.number));
    row.urgent = isUrgent(order.kind);
    row.nextTry = notBefore(order.kind, now, m_terms.zone);
    row.at = now;
    row.expires = row.nextTry.plusMs(lifeOf(order.kind));
    return m_messages.insert(row).map([](MessageId) { return true; });
}

Result<Message> MessageService::open(const MessageRepository::Row &row)
{
    const auto key = m_customers.dataKey(row.customer);
    if (!key)
        return fail(key.error());
    const auto address = aeadOpen(*key, row.address, addressContext(row.number));
    if (!address)
        return fail(address.error());
    const auto content = aeadOpen(*key, row.content, contentContext(row.number));
    if (!content)
        return fail(content.error());
    return parseJsonObject(*content).map([&](const QJsonObject &json) {
        Message message{row.id,        row.number,   row.kind,
                        row.way,       row.language, QString::fromUtf8(*address),
                        MessageText{}, {},           row.tries};
        message.text = {json[QLatin1String("subject")].toString(), json[QLatin1String("text")].toString()};
        const QJsonObject fields = json[QLatin1String("fields")].toObject();
        for (auto it = fields.begin(); it != fields.end(); ++it)
            message.fields[it.key()] = it->toString();
        return message;
    });
}

Result<void> MessageService::bury(MessageRepository::Row row, const QString &why, Timestamp now)
{
    row.state = MessageState::Dead;
    row.dead = why;
    row.doneAt = now;
    if (row.kind == MessageKind::OneTimeCode)
        row.content.clear(); // what nobody may have tried again is not kept
    row.leasedUntil = {};
    return m_messages.update(row);
}

/// The app is no longer on that device: nothing more is queued for it.
Result<void> MessageService::forgetAddress(const MessageRepository::Row &row)
{
    const auto address = m_customers.dataKey(row.customer).and_then([&](const QByteArray &key) {
        return aeadOpen(key, row.address, addressContext(row.number));
    });
    if (!address)
        return isGone(address.error()) ? Result<void>() : fail(address.error());
    return m_messages.removeDevice(lookup(row.way, QString::fromUtf8(*address)));
}

Result<void> MessageService::tryAgain(MessageId id, Timestamp now)
{
    return m_messages.lock(id).and_then([&](const auto &found) -> Result<void> {
        if (!found)
            return fail(ErrorCode::NotFound, QStringLiteral("message %1").arg(id.value));
        MessageRepository::Row row = *found;
        if (!mayTryAgain(row.kind, row.state, !row.content.isEmpty()))
            return fail(ErrorCode::MessageRefused, QStringLiteral("it cannot be tried again"));
        row.state = MessageState::Waiting;
        row.nextTry = notBefore(row.kind, now, m_terms.zone);
        row.expires = row.nextTry.plusMs(lifeOf(row.kind));
        row.tries = 0;
        row.doneAt = {};
        row.dead.clear();
        return m_messages.update(row);
    });
}

Result<std::vector<Message>> MessageService::lease(Timestamp now, Timestamp until, int most)
{
    // What was due in the evening and could not go out by then waits for the morning, too.
    const Timestamp morning = notBefore(MessageKind::TopUp, now, m_terms.zone);
    if (morning > now)
        if (const auto put = m_messages.putOff(now, morning); !put)
            return fail(put.error());
    const auto rows = m_messages.lease(now, until, most);
    if (!rows)
        return fail(rows.error());
    std::vector<Message> messages;
    for (const MessageRepository::Row &row : *rows) {
        const bool isLate = now >= row.expires;
        if (isLate || row.tries > MostTries) {
            if (const auto dead =
                    bury(row, isLate ? QStringLiteral("too late") : QStringLiteral("no answer"), now);
                !dead)
                return fail(dead.error());
            continue;
        }
        auto message = open(row);
        if (message)
            messages.push_back(std::move(*message));
        else if (!isGone(message.error()))
            return fail(message.error());
        else {
            MessageRepository::Row erased = row;
            erased.content.clear(); // nobody can open it
            if (const auto dead = bury(erased, QStringLiteral("the customer was erased"), now); !dead)
                return fail(dead.error());
        }
    }
    return messages;
}

Result<void> MessageService::learn(MessageId id, const DeliveryNews &news, Timestamp now)
{
    return m_messages.lock(id).and_then([&](const auto &found) -> Result<void> {
        if (!found)
            return fail(ErrorCode::NotFound, QStringLiteral("message %1").arg(id.value));
        MessageRepository::Row row = *found;
        if (news.word == DeliveryWord::Delivered && row.state != MessageState::Sent) {
            // Even one that was given up meanwhile: it has gone out.
            row.state = MessageState::Sent;
            row.doneAt = now;
            row.reference = news.reference;
            row.dead.clear();
            row.content.clear();
            row.leasedUntil = {};
            return m_messages.update(row);
        }
        if (row.state != MessageState::Waiting)
            return {};
        if (news.word == DeliveryWord::Refused)
            return bury(row, news.reason, now);
        if (news.word == DeliveryWord::Gone)
            return forgetAddress(row).and_then([&] {
                row.content.clear(); // there is nowhere to send it again
                return bury(row, news.reason, now);
            });
        const Timestamp next =
            notBefore(row.kind, now.plusMs(backOffMs(std::max(row.tries, 1))), m_terms.zone);
        if (row.tries >= MostTries || next >= row.expires)
            return bury(row, news.reason.isEmpty() ? QStringLiteral("no answer") : news.reason, now);
        row.nextTry = next;
        row.leasedUntil = {};
        return m_messages.update(row);
    });
}

Result<std::vector<MessageService::Listed>> MessageService::list(const MessageRepository::Filter &filter,
                                                                 MessageId before, int most)
{
    return m_messages.list(filter, before, most).map([&](const std::vector<MessageRepository::Row> &rows) {
        std::vector<Listed> listed;
        for (const MessageRepository::Row &row : rows) {
            const auto address = m_customers.dataKey(row.customer).and_then([&](const QByteArray &key) {
                return aeadOpen(key, row.address, addressContext(row.number));
            });
            listed.push_back({row.id, row.kind, row.way, row.customer,
                              address ? maskedAddress(row.way, QString::fromUtf8(*address)) : QString(),
                              row.state, row.tries, row.at, row.doneAt, row.dead, row.language, row.nextTry,
                              mayTryAgain(row.kind, row.state, !row.content.isEmpty())});
        }
        return listed;
    });
}

Result<void> queueMessage(Database &db, const MessageKeys &keys, const MessageTerms &terms,
                          const MessageOrder &order, Timestamp now)
{
    return MessageService(db, keys, terms).queue(order, now).map([](int) {});
}

}
