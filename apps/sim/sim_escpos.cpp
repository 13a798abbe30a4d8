#include "apps/sim/sim_escpos.h"

#include <QStringDecoder>

#include <utility>

namespace youka::sim {

namespace {
constexpr char Esc = 0x1B;
constexpr char Gs = 0x1D;
constexpr char Fs = 0x1C;
constexpr char Dle = 0x10;
}

QByteArray SimEscPos::feed(const QByteArray &bytes)
{
    const QByteArray atOnce = hearAtOnce(bytes);
    const QByteArray inTurn = work();
    return m_isMute ? QByteArray() : atOnce + inTurn;
}

void SimEscPos::setPaper(Paper paper)
{
    m_paper = paper;
    m_linesLeft = -1;
}

void SimEscPos::setCover(bool open) { m_isCoverOpen = open; }

char SimEscPos::status(int question) const
{
    int byte = 0x12;
    if (question == 1 && hasStopped())
        byte |= 0x08;
    if (question == 2)
        byte |= (m_isCoverOpen ? 0x04 : 0) | (m_paper == Paper::Out ? 0x20 : 0);
    if (question == 4)
        byte |= m_paper == Paper::Out ? 0x60 : m_paper == Paper::Low ? 0x0C : 0;
    return char(byte);
}

/// What must not wait behind a receipt; the rest goes into the buffer.
QByteArray SimEscPos::hearAtOnce(const QByteArray &heard)
{
    QByteArray out;
    const QByteArray bytes = std::exchange(m_held, {}) + heard;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const bool isPair = bytes[i] == Dle && i + 2 < bytes.size();
        if (bytes[i] == Dle && !isPair) {
            m_held = bytes.sliced(i); // the rest of it is under way
            break;
        }
        if (isPair && bytes[i + 1] == 0x04 && bytes[i + 2] >= 1 && bytes[i + 2] <= 4) {
            out.append(status(bytes[i + 2]));
            i += 2;
        } else if (isPair && bytes[i + 1] == 0x05 && bytes[i + 2] == 2) {
            m_buffer.clear();
            m_text.clear();
            m_hadStopped = false;
            m_lines.append(QStringLiteral("~~ torn off ~~"));
            i += 2;
        } else {
            m_buffer.append(bytes[i]);
        }
    }
    return out;
}

QByteArray SimEscPos::work()
{
    QByteArray out;
    while (!m_buffer.isEmpty() && !hasStopped() && !isStuck()) {
        const qsizetype taken = step(out);
        if (taken == 0)
            break;
        m_buffer.remove(0, taken);
        m_hadStopped = hasStopped() && !m_buffer.isEmpty();
    }
    return out;
}

qsizetype SimEscPos::step(QByteArray &out)
{
    const char first = m_buffer[0];
    if (first == '\n') {
        newLine();
        return 1;
    }
    if (first == Gs)
        return stepGs(out);
    if (first != Esc && first != Fs) {
        m_text.append(first);
        return 1;
    }
    if (m_buffer.size() < 2)
        return 0;
    const char second = m_buffer[1];
    if (first == Fs)
        return second == '&' || second == '.' ? 2 : unknown(2);
    if (second == '@') {
        m_align = 0;
        m_isBold = m_isLarge = false;
        return 2;
    }
    if (m_buffer.size() < 3)
        return 0;
    if (second == 'a')
        m_align = m_buffer[2];
    else if (second == 'E')
        m_isBold = m_buffer[2] & 1;
    else if (second == 'p') {
        ++m_drawerKicks;
        return m_buffer.size() < 5 ? 0 : 5;
    } else
        return unknown(3);
    return 3;
}

qsizetype SimEscPos::stepGs(QByteArray &out)
{
    if (m_buffer.size() < 3)
        return 0;
    switch (m_buffer[1]) {
    case '!':
        m_isLarge = m_buffer[2] != 0;
        return 3;
    case 'h':
    case 'w':
    case 'H':
        return 3;
    case 'r':
        out.append(char(m_paper == Paper::Low ? 0x03 : 0));
        return 3;
    case 'V':
        if (m_buffer.size() < 4)
            return 0;
        m_receipts.append(m_lines.join(u'\n'));
        m_lines.clear();
        return 4;
    case 'k': {
        if (m_buffer.size() < 4)
            return 0;
        const auto size = qsizetype(quint8(m_buffer[3]));
        if (m_buffer.size() < 4 + size)
            return 0;
        put(QStringLiteral("[CODE %1]").arg(QString::fromLatin1(m_buffer.sliced(6, size - 2))));
        return 4 + size;
    }
    case '(':
        return stepCode();
    default:
        return unknown(3);
    }
}

/// GS ( k: a QR code's parts.
qsizetype SimEscPos::stepCode()
{
    if (m_buffer.size() < 5)
        return 0;
    const qsizetype size = quint8(m_buffer[3]) + (qsizetype(quint8(m_buffer[4])) << 8);
    if (m_buffer.size() < 5 + size)
        return 0;
    const QByteArray parts = m_buffer.sliced(5, size);
    if (parts.startsWith("1P0"))
        m_qr = parts.sliced(3);
    else if (parts == "1Q0")
        put(QStringLiteral("[QR %1]").arg(QString::fromUtf8(m_qr)));
    return 5 + size;
}

qsizetype SimEscPos::unknown(qsizetype size)
{
    put(QStringLiteral("<%1>").arg(QString::fromLatin1(m_buffer.first(size).toHex(' '))));
    return size;
}

void SimEscPos::newLine()
{
    const QString text = QStringDecoder("GB18030")(m_text);
    m_text.clear();
    // After a code there is a line end that puts nothing on the paper.
    if (!text.isEmpty() || m_lines.isEmpty() || !m_lines.last().startsWith(u'['))
        put((m_isBold ? QStringLiteral("**") : QString()) + (m_isLarge ? QStringLiteral("#") : QString())
            + (m_align == 1 ? QStringLiteral("<>") : QString()) + text);
}

void SimEscPos::put(const QString &line)
{
    m_lines.append(line);
    if (m_linesLeft > 0 && --m_linesLeft == 0)
        m_paper = Paper::Out;
}

}
