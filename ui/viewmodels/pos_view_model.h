#pragma once

#include "core/domain/cards/card_source.h"
#include "core/domain/goods/shelf.h"
#include "core/domain/sales/member_desk.h"
#include "core/domain/sales/station_control.h"
#include "ui/viewmodels/amount_entry.h"
#include "ui/viewmodels/basket_model.h"
#include "ui/viewmodels/coupon_choice_model.h"
#include "ui/viewmodels/pump_list_model.h"
#include "ui/viewmodels/receipt_model.h"
#include "ui/viewmodels/refund_view_model.h"
#include "ui/viewmodels/sale_list_model.h"
#include "ui/viewmodels/secret.h"
#include "ui/viewmodels/sign_in_view_model.h"
#include "ui/viewmodels/tank_list_model.h"

#include <QStringList>
#include <QTimer>

namespace youka {

/// The counter: every pump live, one of them selected, and on the right what can be done with it. A card read
/// is kept wherever the work is and used by the next action that needs one. While nobody is signed in whose
/// PIN is asked for, it shows the pumps and stops them, and nothing else.
class PosViewModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the program")
    Q_PROPERTY(youka::PumpListModel *pumps READ pumps CONSTANT)
    Q_PROPERTY(youka::SaleListModel *payable READ payable CONSTANT)
    Q_PROPERTY(youka::SaleListModel *recent READ recent CONSTANT)
    Q_PROPERTY(youka::ReceiptModel *receipt READ receipt CONSTANT)
    Q_PROPERTY(youka::TankListModel *tanks READ tanks CONSTANT)
    Q_PROPERTY(youka::BasketModel *basket READ basket CONSTANT)
    Q_PROPERTY(youka::BasketModel *found READ found CONSTANT)
    Q_PROPERTY(QString searchText READ searchText NOTIFY changed)
    Q_PROPERTY(bool hasShop READ hasShop NOTIFY changed)
    Q_PROPERTY(bool canSell READ canSell NOTIFY changed)
    Q_PROPERTY(bool canUndo READ canUndo NOTIFY changed)
    Q_PROPERTY(QString tanksTone READ tanksTone NOTIFY changed)
    Q_PROPERTY(youka::SignInViewModel *signIn READ signIn CONSTANT)
    Q_PROPERTY(youka::RefundViewModel *refund READ refund CONSTANT)
    Q_PROPERTY(bool canRefund READ canRefund NOTIFY changed)
    Q_PROPERTY(Panel panel READ panel NOTIFY changed)
    Q_PROPERTY(int selectedPump READ selectedPump NOTIFY changed)
    Q_PROPERTY(QString heading READ heading NOTIFY changed)
    Q_PROPERTY(QString hint READ hint NOTIFY changed)
    Q_PROPERTY(EntryKind entryKind READ entryKind WRITE setEntryKind NOTIFY changed)
    Q_PROPERTY(QString entryText READ entryText NOTIFY changed)
    Q_PROPERTY(QStringList nozzles READ nozzles NOTIFY changed)
    Q_PROPERTY(int nozzleIndex READ nozzleIndex WRITE setNozzleIndex NOTIFY changed)
    Q_PROPERTY(QString cardText READ cardText NOTIFY changed)
    Q_PROPERTY(bool pinAsked READ pinAsked NOTIFY changed)
    Q_PROPERTY(int pinLength READ pinLength NOTIFY changed)
    Q_PROPERTY(QString amountText READ amountText NOTIFY changed)
    Q_PROPERTY(QString volumeText READ volumeText NOTIFY changed)
    Q_PROPERTY(QString changeText READ changeText NOTIFY changed)
    Q_PROPERTY(QString nextCashText READ nextCashText NOTIFY changed)
    Q_PROPERTY(QStringList discounts READ discounts NOTIFY changed)
    Q_PROPERTY(bool couponAsked READ couponAsked NOTIFY changed)
    Q_PROPERTY(QString couponText READ couponText NOTIFY changed)
    Q_PROPERTY(QString couponHint READ couponHint NOTIFY changed)
    Q_PROPERTY(youka::CouponChoiceModel *choice READ choice CONSTANT)
    Q_PROPERTY(bool canUndoCoupons READ canUndoCoupons NOTIFY changed)
    Q_PROPERTY(youka::SaleListModel *numbered READ numbered CONSTANT)
    Q_PROPERTY(QString numberText READ numberText NOTIFY changed)
    Q_PROPERTY(bool canFind READ canFind NOTIFY changed)
    Q_PROPERTY(bool pointsAsked READ pointsAsked NOTIFY changed)
    Q_PROPERTY(QString pointsText READ pointsText NOTIFY changed)
    Q_PROPERTY(QString pointsLine READ pointsLine NOTIFY changed)
    Q_PROPERTY(bool canUsePoints READ canUsePoints NOTIFY changed)
    Q_PROPERTY(bool busy READ busy NOTIFY changed)
    Q_PROPERTY(QString errorText READ errorText NOTIFY changed)
    Q_PROPERTY(QStringList alarms READ alarms NOTIFY changed)
    Q_PROPERTY(bool online READ online NOTIFY changed)
    Q_PROPERTY(QString linkText READ linkText NOTIFY changed)
    Q_PROPERTY(QString language READ language WRITE setLanguage NOTIFY changed)
    Q_PROPERTY(bool canRelease READ canRelease NOTIFY changed)
    Q_PROPERTY(bool canPrepay READ canPrepay NOTIFY changed)
    Q_PROPERTY(bool canFuelByCard READ canFuelByCard NOTIFY changed)
    Q_PROPERTY(bool canStop READ canStop NOTIFY changed)
    Q_PROPERTY(bool canCancel READ canCancel NOTIFY changed)
    Q_PROPERTY(bool canPayCash READ canPayCash NOTIFY changed)
    Q_PROPERTY(bool canPayCard READ canPayCard NOTIFY changed)
    Q_PROPERTY(bool canUseCoupon READ canUseCoupon NOTIFY changed)
public:
    enum Panel {
        NoPump,  ///< nothing selected
        Setup,   ///< a free pump: release, prepay, card
        Blocked, ///< a pump that does not answer or is closed
        Waiting, ///< released, no fuel yet
        Running, ///< fuel flows
        Pay,     ///< a delivered sale waits for its tender
        Receipt, ///< a finished sale
        Tanks,   ///< what the gauge says
        Refund,  ///< a paid sale goes back
        Goods,   ///< the shop's articles are looked through
        Coupons, ///< a member's own, beside the sale that is due
        Find,    ///< a sale is looked for by its number
    };
    Q_ENUM(Panel)
    enum EntryKind { FillUp, Amount, Litres };
    Q_ENUM(EntryKind)

