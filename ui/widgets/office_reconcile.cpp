#include "ui/sentences/sentences.h"
#include "ui/widgets/office_area.h"
#include "ui/widgets/office_words.h"
#include "ui/widgets/reconcile_columns.h"

#include <QDialog>
#include <QJsonArray>
#include <QPointer>

namespace youka {

namespace {

bool isClosed(const QJsonObject &day) { return day[QLatin1String("state")] == QLatin1String("closed"); }

void showDay(OfficeDesk &desk, const QJsonObject &day)
{
    const QString path = QStringLiteral("/api/v1/reconcile/breaks?state=all&merchant=%1&day=%2")
                             .arg(day[QLatin1String("merchant")].toInteger())
                             .arg(day[QLatin1String("day")].toString());
    desk.link().get(path, [&desk, window = QPointer(desk.window()), day](const Result<QJsonObject> &reply) {
        if (!window)
            return;
        if (!reply)
            return desk.tell(sentence(reply.error()));
        QList<QJsonObject> breaks;
        for (const QJsonValueConstRef one : (*reply)[QLatin1String("breaks")].toArray())
            breaks.append(one.toObject());
        makeReconcileDetail(day, breaks, window)->show();
    });
}

void fetchBill(OfficeDesk &desk, const QJsonObject &day)
{
    desk.link().post(reconcilePath(day, "fetch"), {}, desk.link().newOperation(),
                     [&desk, window = QPointer(desk.window())](const Result<QJsonObject> &reply) {
                         if (window)
                             desk.tell(reply ? say(QT_TRANSLATE_NOOP(
                                           "Office", "The bill is being fetched. Refresh in a moment."))
                                             : sentence(reply.error()));
                     });
}

/// For good: so it is asked once more.
void closeDay(OfficeDesk &desk, const QJsonObject &day)
{
    auto *form = new FormDialog(desk.link(), QStringLiteral("closeDay"),
                                say(QT_TRANSLATE_NOOP("Office", "Close the day")),
                                reconcilePath(day, "close"), desk.window());
    form->addNote(say(QT_TRANSLATE_NOOP(
        "Office", "What the payment service pays out is booked, and nothing of this day can change after.")));
    form->setSubmitText(say(QT_TRANSLATE_NOOP("Office", "Close it")));
    desk.present(form, say(QT_TRANSLATE_NOOP("Office", "The day is closed.")));
}

void enterArrival(OfficeDesk &desk, const QJsonObject &day)
{
    desk.present(makeArrivalForm(desk.link(), day, desk.window()),
                 say(QT_TRANSLATE_NOOP("Office", "The arrival is entered.")));
}

}

OfficeArea reconcileArea(const QLocale &locale)
{
    const auto isChosen = [](const OfficeLink &, const QJsonObject &day) { return !day.isEmpty(); };
    const auto isOpen = [](const OfficeLink &, const QJsonObject &day) {
        return !day.isEmpty() && !isClosed(day);
    };
    const auto isPast = [](const OfficeLink &, const QJsonObject &day) { return isClosed(day); };
    const auto isExplained = [](const OfficeLink &, const QJsonObject &day) {
        return day[QLatin1String("state")] == QLatin1String("compared")
            && day[QLatin1String("breaks")].toInteger() == 0;
    };
    OfficeArea area;
    area.name = "reconcile";
    area.icon = "calendar";
    area.needs = Permission::Reconcile;
    area.title = say(QT_TRANSLATE_NOOP("Office", "Reconciliation"));
    area.source = reconcileSource();
    area.columns = reconcileColumns(locale);
    area.sums = reconcileSums;
    area.actions = {
        {"ReconcileShow", say(QT_TRANSLATE_NOOP("Office", "Show the day")), "receipt", isChosen, showDay},
        {"ReconcileFetch", say(QT_TRANSLATE_NOOP("Office", "Fetch the bill")), "export", isOpen, fetchBill},
        {"ReconcileClose", say(QT_TRANSLATE_NOOP("Office", "Close the day…")), "lock", isExplained, closeDay},
        {"ReconcileArrival", say(QT_TRANSLATE_NOOP("Office", "Arrived at the bank…")), "cash", isPast,
         enterArrival},
    };
    area.opens = "ReconcileShow";
    return area;
}

QList<OfficeArea> officeAreas(const QLocale &locale)
{
    return {paymentArea(locale), invoiceArea(locale), reconcileArea(locale), bankArea(locale),
            transferArea(locale)};
}

}
