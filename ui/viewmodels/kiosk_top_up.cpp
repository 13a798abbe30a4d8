#include "ui/viewmodels/kiosk_view_model.h"

namespace youka {

void KioskViewModel::setTopUps(TopUpDesk *desk, TopUpMemory *memory)
{
    m_topUp.setDesk(desk, memory);
    if (m_screen == Home && m_topUp.resume())
        show(TopUpQr);
    Q_EMIT changed();
}

void KioskViewModel::chooseTopUp()
{
    if (!hasTopUps() || (m_screen != Home && m_screen != Balance))
        return;
    m_task = Task::TopUp;
    m_error.reset();
    if (m_card)
        return askTopUp();
    show(PresentCard);
}

/// Without a PIN: nothing of the card is shown, and money only comes.
void KioskViewModel::askTopUp()
{
    m_busy = true;
    show(Asking);
    m_topUp.ask(*m_card);
}

void KioskViewModel::chooseTopUpAmount(int index)
{
    if (m_screen == ChooseTopUp && m_topUp.chooseTile(index))
        afterTopUpAmount();
}

void KioskViewModel::otherTopUpAmount()
{
    if (m_screen != ChooseTopUp)
        return;
    m_entry.clear();
    m_preset = {Preset::Kind::Amount, {0, currency()}, {}};
    show(EnterAmount);
}

void KioskViewModel::confirmTopUpEntry()
{
    const auto chosen = m_topUp.chooseAmount(m_entry.money(currency()));
    if (chosen)
        return afterTopUpAmount();
    refuse(chosen.error());
    m_refusedAt = EnterAmount;
    Q_EMIT changed();
}

void KioskViewModel::afterTopUpAmount()
{
    if (!m_topUp.hasOneWay())
        return show(ChooseWay);
    m_topUp.begin(0);
    show(TopUpQr);
}

void KioskViewModel::chooseWay(int index)
{
    if (m_screen != ChooseWay)
        return;
    m_topUp.begin(index);
    if (m_topUp.isUnderWay())
        show(TopUpQr);
}

void KioskViewModel::onTopUpRefused(const Error &error)
{
    const bool chosen = m_screen == TopUpQr && m_card;
    refuse(error);
    if (m_task == Task::Bills) // what has changed is looked up again
        m_refusedAt = error.code == ErrorCode::BillChanged ? ChooseBiller : Bills;
    else if (chosen) // another amount is asked for with what is offered then
        m_refusedAt = PresentCard;
    Q_EMIT changed();
}

QString KioskViewModel::topUpStep() const
{
    const auto step = [](int number) { return tr("Step %1 of 4").arg(number); };
    switch (m_screen) {
    case PresentCard:
        return step(1);
    case ChooseTopUp:
    case EnterAmount:
        return step(2);
    case ChooseWay:
        return step(3);
    case TopUpQr:
        return step(4);
    default:
        return {};
    }
}

}
