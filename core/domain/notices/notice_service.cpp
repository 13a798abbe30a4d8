#include "core/domain/notices/notice_service.h"

#include "core/domain/coupons/campaign_repository.h"
#include "core/domain/coupons/campaign_rules.h"
#include "core/domain/coupons/coupon_repository.h"
#include "core/domain/notices/notice_rules.h"
#include "core/domain/sales/sale_number.h"
#include "core/foundation/base/format.h"

namespace youka {

namespace {
constexpr int MostCoupons = 200; ///< of one customer
}

QString NoticeService::localTime(Timestamp at) const
{
    return at.toDateTime().toTimeZone(m_terms.zone).toString(QStringLiteral("yyyy-MM-dd HH:mm"));
}

Result<void> NoticeService::sold(const SaleNews &news, Timestamp now)
{
    if (!isNews(news.sale.occurred, now))
        return {};
    const auto reachable = m_messages.isReachable(news.sale.customer);
    if (!reachable || !*reachable)
        return reachable ? Result<void>() : fail(reachable.error());
    const auto card = m_cards.byId(news.sale.card);
    if (!card)
        return fail(card.error());
    const MessageOrder order{news.sale.id.bytes(),
                             MessageKind::PaymentSuccess,
                             card->customer,
                             {{QStringLiteral("amount"), plainAmount(news.paid)},
                              {QStringLiteral("station"), news.station.name},
                              {QStringLiteral("time"), localTime(news.sale.occurred)},
                              {QStringLiteral("order"), spacedSaleNumber(saleNumber(news.sale.id))}}};
    return queue(order, now).and_then([&] { return balanceOf(news, *card, now); }).and_then([&] {
        return limitOf(news, *card, now);
    });
}

Result<void> NoticeService::balanceOf(const SaleNews &news, const CardRecord &card, Timestamp now)
{
    return m_messages.lowBalance(card.customer, card.currency).and_then([&](Money threshold) -> Result<void> {
        const Money after = news.purse.money();
        if (!fellBelow(after + news.taken, after, threshold))
            return {};
        return queue(
            {news.sale.id.bytes(),
             MessageKind::LowBalance,
             card.customer,
             {{QStringLiteral("card"), card.masked}, {QStringLiteral("balance"), plainAmount(after)}}},
            now);
    });
}

Result<void> NoticeService::limitOf(const SaleNews &news, const CardRecord &card, Timestamp now)
{
    const Money spent = CardService::facts(card, news.purse, news.sale.day).spentToday;
    if (!card.limitPerDay || !isNearLimit(spent, *card.limitPerDay))
        return {};
    return queue({limitCause(card.id, news.sale.day, LimitWord::Near),
                  MessageKind::Limit,
                  card.customer,
                  {{QStringLiteral("card"), card.masked},
                   {QStringLiteral("limit"), plainAmount(*card.limitPerDay)},
                   {QStringLiteral("spent"), plainAmount(spent)}}},
                 now);
}

Result<void> NoticeService::refused(const CardToken &token, QDate day, Timestamp now)
{
    const auto card = m_cards.byToken(token);
    if (!card)
        return card.error().code == ErrorCode::CardUnknown ? Result<void>() : fail(card.error());
    if (!card->limitPerDay)
        return {};
    const Money spent = card->day == day ? card->daySpent : Money{0, card->currency};
    return queue({limitCause(card->id, day, LimitWord::Refused),
                  MessageKind::Limit,
                  card->customer,
                  {{QStringLiteral("card"), card->masked},
                   {QStringLiteral("limit"), plainAmount(*card->limitPerDay)},
                   {QStringLiteral("spent"), plainAmount(spent)}}},
                 now);
}

Result<void> NoticeService::toppedUp(OperationId operation, CardId id, Money amount,
                                     const Ledger::ToppedUp &booked, Timestamp now)
{
    const auto card = m_cards.byId(id);
    if (!card)
        return fail(card.error());
    return queue({operation.bytes(),
                  MessageKind::TopUp,
                  card->customer,
                  {{QStringLiteral("card"), card->masked},
                   {QStringLiteral("amount"), plainAmount(amount)},
                   {QStringLiteral("bonus"), plainAmount(booked.bonus)},
                   {QStringLiteral("balance"), plainAmount(booked.after.money())},
                   {QStringLiteral("time"), localTime(now)}}},
                 now);
}

Result<void> NoticeService::paid(const PaymentOrder &order, Timestamp now)
{
    if (order.purpose != PaymentPurpose::TopUp || m_terms.ways.isEmpty())
        return {};
    const auto card = m_cards.byId({order.subject});
    const auto purse = card ? Ledger(m_db).account(card->account) : fail(card.error());
    const auto journal =
        purse ? Ledger(m_db).findJournal(JournalId::fromBytes(order.journal)) : fail(purse.error());
    if (!journal)
        return fail(journal.error());
    Ledger::ToppedUp booked;
    booked.after = *purse;
    booked.bonus = {0, order.amount.currency};
    if (*journal)
        for (const Posting &posting : (*journal)->postings)
            if (posting.bonusOf)
                booked.bonus += posting.amount;
    return toppedUp(OperationId::fromBytes(order.operation), card->id, order.amount, booked, now);
}

Result<void> NoticeService::frozen(OperationId operation, const CardRecord &card, Timestamp now)
{
    return queue({operation.bytes(),
                  MessageKind::CardFrozen,
                  card.customer,
                  {{QStringLiteral("card"), card.masked}, {QStringLiteral("time"), localTime(now)}}},
                 now);
}

Result<NoticeService::Expiring> NoticeService::expiring(CustomerId after, int customers, Timestamp now)
{
    Expiring found;
    if (m_terms.ways.isEmpty() || m_terms.couponDays <= 0)
        return found;
    const auto some = MessageRepository(m_db).reachable(after, customers);
    if (!some)
        return fail(some.error());
    for (const CustomerId customer : *some)
        if (const auto looked = couponsOf(customer, now, found.orders); !looked)
            return fail(looked.error());
    if (int(some->size()) == customers)
        found.last = some->back();
    return found;
}

Result<void> NoticeService::couponsOf(CustomerId customer, Timestamp now, std::vector<MessageOrder> &orders)
{
    const auto coupons = CouponRepository(m_db).unusedOf(customer, MostCoupons);
    if (!coupons)
        return fail(coupons.error());
    CampaignRepository campaigns(m_db);
    for (const Coupon &coupon : *coupons) {
        const auto campaign = campaigns.find(coupon.campaign);
        if (!campaign)
            return fail(campaign.error());
        if (!*campaign || !checkUsable((*campaign)->state))
            continue;
        const Timestamp until = coupon.until.value_or((*campaign)->terms.until);
        if (!endsSoon(until, now, m_terms.couponDays))
            continue;
        const QByteArray cause = couponCause(coupon.id);
        bool isTold = false;
        for (const MessageWay way : m_terms.ways) {
            if (way == MessageWay::Push) // whose cause is the device's: queueing looks
                continue;
            const auto there = MessageRepository(m_db).isQueued(cause, MessageKind::CouponExpiring, way);
            if (!there)
                return fail(there.error());
            isTold = isTold || *there;
        }
        // The last day that it is good for.
        const QDate last = until.plusMs(-1).toDateTime().toTimeZone(m_terms.zone).date();
        if (!isTold)
            orders.push_back({cause,
                              MessageKind::CouponExpiring,
                              customer,
                              {{QStringLiteral("coupon"), (*campaign)->name},
                               {QStringLiteral("amount"), worthOf(coupon, (*campaign)->terms)},
                               {QStringLiteral("date"), last.toString(Qt::ISODate)}}});
    }
    return {};
}

Result<void> NoticeService::tell(const std::vector<MessageOrder> &orders, Timestamp now)
{
    for (const MessageOrder &order : orders)
        if (const auto told = queue(order, now); !told)
            return told;
    return {};
}

}
