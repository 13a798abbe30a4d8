#pragma once

#include "core/exchange/channels/channel_wire.h"
#include "core/foundation/base/clock.h"
#include "core/foundation/base/money.h"

#include <functional>
#include <memory>
#include <optional>
#include <variant>

class QIODevice;

namespace youka {

/// A payment as we ask for it. A repeat after a doubtful answer is made from the same value, so that the
/// channel sees the same business fields.
struct ChannelOrder
{
    QString orderNo; ///< 8 to 32 letters and digits, unique per merchant
    Money amount;
    QString subject;     ///< what the customer reads
    Timestamp startedAt; ///< UnionPay knows an order by its number and this
    Timestamp expiresAt; ///< a QR shown longer than this is not paid any more
    QString station;
    QString terminal;
    QString clientIp;  ///< of the till, as WeChat wants to know
    QString channelNo; ///< the channel's own number, where known; UnionPay refunds by it
    bool operator==(const ChannelOrder &) const = default;
};

/// Money back. `refundNo` makes it happen once: repeated with the same number it is the same refund.
struct ChannelRefundOrder
{
    ChannelOrder order;
    QString refundNo; ///< 8 to 32 letters and digits, unique per merchant
    Money amount;     ///< positive
    QString reason;
    Timestamp startedAt;
    bool operator==(const ChannelRefundOrder &) const = default;
};

/// An order as the channel sees it.
enum class ChannelState {
    Absent,   ///< not known there (yet: Alipay makes a trade when the QR is scanned)
    Waiting,  ///< nobody has paid
    Typing,   ///< the customer is asked for the PIN
    Paid,     ///< also finished
    Refunded, ///< paid, and some or all went back
    Closed,   ///< unpaid and never will be; at Alipay also: all went back
    Reversed,
    Failed
};
QLatin1String channelStateName(ChannelState state);

struct ChannelPayment
{
    QString merchant; ///< as the message says, compared before this leaves the channel
    QString orderNo;
    QString channelNo; ///< the channel's transaction number
    ChannelState state = ChannelState::Absent;
    Money amount;                 ///< of the order; zero where the channel does not say (not paid)
    std::optional<Money> byPayer; ///< less than `amount` when the channel gave a discount
    std::optional<Timestamp> paidAt;
    bool operator==(const ChannelPayment &) const = default;
};

enum class ChannelRefundState { Done, Working, Closed, Abnormal, Absent };

struct ChannelRefund
{
    QString orderNo;
    QString refundNo;
    QString channelRefundNo;
    ChannelRefundState state = ChannelRefundState::Working;
    Money amount; ///< zero: not said
    bool operator==(const ChannelRefund &) const = default;
};

struct ChannelQr
{
    QString text; ///< printed or shown as a QR
    bool operator==(const ChannelQr &) const = default;
};

struct ChannelClosed
{
    bool operator==(const ChannelClosed &) const = default;
};

struct ChannelReversal
{
    bool isDone = false;               ///< else the same call is made again
    std::optional<bool> moneyWentBack; ///< it had been paid; none: the channel does not say
    bool operator==(const ChannelReversal &) const = default;
};

/// The channel said no, in words that leave no doubt: what was asked for has not happened and will not.
struct ChannelRefusal
{
    QString code; ///< the channel's own: "ACQ.BUYER_BALANCE_NOT_ENOUGH"
    QString text;
};

/// Neither yes nor no: it may have happened. Only asking again (query) resolves it. ChannelMismatch and
/// ChannelNotOurs are for a person; the others pass.
struct ChannelUnknown
{
    Error error;
};

template <class T>
using ChannelAnswer = std::variant<T, ChannelRefusal, ChannelUnknown>;

/// A call to make and the way to read what comes back. Outlived by the channel that made it.
template <class T>
struct ChannelStep
{
    ChannelCall call;
    std::function<ChannelAnswer<T>(const ChannelReply &)> read;
};

/// A message that the channel sent by itself, verified and ours.
struct ChannelNotice
{
    QString id; ///< for the log; what is de-duplicated is the order
    std::variant<ChannelPayment, ChannelRefund> what;
};

/// What the sender of a notice is told.
struct NoticeReply
{
    int status = 200;
    QByteArray contentType;
    QByteArray body;
};

/// Where a day's bill lies, or the bill itself.
struct BillTicket
{
    QDate day;
    bool isEmpty = false; ///< nothing happened that day; there is no file
    QUrl url;             ///< empty: `content` is the file
    QByteArray sha1Hex;   ///< empty: the channel does not say
    QByteArray content;
};

struct BillRow
{
    enum class Kind { Payment, Refund, Reversal };
    Kind kind = Kind::Payment;
    QString orderNo;
    QString channelNo;
    QString refundNo;
    QString channelRefundNo;
    Money amount;           ///< of the order, or of the refund; never negative
    Money settled;          ///< what reaches or leaves the merchant before the fee; never negative
    qint64 feeMilliFen = 0; ///< 1/1000 fen, because WeChat prints five decimals; a fee given back is negative
    Timestamp at;
    QString state; ///< the channel's word
    bool operator==(const BillRow &) const = default;
};

/// What the file itself says at its end, checked against its rows.
struct BillTotals
{
    qint64 payments = 0;
    qint64 refunds = 0; ///< with reversals
    Money paid;
    Money refunded;
    qint64 feeMilliFen = 0;
    bool operator==(const BillTotals &) const = default;
};

/// Takes one row; an error of it ends the reading and is passed on.
using BillSink = std::function<Result<void>(const BillRow &)>;

/// One merchant at one payment channel. Pure: it makes the bytes to send and reads the bytes that came; who
/// sends, waits and tries again is elsewhere. A method that cannot be asked for says ChannelUnsupported, a
/// wrong order InvalidInput, AmountNotPositive or CurrencyMismatch.
class PaymentChannel
{
public:
    template <class T>
    using Step = Result<ChannelStep<T>>;

