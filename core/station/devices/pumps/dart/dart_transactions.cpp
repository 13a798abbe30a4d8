#include "core/station/devices/pumps/dart/dart_transactions.h"

namespace youka::dart {

namespace {

enum Trans : quint8 { T1 = 0x01, T2 = 0x02, T3 = 0x03, T4 = 0x04, T5 = 0x05, T9 = 0x09, T101 = 0x65 };

std::optional<Report> status(const QByteArray &data)
{
    const auto value = quint8(data[0]);
    if (value == 3 || value > quint8(Status::Suspended))
        return std::nullopt;
    return StatusReport{Status(value)};
}

std::optional<Report> filling(QByteArrayView data)
{
    const auto volume = fromBcd(data.first(4));
    const auto amount = fromBcd(data.sliced(4));
    if (!volume || !amount)
        return std::nullopt;
    return Filling{*volume, *amount};
}

std::optional<Report> nozzle(QByteArrayView data)
{
    const auto price = fromBcd(data.first(3));
    if (!price)
        return std::nullopt;
    return NozzleReport{*price, data[3] & 0x0F, (data[3] & 0x10) != 0};
}

/// Counter, then total, meter 1 and meter 2 of five bytes each.
std::optional<Report> standardTotals(QByteArrayView data)
{
    const auto counter = quint8(data[0]);
    const auto total = fromBcd(data.sliced(1, 5));
    const int number = counter & 0x0F;
    if (!total || number < 1 || number > 9)
        return std::nullopt;
    if ((counter & 0xF0) == 0x00)
        return Totals{number, *total, std::nullopt};
    if ((counter & 0xF0) == 0x10)
        return Totals{number, std::nullopt, *total};
    return std::nullopt;
}

/// Nozzle, then volume and amount totals of six bytes each: card dispensers made in China.
std::optional<Report> pairedTotals(QByteArrayView data)
{
    const auto volume = fromBcd(data.sliced(1, 6));
    const auto amount = fromBcd(data.sliced(7, 6));
    const int number = data[0] & 0x0F;
    if (!volume || !amount || number == 0)
        return std::nullopt;
    return Totals{number, *volume, *amount};
}

std::optional<Report> parse(const Transaction &transaction)
{
    const QByteArray &data = transaction.data;
    const qsizetype size = data.size();
    switch (transaction.trans) {
    case T1:
        return size == 1 ? status(data) : std::nullopt;
    case T2:
        return size == 8 ? filling(data) : std::nullopt;
    case T3:
        return size == 4 ? nozzle(data) : std::nullopt;
    case T5:
        return size == 1 ? std::optional<Report>(Alarm{quint8(data[0])}) : std::nullopt;
    case T9:
        return size == 5 && fromBcd(data) ? std::optional<Report>(Identity{data.toHex()}) : std::nullopt;
    case T101:
        return size == 0x10 ? standardTotals(data) : size == 0x0D ? pairedTotals(data) : std::nullopt;
    default:
        return std::nullopt;
    }
}

Transaction totalsTransaction(const Totals &totals)
{
    if (totals.volume && totals.amount)
        return {T101,
                QByteArray(1, char(totals.nozzle)) + toBcd(*totals.volume, 6) + toBcd(*totals.amount, 6)};
    const int counter = totals.nozzle | (totals.amount ? 0x10 : 0x00);
    const QByteArray total = toBcd(totals.amount ? *totals.amount : totals.volume.value_or(0), 5);
    return {T101, QByteArray(1, char(counter)) + total + total + toBcd(0, 5)};
}

}

Transaction cd1(Command command) { return {T1, QByteArray(1, char(command))}; }

Transaction cd2(const QList<int> &nozzles)
{
    QByteArray data;
    for (const int nozzle : nozzles)
        data.append(char(nozzle));
    return {T2, data};
}

Transaction cd3(qint64 volumeDigits) { return {T3, toBcd(volumeDigits, 4)}; }
Transaction cd4(qint64 amountDigits) { return {T4, toBcd(amountDigits, 4)}; }

Transaction cd5(const QList<qint64> &priceDigits)
{
    QByteArray data;
    for (const qint64 price : priceDigits)
        data.append(toBcd(price, 3));
    return {T5, data};
}

Transaction cd101(quint8 counter) { return {T101, QByteArray(1, char(counter))}; }

QList<Report> parseReports(const QByteArray &data)
{
    QList<Report> reports;
    if (const auto transactions = splitTransactions(data))
        for (const Transaction &transaction : *transactions)
            if (const auto report = parse(transaction))
                reports.append(*report);
    return reports;
}

Transaction toTransaction(const Report &report)
{
    struct Writer
    {
        Transaction operator()(const StatusReport &r) const { return {T1, QByteArray(1, char(r.status))}; }
        Transaction operator()(const Filling &r) const
        {
            return {T2, toBcd(r.volume, 4) + toBcd(r.amount, 4)};
        }
        Transaction operator()(const NozzleReport &r) const
        {
            return {T3, toBcd(r.price, 3) + char(r.nozzle | (r.out ? 0x10 : 0))};
        }
        Transaction operator()(const Alarm &r) const { return {T5, QByteArray(1, char(r.code))}; }
        Transaction operator()(const Identity &r) const { return {T9, QByteArray::fromHex(r.digits)}; }
        Transaction operator()(const Totals &r) const { return totalsTransaction(r); }
    };
    return std::visit(Writer{}, report);
}

QByteArray toBcd(qint64 value, int bytes)
{
    ensure(value >= 0, "a BCD number is not negative");
    QByteArray bcd(bytes, '\0');
    for (qsizetype i = bytes - 1; i >= 0; --i, value /= 100)
        bcd[i] = char((value / 10 % 10) << 4 | (value % 10));
    ensure(value == 0, "a BCD number fits its digits");
    return bcd;
}

std::optional<qint64> fromBcd(QByteArrayView bytes)
{
    qint64 value = 0;
    for (const char byte : bytes) {
        const int high = (byte >> 4) & 0x0F;
        const int low = byte & 0x0F;
        if (high > 9 || low > 9 || bytes.size() > 9)
            return std::nullopt;
        value = value * 100 + high * 10 + low;
    }
    return value;
}

}
