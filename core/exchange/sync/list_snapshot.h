#pragma once

#include "core/exchange/sync/list_page.h"
#include "core/foundation/store/database.h"

namespace youka {

/// The whole card list as the server's books have it at one moment, packed and in the order of the tokens: a
/// million cards are some thirty megabytes. It is the same for every station; what is lent to a station is
/// put in when a page is cut.
class ListSnapshot
{
public:
    /// Reads the books from one end to the other; the cursor is taken first, so that nothing in here is
    /// older.
    static Result<std::shared_ptr<const ListSnapshot>> read(Database &db);

    qint64 cursor() const { return m_cursor; }
    size_t size() const { return m_cards.size(); }

    struct For
    {
        qint64 station = 0;
        qint64 terminal = 0;
    };
    /// The cards after that token. `db` gives what is lent there now.
    Result<ListPage> page(Database &db, const QByteArray &after, For whom,
                          int most = ListPage::MaxCards) const;

private:
    using Token = std::array<char, size_t(ListPage::TokenBytes)>;
    struct Card
    {
        Token token;
        quint32 at; ///< in m_entries
    };
    void add(const ListedCard &card);
    quint32 profileId(const CardFacts &facts);

    qint64 m_cursor = 0;
    std::vector<Card> m_cards;
    QByteArray m_entries;
    std::vector<QByteArray> m_profiles;
    QHash<QByteArray, quint32> m_profileIds;
};

}
