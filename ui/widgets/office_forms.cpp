#include "ui/widgets/office_forms.h"

#include "core/domain/cards/card_rules.h"
#include "core/foundation/base/format.h"
#include "core/foundation/base/json.h"
#include "ui/sentences/sentences.h"
#include "ui/tokens/design_tokens.h"
#include "ui/widgets/office_words.h"
#include "ui/widgets/record_columns.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDateEdit>
#include <QDateTimeEdit>
#include <QHeaderView>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

namespace youka {

namespace {

constexpr int CardYears = 5;

Currency currencyOf(const QJsonObject &card)
{
    return moneyFromJson(card[QLatin1String("balance")])
        .map([](Money m) { return m.currency; })
        .value_or(Currency());
}

QString cardPath(const QJsonObject &card, const char *what)
{
    return QStringLiteral("/api/v1/cards/%1/%2")
        .arg(card[QLatin1String("id")].toString(), QLatin1String(what));
}

QLabel *value(const QString &text)
{
    auto *label = new QLabel(text);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

FormDialog *makeForm(OfficeLink &link, const char *name, const QString &title, const QString &path,
                     QWidget *parent)
{
    auto *form = new FormDialog(link, QLatin1String(name), title, path, parent);
    return form;
}

void addCardRows(FormDialog &form, const QJsonObject &card, const QLocale &locale)
{
    form.addRow(say(QT_TRANSLATE_NOOP("Office", "Card")), value(card[QLatin1String("masked")].toString()));
    form.addRow(say(QT_TRANSLATE_NOOP("Office", "Customer")),
                value(card[QLatin1String("customerName")].toString()));
    form.addRow(say(QT_TRANSLATE_NOOP("Office", "Balance")), value(moneyText(card, "balance", locale)));
}

QJsonValue withoutSpaces(const QString &text) { return QString(text).remove(u' ').remove(u':'); }

QJsonValue optionalText(const QString &text)
{
    return text.trimmed().isEmpty() ? QJsonValue(QJsonValue::Undefined) : QJsonValue(text.trimmed());
}

}

namespace {

QString birthdayProblem(const QString &text)
{
    if (text.trimmed().isEmpty())
        return {};
    const QDate date = QDate::fromString(text.trimmed(), Qt::ISODate);
    return date.isValid() && date <= QDate::currentDate()
        ? QString()
        : say(QT_TRANSLATE_NOOP("Office", "A date in the past like 1990-05-31 is expected."));
}

}

FormDialog *makeIssueForm(OfficeLink &link, Currency currency, QWidget *parent)
{
    FormDialog *form = makeForm(link, "issue", say(QT_TRANSLATE_NOOP("Office", "Issue a card")),
                                QStringLiteral("/api/v1/cards"), parent);
    form->addText(QStringLiteral("number"), say(QT_TRANSLATE_NOOP("Office", "Card number")),
                  cardNumberProblem, withoutSpaces);
    form->addText(QStringLiteral("uid"), say(QT_TRANSLATE_NOOP("Office", "Chip number")), uidProblem,
                  [](const QString &text) {
                      return text.isEmpty() ? QJsonValue(QJsonValue::Undefined) : withoutSpaces(text);
                  })
        ->setPlaceholderText(say(QT_TRANSLATE_NOOP("Office", "none")));
    form->addChoice(QStringLiteral("chip"), say(QT_TRANSLATE_NOOP("Office", "The chip")),
                    {{say(QT_TRANSLATE_NOOP("Office", "is known by its number")), false},
                     {say(QT_TRANSLATE_NOOP("Office", "proves itself, and pays offline too")), true}});
    form->addText(QStringLiteral("customer"), say(QT_TRANSLATE_NOOP("Office", "Customer no.")),
                  requiredProblem);
    form->addText(QStringLiteral("customerName"), say(QT_TRANSLATE_NOOP("Office", "Customer")), {},
                  optionalText)
        ->setPlaceholderText(say(QT_TRANSLATE_NOOP("Office", "name, for a new customer")));
    form->addText(QStringLiteral("birthday"), say(QT_TRANSLATE_NOOP("Office", "Birthday")), birthdayProblem,
                  optionalText)
        ->setPlaceholderText(say(QT_TRANSLATE_NOOP("Office", "like 1990-05-31; may be left out")));
    form->addText(QStringLiteral("inviter"), say(QT_TRANSLATE_NOOP("Office", "Invited by")), {}, optionalText)
        ->setPlaceholderText(say(QT_TRANSLATE_NOOP("Office", "customer no., for a new customer")));
    form->addSecret(QStringLiteral("pin"), say(QT_TRANSLATE_NOOP("Office", "PIN")), pinProblem)
        ->setPlaceholderText(say(QT_TRANSLATE_NOOP("Office", "none")));
    form->addAmount(QStringLiteral("pinAbove"), say(QT_TRANSLATE_NOOP("Office", "PIN above")), currency,
                    false);
    form->addAmount(QStringLiteral("limitPerSale"), say(QT_TRANSLATE_NOOP("Office", "Limit per sale")),
                    currency, false);
    form->addAmount(QStringLiteral("limitPerDay"), say(QT_TRANSLATE_NOOP("Office", "Limit per day")),
                    currency, false);
    form->addDate(QStringLiteral("expires"), say(QT_TRANSLATE_NOOP("Office", "Valid until")),
                  link.clock().now().toDateTime().date().addYears(CardYears));
    form->setExtra([currency](QJsonObject &body) {
        body.insert(QStringLiteral("currency"), currency.code());
        // A PIN without a threshold is asked for every time.
        if (body.contains(QLatin1String("pin")) && !body.contains(QLatin1String("pinAbove")))
            body.insert(QStringLiteral("pinAbove"), toJson(Money{0, currency}));
    });
    form->setSubmitText(say(QT_TRANSLATE_NOOP("Office", "Issue")));
    return form;
}

FormDialog *makeTopUpForm(OfficeLink &link, const QJsonObject &card, QWidget *parent)
{
    FormDialog *form = makeForm(link, "topUp", say(QT_TRANSLATE_NOOP("Office", "Top up in cash")),
                                cardPath(card, "top-ups"), parent);
    addCardRows(*form, card, parent->locale());
    form->addAmount(QStringLiteral("amount"), say(QT_TRANSLATE_NOOP("Office", "Cash taken")),
                    currencyOf(card), true);
    form->setSubmitText(say(QT_TRANSLATE_NOOP("Office", "Top up")));
    return form;
}

QString stateActionText(CardState from, CardState to)
{
    switch (to) {
    case CardState::Frozen:
        return say(QT_TRANSLATE_NOOP("Office", "Freeze"));
    case CardState::Lost:
        return say(QT_TRANSLATE_NOOP("Office", "Report lost"));
    case CardState::Closed:
        return say(QT_TRANSLATE_NOOP("Office", "Close account"));
    case CardState::Active:
        return from == CardState::Lost  ? say(QT_TRANSLATE_NOOP("Office", "Lift loss report"))
            : from == CardState::Frozen ? say(QT_TRANSLATE_NOOP("Office", "Unfreeze"))
                                        : say(QT_TRANSLATE_NOOP("Office", "Activate"));
    case CardState::Issued:
        break;
    }
    return {};
}

FormDialog *makeStateForm(OfficeLink &link, const QJsonObject &card, CardState to, QWidget *parent)
{
    const auto from = CardState(card[QLatin1String("state")].toInt());
    const QString action = stateActionText(from, to);
    FormDialog *form = makeForm(link, "state", action, cardPath(card, "state"), parent);
    addCardRows(*form, card, parent->locale());
    form->addRow(say(QT_TRANSLATE_NOOP("Office", "State")),
                 value(cardStateText(from) + QStringLiteral(" → ") + cardStateText(to)));
    form->addText(QStringLiteral("reason"), say(QT_TRANSLATE_NOOP("Office", "Reason")), requiredProblem)
        ->setMaxLength(200);
    form->addNote(say(QT_TRANSLATE_NOOP("Office", "The reason is kept with your name.")));
    form->setExtra([to](QJsonObject &body) { body.insert(QStringLiteral("state"), int(to)); });
    form->setSubmitText(action);
    return form;
}

FormDialog *makeLimitsForm(OfficeLink &link, const QJsonObject &card, QWidget *parent)
{
    FormDialog *form = makeForm(link, "limits", say(QT_TRANSLATE_NOOP("Office", "Limits")),
                                cardPath(card, "limits"), parent);
    addCardRows(*form, card, parent->locale());
    for (const auto &[member, label] :
         {std::pair{"limitPerSale", say(QT_TRANSLATE_NOOP("Office", "Limit per sale"))},
          std::pair{"limitPerDay", say(QT_TRANSLATE_NOOP("Office", "Limit per day"))}}) {
        QLineEdit *edit = form->addAmount(QLatin1String(member), label, currencyOf(card), false);
        if (const auto now = moneyFromJson(card[QLatin1String(member)]))
            edit->setText(formatAmount(*now, parent->locale()));
    }
    return form;
}

FormDialog *makePriceForm(OfficeLink &link, const QStringList &products, const QString &product,
                          Currency currency, QWidget *parent)
{
    FormDialog *form = makeForm(link, "price", say(QT_TRANSLATE_NOOP("Office", "New price")),
                                QStringLiteral("/api/v1/prices"), parent);
    QList<QPair<QString, QJsonValue>> choices;
    for (const QString &code : products)
        choices.append({productName(code), code});
    QComboBox *box =
        form->addChoice(QStringLiteral("product"), say(QT_TRANSLATE_NOOP("Office", "Product")), choices);
    box->setCurrentIndex(std::max<int>(0, int(products.indexOf(product))));
    const QLocale locale = parent->locale();
    const auto parsed = [currency, locale](const QString &text) {
        return parseUnitPrice(text.trimmed(), currency, locale);
    };
    form->addText(
            QStringLiteral("price"), say(QT_TRANSLATE_NOOP("Office", "Price per litre")),
            [parsed, locale, currency](const QString &text) {
                if (const auto price = parsed(text); price && price->milli > 0
                    && isWellGrouped(text.trimmed(), formatUnitPrice(*price, locale), locale))
                    return QString();
                return say(QT_TRANSLATE_NOOP("Office", "A price like %1 is expected."))
                    .arg(formatUnitPrice({7'850, currency}, locale));
            },
            [parsed](const QString &text) {
                const auto price = parsed(text);
                return price ? QJsonValue(toJson(*price)) : QJsonValue(QJsonValue::Undefined);
            })
        ->setAlignment(Qt::AlignRight);
    auto *atOnce = new QCheckBox(say(QT_TRANSLATE_NOOP("Office", "at once")));
    atOnce->setObjectName(QStringLiteral("priceAtOnce"));
    atOnce->setChecked(true);
    auto *from = new QDateTimeEdit(QDateTime::currentDateTime().addSecs(3'600));
    from->setObjectName(QStringLiteral("priceValidFrom"));
    from->setCalendarPopup(true);
    from->setLocale(locale);
    from->setEnabled(false);
    QObject::connect(atOnce, &QCheckBox::toggled, from, &QWidget::setDisabled);
    form->addRow(say(QT_TRANSLATE_NOOP("Office", "Valid from")), atOnce);
    form->addRow(QString(), from);
    form->setExtra([atOnce, from](QJsonObject &body) {
        if (!atOnce->isChecked())
            body.insert(QStringLiteral("validFrom"), Timestamp{from->dateTime().toMSecsSinceEpoch()}.toIso());
    });
    form->setSubmitText(say(QT_TRANSLATE_NOOP("Office", "Set price")));
    return form;
}

FormDialog *makeReversalForm(OfficeLink &link, const QJsonObject &line, QWidget *parent)
{
    FormDialog *form = makeForm(link, "reversal", say(QT_TRANSLATE_NOOP("Office", "Take the top-up back")),
                                QStringLiteral("/api/v1/reversals"), parent);
    form->addRow(say(QT_TRANSLATE_NOOP("Office", "Time")),
                 value(timeText(line[QLatin1String("at")].toString(), parent->locale())));
    form->addRow(say(QT_TRANSLATE_NOOP("Office", "Amount")),
                 value(moneyText(line, "amount", parent->locale())));
    form->addChoice(
        QStringLiteral("reason"), say(QT_TRANSLATE_NOOP("Office", "Reason")),
        {{say(QT_TRANSLATE_NOOP("Office", "Entered by mistake")), QStringLiteral("mistake")},
         {say(QT_TRANSLATE_NOOP("Office", "The customer does not want it")), QStringLiteral("cancelled")},
         {say(QT_TRANSLATE_NOOP("Office", "Fault of the equipment")), QStringLiteral("fault")}});
    form->addNote(
        say(QT_TRANSLATE_NOOP("Office",
                              "The whole amount leaves the card and goes back from the till. Larger "
                              "amounts wait until a second person takes the same top-up back.")));
    form->setExtra([operation = line[QLatin1String("operation")]](QJsonObject &body) {
        body.insert(QStringLiteral("original"), operation);
        body.insert(QStringLiteral("kind"), QStringLiteral("top-up"));
    });
    form->setSubmitText(say(QT_TRANSLATE_NOOP("Office", "Take back")));
    return form;
}

QString reversalText(const QJsonObject &answer)
{
    if (answer[QLatin1String("outcome")] == QLatin1String("waiting"))
        return say(QT_TRANSLATE_NOOP("Office", "Asked for by %1; a second person must take it back too."))
            .arg(answer[QLatin1String("maker")].toString());
    return say(QT_TRANSLATE_NOOP("Office", "The top-up is taken back."));
}

namespace {

QString movementText(const QString &what)
{
    if (what == QLatin1String("top-up"))
        return say(QT_TRANSLATE_NOOP("Office", "Top-up"));
    if (what == QLatin1String("reversal"))
        return say(QT_TRANSLATE_NOOP("Office", "Reversal"));
    return say(QT_TRANSLATE_NOOP("Office", "Purchase"));
}

/// The button that takes the selected top-up back.
QPushButton *makeReverseButton(OfficeLink &link, const QJsonArray &lines, QTableWidget *table,
                               const std::function<void(const QJsonObject &)> &reversed, QDialog *dialog)
{
    auto *button = new QPushButton(say(QT_TRANSLATE_NOOP("Office", "Take back…")));
    button->setObjectName(QStringLiteral("statementReverse"));
    button->setAutoDefault(false);
    button->setEnabled(false);
    button->setVisible(link.may(Permission::ReverseBookings));
    const auto selected = [table, lines] {
        const auto rows = table->selectionModel()->selectedRows();
        return rows.isEmpty() ? QJsonObject() : lines[rows.first().row()].toObject();
    };
    QObject::connect(table, &QTableWidget::itemSelectionChanged, button, [button, selected] {
        button->setEnabled(selected()[QLatin1String("what")] == QLatin1String("top-up"));
    });
    QObject::connect(button, &QPushButton::clicked, dialog, [&link, selected, reversed, dialog] {
        FormDialog *form = makeReversalForm(link, selected(), dialog);
        QObject::connect(form, &FormDialog::succeeded, dialog, [reversed, dialog](const QJsonObject &answer) {
            reversed(answer);
            dialog->close();
        });
        form->setWindowModality(Qt::WindowModal);
        form->show();
    });
    return button;
}

}

QDialog *makeStatement(OfficeLink &link, const QJsonObject &card,
                       const std::function<void(const QJsonObject &)> &reversed, QWidget *parent)
{
    auto *dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(QStringLiteral("statement"));
    dialog->setWindowTitle(say(QT_TRANSLATE_NOOP("Office", "Statement")));
    dialog->resize(640, 560);
    const QLocale locale = parent->locale();
    auto *heading = new QLabel(card[QLatin1String("masked")].toString() + QStringLiteral("  ")
                               + card[QLatin1String("customerName")].toString());
    heading->setObjectName(QStringLiteral("statementHeading"));
    heading->setProperty("role", QStringLiteral("title"));
    auto *sums = new QLabel(say(QT_TRANSLATE_NOOP("Office", "Balance %1, held %2, available %3"))
                                .arg(moneyText(card, "balance", locale), moneyText(card, "held", locale),
                                     moneyText(card, "available", locale)));
    sums->setObjectName(QStringLiteral("statementSums"));
    const QJsonArray lines = card[QLatin1String("recent")].toArray();
    auto *table = new QTableWidget(int(lines.size()), 3);
    table->setObjectName(QStringLiteral("statementTable"));
    table->setHorizontalHeaderLabels({say(QT_TRANSLATE_NOOP("Office", "Time")),
                                      say(QT_TRANSLATE_NOOP("Office", "What")),
                                      say(QT_TRANSLATE_NOOP("Office", "Amount"))});
    table->verticalHeader()->hide();
    table->setShowGrid(false);
    table->setAlternatingRowColors(true);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    for (int row = 0; row < lines.size(); ++row) {
        const QJsonObject line = lines[row].toObject();
        table->setItem(row, 0, new QTableWidgetItem(timeText(line[QLatin1String("at")].toString(), locale)));
        table->setItem(row, 1, new QTableWidgetItem(movementText(line[QLatin1String("what")].toString())));
        auto *amount = new QTableWidgetItem(moneyText(line, "amount", locale));
        amount->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        table->setItem(row, 2, amount);
    }
    auto *close = new QPushButton(say(QT_TRANSLATE_NOOP("Office", "Close")));
    close->setObjectName(QStringLiteral("statementClose"));
    QObject::connect(close, &QPushButton::clicked, dialog, &QDialog::close);
    auto *foot = new QHBoxLayout;
    foot->addWidget(makeReverseButton(link, lines, table, reversed, dialog));
    foot->addStretch();
    foot->addWidget(close);
    auto *layout = new QVBoxLayout(dialog);
    layout->setContentsMargins(24, 16, 24, 16);
    layout->addWidget(heading);
    layout->addWidget(sums);
    layout->addWidget(table, 1);
    layout->addLayout(foot);
    return dialog;
}

}
