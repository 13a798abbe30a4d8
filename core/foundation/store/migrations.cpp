#include "core/foundation/store/migrations.h"

namespace youka {

Result<int> schemaVersion(Database &db)
{
    if (const auto made =
            db.script(QStringLiteral("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL)"));
        !made)
        return fail(made.error());
    return db.exec("SELECT MAX(version) FROM schema_version").map([](Rows rows) {
        return rows.next() ? int(rows.integer(0)) : 0;
    });
}

namespace {

/// One step and its number, unless another program has taken it meanwhile.
Result<void> take(Database &db, const Migration &step)
{
    return db.transaction([&]() -> Result<void> {
        const auto version = schemaVersion(db);
        if (!version)
            return fail(version.error());
        if (*version >= step.number)
            return {};
        for (const char *statement : step.statements)
            for (const QString &sql : db.dialect().schema(QString::fromUtf8(statement)))
                if (const auto ran = db.script(sql); !ran)
                    return ran;
        return db.run("INSERT INTO schema_version (version) VALUES (?)", {step.number});
    });
}

Result<void> takeAll(Database &db, std::span<const Migration> steps, int upTo)
{
    const auto version = schemaVersion(db);
    if (!version)
        return fail(version.error());
    const int last = steps.empty() ? 0 : steps.back().number;
    if (*version > last)
        return fail(
            ErrorCode::StoreNewer,
            QStringLiteral("the store has version %1, this program knows %2").arg(*version).arg(last));
    for (const Migration &step : steps)
        if (step.number > *version && (upTo <= 0 || step.number <= upTo))
            if (const auto done = take(db, step); !done)
                return done;
    return {};
}

}

Result<void> migrate(Database &db, std::span<const Migration> steps, int upTo)
{
    if (const char *lock = db.dialect().lockMigrations())
        if (const auto locked = db.script(QLatin1String(lock)); !locked)
            return locked;
    const auto done = takeAll(db, steps, upTo);
    if (const char *unlock = db.dialect().unlockMigrations()) {
        const auto unlocked = db.script(QLatin1String(unlock));
        if (done && !unlocked)
            return unlocked;
    }
    return done;
}

}
