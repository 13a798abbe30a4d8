#pragma once

#include "core/foundation/base/clock.h"

#include <QHash>
#include <QRandomGenerator>

#include <deque>
#include <optional>

namespace youka::sim {

/// Somebody with one wallet on the phone.
struct PayCustomer
{
    QString name;
    QString channel; ///< "wechat", "alipay", "unionpay"
    qint64 fen = 1'000'000;
    qint64 pinAboveFen = 100'000; ///< a shown code pays this much without a PIN
    QString walletId = {};        ///< as the channel's messages name the payer
};

/// What a person does once the amount is on the phone.
enum class PayManner {
    Pays,
    Later,    ///< has it on the screen and decides later
    WrongPin, ///< three times: the payment fails
    WalksAway ///< the same as later, and nothing follows
};
std::optional<PayManner> payMannerFromName(const QString &name);

/// Wallets, and the codes they show. A code is good for one minute and one payment.
class PayPeople
{
public:
    PayPeople(const Clock &clock, quint32 seed)
        : m_clock(clock)
        , m_random(seed)
    {
    }

    /// A name known already gets these figures. Stays where it is.
    PayCustomer &add(const PayCustomer &customer);
    PayCustomer *find(const QString &name);

    /// A code of the customer's wallet: 18 digits from 10 to 15 at WeChat, 18 from 25 to 30 at Alipay, 19
    /// from 62 at UnionPay. `manner`: what happens when it was scanned and a PIN is asked for. Empty: nobody.
    QString showCode(const QString &name, PayManner manner = PayManner::Pays);

    struct Shown
    {
        PayCustomer *customer = nullptr;
        PayManner manner = PayManner::Pays;
        Timestamp until;
        bool isUsed = false;
    };
    Shown *shown(const QString &code);

private:
    QString digits(int count);

    const Clock &m_clock;
    QRandomGenerator m_random;
    std::deque<PayCustomer> m_customers;
    QHash<QString, Shown> m_codes;
};

}
