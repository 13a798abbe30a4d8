#pragma once

#include "core/exchange/channels/channel_rules.h"
#include "core/exchange/channels/which_wallet.h"
#include "tests/support/sim_pay_desk.h"

#include <QBuffer>
#include <QTest>

namespace youka {

using sim::PayManner;
using sim::PayState;

inline constexpr Timestamp DeskTime{1'705'282'200'000}; ///< 2024-01-15T09:30 in Beijing
inline constexpr qint64 DayMs = 86'400'000;

template <class T>
const T *yesOf(const ChannelAnswer<T> &answer)
{
    return std::get_if<T>(&answer);
}
template <class T>
QString refusalOf(const ChannelAnswer<T> &answer)
{
    const auto *no = std::get_if<ChannelRefusal>(&answer);
    return no ? no->code : QString();
}
template <class T>
ErrorCode doubtOf(const ChannelAnswer<T> &answer)
{
    const auto *unknown = std::get_if<ChannelUnknown>(&answer);
    return unknown ? unknown->error.code : ErrorCode(0);
}
template <class T>
QByteArray told(const ChannelAnswer<T> &answer)
{
    if (const auto *no = std::get_if<ChannelRefusal>(&answer))
        return "refused: " + no->code.toUtf8();
    if (const auto *unknown = std::get_if<ChannelUnknown>(&answer))
        return "doubt: " + toString(unknown->error).toUtf8();
    return "yes";
}

inline sim::PayMerchant merchantAt(const QString &channel)
{
    if (channel == QLatin1String("alipay"))
        return {channel, QStringLiteral("2088123412341234"), QStringLiteral("2021000000000001")};
    if (channel == QLatin1String("unionpay"))
        return {channel, QStringLiteral("777290058110048"), QString()};
    return {channel, QStringLiteral("1900000001"), QStringLiteral("wx0123456789abcdef")};
}

/// A merchant of one channel on this side, the channel on the other, and a door for its notices.
struct Desk
{
    explicit Desk(const QString &channelName, bool byCertificate = false)
        : other(clock)
        , door([this](const sim::HttpAsk &ask) { return knock(ask); })
    {
        merchant = merchantAt(channelName);
        if (!other.addMerchant(merchant) || !other.listen() || !door.listen(0))
            qFatal("the desk does not stand");
        for (const QString &name :
             {QStringLiteral("wechat"), QStringLiteral("alipay"), QStringLiteral("unionpay")})
            other.people().add({name + QStringLiteral("-wang"), name});
        wang = channelName + QStringLiteral("-wang");
        const QString url = door.base().toString() + QStringLiteral("/notify");
        auto made = makeChannel(channelConfigOf(merchant, other, DeskTime, url, byCertificate),
                                {clock, randomNonce()});
        if (!made)
            qFatal("%s", qPrintable(toString(made.error())));
        channel = std::move(*made);
        far = other.channel(channelName);
    }
    sim::HttpTold knock(const sim::HttpAsk &ask)
    {
        const auto notice = channel->parseNotify(ask.headers, ask.body);
        if (notice)
            notices.append(*notice);
        else
            refused.append(notice.error().code);
        Result<void> taken;
        if (!notice || !takesNotices)
            taken = fail(notice ? Error{ErrorCode::Unavailable, {}} : notice.error());
        const NoticeReply reply = channel->noticeReply(taken);
        return {reply.status, {{"Content-Type", reply.contentType}}, reply.body};
    }
    ChannelOrder order(const QString &no = QStringLiteral("20240115T0001"), qint64 fen = 20'000) const
    {
        ChannelOrder order;
        order.orderNo = no;
        order.amount = {fen, Currency{}};
        order.subject = QStringLiteral("油卡充值，加油");
        order.startedAt = DeskTime;
        order.expiresAt = DeskTime.plusMs(120'000);
        order.station = QStringLiteral("0007");
        order.terminal = QStringLiteral("03");
        order.clientIp = QStringLiteral("10.0.0.3");
        return order;
    }
    ChannelOrder orderNow(const QString &no, qint64 fen) const
    {
        ChannelOrder begun = order(no, fen);
        begun.startedAt = clock.now();
        begun.expiresAt = begun.startedAt.plusMs(120'000);
        return begun;
    }
    ChannelRefundOrder refundOf(const ChannelOrder &of, const QString &no, qint64 fen) const
    {
        ChannelRefundOrder refund{
            of, no, {fen, Currency{}}, QStringLiteral("未加油"), DeskTime.plusMs(60'000)};
        if (const auto *known = far->book().find(of.orderNo))
            refund.order.channelNo = known->channelNo;
        return refund;
    }
    QString precreated(const ChannelOrder &of)
    {
        const auto answer = caller.ask(channel->precreate(of));
        return yesOf(answer) ? yesOf(answer)->text : QString();
    }
    ChannelState stateOf(const ChannelOrder &of)
    {
        const auto answer = caller.ask(channel->query(of));
        return yesOf(answer) ? yesOf(answer)->state : ChannelState::Failed;
    }
    ChannelRefundState refundStateOf(const ChannelRefundOrder &of)
    {
        const auto answer = caller.ask(channel->queryRefund(of));
        return yesOf(answer) ? yesOf(answer)->state : ChannelRefundState::Abnormal;
    }
    qint64 money() { return other.people().find(wang)->fen; }
    /// Paid by QR.
    bool pay(const ChannelOrder &of) { return far->scan(precreated(of), wang, PayManner::Pays).has_value(); }
    bool noticesAre(int count)
    {
        return QTest::qWaitFor(
            [&] { return notices.size() + refused.size() >= count && other.notices().isQuiet(); });
    }
    struct Bill
    {
        QList<BillRow> rows;
        Result<BillTotals> totals = fail(ErrorCode::NotFound);
        QString why() const { return totals ? QString() : toString(totals.error()); }
        ErrorCode code() const { return totals ? ErrorCode(0) : totals.error().code; }
        const BillRow *row(const QString &number) const
        {
            for (const BillRow &one : rows)
                if (number == (one.kind == BillRow::Kind::Payment ? one.orderNo : one.refundNo))
                    return &one;
            return nullptr;
        }
    };
    Bill bill(QDate day = {2024, 1, 15})
    {
        Bill read;
        const auto ticket = caller.ask(channel->billRequest(day));
        if (!yesOf(ticket)) {
            const auto *unknown = std::get_if<ChannelUnknown>(&ticket);
            read.totals = fail(unknown ? unknown->error.code : ErrorCode::InvalidInput);
            return read;
        }
        QByteArray bytes = yesOf(ticket)->content;
        if (!yesOf(ticket)->isEmpty && yesOf(ticket)->content.isEmpty())
            bytes = caller.send(channel->billFile(*yesOf(ticket))).body;
        QBuffer file(&bytes);
        file.open(QIODevice::ReadOnly);
        read.totals = channel->readBill(*yesOf(ticket), file, [&](const BillRow &row) {
            read.rows.append(row);
            return Result<void>{};
        });
        return read;
    }

    ManualClock clock{DeskTime};
    sim::SimPayments other;
    sim::SimHttp door;
    sim::PayMerchant merchant;
    QString wang;
    std::unique_ptr<PaymentChannel> channel;
    sim::SimChannel *far = nullptr;
    WireCaller caller;
    QList<ChannelNotice> notices;
    QList<ErrorCode> refused;
    bool takesNotices = true; ///< else they are read, and the sender hears a no
};

}

/// A yes; `answer` may be the call itself.
#define COMPARE_YES(answer)                                                                                  \
    do {                                                                                                     \
        const auto &said = (answer);                                                                         \
        QVERIFY2(yesOf(said), told(said).constData());                                                       \
    } while (false)
