#include "ui/widgets/message_texts.h"

#include "core/domain/messages/message_rules.h"
#include "ui/sentences/sentences.h"
#include "ui/tokens/design_tokens.h"
#include "ui/widgets/message_columns.h"
#include "ui/widgets/office_words.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QToolButton>

namespace youka {

namespace {

constexpr int DialogWidth = 880;
constexpr int TextLines = 6;
constexpr int SmsCharacters = 70; ///< of one SMS that is not all Latin

QComboBox *choices(const char *name, const QString &label, const QStringList &names,
                   QString (*text)(const QString &))
{
    auto *box = new QComboBox;
    box->setObjectName(QLatin1String(name));
    box->setAccessibleName(label);
    for (const QString &one : names)
        box->addItem(text(one), one);
    return box;
}

QLabel *wrapped(const char *name)
{
    auto *label = new QLabel;
    label->setObjectName(QLatin1String(name));
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

}

MessageTexts::MessageTexts(OfficeLink &link, const QJsonArray &texts, QWidget *parent)
    : QDialog(parent)
    , m_link(link)
    , m_texts(texts)
{
    setObjectName(QStringLiteral("messageTexts"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(say(QT_TRANSLATE_NOOP("Office", "Words of messages")));
    setMinimumWidth(DialogWidth);
    const int grid = designTokens().grid;
    m_problem = wrapped("messageProblem");
    auto *both = new QHBoxLayout;
    both->setSpacing(3 * grid);
    both->addLayout(editor(), 3);
    both->addLayout(reading(), 2);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(3 * grid, 2 * grid, 3 * grid, 2 * grid);
    layout->setSpacing(2 * grid);
    layout->addLayout(both);
    layout->addWidget(m_problem);
    layout->addWidget(buttons());
    for (QComboBox *box : {m_kind, m_way, m_language})
        connect(box, &QComboBox::currentIndexChanged, this, &MessageTexts::choose);
    connect(m_subject, &QLineEdit::textChanged, this, &MessageTexts::preview);
    connect(m_text, &QPlainTextEdit::textChanged, this, &MessageTexts::preview);
    choose();
}

/// Which text it is, and its words.
QFormLayout *MessageTexts::editor()
{
    QStringList kinds;
    for (const QJsonValueConstRef one : std::as_const(m_texts))
        if (const QString name = one[QLatin1String("kind")].toString(); !kinds.contains(name))
            kinds.append(name);
    const QString kindLabel = say(QT_TRANSLATE_NOOP("Office", "Kind"));
    const QString wayLabel = say(QT_TRANSLATE_NOOP("Office", "How"));
    const QString languageLabel = say(QT_TRANSLATE_NOOP("Office", "Language"));
    m_kind = choices("messageKind", kindLabel, kinds, messageKindText);
    m_way = choices("messageWay", wayLabel,
                    {QStringLiteral("sms"), QStringLiteral("email"), QStringLiteral("push")}, messageWayText);
    m_language = choices("messageLanguage", languageLabel, {QStringLiteral("zh"), QStringLiteral("en")},
                         messageLanguageText);
    m_subject = new QLineEdit;
    m_subject->setObjectName(QStringLiteral("messageSubject"));
    m_subjectLabel = new QLabel(say(QT_TRANSLATE_NOOP("Office", "Subject")));
    m_text = new QPlainTextEdit;
    m_text->setObjectName(QStringLiteral("messageText"));
    m_text->setAccessibleName(say(QT_TRANSLATE_NOOP("Office", "Text")));
    m_text->setTabChangesFocus(true);
    m_text->setFixedHeight(TextLines * m_text->fontMetrics().lineSpacing() + 2 * designTokens().grid);
    m_fields = new QWidget;
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(2 * designTokens().grid);
    form->addRow(kindLabel, m_kind);
    form->addRow(wayLabel, m_way);
    form->addRow(languageLabel, m_language);
    form->addRow(m_subjectLabel, m_subject);
    form->addRow(say(QT_TRANSLATE_NOOP("Office", "Text")), m_text);
    form->addRow(say(QT_TRANSLATE_NOOP("Office", "Put in")), m_fields);
    return form;
}

/// How it reads.
QVBoxLayout *MessageTexts::reading()
{
    m_shownSubject = wrapped("messagePreviewSubject");
    m_shown = wrapped("messagePreview");
    m_length = wrapped("messageLength");
    QFont bold = m_shownSubject->font();
    bold.setBold(true);
    m_shownSubject->setFont(bold);
    const int grid = designTokens().grid;
    auto *paper = new QFrame;
    paper->setFrameShape(QFrame::StyledPanel);
    auto *sheet = new QVBoxLayout(paper);
    sheet->setContentsMargins(2 * grid, 2 * grid, 2 * grid, 2 * grid);
    sheet->addWidget(m_shownSubject);
    sheet->addWidget(m_shown);
    sheet->addStretch();
    sheet->addWidget(m_length);
    auto *right = new QVBoxLayout;
    right->addWidget(new QLabel(say(QT_TRANSLATE_NOOP("Office", "As a customer reads it"))));
    right->addWidget(paper, 1);
    return right;
}

QDialogButtonBox *MessageTexts::buttons()
{
    auto *box = new QDialogButtonBox;
    const auto add = [box](const QString &text, QDialogButtonBox::ButtonRole role, const char *name) {
        QPushButton *button = box->addButton(text, role);
        button->setObjectName(QLatin1String(name));
        return button;
    };
    m_usual =
        add(say(QT_TRANSLATE_NOOP("Office", "The usual words")), QDialogButtonBox::ResetRole, "messageUsual");
    add(say(QT_TRANSLATE_NOOP("Office", "Close")), QDialogButtonBox::RejectRole, "messageClose");
    m_save = add(say(QT_TRANSLATE_NOOP("Office", "Save")), QDialogButtonBox::ApplyRole, "messageSave");
    m_save->setDefault(true);
    connect(m_save, &QPushButton::clicked, this, [this] { send(false); });
    connect(m_usual, &QPushButton::clicked, this, [this] { send(true); });
    connect(box, &QDialogButtonBox::rejected, this, &QDialog::close);
    return box;
}

MessageKind MessageTexts::kind() const
{
    return messageKindOf(m_kind->currentData().toString()).value_or(MessageKind::TopUp);
}
MessageWay MessageTexts::way() const
{
    return messageWayOf(m_way->currentData().toString()).value_or(MessageWay::Sms);
}
MessageLanguage MessageTexts::language() const
{
    return messageLanguageOf(m_language->currentData().toString()).value_or(MessageLanguage::Chinese);
}
MessageText MessageTexts::typed() const
{
    return {way() == MessageWay::Sms ? QString() : m_subject->text(), m_text->toPlainText()};
}

QJsonObject MessageTexts::current() const
{
    for (const QJsonValueConstRef one : m_texts)
        if (one[QLatin1String("kind")].toString() == m_kind->currentData().toString()
            && one[QLatin1String("way")].toString() == m_way->currentData().toString()
            && one[QLatin1String("language")].toString() == m_language->currentData().toString())
            return one.toObject();
    return {};
}

/// A button for each field that this kind has; it goes in where the cursor is.
void MessageTexts::addFields()
{
    delete m_fields->layout();
    qDeleteAll(m_fields->findChildren<QToolButton *>(QString(), Qt::FindDirectChildrenOnly));
    auto *row = new QHBoxLayout(m_fields);
    row->setContentsMargins(0, 0, 0, 0);
    for (const QString &field : messageFields(kind())) {
        auto *button = new QToolButton;
        button->setObjectName(QStringLiteral("messageField") + field);
        button->setText(u'{' + field + u'}');
        button->setAutoRaise(true);
        connect(button, &QToolButton::clicked, this, [this, field] {
            m_text->insertPlainText(u'{' + field + u'}');
            m_text->setFocus();
        });
        row->addWidget(button);
    }
    row->addStretch();
}

void MessageTexts::choose()
{
    const QJsonObject text = current();
    const bool hasSubject = way() != MessageWay::Sms;
    m_subject->setVisible(hasSubject);
    m_subjectLabel->setVisible(hasSubject);
    m_subject->setText(text[QLatin1String("subject")].toString());
    m_text->setPlainText(text[QLatin1String("text")].toString());
    addFields();
    preview();
}

void MessageTexts::preview()
{
    const MessageText text = typed();
    const MessageText filled = fillTemplate(text, sampleFields(kind(), language()));
    m_shownSubject->setText(filled.subject);
    m_shownSubject->setVisible(!filled.subject.isEmpty());
    m_shown->setText(filled.text);
    const qsizetype characters = filled.text.size();
    m_length->setText(way() == MessageWay::Sms
                          ? say(QT_TRANSLATE_NOOP("Office", "%1 characters, about %2 SMS"))
                                .arg(characters)
                                .arg((characters + SmsCharacters - 1) / SmsCharacters)
                          : say(QT_TRANSLATE_NOOP("Office", "%1 characters")).arg(characters));
    const auto checked = checkTemplate(kind(), way(), text);
    QString why;
    if (!checked)
        why = checked.error().code == ErrorCode::InvalidInput
            ? say(QT_TRANSLATE_NOOP("Office", "A text is needed, and for e-mail and app a subject."))
            : sentence(checked.error());
    m_problem->setText(why);
    m_problem->setVisible(!why.isEmpty());
    const QJsonObject was = current();
    const bool isChanged = was[QLatin1String("text")].toString() != text.text
        || (way() != MessageWay::Sms && was[QLatin1String("subject")].toString() != text.subject);
    const bool may = m_link.may(Permission::ManageMessages) && !m_waiting;
    m_save->setEnabled(may && checked.has_value() && isChanged);
    m_usual->setEnabled(may && was[QLatin1String("own")].toBool());
    m_text->setReadOnly(!m_link.may(Permission::ManageMessages));
    m_subject->setReadOnly(m_text->isReadOnly());
}

void MessageTexts::send(bool usual)
{
    const MessageText text = typed();
    QJsonObject body{{QStringLiteral("kind"), m_kind->currentData().toString()},
                     {QStringLiteral("way"), m_way->currentData().toString()},
                     {QStringLiteral("language"), m_language->currentData().toString()}};
    if (usual) {
        body.insert(QStringLiteral("usual"), true);
    } else {
        body.insert(QStringLiteral("subject"), text.subject);
        body.insert(QStringLiteral("text"), text.text);
    }
    m_waiting = true;
    preview();
    m_link.post(QStringLiteral("/api/v1/message-texts"), body, m_link.newOperation(),
                [self = QPointer(this)](const Result<QJsonObject> &answer) {
                    if (!self)
                        return;
                    self->m_waiting = false;
                    if (answer)
                        return self->keep(*answer);
                    self->preview();
                    self->m_problem->setText(sentence(answer.error()));
                    self->m_problem->show();
                });
}

void MessageTexts::keep(const QJsonObject &answer)
{
    for (QJsonValueRef one : m_texts)
        if (one[QLatin1String("kind")] == answer[QLatin1String("kind")]
            && one[QLatin1String("way")] == answer[QLatin1String("way")]
            && one[QLatin1String("language")] == answer[QLatin1String("language")])
            one = answer;
    choose();
}

FormDialog *makeDeclineForm(OfficeLink &link, const QString &customer, const QJsonObject &standing,
                            QWidget *parent)
{
    auto *form = new FormDialog(link, QStringLiteral("decline"),
                                say(QT_TRANSLATE_NOOP("Office", "What a customer is told")),
                                QStringLiteral("/api/v1/customers/%1/messages")
                                    .arg(QString::fromLatin1(QUrl::toPercentEncoding(customer))),
                                parent);
    form->setAttribute(Qt::WA_DeleteOnClose);
    form->addRow(say(QT_TRANSLATE_NOOP("Office", "Customer no.")), new QLabel(customer));
    QStringList reached;
    for (const QJsonValueConstRef one : standing[QLatin1String("contacts")].toArray())
        reached.append(messageWayText(one[QLatin1String("way")].toString()) + u' '
                       + one[QLatin1String("address")].toString() + u' '
                       + messageLanguageText(one[QLatin1String("language")].toString()));
    QStringList declined;
    for (const QJsonValueConstRef one : standing[QLatin1String("declined")].toArray())
        declined.append(messageKindText(one[QLatin1String("kind")].toString()) + u' '
                        + messageWayText(one[QLatin1String("way")].toString()));
    const auto lines = [](const QStringList &all) {
        auto *label = new QLabel(all.isEmpty() ? say(QT_TRANSLATE_NOOP("Office", "none")) : all.join(u'\n'));
        label->setObjectName(QStringLiteral("declineStanding"));
        return label;
    };
    form->addRow(say(QT_TRANSLATE_NOOP("Office", "Is reached by")), lines(reached));
    form->addRow(say(QT_TRANSLATE_NOOP("Office", "Has declined")), lines(declined));
    QList<QPair<QString, QJsonValue>> kinds;
    for (const char *name :
         {"payment-success", "top-up", "low-balance", "limit", "coupon-expiring", "invoice"})
        kinds.append({messageKindText(QLatin1String(name)), QLatin1String(name)});
    QList<QPair<QString, QJsonValue>> ways;
    for (const char *name : {"sms", "email", "push"})
        ways.append({messageWayText(QLatin1String(name)), QLatin1String(name)});
    form->addChoice(QStringLiteral("kind"), say(QT_TRANSLATE_NOOP("Office", "Kind")), kinds);
    form->addChoice(QStringLiteral("way"), say(QT_TRANSLATE_NOOP("Office", "How")), ways);
    form->addChoice(QStringLiteral("declined"), say(QT_TRANSLATE_NOOP("Office", "From now on")),
                    {{say(QT_TRANSLATE_NOOP("Office", "do not tell")), true},
                     {say(QT_TRANSLATE_NOOP("Office", "tell again")), false}});
    form->addNote(
        say(QT_TRANSLATE_NOOP("Office", "Only at the customer's own wish. Codes and freezes always go.")));
    return form;
}

}
