#pragma once

#include <QAnyStringView>
#include <QString>

#include <optional>

namespace youka {

/// Every refusal and failure the suite can name. Numbers are stable, go over the wire and into logs, and are
/// only ever appended. One line each: identifier, number, wire code, whether the same request may succeed
/// later.
// clang-format off
#define YOUKA_ERROR_CODES(X)                                                   \
    /* general */                                                              \
    X(Internal,               1000, "internal",                    false)      \
    X(InvalidInput,           1001, "input.invalid",               false)      \
    X(NotFound,               1002, "not-found",                   false)      \
    X(Timeout,                1003, "timeout",                     true )      \
    X(Unavailable,            1004, "unavailable",                 true )      \
    X(Busy,                   1005, "busy",                        true )      \
    X(Cancelled,              1006, "cancelled",                   false)      \
    X(SettingsInvalid,        1007, "settings.invalid",            false)      \
    X(NumberOutOfRange,       1008, "number.out-of-range",         false)      \
    X(CurrencyMismatch,       1009, "currency.mismatch",           false)      \
    X(InputTooLarge,          1010, "input.too-large",             false)      \
    X(EncodingUnsupported,    1011, "encoding.unsupported",        false)      \
    /* store */                                                                \
    X(StoreUnreadable,        1100, "store.unreadable",            false)      \
    X(StoreWrongKey,          1101, "store.wrong-key",             false)      \
    X(StoreCorrupt,           1102, "store.corrupt",               false)      \
    X(StoreFull,              1103, "store.full",                  true )      \
    X(StoreBusy,              1104, "store.busy",                  true )      \
    X(StoreConstraint,        1105, "store.constraint",            false)      \
    X(StoreNewer,             1106, "store.newer-than-program",    false)      \
    X(StoreNotEncrypted,      1107, "store.not-encrypted",         false)      \
    X(StoreFailed,            1108, "store.failed",                false)      \
    /* crypto */                                                               \
    X(KeyMissing,             1200, "key.missing",                 false)      \
    X(KeyPermissions,         1201, "key.permissions",             false)      \
    X(DecryptFailed,          1202, "decrypt.failed",              false)      \
    X(SignatureInvalid,       1203, "signature.invalid",           false)      \
    X(ChainBroken,            1204, "chain.broken",                false)      \
    X(ChainGap,               1205, "chain.gap",                   true )      \
    X(ChainFork,              1206, "chain.fork",                  false)      \
    /* access */                                                               \
    X(NotSignedIn,            1300, "access.not-signed-in",        false)      \
    X(NotPermitted,           1301, "access.not-permitted",        false)      \
    X(EnrolmentCodeInvalid,   1302, "enrolment.code-invalid",      false)      \
    X(TerminalRevoked,        1303, "terminal.revoked",            false)      \
    X(RequestExpired,         1304, "request.expired",             false)      \
    X(TooManyAttempts,        1305, "access.too-many-attempts",    true )      \
    X(FourEyesNeeded,         1306, "access.four-eyes",            false)      \
    X(PinTooSimple,           1307, "access.pin-too-simple",       false)      \
    X(LoginTaken,             1308, "access.login-taken",          false)      \
    X(StaffUnknown,           1309, "access.staff-unknown",        false)      \
    /* operations */                                                           \
    X(OperationConflict,      1400, "operation.conflict",          false)      \
    X(OperationIdMissing,     1401, "operation.id-missing",        false)      \
    X(OperationReversed,      1402, "operation.reversed",          false)      \
    /* ledger */                                                               \
    X(JournalUnbalanced,      2000, "journal.unbalanced",          false)      \
    X(InsufficientFunds,      2001, "funds.insufficient",          false)      \
    X(AccountClosed,          2002, "account.closed",              false)      \
    X(HoldNotFound,           2003, "hold.not-found",              false)      \
    X(HoldNotOpen,            2004, "hold.not-open",               false)      \
    X(CaptureExceedsHold,     2005, "capture.exceeds-hold",        false)      \
    X(AccountNotFound,        2006, "account.not-found",           false)      \
    /* cards */                                                                \
    X(CardUnknown,            2100, "card.unknown",                false)      \
    X(CardFrozen,             2101, "card.frozen",                 false)      \
    X(CardLost,               2102, "card.lost",                   false)      \
    X(CardExpired,            2103, "card.expired",                false)      \
    X(CardClosed,             2104, "card.closed",                 false)      \
    X(CardNotActive,          2105, "card.not-active",             false)      \
    X(PinRequired,            2106, "pin.required",                false)      \
    X(PinWrong,               2107, "pin.wrong",                   false)      \
    X(PinBlocked,             2108, "pin.blocked",                 false)      \
    X(CardNumberInvalid,      2109, "card.number-invalid",         false)      \
    X(LimitPerSale,           2110, "limit.per-sale",              false)      \
    X(LimitPerDay,            2111, "limit.per-day",               false)      \
    X(ProductNotAllowed,      2112, "product.not-allowed",         false)      \
    X(CardStateConflict,      2113, "card.state-conflict",         false)      \
    X(CardReadFailed,         2114, "card.read-failed",            true )      \
    X(CardRemoved,            2115, "card.removed",                true )      \
    X(CardNotGenuine,         2116, "card.not-genuine",            false)      \
    /* offline */                                                              \
    X(OfflineNotAllowed,      2200, "offline.not-allowed",         true )      \
    X(OfflineListTooOld,      2201, "offline.list-too-old",        true )      \
    X(OfflineLimitPerSale,    2202, "offline.limit-per-sale",      true )      \
    X(OfflineLimitPerDay,     2203, "offline.limit-per-day",       true )      \
    X(OfflineLimitTerminal,   2204, "offline.limit-terminal",      true )      \
    X(OfflineCardUnknown,     2205, "offline.card-unknown",        true )      \
    X(ClockUntrusted,         2206, "clock.untrusted",             true )      \
    X(OfflineNotLent,         2207, "offline.not-lent",            true )      \
    X(ListOutdated,           2208, "offline.list-outdated",       false)      \
    /* pricing and sales */                                                    \
    X(PriceUnknown,           2300, "price.unknown",               false)      \
    X(ProductUnknown,         2301, "product.unknown",             false)      \
    X(SaleExistsDifferent,    2302, "sale.exists-different",       false)      \
    X(SaleNotFound,           2303, "sale.not-found",              false)      \
    X(SaleStateConflict,      2304, "sale.state-conflict",         false)      \
    X(TenderShort,            2305, "tender.short",                false)      \
    X(AmountNotPositive,      2306, "amount.not-positive",         false)      \
    X(StationUnknown,         2307, "station.unknown",             false)      \
    X(CustomerUnknown,        2308, "customer.unknown",            false)      \
    /* exceptions and reversals */                                             \
    X(ReversalAfterDelivery,  2400, "reversal.after-delivery",     false)      \
    X(ReversalTooLate,        2401, "reversal.too-late",           false)      \
    X(ReversalFundsSpent,     2402, "reversal.funds-spent",        false)      \
    X(ReversalNotPossible,    2403, "reversal.not-possible",       false)      \
    X(ExceptionStateConflict, 2410, "exception.state-conflict",    false)      \
    X(ResolutionNotAllowed,   2411, "exception.resolution",        false)      \
    X(NothingToWriteOff,      2412, "exception.nothing-owed",      false)      \
    X(RefundTooLate,          2420, "refund.too-late",             false)      \
    X(RefundNothingLeft,      2421, "refund.nothing-left",         false)      \
    X(RefundUnpaid,           2422, "refund.unpaid",               false)      \
    X(RefundUsed,             2423, "refund.used",                 false)      \
    X(RefundOnlineOnly,       2424, "refund.online-only",          true )      \
    /* coupons and campaigns */                                                \
    X(CouponUnknown,          2500, "coupon.unknown",              false)      \
    X(CouponCodeInvalid,      2501, "coupon.code-invalid",         false)      \
    X(CouponNotYetValid,      2502, "coupon.not-yet-valid",        false)      \
    X(CouponExpired,          2503, "coupon.expired",              false)      \
    X(CouponUsed,             2504, "coupon.used",                 false)      \
    X(CouponVoid,             2505, "coupon.void",                 false)      \
    X(CouponReserved,         2506, "coupon.reserved",             true )      \
    X(CouponNotYours,         2507, "coupon.not-yours",            false)      \
    X(CouponWrongStation,     2508, "coupon.wrong-station",        false)      \
    X(CouponWrongChannel,     2509, "coupon.wrong-channel",        false)      \
    X(CouponWrongPayment,     2510, "coupon.wrong-payment",        false)      \
    X(CouponWrongTime,        2511, "coupon.wrong-time",           false)      \
    X(CouponWrongProduct,     2512, "coupon.wrong-product",        false)      \
    X(CouponBelowMinimum,     2513, "coupon.below-minimum",        false)      \
    X(CouponForTopUp,         2514, "coupon.for-top-up",           false)      \
    X(CouponNotStackable,     2515, "coupon.not-stackable",        false)      \
    X(CouponNoEffect,         2516, "coupon.no-effect",            false)      \
    X(CouponForged,           2517, "coupon.forged",               false)      \
    X(CouponPaused,           2518, "coupon.paused",               false)      \
    X(CouponBudgetGone,       2519, "coupon.budget-gone",          false)      \
    X(CouponCapReached,       2520, "coupon.cap-reached",          false)      \
    X(CouponOnlineOnly,       2521, "coupon.online-only",          true )      \
    X(CouponOfflineLimit,     2522, "coupon.offline-limit",        true )      \
    X(CouponNotGiftable,      2523, "coupon.not-giftable",         false)      \
    X(CouponNotForThem,       2524, "coupon.not-for-them",         false)      \
    X(CampaignUnknown,        2530, "campaign.unknown",            false)      \
    X(CampaignStateConflict,  2531, "campaign.state-conflict",     false)      \
    X(CampaignTermsInvalid,   2532, "campaign.terms-invalid",      false)      \
    /* points */                                                               \
    X(PointsNoScheme,         2600, "points.no-scheme",            false)      \
    X(PointsSchemeInvalid,    2601, "points.scheme-invalid",       false)      \
    X(PointsInsufficient,     2602, "points.insufficient",         false)      \
    X(PointsBelowMinimum,     2603, "points.below-minimum",        false)      \
    X(PointsUnfit,            2604, "points.unfit",                false)      \
    X(PointsOnlineOnly,       2605, "points.online-only",          true )      \
    /* shop goods */                                                           \
    X(GoodsAmountImplausible, 2610, "goods.amount-implausible",    false)      \
    X(ArticleUnknown,         2611, "article.unknown",             false)      \
    X(ArticleExists,          2612, "article.exists",              false)      \
    X(ArticleChanged,         2613, "article.changed",             false)      \
    X(ArticleGroupUnknown,    2614, "article.group-unknown",       false)      \
    X(ArticleNoPrice,         2615, "article.no-price",            false)      \
    X(ArticleInactive,        2616, "article.inactive",            false)      \
    X(BarcodeInvalid,         2617, "barcode.invalid",             false)      \
    X(BarcodeTaken,           2618, "barcode.taken",               false)      \
    X(BarcodeUnknown,         2619, "barcode.unknown",             false)      \
    X(PictureInvalid,         2620, "picture.invalid",             false)      \
    X(StockShort,             2621, "stock.short",                 false)      \
    X(TransferStateConflict,  2622, "stock.transfer-received",     false)      \
    X(ReasonMissing,          2623, "stock.reason-missing",        false)      \
    X(QuantityInvalid,        2624, "goods.quantity-invalid",      false)      \
    X(GoodsNotByCard,         2625, "goods.not-by-card",           false)      \
    X(BasketFull,             2626, "goods.basket-full",           false)      \
    X(WashPackageUnknown,     2630, "wash.package-unknown",        false)      \
    X(WashesUsedUp,           2631, "wash.used-up",                false)      \
    /* payment channels */                                                     \
    X(ChannelSilent,          2700, "channel.silent",             true )      \
    X(ChannelForged,          2701, "channel.forged",             false)      \
    X(ChannelStale,           2702, "channel.stale",              false)      \
    X(ChannelUnreadable,      2703, "channel.unreadable",         false)      \
    X(ChannelNotOurs,         2704, "channel.not-ours",           false)      \
    X(ChannelMismatch,        2705, "channel.mismatch",           false)      \
    X(ChannelUnsupported,     2706, "channel.unsupported",        false)      \
    X(PayCodeInvalid,         2707, "pay-code.invalid",           false)      \
    X(ChannelBillInvalid,     2708, "channel-bill.invalid",       false)      \
    X(ChannelBillIncomplete,  2709, "channel-bill.incomplete",    true )      \
    X(ChannelBillNotReady,    2710, "channel-bill.not-ready",     true )      \
    X(ChannelRefused,         2711, "channel.refused",             false)      \
    X(MerchantUnknown,        2712, "merchant.unknown",            false)      \
    X(PaymentUnknown,         2713, "payment.unknown",             false)      \
    X(PaymentStateConflict,   2714, "payment.state-conflict",      false)      \
    X(PaymentExpired,         2715, "payment.expired",             false)      \
    X(PaymentTooMuch,         2716, "payment.too-much",            false)      \
    X(PaymentTooLittle,       2717, "payment.too-little",          false)      \
    X(PaymentChanged,         2718, "payment.changed",             false)      \
    X(PaymentUnresolved,      2719, "payment.unresolved",          true )      \
    X(RefundTooMuch,          2720, "payment.refund-too-much",     false)      \
    X(BreakUnexplained,       2730, "reconcile.break-open",        false)      \
    X(BreakStateConflict,     2731, "reconcile.state-conflict",    false)      \
    X(BillMissing,            2732, "reconcile.bill-missing",      true )      \
    X(DayClosed,              2733, "reconcile.day-closed",        false)      \
    X(StatementInvalid,       2734, "statement.invalid",           false)      \
    X(BankTransferConflict,   2735, "bank-transfer.state-conflict", false)     \
    X(BankAccountInvalid,     2736, "bank-account.invalid",        false)      \
    X(InvoiceTitleInvalid,    2740, "invoice.title-invalid",       false)      \
    X(TaxNumberInvalid,       2741, "invoice.tax-number",          false)      \
    X(InvoiceNothingLeft,     2742, "invoice.nothing-left",        false)      \
    X(InvoiceStateConflict,   2743, "invoice.state-conflict",      false)      \
    X(InvoicePlatformSilent,  2744, "invoice.platform-silent",    true )      \
    X(InvoicePlatformRefused, 2745, "invoice.platform-refused",   false)      \
    X(MessageTemplateInvalid, 2750, "message.template-invalid",    false)      \
    X(MessageRefused,         2751, "message.refused",             false)      \
    X(OneTimeCodeWrong,       2752, "one-time-code.wrong",         false)      \
    X(OneTimeCodeTooMany,     2753, "one-time-code.too-many",      false)      \
    X(BillerUnknown,          2760, "biller.unknown",              false)      \
    X(BillNotFound,           2761, "biller.no-such-account",      false)      \
    X(BillerSilent,           2762, "biller.silent",               true )      \
    X(BillPaidAlready,        2763, "biller.paid-already",         false)      \
    X(BillPartRefused,        2764, "biller.part-not-allowed",    false)      \
    X(BillerRefused,          2765, "biller.refused",             false)      \
    X(BillChanged,            2766, "biller.bill-changed",        false)      \
    X(CustomerSignInNeeded,   2780, "sign-in.needed",             false)      \
    X(CustomerSignInLocked,   2781, "sign-in.locked",             false)      \
    X(PhoneNumberInvalid,     2782, "sign-in.phone-invalid",      false)      \
    X(SignInProviderSilent,   2783, "sign-in.provider-silent",    true )      \
    X(SignInProviderRefused,  2784, "sign-in.provider-refused",   false)      \
    X(SignInNotLinked,        2785, "sign-in.not-linked",         false)      \
    /* pumps and readers */                                                    \
    X(PumpOffline,            3000, "pump.offline",                true )      \
    X(PumpBusy,               3001, "pump.busy",                   true )      \
    X(PumpNotCalling,         3002, "pump.not-calling",            true )      \
    X(PumpRefused,            3003, "pump.refused",                true )      \
    X(PumpUnknown,            3004, "pump.unknown",                false)      \
    X(PumpReservedElsewhere,  3005, "pump.reserved-elsewhere",     true )      \
    X(PumpPriceMismatch,      3006, "pump.price-mismatch",         true )      \
    X(PumpAmountImplausible,  3007, "pump.amount-implausible",     false)      \
    X(PumpUnsupported,        3008, "pump.unsupported",            false)      \
    X(LinkLost,               3009, "link.lost",                   true )      \
    X(FrameInvalid,           3010, "frame.invalid",               true )      \
    X(ProductOut,             3011, "product.out",                 true )
// clang-format on

enum class ErrorCode : int {
#define YOUKA_X(name, number, text, transient) name = number,
    YOUKA_ERROR_CODES(YOUKA_X)
#undef YOUKA_X
};

/// The stable wire form, e.g. "card.frozen".
QLatin1String errorCodeName(ErrorCode code);
std::optional<ErrorCode> errorCodeFromName(QAnyStringView name);

/// True when repeating the very same request later may succeed.
bool isTransient(ErrorCode code);
/// The store did not do it, so nothing was done; its disk may be full or broken.
bool isStoreFailure(ErrorCode code);

}
