#pragma once

#include "core/domain/coupons/campaign.h"
#include "ui/sentences/campaign_words.h"
#include "ui/tokens/design_tokens.h"
#include "ui/widgets/form_dialog.h"

class QTableWidget;

namespace youka {

class TablePage;

/// The batches of a campaign's coupons: print codes, save them sealed to a file, void a batch, give a coupon
/// to a customer. Objects: campaignBatches, batchesPage and its parts, batchPrint, batchSave, batchVoid,
/// couponGive, batchesClose, batchesNote.
class CampaignBatches : public QDialog
{
    Q_OBJECT
public:
    /// `link` outlives it.
    CampaignBatches(OfficeLink &link, const QJsonObject &campaign, ThemeKind theme, QWidget *parent);
    /// Fetches the codes of the selected batch page by page and writes them sealed to `file`: serial, code
    /// and QR text (sealed_codes.h).
    void saveCodes(const QString &file, const QString &reason, const QString &passphrase);

private:
    void refresh();
    void print();
    void save();
    void chooseFile(const QString &passphrase);
    void voidBatch();
    void give();
    void present(FormDialog *form, const QString &done);
    struct Saving;
    void fetchCodes(const std::shared_ptr<Saving> &saving);

    OfficeLink &m_link;
    const QJsonObject m_campaign;
    TablePage *m_page;
    QLabel *m_note;
    QPushButton *m_print;
    QPushButton *m_save;
    QPushButton *m_void;
    QPushButton *m_give;
    bool m_isSaving = false;
};

/// What is behind a code: typed, pasted or scanned. Objects: couponFinder, couponCode, couponFind,
/// couponState, couponHistory, couponProblem, couponExtend, couponVoid, couponFinderClose.
class CouponFinder : public QDialog
{
    Q_OBJECT
public:
    /// `link` outlives it.
    CouponFinder(OfficeLink &link, const CampaignHouse &house, QWidget *parent);

private:
    void find();
    void showCoupon(const QJsonObject &coupon);
    void extend();
    void voidCoupon();

    OfficeLink &m_link;
    const CampaignHouse m_house;
    const QLocale m_locale;
    QLineEdit *m_code;
    QLabel *m_state;
    QLabel *m_problem;
    QTableWidget *m_history;
    QPushButton *m_extend;
    QPushButton *m_void;
    QJsonObject m_coupon;
};

}
