#include "ui/widgets/detail_dialog.h"

#include "ui/tokens/design_tokens.h"
#include "ui/widgets/office_words.h"
#include "ui/widgets/record_columns.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QJsonObject>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace youka {

DetailDialog::DetailDialog(const QString &name, const QString &title, int width, QWidget *parent)
    : QDialog(parent)
    , m_form(new QFormLayout)
    , m_buttons(new QDialogButtonBox(QDialogButtonBox::Close))
{
    setObjectName(name);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(title);
    setMinimumWidth(width);
    const int grid = designTokens().grid;
    m_form->setHorizontalSpacing(2 * grid);
    QPushButton *close = m_buttons->button(QDialogButtonBox::Close);
    close->setObjectName(name + QStringLiteral("Close"));
    close->setText(say(QT_TRANSLATE_NOOP("Office", "Close")));
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(3 * grid, 2 * grid, 3 * grid, 2 * grid);
    layout->addLayout(m_form, 1);
    layout->addWidget(m_buttons);
}

void DetailDialog::addText(const QString &label, const QString &text)
{
    if (text.isEmpty())
        return;
    auto *value = new QLabel(text);
    value->setObjectName(objectName() + QStringLiteral("Text"));
    value->setWordWrap(true);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_form->addRow(label, value);
}

void DetailDialog::addTexts(const QList<RecordColumn> &columns, const QJsonObject &record)
{
    for (const RecordColumn &column : columns)
        addText(column.title, column.text(record));
}

void DetailDialog::addWide(QWidget *widget) { m_form->addRow(widget); }

QPushButton *DetailDialog::addButton(const QString &name, const QString &text)
{
    QPushButton *button = m_buttons->addButton(text, QDialogButtonBox::ActionRole);
    button->setObjectName(name);
    return button;
}

void DetailDialog::fit() { resize(minimumWidth(), layout()->totalHeightForWidth(minimumWidth())); }

}
