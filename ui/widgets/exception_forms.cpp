#include "ui/widgets/exception_forms.h"

#include "core/domain/exceptions/exception_rules.h"
#include "core/foundation/base/format.h"
#include "core/foundation/base/json.h"
#include "ui/sentences/sentences.h"
#include "ui/tokens/design_tokens.h"
#include "ui/widgets/exception_words.h"
#include "ui/widgets/office_words.h"
#include "ui/widgets/record_columns.h"

#include <QFormLayout>
#include <QGroupBox>
#include <QHeaderView>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

namespace youka {

namespace {

QString member(const QJsonObject &record, const char *name) { return record[QLatin1String(name)].toString(); }

ExceptionKind kindOf(const QJsonObject &exception)
{
    return exceptionKindFromName(member(exception, "kind")).value_or(ExceptionKind::Overdrawn);
}

QLabel *value(const QString &text)
{
    auto *label = new QLabel(text);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setWordWrap(true);
    return label;
}

FormDialog *makeForm(OfficeLink &link, const char *name, const QString &title, const QJsonObject &exception,
                     const char *step, QWidget *parent)
{
    auto *form = new FormDialog(link, QLatin1String(name), title, exceptionPath(exception, step), parent);
    form->addRow(
        say(QT_TRANSLATE_NOOP("Office", "Case")),
        value(exceptionKindText(kindOf(exception)) + QStringLiteral("  #") + member(exception, "id")));
    if (exception.contains(QLatin1String("amount")))
        form->addRow(say(QT_TRANSLATE_NOOP("Office", "Amount")),
                     value(moneyText(exception, "amount", parent->locale())));
    return form;
}

void addProposal(FormDialog &form, const QJsonObject &exception)
{
    const auto resolution = resolutionFromName(member(exception, "resolution")).value_or(Resolution::None);
    form.addRow(say(QT_TRANSLATE_NOOP("Office", "Proposed")), value(resolutionText(resolution)));
    form.addRow(say(QT_TRANSLATE_NOOP("Office", "Reason")), value(member(exception, "reason")));
    form.addRow(say(QT_TRANSLATE_NOOP("Office", "By")), value(member(exception, "maker")));
}

QString holdStateText(HoldState state)
{
    switch (state) {
    case HoldState::Open:
        return say(QT_TRANSLATE_NOOP("Office", "reserved"));
    case HoldState::Captured:
        return say(QT_TRANSLATE_NOOP("Office", "used"));
    case HoldState::Released:
        return say(QT_TRANSLATE_NOOP("Office", "given back"));
    case HoldState::Expired:
        return say(QT_TRANSLATE_NOOP("Office", "expired"));
    }
    return {};
}

QString priceText(const QJsonObject &record, const QLocale &locale)
{
    return unitPriceFromJson(record[QLatin1String("price")])
        .map([&](UnitPrice price) { return formatUnitPrice(price, locale); })
        .value_or(QString());
}

QString litresText(const QJsonObject &record, const QLocale &locale)
{
    return record.contains(QLatin1String("volumeMl"))
        ? formatVolume({member(record, "volumeMl").toLongLong()}, locale)
        : QString();
}

QString factText(const QString &kind)
{
    if (kind == QLatin1String("hold.placed"))
        return say(QT_TRANSLATE_NOOP("Office", "Reserved offline"));
    if (kind == QLatin1String("sale.captured"))
        return say(QT_TRANSLATE_NOOP("Office", "Sold on a card"));
    if (kind == QLatin1String("sale.cash"))
        return say(QT_TRANSLATE_NOOP("Office", "Sold for cash"));
    if (kind == QLatin1String("operation.reversed"))
        return say(QT_TRANSLATE_NOOP("Office", "Took a booking back"));
    if (kind == QLatin1String("hold.released"))
        return say(QT_TRANSLATE_NOOP("Office", "Gave a reservation back"));
    if (kind == QLatin1String("tank.read"))
        return say(QT_TRANSLATE_NOOP("Office", "Read a tank's level"));
    if (kind == QLatin1String("tank.delivered"))
        return say(QT_TRANSLATE_NOOP("Office", "Received a delivery"));
    if (kind == QLatin1String("tank.alarm"))
        return say(QT_TRANSLATE_NOOP("Office", "Raised a tank alarm"));
    return kind;
}

/// One side of a case: a title and what is known.
class Side
{
public:
    explicit Side(const QString &title, const char *name)
        : m_box(new QGroupBox(title))
        , m_form(new QFormLayout(m_box))
    {
        m_box->setObjectName(QLatin1String(name));
        m_form->setHorizontalSpacing(2 * designTokens().grid);
    }
    void add(const QString &label, const QString &text)
    {
        if (!text.isEmpty())
            m_form->addRow(label, value(text));
    }
    QGroupBox *box() const { return m_box; }
    bool isEmpty() const { return m_form->rowCount() == 0; }
    void note(const QString &text) { m_form->addRow(value(text)); }

private:
    QGroupBox *m_box;
    QFormLayout *m_form;
};

QGroupBox *terminalSide(const QJsonObject &exception, const QLocale &locale)
{
    Side side(say(QT_TRANSLATE_NOOP("Office", "What the terminal said")), "exceptionSaid");
    const QJsonObject said = exception[QLatin1String("said")].toObject();
    const QJsonObject fact = said[QLatin1String("fact")].toObject();
    side.add(say(QT_TRANSLATE_NOOP("Office", "Terminal")),
             exception[QLatin1String("terminal")].toVariant().toString());
    if (said.isEmpty()) {
        side.note(say(QT_TRANSLATE_NOOP("Office", "There is no record of it.")));
        return side.box();
    }
    side.add(say(QT_TRANSLATE_NOOP("Office", "Record")), member(said, "seq"));
    side.add(say(QT_TRANSLATE_NOOP("Office", "What")), factText(member(said, "kind")));
    side.add(say(QT_TRANSLATE_NOOP("Office", "Time")), timeText(member(said, "at"), locale));
    if (fact.contains(QLatin1String("pump")))
        side.add(say(QT_TRANSLATE_NOOP("Office", "Pump")),
                 QString::number(fact[QLatin1String("pump")].toInt()));
    side.add(say(QT_TRANSLATE_NOOP("Office", "Product")), productName(member(fact, "product")));
    side.add(say(QT_TRANSLATE_NOOP("Office", "Litres")), litresText(fact, locale));
    side.add(say(QT_TRANSLATE_NOOP("Office", "Price")), priceText(fact, locale));
    side.add(say(QT_TRANSLATE_NOOP("Office", "Amount")), moneyText(fact, "amount", locale));
    side.add(say(QT_TRANSLATE_NOOP("Office", "Sale id")), member(fact, "saleId"));
    return side.box();
}

/// Of a tank: what the centre reckoned, or what it was told.
void addTank(Side &side, const QJsonObject &centre, const QLocale &locale)
{
    if (!centre.contains(QLatin1String("tank")))
        return;
    const auto litres = [&](const char *name) {
        return centre.contains(QLatin1String(name))
            ? formatVolume({member(centre, name).toLongLong()}, locale)
            : QString();
    };
    side.add(say(QT_TRANSLATE_NOOP("Office", "Tank")),
             QString::number(centre[QLatin1String("tank")].toInt()));
    side.add(say(QT_TRANSLATE_NOOP("Office", "Day")), dateText(member(centre, "day"), locale));
    side.add(say(QT_TRANSLATE_NOOP("Office", "Opening, L")), litres("openingMl"));
    side.add(say(QT_TRANSLATE_NOOP("Office", "Received, L")), litres("receivedMl"));
    side.add(say(QT_TRANSLATE_NOOP("Office", "Sold, L")), litres("soldMl"));
    side.add(say(QT_TRANSLATE_NOOP("Office", "Gauge, L")), litres("closingMl"));
    side.add(say(QT_TRANSLATE_NOOP("Office", "Variance, L")), litres("varianceMl"));
    side.add(say(QT_TRANSLATE_NOOP("Office", "Allowed, L")), litres("allowedMl"));
    side.add(say(QT_TRANSLATE_NOOP("Office", "In the tank, L")), litres("volumeMl"));
    if (member(centre, "lostMl").toLongLong() > 0)
        side.add(say(QT_TRANSLATE_NOOP("Office", "Lost, L")), litres("lostMl"));
}

/// Of coupons: the numbers that a person is to judge by.
void addCoupons(Side &side, const QJsonObject &centre, const QLocale &locale)
{
    const auto count = [&](const char *name) {
        return locale.toString(centre[QLatin1String(name)].toInteger());
    };
    const auto share = [&](const char *hits, const char *sales) {
        return say(QT_TRANSLATE_NOOP("Office", "%1 of %2")).arg(count(hits), count(sales));
    };
    const QString what = member(centre, "what");
    if (centre.contains(QLatin1String("accounts")))
        side.add(what == QLatin1String("claims") ? say(QT_TRANSLATE_NOOP("Office", "Accounts claimed for"))
                                                 : say(QT_TRANSLATE_NOOP("Office", "Accounts redeemed for")),
                 count("accounts"));
    if (centre.contains(QLatin1String("uses"))) {
        side.add(say(QT_TRANSLATE_NOOP("Office", "Customer")), count("customer"));
        side.add(say(QT_TRANSLATE_NOOP("Office", "Sales with coupons")), count("uses"));
        if (centre[QLatin1String("twoStations")].toBool())
            side.note(say(QT_TRANSLATE_NOOP("Office", "At two stations, one right after the other.")));
    }
    if (centre.contains(QLatin1String("invited"))) {
        side.add(say(QT_TRANSLATE_NOOP("Office", "Customer")), count("customer"));
        side.add(say(QT_TRANSLATE_NOOP("Office", "Accounts invited")), count("invited"));
    }
    if (centre.contains(QLatin1String("cashier"))) {
        side.add(say(QT_TRANSLATE_NOOP("Office", "Cashier")), count("cashier"));
        side.add(what == QLatin1String("cash")
                     ? say(QT_TRANSLATE_NOOP("Office", "Cash sales with a coupon"))
                     : say(QT_TRANSLATE_NOOP("Office", "Coupon sales of the same account")),
                 share("hits", "sales"));
        side.add(say(QT_TRANSLATE_NOOP("Office", "The others of the station")),
                 share("othersHits", "othersSales"));
    }
    if (centre.contains(QLatin1String("until"))) {
        side.add(say(QT_TRANSLATE_NOOP("Office", "From")), timeText(member(centre, "from"), locale));
        side.add(say(QT_TRANSLATE_NOOP("Office", "Until")), timeText(member(centre, "until"), locale));
    }
}

bool isAboutCoupons(const QJsonObject &exception)
{
    const auto kind = exceptionKindFromName(member(exception, "kind"));
    return kind == ExceptionKind::CouponTerminal || kind == ExceptionKind::CouponVelocity
        || kind == ExceptionKind::CouponCashier || kind == ExceptionKind::CouponInviter;
}

QGroupBox *centreSide(const QJsonObject &exception, const QLocale &locale)
{
    Side side(say(QT_TRANSLATE_NOOP("Office", "What the centre had")), "exceptionCentre");
    const QJsonObject centre = exception[QLatin1String("centre")].toObject();
    const auto part = [&](const char *name) { return centre[QLatin1String(name)].toObject(); };
    if (const QJsonObject card = part("card"); !card.isEmpty()) {
        side.add(say(QT_TRANSLATE_NOOP("Office", "Card")), member(card, "masked"));
        side.add(say(QT_TRANSLATE_NOOP("Office", "Card state")),
                 cardStateText(CardState(card[QLatin1String("state")].toInt())));
    }
    if (const QJsonObject hold = part("hold"); !hold.isEmpty())
        side.add(say(QT_TRANSLATE_NOOP("Office", "Reservation")),
                 moneyText(hold, "amount", locale) + QStringLiteral(", ")
                     + holdStateText(HoldState(hold[QLatin1String("state")].toInt())));
    if (const QJsonObject purse = part("purse"); !purse.isEmpty()) {
        side.add(say(QT_TRANSLATE_NOOP("Office", "Balance afterwards")), moneyText(purse, "balance", locale));
        side.add(say(QT_TRANSLATE_NOOP("Office", "Held")), moneyText(purse, "held", locale));
    }
    side.add(say(QT_TRANSLATE_NOOP("Office", "Price")), priceText(centre, locale));
    if (const QJsonObject sale = part("sale"); !sale.isEmpty())
        side.add(say(QT_TRANSLATE_NOOP("Office", "First record")),
                 QStringLiteral("%1, %2").arg(timeText(member(sale, "occurred"), locale),
                                              moneyText(sale, "amount", locale)));
    side.add(say(QT_TRANSLATE_NOOP("Office", "Posted as")), member(centre, "journal"));
    addTank(side, centre, locale);
    if (isAboutCoupons(exception))
        addCoupons(side, centre, locale);
    if (side.isEmpty())
        side.note(say(QT_TRANSLATE_NOOP("Office", "Nothing was booked for it.")));
    return side.box();
}

/// The steps as people read them; what the system wrote is said in the program's language.
QString stepReason(const QJsonObject &step, ExceptionKind kind)
{
    if (member(step, "who") != QLatin1String("system"))
        return member(step, "reason");
    return member(step, "to") == QLatin1String("resolved")
        ? (kind == ExceptionKind::TankLow
               ? say(QT_TRANSLATE_NOOP("Office", "The tank has been filled."))
               : say(QT_TRANSLATE_NOOP("Office", "The missing records have come.")))
        : exceptionMeaning(kind);
}

QTableWidget *stepTable(const QJsonObject &exception, const QLocale &locale)
{
    const QJsonArray steps = exception[QLatin1String("steps")].toArray();
    auto *table = new QTableWidget(int(steps.size()), 5);
    table->setObjectName(QStringLiteral("exceptionSteps"));
    table->setAccessibleName(say(QT_TRANSLATE_NOOP("Office", "Steps")));
    table->setHorizontalHeaderLabels(
        {say(QT_TRANSLATE_NOOP("Office", "Time")), say(QT_TRANSLATE_NOOP("Office", "Who")),
         say(QT_TRANSLATE_NOOP("Office", "State")), say(QT_TRANSLATE_NOOP("Office", "Resolution")),
         say(QT_TRANSLATE_NOOP("Office", "Reason"))});
    table->verticalHeader()->hide();
    table->setShowGrid(false);
    table->setAlternatingRowColors(true);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    for (int row = 0; row < steps.size(); ++row) {
        const QJsonObject step = steps[row].toObject();
        const QString who = member(step, "who");
        const auto state = exceptionStateFromName(member(step, "to")).value_or(ExceptionState::Open);
        const auto resolution = resolutionFromName(member(step, "resolution")).value_or(Resolution::None);
        const QStringList texts{
            timeText(member(step, "at"), locale),
            who == QLatin1String("system") ? say(QT_TRANSLATE_NOOP("Office", "System")) : who,
            exceptionStateText(state), resolutionText(resolution), stepReason(step, kindOf(exception))};
        for (int column = 0; column < texts.size(); ++column) {
            auto *item = new QTableWidgetItem(texts[column]);
            item->setToolTip(texts[column]);
            table->setItem(row, column, item);
        }
    }
    QHeaderView *header = table->horizontalHeader();
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setSectionResizeMode(table->columnCount() - 1, QHeaderView::Stretch);
    return table;
}

}

QString exceptionPath(const QJsonObject &exception, const char *step)
{
    const QString path = QStringLiteral("/api/v1/exceptions/") + member(exception, "id");
    return step ? path + u'/' + QLatin1String(step) : path;
}

FormDialog *makeResolveForm(OfficeLink &link, const QJsonObject &exception, QWidget *parent)
{
    FormDialog *form = makeForm(link, "resolve", say(QT_TRANSLATE_NOOP("Office", "Resolve the case")),
                                exception, "propose", parent);
    form->addNote(exceptionMeaning(kindOf(exception)));
    QList<QPair<QString, QJsonValue>> choices;
    for (const QJsonValueConstRef name : exception[QLatin1String("resolutions")].toArray())
        if (const auto resolution = resolutionFromName(name.toString()))
            choices.append({resolutionText(*resolution), name.toString()});
    form->addChoice(QStringLiteral("resolution"), say(QT_TRANSLATE_NOOP("Office", "Resolution")), choices);
    form->addText(QStringLiteral("reason"), say(QT_TRANSLATE_NOOP("Office", "Reason")), requiredProblem)
        ->setMaxLength(500);
    form->addNote(say(QT_TRANSLATE_NOOP("Office",
                                        "The reason is kept with your name. Larger amounts wait for a second "
                                        "person to confirm.")));
    form->setSubmitText(say(QT_TRANSLATE_NOOP("Office", "Resolve")));
    return form;
}

FormDialog *makeConfirmForm(OfficeLink &link, const QJsonObject &exception, QWidget *parent)
{
    FormDialog *form = makeForm(link, "confirm", say(QT_TRANSLATE_NOOP("Office", "Confirm the resolution")),
                                exception, "confirm", parent);
    addProposal(*form, exception);
    form->addNote(say(QT_TRANSLATE_NOOP("Office", "You decide as the second person.")));
    form->setSubmitText(say(QT_TRANSLATE_NOOP("Office", "Confirm")));
    return form;
}

FormDialog *makeRejectForm(OfficeLink &link, const QJsonObject &exception, QWidget *parent)
{
    FormDialog *form = makeForm(link, "reject", say(QT_TRANSLATE_NOOP("Office", "Send the case back")),
                                exception, "reject", parent);
    addProposal(*form, exception);
    form->addText(QStringLiteral("reason"), say(QT_TRANSLATE_NOOP("Office", "Why not")), requiredProblem)
        ->setMaxLength(500);
    form->setSubmitText(say(QT_TRANSLATE_NOOP("Office", "Send back")));
    return form;
}

QDialog *makeExceptionDetail(const QJsonObject &exception, QWidget *parent)
{
    auto *dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(QStringLiteral("exception"));
    dialog->setWindowTitle(say(QT_TRANSLATE_NOOP("Office", "Exception")));
    dialog->resize(960, 640);
    const QLocale locale = parent->locale();
    const ExceptionKind kind = kindOf(exception);
    const auto state = exceptionStateFromName(member(exception, "state")).value_or(ExceptionState::Open);
    auto *heading =
        value(QStringLiteral("%1  %2").arg(exceptionKindText(kind), moneyText(exception, "amount", locale)));
    heading->setObjectName(QStringLiteral("exceptionHeading"));
    heading->setProperty("role", QStringLiteral("title"));
    auto *meaning = value(exceptionMeaning(kind));
    auto *where =
        value(say(QT_TRANSLATE_NOOP("Office", "Case %1, station %2, %3, %4"))
                  .arg(member(exception, "id"), exception[QLatin1String("station")].toVariant().toString(),
                       timeText(member(exception, "at"), locale), exceptionStateText(state)));
    where->setObjectName(QStringLiteral("exceptionWhere"));
    where->setProperty("role", QStringLiteral("muted"));
    auto *sides = new QHBoxLayout;
    sides->addWidget(terminalSide(exception, locale), 1);
    sides->addWidget(centreSide(exception, locale), 1);
    auto *close = new QPushButton(say(QT_TRANSLATE_NOOP("Office", "Close")));
    close->setObjectName(QStringLiteral("exceptionClose"));
    QObject::connect(close, &QPushButton::clicked, dialog, &QDialog::close);
    auto *foot = new QHBoxLayout;
    foot->addStretch();
    foot->addWidget(close);
    auto *layout = new QVBoxLayout(dialog);
    const int grid = designTokens().grid;
    layout->setContentsMargins(3 * grid, 2 * grid, 3 * grid, 2 * grid);
    layout->setSpacing(grid);
    layout->addWidget(heading);
    layout->addWidget(meaning);
    layout->addWidget(where);
    layout->addLayout(sides);
    layout->addWidget(stepTable(exception, locale), 1);
    layout->addLayout(foot);
    return dialog;
}

}
