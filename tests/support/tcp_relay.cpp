#include "tests/support/tcp_relay.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

namespace youka {

namespace {

constexpr int ListenAgainMs = 50;

/// One connection: of whoever came, and to the port they meant.
struct Pair
{
    QTcpSocket *near = nullptr;
    QTcpSocket *far = nullptr;
    bool lost[2] = {false, false}; ///< what comes from near, from far goes nowhere, for good
};

}

/// Lives in the relay's thread.
class TcpRelay::Switchboard : public QObject
{
public:
    Switchboard(TcpRelay &relay, quint16 target)
        : m_relay(relay)
        , m_target(target)
    {
        m_server.setParent(this); // it moves to the thread with us
        connect(&m_server, &QTcpServer::newConnection, this, &Switchboard::welcome);
    }

    ~Switchboard() override
    {
        for (const auto &pair : std::exchange(m_pairs, {}))
            letGo(*pair);
        m_server.setParent(nullptr);
    }

    quint16 listen()
    {
        if (!m_server.isListening() && !m_server.listen(QHostAddress::LocalHost, m_port))
            QTimer::singleShot(ListenAgainMs, this, [this] { set(m_wire); });
        return m_port = m_port != 0 ? m_port : m_server.serverPort();
    }

    void set(Wire wire)
    {
        m_wire = wire;
        if (wire == Wire::Cut) {
            m_server.close();
            m_relay.m_resets += int(m_pairs.size());
            for (const auto &pair : std::exchange(m_pairs, {}))
                letGo(*pair);
            return;
        }
        listen();
        // What was held back comes now, also the news that an end has gone.
        const auto pairs = m_pairs;
        for (const auto &pair : pairs)
            for (const bool up : {true, false}) {
                carry(*pair, up);
                if (end(*pair, up).state() == QAbstractSocket::UnconnectedState)
                    gone(pair, up);
            }
    }

private:
    static QTcpSocket &end(const Pair &pair, bool near) { return near ? *pair.near : *pair.far; }

    void welcome()
    {
        while (QTcpSocket *near = m_server.nextPendingConnection()) {
            const auto pair = std::make_shared<Pair>();
            pair->near = near;
            pair->far = new QTcpSocket(this);
            near->setParent(this);
            m_pairs.append(pair);
            for (const bool up : {true, false}) {
                connect(&end(*pair, up), &QIODevice::readyRead, this, [this, pair, up] { carry(*pair, up); });
                connect(&end(*pair, up), &QAbstractSocket::stateChanged, this,
                        [this, pair, up](QAbstractSocket::SocketState state) {
                            if (state == QAbstractSocket::UnconnectedState)
                                gone(pair, up);
                        });
            }
            pair->far->connectToHost(QHostAddress::LocalHost, m_target);
        }
    }

    bool loses(bool up) const
    {
        return m_wire == Wire::Deaf || m_wire == (up ? Wire::DeafUp : Wire::DeafDown);
    }

    void carry(Pair &pair, bool up)
    {
        QTcpSocket &from = end(pair, up);
        if (m_wire == Wire::Held || from.bytesAvailable() == 0)
            return;
        const QByteArray bytes = from.readAll();
        bool &lost = pair.lost[up ? 0 : 1];
        lost = lost || loses(up);
        if (lost)
            m_relay.m_swallowed += bytes.size();
        else
            end(pair, !up).write(bytes);
    }

    void gone(const std::shared_ptr<Pair> &pair, bool up)
    {
        if (m_wire == Wire::Held || !m_pairs.contains(pair))
            return;
        carry(*pair, up);
        QTcpSocket &other = end(*pair, !up);
        const bool unheard = pair->lost[up ? 0 : 1] || loses(up);
        if (!unheard)
            other.disconnectFromHost(); // after what is on its way
        else
            pair->lost[up ? 0 : 1] = true;
        if (other.state() == QAbstractSocket::UnconnectedState && m_pairs.removeOne(pair))
            letGo(*pair);
    }

    static void letGo(Pair &pair)
    {
        for (QTcpSocket *socket : {pair.near, pair.far}) {
            socket->disconnect();
            socket->abort();
            socket->deleteLater();
        }
    }

    TcpRelay &m_relay;
    const quint16 m_target;
    quint16 m_port = 0;
    QTcpServer m_server;
    QList<std::shared_ptr<Pair>> m_pairs;
    Wire m_wire = Wire::Whole;
};

TcpRelay::TcpRelay(quint16 target)
    : m_board(new Switchboard(*this, target))
{
    m_board->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_board, &QObject::deleteLater);
    m_thread.setObjectName(QStringLiteral("relay"));
    m_thread.start();
    QMetaObject::invokeMethod(
        m_board, [this] { m_port = m_board->listen(); }, Qt::BlockingQueuedConnection);
}

TcpRelay::~TcpRelay()
{
    m_thread.quit();
    m_thread.wait();
}

void TcpRelay::set(Wire wire)
{
    QMetaObject::invokeMethod(
        m_board, [this, wire] { m_board->set(wire); }, Qt::BlockingQueuedConnection);
}

}
