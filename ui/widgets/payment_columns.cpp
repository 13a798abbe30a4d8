#include "ui/widgets/payment_columns.h"

#include "core/foundation/base/format.h"
#include "core/foundation/base/json.h"
#include "ui/sentences/sentences.h"
#include "ui/widgets/columns.h"
#include "ui/widgets/detail_dialog.h"
#include "ui/widgets/office_words.h"

#include <QHeaderView>
#include <QJsonArray>
#include <QMap>
#include <QTableWidget>

namespace youka {

namespace {

using namespace columns;
using Tone = RecordColumn::Tone;

constexpr const char *ForPerson = "for-person";

struct StateRow
{
    const char *name;
    const char *words;
    Tone tone = Tone::Plain;
};
/// Of payments and of refunds, which have some in common.
constexpr StateRow States[] = {
    {"created", QT_TRANSLATE_NOOP("Office", "Begun")},
    {"pending", QT_TRANSLATE_NOOP("Office", "Waits for the customer")},
    {"paid", QT_TRANSLATE_NOOP("Office", "Paid"), Tone::Good},
    {"closed", QT_TRANSLATE_NOOP("Office", "Ended unpaid")},
    {"failed", QT_TRANSLATE_NOOP("Office", "Did not succeed")},
    {"unknown", QT_TRANSLATE_NOOP("Office", "Being asked for"), Tone::Warn},
    {"reversing", QT_TRANSLATE_NOOP("Office", "Being taken back"), Tone::Warn},
    {"reversed", QT_TRANSLATE_NOOP("Office", "Taken back")},
    {"refunding", QT_TRANSLATE_NOOP("Office", "Refund under way"), Tone::Warn},
    {"refunded", QT_TRANSLATE_NOOP("Office", "Refunded")},
    {ForPerson, QT_TRANSLATE_NOOP("Office", "Must be looked at"), Tone::Bad},
    {"working", QT_TRANSLATE_NOOP("Office", "Under way"), Tone::Warn},
    {"done", QT_TRANSLATE_NOOP("Office", "Done"), Tone::Good},
    {"proposed", QT_TRANSLATE_NOOP("Office", "Waits for a second person"), Tone::Warn},
};

const StateRow *rowOf(const QString &state)
{
    for (const StateRow &row : States)
        if (state == QLatin1String(row.name))
            return &row;
    return nullptr;
}

QString stateText(const QString &state)
{
    const StateRow *row = rowOf(state);
    return row ? say(row->words) : state;
}

Tone toneOf(const QJsonObject &payment)
{
    const StateRow *row = rowOf(member(payment, "state"));
    return row ? row->tone : Tone::Plain;
}

QString wayText(const QString &way)
{
    if (way == QLatin1String("reference"))
        return say(QT_TRANSLATE_NOOP("Office", "By bank transfer"));
    return way == QLatin1String("scanned-code")
        ? say(QT_TRANSLATE_NOOP("Office", "The customer's code was scanned"))
        : say(QT_TRANSLATE_NOOP("Office", "The customer scanned ours"));
}

QString purposeText(const QString &purpose)
{
    if (purpose == QLatin1String("top-up"))
        return say(QT_TRANSLATE_NOOP("Office", "Top-up"));
    if (purpose == QLatin1String("bill"))
        return say(QT_TRANSLATE_NOOP("Office", "Bill"));
    return say(QT_TRANSLATE_NOOP("Office", "Sale"));
}

QString sourceText(const QString &source)
{
    static const QHash<QString, const char *> Words{
        {QStringLiteral("reply"), QT_TRANSLATE_NOOP("Office", "Its answer")},
        {QStringLiteral("query"), QT_TRANSLATE_NOOP("Office", "We asked")},
        {QStringLiteral("notice"), QT_TRANSLATE_NOOP("Office", "It told us")},
        {QStringLiteral("bill"), QT_TRANSLATE_NOOP("Office", "Its bill")},
        {QStringLiteral("house"), QT_TRANSLATE_NOOP("Office", "Us")},
        {QStringLiteral("bank"), QT_TRANSLATE_NOOP("Office", "A bank statement")}};
    const char *words = Words.value(source);
    return words ? say(words) : source;
}

/// Rows of texts under these headings, to look at.
QTableWidget *sheet(const char *name, const QString &title, const QStringList &titles,
                    const QList<QStringList> &rows)
{
    auto *table = new QTableWidget(int(rows.size()), int(titles.size()));
    table->setObjectName(QLatin1String(name));
    table->setAccessibleName(title);
    table->setHorizontalHeaderLabels(titles);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->verticalHeader()->hide();
    for (int row = 0; row < rows.size(); ++row)
        for (int column = 0; column < titles.size(); ++column)
            table->setItem(row, column, new QTableWidgetItem(rows[row].value(column)));
    table->resizeColumnsToContents();
    table->horizontalHeader()->setStretchLastSection(true);
    table->setMinimumHeight(140);
    return table;
}

QTableWidget *refundSheet(const QJsonArray &refunds, const QLocale &locale)
{
    QList<QStringList> rows;
    for (const QJsonValueConstRef one : refunds) {
        const QJsonObject refund = one.toObject();
        rows.append({timeText(member(refund, "createdAt"), locale), moneyText(refund, "amount", locale),
                     stateText(member(refund, "state")), member(refund, "person"), member(refund, "note"),
                     member(refund, "refund")});
    }
    return sheet("paymentDetailRefunds", say(QT_TRANSLATE_NOOP("Office", "Refunds")),
                 {say(QT_TRANSLATE_NOOP("Office", "When")), say(QT_TRANSLATE_NOOP("Office", "Amount")),
                  say(QT_TRANSLATE_NOOP("Office", "State")), say(QT_TRANSLATE_NOOP("Office", "By")),
                  say(QT_TRANSLATE_NOOP("Office", "Note")), say(QT_TRANSLATE_NOOP("Office", "Number"))},
                 rows);
}

QTableWidget *historySheet(const QJsonArray &history, const QLocale &locale)
{
    QList<QStringList> rows;
    for (const QJsonValueConstRef one : history) {
        const QJsonObject event = one.toObject();
        const QString state = stateText(member(event, "state"));
        rows.append({timeText(member(event, "at"), locale),
                     event[QLatin1String("ofRefund")].toBool()
                         ? say(QT_TRANSLATE_NOOP("Office", "Refund: %1")).arg(state)
                         : state,
                     sourceText(member(event, "source")), member(event, "code")});
    }
    return sheet("paymentDetailHistory", say(QT_TRANSLATE_NOOP("Office", "History")),
                 {say(QT_TRANSLATE_NOOP("Office", "When")), say(QT_TRANSLATE_NOOP("Office", "State")),
                  say(QT_TRANSLATE_NOOP("Office", "Learnt from")), say(QT_TRANSLATE_NOOP("Office", "Said"))},
                 rows);
}

}

RecordSource paymentSource()
{
    return {QStringLiteral("/api/v1/payments"), QStringLiteral("payments"), QStringLiteral("before"),
            QStringLiteral("id"), false};
}

QList<TablePage::View> paymentViews()
{
    const QString path = paymentSource().path;
    QList<TablePage::View> views{{say(QT_TRANSLATE_NOOP("Office", "All")), path}};
    for (const char *state : {ForPerson, "pending", "paid", "unknown", "refunding", "refunded"})
        views.append(
            {stateText(QLatin1String(state)), path + QStringLiteral("?state=") + QLatin1String(state)});
    return views;
}

QList<RecordColumn> paymentColumns(const QLocale &locale)
{
    RecordColumn state = column("state", QT_TRANSLATE_NOOP("Office", "State"),
                                [](const QJsonObject &r) { return stateText(member(r, "state")); });
    state.tone = toneOf;
    state.icon = [](const QJsonObject &r) {
        switch (toneOf(r)) {
        case Tone::Bad:
            return QStringLiteral("warning");
        case Tone::Warn:
            return QStringLiteral("clock");
        case Tone::Good:
            return QStringLiteral("check");
        case Tone::Plain:
            break;
        }
        return QString();
    };
    return {time("createdAt", QT_TRANSLATE_NOOP("Office", "When"), locale),
            column("channel", QT_TRANSLATE_NOOP("Office", "Channel"),
                   [](const QJsonObject &r) { return channelText(member(r, "channel")); }),
            column("purpose", QT_TRANSLATE_NOOP("Office", "For"),
                   [](const QJsonObject &r) { return purposeText(member(r, "purpose")); }),
            state,
            money("amount", QT_TRANSLATE_NOOP("Office", "Amount"), locale),
            money("refunded", QT_TRANSLATE_NOOP("Office", "Went back"), locale),
            time("paidAt", QT_TRANSLATE_NOOP("Office", "Paid at"), locale),
            plain("order", QT_TRANSLATE_NOOP("Office", "Our number")),
            plain("channelNo", QT_TRANSLATE_NOOP("Office", "Channel's number")),
            hidden(number("station", QT_TRANSLATE_NOOP("Office", "Station"))),
            hidden(money("byPayer", QT_TRANSLATE_NOOP("Office", "Paid by the customer"), locale)),
            hidden(column("way", QT_TRANSLATE_NOOP("Office", "How"),
                          [](const QJsonObject &r) { return wayText(member(r, "way")); })),
            hidden(time("bookedAt", QT_TRANSLATE_NOOP("Office", "Booked at"), locale))};
}

QString paymentSums(const QList<QJsonObject> &payments, const QLocale &locale)
{
    QMap<QString, Money> kept;
    qint64 left = 0;
    for (const QJsonObject &payment : payments) {
        left += member(payment, "state") == QLatin1String(ForPerson) ? 1 : 0;
        const auto amount = moneyFromJson(payment[QLatin1String("amount")]);
        if (!amount || !payment[QLatin1String("booked")].toBool())
            continue;
        const auto back = moneyFromJson(payment[QLatin1String("refunded")]);
        Money &sum = kept.insert(amount->currency.code(),
                                 kept.value(amount->currency.code(), Money{0, amount->currency}))
                         .value();
        sum += back ? *amount - *back : *amount;
    }
    QStringList texts;
    for (const Money &sum : std::as_const(kept))
        texts.append(say(QT_TRANSLATE_NOOP("Office", "Paid and kept: %1")).arg(formatMoney(sum, locale)));
    if (left > 0)
        texts.append(say(QT_TRANSLATE_NOOP("Office", "Must be looked at: %1")).arg(locale.toString(left)));
    return texts.join(QStringLiteral("   "));
}

QString paymentPath(const QJsonObject &payment, const char *verb)
{
    const QString path = paymentSource().path + u'/' + member(payment, "order");
    return *verb == '\0' ? path : path + u'/' + QLatin1String(verb);
}

std::optional<Money> leftOf(const QJsonObject &payment)
{
    const auto amount = moneyFromJson(payment[QLatin1String("amount")]);
    if (!amount || member(payment, "state") != QLatin1String("paid"))
        return {};
    const auto back = moneyFromJson(payment[QLatin1String("refunded")]);
    const Money left = back ? *amount - *back : *amount;
    return left.isPositive() ? std::optional(left) : std::nullopt;
}

QDialog *makePaymentDetail(const QJsonObject &payment, const QJsonObject &detail, QWidget *parent)
{
    auto *dialog = new DetailDialog(QStringLiteral("paymentDetail"),
                                    say(QT_TRANSLATE_NOOP("Office", "A payment")), 800, parent);
    const QLocale locale = parent->locale();
    dialog->addTexts(paymentColumns(locale), payment);
    if (const auto why = errorCodeFromName(member(payment, "reason")))
        dialog->addText(say(QT_TRANSLATE_NOOP("Office", "Why")), sentence(Error{*why, {}}));
    if (const QJsonArray refunds = detail[QLatin1String("refunds")].toArray(); !refunds.isEmpty())
        dialog->addWide(refundSheet(refunds, locale));
    dialog->addWide(historySheet(detail[QLatin1String("history")].toArray(), locale));
    dialog->fit();
    return dialog;
}

FormDialog *makePaymentRefundForm(OfficeLink &link, const QJsonObject &payment, QWidget *parent)
{
    const Money left = leftOf(payment).value_or(Money());
    auto *form = new FormDialog(link, QStringLiteral("paymentRefund"),
                                say(QT_TRANSLATE_NOOP("Office", "Give a payment back")),
                                paymentPath(payment, "refunds"), parent);
    form->addNote(
        say(QT_TRANSLATE_NOOP("Office",
                              "It goes back the way it came. What was bought with it is taken first. At "
                              "most %1."))
            .arg(formatMoney(left, parent->locale())));
    form->addAmount(QStringLiteral("amount"), say(QT_TRANSLATE_NOOP("Office", "Amount")), left.currency,
                    true);
    form->addText(QStringLiteral("note"), say(QT_TRANSLATE_NOOP("Office", "Reason")), requiredProblem);
    form->setSubmitText(say(QT_TRANSLATE_NOOP("Office", "Give back")));
    return form;
}

FormDialog *makeSettleForm(OfficeLink &link, const QJsonObject &payment, QWidget *parent)
{
    auto *form = new FormDialog(link, QStringLiteral("settle"),
                                say(QT_TRANSLATE_NOOP("Office", "A payment that differs")),
                                paymentPath(payment, "settle"), parent);
    form->addNote(say(QT_TRANSLATE_NOOP(
        "Office",
        "The channel named another amount, order or merchant, so nothing was booked. Speak to it first.")));
    form->addChoice(
        QStringLiteral("verdict"), say(QT_TRANSLATE_NOOP("Office", "What now")),
        {{say(QT_TRANSLATE_NOOP("Office", "Ask it once more; what it says now counts")),
          QStringLiteral("ask-again")},
         {say(QT_TRANSLATE_NOOP("Office", "It was not paid here; what its bill says is reconciled")),
          QStringLiteral("not-paid")}});
    form->addText(QStringLiteral("note"), say(QT_TRANSLATE_NOOP("Office", "Reason")), requiredProblem);
    form->setSubmitText(say(QT_TRANSLATE_NOOP("Office", "Do that")));
    return form;
}

}
