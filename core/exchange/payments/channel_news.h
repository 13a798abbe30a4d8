#pragma once

#include "core/domain/payments/payment_rules.h"
#include "core/exchange/channels/channel.h"

namespace youka {

/// What a channel's answer to that call means to an order, in the house's words.
PaymentNews newsOf(const ChannelAnswer<ChannelQr> &answer);
PaymentNews newsOf(const ChannelAnswer<ChannelPayment> &answer, PaymentAct act);
PaymentNews newsOf(const ChannelAnswer<ChannelClosed> &answer);
PaymentNews newsOf(const ChannelAnswer<ChannelReversal> &answer);
PaymentRefundNews refundNewsOf(const ChannelAnswer<ChannelRefund> &answer, PaymentAct act);

/// Of what came by itself (a notice, or a bill's row).
PaymentNews newsOf(const ChannelPayment &payment, PaymentSource source);
PaymentRefundNews newsOf(const ChannelRefund &refund, PaymentSource source);

/// The order as its channel is asked for it: made of what is stored alone, so that a repeat says the same.
ChannelOrder channelOrder(const PaymentOrder &order);
ChannelRefundOrder channelRefund(const PaymentOrder &order, const PaymentRefund &refund);

}
