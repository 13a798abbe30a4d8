#pragma once

#include "core/domain/cards/card.h"

#include <QObject>

#include <functional>

namespace youka {

/// A card reader as the counter and the kiosk see it.
class CardSource : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

Q_SIGNALS:
    void cardPresented(const youka::CardIdentity &card);
    void cardRemoved();
    /// CardReadFailed, CardNumberInvalid, CardNotGenuine or LinkLost; the reader goes on by itself.
    void readFailed(youka::ErrorCode code);
};

/// What a holder is shown of the card.
struct CardBalance
{
    QString masked;
    CardState state = CardState::Issued;
    QDate expires;
    Money balance;
    Money held;
    Money available;
    struct Line
    {
        Timestamp at;
        QString what; ///< "sale", "top-up", "reversal"
        QString detail;
        Money amount;           ///< signed: a purchase is negative
        QString operation = {}; ///< the movement's own id, from the centre only
    };
    QList<Line> recent;
    Timestamp asOf;
    /// Who knew it: the centre's books, the list of the station's counter, or this terminal's own.
    enum class Source { Centre, Station, Here } source = Source::Centre;
};

/// Questions about a card that cost nothing. Answers arrive on the asking thread, exactly once.
class CardDesk
{
public:
    virtual ~CardDesk() = default;
    virtual void balance(const CardIdentity &card, const QString &pin,
                         std::function<void(Result<CardBalance>)> answer) = 0;
};

}
