#include "ui/viewmodels/refund_view_model.h"

#include <QPointer>

namespace youka {

RefundViewModel::RefundViewModel(StaffDesk *staff, IdSource &ids, Translator &translator, QObject *parent)
    : QObject(parent)
    , m_staff(staff)
    , m_ids(ids)
    , m_texts(translator)
{
    connect(&translator, &Translator::languageChanged, this, &RefundViewModel::changed);
}

void RefundViewModel::open(const SaleView &sale, const QString &cashier)
{
    close();
    m_sale = sale;
    m_cashier = cashier;
    if (const auto members = m_staff->members())
        for (const StaffMember &member : *members)
            if (isPermitted(member.role, Permission::RefundSales))
                m_people += member;
    load();
}

void RefundViewModel::close()
{
    m_sale.reset();
    m_lines.clear();
    m_back.clear();
    m_people.clear();
    m_entry.clear();
    m_current = m_reason = m_person = 0;
    m_asksPin = m_asked = false;
    m_pin.wipe();
    m_done.reset();
    m_error.reset();
    m_operation = m_ids.make<OperationId>();
    Q_EMIT changed();
}

/// Whatever was asked before: what is left is what the centre says.
void RefundViewModel::load()
{
    m_busy = true;
    Q_EMIT changed();
    m_desk->lines(m_sale->id,
                  [self = QPointer<RefundViewModel>(this),
                   id = m_sale->id](const Result<std::vector<RefundLine>> &lines) {
                      if (!self || !self->m_sale || self->m_sale->id != id)
                          return;
                      self->m_busy = false;
                      self->m_back.clear();
                      if (!lines) {
                          self->m_error = lines.error();
                      } else {
                          self->m_lines = *lines;
                          for (const RefundLine &line : *lines)
                              self->m_back.push_back(line.quantity - line.back);
                      }
                      Q_EMIT self->changed();
                  });
}

qint64 RefundViewModel::left(int line) const
{
    const RefundLine &one = m_lines[size_t(line)];
    return one.quantity - one.back;
}

QVariantList RefundViewModel::lines() const
{
    QVariantList rows;
    for (size_t i = 0; i < m_back.size(); ++i) {
        const RefundLine &line = m_lines[i];
        const auto words = [&](qint64 quantity) {
            return line.unit == Product::Unit::Litre
                ? m_texts.volume({quantity})
                : m_texts.quantity({line.product, {}, line.unit, quantity, {}, {}, {}, {}});
        };
        const size_t place = size_t(line.number - 1);
        const bool named =
            line.number > 0 && place < m_sale->goods.size() && !m_sale->goods[place].name.isEmpty();
        const bool typing = int(i) == m_current && !m_entry.isEmpty();
        rows += QVariantMap{
            {QStringLiteral("name"), named ? m_sale->goods[place].name : productName(line.product)},
            {QStringLiteral("sold"),
             line.back > 0 ? tr("%1 sold, %2 went back before").arg(words(line.quantity), words(line.back))
                           : tr("%1 sold").arg(words(line.quantity))},
            {QStringLiteral("back"), typing ? m_entry.text() : words(m_back[i])}};
    }
    return rows;
}

QStringList RefundViewModel::reasons() const
{
    return {tr("Charged wrongly"), tr("At fault"), tr("Brought back"), tr("Goodwill")};
}

QStringList RefundViewModel::people() const
{
    QStringList names;
    for (const StaffMember &member : m_people)
        names += member.name;
    return names;
}

void RefundViewModel::setReason(int reason)
{
    if (m_busy || isOpenEnded() || isDone())
        return;
    m_reason = std::clamp(reason, 0, 3);
    Q_EMIT changed();
}

void RefundViewModel::stepReason() { setReason((m_reason + 1) % 4); }

void RefundViewModel::setPerson(int person)
{
    if (m_busy || isOpenEnded() || isDone() || m_people.isEmpty())
        return;
    m_person = std::clamp(person, 0, int(m_people.size()) - 1);
    m_pin.wipe();
    Q_EMIT changed();
}

void RefundViewModel::choose(int line)
{
    if (m_busy || m_asksPin || isDone() || line < 0 || line >= int(m_back.size()))
        return;
    m_current = line;
    m_entry.clear();
    Q_EMIT changed();
}

void RefundViewModel::step(int by) { choose(m_current + by); }

/// Into the PIN, or how much of the current line goes back: litres, pieces or kilograms.
void RefundViewModel::press(const QString &key)
{
    if (m_busy || isDone())
        return;
    if (m_asksPin) {
        if (key == QLatin1String("back"))
            m_pin.back();
        else if (key == QLatin1String("clear"))
            m_pin.wipe();
        else if (key.size() == 1 && key[0].isDigit())
            m_pin.add(key[0]);
    } else if (m_current < int(m_back.size())) {
        m_entry.press(key);
        qint64 &back = m_back[size_t(m_current)];
        back = m_entry.isEmpty() ? left(m_current) : std::min(m_entry.volume().ml, left(m_current));
        if (m_lines[size_t(m_current)].unit == Product::Unit::Piece)
            back -= back % 1'000;
    }
    m_error.reset();
    Q_EMIT changed();
}

bool RefundViewModel::canConfirm() const
{
    if (m_busy || !m_sale)
        return false;
    const bool some = std::any_of(m_back.begin(), m_back.end(), [](qint64 back) { return back > 0; });
    return isDone() || (some && !m_people.isEmpty() && (!m_asksPin || m_pin.isComplete()));
}

void RefundViewModel::confirm()
{
    if (!canConfirm())
        return;
    if (isDone())
        return close();
    if (m_asksPin)
        return ask();
    m_entry.clear();
    m_asksPin = true;
    Q_EMIT changed();
}

void RefundViewModel::ask()
{
    CounterRefund refund;
    refund.operation = m_operation;
    refund.sale = m_sale->id;
    for (size_t i = 0; i < m_back.size(); ++i)
        if (m_back[i] > 0)
            refund.parts.push_back({m_lines[i].number, m_back[i]});
    refund.reason = RefundReason(m_reason + 1);
    refund.note = m_cashier.isEmpty() ? QStringLiteral("counter") : QStringLiteral("counter, ") + m_cashier;
    refund.by = m_people[m_person].id;
    refund.pin = m_pin.take();
    m_pin.wipe();
    m_busy = m_asked = true;
    m_error.reset();
    Q_EMIT changed();
    m_desk->refund(refund, [self = QPointer<RefundViewModel>(this), id = m_sale->id](const auto &answer) {
        if (self && self->m_sale && self->m_sale->id == id)
            self->onAnswer(answer);
    });
}

/// After an answer the next question is another one; a lost one is asked again as it was.
void RefundViewModel::onAnswer(const Result<CounterRefundDone> &answer)
{
    m_busy = false;
    if (answer) {
        m_done = *answer;
    } else {
        m_error = answer.error();
    }
    if (answer || answer.error().code != ErrorCode::RefundOnlineOnly) {
        m_operation = m_ids.make<OperationId>();
        m_asked = false;
    }
    Q_EMIT changed();
}

bool RefundViewModel::back()
{
    if (m_busy)
        return true;
    if (isDone() || !m_asksPin || isOpenEnded()) {
        close();
        return false;
    }
    m_asksPin = false;
    m_pin.wipe();
    m_error.reset();
    m_done.reset();
    Q_EMIT changed();
    return true;
}

QString RefundViewModel::amountText() const { return m_done ? m_texts.money(m_done->money) : QString(); }

QString RefundViewModel::wayText() const
{
    if (!m_done)
        return {};
    return m_done->toCash ? tr("Give this back in cash") : tr("Went back to the card");
}

QStringList RefundViewModel::details() const
{
    QStringList lines;
    if (!isDone())
        return lines;
    if (m_done->toDebt.isPositive())
        lines += tr("%1 of it met what the card's owner owed").arg(m_texts.money(m_done->toDebt));
    if (m_done->coupons > 0)
        lines += tr("%n coupon(s) may be used again", nullptr, int(m_done->coupons));
    if (m_done->pointsBack > 0)
        lines += tr("%1 points that had paid are back").arg(m_texts.count(m_done->pointsBack));
    if (m_done->pointsTaken > 0)
        lines += tr("%1 points that it had earned are gone").arg(m_texts.count(m_done->pointsTaken));
    return lines;
}

QString RefundViewModel::hint() const
{
    if (m_busy && !m_asked)
        return tr("Asking the centre what may go back ...");
    if (m_busy)
        return tr("The centre is giving it back ...");
    if (isDone())
        return tr("Given back. Press Enter when it is handed over.");
    if (m_people.isEmpty())
        return tr("No manager has a PIN at this till. It can be given back at the office.");
    if (m_done && m_done->waiting)
        return tr("%1 has asked for %2. A second manager chooses the own name and types the PIN.")
            .arg(m_done->maker, m_texts.money(m_done->money));
    if (m_asksPin)
        return tr("A manager chooses the own name, types the PIN and presses Enter.");
    return tr("Choose how much of each line goes back, and why; then press Enter.");
}

}
