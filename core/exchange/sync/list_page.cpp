#include "core/exchange/sync/list_page.h"

#include "core/foundation/base/compress.h"
#include "core/foundation/base/json.h"
#include "core/foundation/crypto/digest.h"

#include <limits>

namespace youka {

namespace {

constexpr char Name[] = "cards";
constexpr quint64 Largest = quint64(std::numeric_limits<qint64>::max());
constexpr qsizetype MaxProfileBytes = 20'000;

QByteArray signedMessage(qint64 cursor, QByteArrayView bytes)
{
    return QByteArrayLiteral("YKLIST1") + Name + '\0' + be64(quint64(cursor)) + sha256(bytes);
}

}

QByteArray packPage(const ListPage &page)
{
    ByteWriter out;
    out.block(QByteArrayView(Name));
    out.number(quint64(page.cursor));
    out.number(quint64(page.terminal));
    out.block(page.after);
    out.byte(page.last ? 1 : 0);
    out.number(page.profiles.size());
    for (const QByteArray &profile : page.profiles)
        out.block(profile);
    out.number(page.cards.size());
    for (const ListPage::Card &card : page.cards) {
        out.raw(card.token);
        packEntry(out, card.entry);
    }
    return out.take();
}

Result<ListPage> unpackPage(QByteArrayView bytes)
{
    ByteReader in(bytes);
    ListPage page;
    if (in.block(sizeof Name) != QByteArrayView(Name))
        in.refuse();
    page.cursor = qint64(in.number(Largest));
    page.terminal = qint64(in.number(Largest));
    page.after = in.block(ListPage::TokenBytes).toByteArray();
    if (!page.after.isEmpty() && page.after.size() != ListPage::TokenBytes)
        in.refuse();
    const quint8 last = in.byte();
    if (last > 1)
        in.refuse();
    page.last = last == 1;
    const quint64 profiles = in.number(ListPage::MaxCards);
    for (quint64 i = 0; i < profiles && !in.isWrong(); ++i) {
        page.profiles.push_back(in.block(MaxProfileBytes).toByteArray());
        if (!unpackProfile(page.profiles.back()))
            in.refuse();
    }
    const quint64 cards = in.number(ListPage::MaxCards);
    QByteArray previous = page.after;
    for (quint64 i = 0; i < cards && !in.isWrong(); ++i) {
        ListPage::Card card{in.raw(ListPage::TokenBytes).toByteArray(), unpackEntry(in)};
        if (card.token <= previous || card.entry.profile >= profiles)
            in.refuse();
        previous = card.token;
        page.cards.push_back(std::move(card));
    }
    if (in.isWrong() || !in.atEnd() || (page.cards.empty() && !page.last))
        return fail(ErrorCode::InvalidInput, QStringLiteral("list page"));
    return page;
}

SignedListPage signedPage(const ListPage &page, const SigningKey &key)
{
    const QByteArray bytes = packPage(page);
    return {deflated(bytes), key.sign(signedMessage(page.cursor, bytes))};
}

Result<ListPage> openPage(const SignedListPage &page, const VerifyingKey &key)
{
    const auto bytes = inflated(page.bytes, ListPage::MaxBytes);
    if (!bytes)
        return fail(bytes.error());
    return unpackPage(*bytes).and_then([&](ListPage opened) -> Result<ListPage> {
        if (!key.verify(signedMessage(opened.cursor, *bytes), page.signature))
            return fail(ErrorCode::SignatureInvalid, QStringLiteral("list page"));
        return opened;
    });
}

QJsonObject toJson(const SignedListPage &page)
{
    return {{QStringLiteral("page"), QString::fromLatin1(page.bytes.toBase64())},
            {QStringLiteral("signature"), QString::fromLatin1(page.signature.toBase64())}};
}

Result<SignedListPage> listPageFromJson(const QJsonObject &json)
{
    JsonReader in(json);
    const SignedListPage page{in.base64("page", ListPage::MaxBytes), in.base64("signature", 64)};
    if (in.error())
        return fail(*in.error());
    return page;
}

}
