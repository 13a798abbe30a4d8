#include "apps/server/commands.h"

#include "apps/server/ccs_import.h"
#include "apps/server/server.h"
#include "core/domain/access/staff_service.h"
#include "core/domain/access/terminal_service.h"
#include "core/domain/cards/allotment_repository.h"
#include "core/domain/ledger/ledger_check.h"
#include "core/domain/pricing/price_service.h"
#include "core/domain/stations/station_repository.h"
#include "core/foundation/base/format.h"
#include "core/foundation/crypto/chain.h"
#include "core/foundation/crypto/secret_hash.h"

#include <QFile>
#include <QTextStream>

#include <functional>

namespace youka {

namespace {

using Work = std::function<Result<QString>(Database &, const CardKeys &, Timestamp)>;

/// Opens the books, runs the work in one transaction and prints what it returned.
int onBooks(const ServerSettings &settings, const Work &work)
{
    const auto store = openServerStore(settings);
    if (!store) {
        std::fprintf(stderr, "youka-server: %s\n", qPrintable(toString(store.error())));
        return 1;
    }
    auto db = Database::open(store->store);
    if (!db) {
        std::fprintf(stderr, "youka-server: %s\n", qPrintable(toString(db.error())));
        return 1;
    }
    QString text;
    const auto done = (*db)->transaction([&] {
        return work(**db, store->keys, SystemClock().now()).map([&](const QString &said) { text = said; });
    });
    if (!done) {
        std::fprintf(stderr, "youka-server: %s\n", qPrintable(toString(done.error())));
        return 1;
    }
    std::printf("%s\n", qPrintable(text));
    return 0;
}

/// Walks every terminal's stored chain from enrolment to now.
Result<QStringList> chainFaults(Database &db, qint64 &records)
{
    TerminalRepository repository(db);
    const auto terminals = repository.list();
    if (!terminals)
        return fail(terminals.error());
    QStringList faults;
    for (const Terminal &terminal : *terminals) {
        QByteArray head = chainStart();
        qint64 seq = 0;
        for (;;) {
            const auto part = repository.records(terminal.id, seq, 1'000);
            if (!part)
                return fail(part.error());
            if (part->empty())
                break;
            for (const TerminalRecord &record : *part) {
                head = chainNext(head, quint64(++seq), record.body);
                ++records;
                if (record.seq != seq || record.hash != head)
                    faults.append(QStringLiteral("terminal %1: record %2 breaks the chain")
                                      .arg(terminal.id.value)
                                      .arg(seq));
            }
            if (!faults.isEmpty())
                break;
        }
        if (seq != terminal.headSeq || (seq > 0 && head != terminal.headHash))
            faults.append(
                QStringLiteral("terminal %1: its head is not its last record").arg(terminal.id.value));
    }
    return faults;
}

int verify(const ServerSettings &settings)
{
    bool ok = false;
    const int code = onBooks(settings, [&](Database &db, const CardKeys &, Timestamp) -> Result<QString> {
        const auto proof = checkLedger(db);
        if (!proof)
            return fail(proof.error());
        qint64 records = 0;
        const auto chains = chainFaults(db, records);
        if (!chains)
            return fail(chains.error());
        const QStringList faults = proof->faults + *chains;
        ok = faults.isEmpty();
        QString text =
            QStringLiteral("accounts %1, journals %2, postings %3, open holds %4, terminal records %5\n")
                .arg(proof->accounts)
                .arg(proof->journals)
                .arg(proof->postings)
                .arg(proof->openHolds)
                .arg(records);
        const auto exposure = AllotmentRepository(db).exposure();
        if (!exposure)
            return fail(exposure.error());
        for (const Exposure &one : *exposure)
            text += QStringLiteral("lent to stations %1 %2, beyond the purses %3\n")
                        .arg(plainAmount(one.lent), one.currency.code(), plainAmount(one.excess));
        for (const QString &fault : faults)
            text += QStringLiteral("fault: ") + fault + u'\n';
        return text + (ok ? QStringLiteral("verify: ok") : QStringLiteral("verify: FAILED"));
    });
    return code != 0 ? code : (ok ? 0 : 1);
}

int addStaff(const ServerSettings &settings, const QStringList &words)
{
    const auto role = roleFromName(words.value(3));
    if (words.size() < 5 || !role || *role < Role::Cashier) {
        std::fprintf(stderr,
                     "usage: youka-server staff add LOGIN cashier|manager|operator NAME   (password on "
                     "standard input)\n");
        return 2;
    }
    QTextStream input(stdin);
    const QString password = input.readLine();
    if (password.size() < 8) {
        std::fprintf(stderr, "youka-server: a password has at least 8 characters\n");
        return 2;
    }
    return onBooks(settings, [&](Database &db, const CardKeys &, Timestamp) {
        return StaffService(db)
            .add(words[2], words[4], *role, {}, hashSecret(password.toUtf8()))
            .map([&](StaffId) { return QStringLiteral("added ") + words[2]; });
    });
}

int addStation(const ServerSettings &settings, const QStringList &words)
{
    if (words.size() < 4) {
        std::fprintf(stderr, "usage: youka-server station add CODE NAME [ZONE]\n");
        return 2;
    }
    const QTimeZone zone(words.value(4, QStringLiteral("Asia/Shanghai")).toLatin1());
    if (!zone.isValid()) {
        std::fprintf(stderr, "youka-server: no such time zone: %s\n", qPrintable(words.value(4)));
        return 2;
    }
    return onBooks(settings, [&](Database &db, const CardKeys &, Timestamp) {
        return StationRepository(db)
            .ensureStation({{}, words[2], words[3], QStringLiteral("CHN"), {}, {}, zone, QTime(0, 0)})
            .map([](const Station &station) { return QStringLiteral("station ") + station.code; });
    });
}

int addProduct(const ServerSettings &settings, const QStringList &words)
{
    const auto price = parseUnitPrice(words.value(4), Currency{});
    if (words.size() < 5 || !price) {
        std::fprintf(stderr, "usage: youka-server product add CODE NAME PRICE\n");
        return 2;
    }
    return onBooks(settings, [&](Database &db, const CardKeys &, Timestamp now) {
        PriceService prices(db);
        return prices.ensureProduct({words[2], words[3], Product::Unit::Litre})
            .and_then([&] {
                return prices.change({0, {}, words[2], *price, {}, QStringLiteral("set-up")}, now);
            })
            .map([&](const Price &) { return QStringLiteral("product ") + words[2]; });
    });
}

int importRecords(const ServerSettings &settings, const QString &folder)
{
    const auto data = CcsData::load(folder);
    const auto done = data.and_then([&](const CcsData &records) {
        return importCcs(settings, records, [](const QString &line) {
            std::printf("%s\n", qPrintable(line));
            std::fflush(stdout);
        });
    });
    if (done)
        return 0;
    std::fprintf(stderr, "youka-server: %s\n", qPrintable(toString(done.error())));
    return 1;
}

int invite(const ServerSettings &settings, const QStringList &words)
{
    if (words.size() < 4) {
        std::fprintf(stderr, "usage: youka-server invite STATION pos|kiosk NAME\n");
        return 2;
    }
    return onBooks(settings, [&](Database &db, const CardKeys &, Timestamp now) -> Result<QString> {
        const auto station = StationRepository(db).findCode(words[1]);
        if (!station)
            return fail(station.error());
        if (!*station)
            return fail(ErrorCode::StationUnknown, words[1]);
        return TerminalService(db).invite(words[3], (*station)->id, words[2], now);
    });
}

}

QString commandHelp()
{
    return QStringLiteral(
        "Commands:\n"
        "  serve                                   run (default)\n"
        "  verify                                  prove the books: ledger, holds, terminal chains\n"
        "  station add CODE NAME [ZONE]\n"
        "  product add CODE NAME PRICE\n"
        "  staff add LOGIN ROLE NAME               password on standard input\n"
        "  invite STATION pos|kiosk NAME           print a one-time enrolment code\n"
        "  import ccs DIR                          replay the CCS fuel-card records");
}

int runCommand(const ServerSettings &settings, const QStringList &arguments)
{
    const QString two = arguments.mid(0, 2).join(u' ');
    if (arguments.first() == QLatin1String("verify"))
        return verify(settings);
    if (two == QLatin1String("staff add"))
        return addStaff(settings, arguments);
    if (two == QLatin1String("station add"))
        return addStation(settings, arguments);
    if (two == QLatin1String("product add"))
        return addProduct(settings, arguments);
    if (arguments.first() == QLatin1String("invite"))
        return invite(settings, arguments);
    if (two == QLatin1String("import ccs") && arguments.size() > 2)
        return importRecords(settings, arguments[2]);
    std::fprintf(stderr, "youka-server: unknown command: %s\n%s\n", qPrintable(two),
                 qPrintable(commandHelp()));
    return 2;
}

}
