#pragma once

#include "core/domain/cards/card.h"

#include <QJsonObject>

namespace youka {

/// A card as the feed carries it and as a terminal's allow list keeps it.
struct ListedCard
{
    CardToken token;
    CardFacts facts;
    QDate day; ///< of `facts.spentToday`
};
/// What the card may spend at one station without asking, as the feed carries it.
struct ListedAllotment
{
    CardToken token;
    qint64 terminal = 0; ///< the station's counter that may grant it
    Money amount;
    qint64 booked = 0; ///< that counter's records up to here are in the amount
};

QJsonObject toJson(const ListedCard &card);
/// Errors: InvalidInput naming the member.
Result<ListedCard> listedCardFromJson(const QJsonObject &json);
QJsonObject toJson(const ListedAllotment &allotment);
Result<ListedAllotment> listedAllotmentFromJson(const QJsonObject &json);

}
