#pragma once

#include "core/domain/help/help_index.h"
#include "ui/sentences/sentences.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QListWidget;
class QTextBrowser;

namespace youka {

/// Answers from the product's own pages, without the server: all of them, or those that a question finds, the
/// best one shown with the part that answers first. Objects: officeHelp, helpQuestion, helpPages, helpAnswer,
/// helpNothing.
class OfficeHelp : public QDialog
{
    Q_OBJECT
public:
    OfficeHelp(Language language, const QString &hotline, QWidget *parent);

private:
    void ask();
    void showPage(int row);

    const HelpIndex m_index;
    const QString m_hotline;
    QList<HelpHit> m_hits;
    QLineEdit *m_question;
    QListWidget *m_pages;
    QTextBrowser *m_answer;
    QLabel *m_nothing;
};

}
