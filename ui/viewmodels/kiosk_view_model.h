#pragma once

#include "core/domain/cards/card_source.h"
#include "core/domain/sales/member_desk.h"
#include "core/domain/sales/station_control.h"
#include "ui/viewmodels/amount_entry.h"
#include "ui/viewmodels/balance_model.h"
#include "ui/viewmodels/bills_model.h"
#include "ui/viewmodels/help_model.h"
#include "ui/viewmodels/member_model.h"
#include "ui/viewmodels/pump_list_model.h"
#include "ui/viewmodels/receipt_model.h"
#include "ui/viewmodels/secret.h"
#include "ui/viewmodels/top_up_model.h"

#include <QTimer>

#include <map>

namespace youka {

/// The self-service kiosk: one question per screen, a card tap on any of them, and nothing of the last driver
/// left for the next.
class KioskViewModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the program")
    Q_PROPERTY(youka::PumpListModel *pumps READ pumps CONSTANT)
    Q_PROPERTY(youka::ReceiptModel *receipt READ receipt CONSTANT)
    Q_PROPERTY(youka::BalanceModel *balance READ balance CONSTANT)
    Q_PROPERTY(youka::MemberModel *member READ member CONSTANT)
    Q_PROPERTY(youka::TopUpModel *topUp READ topUp CONSTANT)
    Q_PROPERTY(youka::HelpModel *help READ help CONSTANT)
    Q_PROPERTY(bool hasTopUps READ hasTopUps NOTIFY changed)
    Q_PROPERTY(youka::BillsModel *bills READ bills CONSTANT)
    Q_PROPERTY(bool hasBills READ hasBills NOTIFY changed)
    Q_PROPERTY(bool billsAway READ billsAway NOTIFY changed)
    Q_PROPERTY(bool canSavePayee READ canSavePayee NOTIFY changed)
    Q_PROPERTY(bool hasMembers READ hasMembers NOTIFY changed)
    Q_PROPERTY(QString memberSaid READ memberSaid NOTIFY changed)
    Q_PROPERTY(QString codeText READ codeText NOTIFY changed)
    Q_PROPERTY(QString exchangeText READ exchangeText NOTIFY changed)
    Q_PROPERTY(QString giftText READ giftText NOTIFY changed)
    Q_PROPERTY(bool receiverComplete READ receiverComplete NOTIFY changed)
    Q_PROPERTY(Screen screen READ screen NOTIFY changed)
    Q_PROPERTY(QString title READ title NOTIFY changed)
    Q_PROPERTY(QString stepText READ stepText NOTIFY changed)
    Q_PROPERTY(bool canGoBack READ canGoBack NOTIFY changed)
    Q_PROPERTY(bool canGoHome READ canGoHome NOTIFY changed)
    Q_PROPERTY(QString errorText READ errorText NOTIFY changed)
    Q_PROPERTY(QString recoverText READ recoverText NOTIFY changed)
    Q_PROPERTY(int countdown READ countdown NOTIFY changed)
    Q_PROPERTY(QString bannerText READ bannerText NOTIFY changed)
    Q_PROPERTY(QString cardText READ cardText NOTIFY changed)
    Q_PROPERTY(QString availableText READ availableText NOTIFY changed)
    Q_PROPERTY(int pinLength READ pinLength NOTIFY changed)
    Q_PROPERTY(bool pinComplete READ pinComplete NOTIFY changed)
    Q_PROPERTY(QString pumpText READ pumpText NOTIFY changed)
    Q_PROPERTY(QString presetText READ presetText NOTIFY changed)
    Q_PROPERTY(bool usesCoupons READ usesCoupons NOTIFY changed)
    Q_PROPERTY(QString fuelCodeText READ fuelCodeText NOTIFY changed)
    Q_PROPERTY(bool codeIsForFuel READ codeIsForFuel NOTIFY changed)
    Q_PROPERTY(QStringList grades READ grades NOTIFY changed)
    Q_PROPERTY(int grade READ grade NOTIFY changed)
    Q_PROPERTY(QString couponText READ couponText NOTIFY changed)
    Q_PROPERTY(QString gradesText READ gradesText NOTIFY changed)
    Q_PROPERTY(QStringList amountTexts READ amountTexts NOTIFY changed)
    Q_PROPERTY(int amountsAffordable READ amountsAffordable NOTIFY changed)
    Q_PROPERTY(bool entryIsLitres READ entryIsLitres NOTIFY changed)
    Q_PROPERTY(QString entryText READ entryText NOTIFY changed)
    Q_PROPERTY(bool entryComplete READ entryComplete NOTIFY changed)
    Q_PROPERTY(QString amountText READ amountText NOTIFY changed)
    Q_PROPERTY(QString volumeText READ volumeText NOTIFY changed)
    Q_PROPERTY(QString priceText READ priceText NOTIFY changed)
    Q_PROPERTY(QString limitText READ limitText NOTIFY changed)
    Q_PROPERTY(QString pumpAlarmText READ pumpAlarmText NOTIFY changed)
    Q_PROPERTY(bool usesPoints READ usesPoints NOTIFY changed)
    Q_PROPERTY(bool canUsePoints READ canUsePoints NOTIFY changed)
    Q_PROPERTY(QString fuelPointsText READ fuelPointsText NOTIFY changed)
    Q_PROPERTY(bool busy READ busy NOTIFY changed)
    Q_PROPERTY(QString language READ language WRITE setLanguage NOTIFY changed)
public:
    enum Screen {
        Home,
        PresentCard,
        Pin,
        Asking, ///< a question is under way
        Balance,
        ChoosePump,
        ChooseAmount,
        EnterAmount,
        Confirm,
        Lift, ///< the pump is released, the nozzle hangs
        Fuelling,
        Done, ///< the receipt
        Refusal,
        Member, ///< points and coupons
        EnterCode,
        ConfirmExchange,
        EnterReceiver, ///< of a coupon that is given away
        ConfirmGift,
        ChooseTopUp,
        ChooseWay, ///< to pay
        TopUpQr,
        TopUpDone,
        ChooseBiller,
        EnterAccount, ///< number, plate or phone number
        Bills,        ///< of one account
        Help,
    };
    Q_ENUM(Screen)

