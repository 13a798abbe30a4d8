#include "ui/viewmodels/kiosk_view_model.h"

#include "core/domain/billing/bill_rules.h"

#include <QPointer>

namespace youka {

namespace {
constexpr qint64 BillersEveryMs = 300'000;
constexpr qint64 BillersAgainMs = 15'000; ///< after nobody has answered
}

void KioskViewModel::setBills(BillCounter *counter)
{
    m_billCounter = counter;
    m_billersDueMs = m_clock.monotonicMs();
    m_billsAway = false;
    m_bills.setBillers({});
    askBillers();
    Q_EMIT changed();
}

/// What was known stays while nobody answers, and the tile says that it cannot work.
void KioskViewModel::askBillers()
{
    const qint64 now = m_clock.monotonicMs();
    if (!m_billCounter || now < m_billersDueMs)
        return;
    m_billersDueMs = now + BillersEveryMs;
    m_billCounter->billers([self = QPointer(this)](const Result<std::vector<Biller>> &billers) {
        if (!self)
            return;
        self->m_billsAway = !billers;
        if (billers)
            self->m_bills.setBillers(*billers);
        else
            self->m_billersDueMs = self->m_clock.monotonicMs() + BillersAgainMs;
        Q_EMIT self->changed();
    });
}

bool KioskViewModel::hasBills() const { return m_billCounter && m_bills.hasBillers() && m_topUp.isOffered(); }

/// The counter knows sooner than the next question that the centre is away.
bool KioskViewModel::billsAway() const
{
    const StationControl::Link link = m_station.link();
    return m_billsAway || (link.reachable && !link.online);
}

void KioskViewModel::chooseBills()
{
    if (!hasBills() || billsAway() || m_screen != Home)
        return;
    wipe();
    m_task = Task::Bills;
    show(ChooseBiller);
}

void KioskViewModel::chooseBiller(int index)
{
    if (m_screen == ChooseBiller && m_bills.chooseBiller(index))
        show(EnterAccount);
}

void KioskViewModel::confirmAccount()
{
    if (m_screen != EnterAccount || !m_bills.accountComplete())
        return;
    m_lookedUpAt = EnterAccount;
    lookUp(m_bills.billerCode(), m_bills.account());
}

void KioskViewModel::choosePayee(int index)
{
    const PayeeShown *payee = m_bills.payee(index);
    if (m_screen != ChooseBiller || !payee)
        return;
    m_lookedUpAt = ChooseBiller;
    lookUp(payee->biller, payee->account);
}

void KioskViewModel::takeBillCode()
{
    if (readBillCode(m_scanned)) {
        m_lookedUpAt = ChooseBiller;
        return lookUp({}, m_scanned);
    }
    if (m_screen != EnterAccount) {
        refuse(ErrorCode::BillNotFound);
        m_refusedAt = ChooseBiller;
        return Q_EMIT changed();
    }
    m_bills.setAccount(m_scanned); // some bills print the bare number
    confirmAccount();
}

/// Without a biller: `account` is a bill's code.
void KioskViewModel::lookUp(const QString &biller, const QString &account)
{
    m_busy = true;
    m_error.reset();
    const int question = ++m_question;
    show(Asking);
    const auto found = [self = QPointer(this), question](const Result<BillsFound> &answer) {
        if (self && question == self->m_question)
            self->onBills(answer);
    };
    if (biller.isEmpty())
        m_billCounter->lookUpCode(account, found);
    else
        m_billCounter->lookUp(biller, account, found);
}

void KioskViewModel::onBills(const Result<BillsFound> &found)
{
    m_busy = false;
    if (found) {
        m_bills.setFound(*found);
        return show(Bills);
    }
    refuse(found.error());
    m_refusedAt = m_lookedUpAt;
    Q_EMIT changed();
}

void KioskViewModel::toggleBill(int row)
{
    if (m_screen == Bills)
        m_bills.toggle(row);
}

void KioskViewModel::chooseCredit(int row, int choice)
{
    if (m_screen == Bills)
        m_bills.choose(row, choice);
}

void KioskViewModel::otherPart(int row)
{
    if (m_screen != Bills || row < 0 || row >= m_bills.rowCount())
        return;
    m_partRow = row;
    m_entry.clear();
    m_preset = {Preset::Kind::Amount, {0, currency()}, {}};
    show(EnterAmount);
}

void KioskViewModel::confirmPart()
{
    if (const auto set = m_bills.setPart(m_partRow, m_entry.money(currency())); set)
        return show(Bills);
    else
        refuse(set.error());
    m_refusedAt = EnterAmount;
    Q_EMIT changed();
}

void KioskViewModel::payBills()
{
    if (m_screen != Bills || !m_bills.canPay())
        return;
    m_topUp.askFor(
        m_bills.total(),
        [this, parts = m_bills.parts(), card = m_card](OperationId operation, const QString &channel,
                                                       std::function<void(Result<TopUpView>)> answer) {
            m_billCounter->begin(operation, card, channel, parts, std::move(answer));
        });
    if (!m_topUp.hasOneWay())
        return show(ChooseWay);
    m_topUp.begin(0);
    show(TopUpQr);
}

// --- with a card: what its owner has saved

/// A card while bills are being paid says whose saved accounts are wanted.
void KioskViewModel::onBillsCard(const CardIdentity &card)
{
    if (m_screen != ChooseBiller && m_screen != EnterAccount && m_screen != Bills && m_screen != Refusal)
        return;
    m_afterPayees = m_screen == Bills ? Bills : ChooseBiller;
    m_card = card;
    m_payeePin.clear();
    m_bills.setPayees({});
    askPayees({});
}

void KioskViewModel::askPayees(const QString &pin)
{
    m_pin.wipe();
    m_busy = true;
    m_error.reset();
    m_pinFor = PinFor::Payees;
    const int question = ++m_question;
    show(Asking);
    m_billCounter->payees(
        *m_card, pin, [self = QPointer(this), question, pin](const Result<std::vector<PayeeShown>> &answer) {
            if (self && question == self->m_question)
                self->onPayees(pin, answer);
        });
}

void KioskViewModel::onPayees(const QString &pin, const Result<std::vector<PayeeShown>> &answer)
{
    m_busy = false;
    if (answer) {
        m_payeePin = pin;
        m_bills.setPayees(*answer);
        return show(m_afterPayees);
    }
    if (answer.error().code == ErrorCode::PinRequired)
        return show(Pin);
    refuse(answer.error());
    if (m_screen == Pin)
        return;
    m_card.reset();
    m_refusedAt = m_afterPayees;
    Q_EMIT changed();
}

void KioskViewModel::savePayee()
{
    const BillsFound *found = m_bills.found();
    if (!canSavePayee() || m_busy)
        return;
    m_busy = true;
    Q_EMIT changed();
    m_billCounter->savePayee(
        *m_card, m_payeePin, found->biller.code, found->account,
        [self = QPointer(this), question = m_question](const Result<std::vector<PayeeShown>> &answer) {
            if (!self || question != self->m_question)
                return;
            self->m_busy = false;
            if (answer)
                self->m_bills.setPayees(*answer);
            else
                self->m_error = answer.error();
            Q_EMIT self->changed();
        });
}

void KioskViewModel::forgetPayee(int index)
{
    const PayeeShown *payee = m_bills.payee(index);
    if (m_screen != ChooseBiller || !payee || !m_card || m_busy)
        return;
    m_busy = true;
    m_billCounter->removePayee(
        *m_card, m_payeePin, payee->id,
        [self = QPointer(this), question = m_question](const Result<std::vector<PayeeShown>> &answer) {
            if (!self || question != self->m_question)
                return;
            self->m_busy = false;
            if (answer)
                self->m_bills.setPayees(*answer);
            Q_EMIT self->changed();
        });
}

QString KioskViewModel::billsTitle() const
{
    switch (m_screen) {
    case ChooseBiller:
        return tr("What would you like to pay?");
    case EnterAccount:
        return m_bills.accountTitle();
    default:
        return m_bills.rowCount() > 0 ? tr("What shall be paid?") : tr("There is nothing to pay");
    }
}

QString KioskViewModel::billsStep() const
{
    const auto step = [](int number) { return tr("Step %1 of 4").arg(number); };
    switch (m_screen) {
    case ChooseBiller:
    case EnterAccount:
        return step(1);
    case Bills:
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
