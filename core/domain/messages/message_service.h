#pragma once

#include "core/domain/customers/customer_service.h"
#include "core/domain/messages/message_repository.h"
#include "core/domain/messages/message_rules.h"

namespace youka {

/// What somebody is to be told, and why: the same cause tells the same thing once on each way.
struct MessageOrder
{
    QByteArray cause; ///< 16 bytes: of the operation, sale or coupon that it is about
    MessageKind kind = MessageKind::TopUp;
    CustomerId customer;
    MessageFields fields;
    std::optional<MessageWay> onlyBy = {};
};

/// The use cases of messages on the server; each runs in the caller's transaction, so that nobody is told of
/// what was taken back.
class MessageService
{
public:
    MessageService(Database &db, MessageKeys keys, MessageTerms terms);

    /// The address in its normal form is kept sealed with the customer's own key. Errors: InvalidInput,
    /// CustomerUnknown, DecryptFailed (erased).
    Result<void> setContact(const MessageContact &contact, Timestamp now);
    Result<void> removeContact(CustomerId customer, MessageWay way);
    /// Errors: CustomerUnknown, DecryptFailed.
    Result<std::vector<MessageContact>> contactsOf(CustomerId customer);
    /// Whose address it is, without opening any.
    Result<std::vector<CustomerId>> customersBy(MessageWay way, const QString &normalAddress);
    /// What an address is found by.
    QByteArray lookup(MessageWay way, const QString &normalAddress) const;

    /// An app on one of the customer's devices, kept as an address is; it is no longer anybody else's. At
    /// most so many. Errors: InvalidInput, CustomerUnknown, DecryptFailed.
    static constexpr int MostDevices = 10;
    Result<void> addDevice(CustomerId customer, const QString &token, MessageLanguage language,
                           Timestamp now);
    Result<void> removeDevice(const QString &token);
    Result<void> setLanguage(CustomerId customer, MessageLanguage language)
    {
        return m_messages.setLanguage(customer, language);
    }
    Result<MessageWish> wishOf(CustomerId customer);
    /// Errors: InvalidInput (less than nothing).
    Result<void> setWish(CustomerId customer, const MessageWish &wish, Timestamp now);
    /// The balance of that currency below which the customer is told; 0: never.
    Result<Money> lowBalance(CustomerId customer, Currency currency);
    /// Could anybody be told at all? Without a gateway the store is not asked.
    Result<bool> isReachable(CustomerId customer);
    Result<std::vector<MessageRepository::OptOut>> optOutsOf(CustomerId customer)
    {
        return m_messages.optOutsOf(customer);
    }

    /// Errors: InvalidInput (codes and freezes cannot be declined).
    Result<void> setOptOut(CustomerId customer, MessageKind kind, MessageWay way, bool optsOut,
                           Timestamp now);
    /// Errors: MessageTemplateInvalid, InvalidInput.
    Result<void> setTemplate(MessageKind kind, MessageWay way, MessageLanguage language,
                             const MessageText &text);

    /// The product's own words again.
    Result<void> removeTemplate(MessageKind kind, MessageWay way, MessageLanguage language)
    {
        return m_messages.removeTemplate(kind, way, language);
    }
    /// As it is sent: an installation's, or the product's own.
    Result<MessageText> textOf(MessageKind kind, MessageWay way, MessageLanguage language);

    /// Puts it into the outbox for each way that is on, that the customer can be reached by and has not
    /// declined. How many were put there now. Who cannot be reached, or was erased, is not told, and that is
    /// no error: a message never stands in the way of what it tells. Errors: those of the store.
    Result<int> queue(const MessageOrder &order, Timestamp now);

    /// Takes what is due until `until`; what has waited too long or can no longer be opened dies here.
    Result<std::vector<Message>> lease(Timestamp now, Timestamp until, int most);
    /// What a gateway said of a message that was leased. What is sent stays so, whatever is heard later. An
    /// address that is gone is forgotten. Errors: NotFound.
    Result<void> learn(MessageId id, const DeliveryNews &news, Timestamp now);
    Result<Timestamp> nextDue() { return m_messages.nextDue(); }
    Result<void> endLeases() { return m_messages.endLeases(); }

    /// One line of a list; nothing of what it says.
    struct Listed
    {
        MessageId id;
        MessageKind kind;
        MessageWay way;
        CustomerId customer;
        QString masked; ///< empty: erased
        MessageState state;
        int tries;
        Timestamp at;
        Timestamp doneAt;
        QString dead;
        MessageLanguage language = MessageLanguage::Chinese;
        Timestamp nextTry{};
        bool mayTryAgain = false;
    };
    Result<std::vector<Listed>> list(const MessageRepository::Filter &filter, MessageId before, int most);
    Result<std::vector<Listed>> list(MessageState state, MessageId before, int most)
    {
        return list(MessageRepository::Filter{state}, before, most);
    }
    /// A dead one is due again, with all its tries. Errors: NotFound, MessageRefused (not dead, a code, or
    /// nothing is left of it).
    Result<void> tryAgain(MessageId id, Timestamp now);
    /// What dead ones said that nobody asked to have tried again.
    Result<void> emptyDead(Timestamp now) { return m_messages.emptyDead(now.plusMs(-KeepDeadMs)); }

private:
    Result<bool> queueBy(const MessageOrder &order, const MessageRepository::Contact &contact,
                         const QByteArray &key, Timestamp now);
    Result<void> forgetAddress(const MessageRepository::Row &row);
    Result<Message> open(const MessageRepository::Row &row);
    Result<void> bury(MessageRepository::Row row, const QString &why, Timestamp now);
    CustomerService m_customers;
    MessageRepository m_messages;
    MessageKeys m_keys;
    MessageTerms m_terms;
};

/// For whoever books something: as MessageService::queue().
Result<void> queueMessage(Database &db, const MessageKeys &keys, const MessageTerms &terms,
                          const MessageOrder &order, Timestamp now);

}
