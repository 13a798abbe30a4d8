#pragma once

#include "core/domain/banking/bank_service.h"
#include "core/domain/banking/banking_check.h"
#include "core/domain/banking/deposit_service.h"
#include "core/domain/banking/transfer_service.h"
#include "core/exchange/bank/statement_import.h"
#include "core/foundation/base/format.h"
#include "tests/unit/payments/pay_desk.h"

#include <QBuffer>

namespace youka::test {

/// One movement as a test writes it into a bank's file.
struct BankLine
{
    QString serial;
    Money amount;
    QString remark;
    QString party = QStringLiteral("6222020200112230");
    QString name = QStringLiteral("某运输公司");
    Timestamp at{}; ///< zero: now
};

/// A payments' desk whose house has an account at a bank.
struct BankDesk : PayDesk
{
    explicit BankDesk(TestStore &fresh)
        : PayDesk(fresh)
    {
        BankAccount wanted;
        wanted.number = QStringLiteral("0200000109200048910");
        wanted.holder = QStringLiteral("油卡有限公司");
        wanted.bank = QStringLiteral("某银行");
        wanted.layout = QStringLiteral("signed");
        const auto made = committed([&] { return bank().open(wanted, QStringLiteral("set-up"), now()); });
        ensure(made.has_value(), "an account is opened");
        ours = *made;
    }
    BankService bank() { return {*store.db, keys}; }
    TransferService transfers() { return {*store.db, keys}; }
    DepositService deposits() { return DepositService(*store.db); }

    QByteArray file(const std::vector<BankLine> &lines)
    {
        QString text = QStringLiteral("流水号,时间,金额,对方账号,对方户名,附言,币种\r\n");
        for (const BankLine &line : lines) {
            const Timestamp at = (line.at.ms > 0 ? line.at : now()).plusMs(8LL * 3'600'000); // in Beijing
            text += QStringLiteral("%1,%2,\"%3\",%4,%5,%6,人民币\r\n")
                        .arg(line.serial, at.toDateTime().toString(QStringLiteral("yyyyMMdd HH:mm:ss")),
                             plainAmount(line.amount), line.party, line.name, line.remark);
        }
        return text.toUtf8();
    }
    Result<StatementImported> take(QByteArray bytes)
    {
        return committed([&]() -> Result<StatementImported> {
            QBuffer buffer(&bytes);
            buffer.open(QIODevice::ReadOnly);
            const auto taken = importStatement(ours, buffer, QStringLiteral("day.csv"), Lin.name,
                                               writeInto(*store.db), now());
            if (!taken)
                return taken;
            for (;;) {
                const auto looked = bank().match(now(), 100);
                if (!looked)
                    return fail(looked.error());
                if (*looked == 0)
                    return taken;
            }
        });
    }
    Result<StatementImported> take(const std::vector<BankLine> &lines) { return take(file(lines)); }
    BankService::OrderWish orderWish(Money amount, const QString &payer = {})
    {
        return {ids.make<OperationId>(), ours.id, cardId, terminal.station.id, amount, payer};
    }
    BankService::Ordered asked(Money amount, const QString &payer = {})
    {
        const auto made = committed([&] { return bank().order(orderWish(amount, payer), now()); });
        ensure(made.has_value(), "a transfer is asked for");
        return *made;
    }
    BankRow row(const QString &serial) { return **bank().repository().row(ours.id, serial); }
    QString became(const QString &serial)
    {
        const BankRow its = row(serial);
        QString said = bankRowStateName(its.state);
        if (its.doubt != BankDoubt::None)
            said += u'/' + bankDoubtName(its.doubt);
        return said;
    }
    Result<BankService::Assigned> assign(BankRowId id, AssignKind kind, const QString &subject,
                                         const Principal &who = Lin)
    {
        return committed([&] { return bank().assign({id, kind, subject, who}, 500_yuan, now()); });
    }
    Result<BankService::Assigned> assign(const QString &serial, AssignKind kind, const QString &subject,
                                         const Principal &who = Lin)
    {
        return assign(row(serial).id, kind, subject, who);
    }
    /// A refund that its channel has left to people.
    PaymentRefund stuckRefund(Money amount = 200_yuan)
    {
        const PaymentOrder paidOrder = order(amount);
        ensure(learn(paidOrder, paid(amount)).has_value(), "it is paid");
        const auto begun = committed([&] {
            return payments().refundByHouse(paidOrder.orderNo, amount, PaymentRefundCause::Reconciled,
                                            QStringLiteral("owed"), now());
        });
        ensure(begun.has_value(), "a refund is begun");
        const auto stuck = learn(*begun, PaymentRefundWord::Abnormal);
        ensure(stuck && stuck->state == PaymentRefundState::ForPerson, "it is left to people");
        return *stuck;
    }
    TransferService::Wish transferWish(const QString &subject, TransferSource source = TransferSource::Refund)
    {
        return {ids.make<OperationId>(),
                ours.id,
                source,
                subject,
                QStringLiteral("62220202001122 30"),
                QStringLiteral("王某"),
                QStringLiteral("某银行"),
                QStringLiteral("card cancelled"),
                Lin};
    }
    Result<BankTransfer> propose(const TransferService::Wish &wish)
    {
        return committed([&] { return transfers().propose(wish, now()); });
    }
    Result<BankTransfer> approve(const BankTransfer &transfer, const Principal &who = Wu)
    {
        return committed([&] { return transfers().approve(transfer.id, who, now()); });
    }
    Result<TransferBatch> exportAll()
    {
        return committed(
            [&] { return transfers().exportBatch(ids.make<OperationId>(), ours.id, Wu, now()); });
    }
    using PayDesk::again;
    BankTransfer again(const BankTransfer &transfer) { return **transfers().repository().find(transfer.id); }
    /// Proposed, approved and given to the bank.
    BankTransfer underWay(const QString &refundNo)
    {
        const auto proposed = propose(transferWish(refundNo));
        ensure(proposed.has_value(), "a transfer is proposed");
        ensure(approve(*proposed).has_value(), "it is approved");
        ensure(exportAll().has_value(), "it is exported");
        return again(*proposed);
    }
    QString state(const BankTransfer &transfer) { return transferStateName(again(transfer).state); }
    QString refundState(const PaymentRefund &refund)
    {
        return refundStateName((*payments().repository().findRefund(refund.refundNo))->state);
    }
    QString bankProof()
    {
        const auto its = checkBanking(*store.db);
        return its ? its->faults.join(u'\n') + proof() : toString(its.error());
    }
    Money atBank() { return -balance(AccountKind::Bank, ours.id.value); }
    Money unassigned() { return balance(AccountKind::Clearing, ours.merchant.value); }

    BankAccount ours;
};

}
