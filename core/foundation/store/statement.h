#pragma once

#include <QSqlDatabase>
#include <QSqlError>
#include <QVariant>

#include <memory>
#include <span>

namespace youka {

/// A prepared statement of one connection, with values at its `?` in their order. An empty text or blob is
/// stored as empty, however it was made; NULL is said by a null QVariant of a type.
class Statement
{
public:
    virtual ~Statement() = default;
    /// Runs it and stands before its first row. Not done: error() says why.
    virtual bool run(std::span<const QVariant> binds) = 0;
    virtual QSqlError error() const = 0;

    /// false: there is no further row, or error() says why it could not be read.
    virtual bool next() = 0;
    virtual bool brokeOff() const = 0; ///< next() ended with an error
    virtual bool isNull(int column) const = 0;
    virtual qint64 integer(int column) const = 0;
    virtual QString text(int column) const = 0;
    virtual QByteArray blob(int column) const = 0;
    virtual qint64 affected() const = 0;
    virtual qint64 lastId() const = 0;
    /// Lets go of its rows and their locks.
    virtual void finish() = 0;
};

/// nullptr: `whyNot` says it. The statement ends before its connection does.
std::unique_ptr<Statement> prepareStatement(const QSqlDatabase &db, const char *sql, QSqlError *whyNot);

}
