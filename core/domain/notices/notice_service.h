#pragma once

#include "core/domain/messages/message_service.h"
#include "core/domain/payments/payment_service.h"
#include "core/domain/sales/sale_news.h"
#include "core/domain/topups/top_up_service.h"

namespace youka {

/// What of the books customers are told: which message, with which fields, under which cause. Each runs in
/// the transaction that books it. Where no gateway is set up the store is not asked; where the customer
/// cannot be reached, once.
class NoticeService
{
public:
    NoticeService(Database &db, const CardKeys &cardKeys, const MessageKeys &keys, const MessageTerms &terms)
        : m_db(db)
        , m_cards(db, cardKeys)
        , m_messages(db, keys, terms)
        , m_terms(terms)
    {
    }

    /// A sale by card: that it was paid, and, where it made the balance or the day's limit short, that.
    Result<void> sold(const SaleNews &news, Timestamp now);
    /// The day's limit let nothing through. Errors: those of the store.
    Result<void> refused(const CardToken &token, QDate day, Timestamp now);
    Result<void> toppedUp(OperationId operation, CardId card, Money amount, const Ledger::ToppedUp &booked,
                          Timestamp now);
    /// By phone; what is paid for something else is told by whoever does it.
    Result<void> paid(const PaymentOrder &order, Timestamp now);
    Result<void> frozen(OperationId operation, const CardRecord &card, Timestamp now);

    /// Coupons that end soon, of customers who can be reached, and of which nobody has spoken. Looked for
    /// customer by customer on a reading connection; each is then told of in its own order.
    struct Expiring
    {
        std::vector<MessageOrder> orders;
        CustomerId last; ///< as far as was looked; 0: that was everybody
    };
    Result<Expiring> expiring(CustomerId after, int customers, Timestamp now);
    Result<void> tell(const std::vector<MessageOrder> &orders, Timestamp now);

private:
    QString localTime(Timestamp at) const;
    Result<void> queue(const MessageOrder &order, Timestamp now)
    {
        return m_messages.queue(order, now).map([](int) {});
    }
    Result<void> balanceOf(const SaleNews &news, const CardRecord &card, Timestamp now);
    Result<void> limitOf(const SaleNews &news, const CardRecord &card, Timestamp now);
    Result<void> couponsOf(CustomerId customer, Timestamp now, std::vector<MessageOrder> &orders);

    Database &m_db;
    CardService m_cards;
    MessageService m_messages;
    MessageTerms m_terms;
};

}
