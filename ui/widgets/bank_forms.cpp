#include "ui/widgets/bank_forms.h"

#include "core/foundation/base/json.h"
#include "ui/widgets/bank_columns.h"
#include "ui/widgets/columns.h"
#include "ui/widgets/detail_dialog.h"
#include "ui/widgets/office_words.h"
#include "ui/widgets/record_columns.h"

#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QHeaderView>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableWidget>

namespace youka {

namespace {

using namespace columns;
using Choices = QList<QPair<QString, QJsonValue>>;

/// "Top up card 7: CNY 200.00, YK12-..., names its reference"
QString proposalText(const QJsonObject &proposal, const QLocale &locale)
{
    QStringList parts;
    if (const QString customer = member(proposal, "customer"); !customer.isEmpty())
        parts.append(customer);
    if (proposal.contains(QLatin1String("amount")))
        parts.append(moneyText(proposal, "amount", locale));
    if (const QString reference = member(proposal, "reference"); !reference.isEmpty())
        parts.append(reference);
    if (const QString why = likenessText(proposal); !why.isEmpty())
        parts.append(why);
    return say(QT_TRANSLATE_NOOP("Office", "Top up card %1: %2"))
        .arg(proposal[QLatin1String("card")].toInteger())
        .arg(parts.join(QStringLiteral(", ")));
}

QTableWidget *proposalTable(const QJsonArray &proposals, const QLocale &locale)
{
    const QStringList titles{
        say(QT_TRANSLATE_NOOP("Office", "Card")), say(QT_TRANSLATE_NOOP("Office", "Customer")),
        say(QT_TRANSLATE_NOOP("Office", "Amount")), say(QT_TRANSLATE_NOOP("Office", "Reference")),
        say(QT_TRANSLATE_NOOP("Office", "Why"))};
    auto *table = new QTableWidget(int(proposals.size()), int(titles.size()));
    table->setObjectName(QStringLiteral("bankDetailProposals"));
    table->setAccessibleName(say(QT_TRANSLATE_NOOP("Office", "Proposals")));
    table->setHorizontalHeaderLabels(titles);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->verticalHeader()->hide();
    for (int row = 0; row < proposals.size(); ++row) {
        const QJsonObject one = proposals[row].toObject();
        const QStringList texts{QString::number(one[QLatin1String("card")].toInteger()),
                                member(one, "customer"), moneyText(one, "amount", locale),
                                member(one, "reference"), likenessText(one)};
        for (int column = 0; column < texts.size(); ++column)
            table->setItem(row, column, new QTableWidgetItem(texts[column]));
    }
    table->resizeColumnsToContents();
    table->horizontalHeader()->setStretchLastSection(true);
    table->setMinimumHeight(140);
    return table;
}

Choices accountChoices(const QJsonArray &accounts)
{
    Choices choices;
    for (const QJsonValueConstRef one : accounts)
        choices.append(
            {one[QLatin1String("bank")].toString() + u' ' + one[QLatin1String("number")].toString(),
             one[QLatin1String("id")]});
    return choices;
}

Currency currencyOf(const QJsonArray &accounts)
{
    const QString code =
        accounts.isEmpty() ? QString() : accounts.first()[QLatin1String("currency")].toString();
    return Currency::parse(code).value_or(Currency{});
}

void addAccount(FormDialog &form, const QJsonArray &accounts)
{
    form.addChoice(QStringLiteral("account"), say(QT_TRANSLATE_NOOP("Office", "Our account")),
                   accountChoices(accounts));
}

QString numberProblem(const QString &text)
{
    bool isNumber = false;
    return text.toLongLong(&isNumber) > 0 && isNumber
        ? QString()
        : say(QT_TRANSLATE_NOOP("Office", "A number is expected."));
}

QJsonValue numberValue(const QString &text) { return text.toLongLong(); }

QString fileProblem(const QString &path)
{
    constexpr qint64 Largest = 3 * 1024 * 1024;
    const QFileInfo file(path);
    if (!file.isFile() || !file.isReadable())
        return say(QT_TRANSLATE_NOOP("Office", "There is no such file."));
    return file.size() <= Largest
        ? QString()
        : say(QT_TRANSLATE_NOOP("Office", "Files above 3 MB are taken in at the server, by its command."));
}

}

QDialog *makeBankDetail(const QJsonObject &found, QWidget *parent)
{
    auto *dialog =
        new DetailDialog(QStringLiteral("bankDetail"),
                         say(QT_TRANSLATE_NOOP("Office", "A row of a bank statement")), 800, parent);
    const QLocale locale = parent->locale();
    const QJsonObject row = found[QLatin1String("row")].toObject();
    dialog->addTexts(bankColumns(locale), row);
    if (row[QLatin1String("state")] == QLatin1String("waiting")) {
        if (const QJsonArray proposals = found[QLatin1String("proposals")].toArray(); !proposals.isEmpty())
            dialog->addWide(proposalTable(proposals, locale));
        else
            dialog->addWide(
                new QLabel(say(QT_TRANSLATE_NOOP("Office", "Nothing that is expected fits it."))));
    }
    if (const QJsonObject said = found[QLatin1String("said")].toObject(); !said.isEmpty())
        dialog->addWide(new QLabel(say(QT_TRANSLATE_NOOP("Office",
                                                         "%1 has said what it is: a second person must "
                                                         "say the same."))
                                       .arg(member(said, "maker"))));
    return dialog;
}

FormDialog *makeAssignForm(OfficeLink &link, const QJsonObject &found, QWidget *parent)
{
    const QJsonObject row = found[QLatin1String("row")].toObject();
    auto *form = new FormDialog(
        link, QStringLiteral("assign"), say(QT_TRANSLATE_NOOP("Office", "Assign a row")),
        QStringLiteral("/api/v1/bank/rows/%1/assign").arg(row[QLatin1String("id")].toInteger()), parent);
    form->setMinimumWidth(720); // a proposal is a long line
    form->addNote(
        say(QT_TRANSLATE_NOOP("Office", "%1 from %2: %3"))
            .arg(moneyText(row, "amount", parent->locale()), member(row, "party"), member(row, "remark")));
    Choices choices;
    for (const QJsonValueConstRef one : found[QLatin1String("proposals")].toArray()) {
        const QString card = QString::number(one[QLatin1String("card")].toInteger());
        choices.append({proposalText(one.toObject(), parent->locale()), QStringLiteral("card/") + card});
    }
    choices.append({say(QT_TRANSLATE_NOOP("Office", "Top up another card (its number in the books)")),
                    QStringLiteral("card")});
    choices.append(
        {say(QT_TRANSLATE_NOOP("Office", "A station's cash (its reference)")), QStringLiteral("deposit")});
    choices.append({say(QT_TRANSLATE_NOOP("Office", "A payment service paid out (merchant/day)")),
                    QStringLiteral("settlement")});
    choices.append(
        {say(QT_TRANSLATE_NOOP("Office", "Nobody's: it becomes a case (why)")), QStringLiteral("nobody")});
    form->addChoice(QStringLiteral("kind"), say(QT_TRANSLATE_NOOP("Office", "What it is")), choices);
    form->addText(QStringLiteral("subject"), say(QT_TRANSLATE_NOOP("Office", "Which or why")));
    form->setExtra([](QJsonObject &body) {
        const QString kind = body[QLatin1String("kind")].toString();
        if (!kind.contains(u'/'))
            return;
        body.insert(QStringLiteral("kind"), kind.section(u'/', 0, 0));
        body.insert(QStringLiteral("subject"), kind.section(u'/', 1));
    });
    form->setSubmitText(say(QT_TRANSLATE_NOOP("Office", "Assign")));
    return form;
}

FormDialog *makeStatementForm(OfficeLink &link, const QJsonArray &accounts, QWidget *parent)
{
    auto *form = new FormDialog(link, QStringLiteral("statement"),
                                say(QT_TRANSLATE_NOOP("Office", "Take a statement in")),
                                QStringLiteral("/api/v1/bank/statements"), parent);
    form->addNote(say(QT_TRANSLATE_NOOP(
        "Office", "The CSV file as the bank's own page gives it. Rows that came before change nothing.")));
    addAccount(*form, accounts);
    QLineEdit *path =
        form->addText(QStringLiteral("name"), say(QT_TRANSLATE_NOOP("Office", "File")), fileProblem);
    auto *choose = new QPushButton(say(QT_TRANSLATE_NOOP("Office", "Choose…")));
    choose->setObjectName(QStringLiteral("statementChoose"));
    QObject::connect(choose, &QPushButton::clicked, path, [form, path] {
        const QString file = QFileDialog::getOpenFileName(
            form, say(QT_TRANSLATE_NOOP("Office", "Take a statement in")), {}, QStringLiteral("CSV (*.csv)"));
        if (!file.isEmpty())
            path->setText(file);
    });
    form->addRow({}, choose);
    form->setExtra([](QJsonObject &body) {
        QFile file(body[QLatin1String("name")].toString());
        const QByteArray bytes = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        body.insert(QStringLiteral("name"), QFileInfo(file).fileName());
        body.insert(QStringLiteral("content"), QString::fromLatin1(bytes.toBase64()));
    });
    form->setSubmitText(say(QT_TRANSLATE_NOOP("Office", "Take in")));
    return form;
}

FormDialog *makeBankOrderForm(OfficeLink &link, const QJsonArray &accounts, QWidget *parent)
{
    auto *form = new FormDialog(link, QStringLiteral("bankOrder"),
                                say(QT_TRANSLATE_NOOP("Office", "Top up by bank transfer")),
                                QStringLiteral("/api/v1/bank/orders"), parent);
    form->addNote(say(QT_TRANSLATE_NOOP(
        "Office",
        "The customer gives the reference with the transfer; the money is booked when it arrives.")));
    addAccount(*form, accounts);
    form->addText(QStringLiteral("card"), say(QT_TRANSLATE_NOOP("Office", "Card's number in the books")),
                  numberProblem, numberValue);
    form->addAmount(QStringLiteral("amount"), say(QT_TRANSLATE_NOOP("Office", "Amount")),
                    currencyOf(accounts), true);
    form->addText(QStringLiteral("payer"),
                  say(QT_TRANSLATE_NOOP("Office", "Only from this account (may be empty)")));
    form->setSubmitText(say(QT_TRANSLATE_NOOP("Office", "Make the reference")));
    return form;
}

FormDialog *makeDepositForm(OfficeLink &link, const QJsonArray &accounts, QWidget *parent)
{
    auto *form = new FormDialog(link, QStringLiteral("deposit"),
                                say(QT_TRANSLATE_NOOP("Office", "Count cash for the bank")),
                                QStringLiteral("/api/v1/bank/deposits"), parent);
    form->addNote(say(QT_TRANSLATE_NOOP(
        "Office", "What the books say differently becomes a case. The reference goes onto the slip.")));
    addAccount(*form, accounts);
    form->addText(QStringLiteral("station"), say(QT_TRANSLATE_NOOP("Office", "Station")), numberProblem,
                  numberValue);
    form->addText(QStringLiteral("bag"), say(QT_TRANSLATE_NOOP("Office", "Bag number")), requiredProblem);
    form->addAmount(QStringLiteral("counted"), say(QT_TRANSLATE_NOOP("Office", "In the bag")),
                    currencyOf(accounts), true);
    form->addAmount(QStringLiteral("stays"), say(QT_TRANSLATE_NOOP("Office", "Stays in the till")),
                    currencyOf(accounts), true);
    form->setSubmitText(say(QT_TRANSLATE_NOOP("Office", "Counted")));
    return form;
}

FormDialog *makeTransferForm(OfficeLink &link, const QJsonArray &owed, const QJsonArray &accounts,
                             QWidget *parent)
{
    auto *form = new FormDialog(link, QStringLiteral("transfer"),
                                say(QT_TRANSLATE_NOOP("Office", "Give back by bank transfer")),
                                QStringLiteral("/api/v1/bank/transfers"), parent);
    form->addNote(say(QT_TRANSLATE_NOOP(
        "Office", "Refunds that cannot go the way they came. Another person has to approve the transfer.")));
    Choices choices;
    for (const QJsonValueConstRef one : owed) {
        QString text = moneyText(one.toObject(), "amount", parent->locale()) + QStringLiteral(", ")
            + one[QLatin1String("order")].toString();
        if (one[QLatin1String("cameBack")].toBool())
            text += QStringLiteral(", ") + say(QT_TRANSLATE_NOOP("Office", "came back before"));
        choices.append({text, one[QLatin1String("refund")]});
    }
    form->addChoice(QStringLiteral("subject"), say(QT_TRANSLATE_NOOP("Office", "Refund")), choices);
    addAccount(*form, accounts);
    form->addText(QStringLiteral("payeeNumber"), say(QT_TRANSLATE_NOOP("Office", "To account")),
                  requiredProblem);
    form->addText(QStringLiteral("payee"), say(QT_TRANSLATE_NOOP("Office", "In the name of")),
                  requiredProblem);
    form->addText(QStringLiteral("payeeBank"), say(QT_TRANSLATE_NOOP("Office", "At the bank")));
    form->addText(QStringLiteral("note"), say(QT_TRANSLATE_NOOP("Office", "Reason")), requiredProblem);
    form->setExtra(
        [](QJsonObject &body) { body.insert(QStringLiteral("source"), QStringLiteral("refund")); });
    form->setSubmitText(say(QT_TRANSLATE_NOOP("Office", "Propose")));
    return form;
}

FormDialog *makeCancelTransferForm(OfficeLink &link, const QJsonObject &transfer, QWidget *parent)
{
    auto *form = new FormDialog(link, QStringLiteral("cancelTransfer"),
                                say(QT_TRANSLATE_NOOP("Office", "Cancel a transfer")),
                                transferPath(transfer, "cancel"), parent);
    form->addText(QStringLiteral("note"), say(QT_TRANSLATE_NOOP("Office", "Reason")), requiredProblem);
    form->setSubmitText(say(QT_TRANSLATE_NOOP("Office", "Cancel it")));
    return form;
}

FormDialog *makeBatchForm(OfficeLink &link, const QJsonArray &accounts, QWidget *parent)
{
    auto *form =
        new FormDialog(link, QStringLiteral("batch"), say(QT_TRANSLATE_NOOP("Office", "A file for the bank")),
                       QStringLiteral("/api/v1/bank/batches"), parent);
    form->addNote(say(QT_TRANSLATE_NOOP("Office", "All approved transfers from this account.")));
    addAccount(*form, accounts);
    form->setSubmitText(say(QT_TRANSLATE_NOOP("Office", "Make the file")));
    return form;
}

QString transferPath(const QJsonObject &transfer, const char *verb)
{
    return QStringLiteral("/api/v1/bank/transfers/%1/%2")
        .arg(transfer[QLatin1String("id")].toInteger())
        .arg(QLatin1String(verb));
}

}
