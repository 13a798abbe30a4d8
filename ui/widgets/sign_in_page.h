#pragma once

#include "ui/widgets/office_link.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;

namespace youka {

/// Where the office begins: server, name, password. Objects: signInServer, signInLogin, signInPassword,
/// signInSubmit, signInProblem.
class SignInPage : public QWidget
{
    Q_OBJECT
public:
    /// `link` outlives it.
    explicit SignInPage(OfficeLink &link, QWidget *parent = nullptr);

    void setLogin(const QString &login);
    QString login() const;
    /// Why the page is shown again.
    void explain(const QString &text);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void submit();
    void refresh();

    OfficeLink &m_link;
    QLineEdit *m_server;
    QLineEdit *m_login;
    QLineEdit *m_password;
    QPushButton *m_submit;
    QLabel *m_problem;
    bool m_waiting = false;
};

}
