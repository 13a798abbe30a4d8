#include "ui/viewmodels/kiosk_view_model.h"

#include <QPointer>

namespace youka {

namespace {
constexpr int MostCode = 24;
constexpr int LeastNumber = 4; ///< of a customer
}

void KioskViewModel::setMembers(MemberDesk *desk)
{
    m_members = desk;
    Q_EMIT changed();
}

void KioskViewModel::chooseMember()
{
    if (m_screen == Balance && m_card && m_members)
        askMember({});
}

/// `said` is shown above the list when it is there.
void KioskViewModel::askMember(const QString &said)
{
    m_busy = true;
    m_error.reset();
    m_memberSaid = said;
    const int question = ++m_question;
    show(Asking);
    m_members->about(*m_card,
                     [self = QPointer<KioskViewModel>(this), question](const Result<MemberView> &view) {
                         if (self && question == self->m_question)
                             self->onMember(view);
                     });
}

void KioskViewModel::onMember(const Result<MemberView> &view)
{
    m_busy = false;
    if (!view) {
        refuse(view.error());
        m_refusedAt = Balance; // the card is known; only this page is not there
        Q_EMIT changed();
        return;
    }
    m_member.setView(*view);
    show(Member);
}

void KioskViewModel::enterCode()
{
    if (m_screen != Member)
        return;
    m_code.clear();
    m_codeForFuel = false;
    m_error.reset();
    show(EnterCode);
}

void KioskViewModel::pressCode(const QString &key)
{
    m_error.reset();
    if (key == QLatin1String("back"))
        m_code.chop(1);
    else if (key == QLatin1String("clear"))
        m_code.clear();
    else if (key.size() == 1 && key[0].isLetterOrNumber() && m_code.size() < MostCode)
        m_code += key[0].toUpper();
    m_claim = {}; // of another code
}

void KioskViewModel::confirmCode()
{
    if (m_screen != EnterCode || m_code.isEmpty() || m_busy)
        return;
    if (m_codeForFuel) {
        m_fuelCode = m_code;
        return show(Confirm);
    }
    m_busy = true;
    m_error.reset();
    const int question = ++m_question;
    Q_EMIT changed();
    // However often it is asked for: a lost answer may have been a coupon.
    if (m_claim.isNull())
        m_claim = m_ids.make<OperationId>();
    m_members->claim(m_claim, *m_card, m_code,
                     [self = QPointer<KioskViewModel>(this), question](const Result<MemberCoupon> &got) {
                         if (self && question == self->m_question)
                             self->onCoupon(got);
                     });
}

void KioskViewModel::chooseOffer(int row)
{
    const auto offer = m_member.offer(row);
    if (m_screen != Member || !offer || offer->points > m_member.available())
        return;
    m_offer = offer;
    m_exchange = m_ids.make<OperationId>(); // however often it is asked for
    m_error.reset();
    show(ConfirmExchange);
}

void KioskViewModel::confirmExchange()
{
    if (m_screen == ConfirmExchange)
        exchange({});
}

void KioskViewModel::exchange(const QString &pin)
{
    m_busy = true;
    m_error.reset();
    m_pinFor = PinFor::Balance;
    const int question = ++m_question;
    show(Asking);
    m_members->exchange(m_exchange, *m_card, pin, m_offer->campaign,
                        [self = QPointer<KioskViewModel>(this), question](const Result<MemberCoupon> &got) {
                            if (self && question == self->m_question)
                                self->onExchanged(got);
                        });
}

void KioskViewModel::onExchanged(const Result<MemberCoupon> &got)
{
    if (got)
        return onCoupon(got);
    m_busy = false;
    const ErrorCode code = got.error().code;
    if (code == ErrorCode::PinRequired || code == ErrorCode::PinWrong) {
        // Another PIN is another question; what was refused has had no effect.
        m_exchange = m_ids.make<OperationId>();
        m_pinFor = PinFor::Exchange;
        m_pin.wipe();
        if (code == ErrorCode::PinWrong)
            m_error = got.error();
        return show(Pin);
    }
    refuse(got.error());
    // Without an answer the same is asked for again, under the same number.
    const bool unheard = code == ErrorCode::Timeout || code == ErrorCode::Unavailable;
    m_refusedAt = unheard ? ConfirmExchange : Member;
    Q_EMIT changed();
}

void KioskViewModel::onCoupon(const Result<MemberCoupon> &got)
{
    m_busy = false;
    if (got)
        return askMember(tr("%1 is yours now.").arg(got->name));
    m_error = got.error(); // beside the code, to be corrected
    const ErrorCode code = got.error().code;
    if (code != ErrorCode::Timeout && code != ErrorCode::Unavailable)
        m_claim = {}; // it was answered: the next try is another question
    Q_EMIT changed();
}

QString KioskViewModel::exchangeText() const
{
    return m_offer
        ? tr("%1 for %2 points").arg(m_offer->name, m_translator.locale().toString(m_offer->points))
        : QString();
}

void KioskViewModel::giveAway(int row)
{
    const auto gift = m_member.gift(row);
    if (m_screen != Member || !gift)
        return;
    m_gift = gift;
    m_code.clear();
    m_error.reset();
    show(EnterReceiver);
}

bool KioskViewModel::receiverComplete() const { return m_code.size() >= LeastNumber; }

void KioskViewModel::confirmReceiver()
{
    if (m_screen != EnterReceiver || !receiverComplete())
        return;
    m_giving = m_ids.make<OperationId>(); // however often it is asked for
    show(ConfirmGift);
}

void KioskViewModel::confirmGift()
{
    if (m_screen == ConfirmGift)
        sendGift({});
}

void KioskViewModel::sendGift(const QString &pin)
{
    m_busy = true;
    m_error.reset();
    m_pinFor = PinFor::Balance;
    const int question = ++m_question;
    show(Asking);
    m_members->giveAway(m_giving, *m_card, pin, m_gift->coupon.id, m_code,
                        [self = QPointer<KioskViewModel>(this), question](const Result<bool> &given) {
                            if (self && question == self->m_question)
                                self->onGift(given);
                        });
}

void KioskViewModel::onGift(const Result<bool> &given)
{
    m_busy = false;
    if (given && *given)
        return askMember(tr("%1 is given.").arg(m_gift->name));
    if (given) {
        refuse(ErrorCode::CouponNotForThem);
        m_refusedAt = EnterReceiver;
        m_code.clear();
        Q_EMIT changed();
        return;
    }
    const ErrorCode code = given.error().code;
    if (code == ErrorCode::PinRequired || code == ErrorCode::PinWrong) {
        m_giving = m_ids.make<OperationId>(); // another PIN is another question
        m_pinFor = PinFor::Gift;
        m_pin.wipe();
        if (code == ErrorCode::PinWrong)
            m_error = given.error();
        return show(Pin);
    }
    refuse(given.error());
    const bool unheard = code == ErrorCode::Timeout || code == ErrorCode::Unavailable;
    m_refusedAt = unheard ? ConfirmGift : Member;
    Q_EMIT changed();
}

QString KioskViewModel::giftText() const
{
    return m_gift ? tr("%1 to the customer with the number %2").arg(m_gift->name, m_code) : QString();
}

}
