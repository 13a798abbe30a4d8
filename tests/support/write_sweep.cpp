#include "tests/support/write_sweep.h"

#include <QStringList>

#include <csignal>
#include <map>
#include <sys/wait.h>
#include <unistd.h>

namespace youka::test {

namespace {

constexpr int MostStatements = 500; ///< a command of more has lost its way

QStringList tablesOf(Database &db)
{
    auto rows = db.exec(db.dialect().isPostgreSql()
                            ? "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
                            : "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1");
    ensure(rows.has_value(), "tables have names");
    QStringList all;
    while (rows->next())
        all.append(rows->text(0));
    return all;
}

/// All rows of a table as one text, in an order of their own.
QString imageOf(Database &db, const QString &table)
{
    if (db.dialect().isPostgreSql())
        return QStringLiteral(
                   "SELECT '%1', (SELECT string_agg(t::text, E'\\n' ORDER BY t::text) FROM \"%1\" t)")
            .arg(table);
    QStringList columns;
    // Kept for good: a statement is known by where its text lies.
    static std::map<QString, QByteArray> texts;
    QByteArray &text = texts[table];
    text = QStringLiteral("PRAGMA table_info(\"%1\")").arg(table).toUtf8();
    auto rows = db.exec(text.constData());
    ensure(rows.has_value(), "a table has columns");
    while (rows->next())
        columns.append(QStringLiteral("quote(\"%1\")").arg(rows->text(1)));
    return QStringLiteral(
               "SELECT '%1', (SELECT group_concat(r, '\n') FROM (SELECT %2 AS r FROM \"%1\" ORDER BY r))")
        .arg(table, columns.join(QStringLiteral(" || ',' || ")));
}

/// One statement for the whole store; the tables are the same in each test of a program.
const char *imageStatement(Database &db)
{
    static std::map<bool, QByteArray> texts;
    QByteArray &text = texts[db.dialect().isPostgreSql()];
    if (text.isEmpty()) {
        QStringList parts;
        for (const QString &table : tablesOf(db))
            parts.append(imageOf(db, table));
        text = parts.join(QStringLiteral(" UNION ALL ")).toUtf8();
    }
    return text.constData();
}

/// What must hold after a strike.
QString afterwards(TestStore &store, const StoreImage &before)
{
    if (store.db->inTransaction())
        return QStringLiteral("a transaction is left open");
    const QString half = before.differences(StoreImage::of(*store.db));
    return half.isEmpty() ? QString() : QStringLiteral("half done: ") + half;
}

/// And what in the end.
QString repeated(TestStore &store, const Swept &swept)
{
    const StoreImage once = StoreImage::of(*store.db);
    if (!swept.goesOn) {
        if (const auto again = swept.run(); !again)
            return QStringLiteral("the same again: ") + toString(again.error());
        const QString twice = once.differences(StoreImage::of(*store.db));
        if (!twice.isEmpty())
            return QStringLiteral("done twice: ") + twice;
    }
    return swept.faults();
}

}

StoreImage StoreImage::of(Database &db)
{
    StoreImage image;
    auto rows = db.exec(imageStatement(db));
    ensure(rows.has_value(), "a store can be read");
    while (rows->next())
        image.m_tables.insert(rows->text(0), rows->blob(1));
    return image;
}

QString StoreImage::differences(const StoreImage &other) const
{
    QStringList names;
    for (auto at = m_tables.begin(); at != m_tables.end(); ++at)
        if (other.m_tables.value(at.key()) != at.value())
            names.append(at.key());
    return names.join(u' ');
}

SweepResult sweepFailures(TestStore &store, const Swept &swept)
{
    const StoreImage before = StoreImage::of(*store.db);
    SweepResult result;
    for (int nth = 0; nth < MostStatements; ++nth) {
        int left = nth;
        bool fired = false;
        store.db->failNext = [&] { return left-- == 0 && (fired = true); };
        const auto done = swept.run();
        store.db->failNext = {};
        if (!fired) {
            result.wrong = done ? repeated(store, swept) : toString(done.error());
            return result;
        }
        ++result.strikes;
        result.wrong = done ? QStringLiteral("a failed statement went unseen") : afterwards(store, before);
        if (!result.wrong.isEmpty()) {
            result.wrong.prepend(QStringLiteral("statement %1: ").arg(nth + 1));
            return result;
        }
    }
    result.wrong = QStringLiteral("it never succeeds");
    return result;
}

QString killedAt(TestStore &store, int nth, const std::function<Result<void>()> &run)
{
    // No connection is shared by two processes, and what SQLite knows of a file's locks is not its child's.
    if (!store.isPostgreSql())
        store.db.reset();
    const pid_t child = ::fork();
    if (child == 0) {
        static_cast<void>(store.db.release());
        store.db = store.connect();
        int left = nth;
        const auto strike = [] {
            ::kill(::getpid(), SIGKILL);
            return true;
        };
        if (!store.db)
            ::_exit(2);
        store.db->failNext = [&] { return left-- == 0 && strike(); };
        if (!run())
            ::_exit(1);
        strike();
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    if (!store.db)
        store.db = store.connect();
    ensure(store.db != nullptr, "a store whose writer was killed opens");
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL)
        return {};
    return QStringLiteral("statement %1: it was not killed, it failed").arg(nth + 1);
}

SweepResult sweepKills(TestStore &store, const Swept &swept)
{
    const StoreImage before = StoreImage::of(*store.db);
    SweepResult result;
    for (int nth = 0; nth < MostStatements; ++nth) {
        result.wrong = killedAt(store, nth, swept.run);
        if (!result.wrong.isEmpty())
            return result;
        ++result.strikes;
        if (!before.differences(StoreImage::of(*store.db)).isEmpty()) {
            result.wrong = repeated(store, swept);
            return result;
        }
    }
    result.wrong = QStringLiteral("it never succeeds");
    return result;
}

}
