#include "tests/support/two_stores.h"

#include "tests/support/postgres_fixture.h"

#include <QTest>

namespace youka::test {

namespace {

StoreConfig postgres(const PostgresFixture &server, const QString &database)
{
    StoreConfig config;
    config.engine = Dialect::Engine::PostgreSql;
    config.connect = QStringLiteral("host=%1 dbname=%2 user=postgres").arg(server.host(), database);
    return config;
}

/// A fresh database with all of the server's tables: copied from one that was migrated once, which is
/// quicker.
StoreConfig copyOfMigrated(PostgresFixture &server)
{
    static const QString Model = [&] {
        StoreConfig model = postgres(server, {});
        model.connect = server.createDatabase();
        const auto db = Database::open(model);
        ensure(db && migrate(**db, serverMigrations()), "a fresh store takes its migrations");
        return model.connect.section(QStringLiteral("dbname="), 1).section(u' ', 0, 0);
    }();
    static int count = 0;
    const QString name = QStringLiteral("copy%1").arg(++count);
    const auto admin = Database::open(postgres(server, QStringLiteral("postgres")));
    ensure(admin && (*admin)->script(QStringLiteral("CREATE DATABASE %1 TEMPLATE %2").arg(name, Model)),
           "a database is copied");
    return postgres(server, name);
}

}

void addEngineRows()
{
    QTest::addColumn<QString>("engine");
    for (const char *engine : {"sqlcipher", "postgresql"})
        QTest::newRow(engine) << QString::fromLatin1(engine);
}

TestStore::TestStore(const QString &engine, std::span<const Migration> steps, int upTo)
{
    if (engine == QLatin1String("postgresql")) {
        PostgresFixture *server = PostgresFixture::shared();
        if (!server) {
            m_missing = PostgresFixture::reason();
            return;
        }
        if (upTo == 0 && steps.data() == serverMigrations().data()) {
            config = copyOfMigrated(*server);
            db = connect();
            ensure(db != nullptr, "a copied store opens");
            return;
        }
        config = postgres(*server, {});
        config.connect = server->createDatabase();
    } else {
        config.path = m_dir.filePath(QStringLiteral("test.db"));
        config.key = QByteArray(32, 'k');
    }
    db = connect();
    ensure(db != nullptr, "a fresh store opens");
    if (upTo < 0)
        return;
    const auto migrated = migrate(*db, steps, upTo);
    ensure(migrated.has_value(), "a fresh store takes its migrations");
}

std::unique_ptr<Database> TestStore::connect() const
{
    auto opened = Database::open(config);
    return opened ? std::move(*opened) : nullptr;
}

qint64 TestStore::figure(Database &db, const char *sql)
{
    const auto value = db.exec(sql).map([](Rows rows) { return rows.next() ? rows.integer(0) : -1; });
    return value ? *value : -1;
}

}
