#include "core/domain/billing/bill_rules.h"
#include "ui/viewmodels/top_up_model.h"

namespace youka {

/// What became of bills, for TopUpModel.

void TopUpModel::askFor(Money amount, Begin begin)
{
    clear();
    m_begin = std::move(begin);
    m_offers = TopUpOffers{{}, {0, amount.currency}, amount, m_channels};
    m_amount = amount;
    m_bonus = {0, amount.currency};
    setStage(Choosing);
}

bool TopUpModel::isBills() const { return m_begin || (m_view && m_view->purpose == PaymentPurpose::Bill); }

bool TopUpModel::isSettling() const
{
    if (m_stage != Over || !m_view || m_view->state == PaymentState::ForPerson)
        return false;
    return std::any_of(m_view->bills.begin(), m_view->bills.end(), [this](const BillFate &fate) {
        return fate.state != BillState::Waiting && !isSettled(fate.state);
    });
}

int TopUpModel::countOf(BillState state) const
{
    return m_view ? int(std::count_if(m_view->bills.begin(), m_view->bills.end(),
                                      [&](const BillFate &fate) { return fate.state == state; }))
                  : 0;
}

namespace {

bool goesBack(BillState state)
{
    return state == BillState::Refused || state == BillState::Returning || state == BillState::Returned
        || state == BillState::ForPerson;
}

bool isAsked(BillState state) { return state == BillState::Pending || state == BillState::Unknown; }

}

QString TopUpModel::billsResult() const
{
    const int all = int(m_view->bills.size());
    const int posted = countOf(BillState::Posted);
    const int back = int(std::count_if(m_view->bills.begin(), m_view->bills.end(),
                                       [](const BillFate &fate) { return goesBack(fate.state); }));
    if (posted == all)
        return tr("Paid: %1").arg(m_texts.money(m_view->amount));
    if (back == all)
        return tr("Your money goes back");
    if (posted + back == all)
        return tr("Some of it goes back");
    return tr("Paid. The billers are being told");
}

QString TopUpModel::billsDetail() const
{
    const bool isOpen = std::any_of(m_view->bills.begin(), m_view->bills.end(),
                                    [](const BillFate &fate) { return isAsked(fate.state); });
    if (isOpen)
        return tr("You need not wait. What a biller does not take within some minutes goes back to %1 by "
                  "itself. Do not pay it again.")
            .arg(wayText());
    if (countOf(BillState::Posted) == int(m_view->bills.size()))
        return tr("%1 paid with %2").arg(m_texts.money(m_view->amount), wayText());
    return tr("What could not be paid goes back to %1 by itself. You need not do anything.").arg(wayText());
}

QString TopUpModel::billsTone() const
{
    const bool allPosted = countOf(BillState::Posted) == int(m_view->bills.size());
    return allPosted   ? QStringLiteral("good")
        : isSettling() ? QStringLiteral("brand")
                       : QStringLiteral("warn");
}

QStringList TopUpModel::fateNames() const
{
    QStringList names;
    if (m_view)
        for (const BillFate &fate : m_view->bills)
            names += m_translator.language() == Language::Chinese ? fate.nameZh : fate.nameEn;
    return names;
}

QStringList TopUpModel::fateDetails() const
{
    QStringList details;
    if (m_view)
        for (const BillFate &fate : m_view->bills) {
            QString detail = fate.account;
            if (!fate.period.isEmpty())
                detail += QStringLiteral(" · ") + fate.period;
            if (fate.why && goesBack(fate.state))
                detail += u'\n' + sentence(*fate.why);
            details += detail;
        }
    return details;
}

QStringList TopUpModel::fateAmounts() const
{
    QStringList amounts;
    if (m_view)
        for (const BillFate &fate : m_view->bills)
            amounts += m_texts.money(fate.amount);
    return amounts;
}

QStringList TopUpModel::fateStates() const
{
    QStringList words;
    if (m_view)
        for (const BillFate &fate : m_view->bills)
            words += fate.state == BillState::Posted ? tr("Paid")
                : fate.state == BillState::Returned  ? tr("Given back")
                : goesBack(fate.state)               ? tr("Goes back")
                : fate.state == BillState::Waiting   ? tr("Not paid")
                                                     : tr("Under way");
    return words;
}

QStringList TopUpModel::fateTones() const
{
    QStringList tones;
    if (m_view)
        for (const BillFate &fate : m_view->bills)
            tones += fate.state == BillState::Posted ? QStringLiteral("good")
                : goesBack(fate.state)               ? QStringLiteral("warn")
                : fate.state == BillState::Waiting   ? QStringLiteral("neutral")
                                                     : QStringLiteral("brand");
    return tones;
}

}
