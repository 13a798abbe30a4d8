// What one offline decision takes, with its durable record: from the question to hold, counters and fact on
// the terminal's encrypted disk. 100,000 cards on the list.
#include "core/domain/cards/card_json.h"
#include "core/exchange/sync/outbox.h"
#include "core/exchange/sync/station_authoriser.h"
#include "core/exchange/sync/terminal_store.h"
#include "core/foundation/crypto/digest.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>

using namespace youka;

namespace {

constexpr int Cards = 100'000;
constexpr int Decisions = 4'000;

CardToken tokenOf(int card) { return {hmacSha256("bench", QByteArray::number(card)).first(16)}; }

Result<void> fill(TerminalList &list, Timestamp now)
{
    QList<TerminalList::Change> changes;
    for (int card = 0; card < Cards; ++card) {
        CardFacts facts;
        facts.state = CardState::Active;
        facts.expires = QDate(2099, 12, 31);
        facts.available = {10'000'000, {}};
        changes.append({QStringLiteral("card"), toJson(ListedCard{tokenOf(card), facts})});
    }
    return list.apply(changes, Cards, now);
}

int run(const QString &folder)
{
    const SystemClock clock;
    const auto store = TerminalStore::open(folder, folder + QStringLiteral("/master.key"));
    if (!store)
        return 1;
    Station station;
    station.zone = QTimeZone::utc();
    station.cutOver = QTime(0, 0);
    TerminalList list((*store)->db(), station.id);
    Outbox outbox((*store)->db(), {1}, SigningKey::generate());
    ApiClient nobody({QUrl(QStringLiteral("https://localhost:1")), {}, 1'000}, clock);
    OfflineLimits limits;
    limits.perTerminalDay = {1'000'000'000, {}};
    StationAuthoriser authoriser({(*store)->db(), nobody, list, outbox, clock}, station, limits);
    if (const auto filled = fill(list, clock.now()); !filled)
        return 1;
    IdSource ids(clock);
    QRandomGenerator random(7);
    std::vector<double> times;
    for (int i = 0; i < Decisions; ++i) {
        CardQuestion question;
        question.operation = ids.make<OperationId>();
        question.sale = ids.make<SaleId>();
        question.hold = ids.make<HoldId>();
        question.card = {tokenOf(int(random.bounded(Cards))), CardProof::Chip, {}};
        question.product = QStringLiteral("95");
        question.wanted = {20'000, {}};
        QElapsedTimer timer;
        timer.start();
        const auto grant = authoriser.answerAlone(question);
        times.push_back(double(timer.nsecsElapsed()) / 1e6);
        if (!grant && grant.error().code != ErrorCode::OfflineLimitPerDay) {
            std::fprintf(stderr, "%s\n", qPrintable(toString(grant.error())));
            return 1;
        }
    }
    std::sort(times.begin(), times.end());
    std::printf("offline.decide_p50_ms %.2f\noffline.decide_p99_ms %.2f\n", times[times.size() / 2],
                times[times.size() * 99 / 100]);
    return 0;
}

}

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.addOption({QStringLiteral("dir"), {}, QStringLiteral("folder"), QDir::tempPath()});
    parser.process(app);
    const QTemporaryDir dir(parser.value(QStringLiteral("dir")) + QStringLiteral("/offline-XXXXXX"));
    return run(dir.path());
}
