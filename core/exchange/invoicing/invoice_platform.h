#pragma once

#include "core/domain/invoices/invoice_service.h"
#include "core/exchange/channels/channel_wire.h"

#include <functional>
#include <memory>

namespace youka {

/// What an installation has at a platform of electronic invoices. Secrets come out of the key ring.
struct PlatformAccount
{
    QUrl url; ///< where everything is posted
    QString appKey;
    QByteArray secret; ///< signs
    QByteArray token;  ///< says whose application it is
    QString taxNumber; ///< the seller's
    QString clerk;     ///< who issues, as the invoice says it
    int timeoutMs = 15'000;
};

/// What one answer is worth.
enum class PlatformWord {
    Unknown,  ///< nothing, nonsense, busy, our own credentials: asked again under the same number
    NotThere, ///< the platform knows no request of that number
    No,       ///< it did not take the request; query() confirms that nothing came of it
    Said,     ///< `news` is true
};

struct PlatformNews
{
    PlatformWord word = PlatformWord::Unknown;
    InvoiceNews news{};
    QString why{}; ///< the platform's words, or ours
    QUrl pdf{};    ///< where its own picture of an issued one lies; may be empty
};

/// The number a request has at every platform, whoever asks and however often: made of what is stored, 20
/// letters and digits.
QString requestNumber(const Invoice &invoice);

/// Bytes of one platform: no socket, no clock of its own, no store. Every call may be made again.
class InvoicePlatform
{
public:
    virtual ~InvoicePlatform() = default;
    /// Of a red-letter one `original` is what it names.
    virtual ChannelCall issue(const Invoice &invoice, const std::optional<Invoice> &original,
                              Timestamp now) const = 0;
    virtual ChannelCall query(const Invoice &invoice, Timestamp now) const = 0;
    virtual PlatformNews issued(const Invoice &invoice, const ChannelReply &reply) const = 0;
    virtual PlatformNews queried(const Invoice &invoice, const ChannelReply &reply) const = 0;
    /// The platform's picture of an issued invoice, as queried() named it.
    virtual ChannelCall download(const QUrl &pdf) const = 0;
    /// Errors: InvoicePlatformSilent (nothing, or no PDF).
    virtual Result<QByteArray> downloaded(const ChannelReply &reply) const = 0;
};

/// One row per platform; the next one touches its own folder and this list only.
struct PlatformKind
{
    const char *name; ///< `[invoices] platform`
    Result<std::unique_ptr<InvoicePlatform>> (*make)(const PlatformAccount &account,
                                                     std::function<QByteArray()> nonce);
};
QList<PlatformKind> platformKinds();

/// `nonce` gives 32 hex digits, never the same again. Errors: SettingsInvalid (no such platform, something
/// missing), KeyMissing.
Result<std::unique_ptr<InvoicePlatform>> makePlatform(const QString &name, const PlatformAccount &account,
                                                      std::function<QByteArray()> nonce);

}
