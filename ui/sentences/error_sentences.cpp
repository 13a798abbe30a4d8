#include "ui/sentences/sentences.h"

#include "core/foundation/base/format.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>
#include <span>

namespace youka {

namespace {

struct Row
{
    ErrorCode code;
    const char *text;
};

// clang-format off
constexpr Row Rows[] = {
    {ErrorCode::Internal, QT_TRANSLATE_NOOP("Sentence", "Something went wrong here and was written down. Please try again; if it happens again, call the office.")},
    {ErrorCode::InvalidInput, QT_TRANSLATE_NOOP("Sentence", "This entry is not right. Check it and enter it again.")},
    {ErrorCode::NotFound, QT_TRANSLATE_NOOP("Sentence", "Nothing was found under this name or number. Check it and search again.")},
    {ErrorCode::Timeout, QT_TRANSLATE_NOOP("Sentence", "No answer came in time. Nothing was charged; please try again.")},
    {ErrorCode::Unavailable, QT_TRANSLATE_NOOP("Sentence", "The centre cannot be reached right now. Try again in a moment or ask at the counter.")},
    {ErrorCode::Busy, QT_TRANSLATE_NOOP("Sentence", "Still busy with the step before. Wait a moment and try again.")},
    {ErrorCode::Cancelled, QT_TRANSLATE_NOOP("Sentence", "Cancelled. Nothing was charged; you can begin again.")},
    {ErrorCode::SettingsInvalid, QT_TRANSLATE_NOOP("Sentence", "A setting is wrong. Correct it in the settings file and start the program again.")},
    {ErrorCode::NumberOutOfRange, QT_TRANSLATE_NOOP("Sentence", "This number is too large or too small. Enter another one.")},
    {ErrorCode::CurrencyMismatch, QT_TRANSLATE_NOOP("Sentence", "Two currencies cannot be added together. Use the currency of the account.")},
    {ErrorCode::InputTooLarge, QT_TRANSLATE_NOOP("Sentence", "This is too much for one message and was refused. Send it in smaller parts.")},
    {ErrorCode::EncodingUnsupported, QT_TRANSLATE_NOOP("Sentence", "The message was packed in a way that is not known here and was refused. Update the program that sent it.")},

    {ErrorCode::StoreUnreadable, QT_TRANSLATE_NOOP("Sentence", "The data file cannot be read. Check the disk and the file's permissions, then start again.")},
    {ErrorCode::StoreWrongKey, QT_TRANSLATE_NOOP("Sentence", "The key does not open the data file. Put the right key file in place and start again.")},
    {ErrorCode::StoreCorrupt, QT_TRANSLATE_NOOP("Sentence", "The data file is damaged. Stop work here and restore the latest backup.")},
    {ErrorCode::StoreFull, QT_TRANSLATE_NOOP("Sentence", "The disk is full. Make room on it; work goes on by itself afterwards.")},
    {ErrorCode::StoreBusy, QT_TRANSLATE_NOOP("Sentence", "The data file is in use. Wait a moment and try again.")},
    {ErrorCode::StoreConstraint, QT_TRANSLATE_NOOP("Sentence", "This does not fit what is already recorded. Check for a duplicate and try again.")},
    {ErrorCode::StoreNewer, QT_TRANSLATE_NOOP("Sentence", "The data was written by a newer version. Update this program and start it again.")},
    {ErrorCode::StoreNotEncrypted, QT_TRANSLATE_NOOP("Sentence", "The data file is not encrypted and is refused. Use the file this program made, or restore a backup.")},
    {ErrorCode::StoreFailed, QT_TRANSLATE_NOOP("Sentence", "It could not be saved, so nothing was done. Try again; if it happens again, check the disk.")},

    {ErrorCode::KeyMissing, QT_TRANSLATE_NOOP("Sentence", "A key is missing. Put the key file in place and start again.")},
    {ErrorCode::KeyPermissions, QT_TRANSLATE_NOOP("Sentence", "Others may read the key file. Allow only this program's user to read it, then start again.")},
    {ErrorCode::DecryptFailed, QT_TRANSLATE_NOOP("Sentence", "Protected data cannot be opened. Check that the right key is in place and call the office.")},
    {ErrorCode::SignatureInvalid, QT_TRANSLATE_NOOP("Sentence", "The signature is wrong, so the message was refused. Enrol this terminal again or call the office.")},
    {ErrorCode::ChainBroken, QT_TRANSLATE_NOOP("Sentence", "A terminal's records do not follow one another. Stop using this terminal and call the office.")},
    {ErrorCode::ChainGap, QT_TRANSLATE_NOOP("Sentence", "A record in between is missing. It will be sent again by itself; wait a moment.")},
    {ErrorCode::ChainFork, QT_TRANSLATE_NOOP("Sentence", "A terminal sent two different records under one number. Stop using it and call the office.")},

    {ErrorCode::NotSignedIn, QT_TRANSLATE_NOOP("Sentence", "You are not signed in. Sign in and try again.")},
    {ErrorCode::NotPermitted, QT_TRANSLATE_NOOP("Sentence", "Your role does not allow this. Ask the station manager.")},
    {ErrorCode::EnrolmentCodeInvalid, QT_TRANSLATE_NOOP("Sentence", "This enrolment code is wrong or was used already. Ask the office for a new one.")},
    {ErrorCode::TerminalRevoked, QT_TRANSLATE_NOOP("Sentence", "This terminal was withdrawn from service. Use another one and call the office.")},
    {ErrorCode::RequestExpired, QT_TRANSLATE_NOOP("Sentence", "The request came too late. Check this computer's clock and try again.")},
    {ErrorCode::TooManyAttempts, QT_TRANSLATE_NOOP("Sentence", "Too many attempts. Wait a few minutes and try again.")},
    {ErrorCode::FourEyesNeeded, QT_TRANSLATE_NOOP("Sentence", "This needs a second person. Ask a colleague to confirm it under their own name.")},
    {ErrorCode::PinTooSimple, QT_TRANSLATE_NOOP("Sentence", "This PIN is too easy to guess. Choose 4 to 8 digits that are not all the same and do not simply count up or down.")},
    {ErrorCode::LoginTaken, QT_TRANSLATE_NOOP("Sentence", "Somebody has this sign-in name already. Choose another one.")},
    {ErrorCode::StaffUnknown, QT_TRANSLATE_NOOP("Sentence", "Nobody of that number has a PIN for this station. Choose your name, or ask the manager to set a PIN for you.")},

    {ErrorCode::OperationConflict, QT_TRANSLATE_NOOP("Sentence", "This was already done with other figures, so it was refused. Look at the record before you go on.")},
    {ErrorCode::OperationIdMissing, QT_TRANSLATE_NOOP("Sentence", "The request carried no number of its own and was refused. Update the program that sent it.")},
    {ErrorCode::OperationReversed, QT_TRANSLATE_NOOP("Sentence", "This was taken back before it arrived, so nothing was done. Begin again.")},

    {ErrorCode::JournalUnbalanced, QT_TRANSLATE_NOOP("Sentence", "The booking does not add up to zero and was refused. Call the office.")},
    {ErrorCode::InsufficientFunds, QT_TRANSLATE_NOOP("Sentence", "There is not enough money on the card. Choose a smaller amount or top up at the counter.")},
    {ErrorCode::AccountClosed, QT_TRANSLATE_NOOP("Sentence", "This account is closed. Use another card or ask at the counter.")},
    {ErrorCode::HoldNotFound, QT_TRANSLATE_NOOP("Sentence", "No reservation was found for this sale. Look at the sale before you go on.")},
    {ErrorCode::HoldNotOpen, QT_TRANSLATE_NOOP("Sentence", "This reservation is finished already. Look at the sale before you go on.")},
    {ErrorCode::CaptureExceedsHold, QT_TRANSLATE_NOOP("Sentence", "More was delivered than was reserved. The sale is recorded; the office settles the difference.")},
    {ErrorCode::AccountNotFound, QT_TRANSLATE_NOOP("Sentence", "There is no such account. Check the number and try again.")},

    {ErrorCode::CardUnknown, QT_TRANSLATE_NOOP("Sentence", "This card is not one of ours. Use another card or ask at the counter.")},
    {ErrorCode::CardFrozen, QT_TRANSLATE_NOOP("Sentence", "This card is frozen. Ask at the counter or call the service number on the card.")},
    {ErrorCode::CardLost, QT_TRANSLATE_NOOP("Sentence", "This card was reported lost. Its holder can lift the report at the counter.")},
    {ErrorCode::CardExpired, QT_TRANSLATE_NOOP("Sentence", "This card has expired. Ask for a new one at the counter; the money stays yours.")},
    {ErrorCode::CardClosed, QT_TRANSLATE_NOOP("Sentence", "This card was closed and cannot pay any more. Use another card.")},
    {ErrorCode::CardNotActive, QT_TRANSLATE_NOOP("Sentence", "This card is not active yet. Have it activated at the counter.")},
    {ErrorCode::PinRequired, QT_TRANSLATE_NOOP("Sentence", "This needs the card's PIN. Enter the PIN to go on.")},
    {ErrorCode::PinWrong, QT_TRANSLATE_NOOP("Sentence", "The PIN is wrong. Enter it again, without haste.")},
    {ErrorCode::PinBlocked, QT_TRANSLATE_NOOP("Sentence", "The PIN is blocked after too many wrong entries. Ask at the counter with your identity card.")},
    {ErrorCode::CardNumberInvalid, QT_TRANSLATE_NOOP("Sentence", "This is not a valid card number. Check the digits and enter it again.")},
    {ErrorCode::LimitPerSale, QT_TRANSLATE_NOOP("Sentence", "This is more than the card may spend at one time. Choose a smaller amount.")},
    {ErrorCode::LimitPerDay, QT_TRANSLATE_NOOP("Sentence", "The card's limit for today is reached. Choose a smaller amount or ask at the counter.")},
    {ErrorCode::ProductNotAllowed, QT_TRANSLATE_NOOP("Sentence", "This card may not buy this fuel. Choose another grade or another card.")},
    {ErrorCode::CardStateConflict, QT_TRANSLATE_NOOP("Sentence", "The card's state does not allow this any more. Read the card again and look at its state.")},
    {ErrorCode::CardReadFailed, QT_TRANSLATE_NOOP("Sentence", "The card could not be read. Hold it still on the reader for a second.")},
    {ErrorCode::CardRemoved, QT_TRANSLATE_NOOP("Sentence", "The card was taken away too early. Nothing was charged; present it again.")},
    {ErrorCode::CardNotGenuine, QT_TRANSLATE_NOOP("Sentence", "This card cannot prove that it is genuine. Pay another way or ask at the counter.")},

    {ErrorCode::OfflineNotAllowed, QT_TRANSLATE_NOOP("Sentence", "The centre is away and this card needs it. Try again in a few minutes or pay at the counter.")},
    {ErrorCode::OfflineListTooOld, QT_TRANSLATE_NOOP("Sentence", "The centre has been away too long for card sales here. Please pay at the counter.")},
    {ErrorCode::OfflineLimitPerSale, QT_TRANSLATE_NOOP("Sentence", "While the centre is away only smaller amounts are possible. Choose a smaller amount.")},
    {ErrorCode::OfflineLimitPerDay, QT_TRANSLATE_NOOP("Sentence", "While the centre is away this card has reached its limit for today. Please pay at the counter.")},
    {ErrorCode::OfflineLimitTerminal, QT_TRANSLATE_NOOP("Sentence", "While the centre is away this terminal has reached its limit. Please pay at the counter.")},
    {ErrorCode::OfflineCardUnknown, QT_TRANSLATE_NOOP("Sentence", "The centre is away and this card is not known here. Try again later or pay at the counter.")},
    {ErrorCode::ClockUntrusted, QT_TRANSLATE_NOOP("Sentence", "This terminal's clock is not sure, so cards cannot be used offline. Pay at the counter; staff: set the clock.")},
    {ErrorCode::OfflineNotLent, QT_TRANSLATE_NOOP("Sentence", "The centre is away and nothing of this card's money may be spent at this station until it is back. Please pay at the counter.")},
    {ErrorCode::ListOutdated, QT_TRANSLATE_NOOP("Sentence", "A list of cards older than the one in use was offered and refused. If it happens again, call the office.")},

    {ErrorCode::PriceUnknown, QT_TRANSLATE_NOOP("Sentence", "There is no price for this fuel. Choose another pump; staff: set the price first.")},
    {ErrorCode::ProductUnknown, QT_TRANSLATE_NOOP("Sentence", "This product is not known here. Choose another one.")},
    {ErrorCode::SaleExistsDifferent, QT_TRANSLATE_NOOP("Sentence", "This sale exists already with other figures. Look at it before you go on.")},
    {ErrorCode::SaleNotFound, QT_TRANSLATE_NOOP("Sentence", "This sale was not found. Look in the list of recent sales.")},
    {ErrorCode::SaleStateConflict, QT_TRANSLATE_NOOP("Sentence", "The sale has moved on meanwhile. Look at it again; nothing was done twice.")},
    {ErrorCode::TenderShort, QT_TRANSLATE_NOOP("Sentence", "The money handed over is less than the amount due. Enter what was really given.")},
    {ErrorCode::AmountNotPositive, QT_TRANSLATE_NOOP("Sentence", "The amount must be more than zero. Enter an amount.")},
    {ErrorCode::StationUnknown, QT_TRANSLATE_NOOP("Sentence", "This station is not known to the centre. Check the station number in the settings.")},
    {ErrorCode::CustomerUnknown, QT_TRANSLATE_NOOP("Sentence", "This customer is not known. Check the name or number.")},

    {ErrorCode::ReversalAfterDelivery, QT_TRANSLATE_NOOP("Sentence", "Fuel was delivered for this, so it cannot be taken back. The amount at the pump stands.")},
    {ErrorCode::ReversalTooLate, QT_TRANSLATE_NOOP("Sentence", "The time for taking this back has passed. Ask the office to correct it with a booking of its own.")},
    {ErrorCode::ReversalFundsSpent, QT_TRANSLATE_NOOP("Sentence", "Part of this money was spent or is reserved, so it cannot be taken back whole. Look at the card's statement.")},
    {ErrorCode::ReversalNotPossible, QT_TRANSLATE_NOOP("Sentence", "This kind of booking cannot be taken back here. Look at the record before you go on.")},
    {ErrorCode::ExceptionStateConflict, QT_TRANSLATE_NOOP("Sentence", "This case has moved on meanwhile. Refresh the list and look at it again.")},
    {ErrorCode::ResolutionNotAllowed, QT_TRANSLATE_NOOP("Sentence", "This case cannot be closed that way. Choose another resolution.")},
    {ErrorCode::NothingToWriteOff, QT_TRANSLATE_NOOP("Sentence", "Nothing is owed here any more, so there is nothing to write off. Close the case as explained.")},
    {ErrorCode::RefundTooLate, QT_TRANSLATE_NOOP("Sentence", "The time for giving this sale back has passed. A manager can give points or a coupon instead.")},
    {ErrorCode::RefundNothingLeft, QT_TRANSLATE_NOOP("Sentence", "This has been given back already. Look at the sale's refunds before you go on.")},
    {ErrorCode::RefundUnpaid, QT_TRANSLATE_NOOP("Sentence", "Nobody has paid for this sale yet, so nothing can be given back. Settle its open case first.")},
    {ErrorCode::RefundOnlineOnly, QT_TRANSLATE_NOOP("Sentence", "Nothing can be given back while the centre does not answer. Try again in a while; asking again gives nothing twice.")},
    {ErrorCode::RefundUsed, QT_TRANSLATE_NOOP("Sentence", "Some of this has been used already, so it cannot all be given back. Refund only what is unused.")},

    {ErrorCode::CouponUnknown, QT_TRANSLATE_NOOP("Sentence", "This coupon code is not known. Check the code and enter it again.")},
    {ErrorCode::CouponCodeInvalid, QT_TRANSLATE_NOOP("Sentence", "This is not a complete coupon code. Check each character, or scan the code.")},
    {ErrorCode::CouponNotYetValid, QT_TRANSLATE_NOOP("Sentence", "This coupon cannot be used yet. Keep it until its first day.")},
    {ErrorCode::CouponExpired, QT_TRANSLATE_NOOP("Sentence", "This coupon has expired. See under \"my coupons\" which others you have.")},
    {ErrorCode::CouponUsed, QT_TRANSLATE_NOOP("Sentence", "This coupon has been used already. Use another one, or go on without.")},
    {ErrorCode::CouponVoid, QT_TRANSLATE_NOOP("Sentence", "This coupon was withdrawn. Use another one, or ask at the counter why.")},
    {ErrorCode::CouponReserved, QT_TRANSLATE_NOOP("Sentence", "This coupon is being used in another sale. Finish or cancel that one first, or wait ten minutes.")},
    {ErrorCode::CouponNotYours, QT_TRANSLATE_NOOP("Sentence", "This coupon is for other customers. Show the card or member code it belongs to.")},
    {ErrorCode::CouponWrongStation, QT_TRANSLATE_NOOP("Sentence", "This coupon is not valid at this station. Its terms list the stations where it is.")},
    {ErrorCode::CouponWrongChannel, QT_TRANSLATE_NOOP("Sentence", "This coupon cannot be used here. Use it at the place its terms name: kiosk, counter or phone.")},
    {ErrorCode::CouponWrongPayment, QT_TRANSLATE_NOOP("Sentence", "This coupon does not go with this way of paying. Pay another way to use it.")},
    {ErrorCode::CouponWrongTime, QT_TRANSLATE_NOOP("Sentence", "This coupon is not valid at this hour or on this day. Its terms say when it is.")},
    {ErrorCode::CouponWrongProduct, QT_TRANSLATE_NOOP("Sentence", "Nothing in this sale is what this coupon is for. Add it, or use another coupon.")},
    {ErrorCode::CouponBelowMinimum, QT_TRANSLATE_NOOP("Sentence", "The sale is too small for this coupon. Buy a little more, or keep it for next time.")},
    {ErrorCode::CouponForTopUp, QT_TRANSLATE_NOOP("Sentence", "This coupon is for topping up a card. Use it with your next top-up.")},
    {ErrorCode::CouponNotStackable, QT_TRANSLATE_NOOP("Sentence", "This coupon does not go with the better ones already chosen. It stays yours for next time.")},
    {ErrorCode::CouponNoEffect, QT_TRANSLATE_NOOP("Sentence", "This coupon would take nothing more off. It stays yours for next time.")},
    {ErrorCode::CouponForged, QT_TRANSLATE_NOOP("Sentence", "This code was not issued by us. Do not take it; if somebody sold it, tell the manager.")},
    {ErrorCode::CouponPaused, QT_TRANSLATE_NOOP("Sentence", "This offer is paused. The coupon stays yours; try again later.")},
    {ErrorCode::CouponBudgetGone, QT_TRANSLATE_NOOP("Sentence", "All of this offer has been given out. Look for another offer.")},
    {ErrorCode::CouponCapReached, QT_TRANSLATE_NOOP("Sentence", "You have had as many of this offer as there are for one person. It may be possible again tomorrow.")},
    {ErrorCode::CouponOnlineOnly, QT_TRANSLATE_NOOP("Sentence", "The centre is away and this coupon needs it. Keep it for later, or go on without.")},
    {ErrorCode::CouponNotForThem, QT_TRANSLATE_NOOP("Sentence", "It cannot be given to this number. Check it, or give the coupon to somebody else.")},
    {ErrorCode::CouponNotGiftable, QT_TRANSLATE_NOOP("Sentence", "This coupon cannot be given to somebody else. Use it yourself, or choose another one.")},
    {ErrorCode::CouponOfflineLimit, QT_TRANSLATE_NOOP("Sentence", "While the centre is away no more coupons can be taken here today. Keep it for later, or go on without.")},
    {ErrorCode::CampaignUnknown, QT_TRANSLATE_NOOP("Sentence", "There is no such campaign. Refresh the list and choose one from it.")},
    {ErrorCode::CampaignStateConflict, QT_TRANSLATE_NOOP("Sentence", "The campaign's state does not allow this. Refresh the list and look at it again.")},
    {ErrorCode::CampaignTermsInvalid, QT_TRANSLATE_NOOP("Sentence", "The terms do not fit together. Correct the marked field and save again.")},
    {ErrorCode::PointsNoScheme, QT_TRANSLATE_NOOP("Sentence", "There are no points for this currency. Pay as usual.")},
    {ErrorCode::PointsSchemeInvalid, QT_TRANSLATE_NOOP("Sentence", "The rules for points do not fit together. Correct the marked field and save again.")},
    {ErrorCode::PointsInsufficient, QT_TRANSLATE_NOOP("Sentence", "There are not enough points. Choose fewer; points of the last purchases can be used once they are confirmed.")},
    {ErrorCode::PointsBelowMinimum, QT_TRANSLATE_NOOP("Sentence", "So few points take nothing off. Choose more, or keep them for next time.")},
    {ErrorCode::PointsOnlineOnly, QT_TRANSLATE_NOOP("Sentence", "Points can be used only while the centre answers. Pay without them now; they are kept for next time.")},
    {ErrorCode::PointsUnfit, QT_TRANSLATE_NOOP("Sentence", "The sale took off more points than were reserved for it. The sale is recorded; the manager looks at the difference.")},

    {ErrorCode::GoodsAmountImplausible, QT_TRANSLATE_NOOP("Sentence", "The amount of the goods is not their quantity times their price. The sale is recorded; a person looks at it.")},
    {ErrorCode::ArticleUnknown, QT_TRANSLATE_NOOP("Sentence", "There is no such article. Search the list for it.")},
    {ErrorCode::ArticleExists, QT_TRANSLATE_NOOP("Sentence", "This code is in use already. Choose another code, or change the article that has it.")},
    {ErrorCode::ArticleChanged, QT_TRANSLATE_NOOP("Sentence", "Somebody has changed this article since you opened it. Open it again and make your change once more.")},
    {ErrorCode::ArticleGroupUnknown, QT_TRANSLATE_NOOP("Sentence", "There is no such group. Choose one from the list, or add it first.")},
    {ErrorCode::ArticleNoPrice, QT_TRANSLATE_NOOP("Sentence", "This article has no price at this station. Ask the office to enter one.")},
    {ErrorCode::ArticleInactive, QT_TRANSLATE_NOOP("Sentence", "This article is not sold any more. Put it aside and tell the manager.")},
    {ErrorCode::BarcodeInvalid, QT_TRANSLATE_NOOP("Sentence", "This is not a right barcode: its check digit does not fit. Scan it again, or type it from the package.")},
    {ErrorCode::BarcodeTaken, QT_TRANSLATE_NOOP("Sentence", "This barcode belongs to another article. Take it off there first.")},
    {ErrorCode::BarcodeUnknown, QT_TRANSLATE_NOOP("Sentence", "Nothing in the catalogue has this barcode. Search it by name, or ask the office to add it.")},
    {ErrorCode::PictureInvalid, QT_TRANSLATE_NOOP("Sentence", "This picture cannot be kept. Choose a PNG file of at most 64 KB.")},
    {ErrorCode::StockShort, QT_TRANSLATE_NOOP("Sentence", "There is not so much of it in stock. Count it first, or take less.")},
    {ErrorCode::TransferStateConflict, QT_TRANSLATE_NOOP("Sentence", "This delivery from another station was received already. Refresh the list.")},
    {ErrorCode::ReasonMissing, QT_TRANSLATE_NOOP("Sentence", "Say why it is thrown away, for example \"out of date\" or \"broken\".")},
    {ErrorCode::QuantityInvalid, QT_TRANSLATE_NOOP("Sentence", "This quantity is not possible here. Enter whole pieces, or a weight for what is sold by weight.")},
    {ErrorCode::GoodsNotByCard, QT_TRANSLATE_NOOP("Sentence", "This card buys fuel only. Take the goods out of the basket, or let them be paid another way.")},
    {ErrorCode::BasketFull, QT_TRANSLATE_NOOP("Sentence", "The basket is full. Take the payment for it and begin a second one.")},
    {ErrorCode::WashPackageUnknown, QT_TRANSLATE_NOOP("Sentence", "There is no wash left on this card. Buy a package at the counter first.")},
    {ErrorCode::WashesUsedUp, QT_TRANSLATE_NOOP("Sentence", "All washes of this package are used. Buy another one at the counter.")},

    {ErrorCode::ChannelSilent, QT_TRANSLATE_NOOP("Sentence", "The payment service gave no clear answer. Do not pay again: the result is being asked for and will be shown here.")},
    {ErrorCode::ChannelForged, QT_TRANSLATE_NOOP("Sentence", "A message in the name of the payment service was not signed by it and was refused. Check the keys of this channel, then ask the channel for the order.")},
    {ErrorCode::ChannelStale, QT_TRANSLATE_NOOP("Sentence", "A message of the payment service came too late or its clock is wrong, so it was refused. Check the server's clock, then ask the channel for the order.")},
    {ErrorCode::ChannelUnreadable, QT_TRANSLATE_NOOP("Sentence", "The payment service answered something unreadable. Do not pay again; the result is being asked for by itself.")},
    {ErrorCode::ChannelNotOurs, QT_TRANSLATE_NOOP("Sentence", "This payment belongs to another merchant and was not booked. Check the merchant number of this station.")},
    {ErrorCode::ChannelMismatch, QT_TRANSLATE_NOOP("Sentence", "The payment service names another amount or order than ours, so nothing was booked. Compare both and settle it by hand.")},
    {ErrorCode::ChannelUnsupported, QT_TRANSLATE_NOOP("Sentence", "This payment service cannot do that. Choose another way to pay or to give the money back.")},
    {ErrorCode::PayCodeInvalid, QT_TRANSLATE_NOOP("Sentence", "This is not a payment code that can be used here. Open the payment code in the app again and show it once more.")},
    {ErrorCode::ChannelBillInvalid, QT_TRANSLATE_NOOP("Sentence", "The payment service's bill has another form than expected and was not taken. Keep the file and call the office.")},
    {ErrorCode::ChannelBillIncomplete, QT_TRANSLATE_NOOP("Sentence", "The payment service's bill is incomplete or was changed on its way. Download it again.")},
    {ErrorCode::ChannelBillNotReady, QT_TRANSLATE_NOOP("Sentence", "The payment service's bill is not ready yet. It will be asked for again by itself.")},
    {ErrorCode::ChannelRefused, QT_TRANSLATE_NOOP("Sentence", "The payment service refused this payment; no money moved. Ask for another way to pay.")},
    {ErrorCode::MerchantUnknown, QT_TRANSLATE_NOOP("Sentence", "No merchant account is set up for this way of paying at this station. Ask the office to add one.")},
    {ErrorCode::PaymentUnknown, QT_TRANSLATE_NOOP("Sentence", "There is no such payment order. Check its number.")},
    {ErrorCode::PaymentStateConflict, QT_TRANSLATE_NOOP("Sentence", "This payment has moved on meanwhile, so this cannot be done with it any more. Refresh and look at its state.")},
    {ErrorCode::PaymentExpired, QT_TRANSLATE_NOOP("Sentence", "This QR code is too old to be paid. Start again to get a new one.")},
    {ErrorCode::PaymentTooMuch, QT_TRANSLATE_NOOP("Sentence", "This is more than may be paid at once or today. Choose a smaller amount.")},
    {ErrorCode::PaymentTooLittle, QT_TRANSLATE_NOOP("Sentence", "This is less than may be paid here. Choose a larger amount.")},
    {ErrorCode::PaymentChanged, QT_TRANSLATE_NOOP("Sentence", "The amount or what is paid for was changed after the payment began. Start a new payment.")},
    {ErrorCode::PaymentUnresolved, QT_TRANSLATE_NOOP("Sentence", "Whether this was paid is not known yet. Do not pay again: it is being asked for and will be booked or given back by itself.")},
    {ErrorCode::RefundTooMuch, QT_TRANSLATE_NOOP("Sentence", "This is more than is left of the payment. Give back at most what was paid and not given back yet.")},
    {ErrorCode::BreakUnexplained, QT_TRANSLATE_NOOP("Sentence", "Differences of this day are not explained yet. Settle each of them, then close the day.")},
    {ErrorCode::BreakStateConflict, QT_TRANSLATE_NOOP("Sentence", "Somebody else has settled this difference meanwhile. Refresh the list.")},
    {ErrorCode::BillMissing, QT_TRANSLATE_NOOP("Sentence", "The payment service's bill for this day is not here yet. Fetch it, then reconcile again.")},
    {ErrorCode::DayClosed, QT_TRANSLATE_NOOP("Sentence", "This day is closed. Book what belongs to it on an open day.")},
    {ErrorCode::StatementInvalid, QT_TRANSLATE_NOOP("Sentence", "The bank's statement cannot be read at the line that is named. Export it again and import that; nothing of this one was taken.")},
    {ErrorCode::BankTransferConflict, QT_TRANSLATE_NOOP("Sentence", "Somebody else has dealt with this transfer meanwhile. Look at it again.")},
    {ErrorCode::BankAccountInvalid, QT_TRANSLATE_NOOP("Sentence", "This account number is not correct. Compare each digit with the bank's paper.")},
    {ErrorCode::InvoiceTitleInvalid, QT_TRANSLATE_NOOP("Sentence", "An invoice needs a title: the company's registered name, or a person's name. Correct it.")},
    {ErrorCode::TaxNumberInvalid, QT_TRANSLATE_NOOP("Sentence", "This tax number is not correct. Compare each character with the business licence.")},
    {ErrorCode::InvoiceNothingLeft, QT_TRANSLATE_NOOP("Sentence", "Everything of this sale is on an invoice already, or was given back. Reverse that invoice first if it is wrong.")},
    {ErrorCode::InvoiceStateConflict, QT_TRANSLATE_NOOP("Sentence", "This invoice has moved on meanwhile. Refresh and look at its state.")},
    {ErrorCode::InvoicePlatformSilent, QT_TRANSLATE_NOOP("Sentence", "The tax platform does not answer at the moment. The invoice is kept and sent again by itself.")},
    {ErrorCode::InvoicePlatformRefused, QT_TRANSLATE_NOOP("Sentence", "The tax platform did not accept this invoice. Check title and tax number and ask for it again.")},
    {ErrorCode::MessageTemplateInvalid, QT_TRANSLATE_NOOP("Sentence", "This text names a field that such messages do not have. Use the fields that are listed.")},
    {ErrorCode::MessageRefused, QT_TRANSLATE_NOOP("Sentence", "The message service refused this message. Check the number or address.")},
    {ErrorCode::OneTimeCodeWrong, QT_TRANSLATE_NOOP("Sentence", "This code is wrong or too old. Enter the newest one, or ask for another.")},
    {ErrorCode::OneTimeCodeTooMany, QT_TRANSLATE_NOOP("Sentence", "Too many codes were asked for or tried. Wait a while, then try again.")},
    {ErrorCode::BillerUnknown, QT_TRANSLATE_NOOP("Sentence", "This bill cannot be paid here. Choose one of the services shown.")},
    {ErrorCode::BillNotFound, QT_TRANSLATE_NOOP("Sentence", "The service does not know this account number or plate. Check it and try again.")},
    {ErrorCode::BillerSilent, QT_TRANSLATE_NOOP("Sentence", "The service does not answer at the moment. Nothing was taken; try again later.")},
    {ErrorCode::BillPaidAlready, QT_TRANSLATE_NOOP("Sentence", "This bill is paid already. There is nothing left to pay.")},
    {ErrorCode::BillPartRefused, QT_TRANSLATE_NOOP("Sentence", "This bill can only be paid as a whole. Choose the full amount.")},
    {ErrorCode::BillerRefused, QT_TRANSLATE_NOOP("Sentence", "The service did not accept this payment. Nothing is lost: the money goes back the way it came.")},
    {ErrorCode::BillChanged, QT_TRANSLATE_NOOP("Sentence", "This bill has changed meanwhile. Look it up again and check the amount.")},
    {ErrorCode::CustomerSignInNeeded, QT_TRANSLATE_NOOP("Sentence", "Your sign-in has ended. Sign in again to go on.")},
    {ErrorCode::CustomerSignInLocked, QT_TRANSLATE_NOOP("Sentence", "Too many tries. Signing in with this number is locked for a while; try again later or ask the hotline.")},
    {ErrorCode::PhoneNumberInvalid, QT_TRANSLATE_NOOP("Sentence", "This is not a mobile number. Enter the 11 digits of your number.")},
    {ErrorCode::SignInProviderSilent, QT_TRANSLATE_NOOP("Sentence", "The app you sign in with does not answer at the moment. Try again, or sign in with a code by SMS.")},
    {ErrorCode::SignInProviderRefused, QT_TRANSLATE_NOOP("Sentence", "The app did not confirm this sign-in. Start again, or sign in with a code by SMS.")},
    {ErrorCode::SignInNotLinked, QT_TRANSLATE_NOOP("Sentence", "No customer uses this account yet. Sign in with your phone number once and link it.")},

    {ErrorCode::PumpOffline, QT_TRANSLATE_NOOP("Sentence", "The pump does not answer. Choose another pump; what it delivered is counted as soon as it answers.")},
    {ErrorCode::PumpBusy, QT_TRANSLATE_NOOP("Sentence", "The pump is in use. Wait until it is free or choose another pump.")},
    {ErrorCode::PumpNotCalling, QT_TRANSLATE_NOOP("Sentence", "No nozzle is lifted at this pump. Lift the nozzle first.")},
    {ErrorCode::PumpRefused, QT_TRANSLATE_NOOP("Sentence", "The pump did not accept this. Hang up the nozzle and try again.")},
    {ErrorCode::PumpUnknown, QT_TRANSLATE_NOOP("Sentence", "There is no such pump. Choose one of the pumps shown.")},
    {ErrorCode::PumpReservedElsewhere, QT_TRANSLATE_NOOP("Sentence", "Someone else has just taken this pump. Choose another pump; nothing was charged.")},
    {ErrorCode::PumpPriceMismatch, QT_TRANSLATE_NOOP("Sentence", "The pump shows another price than the price board. It stays closed until the prices agree; choose another pump.")},
    {ErrorCode::PumpAmountImplausible, QT_TRANSLATE_NOOP("Sentence", "The pump's amount does not fit its litres. The sale is kept for the manager to look at.")},
    {ErrorCode::PumpUnsupported, QT_TRANSLATE_NOOP("Sentence", "This pump cannot do that. Choose another way or another pump.")},
    {ErrorCode::LinkLost, QT_TRANSLATE_NOOP("Sentence", "The connection to a device was lost. It is being restored by itself; wait a moment.")},
    {ErrorCode::FrameInvalid, QT_TRANSLATE_NOOP("Sentence", "A device sent something unreadable. Try again; if it happens again, call the service.")},
    {ErrorCode::ProductOut, QT_TRANSLATE_NOOP("Sentence", "This product has run out here. Choose another one, or ask at the counter when it comes.")},
};

/// Said instead when something is left. %1: an amount of money.
constexpr Row WithFigure[] = {
    {ErrorCode::InsufficientFunds, QT_TRANSLATE_NOOP("Sentence", "There is not enough money on the card: %1 can be spent. Choose a smaller amount or top up at the counter.")},
    {ErrorCode::LimitPerSale, QT_TRANSLATE_NOOP("Sentence", "Limit per purchase reached: %1 can be spent at this time. Choose a smaller amount.")},
    {ErrorCode::LimitPerDay, QT_TRANSLATE_NOOP("Sentence", "Daily limit reached: %1 left today. Choose a smaller amount or ask at the counter.")},
    {ErrorCode::OfflineNotLent, QT_TRANSLATE_NOOP("Sentence", "While the centre is away, %1 can be spent at this time. Choose a smaller amount.")},
    {ErrorCode::OfflineLimitPerSale, QT_TRANSLATE_NOOP("Sentence", "While the centre is away, %1 can be spent at this time. Choose a smaller amount.")},
    {ErrorCode::CouponBelowMinimum, QT_TRANSLATE_NOOP("Sentence", "This coupon needs %1 more. Buy a little more, or keep it for next time.")},
    {ErrorCode::PointsInsufficient, QT_TRANSLATE_NOOP("Sentence", "There are not enough points: %1 can be paid with them now. Choose fewer points.")},
};
// clang-format on

const char *sourceIn(std::span<const Row> rows, ErrorCode code)
{
    const auto row = std::find_if(rows.begin(), rows.end(), [&](const Row &r) { return r.code == code; });
    return row == rows.end() ? nullptr : row->text;
}

/// nullptr: the error says no figure.
const char *figureSource(const Error &error)
{
    return error.left && error.left->isPositive() ? sourceIn(WithFigure, error.code) : nullptr;
}

}

const char *sentenceSource(ErrorCode code) { return sourceIn(Rows, code); }

QString sentence(ErrorCode code)
{
    const char *source = sentenceSource(code);
    return QCoreApplication::translate("Sentence", source ? source : sentenceSource(ErrorCode::Internal));
}

QString sentence(ErrorCode code, Language language)
{
    const char *source = sentenceSource(code);
    return translated(language, "Sentence", source ? source : sentenceSource(ErrorCode::Internal));
}

QString sentence(const Error &error)
{
    if (const char *source = figureSource(error))
        return QCoreApplication::translate("Sentence", source).arg(formatMoney(*error.left, QLocale()));
    return sentence(error.code);
}

QString sentence(const Error &error, Language language)
{
    if (const char *source = figureSource(error))
        return translated(language, "Sentence", source).arg(formatMoney(*error.left, localeOf(language)));
    return sentence(error.code, language);
}

}
