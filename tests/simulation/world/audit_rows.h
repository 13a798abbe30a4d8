#pragma once

#include "core/foundation/store/database.h"

#include <QVariant>

#include <vector>

namespace youka::world {

/// All rows of a question, as text; the notebook's keeper reads the books with his own eyes.
inline std::vector<std::vector<QVariant>> rowsOf(Database &db, const char *sql, int columns,
                                                 std::initializer_list<QVariant> binds = {})
{
    std::vector<std::vector<QVariant>> all;
    auto rows = db.exec(sql, binds);
    while (rows && rows->next()) {
        std::vector<QVariant> row;
        for (int i = 0; i < columns; ++i)
            row.push_back(rows->isNull(i) ? QVariant() : QVariant(rows->blob(i)));
        all.push_back(std::move(row));
    }
    return all;
}

inline qint64 number(const QVariant &value) { return value.toByteArray().toLongLong(); }

inline qint64 single(Database &db, const char *sql, std::initializer_list<QVariant> binds = {})
{
    auto rows = db.exec(sql, binds);
    return rows && rows->next() ? rows->integer(0) : 0;
}

inline QString yuan(qint64 fen) { return QString::number(double(fen) / 100, 'f', 2); }

}
