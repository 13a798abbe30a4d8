#pragma once

#include "core/exchange/sync/list_codec.h"
#include "core/foundation/crypto/signing.h"

namespace youka {

/// A stretch of the card list on its way to one terminal: every card whose token is beyond `after`, in their
/// order, up to the last card here; with `last`, to the end of the list.
struct ListPage
{
    static constexpr int MaxCards = 5'000;
    static constexpr qsizetype MaxBytes = 4 * 1024 * 1024; ///< unpacked
    static constexpr qsizetype TokenBytes = 16;

    struct Card
    {
        QByteArray token;
        ListEntry entry; ///< its profile counts in `profiles`
    };
    qint64 cursor = 0;   ///< of the feed; everything here is at least as new
    qint64 terminal = 0; ///< for whom
    QByteArray after;    ///< empty: from the beginning
    bool last = false;
    std::vector<QByteArray> profiles; ///< packed
    std::vector<Card> cards;
};

/// As it travels: compressed, and signed by the server over list name, cursor and SHA-256 of the unpacked
/// bytes.
struct SignedListPage
{
    QByteArray bytes;
    QByteArray signature;
};
QJsonObject toJson(const SignedListPage &page);
Result<SignedListPage> listPageFromJson(const QJsonObject &json);

SignedListPage signedPage(const ListPage &page, const SigningKey &key);
/// Unpacks and checks form, order and signature. Errors: InvalidInput, SignatureInvalid.
Result<ListPage> openPage(const SignedListPage &page, const VerifyingKey &key);

/// The two halves of the above without the signature, for what checks them.
QByteArray packPage(const ListPage &page);
Result<ListPage> unpackPage(QByteArrayView bytes);

}
