#include "ui/widgets/office_area.h"
#include "ui/widgets/office_forms.h"
#include "ui/widgets/office_words.h"
#include "ui/widgets/tank_detail.h"

#include <QDialog>

namespace youka {

namespace {

void showTank(OfficeDesk &desk, const QJsonObject &tank)
{
    desk.fetch(QStringLiteral("/api/v1/tanks/%1/%2")
                   .arg(tank[QLatin1String("stationId")].toInteger())
                   .arg(tank[QLatin1String("tank")].toInt()),
               [&desk](const QJsonObject &detail) { makeTankDetail(detail, desk.window())->show(); });
}

void setPrice(OfficeDesk &desk, const QJsonObject &price)
{
    if (desk.fuels().isEmpty())
        return desk.tell(say(QT_TRANSLATE_NOOP("Office", "Loading…")));
    desk.present(makePriceForm(desk.link(), desk.fuels(), price[QLatin1String("product")].toString(),
                               desk.currency(), desk.window()),
                 say(QT_TRANSLATE_NOOP("Office", "The price is entered.")));
}

}

OfficeArea tankArea(const QLocale &locale)
{
    OfficeArea area;
    area.name = "tanks";
    area.icon = "tank";
    area.needs = Permission::ReadTanks;
    area.title = say(QT_TRANSLATE_NOOP("Office", "Tanks"));
    area.source = tankSource();
    area.columns = tankColumns(locale);
    area.actions = {
        {"Tank", say(QT_TRANSLATE_NOOP("Office", "Look at it")), "receipt", anyChosen(), showTank}};
    area.opens = "Tank";
    return area;
}

OfficeArea priceArea(const QLocale &locale)
{
    OfficeArea area;
    area.name = "prices";
    area.icon = "nozzle";
    area.needs = Permission::ReadPrices;
    area.title = say(QT_TRANSLATE_NOOP("Office", "Prices"));
    area.menu = say(QT_TRANSLATE_NOOP("Office", "&Prices"));
    area.source = priceSource();
    area.columns = priceColumns(locale);
    area.actions = {{"Price", say(QT_TRANSLATE_NOOP("Office", "Set price…")), "nozzle",
                     mayAlways(Permission::ChangePrices), setPrice, QKeySequence(Qt::CTRL | Qt::Key_P)}};
    area.opens = "Price";
    return area;
}

}
