#include "ui/widgets/coupon_forms.h"

#include "core/domain/coupons/coupon.h"
#include "ui/widgets/campaign_forms.h"
#include "ui/widgets/office_words.h"

#include <QDateEdit>
#include <QLabel>
#include <QLineEdit>

namespace youka {

namespace {

FormDialog *makeForm(OfficeLink &link, const char *name, const QString &title, const QString &path,
                     QWidget *parent)
{
    auto *form = new FormDialog(link, QLatin1String(name), title, path, parent);
    return form;
}

void addReason(FormDialog &form)
{
    form.addText(QStringLiteral("reason"), say(QT_TRANSLATE_NOOP("Office", "Reason")), requiredProblem)
        ->setMaxLength(200);
}

QString couponPath(const QJsonObject &coupon, const char *what)
{
    return QStringLiteral("/api/v1/coupons/%1/%2")
        .arg(coupon[QLatin1String("id")].toInteger())
        .arg(QLatin1String(what));
}

FormDialog *makeCouponForm(OfficeLink &link, const char *name, const QString &title, const char *what,
                           const QJsonObject &coupon, QWidget *parent)
{
    FormDialog *form = makeForm(link, name, title, couponPath(coupon, what), parent);
    form->addRow(say(QT_TRANSLATE_NOOP("Office", "Coupon")),
                 new QLabel(coupon[QLatin1String("code")].toString()));
    return form;
}

}

FormDialog *makePrintForm(OfficeLink &link, const QJsonObject &campaign, QWidget *parent)
{
    FormDialog *form = makeForm(link, "print", say(QT_TRANSLATE_NOOP("Office", "Print codes")),
                                campaignPath(campaign, "batches"), parent);
    const QLocale locale = parent->locale();
    const auto parsed = [locale](const QString &text) {
        bool ok = false;
        const qint64 count = locale.toLongLong(text.trimmed(), &ok);
        return ok ? count : 0;
    };
    form->addText(
            QStringLiteral("count"), say(QT_TRANSLATE_NOOP("Office", "How many")),
            [parsed, locale](const QString &text) {
                const qint64 count = parsed(text);
                return count > 0 && count <= CouponId::SerialEnd
                    ? QString()
                    : say(QT_TRANSLATE_NOOP("Office", "A number from 1 to %1 is expected."))
                          .arg(locale.toString(qint64(CouponId::SerialEnd)));
            },
            [parsed](const QString &text) { return QJsonValue(parsed(text)); })
        ->setAlignment(Qt::AlignRight);
    addReason(*form);
    form->addNote(say(QT_TRANSLATE_NOOP("Office", "Whoever has one of the codes may use it once.")));
    form->setSubmitText(say(QT_TRANSLATE_NOOP("Office", "Print")));
    return form;
}

FormDialog *makeVoidBatchForm(OfficeLink &link, const QJsonObject &batch, QWidget *parent)
{
    FormDialog *form = makeForm(
        link, "voidBatch", say(QT_TRANSLATE_NOOP("Office", "Void the batch")),
        QStringLiteral("/api/v1/coupon-batches/%1/void").arg(batch[QLatin1String("id")].toInt()), parent);
    form->addRow(say(QT_TRANSLATE_NOOP("Office", "Batch")),
                 new QLabel(QString::number(batch[QLatin1String("id")].toInt())));
    addReason(*form);
    form->addNote(say(QT_TRANSLATE_NOOP("Office", "All its codes become worthless. This cannot be undone.")));
    form->setSubmitText(say(QT_TRANSLATE_NOOP("Office", "Void")));
    return form;
}

FormDialog *makeGiveForm(OfficeLink &link, const QJsonObject &campaign, QWidget *parent)
{
    FormDialog *form = makeForm(link, "give", say(QT_TRANSLATE_NOOP("Office", "Give a coupon")),
                                campaignPath(campaign, "coupons"), parent);
    form->addText(QStringLiteral("customer"), say(QT_TRANSLATE_NOOP("Office", "Customer no.")),
                  requiredProblem)
        ->setMaxLength(40);
    addReason(*form);
    form->setSubmitText(say(QT_TRANSLATE_NOOP("Office", "Give")));
    return form;
}

FormDialog *makeExtendCouponForm(OfficeLink &link, const QJsonObject &coupon, QWidget *parent)
{
    FormDialog *form = makeCouponForm(link, "extend", say(QT_TRANSLATE_NOOP("Office", "Let it last longer")),
                                      "until", coupon, parent);
    const auto until = Timestamp::fromIso(coupon[QLatin1String("until")].toString());
    const QDate last = until ? until->toDateTime().toLocalTime().date()
                             : link.clock().now().toDateTime().toLocalTime().date();
    auto *edit = new QDateEdit(last.addDays(30));
    edit->setObjectName(QStringLiteral("extendUntil"));
    edit->setCalendarPopup(true);
    edit->setLocale(parent->locale());
    form->addRow(say(QT_TRANSLATE_NOOP("Office", "Last day")), edit);
    addReason(*form);
    form->setExtra([edit](QJsonObject &body) {
        const QDateTime end = edit->date().addDays(1).startOfDay();
        body.insert(QStringLiteral("until"), Timestamp{end.toMSecsSinceEpoch()}.toIso());
    });
    form->setSubmitText(say(QT_TRANSLATE_NOOP("Office", "Extend")));
    return form;
}

FormDialog *makeVoidCouponForm(OfficeLink &link, const QJsonObject &coupon, QWidget *parent)
{
    FormDialog *form = makeCouponForm(link, "voidCoupon", say(QT_TRANSLATE_NOOP("Office", "Void the coupon")),
                                      "void", coupon, parent);
    addReason(*form);
    form->addNote(say(QT_TRANSLATE_NOOP("Office", "It becomes worthless. This cannot be undone.")));
    form->setSubmitText(say(QT_TRANSLATE_NOOP("Office", "Void")));
    return form;
}

}
