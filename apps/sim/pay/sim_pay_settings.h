#pragma once

#include "apps/sim/pay/sim_payments.h"
#include "core/foundation/base/settings.h"

namespace youka::sim {

/// Who is at which channel, and where the channels listen. Without a merchant there are no channels.
struct PaySettings
{
    quint16 port = 0; ///< any free one
    QString
        keysDir; ///< what merchants need, one folder each, and the channels' own keys; empty: nothing is kept
    QString certificateFile; ///< with its key: TLS
    QString certificateKeyFile;
    QList<PayMerchant> merchants;
    QList<PayCustomer> customers; ///< none: one at each channel, named after it

    bool isThere() const { return !merchants.isEmpty(); }
    /// [payments] port keys certificate certificate_key; [[merchant]] channel number app fee_ppm funds;
    /// [[customer]] name channel yuan pin_above. Errors: SettingsInvalid.
    static Result<PaySettings> read(Settings &in);
};

/// Opens the channels and writes down what their merchants need: per merchant a folder of `keysDir` with
/// merchant.json (channel, number, app, gateway, bill_gateway) and the files of merchantFiles(). Errors:
/// Unavailable, SettingsInvalid.
Result<void> openPayments(SimPayments &payments, const PaySettings &settings, Timestamp now);

}
