#include "core/exchange/bank/transfer_file.h"

#include "core/foundation/base/format.h"

#include <QStringList>

namespace youka {

namespace {

/// No quote or line of a name ends its value.
QString csvText(QString text)
{
    text.replace(u'\r', u' ').replace(u'\n', u' ');
    if (!text.isEmpty() && QStringLiteral("=+-@\t").contains(text.front()))
        text.prepend(u'\'');
    return u'"' + text.replace(QStringLiteral("\""), QStringLiteral("\"\"")) + u'"';
}

/// A tab keeps a spreadsheet from rounding it.
QString csvNumber(const QString &number) { return u'"' + number + QStringLiteral("\t\""); }

}

QByteArray transferFile(const BankAccount &account, const TransferBatch &batch,
                        const std::vector<BankTransfer> &transfers)
{
    QString text = QStringLiteral("\uFEFF付款账号,收款账号,收款户名,收款银行,金额,币种,附言\r\n");
    for (const BankTransfer &its : transfers)
        text += QStringList{csvNumber(account.number),
                            csvNumber(its.payeeNumber),
                            csvText(its.payee),
                            csvText(its.payeeBank),
                            plainAmount(its.amount),
                            its.amount.currency.code(),
                            its.reference}
                    .join(u',')
            + QStringLiteral("\r\n");
    text += QStringLiteral("合计,%1,,,%2,%3,\r\n")
                .arg(batch.transfers)
                .arg(plainAmount(batch.amount), batch.amount.currency.code());
    return text.toUtf8();
}

QString transferFileName(const TransferBatch &batch)
{
    return QStringLiteral("youka-transfers-%1.csv").arg(batch.id.value);
}

}
