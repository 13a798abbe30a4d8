#include "apps/server/coupon_commands.h"

#include "apps/server/server.h"
#include "core/domain/access/audit_log.h"
#include "core/domain/coupons/sealed_codes.h"

#include <QFile>
#include <QFileInfo>

#include <cstdio>

namespace youka {

namespace {

int refuse(const Error &error)
{
    std::fprintf(stderr, "youka-server: %s\n", qPrintable(toString(error)));
    return 1;
}

Result<CouponBatch> printedBatch(Database &db, quint16 number)
{
    return CampaignRepository(db).findBatch(number).and_then(
        [](const std::optional<CouponBatch> &batch) -> Result<CouponBatch> {
            if (!batch || batch->kind != BatchKind::Printed)
                return fail(ErrorCode::NotFound, QStringLiteral("no printed batch of that number"));
            if (batch->isVoid)
                return fail(ErrorCode::CouponVoid, QStringLiteral("the batch is void"));
            return *batch;
        });
}

/// The audit log knows of it before the first code is in the file, and nobody who writes waits for the codes.
Result<QString> sealInto(QFile &file, const ServerStore &store, quint16 number, const QString &passphrase)
{
    const auto db = Database::open(store.store);
    if (!db)
        return fail(db.error());
    const auto batch = printedBatch(**db, number);
    if (!batch)
        return fail(batch.error());
    const AuditLog::Entry entry{QStringLiteral("youka-server"), QStringLiteral("coupons.export"),
                                QStringLiteral("coupon batch %1").arg(number),
                                QFileInfo(file).absoluteFilePath()};
    const auto noted = (*db)->transaction([&] { return AuditLog(**db).add(entry, SystemClock().now()); });
    return noted
        .and_then([&] {
            return sealCodes(file, {batch->id, batch->count}, store.coupons, passphrase);
        })
        .and_then([&]() -> Result<QString> {
            if (!file.flush())
                return fail(ErrorCode::StoreFailed, file.errorString());
            return QStringLiteral("written: %1 (%2 codes of batch %3)")
                .arg(file.fileName())
                .arg(batch->count)
                .arg(number);
        });
}

int exportCodes(const ServerSettings &settings, const QStringList &words, QTextStream &in, QTextStream &out)
{
    bool isNumber = false;
    const quint16 number = words.value(2).toUShort(&isNumber);
    if (words.size() != 4 || !isNumber) {
        std::fprintf(stderr,
                     "usage: youka-server coupons export BATCH FILE   (passphrase on standard input)\n");
        return 2;
    }
    const QString passphrase = in.readLine();
    if (passphrase.size() < SealedCodes::ShortestPassphrase) {
        std::fprintf(stderr, "youka-server: a passphrase has at least %d characters\n",
                     int(SealedCodes::ShortestPassphrase));
        return 2;
    }
    const auto store = openServerStore(settings);
    if (!store)
        return refuse(store.error());
    // Nobody else may read the file from its first byte on, and what is there already stays.
    QFile file(words[3]);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly,
                   QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        return refuse({ErrorCode::InvalidInput, words[3] + QStringLiteral(": ") + file.errorString()});
    const auto done = sealInto(file, *store, number, passphrase);
    if (!done) {
        file.remove();
        return refuse(done.error());
    }
    out << *done << Qt::endl;
    return 0;
}

int printCodes(const QStringList &words, QTextStream &in, QTextStream &out)
{
    if (words.size() != 3) {
        std::fprintf(stderr, "usage: youka-server coupons open FILE   (passphrase on standard input)\n");
        return 2;
    }
    QFile file(words[2]);
    if (!file.open(QIODevice::ReadOnly))
        return refuse({ErrorCode::NotFound, words[2] + QStringLiteral(": ") + file.errorString()});
    const QString passphrase = in.readLine();
    // All of it is looked at before the first code is printed.
    const auto whole = openCodes(file, passphrase, [](const QByteArray &) { return Result<void>(); });
    if (!whole)
        return refuse(whole.error());
    file.seek(0);
    const auto printed = openCodes(file, passphrase, [&](const QByteArray &lines) -> Result<void> {
        out << QLatin1String(lines);
        out.flush();
        if (out.status() != QTextStream::Ok)
            return fail(ErrorCode::StoreFailed, QStringLiteral("the output took no more"));
        return {};
    });
    return printed ? 0 : refuse(printed.error());
}

}

int runCouponCommand(const ServerSettings &settings, const QStringList &words, QTextStream &in,
                     QTextStream &out)
{
    if (words.value(1) == QLatin1String("export"))
        return exportCodes(settings, words, in, out);
    if (words.value(1) == QLatin1String("open"))
        return printCodes(words, in, out);
    std::fprintf(stderr, "usage: youka-server coupons export BATCH FILE | coupons open FILE\n");
    return 2;
}

}
