#include "ui/sentences/sentences.h"
#include "ui/widgets/office_window.h"
#include "ui/widgets/office_words.h"
#include "ui/widgets/reconcile_columns.h"
#include "ui/widgets/table_page.h"

#include <QDialog>
#include <QJsonArray>
#include <QPointer>
#include <QStatusBar>

namespace youka {

namespace {
constexpr int MessageMs = 8'000;
}

void OfficeWindow::addReconcileActions(QMenu *menu)
{
    addAction(menu, "ReconcileShow", say(QT_TRANSLATE_NOOP("Office", "Show the day")), "receipt", {},
              &OfficeWindow::showReconcileDay);
    addAction(menu, "ReconcileFetch", say(QT_TRANSLATE_NOOP("Office", "Fetch the bill")), "export", {},
              &OfficeWindow::fetchBill);
    addAction(menu, "ReconcileClose", say(QT_TRANSLATE_NOOP("Office", "Close the day…")), "lock", {},
              &OfficeWindow::closeReconcileDay);
    addAction(menu, "ReconcileArrival", say(QT_TRANSLATE_NOOP("Office", "Arrived at the bank…")), "cash", {},
              &OfficeWindow::enterArrival);
}

void OfficeWindow::refreshReconcileActions(const TablePage *page)
{
    const bool onDays = page && page == m_pages.value(QStringLiteral("reconcile"));
    const QJsonObject day = onDays ? page->current() : QJsonObject();
    const QString state = day[QLatin1String("state")].toString();
    const auto enable = [&](const char *name, bool on) {
        QAction *action = m_actions[QLatin1String(name)];
        action->setEnabled(on);
        action->setVisible(onDays || !page);
    };
    const bool closed = state == QLatin1String("closed");
    enable("ReconcileShow", !day.isEmpty());
    enable("ReconcileFetch", !day.isEmpty() && !closed);
    enable("ReconcileClose",
           state == QLatin1String("compared") && day[QLatin1String("breaks")].toInteger() == 0);
    enable("ReconcileArrival", closed);
}

void OfficeWindow::showReconcileDay()
{
    const QJsonObject day = currentPage()->current();
    if (day.isEmpty())
        return;
    const QString path = QStringLiteral("/api/v1/reconcile/breaks?state=all&merchant=%1&day=%2")
                             .arg(day[QLatin1String("merchant")].toInteger())
                             .arg(day[QLatin1String("day")].toString());
    m_link.get(path, [self = QPointer(this), day](const Result<QJsonObject> &reply) {
        if (!self)
            return;
        if (!reply)
            return self->statusBar()->showMessage(sentence(reply.error()), MessageMs);
        QList<QJsonObject> breaks;
        for (const QJsonValueConstRef one : (*reply)[QLatin1String("breaks")].toArray())
            breaks.append(one.toObject());
        makeReconcileDetail(day, breaks, self)->show();
    });
}

void OfficeWindow::fetchBill()
{
    m_link.post(reconcilePath(currentPage()->current(), "fetch"), {}, m_link.newOperation(),
                [self = QPointer(this)](const Result<QJsonObject> &reply) {
                    if (self)
                        self->statusBar()->showMessage(
                            reply ? say(QT_TRANSLATE_NOOP("Office",
                                                          "The bill is being fetched. Refresh in a moment."))
                                  : sentence(reply.error()),
                            MessageMs);
                });
}

/// For good: so it is asked once more.
void OfficeWindow::closeReconcileDay()
{
    auto *form =
        new FormDialog(m_link, QStringLiteral("closeDay"), say(QT_TRANSLATE_NOOP("Office", "Close the day")),
                       reconcilePath(currentPage()->current(), "close"), this);
    form->addNote(say(QT_TRANSLATE_NOOP(
        "Office", "What the payment service pays out is booked, and nothing of this day can change after.")));
    form->setSubmitText(say(QT_TRANSLATE_NOOP("Office", "Close it")));
    present(form, say(QT_TRANSLATE_NOOP("Office", "The day is closed.")));
}

void OfficeWindow::enterArrival()
{
    present(makeArrivalForm(m_link, currentPage()->current(), this),
            say(QT_TRANSLATE_NOOP("Office", "The arrival is entered.")));
}

}
