#include "core/exchange/sync/list_snapshot.h"

#include "core/domain/cards/allotment_repository.h"
#include "core/domain/cards/card_repository.h"
#include "core/foundation/store/change_feed.h"

#include <algorithm>
#include <cstring>

namespace youka {

Result<std::shared_ptr<const ListSnapshot>> ListSnapshot::read(Database &db)
{
    const auto snapshot = std::make_shared<ListSnapshot>();
    const auto head = ChangeFeed(db).head();
    if (!head)
        return fail(head.error());
    snapshot->m_cursor = *head;
    const auto read = CardRepository(db).eachListed([&](const ListedCard &card) { snapshot->add(card); });
    if (!read)
        return fail(read.error());
    std::sort(snapshot->m_cards.begin(), snapshot->m_cards.end(), [](const Card &a, const Card &b) {
        return std::memcmp(a.token.data(), b.token.data(), a.token.size()) < 0;
    });
    return std::shared_ptr<const ListSnapshot>(snapshot);
}

quint32 ListSnapshot::profileId(const CardFacts &facts)
{
    const QByteArray packed = packProfile(profileOf(facts));
    const auto known = m_profileIds.constFind(packed);
    if (known != m_profileIds.cend())
        return *known;
    m_profiles.push_back(packed);
    return m_profileIds[packed] = quint32(m_profiles.size() - 1);
}

void ListSnapshot::add(const ListedCard &card)
{
    if (card.token.bytes.size() != ListPage::TokenBytes)
        return;
    Card kept{{}, quint32(m_entries.size())};
    std::copy(card.token.bytes.cbegin(), card.token.bytes.cend(), kept.token.begin());
    m_cards.push_back(kept);
    ByteWriter out;
    packEntry(out, entryOf(card, profileId(card.facts)));
    m_entries += out.bytes();
}

Result<ListPage> ListSnapshot::page(Database &db, const QByteArray &after, For whom, int most) const
{
    ListPage page;
    page.cursor = m_cursor;
    page.terminal = whom.terminal;
    page.after = after;
    const auto view = [](const Card &card) {
        return QByteArrayView(card.token.data(), ListPage::TokenBytes);
    };
    const auto first = after.isEmpty()
        ? m_cards.begin()
        : std::upper_bound(m_cards.begin(), m_cards.end(), QByteArrayView(after),
                           [&](QByteArrayView token, const Card &card) { return token < view(card); });
    const auto end = m_cards.end() - first > most ? first + most : m_cards.end();
    page.last = end == m_cards.end();
    QHash<quint32, quint32> profiles; // of the snapshot -> of the page
    for (auto card = first; card != end; ++card) {
        ByteReader in(QByteArrayView(m_entries).sliced(card->at));
        ListPage::Card listed{view(*card).toByteArray(), unpackEntry(in)};
        auto mine = profiles.constFind(listed.entry.profile);
        if (mine == profiles.cend()) {
            page.profiles.push_back(m_profiles[listed.entry.profile]);
            mine = profiles.insert(listed.entry.profile, quint32(page.profiles.size() - 1));
        }
        listed.entry.profile = *mine;
        page.cards.push_back(std::move(listed));
    }
    if (page.cards.empty())
        return page;
    const auto lent =
        AllotmentRepository(db).lentTo({whom.station}, whom.terminal, after, page.cards.back().token);
    if (!lent)
        return fail(lent.error());
    auto card = page.cards.begin();
    for (const auto &one : *lent) { // both in the order of the tokens
        while (card != page.cards.end() && card->token < one.token.bytes)
            ++card;
        if (card != page.cards.end() && card->token == one.token.bytes) {
            card->entry.lent = one.minor;
            card->entry.booked = one.booked;
        }
    }
    return page;
}

}
