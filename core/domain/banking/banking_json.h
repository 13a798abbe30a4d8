#pragma once

#include "core/domain/banking/bank_service.h"
#include "core/domain/banking/transfer_repository.h"

#include <QJsonObject>

namespace youka {

QJsonObject toJson(const BankAccount &account);
QJsonObject toJson(const BankStatement &statement);
QJsonObject toJson(const BankRow &row);
QJsonObject toJson(const BankService::Ordered &order);
QJsonObject toJson(const BankService::Proposed &proposed);
QJsonObject toJson(const BankTransfer &transfer);
QJsonObject toJson(const TransferBatch &batch);
QJsonObject toJson(const TransferRepository::Owed &owed);
QJsonObject toJson(const CashDeposit &deposit);

}
