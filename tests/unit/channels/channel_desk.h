#pragma once

#include "core/exchange/channels/channel_registry.h"
#include "core/foundation/crypto/certificate.h"

#include <QTest>

/// Both sides of a channel: our keys and theirs, made here.
namespace youka {

inline const RsaPrivateKey &merchantKey()
{
    static const RsaPrivateKey Key = RsaPrivateKey::generate();
    return Key;
}
inline const RsaPrivateKey &platformKey()
{
    static const RsaPrivateKey Key = RsaPrivateKey::generate();
    return Key;
}
inline const RsaPrivateKey &strangerKey()
{
    static const RsaPrivateKey Key = RsaPrivateKey::generate();
    return Key;
}

inline constexpr Timestamp DeskTime{1'705'282'200'000}; ///< 2024-01-15T09:30 in Beijing

inline Certificate certificateOf(const RsaPrivateKey &key, const QString &name, quint64 serial,
                                 const Certificate *issuer = nullptr,
                                 const RsaPrivateKey *issuerKey = nullptr, bool isAuthority = false)
{
    return Certificate::issue(
        {name, serial, DeskTime.plusMs(-86'400'000), DeskTime.plusMs(86'400'000), isAuthority}, key, issuer,
        issuerKey);
}

inline ChannelOrder anOrder()
{
    ChannelOrder order;
    order.orderNo = QStringLiteral("20240115T0001");
    order.amount = {20'000, Currency{}};
    order.subject = QStringLiteral("油卡充值");
    order.startedAt = DeskTime;
    order.expiresAt = DeskTime.plusMs(120'000);
    order.station = QStringLiteral("0007");
    order.terminal = QStringLiteral("03");
    order.clientIp = QStringLiteral("10.0.0.3");
    order.channelNo = QStringLiteral("4200000001");
    return order;
}

inline ChannelRefundOrder aRefund()
{
    return {anOrder(),
            QStringLiteral("R20240115T000101"),
            {5'000, Currency{}},
            QStringLiteral("未加油"),
            DeskTime.plusMs(60'000)};
}

template <class T>
const T *yesOf(const ChannelAnswer<T> &answer)
{
    return std::get_if<T>(&answer);
}
/// The channel's code of a no; empty: it was none.
template <class T>
QString refusalOf(const ChannelAnswer<T> &answer)
{
    const auto *no = std::get_if<ChannelRefusal>(&answer);
    return no ? no->code : QString();
}
/// The doubt's code; 0: it was none.
template <class T>
int doubtOf(const ChannelAnswer<T> &answer)
{
    const auto *unknown = std::get_if<ChannelUnknown>(&answer);
    return unknown ? int(unknown->error.code) : 0;
}

/// Every answer that is neither yes nor no, whoever's channel it is.
inline QList<ChannelReply> nonsenseReplies()
{
    return {{},
            {200, {}, {}},
            {200, {{"Content-Type", "text/html"}}, "<html><body>Wait</body></html>"},
            {200, {}, "{}"},
            {200, {}, "{\"code\":\"10000\"}"},
            {200, {}, "null"},
            {302, {{"Location", "/login"}}, {}},
            {403, {}, "<html>Forbidden</html>"},
            {404, {}, "{\"code\":\"ORDER_NOT_EXIST\"}"}, // unsigned
            {500, {}, "{\"code\":\"SYSTEM_ERROR\"}"},
            {502, {}, "<html>Bad gateway</html>"},
            {504, {}, {}}};
}

}
