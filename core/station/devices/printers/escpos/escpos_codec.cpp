#include "core/station/devices/printers/escpos/escpos_codec.h"

#include <QHash>
#include <QStringEncoder>

namespace youka::escpos {

namespace {

QByteArray inGb(QStringView text) { return QStringEncoder("GB18030")(text); }

/// What a printer has in its fonts: ASCII, and what GB18030 writes in two bytes.
QString printable(const QString &text)
{
    static const QHash<char16_t, QChar> Instead{
        {u'\u00A5', u'\uFFE5'}, {u'\u00A0', u' '}, {u'\u202F', u' '}, {u'\u2212', u'-'}, {u'\u2022', u'*'}};
    QString out;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool isPair = text[i].isHighSurrogate() && i + 1 < text.size();
        const QString c = isPair ? text.sliced(i++, 2) : QString(Instead.value(text[i].unicode(), text[i]));
        const QByteArray encoded = inGb(c);
        if (encoded.size() == 1 && (quint8(encoded[0]) < 0x20 || quint8(encoded[0]) >= 0x7F))
            continue;
        out += encoded.size() <= 2 ? c : QStringLiteral("?");
    }
    return out;
}

/// Pieces of at most `columns`, cut between words where there are some.
QStringList broken(const QString &text, int columns)
{
    QStringList lines;
    QString line;
    qsizetype space = -1; // where the line could end
    for (const QChar c : text) {
        if (displayWidth(line + c) > columns) {
            const bool isInWord = space > 0 && c != u' ';
            lines.append(isInWord ? line.first(space) : line);
            line = isInWord ? line.sliced(space + 1) : QString();
            space = -1;
            if (c == u' ')
                continue;
        }
        if (c == u' ')
            space = line.size();
        line += c;
    }
    if (!line.isEmpty() || lines.isEmpty())
        lines.append(line);
    return lines;
}

/// The lines of one part; a pair has its spaces in it, so that every printer aligns it alike.
QStringList linesOf(const PaperLine &part, int columns)
{
    const int width = part.large ? columns / 2 : columns;
    const QString left = printable(part.left);
    const QString right = printable(part.right);
    switch (part.kind) {
    case PaperLine::Kind::Text:
        return broken(left, width);
    case PaperLine::Kind::Rule:
        return {QString(columns, u'-')};
    case PaperLine::Kind::Pair: {
        const int between = width - displayWidth(left) - displayWidth(right);
        if (between >= 1)
            return {left + QString(between, u' ') + right};
        QStringList lines = broken(left, width);
        for (const QString &line : broken(right, width))
            lines.append(QString(std::max(0, width - displayWidth(line)), u' ') + line);
        return lines;
    }
    case PaperLine::Kind::Code:
    case PaperLine::Kind::Qr:
        break;
    }
    return {};
}

QByteArray bytes(std::initializer_list<int> values)
{
    QByteArray out;
    out.reserve(qsizetype(values.size()));
    for (const int value : values)
        out.append(char(value));
    return out;
}

QByteArray qrBytes(const QByteArray &data, int columns)
{
    const auto size = data.size() + 3;
    // 6 dots a module on 80 mm; on 58 mm a code of version 9 would not fit at more than 5.
    const int module = columns >= 42 ? 6 : 5;
    return bytes({0x1D, 0x28, 0x6B, 4, 0, 0x31, 0x41, 0x32, 0})
        + bytes({0x1D, 0x28, 0x6B, 3, 0, 0x31, 0x43, module})
        + bytes({0x1D, 0x28, 0x6B, 3, 0, 0x31, 0x45, 0x31})
        + bytes({0x1D, 0x28, 0x6B, int(size & 0xFF), int(size >> 8), 0x31, 0x50, 0x30}) + data
        + bytes({0x1D, 0x28, 0x6B, 3, 0, 0x31, 0x51, 0x30});
}

QByteArray barBytes(const QByteArray &data)
{
    return bytes({0x1D, 0x68, 64, 0x1D, 0x77, 2, 0x1D, 0x48, 0, 0x1D, 0x6B, 0x49, int(data.size() + 2), 0x7B,
                  0x42})
        + data;
}

constexpr qsizetype MostBar = 40;
constexpr qsizetype MostQr = 1'000;

}

int displayWidth(QStringView text) { return int(inGb(text).size()); }

QStringList layOut(const ReceiptPage &page, int columns)
{
    QStringList out;
    for (const PaperLine &part : page) {
        QStringList lines = linesOf(part, columns);
        if (part.kind == PaperLine::Kind::Qr)
            lines = {QStringLiteral("[QR %1]").arg(part.left)};
        if (part.kind == PaperLine::Kind::Code)
            lines = {QStringLiteral("[CODE %1]").arg(part.left)};
        for (QString &line : lines) {
            const int width = displayWidth(line) * (part.large ? 2 : 1);
            if (part.align == PaperLine::Align::Centre && width < columns)
                line.prepend(QString((columns - width) / 2, u' '));
            out.append(line);
        }
    }
    return out;
}

QByteArray encode(const ReceiptPage &page, int columns)
{
    QByteArray out = bytes({0x1B, 0x40, 0x1C, 0x26});
    for (const PaperLine &part : page) {
        out += bytes({0x1B, 0x61, part.align == PaperLine::Align::Centre ? 1 : 0});
        if (part.strong)
            out += bytes({0x1B, 0x45, 1});
        if (part.large)
            out += bytes({0x1D, 0x21, 0x11});
        if (part.kind == PaperLine::Kind::Qr && part.left.size() <= MostQr)
            out += qrBytes(part.left.toUtf8(), columns) + '\n';
        else if (part.kind == PaperLine::Kind::Code && part.left.size() <= MostBar)
            out += barBytes(part.left.toLatin1()) + '\n';
        else
            for (const QString &line : linesOf(part, columns))
                out += inGb(line) + '\n';
        if (part.large)
            out += bytes({0x1D, 0x21, 0});
        if (part.strong)
            out += bytes({0x1B, 0x45, 0});
    }
    return out + bytes({0x1D, 0x56, 0x42, 0});
}

QByteArray proofQuestion() { return bytes({0x1D, 0x72, 1}); }

QByteArray clearStopped() { return bytes({0x10, 0x05, 2}); }

QByteArray statusQuestion(StatusQuestion question) { return bytes({0x10, 0x04, int(question)}); }

bool isStatusByte(char byte) { return (quint8(byte) & 0x93) == 0x12; }

bool isProofByte(char byte) { return (quint8(byte) & 0x90) == 0; }

void StatusBoard::note(StatusQuestion question, char answer)
{
    m_answers[int(question) - 1] = quint8(answer);
}

std::optional<PrinterState> StatusBoard::state() const
{
    for (const auto &answer : m_answers)
        if (!answer)
            return {};
    const quint8 printer = *m_answers[0];
    const quint8 cause = *m_answers[1];
    const quint8 error = *m_answers[2];
    const quint8 paper = *m_answers[3];
    if (cause & 0x04)
        return PrinterState::CoverOpen;
    if ((paper & 0x60) || (cause & 0x20))
        return PrinterState::PaperOut;
    if ((error & 0x68) || (cause & 0x40) || (printer & 0x08))
        return PrinterState::Faulty;
    return (paper & 0x0C) ? PrinterState::PaperLow : PrinterState::Ready;
}

}
