#include "core/exchange/channels/channel_rules.h"

#include "core/foundation/base/names.h"

#include <QTimeZone>

#include <algorithm>

namespace youka {

namespace {

constexpr std::pair<ChannelState, const char *> StateNames[] = {
    {ChannelState::Absent, "absent"},     {ChannelState::Waiting, "waiting"},
    {ChannelState::Typing, "typing"},     {ChannelState::Paid, "paid"},
    {ChannelState::Refunded, "refunded"}, {ChannelState::Closed, "closed"},
    {ChannelState::Reversed, "reversed"}, {ChannelState::Failed, "failed"},
};

constexpr qint64 MostFen = 100'000'000'00; ///< a hundred million yuan: beyond it something is wrong

bool isNumber(const QString &text)
{
    return text.size() >= 8 && text.size() <= 32 && std::all_of(text.begin(), text.end(), [](QChar c) {
               return (c >= u'0' && c <= u'9') || (c >= u'A' && c <= u'Z') || (c >= u'a' && c <= u'z');
           });
}

Result<void> checkAmount(Money amount)
{
    if (amount.currency != Currency{})
        return fail(ErrorCode::CurrencyMismatch, amount.currency.code());
    if (!amount.isPositive())
        return fail(ErrorCode::AmountNotPositive);
    if (amount.minor > MostFen)
        return fail(ErrorCode::NumberOutOfRange);
    return {};
}

const QTimeZone &beijing()
{
    static const QTimeZone Zone(8 * 3600);
    return Zone;
}

}

QLatin1String channelStateName(ChannelState state) { return nameIn(StateNames, state); }

QByteArray headerIn(const HeaderList &headers, QByteArrayView name)
{
    const auto at = std::find_if(headers.begin(), headers.end(), [&](const auto &header) {
        return header.first.compare(name, Qt::CaseInsensitive) == 0;
    });
    return at == headers.end() ? QByteArray() : at->second;
}

Result<void> checkOrder(const ChannelOrder &order)
{
    if (!isNumber(order.orderNo))
        return fail(ErrorCode::InvalidInput,
                    QStringLiteral("an order number has 8 to 32 letters and digits"));
    if (order.startedAt.ms <= 0 || order.expiresAt <= order.startedAt)
        return fail(ErrorCode::InvalidInput, QStringLiteral("an order begins and then ends"));
    return checkAmount(order.amount);
}

Result<void> checkRefund(const ChannelRefundOrder &refund)
{
    if (const auto order = checkOrder(refund.order); !order)
        return order;
    if (!isNumber(refund.refundNo) || refund.refundNo == refund.order.orderNo)
        return fail(ErrorCode::InvalidInput, QStringLiteral("a refund has a number of its own"));
    if (const auto amount = checkAmount(refund.amount); !amount)
        return amount;
    if (refund.amount > refund.order.amount)
        return fail(ErrorCode::NumberOutOfRange, QStringLiteral("more than was paid"));
    return {};
}

Result<void> checkPaid(const ChannelOrder &order, const ChannelPayment &payment)
{
    if (payment.orderNo != order.orderNo)
        return fail(ErrorCode::ChannelMismatch, QStringLiteral("another order"));
    if (payment.state != ChannelState::Paid && payment.state != ChannelState::Refunded)
        return fail(ErrorCode::ChannelSilent, channelStateName(payment.state));
    if (payment.amount.currency != order.amount.currency)
        return fail(ErrorCode::ChannelMismatch, QStringLiteral("another currency"));
    if (payment.amount != order.amount)
        return fail(ErrorCode::ChannelMismatch,
                    QStringLiteral("%1 instead of %2 fen").arg(payment.amount.minor).arg(order.amount.minor));
    return {};
}

QString clippedToUtf8(const QString &text, qsizetype bytes)
{
    QString out = text;
    while (out.toUtf8().size() > bytes)
        out.chop(out.size() > 1 && out.back().isLowSurrogate() ? 2 : 1);
    return out;
}

QString beijingText(Timestamp when, const QString &format)
{
    return when.toDateTime().toTimeZone(beijing()).toString(format);
}

// By hand: QDateTime::fromString takes longer than everything else in a bill's row together.
Result<Timestamp> fromBeijing(QStringView text, QStringView format)
{
    const auto bad = [&] {
        return fail(ErrorCode::ChannelUnreadable, QStringLiteral("a time: ") + text.left(40).toString());
    };
    int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
    const std::pair<char16_t, int *> parts[] = {{u'y', &year}, {u'M', &month},  {u'd', &day},
                                                {u'H', &hour}, {u'm', &minute}, {u's', &second}};
    if (text.size() != format.size())
        return bad();
    for (qsizetype i = 0; i < text.size(); ++i) {
        const auto part = std::find_if(std::begin(parts), std::end(parts),
                                       [&](const auto &one) { return format.at(i) == one.first; });
        const bool digit = text.at(i) >= u'0' && text.at(i) <= u'9';
        if (part == std::end(parts) ? text.at(i) != format.at(i) : !digit)
            return bad();
        if (part != std::end(parts))
            *part->second = *part->second * 10 + text.at(i).digitValue();
    }
    const QDate date(year, month, day);
    if (!date.isValid() || hour > 23 || minute > 59 || second > 59)
        return bad();
    static const qint64 Epoch = QDate(1970, 1, 1).toJulianDay();
    const qint64 seconds = (date.toJulianDay() - Epoch) * 86'400 + (hour - 8) * 3600 + minute * 60 + second;
    return Timestamp{seconds * 1000};
}

Result<qint64> milliFenOf(QStringView yuan)
{
    constexpr qsizetype MostWhole = 12;
    constexpr qsizetype MostDecimals = 5;
    const auto bad = [&] {
        return fail(ErrorCode::ChannelUnreadable, QStringLiteral("an amount: ") + yuan.left(40).toString());
    };
    const QStringView digits = yuan.startsWith(u'-') ? yuan.sliced(1) : yuan;
    const qsizetype point = digits.indexOf(u'.');
    const qsizetype whole = point < 0 ? digits.size() : point;
    const qsizetype decimals = point < 0 ? 0 : digits.size() - point - 1;
    if (whole == 0 || whole > MostWhole || decimals > MostDecimals || (point >= 0 && decimals == 0))
        return bad();
    qint64 value = 0;
    for (qsizetype i = 0; i < digits.size(); ++i) {
        const QChar c = digits.at(i);
        if (i == point)
            continue;
        if (c < u'0' || c > u'9')
            return bad();
        value = value * 10 + (c.unicode() - u'0');
    }
    for (qsizetype i = decimals; i < MostDecimals; ++i)
        value *= 10;
    return digits.size() == yuan.size() ? value : -value;
}

Result<Money> fenOf(QStringView yuan)
{
    return milliFenOf(yuan).and_then([&](qint64 value) -> Result<Money> {
        if (value % 1000 != 0)
            return fail(ErrorCode::ChannelUnreadable,
                        QStringLiteral("a fraction of a fen: ") + yuan.toString());
        return Money{value / 1000, Currency{}};
    });
}

}
