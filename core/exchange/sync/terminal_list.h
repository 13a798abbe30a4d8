#pragma once

#include "core/domain/cards/card.h"
#include "core/domain/pricing/price.h"
#include "core/foundation/store/database.h"

#include <QJsonObject>

namespace youka {

/// What the server told this terminal: cards that may buy here, prices, and the station's other terminals.
/// Kept as the last state of each subject; the feed's cursor is moved in the same transaction.
class TerminalList
{
public:
    TerminalList(Database &db, StationId station)
        : m_db(db)
        , m_station(station)
    {
    }

    struct Change
    {
        QString topic;
        QJsonObject body;
    };
    /// A change that makes no sense is refused whole, with the cursor where it was. Errors: InvalidInput.
    Result<void> apply(const QList<Change> &changes, qint64 cursor, Timestamp now);
    Result<qint64> cursor();
    /// When the server last said that the list is complete.
    Result<Timestamp> freshAt();
    Result<void> setFresh(Timestamp now);

    struct Entry
    {
        CardFacts facts;
        Money offlineAmount; ///< granted here without the server on `day`
        int offlineCount = 0;
    };
    /// The card as of the last feed, with what this terminal granted by itself on that business day.
    Result<std::optional<Entry>> find(const CardToken &token, QDate day);
    /// Notes a grant given without the server: counters up, snapshot down. Also the terminal's own sum.
    Result<void> noteOffline(const CardToken &token, QDate day, Money amount);
    /// The server answered for this card itself: its offline counters start anew.
    Result<void> noteOnline(const CardToken &token);
    Result<Money> offlineTotal(QDate day, Currency currency);

    Result<std::vector<Price>> prices();

    struct Peer
    {
        TerminalId id;
        QString name;
        QString kind;
        QByteArray publicKey;
    };
    /// An active terminal of this station. nullopt: none of ours.
    Result<std::optional<Peer>> peer(TerminalId id);

private:
    Result<void> applyCard(const QJsonObject &body);
    Result<void> applyPrice(const QJsonObject &body);
    Result<void> applyPeer(const QJsonObject &body);
    Result<qint64> number(const char *name);
    Result<void> setNumber(const char *name, qint64 value);

    Database &m_db;
    const StationId m_station;
};

}
