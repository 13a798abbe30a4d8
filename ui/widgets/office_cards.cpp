#include "core/domain/cards/card_rules.h"
#include "ui/widgets/office_area.h"
#include "ui/widgets/office_forms.h"
#include "ui/widgets/office_words.h"

#include <QPointer>

namespace youka {

namespace {

CardState stateOf(const QJsonObject &card) { return CardState(card[QLatin1String("state")].toInt()); }

AreaAction::Question canBecome(CardState to)
{
    return [to](const OfficeLink &link, const QJsonObject &card) {
        return !card.isEmpty() && link.may(Permission::ChangeCards) && stateOf(card) != to
            && isAllowedTransition(stateOf(card), to);
    };
}

AreaAction::Question openAnd(Permission needs)
{
    return [needs](const OfficeLink &link, const QJsonObject &card) {
        return !card.isEmpty() && stateOf(card) != CardState::Closed && link.may(needs);
    };
}

std::function<void(OfficeDesk &, const QJsonObject &)> become(CardState to)
{
    return [to](OfficeDesk &desk, const QJsonObject &card) {
        desk.present(makeStateForm(desk.link(), card, to, desk.window()),
                     say(QT_TRANSLATE_NOOP("Office", "The card's state is changed.")));
    };
}

void issue(OfficeDesk &desk, const QJsonObject &)
{
    desk.present(makeIssueForm(desk.link(), desk.currency(), desk.window()),
                 say(QT_TRANSLATE_NOOP("Office", "The card is issued.")));
}

void topUp(OfficeDesk &desk, const QJsonObject &card)
{
    desk.present(makeTopUpForm(desk.link(), card, desk.window()),
                 say(QT_TRANSLATE_NOOP("Office", "The money is on the card.")));
}

void editLimits(OfficeDesk &desk, const QJsonObject &card)
{
    desk.present(makeLimitsForm(desk.link(), card, desk.window()),
                 say(QT_TRANSLATE_NOOP("Office", "The limits are set.")));
}

void showStatement(OfficeDesk &desk, const QJsonObject &card)
{
    desk.fetch(QStringLiteral("/api/v1/cards/") + card[QLatin1String("id")].toString(),
               [&desk](const QJsonObject &whole) {
                   const auto reversed = [&desk,
                                          window = QPointer(desk.window())](const QJsonObject &answer) {
                       if (!window)
                           return;
                       desk.tell(reversalText(answer));
                       desk.refresh();
                   };
                   makeStatement(desk.link(), whole, reversed, desk.window())->show();
               });
}

}

OfficeArea cardArea(const QLocale &locale)
{
    OfficeArea area;
    area.name = "cards";
    area.icon = "card";
    area.needs = Permission::ReadCards;
    area.title = say(QT_TRANSLATE_NOOP("Office", "Cards"));
    area.menu = say(QT_TRANSLATE_NOOP("Office", "&Card"));
    area.source = cardSource();
    area.columns = cardColumns(locale);
    area.sums = [locale](const QList<QJsonObject> &cards) { return cardSums(cards, locale); };
    area.actions = {
        {"Issue", say(QT_TRANSLATE_NOOP("Office", "Issue a card…")), "card",
         mayAlways(Permission::IssueCards), issue, QKeySequence::New},
        {"TopUp", say(QT_TRANSLATE_NOOP("Office", "Top up…")), "cash", openAnd(Permission::TopUpCards), topUp,
         QKeySequence(Qt::CTRL | Qt::Key_T)},
        {"Statement", say(QT_TRANSLATE_NOOP("Office", "Statement")), "receipt", anyChosen(), showStatement,
         QKeySequence(Qt::CTRL | Qt::Key_D)},
        {"Limits", say(QT_TRANSLATE_NOOP("Office", "Limits…")), "hand", openAnd(Permission::ChangeCards),
         editLimits, QKeySequence(Qt::CTRL | Qt::Key_L)},
        {.name = "Freeze",
         .text = say(QT_TRANSLATE_NOOP("Office", "Freeze…")),
         .icon = "pause",
         .fits = canBecome(CardState::Frozen),
         .run = become(CardState::Frozen),
         .opensGroup = true},
        {"Unfreeze", say(QT_TRANSLATE_NOOP("Office", "Unfreeze…")), "play", canBecome(CardState::Active),
         become(CardState::Active)},
        {"Lost", say(QT_TRANSLATE_NOOP("Office", "Report lost…")), "warning", canBecome(CardState::Lost),
         become(CardState::Lost)},
    };
    area.opens = "Statement";
    return area;
}

OfficeArea customerArea(const QLocale &locale)
{
    OfficeArea area;
    area.name = "customers";
    area.icon = "people";
    area.needs = Permission::ReadCards;
    area.title = say(QT_TRANSLATE_NOOP("Office", "Customers"));
    area.source = customerSource();
    area.columns = customerColumns(locale);
    return area;
}

}
