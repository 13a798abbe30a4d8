#pragma once

#include "core/foundation/base/ids.h"
#include "core/foundation/base/money.h"

#include <QDate>
#include <QString>
#include <QStringList>

#include <optional>

namespace youka {

using CardId = Id<struct CardTag>;

/// What finds a card without naming it: the first 16 bytes of HMAC-SHA-256 over the medium's number under the
/// scheme's lookup key. Terminals send and store this, never the number.
struct CardToken
{
    QByteArray bytes;
    bool operator==(const CardToken &) const = default;
    bool isNull() const { return bytes.isEmpty(); }
};

enum class CardState {
    Issued = 1, ///< made, not yet handed out
    Active = 2,
    Frozen = 3, ///< 冻结: by the operator or by risk
    Lost = 4,   ///< 挂失: reported by the holder
    Closed = 5, ///< 销户: for good
};

/// How the card proved itself, weakest first. A number or a track can be copied; only a chip cannot.
enum class CardProof { Track = 1, Uid = 2, Chip = 3 };

/// A card as read at a reader or typed, before anything is known of it.
struct CardIdentity
{
    CardToken token;
    CardProof proof = CardProof::Track;
    QString masked; ///< "9000 **** **** 5670", or "UID ****1D80": safe to show
};

/// What a rule needs to know of a card. The server fills it from its books, a terminal from its allow list.
struct CardFacts
{
    CardId id;
    CardState state = CardState::Issued;
    QDate expires;        ///< last valid day, in the station's calendar
    QStringList products; ///< allowed product codes; empty: all
    std::optional<Money> limitPerSale;
    std::optional<Money> limitPerDay;
    Money spentToday; ///< captured and held in the station's business day
    Money available;  ///< balance less holds
    bool pinSet = false;
    std::optional<Money> pinAbove; ///< a PIN is asked for amounts above this; absent: never

    bool operator==(const CardFacts &) const = default;
};

}
