#pragma once

#include <QByteArrayView>
#include <QVariant>

struct sqlite3_stmt;

namespace youka {

/// Binds a value as Qt SQL means it: a null text or blob is NULL. The engine copies it. Gives the engine's
/// code.
int bindValue(sqlite3_stmt *statement, int index, const QVariant &value);
/// Binds a value as Database means it: a null text or blob is an empty one, only a null QVariant is NULL.
int bindStored(sqlite3_stmt *statement, int index, const QVariant &value);

QString textOf(QByteArrayView utf8);

}
