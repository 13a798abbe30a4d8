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
#include "ui/widgets/office_area.h"
#include "ui/widgets/office_words.h"
#include "ui/widgets/segment_issues.h"

#include <QPointer>

namespace youka {

namespace {

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

void open(OfficeDesk &desk, const Campaign &campaign)
{
    loadCampaignHouse(
        desk.link(), [&desk, window = QPointer(desk.window()), campaign](const Result<CampaignHouse> &house) {
            if (!window)
                return;
            if (!house)
                return desk.tell(sentence(house.error()));
            auto *editor = new CampaignEditor(desk.link(), campaign, *house, window);
            QObject::connect(editor, &CampaignEditor::succeeded, window.data(), [&desk] {
                desk.tell(say(QT_TRANSLATE_NOOP("Office", "The campaign is saved.")));
                desk.refresh();
            });
            desk.present(editor);
        });
}

/// What can do without the house's names, when they do not come.
void withHouse(OfficeDesk &desk, const std::function<void(const CampaignHouse &)> &then)
{
    loadCampaignHouse(desk.link(),
                      [window = QPointer(desk.window()), then](const Result<CampaignHouse> &house) {
                          if (window)
                              then(house.value_or(CampaignHouse()));
                      });
}

/// Shows it; what it has changed is in the list when it is closed.
void presentChanging(OfficeDesk &desk, QDialog *dialog)
{
    QObject::connect(dialog, &QDialog::finished, desk.window(), [&desk] { desk.refresh(); });
    desk.present(dialog);
}

void addCampaign(OfficeDesk &desk, const QJsonObject &)
{
    open(desk, blank(desk.currency(), desk.link().clock().now()));
}

void copyCampaign(OfficeDesk &desk, const QJsonObject &record)
{
    const auto its = campaignFromJson(record);
    if (!its)
        return;
    Campaign copy = *its;
    const Campaign fresh = blank(desk.currency(), desk.link().clock().now());
    copy.id = {};
    copy.state = CampaignState::Draft;
    copy.claimCode.clear(); // there is one of each
    copy.name = say(QT_TRANSLATE_NOOP("Office", "%1 (copy)")).arg(copy.name);
    const qint64 length = copy.terms.until.ms - copy.terms.from.ms;
    copy.terms.from = fresh.terms.from;
    copy.terms.until = fresh.terms.from.plusMs(length);
    open(desk, copy);
}

void editCampaign(OfficeDesk &desk, const QJsonObject &record)
{
    if (const auto campaign = campaignFromJson(record))
        open(desk, *campaign);
}

void showCalendar(OfficeDesk &desk, const QJsonObject &)
{
    (new CampaignCalendar(desk.link(), desk.theme(), desk.window()))->show();
}

void showReport(OfficeDesk &desk, const QJsonObject &campaign)
{
    withHouse(desk, [&desk, campaign](const CampaignHouse &house) {
        (new CampaignReport(desk.link(), campaign, house, desk.theme(), desk.window()))->show();
    });
}

void showPoster(OfficeDesk &desk, const QJsonObject &campaign)
{
    (new ClaimPoster(campaign, desk.window()))->open();
}

void showCoupons(OfficeDesk &desk, const QJsonObject &campaign)
{
    presentChanging(desk, new CampaignBatches(desk.link(), campaign, desk.theme(), desk.window()));
}

void giveToSegment(OfficeDesk &desk, const QJsonObject &campaign)
{
    presentChanging(desk, new SegmentIssues(desk.link(), campaign, desk.theme(), desk.window()));
}

void findCoupon(OfficeDesk &desk, const QJsonObject &)
{
    withHouse(desk, [&desk](const CampaignHouse &house) {
        (new CouponFinder(desk.link(), house, desk.window()))->show();
    });
}

/// A step from some states to another: who may not take it, or is elsewhere, does not see it.
AreaAction step(const char *name, const QString &text, const char *icon, CampaignState to,
                const QList<CampaignState> &from)
{
    const auto isThere = [from](const OfficeLink &, const QJsonObject &campaign) {
        return !campaign.isEmpty() && from.contains(stateOf(campaign));
    };
    AreaAction action;
    action.name = name;
    action.text = text;
    action.icon = icon;
    action.seen = isThere;
    action.fits = [isThere](const OfficeLink &link, const QJsonObject &campaign) {
        return isThere(link, campaign) && link.may(Permission::ManageCampaigns);
    };
    action.run = [to](OfficeDesk &desk, const QJsonObject &campaign) {
        desk.present(makeCampaignStepForm(desk.link(), campaign, to, desk.window()),
                     to == CampaignState::Review
                         ? say(QT_TRANSLATE_NOOP("Office", "Submitted; a colleague approves it."))
                         : say(QT_TRANSLATE_NOOP("Office", "The campaign's state is changed.")));
    };
    return action;
}

/// Whoever wrote it does not approve it; the button is there and says so.
AreaAction approving()
{
    const auto isMine = [](const QJsonObject &campaign) { return campaign[QLatin1String("mine")].toBool(); };
    AreaAction action = step("CampaignApprove", say(QT_TRANSLATE_NOOP("Office", "Approve…")), "check",
                             CampaignState::Live, {CampaignState::Review});
    action.fits = [inReview = action.fits, isMine](const OfficeLink &link, const QJsonObject &campaign) {
        return inReview(link, campaign) && !isMine(campaign);
    };
    action.whyNot = [isMine](const QJsonObject &campaign) {
        return isMine(campaign) ? say(QT_TRANSLATE_NOOP("Office", "Somebody else has to approve it."))
                                : QString();
    };
    return action;
}

QList<AreaAction> steps()
{
    using State = CampaignState;
    QList<AreaAction> all{
        step("CampaignSubmit", say(QT_TRANSLATE_NOOP("Office", "Submit…")), "hand", State::Review,
             {State::Draft}),
        approving(),
        step("CampaignBack", say(QT_TRANSLATE_NOOP("Office", "Send back…")), "cross", State::Draft,
             {State::Review}),
        step("CampaignPause", say(QT_TRANSLATE_NOOP("Office", "Pause…")), "pause", State::Paused,
             {State::Live}),
        step("CampaignResume", say(QT_TRANSLATE_NOOP("Office", "Go on…")), "play", State::Live,
             {State::Paused}),
        step("CampaignEnd", say(QT_TRANSLATE_NOOP("Office", "End…")), "lock", State::Ended,
             {State::Live, State::Paused}),
        step("CampaignVoid", say(QT_TRANSLATE_NOOP("Office", "Withdraw…")), "warning", State::Voided,
             {State::Live, State::Paused, State::Ended}),
    };
    all.first().opensGroup = true;
    for (AreaAction *rare : {&all[all.size() - 2], &all.last()})
        rare->isInBar = false;
    return all;
}

}

OfficeArea campaignArea(const QLocale &locale)
{
    const auto always = [](const OfficeLink &, const QJsonObject &) { return true; };
    const auto canChange = [](const OfficeLink &link, const QJsonObject &campaign) {
        const CampaignState state = stateOf(campaign);
        return !campaign.isEmpty() && link.may(Permission::ManageCampaigns)
            && (state == CampaignState::Draft || state == CampaignState::Live
                || state == CampaignState::Paused);
    };
    const auto isClaimed = [](const OfficeLink &, const QJsonObject &campaign) {
        return campaign.contains(QLatin1String("claimUrl"));
    };
    const auto canGive = [](const OfficeLink &link, const QJsonObject &campaign) {
        return link.may(Permission::ManageCampaigns) && stateOf(campaign) == CampaignState::Live
            && !campaign[QLatin1String("terms")][QLatin1String("automatic")].toBool();
    };
    OfficeArea area;
    area.name = "campaigns";
    area.icon = "ticket";
    area.needs = Permission::ReadCampaigns;
    area.title = say(QT_TRANSLATE_NOOP("Office", "Campaigns"));
    area.menu = say(QT_TRANSLATE_NOOP("Office", "Ca&mpaigns"));
    area.source = campaignSource();
    area.columns = campaignColumns(locale);
    area.views = campaignViews();
    area.actions = {
        // As "New" of the cards, which is not there when this is.
        {"CampaignNew", say(QT_TRANSLATE_NOOP("Office", "New…")), "ticket",
         mayAlways(Permission::ManageCampaigns), addCampaign, QKeySequence::New},
        {"CampaignCopy", say(QT_TRANSLATE_NOOP("Office", "Copy…")), "copy",
         chosenAnd(Permission::ManageCampaigns), copyCampaign},
        {"CampaignEdit", say(QT_TRANSLATE_NOOP("Office", "Edit…")), "edit", canChange, editCampaign,
         QKeySequence(Qt::CTRL | Qt::Key_U)},
        {"Calendar", say(QT_TRANSLATE_NOOP("Office", "Calendar")), "calendar", always, showCalendar,
         QKeySequence(Qt::CTRL | Qt::Key_M)},
        {"CampaignReport", say(QT_TRANSLATE_NOOP("Office", "Results")), "chart", anyChosen(), showReport,
         QKeySequence(Qt::CTRL | Qt::Key_G)},
        {"CampaignPoster", say(QT_TRANSLATE_NOOP("Office", "QR code for a poster")), "export", isClaimed,
         showPoster},
        {"CampaignCoupons", say(QT_TRANSLATE_NOOP("Office", "Coupons…")), "card", anyChosen(), showCoupons},
        {"SegmentGive", say(QT_TRANSLATE_NOOP("Office", "Give to a segment…")), "people", canGive,
         giveToSegment},
        {"CouponFind", say(QT_TRANSLATE_NOOP("Office", "Find coupon…")), "search", always, findCoupon,
         QKeySequence(Qt::CTRL | Qt::Key_J)},
    };
    area.actions += steps();
    area.opens = "CampaignEdit";
    return area;
}

}
