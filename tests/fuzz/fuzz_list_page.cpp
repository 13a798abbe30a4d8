#include "core/exchange/sync/list_page.h"
#include "core/foundation/base/compress.h"
#include "core/foundation/base/json.h"
#include "tests/fuzz/fuzz.h"

using namespace youka;

/// A page of the card list as it comes from the network: whatever the bytes are, they cost no more memory
/// than a page may have, and what is understood says the same when it is packed again.
int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray input = inputOf(data, size);
    if (const auto object = parseJsonObject(input))
        Q_UNUSED(listPageFromJson(*object));
    if (const auto inner = inflated(input, 64 * 1024))
        ensure(inner->size() <= 64 * 1024, "inflating is bounded");
    ensure(*inflated(deflated(input), std::max<qsizetype>(input.size(), 1)) == input,
           "what is compressed comes back");
    if (const auto profile = unpackProfile(input))
        ensure(*unpackProfile(packProfile(*profile)) == *profile, "a profile is the same when read again");
    const auto page = unpackPage(input);
    if (!page)
        return 0;
    ensure(page->cards.size() <= size_t(ListPage::MaxCards), "a page is bounded");
    const auto again = unpackPage(packPage(*page));
    ensure(again && again->cursor == page->cursor && again->after == page->after && again->last == page->last
               && again->profiles == page->profiles && again->cards.size() == page->cards.size(),
           "a page is the same when it is read again");
    for (size_t i = 0; i < page->cards.size(); ++i)
        ensure(again->cards[i].token == page->cards[i].token && again->cards[i].entry == page->cards[i].entry,
               "a card is the same when it is read again");
    return 0;
}
