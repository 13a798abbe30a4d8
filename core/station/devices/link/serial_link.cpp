#include "core/station/devices/link/serial_link.h"

#include <QFileInfo>
#include <QSerialPort>

namespace youka {

Result<SerialSettings> SerialSettings::parse(const QString &port, QStringView line)
{
    const auto bad = [&] {
        return fail(ErrorCode::SettingsInvalid, QStringLiteral("%1: a line is like \"9600 8O1\"").arg(line));
    };
    const auto parts = line.split(u' ', Qt::SkipEmptyParts);
    if (parts.size() != 2 || parts[1].size() != 3)
        return bad();
    SerialSettings settings;
    settings.port = port;
    bool baudOk = false;
    settings.baud = parts[0].toInt(&baudOk);
    const int data = parts[1][0].digitValue();
    const int stop = parts[1][2].digitValue();
    if (!baudOk || settings.baud <= 0 || data < 5 || data > 8 || (stop != 1 && stop != 2))
        return bad();
    const char parity = parts[1][1].toLatin1();
    if (parity != 'N' && parity != 'E' && parity != 'O')
        return bad();
    settings.dataBits = data;
    settings.parity = parity;
    settings.stopBits = stop;
    return settings;
}

SerialLink::SerialLink(SerialSettings settings, QObject *parent)
    : ByteLink(parent)
    , m_settings(std::move(settings))
    , m_port(new QSerialPort(this))
{
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &SerialLink::tryOpen);
    connect(m_port, &QSerialPort::readyRead, this, [this] { Q_EMIT bytes(m_port->readAll()); });
    connect(m_port, &QSerialPort::errorOccurred, this, &SerialLink::onError);
}

SerialLink::~SerialLink()
{
    m_port->disconnect(this);
    m_port->close();
}

void SerialLink::open()
{
    m_wanted = true;
    tryOpen();
}

void SerialLink::close()
{
    m_wanted = false;
    m_retry.stop();
    lose(QStringLiteral("closed"));
}

/// A pseudo-terminal carries bytes and no parity, and tcsetattr() fails with EINVAL when parity is all that
/// would change: after a program that was killed its successor could not open the port.
int SerialLink::parity() const
{
    const bool pseudo = QFileInfo(m_settings.port).canonicalFilePath().startsWith(QLatin1String("/dev/pts/"));
    if (pseudo || m_settings.parity == 'N')
        return QSerialPort::NoParity;
    return m_settings.parity == 'E' ? QSerialPort::EvenParity : QSerialPort::OddParity;
}

void SerialLink::tryOpen()
{
    if (m_open || !m_wanted)
        return;
    m_starting = true;
    m_port->setPortName(m_settings.port);
    m_port->setBaudRate(m_settings.baud);
    m_port->setDataBits(QSerialPort::DataBits(m_settings.dataBits));
    m_port->setParity(QSerialPort::Parity(parity()));
    m_port->setStopBits(QSerialPort::StopBits(m_settings.stopBits));
    const bool opened = m_port->open(QIODevice::ReadWrite);
    if (opened) {
        if (m_settings.raiseDtr)
            m_port->setDataTerminalReady(true); // fails on a pseudo-terminal, which is not a fault
        m_port->clear();
    }
    const QString reason = opened ? QString() : m_port->errorString();
    m_port->clearError();
    m_starting = false;
    if (reason != std::exchange(m_toldReason, reason) && !opened) // once, not at every try
        qWarning("%s: %s", qPrintable(m_settings.port), qPrintable(reason));
    if (!opened) {
        m_retry.start(m_pause.nextMs());
        return;
    }
    m_open = true;
    m_pause.reset();
    Q_EMIT this->opened();
}

void SerialLink::write(const QByteArray &bytes)
{
    if (m_open)
        m_port->write(bytes);
}

void SerialLink::onError(int error)
{
    if (m_starting || !m_open)
        return;
    switch (error) {
    case QSerialPort::ResourceError: // unplugged, or the other end of a pseudo-terminal is gone
    case QSerialPort::ReadError:
    case QSerialPort::DeviceNotFoundError:
    case QSerialPort::PermissionError:
    case QSerialPort::NotOpenError:
        lose(m_port->errorString());
        break;
    default: // modem lines, a late write, a time-out: the next reply or its absence will tell
        m_port->clearError();
        break;
    }
}

void SerialLink::lose(const QString &reason)
{
    const bool was = m_open;
    m_open = false;
    if (m_port->isOpen())
        m_port->close();
    if (m_wanted)
        m_retry.start(m_pause.nextMs());
    if (was)
        Q_EMIT lost(reason);
}

}
