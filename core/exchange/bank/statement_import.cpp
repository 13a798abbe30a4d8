#include "core/exchange/bank/statement_import.h"

#include "core/exchange/bank/statement_reader.h"

#include <QCryptographicHash>
#include <QIODevice>

namespace youka {

namespace {

constexpr qint64 PieceBytes = 64 * 1024;

Result<void> readAll(QIODevice &file, StatementReader &reader)
{
    while (!file.atEnd()) {
        const QByteArray piece = file.read(PieceBytes);
        if (piece.isEmpty())
            return fail(ErrorCode::StatementInvalid, file.errorString());
        if (const auto fed = reader.feed(piece); !fed)
            return fed;
    }
    return reader.finish();
}

}

Result<StatementImported> importStatement(const BankAccount &account, QIODevice &file, const QString &name,
                                          const QString &person, const Write &write, Timestamp now)
{
    const StatementLayout *layout = statementLayout(account.layout);
    if (!layout)
        return fail(ErrorCode::BankAccountInvalid, account.layout);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (!file.seek(0) || !hash.addData(&file) || !file.seek(0))
        return fail(ErrorCode::StatementInvalid, file.errorString());
    BankStatement statement;
    statement.account = account.id;
    statement.hash = hash.result();
    statement.name = name;
    statement.person = person;
    statement.at = now;
    StatementWriter writer(write, account, statement);
    const auto begun = writer.begin();
    if (!begun)
        return fail(begun.error());
    if (!*begun)
        return StatementImported{false, statement};
    StatementReader reader(*layout, account,
                           [&](BankEntry entry, qint64 line) { return writer.add(std::move(entry), line); });
    const auto done = readAll(file, reader).and_then([&] { return writer.finish(); });
    if (done)
        return StatementImported{true, *done};
    if (const auto gone = writer.discard(); !gone) // the next one to be read takes it away
        qWarning("bank: %s", qPrintable(toString(gone.error())));
    return fail(done.error());
}

}
