#pragma once

#include "ui/widgets/office_link.h"

#include <QDialog>
#include <QJsonObject>
#include <QLocale>

class QComboBox;
class QDateEdit;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace youka {

/// A form that says beside each field what is wrong with it as soon as it was left or typed into, and sends
/// itself when all is right. A repeat after a lost answer carries the same operation id, so that it has its
/// effect once. Objects are named after the form: <name>Field per field, <name><Field>Error, <name>Submit,
/// <name>Cancel, <name>Problem.
class FormDialog : public QDialog
{
    Q_OBJECT
public:
    /// `link` outlives it. `path` is where it is sent.
    FormDialog(OfficeLink &link, const QString &name, const QString &title, const QString &path,
               QWidget *parent);

    /// What is wrong with this text, in words; empty: nothing.
    using Check = std::function<QString(const QString &)>;
    /// What this text is on the wire; undefined: the member is left out.
    using Value = std::function<QJsonValue(const QString &)>;

    QLineEdit *addText(const QString &member, const QString &label, const Check &check = {},
                       const Value &value = {});
    QLineEdit *addSecret(const QString &member, const QString &label, const Check &check);
    /// Amounts of `currency`; empty is allowed where not required.
    QLineEdit *addAmount(const QString &member, const QString &label, Currency currency, bool required);
    QComboBox *addChoice(const QString &member, const QString &label,
                         const QList<QPair<QString, QJsonValue>> &choices);
    QDateEdit *addDate(const QString &member, const QString &label, QDate initial);
    void addNote(const QString &text);
    void addRow(const QString &label, QWidget *widget);
    void setSubmitText(const QString &text);
    /// Members that do not come from a field.
    void setExtra(std::function<void(QJsonObject &)> extra) { m_extra = std::move(extra); }

    QJsonObject body() const;
    bool isComplete() const;
    const QJsonObject &answer() const { return m_answer; }

Q_SIGNALS:
    void succeeded(const QJsonObject &answer);

protected:
    const QLocale &formLocale() const { return m_locale; }

private:
    struct Field
    {
        QString member;
        QLineEdit *edit = nullptr;
        QLabel *error = nullptr;
        Check check;
        Value value;
        bool touched = false;
    };
    struct Other
    {
        QString member;
        std::function<QJsonValue()> value;
    };

    QString named(const QString &part) const;
    void review(Field &field);
    void refresh();
    void submit();
    void onRefused(const Error &error);

    OfficeLink &m_link;
    const QString m_name;
    const QString m_path;
    const QLocale m_locale;
    QFormLayout *m_form;
    QLabel *m_problem;
    QPushButton *m_submit;
    std::vector<std::unique_ptr<Field>> m_fields;
    QList<Other> m_others;
    std::function<void(QJsonObject &)> m_extra;
    QJsonObject m_sent;
    OperationId m_operation;
    QJsonObject m_answer;
    bool m_waiting = false;
};

/// Are group separators, where there are any, at the thousands? "7,8" is a slip, not 78. `formatted` is what
/// `text` was understood as.
bool isWellGrouped(const QString &text, const QString &formatted, const QLocale &locale);

/// Checks for fields.
QString requiredProblem(const QString &text);
QString cardNumberProblem(const QString &text);
QString uidProblem(const QString &text);
QString pinProblem(const QString &text);

}
