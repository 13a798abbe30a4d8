#include "apps/server/ccs_import.h"

#include "apps/server/server.h"
#include "core/domain/access/terminal_service.h"
#include "core/domain/cards/card_rules.h"
#include "core/domain/pricing/price_service.h"
#include "core/domain/sales/sale_repository.h"
#include "core/domain/stations/station_repository.h"
#include "core/exchange/api/api_client.h"
#include "core/exchange/sync/fact_batch.h"
#include "core/foundation/base/format.h"
#include "core/foundation/crypto/chain.h"
#include "core/foundation/crypto/digest.h"
#include "core/foundation/store/change_feed.h"

#include <QEventLoop>
#include <QFile>
#include <QMap>

namespace youka {

namespace {

constexpr int ChunkRows = 500;

QString externalOf(const QString &kind, const QString &id) { return QStringLiteral("CCS-") + kind + id; }
QString customerName(const QString &id) { return externalOf(QStringLiteral("K"), id); }
QString stationCode(const QString &id) { return externalOf(QStringLiteral("S"), id); }
QString productCode(const QString &id) { return externalOf(QStringLiteral("P"), id); }

/// A valid card number of the import's own range.
QString cardNumber(const QString &card)
{
    const QString body = QStringLiteral("70000") + card.rightJustified(10, u'0');
    return body + QLatin1Char(luhnDigit(body));
}

/// The same record gives the same id at every run: a version-7 UUID of its time and number.
QUuid idOf(const char *what, Timestamp at, qint64 number)
{
    QByteArray bytes = be64(quint64(at.ms)).mid(2) + sha256(what + QByteArray::number(number)).left(10);
    bytes[6] = char((quint8(bytes[6]) & 0x0F) | 0x70);
    bytes[8] = char((quint8(bytes[8]) & 0x3F) | 0x80);
    return QUuid::fromRfc4122(bytes);
}

class CcsReplay
{
public:
    using Say = std::function<void(const QString &)>;
    CcsReplay(Server &server, ManualClock &clock, const CcsData &data, Say say)
        : m_server(server)
        , m_clock(clock)
        , m_data(data)
        , m_say(std::move(say))
        , m_api({QUrl(QStringLiteral("https://localhost:%1").arg(server.port())), certificate(), 10'000},
                clock)
    {
    }

    Result<void> run()
    {
        return masterData()
            .and_then([&] { return topUps(); })
            .and_then([&] { return transactions(); })
            .and_then([&] { return compare(); });
    }

private:
    struct Till
    {
        TerminalId id;
        SigningKey key;
        qint64 seq;
        QByteArray head;
    };

    QByteArray certificate() const
    {
        QFile file(m_server.certificateFile());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    /// Runs `one` for each row through the pipeline, some hundred rows to a command.
    template <class List, class One>
    Result<void> inChunks(const List &list, const One &one)
    {
        for (size_t from = 0; from < list.size(); from += ChunkRows) {
            const size_t to = std::min(list.size(), from + ChunkRows);
            const auto done = m_server.pipeline().run([&](Database &db) -> Result<QByteArray> {
                for (size_t i = from; i < to; ++i)
                    if (const Result<void> row = one(db, list[i]); !row)
                        return fail(row.error());
                return QByteArray();
            });
            if (!done)
                return fail(done.error());
        }
        return {};
    }

    Result<void> customer(Database &db, const CcsData::Customer &row)
    {
        CustomerService customers(db, m_server.cardKeys().customerWrapping);
        const QString name = customerName(row.id);
        const auto known = customers.findExternal(name);
        if (!known || *known)
            return known.map([](const auto &) {});
        return customers.ensureCustomer(name, name, row.segment, row.currency, m_clock.now())
            .and_then([&](const Customer &made) {
                return Ledger(db).openPurse(AccountKind::Principal, made.id.value, row.currency);
            })
            .map([](AccountId) {});
    }

    Result<void> masterData()
    {
        const auto made =
            inChunks(m_data.customers,
                     [&](Database &db, const CcsData::Customer &row) { return customer(db, row); })
                .and_then([&] {
                    return inChunks(m_data.stations, [&](Database &db, const CcsData::Station &row) {
                        const QString code = stationCode(row.id);
                        return StationRepository(db)
                            .ensureStation({{},
                                            code,
                                            code,
                                            row.country,
                                            row.chain,
                                            row.segment,
                                            CcsData::zone(),
                                            QTime(0, 0)})
                            .map([](const Station &) {});
                    });
                })
                .and_then([&] {
                    return inChunks(m_data.products, [&](Database &db, const CcsData::Product &row) {
                        return PriceService(db).ensureProduct(
                            {productCode(row.id), row.name, Product::Unit::Litre});
                    });
                })
                .and_then([&] {
                    return inChunks(m_data.transactions, [&](Database &db, const CcsData::Transaction &row) {
                        return card(db, row).and_then([&] { return price(db, row); });
                    });
                });
        if (made)
            m_say(QStringLiteral("customers %1, stations %2, products %3")
                      .arg(m_data.customers.size())
                      .arg(m_data.stations.size())
                      .arg(m_data.products.size()));
        return made;
    }

    /// In thousandths of the major unit, as a pump shows it.
    static UnitPrice priceOf(const CcsData::Transaction &row)
    {
        return {(row.total.minor * 10 + row.units / 2) / std::max<qint64>(row.units, 1), row.total.currency};
    }

    /// What a station sold at was its price from then on: the files have no price list.
    Result<void> price(Database &db, const CcsData::Transaction &row)
    {
        const auto place = StationRepository(db).findCode(stationCode(row.station));
        if (!place || !*place)
            return fail(ErrorCode::StationUnknown, row.station);
        PriceService prices(db);
        const auto known = prices.published((*place)->id, productCode(row.product), priceOf(row), row.at);
        if (!known || known->was)
            return known.map([](const PriceService::Published &) {});
        return prices
            .change({0, (*place)->id, productCode(row.product), priceOf(row), row.at, QStringLiteral("ccs")},
                    m_clock.now())
            .map([](const Price &) {});
    }

    Result<void> card(Database &db, const CcsData::Transaction &row)
    {
        CardService cards(db, m_server.cardKeys());
        const QString number = cardNumber(row.card);
        const auto known = cards.byToken(CardTokeniser(m_server.cardKeys().lookup).forNumber(number));
        if (known || known.error().code != ErrorCode::CardUnknown)
            return known.map([](const CardRecord &) {});
        CustomerService customers(db, m_server.cardKeys().customerWrapping);
        const auto owner = customers.findExternal(customerName(row.customer));
        if (!owner || !*owner)
            return fail(ErrorCode::CustomerUnknown, row.customer);
        return LedgerRepository(db).purseOf((*owner)->id.value).and_then([&](AccountId purse) {
            CardService::Issue issue;
            issue.customer = (*owner)->id;
            issue.account = purse;
            issue.number = number;
            issue.expires = QDate(2099, 12, 31);
            return cards.issue(issue, m_clock.now()).map([](const CardRecord &) {});
        });
    }

    /// What each customer will need, paid in as cash before the first purchase.
    Result<void> topUps()
    {
        QMap<QString, Money> needs;
        QMap<QString, QString> cardOf;
        for (const CcsData::Transaction &row : m_data.transactions) {
            const auto it = needs.find(row.customer);
            if (it == needs.end())
                needs.insert(row.customer, row.total);
            else
                *it += row.total;
            cardOf.insert(row.customer, row.card);
        }
        const Timestamp now = m_clock.now();
        const std::vector<QString> names(needs.keyBegin(), needs.keyEnd());
        const auto done = inChunks(names, [&](Database &db, const QString &name) -> Result<void> {
            const BookingContext context{{idOf("top-up", now, name.toLongLong())},       now, now,
                                         businessDay(now, CcsData::zone(), QTime(0, 0)), {},  {}};
            return once(
                       db, {context.journal.uuid}, toJsonText(needs[name]), now,
                       [&]() -> Result<Answer> {
                           CardService cards(db, m_server.cardKeys());
                           const CardTokeniser tokens(m_server.cardKeys().lookup);
                           return cards.byToken(tokens.forNumber(cardNumber(cardOf[name])))
                               .and_then([&](const CardRecord &found) {
                                   return cards.topUpCash(found.id, needs[name], context);
                               })
                               .map([](const Ledger::ToppedUp &) { return Answer{}; });
                       },
                       [](const Error &error) {
                           return Answer{500, errorCodeName(error.code).latin1()};
                       })
                .map([](const Answer &) {});
        });
        if (done)
            m_say(QStringLiteral("top-ups %1").arg(needs.size()));
        return done;
    }

    static QByteArray toJsonText(Money money)
    {
        return (plainAmount(money) + money.currency.code()).toLatin1();
    }

    /// The station's terminal, enrolled at its first purchase. Its key comes from the scheme's own, so that a
    /// second run is the same terminal.
    Result<Till *> till(const QString &station)
    {
        if (const auto it = m_tills.find(station); it != m_tills.end())
            return &it->second;
        const auto key =
            SigningKey::fromSeed(hmacSha256(m_server.cardKeys().lookup, "ccs-terminal:" + station.toUtf8()));
        if (!key)
            return fail(key.error());
        Terminal terminal;
        const auto found = m_server.pipeline().run([&](Database &db) -> Result<QByteArray> {
            const auto place = StationRepository(db).findCode(stationCode(station));
            if (!place || !*place)
                return fail(ErrorCode::StationUnknown, station);
            const auto all = TerminalRepository(db).ofStation((*place)->id);
            if (!all)
                return fail(all.error());
            for (const Terminal &one : *all)
                if (one.publicKey == key->publicKey()) {
                    terminal = one;
                    return QByteArray();
                }
            TerminalService service(db);
            return service.invite(stationCode(station), (*place)->id, QStringLiteral("pos"), m_clock.now())
                .and_then(
                    [&](const QString &code) { return service.enrol(code, key->publicKey(), m_clock.now()); })
                .map([&](const Terminal &made) {
                    terminal = made;
                    return QByteArray();
                });
        });
        if (!found)
            return fail(found.error());
        const auto it =
            m_tills.emplace(station, Till{terminal.id, *key, terminal.headSeq, terminal.headHash}).first;
        return &it->second;
    }

    Result<QJsonObject> post(const QString &path, const QJsonObject &body, OperationId operation)
    {
        std::optional<Result<QJsonObject>> answer;
        QEventLoop loop;
        m_api.post(path, body, operation, [&](const Result<QJsonObject> &reply) {
            answer = reply;
            loop.quit();
        });
        if (!answer)
            loop.exec();
        return *answer;
    }

    Result<void> transaction(const CcsData::Transaction &row)
    {
        if (row.at > m_clock.now())
            m_clock.advanceMs(row.at.ms - m_clock.now().ms);
        const auto from = till(row.station);
        if (!from)
            return fail(from.error());
        m_api.signAs((*from)->id, (*from)->key);
        const SaleId sale{idOf("sale", row.at, row.id)};
        const HoldId hold{idOf("hold", row.at, row.id)};
        const CardToken token = CardTokeniser(m_server.cardKeys().lookup).forNumber(cardNumber(row.card));
        const UnitPrice price = priceOf(row);
        const CardQuestion question{{idOf("question", row.at, row.id)},
                                    sale,
                                    hold,
                                    {token, CardProof::Chip, {}},
                                    {},
                                    1,
                                    productCode(row.product),
                                    price,
                                    row.total,
                                    true};
        const auto grant =
            post(QStringLiteral("/api/v1/authorisations"), toJson(question), question.operation);
        if (!grant)
            return fail(grant.error().code, QStringLiteral("transaction %1").arg(row.id));
        const SaleFact fact{sale,
                            SaleMode::CardAuthorised,
                            hold,
                            1,
                            {1, productCode(row.product), price, {row.units * 1000}, row.total, {}, {}},
                            false};
        return upload(**from, factBytes({idOf("capture", row.at, row.id)}, row.at, fact));
    }

    Result<void> upload(Till &from, const QByteArray &body)
    {
        const qint64 seq = from.seq + 1;
        const QByteArray head = chainNext(from.head, quint64(seq), body);
        FactBatch batch{seq, {body}, {}};
        batch.signature = from.key.sign(batchMessage(from.id, quint64(seq), quint64(seq), head));
        const auto reply = post(QStringLiteral("/api/v1/outbox"), toJson(batch), {});
        if (!reply)
            return fail(reply.error());
        const auto outcomes = repliesFromJson(*reply);
        if (!outcomes || outcomes->size() != 1)
            return fail(ErrorCode::Internal, QStringLiteral("one record, one reply"));
        from.seq = seq;
        from.head = head;
        ++m_outcomes[outcomes->first().outcome];
        return {};
    }

    Result<void> transactions()
    {
        for (const CcsData::Transaction &row : m_data.transactions) {
            const auto known = SaleRepository(m_server.reader(0)).find(SaleId{idOf("sale", row.at, row.id)});
            if (!known)
                return fail(known.error());
            if (*known) // an earlier run brought it this far
                continue;
            if (const auto done = transaction(row); !done)
                return done;
        }
        QString text = QStringLiteral("transactions %1:").arg(m_data.transactions.size());
        for (auto it = m_outcomes.cbegin(); it != m_outcomes.cend(); ++it)
            text += QStringLiteral(" %1 %2").arg(it.key()).arg(it.value());
        m_say(text);
        const auto feed = ChangeFeed(m_server.reader(0)).head();
        if (!feed)
            return fail(feed.error());
        m_say(QStringLiteral("feed: %1 changes, terminals %2").arg(*feed).arg(m_tills.size()));
        return {};
    }

    struct Sum
    {
        qint64 count = 0;
        qint64 ml = 0;
        qint64 minor = 0;
        bool operator==(const Sum &) const = default;
    };
    using Sums = QMap<QString, Sum>; ///< "key currency"

    Sums ofFile(SaleRepository::By by) const
    {
        Sums sums;
        for (const CcsData::Transaction &row : m_data.transactions) {
            const QString key = by == SaleRepository::By::Currency ? row.total.currency.code()
                : by == SaleRepository::By::Product                ? productCode(row.product)
                : by == SaleRepository::By::Station                ? stationCode(row.station)
                                                                   : customerName(row.customer);
            Sum &sum = sums[key + u' ' + row.total.currency.code()];
            ++sum.count;
            sum.ml += row.units * 1000;
            sum.minor += row.total.minor;
        }
        return sums;
    }

    Result<void> compare()
    {
        bool equal = true;
        constexpr std::pair<SaleRepository::By, const char *> Views[] = {
            {SaleRepository::By::Currency, "currency"},
            {SaleRepository::By::Product, "product"},
            {SaleRepository::By::Station, "station"},
            {SaleRepository::By::Customer, "customer"}};
        for (const auto &[by, name] : Views) {
            const auto totals = SaleRepository(m_server.reader(0)).totals(by);
            if (!totals)
                return fail(totals.error());
            Sums booked;
            for (const SaleRepository::Total &total : *totals)
                if (total.key.startsWith(QLatin1String("CCS-")) || by == SaleRepository::By::Currency)
                    booked.insert(total.key + u' ' + total.currency.code(),
                                  {total.count, total.volume.ml, total.amount.minor});
            const Sums file = ofFile(by);
            const bool same = booked == file;
            equal = equal && same;
            m_say(QStringLiteral("by %1: %2 totals, %3")
                      .arg(QLatin1String(name))
                      .arg(file.size())
                      .arg(same ? QStringLiteral("equal to the file's") : QStringLiteral("DIFFERENT")));
            if (by == SaleRepository::By::Currency)
                for (const SaleRepository::Total &total : *totals)
                    m_say(QStringLiteral("  %1  %2 rows  %3 units  %4")
                              .arg(total.key)
                              .arg(total.count)
                              .arg(total.volume.ml / 1000)
                              .arg(plainAmount(total.amount)));
        }
        m_say(equal ? QStringLiteral("ccs: ok") : QStringLiteral("ccs: FAILED"));
        if (!equal)
            return fail(ErrorCode::Internal, QStringLiteral("the totals are not the file's"));
        return {};
    }

    Server &m_server;
    ManualClock &m_clock;
    const CcsData &m_data;
    const Say m_say;
    ApiClient m_api;
    std::map<QString, Till> m_tills;
    QMap<QString, int> m_outcomes;
};

}

Result<void> importCcs(const ServerSettings &settings, const CcsData &data,
                       const std::function<void(const QString &)> &say)
{
    if (data.transactions.empty())
        return fail(ErrorCode::InvalidInput, QStringLiteral("no transactions"));
    ManualClock clock(data.transactions.front().at.plusMs(-60'000));
    ServerSettings own = settings;
    own.address = QStringLiteral("127.0.0.1");
    own.port = 0;
    own.tls = true;
    const auto server = Server::start(own, clock);
    if (!server)
        return fail(server.error());
    return CcsReplay(**server, clock, data, say).run();
}

}