    static constexpr qint64 IdleMs = 45'000;
    static constexpr qint64 CountdownMs = 15'000;
    /// How long a driver is kept waiting for a counter that went away before it answered.
    static constexpr qint64 UnheardMs = 15'000;

    /// `cards` may be null. Everything passed in outlives the view model. The language at this moment is the
    /// one the kiosk returns to when it is left alone.
    KioskViewModel(StationControl &station, CardSource *cards, CardDesk &desk, const Clock &clock,
                   IdSource &ids, Translator &translator, QObject *parent = nullptr);
    /// Coupons and points; null: there are none. It outlives the view model.
    void setMembers(MemberDesk *desk);
    /// Topping up by phone; null: there is none. Both outlive the view model. What stood here before a power
    /// cut is taken up again.
    void setTopUps(TopUpDesk *desk, TopUpMemory *memory);
    /// Paying bills; null: there is none. It outlives the view model, and needs setTopUps().
    void setBills(BillCounter *counter);
    /// Ticks by itself four times a second from now on; tests call tick() instead.
    void start();
    void tick();

    PumpListModel *pumps() { return &m_pumps; }
    ReceiptModel *receipt() { return &m_receipt; }
    BalanceModel *balance() { return &m_balance; }
    MemberModel *member() { return &m_member; }
    TopUpModel *topUp() { return &m_topUp; }
    HelpModel *help() { return &m_help; }
    bool hasTopUps() const { return m_topUp.isOffered(); }
    BillsModel *bills() { return &m_bills; }
    bool hasBills() const;
    /// They cannot be asked for now.
    bool billsAway() const;
    /// A card is here whose owner has not saved this account.
    bool canSavePayee() const
    {
        return m_screen == Bills && m_card && m_bills.isFound() && !m_bills.isSaved();
    }
    bool hasMembers() const { return m_members; }
    QString memberSaid() const { return m_memberSaid; }
    QString codeText() const { return shortCode(m_code); }
    QString exchangeText() const;
    QString giftText() const;
    bool receiverComplete() const;
    Screen screen() const { return m_screen; }
    QString title() const;
    QString stepText() const;
    bool canGoBack() const;
    bool canGoHome() const
    {
        return m_screen != Home && !(m_screen == Asking && m_askingPump) && !m_topUp.isUnderWay();
    }
    QString errorText() const { return m_error ? forDriver(*m_error) : QString(); }
    QString recoverText() const;
    int countdown() const { return m_countdown; }
    QString bannerText() const;
    QString cardText() const { return m_card ? m_card->masked : QString(); }
    QString availableText() const { return m_available ? m_texts.money(*m_available) : QString(); }
    int pinLength() const { return m_pin.length(); }
    bool pinComplete() const { return m_pin.isComplete(); }
    QString pumpText() const { return m_pump > 0 ? m_texts.pump(m_pump) : QString(); }
    QString presetText() const;
    bool usesCoupons() const { return m_usesCoupons; }
    QString fuelCodeText() const;
    bool usesPoints() const { return m_usesPoints; }
    bool canUsePoints() const;
    /// What the member's points are worth, and whether they are used; empty: nobody asked yet.
    QString fuelPointsText() const;
    bool codeIsForFuel() const { return m_codeForFuel; }
    /// To choose from before the nozzle is lifted; empty where there is one.
    QStringList grades() const;
    int grade() const { return int(gradeCodes().indexOf(m_grade)); } ///< -1: the nozzle says it
    /// What comes off the fuelling that is under way, or why the code that was typed does not.
    QString couponText() const;
    QString gradesText() const;
    QStringList amountTexts() const;
    int amountsAffordable() const;
    bool entryIsLitres() const { return m_preset.kind == Preset::Kind::Volume; }
    QString entryText() const { return m_entry.text(); }
    bool entryComplete() const;
    QString amountText() const;
    QString volumeText() const;
    QString priceText() const;
    QString limitText() const;
    QString pumpAlarmText() const;
    bool busy() const { return m_busy; }
    QString language() const { return languageCode(m_translator.language()); }
    void setLanguage(const QString &code);

