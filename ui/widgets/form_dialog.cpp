#include "ui/widgets/form_dialog.h"

#include "core/domain/cards/card_rules.h"
#include "core/foundation/base/format.h"
#include "core/foundation/base/json.h"
#include "ui/sentences/sentences.h"
#include "ui/tokens/design_tokens.h"
#include "ui/widgets/office_words.h"

#include <QComboBox>
#include <QDateEdit>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>

namespace youka {

namespace {

constexpr int FormWidth = 520;

}

bool isWellGrouped(const QString &text, const QString &formatted, const QLocale &locale)
{
    const QString point = locale.decimalPoint();
    return !text.contains(locale.groupSeparator())
        || text.section(point, 0, 0) == formatted.section(point, 0, 0);
}

QString requiredProblem(const QString &text)
{
    return text.trimmed().isEmpty() ? say(QT_TRANSLATE_NOOP("Office", "This is needed.")) : QString();
}

QString cardNumberProblem(const QString &text)
{
    const QString digits = QString(text).remove(u' ');
    const bool plain =
        std::all_of(digits.cbegin(), digits.cend(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    if (!plain)
        return say(QT_TRANSLATE_NOOP("Office", "A card number has digits only."));
    if (digits.size() < 13 || digits.size() > 19)
        return say(QT_TRANSLATE_NOOP("Office", "A card number has 13 to 19 digits; this has %1."))
            .arg(digits.size());
    if (!isCardNumber(digits))
        return say(QT_TRANSLATE_NOOP("Office", "The check digit is wrong; one digit is mistyped."));
    return {};
}

QString uidProblem(const QString &text)
{
    const QByteArray hex = QString(text).remove(u' ').remove(u':').toLatin1();
    if (hex.isEmpty())
        return {};
    const bool isHex = QByteArray::fromHex(hex).toHex() == hex.toLower();
    if (!isHex || (hex.size() != 8 && hex.size() != 14 && hex.size() != 20))
        return say(QT_TRANSLATE_NOOP("Office", "A chip number has 8, 14 or 20 characters, 0-9 and A-F."));
    return {};
}

QString pinProblem(const QString &text)
{
    if (text.isEmpty())
        return {};
    const bool digits =
        std::all_of(text.cbegin(), text.cend(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    if (!digits || text.size() < 4 || text.size() > 6)
        return say(QT_TRANSLATE_NOOP("Office", "A PIN has 4 to 6 digits."));
    if (text.count(text.front()) == text.size())
        return say(QT_TRANSLATE_NOOP("Office", "Not the same digit all the time."));
    return {};
}

FormDialog::FormDialog(OfficeLink &link, const QString &name, const QString &title, const QString &path,
                       QWidget *parent)
    : QDialog(parent)
    , m_link(link)
    , m_name(name)
    , m_path(path)
    , m_locale(parent ? parent->locale() : QLocale())
    , m_form(new QFormLayout)
    , m_problem(new QLabel)
{
    setObjectName(name);
    setWindowTitle(title);
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumWidth(FormWidth);
    const int grid = designTokens().grid;
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_form->setVerticalSpacing(grid / 4);
    m_form->setHorizontalSpacing(2 * grid);
    m_problem->setObjectName(named(QStringLiteral("Problem")));
    m_problem->setProperty("role", QStringLiteral("error"));
    m_problem->setWordWrap(true);
    m_problem->hide();
    auto *heading = new QLabel(title);
    heading->setProperty("role", QStringLiteral("title"));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    m_submit = buttons->button(QDialogButtonBox::Ok);
    m_submit->setObjectName(named(QStringLiteral("Submit")));
    m_submit->setDefault(true);
    auto *cancel = buttons->button(QDialogButtonBox::Cancel);
    cancel->setObjectName(named(QStringLiteral("Cancel")));
    cancel->setAutoDefault(false); // the main action stays the main action
    cancel->setText(say(QT_TRANSLATE_NOOP("Office", "Cancel")));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(3 * grid, 2 * grid, 3 * grid, 2 * grid);
    layout->setSpacing(2 * grid);
    layout->addWidget(heading);
    layout->addLayout(m_form);
    layout->addWidget(m_problem);
    layout->addStretch();
    layout->addWidget(buttons);
    connect(&link, &OfficeLink::signedOut, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, &FormDialog::submit);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    setSubmitText(say(QT_TRANSLATE_NOOP("Office", "Save")));
}

QString FormDialog::named(const QString &part) const { return m_name + part.left(1).toUpper() + part.mid(1); }

void FormDialog::setSubmitText(const QString &text) { m_submit->setText(text); }

void FormDialog::addRow(const QString &label, QWidget *widget) { m_form->addRow(label, widget); }

void FormDialog::addNote(const QString &text)
{
    auto *note = new QLabel(text);
    note->setProperty("role", QStringLiteral("muted"));
    note->setWordWrap(true);
    m_form->addRow(note);
}

QLineEdit *FormDialog::addText(const QString &member, const QString &label, const Check &check,
                               const Value &value)
{
    auto field = std::make_unique<Field>();
    field->member = member;
    field->edit = new QLineEdit;
    field->edit->setObjectName(named(member));
    field->edit->setAccessibleName(label);
    field->error = new QLabel;
    field->error->setObjectName(named(member + QStringLiteral("Error")));
    field->error->setProperty("role", QStringLiteral("error"));
    field->error->setWordWrap(true);
    field->check = check;
    field->value = value;
    m_form->addRow(label, field->edit);
    m_form->addRow(QString(), field->error);
    Field *raw = field.get();
    connect(raw->edit, &QLineEdit::textEdited, this, [this, raw] {
        raw->touched = true;
        review(*raw);
        refresh();
    });
    connect(raw->edit, &QLineEdit::editingFinished, this, [this, raw] {
        raw->touched = raw->touched || !raw->edit->text().isEmpty();
        review(*raw);
    });
    m_fields.push_back(std::move(field));
    refresh();
    return raw->edit;
}

QLineEdit *FormDialog::addSecret(const QString &member, const QString &label, const Check &check)
{
    QLineEdit *edit = addText(member, label, check, [](const QString &text) {
        return text.isEmpty() ? QJsonValue(QJsonValue::Undefined) : QJsonValue(text);
    });
    edit->setEchoMode(QLineEdit::Password);
    return edit;
}

QLineEdit *FormDialog::addAmount(const QString &member, const QString &label, Currency currency,
                                 bool required)
{
    const auto check = [currency, required, locale = m_locale](const QString &text) -> QString {
        if (text.trimmed().isEmpty())
            return required ? requiredProblem(text) : QString();
        const auto amount = parseAmount(text.trimmed(), currency, locale);
        if (!amount || !isWellGrouped(text.trimmed(), formatAmount(*amount, locale), locale))
            return say(QT_TRANSLATE_NOOP("Office", "An amount like %1 is expected."))
                .arg(formatAmount({123'450, currency}, locale));
        if (!amount->isPositive())
            return say(QT_TRANSLATE_NOOP("Office", "The amount must be above zero."));
        return {};
    };
    const auto value = [currency, locale = m_locale](const QString &text) -> QJsonValue {
        const auto amount = parseAmount(text.trimmed(), currency, locale);
        return amount ? QJsonValue(toJson(*amount)) : QJsonValue(QJsonValue::Undefined);
    };
    QLineEdit *edit = addText(member, label, check, value);
    edit->setAlignment(Qt::AlignRight);
    if (!required)
        edit->setPlaceholderText(say(QT_TRANSLATE_NOOP("Office", "none")));
    return edit;
}

QComboBox *FormDialog::addChoice(const QString &member, const QString &label,
                                 const QList<QPair<QString, QJsonValue>> &choices)
{
    auto *box = new QComboBox;
    box->setObjectName(named(member));
    box->setAccessibleName(label);
    for (const auto &[text, value] : choices)
        box->addItem(text, value);
    m_form->addRow(label, box);
    m_form->addRow(QString(), new QLabel); // as far from the next one as a field with its error
    m_others.append({member, [box] { return box->currentData().toJsonValue(); }});
    return box;
}

QDateEdit *FormDialog::addDate(const QString &member, const QString &label, QDate initial)
{
    auto *edit = new QDateEdit(initial);
    edit->setObjectName(named(member));
    edit->setAccessibleName(label);
    edit->setCalendarPopup(true);
    edit->setLocale(m_locale);
    m_form->addRow(label, edit);
    m_others.append({member, [edit] { return QJsonValue(edit->date().toString(Qt::ISODate)); }});
    return edit;
}

void FormDialog::review(Field &field)
{
    const QString problem = field.check ? field.check(field.edit->text()) : QString();
    const bool show = field.touched && !problem.isEmpty();
    field.error->setText(show ? problem : QString());
    field.edit->setProperty("invalid", show);
    field.edit->setAccessibleDescription(field.error->text());
    field.edit->style()->unpolish(field.edit);
    field.edit->style()->polish(field.edit);
}

bool FormDialog::isComplete() const
{
    return std::all_of(m_fields.cbegin(), m_fields.cend(), [](const auto &field) {
        return !field->check || field->check(field->edit->text()).isEmpty();
    });
}

void FormDialog::refresh() { m_submit->setEnabled(!m_waiting && isComplete()); }

QJsonObject FormDialog::body() const
{
    QJsonObject body;
    for (const auto &field : m_fields) {
        const QString text = field->edit->text();
        const QJsonValue value = field->value ? field->value(text) : QJsonValue(text.trimmed());
        if (!value.isUndefined())
            body.insert(field->member, value);
    }
    for (const Other &other : m_others)
        body.insert(other.member, other.value());
    if (m_extra)
        m_extra(body);
    return body;
}

void FormDialog::submit()
{
    if (m_waiting || !isComplete())
        return;
    const QJsonObject content = body();
    if (content != m_sent || m_operation.isNull())
        m_operation = m_link.newOperation(); // other content is another operation
    m_sent = content;
    m_waiting = true;
    m_problem->hide();
    refresh();
    m_link.post(m_path, content, m_operation, [self = QPointer(this)](const Result<QJsonObject> &reply) {
        if (!self)
            return;
        self->m_waiting = false;
        self->refresh();
        if (!reply)
            return self->onRefused(reply.error());
        self->m_answer = *reply;
        Q_EMIT self->succeeded(*reply);
        self->accept();
    });
}

void FormDialog::onRefused(const Error &error)
{
    // The detail names the member first where one is to blame.
    const QString member = error.detail.section(u':', 0, 0);
    for (const auto &field : m_fields)
        if (field->member == member) {
            field->edit->setProperty("invalid", true);
            field->edit->style()->unpolish(field->edit);
            field->edit->style()->polish(field->edit);
            field->edit->setFocus();
        }
    m_problem->setText(sentence(error));
    m_problem->show();
}

}
