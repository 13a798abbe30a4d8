#pragma once

#include "core/domain/coupons/coupon_qr.h"

namespace youka {

/// The server's keys for coupons, from its key ring.
struct CouponKeys
{
    QByteArray master;                ///< makes the batches' keys of typed codes
    std::optional<SigningKey> signer; ///< of the QR codes that stations take alone
    quint8 signerId = 0;

    QMap<quint8, VerifyingKey> verifying() const;
};

}
