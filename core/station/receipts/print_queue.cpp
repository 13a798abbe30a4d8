#include "core/station/receipts/print_queue.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace youka {

namespace {

QByteArray stored(const ReceiptPage &page)
{
    QJsonArray lines;
    for (const PaperLine &line : page)
        lines.append(
            QJsonArray{int(line.kind), line.left, line.right, int(line.align), line.strong, line.large});
    return QJsonDocument(lines).toJson(QJsonDocument::Compact);
}

ReceiptPage pageFrom(const QByteArray &bytes)
{
    ReceiptPage page;
    for (const QJsonValueConstRef value : QJsonDocument::fromJson(bytes).array()) {
        const QJsonArray line = value.toArray();
        page.append({PaperLine::Kind(line[0].toInt()), line[1].toString(), line[2].toString(),
                     PaperLine::Align(line[3].toInt()), line[4].toBool(), line[5].toBool()});
    }
    return page;
}

}

Result<void> PrintQueue::insert(const PrintJob &job)
{
    return m_db.run("INSERT INTO print_job (sale, page, state, at) VALUES (?, ?, ?, ?)",
                    {job.sale.bytes(), stored(job.page), int(job.state), job.at.ms});
}

Result<void> PrintQueue::setState(qint64 id, ReceiptState state)
{
    return m_db.run("UPDATE print_job SET state = ? WHERE id = ?", {int(state), id});
}

Result<std::optional<PrintJob>> PrintQueue::next()
{
    return m_db.exec("SELECT id, sale, page, state, at FROM print_job WHERE state = 1 ORDER BY id LIMIT 1")
        .map([](Rows row) -> std::optional<PrintJob> {
            if (!row.next())
                return std::nullopt;
            return PrintJob{row.integer(0),
                            SaleId::fromBytes(row.blob(1)),
                            pageFrom(row.blob(2)),
                            ReceiptState(row.integer(3)),
                            {row.integer(4)}};
        });
}

Result<std::optional<ReceiptState>> PrintQueue::lastOf(SaleId sale)
{
    return m_db.exec("SELECT state FROM print_job WHERE sale = ? ORDER BY id DESC LIMIT 1", {sale.bytes()})
        .map(
            [](Rows row) { return row.next() ? std::optional(ReceiptState(row.integer(0))) : std::nullopt; });
}

Result<bool> PrintQueue::isCopy(SaleId sale)
{
    return m_db.exec("SELECT 1 FROM print_job WHERE sale = ? AND state IN (2, 3, 4) LIMIT 1", {sale.bytes()})
        .map([](Rows row) { return row.next(); });
}

Result<void> PrintQueue::doubtUnended()
{
    return m_db.run("UPDATE print_job SET state = 4 WHERE state = 2", {});
}

Result<bool> PrintQueue::dropLate(Timestamp since)
{
    return m_db.exec("UPDATE print_job SET state = 5 WHERE state = 1 AND at < ?", {since.ms})
        .map([](const Rows &rows) { return rows.affected() > 0; });
}

Result<void> PrintQueue::forget(Timestamp since)
{
    return m_db.run("DELETE FROM print_job WHERE state > 2 AND at < ?", {since.ms});
}

}
