#pragma once

#include "core/foundation/crypto/certificate.h"

#include <QMap>

namespace youka::sim {

/// Keys of both sides, made when first asked for and then the same for the life of the process: a key takes
/// a good part of a second.
namespace keys {
const RsaPrivateKey &merchant();
const RsaPrivateKey &platform();    ///< signs replies and notices
const RsaPrivateKey &platformNew(); ///< WeChat's public key, named PUB_KEY_ID_...
const RsaPrivateKey &authority();   ///< of UnionPay and of Alipay's certificates
const RsaPrivateKey &stranger();    ///< of nobody's trust

/// Valid from a year before `now` to ten years after.
const Certificate &merchantCertificate(Timestamp now);
const Certificate &wechatCertificate(Timestamp now);
const Certificate &authorityCertificate(Timestamp now);
const Certificate &unionpayCertificate(Timestamp now);
/// Of the same authority and another name: a merchant who plays UnionPay.
const Certificate &impostorCertificate(Timestamp now);
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
/// Errors: Unavailable.
Result<void> writeMerchantFiles(const QString &dir, const MerchantFiles &files);

}
