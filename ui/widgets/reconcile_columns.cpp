#include "ui/widgets/reconcile_columns.h"

#include "core/domain/exceptions/exception_rules.h"
#include "core/foundation/base/json.h"
#include "ui/sentences/sentences.h"
#include "ui/widgets/columns.h"
#include "ui/widgets/detail_dialog.h"
#include "ui/widgets/exception_words.h"
#include "ui/widgets/office_words.h"
#include "ui/widgets/record_columns.h"

#include <QHeaderView>
#include <QJsonArray>
#include <QLabel>
#include <QTableWidget>

namespace youka {

namespace {

using namespace columns;
using Tone = RecordColumn::Tone;

/// A figure of the bill.
RecordColumn billed(const char *id, const char *title, const QLocale &locale)
{
    const RecordColumn plain = money(id, title, locale);
    RecordColumn made = plain;
    made.text = [plain](const QJsonObject &r) { return plain.text(r[QLatin1String("bill")].toObject()); };
    made.key = [plain](const QJsonObject &r) { return plain.key(r[QLatin1String("bill")].toObject()); };
    return made;
}

QString dayStateText(const QString &state)
{
    if (state == QLatin1String("waiting"))
        return say(QT_TRANSLATE_NOOP("Office", "Waits for the bill"));
    if (state == QLatin1String("comparing"))
        return say(QT_TRANSLATE_NOOP("Office", "Being compared"));
    if (state == QLatin1String("compared"))
        return say(QT_TRANSLATE_NOOP("Office", "Compared"));
    if (state == QLatin1String("closed"))
        return say(QT_TRANSLATE_NOOP("Office", "Closed"));
    return state;
}

QString classText(const QString &name)
{
    static const QHash<QString, const char *> Words{
        {QStringLiteral("matched"), QT_TRANSLATE_NOOP("Office", "Same on both sides")},
        {QStringLiteral("amount-differs"), QT_TRANSLATE_NOOP("Office", "Amount differs")},
        {QStringLiteral("only-ours"), QT_TRANSLATE_NOOP("Office", "Only in our books")},
        {QStringLiteral("only-theirs"), QT_TRANSLATE_NOOP("Office", "Only on the bill")},
        {QStringLiteral("state-differs"), QT_TRANSLATE_NOOP("Office", "State differs")},
        {QStringLiteral("fee-differs"), QT_TRANSLATE_NOOP("Office", "Fee differs")},
        {QStringLiteral("duplicate"), QT_TRANSLATE_NOOP("Office", "Twice on the bill")},
        {QStringLiteral("learnt"), QT_TRANSLATE_NOOP("Office", "Learnt from the bill")},
        {QStringLiteral("waiting"), QT_TRANSLATE_NOOP("Office", "Waits for another day")},
        {QStringLiteral("nothing-moved"), QT_TRANSLATE_NOOP("Office", "Paid and taken back")},
        {QStringLiteral("arrival-differs"), QT_TRANSLATE_NOOP("Office", "Bank has another amount")}};
    const char *words = Words.value(name);
    return words ? say(words) : name;
}

/// "3 (¥12.00 / ¥10.00)"
QString figureText(const QJsonObject &figure, const QLocale &locale)
{
    return say(QT_TRANSLATE_NOOP("Office", "%1 (ours %2, bill %3)"))
        .arg(locale.toString(figure[QLatin1String("count")].toInteger()), moneyText(figure, "ours", locale),
             moneyText(figure, "theirs", locale));
}

QTableWidget *breakTable(const QList<QJsonObject> &breaks, const QLocale &locale)
{
    const QStringList titles{
        say(QT_TRANSLATE_NOOP("Office", "What")),     say(QT_TRANSLATE_NOOP("Office", "Number")),
        say(QT_TRANSLATE_NOOP("Office", "At stake")), say(QT_TRANSLATE_NOOP("Office", "State")),
        say(QT_TRANSLATE_NOOP("Office", "Owner")),    say(QT_TRANSLATE_NOOP("Office", "Age")),
        say(QT_TRANSLATE_NOOP("Office", "Case"))};
    auto *table = new QTableWidget(int(breaks.size()), int(titles.size()));
    table->setObjectName(QStringLiteral("reconcileDetailBreaks"));
    table->setAccessibleName(say(QT_TRANSLATE_NOOP("Office", "Differences")));
    table->setHorizontalHeaderLabels(titles);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->verticalHeader()->hide();
    for (int row = 0; row < breaks.size(); ++row) {
        const QJsonObject &one = breaks[row];
        const auto state = exceptionStateFromName(member(one, "state"));
        const QStringList texts{
            classText(member(one, "class")),
            member(one, "number"),
            moneyText(one, "stake", locale),
            state ? exceptionStateText(*state) : member(one, "state"),
            member(one, "owner"),
            say(QT_TRANSLATE_NOOP("Office", "%1 h")).arg(one[QLatin1String("ageHours")].toInteger()),
            QString::number(one[QLatin1String("exception")].toInteger())};
        for (int column = 0; column < texts.size(); ++column)
            table->setItem(row, column, new QTableWidgetItem(texts[column]));
    }
    table->resizeColumnsToContents();
    table->horizontalHeader()->setStretchLastSection(true);
    table->setMinimumHeight(160);
    return table;
}

}

RecordSource reconcileSource()
{
    return {QStringLiteral("/api/v1/reconcile/days"), QStringLiteral("days"), {}, {}, false};
}

QList<RecordColumn> reconcileColumns(const QLocale &locale)
{
    RecordColumn day = column("day", QT_TRANSLATE_NOOP("Office", "Channel's day"),
                              [=](const QJsonObject &r) { return dateText(member(r, "day"), locale); });
    day.key = [](const QJsonObject &r) { return member(r, "day"); };
    RecordColumn state = column("state", QT_TRANSLATE_NOOP("Office", "State"),
                                [](const QJsonObject &r) { return dayStateText(member(r, "state")); });
    state.tone = [](const QJsonObject &r) {
        return member(r, "state") == QLatin1String("closed") ? Tone::Good : Tone::Plain;
    };
    RecordColumn breaks =
        column("breaks", QT_TRANSLATE_NOOP("Office", "Differences"),
               [=](const QJsonObject &r) { return locale.toString(r[QLatin1String("breaks")].toInteger()); });
    breaks.isNumber = true;
    breaks.key = [](const QJsonObject &r) { return r[QLatin1String("breaks")].toInteger(); };
    breaks.tone = [](const QJsonObject &r) {
        return r[QLatin1String("breaks")].toInteger() > 0 ? Tone::Warn : Tone::Plain;
    };
    breaks.icon = [](const QJsonObject &r) {
        return r[QLatin1String("breaks")].toInteger() > 0 ? QStringLiteral("warning") : QString();
    };
    return {day,
            column("channel", QT_TRANSLATE_NOOP("Office", "Channel"),
                   [](const QJsonObject &r) { return channelText(member(r, "channel")); }),
            column("number", QT_TRANSLATE_NOOP("Office", "Merchant number"),
                   [](const QJsonObject &r) { return member(r, "number"); }),
            state,
            breaks,
            billed("gross", QT_TRANSLATE_NOOP("Office", "On the bill"), locale),
            billed("fee", QT_TRANSLATE_NOOP("Office", "Fees"), locale),
            billed("net", QT_TRANSLATE_NOOP("Office", "To be paid out"), locale),
            money("arrived", QT_TRANSLATE_NOOP("Office", "Arrived"), locale),
            column("closedBy", QT_TRANSLATE_NOOP("Office", "Closed by"),
                   [](const QJsonObject &r) { return member(r, "closedBy"); })};
}

QString reconcileSums(const QList<QJsonObject> &days)
{
    qint64 breaks = 0;
    for (const QJsonObject &day : days)
        breaks += day[QLatin1String("breaks")].toInteger();
    return say(QT_TRANSLATE_NOOP("Office", "Differences to explain: %1")).arg(breaks);
}

QString reconcilePath(const QJsonObject &day, const char *verb)
{
    return QStringLiteral("/api/v1/reconcile/days/%1/%2/%3")
        .arg(day[QLatin1String("merchant")].toInteger())
        .arg(member(day, "day"), QLatin1String(verb));
}

QDialog *makeReconcileDetail(const QJsonObject &day, const QList<QJsonObject> &breaks, QWidget *parent)
{
    auto *dialog = new DetailDialog(QStringLiteral("reconcileDetail"),
                                    say(QT_TRANSLATE_NOOP("Office", "Reconciliation of a day")), 800, parent);
    const QLocale locale = parent->locale();
    dialog->addTexts(reconcileColumns(locale), day);
    for (const QJsonValueConstRef figure : day[QLatin1String("figures")].toArray())
        dialog->addText(classText(member(figure.toObject(), "class")), figureText(figure.toObject(), locale));
    if (breaks.isEmpty())
        return dialog;
    dialog->addWide(breakTable(breaks, locale));
    auto *how = new QLabel(
        say(QT_TRANSLATE_NOOP("Office",
                              "Each difference is a case under Exceptions: take it there, say how it ends, "
                              "and let a second manager confirm.")));
    how->setWordWrap(true);
    dialog->addWide(how);
    return dialog;
}

FormDialog *makeArrivalForm(OfficeLink &link, const QJsonObject &day, QWidget *parent)
{
    auto *form = new FormDialog(link, QStringLiteral("arrival"),
                                say(QT_TRANSLATE_NOOP("Office", "Arrived at the bank")),
                                reconcilePath(day, "arrivals"), parent);
    const auto net = moneyFromJson(day[QLatin1String("bill")][QLatin1String("net")]);
    form->addNote(say(QT_TRANSLATE_NOOP("Office", "To be paid out: %1"))
                      .arg(moneyText(day[QLatin1String("bill")].toObject(), "net", parent->locale())));
    form->addAmount(QStringLiteral("amount"), say(QT_TRANSLATE_NOOP("Office", "Amount")),
                    net ? net->currency : Currency(), true);
    form->addText(QStringLiteral("reference"), say(QT_TRANSLATE_NOOP("Office", "Bank's reference")),
                  requiredProblem);
    form->setSubmitText(say(QT_TRANSLATE_NOOP("Office", "Enter")));
    return form;
}

}
