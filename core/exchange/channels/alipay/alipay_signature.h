#pragma once

#include "core/foundation/crypto/certificate.h"

#include <QMap>

/// Alipay's gateway: docs/protocols/payments.md, section 3.
namespace youka::alipay {

/// In ASCII order of the names, which is the order of signing.
using Fields = QMap<QByteArray, QByteArray>;

/// What we sign: every field that holds something, except `sign`, raw.
QByteArray requestText(const Fields &fields);
/// What Alipay signs in a notice: every field except sign, sign_type and alipay_cert_sn.
QByteArray noticeText(const Fields &fields);

/// Percent-encoded for the wire.
QByteArray encodedForm(const Fields &fields);
/// Errors: ChannelUnreadable (a name twice, a broken escape).
Result<Fields> decodedForm(const QByteArray &body);

/// The bytes of one member of the outermost object, exactly as they came: they are what was signed, and a
/// parser that writes them again changes their order and their escapes. Empty: not there. Errors:
/// ChannelUnreadable (not an object, or a name twice: the two could be read by two readers).
Result<QByteArrayView> memberBytes(QByteArrayView object, QByteArrayView name);

/// Number of a certificate in certificate mode: MD5 of issuer and serial.
QByteArray certificateNumber(const Certificate &certificate);
/// Of a root bundle: the numbers of its RSA roots alone, joined by "_".
QByteArray rootsNumber(const QList<Certificate> &roots);

}
