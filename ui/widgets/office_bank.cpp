#include "ui/sentences/sentences.h"
#include "ui/widgets/bank_columns.h"
#include "ui/widgets/bank_forms.h"
#include "ui/widgets/office_area.h"
#include "ui/widgets/office_words.h"

#include <QFileDialog>
#include <QJsonArray>
#include <QSaveFile>

namespace youka {

namespace {

/// With our accounts; without one there is nothing to do.
void withAccounts(OfficeDesk &desk, const std::function<void(const QJsonArray &)> &then)
{
    desk.fetch(QStringLiteral("/api/v1/bank/accounts"), [&desk, then](const QJsonObject &reply) {
        const QJsonArray accounts = reply[QLatin1String("accounts")].toArray();
        if (accounts.isEmpty())
            return desk.tell(say(QT_TRANSLATE_NOOP(
                "Office", "No bank account is known yet: one is added at the server, by its command.")));
        then(accounts);
    });
}

QString proposalsPath(const QJsonObject &row)
{
    return QStringLiteral("/api/v1/bank/rows/%1/proposals").arg(row[QLatin1String("id")].toInteger());
}

void showRow(OfficeDesk &desk, const QJsonObject &row)
{
    desk.fetch(proposalsPath(row),
               [&desk](const QJsonObject &found) { makeBankDetail(found, desk.window())->show(); });
}

void assignRow(OfficeDesk &desk, const QJsonObject &row)
{
    desk.fetch(proposalsPath(row), [&desk](const QJsonObject &found) {
        FormDialog *form = makeAssignForm(desk.link(), found, desk.window());
        desk.present(form, say(QT_TRANSLATE_NOOP("Office", "The row is assigned.")));
        QObject::connect(form, &FormDialog::succeeded, desk.window(), [&desk](const QJsonObject &answer) {
            if (answer[QLatin1String("waiting")].toBool())
                desk.tell(say(QT_TRANSLATE_NOOP(
                    "Office", "Nothing has moved yet: another person has to say the same.")));
        });
    });
}

void takeStatement(OfficeDesk &desk, const QJsonObject &)
{
    withAccounts(desk, [&desk](const QJsonArray &accounts) {
        FormDialog *form = makeStatementForm(desk.link(), accounts, desk.window());
        desk.present(form, say(QT_TRANSLATE_NOOP("Office", "The statement is taken in.")));
        QObject::connect(form, &FormDialog::succeeded, desk.window(), [&desk](const QJsonObject &answer) {
            if (!answer[QLatin1String("isNew")].toBool())
                return desk.tell(say(QT_TRANSLATE_NOOP("Office", "This file was taken in before.")));
            desk.tell(say(QT_TRANSLATE_NOOP("Office", "Taken in: %1 new rows, %2 known ones."))
                          .arg(answer[QLatin1String("statement")][QLatin1String("rows")].toInteger())
                          .arg(answer[QLatin1String("statement")][QLatin1String("known")].toInteger()));
        });
    });
}

/// What goes onto a slip or into a remark is said until something else is.
void tellReference(OfficeDesk &desk, FormDialog *form)
{
    QObject::connect(form, &FormDialog::succeeded, desk.window(), [&desk](const QJsonObject &answer) {
        desk.tell(say(QT_TRANSLATE_NOOP("Office", "The reference is %1."))
                      .arg(answer[QLatin1String("reference")].toString()));
    });
}

void orderTopUp(OfficeDesk &desk, const QJsonObject &)
{
    withAccounts(desk, [&desk](const QJsonArray &accounts) {
        FormDialog *form = makeBankOrderForm(desk.link(), accounts, desk.window());
        desk.present(form, {});
        tellReference(desk, form);
    });
}

void countCash(OfficeDesk &desk, const QJsonObject &)
{
    withAccounts(desk, [&desk](const QJsonArray &accounts) {
        FormDialog *form = makeDepositForm(desk.link(), accounts, desk.window());
        desk.present(form, {});
        tellReference(desk, form);
    });
}

void proposeTransfer(OfficeDesk &desk, const QJsonObject &)
{
    withAccounts(desk, [&desk](const QJsonArray &accounts) {
        desk.fetch(transferSource().path, [&desk, accounts](const QJsonObject &reply) {
            const QJsonArray owed = reply[QLatin1String("owed")].toArray();
            if (owed.isEmpty())
                return desk.tell(say(QT_TRANSLATE_NOOP("Office", "No refund waits for a transfer.")));
            desk.present(makeTransferForm(desk.link(), owed, accounts, desk.window()),
                         say(QT_TRANSLATE_NOOP("Office", "Proposed: another person has to approve it.")));
        });
    });
}

void approveTransfer(OfficeDesk &desk, const QJsonObject &transfer)
{
    auto *form = new FormDialog(desk.link(), QStringLiteral("approveTransfer"),
                                say(QT_TRANSLATE_NOOP("Office", "Approve a transfer")),
                                transferPath(transfer, "approve"), desk.window());
    for (const RecordColumn &column : transferColumns(desk.window()->locale()))
        if (const QString text = column.text(transfer); !text.isEmpty())
            form->addNote(column.title + QStringLiteral(": ") + text);
    form->setSubmitText(say(QT_TRANSLATE_NOOP("Office", "Approve")));
    desk.present(form, say(QT_TRANSLATE_NOOP("Office", "The transfer is approved.")));
}

void cancelTransfer(OfficeDesk &desk, const QJsonObject &transfer)
{
    desk.present(makeCancelTransferForm(desk.link(), transfer, desk.window()),
                 say(QT_TRANSLATE_NOOP("Office", "The transfer is cancelled.")));
}

/// The same bytes whenever it is asked for.
void saveFile(OfficeDesk &desk, qint64 batch)
{
    desk.fetch(QStringLiteral("/api/v1/bank/batches/%1/file").arg(batch), [&desk](const QJsonObject &reply) {
        const QString path = QFileDialog::getSaveFileName(
            desk.window(), say(QT_TRANSLATE_NOOP("Office", "A file for the bank")),
            reply[QLatin1String("name")].toString(), QStringLiteral("CSV (*.csv)"));
        if (path.isEmpty())
            return;
        QSaveFile file(path);
        const bool isWritten = file.open(QIODevice::WriteOnly)
            && file.write(QByteArray::fromBase64(reply[QLatin1String("content")].toString().toLatin1())) >= 0
            && file.commit();
        desk.tell(isWritten ? say(QT_TRANSLATE_NOOP("Office",
                                                    "The file is written. Give it to the bank, then mark "
                                                    "it as sent."))
                            : file.errorString());
    });
}

void exportTransfers(OfficeDesk &desk, const QJsonObject &)
{
    withAccounts(desk, [&desk](const QJsonArray &accounts) {
        FormDialog *form = makeBatchForm(desk.link(), accounts, desk.window());
        desk.present(form,
                     say(QT_TRANSLATE_NOOP("Office", "The file is made: save it from the transfer's row.")));
    });
}

void saveTransfers(OfficeDesk &desk, const QJsonObject &transfer)
{
    saveFile(desk, transfer[QLatin1String("batch")].toInteger());
}

void markSent(OfficeDesk &desk, const QJsonObject &transfer)
{
    auto *form = new FormDialog(
        desk.link(), QStringLiteral("sentTransfers"),
        say(QT_TRANSLATE_NOOP("Office", "The bank has the file")),
        QStringLiteral("/api/v1/bank/batches/%1/sent").arg(transfer[QLatin1String("batch")].toInteger()),
        desk.window());
    form->addNote(say(QT_TRANSLATE_NOOP(
        "Office", "All transfers of that file are marked as sent; the statement will confirm each.")));
    form->setSubmitText(say(QT_TRANSLATE_NOOP("Office", "Mark as sent")));
    desk.present(form, say(QT_TRANSLATE_NOOP("Office", "Marked as sent.")));
}

/// Is it the record's state?
auto inState(std::initializer_list<const char *> states)
{
    return [wanted = std::vector<QLatin1String>(states.begin(), states.end())](const OfficeLink &,
                                                                               const QJsonObject &record) {
        const QString state = record[QLatin1String("state")].toString();
        return std::any_of(wanted.begin(), wanted.end(), [&](QLatin1String one) { return one == state; });
    };
}

}

OfficeArea bankArea(const QLocale &locale)
{
    const auto always = [](const OfficeLink &, const QJsonObject &) { return true; };
    OfficeArea area;
    area.name = "bank";
    area.icon = "cash";
    area.needs = Permission::Reconcile;
    area.title = say(QT_TRANSLATE_NOOP("Office", "Banking"));
    area.menu = say(QT_TRANSLATE_NOOP("Office", "&Bank"));
    area.source = bankSource();
    area.columns = bankColumns(locale);
    area.sums = [locale](const QList<QJsonObject> &rows) { return bankSums(rows, locale); };
    area.views = bankViews();
    area.actions = {
        {"BankShow", say(QT_TRANSLATE_NOOP("Office", "Look at it")), "receipt", anyChosen(), showRow},
        {"BankAssign", say(QT_TRANSLATE_NOOP("Office", "Assign…")), "check", inState({"waiting"}), assignRow},
        {"BankImport", say(QT_TRANSLATE_NOOP("Office", "Take a statement in…")), "export", always,
         takeStatement},
        {"BankOrder", say(QT_TRANSLATE_NOOP("Office", "Top up by transfer…")), "card", always, orderTopUp},
        {"BankDeposit", say(QT_TRANSLATE_NOOP("Office", "Count cash…")), "cash", always, countCash},
    };
    area.opens = "BankShow";
    return area;
}

OfficeArea transferArea(const QLocale &locale)
{
    const auto always = [](const OfficeLink &, const QJsonObject &) { return true; };
    const auto hasFile = [](const OfficeLink &, const QJsonObject &transfer) {
        return transfer[QLatin1String("batch")].toInteger() > 0;
    };
    OfficeArea area;
    area.name = "transfers";
    area.icon = "export";
    area.needs = Permission::Reconcile;
    area.title = say(QT_TRANSLATE_NOOP("Office", "Transfers"));
    area.menu = say(QT_TRANSLATE_NOOP("Office", "&Bank"));
    area.source = transferSource();
    area.columns = transferColumns(locale);
    area.sums = [locale](const QList<QJsonObject> &transfers) { return transferSums(transfers, locale); };
    area.views = transferViews();
    area.actions = {
        {"TransferPropose", say(QT_TRANSLATE_NOOP("Office", "Give back by bank…")), "cash", always,
         proposeTransfer},
        {"TransferApprove", say(QT_TRANSLATE_NOOP("Office", "Approve…")), "check", inState({"proposed"}),
         approveTransfer},
        {"TransferCancel", say(QT_TRANSLATE_NOOP("Office", "Cancel…")), "lock",
         inState({"proposed", "approved"}), cancelTransfer},
        {"TransferExport", say(QT_TRANSLATE_NOOP("Office", "File for the bank…")), "export", always,
         exportTransfers},
        {"TransferSave", say(QT_TRANSLATE_NOOP("Office", "Save the file…")), "receipt", hasFile,
         saveTransfers},
        {"TransferSent", say(QT_TRANSLATE_NOOP("Office", "The bank has it…")), "check", inState({"exported"}),
         markSent},
    };
    return area;
}

}
