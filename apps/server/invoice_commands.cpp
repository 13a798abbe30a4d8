#include "apps/server/invoice_commands.h"

#include "apps/server/invoice_platforms.h"
#include "apps/server/server.h"
#include "core/domain/access/audit_log.h"
#include "core/domain/invoices/invoice_rules.h"
#include "core/foundation/base/format.h"

#include <QFile>

#include <cstdio>

namespace youka {

namespace {

constexpr int MostListed = 200;

int usage()
{
    std::fputs("usage: youka-server invoices secret|token FILE\n"
               "       youka-server invoices list [requested|issued|refused|reversed]\n",
               stderr);
    return 2;
}

int refuse(const Error &error)
{
    std::fprintf(stderr, "youka-server: %s\n", qPrintable(toString(error)));
    return 1;
}

Result<void> inBooks(const ServerSettings &settings, const std::function<Result<void>(Database &)> &work)
{
    const auto store = openServerStore(settings);
    if (!store)
        return fail(store.error());
    auto db = Database::open(store->store);
    if (!db)
        return fail(db.error());
    return (*db)->transaction([&] { return work(**db); });
}

/// What the platform gave the house, into the key ring.
int keep(const ServerSettings &settings, const QString &which, const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return refuse({ErrorCode::NotFound, path + QStringLiteral(": ") + file.errorString()});
    const QByteArray bytes = file.read(4'096).trimmed();
    if (bytes.isEmpty())
        return refuse({ErrorCode::InvalidInput, QStringLiteral("the file is empty")});
    const auto done = inBooks(settings, [&](Database &db) {
        return KeyRing::open(settings.dataDir, settings.masterKeyFile)
            .and_then([&](KeyRing ring) {
                return ring.putSecret(which == QLatin1String("secret") ? InvoiceSecret : InvoiceToken, bytes);
            })
            .and_then([&] {
                return AuditLog(db).add({QStringLiteral("youka-server"), QStringLiteral("invoices.secret"),
                                         QStringLiteral("invoice platform"), which},
                                        SystemClock().now());
            });
    });
    return done ? 0 : refuse(done.error());
}

int list(const ServerSettings &settings, const QString &which, QTextStream &out)
{
    std::optional<InvoiceState> state;
    for (const auto one :
         {InvoiceState::Requested, InvoiceState::Issued, InvoiceState::Refused, InvoiceState::Reversed})
        if (which == invoiceStateName(one))
            state = one;
    if (!state && !which.isEmpty())
        return usage();
    const auto done = inBooks(settings, [&](Database &db) {
        return InvoiceRepository(db).list({}, {}, MostListed, state).map([&](const auto &all) {
            for (const Invoice &one : all)
                out << one.id.value << ' ' << one.at.toIso() << ' ' << invoiceStateName(one.state) << ' '
                    << plainAmount(one.gross) << ' ' << requestNumber(one) << ' '
                    << (one.number.isEmpty() ? QStringLiteral("-") : one.number) << '\n';
        });
    });
    out.flush();
    return done ? 0 : refuse(done.error());
}

}

int runInvoiceCommand(const ServerSettings &settings, const QStringList &words, QTextStream &out)
{
    const QString what = words.value(1);
    if ((what == QLatin1String("secret") || what == QLatin1String("token")) && words.size() == 3)
        return keep(settings, what, words[2]);
    if (what == QLatin1String("list") && words.size() <= 3)
        return list(settings, words.value(2), out);
    return usage();
}

}
