#include "core/domain/payments/payable.h"
#include "core/domain/reversals/reversal_service.h"
#include "core/domain/topups/top_up_service.h"

namespace youka {

namespace {

CardId cardOf(const PaymentOrder &order) { return {order.subject}; }
OperationId operationOf(const PaymentOrder &order) { return OperationId::fromBytes(order.operation); }
MoneyIn clearingOf(const PaymentOrder &order) { return {AccountKind::Clearing, order.merchant.value}; }

Result<void> admit(const PaymentTill &till, const PaymentOrder &order)
{
    CardService cards(till.db, till.keys);
    const auto card = ReversalService(till.db, till.keys).admit(operationOf(order)).and_then([&] {
        return cards.lockById(cardOf(order));
    });
    if (!card)
        return fail(card.error());
    if (card->state == CardState::Closed)
        return fail(ErrorCode::CardClosed);
    if (card->currency != order.amount.currency)
        return fail(ErrorCode::CurrencyMismatch);
    const auto purse = Ledger(till.db).account(card->account);
    if (!purse)
        return fail(purse.error());
    return purse->closed ? fail(ErrorCode::AccountClosed) : Result<void>();
}

Result<void> book(const PaymentTill &till, const PaymentOrder &order, const BookingContext &context)
{
    const TopUpService::Source source{clearingOf(order), Channel::Kiosk, PayingBy::Wallet};
    return TopUpService(till.db, till.keys)
        .topUp(cardOf(order), order.amount, source, context, TerminalId{order.terminal})
        .map([](const TopUpService::Done &) {});
}

Result<void> takeBack(const PaymentTill &till, const PaymentOrder &order, Money amount, Money before,
                      const BookingContext &context)
{
    return TopUpService(till.db, till.keys)
        .takeBack({operationOf(order), cardOf(order), amount, before, order.amount, clearingOf(order)},
                  context);
}

Result<void> restore(const PaymentTill &till, const PaymentOrder &order, JournalId taken,
                     const BookingContext &context)
{
    return TopUpService(till.db, till.keys).restore(taken, cardOf(order), context);
}

Result<void> wentBack(const PaymentTill &till, const PaymentOrder &order, Money inAll, Timestamp now)
{
    return TopUpService(till.db, till.keys)
        .wentBack(operationOf(order), {order.amount.minor, inAll.minor}, now);
}

}

const Payable TopUpPayable{PaymentPurpose::TopUp, admit, book, takeBack, restore, wentBack};

}