    /// Any touch or key, wherever it lands.
    Q_INVOKABLE void touched();
    Q_INVOKABLE void chooseFuel();
    Q_INVOKABLE void chooseBalance();
    /// A key of a scanner, which types like a keyboard and ends with Return. False: it is of no use here.
    Q_INVOKABLE bool scan(const QString &text, bool isEnd);
    /// "0".."9", ".", "00", "back", "clear".
    Q_INVOKABLE void press(const QString &key);
    Q_INVOKABLE void confirmPin();
    Q_INVOKABLE void choosePump(int pump);
    Q_INVOKABLE void chooseFillUp();
    Q_INVOKABLE void chooseAmount(int index);
    Q_INVOKABLE void otherAmount();
    Q_INVOKABLE void otherLitres();
    Q_INVOKABLE void confirmEntry();
    Q_INVOKABLE void chooseMember();
    /// From the first page, or for the card that is here.
    Q_INVOKABLE void chooseTopUp();
    Q_INVOKABLE void chooseTopUpAmount(int index);
    Q_INVOKABLE void otherTopUpAmount();
    Q_INVOKABLE void chooseWay(int index);
    Q_INVOKABLE void chooseBills();
    Q_INVOKABLE void chooseBiller(int index);
    Q_INVOKABLE void choosePayee(int index);
    Q_INVOKABLE void forgetPayee(int index);
    Q_INVOKABLE void confirmAccount();
    Q_INVOKABLE void toggleBill(int row);
    Q_INVOKABLE void chooseCredit(int row, int choice);
    Q_INVOKABLE void otherPart(int row);
    Q_INVOKABLE void savePayee();
    Q_INVOKABLE void payBills();
    Q_INVOKABLE void enterCode();
    Q_INVOKABLE void confirmCode();
    Q_INVOKABLE void chooseOffer(int row);
    Q_INVOKABLE void confirmExchange();
    /// The best of the card's own coupons, or none of them.
    Q_INVOKABLE void toggleCoupons();
    /// As many of the member's points as the fuelling takes, or none.
    Q_INVOKABLE void togglePoints();
    Q_INVOKABLE void chooseGrade(int index);
    Q_INVOKABLE void enterFuelCode();
    Q_INVOKABLE void giveAway(int row);
    Q_INVOKABLE void confirmReceiver();
    Q_INVOKABLE void confirmGift();
    Q_INVOKABLE void chooseHelp();
    Q_INVOKABLE void openHelp(int row);
    Q_INVOKABLE void begin();
    Q_INVOKABLE void cancelFuelling();
    Q_INVOKABLE void recover();
    Q_INVOKABLE void goBack();
    Q_INVOKABLE void goHome();

Q_SIGNALS:
    void changed();
    /// The kiosk was left alone: the next driver finds it as it was set up.
    void leftAlone();

private:
    QString forDriver(const Error &error) const;
    static QString shortCode(const QString &code);
    bool takesCode() const
    {
        return m_screen == Confirm || m_screen == Member || m_screen == EnterCode || m_screen == ChooseBiller
            || m_screen == EnterAccount;
    }
    void takeCode();
    QStringList gradeCodes() const;
    enum class Task { None, Fuel, Balance, TopUp, Bills };
    const PumpView *pump() const { return m_pumps.find(m_pump); }
    Currency currency() const;
    void show(Screen screen);
    void refuse(const Error &error);
    void refuse(ErrorCode code) { refuse(Error{code, {}}); }
    void askBalance(const QString &pin);
    void onBalance(const Result<CardBalance> &answer);
    void afterCard();
    QString topUpStep() const;
    void askTopUp();
    void confirmTopUpEntry();
    void afterTopUpAmount();
    void onTopUpRefused(const Error &error);
    void askBillers();
    void takeBillCode();
    void lookUp(const QString &biller, const QString &account);
    void onBills(const Result<BillsFound> &found);
    void confirmPart();
    void onBillsCard(const CardIdentity &card);
    void askPayees(const QString &pin);
    void onPayees(const QString &pin, const Result<std::vector<PayeeShown>> &answer);
    QString billsTitle() const;
    QString billsStep() const;
    void askMember(const QString &said);
    void learnPoints();
    void onMember(const Result<MemberView> &view);
    void pressCode(const QString &key);
    void exchange(const QString &pin);
    void onExchanged(const Result<MemberCoupon> &got);
    void onCoupon(const Result<MemberCoupon> &got);
    void sendGift(const QString &pin);
    void onGift(const Result<bool> &given);
    void askPump(const QString &pin);
    void sendQuestion(const QString &pin);
    void onAsked(SaleId sale, const Result<void> &result);
    void onUnheard(SaleId sale);
    void onLink();
    void forsake(SaleId sale);
    void onCard(const CardIdentity &card);
    void onReadFailed(ErrorCode code);
    void onSale(const SaleView &sale);
    void follow(const SaleView &sale);
    bool showOpenSale(const CardIdentity &card);
    void wipe();

