#include "core/domain/coupons/campaign_rules.h"
#include "ui/widgets/campaign_pages.h"
#include "ui/widgets/office_words.h"

namespace youka {

namespace {

using E = IssueEvent;
using N = CampaignFields::Number;

/// A stamp card is no coupon, and what is automatic has none.
bool hasCoupons(const Campaign &campaign)
{
    return !campaign.terms.automatic && campaign.terms.offer.kind != OfferKind::Stamps;
}

std::function<bool(const Campaign &)> onlyOn(std::initializer_list<E> events)
{
    return [list = QList<E>(events)](const Campaign &campaign) {
        return hasCoupons(campaign) && list.contains(campaign.issue.event);
    };
}

void addEvent(CampaignFields &page)
{
    CampaignFields::Choices events;
    for (const E event : {E::None, E::TopUp, E::Spend, E::Litres, E::Birthday, E::SignUp, E::Dormancy,
                          E::Level, E::Invitation})
        events.append({issueEventText(event), qint64(event)});
    page.choice(
            "issueEvent", say(QT_TRANSLATE_NOOP("Office", "Given for")), events,
            [](const Campaign &c) { return qint64(c.issue.event); },
            [](Campaign &c, qint64 event) { c.issue.event = E(event); })
        .when(hasCoupons);
}

/// Days mean something else for each event, so that each has a field of its own words.
void addDays(CampaignFields &page)
{
    const auto days = [&](const char *member, const char *label,
                          std::initializer_list<E> events) -> CampaignFields::Field & {
        return page
            .number(
                member, say(label), N::Count,
                [](const Campaign &c) { return std::optional(qint64(c.issue.days)); },
                [](Campaign &c, std::optional<qint64> value) {
                    c.issue.days = int(std::min<qint64>(value.value_or(0), 3'650));
                })
            .when(onlyOn(events));
    };
    days("issueDays", QT_TRANSLATE_NOOP("Office", "Within days"), {E::Spend, E::Litres}).needed();
    days("issueDaysBefore", QT_TRANSLATE_NOOP("Office", "Days before it"), {E::Birthday})
        .hint(say(QT_TRANSLATE_NOOP("Office", "on the day itself")));
    days("issueDaysQuiet", QT_TRANSLATE_NOOP("Office", "Days without a purchase"), {E::Dormancy}).needed();
}

void addFigures(CampaignFields &page, Currency currency)
{
    page.number(
            "issueAmount", say(QT_TRANSLATE_NOOP("Office", "Amount, at least")), N::Amount,
            [](const Campaign &c) {
                return c.issue.amount ? std::optional(c.issue.amount->minor) : std::nullopt;
            },
            [currency](Campaign &c, std::optional<qint64> minor) {
                c.issue.amount = minor ? std::optional(Money{*minor, currency}) : std::nullopt;
            })
        .when(onlyOn({E::TopUp, E::Spend}))
        .needed();
    page.number(
            "issueVolume", say(QT_TRANSLATE_NOOP("Office", "Litres, at least")), N::Litres,
            [](const Campaign &c) { return std::optional(c.issue.volume.ml); },
            [](Campaign &c, std::optional<qint64> ml) { c.issue.volume = {ml.value_or(0)}; })
        .when(onlyOn({E::Litres}))
        .needed();
    addDays(page);
    page.text(
            "issueLevel", say(QT_TRANSLATE_NOOP("Office", "Which level")),
            [](const Campaign &c) { return c.issue.level; },
            [](Campaign &c, const QString &level) { c.issue.level = level; }, 40)
        .when(onlyOn({E::Level}))
        .needed();
    page.checks(
            "issueTo", say(QT_TRANSLATE_NOOP("Office", "Who gets one")),
            {{say(QT_TRANSLATE_NOOP("Office", "who invited")), 1},
             {say(QT_TRANSLATE_NOOP("Office", "who was invited")), 2}},
            [](const Campaign &c) { return (c.issue.toInviter ? 1 : 0) | (c.issue.toInvited ? 2 : 0); },
            [](Campaign &c, int bits) {
                c.issue.toInviter = bits & 1;
                c.issue.toInvited = bits & 2;
            })
        .when(onlyOn({E::Invitation}));
}

}

CampaignFields *makeRulePage(Currency currency, const QLocale &locale)
{
    auto *page = new CampaignFields(currency, locale);
    page->heading(say(QT_TRANSLATE_NOOP("Office", "The house gives a coupon by itself")));
    page->note(say(QT_TRANSLATE_NOOP("Office", "There are no coupons of this campaign to be given.")),
               [](const Campaign &c) { return !hasCoupons(c); });
    addEvent(*page);
    addFigures(*page, currency);
    page->note(say(QT_TRANSLATE_NOOP("Office",
                                     "Each cause gives a customer one, once. How many somebody may have, and "
                                     "which customers it is for, is on the other pages.")),
               [](const Campaign &c) { return hasCoupons(c) && c.issue.event != E::None; });
    page->heading(say(QT_TRANSLATE_NOOP("Office", "Once somebody has it")));
    page->decision(
            "giftable", say(QT_TRANSLATE_NOOP("Office", "Its owner may give it to another customer")),
            [](Campaign &c) -> std::optional<bool> & { return c.giftable; }, isGiftable)
        .when(hasCoupons);
    return page;
}

}
