#include "ui/sentences/customer_words.h"

#include <QCoreApplication>

#include <algorithm>

namespace youka {

namespace {

struct Word
{
    const char *key;
    const char *source;
};
constexpr Word Words[] = {
    {"w.brand", QT_TRANSLATE_NOOP("Web", "Youka")},
    {"w.navCards", QT_TRANSLATE_NOOP("Web", "Cards")},
    {"w.navCoupons", QT_TRANSLATE_NOOP("Web", "Coupons")},
    {"w.navStations", QT_TRANSLATE_NOOP("Web", "Stations")},
    {"w.navAccount", QT_TRANSLATE_NOOP("Web", "Account")},
    {"w.back", QT_TRANSLATE_NOOP("Web", "Back")},
    {"w.more", QT_TRANSLATE_NOOP("Web", "Earlier ones")},
    {"w.open", QT_TRANSLATE_NOOP("Web", "Open")},
    {"w.signIn", QT_TRANSLATE_NOOP("Web", "Sign in")},
    {"w.phone", QT_TRANSLATE_NOOP("Web", "Mobile number")},
    {"w.sendCode", QT_TRANSLATE_NOOP("Web", "Send a code by SMS")},
    {"w.phoneHint",
     QT_TRANSLATE_NOOP(
         "Web",
         "The number that you gave when you got your card. If it is known, a code arrives within a minute.")},
    {"w.enterCode", QT_TRANSLATE_NOOP("Web", "Enter the code")},
    {"w.codeSent",
     QT_TRANSLATE_NOOP(
         "Web", "If this number is known, a code of six digits is on its way. It is good for five minutes.")},
    {"w.code", QT_TRANSLATE_NOOP("Web", "Code")},
    {"w.codeHint", QT_TRANSLATE_NOOP("Web", "Nobody of ours ever asks you for this code.")},
    {"w.otherNumber", QT_TRANSLATE_NOOP("Web", "Use another number, or send a new code")},
    {"w.waitMinutes", QT_TRANSLATE_NOOP("Web", "Wait about %1 min.")},
    {"w.byWechat", QT_TRANSLATE_NOOP("Web", "Sign in with WeChat")},
    {"w.byAlipay", QT_TRANSLATE_NOOP("Web", "Sign in with Alipay")},
    {"w.linkWechat", QT_TRANSLATE_NOOP("Web", "Link WeChat")},
    {"w.linkAlipay", QT_TRANSLATE_NOOP("Web", "Link Alipay")},
    {"w.unlinkWechat", QT_TRANSLATE_NOOP("Web", "Unlink WeChat")},
    {"w.unlinkAlipay", QT_TRANSLATE_NOOP("Web", "Unlink Alipay")},
    {"w.linked", QT_TRANSLATE_NOOP("Web", "Other ways to sign in")},
    {"w.linkedHint", QT_TRANSLATE_NOOP("Web", "Once linked, the app signs you in without a code.")},
    {"w.devices", QT_TRANSLATE_NOOP("Web", "Where you are signed in")},
    {"w.devicesHint", QT_TRANSLATE_NOOP("Web", "A device that you do not know: sign it out.")},
    {"w.unknownDevice", QT_TRANSLATE_NOOP("Web", "Unknown device")},
    {"w.thisDevice", QT_TRANSLATE_NOOP("Web", "this device")},
    {"w.since", QT_TRANSLATE_NOOP("Web", "Since")},
    {"w.seen", QT_TRANSLATE_NOOP("Web", "last seen")},
    {"w.signOut", QT_TRANSLATE_NOOP("Web", "Sign out")},
    {"w.signOutAll", QT_TRANSLATE_NOOP("Web", "Sign out everywhere")},
    {"w.foreignForm",
     QT_TRANSLATE_NOOP("Web", "This form came from another site. Open the page here again.")},
    {"w.oldForm",
     QT_TRANSLATE_NOOP("Web", "The form was open too long. Open the page again; nothing was done.")},
    {"w.lateForm",
     QT_TRANSLATE_NOOP("Web",
                       "The page was open for more than a quarter of an hour, so nothing was done. You are "
                       "still signed in: please do it once more.")},
    {"w.hello", QT_TRANSLATE_NOOP("Web", "Hello, %1")},
    {"w.points", QT_TRANSLATE_NOOP("Web", "Points")},
    {"w.noCards", QT_TRANSLATE_NOOP("Web", "You have no card yet. Any counter issues one.")},
    {"w.held", QT_TRANSLATE_NOOP("Web", "Reserved")},
    {"w.validUntil", QT_TRANSLATE_NOOP("Web", "Valid until")},
    {"w.statement", QT_TRANSLATE_NOOP("Web", "Statement")},
    {"w.topUp", QT_TRANSLATE_NOOP("Web", "Top up")},
    {"w.manage", QT_TRANSLATE_NOOP("Web", "Details")},
    {"w.stateIssued", QT_TRANSLATE_NOOP("Web", "Not active yet")},
    {"w.stateFrozen", QT_TRANSLATE_NOOP("Web", "Frozen")},
    {"w.stateLost", QT_TRANSLATE_NOOP("Web", "Reported lost")},
    {"w.stateClosed", QT_TRANSLATE_NOOP("Web", "Closed")},
    {"w.kindTopUp", QT_TRANSLATE_NOOP("Web", "Top-up")},
    {"w.kindPurchase", QT_TRANSLATE_NOOP("Web", "Purchase")},
    {"w.kindRefund", QT_TRANSLATE_NOOP("Web", "Refund")},
    {"w.kindReversal", QT_TRANSLATE_NOOP("Web", "Reversal")},
    {"w.kindBill", QT_TRANSLATE_NOOP("Web", "Bill payment")},
    {"w.kindOther", QT_TRANSLATE_NOOP("Web", "Booking")},
    {"w.dayFormat", QT_TRANSLATE_NOOP("Web", "d MMMM yyyy")},
    {"w.monthFormat", QT_TRANSLATE_NOOP("Web", "MMMM yyyy")},
    {"w.noMovements", QT_TRANSLATE_NOOP("Web", "Nothing was booked in this month.")},
    {"w.moneyIn", QT_TRANSLATE_NOOP("Web", "In")},
    {"w.moneyOut", QT_TRANSLATE_NOOP("Web", "Out")},
    {"w.receipt", QT_TRANSLATE_NOOP("Web", "Receipt")},
    {"w.myCoupons", QT_TRANSLATE_NOOP("Web", "My coupons")},
    {"w.noCoupons", QT_TRANSLATE_NOOP("Web", "You have no coupon at the moment.")},
    {"w.untilDay", QT_TRANSLATE_NOOP("Web", "Until %1")},
    {"w.haveCode", QT_TRANSLATE_NOOP("Web", "You have a code?")},
    {"w.couponCode", QT_TRANSLATE_NOOP("Web", "Coupon code")},
    {"w.card", QT_TRANSLATE_NOOP("Web", "Card")},
    {"w.available", QT_TRANSLATE_NOOP("Web", "Available")},
    {"w.ofBonus", QT_TRANSLATE_NOOP("Web", "of this bonus money")},
    {"w.state", QT_TRANSLATE_NOOP("Web", "State")},
    {"w.stateActive", QT_TRANSLATE_NOOP("Web", "Active")},
    {"w.perSale", QT_TRANSLATE_NOOP("Web", "Limit per sale")},
    {"w.perDay", QT_TRANSLATE_NOOP("Web", "Limit per day")},
    {"w.reportLost", QT_TRANSLATE_NOOP("Web", "Report this card lost")},
    {"w.lostHint",
     QT_TRANSLATE_NOOP(
         "Web",
         "The card stops at once, at every station. Its money stays yours; a counter gives you a new card.")},
    {"w.pinOrCode", QT_TRANSLATE_NOOP("Web", "PIN of the card")},
    {"w.withPin", QT_TRANSLATE_NOOP("Web", "Report lost with the PIN")},
    {"w.withCode", QT_TRANSLATE_NOOP("Web", "Report lost with the code")},
    {"w.askCode", QT_TRANSLATE_NOOP("Web", "No PIN at hand: send a code by SMS")},
    {"w.lostDone", QT_TRANSLATE_NOOP("Web", "The card is reported lost. Nobody can pay with it any more.")},
    {"w.pinWrong",
     QT_TRANSLATE_NOOP(
         "Web", "The PIN is not right. After three wrong ones it is blocked; a code by SMS does it too.")},
    {"w.noPin", QT_TRANSLATE_NOOP("Web", "This card has no PIN that can be used here. Use a code by SMS.")},
    {"w.receiptTitle", QT_TRANSLATE_NOOP("Web", "Electronic receipt")},
    {"w.station", QT_TRANSLATE_NOOP("Web", "Station")},
    {"w.time", QT_TRANSLATE_NOOP("Web", "Time")},
    {"w.number", QT_TRANSLATE_NOOP("Web", "Sale number")},
    {"w.pump", QT_TRANSLATE_NOOP("Web", "Pump")},
    {"w.pointsOff", QT_TRANSLATE_NOOP("Web", "Points")},
    {"w.paid", QT_TRANSLATE_NOOP("Web", "Paid")},
    {"w.payBy", QT_TRANSLATE_NOOP("Web", "Paid with")},
    {"w.cash", QT_TRANSLATE_NOOP("Web", "Cash")},
    {"w.noReceipt",
     QT_TRANSLATE_NOOP("Web",
                       "This receipt is not known. Scan the code on it again; a sale made a moment ago may "
                       "need a minute to arrive.")},
    {"w.invoice", QT_TRANSLATE_NOOP("Web", "Invoice")},
    {"w.invoiceOpen", QT_TRANSLATE_NOOP("Web", "Can be invoiced")},
    {"w.invoiceNone", QT_TRANSLATE_NOOP("Web", "Nothing of this sale is left to be invoiced.")},
    {"w.titleKind", QT_TRANSLATE_NOOP("Web", "Made out to")},
    {"w.person", QT_TRANSLATE_NOOP("Web", "A person")},
    {"w.company", QT_TRANSLATE_NOOP("Web", "A company")},
    {"w.buyerName", QT_TRANSLATE_NOOP("Web", "Name")},
    {"w.taxNumber", QT_TRANSLATE_NOOP("Web", "Tax number (companies)")},
    {"w.requestInvoice", QT_TRANSLATE_NOOP("Web", "Request the invoice")},
    {"w.invoiceHint", QT_TRANSLATE_NOOP("Web", "Once it is issued it can be downloaded here.")},
    {"w.invoiceRequested",
     QT_TRANSLATE_NOOP("Web", "The invoice was requested. It stands here as soon as it is issued.")},
    {"w.stateRequested", QT_TRANSLATE_NOOP("Web", "requested")},
    {"w.stateIssuedInvoice", QT_TRANSLATE_NOOP("Web", "issued")},
    {"w.stateRefused", QT_TRANSLATE_NOOP("Web", "refused")},
    {"w.stateReversed", QT_TRANSLATE_NOOP("Web", "reversed")},
    {"w.download", QT_TRANSLATE_NOOP("Web", "Download (PDF)")},
    {"w.stations", QT_TRANSLATE_NOOP("Web", "Stations and prices")},
    {"w.nearMe", QT_TRANSLATE_NOOP("Web", "Sort by distance from here")},
    {"w.nearHint", QT_TRANSLATE_NOOP("Web", "Your place is used for this list only and is not kept.")},
    {"w.kilometres", QT_TRANSLATE_NOOP("Web", "%1 km")},
    {"w.noPrices", QT_TRANSLATE_NOOP("Web", "No price is published.")},
    {"w.noStations", QT_TRANSLATE_NOOP("Web", "No station is known yet.")},
    {"w.perLitre", QT_TRANSLATE_NOOP("Web", "¥%1/L")},
    {"w.topUpCard", QT_TRANSLATE_NOOP("Web", "Top up")},
    {"w.chooseAmount", QT_TRANSLATE_NOOP("Web", "Amount")},
    {"w.otherAmount", QT_TRANSLATE_NOOP("Web", "Another amount")},
    {"w.bonus", QT_TRANSLATE_NOOP("Web", "+ %1 bonus")},
    {"w.payWith", QT_TRANSLATE_NOOP("Web", "Pay with")},
    {"w.pay", QT_TRANSLATE_NOOP("Web", "Go on to pay")},
    {"w.payLimits", QT_TRANSLATE_NOOP("Web", "From %1 to %2.")},
    {"w.payScan", QT_TRANSLATE_NOOP("Web", "Scan this with %1, or open it on this phone.")},
    {"w.payOpen", QT_TRANSLATE_NOOP("Web", "Open %1")},
    {"w.payQr", QT_TRANSLATE_NOOP("Web", "QR code to pay with")},
    {"w.payWaiting", QT_TRANSLATE_NOOP("Web", "Waiting for the payment. This page looks for it by itself.")},
    {"w.payPreparing", QT_TRANSLATE_NOOP("Web", "The payment is being prepared …")},
    {"w.payDone", QT_TRANSLATE_NOOP("Web", "Paid. %1 was added to the card.")},
    {"w.payBooked", QT_TRANSLATE_NOOP("Web", "Balance now")},
    {"w.payEnded", QT_TRANSLATE_NOOP("Web", "This payment has ended; nothing was charged.")},
    {"w.payFailed", QT_TRANSLATE_NOOP("Web", "The payment did not go through; nothing was charged.")},
    {"w.payUnknown",
     QT_TRANSLATE_NOOP("Web",
                       "It is not clear yet whether the payment went through. We keep asking; money that is "
                       "not booked comes back by itself.")},
    {"w.payBack", QT_TRANSLATE_NOOP("Web", "The money is on its way back.")},
    {"w.payBackDone", QT_TRANSLATE_NOOP("Web", "The money went back the way it came.")},
    {"w.payCancel", QT_TRANSLATE_NOOP("Web", "Cancel")},
    {"w.payAgain", QT_TRANSLATE_NOOP("Web", "Try again")},
    {"w.channelWechat", QT_TRANSLATE_NOOP("Web", "WeChat Pay")},
    {"w.channelAlipay", QT_TRANSLATE_NOOP("Web", "Alipay")},
    {"w.channelUnionpay", QT_TRANSLATE_NOOP("Web", "UnionPay")},
    {"w.payGone", QT_TRANSLATE_NOOP("Web", "Paying by phone is not possible at the moment.")},
    {"w.payPerson",
     QT_TRANSLATE_NOOP("Web", "Somebody of ours looks at this payment. Please call the hotline.")},
};

}

QString customerText(const char *key, Language language)
{
    const auto word = std::find_if(std::begin(Words), std::end(Words),
                                   [&](const Word &one) { return qstrcmp(one.key, key) == 0; });
    return word == std::end(Words) ? QString() : translated(language, "Web", word->source);
}

QList<std::pair<QByteArray, QString>> customerWords(Language language)
{
    QList<std::pair<QByteArray, QString>> all;
    for (const Word &word : Words)
        all.emplaceBack(word.key, translated(language, "Web", word.source));
    return all;
}

}
