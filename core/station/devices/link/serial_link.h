#pragma once

#include "core/foundation/base/result.h"
#include "core/station/devices/link/byte_link.h"
#include "core/station/devices/link/reopen_pause.h"

#include <QTimer>

class QSerialPort;

namespace youka {

struct SerialSettings
{
    QString port; ///< "/dev/ttyUSB0", "COM3", or the path of a pseudo-terminal
    qint32 baud = 9'600;
    int dataBits = 8;     ///< 5..8
    char parity = 'N';    ///< N, E or O
    int stopBits = 1;     ///< 1 or 2
    bool raiseDtr = true; ///< some converters are powered from it

    /// "9600 8O1": baud, data bits, parity (N, E, O), stop bits. Errors: SettingsInvalid.
    static Result<SerialSettings> parse(const QString &port, QStringView line);
};

/// A serial port. Reopens by itself. Errors of the modem lines (a pseudo-terminal has none) are not a loss.
class SerialLink final : public ByteLink
{
    Q_OBJECT
public:
    explicit SerialLink(SerialSettings settings, QObject *parent = nullptr);
    ~SerialLink() override;

    void open() override;
    void close() override;
    void write(const QByteArray &bytes) override;
    bool isOpen() const override { return m_open; }

private:
    int parity() const;
    void tryOpen();
    void onError(int error);
    void lose(const QString &reason);

    const SerialSettings m_settings;
    QSerialPort *m_port;
    QTimer m_retry{this};
    ReopenPause m_pause;
    bool m_wanted = false;
    bool m_open = false;
    bool m_starting = false;
    QString m_toldReason; ///< why it does not open, as last logged
};

}
