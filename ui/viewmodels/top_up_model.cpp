#include "ui/viewmodels/top_up_model.h"

#include "core/foundation/qr/qr_code.h"

#include <QPointer>

namespace youka {

namespace {

/// Nothing more will happen to the customer's money by this order, but what is on its way back.
bool isOver(PaymentState state)
{
    switch (state) {
    case PaymentState::Created:
    case PaymentState::Pending:
    case PaymentState::Unknown:
    case PaymentState::Reversing:
        return false;
    default:
        return true;
    }
}

bool isUnheard(const Error &error)
{
    return error.code == ErrorCode::Timeout || error.code == ErrorCode::Unavailable
        || error.code == ErrorCode::Busy;
}

}

TopUpModel::TopUpModel(const Clock &clock, IdSource &ids, Translator &translator, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_ids(ids)
    , m_translator(translator)
    , m_texts(translator)
{
    connect(&translator, &Translator::languageChanged, this, &TopUpModel::changed);
}

void TopUpModel::setDesk(TopUpDesk *desk, TopUpMemory *memory)
{
    m_desk = desk;
    m_memory = memory;
    m_channels.clear();
    m_channelsMs.reset();
    askChannels();
    Q_EMIT changed();
}

/// What was known stays while nobody answers.
void TopUpModel::askChannels()
{
    const qint64 now = m_clock.monotonicMs();
    if (!m_desk || (m_channelsMs && now - *m_channelsMs < ChannelsEveryMs))
        return;
    m_channelsMs = now;
    m_desk->channels([self = QPointer(this)](const Result<QStringList> &channels) {
        if (!self || !self->m_desk || !channels)
            return;
        self->m_channels = *channels;
        Q_EMIT self->changed();
    });
}

void TopUpModel::setStage(Stage stage)
{
    m_stage = stage;
    Q_EMIT changed();
}

void TopUpModel::clear()
{
    ++m_question;
    if (m_memory && isSettling()) // whoever goes has been told that it goes on by itself
        m_memory->keep({});
    m_card.reset();
    m_offers.reset();
    m_view.reset();
    m_amount = m_bonus = {};
    m_channel.clear();
    m_operation = {};
    m_begin = {};
    m_asking = m_givesUp = false;
    setStage(None);
}

void TopUpModel::ask(const CardIdentity &card)
{
    clear();
    m_card = card;
    m_desk->offers(card, [self = QPointer(this), question = m_question](const Result<TopUpOffers> &offers) {
        if (!self || question != self->m_question)
            return;
        if (!offers)
            return Q_EMIT self->refused(offers.error());
        self->m_offers = *offers;
        self->setStage(Choosing);
        Q_EMIT self->offered();
    });
}

bool TopUpModel::chooseTile(int index)
{
    if (m_stage != Choosing || index < 0 || size_t(index) >= m_offers->tiles.size())
        return false;
    m_amount = m_offers->tiles[size_t(index)].amount;
    m_bonus = m_offers->tiles[size_t(index)].bonus;
    Q_EMIT changed();
    return true;
}

Result<void> TopUpModel::chooseAmount(Money amount)
{
    ensure(m_stage == Choosing, "an amount is chosen among what is offered");
    if (amount < m_offers->least)
        return fail(ErrorCode::PaymentTooLittle);
    if (amount > m_offers->most)
        return fail(ErrorCode::PaymentTooMuch);
    m_amount = amount;
    m_bonus = {0, amount.currency}; // the centre says it with the order
    Q_EMIT changed();
    return {};
}

void TopUpModel::begin(int way)
{
    if (m_stage != Choosing || !m_amount.isPositive() || way < 0 || way >= m_offers->channels.size())
        return;
    m_channel = m_offers->channels[way];
    m_operation = m_ids.make<OperationId>(); // however often it is asked for
    setStage(Opening);
    sendBegin();
}

TopUpModel::Answer TopUpModel::answer()
{
    m_asking = true;
    m_askedMs = m_clock.monotonicMs();
    return [self = QPointer(this), question = m_question](const Result<TopUpView> &view) {
        if (!self || question != self->m_question)
            return;
        self->m_asking = false;
        self->onView(view);
    };
}

void TopUpModel::sendBegin()
{
    if (m_begin)
        m_begin(m_operation, m_channel, answer());
    else
        m_desk->begin(m_operation, *m_card, m_amount, m_channel, answer());
}

void TopUpModel::onView(const Result<TopUpView> &view)
{
    if (!view) {
        if (isUnheard(view.error()))
            return Q_EMIT changed(); // asked again by tick()
        const bool known = m_view.has_value();
        if (!known || view.error().code == ErrorCode::PaymentUnknown) {
            if (m_memory)
                m_memory->keep({});
            setStage(None);
            Q_EMIT refused(view.error());
        }
        return;
    }
    const bool first = !m_view;
    m_view = *view;
    if (first && m_memory && !isOver(view->state))
        m_memory->keep(view->orderNo); // before a code is shown
    if (isOver(view->state))
        return end();
    if (m_stage == Opening && !view->qr.isEmpty()) {
        m_shownAt = m_clock.now();
        return setStage(Waiting);
    }
    Q_EMIT changed();
}

void TopUpModel::end()
{
    const bool isNew = m_stage != Over;
    m_stage = Over;
    if (m_memory && !isSettling()) // until then a power cut would take the customer's answer away
        m_memory->keep({});
    Q_EMIT changed();
    if (isNew)
        Q_EMIT over();
}

void TopUpModel::giveUp()
{
    if (m_stage != Opening && m_stage != Waiting)
        return;
    m_endingMs = m_clock.monotonicMs();
    m_givesUp = true;
    setStage(Ending);
    tick();
}

bool TopUpModel::resume()
{
    const QString kept = m_memory ? m_memory->kept() : QString();
    if (kept.isEmpty() || !m_desk || m_stage != None)
        return false;
    ++m_question;
    m_view = TopUpView{};
    m_view->orderNo = kept;
    m_endingMs = m_clock.monotonicMs();
    m_givesUp = true; // nobody sees its code any more
    setStage(Ending);
    tick();
    return true;
}

void TopUpModel::tick()
{
    askChannels();
    if (isSettling() && !m_asking && m_clock.monotonicMs() - m_askedMs >= AskEveryMs)
        m_desk->look(m_view->orderNo, answer());
    if (!isUnderWay())
        return;
    const qint64 now = m_clock.monotonicMs();
    if (m_stage == Waiting && secondsLeft() == 0)
        giveUp();
    if (m_stage == Ending && now - m_endingMs >= EndingMs) {
        if (!m_view) { // nobody heard of it, and there was no code that could be paid
            m_view = TopUpView{};
            m_view->state = PaymentState::Closed;
        }
        // It is said honestly; the order stays in memory, and the centre goes on.
        setStage(Over);
        return Q_EMIT over();
    }
    Q_EMIT changed(); // the countdown
    if (m_asking || (now - m_askedMs < AskEveryMs && !m_givesUp))
        return;
    if (!m_view)
        return sendBegin(); // its answer was lost
    if (std::exchange(m_givesUp, false))
        m_desk->giveUp(m_view->orderNo, answer());
    else
        m_desk->look(m_view->orderNo, answer());
}

// --- words
// -------------------------------------------------------------------------------------------------------

QStringList TopUpModel::amounts() const
{
    QStringList texts;
    if (m_offers)
        for (const TopUpTile &tile : m_offers->tiles)
            texts += m_texts.money(tile.amount);
    return texts;
}

QStringList TopUpModel::bonuses() const
{
    QStringList texts;
    if (m_offers)
        for (const TopUpTile &tile : m_offers->tiles)
            texts +=
                tile.bonus.isPositive() ? tr("+ %1 as a gift").arg(m_texts.money(tile.bonus)) : QString();
    return texts;
}

QStringList TopUpModel::ways() const
{
    QStringList texts;
    if (m_offers)
        for (const QString &channel : m_offers->channels)
            texts += channelText(channel);
    return texts;
}

QString TopUpModel::amountText() const
{
    const Money amount = m_view && m_view->amount.isPositive() ? m_view->amount : m_amount;
    return amount.isPositive() ? m_texts.money(amount) : QString();
}

QString TopUpModel::bonusText() const
{
    const Money bonus = m_view && m_view->amount.isPositive() ? m_view->bonus : m_bonus;
    return bonus.isPositive() ? tr("+ %1 as a gift").arg(m_texts.money(bonus)) : QString();
}

QString TopUpModel::wayText() const
{
    const QString channel = m_view && !m_view->channel.isEmpty() ? m_view->channel : m_channel;
    return channel.isEmpty() ? QString() : channelText(channel);
}

QString TopUpModel::boundsText() const
{
    return m_offers ? tr("From %1 to %2").arg(m_texts.money(m_offers->least), m_texts.money(m_offers->most))
                    : QString();
}

QString TopUpModel::qr() const
{
    const auto code = m_stage == Waiting && m_view ? qrCode(m_view->qr) : fail(ErrorCode::InvalidInput);
    return code ? QStringLiteral("data:image/svg+xml;base64,") + QString::fromLatin1(qrSvg(*code).toBase64())
                : QString();
}

int TopUpModel::secondsLeft() const
{
    if (m_stage != Waiting || !m_view)
        return 0;
    return int(std::max<qint64>(0, (m_view->expires.ms - m_clock.now().ms + 999) / 1'000));
}

double TopUpModel::shareLeft() const
{
    if (m_stage != Waiting || !m_view)
        return 0;
    const qint64 whole = m_view->expires.ms - m_shownAt.ms;
    const qint64 left = m_view->expires.ms - m_clock.now().ms;
    return whole <= 0 ? 0 : std::clamp(double(left) / double(whole), 0.0, 1.0);
}

QString TopUpModel::stateText() const
{
    switch (m_stage) {
    case Opening:
        return tr("Asking for a code");
    case Waiting:
        return m_view->state == PaymentState::Unknown ? tr("Asking whether it is paid")
                                                      : tr("Waiting for your payment");
    case Ending:
        return tr("Asking whether it is paid");
    default:
        return {};
    }
}

QString TopUpModel::resultText() const
{
    if (m_stage != Over)
        return {};
    if (isBills() && m_view->paidBills())
        return billsResult();
    switch (m_view->state) {
    case PaymentState::Paid:
        return tr("%1 is on your card").arg(m_texts.money(m_view->amount + m_view->bonus));
    case PaymentState::Refunding:
    case PaymentState::Refunded:
        return tr("Your money goes back");
    case PaymentState::Reversed:
    case PaymentState::Closed:
    case PaymentState::Failed:
        return tr("Nothing was taken");
    default:
        return tr("It is still being asked for");
    }
}

QString TopUpModel::resultDetail() const
{
    if (m_stage != Over)
        return {};
    if (isBills() && m_view->paidBills())
        return billsDetail();
    switch (m_view->state) {
    case PaymentState::Paid:
        return m_view->bonus.isPositive()
            ? tr("%1 paid, %2 as a gift").arg(m_texts.money(m_view->amount), m_texts.money(m_view->bonus))
            : tr("%1 paid with %2").arg(m_texts.money(m_view->amount), wayText());
    case PaymentState::Refunding:
    case PaymentState::Refunded:
        return (isBills() ? tr("It was paid too late, so it goes back to %1 by itself. You need not do "
                               "anything.")
                          : tr("It could not be put on the card, so it goes back to %1 by itself. You need "
                               "not do anything."))
            .arg(wayText());
    case PaymentState::Closed:
    case PaymentState::Reversed:
    case PaymentState::Failed:
        return m_view->why ? sentence(*m_view->why)
                           : tr("If you paid in the last moment, it goes back to you by itself.");
    case PaymentState::ForPerson:
        return tr("Something does not agree. Please ask at the counter and show your payment.");
    default:
        return isBills() ? tr("The payment service does not answer. Do not pay again: what you paid goes to "
                              "the biller or back to you by itself.")
                         : tr("The payment service does not answer. Do not pay again: what you paid is put "
                              "on your card or goes back to you by itself. Hold your card to the reader "
                              "later to see it.");
    }
}

QString TopUpModel::availableText() const
{
    return m_view && m_view->available ? m_texts.money(*m_view->available) : QString();
}

QString TopUpModel::orderText() const { return m_view ? m_view->orderNo.right(8) : QString(); }

QString TopUpModel::tone() const
{
    if (m_stage != Over)
        return QStringLiteral("brand");
    if (isBills() && m_view->paidBills())
        return billsTone();
    switch (m_view->state) {
    case PaymentState::Paid:
        return QStringLiteral("good");
    case PaymentState::Closed:
    case PaymentState::Reversed:
    case PaymentState::Failed:
        return QStringLiteral("neutral");
    default:
        return QStringLiteral("warn");
    }
}

}