    /// `cards` may be null: a counter without a reader. Everything passed in outlives the view model.
    PosViewModel(StationControl &station, CardSource *cards, CardDesk &desk, const Clock &clock,
                 IdSource &ids, Translator &translator, const SignInTerms &signIn = {},
                 QObject *parent = nullptr);
    /// Ticks by itself once a second from now on; tests call tick() instead.
    void start();
    void tick();
    /// What the shop sells; outlives this. Without it there is none.
    void setShelf(const Shelf *shelf);
    /// Members' own coupons; outlives this. Without it only codes are taken.
    void setMembers(MemberDesk *desk);
    /// Who gives sales back; outlives this. Without it nothing goes back here.
    void setRefunds(RefundDesk *desk);

    PumpListModel *pumps() { return &m_pumps; }
    SaleListModel *payable() { return &m_payable; }
    SaleListModel *recent() { return &m_recent; }
    ReceiptModel *receipt() { return &m_receipt; }
    SignInViewModel *signIn() { return &m_signIn; }
    RefundViewModel *refund() { return &m_refund; }
    /// The sale that is looked at can go back.
    bool canRefund() const;
    TankListModel *tanks() { return &m_tanks; }
    BasketModel *basket() { return &m_basket; }
    BasketModel *found() { return &m_found; }
    QString searchText() const { return m_search; }
    bool hasShop() const { return m_shelf != nullptr; }
    /// Goods can be put into the sale that is due, or into one of their own.
    bool canSell() const;
    bool canUndo() const { return canSell() && m_due && !m_undo.isEmpty() && panel() != Coupons; }
    QString tanksTone() const { return m_tanks.tone(); }
    Panel panel() const;
    int selectedPump() const { return m_selected; }
    QString heading() const;
    QString hint() const;
    EntryKind entryKind() const { return m_kind; }
    void setEntryKind(EntryKind kind);
    QString entryText() const;
    QStringList nozzles() const;
    int nozzleIndex() const;
    void setNozzleIndex(int index);
    QString cardText() const;
    bool pinAsked() const { return m_pinAsked; }
    int pinLength() const { return m_pin.length(); }
    QString amountText() const;
    QString volumeText() const;
    QString changeText() const;
    QString nextCashText() const;
    /// What was taken off the sale that is due, a line each: name and amount.
    QStringList discounts() const;
    bool couponAsked() const { return m_couponAsked; }
    QString couponText() const { return m_coupon; }
    QString couponHint() const;
    /// The coupons of the member whose card is here, as the sale that is due takes them.
    CouponChoiceModel *choice() { return &m_choice; }
    bool canUndoCoupons() const { return mayWork() && panel() == Coupons && !m_codesUndo.isEmpty(); }
    /// The sales that a number stands for, where they are several.
    SaleListModel *numbered() { return &m_numbered; }
    QString numberText() const;
    bool canFind() const;
    bool pointsAsked() const { return m_pointsAsked; }
    QString pointsText() const { return m_pointsTyped; }
    /// How many points the member has, what they are worth, and how many this sale takes.
    QString pointsHint() const;
    /// What is off the sale with points; empty: none.
    QString pointsLine() const;
    bool canUsePoints() const;
    bool busy() const { return m_busy; }
    QString errorText() const;
    QStringList alarms() const;
    bool online() const { return m_station.link().online; }
    QString linkText() const;
    QString language() const { return languageCode(m_translator.language()); }
    void setLanguage(const QString &code) { m_translator.setLanguage(languageFromCode(code)); }
    bool canRelease() const { return mayWork() && panel() == Setup && presetIsComplete(); }
    bool canPrepay() const { return canRelease() && m_kind == Amount; }
    bool canFuelByCard() const { return canRelease() && m_card; }
    /// Whoever is there may stop a pump.
    bool canStop() const { return !m_busy && isRunning(); }
    bool canCancel() const { return mayWork() && panel() == Waiting; }
    bool canPayCash() const { return mayWork() && panel() == Pay; }
    bool canPayCard() const { return canPayCash() && m_card && m_due->due().isPositive(); }
    bool canUseCoupon() const { return canPayCash(); }

