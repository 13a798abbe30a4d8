#include "ui/widgets/sign_in_page.h"

#include "ui/sentences/sentences.h"
#include "ui/tokens/design_tokens.h"
#include "ui/widgets/office_words.h"

#include <QFormLayout>
#include <QFrame>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

namespace youka {

namespace {
constexpr int CardWidth = 420;
}

SignInPage::SignInPage(OfficeLink &link, QWidget *parent)
    : QWidget(parent)
    , m_link(link)
    , m_server(new QLineEdit(link.server().toString()))
    , m_login(new QLineEdit)
    , m_password(new QLineEdit)
    , m_submit(new QPushButton(say(QT_TRANSLATE_NOOP("Office", "Sign in"))))
    , m_problem(new QLabel)
{
    m_server->setObjectName(QStringLiteral("signInServer"));
    m_login->setObjectName(QStringLiteral("signInLogin"));
    m_password->setObjectName(QStringLiteral("signInPassword"));
    m_password->setEchoMode(QLineEdit::Password);
    m_submit->setObjectName(QStringLiteral("signInSubmit"));
    m_submit->setDefault(true);
    m_problem->setObjectName(QStringLiteral("signInProblem"));
    m_problem->setProperty("role", QStringLiteral("error"));
    m_problem->setWordWrap(true);
    auto *title = new QLabel(say(QT_TRANSLATE_NOOP("Office", "Youka office")));
    title->setProperty("role", QStringLiteral("title"));
    auto *note = new QLabel(say(QT_TRANSLATE_NOOP("Office", "Cards, customers, transactions and prices.")));
    note->setProperty("role", QStringLiteral("muted"));
    const int grid = designTokens().grid;
    auto *form = new QFormLayout;
    form->setVerticalSpacing(grid);
    form->setHorizontalSpacing(2 * grid);
    form->addRow(say(QT_TRANSLATE_NOOP("Office", "Server")), m_server);
    form->addRow(say(QT_TRANSLATE_NOOP("Office", "Name")), m_login);
    form->addRow(say(QT_TRANSLATE_NOOP("Office", "Password")), m_password);
    auto *card = new QFrame;
    card->setObjectName(QStringLiteral("signInCard"));
    card->setFixedWidth(CardWidth);
    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(4 * grid, 4 * grid, 4 * grid, 4 * grid);
    column->setSpacing(2 * grid);
    column->addWidget(title);
    column->addWidget(note);
    column->addLayout(form);
    column->addWidget(m_problem);
    column->addWidget(m_submit);
    auto *layout = new QVBoxLayout(this);
    layout->addStretch(2);
    layout->addWidget(card, 0, Qt::AlignHCenter);
    layout->addStretch(3);
    for (QLineEdit *edit : {m_server, m_login, m_password}) {
        connect(edit, &QLineEdit::textChanged, this, &SignInPage::refresh);
        connect(edit, &QLineEdit::returnPressed, this, &SignInPage::submit);
    }
    connect(m_submit, &QPushButton::clicked, this, &SignInPage::submit);
    refresh();
}

void SignInPage::setLogin(const QString &login) { m_login->setText(login); }

QString SignInPage::login() const { return m_login->text().trimmed(); }

void SignInPage::explain(const QString &text) { m_problem->setText(text); }

void SignInPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    (m_login->text().isEmpty() ? m_login : m_password)->setFocus();
}

void SignInPage::refresh()
{
    const QUrl server(m_server->text().trimmed());
    const bool isAddress =
        server.isValid() && server.scheme() == QLatin1String("https") && !server.host().isEmpty();
    m_server->setToolTip(
        isAddress
            ? QString()
            : say(QT_TRANSLATE_NOOP("Office", "An address like https://centre.example:8443 is expected.")));
    if (!isAddress && !m_server->text().isEmpty())
        m_problem->setText(m_server->toolTip());
    else if (!m_waiting)
        m_problem->clear();
    m_submit->setEnabled(!m_waiting && isAddress && !login().isEmpty() && !m_password->text().isEmpty());
}

void SignInPage::submit()
{
    if (!m_submit->isEnabled())
        return;
    m_waiting = true;
    m_submit->setText(say(QT_TRANSLATE_NOOP("Office", "Signing in…")));
    refresh();
    m_link.setServer(QUrl(m_server->text().trimmed()));
    m_link.signIn(login(), m_password->text(), [self = QPointer(this)](const Result<void> &done) {
        if (!self)
            return;
        self->m_waiting = false;
        self->m_password->clear();
        self->m_submit->setText(say(QT_TRANSLATE_NOOP("Office", "Sign in")));
        self->refresh();
        if (done)
            return;
        self->explain(done.error().code == ErrorCode::NotSignedIn ? say(QT_TRANSLATE_NOOP(
                          "Office", "The name or the password is wrong. Check both and try again."))
                                                                  : sentence(done.error()));
        self->m_password->setFocus();
    });
}

}
