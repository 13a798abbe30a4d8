#include "core/domain/exceptions/exception_repository.h"

#include "core/domain/exceptions/exception_rules.h"

#include <limits>

namespace youka {

namespace {

#define YOUKA_EXCEPTION_COLUMNS                                                                              \
    "id, kind, terminal, station, seq, reference, COALESCE(account, 0), COALESCE(amount, 0), "               \
    "COALESCE(currency, ''), detail, evidence, state, at, worker, worker_name, maker, maker_name, "          \
    "resolution, reason"

/// Errors: StoreCorrupt (a kind or currency that this program never wrote).
Result<ExceptionCase> readCase(const Rows &row)
{
    const auto kind = exceptionKindFromName(row.text(1));
    const QString code = row.text(8);
    const auto currency = code.isEmpty() ? Result<Currency>(Currency()) : Currency::parse(code);
    if (!kind || !currency)
        return fail(ErrorCode::StoreCorrupt, QStringLiteral("exception %1").arg(row.integer(0)));
    ExceptionCase exception;
    exception.id = {row.integer(0)};
    exception.found = {*kind,
                       {row.integer(2)},
                       {row.integer(3)},
                       row.integer(4),
                       row.blob(5),
                       {row.integer(6)},
                       {row.integer(7), *currency},
                       row.text(9),
                       row.blob(10)};
    exception.state = ExceptionState(row.integer(11));
    exception.at = {row.integer(12)};
    exception.worker = {row.integer(13), row.text(14)};
    exception.maker = {row.integer(15), row.text(16)};
    exception.resolution = Resolution(row.integer(17));
    exception.reason = row.text(18);
    return exception;
}

Result<std::optional<ExceptionCase>> readOne(Result<Rows> rows)
{
    if (!rows)
        return fail(rows.error());
    if (!rows->next())
        return std::nullopt;
    return readCase(*rows).map([](ExceptionCase exception) { return std::optional(std::move(exception)); });
}

/// Two names find a kind that earlier versions wrote under another one.
std::pair<QString, QString> storedNames(ExceptionKind kind)
{
    const QString name = exceptionKindName(kind);
    return {name, kind == ExceptionKind::CardFrozen ? QStringLiteral("card-state") : name};
}

}

Result<ExceptionId> ExceptionRepository::insert(const Finding &found, Timestamp now)
{
    return m_db
        .exec("INSERT INTO exception_case (kind, terminal, station, seq, reference, account, amount, "
              "currency, detail, evidence, state, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
              {QString(exceptionKindName(found.kind)), found.terminal.value, found.station.value,
               found.record, found.reference, found.account.value, found.amount.minor,
               found.amount.currency.code(), found.detail, found.evidence, int(ExceptionState::Open), now.ms})
        .map([](Rows rows) { return ExceptionId{rows.lastId()}; });
}

Result<std::optional<ExceptionCase>> ExceptionRepository::find(ExceptionId id)
{
    return readOne(
        m_db.exec("SELECT " YOUKA_EXCEPTION_COLUMNS " FROM exception_case WHERE id = ?", {id.value}));
}

Result<std::optional<ExceptionCase>> ExceptionRepository::lock(ExceptionId id)
{
    return readOne(m_db.exec(m_db.dialect().locking(YOUKA_LOCKING("SELECT " YOUKA_EXCEPTION_COLUMNS
                                                                  " FROM exception_case WHERE id = ?")),
                             {id.value}));
}

Result<std::optional<ExceptionCase>> ExceptionRepository::unresolved(TerminalId terminal, ExceptionKind kind)
{
    return readOne(m_db.exec("SELECT " YOUKA_EXCEPTION_COLUMNS
                             " FROM exception_case WHERE terminal = ? AND kind = ? AND state < 4 "
                             "ORDER BY id LIMIT 1",
                             {terminal.value, storedNames(kind).first}));
}

Result<std::optional<ExceptionCase>>
ExceptionRepository::unresolvedAbout(TerminalId terminal, ExceptionKind kind, const QByteArray &reference)
{
    return readOne(
        m_db.exec("SELECT " YOUKA_EXCEPTION_COLUMNS
                  " FROM exception_case WHERE terminal = ? AND kind = ? AND reference = ? AND state < 4 "
                  "ORDER BY id LIMIT 1",
                  {terminal.value, storedNames(kind).first, reference}));
}

Result<bool> ExceptionRepository::hadAbout(TerminalId terminal, ExceptionKind kind,
                                           const QByteArray &reference, Timestamp since)
{
    return m_db
        .exec("SELECT COUNT(*) FROM exception_case WHERE terminal = ? AND kind = ? AND reference = ? AND "
              "(state < 4 OR at > ?)",
              {terminal.value, storedNames(kind).first, reference, since.ms})
        .map([](Rows rows) { return rows.next() && rows.integer(0) > 0; });
}

Result<void> ExceptionRepository::update(const ExceptionCase &exception)
{
    return m_db.run("UPDATE exception_case SET state = ?, worker = ?, worker_name = ?, maker = ?, "
                    "maker_name = ?, resolution = ?, reason = ? WHERE id = ?",
                    {int(exception.state), exception.worker.id, exception.worker.name, exception.maker.id,
                     exception.maker.name, int(exception.resolution), exception.reason, exception.id.value});
}

Result<void> ExceptionRepository::insertStep(ExceptionId id, const ExceptionStep &step)
{
    return m_db.run(
        "INSERT INTO exception_step (exception, at, person, name, from_state, to_state, resolution, reason, "
        "journal) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {id.value, step.at.ms, step.who.id, step.who.name, step.from ? int(*step.from) : 0, int(step.to),
         int(step.resolution), step.reason,
         step.journal ? QVariant(step.journal->bytes()) : QVariant(QMetaType(QMetaType::QByteArray))});
}

