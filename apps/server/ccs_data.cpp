#include "apps/server/ccs_data.h"

#include "core/foundation/base/format.h"

#include <QDir>
#include <QFile>
#include <QHash>
#include <QStringDecoder>

#include <algorithm>

namespace youka {

namespace {

QString decoded(const QByteArray &bytes)
{
    QStringDecoder utf8(QStringDecoder::Utf8);
    const QString text = utf8(bytes);
    return utf8.hasError() ? QString::fromLatin1(bytes) : text;
}

/// RFC 4180: quotes around a field, doubled inside it.
QStringList fieldsOf(const QString &line)
{
    QStringList fields{QString()};
    bool quoted = false;
    for (qsizetype i = 0; i < line.size(); ++i) {
        const QChar c = line[i];
        if (c == u'"') {
            if (quoted && i + 1 < line.size() && line[i + 1] == u'"')
                fields.last() += line[++i];
            else
                quoted = !quoted;
        } else if (c == u',' && !quoted) {
            fields.append(QString());
        } else {
            fields.last() += c;
        }
    }
    return fields;
}

using Row = std::function<Result<void>(const QStringList &)>;

Result<void> readCsv(const QString &path, qsizetype columns, const Row &row)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::NotFound, path);
    file.readLine(); // the heading
    for (int number = 2; !file.atEnd(); ++number) {
        const QByteArray line = file.readLine().trimmed();
        if (line.isEmpty())
            continue;
        const QStringList fields = fieldsOf(decoded(line));
        const auto read = fields.size() == columns
            ? row(fields)
            : fail(ErrorCode::InvalidInput, QStringLiteral("%1 columns are expected").arg(columns));
        if (!read)
            return fail(read.error().code,
                        QStringLiteral("%1:%2: %3").arg(path).arg(number).arg(read.error().detail));
    }
    return {};
}

Result<CcsData::Transaction> transactionOf(const QStringList &f, const QHash<QString, Currency> &currencies)
{
    const auto currency = currencies.constFind(f[3]);
    if (currency == currencies.cend())
        return fail(ErrorCode::InvalidInput, QStringLiteral("unknown customer ") + f[3]);
    const QDateTime local(QDate::fromString(f[1], Qt::ISODate), QTime::fromString(f[2], Qt::ISODate),
                          CcsData::zone());
    bool numberOk = false;
    bool unitsOk = false;
    CcsData::Transaction transaction{f[0].toLongLong(&numberOk),
                                     {local.toMSecsSinceEpoch()},
                                     f[3],
                                     f[4],
                                     f[5],
                                     f[6],
                                     f[7].toLongLong(&unitsOk),
                                     {}};
    if (!local.isValid() || !numberOk || !unitsOk)
        return fail(ErrorCode::InvalidInput, QStringLiteral("a number, a date and a time are expected"));
    return parseAmount(f[8], *currency).map([&](Money total) {
        transaction.total = total;
        return transaction;
    });
}

}

Result<CcsData> CcsData::load(const QString &folder)
{
    CcsData data;
    QHash<QString, Currency> currencies;
    const QDir dir(folder);
    const auto read =
        readCsv(dir.filePath(QStringLiteral("customers.csv")), 3,
                [&](const QStringList &f) {
                    return Currency::parse(f[2]).map([&](Currency currency) {
                        data.customers.push_back({f[0], f[1], currency});
                        currencies.insert(f[0], currency);
                    });
                })
            .and_then([&] {
                return readCsv(dir.filePath(QStringLiteral("gasstations.csv")), 4,
                               [&](const QStringList &f) -> Result<void> {
                                   data.stations.push_back({f[0], f[1], f[2], f[3]});
                                   return {};
                               });
            })
            .and_then([&] {
                return readCsv(dir.filePath(QStringLiteral("products.csv")), 2,
                               [&](const QStringList &f) -> Result<void> {
                                   data.products.push_back({f[0], f[1]});
                                   return {};
                               });
            })
            .and_then([&] {
                return readCsv(dir.filePath(QStringLiteral("transactions_1k.csv")), 9,
                               [&](const QStringList &f) {
                                   return transactionOf(f, currencies).map([&](const Transaction &t) {
                                       data.transactions.push_back(t);
                                   });
                               });
            });
    if (!read)
        return fail(read.error());
    std::stable_sort(data.transactions.begin(), data.transactions.end(),
                     [](const Transaction &a, const Transaction &b) { return a.at < b.at; });
    return data;
}

}
