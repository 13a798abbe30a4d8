#include "ui/viewmodels/bills_model.h"

#include "core/domain/billing/bill_rules.h"

namespace youka {

QString billerIcon(BillerKind kind)
{
    switch (kind) {
    case BillerKind::Electricity:
        return QStringLiteral("bolt");
    case BillerKind::Water:
        return QStringLiteral("drop");
    case BillerKind::Gas:
        return QStringLiteral("flame");
    case BillerKind::Parking:
        return QStringLiteral("car");
    case BillerKind::Property:
        return QStringLiteral("home");
    case BillerKind::Phone:
        return QStringLiteral("phone");
    }
    return QStringLiteral("receipt");
}

BillsModel::BillsModel(Translator &translator, QObject *parent)
    : QAbstractListModel(parent)
    , m_translator(translator)
    , m_texts(translator)
{
    connect(&translator, &Translator::languageChanged, this, [this] {
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
        Q_EMIT changed();
    });
}

void BillsModel::setBillers(std::vector<Biller> billers)
{
    m_billers = std::move(billers);
    Q_EMIT changed();
}

void BillsModel::setPayees(std::vector<PayeeShown> payees)
{
    std::erase_if(payees, [this](const PayeeShown &one) { return !billerOf(one.biller); });
    m_payees = std::move(payees);
    Q_EMIT changed();
}

const PayeeShown *BillsModel::payee(int index) const
{
    return index >= 0 && size_t(index) < m_payees.size() ? &m_payees[size_t(index)] : nullptr;
}

void BillsModel::clear()
{
    beginResetModel();
    m_payees.clear();
    m_biller.reset();
    m_account.clear();
    m_found.reset();
    m_rows.clear();
    endResetModel();
    Q_EMIT changed();
}

const Biller *BillsModel::billerOf(const QString &code) const
{
    for (const Biller &one : m_billers)
        if (one.code == code)
            return &one;
    return nullptr;
}

bool BillsModel::chooseBiller(int index)
{
    if (index < 0 || size_t(index) >= m_billers.size())
        return false;
    m_biller = m_billers[size_t(index)];
    m_account.clear();
    Q_EMIT changed();
    return true;
}

void BillsModel::press(const QString &key)
{
    if (key == QLatin1String("back"))
        m_account.chop(1);
    else if (key == QLatin1String("clear"))
        m_account.clear();
    else if (m_account.size() < MostTyped && key.size() == 1 && (isPlate() || key[0].isDigit()))
        m_account += key.toUpper();
    Q_EMIT changed();
}

void BillsModel::setAccount(const QString &text)
{
    m_account = text.left(MostTyped);
    Q_EMIT changed();
}

bool BillsModel::accountComplete() const { return m_biller && accountIn(*m_biller, m_account).has_value(); }

// --- what is chosen

void BillsModel::setFound(BillsFound found)
{
    beginResetModel();
    m_biller = found.biller;
    m_account = found.account;
    m_rows.clear();
    for (BillShown &bill : found.bills) {
        Row row{bill, bill.total, true, -1}; // whoever comes to pay pays it all, by one touch
        if (!bill.choices.isEmpty())
            row.isChosen = false;
        m_rows.push_back(std::move(row));
    }
    m_found = std::move(found);
    endResetModel();
    Q_EMIT changed();
}

void BillsModel::rowChanged(int row)
{
    Q_EMIT dataChanged(index(row), index(row));
    Q_EMIT changed();
}

void BillsModel::toggle(int row)
{
    if (row < 0 || row >= rowCount() || !m_rows[size_t(row)].bill.choices.isEmpty())
        return;
    m_rows[size_t(row)].isChosen = !m_rows[size_t(row)].isChosen;
    rowChanged(row);
}

void BillsModel::choose(int row, int choice)
{
    if (row < 0 || row >= rowCount() || choice < 0 || choice >= m_rows[size_t(row)].bill.choices.size())
        return;
    Row &one = m_rows[size_t(row)];
    one.choice = choice;
    one.amount = one.bill.choices[choice];
    one.isChosen = true;
    rowChanged(row);
}

Result<void> BillsModel::setPart(int row, Money amount)
{
    if (row < 0 || row >= rowCount())
        return fail(ErrorCode::BillPartRefused);
    Row &one = m_rows[size_t(row)];
    Bill bill;
    bill.due = one.bill.due;
    bill.lateFee = one.bill.lateFee;
    bill.least = one.bill.least;
    if (const auto may = checkPart(bill, amount); !may)
        return may;
    one.amount = amount;
    one.isChosen = true;
    rowChanged(row);
    return {};
}

std::vector<BillPart> BillsModel::parts() const
{
    std::vector<BillPart> parts;
    for (const Row &row : m_rows)
        if (row.isChosen)
            parts.push_back({row.bill.offer, row.amount});
    return parts;
}

Currency BillsModel::currency() const
{
    return m_rows.empty() ? Currency() : m_rows.front().bill.total.currency;
}

Money BillsModel::total() const
{
    Money sum{0, currency()};
    for (const Row &row : m_rows)
        if (row.isChosen)
            sum += row.amount;
    return sum;
}

bool BillsModel::isSaved() const
{
    return m_found && std::any_of(m_payees.begin(), m_payees.end(), [this](const PayeeShown &one) {
               return one.biller == m_found->biller.code && one.account == m_found->account;
           });
}

// --- words

int BillsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QHash<int, QByteArray> BillsModel::roleNames() const
{
    return {{PeriodRole, "period"},   {NoteRole, "note"},       {AmountRole, "amount"},
            {TotalRole, "total"},     {ArrearsRole, "arrears"}, {ChosenRole, "chosen"},
            {CanPartRole, "canPart"}, {ChoicesRole, "choices"}, {ChoiceRole, "choice"},
            {StepsRole, "steps"},     {AdviceRole, "advice"}};
}

QVariant BillsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const Row &row = m_rows[size_t(index.row())];
    switch (role) {
    case PeriodRole:
        return row.bill.choices.isEmpty() ? row.bill.period : tr("Credit for %1").arg(m_found->account);
    case NoteRole:
        return noteOf(row);
    case AmountRole:
        return row.amount.isPositive() ? m_texts.money(row.amount) : QString();
    case TotalRole:
        return row.bill.choices.isEmpty() && row.amount != row.bill.total
            ? tr("of %1").arg(m_texts.money(row.bill.total))
            : QString();
    case ArrearsRole:
        return row.bill.isArrears;
    case ChosenRole:
        return row.isChosen;
    case CanPartRole:
        return row.bill.least.isPositive() && row.bill.least < row.bill.total;
    case ChoicesRole: {
        QStringList texts;
        for (const Money choice : row.bill.choices)
            texts += m_texts.money(choice);
        return texts;
    }
    case ChoiceRole:
        return row.choice;
    case StepsRole:
        return stepsOf(row);
    case AdviceRole:
        return adviceOf(row);
    default:
        return {};
    }
}

