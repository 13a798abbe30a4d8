#include "apps/server/invoice_platforms.h"

#include "core/exchange/channels/channel_registry.h"
#include "core/exchange/payments/network_sender.h"
#include "core/foundation/crypto/key_ring.h"

#include <QFile>

namespace youka {

Result<InvoicePlatformOpened> openInvoicePlatform(const ServerSettings &settings)
{
    const InvoiceSettings &invoices = settings.invoices;
    if (invoices.url.isEmpty())
        return InvoicePlatformOpened{};
    const auto ring = KeyRing::open(settings.dataDir, settings.masterKeyFile);
    if (!ring)
        return fail(ring.error());
    QByteArray authorities;
    if (!invoices.authoritiesFile.isEmpty()) {
        QFile file(invoices.authoritiesFile);
        if (!file.open(QIODevice::ReadOnly))
            return fail(ErrorCode::SettingsInvalid,
                        invoices.authoritiesFile + QStringLiteral(": ") + file.errorString());
        authorities = file.readAll();
    }
    const PlatformAccount account{QUrl(invoices.url),          invoices.appKey,
                                  ring->secret(InvoiceSecret), ring->secret(InvoiceToken),
                                  settings.seller.taxNumber,   settings.seller.clerk,
                                  invoices.timeoutMs};
    return makePlatform(invoices.platform, account, randomNonce()).map([&](auto platform) {
        return InvoicePlatformOpened{std::move(platform), std::make_shared<NetworkSender>(authorities)};
    });
}

}
