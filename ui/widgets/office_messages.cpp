#include "ui/sentences/sentences.h"
#include "ui/widgets/message_columns.h"
#include "ui/widgets/message_texts.h"
#include "ui/widgets/office_area.h"
#include "ui/widgets/office_words.h"

#include <QPointer>

namespace youka {

namespace {

void tryAgain(OfficeDesk &desk, const QJsonObject &message)
{
    desk.link().post(
        QStringLiteral("/api/v1/messages/%1/again").arg(message[QLatin1String("id")].toInteger()), {},
        desk.link().newOperation(),
        [&desk, window = QPointer(desk.window())](const Result<QJsonObject> &done) {
            if (!window)
                return;
            desk.tell(done ? say(QT_TRANSLATE_NOOP("Office", "The message is on its way again."))
                           : sentence(done.error()));
            desk.refresh();
        });
}

void editTexts(OfficeDesk &desk, const QJsonObject &)
{
    desk.fetch(QStringLiteral("/api/v1/message-texts"), [&desk](const QJsonObject &texts) {
        (new MessageTexts(desk.link(), texts[QLatin1String("texts")].toArray(), desk.window()))->show();
    });
}

void showCustomer(OfficeDesk &desk, const QJsonObject &message)
{
    const QString customer = message[QLatin1String("customer")].toString();
    const QString path = QStringLiteral("/api/v1/customers/%1/messages")
                             .arg(QString::fromLatin1(QUrl::toPercentEncoding(customer)));
    desk.fetch(path, [&desk, customer](const QJsonObject &all) {
        desk.present(makeDeclineForm(desk.link(), customer, all, desk.window()),
                     say(QT_TRANSLATE_NOOP("Office", "It is kept.")));
    });
}

}

OfficeArea messageArea(const QLocale &locale)
{
    const auto canGoAgain = [](const OfficeLink &link, const QJsonObject &message) {
        return message[QLatin1String("mayTryAgain")].toBool() && link.may(Permission::ManageMessages);
    };
    const auto always = [](const OfficeLink &link, const QJsonObject &) {
        return link.may(Permission::ReadMessages);
    };
    const auto isSomebodys = [](const OfficeLink &link, const QJsonObject &message) {
        return !message[QLatin1String("customer")].toString().isEmpty()
            && link.may(Permission::ManageMessages);
    };
    OfficeArea area;
    area.name = "messages";
    area.icon = "phone";
    area.needs = Permission::ReadMessages;
    area.title = say(QT_TRANSLATE_NOOP("Office", "Messages"));
    area.menu = say(QT_TRANSLATE_NOOP("Office", "&Messages"));
    area.source = messageSource();
    area.columns = messageColumns(locale);
    area.sums = messageSums;
    area.views = messageViews();
    area.actions = {
        {"MessageAgain", say(QT_TRANSLATE_NOOP("Office", "Try again")), "refresh", canGoAgain, tryAgain},
        {"MessageCustomer", say(QT_TRANSLATE_NOOP("Office", "What the customer is told…")), "people",
         isSomebodys, showCustomer},
        {"MessageTexts", say(QT_TRANSLATE_NOOP("Office", "Words…")), "text", always, editTexts},
    };
    area.opens = "MessageCustomer";
    return area;
}

}
