#pragma once

#include "core/domain/payments/top_up_desk.h"
#include "ui/viewmodels/texts.h"

#include <QObject>
#include <QtQml/qqmlregistration.h>

namespace youka {

/// A top-up by phone from its amounts to its end: the QR, what is happening, and what became of the money.
class TopUpModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by its view model")
    Q_PROPERTY(QStringList amounts READ amounts NOTIFY changed)
    Q_PROPERTY(QStringList bonuses READ bonuses NOTIFY changed)
    Q_PROPERTY(QStringList ways READ ways NOTIFY changed)
    Q_PROPERTY(QString amountText READ amountText NOTIFY changed)
    Q_PROPERTY(QString bonusText READ bonusText NOTIFY changed)
    Q_PROPERTY(QString wayText READ wayText NOTIFY changed)
    Q_PROPERTY(QString boundsText READ boundsText NOTIFY changed)
    Q_PROPERTY(QString qr READ qr NOTIFY changed)
    Q_PROPERTY(int secondsLeft READ secondsLeft NOTIFY changed)
    Q_PROPERTY(double shareLeft READ shareLeft NOTIFY changed)
    Q_PROPERTY(QString stateText READ stateText NOTIFY changed)
    Q_PROPERTY(QString resultText READ resultText NOTIFY changed)
    Q_PROPERTY(QString resultDetail READ resultDetail NOTIFY changed)
    Q_PROPERTY(QString availableText READ availableText NOTIFY changed)
    Q_PROPERTY(QString orderText READ orderText NOTIFY changed)
    Q_PROPERTY(Stage stage READ stage NOTIFY changed)
    Q_PROPERTY(QString tone READ tone NOTIFY changed)
    Q_PROPERTY(bool isBills READ isBills NOTIFY changed)
    Q_PROPERTY(QStringList fateNames READ fateNames NOTIFY changed)
    Q_PROPERTY(QStringList fateDetails READ fateDetails NOTIFY changed)
    Q_PROPERTY(QStringList fateAmounts READ fateAmounts NOTIFY changed)
    Q_PROPERTY(QStringList fateStates READ fateStates NOTIFY changed)
    Q_PROPERTY(QStringList fateTones READ fateTones NOTIFY changed)
public:
    enum Stage {
        None,
        Choosing, ///< what and how
        Opening,  ///< the channel is asked for a code
        Waiting,  ///< the code is shown
        Ending,   ///< given up, or too late: whether somebody has paid is being asked
        Over      ///< paid, or nothing was taken, or it went back
    };
    Q_ENUM(Stage)

    static constexpr qint64 AskEveryMs = 1'000;
    static constexpr qint64 ChannelsEveryMs = 300'000; ///< whether there are any
    /// From giving up to a plain word, whatever the channel says. The centre goes on asking.
    static constexpr qint64 EndingMs = 30'000;

    TopUpModel(const Clock &clock, IdSource &ids, Translator &translator, QObject *parent = nullptr);
    void setDesk(TopUpDesk *desk, TopUpMemory *memory);
    /// The station can be paid by some channel, as far as is known.
    bool isOffered() const { return m_desk && !m_channels.isEmpty(); }

    /// Errors of the centre come by refused().
    void ask(const CardIdentity &card);
    /// Something else than a top-up, of that amount; `begin` makes its order. By the ways that are known
    /// here.
    using Begin = std::function<void(OperationId, const QString &channel,
                                     std::function<void(Result<TopUpView>)> answer)>;
    void askFor(Money amount, Begin begin);
    bool isBills() const;
    /// It is paid, and what became of each bill is being asked for as long as it is shown.
    bool isSettling() const;
    QStringList fateNames() const;
    QStringList fateDetails() const;
    QStringList fateAmounts() const;
    QStringList fateStates() const;
    QStringList fateTones() const;
    bool chooseTile(int index);
    /// Errors: PaymentTooLittle, PaymentTooMuch.
    Result<void> chooseAmount(Money amount);
    bool hasOneWay() const { return m_offers && m_offers->channels.size() == 1; }
    void begin(int way);
    /// The customer goes. What was asked for ends by itself.
    void giveUp();
    /// After a power cut: what became of the order that stood here. False: there was none.
    bool resume();
    void tick();
    /// Nothing is left for the next.
    void clear();

    Stage stage() const { return m_stage; }
    bool isUnderWay() const { return m_stage == Opening || m_stage == Waiting || m_stage == Ending; }
    bool isPaid() const { return m_view && m_view->state == PaymentState::Paid; }
    Currency currency() const { return m_offers ? m_offers->least.currency : Currency(); }
    QStringList amounts() const;
    QStringList bonuses() const;
    QStringList ways() const;
    QString amountText() const;
    QString bonusText() const;
    QString wayText() const;
    QString boundsText() const;
    QString qr() const;
    int secondsLeft() const;
    double shareLeft() const;
    QString stateText() const;
    QString resultText() const;
    QString resultDetail() const;
    QString availableText() const;
    /// The last digits of the order's number, for somebody who asks about it.
    QString orderText() const;
    QString tone() const;

Q_SIGNALS:
    void changed();
    void offered();
    void over();
    void refused(const youka::Error &error);

private:
    using Answer = std::function<void(Result<TopUpView>)>;
    void setStage(Stage stage);
    void askChannels();
    Answer answer();
    void sendBegin();
    void onView(const Result<TopUpView> &view);
    void end();
    int countOf(BillState state) const;
    QString billsResult() const;
    QString billsDetail() const;
    QString billsTone() const;

    const Clock &m_clock;
    IdSource &m_ids;
    Translator &m_translator;
    Texts m_texts;
    TopUpDesk *m_desk = nullptr;
    TopUpMemory *m_memory = nullptr;
    Stage m_stage = None;
    std::optional<CardIdentity> m_card;
    std::optional<TopUpOffers> m_offers;
    Money m_amount;
    Money m_bonus;
    QString m_channel;
    OperationId m_operation;
    std::optional<TopUpView> m_view;
    Timestamp m_shownAt; ///< the code
    qint64 m_askedMs = 0;
    qint64 m_endingMs = 0;
    std::optional<qint64> m_channelsMs; ///< asked for
    QStringList m_channels;             ///< of this station
    Begin m_begin;                      ///< empty: a top-up
    bool m_asking = false;
    bool m_givesUp = false; ///< to be said to the centre
    int m_question = 0;     ///< answers to an earlier one are late and dropped
};

}