Result<std::vector<ExceptionStep>> ExceptionRepository::steps(ExceptionId id)
{
    return m_db
        .exec("SELECT at, person, name, from_state, to_state, resolution, reason, journal FROM "
              "exception_step WHERE exception = ? ORDER BY id",
              {id.value})
        .map([](Rows row) {
            std::vector<ExceptionStep> steps;
            while (row.next()) {
                ExceptionStep step{{row.integer(0)},
                                   {row.integer(1), row.text(2)},
                                   {},
                                   ExceptionState(row.integer(4)),
                                   Resolution(row.integer(5)),
                                   row.text(6),
                                   {}};
                if (row.integer(3) != 0)
                    step.from = ExceptionState(row.integer(3));
                if (!row.isNull(7))
                    step.journal = JournalId::fromBytes(row.blob(7));
                steps.push_back(std::move(step));
            }
            return steps;
        });
}

Result<std::vector<ExceptionCase>> ExceptionRepository::list(const Filter &filter, int most)
{
    const auto [name, earlierName] = filter.kind ? storedNames(*filter.kind) : std::pair<QString, QString>();
    const int least = filter.state ? int(*filter.state) : int(ExceptionState::Open);
    const int largest = filter.state ? int(*filter.state)
        : filter.onlyUnresolved      ? int(ExceptionState::Proposed)
                                     : int(ExceptionState::Resolved);
    auto rows = m_db.exec(
        "SELECT " YOUKA_EXCEPTION_COLUMNS " FROM exception_case WHERE id < ? AND state >= ? AND state <= ? "
        "AND (? = '' OR kind = ? OR kind = ?) AND (? = 0 OR station = ?) ORDER BY id DESC LIMIT ?",
        {filter.before.value > 0 ? filter.before.value : std::numeric_limits<qint64>::max(), least, largest,
         name.isNull() ? QStringLiteral("") : name, name, earlierName, filter.station.value != 0 ? 1 : 0,
         filter.station.value, most});
    if (!rows)
        return fail(rows.error());
    std::vector<ExceptionCase> cases;
    while (rows->next()) {
        auto exception = readCase(*rows);
        if (!exception)
            return fail(exception.error());
        cases.push_back(std::move(*exception));
    }
    return cases;
}

Result<std::vector<ExceptionRepository::OpenCount>> ExceptionRepository::openByKind()
{
    return m_db
        .exec("SELECT kind, COUNT(*), MIN(at) FROM exception_case WHERE state < 4 GROUP BY kind ORDER BY "
              "kind")
        .map([](Rows row) {
            std::vector<OpenCount> counts;
            while (row.next())
                if (const auto kind = exceptionKindFromName(row.text(0)))
                    counts.push_back({*kind, row.integer(1), {row.integer(2)}});
            return counts;
        });
}

}