    StationControl &m_station;
    CardDesk &m_desk;
    const Clock &m_clock;
    IdSource &m_ids;
    Translator &m_translator;
    const Language m_homeLanguage;
    Texts m_texts;
    PumpListModel m_pumps;
    ReceiptModel m_receipt;
    BalanceModel m_balance;
    MemberModel m_member;
    TopUpModel m_topUp;
    BillsModel m_bills;
    HelpModel m_help;
    QTimer m_timer;

    Screen m_screen = Home;
    Screen m_refusedAt = Home;
    Task m_task = Task::None;
    std::optional<CardIdentity> m_card;
    std::optional<Money> m_available;
    Secret m_pin;
    /// What the PIN is asked for: a pump question asks for it again where the amount is above the card's
    /// limit for that.
    enum class PinFor { Balance, Pump, Exchange, Gift, Payees } m_pinFor = PinFor::Balance;
    BillCounter *m_billCounter = nullptr;
    qint64 m_billersDueMs = 0;
    bool m_billsAway = false; ///< nobody said lately whose bills can be paid
    Screen m_lookedUpAt = ChooseBiller;
    Screen m_afterPayees = ChooseBiller;
    QString m_payeePin; ///< for saving and forgetting; wiped with the card
    int m_partRow = 0;
    MemberDesk *m_members = nullptr;
    QString m_memberSaid;
    QString m_code;
    QString m_scanned; ///< so far
    qint64 m_scannedAt = 0;
    QString m_fuelCode;
    QString m_grade;            ///< its product's code; empty: the nozzle says it
    bool m_codeForFuel = false; ///< the code that is being entered
    bool m_usesCoupons = true;
    bool m_usesPoints = false;
    std::optional<Result<MemberPoints>> m_points; ///< of the card that is here
    std::optional<PointsOffer> m_offer;
    OperationId m_exchange;
    OperationId m_claim; ///< of m_code; another code is another question
    std::optional<MemberCoupon> m_gift;
    OperationId m_giving; ///< of m_gift to m_code
    int m_pump = 0;
    Preset m_preset;
    AmountEntry m_entry;
    SaleId m_sale;
    /// Sales begun here and not over, by the card's token: a tap shows them again.
    std::map<QByteArray, SaleId> m_open;
    /// The link was lost before the counter answered for m_sale; since when, monotonic.
    std::optional<qint64> m_unheardSince;
    bool m_asksAgain = false; ///< as soon as the link is back
    /// Given up without an answer: the counter may have released a pump for them, and shall take it back.
    QList<SaleId> m_forsaken;
    std::optional<Error> m_error;
    bool m_busy = false;
    bool m_askingPump = false;
    int m_question = 0; ///< answers to an earlier one are late and dropped
    qint64 m_touchedMs = 0;
    int m_countdown = 0;
};

}
