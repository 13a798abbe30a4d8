#pragma once

#include "core/domain/billing/bill_rules.h"
#include "core/exchange/channels/channel_wire.h"

namespace youka {

/// One biller as it is asked: where, and with which shared secret. Source: docs/protocols/billers.md.
struct BillerLine
{
    QString code;
    QUrl gateway;
    QByteArray secret;
    Currency currency;
    int timeoutMs = 10'000;
};

/// A call and what its answer is signed with.
struct BillerCall
{
    ChannelCall call;
    QByteArray nonce;
};

/// Hex of HMAC-SHA256 over the parts, each on a line.
QByteArray billerSignature(QByteArrayView secret, const QList<QByteArray> &lines);

BillerCall lookUpCall(const BillerLine &line, const QString &account, Timestamp now, const QByteArray &nonce);
/// `act` is Post, Query or Cancel.
BillerCall postingCall(const BillerLine &line, BillAct act, const BillItem &item, Timestamp now,
                       const QByteArray &nonce);

/// Errors: BillNotFound, BillerSilent (nothing came, or nothing that was signed and can be read).
Result<BillAccount> readLookUp(const BillerLine &line, const BillerCall &asked, const QString &account,
                               const ChannelReply &reply);
/// What is not signed, not whole or not about this posting is a doubt.
BillNews readPosting(const BillerLine &line, const BillerCall &asked, BillAct act, const BillItem &item,
                     const ChannelReply &reply);

}
