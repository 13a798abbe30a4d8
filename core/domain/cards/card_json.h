#pragma once

#include "core/domain/cards/card.h"

#include <QJsonObject>

namespace youka {

/// A card as the feed carries it and as a terminal's allow list keeps it.
struct ListedCard
{
    CardToken token;
    CardFacts facts;
};

QJsonObject toJson(const ListedCard &card);
/// Errors: InvalidInput naming the member.
Result<ListedCard> listedCardFromJson(const QJsonObject &json);

}
