#pragma once

#include "core/domain/sales/sale.h"
#include "core/foundation/crypto/signing.h"

namespace youka {

class Settings;

/// What the QR on a receipt says of its sale: its id, and the signature of a terminal of that station, so
/// that the one who has the paper sees that sale, and nobody sees another by trying. A terminal makes it
/// alone, also while the centre is away, and only of its own station. Source:
/// docs/decisions/037-receipts-are-signed.md.
struct ReceiptToken
{
    SaleId sale;
    QByteArray signature;
};

/// 108 characters that need no escape in an address.
QString receiptTokenText(SaleId sale, const SigningKey &terminal);
/// "https://card.example/r/..." for the QR; empty without an address of the pages.
QString receiptAddress(const QString &webBase, SaleId sale, const SigningKey &terminal);
/// Only its form is looked at. Errors: InvalidInput.
Result<ReceiptToken> readReceiptToken(const QString &text);
/// `publicKey`: of a terminal of the station that sold.
bool isGenuine(const ReceiptToken &token, const QByteArray &publicKey);

/// [web] base_url: where customers' phones find the server, without a slash at its end; empty: not at all.
/// Errors: SettingsInvalid.
Result<QString> readWebBase(Settings &in);

}
