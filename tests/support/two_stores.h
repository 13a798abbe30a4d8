#pragma once

#include "core/foundation/store/migrations.h"

#include <QTemporaryDir>

/// A Result that must hold; says the error when it does not.
#define VERIFY_OK(result)                                                                                    \
    do {                                                                                                     \
        const auto &verified_ = (result);                                                                    \
        QVERIFY2(verified_.has_value(),                                                                      \
                 qPrintable(verified_.has_value() ? QString() : youka::toString(verified_.error())));        \
    } while (false)
/// A Result that must be this refusal.
#define COMPARE_REFUSED(result, wanted)                                                                      \
    do {                                                                                                     \
        const auto &refusal_ = (result);                                                                     \
        QVERIFY2(!refusal_.has_value(), "not refused");                                                      \
        QCOMPARE(youka::errorCodeName(refusal_.error().code), youka::errorCodeName(wanted));                 \
    } while (false)

namespace youka::test {

/// The column "engine" with a row for each engine the server runs on.
void addEngineRows();

/// A fresh store of its own, gone with its scope.
class TestStore
{
public:
    /// `engine` is a row of addEngineRows(); `upTo` 0 migrates to the newest version, -1 not at all.
    explicit TestStore(const QString &engine, std::span<const Migration> steps = serverMigrations(),
                       int upTo = 0);

    /// Why there is no store, for QSKIP; empty when it is open.
    QString missing() const { return m_missing; }
    bool isPostgreSql() const { return config.engine == Dialect::Engine::PostgreSql; }
    /// One more connection to the same store.
    std::unique_ptr<Database> connect() const;
    /// The first figure of the first row; -1: the statement failed.
    static qint64 figure(Database &db, const char *sql);
    qint64 figure(const char *sql) const { return figure(*db, sql); }

    StoreConfig config;
    std::unique_ptr<Database> db;

private:
    QTemporaryDir m_dir;
    QString m_missing;
};

/// The store of this row, or the row is skipped.
#define OPEN_STORE(name, ...)                                                                                \
    QFETCH(QString, engine);                                                                                 \
    youka::test::TestStore name(engine __VA_OPT__(, ) __VA_ARGS__);                                          \
    if (!name.missing().isEmpty())                                                                           \
    QSKIP(qPrintable(name.missing()))

}
