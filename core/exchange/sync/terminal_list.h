#pragma once

#include "core/domain/cards/card.h"
#include "core/domain/pricing/price.h"
#include "core/exchange/sync/list_page.h"
#include "core/foundation/store/database.h"

#include <QHash>
#include <QJsonObject>

namespace youka {

/// What the server told this terminal: cards that may buy here, prices, the station's other terminals and its
/// staff (StaffList).
/// Kept as the last state of each subject; the feed's cursor is moved in the same transaction. Cards lie
/// packed (list_codec.h) in one of two tables: a snapshot fills the other one, page by page, and takes its
/// place in one step.
class TerminalList
{
public:
    TerminalList(Database &db, StationId station, TerminalId self)
        : m_db(db)
        , m_station(station)
        , m_self(self)
    {
    }

    struct Change
    {
        QString topic;
        QJsonObject body;
    };
    /// A change that makes no sense is refused whole, with the cursor where it was. `complete`: nothing more
    /// waits on the server, so the list is as new as `now`. Errors: InvalidInput.
    Result<void> apply(const QList<Change> &changes, qint64 cursor, Timestamp now, bool complete = true);
    Result<qint64> cursor();
    /// Cards are known up to here from a snapshot, whatever the cursor says.
    Result<qint64> listedUpTo();
    /// The server was restored from a backup and numbers its changes anew from there: everything is asked for
    /// again. What is on the list stands until it is told otherwise.
    Result<void> startOver();
    /// When the server last said that the list is complete.
    Result<Timestamp> freshAt();
    Result<void> setFresh(Timestamp now);
    /// The latest moment that was written down here; a clock that is behind it is wrong.
    Result<Timestamp> latestKnown();

    struct Entry
    {
        CardFacts facts;     ///< less what was granted here and is not in them yet
        Money offlineAmount; ///< granted here without the server on `day`
        int offlineCount = 0;
        Money allotment; ///< what may still be granted here without the server
    };
    /// The card as of the last feed, with what this terminal granted by itself on that business day.
    Result<std::optional<Entry>> find(const CardToken &token, QDate day);
    /// A grant given without the server, told by that record of the terminal's own.
    struct Granted
    {
        CardToken token;
        qint64 record = 0;
        QDate day;
        Money amount;
        Timestamp at;
    };
    /// Errors: OfflineCardUnknown.
    Result<void> noteOffline(const Granted &grant);
    /// The server answered for this card itself: its offline counters start anew.
    Result<void> noteOnline(const CardToken &token);
    Result<Money> offlineTotal(QDate day, Currency currency);

    /// Where a snapshot that was begun goes on; empty: at the beginning.
    Result<QByteArray> snapshotAfter();
    /// Takes the next page into the list that is not in force; the last one puts that list in force. The page
    /// was opened with the server's key. Errors: ListOutdated (older than what is known: nothing changes),
    /// InvalidInput (not the page that was asked for, or for another terminal).
    Result<void> applyPage(const ListPage &page);
    Result<qint64> cards();

    /// The server's key for lists; learnt once. Errors: SignatureInvalid (another one is known).
    Result<void> learnListKey(const QByteArray &key);
    Result<QByteArray> listKey();

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
    Result<void> applyAllotment(const QJsonObject &body);
    Result<void> applyPrice(const QJsonObject &body);
    Result<void> applyPeer(const QJsonObject &body);
    Result<std::optional<ListEntry>> stored(const CardToken &token);
    Result<void> store(const CardToken &token, const ListEntry &entry, bool known);
    Result<void> takeCards(const ListPage &page);
    Result<void> putInForce(qint64 shadow, qint64 cursor);
    Result<quint32> profileId(const QByteArray &packed);
    Result<CardProfile> profile(quint32 id);
    Result<qint64> place(const char *name);
    Result<qint64> number(const char *name);
    Result<void> setNumber(const char *name, qint64 value);
    Result<QByteArray> bytes(const char *name);
    Result<void> setBytes(const char *name, const QByteArray &value);
    /// In one transaction; should it fail, nothing that was learnt in it is remembered.
    Result<void> change(const std::function<Result<void>()> &work);

    Database &m_db;
    const StationId m_station;
    const TerminalId m_self;
    QHash<QByteArray, quint32> m_profileIds;
    QHash<quint32, CardProfile> m_profiles;
    QHash<QByteArray, qint64> m_places; ///< what is known of the cursors and of the list in force
    QByteArray m_learntKey;             ///< is in the store
};

}
