#include "ui/sentences/sentences.h"
#include "ui/widgets/office_area.h"
#include "ui/widgets/office_words.h"
#include "ui/widgets/payment_columns.h"

#include <QDialog>

namespace youka {

namespace {

void showPayment(OfficeDesk &desk, const QJsonObject &payment)
{
    desk.fetch(paymentPath(payment), [&desk, payment](const QJsonObject &detail) {
        makePaymentDetail(payment, detail, desk.window())->show();
    });
}

void refundPayment(OfficeDesk &desk, const QJsonObject &payment)
{
    FormDialog *form = makePaymentRefundForm(desk.link(), payment, desk.window());
    desk.present(form, say(QT_TRANSLATE_NOOP("Office", "The refund is on its way.")));
    // After what present() says: who asked first is what the next person wants to know.
    QObject::connect(form, &FormDialog::succeeded, desk.window(), [&desk](const QJsonObject &answer) {
        if (answer[QLatin1String("waiting")].toBool())
            desk.tell(say(QT_TRANSLATE_NOOP(
                "Office", "Nothing has moved yet: another person has to ask for the same amount.")));
    });
}

void settlePayment(OfficeDesk &desk, const QJsonObject &payment)
{
    desk.present(makeSettleForm(desk.link(), payment, desk.window()),
                 say(QT_TRANSLATE_NOOP("Office", "Done. Refresh in a moment to see what became of it.")));
}

}

OfficeArea paymentArea(const QLocale &locale)
{
    const auto canGoBack = [](const OfficeLink &link, const QJsonObject &payment) {
        return leftOf(payment).has_value() && link.may(Permission::RefundPayments);
    };
    const auto isLeft = [](const OfficeLink &link, const QJsonObject &payment) {
        return payment[QLatin1String("state")] == QLatin1String("for-person")
            && link.may(Permission::RefundPayments);
    };
    OfficeArea area;
    area.name = "payments";
    area.icon = "card";
    area.needs = Permission::ReadPayments;
    area.title = say(QT_TRANSLATE_NOOP("Office", "Payments"));
    area.menu = say(QT_TRANSLATE_NOOP("Office", "Sa&les"));
    area.source = paymentSource();
    area.columns = paymentColumns(locale);
    area.sums = [locale](const QList<QJsonObject> &payments) { return paymentSums(payments, locale); };
    area.views = paymentViews();
    area.actions = {
        {"PaymentShow", say(QT_TRANSLATE_NOOP("Office", "Look at it")), "receipt", anyChosen(), showPayment},
        {"PaymentRefund", say(QT_TRANSLATE_NOOP("Office", "Give back…")), "cash", canGoBack, refundPayment},
        {"PaymentSettle", say(QT_TRANSLATE_NOOP("Office", "Settle…")), "check", isLeft, settlePayment},
    };
    area.opens = "PaymentShow";
    return area;
}

}
