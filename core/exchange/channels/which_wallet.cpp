#include "core/exchange/channels/which_wallet.h"

#include <QRegularExpression>

namespace youka {

namespace {

bool overlap(const WalletPrefix &a, const WalletPrefix &b)
{
    return a.shortest <= b.longest && b.shortest <= a.longest && a.firstFrom <= b.firstTo
        && b.firstFrom <= a.firstTo;
}

}

QList<WalletPrefix> usualWallets()
{
    return {
        {QStringLiteral("wechat"), 18, 18, 10, 15},
        {QStringLiteral("alipay"), 16, 24, 25, 30},
        {QStringLiteral("unionpay"), 19, 19, 62, 62},
    };
}

Result<QList<WalletPrefix>> parseWallets(const QString &text)
{
    static const QRegularExpression Row(
        QStringLiteral("^([a-z]+) (\\d{1,2})(?:-(\\d{1,2}))? (\\d\\d)(?:-(\\d\\d))?$"));
    QList<WalletPrefix> wallets;
    for (const QString &part : text.split(u';', Qt::SkipEmptyParts)) {
        const auto match = Row.match(part.trimmed());
        const auto number = [&](int group, int otherwise) {
            return match.captured(group).isEmpty() ? otherwise : match.captured(group).toInt();
        };
        const WalletPrefix wallet{match.captured(1), number(2, 0), number(3, number(2, 0)), number(4, 0),
                                  number(5, number(4, 0))};
        if (!match.hasMatch() || wallet.shortest < 2 || wallet.longest < wallet.shortest
            || wallet.firstTo < wallet.firstFrom)
            return fail(ErrorCode::SettingsInvalid, QStringLiteral("payment codes: ") + part);
        for (const WalletPrefix &other : wallets)
            if (overlap(wallet, other))
                return fail(ErrorCode::SettingsInvalid, QStringLiteral("payment codes of two: ") + part);
        wallets.append(wallet);
    }
    if (wallets.isEmpty())
        return fail(ErrorCode::SettingsInvalid, QStringLiteral("payment codes: none"));
    return wallets;
}

Result<QString> whichWallet(const QString &scanned, const QList<WalletPrefix> &wallets)
{
    QString digits;
    for (const QChar c : scanned) {
        if (c >= u'0' && c <= u'9')
            digits += c;
        else if (!c.isSpace())
            return fail(ErrorCode::PayCodeInvalid, QStringLiteral("not digits"));
    }
    const int first = digits.size() < 2 ? -1 : QStringView(digits).first(2).toInt();
    for (const WalletPrefix &wallet : wallets)
        if (digits.size() >= wallet.shortest && digits.size() <= wallet.longest && first >= wallet.firstFrom
            && first <= wallet.firstTo)
            return wallet.channel;
    return fail(ErrorCode::PayCodeInvalid, QStringLiteral("of no known wallet"));
}

}
