// Durable payments through the real server: wrk with 64, 1,000 and 10,000 connections. TLS is off, as behind
// a proxy: ten thousand handshakes would be what is measured. Every request is another authorisation, signed
// beforehand by an enrolled terminal; each answer comes after its commit.
#include "core/domain/cards/card_rules.h"
#include "core/domain/cards/card_tokeniser.h"
#include "core/domain/sales/sale_json.h"
#include "core/exchange/api/http_signature.h"
#include "core/exchange/sync/terminal_node.h"
#include "tests/bench/card_number.h"
#include "tests/demo/stage.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTemporaryDir>

#include <cstdio>

using namespace youka;
using youka::bench::cardNumber;
using namespace youka::demo;

namespace {

constexpr int Cards = 200;
constexpr int WrkThreads = 2;

class HttpBench
{
public:
    HttpBench(const QString &folder, QString script)
        : m_stage(options(folder))
        , m_folder(folder)
        , m_script(std::move(script))
    {
    }

    void run()
    {
        m_stage.setUpServer();
        for (int card = 0; card < Cards; ++card)
            m_stage.issueCard(cardNumber(card), {}, {900'000'000, {}});
        enrol();
        int errors = 0;
        for (const auto &[connections, seconds] :
             {std::pair{64, 8}, std::pair{1'000, 8}, std::pair{10'000, 12}})
            errors += measure(connections, seconds);
        std::printf("http.errors %d\n", errors);
        const QString proof = m_stage.proof();
        if (!proof.endsWith(QLatin1String("verify: ok")))
            throw Mishap{proof};
    }

private:
    static Stage::Options options(const QString &folder)
    {
        Stage::Options options;
        options.binDir = QCoreApplication::applicationDirPath();
        options.workDir = folder;
        options.tls = false;
        return options;
    }

    void enrol()
    {
        auto store = TerminalStore::open(m_folder + QStringLiteral("/terminal"),
                                         m_folder + QStringLiteral("/terminal/master.key"));
        if (!store)
            throw Mishap{toString(store.error())};
        const auto identity =
            enrolTerminal(**store, m_stage.serverAccess(),
                          m_stage.invite(QStringLiteral("pos"), QStringLiteral("bench")), m_clock);
        if (!identity)
            throw Mishap{toString(identity.error())};
        m_self = *identity;
    }

    QByteArray payment()
    {
        CardQuestion question;
        question.operation = m_ids.make<OperationId>();
        question.sale = m_ids.make<SaleId>();
        question.hold = m_ids.make<HoldId>();
        const QString number = cardNumber(int(m_random.bounded(Cards)));
        question.card = {CardTokeniser(m_self->cardLookupKey).forNumber(number), CardProof::Uid, {}};
        question.product = QStringLiteral("95");
        question.price = {7'780, {}};
        question.wanted = {100, {}};
        question.pump = 1;
        const QByteArray body = QJsonDocument(toJson(question)).toJson(QJsonDocument::Compact);
        const QByteArray key = question.operation.text().toLatin1();
        const QByteArray path = "/api/v1/authorisations";
        const SignatureHeaders signature =
            signRequest({"POST", path, {}, body, key}, m_self->id, m_self->key, m_clock.now());
        return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Idempotency-Key: " + key + "\r\nContent-Digest: " + signature.contentDigest
            + "\r\nSignature-Input: " + signature.signatureInput + "\r\nSignature: " + signature.signature
            + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
    }

    void prepare(int count)
    {
        for (int thread = 0; thread < WrkThreads; ++thread) {
            QFile file(QStringLiteral("%1/payments.%2").arg(m_folder).arg(thread));
            if (!file.open(QIODevice::WriteOnly))
                throw Mishap{file.errorString()};
            for (int i = 0; i < count / WrkThreads; ++i) {
                const QByteArray one = payment();
                file.write(QByteArray::number(one.size()).rightJustified(8, '0') + one);
            }
        }
    }

    /// Gives the errors seen.
    int measure(int connections, int seconds)
    {
        prepare(seconds * 14'000);
        QProcess wrk;
        wrk.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        wrk.start(QStringLiteral("wrk"),
                  {QStringLiteral("-t"), QString::number(WrkThreads), QStringLiteral("-c"),
                   QString::number(connections), QStringLiteral("-d"), QString::number(seconds),
                   QStringLiteral("--timeout"), QStringLiteral("30s"), QStringLiteral("-s"), m_script,
                   m_stage.serverUrl(), QStringLiteral("--"), m_folder + QStringLiteral("/payments")});
        if (!wrk.waitForFinished(seconds * 1'000 + 90'000))
            throw Mishap{QStringLiteral("wrk did not end")};
        const QString out = QString::fromUtf8(wrk.readAllStandardOutput());
        const QStringList figures =
            out.mid(out.indexOf(QLatin1String("figures "))).section(u'\n', 0, 0).split(u' ');
        if (figures.size() != 6 || figures[1].toLongLong() == 0)
            throw Mishap{QStringLiteral("wrk said: ") + out};
        if (figures[4].toInt() > 0)
            throw Mishap{QStringLiteral("not enough payments were prepared")};
        const double perSecond = figures[1].toDouble() / (figures[2].toDouble() / 1e6);
        std::printf("http.c%d_rps %.0f\n", connections, perSecond);
        std::printf("http.c%d_p99_ms %s\n", connections, qPrintable(figures[5]));
        std::fflush(stdout);
        return figures[3].toInt();
    }

    Stage m_stage;
    const QString m_folder;
    const QString m_script;
    const SystemClock m_clock;
    IdSource m_ids{m_clock};
    QRandomGenerator m_random{7};
    std::optional<TerminalIdentity> m_self;
};

}

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.addOptions(
        {{QStringLiteral("dir"), {}, QStringLiteral("folder"), QDir::tempPath()},
         {QStringLiteral("script"), {}, QStringLiteral("lua"), QStringLiteral("tests/bench/pay.lua")}});
    parser.process(app);
    QTemporaryDir dir(parser.value(QStringLiteral("dir")) + QStringLiteral("/http-XXXXXX"));
    try {
        HttpBench(dir.path(), parser.value(QStringLiteral("script"))).run();
    } catch (const Mishap &mishap) {
        std::fprintf(stderr, "http: %s\n", qPrintable(mishap.what));
        return 1;
    }
    return 0;
}
