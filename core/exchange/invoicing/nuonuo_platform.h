#pragma once

#include "core/exchange/invoicing/invoice_platform.h"

namespace youka {

/// JSON over HTTP as the open platform of 诺诺网 has it. Docs: docs/protocols/invoice-platform.md.
Result<std::unique_ptr<InvoicePlatform>> makeNuonuoPlatform(const PlatformAccount &account,
                                                            std::function<QByteArray()> nonce);

/// What is signed with a request, in base64: HMAC-SHA1 over path, key, ids, second and body.
QByteArray nuonuoSignature(const PlatformAccount &account, QByteArrayView senid, QByteArrayView nonce,
                           QByteArrayView time, QByteArrayView body);

}
