#pragma once

#include "core/domain/sales/station_control.h"

#include <QJsonObject>

namespace youka {

/// The station link's messages: one JSON object each. From the kiosk: {"id":n,"do":"fuelByCard"|"cancel"|
/// "stop",...}; from the station: {"answer":n,...}, {"pump":{...}}, {"sale":{...}}, {"link":{...}}.
QJsonObject toJson(const PumpView &pump);
Result<PumpView> pumpFromJson(const QJsonObject &json);
QJsonObject toJson(const SaleView &sale);
Result<SaleView> saleFromJson(const QJsonObject &json);
QJsonObject toJson(const Preset &preset);
Result<Preset> presetFromJson(const QJsonObject &json);
QJsonObject toJson(const CardIdentity &card);
Result<CardIdentity> cardFromJson(const QJsonObject &json);

/// What a command came to: {"answer":"7","ok":false,"code":"limit.per-day","left":{...}}. A code this program
/// does not know is Internal.
QJsonObject answerJson(qint64 command, const Result<void> &result);
Result<void> answerFromJson(const QJsonObject &json);

/// What both ends sign at the beginning: their own number, the other's challenge and the certificate that the
/// connection is encrypted with, so that nobody can stand between them.
QByteArray linkProof(TerminalId signer, const QByteArray &challenge, const QByteArray &certificateSha256);

}
