#include "ui/sentences/sentences.h"
#include "ui/widgets/invoice_forms.h"
#include "ui/widgets/office_area.h"
#include "ui/widgets/office_words.h"
#include "ui/widgets/refund_columns.h"
#include "ui/widgets/refund_forms.h"

#include <QDialog>

namespace youka {

namespace {

constexpr int HandOverMs = 20'000; // it says what to hand over

void refundSale(OfficeDesk &desk, const QJsonObject &sale)
{
    desk.fetch(refundPath(sale), [&desk, sale](const QJsonObject &lines) {
        FormDialog *form = makeRefundForm(desk.link(), sale, lines, desk.window());
        if (!form)
            return desk.tell(sentence(ErrorCode::RefundNothingLeft));
        QObject::connect(form, &FormDialog::succeeded, desk.window(), [&desk](const QJsonObject &answer) {
            desk.tell(refundText(answer, desk.window()->locale()), HandOverMs);
            desk.refresh();
        });
        desk.present(form);
    });
}

void showRefund(OfficeDesk &desk, const QJsonObject &refund)
{
    makeRefundDetail(refund, desk.window())->show();
}

}

OfficeArea saleArea(const QLocale &locale)
{
    OfficeArea area;
    area.name = "sales";
    area.icon = "receipt";
    area.needs = Permission::ReadSales;
    area.title = say(QT_TRANSLATE_NOOP("Office", "Transactions"));
    area.menu = say(QT_TRANSLATE_NOOP("Office", "Sa&les"));
    area.source = saleSource();
    area.columns = saleColumns(locale);
    area.sums = [locale](const QList<QJsonObject> &sales) { return saleSums(sales, locale); };
    area.actions = {
        {"Refund", say(QT_TRANSLATE_NOOP("Office", "Refund…")), "cash", chosenAnd(Permission::RefundSales),
         refundSale},
        {"Invoice", say(QT_TRANSLATE_NOOP("Office", "Invoice…")), "receipt",
         chosenAnd(Permission::RequestInvoices), invoiceSale},
    };
    return area;
}

OfficeArea refundArea(const QLocale &locale)
{
    OfficeArea area;
    area.name = "refunds";
    area.icon = "cash";
    area.needs = Permission::ReadSales;
    area.title = say(QT_TRANSLATE_NOOP("Office", "Refunds"));
    area.menu = say(QT_TRANSLATE_NOOP("Office", "Sa&les"));
    area.source = refundSource();
    area.columns = refundColumns(locale);
    area.actions = {
        {"RefundShow", say(QT_TRANSLATE_NOOP("Office", "Look at it")), "receipt", anyChosen(), showRefund}};
    area.opens = "RefundShow";
    return area;
}

}
