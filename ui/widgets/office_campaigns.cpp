#include "core/domain/coupons/campaign_rules.h"
#include "core/domain/coupons/coupon_json.h"
#include "ui/sentences/sentences.h"
#include "ui/widgets/campaign_calendar.h"
#include "ui/widgets/campaign_coupons.h"
#include "ui/widgets/campaign_editor.h"
#include "ui/widgets/campaign_forms.h"
#include "ui/widgets/campaign_house.h"
#include "ui/widgets/campaign_report.h"
#include "ui/widgets/claim_poster.h"
#include "ui/widgets/office_window.h"
#include "ui/widgets/office_words.h"
#include "ui/widgets/record_columns.h"
#include "ui/widgets/segment_issues.h"
#include "ui/widgets/table_page.h"

#include <QMenu>
#include <QPointer>
#include <QStatusBar>

namespace youka {

namespace {

constexpr int MessageMs = 8'000;

CampaignState stateOf(const QJsonObject &campaign)
{
    return campaignStateFromName(campaign[QLatin1String("state")].toString()).value_or(CampaignState::Voided);
}

/// Midnight that comes, and a month after it: what most are made for.
Campaign blank(Currency currency, Timestamp now)
{
    Campaign campaign;
    const QDate first = now.toDateTime().toLocalTime().date().addDays(1);
    campaign.terms.from = {first.startOfDay().toMSecsSinceEpoch()};
    campaign.terms.until = {first.addMonths(1).startOfDay().toMSecsSinceEpoch()};
    campaign.terms.offer.amount.currency = currency;
    return campaign;
}

}

void OfficeWindow::addCampaignActions(QMenu *menu)
{
    // As "New" of the cards, which is not there when this is.
    addAction(menu, "CampaignNew", say(QT_TRANSLATE_NOOP("Office", "New…")), "ticket", QKeySequence::New,
              &OfficeWindow::newCampaign);
    addAction(menu, "CampaignCopy", say(QT_TRANSLATE_NOOP("Office", "Copy…")), "copy", {},
              &OfficeWindow::copyCampaign);
    addAction(menu, "CampaignEdit", say(QT_TRANSLATE_NOOP("Office", "Edit…")), "edit",
              QKeySequence(Qt::CTRL | Qt::Key_U), &OfficeWindow::editCampaign);
    addAction(menu, "Calendar", say(QT_TRANSLATE_NOOP("Office", "Calendar")), "calendar",
              QKeySequence(Qt::CTRL | Qt::Key_M), &OfficeWindow::showCalendar);
    addAction(menu, "CampaignReport", say(QT_TRANSLATE_NOOP("Office", "Results")), "chart",
              QKeySequence(Qt::CTRL | Qt::Key_G), &OfficeWindow::showCampaignReport);
    addAction(menu, "CampaignCoupons", say(QT_TRANSLATE_NOOP("Office", "Coupons…")), "card", {},
              &OfficeWindow::showCoupons);
    addAction(menu, "CampaignPoster", say(QT_TRANSLATE_NOOP("Office", "QR code for a poster")), "export", {},
              &OfficeWindow::showPoster);
    addAction(menu, "SegmentGive", say(QT_TRANSLATE_NOOP("Office", "Give to a segment…")), "people", {},
              &OfficeWindow::giveToSegment);
    addAction(menu, "CouponFind", say(QT_TRANSLATE_NOOP("Office", "Find coupon…")), "search",
              QKeySequence(Qt::CTRL | Qt::Key_J), &OfficeWindow::findCoupon);
    menu->addSeparator();
    addAction(menu, "CampaignSubmit", say(QT_TRANSLATE_NOOP("Office", "Submit…")), "hand", {},
              &OfficeWindow::submitCampaign);
    addAction(menu, "CampaignApprove", say(QT_TRANSLATE_NOOP("Office", "Approve…")), "check", {},
              &OfficeWindow::approveCampaign);
    addAction(menu, "CampaignBack", say(QT_TRANSLATE_NOOP("Office", "Send back…")), "cross", {},
              &OfficeWindow::returnCampaign);
    addAction(menu, "CampaignPause", say(QT_TRANSLATE_NOOP("Office", "Pause…")), "pause", {},
              &OfficeWindow::pauseCampaign);
    addAction(menu, "CampaignResume", say(QT_TRANSLATE_NOOP("Office", "Go on…")), "play", {},
              &OfficeWindow::approveCampaign);
    addAction(menu, "CampaignEnd", say(QT_TRANSLATE_NOOP("Office", "End…")), "lock", {},
              &OfficeWindow::endCampaign);
    addAction(menu, "CampaignVoid", say(QT_TRANSLATE_NOOP("Office", "Withdraw…")), "warning", {},
              &OfficeWindow::voidCampaign);
}

void OfficeWindow::refreshCampaignActions(const TablePage *page)
{
    const bool here = page && page == m_pages.value(QStringLiteral("campaigns"));
    const QJsonObject campaign = here ? page->current() : QJsonObject();
    const bool chosen = !campaign.isEmpty();
    const bool may = m_link.may(Permission::ManageCampaigns);
    const CampaignState state = stateOf(campaign);
    const auto set = [&](const char *name, bool on, bool seen = true) {
        m_actions[QLatin1String(name)]->setEnabled(on && may);
        m_actions[QLatin1String(name)]->setVisible(!page || (here && seen));
    };
    // The next steps of the selected one are what is seen; the menu without a page has them all.
    const auto step = [&](const char *name, bool fits) { set(name, chosen && fits, chosen && fits); };
    const bool live = state == CampaignState::Live;
    const bool paused = state == CampaignState::Paused;
    set("CampaignNew", here);
    set("CampaignCopy", chosen);
    set("CampaignEdit", chosen && (state == CampaignState::Draft || live || paused));
    const auto look = [&](const char *name, bool on) { // who may not change it may look
        set(name, on);
        m_actions[QLatin1String(name)]->setEnabled(on);
    };
    look("CampaignReport", chosen);
    look("CampaignPoster", campaign.contains(QLatin1String("claimUrl")));
    look("CampaignCoupons", chosen);
    look("CouponFind", here);
    const bool hasCoupons = !campaign[QLatin1String("terms")][QLatin1String("automatic")].toBool();
    set("SegmentGive", chosen && live && hasCoupons);
    look("Calendar", here);
    step("CampaignSubmit", state == CampaignState::Draft);
    step("CampaignApprove", state == CampaignState::Review);
    // Whoever wrote it does not approve it; the button is there and says so.
    const bool mine = campaign[QLatin1String("mine")].toBool();
    m_actions[QStringLiteral("CampaignApprove")]->setEnabled(chosen && may && state == CampaignState::Review
                                                             && !mine);
    m_actions[QStringLiteral("CampaignApprove")]->setToolTip(
        mine ? say(QT_TRANSLATE_NOOP("Office", "Somebody else has to approve it.")) : QString());
    step("CampaignBack", state == CampaignState::Review);
    step("CampaignPause", live);
    step("CampaignResume", paused);
    step("CampaignEnd", live || paused);
    step("CampaignVoid", live || paused || state == CampaignState::Ended);
}

void OfficeWindow::openCampaign(const Campaign &campaign)
{
    loadCampaignHouse(m_link, [self = QPointer(this), campaign](const Result<CampaignHouse> &house) {
        if (!self)
            return;
        if (!house) {
            self->statusBar()->showMessage(sentence(house.error()), MessageMs);
            return;
        }
        auto *editor = new CampaignEditor(self->m_link, campaign, *house, self);
        connect(editor, &CampaignEditor::succeeded, self, [self] {
            self->statusBar()->showMessage(say(QT_TRANSLATE_NOOP("Office", "The campaign is saved.")),
                                           MessageMs);
            self->refresh();
        });
        editor->setWindowModality(Qt::WindowModal);
        editor->show();
    });
}

void OfficeWindow::showCalendar() { (new CampaignCalendar(m_link, m_theme, this))->show(); }

void OfficeWindow::showCampaignReport()
{
    const QJsonObject campaign = currentPage()->current();
    loadCampaignHouse(m_link, [self = QPointer(this), campaign](const Result<CampaignHouse> &house) {
        if (self)
            (new CampaignReport(self->m_link, campaign, house.value_or(CampaignHouse()), self->m_theme, self))
                ->show();
    });
}

void OfficeWindow::showPoster() { (new ClaimPoster(currentPage()->current(), this))->open(); }

void OfficeWindow::showCoupons()
{
    auto *batches = new CampaignBatches(m_link, currentPage()->current(), m_theme, this);
    connect(batches, &QDialog::finished, this, &OfficeWindow::refresh);
    batches->setWindowModality(Qt::WindowModal);
    batches->show();
}

void OfficeWindow::giveToSegment()
{
    auto *giving = new SegmentIssues(m_link, currentPage()->current(), m_theme, this);
    connect(giving, &QDialog::finished, this, &OfficeWindow::refresh);
    giving->setWindowModality(Qt::WindowModal);
    giving->show();
}

void OfficeWindow::findCoupon()
{
    loadCampaignHouse(m_link, [self = QPointer(this)](const Result<CampaignHouse> &house) {
        if (self)
            (new CouponFinder(self->m_link, house.value_or(CampaignHouse()), self))->show();
    });
}

void OfficeWindow::newCampaign() { openCampaign(blank(m_currency, m_link.clock().now())); }

void OfficeWindow::copyCampaign()
{
    const auto its = campaignFromJson(currentPage()->current());
    if (!its)
        return;
    Campaign copy = *its;
    const Campaign fresh = blank(m_currency, m_link.clock().now());
    copy.id = {};
    copy.state = CampaignState::Draft;
    copy.claimCode.clear(); // there is one of each
    copy.name = say(QT_TRANSLATE_NOOP("Office", "%1 (copy)")).arg(copy.name);
    const qint64 length = copy.terms.until.ms - copy.terms.from.ms;
    copy.terms.from = fresh.terms.from;
    copy.terms.until = fresh.terms.from.plusMs(length);
    openCampaign(copy);
}

void OfficeWindow::editCampaign()
{
    const QJsonObject record = currentPage()->current();
    const auto campaign = campaignFromJson(record);
    if (campaign && m_actions[QStringLiteral("CampaignEdit")]->isEnabled())
        openCampaign(*campaign);
}

void OfficeWindow::stepCampaign(CampaignState to)
{
    present(makeCampaignStepForm(m_link, currentPage()->current(), to, this),
            to == CampaignState::Review
                ? say(QT_TRANSLATE_NOOP("Office", "Submitted; a colleague approves it."))
                : say(QT_TRANSLATE_NOOP("Office", "The campaign's state is changed.")));
}

void OfficeWindow::submitCampaign() { stepCampaign(CampaignState::Review); }

void OfficeWindow::approveCampaign() { stepCampaign(CampaignState::Live); }

void OfficeWindow::returnCampaign() { stepCampaign(CampaignState::Draft); }

void OfficeWindow::pauseCampaign() { stepCampaign(CampaignState::Paused); }

void OfficeWindow::endCampaign() { stepCampaign(CampaignState::Ended); }

void OfficeWindow::voidCampaign() { stepCampaign(CampaignState::Voided); }

}