    virtual ~PaymentChannel() = default;
    virtual QString merchant() const = 0;

    virtual Step<ChannelQr> precreate(const ChannelOrder &order) const = 0;
    /// `payCode`: what the customer's phone shows.
    virtual Step<ChannelPayment> payByCode(const ChannelOrder &order, const QString &payCode) const = 0;
    virtual Step<ChannelPayment> query(const ChannelOrder &order) const = 0;
    /// Ends an unpaid QR order.
    virtual Step<ChannelClosed> close(const ChannelOrder &order) const = 0;
    /// Ends an order whose outcome is not known: unpaid it is closed, paid it goes back.
    virtual Step<ChannelReversal> reverse(const ChannelOrder &order) const = 0;
    virtual Step<ChannelRefund> refund(const ChannelRefundOrder &refund) const = 0;
    virtual Step<ChannelRefund> queryRefund(const ChannelRefundOrder &refund) const = 0;

    /// Errors: ChannelForged, ChannelStale, ChannelUnreadable, ChannelNotOurs. The order's amount is compared
    /// by whoever knows the order: checkPaid().
    virtual Result<ChannelNotice> parseNotify(const HeaderList &headers, const QByteArray &body) const = 0;
    /// After the notice lies on disk; or why it was not taken.
    virtual NoticeReply noticeReply(const Result<void> &taken) const = 0;

    /// Not ready: unknown, ChannelBillNotReady.
    virtual Step<BillTicket> billRequest(QDate day) const = 0;
    /// The file of a ticket that has a url.
    virtual ChannelCall billFile(const BillTicket &ticket) const = 0;
    /// Rows in the order of the file, with bounded memory. Rows count only when totals come back. Errors:
    /// ChannelBillInvalid, ChannelBillIncomplete.
    virtual Result<BillTotals> readBill(const BillTicket &ticket, QIODevice &file,
                                        const BillSink &row) const = 0;
};

}
