#pragma once

#include <QByteArray>
#include <QList>
#include <QUrl>

#include <utility>

namespace youka {

using HeaderList = QList<std::pair<QByteArray, QByteArray>>;
/// The first header of that name, whatever its case; empty: none.
QByteArray headerIn(const HeaderList &headers, QByteArrayView name);

/// One request to a channel, signed and ready to go. It is sent as it stands: its bytes are what was signed.
/// Unlike HttpCall it names its host, because a channel's bill lies on another one.
struct ChannelCall
{
    QByteArray method;
    QUrl url; ///< percent-encoded already
    HeaderList headers;
    QByteArray body;
    int timeoutMs = 10'000;
};

/// What came back. Without a status nothing did, and whether the channel heard the call is unknown.
struct ChannelReply
{
    int status = 0;
    HeaderList headers; ///< where some channels sign
    QByteArray body;    ///< exact: this is what was signed
};

}
