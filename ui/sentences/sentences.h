#pragma once

#include "core/domain/access/access.h"
#include "core/domain/cards/card.h"
#include "core/domain/sales/receipt_desk.h"
#include "core/domain/sales/sale.h"
#include "core/domain/sales/station_control.h"
#include "ui/sentences/translator.h"

namespace youka {

/// What happened and what to do now, in words a person uses. Without a language: the program's own.
QString sentence(ErrorCode code);
QString sentence(ErrorCode code, Language language);
/// The same with the refusal's figure, where it has one: "... ¥38.20 left today ...".
QString sentence(const Error &error);
QString sentence(const Error &error, Language language);

QString saleStateText(SaleState state);
QString saleModeText(SaleMode mode);
QString pumpStateText(PumpState state);
/// What a printer needs; empty when it needs nothing.
QString printerText(PrinterState state);
QString cardStateText(CardState state);
/// Of staff; empty for others.
QString roleText(Role role);
/// What is wrong with a tank, in words.
QString tankAlarmText(TankAlarm alarm);
/// "WeChat Pay", "Alipay", "UnionPay", as people know the channel.
QString channelText(const QString &channel);
/// "92#", "95#", "98#", "0# diesel"; anything else as it is written.
QString productName(const QString &code, std::optional<Language> language = {});

/// The English source of `code`'s sentence; null for a code that has none (a test sees to it that there is
/// none).
const char *sentenceSource(ErrorCode code);

}