    Q_INVOKABLE void selectPump(int pump);
    Q_INVOKABLE void stepPump(int by);
    /// The pump or sale that has waited longest for the counter.
    Q_INVOKABLE void nextWaiting();
    /// "0".."9", ".", "00", "back", "clear": into the PIN, the cash or the preset, whichever is asked for.
    Q_INVOKABLE void press(const QString &key);
    /// Enter: what the panel's first button does.
    Q_INVOKABLE void confirm();
    Q_INVOKABLE void release();
    Q_INVOKABLE void prepay();
    Q_INVOKABLE void fuelByCard();
    Q_INVOKABLE void stop();
    Q_INVOKABLE void cancel();
    Q_INVOKABLE void payNextNote();
    Q_INVOKABLE void payCash();
    Q_INVOKABLE void payCard();
    /// With a member's card takes the best of the member's coupons and opens the list of them, then closes
    /// it. Without one opens the entry of a coupon's code; the second time, takes what was entered.
    Q_INVOKABLE void useCoupon();
    /// A key that no amount has: of a coupon's code, typed or scanned. What was entered as cash before it is
    /// its beginning. Says whether it was one.
    Q_INVOKABLE bool typeCode(const QString &key);
    /// In that list: takes a coupon, or leaves it out.
    Q_INVOKABLE void toggleCoupon(int row);
    Q_INVOKABLE void undoCoupons();
    Q_INVOKABLE void closeCoupons();
    /// Puts the coupons of the sale that is due away again.
    Q_INVOKABLE void dropCoupons();
    /// Asks how many points of the member whose card is here; the second time, takes as many as were
    /// entered, or the most. What is off the sale already it gives back.
    Q_INVOKABLE void usePoints();
    Q_INVOKABLE void showPayable(int row);
    Q_INVOKABLE void showRecent(int row);
    /// Opens what of the sale that is looked at goes back.
    Q_INVOKABLE void refundSale();
    /// Opens the search of a sale by the number on its receipt, and puts it away again.
    Q_INVOKABLE void showFind();
    Q_INVOKABLE void showNumbered(int row);
    Q_INVOKABLE void dropCard();
    /// Opens the search of the shop's articles, and puts it away again.
    Q_INVOKABLE void showGoods();
    Q_INVOKABLE void addFound(int row);
    Q_INVOKABLE void stepQuantity(int row, int by);
    Q_INVOKABLE void removeLine(int row);
    /// The basket as it was before its last change.
    Q_INVOKABLE void undoGoods();
    /// A key for the search or the basket's current line. Says whether it was one.
    Q_INVOKABLE bool typeGoods(const QString &key);
    /// Opens the tanks, and puts them away again.
    Q_INVOKABLE void showTanks();
    /// Esc: closes the PIN, the receipt, the message, whichever is in front.
    Q_INVOKABLE void back();

Q_SIGNALS:
    void changed();

private:
    enum class CardUse { None, Fuel, Pay, Points };
    const PumpView *pump() const { return m_pumps.find(m_selected); }
    bool mayWork() const { return !m_busy && !m_signIn.isNeeded(); }
    bool isRunning() const;
    void standDown();
    Preset preset() const;
    bool presetIsComplete() const;
    Currency currency() const;
    void begin();
    StationControl::Done done(std::function<void()> onSuccess = {});
    StationControl::Done cardDone(CardUse use);
    void refuse(const Error &error);
    void refuse(ErrorCode code) { refuse(Error{code, {}}); }
    void onCard(const CardIdentity &card);
    void onSale(const SaleView &sale);
    void onPump(int pump);
    void reloadSales();
    void showSale(const SaleView &sale, Money change = {});
    void setDue(const std::optional<SaleView> &sale);
    enum class Shown { ByCode, ByMember };
    void askCoupons(const QStringList &codes, Shown how = Shown::ByCode);
    void couponsAreTaken(SaleId id, const QStringList &codes, Shown how, const Result<void> &result);
    void askMember();
    void onMember(SaleId due, const Result<MemberView> &view);
    void pressCode(const QString &key);
    void beginCode();

