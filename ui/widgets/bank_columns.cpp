#include "ui/widgets/bank_columns.h"

#include "core/foundation/base/format.h"
#include "core/foundation/base/json.h"
#include "ui/widgets/columns.h"
#include "ui/widgets/office_words.h"

#include <QHash>
#include <QMap>

namespace youka {

namespace {

using namespace columns;
using Tone = RecordColumn::Tone;

struct StateRow
{
    const char *name;
    const char *words;
    Tone tone = Tone::Plain;
    const char *icon = "";
};
constexpr StateRow RowStates[] = {
    {"waiting", QT_TRANSLATE_NOOP("Office", "Waits for a person"), Tone::Warn, "clock"},
    {"new", QT_TRANSLATE_NOOP("Office", "Being matched")},
    {"top-up", QT_TRANSLATE_NOOP("Office", "Top-up"), Tone::Good, "check"},
    {"sent", QT_TRANSLATE_NOOP("Office", "Our transfer went out"), Tone::Good, "check"},
    {"returned", QT_TRANSLATE_NOOP("Office", "Our transfer came back"), Tone::Bad, "warning"},
    {"deposit", QT_TRANSLATE_NOOP("Office", "A station's cash"), Tone::Good, "check"},
    {"settled", QT_TRANSLATE_NOOP("Office", "A payment service paid out"), Tone::Good, "check"},
    {"case", QT_TRANSLATE_NOOP("Office", "Became a case"), Tone::Warn, "warning"},
};
constexpr StateRow TransferStates[] = {
    {"proposed", QT_TRANSLATE_NOOP("Office", "Waits for a second person"), Tone::Warn, "clock"},
    {"approved", QT_TRANSLATE_NOOP("Office", "Approved"), Tone::Warn, "clock"},
    {"exported", QT_TRANSLATE_NOOP("Office", "In a file for the bank"), Tone::Warn, "clock"},
    {"sent", QT_TRANSLATE_NOOP("Office", "The bank has it"), Tone::Warn, "clock"},
    {"confirmed", QT_TRANSLATE_NOOP("Office", "Paid"), Tone::Good, "check"},
    {"returned", QT_TRANSLATE_NOOP("Office", "Came back"), Tone::Bad, "warning"},
    {"cancelled", QT_TRANSLATE_NOOP("Office", "Cancelled")},
};

template <size_t N>
RecordColumn stateColumn(const StateRow (&states)[N])
{
    const auto rowOf = [&states](const QJsonObject &record) -> const StateRow * {
        for (const StateRow &row : states)
            if (member(record, "state") == QLatin1String(row.name))
                return &row;
        return nullptr;
    };
    RecordColumn state = column("state", QT_TRANSLATE_NOOP("Office", "State"), [rowOf](const QJsonObject &r) {
        const StateRow *row = rowOf(r);
        return row ? say(row->words) : member(r, "state");
    });
    state.tone = [rowOf](const QJsonObject &r) {
        const StateRow *row = rowOf(r);
        return row ? row->tone : Tone::Plain;
    };
    state.icon = [rowOf](const QJsonObject &r) {
        const StateRow *row = rowOf(r);
        return row ? QString::fromLatin1(row->icon) : QString();
    };
    return state;
}

template <size_t N>
QList<TablePage::View> viewsOf(const StateRow (&states)[N], const QString &path, bool allFirst)
{
    QList<TablePage::View> views;
    const TablePage::View all{say(QT_TRANSLATE_NOOP("Office", "All")), path};
    if (allFirst)
        views.append(all);
    for (const StateRow &row : states)
        if (qstrcmp(row.name, "new") != 0)
            views.append({say(row.words), path + QStringLiteral("?state=") + QLatin1String(row.name)});
    if (!allFirst)
        views.insert(1, all);
    return views;
}

/// "¥1,234.00" for each currency.
QString sumText(const QMap<QString, Money> &sums, const QLocale &locale)
{
    QStringList texts;
    for (const Money &sum : sums)
        texts.append(formatMoney(sum, locale));
    return texts.isEmpty() ? QStringLiteral("0") : texts.join(QStringLiteral(" + "));
}

void addTo(QMap<QString, Money> &sums, Money amount)
{
    const QString code = amount.currency.code();
    sums.insert(code, sums.value(code, Money{0, amount.currency}) + amount);
}

}

RecordSource bankSource()
{
    return {QStringLiteral("/api/v1/bank/rows"), QStringLiteral("rows"), QStringLiteral("before"),
            QStringLiteral("id"), false};
}

QList<TablePage::View> bankViews() { return viewsOf(RowStates, bankSource().path, true); }

QString bankDoubtText(const QString &doubt)
{
    static const QHash<QString, const char *> Words{
        {QStringLiteral("no-reference"), QT_TRANSLATE_NOOP("Office", "Names no reference")},
        {QStringLiteral("unknown-reference"), QT_TRANSLATE_NOOP("Office", "Nobody knows its reference")},
        {QStringLiteral("ambiguous"), QT_TRANSLATE_NOOP("Office", "Names several references")},
        {QStringLiteral("amount-differs"), QT_TRANSLATE_NOOP("Office", "Another amount than was asked for")},
        {QStringLiteral("payer-differs"), QT_TRANSLATE_NOOP("Office", "From another account than expected")},
        {QStringLiteral("expired"), QT_TRANSLATE_NOOP("Office", "Came too late")},
        {QStringLiteral("paid-already"), QT_TRANSLATE_NOOP("Office", "Was paid before")},
        {QStringLiteral("not-bookable"), QT_TRANSLATE_NOOP("Office", "Its card takes no money")},
        {QStringLiteral("wrong-way"), QT_TRANSLATE_NOOP("Office", "Went the other way than expected")}};
    const char *words = Words.value(doubt);
    return words ? say(words) : doubt;
}

QString likenessText(const QJsonObject &proposal)
{
    QStringList reasons;
    if (proposal[QLatin1String("named")].toBool())
        reasons.append(say(QT_TRANSLATE_NOOP("Office", "names its reference")));
    if (proposal[QLatin1String("samePayer")].toBool())
        reasons.append(say(QT_TRANSLATE_NOOP("Office", "same payer")));
    if (proposal[QLatin1String("sameAmount")].toBool())
        reasons.append(say(QT_TRANSLATE_NOOP("Office", "same amount")));
    return reasons.join(QStringLiteral(", "));
}

QList<RecordColumn> bankColumns(const QLocale &locale)
{
    return {time("at", QT_TRANSLATE_NOOP("Office", "When"), locale),
            money("amount", QT_TRANSLATE_NOOP("Office", "Amount"), locale),
            stateColumn(RowStates),
            column("doubt", QT_TRANSLATE_NOOP("Office", "Why"),
                   [](const QJsonObject &r) { return bankDoubtText(member(r, "doubt")); }),
            plain("party", QT_TRANSLATE_NOOP("Office", "From or to")),
            plain("remark", QT_TRANSLATE_NOOP("Office", "Remark")),
            plain("subject", QT_TRANSLATE_NOOP("Office", "Belongs to")),
            plain("person", QT_TRANSLATE_NOOP("Office", "Assigned by")),
            hidden(plain("partyNumber", QT_TRANSLATE_NOOP("Office", "Account"))),
            hidden(plain("serial", QT_TRANSLATE_NOOP("Office", "Bank's number")))};
}

QString bankSums(const QList<QJsonObject> &rows, const QLocale &locale)
{
    QMap<QString, Money> in;
    QMap<QString, Money> out;
    qint64 waiting = 0;
    for (const QJsonObject &row : rows) {
        waiting += member(row, "state") == QLatin1String("waiting") ? 1 : 0;
        if (const auto amount = moneyFromJson(row[QLatin1String("amount")]))
            amount->isNegative() ? addTo(out, -*amount) : addTo(in, *amount);
    }
    return say(QT_TRANSLATE_NOOP("Office", "In %1, out %2, wait for a person: %3"))
        .arg(sumText(in, locale), sumText(out, locale), locale.toString(waiting));
}

RecordSource transferSource()
{
    return {QStringLiteral("/api/v1/bank/transfers"), QStringLiteral("transfers"), QStringLiteral("before"),
            QStringLiteral("id"), false};
}

QList<TablePage::View> transferViews() { return viewsOf(TransferStates, transferSource().path, true); }

QList<RecordColumn> transferColumns(const QLocale &locale)
{
    return {time("at", QT_TRANSLATE_NOOP("Office", "When"), locale),
            money("amount", QT_TRANSLATE_NOOP("Office", "Amount"), locale),
            stateColumn(TransferStates),
            plain("payee", QT_TRANSLATE_NOOP("Office", "To")),
            plain("payeeNumber", QT_TRANSLATE_NOOP("Office", "Account")),
            plain("payeeBank", QT_TRANSLATE_NOOP("Office", "Bank")),
            plain("reference", QT_TRANSLATE_NOOP("Office", "Reference")),
            plain("maker", QT_TRANSLATE_NOOP("Office", "Proposed by")),
            plain("checker", QT_TRANSLATE_NOOP("Office", "Approved by")),
            plain("note", QT_TRANSLATE_NOOP("Office", "Reason")),
            hidden(plain("subject", QT_TRANSLATE_NOOP("Office", "Pays"))),
            hidden(number("batch", QT_TRANSLATE_NOOP("Office", "File")))};
}

QString transferSums(const QList<QJsonObject> &transfers, const QLocale &locale)
{
    QMap<QString, Money> open;
    qint64 proposed = 0;
    for (const QJsonObject &transfer : transfers) {
        const QString state = member(transfer, "state");
        proposed += state == QLatin1String("proposed") ? 1 : 0;
        const bool isOver = state == QLatin1String("confirmed") || state == QLatin1String("cancelled");
        if (const auto amount = moneyFromJson(transfer[QLatin1String("amount")]); amount && !isOver)
            addTo(open, *amount);
    }
    return say(QT_TRANSLATE_NOOP("Office", "Under way %1, wait for a second person: %2"))
        .arg(sumText(open, locale), locale.toString(proposed));
}

}
