#pragma once

#include "core/domain/payments/top_up_desk.h"

namespace youka {

/// A bill as the centre tells it to a screen.
struct BillShown
{
    QString offer; ///< what it is paid by; opaque
    QString period;
    Money due;
    Money lateFee;
    Money total;
    Money perDay; ///< what each further day adds
    Money least;  ///< the least part; zero: the whole only
    QList<Money> choices;
    bool isArrears = false;
    QDate payBy;
    struct Step
    {
        qint64 from = 0; ///< thousandths of `unit`
        qint64 upTo = 0; ///< 0: no end
        qint64 used = 0;
        qint64 price = 0; ///< 1/10000 of the main unit
        Money amount;
    };
    QString unit;
    std::vector<Step> steps; ///< empty: it is not explained
    qint64 nextLeft = 0;     ///< thousandths until the next step; 0: there is none
    qint64 nextPrice = 0;
};

struct BillsFound
{
    Biller biller;
    QString account;
    QString masked;
    QString holder;
    std::vector<BillShown> bills;
};

struct PayeeShown
{
    QString id;
    QString biller; ///< its code
    QString account;
    QString masked;
    QString label;
};

struct BillPart
{
    QString offer;
    Money amount;
};

/// Paying bills at a terminal. The centre alone talks to billers. Answers arrive on the asking thread,
/// exactly once; a lost answer is Timeout or Unavailable, and the same may be asked again. How a payment goes
/// on is asked at the TopUpDesk.
class BillCounter
{
public:
    virtual ~BillCounter() = default;
    virtual void billers(std::function<void(Result<std::vector<Biller>>)> answer) = 0;
    using Found = std::function<void(Result<BillsFound>)>;
    /// Errors: BillerUnknown, BillNotFound, BillerSilent.
    virtual void lookUp(const QString &biller, const QString &account, Found found) = 0;
    /// By what is printed on a bill. Errors: the same.
    virtual void lookUpCode(const QString &code, Found found) = 0;
    /// The same operation again is the same order. Errors: BillChanged (it must be looked up again),
    /// BillPartRefused, MerchantUnknown, PaymentTooLittle, PaymentTooMuch.
    virtual void begin(OperationId operation, const std::optional<CardIdentity> &card, const QString &channel,
                       const std::vector<BillPart> &parts, std::function<void(Result<TopUpView>)> answer) = 0;
    using Payees = std::function<void(Result<std::vector<PayeeShown>>)>;
    /// Errors: PinRequired, PinWrong, PinBlocked, CardUnknown.
    virtual void payees(const CardIdentity &card, const QString &pin, Payees answer) = 0;
    virtual void savePayee(const CardIdentity &card, const QString &pin, const QString &biller,
                           const QString &account, Payees answer) = 0;
    virtual void removePayee(const CardIdentity &card, const QString &pin, const QString &id,
                             Payees answer) = 0;
};

}
