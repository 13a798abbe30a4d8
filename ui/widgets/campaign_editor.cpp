#include "ui/widgets/campaign_editor.h"

#include "core/domain/coupons/campaign_rules.h"
#include "core/domain/coupons/coupon_json.h"
#include "ui/sentences/sentences.h"
#include "ui/tokens/design_tokens.h"
#include "ui/widgets/campaign_preview.h"
#include "ui/widgets/office_words.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QScrollArea>
#include <QTabWidget>
#include <QVBoxLayout>

namespace youka {

namespace {

constexpr int SideWidth = 400;

/// What checkCampaign() says of a member, in words.
QString termsProblem(const QString &member)
{
    if (member == QLatin1String("until"))
        return say(QT_TRANSLATE_NOOP("Office", "The end must come after the beginning."));
    if (member == QLatin1String("hours"))
        return say(QT_TRANSLATE_NOOP("Office", "Both a beginning and an end are needed."));
    if (member == QLatin1String("products"))
        return say(QT_TRANSLATE_NOOP("Office", "Choose what the price is for."));
    if (member == QLatin1String("percent"))
        return say(QT_TRANSLATE_NOOP("Office", "Either per cent or an amount."));
    if (member == QLatin1String("holdOut"))
        return say(QT_TRANSLATE_NOOP("Office", "At most 90 is expected."));
    if (member == QLatin1String("buy"))
        return say(QT_TRANSLATE_NOOP("Office", "At least two stamps are expected."));
    if (member == QLatin1String("reward"))
        return say(QT_TRANSLATE_NOOP("Office", "Choose which campaign's coupon they give."));
    if (member == QLatin1String("issue.days"))
        return say(QT_TRANSLATE_NOOP("Office", "At most 60 days before a birthday."));
    if (member == QLatin1String("issue.toInviter"))
        return say(QT_TRANSLATE_NOOP("Office", "At least one of both gets it."));
    return {};
}

/// The field that shows a member; the same one is called otherwise where two kinds use it differently.
QString fieldOf(const QString &member, OfferKind kind)
{
    if (member == QLatin1String("issue.days")) // of the others the field itself says what is wrong
        return QStringLiteral("issueDaysBefore");
    if (member == QLatin1String("issue.toInviter"))
        return QStringLiteral("issueTo");
    if (member == QLatin1String("percent") && kind == OfferKind::TopUpBonus)
        return QStringLiteral("bonusPercent");
    if (member == QLatin1String("price") && kind == OfferKind::FixedPrice)
        return QStringLiteral("fixedPrice");
    if (member == QLatin1String("buy") && kind == OfferKind::Stamps)
        return QStringLiteral("stamps");
    return member;
}

QLabel *label(const char *name, const char *role)
{
    auto *made = new QLabel;
    made->setObjectName(QLatin1String(name));
    made->setProperty("role", QLatin1String(role));
    made->setWordWrap(true);
    return made;
}

}

CampaignEditor::CampaignEditor(OfficeLink &link, const Campaign &campaign, const CampaignHouse &house,
                               QWidget *parent)
    : QDialog(parent)
    , m_link(link)
    , m_base(campaign)
    , m_house(house)
    , m_locale(parent ? parent->locale() : QLocale())
    , m_isLive(campaign.id && campaign.state != CampaignState::Draft)
    , m_pages(makeCampaignPages(m_house, campaign.terms.offer.amount.currency, m_locale))
    , m_tabs(new QTabWidget)
    , m_sentence(label("campaignSentence", "title"))
    , m_preview(new CampaignPreview(m_house, campaign.terms.offer.amount.currency, m_locale))
    , m_missing(label("campaignMissing", "muted"))
    , m_problem(label("campaignProblem", "error"))
    , m_now(campaign)
{
    setObjectName(QStringLiteral("campaignEditor"));
    setAttribute(Qt::WA_DeleteOnClose);
    const QString title = campaign.id ? say(QT_TRANSLATE_NOOP("Office", "Campaign %1")).arg(campaign.id.value)
                                      : say(QT_TRANSLATE_NOOP("Office", "New campaign"));
    setWindowTitle(title);
    resize(1160, 840);
    m_tabs->setObjectName(QStringLiteral("campaignTabs"));
    m_tabs->setDocumentMode(true);
    for (const CampaignPage &page : m_pages) {
        auto *scroll = new QScrollArea;
        scroll->setWidget(page.fields);
        scroll->setWidgetResizable(true);
        scroll->setFrameShape(QFrame::NoFrame);
        m_tabs->addTab(scroll, page.title);
        page.fields->show(campaign);
        connect(page.fields, &CampaignFields::edited, this, &CampaignEditor::refresh);
    }
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    m_submit = buttons->button(QDialogButtonBox::Ok);
    m_submit->setObjectName(QStringLiteral("campaignSubmit"));
    m_submit->setText(campaign.id ? say(QT_TRANSLATE_NOOP("Office", "Save"))
                                  : say(QT_TRANSLATE_NOOP("Office", "Save as draft")));
    m_submit->setDefault(true);
    auto *cancel = buttons->button(QDialogButtonBox::Cancel);
    cancel->setObjectName(QStringLiteral("campaignCancel"));
    cancel->setAutoDefault(false);
    cancel->setText(say(QT_TRANSLATE_NOOP("Office", "Cancel")));
    const int grid = designTokens().grid;
    auto *work = new QHBoxLayout;
    work->setSpacing(2 * grid);
    work->addWidget(m_tabs, 1);
    work->addWidget(makeSide());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * grid, 2 * grid, 2 * grid, 2 * grid);
    layout->addLayout(work, 1);
    layout->addWidget(m_problem);
    m_problem->hide();
    auto *foot = new QHBoxLayout;
    foot->addWidget(m_missing, 1);
    foot->addWidget(buttons);
    layout->addLayout(foot);
    connect(&link, &OfficeLink::signedOut, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, &CampaignEditor::submit);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    refresh();
}