QString BillsModel::noteOf(const Row &row) const
{
    QStringList notes;
    if (row.bill.lateFee.isPositive())
        notes +=
            tr("%1 and a late fee of %2").arg(m_texts.money(row.bill.due), m_texts.money(row.bill.lateFee));
    if (row.bill.perDay.isPositive())
        notes += tr("%1 more each day").arg(m_texts.money(row.bill.perDay));
    else if (row.bill.payBy.isValid())
        notes += tr("to be paid by %1").arg(m_texts.date(row.bill.payBy));
    return notes.join(QStringLiteral(" · "));
}

QString BillsModel::quantity(qint64 thousandths, const QString &unit) const
{
    const double whole = double(thousandths) / 1'000.0; // to be read, not to be reckoned with
    return m_translator.locale().toString(whole, 'f', thousandths % 1'000 == 0 ? 0 : 1) + u' ' + unit;
}

QString BillsModel::price(qint64 tenThousandths) const
{
    const QString zero = m_texts.money({0, currency()}); // its sign stands where the currency has it
    QString digits = QString::number(tenThousandths / 10'000) + u'.'
        + QString::number(tenThousandths % 10'000).rightJustified(4, u'0');
    return QString(zero).replace(QStringLiteral("0.00"), digits);
}

QStringList BillsModel::stepsOf(const Row &row) const
{
    QStringList lines;
    int number = 0;
    for (const BillShown::Step &step : row.bill.steps)
        lines += tr("Step %1: %2 at %3, %4")
                     .arg(QString::number(++number), quantity(step.used, row.bill.unit), price(step.price),
                          m_texts.money(step.amount));
    return lines;
}

QString BillsModel::adviceOf(const Row &row) const
{
    if (row.bill.nextLeft <= 0)
        return {};
    return tr("After another %1, each unit costs %2.")
        .arg(quantity(row.bill.nextLeft, row.bill.unit), price(row.bill.nextPrice));
}

QString BillsModel::nameOf(const Biller &biller) const
{
    return m_translator.language() == Language::Chinese ? biller.nameZh : biller.nameEn;
}

QStringList BillsModel::billerNames() const
{
    QStringList names;
    for (const Biller &one : m_billers)
        names += nameOf(one);
    return names;
}

QStringList BillsModel::billerIcons() const
{
    QStringList icons;
    for (const Biller &one : m_billers)
        icons += billerIcon(one.kind);
    return icons;
}

QStringList BillsModel::payeeNames() const
{
    QStringList names;
    for (const PayeeShown &one : m_payees)
        names += one.label.isEmpty() ? nameOf(*billerOf(one.biller)) : one.label;
    return names;
}

QStringList BillsModel::payeeDetails() const
{
    QStringList details;
    for (const PayeeShown &one : m_payees)
        details += one.masked;
    return details;
}

QStringList BillsModel::payeeIcons() const
{
    QStringList icons;
    for (const PayeeShown &one : m_payees)
        icons += billerIcon(billerOf(one.biller)->kind);
    return icons;
}

QString BillsModel::accountTitle() const
{
    if (!m_biller)
        return {};
    switch (m_biller->kind) {
    case BillerKind::Parking:
        return tr("Which plate?");
    case BillerKind::Phone:
        return tr("Which phone number?");
    default:
        return tr("Which account?");
    }
}

QString BillsModel::accountHint() const
{
    if (!m_biller)
        return {};
    switch (m_biller->kind) {
    case BillerKind::Parking:
        return tr("The plate of the car that is parked");
    case BillerKind::Phone:
        return tr("11 digits");
    default:
        return tr("The account number on the bill. Or hold the bill's code to the scanner.");
    }
}

QString BillsModel::billerText() const { return m_biller ? nameOf(*m_biller) : QString(); }

QString BillsModel::holderText() const
{
    if (!m_found)
        return {};
    return m_found->holder.isEmpty() ? m_found->masked
                                     : QStringLiteral("%1 · %2").arg(m_found->holder, m_found->masked);
}

QString BillsModel::totalText() const { return m_texts.money(total()); }

}
