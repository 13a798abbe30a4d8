#include "core/exchange/api/problem.h"

#include "core/foundation/base/json.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace youka {

int httpStatus(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidInput:
    case ErrorCode::NumberOutOfRange:
    case ErrorCode::OperationIdMissing:
    case ErrorCode::CurrencyMismatch:
    case ErrorCode::BarcodeInvalid:
    case ErrorCode::PictureInvalid:
    case ErrorCode::ReasonMissing:
    case ErrorCode::PayCodeInvalid:
    case ErrorCode::PhoneNumberInvalid:
    case ErrorCode::QuantityInvalid:
    case ErrorCode::PinTooSimple:
        return 400;
    case ErrorCode::NotSignedIn:
    case ErrorCode::CustomerSignInNeeded:
    case ErrorCode::SignatureInvalid:
    case ErrorCode::RequestExpired:
    case ErrorCode::TerminalRevoked:
        return 401;
    case ErrorCode::NotPermitted:
    case ErrorCode::EnrolmentCodeInvalid:
    case ErrorCode::FourEyesNeeded:
        return 403;
    case ErrorCode::NotFound:
    case ErrorCode::CardUnknown:
    case ErrorCode::SaleNotFound:
    case ErrorCode::HoldNotFound:
    case ErrorCode::AccountNotFound:
    case ErrorCode::CustomerUnknown:
    case ErrorCode::StaffUnknown:
    case ErrorCode::StationUnknown:
    case ErrorCode::ProductUnknown:
    case ErrorCode::PriceUnknown:
    case ErrorCode::CouponUnknown:
    case ErrorCode::CampaignUnknown:
    case ErrorCode::ArticleUnknown:
    case ErrorCode::ArticleGroupUnknown:
    case ErrorCode::BarcodeUnknown:
    case ErrorCode::WashPackageUnknown:
    case ErrorCode::MerchantUnknown:
    case ErrorCode::PaymentUnknown:
    case ErrorCode::BillerUnknown:
    case ErrorCode::BillNotFound:
        return 404;
    case ErrorCode::OperationConflict:
    case ErrorCode::SaleExistsDifferent:
    case ErrorCode::HoldNotOpen:
    case ErrorCode::OperationReversed:
    case ErrorCode::ReversalAfterDelivery:
    case ErrorCode::ExceptionStateConflict:
    case ErrorCode::CardStateConflict:
    case ErrorCode::LoginTaken:
    case ErrorCode::CouponUsed:
    case ErrorCode::CouponReserved:
    case ErrorCode::CampaignStateConflict:
    case ErrorCode::ArticleExists:
    case ErrorCode::ArticleChanged:
    case ErrorCode::BarcodeTaken:
    case ErrorCode::TransferStateConflict:
    case ErrorCode::PaymentStateConflict:
    case ErrorCode::PaymentChanged:
    case ErrorCode::BreakStateConflict:
    case ErrorCode::BankTransferConflict:
    case ErrorCode::InvoiceStateConflict:
    case ErrorCode::BillChanged:
    case ErrorCode::DayClosed:
    case ErrorCode::ChainGap:
    case ErrorCode::ChainFork:
    case ErrorCode::ChainBroken:
        return 409;
    case ErrorCode::InputTooLarge:
        return 413;
    case ErrorCode::EncodingUnsupported:
        return 415;
    case ErrorCode::TooManyAttempts:
    case ErrorCode::OneTimeCodeTooMany:
    case ErrorCode::CustomerSignInLocked:
        return 429;
    case ErrorCode::Busy:
    case ErrorCode::Unavailable:
    case ErrorCode::StoreBusy:
    case ErrorCode::StoreFull:
    case ErrorCode::BillerSilent:
    case ErrorCode::InvoicePlatformSilent:
    case ErrorCode::SignInProviderSilent:
    case ErrorCode::BillMissing:
        return 503;
    case ErrorCode::Timeout:
        return 504;
    case ErrorCode::Internal:
    case ErrorCode::StoreUnreadable:
    case ErrorCode::StoreWrongKey:
    case ErrorCode::StoreCorrupt:
    case ErrorCode::StoreConstraint:
    case ErrorCode::StoreNewer:
    case ErrorCode::StoreNotEncrypted:
    case ErrorCode::StoreFailed:
    case ErrorCode::KeyMissing:
    case ErrorCode::KeyPermissions:
    case ErrorCode::DecryptFailed:
    case ErrorCode::JournalUnbalanced:
        return 500;
    default:
        return 422; // a rule said no
    }
}

QByteArray problemJson(const Error &error, const QString &title)
{
    const int status = httpStatus(error.code);
    QJsonObject json{
        {QStringLiteral("type"), QString(QStringLiteral("urn:youka:problem:") + errorCodeName(error.code))},
        {QStringLiteral("title"), title.isEmpty() ? QString(errorCodeName(error.code)) : title},
        {QStringLiteral("status"), status},
        {QStringLiteral("code"), QString(errorCodeName(error.code))}};
    // What went wrong inside is for the log; what was wrong with the request is for the caller.
    if (status != 500 && !error.detail.isEmpty())
        json.insert(QStringLiteral("detail"), error.detail);
    if (error.left)
        json.insert(QStringLiteral("left"), toJson(*error.left));
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

Error errorFromProblem(int status, const QByteArray &body)
{
    const QJsonObject json = QJsonDocument::fromJson(body).object();
    if (const auto code = errorCodeFromName(json[QLatin1String("code")].toString())) {
        Error error{*code, json[QLatin1String("detail")].toString()};
        if (const auto left = moneyFromJson(json[QLatin1String("left")]))
            error.left = *left;
        return error;
    }
    return {status >= 500 || status == 0 ? ErrorCode::Unavailable : ErrorCode::Internal,
            QStringLiteral("HTTP %1").arg(status)};
}

bool isNoAnswer(const Error &error)
{
    return error.code == ErrorCode::Timeout || error.code == ErrorCode::Unavailable
        || error.code == ErrorCode::Busy || isStoreFailure(error.code);
}

}
