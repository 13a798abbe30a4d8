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

Result<Timestamp> fromBeijing(const QString &text, const QString &format)
{
    QDateTime local = QDateTime::fromString(text, format);
    if (!local.isValid())
        return fail(ErrorCode::ChannelUnreadable, QStringLiteral("a time: ") + text.left(40));
    local.setTimeZone(beijing());
    return Timestamp{local.toMSecsSinceEpoch()};
}

Result<qint64> milliFenOf(QStringView yuan)
{
    const auto bad = [&] {
        return fail(ErrorCode::ChannelUnreadable, QStringLiteral("an amount: ") + yuan.left(40).toString());
    };
    QStringView digits = yuan;
    const bool negative = digits.startsWith(u'-');
    if (negative)
        digits = digits.sliced(1);
    const qsizetype point = digits.indexOf(u'.');
    const QStringView whole = point < 0 ? digits : digits.left(point);
    const QStringView part = point < 0 ? QStringView() : digits.sliced(point + 1);
    const auto isDigits = [](QStringView text) {
        return std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    };
    if (whole.isEmpty() || whole.size() > 12 || part.size() > 5 || (point >= 0 && part.isEmpty())
        || !isDigits(whole) || !isDigits(part))
        return bad();
    const qint64 value = whole.toLongLong() * 100'000 + part.toString().leftJustified(5, u'0').toLongLong();
    return negative ? -value : value;
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
