#pragma once

#include "core/domain/messages/message.h"

namespace youka {

/// Stable names, for settings, lists and gateways: "card-frozen", "sms", "zh".
QLatin1String messageKindName(MessageKind kind);
std::optional<MessageKind> messageKindOf(QStringView name);
QLatin1String messageWayName(MessageWay way);
std::optional<MessageWay> messageWayOf(QStringView name);
QLatin1String messageLanguageName(MessageLanguage language);
std::optional<MessageLanguage> messageLanguageOf(QStringView name);

/// The fields that a template of that kind may name.
QStringList messageFields(MessageKind kind);
/// Fields are written {card}; a brace that opens none is refused, so is a code's text without {code} and a
/// subject of more than one line. Errors: MessageTemplateInvalid, InvalidInput (empty or too long).
constexpr qsizetype LongestMessage = 500;
Result<void> checkTemplate(MessageKind kind, MessageWay way, const MessageText &text);
/// The product's own words, used until an installation has others.
MessageText usualTemplate(MessageKind kind, MessageLanguage language);
/// Control characters in a field become spaces, so that nothing which came from elsewhere makes a line of
/// its own. What a field lacks stays empty.
MessageText fillTemplate(const MessageText &text, const MessageFields &fields);

/// Codes and freezes wait for nobody and cannot be declined.
bool isUrgent(MessageKind kind);
inline bool mayOptOut(MessageKind kind) { return !isUrgent(kind); }

/// Nobody's phone rings from ten in the evening until eight in the morning, local time.
constexpr int QuietFromHour = 22;
constexpr int QuietUntilHour = 8;
/// `at`, or the end of the quiet hours that it falls into.
Timestamp notBefore(MessageKind kind, Timestamp at, const QTimeZone &zone);

/// After so many tries, or a day, a message is dead. A one-time code dies with the code.
constexpr int MostTries = 8;
constexpr qint64 LongestWaitMs = 24LL * 3'600'000;
constexpr qint64 CodeLifeMs = 5LL * 60'000;
qint64 lifeOf(MessageKind kind);
/// From ten seconds to an hour, after that many tries.
qint64 backOffMs(int tries);

/// "+8613800138000" of what people write (spaces, dashes, 0086, none): mainland numbers get +86. Errors:
/// InvalidInput.
Result<QString> normalPhone(const QString &text);
/// What an app's maker calls its token on one device: 16 to 256 characters of no space. Errors: InvalidInput.
Result<QString> normalToken(const QString &text);
/// ASCII, one @, no white space or control character: it goes into SMTP commands as it is. The domain in
/// small letters. Errors: InvalidInput.
Result<QString> normalMail(const QString &text);
Result<QString> normalAddress(MessageWay way, const QString &text);
/// Every field with something in its place that looks like the real thing, to see a text by.
MessageFields sampleFields(MessageKind kind, MessageLanguage language);
/// What a dead one said is kept sealed so long, that somebody may have it tried again.
constexpr qint64 KeepDeadMs = 7LL * 24 * 3'600'000;
/// A code is good for minutes; nothing is left of what was sent or is long dead.
bool mayTryAgain(MessageKind kind, MessageState state, bool saysAnything);

/// "138****8000", "l***@example.com", "****4f2a"
QString maskedAddress(MessageWay way, const QString &address);

}
