#pragma once

#include "core/foundation/crypto/certificate.h"

#include <QMap>

#include <functional>

namespace youka::sim {

/// Keys of both sides, made when first asked for and then the same for the life of the process: a key takes
/// a good part of a second.
namespace keys {
/// Before the first key is asked for: they are read from this folder or, made anew, written there, so that a
/// simulator that starts again is the same channel.
void keepIn(const QString &dir);

const RsaPrivateKey &merchant();
const RsaPrivateKey &merchantNew(); ///< the key that replaces it: both are taken
const RsaPrivateKey &platform();    ///< signs replies and notices
const RsaPrivateKey &platformNew(); ///< WeChat's public key, named PUB_KEY_ID_...
const RsaPrivateKey &authority();   ///< of UnionPay and of Alipay's certificates
const RsaPrivateKey &stranger();    ///< of nobody's trust

/// Valid from a year before `now` to ten years after.
const Certificate &merchantCertificate(Timestamp now);
const Certificate &merchantNewCertificate(Timestamp now);
/// The one of both that fits; none: no merchant's.
const Certificate *merchantCertificateThat(const std::function<bool(const Certificate &)> &fits,
                                           Timestamp now);
const Certificate &wechatCertificate(Timestamp now);
const Certificate &authorityCertificate(Timestamp now);
const Certificate &unionpayCertificate(Timestamp now);
/// Of the same authority and another name: a merchant who plays UnionPay.
const Certificate &impostorCertificate(Timestamp now);
/// UnionPay's of years ago.
const Certificate &expiredCertificate(Timestamp now);
const Certificate &alipayCertificate(Timestamp now);

/// 32 bytes, WeChat's APIv3 key.
QByteArray apiV3Key();
/// "PUB_KEY_ID_0114232134912410000000000000"
QByteArray publicKeyId();
}

/// What a product's configuration of one merchant is made of, by file name: key.pem, certificate.pem,
/// trusted-<id>.pem, apiv3.key, roots.pem.
using MerchantFiles = QMap<QString, QByteArray>;
MerchantFiles merchantFiles(const QString &channel, Timestamp now, bool byCertificate = false);
/// What replaces key.pem and certificate.pem; both are taken from then on.
MerchantFiles newKeyFiles(Timestamp now);
/// Errors: Unavailable.
Result<void> writeMerchantFiles(const QString &dir, const MerchantFiles &files);

}
