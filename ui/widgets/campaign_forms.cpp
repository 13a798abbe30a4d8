#include "ui/widgets/campaign_forms.h"

#include "core/domain/coupons/campaign_rules.h"
#include "ui/widgets/office_words.h"

#include <QLabel>

namespace youka {

QString campaignPath(const QJsonObject &campaign, const char *what)
{
    const QString path =
        QStringLiteral("/api/v1/campaigns/%1").arg(campaign[QLatin1String("id")].toInteger());
    return what ? path + u'/' + QLatin1String(what) : path;
}

namespace {

struct StepWords
{
    QString title;
    QString meaning;
};

StepWords wordsOf(CampaignState from, CampaignState to)
{
    switch (to) {
    case CampaignState::Review:
        return {say(QT_TRANSLATE_NOOP("Office", "Submit")),
                say(QT_TRANSLATE_NOOP("Office",
                                      "A colleague looks at it and approves it. Until then nothing "
                                      "happens at the stations."))};
    case CampaignState::Draft:
        return {say(QT_TRANSLATE_NOOP("Office", "Back to draft")),
                say(QT_TRANSLATE_NOOP("Office", "It can be changed again and submitted anew."))};
    case CampaignState::Live:
        if (from == CampaignState::Review)
            return {say(QT_TRANSLATE_NOOP("Office", "Approve")),
                    say(QT_TRANSLATE_NOOP("Office",
                                          "It applies from its beginning on. Its terms cannot be "
                                          "changed any more, only name, bounds and end."))};
        return {say(QT_TRANSLATE_NOOP("Office", "Go on")),
                say(QT_TRANSLATE_NOOP("Office", "It applies again from now on."))};
    case CampaignState::Paused:
        return {say(QT_TRANSLATE_NOOP("Office", "Pause")),
                say(QT_TRANSLATE_NOOP("Office",
                                      "Nothing is given out or redeemed until it goes on. Coupons "
                                      "stay with their owners."))};
    case CampaignState::Ended:
        return {say(QT_TRANSLATE_NOOP("Office", "End")),
                say(QT_TRANSLATE_NOOP("Office",
                                      "Nothing more is given out; coupons that customers have can "
                                      "be used to their own end. This cannot be undone."))};
    case CampaignState::Voided:
        return {say(QT_TRANSLATE_NOOP("Office", "Withdraw")),
                say(QT_TRANSLATE_NOOP("Office",
                                      "All its coupons become worthless at once, also those that "
                                      "customers have. This cannot be undone."))};
    }
    return {};
}

}

FormDialog *makeCampaignStepForm(OfficeLink &link, const QJsonObject &campaign, CampaignState to,
                                 QWidget *parent)
{
    const auto from = campaignStateFromName(campaign[QLatin1String("state")].toString());
    const StepWords words = wordsOf(from.value_or(CampaignState::Draft), to);
    auto *form = new FormDialog(link, QStringLiteral("campaignStep"), words.title,
                                campaignPath(campaign, "state"), parent);
    auto *name = new QLabel(campaign[QLatin1String("name")].toString());
    name->setWordWrap(true);
    form->addRow(say(QT_TRANSLATE_NOOP("Office", "Campaign")), name);
    form->addNote(words.meaning);
    form->setExtra(
        [to](QJsonObject &body) { body.insert(QStringLiteral("state"), QString(campaignStateName(to))); });
    form->setSubmitText(words.title);
    return form;
}

}
