#include "ui/widgets/passphrase_dialog.h"

#include "core/domain/coupons/sealed_codes.h"
#include "ui/widgets/office_words.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace youka {

PassphraseDialog::PassphraseDialog(QWidget *parent)
    : QDialog(parent)
    , m_first(new QLineEdit)
    , m_again(new QLineEdit)
    , m_problem(new QLabel)
    , m_ok(new QPushButton(say(QT_TRANSLATE_NOOP("Office", "Continue"))))
{
    setObjectName(QStringLiteral("passphraseDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(say(QT_TRANSLATE_NOOP("Office", "Passphrase for the codes")));
    auto *form = new QFormLayout(this);
    auto *note =
        new QLabel(say(QT_TRANSLATE_NOOP("Office",
                                         "The file is sealed with it; whoever prints the codes opens it with "
                                         "youka-server coupons open. Tell it them another way. Nobody can "
                                         "open the file without it.")));
    note->setWordWrap(true);
    form->addRow(note);
    const std::pair<QLineEdit *, const char *> fields[] = {{m_first, "passphrase"},
                                                           {m_again, "passphraseAgain"}};
    for (const auto &[edit, name] : fields) {
        edit->setObjectName(QLatin1String(name));
        edit->setEchoMode(QLineEdit::Password);
        connect(edit, &QLineEdit::textEdited, this, &PassphraseDialog::review);
    }
    form->addRow(say(QT_TRANSLATE_NOOP("Office", "Passphrase")), m_first);
    form->addRow(say(QT_TRANSLATE_NOOP("Office", "Once more")), m_again);
    m_problem->setObjectName(QStringLiteral("passphraseProblem"));
    m_problem->setProperty("role", QStringLiteral("error"));
    m_problem->setWordWrap(true);
    form->addRow(m_problem);
    auto *buttons = new QDialogButtonBox;
    m_ok->setObjectName(QStringLiteral("passphraseOk"));
    m_ok->setDefault(true);
    auto *cancel = new QPushButton(say(QT_TRANSLATE_NOOP("Office", "Cancel")));
    cancel->setObjectName(QStringLiteral("passphraseCancel"));
    buttons->addButton(m_ok, QDialogButtonBox::AcceptRole);
    buttons->addButton(cancel, QDialogButtonBox::RejectRole);
    form->addRow(buttons);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_ok, &QPushButton::clicked, this, [this] {
        Q_EMIT given(m_first->text());
        accept();
    });
    setMinimumWidth(460);
    review();
}

void PassphraseDialog::review()
{
    const QString passphrase = m_first->text();
    const bool longEnough = passphrase.size() >= SealedCodes::ShortestPassphrase;
    const bool same = passphrase == m_again->text();
    m_problem->setText(passphrase.isEmpty() ? QString()
                           : !longEnough
                           ? say(QT_TRANSLATE_NOOP("Office", "At least %1 characters are expected."))
                                 .arg(SealedCodes::ShortestPassphrase)
                           : !same && !m_again->text().isEmpty()
                           ? say(QT_TRANSLATE_NOOP("Office", "The two are not the same."))
                           : QString());
    m_ok->setEnabled(longEnough && same);
}

}
