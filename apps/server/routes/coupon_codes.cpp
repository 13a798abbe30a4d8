#include "apps/server/server.h"
#include "apps/server/station_qr.h"
#include "core/domain/access/audit_log.h"
#include "core/domain/coupons/coupon_qr.h"
#include "core/domain/coupons/coupon_service.h"
#include "core/foundation/base/json.h"

#include <QJsonArray>

namespace youka {

namespace {

constexpr int MostCodes = 1'000; ///< in one answer: each may have a signature

std::optional<SignedCoupon::Type> typeOf(OfferKind kind)
{
    switch (kind) {
    case OfferKind::AmountOff:
        return SignedCoupon::Type::AmountOff;
    case OfferKind::PercentOff:
        return SignedCoupon::Type::PercentOff;
    case OfferKind::PerLitreOff:
        return SignedCoupon::Type::PerLitreOff;
    case OfferKind::Gift:
    case OfferKind::Exchange:
    case OfferKind::FreeService:
        return SignedCoupon::Type::Gift;
    case OfferKind::FixedPrice:
    case OfferKind::BuyXGetY:
    case OfferKind::TopUpBonus:
    case OfferKind::Stamps:
        break;
    }
    return {};
}

}

QString stationQrOf(const CouponTerms &terms, CouponId id, const CouponKeys &keys)
{
    const auto type = typeOf(terms.offer.kind);
    if (!terms.offline || !keys.signer || !type)
        return {};
    SignedCoupon coupon;
    coupon.type = *type;
    coupon.coupon = id;
    coupon.from = {terms.from.ms / 1'000 * 1'000};
    coupon.until = {terms.until.ms / 1'000 * 1'000};
    const qint64 value = *type == SignedCoupon::Type::AmountOff ? terms.offer.amount.minor
        : *type == SignedCoupon::Type::PercentOff               ? terms.offer.percent.basisPoints
        : *type == SignedCoupon::Type::PerLitreOff              ? terms.offer.price.milli
                                                                : terms.offer.pieces;
    coupon.value = quint32(std::clamp<qint64>(value, 0, std::numeric_limits<quint32>::max()));
    coupon.offline = true;
    coupon.key = keys.signerId;
    return signedCouponText(coupon, *keys.signer);
}

namespace {

Result<QJsonArray> codesOf(const Call &call, quint16 number, quint32 from, quint32 count)
{
    const CouponKeys &keys = call.server.couponKeys();
    Database &db = call.server.reader(call.thread);
    CampaignRepository campaigns(db);
    const auto batch = campaigns.findBatch(number);
    if (!batch)
        return fail(batch.error());
    if (!*batch || (*batch)->kind != BatchKind::Printed)
        return fail(ErrorCode::NotFound);
    if ((*batch)->isVoid)
        return fail(ErrorCode::CouponVoid);
    const auto campaign = campaigns.find((*batch)->campaign);
    if (!campaign)
        return fail(campaign.error());
    if (!*campaign)
        return fail(ErrorCode::CampaignUnknown);
    const CouponService coupons(db, keys);
    QJsonArray codes;
    for (quint32 serial = from; serial < (*batch)->count && serial < from + count; ++serial) {
        const CouponId id{number, serial};
        QJsonObject code{{QStringLiteral("serial"), qint64(serial)},
                         {QStringLiteral("code"), coupons.codeOf(id)}};
        if (const QString qr = stationQrOf((*campaign)->terms, id, keys); !qr.isEmpty())
            code.insert(QStringLiteral("qr"), qr);
        codes.append(code);
    }
    return codes;
}

/// Codes are money: who took which of them out of the house, and why, is in the audit log. They are made on
/// the listener's thread; what is written is the entry alone, and no answer of this is kept.
void codes(const std::shared_ptr<Call> &call)
{
    JsonReader in(call->body);
    const auto from = quint32(in.integerOr("from", 0, 0, CouponId::SerialEnd - 1));
    const auto count = quint32(in.integer("count", 1, MostCodes));
    const QString reason = in.text("reason", 200);
    if (in.error())
        return call->refuse(*in.error());
    const auto number = quint16(call->captures.value(0).toUInt());
    const auto made = codesOf(*call, number, from, count);
    if (!made)
        return call->refuse(made.error());
    if (made->isEmpty()) // beyond the last one
        return call->answer({{QStringLiteral("codes"), *made}});
    call->server.writePlain(call, [=, made = *made](Database &db, Timestamp now) {
        const QString detail =
            QStringLiteral("codes %1 to %2; %3").arg(from).arg(from + quint32(made.size()) - 1).arg(reason);
        return AuditLog(db)
            .add({call->who.name, QStringLiteral("coupon.codes"), QStringLiteral("batch %1").arg(number),
                  detail},
                 now)
            .map([&] {
                return QJsonObject{{QStringLiteral("codes"), made}};
            });
    });
}

}

void addCouponCodeRoutes(RouteTable &table)
{
    table.add({"POST", "/api/v1/coupon-batches/{id}/codes", Permission::ManageCampaigns,
               Idempotency::ByContent, "Up to 1,000 codes of a printed batch; who took them is written down",
               R"({"type":"object","required":["count","reason"]})",
               R"({"type":"object","required":["codes"]})", codes});
}

}