    // pos_coupon_list.cpp
    void chooseCodes(const QStringList &codes);
    void showChoice();

    // pos_find.cpp
    void pressNumber(const QString &key);
    bool takeNumber(const QString &typed);
    void confirmFind();
    void findSale(const QString &number);
    void onFound(const QString &number, const QList<SaleView> &sales);

    void askBalance();
    void forgetCard();

    // pos_points.cpp
    bool hasPoints() const { return m_due && m_due->points; }
    qint64 mostPoints() const;
    void askPoints();
    void onMemberPoints(SaleId due, const Result<MemberView> &view);
    void takePoints(qint64 points);
    void pointsAreTaken(SaleId id, const Result<void> &result);
    void takePointsAgain();
    void forgetPoints();
    void pressPoints(const QString &key);
    void refreshDue(SaleId id);

    // pos_goods.cpp
    std::vector<BasketLine> goods() const;
    void searchFor(const QString &text);
    void pressSearch(const QString &key);
    void noteTyped(const QString &key);
    bool takeScan();
    void takeScans();
    void add(const BasketLine &line);
    static bool setQuantity(BasketLine &line, qint64 quantity);
    void put(const std::vector<BasketLine> &lines, bool undoable = true);
    void goodsArePut(SaleId id, const std::optional<std::vector<BasketLine>> &before);
    QString saleName(const SaleView &sale) const;

    StationControl &m_station;
    CardDesk &m_desk;
    const Clock &m_clock;
    IdSource &m_ids;
    Translator &m_translator;
    Texts m_texts;
    PumpListModel m_pumps;
    SaleListModel m_payable;
    SaleListModel m_recent;
    ReceiptModel m_receipt;
    SignInViewModel m_signIn;
    RefundViewModel m_refund;
    TankListModel m_tanks;
    BasketModel m_basket;
    BasketModel m_found;
    CouponChoiceModel m_choice;
    SaleListModel m_numbered;
    QTimer m_timer;
    const Shelf *m_shelf = nullptr;

    int m_selected = 0;
    int m_nozzle = 0;
    EntryKind m_kind = FillUp;
    AmountEntry m_entry;
    AmountEntry m_cash;
    std::optional<CardIdentity> m_card;
    std::optional<Money> m_available;
    qint64 m_cardSinceMs = 0;
    Secret m_pin;
    bool m_pinAsked = false;
    bool m_tanksShown = false;
    bool m_goodsShown = false;
    QString m_search;
    QString m_typed;                         ///< figures since the last other key: a scanner's, perhaps
    QStringList m_scans;                     ///< that wait for the basket
    QList<std::vector<BasketLine>> m_undo{}; ///< what the basket was before, of the sale that is due
    CardUse m_pinFor = CardUse::None;
    std::optional<SaleView> m_due;
    QStringList m_codes;            ///< of the coupons that were shown for it
    QList<QStringList> m_codesUndo; ///< what they were before, while the member's are shown
    bool m_couponsShown = false;
    bool m_findShown = false;
    QString m_number; ///< of a sale, being entered
    QString m_coupon; ///< being entered
    bool m_couponAsked = false;
    bool m_hasNone = false; ///< the member whose card is here
    MemberDesk *m_members = nullptr;
    MemberPoints m_memberPoints;
    std::optional<PointValue> m_pointValue; ///< with it the member's points are known
    bool m_pointsAsked = false;
    QString m_pointsTyped;
    qint64 m_pointsWanted = 0; ///< for the sale that is due
    bool m_busy = false;
    std::optional<Error> m_error;
};

}
