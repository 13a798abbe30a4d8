#pragma once

#include "core/domain/messages/message.h"
#include "core/foundation/store/database.h"

namespace youka {

/// Contacts, what customers declined, texts and the outbox, as stored: nothing personal is open. Writes join
/// the caller's transaction.
class MessageRepository
{
public:
    explicit MessageRepository(Database &db)
        : m_db(db)
    {
    }

    struct Contact
    {
        CustomerId customer;
        MessageWay way = MessageWay::Sms;
        QByteArray address; ///< sealed
        QByteArray lookup;
        MessageLanguage language = MessageLanguage::Chinese;
    };
    Result<void> setContact(const Contact &contact, Timestamp at);
    Result<void> removeContact(CustomerId customer, MessageWay way);
    Result<std::vector<Contact>> contactsOf(CustomerId customer);
    /// The newest first: a family may share one number.
    Result<std::vector<Contact>> contactsBy(MessageWay way, const QByteArray &lookup);

    /// Is there any way to this customer? One look at an index.
    Result<bool> isReachable(CustomerId customer);
    /// Those who are, in their own order.
    Result<std::vector<CustomerId>> reachable(CustomerId after, int most);
    Result<void> setLanguage(CustomerId customer, MessageLanguage language);

    /// An app on one device. It is whose it was last, and a customer has the newest few.
    Result<void> putDevice(const Contact &device, int most, Timestamp at);
    Result<void> removeDevice(const QByteArray &lookup);
    Result<void> removeDevices(CustomerId customer);

    Result<std::optional<Money>> lowBalanceOf(CustomerId customer);
    Result<void> setLowBalance(CustomerId customer, std::optional<Money> below, Timestamp at);

    using OptOut = std::pair<MessageKind, MessageWay>;
    Result<void> addOptOut(CustomerId customer, OptOut what, Timestamp at);
    Result<void> removeOptOut(CustomerId customer, OptOut what);
    Result<std::vector<OptOut>> optOutsOf(CustomerId customer);

    Result<void> setTemplate(MessageKind kind, MessageWay way, MessageLanguage language,
                             const MessageText &text);
    Result<void> removeTemplate(MessageKind kind, MessageWay way, MessageLanguage language);
    Result<std::optional<MessageText>> findTemplate(MessageKind kind, MessageWay way,
                                                    MessageLanguage language);
    struct Template
    {
        MessageKind kind = MessageKind::TopUp;
        MessageWay way = MessageWay::Sms;
        MessageLanguage language = MessageLanguage::Chinese;
        MessageText text;
    };
    /// The installation's own.
    Result<std::vector<Template>> templates();

    struct Row
    {
        MessageId id;
        QByteArray number;
        QByteArray cause;
        MessageKind kind = MessageKind::TopUp;
        MessageWay way = MessageWay::Sms;
        CustomerId customer;
        MessageLanguage language = MessageLanguage::Chinese;
        QByteArray address; ///< sealed
        QByteArray content; ///< sealed; empty: it is sent, or long dead
        MessageState state = MessageState::Waiting;
        bool urgent = false;
        Timestamp nextTry;
        int tries = 0;
        Timestamp leasedUntil;
        Timestamp at;
        Timestamp expires;
        Timestamp doneAt;
        QString reference;
        QString dead;
    };
    Result<MessageId> insert(const Row &row);
    Result<bool> isQueued(const QByteArray &cause, MessageKind kind, MessageWay way);
    Result<std::optional<Row>> find(MessageId id);
    /// As find(), and keeps other writers off it until the transaction ends.
    Result<std::optional<Row>> lock(MessageId id);
    Result<void> update(const Row &row);
    /// Takes what is due, one try more on each, so that nobody else does until `until`.
    Result<std::vector<Row>> lease(Timestamp now, Timestamp until, int most);
    /// What is due and can wait does so until then.
    Result<void> putOff(Timestamp now, Timestamp until);
    /// Whoever had leased something has gone.
    Result<void> endLeases();
    /// When the next one is due, leased ones not before their lease ends; zero: nothing is.
    Result<Timestamp> nextDue();
    struct Filter
    {
        MessageState state = MessageState::Waiting;
        std::optional<MessageKind> kind{};
        std::optional<MessageWay> way{};
        CustomerId customer{}; ///< 0: anybody's
    };
    /// Newest first, older than `before` (0: from the newest).
    Result<std::vector<Row>> list(const Filter &filter, MessageId before, int most);
    Result<std::vector<Row>> list(MessageState state, MessageId before, int most)
    {
        return list(Filter{state}, before, most);
    }
    /// What dead ones said that died before then.
    Result<void> emptyDead(Timestamp before);

private:
    Database &m_db;
};

}
