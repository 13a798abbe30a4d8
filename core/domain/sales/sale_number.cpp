#include "core/domain/sales/sale_number.h"

#include "core/domain/goods/barcode.h"

namespace youka {

namespace {

constexpr qint64 Epoch = 1'577'836'800'000; // 2020-01-01
constexpr qint64 Tenth = 100;
constexpr qint64 MostTenths = 10'000'000'000; // until 2051
constexpr int Digits = 10;

/// The first id (UUIDv7) of a millisecond.
SaleId firstOf(qint64 ms)
{
    QByteArray bytes(16, '\0');
    for (int i = 0; i < 6; ++i)
        bytes[i] = char(quint8(ms >> (40 - 8 * i)));
    return SaleId::fromBytes(bytes);
}

}

QString saleNumber(SaleId id)
{
    const QByteArray bytes = id.bytes();
    qint64 ms = 0;
    for (int i = 0; i < 6; ++i)
        ms = ms << 8 | quint8(bytes[i]);
    const qint64 tenths = ms < Epoch ? MostTenths : (ms - Epoch) / Tenth;
    if (tenths >= MostTenths)
        return {};
    const QString digits = QString::number(tenths).rightJustified(Digits, u'0');
    return digits + QLatin1Char(gtinDigit(digits));
}

std::optional<SaleIds> saleIdsOf(QStringView number)
{
    QString digits = number.toString();
    digits.remove(u' ');
    if (digits.size() != Digits + 1)
        return std::nullopt;
    const char check = gtinDigit(QStringView(digits).first(Digits));
    if (check == '\0' || digits.back() != QLatin1Char(check))
        return std::nullopt;
    const qint64 ms = Epoch + QStringView(digits).first(Digits).toLongLong() * Tenth;
    return SaleIds{firstOf(ms), firstOf(ms + Tenth)};
}

QString spacedSaleNumber(const QString &number)
{
    QString spaced = number;
    for (qsizetype at = 4; at < spaced.size(); at += 5)
        spaced.insert(at, u' ');
    return spaced;
}

}
