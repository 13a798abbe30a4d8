#include "apps/server/reconcile_commands.h"

#include "apps/server/server.h"
#include "core/domain/reconcile/reconcile_run.h"
#include "core/exchange/bills/bill_learning.h"
#include "core/exchange/bills/channel_bills.h"
#include "core/exchange/payments/network_sender.h"
#include "core/foundation/base/format.h"

#include <QCryptographicHash>
#include <QFile>
#include <QTextStream>

#include <cstdio>

namespace youka {

namespace {

int refuse(const Error &error)
{
    std::fprintf(stderr, "youka-server: %s\n", qPrintable(toString(error)));
    return 1;
}

/// A file that somebody downloaded by hand: nobody announced what it hashes to.
Result<BillImported> importFile(const QString &path, const PaymentChannel &channel, const Merchant &merchant,
                                QDate day, const Write &write, Timestamp now)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::NotFound, path + QStringLiteral(": ") + file.errorString());
    QCryptographicHash hash(QCryptographicHash::Sha1);
    if (!hash.addData(&file) || !file.seek(0))
        return fail(ErrorCode::ChannelBillIncomplete, file.errorString());
    BillTicket ticket;
    ticket.day = day;
    ticket.sha1Hex = hash.result().toHex();
    return importBill(channel, ticket, file, merchant, write, now);
}

void print(QTextStream &out, const Merchant &merchant, const DayReport &report)
{
    out << merchant.channel << ' ' << merchant.number << ", " << report.day.day.toString(Qt::ISODate)
        << ":\n";
    for (const ReconcileFigure &figure : report.figures)
        out << "  " << reconcileClassName(figure.is) << ' ' << figure.count << ", ours "
            << plainAmount(figure.ours) << ", theirs " << plainAmount(figure.theirs) << '\n';
    out << "  breaks not explained " << report.breaks << ", waiting for another day " << report.waiting
        << Qt::endl;
}

struct Work
{
    QDate day;
    QString merchant; ///< number; empty: all
    QString file;     ///< empty: the channels are asked
};

Result<bool> reconcile(const ServerStore &store, const Work &work, BillFetcher &bills,
                       MerchantChannels &channels, QTextStream &out)
{
    const SystemClock clock;
    const auto db = Database::open(store.store);
    if (!db)
        return fail(db.error());
    const auto merchants = OrderView(**db).merchants(work.merchant);
    if (!merchants)
        return fail(merchants.error());
    if (merchants->empty())
        return fail(ErrorCode::MerchantUnknown, work.merchant);
    const Write write = writeInto(**db);
    BillLearning payments(store.keys);
    bool isClean = true;
    for (const Merchant &merchant : *merchants) {
        auto imported = Result<BillImported>(BillImported());
        if (work.file.isEmpty()) {
            imported = bills.fetch(**db, merchant, work.day, write, clock.now());
        } else {
            const auto channel = channels.find(**db, merchant.id);
            imported = channel ? importFile(work.file, **channel, merchant, work.day, write, clock.now())
                               : fail(channel.error());
        }
        if (!imported)
            return fail(imported.error());
        const auto report = ReconcileRun({**db, write, payments, clock}, merchant, work.day).run();
        if (!report)
            return fail(report.error());
        print(out, merchant, *report);
        isClean = isClean && report->breaks == 0;
    }
    return isClean;
}

}

int runReconcileCommand(const ServerSettings &settings, const QStringList &words, QTextStream &out)
{
    const Work work{QDate::fromString(words.value(1), Qt::ISODate), words.value(2), words.value(3)};
    if (!work.day.isValid() || words.size() > 4) {
        std::fprintf(stderr, "usage: youka-server reconcile YYYY-MM-DD [MERCHANT [FILE]]\n");
        return 2;
    }
    const auto store = openServerStore(settings);
    if (!store)
        return refuse(store.error());
    QByteArray authorities;
    if (const QString path = settings.payments.authoritiesFile; !path.isEmpty()) {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return refuse({ErrorCode::SettingsInvalid, path + QStringLiteral(": ") + file.errorString()});
        authorities = file.readAll();
    }
    const SystemClock clock;
    MerchantChannels channels(store->channelConfig, clock);
    ChannelBills bills(channels, std::make_shared<NetworkSender>(authorities), networkDownload(authorities));
    const auto isClean = reconcile(*store, work, bills, channels, out);
    if (!isClean)
        return refuse(isClean.error());
    return *isClean ? 0 : 1;
}

}
