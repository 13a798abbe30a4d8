#pragma once

#include "core/domain/access/terminal_repository.h"
#include "core/domain/cards/card_service.h"
#include "core/domain/sales/sale_json.h"
#include "core/domain/sales/sale_repository.h"
#include "core/domain/stations/station.h"

namespace youka {

/// Who tells or asks: an enrolled terminal and where it stands.
struct AskingTerminal
{
    TerminalId id;
    Station station;
};

/// What became of a fact.
struct FactOutcome
{
    enum class Kind {
        Applied = 1,
        Exception = 2, ///< booked, and a person must look
        Rejected = 3,  ///< not booked: malformed or not ours
    } kind = Kind::Applied;
    std::optional<ErrorCode> code;
    QString detail;
};

/// The server's side of a sale: answers questions, books facts. Runs inside the caller's transaction.
class SaleService
{
public:
    /// A hold outlives every retry of its capture.
    static constexpr qint64 HoldLifeMs = 24 * 60 * 60 * 1000;

    SaleService(Database &db, const CardKeys &keys)
        : m_cards(db, keys)
        , m_ledger(db)
        , m_sales(db)
    {
    }

    enum class Pin { NotGiven, Right, Wrong };
    /// Answers the question and places the hold. `pin` was checked before, outside the transaction.
    /// Errors: CardUnknown, PinWrong, PinBlocked, those of decidePurchase(), SaleExistsDifferent.
    /// A wrong PIN is counted although nothing else happens: see `pinNoted`.
    Result<CardGrant> authorise(const CardQuestion &question, Pin pin, const AskingTerminal &terminal,
                                Timestamp now);

    /// Books one fact. Fuel that flowed is always booked; what does not fit becomes an exception with a case.
    Result<FactOutcome> apply(const ParsedFact &fact, const AskingTerminal &terminal, Timestamp now);

    /// Frees overdue holds and corrects the cards' daily sums.
    Result<int> expireHolds(Timestamp now);

private:
    Result<FactOutcome> holdPlaced(const HoldPlaced &fact, Timestamp at, const AskingTerminal &terminal,
                                   Timestamp now);
    Result<FactOutcome> holdReleased(const HoldReleased &fact, Timestamp at, const AskingTerminal &terminal,
                                     Timestamp now);
    Result<FactOutcome> saleFact(const SaleFact &fact, Timestamp at, const AskingTerminal &terminal,
                                 Timestamp now);
    Result<FactOutcome> captured(const SaleFact &fact, const BookingContext &context,
                                 const AskingTerminal &terminal, SaleRecord &record);
    Result<void> touch(CardId card, const CardToken &token, const AskingTerminal &terminal, Timestamp now,
                       bool renew = false);
    Result<FactOutcome> exception(const QString &kind, ErrorCode code, const AskingTerminal &terminal,
                                  const QByteArray &reference, Money amount, const QString &detail,
                                  Timestamp now);

    CardService m_cards;
    Ledger m_ledger;
    SaleRepository m_sales;
};

}
