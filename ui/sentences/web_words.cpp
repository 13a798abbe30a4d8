#include "ui/sentences/web_words.h"

#include <QCoreApplication>

namespace youka {

namespace {

const char *sourceOf(WebWord word)
{
    switch (word) {
    case WebWord::UntilDay:
        return QT_TRANSLATE_NOOP("Web", "Until %1.");
    case WebWord::QrPicture:
        return QT_TRANSLATE_NOOP("Web", "QR code of the coupon");
    case WebWord::ShowIt:
        return QT_TRANSLATE_NOOP(
            "Web", "Show this at the kiosk or the counter before you pay. Whoever has the code can use it.");
    case WebWord::FormTitle:
        return QT_TRANSLATE_NOOP("Web", "Put it on your card");
    case WebWord::CardNumber:
        return QT_TRANSLATE_NOOP("Web", "Card number");
    case WebWord::Pin:
        return QT_TRANSLATE_NOOP("Web", "PIN");
    case WebWord::Submit:
        return QT_TRANSLATE_NOOP("Web", "Claim the coupon");
    case WebWord::OtherCards:
        return QT_TRANSLATE_NOOP(
            "Web", "A card with a chip, or without a PIN, claims it at the kiosk: enter the code %1 there.");
    case WebWord::Brand:
        return QT_TRANSLATE_NOOP("Web", "Youka");
    case WebWord::Title:
        return QT_TRANSLATE_NOOP("Web", "Coupon");
    case WebWord::NextBest:
        return QT_TRANSLATE_NOOP(
            "Web", "What else there is for you: at any kiosk under \"my coupons\", or ask at the counter.");
    case WebWord::Claimed:
        return QT_TRANSLATE_NOOP(
            "Web", "It is yours. You find it at any kiosk under \"my coupons\" when you show your card.");
    case WebWord::WrongCard:
        return QT_TRANSLATE_NOOP(
            "Web",
            "The card number or the PIN is not right. Check both; after three wrong PINs a card is blocked.");
    case WebWord::ForeignForm:
        return QT_TRANSLATE_NOOP("Web", "This form came from another site. Open the coupon here again.");
    case WebWord::OldForm:
        return QT_TRANSLATE_NOOP("Web", "The form was open too long. Enter card and PIN again.");
    }
    return "";
}

}

QString webText(WebWord word, Language language) { return translated(language, "Web", sourceOf(word)); }

}
