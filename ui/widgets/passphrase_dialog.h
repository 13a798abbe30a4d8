#pragma once

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace youka {

/// Asks twice for a passphrase that seals a file; forgotten, the file is worth nothing. Objects:
/// passphraseDialog, passphrase, passphraseAgain, passphraseProblem, passphraseOk, passphraseCancel.
class PassphraseDialog : public QDialog
{
    Q_OBJECT
public:
    explicit PassphraseDialog(QWidget *parent);

Q_SIGNALS:
    void given(const QString &passphrase);

private:
    void review();
    QLineEdit *m_first;
    QLineEdit *m_again;
    QLabel *m_problem;
    QPushButton *m_ok;
};

}
