#include "ui/sentences/sentences.h"
#include "ui/widgets/invoice_columns.h"
#include "ui/widgets/invoice_forms.h"
#include "ui/widgets/office_window.h"
#include "ui/widgets/office_words.h"
#include "ui/widgets/table_page.h"

#include <QDialog>
#include <QPointer>
#include <QStatusBar>

namespace youka {

namespace {
constexpr int MessageMs = 8'000;
}

void OfficeWindow::addInvoiceActions(QMenu *menu)
{
    addAction(menu, "Invoice", say(QT_TRANSLATE_NOOP("Office", "Invoice…")), "receipt", {},
              &OfficeWindow::invoiceSale);
    addAction(menu, "InvoiceShow", say(QT_TRANSLATE_NOOP("Office", "Show the invoice")), "receipt", {},
              &OfficeWindow::showInvoice);
    addAction(menu, "InvoiceMonth", say(QT_TRANSLATE_NOOP("Office", "A month…")), "calendar", {},
              &OfficeWindow::invoiceMonth);
    addAction(menu, "InvoiceReverse", say(QT_TRANSLATE_NOOP("Office", "Red-letter…")), "cross", {},
              &OfficeWindow::reverseInvoice);
}

void OfficeWindow::refreshInvoiceActions(const TablePage *page)
{
    const bool onSales = page && page == m_pages.value(QStringLiteral("sales"));
    const bool onInvoices = page && page == m_pages.value(QStringLiteral("invoices"));
    const QJsonObject invoice = onInvoices ? page->current() : QJsonObject();
    const auto set = [&](const char *name, bool seen, bool on) {
        QAction *action = m_actions[QLatin1String(name)];
        action->setEnabled(on);
        action->setVisible(seen || !page);
    };
    set("Invoice", onSales, onSales && !page->current().isEmpty() && m_link.may(Permission::RequestInvoices));
    set("InvoiceShow", onInvoices, !invoice.isEmpty());
    set("InvoiceMonth", onInvoices, onInvoices && m_link.may(Permission::RequestInvoices));
    set("InvoiceReverse", onInvoices,
        invoice[QLatin1String("state")] == QLatin1String("issued")
            && !invoice.contains(QLatin1String("reverses")) && m_link.may(Permission::ReverseInvoices));
}

void OfficeWindow::invoiceSale()
{
    const QJsonObject sale = currentPage()->current();
    const QString path =
        QStringLiteral("/api/v1/sales/%1/invoices").arg(sale[QLatin1String("id")].toString());
    m_link.get(path, [self = QPointer(this), sale](const Result<QJsonObject> &standing) {
        if (!self)
            return;
        FormDialog *form = standing ? makeInvoiceForm(self->m_link, sale, *standing, self) : nullptr;
        if (!form) {
            const Error why = standing ? Error{ErrorCode::InvoiceNothingLeft, {}} : standing.error();
            self->statusBar()->showMessage(sentence(why), MessageMs);
            return;
        }
        self->present(form, say(QT_TRANSLATE_NOOP("Office", "The invoice is asked for.")));
    });
}

void OfficeWindow::showInvoice()
{
    const QJsonObject invoice = currentPage()->current();
    if (invoice.isEmpty())
        return;
    m_link.get(QStringLiteral("/api/v1/invoices/%1").arg(invoice[QLatin1String("id")].toInteger()),
               [self = QPointer(this)](const Result<QJsonObject> &whole) {
                   if (!self)
                       return;
                   if (whole)
                       makeInvoiceDetail(*whole, self)->show();
                   else
                       self->statusBar()->showMessage(sentence(whole.error()), MessageMs);
               });
}

void OfficeWindow::invoiceMonth()
{
    present(makeInvoiceMonthForm(m_link, this),
            say(QT_TRANSLATE_NOOP("Office", "The invoice is asked for.")));
}

void OfficeWindow::reverseInvoice()
{
    present(makeInvoiceReversalForm(m_link, currentPage()->current(), this),
            say(QT_TRANSLATE_NOOP("Office", "The red-letter invoice is asked for.")));
}

}