QWidget *CampaignEditor::makeSide()
{
    const int grid = designTokens().grid;
    auto *side = new QFrame;
    side->setObjectName(QStringLiteral("campaignSide"));
    side->setFixedWidth(SideWidth);
    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins(2 * grid, 2 * grid, 2 * grid, 2 * grid);
    layout->setSpacing(2 * grid);
    layout->addWidget(m_sentence);
    auto *heading = label("campaignPreviewTitle", "muted");
    heading->setText(say(QT_TRANSLATE_NOOP("Office", "What it takes off, where and when it applies:")));
    layout->addWidget(heading);
    layout->addWidget(m_preview);
    layout->addStretch();
    return side;
}

/// Labels of what is missing or wrong. What a field does not show, another kind's figures and what is only
/// for coupons, does not stay.
QStringList CampaignEditor::readPages(Campaign &campaign)
{
    Campaign first = m_base;
    first.terms.offer = {};
    first.issue = {};
    for (const CampaignPage &page : m_pages)
        page.fields->read(first);
    campaign = m_base;
    const OfferKind kind = first.terms.offer.kind;
    if (kind != m_base.terms.offer.kind)
        campaign.terms.scope.products.clear();
    campaign.terms.offer = {};
    campaign.terms.offer.kind = kind;
    campaign.terms.offer.amount.currency = m_base.terms.offer.amount.currency;
    campaign.terms.automatic = first.terms.automatic;
    campaign.issue = {};
    if (first.terms.automatic) {
        campaign.claimCode.clear();
        campaign.pointsPrice = 0;
        campaign.limits.claims = campaign.limits.claimsPerCustomer = std::nullopt;
        campaign.terms.daysFromClaim = 0;
        campaign.giftable = std::nullopt;
    }
    campaign.terms.stacking.exclusive = first.terms.stacking.exclusive;
    QStringList wrong;
    for (const CampaignPage &page : m_pages)
        wrong << page.fields->read(campaign);
    return wrong;
}

void CampaignEditor::refresh()
{
    Campaign read;
    const QStringList wrong = readPages(read);
    m_now = m_base;
    if (m_isLive) { // what is agreed stays as it was stored
        m_now.name = read.name;
        m_now.limits = read.limits;
        m_now.terms.until = read.terms.until;
    } else {
        m_now = read;
    }
    bool fits = wrong.isEmpty();
    if (fits)
        if (const auto checked = checkCampaign(m_now); !checked)
            fits = !complain(checked.error());
    for (const CampaignPage &page : m_pages)
        page.fields->arrange(m_now, m_isLive);
    m_sentence->setText(campaignSentence(m_now, m_house, m_locale));
    m_preview->show(m_now);
    m_missing->setText(wrong.isEmpty()
                           ? QString()
                           : say(QT_TRANSLATE_NOOP("Office", "Still to be filled in or corrected: %1"))
                                 .arg(m_locale.createSeparatedList(wrong)));
    m_submit->setEnabled(fits && !m_waiting);
}

/// Marks the field that is to blame; false when there is none.
bool CampaignEditor::complain(const Error &error)
{
    const QString member = error.detail.section(u':', 0, 0);
    for (const CampaignPage &page : std::as_const(m_pages))
        if (auto *field = page.fields->find(fieldOf(member, m_now.terms.offer.kind))) {
            const QString words = termsProblem(member);
            field->complain(words.isEmpty() ? sentence(error) : words, true);
            return true;
        }
    return false;
}

void CampaignEditor::submit()
{
    if (m_waiting || !m_submit->isEnabled())
        return;
    const QJsonObject content = toJson(m_now);
    if (content != m_sent || m_operation.isNull())
        m_operation = m_link.newOperation(); // other content is another operation
    m_sent = content;
    m_waiting = true;
    m_problem->hide();
    m_submit->setEnabled(false);
    const QString path = QStringLiteral("/api/v1/campaigns");
    m_link.post(m_base.id ? path + u'/' + QString::number(m_base.id.value) : path, content, m_operation,
                [self = QPointer(this)](const Result<QJsonObject> &reply) {
                    if (!self)
                        return;
                    self->m_waiting = false;
                    self->refresh();
                    if (!reply)
                        return self->onRefused(reply.error());
                    Q_EMIT self->succeeded(*reply);
                    self->accept();
                });
}

void CampaignEditor::onRefused(const Error &error)
{
    if (error.code == ErrorCode::CampaignTermsInvalid)
        complain(error);
    m_problem->setText(sentence(error));
    m_problem->show();
}

}
