#include "ui/widgets/refund_columns.h"

#include "core/foundation/base/format.h"
#include "ui/widgets/columns.h"
#include "ui/widgets/detail_dialog.h"
#include "ui/widgets/office_words.h"
#include "ui/widgets/record_columns.h"

#include <QDialog>
#include <QJsonArray>

namespace youka {

namespace {

using namespace columns;

QString wayText(const QJsonObject &refund)
{
    return member(refund, "way") == QLatin1String("cash") ? say(QT_TRANSLATE_NOOP("Office", "Cash"))
                                                          : say(QT_TRANSLATE_NOOP("Office", "To the card"));
}

/// "Line 1: 10.000" for each; the whole is what all lines say.
QString partsText(const QJsonObject &refund, const QLocale &locale)
{
    QStringList parts;
    for (const QJsonValueConstRef part : refund[QLatin1String("parts")].toArray())
        parts << say(QT_TRANSLATE_NOOP("Office", "line %1: %2"))
                     .arg(QString::number(part[QLatin1String("line")].toInt() + 1),
                          formatVolume({part[QLatin1String("quantity")].toString().toLongLong()}, locale, 3));
    return parts.join(QStringLiteral(", "));
}

}

RecordSource refundSource()
{
    return {QStringLiteral("/api/v1/refunds"), QStringLiteral("refunds"), {}, {}, false};
}

QString refundReasonText(const QString &reason)
{
    if (reason == QLatin1String("mistake"))
        return say(QT_TRANSLATE_NOOP("Office", "Charged by mistake"));
    if (reason == QLatin1String("fault"))
        return say(QT_TRANSLATE_NOOP("Office", "Goods or equipment at fault"));
    if (reason == QLatin1String("returned"))
        return say(QT_TRANSLATE_NOOP("Office", "Brought back"));
    if (reason == QLatin1String("goodwill"))
        return say(QT_TRANSLATE_NOOP("Office", "Goodwill"));
    return reason;
}

QList<RecordColumn> refundColumns(const QLocale &locale)
{
    RecordColumn at = column("at", QT_TRANSLATE_NOOP("Office", "Time"),
                             [=](const QJsonObject &r) { return timeText(member(r, "at"), locale); });
    at.key = [](const QJsonObject &r) { return member(r, "at"); };
    return {at,
            plain("station", QT_TRANSLATE_NOOP("Office", "Station")),
            money("money", QT_TRANSLATE_NOOP("Office", "Amount"), locale),
            column("way", QT_TRANSLATE_NOOP("Office", "Given back"), wayText),
            column("reason", QT_TRANSLATE_NOOP("Office", "Reason"),
                   [](const QJsonObject &r) { return refundReasonText(member(r, "reason")); }),
            plain("note", QT_TRANSLATE_NOOP("Office", "Note")),
            plain("by", QT_TRANSLATE_NOOP("Office", "Entered by")),
            plain("second", QT_TRANSLATE_NOOP("Office", "Second person")),
            money("discount", QT_TRANSLATE_NOOP("Office", "Discount, not paid out"), locale),
            hidden(money("toDebt", QT_TRANSLATE_NOOP("Office", "Paid a debt"), locale)),
            hidden(plain("coupons", QT_TRANSLATE_NOOP("Office", "Coupons usable again"))),
            hidden(plain("saleId", QT_TRANSLATE_NOOP("Office", "Sale id")))};
}

QDialog *makeRefundDetail(const QJsonObject &refund, QWidget *parent)
{
    auto *dialog = new DetailDialog(QStringLiteral("refundDetail"),
                                    say(QT_TRANSLATE_NOOP("Office", "Refund")), 480, parent);
    const QLocale locale = parent->locale();
    dialog->addTexts(refundColumns(locale), refund);
    dialog->addText(say(QT_TRANSLATE_NOOP("Office", "Of the sale")), partsText(refund, locale));
    const auto points = [&](const QString &label, const char *name) {
        const qint64 count = refund[QLatin1String(name)].toInteger();
        dialog->addText(label, count == 0 ? QString() : locale.toString(count));
    };
    points(say(QT_TRANSLATE_NOOP("Office", "Points taken back")), "pointsTaken");
    points(say(QT_TRANSLATE_NOOP("Office", "Points owed")), "pointsOwed");
    points(say(QT_TRANSLATE_NOOP("Office", "Points given back")), "pointsBack");
    return dialog;
}

}
