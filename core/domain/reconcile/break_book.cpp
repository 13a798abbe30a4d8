#include "core/domain/reconcile/break_book.h"

#include "core/foundation/base/format.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace youka {

namespace {

ExceptionKind kindOf(const Break &found)
{
    return found.stake.isPositive() ? ExceptionKind::PaymentShort : ExceptionKind::PaymentLong;
}

QByteArray referenceOf(const Break &found)
{
    return QStringLiteral("break/%1/%2/%3/%4/%5")
        .arg(found.merchant.value)
        .arg(found.day.toString(Qt::ISODate), reconcileClassName(found.is), QString::fromUtf8(found.number))
        .arg(found.seq)
        .toUtf8();
}

QString detailOf(const Merchant &merchant, const Break &found)
{
    const QString day = found.day.toString(Qt::ISODate);
    if (found.is == ReconcileClass::ArrivalDiffers)
        return QStringLiteral("%1 %2, %3: settled %4, arrived %5")
            .arg(merchant.channel, merchant.number, day, plainAmount(found.ours), plainAmount(found.theirs));
    const QString what = found.number.isEmpty() ? QStringLiteral("all others") : plainNumber(found.number);
    return QStringLiteral("%1 %2, %3, %4 (%5): ours %6, theirs %7")
        .arg(merchant.channel, merchant.number, day, what, reconcileClassName(found.is),
             plainAmount(found.ours), plainAmount(found.theirs));
}

QByteArray evidenceOf(const Merchant &merchant, const Break &found)
{
    const QJsonObject json{{QStringLiteral("merchant"), merchant.number},
                           {QStringLiteral("channel"), merchant.channel},
                           {QStringLiteral("channelDay"), found.day.toString(Qt::ISODate)},
                           {QStringLiteral("class"), QString(reconcileClassName(found.is))},
                           {QStringLiteral("number"), plainNumber(found.number)},
                           {QStringLiteral("channelNo"), found.channelNo},
                           {QStringLiteral("ours"), plainAmount(found.ours)},
                           {QStringLiteral("theirs"), plainAmount(found.theirs)}};
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

}

Result<ExceptionId> BreakBook::raise(const Merchant &merchant, const Break &found, Timestamp now)
{
    const bool atBank = found.is == ReconcileClass::ArrivalDiffers;
    const auto account = m_ledger.houseAccount(atBank ? AccountKind::Bank : AccountKind::Clearing,
                                               atBank ? 0 : merchant.id.value, merchant.currency);
    if (!account)
        return fail(account.error());
    Finding finding;
    finding.kind = kindOf(found);
    finding.reference = referenceOf(found);
    finding.account = *account;
    finding.amount = found.stake.isNegative() ? -found.stake : found.stake;
    finding.detail = detailOf(merchant, found);
    finding.evidence = evidenceOf(merchant, found);
    return m_cases.raise(finding, now);
}

Result<void> BreakBook::report(const Merchant &merchant, const Break &found, int pass, Timestamp now)
{
    const auto earlier = m_repository.findBreak(found);
    if (!earlier)
        return fail(earlier.error());
    if (!*earlier)
        return raise(merchant, found, now).and_then([&](ExceptionId id) {
            Break inserted = found;
            inserted.exception = id;
            return m_repository.insertBreak(inserted, pass);
        });
    const Break &known = **earlier;
    if (known.ours == found.ours && known.theirs == found.theirs && known.stake == found.stake)
        return m_repository.updateBreak(known, pass);
    return m_cases
        .passed({}, kindOf(known), referenceOf(known), QStringLiteral("the amounts have changed"), now)
        .and_then([&] { return raise(merchant, found, now); })
        .and_then([&](ExceptionId id) {
            Break changed = found;
            changed.id = known.id;
            changed.exception = id;
            return m_repository.updateBreak(changed, pass);
        });
}

Result<void> BreakBook::vanish(const Break &gone, Timestamp now)
{
    return m_cases.passed({}, kindOf(gone), referenceOf(gone), QStringLiteral("both sides agree now"), now)
        .and_then([&] { return m_repository.removeBreak(gone.id); });
}

Result<void> BreakBook::partnerCame(MerchantId merchant, const SheetRow &row, ReconcileClass is,
                                    QDate brokeOn, Timestamp now)
{
    Break like;
    like.merchant = merchant;
    like.day = brokeOn;
    like.number = row.number;
    like.seq = breakSeq(row.kind, 0);
    like.is = is;
    return m_repository.findBreak(like).and_then([&](const std::optional<Break> &found) -> Result<void> {
        if (!found || found->state == ExceptionState::Resolved)
            return {};
        return m_cases.passed({}, kindOf(*found), referenceOf(*found),
                              QStringLiteral("the other side has come"), now);
    });
}

}
