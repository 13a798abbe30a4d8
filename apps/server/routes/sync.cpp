#include "apps/server/server.h"
#include "core/domain/access/terminal_service.h"
#include "core/domain/cards/card_repository.h"
#include "core/exchange/sync/inbox.h"
#include "core/foundation/base/json.h"
#include "core/foundation/store/change_feed.h"

#include <QJsonDocument>

#include <algorithm>

namespace youka {

namespace {

/// What the batch did is taken back; what it showed is kept.
void refuse(const std::shared_ptr<Call> &call, const FactBatch &batch, const Error &error)
{
    call->server.pipeline().submit(
        [call, batch, error](Database &db) -> Result<QByteArray> {
            return Inbox(db, call->server.cardKeys())
                .refused(error, batch, call->terminal, call->server.clock().now())
                .map([] { return QByteArray(); });
        },
        [call, error](const Result<QByteArray> &noted) { call->refuse(noted ? error : noted.error()); });
}

void outbox(const std::shared_ptr<Call> &call)
{
    const auto batch = batchFromJson(call->body);
    if (!batch)
        return call->refuse(batch.error());
    // What was read is not needed twice while it waits.
    call->body = {};
    call->request.body.clear();
    const int records = int(batch->bodies.size());
    Server &server = call->server;
    const auto checked = std::make_shared<ReadBatch>(*batch);
    if (const auto end = server.chainEnds().find(call->terminal.id))
        checked->checkSignature(call->terminal.id, *end);
    const std::shared_ptr<const ReadBatch> read = checked;
    const auto end = std::make_shared<ChainEnd>();
    server.admission().entered(records, server.clock().monotonicMs());
    server.pipeline().submit(
        [call, read, end](Database &db) -> Result<QByteArray> {
            Inbox inbox(db, call->server.cardKeys(), call->server.reversalPolicy(), call->server.saleTold());
            const auto replies = inbox.receive(*read, call->terminal, call->server.clock().now());
            if (!replies)
                return fail(replies.error());
            *end = inbox.end();
            return QJsonDocument(toJson(*replies)).toJson(QJsonDocument::Compact);
        },
        [call, read, end, records](const Result<QByteArray> &body) {
            call->server.admission().left(records, call->server.clock().monotonicMs());
            if (body) {
                call->server.chainEnds().learn(call->terminal.id, *end);
                return call->respond({200, *body});
            }
            if (body.error().code == ErrorCode::ChainFork || body.error().code == ErrorCode::ChainGap)
                return refuse(call, read->batch, body.error());
            call->refuse(body.error());
        },
        records);
}

/// A terminal for which a page of the list is less than what changed takes the list instead.
Result<bool> wantsSnapshot(Database &db, const ChangeFeed::Question &question)
{
    constexpr qint64 FewChanges = 2'000;
    constexpr qint64 CardsPerChange = 8; // a change is some ten times as long as a card, and slower to take
    ChangeFeed changes(db);
    const auto head = changes.head();
    if (!head)
        return fail(head.error());
    if (*head - std::max(question.cursor, question.listedUpTo) <= FewChanges)
        return false;
    return CardRepository(db).last().and_then([&](CardId cards) {
        ChangeFeed::Question counted = question;
        counted.most = int(std::max(FewChanges, cards.value / CardsPerChange)) + 1;
        return changes.waiting(counted).map([&](qint64 waiting) { return waiting >= counted.most; });
    });
}

/// PINs of staff are for tills: a kiosk stands where anybody may take it away.
bool isFor(const AskingTerminal &terminal, const Change &change)
{
    return change.topic != QLatin1String("staff") || terminal.kind != QLatin1String("kiosk");
}

void appendChanges(QByteArray &out, const std::vector<Change> &changes, const AskingTerminal &terminal)
{
    const char *between = "";
    for (const Change &change : changes)
        if (isFor(terminal, change)) {
            out += between + ("{\"topic\":" + jsonText(change.topic))
                + ",\"subject\":" + jsonText(change.subject) + ",\"body\":" + change.body + '}';
            between = ",";
        }
}

/// What a terminal that asks the feed is told.
struct FeedAnswer
{
    QByteArray json;
    qint64 cursor = 0;
    bool tellsNothing = false; ///< it knows everything already
};

Result<FeedAnswer> feedAnswer(Server &server, Database &db, const AskingTerminal &terminal,
                              const ChangeFeed::Question &question, bool knowsLists)
{
    const auto snapshot = knowsLists ? wantsSnapshot(db, question) : Result<bool>(false);
    const auto page = ChangeFeed(db).page(question);
    if (!snapshot || !page)
        return fail(snapshot ? page.error() : snapshot.error());
    FeedAnswer answer;
    answer.cursor = *snapshot ? question.cursor : page->cursor;
    answer.tellsNothing = !*snapshot && !page->beyond && page->changes.empty();
    // Most of it is kept as JSON, and every terminal is told: taken apart and put together again it would
    // cost more than it does to look it up.
    QByteArray &out = answer.json;
    out = "{\"now\":" + jsonText(server.clock().now().toIso()) + ",\"listKey\":\""
        + server.lists().publicKey().toBase64() + "\",\"cursor\":\"" + QByteArray::number(answer.cursor)
        + (page->more && !*snapshot ? "\",\"more\":true" : "\",\"more\":false");
    if (*snapshot)
        out += ",\"snapshot\":true";
    if (page->beyond) // from a backup: the terminal asks again from the start
        out += ",\"restart\":true";
    out += ",\"changes\":[";
    if (!*snapshot)
        appendChanges(out, page->changes, terminal);
    out += "]}";
    return answer;
}

/// Up to where there is nothing that must not wait; nothing when there is.
std::optional<qint64> calmUpTo(Database &db, const ChangeFeed::Question &question)
{
    ChangeFeed changes(db);
    const auto head = changes.head();
    if (!head)
        return std::nullopt;
    const auto urgent = changes.isUrgent(question, question.cursor, *head);
    return urgent && !*urgent ? std::optional(*head) : std::nullopt;
}

/// The next changes; with `wait` (seconds) a terminal that knows all is answered when there is one for it.
void feed(const std::shared_ptr<Call> &call)
{
    constexpr int LongestWaitS = 60; // below the time after which an idle connection ends
    const QString listed = call->request.queryValue(QStringLiteral("listed"));
    const int wait =
        std::clamp(call->request.queryValue(QStringLiteral("wait")).toInt(), 0, LongestWaitS) * 1'000;
    const ChangeFeed::Question question{call->request.queryValue(QStringLiteral("since")).toLongLong(),
                                        call->terminal.station.id.value, listed.toLongLong(), 1'000};
    const auto ask = [call, question, knowsLists = !listed.isEmpty()](Database &db, qint64 from, bool last) {
        ChangeFeed::Question now = question;
        now.cursor = from;
        const auto answer = feedAnswer(call->server, db, call->terminal, now, knowsLists);
        if (answer && answer->tellsNothing && !last)
            return std::optional(answer->cursor);
        if (answer)
            call->respond({200, answer->json});
        else
            call->refuse(answer.error());
        return std::optional<qint64>();
    };
    Database &db = call->server.reader(call->thread);
    ChangeFeed::Question about = question;
    std::optional<qint64> looked;
    if (wait > 0) // nearly all know everything, and ask the store nothing
        looked = question.cursor == call->server.live().lastHead() ? question.cursor : calmUpTo(db, question);
    if (!looked) {
        looked = ask(db, question.cursor, wait == 0);
        if (!looked)
            return;
        about.cursor = *looked;
    }
    call->server.live().hold(call->terminal.id.value, about, *looked, wait,
                             [ask, from = about.cursor](Database &store, bool last) mutable {
                                 const auto next = ask(store, from, last);
                                 from = next.value_or(from);
                                 return next;
                             });
}

void listSnapshot(const std::shared_ptr<Call> &call)
{
    const QByteArray after =
        QByteArray::fromHex(call->request.queryValue(QStringLiteral("after")).toLatin1());
    if (!after.isEmpty() && after.size() != ListPage::TokenBytes)
        return call->refuse({ErrorCode::InvalidInput, QStringLiteral("after: a token is expected")});
    call->server.besides([call, after] {
        const auto page =
            call->server.lists().page(after, {call->terminal.station.id.value, call->terminal.id.value});
        if (!page)
            return call->refuse(page.error());
        call->answer(toJson(*page));
    });
}

}

void addSyncRoutes(RouteTable &table)
{
    table.add({"POST", "/api/v1/outbox", Permission::UploadFacts, Idempotency::ByContent,
               "Upload the next records of a terminal's journal",
               R"({"type":"object","required":["first","records","signature"]})",
               R"({"type":"object","required":["records"]})", outbox, Queues::Records});
    table.add(
        {"GET", "/api/v1/feed", Permission::ReadFeed, Idempotency::Reads,
         "Changes of cards, prices and staff after a cursor; wait=S holds the answer until there is one",
         nullptr, R"({"type":"object","required":["cursor","more","changes"]})", feed});
    table.add({"GET", "/api/v1/list-snapshot", Permission::ReadFeed, Idempotency::Reads,
               "The card list after a token, compressed and signed, a page at a time", nullptr,
               R"({"type":"object","required":["page","signature"]})", listSnapshot});
}

}
