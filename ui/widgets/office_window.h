#pragma once

#include "core/domain/coupons/campaign.h"
#include "core/domain/goods/stock.h"
#include "ui/sentences/translator.h"
#include "ui/tokens/design_tokens.h"
#include "ui/widgets/office_area.h"

#include <QMainWindow>
#include <QSettings>

class QLabel;
class QListWidget;
class QStackedWidget;

namespace youka {

class FormDialog;
class SignInPage;
class TablePage;

/// The office: sign-in, then one page per area beside a list of them. Built anew in another language or
/// theme. Objects: areas (the list), cardsPage, customersPage, salesPage, campaignsPage, tanksPage,
/// exceptionsPage, refundsPage, paymentsPage, invoicesPage, reconcilePage, pricesPage, articlesPage,
/// stockPage, staffPage, messagesPage, and one per action: actionRefresh, actionIssue, actionTopUp,
/// actionFreeze, ... with a button of the same name and "Button".
class OfficeWindow : public QMainWindow, private OfficeDesk
{
    Q_OBJECT
public:
    struct Options
    {
        ThemeKind theme = ThemeKind::Light;
        QString stateFile;    ///< remembers window, columns and the last name; empty: nothing is kept
        Currency currency;    ///< of new cards and prices
        QString hotline = {}; ///< for what help does not answer; empty: none is named
    };
    /// `link` and `translator` outlive it.
    OfficeWindow(OfficeLink &link, Translator &translator, const Options &options);
    ~OfficeWindow() override;

    void setTheme(ThemeKind kind);
    ThemeKind theme() const { return m_theme; }
    /// The page of an area, "cards", "customers", "sales", "refunds", "payments", "invoices", "reconcile",
    /// "campaigns", "tanks", "exceptions", "prices", "articles", "stock" or "staff"; nullptr before sign-in.
    TablePage *page(const QString &area) const { return m_pages.value(area); }

private:
    void build();
    void buildPages();
    void buildMenus();
    void showSignIn(const QString &why);
    void showWork();
    void openArea(int index);
    TablePage *currentPage() const;
    TablePage *addPage(const QString &area, TablePage *page);
    QAction *addAction(QMenu *menu, const char *name, const QString &text, const char *icon,
                       const QKeySequence &keys, void (OfficeWindow::*slot)());
    void addStaffActions(QMenu *menu);
    void addCampaignActions(QMenu *menu);
    void addGoodsActions(QMenu *menu);
    void refreshGoodsActions(const TablePage *page);
    void refreshActions();
    void refreshStaffActions(const TablePage *page);
    void addAreaActions(QMenu *menu);
    void refreshAreaActions(const TablePage *page);
    void addSaleActions(QMenu *menu);
    void refreshSaleActions(const TablePage *page);
    void refreshCampaignActions(const TablePage *page);

    OfficeLink &link() override { return m_link; }
    QWidget *window() override { return this; }
    void tell(const QString &text) override;
    void present(FormDialog *form, const QString &done) override;
    void refresh() override;
    void issueCard();
    void topUp();
    void freeze();
    void unfreeze();
    void reportLost();
    void editLimits();
    void showStatement();
    void setPrice();
    void refundSale();
    void invoiceSale();
    void showRefund();
    void showException();
    void showTank();
    void takeException();
    void resolveException();
    void confirmException();
    void rejectException();
    void hire();
    void setStaffPin();
    void moveStaff();
    void markStaffLeft();
    void takeStaffBack();
    void newCampaign();
    void copyCampaign();
    void editCampaign();
    void submitCampaign();
    void approveCampaign();
    void returnCampaign();
    void pauseCampaign();
    void endCampaign();
    void voidCampaign();
    void showCalendar();
    void showCampaignReport();
    void showPoster();
    void showCoupons();
    void findCoupon();
    void giveToSegment();
    void openCampaign(const Campaign &campaign);
    void stepCampaign(CampaignState to);
    // office_goods.cpp
    void newArticle();
    void editArticle();
    void setArticlePrice();
    void setArticlePicture();
    void newArticleGroup();
    void moveStock(StockMoveKind kind);
    void receiveStock();
    void countStock();
    void wasteStock();
    void sendStock();
    void showTransfers();
    void showMoves();
    void reloadExceptions(const QString &done);
    void copy();
    void exportCsv();
    void find();
    void showHelp();
    void signOut();
    void toggleTheme();
    void toggleLanguage();
    void changeCardState(CardState to);
    void save();
    void restore();

    OfficeLink &m_link;
    Translator &m_translator;
    ThemeKind m_theme;
    const Currency m_currency;
    const QString m_hotline;
    std::unique_ptr<QSettings> m_state;
    SignInPage *m_signIn = nullptr;
    QStackedWidget *m_stack = nullptr;
    QStackedWidget *m_areas = nullptr;
    QListWidget *m_navigation = nullptr;
    QLabel *m_user = nullptr;
    QLabel *m_activity = nullptr;
    QHash<QString, TablePage *> m_pages;
    QHash<QString, QAction *> m_actions;
    QList<OfficeArea> m_kinds; ///< the areas that describe themselves
    QStringList m_order;
    QStringList m_products;
};

}
