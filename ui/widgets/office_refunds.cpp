#include "ui/sentences/sentences.h"
#include "ui/widgets/invoice_forms.h"
#include "ui/widgets/office_window.h"
#include "ui/widgets/office_words.h"
#include "ui/widgets/refund_columns.h"
#include "ui/widgets/refund_forms.h"
#include "ui/widgets/table_page.h"

#include <QDialog>
#include <QPointer>
#include <QStatusBar>

namespace youka {

namespace {
constexpr int MessageMs = 20'000; // it says what to hand over
}

void OfficeWindow::addSaleActions(QMenu *menu)
{
    addAction(menu, "Refund", say(QT_TRANSLATE_NOOP("Office", "Refund…")), "cash", {},
              &OfficeWindow::refundSale);
    addAction(menu, "Invoice", say(QT_TRANSLATE_NOOP("Office", "Invoice…")), "receipt", {},
              &OfficeWindow::invoiceSale);
}

void OfficeWindow::refreshSaleActions(const TablePage *page)
{
    const bool onSales = page && page == m_pages.value(QStringLiteral("sales"));
    for (const auto &[name, needs] :
         {std::pair("Refund", Permission::RefundSales), std::pair("Invoice", Permission::RequestInvoices)}) {
        QAction *action = m_actions[QLatin1String(name)];
        action->setEnabled(onSales && !page->current().isEmpty() && m_link.may(needs));
        action->setVisible(onSales || !page);
    }
}

void OfficeWindow::showRefund()
{
    if (const QJsonObject refund = currentPage()->current(); !refund.isEmpty())
        makeRefundDetail(refund, this)->show();
}

void OfficeWindow::invoiceSale() { youka::invoiceSale(*this, currentPage()->current()); }

void OfficeWindow::refundSale()
{
    const QJsonObject sale = currentPage()->current();
    m_link.get(refundPath(sale), [self = QPointer(this), sale](const Result<QJsonObject> &lines) {
        if (!self)
            return;
        FormDialog *form = lines ? makeRefundForm(self->m_link, sale, *lines, self) : nullptr;
        if (!form) {
            const Error why = lines ? Error{ErrorCode::RefundNothingLeft, {}} : lines.error();
            self->statusBar()->showMessage(sentence(why), MessageMs);
            return;
        }
        connect(form, &FormDialog::succeeded, self, [self](const QJsonObject &answer) {
            self->statusBar()->showMessage(refundText(answer, self->locale()), MessageMs);
            self->refresh();
        });
        form->setWindowModality(Qt::WindowModal);
        form->show();
    });
}

}
