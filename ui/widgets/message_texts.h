#pragma once

#include "core/domain/messages/message.h"
#include "ui/widgets/form_dialog.h"

#include <QJsonArray>

class QDialogButtonBox;
class QPlainTextEdit;
class QVBoxLayout;

namespace youka {

/// The words that customers are sent, by kind, way and language, with how they read beside them as they are
/// typed. Objects: messageTexts, messageKind, messageWay, messageLanguage, messageSubject, messageText,
/// messageField<name> (puts that field in), messagePreviewSubject, messagePreview, messageProblem,
/// messageSave, messageUsual, messageClose.
class MessageTexts : public QDialog
{
    Q_OBJECT
public:
    /// `texts` as the server tells them; `link` outlives it.
    MessageTexts(OfficeLink &link, const QJsonArray &texts, QWidget *parent);

private:
    QFormLayout *editor();
    QVBoxLayout *reading();
    QDialogButtonBox *buttons();
    void choose();
    void preview();
    void send(bool usual);
    void keep(const QJsonObject &answer);
    MessageKind kind() const;
    MessageWay way() const;
    MessageLanguage language() const;
    MessageText typed() const;
    QJsonObject current() const;
    void addFields();

    OfficeLink &m_link;
    QJsonArray m_texts;
    QComboBox *m_kind;
    QComboBox *m_way;
    QComboBox *m_language;
    QLineEdit *m_subject;
    QLabel *m_subjectLabel;
    QPlainTextEdit *m_text;
    QWidget *m_fields;
    QLabel *m_shownSubject;
    QLabel *m_shown;
    QLabel *m_length;
    QLabel *m_problem;
    QPushButton *m_save;
    QPushButton *m_usual;
    bool m_waiting = false;
};

/// How a customer is reached, what was declined, and one more to decline or to take again. Objects as a
/// FormDialog's named "decline".
FormDialog *makeDeclineForm(OfficeLink &link, const QString &customer, const QJsonObject &standing,
                            QWidget *parent);

}
