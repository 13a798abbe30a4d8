#pragma once

#include "core/domain/messages/message.h"

namespace youka {

struct MailSender
{
    QString address; ///< as normalMail() gives it
    QString name;    ///< what people see; may be empty
};

/// RFC 5322 with MIME (RFC 2045, 2047): UTF-8 in base64, every line at most 76 characters, CRLF at each end.
/// The Message-ID is made of the message's number, so that a repeat is seen as one.
QByteArray mailMessage(const MailSender &from, const Message &message, Timestamp now);
/// A header's text as encoded words of at most 75 characters, folded; never a line break of its own.
QByteArray encodedWords(const QString &text);
/// As it goes after DATA (RFC 5321, 4.5.2): dots doubled at the start of a line, bare line ends made whole,
/// ended by a dot.
QByteArray smtpData(const QByteArray &message);

}
