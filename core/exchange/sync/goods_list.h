#pragma once

#include "core/domain/goods/shelf.h"
#include "core/foundation/base/clock.h"
#include "core/foundation/store/database.h"

#include <QJsonObject>

namespace youka {

/// The catalogue as the server told it to this station, in the station's own store.
class GoodsList final : public Shelf
{
public:
    /// Everything passed in outlives it.
    GoodsList(Database &db, StationId station, const Clock &clock)
        : m_db(db)
        , m_station(station)
        , m_clock(clock)
    {
    }

    /// One change of the feed, in the caller's transaction. Errors: InvalidInput.
    static Result<void> apply(Database &db, const QJsonObject &body);

    Result<BasketLine> scan(QStringView barcode, bool chinese) const override;
    Result<QList<BasketLine>> search(const QString &text, int most, bool chinese) const override;
    Result<qint64> count() const;

private:
    Result<std::optional<Article>> ofBarcode(const QString &barcode) const;
    std::optional<BasketLine> lineOf(const Article &article, qint64 quantity, bool chinese) const;

    Database &m_db;
    const StationId m_station;
    const Clock &m_clock;
};

}
