#include "core/exchange/gateways/mail_message.h"

#include <QLocale>

namespace youka {

namespace {

constexpr qsizetype LineBytes = 57; // 76 characters of base64
constexpr qsizetype WordBytes = 39; // 52 characters, the 12 around them and "Subject: "

QByteArray inLines(const QByteArray &bytes)
{
    QByteArray out;
    for (qsizetype at = 0; at < bytes.size(); at += LineBytes)
        out += bytes.mid(at, LineBytes).toBase64() + "\r\n";
    return out;
}

}

QByteArray encodedWords(const QString &text)
{
    QByteArray out;
    QByteArray word;
    const auto close = [&] {
        if (!word.isEmpty())
            out += (out.isEmpty() ? "" : "\r\n ") + ("=?UTF-8?B?" + word.toBase64() + "?=");
        word.clear();
    };
    const QList<uint> characters = text.toUcs4();
    for (const uint character : characters) { // a word ends between characters (RFC 2047, 5)
        const char32_t shown = character < 0x20 || character == 0x7F ? U' ' : char32_t(character);
        const QByteArray bytes = QString::fromUcs4(&shown, 1).toUtf8();
        if (word.size() + bytes.size() > WordBytes)
            close();
        word += bytes;
    }
    close();
    return out;
}

QByteArray mailMessage(const MailSender &from, const Message &message, Timestamp now)
{
    const QByteArray sender = from.address.toLatin1();
    QByteArray out = "From: ";
    if (!from.name.isEmpty())
        out += encodedWords(from.name) + "\r\n ";
    out += '<' + sender + ">\r\nTo: <" + message.address.toLatin1() + ">\r\n";
    out += "Subject: " + encodedWords(message.text.subject) + "\r\n";
    out += "Date: "
        + QLocale::c().toString(now.toDateTime(), QStringLiteral("ddd, d MMM yyyy HH:mm:ss")).toLatin1()
        + " +0000\r\n";
    out += "Message-ID: <" + message.number.toHex() + sender.mid(sender.indexOf('@')) + ">\r\n";
    out += "Auto-Submitted: auto-generated\r\n"; // RFC 3834: nobody's absence answers it
    out += "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8\r\n"
           "Content-Transfer-Encoding: base64\r\n\r\n";
    QString text = message.text.text;
    text.replace(QLatin1String("\r\n"), QLatin1String("\n")).replace(u'\n', QLatin1String("\r\n"));
    return out + inLines(text.toUtf8());
}

QByteArray smtpData(const QByteArray &message)
{
    QByteArray out;
    out.reserve(message.size() + 8);
    bool atStart = true;
    for (qsizetype i = 0; i < message.size(); ++i) {
        const char c = message.at(i);
        if (c == '\r' && i + 1 < message.size() && message.at(i + 1) == '\n')
            continue; // it comes with the next one
        if (c == '\r' || c == '\n') {
            out += "\r\n";
            atStart = true;
            continue;
        }
        if (atStart && c == '.')
            out += '.';
        out += c;
        atStart = false;
    }
    return out + (atStart ? ".\r\n" : "\r\n.\r\n");
}

}
