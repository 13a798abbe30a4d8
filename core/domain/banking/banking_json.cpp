#include "core/domain/banking/banking_json.h"

#include "core/domain/payments/payment_json.h"
#include "core/foundation/base/json.h"

namespace youka {

QJsonObject toJson(const BankAccount &account)
{
    return {{QStringLiteral("id"), account.id.value},
            {QStringLiteral("number"), account.number},
            {QStringLiteral("holder"), account.holder},
            {QStringLiteral("bank"), account.bank},
            {QStringLiteral("layout"), account.layout},
            {QStringLiteral("currency"), account.currency.code()},
            {QStringLiteral("merchant"), account.merchant.value},
            {QStringLiteral("active"), account.active}};
}

QJsonObject toJson(const BankStatement &statement)
{
    return {
        {QStringLiteral("id"), statement.id.value},   {QStringLiteral("account"), statement.account.value},
        {QStringLiteral("name"), statement.name},     {QStringLiteral("person"), statement.person},
        {QStringLiteral("rows"), statement.rows},     {QStringLiteral("known"), statement.known},
        {QStringLiteral("in"), toJson(statement.in)}, {QStringLiteral("out"), toJson(statement.out)},
        {QStringLiteral("at"), statement.at.toIso()}};
}

QJsonObject toJson(const BankRow &row)
{
    QJsonObject json{{QStringLiteral("id"), row.id.value},
                     {QStringLiteral("account"), row.account.value},
                     {QStringLiteral("serial"), row.entry.serial},
                     {QStringLiteral("at"), row.entry.at.toIso()},
                     {QStringLiteral("amount"), toJson(row.entry.amount)},
                     {QStringLiteral("partyNumber"), maskedNumber(row.entry.partyNumber)},
                     {QStringLiteral("party"), row.entry.party},
                     {QStringLiteral("remark"), row.entry.remark},
                     {QStringLiteral("state"), QString(bankRowStateName(row.state))}};
    if (row.doubt != BankDoubt::None)
        json.insert(QStringLiteral("doubt"), QString(bankDoubtName(row.doubt)));
    if (!row.subject.isEmpty())
        json.insert(QStringLiteral("subject"), row.subject);
    if (!row.person.isEmpty())
        json.insert(QStringLiteral("person"), row.person);
    return json;
}

QJsonObject toJson(const BankService::Ordered &order)
{
    return {{QStringLiteral("reference"), spacedReference(order.asked.reference)},
            {QStringLiteral("account"), order.asked.account.value},
            {QStringLiteral("payer"), maskedNumber(order.asked.payer)},
            {QStringLiteral("payment"), toJson(order.order)}};
}

QJsonObject toJson(const BankService::Proposed &proposed)
{
    const BankRepository::Candidate &what = proposed.what;
    const Likeness &likeness = proposed.likeness;
    QJsonObject json{{QStringLiteral("card"), what.card},
                     {QStringLiteral("customer"), what.customer},
                     {QStringLiteral("score"), likeness.score()},
                     {QStringLiteral("named"), likeness.named},
                     {QStringLiteral("samePayer"), likeness.samePayer},
                     {QStringLiteral("sameAmount"), likeness.sameAmount}};
    if (!what.orderNo.isEmpty()) {
        json.insert(QStringLiteral("order"), what.orderNo);
        json.insert(QStringLiteral("reference"), spacedReference(what.reference));
        json.insert(QStringLiteral("state"), QString(paymentStateName(what.state)));
        json.insert(QStringLiteral("amount"), toJson(what.amount));
        json.insert(QStringLiteral("at"), what.at.toIso());
    }
    return json;
}

QJsonObject toJson(const BankTransfer &transfer)
{
    QJsonObject json{{QStringLiteral("id"), transfer.id.value},
                     {QStringLiteral("reference"), spacedReference(transfer.reference)},
                     {QStringLiteral("account"), transfer.account.value},
                     {QStringLiteral("source"), QString(transferSourceName(transfer.source))},
                     {QStringLiteral("subject"), transfer.subject},
                     {QStringLiteral("amount"), toJson(transfer.amount)},
                     {QStringLiteral("payeeNumber"), maskedNumber(transfer.payeeNumber)},
                     {QStringLiteral("payee"), transfer.payee},
                     {QStringLiteral("payeeBank"), transfer.payeeBank},
                     {QStringLiteral("note"), transfer.note},
                     {QStringLiteral("state"), QString(transferStateName(transfer.state))},
                     {QStringLiteral("maker"), transfer.maker},
                     {QStringLiteral("checker"), transfer.checker},
                     {QStringLiteral("at"), transfer.at.toIso()},
                     {QStringLiteral("changed"), transfer.changed.toIso()}};
    if (transfer.batch)
        json.insert(QStringLiteral("batch"), transfer.batch.value);
    if (transfer.follows)
        json.insert(QStringLiteral("follows"), transfer.follows.value);
    return json;
}

QJsonObject toJson(const TransferBatch &batch)
{
    QJsonObject json{
        {QStringLiteral("id"), batch.id.value},         {QStringLiteral("account"), batch.account.value},
        {QStringLiteral("transfers"), batch.transfers}, {QStringLiteral("amount"), toJson(batch.amount)},
        {QStringLiteral("person"), batch.person},       {QStringLiteral("at"), batch.at.toIso()}};
    if (batch.sentAt.ms > 0) {
        json.insert(QStringLiteral("sentAt"), batch.sentAt.toIso());
        json.insert(QStringLiteral("sentBy"), batch.sentBy);
    }
    return json;
}

QJsonObject toJson(const TransferRepository::Owed &owed)
{
    return {{QStringLiteral("refund"), owed.refundNo},
            {QStringLiteral("order"), owed.orderNo},
            {QStringLiteral("amount"), toJson(owed.amount)},
            {QStringLiteral("at"), owed.at.toIso()},
            {QStringLiteral("note"), owed.note},
            {QStringLiteral("cameBack"), owed.cameBack}};
}

QJsonObject toJson(const CashDeposit &deposit)
{
    QJsonObject json{
        {QStringLiteral("id"), deposit.id.value},
        {QStringLiteral("reference"), spacedReference(deposit.reference)},
        {QStringLiteral("bag"), deposit.bag},
        {QStringLiteral("account"), deposit.account.value},
        {QStringLiteral("station"), deposit.station.value},
        {QStringLiteral("day"), deposit.day.toString(Qt::ISODate)},
        {QStringLiteral("counted"), toJson(deposit.counted)},
        {QStringLiteral("stays"), toJson(deposit.stays)},
        {QStringLiteral("expected"), toJson(deposit.expected)},
        {QStringLiteral("difference"), toJson(deposit.difference())},
        {QStringLiteral("state"),
         deposit.state == DepositState::Arrived ? QStringLiteral("arrived") : QStringLiteral("under-way")},
        {QStringLiteral("person"), deposit.person},
        {QStringLiteral("at"), deposit.at.toIso()}};
    if (deposit.state == DepositState::Arrived)
        json.insert(QStringLiteral("arrived"), toJson(deposit.arrived));
    if (deposit.exception > 0)
        json.insert(QStringLiteral("exception"), deposit.exception);
    return json;
}

}
