#include "ui/sentences/sentences.h"
#include "ui/widgets/invoice_columns.h"
#include "ui/widgets/invoice_forms.h"
#include "ui/widgets/office_area.h"
#include "ui/widgets/office_words.h"

#include <QDialog>

namespace youka {

namespace {

void showInvoice(OfficeDesk &desk, const QJsonObject &invoice)
{
    desk.fetch(QStringLiteral("/api/v1/invoices/%1").arg(invoice[QLatin1String("id")].toInteger()),
               [&desk](const QJsonObject &whole) { makeInvoiceDetail(whole, desk.window())->show(); });
}

void invoiceMonth(OfficeDesk &desk, const QJsonObject &)
{
    desk.present(makeInvoiceMonthForm(desk.link(), desk.window()),
                 say(QT_TRANSLATE_NOOP("Office", "The invoice is asked for.")));
}

void reverseInvoice(OfficeDesk &desk, const QJsonObject &invoice)
{
    desk.present(makeInvoiceReversalForm(desk.link(), invoice, desk.window()),
                 say(QT_TRANSLATE_NOOP("Office", "The red-letter invoice is asked for.")));
}

}

void invoiceSale(OfficeDesk &desk, const QJsonObject &sale)
{
    const QString path =
        QStringLiteral("/api/v1/sales/%1/invoices").arg(sale[QLatin1String("id")].toString());
    desk.fetch(path, [&desk, sale](const QJsonObject &standing) {
        FormDialog *form = makeInvoiceForm(desk.link(), sale, standing, desk.window());
        if (!form)
            return desk.tell(sentence(ErrorCode::InvoiceNothingLeft));
        desk.present(form, say(QT_TRANSLATE_NOOP("Office", "The invoice is asked for.")));
    });
}

OfficeArea invoiceArea(const QLocale &locale)
{
    const auto mayAsk = [](const OfficeLink &link, const QJsonObject &) {
        return link.may(Permission::RequestInvoices);
    };
    const auto canGoBack = [](const OfficeLink &link, const QJsonObject &invoice) {
        return invoice[QLatin1String("state")] == QLatin1String("issued")
            && !invoice.contains(QLatin1String("reverses")) && link.may(Permission::ReverseInvoices);
    };
    OfficeArea area;
    area.name = "invoices";
    area.icon = "copy";
    area.needs = Permission::ReadInvoices;
    area.title = say(QT_TRANSLATE_NOOP("Office", "Invoices"));
    area.menu = say(QT_TRANSLATE_NOOP("Office", "Sa&les"));
    area.source = invoiceSource();
    area.columns = invoiceColumns(locale);
    area.sums = invoiceSums;
    area.views = invoiceViews();
    area.actions = {
        {"InvoiceShow", say(QT_TRANSLATE_NOOP("Office", "Show the invoice")), "receipt", anyChosen(),
         showInvoice},
        {"InvoiceMonth", say(QT_TRANSLATE_NOOP("Office", "A month…")), "calendar", mayAsk, invoiceMonth},
        {"InvoiceReverse", say(QT_TRANSLATE_NOOP("Office", "Red-letter…")), "cross", canGoBack,
         reverseInvoice},
    };
    area.opens = "InvoiceShow";
    return area;
}

}
