#pragma once

#include "apps/server/web/customer_visit.h"
#include "core/domain/cards/card_service.h"

namespace youka {

/// What several of the customers' pages say.

/// "•••• 3338": a page may be seen over a shoulder.
QString maskedShort(const QString &masked);
QString cardStateIn(CardState state, Language language);
/// "WeChat Pay"
QString customerChannel(const QString &channel, Language language);

/// Buttons of the third parties: to sign in with, or to link and unlink.
void addProviders(const Visit &visit, const std::vector<SignInWay> &linked = {});

/// The card of the address. Another's is not told from one that never was. Errors: CardUnknown.
Result<CardRecord> ownCard(const Visit &visit, Database &db);

}
