#include "ui/widgets/campaign_fields.h"
#include "ui/widgets/form_dialog.h"
#include "ui/widgets/pick_list.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>

namespace youka {

CampaignFields::Field &
CampaignFields::decision(const char *member, const QString &label,
                         const std::function<std::optional<bool> &(Campaign &)> &decision,
                         const std::function<bool(const Campaign &)> &otherwise)
{
    auto *box = new QCheckBox(label);
    Field &field = add(member, label, box);
    field.m_show = [](const Campaign &) {}; // follows
    field.m_read = [box, decision, its = &field](Campaign &campaign) {
        if (its->m_touched)
            decision(campaign) = box->isChecked();
        return QString();
    };
    field.m_follow = [box, otherwise, its = &field](const Campaign &campaign) {
        if (!its->m_touched)
            box->setChecked(otherwise(campaign));
    };
    connect(box, &QCheckBox::clicked, this, [this, its = &field] {
        its->m_touched = true;
        Q_EMIT edited();
    });
    return field;
}

CampaignFields::Field &CampaignFields::picks(const char *member, const QString &label,
                                             const QList<QPair<QString, QString>> &choices,
                                             const std::function<QStringList(const Campaign &)> &get,
                                             const std::function<void(Campaign &, const QStringList &)> &set)
{
    auto *picks = new PickList(choices);
    Field &field = add(member, label, picks);
    picks->nameParts();
    field.m_show = [picks, get](const Campaign &campaign) { picks->setPicked(get(campaign)); };
    field.m_read = [picks, set](Campaign &campaign) {
        set(campaign, picks->picked());
        return QString();
    };
    connect(picks, &PickList::changed, this, [this, its = &field] {
        its->m_touched = true;
        Q_EMIT edited();
    });
    return field;
}

CampaignFields::Field &CampaignFields::product(const char *member, const QString &label,
                                               const QList<QPair<QString, QString>> &choices,
                                               const std::function<QString &(Campaign &)> &code)
{
    auto *box = new QComboBox;
    box->setEditable(true);
    box->setInsertPolicy(QComboBox::NoInsert);
    for (const auto &[text, key] : choices)
        box->addItem(text, key);
    Field &field = add(member, label, box);
    box->lineEdit()->setObjectName(box->objectName() + QStringLiteral("Text"));
    field.m_show = [box, code](const Campaign &campaign) {
        Campaign copy = campaign;
        const int known = box->findData(code(copy));
        box->setEditText(known >= 0 ? box->itemText(known) : code(copy));
    };
    field.m_read = [box, code, its = &field](Campaign &campaign) {
        const int known = box->findText(box->currentText().trimmed());
        code(campaign) = known >= 0 ? box->itemData(known).toString() : box->currentText().trimmed();
        return its->m_isNeeded ? requiredProblem(box->currentText()) : QString();
    };
    const auto changed = [this, its = &field] {
        its->m_touched = true;
        Q_EMIT edited();
    };
    connect(box, &QComboBox::activated, this, changed);
    connect(box->lineEdit(), &QLineEdit::textEdited, this, changed);
    return field;
}

}
