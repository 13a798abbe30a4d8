#include "core/domain/access/terminal_repository.h"

namespace youka {

namespace {

#define YOUKA_TERMINAL_COLUMNS "id, name, station, kind, public_key, state, head_seq, head_hash"
#define YOUKA_RECORD_COLUMNS "seq, operation, kind, at, body, hash, outcome, problem"

Terminal readTerminal(const Rows &row)
{
    return {{row.integer(0)}, row.text(1), {row.integer(2)},
            row.text(3),      row.blob(4), Terminal::State(row.integer(5)),
            row.integer(6),   row.blob(7)};
}

TerminalRecord readRecord(const Rows &row)
{
    return {row.integer(0),      OperationId::fromBytes(row.blob(1)),
            row.text(2),         {row.integer(3)},
            row.blob(4),         row.blob(5),
            int(row.integer(6)), row.text(7)};
}

Result<std::optional<Terminal>> readOne(Result<Rows> rows)
{
    if (!rows)
        return fail(rows.error());
    return rows->next() ? std::optional(readTerminal(*rows)) : std::nullopt;
}

}

Result<void> TerminalRepository::insertCode(const QByteArray &codeHash, const EnrolmentCode &code)
{
    return m_db.run("INSERT INTO enrolment (code, name, station, kind, expires) VALUES (?, ?, ?, ?, ?)",
                    {codeHash, code.name, code.station.value, code.kind, code.expires.ms});
}

Result<std::optional<EnrolmentCode>> TerminalRepository::findCode(const QByteArray &codeHash)
{
    return m_db.exec("SELECT name, station, kind, expires, used FROM enrolment WHERE code = ?", {codeHash})
        .map([](Rows row) -> std::optional<EnrolmentCode> {
            if (!row.next())
                return std::nullopt;
            return EnrolmentCode{
                row.text(0), {row.integer(1)}, row.text(2), {row.integer(3)}, !row.isNull(4)};
        });
}

Result<void> TerminalRepository::useCode(const QByteArray &codeHash, Timestamp now)
{
    return m_db.exec("UPDATE enrolment SET used = ? WHERE code = ? AND used IS NULL", {now.ms, codeHash})
        .and_then([](Rows rows) -> Result<void> {
            if (rows.affected() != 1)
                return fail(ErrorCode::EnrolmentCodeInvalid);
            return {};
        });
}

Result<TerminalId> TerminalRepository::insert(const Terminal &terminal, Timestamp now)
{
    return m_db
        .exec("INSERT INTO terminal (name, station, kind, public_key, state, head_seq, head_hash, enrolled) "
              "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
              {terminal.name, terminal.station.value, terminal.kind, terminal.publicKey, int(terminal.state),
               terminal.headSeq, terminal.headHash, now.ms})
        .map([](Rows rows) { return TerminalId{rows.lastId()}; });
}

Result<std::optional<Terminal>> TerminalRepository::find(TerminalId id)
{
    return readOne(m_db.exec("SELECT " YOUKA_TERMINAL_COLUMNS " FROM terminal WHERE id = ?", {id.value}));
}

Result<std::optional<Terminal>> TerminalRepository::lock(TerminalId id)
{
    return readOne(m_db.exec(
        m_db.dialect().locking(YOUKA_LOCKING("SELECT " YOUKA_TERMINAL_COLUMNS " FROM terminal WHERE id = ?")),
        {id.value}));
}

namespace {
std::vector<Terminal> readTerminals(Rows rows)
{
    std::vector<Terminal> terminals;
    while (rows.next())
        terminals.push_back(readTerminal(rows));
    return terminals;
}
}

Result<std::vector<Terminal>> TerminalRepository::list()
{
    return m_db.exec("SELECT " YOUKA_TERMINAL_COLUMNS " FROM terminal ORDER BY id").map(readTerminals);
}

Result<std::vector<Terminal>> TerminalRepository::ofStation(StationId station)
{
    return m_db
        .exec("SELECT " YOUKA_TERMINAL_COLUMNS " FROM terminal WHERE station = ? ORDER BY id",
              {station.value})
        .map(readTerminals);
}

Result<void> TerminalRepository::setHead(TerminalId id, qint64 seq, const QByteArray &hash)
{
    return m_db.run(
        m_db.dialect().oneRow(YOUKA_ONE_ROW("terminal SET head_seq = ?, head_hash = ? WHERE id = ?")),
        {seq, hash, id.value});
}

Result<void> TerminalRepository::setState(TerminalId id, Terminal::State state)
{
    return m_db.run("UPDATE terminal SET state = ? WHERE id = ?", {int(state), id.value});
}

Result<void> TerminalRepository::insertRecord(TerminalId terminal, const TerminalRecord &record,
                                              Timestamp received)
{
    return m_db.run(
        "INSERT INTO terminal_record (terminal, seq, operation, kind, at, body, hash, outcome, problem, "
        "received) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {terminal.value, record.seq, record.operation.bytes(), record.kind, record.at.ms, record.body,
         record.hash, record.outcome, record.problem, received.ms});
}

Result<std::optional<TerminalRecord>> TerminalRepository::findRecord(TerminalId terminal, qint64 seq)
{
    return m_db
        .exec("SELECT " YOUKA_RECORD_COLUMNS " FROM terminal_record WHERE terminal = ? AND seq = ?",
              {terminal.value, seq})
        .map([](Rows row) -> std::optional<TerminalRecord> {
            return row.next() ? std::optional(readRecord(row)) : std::nullopt;
        });
}

Result<QByteArray> TerminalRepository::recordHash(TerminalId terminal, qint64 seq)
{
    return m_db.exec("SELECT hash FROM terminal_record WHERE terminal = ? AND seq = ?", {terminal.value, seq})
        .map([](Rows row) { return row.next() ? row.blob(0) : QByteArray(); });
}

Result<std::vector<TerminalRecord>> TerminalRepository::records(TerminalId terminal, qint64 after, int most)
{
    return m_db
        .exec("SELECT " YOUKA_RECORD_COLUMNS
              " FROM terminal_record WHERE terminal = ? AND seq > ? ORDER BY seq LIMIT ?",
              {terminal.value, after, most})
        .map([](Rows row) {
            std::vector<TerminalRecord> records;
            while (row.next())
                records.push_back(readRecord(row));
            return records;
        });
}

}
