#pragma once

#include "core/domain/customers/customer.h"
#include "core/foundation/store/database.h"

namespace youka {

class CustomerRepository
{
public:
    explicit CustomerRepository(Database &db)
        : m_db(db)
    {
    }

    /// As stored: name and data key are sealed.
    struct Row
    {
        CustomerId id;
        QString external;
        QString segment;
        Currency currency;
        QByteArray dataKey;
        QByteArray name;
        Timestamp at{};
        CustomerId inviter{};
        QByteArray birthday{}; ///< sealed; empty: not known
    };
    Result<CustomerId> insert(const Row &row, Timestamp at);
    Result<std::optional<Row>> find(CustomerId id);
    Result<std::optional<Row>> findExternal(const QString &external);

    /// Ordered by id; `filter` matches the external number.
    Result<std::vector<Row>> list(const QString &filter, CustomerId after, int most);

    /// Those whose birthday is known, ordered by id.
    Result<std::vector<Row>> withBirthday(CustomerId after, int most);
    Result<void> setPersonal(CustomerId id, const QByteArray &birthday, CustomerId inviter);

private:
    Database &m_db;
};

}
