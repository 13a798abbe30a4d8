#pragma once

#include "core/foundation/crypto/certificate.h"

#include <QMap>
#include <QStringList>

/// UnionPay's gateway 5.1.0: docs/protocols/payments.md, section 4.
namespace youka::unionpay {

using Fields = QMap<QByteArray, QByteArray>;

/// All fields except `signature`, sorted, raw.
QByteArray signedText(const Fields &fields);
/// What is signed with SHA256withRSA: the lower-case hex of the text's own SHA-256.
QByteArray digestText(const Fields &fields);

/// For the wire.
QByteArray encodedForm(const Fields &fields);
/// A synchronous reply: raw, never percent-decoded; values in braces or brackets may hold `&` and `=`.
/// Errors: ChannelUnreadable.
Result<Fields> rawForm(const QByteArray &body);
/// A notice, posted as a form. Errors: ChannelUnreadable.
Result<Fields> decodedForm(const QByteArray &body);

/// Whose signature is believed.
struct Trust
{
    QList<Certificate> roots;
    QList<Certificate> between;
    QStringList signerNames; ///< what stands after the second @ of a signer's common name
};
/// The certificate comes along with the message: its chain, its time, its name and then the signature are
/// checked. Errors: ChannelForged.
Result<void> verifyFields(const Fields &fields, const Trust &trust, Timestamp now);

}
