#include "core/exchange/invoicing/invoice_platform.h"
#include "core/exchange/invoicing/nuonuo_platform.h"
#include "core/foundation/crypto/digest.h"

namespace youka {

QString requestNumber(const Invoice &invoice)
{
    // Crockford's letters: nothing that is read for something else. 19 of them are 95 bits.
    constexpr char Letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    const QByteArray hash = sha256(invoice.operation.bytes() + '/' + QByteArray::number(invoice.part));
    QString number = QStringLiteral("Y");
    for (int i = 0; i < 19; ++i) {
        const int bit = i * 5;
        const int two = (uchar(hash[bit / 8]) << 8) | uchar(hash[bit / 8 + 1]);
        number += QLatin1Char(Letters[(two >> (11 - bit % 8)) & 31]);
    }
    return number;
}

QList<PlatformKind> platformKinds() { return {{"nuonuo", &makeNuonuoPlatform}}; }

Result<std::unique_ptr<InvoicePlatform>> makePlatform(const QString &name, const PlatformAccount &account,
                                                      std::function<QByteArray()> nonce)
{
    for (const PlatformKind &kind : platformKinds())
        if (name == QLatin1String(kind.name))
            return kind.make(account, std::move(nonce));
    return fail(ErrorCode::SettingsInvalid, QStringLiteral("no such platform of invoices: ") + name);
}

}
