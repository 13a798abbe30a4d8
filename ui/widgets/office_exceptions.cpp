#include "ui/sentences/sentences.h"
#include "ui/widgets/exception_forms.h"
#include "ui/widgets/office_area.h"
#include "ui/widgets/office_words.h"

#include <QDialog>
#include <QPointer>

namespace youka {

namespace {

QString stepOf(const QJsonObject &exception) { return exception[QLatin1String("state")].toString(); }

bool isMine(const OfficeLink &link, const QJsonObject &exception, const char *who)
{
    return exception[QLatin1String(who)].toString() == link.who().name;
}

void showException(OfficeDesk &desk, const QJsonObject &exception)
{
    desk.fetch(exceptionPath(exception),
               [&desk](const QJsonObject &detail) { makeExceptionDetail(detail, desk.window())->show(); });
}

void take(OfficeDesk &desk, const QJsonObject &exception)
{
    desk.link().post(exceptionPath(exception, "take"), {}, desk.link().newOperation(),
                     [&desk, window = QPointer(desk.window())](const Result<QJsonObject> &taken) {
                         if (!window)
                             return;
                         desk.tell(taken ? say(QT_TRANSLATE_NOOP("Office", "The case is yours."))
                                         : sentence(taken.error()));
                         desk.refresh();
                     });
}

void resolve(OfficeDesk &desk, const QJsonObject &exception)
{
    FormDialog *form = makeResolveForm(desk.link(), exception, desk.window());
    QObject::connect(form, &FormDialog::succeeded, desk.window(), [&desk](const QJsonObject &answer) {
        const bool waits = stepOf(answer) == QLatin1String("proposed");
        desk.tell(waits ? say(QT_TRANSLATE_NOOP("Office", "The case waits for a second person."))
                        : say(QT_TRANSLATE_NOOP("Office", "The case is resolved.")));
        desk.refresh();
    });
    desk.present(form);
}

void confirm(OfficeDesk &desk, const QJsonObject &exception)
{
    desk.present(makeConfirmForm(desk.link(), exception, desk.window()),
                 say(QT_TRANSLATE_NOOP("Office", "The case is resolved.")));
}

void reject(OfficeDesk &desk, const QJsonObject &exception)
{
    desk.present(makeRejectForm(desk.link(), exception, desk.window()),
                 say(QT_TRANSLATE_NOOP("Office", "The case was sent back.")));
}

}

OfficeArea exceptionArea(const QLocale &locale, const Clock &clock)
{
    const auto isFree = [](const OfficeLink &link, const QJsonObject &exception) {
        return stepOf(exception) == QLatin1String("open")
            || (stepOf(exception) == QLatin1String("taken") && !isMine(link, exception, "worker"));
    };
    const auto isTaken = [](const OfficeLink &link, const QJsonObject &exception) {
        return stepOf(exception) == QLatin1String("taken") && isMine(link, exception, "worker");
    };
    const auto isAnothers = [](const OfficeLink &link, const QJsonObject &exception) {
        return stepOf(exception) == QLatin1String("proposed") && !isMine(link, exception, "maker");
    };
    const auto isProposed = [](const OfficeLink &, const QJsonObject &exception) {
        return stepOf(exception) == QLatin1String("proposed");
    };
    OfficeArea area;
    area.name = "exceptions";
    area.icon = "warning";
    area.needs = Permission::HandleExceptions;
    area.title = say(QT_TRANSLATE_NOOP("Office", "Exceptions"));
    area.menu = say(QT_TRANSLATE_NOOP("Office", "E&xceptions"));
    area.source = exceptionSource();
    area.columns = exceptionColumns(locale, clock);
    area.sums = exceptionSums;
    area.views = exceptionViews();
    area.actions = {
        {"Exception", say(QT_TRANSLATE_NOOP("Office", "Look at it")), "receipt", anyChosen(), showException,
         QKeySequence(Qt::CTRL | Qt::Key_I)},
        {"Take", say(QT_TRANSLATE_NOOP("Office", "Take")), "hand", isFree, take,
         QKeySequence(Qt::CTRL | Qt::Key_K)},
        {"Resolve", say(QT_TRANSLATE_NOOP("Office", "Resolve…")), "check", isTaken, resolve,
         QKeySequence(Qt::CTRL | Qt::Key_R)},
        {"Confirm", say(QT_TRANSLATE_NOOP("Office", "Confirm…")), "people", isAnothers, confirm},
        {"Reject", say(QT_TRANSLATE_NOOP("Office", "Send back…")), "cross", isProposed, reject},
    };
    area.opens = "Exception";
    return area;
}

}
