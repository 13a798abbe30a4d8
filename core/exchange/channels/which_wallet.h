#pragma once

#include "core/foundation/base/result.h"

#include <QList>

namespace youka {

/// Digits of one length range whose first two lie in a range belong to one wallet.
struct WalletPrefix
{
    QString channel; ///< ChannelConfig::channel
    int shortest = 0;
    int longest = 0;
    int firstFrom = 0; ///< of the first two digits
    int firstTo = 0;
    bool operator==(const WalletPrefix &) const = default;
};

/// WeChat 18 digits from 10 to 15, Alipay 16 to 24 from 25 to 30, UnionPay 19 from 62.
QList<WalletPrefix> usualWallets();

/// Settings: "wechat 18 10-15; alipay 16-24 25-30". Errors: SettingsInvalid (form, or two rows that claim the
/// same code).
Result<QList<WalletPrefix>> parseWallets(const QString &text);

/// The channel whose customer shows this code. Spaces, which some apps print, are passed over. Errors:
/// PayCodeInvalid.
Result<QString> whichWallet(const QString &scanned, const QList<WalletPrefix> &wallets = usualWallets());

}
