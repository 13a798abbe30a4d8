#include "ui/widgets/office_area.h"

#include "ui/sentences/sentences.h"

#include <QPointer>

namespace youka {

void OfficeDesk::fetch(const QString &path, std::function<void(const QJsonObject &)> then)
{
    link().get(path,
               [this, window = QPointer(window()), then = std::move(then)](const Result<QJsonObject> &reply) {
                   if (!window)
                       return;
                   if (reply)
                       then(*reply);
                   else
                       tell(sentence(reply.error()));
               });
}

QList<OfficeArea> officeAreas(const OfficeLink &link, const QLocale &locale)
{
    return {cardArea(locale),      customerArea(locale),
            saleArea(locale),      refundArea(locale),
            paymentArea(locale),   invoiceArea(locale),
            reconcileArea(locale), campaignArea(locale),
            tankArea(locale),      exceptionArea(locale, link.clock()),
            priceArea(locale),     articleArea(locale),
            stockArea(locale),     staffArea(),
            messageArea(locale),   bankArea(locale),
            transferArea(locale)};
}

AreaAction::Question anyChosen()
{
    return [](const OfficeLink &, const QJsonObject &record) { return !record.isEmpty(); };
}

AreaAction::Question chosenAnd(Permission needs)
{
    return [needs](const OfficeLink &link, const QJsonObject &record) {
        return !record.isEmpty() && link.may(needs);
    };
}

AreaAction::Question mayAlways(Permission needs)
{
    return [needs](const OfficeLink &link, const QJsonObject &) { return link.may(needs); };
}

}
