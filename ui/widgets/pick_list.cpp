#include "ui/widgets/pick_list.h"

#include "ui/tokens/design_tokens.h"
#include "ui/widgets/office_words.h"

#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

namespace youka {

namespace {
constexpr int MostSeen = 6; ///< then it scrolls
constexpr int RowPadding = 4;
constexpr int FilterFrom = 8; ///< a shorter list is seen at a glance
}

PickList::PickList(const QList<QPair<QString, QString>> &choices, QWidget *parent)
    : QWidget(parent)
    , m_filter(new QLineEdit)
    , m_list(new QListWidget)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(designTokens().grid / 2);
    layout->addWidget(m_filter);
    layout->addWidget(m_list);
    m_filter->setPlaceholderText(say(QT_TRANSLATE_NOOP("Office", "Filter…")));
    m_filter->setClearButtonEnabled(true);
    m_filter->setVisible(choices.size() >= FilterFrom);
    for (const auto &[text, key] : choices)
        addChoice(text, key);
    const int seen = std::clamp(int(choices.size()), 2, MostSeen);
    m_list->setFixedHeight(seen * (fontMetrics().height() + RowPadding) + RowPadding);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(m_filter, &QLineEdit::textChanged, this, &PickList::filter);
    connect(m_list, &QListWidget::itemChanged, this, &PickList::changed);
    setFocusProxy(m_list);
}

void PickList::nameParts()
{
    m_filter->setObjectName(objectName() + QStringLiteral("Filter"));
    m_filter->setAccessibleName(accessibleName() + u' ' + say(QT_TRANSLATE_NOOP("Office", "Filter")));
    m_list->setObjectName(objectName() + QStringLiteral("Choices"));
    m_list->setAccessibleName(accessibleName());
}

void PickList::addChoice(const QString &text, const QString &key)
{
    auto *item = new QListWidgetItem(text, m_list);
    item->setData(Qt::UserRole, key);
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsUserCheckable | Qt::ItemIsSelectable);
    item->setCheckState(Qt::Unchecked);
}

void PickList::setPicked(const QStringList &keys)
{
    const QSignalBlocker quiet(m_list);
    QStringList missing = keys;
    for (int i = 0; i < m_list->count(); ++i) {
        const QString key = m_list->item(i)->data(Qt::UserRole).toString();
        m_list->item(i)->setCheckState(keys.contains(key) ? Qt::Checked : Qt::Unchecked);
        missing.removeAll(key);
    }
    for (const QString &key : std::as_const(missing)) {
        addChoice(key, key);
        m_list->item(m_list->count() - 1)->setCheckState(Qt::Checked);
    }
}

QStringList PickList::picked() const
{
    QStringList keys;
    for (int i = 0; i < m_list->count(); ++i)
        if (m_list->item(i)->checkState() == Qt::Checked)
            keys << m_list->item(i)->data(Qt::UserRole).toString();
    return keys;
}

void PickList::filter(const QString &text)
{
    for (int i = 0; i < m_list->count(); ++i) {
        QListWidgetItem *item = m_list->item(i);
        item->setHidden(item->checkState() != Qt::Checked
                        && !item->text().contains(text, Qt::CaseInsensitive));
    }
}

}
