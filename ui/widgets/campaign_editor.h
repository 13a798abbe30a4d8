#pragma once

#include "ui/widgets/campaign_pages.h"
#include "ui/widgets/office_link.h"

#include <QDialog>

class QLabel;
class QPushButton;
class QTabWidget;

namespace youka {

class CampaignPreview;

/// Drafts a campaign, or changes one: kind first, then the fields that this kind needs, beside them what it
/// does in one sentence and what it takes off a sample basket. Of a live one only name, limits and end are
/// open. Objects: campaignEditor, campaignTabs, campaignSentence, campaignMissing, campaignProblem,
/// campaignSubmit, campaignCancel, and those of CampaignFields and CampaignPreview.
class CampaignEditor : public QDialog
{
    Q_OBJECT
public:
    /// `campaign` without an id is new. `link` outlives it.
    CampaignEditor(OfficeLink &link, const Campaign &campaign, const CampaignHouse &house, QWidget *parent);

    /// As it would be sent.
    const Campaign &campaign() const { return m_now; }

Q_SIGNALS:
    void succeeded(const QJsonObject &answer);

private:
    QWidget *makeSide();
    QStringList readPages(Campaign &campaign);
    void refresh();
    void submit();
    void onRefused(const Error &error);
    bool complain(const Error &error);

    OfficeLink &m_link;
    const Campaign m_base;
    const CampaignHouse m_house;
    const QLocale m_locale;
    const bool m_isLive;
    QList<CampaignPage> m_pages;
    QTabWidget *m_tabs;
    QLabel *m_sentence;
    CampaignPreview *m_preview;
    QLabel *m_missing;
    QLabel *m_problem;
    QPushButton *m_submit;
    Campaign m_now;
    QJsonObject m_sent;
    OperationId m_operation;
    bool m_waiting = false;
};

}
