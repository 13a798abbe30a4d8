#pragma once

#include <QByteArray>
#include <QStringList>

namespace youka::sim {

/// An ESC/POS receipt printer: reads the bytes that it is sent into text, and answers what it is asked. Pure;
/// written from the sheet on peripherals, apart from the product's own codec. What it does not know stands on
/// the paper as "<1B 99>", so that a test sees it.
class SimEscPos
{
public:
    enum class Paper { Full, Low, Out };

    /// What it says to these bytes. Questions of status are heard at once, everything else in its turn, and
    /// not while it has stopped.
    QByteArray feed(const QByteArray &bytes);

    void setPaper(Paper paper);
    /// So many more lines, then there is no paper; -1: a full roll.
    void setLinesLeft(int lines) { m_linesLeft = lines; }
    void setCover(bool open);
    /// It hears and prints, and says nothing: a cable with one broken wire.
    void setMute(bool mute) { m_isMute = mute; }
    /// What has stopped it does not finish by itself: it waits to be cleared.
    void setWaitsForRecovery(bool waits) { m_waitsForRecovery = waits; }
    Paper paper() const { return m_paper; }
    bool isCoverOpen() const { return m_isCoverOpen; }

    /// What was cut off, a receipt each: lines as they stand, "[QR ...]", "[CODE ...]"; "**" before what is
    /// bold, "#" before what is large.
    const QStringList &receipts() const { return m_receipts; }
    /// What hangs out of it and was not cut.
    const QStringList &hanging() const { return m_lines; }
    int drawerKicks() const { return m_drawerKicks; }

private:
    bool hasStopped() const { return m_paper == Paper::Out || m_isCoverOpen; }
    bool isStuck() const { return m_waitsForRecovery && m_hadStopped; }
    char status(int question) const;
    QByteArray hearAtOnce(const QByteArray &heard);
    QByteArray work();
    /// How many bytes of the buffer the next command takes; 0: not all of it has come.
    qsizetype step(QByteArray &out);
    qsizetype stepGs(QByteArray &out);
    qsizetype stepCode();
    qsizetype unknown(qsizetype size);
    void put(const QString &line);
    void newLine();

    QByteArray m_held; ///< the beginning of what is heard at once
    QByteArray m_buffer;
    QByteArray m_text;
    QStringList m_lines;
    QStringList m_receipts;
    QByteArray m_qr;
    Paper m_paper = Paper::Full;
    int m_linesLeft = -1;
    bool m_isCoverOpen = false;
    bool m_isMute = false;
    bool m_waitsForRecovery = false;
    bool m_hadStopped = false; ///< in the middle of something
    int m_drawerKicks = 0;
    int m_align = 0;
    bool m_isBold = false;
    bool m_isLarge = false;
};

}
