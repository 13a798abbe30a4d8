#include "ui/widgets/invoice_forms.h"

#include "core/domain/invoices/tax_number.h"
#include "core/foundation/base/format.h"
#include "core/foundation/base/json.h"
#include "ui/widgets/office_words.h"
#include "ui/widgets/record_columns.h"

#include <QDateEdit>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>

namespace youka {

namespace {

constexpr const char *TitleMembers[] = {"name", "taxNumber", "address", "phone", "bank", "bankAccount"};

QString taxNumberProblem(const QString &text)
{
    return text.trimmed().isEmpty() || checkedTaxNumber(text)
        ? QString()
        : say(QT_TRANSLATE_NOOP("Office", "This is not a tax number; a figure may be wrong."));
}

/// To whom, and which kind. A tax number makes it a company's.
void addTitle(FormDialog &form)
{
    form.addChoice(QStringLiteral("kind"), say(QT_TRANSLATE_NOOP("Office", "Kind")),
                   {{say(QT_TRANSLATE_NOOP("Office", "Normal")), QStringLiteral("normal")},
                    {say(QT_TRANSLATE_NOOP("Office", "Special, for companies")), QStringLiteral("special")}});
    form.addText(QStringLiteral("name"), say(QT_TRANSLATE_NOOP("Office", "Made out to")), requiredProblem);
    form.addText(QStringLiteral("taxNumber"), say(QT_TRANSLATE_NOOP("Office", "Tax number, of a company")),
                 taxNumberProblem);
    form.addText(QStringLiteral("address"), say(QT_TRANSLATE_NOOP("Office", "Address")));
    form.addText(QStringLiteral("phone"), say(QT_TRANSLATE_NOOP("Office", "Phone")));
    form.addText(QStringLiteral("bank"), say(QT_TRANSLATE_NOOP("Office", "Bank")));
    form.addText(QStringLiteral("bankAccount"), say(QT_TRANSLATE_NOOP("Office", "Account")));
    form.addText(QStringLiteral("remark"), say(QT_TRANSLATE_NOOP("Office", "Remark")));
}

void moveTitle(QJsonObject &body)
{
    QJsonObject title;
    for (const char *name : TitleMembers)
        title.insert(QLatin1String(name), body.take(QLatin1String(name)));
    const bool isCompany = !title[QLatin1String("taxNumber")].toString().isEmpty();
    title.insert(QStringLiteral("kind"), isCompany ? QStringLiteral("company") : QStringLiteral("person"));
    body.insert(QStringLiteral("title"), title);
}

}

FormDialog *makeInvoiceForm(OfficeLink &link, const QJsonObject &sale, const QJsonObject &standing,
                            QWidget *parent)
{
    struct Left
    {
        int line;
        QString member;
    };
    QList<Left> lines;
    auto *form = new FormDialog(link, QStringLiteral("invoice"), say(QT_TRANSLATE_NOOP("Office", "Invoice")),
                                QStringLiteral("/api/v1/invoices"), parent);
    form->setAttribute(Qt::WA_DeleteOnClose);
    const QLocale locale = parent->locale();
    form->addRow(say(QT_TRANSLATE_NOOP("Office", "Time")),
                 new QLabel(timeText(sale[QLatin1String("occurred")].toString(), locale)));
    for (const QJsonValueConstRef one : standing[QLatin1String("lines")].toArray()) {
        const auto left = moneyFromJson(one[QLatin1String("gross")]);
        if (!left || !left->isPositive())
            continue;
        const int line = one[QLatin1String("line")].toInt();
        const QString member = QStringLiteral("amount%1").arg(line);
        QLineEdit *edit =
            form->addAmount(member,
                            say(QT_TRANSLATE_NOOP("Office", "%1, of %2"))
                                .arg(one[QLatin1String("name")].toString(), formatMoney(*left, locale)),
                            left->currency, false);
        edit->setText(formatAmount(*left, locale));
        lines.append({line, member});
    }
    if (lines.isEmpty()) {
        delete form;
        return nullptr;
    }
    addTitle(*form);
    form->addNote(say(QT_TRANSLATE_NOOP("Office", "The tax platform gives it its number in a moment.")));
    form->setExtra([lines, id = sale[QLatin1String("id")]](QJsonObject &body) {
        moveTitle(body);
        QJsonArray parts;
        for (const Left &left : lines) {
            const QJsonValue amount = body.take(left.member);
            if (amount.isObject())
                parts.append(QJsonObject{{QStringLiteral("saleId"), id},
                                         {QStringLiteral("line"), left.line},
                                         {QStringLiteral("amount"), amount}});
        }
        body.insert(QStringLiteral("parts"), parts);
    });
    form->setSubmitText(say(QT_TRANSLATE_NOOP("Office", "Ask for it")));
    return form;
}

FormDialog *makeInvoiceMonthForm(OfficeLink &link, QWidget *parent)
{
    auto *form = new FormDialog(link, QStringLiteral("invoiceMonth"),
                                say(QT_TRANSLATE_NOOP("Office", "Invoice of a month")),
                                QStringLiteral("/api/v1/invoice-months"), parent);
    form->setAttribute(Qt::WA_DeleteOnClose);
    form->addText(QStringLiteral("customer"), say(QT_TRANSLATE_NOOP("Office", "Customer number")),
                  requiredProblem);
    QDateEdit *month = form->addDate(QStringLiteral("month"), say(QT_TRANSLATE_NOOP("Office", "Month")),
                                     QDate::currentDate().addMonths(-1));
    month->setDisplayFormat(QStringLiteral("yyyy-MM"));
    addTitle(*form);
    form->addNote(say(QT_TRANSLATE_NOOP(
        "Office", "All of the customer's purchases of that month that are on no invoice yet.")));
    form->setExtra([](QJsonObject &body) {
        moveTitle(body);
        const QString member = QStringLiteral("month");
        body.insert(member, body[member].toString().left(7));
    });
    form->setSubmitText(say(QT_TRANSLATE_NOOP("Office", "Ask for it")));
    return form;
}

FormDialog *makeInvoiceReversalForm(OfficeLink &link, const QJsonObject &invoice, QWidget *parent)
{
    auto *form = new FormDialog(
        link, QStringLiteral("invoiceReversal"), say(QT_TRANSLATE_NOOP("Office", "Red-letter invoice")),
        QStringLiteral("/api/v1/invoices/%1/reversal").arg(invoice[QLatin1String("id")].toInteger()), parent);
    form->setAttribute(Qt::WA_DeleteOnClose);
    form->addRow(say(QT_TRANSLATE_NOOP("Office", "Invoice number")),
                 new QLabel(invoice[QLatin1String("number")].toString()));
    form->addRow(say(QT_TRANSLATE_NOOP("Office", "Amount")),
                 new QLabel(moneyText(invoice, "gross", parent->locale())));
    form->addText(QStringLiteral("remark"), say(QT_TRANSLATE_NOOP("Office", "Why")), requiredProblem);
    form->addNote(say(QT_TRANSLATE_NOOP(
        "Office",
        "All that is left of the invoice is taken back. No money moves; once it is issued, the sale "
        "can be invoiced again.")));
    form->setSubmitText(say(QT_TRANSLATE_NOOP("Office", "Take it back")));
    return form;
}

}
