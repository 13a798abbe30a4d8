#pragma once

#include "ui/sentences/translator.h"

namespace youka {

/// What the pages on customers' phones say.
enum class WebWord {
    UntilDay,
    QrPicture,
    ShowIt,
    FormTitle,
    CardNumber,
    Pin,
    Submit,
    OtherCards,
    Brand,
    Title,
    NextBest,
    Claimed,
    WrongCard,
    ForeignForm,
    OldForm,
};

QString webText(WebWord word, Language language);

}
