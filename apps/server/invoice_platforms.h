#pragma once

#include "apps/server/server_settings.h"
#include "core/exchange/invoicing/invoice_desk.h"

namespace youka {

/// The application's secrets at the tax platform, by their names in the key ring.
inline constexpr QLatin1String InvoiceSecret{"invoices.secret"};
inline constexpr QLatin1String InvoiceToken{"invoices.token"};

struct InvoicePlatformOpened
{
    std::shared_ptr<const InvoicePlatform> platform; ///< none: invoices wait
    std::shared_ptr<ChannelSender> sender;
};
/// What the settings name. Errors: KeyMissing (no secret), SettingsInvalid, those of the key ring.
Result<InvoicePlatformOpened> openInvoicePlatform(const ServerSettings &settings);

}
