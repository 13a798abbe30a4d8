#pragma once

#include "core/domain/banking/bank.h"

namespace youka {

/// A batch of transfers as the bank takes it in: CSV in UTF-8 with a byte order mark, so that a spreadsheet
/// shows it right too; our reference is the remark that comes back on the statement. The same batch is the
/// same bytes. What would begin a formula in a spreadsheet is disarmed.
QByteArray transferFile(const BankAccount &account, const TransferBatch &batch,
                        const std::vector<BankTransfer> &transfers);
/// "youka-transfers-7.csv"
QString transferFileName(const TransferBatch &batch);

}
