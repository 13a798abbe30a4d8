#include "ui/widgets/refund_forms.h"

#include "core/domain/refunds/refund_json.h"
#include "core/domain/refunds/refund_rules.h"
#include "core/foundation/base/format.h"
#include "ui/widgets/office_words.h"
#include "ui/widgets/record_columns.h"
#include "ui/widgets/refund_columns.h"

#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>

namespace youka {

namespace {

QString quantityText(const RefundLine &line, qint64 quantity, const QLocale &locale)
{
    if (line.unit != Product::Unit::Piece)
        return formatVolume({quantity}, locale, 3); // of kilograms, too: thousandths
    return locale.toString(quantity / 1'000);
}

/// The number alone, as it is typed.
QString plainQuantity(const RefundLine &line, qint64 quantity, const QLocale &locale)
{
    if (line.unit == Product::Unit::Piece && quantity % 1'000 == 0)
        return locale.toString(quantity / 1'000);
    return formatVolume({quantity}, locale, 3);
}

/// Thousandths; nothing where it is no quantity. Empty is none.
std::optional<qint64> quantityOf(const QString &text, const QLocale &locale)
{
    if (text.trimmed().isEmpty())
        return 0;
    const auto volume = parseVolume(text.trimmed(), locale);
    return volume && volume->ml >= 0 ? std::optional(volume->ml) : std::nullopt;
}

struct LineField
{
    RefundLine line;
    QLineEdit *edit = nullptr;
};
using LineFields = std::vector<LineField>;

/// What is asked for; nothing where a field does not say a quantity.
std::vector<RefundPart> partsOf(const LineFields &fields, const QLocale &locale)
{
    std::vector<RefundPart> parts;
    for (const LineField &field : fields)
        if (const auto quantity = quantityOf(field.edit->text(), locale); quantity && *quantity > 0)
            parts.push_back({field.line.number, *quantity});
    return parts;
}

QString planText(const std::vector<RefundLine> &lines, const LineFields &fields, const QLocale &locale)
{
    const auto parts = partsOf(fields, locale);
    if (parts.empty())
        return say(QT_TRANSLATE_NOOP("Office", "Nothing is chosen yet."));
    const Timestamp now{0}; // whether it is still time is for the server to say
    const auto plan = planRefund(lines, parts, {now, now, 0, {}, {}});
    if (!plan)
        return say(QT_TRANSLATE_NOOP("Office", "More than is left."));
    const QString money = formatMoney(plan->money, locale);
    if (!plan->discount.isPositive())
        return say(QT_TRANSLATE_NOOP("Office", "The customer gets %1.")).arg(money);
    return say(QT_TRANSLATE_NOOP("Office", "The customer gets %1. The discount of %2 is not paid out."))
        .arg(money, formatMoney(plan->discount, locale));
}

}

QString refundPath(const QJsonObject &sale)
{
    return QStringLiteral("/api/v1/sales/%1/refunds").arg(sale[QLatin1String("id")].toString());
}

FormDialog *makeRefundForm(OfficeLink &link, const QJsonObject &sale, const QJsonObject &answer,
                           QWidget *parent)
{
    const auto lines = refundLinesFromJson(answer[QLatin1String("lines")].toArray());
    const bool isLeft = lines && std::any_of(lines->begin(), lines->end(), [](const RefundLine &line) {
                            return line.back < line.quantity;
                        });
    if (!isLeft)
        return nullptr;
    auto *form = new FormDialog(link, QStringLiteral("refund"), say(QT_TRANSLATE_NOOP("Office", "Refund")),
                                refundPath(sale), parent);
    const QLocale locale = parent->locale();
    form->addRow(say(QT_TRANSLATE_NOOP("Office", "Time")),
                 new QLabel(timeText(sale[QLatin1String("occurred")].toString(), locale)));
    const auto fields = std::make_shared<LineFields>();
    for (const RefundLine &line : *lines) {
        const qint64 left = line.quantity - line.back;
        if (left == 0)
            continue;
        const auto check = [left, locale](const QString &text) -> QString {
            const auto quantity = quantityOf(text, locale);
            if (!quantity)
                return say(QT_TRANSLATE_NOOP("Office", "A quantity is expected."));
            return *quantity > left ? say(QT_TRANSLATE_NOOP("Office", "More than is left.")) : QString();
        };
        const auto unsent = [](const QString &) { return QJsonValue(QJsonValue::Undefined); };
        QLineEdit *edit = form->addText(
            QStringLiteral("quantity%1").arg(line.number),
            say(QT_TRANSLATE_NOOP("Office", "%1, of %2")).arg(line.product, quantityText(line, left, locale)),
            check, unsent);
        edit->setAlignment(Qt::AlignRight);
        edit->setText(plainQuantity(line, left, locale));
        fields->push_back({line, edit});
    }
    auto *plan = new QLabel(form);
    plan->setObjectName(QStringLiteral("refundPlan"));
    plan->setWordWrap(true);
    const auto replan = [plan, fields, lines = *lines, locale] {
        plan->setText(planText(lines, *fields, locale));
    };
    for (const LineField &field : *fields)
        QObject::connect(field.edit, &QLineEdit::textChanged, plan, replan);
    replan();
    form->addRow(say(QT_TRANSLATE_NOOP("Office", "Goes back")), plan);
    form->addChoice(QStringLiteral("reason"), say(QT_TRANSLATE_NOOP("Office", "Reason")),
                    {{refundReasonText(QStringLiteral("mistake")), QStringLiteral("mistake")},
                     {refundReasonText(QStringLiteral("fault")), QStringLiteral("fault")},
                     {refundReasonText(QStringLiteral("returned")), QStringLiteral("returned")},
                     {refundReasonText(QStringLiteral("goodwill")), QStringLiteral("goodwill")}});
    form->addText(QStringLiteral("note"), say(QT_TRANSLATE_NOOP("Office", "Note")), requiredProblem);
    form->addNote(say(QT_TRANSLATE_NOOP(
        "Office",
        "It goes back the way it was paid: to the card, or in cash out of the station's till. Points and "
        "coupons follow by themselves. Larger amounts wait until a second person asks for the same.")));
    form->setExtra([fields, locale](QJsonObject &body) {
        QJsonArray parts;
        for (const RefundPart &part : partsOf(*fields, locale))
            parts.append(QJsonObject{{QStringLiteral("line"), part.line},
                                     {QStringLiteral("quantity"), QString::number(part.quantity)}});
        body.insert(QStringLiteral("parts"), parts);
    });
    form->setSubmitText(say(QT_TRANSLATE_NOOP("Office", "Refund")));
    return form;
}

QString refundText(const QJsonObject &answer, const QLocale &locale)
{
    if (answer[QLatin1String("waiting")].toBool())
        return say(QT_TRANSLATE_NOOP("Office",
                                     "%1 waits: asked for by %2, a second person must ask for the same."))
            .arg(moneyText(answer, "money", locale), answer[QLatin1String("maker")].toString());
    const QJsonObject refund = answer[QLatin1String("refund")].toObject();
    const QString money = moneyText(refund, "money", locale);
    return refund[QLatin1String("way")] == QLatin1String("cash")
        ? say(QT_TRANSLATE_NOOP("Office", "Give the customer %1 in cash.")).arg(money)
        : say(QT_TRANSLATE_NOOP("Office", "%1 is on the card again.")).arg(money);
}

}
