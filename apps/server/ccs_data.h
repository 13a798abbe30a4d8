#pragma once

#include "core/foundation/base/clock.h"
#include "core/foundation/base/money.h"

#include <QString>

#include <vector>

namespace youka {

/// The CCS fuel-card records: four CSV files of one folder. Text is UTF-8 where it is valid and Latin-1 where
/// not; local times are those of Prague.
struct CcsData
{
    struct Customer
    {
        QString id;
        QString segment;
        Currency currency;
    };
    struct Station
    {
        QString id;
        QString chain;
        QString country;
        QString segment;
    };
    struct Product
    {
        QString id;
        QString name;
    };
    struct Transaction
    {
        qint64 id = 0;
        Timestamp at;
        QString customer;
        QString card;
        QString station;
        QString product;
        qint64 units = 0; ///< litres or pieces, whole
        Money total;      ///< the line's total in the customer's currency
    };
    std::vector<Customer> customers;
    std::vector<Station> stations;
    std::vector<Product> products;
    std::vector<Transaction> transactions; ///< in time order

    static QTimeZone zone() { return QTimeZone("Europe/Prague"); }

    /// Errors: NotFound (no such file), InvalidInput with file and line.
    static Result<CcsData> load(const QString &folder);
};

}
