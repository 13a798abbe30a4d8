#include "ui/widgets/campaign_fields.h"

#include "core/foundation/base/format.h"
#include "ui/tokens/design_tokens.h"
#include "ui/widgets/form_dialog.h"
#include "ui/widgets/office_words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QStyle>

namespace youka {

namespace {

constexpr int LineHeight = 40; ///< of a field of one line, at the most

QStringList parts(const QString &text)
{
    QStringList found;
    // Both kinds of comma: the one of the Chinese keyboard is not to be a trap.
    for (const QString &part : QString(text).replace(u'，', u',').split(u',', Qt::SkipEmptyParts))
        if (!part.trimmed().isEmpty())
            found << part.trimmed();
    return found;
}

}

CampaignFields::Field &CampaignFields::Field::onlyFor(std::initializer_list<OfferKind> kinds)
{
    return when([list = QList<OfferKind>(kinds)](const Campaign &campaign) {
        return list.contains(campaign.terms.offer.kind);
    });
}

CampaignFields::Field &CampaignFields::Field::when(std::function<bool(const Campaign &)> test)
{
    m_applies = std::move(test);
    return *this;
}

CampaignFields::Field &CampaignFields::Field::needed()
{
    m_isNeeded = true;
    if (auto *edit = qobject_cast<QLineEdit *>(m_input))
        edit->setPlaceholderText({});
    return *this;
}

CampaignFields::Field &CampaignFields::Field::openWhenLive()
{
    m_isOpenWhenLive = true;
    return *this;
}

CampaignFields::Field &CampaignFields::Field::hint(const QString &text)
{
    if (auto *edit = qobject_cast<QLineEdit *>(m_input))
        edit->setPlaceholderText(text);
    m_input->setToolTip(text);
    return *this;
}

void CampaignFields::Field::complain(const QString &problem, bool evenUntouched)
{
    const bool show = !problem.isEmpty() && (m_touched || evenUntouched);
    m_error->setText(show ? problem : QString());
    m_error->setVisible(show);
    m_input->setProperty("invalid", show);
    m_input->setAccessibleDescription(m_error->text());
    m_input->style()->unpolish(m_input);
    m_input->style()->polish(m_input);
}

CampaignFields::CampaignFields(Currency currency, const QLocale &locale, QWidget *parent)
    : QWidget(parent)
    , m_currency(currency)
    , m_locale(locale)
    , m_form(new QGridLayout(this))
{
    const int grid = designTokens().grid;
    m_form->setContentsMargins(2 * grid, 2 * grid, 2 * grid, 2 * grid);
    m_form->setHorizontalSpacing(2 * grid);
    m_form->setVerticalSpacing(grid);
    m_form->setColumnStretch(1, 1);
}

CampaignFields::Field &CampaignFields::add(const char *member, const QString &label, QWidget *input)
{
    const QString text = QLatin1String(member);
    const QString name = QStringLiteral("campaign") + text.left(1).toUpper() + text.mid(1);
    auto field = std::make_unique<Field>();
    field->member = text;
    field->label = label;
    field->m_input = input;
    input->setObjectName(name);
    input->setAccessibleName(label);
    field->m_error = new QLabel;
    field->m_error->setObjectName(name + QStringLiteral("Error"));
    field->m_error->setProperty("role", QStringLiteral("error"));
    field->m_error->setWordWrap(true);
    field->m_error->hide();
    field->m_row = new QWidget;
    auto *column = new QVBoxLayout(field->m_row);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addWidget(input);
    column->addWidget(field->m_error);
    // A check box says itself what it is for.
    field->m_label = new QLabel(qobject_cast<QCheckBox *>(input) ? QString() : label);
    field->m_label->setBuddy(input);
    input->ensurePolished();
    field->m_label->setMinimumHeight(std::min(input->sizeHint().height(), LineHeight));
    m_form->setRowStretch(m_rows, 0);
    m_form->addWidget(field->m_label, m_rows, 0, Qt::AlignTop);
    m_form->addWidget(field->m_row, m_rows, 1);
    m_form->setRowStretch(++m_rows, 1); // what is left over is below the last one
    m_fields.push_back(std::move(field));
    return *m_fields.back();
}

std::optional<qint64> CampaignFields::parsed(const QString &text, Number kind) const
{
    const QString plain = text.trimmed();
    switch (kind) {
    case Number::Amount:
        if (const auto amount = parseAmount(plain, m_currency, m_locale);
            amount && isWellGrouped(plain, formatAmount(*amount, m_locale), m_locale))
            return amount->minor;
        break;
    case Number::Price:
        if (const auto price = parseUnitPrice(plain, m_currency, m_locale);
            price && isWellGrouped(plain, formatUnitPrice(*price, m_locale), m_locale))
            return price->milli;
        break;
    case Number::Litres:
        if (const auto litres = parseVolume(plain, m_locale))
            return litres->ml;
        break;
    case Number::Percent:
        // Hundredths of a per cent are tenths of what thousandths of a litre are.
        if (const auto percent = parseVolume(plain, m_locale); percent && percent->ml % 10 == 0)
            return percent->ml / 10;
        break;
    case Number::Count: {
        bool ok = false;
        const qint64 count = m_locale.toLongLong(plain, &ok);
        if (ok)
            return count;
        break;
    }
    }
    return {};
}

QString CampaignFields::written(qint64 value, Number kind) const
{
    switch (kind) {
    case Number::Amount:
        return formatAmount({value, m_currency}, m_locale);
    case Number::Price:
        return formatUnitPrice({value, m_currency}, m_locale);
    case Number::Litres:
        return formatVolume({value}, m_locale, value % 1'000 == 0 ? 0 : 3);
    case Number::Percent:
        return formatVolume({value * 10}, m_locale, value % 100 == 0 ? 0 : 2);
    case Number::Count:
        return m_locale.toString(value);
    }
    return {};
}

QString CampaignFields::problemOf(const Field &field, const QString &text, Number kind) const
{
    if (text.trimmed().isEmpty())
        return field.m_isNeeded ? requiredProblem(text) : QString();
    const auto value = parsed(text, kind);
    if (!value) {
        const qint64 example = kind == Number::Amount ? 123'450 : kind == Number::Count ? 100 : 12'500;
        return say(QT_TRANSLATE_NOOP("Office", "A number like %1 is expected."))
            .arg(written(kind == Number::Percent ? 1'250 : example, kind));
    }
    if (*value <= 0)
        return say(QT_TRANSLATE_NOOP("Office", "More than zero is expected."));
    if (kind == Number::Percent && *value > 10'000)
        return say(QT_TRANSLATE_NOOP("Office", "At most 100 is expected."));
    return {};
}

CampaignFields::Field &CampaignFields::number(const char *member, const QString &label, Number kind,
                                              const Get &get, const Set &set)
{
    auto *edit = new QLineEdit;
    edit->setAlignment(Qt::AlignRight);
    edit->setMaximumWidth(220);
    edit->setPlaceholderText(say(QT_TRANSLATE_NOOP("Office", "none")));
    Field &field = add(member, label, edit);
    field.m_show = [this, edit, kind, get](const Campaign &campaign) {
        const auto value = get(campaign);
        edit->setText(value && *value != 0 ? written(*value, kind) : QString());
    };
    field.m_read = [this, edit, kind, set, its = &field](Campaign &campaign) {
        const QString problem = problemOf(*its, edit->text(), kind);
        set(campaign, problem.isEmpty() ? parsed(edit->text(), kind) : std::nullopt);
        return problem;
    };
    connect(edit, &QLineEdit::textEdited, this, [this, its = &field] {
        its->m_touched = true;
        Q_EMIT edited();
    });
    return field;
}

CampaignFields::Field &CampaignFields::text(const char *member, const QString &label, const GetText &get,
                                            const SetText &set, int most)
{
    auto *edit = new QLineEdit;
    edit->setMaxLength(most);
    Field &field = add(member, label, edit);
    field.m_show = [edit, get](const Campaign &campaign) { edit->setText(get(campaign)); };
    field.m_read = [edit, set, its = &field](Campaign &campaign) {
        set(campaign, edit->text().trimmed());
        return its->m_isNeeded ? requiredProblem(edit->text()) : QString();
    };
    connect(edit, &QLineEdit::textEdited, this, [this, its = &field] {
        its->m_touched = true;
        Q_EMIT edited();
    });
    return field;
}

CampaignFields::Field &CampaignFields::list(const char *member, const QString &label,
                                            const std::function<QStringList &(Campaign &)> &list)
{
    return text(
        member, label,
        [list](const Campaign &campaign) {
            Campaign copy = campaign;
            return list(copy).join(QStringLiteral(", "));
        },
        [list](Campaign &campaign, const QString &text) { list(campaign) = parts(text); }, 2'000);
}

CampaignFields::Field &CampaignFields::flag(const char *member, const QString &label,
                                            const std::function<bool &(Campaign &)> &flag)
{
    auto *box = new QCheckBox(label);
    Field &field = add(member, label, box);
    field.m_show = [box, flag](const Campaign &campaign) {
        Campaign copy = campaign;
        box->setChecked(flag(copy));
    };
    field.m_read = [box, flag](Campaign &campaign) {
        flag(campaign) = box->isChecked();
        return QString();
    };
    connect(box, &QCheckBox::clicked, this, &CampaignFields::edited);
    return field;
}

CampaignFields::Field &CampaignFields::checks(const char *member, const QString &label,
                                              const Choices &choices,
                                              const std::function<int(const Campaign &)> &get,
                                              const std::function<void(Campaign &, int)> &set)
{
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2 * designTokens().grid);
    Field &field = add(member, label, row);
    QList<QPair<QCheckBox *, int>> boxes;
    for (const auto &[text, bit] : choices) {
        auto *box = new QCheckBox(text);
        box->setObjectName(row->objectName() + QString::number(bit));
        layout->addWidget(box);
        boxes.append({box, int(bit)});
        connect(box, &QCheckBox::clicked, this, &CampaignFields::edited);
    }
    layout->addStretch();
    field.m_show = [boxes, get](const Campaign &campaign) {
        for (const auto &[box, bit] : boxes)
            box->setChecked(get(campaign) & bit);
    };
    field.m_read = [boxes, set](Campaign &campaign) {
        int bits = 0;
        for (const auto &[box, bit] : boxes)
            bits |= box->isChecked() ? bit : 0;
        set(campaign, bits);
        return QString();
    };
    return field;
}

CampaignFields::Field &CampaignFields::choice(const char *member, const QString &label,
                                              const Choices &choices,
                                              const std::function<qint64(const Campaign &)> &get,
                                              const std::function<void(Campaign &, qint64)> &set)
{
    auto *box = new QComboBox;
    for (const auto &[text, value] : choices)
        box->addItem(text, value);
    Field &field = add(member, label, box);
    field.m_show = [box, get](const Campaign &campaign) {
        const qint64 value = get(campaign);
        if (value != 0 && box->findData(value) < 0) // it is no choice any more, but what was chosen
            box->addItem(QStringLiteral("#%1").arg(value), value);
        box->setCurrentIndex(std::max(0, box->findData(value)));
    };
    field.m_read = [box, set](Campaign &campaign) {
        set(campaign, box->currentData().toLongLong());
        return QString();
    };
    connect(box, &QComboBox::activated, this, &CampaignFields::edited);
    return field;
}

CampaignFields::Field &CampaignFields::moment(const char *member, const QString &label,
                                              const std::function<Timestamp &(Campaign &)> &time)
{
    auto *edit = new QDateTimeEdit;
    edit->setLocale(m_locale);
    edit->setCalendarPopup(true);
    edit->setMaximumWidth(220);
    Field &field = add(member, label, edit);
    field.m_show = [edit, time](const Campaign &campaign) {
        Campaign copy = campaign;
        const QSignalBlocker quiet(edit);
        edit->setDateTime(time(copy).toDateTime().toLocalTime());
    };
    field.m_read = [edit, time](Campaign &campaign) {
        time(campaign) = {edit->dateTime().toMSecsSinceEpoch()};
        return QString();
    };
    connect(edit, &QDateTimeEdit::dateTimeChanged, this, [this, its = &field] {
        its->m_touched = true;
        Q_EMIT edited();
    });
    return field;
}

CampaignFields::Field &CampaignFields::hour(const char *member, const QString &label,
                                            const std::function<QTime &(Campaign &)> &time)
{
    Field &field = text(
        member, label,
        [time](const Campaign &campaign) {
            Campaign copy = campaign;
            return time(copy).toString(QStringLiteral("HH:mm"));
        },
        [](Campaign &, const QString &) {}, 5);
    auto *edit = qobject_cast<QLineEdit *>(field.m_input);
    edit->setMaximumWidth(220);
    field.hint(QStringLiteral("HH:MM"));
    field.m_read = [edit, time](Campaign &campaign) {
        const QString text = QString(edit->text().trimmed()).replace(u'：', u':');
        time(campaign) = QTime::fromString(text, QStringLiteral("H:mm"));
        return text.isEmpty() || time(campaign).isValid()
            ? QString()
            : say(QT_TRANSLATE_NOOP("Office", "A time like 08:30 is expected."));
    };
    return field;
}

void CampaignFields::heading(const QString &text)
{
    auto *label = new QLabel(text);
    QFont bold = label->font();
    bold.setBold(true);
    label->setFont(bold);
    label->setContentsMargins(0, m_rows > 0 ? designTokens().grid : 0, 0, 0);
    m_form->setRowStretch(m_rows, 0);
    m_form->addWidget(label, m_rows, 0, 1, 2);
    m_form->setRowStretch(++m_rows, 1);
}

void CampaignFields::note(const QString &text, std::function<bool(const Campaign &)> when)
{
    auto *label = new QLabel(text);
    label->setProperty("role", QStringLiteral("muted"));
    label->setWordWrap(true);
    m_form->setRowStretch(m_rows, 0);
    m_form->addWidget(label, m_rows, 0, 1, 2);
    m_form->setRowStretch(++m_rows, 1);
    if (when)
        m_notes.append({label, std::move(when)});
}

void CampaignFields::show(const Campaign &campaign)
{
    for (const auto &field : m_fields)
        field->show(campaign);
}

QStringList CampaignFields::read(Campaign &campaign)
{
    QStringList wrong;
    for (const auto &field : m_fields) {
        if (!field->applies(campaign))
            continue;
        const QString problem = field->read(campaign);
        field->complain(problem);
        if (!problem.isEmpty())
            wrong << field->label;
    }
    return wrong;
}

void CampaignFields::arrange(const Campaign &campaign, bool live)
{
    for (const auto &field : m_fields) {
        field->m_label->setVisible(field->applies(campaign));
        field->m_row->setVisible(field->applies(campaign));
        field->m_input->setEnabled(!live || field->m_isOpenWhenLive);
        if (field->m_follow)
            field->m_follow(campaign);
    }
    for (const auto &[note, when] : std::as_const(m_notes))
        note->setVisible(when(campaign));
}

CampaignFields::Field *CampaignFields::find(const QString &member)
{
    const auto its = std::find_if(m_fields.begin(), m_fields.end(),
                                  [&](const auto &field) { return field->member == member; });
    return its == m_fields.end() ? nullptr : its->get();
}

}
