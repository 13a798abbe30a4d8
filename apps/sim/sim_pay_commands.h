#pragma once

#include "apps/sim/pay/sim_payments.h"

#include <QJsonObject>

namespace youka::sim {

/// The part of the control language that is about paying by phone. `times` is 1 unless said.
///
///   pay-scan {qr, customer, manner?, discount_fen?}   pay-decide {order, manner?}   pay-code {customer,
///   manner?} pay-customer {name, channel, fen?, pin_above_fen?}   pay-merchants   pay-orders {channel?}
///   pay-fault {channel, fault, times?, verb?, value?}   pay-clear {channel?}   pay-release
///   pay-bill {channel, what, day, number?, fen?}
///
/// A manner is pay, later, fail (the wrong PIN) or away. Faults: PayFaults. What stands in a bill wrongly is
/// missing, extra, amount, state, fee or duplicate.
class PayCommands
{
public:
    explicit PayCommands(SimPayments &payments)
        : m_payments(payments)
    {
    }
    /// Errors: InvalidInput, NotFound, Busy.
    Result<QJsonObject> run(const QJsonObject &command);
    /// Every order of every merchant, with its refunds and who holds how much.
    QJsonObject books() const;

private:
    using Handler = Result<QJsonObject> (PayCommands::*)(const QJsonObject &);

    Result<QJsonObject> scan(const QJsonObject &command);
    Result<QJsonObject> decide(const QJsonObject &command);
    Result<QJsonObject> showCode(const QJsonObject &command);
    Result<QJsonObject> customer(const QJsonObject &command);
    Result<QJsonObject> merchants(const QJsonObject &command);
    Result<QJsonObject> orders(const QJsonObject &command);
    Result<QJsonObject> fault(const QJsonObject &command);
    Result<QJsonObject> clear(const QJsonObject &command);
    Result<QJsonObject> release(const QJsonObject &command);
    Result<QJsonObject> bill(const QJsonObject &command);
    Result<SimChannel *> channelOf(const QString &name) const;

    SimPayments &m_payments;
};

}
