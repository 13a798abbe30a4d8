#include "apps/server/commands.h"

#include "apps/server/bank_commands.h"
#include "apps/server/biller_commands.h"
#include "apps/server/books_proof.h"
#include "apps/server/ccs_import.h"
#include "apps/server/coupon_commands.h"
#include "apps/server/invoice_commands.h"
#include "apps/server/merchant_commands.h"
#include "apps/server/message_commands.h"
#include "apps/server/reconcile_commands.h"
#include "apps/server/server.h"
#include "core/domain/access/audit_log.h"
#include "core/domain/access/staff_service.h"
#include "core/domain/access/terminal_service.h"
#include "core/domain/cards/chip_scheme.h"
#include "core/domain/pricing/price_service.h"
#include "core/domain/stations/station_repository.h"
#include "core/foundation/base/format.h"
#include "core/foundation/crypto/secret_hash.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
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

int verify(const ServerSettings &settings)
{
    bool ok = false;
    const int code = onBooks(settings, [&](Database &db, const CardKeys &, Timestamp) -> Result<QString> {
        return proveBooks(db).map([&](const BooksProof &proof) {
            ok = proof.faults.isEmpty();
            QString text = proof.figures + u'\n';
            for (const QString &fault : proof.faults)
                text += QStringLiteral("fault: ") + fault + u'\n';
            return text + (ok ? QStringLiteral("verify: ok") : QStringLiteral("verify: FAILED"));
        });
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

/// Nobody else may read the file from its first byte on, and what is there already stays.
Result<void> writeSecret(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly,
                   QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        return fail(ErrorCode::InvalidInput, path + QStringLiteral(": ") + file.errorString());
    if (file.write(bytes) == bytes.size() && file.flush())
        return {};
    const QString why = file.errorString();
    file.remove();
    return fail(ErrorCode::StoreFailed, path + QStringLiteral(": ") + why);
}

int exportChips(const ServerSettings &settings, const QString &path)
{
    bool written = false;
    const int code = onBooks(settings, [&](Database &db, const CardKeys &keys, Timestamp now) {
        const AuditLog::Entry entry{QStringLiteral("youka-server"), QStringLiteral("chips.export"),
                                    QStringLiteral("chip master key"), QFileInfo(path).absoluteFilePath()};
        return AuditLog(db)
            .add(entry, now)
            .and_then([&] { return ChipScheme::withMaster(keys.chipMaster); })
            .and_then([&](const ChipScheme &scheme) {
                return writeSecret(path, QJsonDocument(toJson(scheme)).toJson());
            })
            .map([&] {
                written = true;
                return QStringLiteral("written: ") + path + QStringLiteral(" (whoever has it makes cards)");
            });
    });
    if (code != 0 && written) // the audit log does not know of it
        QFile::remove(path);
    return code;
}

}

QString commandHelp()
{
    return QStringLiteral(
        "Commands:\n"
        "  serve                                   run (default)\n"
        "  verify                                  prove the books: ledger, holds, "
        "terminal chains, audit log\n"
        "  station add CODE NAME [ZONE]\n"
        "  product add CODE NAME PRICE\n"
        "  staff add LOGIN ROLE NAME               password on standard input\n"
        "  invite STATION pos|kiosk NAME           print a one-time enrolment code\n"
        "  chips export FILE                       write the chips' master key for the "
        "machine that personalises cards\n"
        "  coupons export BATCH FILE               all codes of a printed batch, sealed; "
        "passphrase on standard input\n"
        "  coupons open FILE                       prints them; passphrase on standard "
        "input\n"
        "  reconcile DAY [MERCHANT [FILE]]         compare a day with the channels' bills; "
        "FILE: a bill downloaded by hand\n"
        "  merchant add|list|stations|active|settings|keys\n"
        "                                          accounts at payment channels and their "
        "keys\n"
        "  bank add|list|import|transfers          the house's accounts, their statements, files "
        "for them\n"
        "  biller add|list|active|gateway|secret   whose bills can be paid\n"
        "  messages secret|contact|list            gateways' secrets, how customers are "
        "reached, the outbox\n"
        "  invoices secret|token|list              the tax platform's secrets, what was asked "
        "of it\n"
        "  sign-in secret|station                  third parties' secrets, where a station "
        "is\n"
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
    if (two == QLatin1String("chips export") && arguments.size() > 2)
        return exportChips(settings, arguments[2]);
    if (arguments.first() == QLatin1String("reconcile")) {
        QTextStream out(stdout);
        return runReconcileCommand(settings, arguments, out);
    }
    if (arguments.first() == QLatin1String("merchant"))
        return runMerchantCommand(settings, arguments);
    if (arguments.first() == QLatin1String("sign-in"))
        return runSignInCommand(settings, arguments);
    if (arguments.first() == QLatin1String("bank")) {
        QTextStream out(stdout);
        return runBankCommand(settings, arguments, out);
    }
    if (arguments.first() == QLatin1String("biller")) {
        QTextStream out(stdout);
        return runBillerCommand(settings, arguments, out);
    }
    if (arguments.first() == QLatin1String("messages")) {
        QTextStream out(stdout);
        return runMessageCommand(settings, arguments, out);
    }
    if (arguments.first() == QLatin1String("invoices")) {
        QTextStream out(stdout);
        return runInvoiceCommand(settings, arguments, out);
    }
    if (arguments.first() == QLatin1String("coupons")) {
        QTextStream in(stdin);
        QTextStream out(stdout);
        return runCouponCommand(settings, arguments, in, out);
    }
    std::fprintf(stderr, "youka-server: unknown command: %s\n%s\n", qPrintable(two),
                 qPrintable(commandHelp()));
    return 2;
}

}
