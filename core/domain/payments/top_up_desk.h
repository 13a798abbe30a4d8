#pragma once

#include "core/domain/billing/bill.h"
#include "core/domain/cards/card.h"
#include "core/domain/payments/payment.h"
#include "core/foundation/base/result.h"

#include <functional>

namespace youka {

/// An amount that can be chosen, and what is added to it.
struct TopUpTile
{
    Money amount;
    Money bonus;
};

/// What a card can be topped up with here.
struct TopUpOffers
{
    std::vector<TopUpTile> tiles;
    Money least;
    Money most;
    QStringList channels; ///< "wechat", "alipay", "unionpay"
};

/// What became of one bill in a payment.
struct BillFate
{
    QString nameEn; ///< of its biller
    QString nameZh;
    QString account; ///< masked
    QString period;
    Money amount;
    BillState state = BillState::Waiting;
    std::optional<ErrorCode> why; ///< it goes back
};

/// A top-up by phone, or a payment of bills, as the centre sees it.
struct TopUpView
{
    QString orderNo;
    QString channel;
    PaymentState state = PaymentState::Created;
    Money amount;
    Money bonus;
    QString qr; ///< what to show; empty: not there yet
    Timestamp expires;
    std::optional<Money> available; ///< on the card, once it is booked
    std::optional<ErrorCode> why;   ///< of one that came to nothing
    PaymentPurpose purpose = PaymentPurpose::TopUp;
    std::vector<BillFate> bills; ///< of PaymentPurpose::Bill

    /// They were paid: each bill has a fate of its own.
    bool paidBills() const { return !bills.empty() && bills.front().state != BillState::Waiting; }
};

/// Topping up a card by phone. The centre alone talks to payment channels; whoever stands here shows a QR and
/// what became of it. Answers arrive on the asking thread, exactly once; a lost answer is Timeout or
/// Unavailable, and the same may be asked again.
class TopUpDesk
{
public:
    virtual ~TopUpDesk() = default;
    /// By which channels this station can be paid; none: not at all.
    virtual void channels(std::function<void(Result<QStringList>)> answer) = 0;
    /// Errors: CardUnknown, CardClosed, MerchantUnknown (no channel here).
    virtual void offers(const CardIdentity &card, std::function<void(Result<TopUpOffers>)> answer) = 0;
    /// The same operation again is the same order. Errors: those of offers(), PaymentTooLittle,
    /// PaymentTooMuch.
    virtual void begin(OperationId operation, const CardIdentity &card, Money amount, const QString &channel,
                       std::function<void(Result<TopUpView>)> answer) = 0;
    virtual void look(const QString &orderNo, std::function<void(Result<TopUpView>)> answer) = 0;
    /// Nobody waits for it any more: it ends unpaid, or goes back. The answer is how it stands now.
    virtual void giveUp(const QString &orderNo, std::function<void(Result<TopUpView>)> answer) = 0;
};

/// What a kiosk must still know after a power cut: the order that somebody may have paid in front of it.
class TopUpMemory
{
public:
    virtual ~TopUpMemory() = default;
    virtual void keep(const QString &orderNo) = 0; ///< empty: none
    virtual QString kept() const = 0;
};

}
